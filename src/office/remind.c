/* remind.c - chases owners; one page for the executive.
 *
 * The stored run says what is open; days are counted from today (--as-of), not from the run's day: a reminder is pasted today.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/messages.h"
#include "itas/duties.h"
#include "itas/needed.h"
#include "oitcheck/office.h"
#include "report/json_writer.h"
#include "report/remind.h"
#include "run/setup.h"
#include "text/utf8.h"
#include "text/years.h"

enum { FILE_NAME_BYTES = 120, MAX_NAMES_TOLD = 8 };

struct reminding {
    const struct oit_command *command;
    struct oit_options options; /* the command's, with the day */
    struct oit_result *result;
    struct oit_report report;
    struct arena arena;
    struct duties duties;
    struct needed needed;
    struct remind remind;
    const struct duty_owner *only; /* --owner; NULL: all */
};

static enum oit_code read_day(struct reminding *r, struct err *err)
{
    struct clock_date day = clock_date_bangkok(clock_now_s());
    const char *as_of = r->command->options->as_of;
    if (as_of && !years_parse_date(str_from(as_of), &day))
        return err_set(err, OIT_ERR_USAGE, "อ่านวันที่ '%s' ไม่ได้ เขียนเช่น 2026-11-20 หรือ 20/11/2569", "cannot read the date '%s': write 2026-11-20 or 20/11/2569", as_of);
    r->options.as_of = years_date_iso(day, &r->arena);
    return OIT_OK;
}

/* "กองคลัง, สำนักบริการ ..." */
static const char *owners_told(struct reminding *r)
{
    const char *all = "";
    for (size_t i = 0; i < r->duties.n_owners && i < MAX_NAMES_TOLD; i++)
        if (!r->duties.owners[i].is_nobody)
            all = arena_printf(&r->arena, "%s%s%s", all, *all ? ", " : "", r->duties.owners[i].name).p;
    return r->duties.n_owners > MAX_NAMES_TOLD ? arena_printf(&r->arena, "%s ...", all).p : all;
}

static enum oit_code find_owner(struct reminding *r, struct err *err)
{
    const char *wanted = r->options.owner, *near = NULL;
    if (!wanted)
        return OIT_OK;
    r->only = duties_find(&r->duties, str_from(wanted), &near);
    if (r->only)
        return OIT_OK;
    if (near)
        return err_set(err, OIT_ERR_USAGE, "ไม่มีผู้รับผิดชอบชื่อ '%s' หมายถึง '%s' หรือไม่", "no owner is called '%s'; did you mean '%s'?", wanted, near);
    return err_set(err, OIT_ERR_USAGE, "ไม่มีผู้รับผิดชอบชื่อ '%s' มี: %s", "no owner is called '%s'; there are: %s", wanted, owners_told(r));
}

static enum oit_code gather(struct reminding *r, struct err *err)
{
    r->options = *r->command->options;
    r->options.output = NULL; /* the report's own files are not ours to write */
    if (r->command->n_words > 1)
        r->options.site = r->command->words[1];
    enum oit_code code = read_day(r, err);
    if (code == OIT_OK)
        code = (enum oit_code)oit_report_stored(&r->options, &r->result, err);
    if (code != OIT_OK)
        return code;
    r->report = *oit_result_report(r->result);
    r->report.as_of = r->options.as_of;
    bool is_english = r->options.language == OIT_EN;
    duties_of(&r->report, r->options.profile, is_english, &r->arena, &r->duties);
    needed_for_target(&r->report, &r->arena, &r->needed);
    r->remind = (struct remind){.report = &r->report, .duties = &r->duties, .needed = &r->needed, .language = is_english ? REPORT_EN : REPORT_TH, .made = clock_now_s()};
    return find_owner(r, err);
}

static bool is_open(const struct duty_owner *owner)
{
    return owner->n_fix + owner->n_look > 0;
}

static void put_texts(struct reminding *r, struct buf *out)
{
    bool any = false;
    for (size_t i = 0; i < r->duties.n_owners; i++) {
        const struct duty_owner *owner = &r->duties.owners[i];
        if (r->only ? owner != r->only : !is_open(owner))
            continue;
        (void)buf_add_c(out, any ? "\n----------------------------------------\n\n" : "");
        remind_text(&r->remind, owner, out);
        any = true;
    }
    if (!any)
        (void)buf_addf(out, "%s\n", msg_in(r->options.language == OIT_EN ? MSG_EN : MSG_TH, MSG_REMIND_NOTHING));
}

/* "remind-กองคลัง.html": letters and digits of any script; all else is "-". */
static const char *file_name(struct reminding *r, const struct duty_owner *owner, size_t number)
{
    struct buf clean, name;
    buf_init(&clean, 0);
    buf_init(&name, 0);
    utf8_terminal(str_from(owner->name), &clean);
    for (size_t i = 0; i < clean.n; i++) {
        unsigned char c = (unsigned char)clean.p[i];
        bool is_kept = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (is_kept)
            (void)buf_add_char(&name, (char)c);
        else if (name.n && name.p[name.n - 1] != '-')
            (void)buf_add_char(&name, '-');
    }
    struct str part = utf8_prefix(buf_str(&name), FILE_NAME_BYTES);
    const char *path = arena_printf(&r->arena, "%s/remind-%02zu%s%.*s.html", r->command->options->output, number, part.n ? "-" : "", STR_ARG(part)).p;
    buf_done(&clean);
    buf_done(&name);
    return path;
}

/* All are made before the first takes its place. */
static enum oit_code write_files(struct reminding *r, struct err *err)
{
    const char *folder = r->command->options->output;
    struct file_draft *drafts = ARENA_ARRAY(&r->arena, struct file_draft, r->duties.n_owners + 3);
    size_t n = 0, n_owner = 0;
    struct buf bytes;
    buf_init(&bytes, 0);
    enum oit_code code = file_make_dirs(folder, err);
    for (size_t i = 0; code == OIT_OK && i < r->duties.n_owners; i++) {
        const struct duty_owner *owner = &r->duties.owners[i];
        if (r->only ? owner != r->only : !is_open(owner))
            continue;
        buf_clear(&bytes);
        remind_html_owner(&r->remind, owner, &bytes);
        code = file_draft(file_name(r, owner, ++n_owner), buf_str(&bytes), &drafts[n++], err);
    }
    if (code == OIT_OK && !r->only) {
        buf_clear(&bytes);
        remind_html_executive(&r->remind, &bytes);
        code = file_draft(arena_printf(&r->arena, "%s/executive.html", folder).p, buf_str(&bytes), &drafts[n++], err);
    }
    if (code == OIT_OK) {
        buf_clear(&bytes);
        put_texts(r, &bytes);
        code = file_draft(arena_printf(&r->arena, "%s/remind.txt", folder).p, buf_str(&bytes), &drafts[n++], err);
    }
    for (size_t i = 0; code == OIT_OK && i < n; i++)
        code = file_draft_place(&drafts[i], err);
    for (size_t i = 0; i < n; i++)
        file_draft_drop(&drafts[i]);
    buf_clear(&bytes);
    if (code == OIT_OK && !r->options.quiet) {
        const char *pages = arena_printf(&r->arena, "%zu", n - 1).p;
        msg_add(&bytes, r->options.language == OIT_EN ? MSG_EN : MSG_TH, MSG_REMIND_FILES, MSG_ARGS(pages, folder));
        (void)fprintf(stderr, "oitcheck: %s\n", buf_str(&bytes).p);
    }
    buf_done(&bytes);
    return code;
}

static void put_html(struct reminding *r, struct buf *out)
{
    if (r->only)
        remind_html_owner(&r->remind, r->only, out);
    else
        remind_html_all(&r->remind, out);
}

/* schema/remind-1.schema.json: all owners, with nothing open too; --owner: that one. */
static void put_json(struct reminding *r, struct buf *out)
{
    static const char *const kinds[] = {[DUTY_FIX] = "fix", [DUTY_LINK] = "link", [DUTY_LOOK] = "look", [DUTY_LATER] = "later", [DUTY_DONE] = "done"};
    struct json_writer w = {.out = out};
    struct buf text;
    buf_init(&text, 0);
    jw_begin(&w, NULL, '{');
    jw_text(&w, "schema", "oitcheck-remind/1");
    jw_text(&w, "site", r->report.site.url);
    jw_text(&w, "name", r->report.site.name);
    jw_uint(&w, "fiscal_year_be", (uint64_t)r->report.fiscal_year_be);
    jw_text(&w, "as_of", r->report.as_of);
    jw_begin(&w, "owners", '[');
    for (size_t i = 0; i < r->duties.n_owners; i++) {
        const struct duty_owner *owner = &r->duties.owners[i];
        if (r->only && owner != r->only)
            continue;
        buf_clear(&text);
        if (is_open(owner) || r->only)
            remind_text(&r->remind, owner, &text);
        jw_begin(&w, NULL, '{');
        jw_text(&w, "name", owner->is_nobody ? NULL : owner->name);
        jw_bool(&w, "usual", owner->is_usual);
        jw_text(&w, "contact", owner->contact);
        jw_text(&w, "coordinator", owner->coordinator);
        jw_double(&w, "gain", owner->gain);
        jw_text(&w, "due", owner->due);
        jw_begin(&w, "duties", '[');
        for (size_t k = 0; k < owner->n_duties; k++) {
            const struct duty *duty = &owner->duties[k];
            jw_begin(&w, NULL, '{');
            jw_text(&w, "item", duty->item->code);
            jw_text(&w, "kind", kinds[duty->kind]);
            jw_words(&w, "label", duty->item->label.th, duty->item->label.en);
            jw_text(&w, "due", duty->due);
            jw_text(&w, "url", remind_link(&r->remind, duty));
            jw_end(&w, '}');
        }
        jw_end(&w, ']');
        jw_text(&w, "text", text.n ? text.p : NULL);
        jw_end(&w, '}');
    }
    jw_end(&w, ']');
    jw_end(&w, '}');
    (void)buf_add_char(out, '\n');
    buf_done(&text);
}

int oit_remind(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    struct reminding r = {.command = command};
    *ret_exit = 0;
    if (command->format != OIT_FORMAT_TEXT && command->format != OIT_FORMAT_HTML && command->format != OIT_FORMAT_JSON)
        return err_set(err, OIT_ERR_USAGE, "remind พิมพ์ได้เป็น --format text json หรือ html; หน้า A4 ทีละแฟ้ม: --output DIR", "remind prints --format text, json or html; A4 pages as files: --output DIR");
    if (command->n_words > 2)
        return err_set(err, OIT_ERR_USAGE, "ใช้: oitcheck remind --owner 'กองคลัง'", "use: oitcheck remind --owner NAME");
    arena_init(&r.arena);
    enum oit_code code = gather(&r, err);
    if (code == OIT_OK && command->options->output)
        code = write_files(&r, err);
    if (code == OIT_OK && command->format == OIT_FORMAT_HTML)
        put_html(&r, out);
    else if (code == OIT_OK && command->format == OIT_FORMAT_JSON)
        put_json(&r, out);
    else if (code == OIT_OK)
        put_texts(&r, out);
    oit_result_free(r.result);
    arena_done(&r.arena);
    return (int)code;
}
