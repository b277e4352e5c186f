/* submit.c - freezes what was entered in ITAS: every link opened once, what stood behind it kept with its hash and moment, and a receipt.
 *
 * An objection counts only what stood behind the entered links on the day, so a submission is written whole or not at all, and never changed: entering again
 * makes another one, which counts from then on.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "office/entered.h"
#include "office/workbook.h"
#include "run/crawler.h"
#include "run/entered_look.h"
#include "run/entered_text.h"
#include "run/overlay.h"
#include "text/utf8.h"
#include "text/years.h"
#include "url/url.h"

struct desk {
    const struct oit_command *command;
    struct entered_session s;
    struct workbook *book;              /* NULL: the words in the store */
    struct store_submission submission;
    struct store_submission_url *urls;
    size_t n, n_refused;
};

static enum msg_language language_of(const struct desk *d)
{
    return d->command->options->language == OIT_EN ? MSG_EN : MSG_TH;
}

static void talk(struct buf *line)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(buf_str(line), &clean);
    (void)fprintf(stderr, "oitcheck: %s\n", clean.p ? clean.p : "");
    buf_done(&clean);
    buf_done(line);
}

/* --- the sheet ------------------------------------------------------------------------------------------------------------------------- */

/* Only what is wrong about links keeps a sheet from being frozen: half a submission would be no proof. */
static enum oit_code refuse_errors(struct desk *d, struct err *err)
{
    size_t n = 0;
    for (size_t i = 0; i < d->book->n_errors; i++) {
        const struct workbook_remark *remark = &d->book->errors[i];
        if (remark->field >= 0 && remark->field != OFFICER_URL && remark->field != OFFICER_EXPLANATION)
            continue;
        struct buf line;
        buf_init(&line, 0);
        workbook_place_words(&remark->place, language_of(d), &line);
        (void)buf_addf(&line, ": %s", language_of(d) == MSG_EN ? remark->text.en : remark->text.th);
        talk(&line);
        n++;
    }
    return n == 0 ? OIT_OK
                  : err_set(err, OIT_ERR_USAGE, "แฟ้มนี้มีที่ผิด %zu แห่ง จึงยังไม่ได้บันทึก: แก้ตามที่บอกแล้วสั่งอีกครั้ง", "the sheet has %zu mistakes and was not frozen: mend them and try again", n);
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static enum oit_code read_sheet(struct desk *d, const char *path, struct err *err)
{
    enum oit_code code = workbook_read(path, &d->s.report, &d->book, err);
    if (code == OIT_OK)
        code = refuse_errors(d, err);
    struct buf bytes;
    char hex[65];
    buf_init(&bytes, 0);
    if (code == OIT_OK)
        code = file_read(path, &bytes, err);
    if (code == OIT_OK) {
        sha256_hex(sha256_of(buf_str(&bytes)), hex);
        d->submission.sheet_sha256 = arena_text(&d->s.arena, str_from(hex));
        d->submission.sheet_name = arena_text(&d->s.arena, str_from(last_part(path)));
    }
    buf_done(&bytes);
    return code;
}

/* --- what is entered --------------------------------------------------------------------------------------------------------------------- */

static void refuse_cell(struct desk *d, const struct oit_item *item, const struct workbook_word *word, enum msg why, const char *what)
{
    struct buf line, place;
    buf_init(&line, 0);
    buf_init(&place, 0);
    (void)buf_addf(&place, "%s", item->code);
    if (word && word->place.row) {
        (void)buf_add_c(&place, ", ");
        workbook_place_words(&word->place, language_of(d), &place);
    }
    msg_add(&line, language_of(d), why, MSG_ARGS(place.p, what));
    talk(&line);
    buf_done(&place);
    d->n_refused++;
}

static void enter(struct desk *d, const struct oit_item *item, const char *cell, const char *explanation, const struct workbook_word *word)
{
    struct entered_address addresses[LIMIT_ENTERED_URLS];
    size_t n = entered_addresses(str_from(cell), &d->s.arena, addresses);
    if (n == 0 && str_trim(str_from(cell)).n > 0)
        refuse_cell(d, item, word, MSG_SUBMIT_NO_ADDRESS, cell);
    if (n == LIMIT_ENTERED_URLS) { /* a link left out in silence would be no proof */
        char limit[16];
        (void)snprintf(limit, sizeof limit, "%d", LIMIT_ENTERED_URLS - 1);
        refuse_cell(d, item, word, MSG_SUBMIT_TOO_MANY_ADDRESSES, limit);
    }
    for (size_t i = 0; i < n; i++)
        d->urls[d->n++] = (struct store_submission_url){.item = item->code, .position = (uint32_t)(i + 1), .url = addresses[i].url ? addresses[i].url : addresses[i].typed,
                                                        .typed = addresses[i].typed, .explanation = str_trim(str_from(explanation)).n ? explanation : NULL};
}

static enum oit_code list_entered(struct desk *d, struct err *err)
{
    const struct oit_report *report = &d->s.report;
    d->urls = mem_alloc((report->n_items * (2 * LIMIT_ENTERED_URLS + LIMIT_ENTERED_LINKS + ENTERED_WAYS) + 1) * sizeof *d->urls); /* each URL may lead to one page more */
    for (size_t i = 0; i < report->n_items; i++) {
        const struct oit_item *item = &report->items[i];
        const struct workbook_word *url = NULL, *explanation = NULL;
        for (size_t k = 0; d->book && k < d->book->n_rows; k++)
            if (d->book->rows[k].item == i) {
                url = &d->book->rows[k].words[OFFICER_URL];
                explanation = &d->book->rows[k].words[OFFICER_EXPLANATION];
            }
        if (d->book)
            enter(d, item, url && url->value ? url->value : "", explanation ? explanation->value : NULL, url);
        else
            enter(d, item, item->officer.words[OFFICER_URL] ? item->officer.words[OFFICER_URL] : "", item->officer.words[OFFICER_EXPLANATION], NULL);
    }
    if (d->n_refused)
        return err_set(err, OIT_ERR_USAGE, "มี %zu ข้อที่ช่องลิงก์ใช้ไม่ได้ จึงยังไม่ได้บันทึก: แก้แล้วสั่งอีกครั้ง", "the link cells of %zu items cannot be used; nothing was frozen: mend them and try again",
                       d->n_refused);
    if (d->n == 0)
        return err_set(err, OIT_ERR_USAGE, "ไม่พบลิงก์ที่กรอกสักข้อ: กรอกช่อง 'URL ที่จะกรอก' ในแฟ้ม แล้วสั่ง: oitcheck submit SHEET",
                       "no link is entered anywhere: fill the column 'URL ที่จะกรอก' of the sheet, then: oitcheck submit SHEET");
    return OIT_OK;
}

/* --- the day ---------------------------------------------------------------------------------------------------------------------------------- */

static enum oit_code read_day(struct desk *d, struct err *err)
{
    struct clock_date today = clock_date_bangkok(clock_now_s()), day = today;
    const char *typed = d->command->options->date;
    if (typed && !years_parse_date(str_trim(str_from(typed)), &day))
        return err_set(err, OIT_ERR_USAGE, "อ่านวันที่ '%s' ไม่ได้ เขียนเช่น 30/4/2567 หรือ 2024-04-30", "cannot read the date '%s': write 30/4/2567 or 2024-04-30", typed);
    if (clock_date_cmp(day, today) > 0)
        return err_set(err, OIT_ERR_USAGE, "วันที่กรอก '%s' ยังมาไม่ถึง: ใส่วันที่กรอกจริง", "the day '%s' has not come yet: give the day it was entered", typed);
    d->submission.day = years_date_iso(day, &d->s.arena);
    return OIT_OK;
}

/* --- freezing ----------------------------------------------------------------------------------------------------------------------------------- */

static const char *text_or_null(struct arena *arena, struct str s)
{
    return s.n ? arena_text(arena, s) : NULL;
}

static void freeze(struct desk *d, const struct entered_page *page, struct store_submission_url *to)
{
    struct arena *arena = &d->s.arena;
    char hex[65];
    to->fetched_at = clock_now_s();
    if (!page)
        return;
    to->final_url = text_or_null(arena, page->final_url);
    to->http_status = page->http_status;
    to->fault = page->fault;
    to->fetched_at = page->fetched_at;
    to->fingerprint = page->fingerprint;
    to->content_type = text_or_null(arena, page->content_type);
    to->content_encoding = text_or_null(arena, page->content_encoding);
    to->last_modified = text_or_null(arena, page->last_modified);
    to->file_name = text_or_null(arena, page->file_name);
    if (!page->has_content)
        return;
    sha256_hex(page->sha256, hex);
    to->sha256 = arena_text(arena, str_from(hex));
    to->bytes = page->bytes;
}

static void freeze_all(struct desk *d, const struct entered_pages *pages, const struct entered_look *look)
{
    size_t n_entered = d->n;
    for (size_t i = 0; i < n_entered; i++)
        freeze(d, entered_pages_get(pages, str_from(d->urls[i].url)), &d->urls[i]);
    for (size_t i = 0; i < look->n_items; i++) {
        const struct entered_verdict *verdict = &look->items[i];
        for (size_t k = 0; k < n_entered; k++)
            for (size_t m = 0; m < verdict->entered.n_urls; m++)
                if (strcmp(d->urls[k].item, verdict->code) == 0 && strcmp(d->urls[k].url, verdict->entered.urls[m].url) == 0) {
                    d->urls[k].click_path = verdict->entered.urls[m].path;
                    d->urls[k].n_click_path = verdict->entered.urls[m].n_path;
                }
        for (size_t k = 0; k < verdict->n_shown; k++) {
            const struct entered_page *page = entered_pages_get(pages, verdict->shown[k].url);
            if (!page || !page->has_content)
                continue;
            struct store_submission_url *to = &d->urls[d->n++];
            *to = (struct store_submission_url){.item = verdict->code, .position = (uint32_t)(k + 1), .url = arena_text(&d->s.arena, verdict->shown[k].url),
                                                .shown_by = arena_text(&d->s.arena, verdict->shown[k].by)};
            freeze(d, page, to);
        }
    }
}

static enum oit_code keep(struct desk *d, const struct entered_look *look, struct err *err)
{
    struct buf packed;
    buf_init(&packed, 0);
    entered_look_pack(look, &packed);
    enum oit_code code = store_submission_put(d->s.store, &d->submission, d->urls, d->n, err);
    if (code == OIT_OK)
        code = store_look_put(d->s.store, d->submission.row,
                              &(struct store_look){.made_at = clock_now_s(), .made_by = "submit", .run = d->s.run.id, .packed = buf_str(&packed)}, err);
    buf_done(&packed);
    return code;
}

static void say_reading(const struct desk *d)
{
    char number[24];
    struct buf line;
    if (d->command->options->quiet)
        return;
    buf_init(&line, 0);
    (void)snprintf(number, sizeof number, "%zu", d->n);
    msg_add(&line, language_of(d), MSG_SUBMIT_READING, MSG_ARGS(number));
    talk(&line);
}

static void fill_head(struct desk *d)
{
    char time[21];
    struct url_parts parts = {0};
    struct store_submission *s = &d->submission;
    s->made_at = clock_now_s();
    clock_iso_utc(s->made_at, time);
    (void)url_split(str_from(d->s.run.site), &parts);
    s->id = arena_printf(&d->s.arena, "S%.4s%.2s%.2sT%.2s%.2s%.2sZ-%.*s", time, time + 5, time + 8, time + 11, time + 14, time + 17, STR_ARG(parts.host)).p;
    s->site = d->s.run.site;
    s->fiscal_year_be = d->s.report.fiscal_year_be;
    s->home_url = d->s.run.site;
    s->agency = d->s.run.site_name;
}

static enum oit_code open_links(struct desk *d, struct err *err)
{
    struct entered_session *s = &d->s;
    struct entered_pages_input input = {.options = &s->options, .scheme = s->setup.scheme, .pool = s->pool, .store = s->store, .run = &s->run,
                                        .home = str_from(s->run.site), .home_final = str_from(s->run.final_url)};
    struct entered_pages *pages = entered_pages_new(&input, err);
    if (!pages)
        return err && err->code ? err->code : OIT_ERR_LOCAL;
    struct entered_look look = {.n_items = 0};
    say_reading(d);
    enum oit_code code = entered_look_make(&(struct entered_look_input){.pages = pages, .scheme = s->setup.scheme, .fiscal_year_be = s->setup.fiscal_year_be,
                                                                        .as_of = s->setup.as_of, .agency_name = str_from(s->run.site_name), .home = input.home, .store = s->store,
                                                                        .run = &s->run, .urls = d->urls, .n_urls = d->n},
                                           &s->arena, &look, err);
    if (code == OIT_OK && crawler_is_stopped())
        code = err_set(err, OIT_ERR_USAGE, "ถูกสั่งหยุดก่อนเปิดครบทุกลิงก์ จึงไม่ได้บันทึก: สั่งอีกครั้ง", "stopped before every link was opened; nothing was frozen: run it again");
    if (code == OIT_OK) {
        freeze_all(d, pages, &look);
        code = keep(d, &look, err);
    }
    entered_pages_free(pages);
    return code;
}

static void tell_earlier(struct desk *d)
{
    struct store_submission *all;
    size_t n = 0;
    if (d->command->options->quiet || store_submissions(d->s.store, d->s.run.site, d->submission.fiscal_year_be, &d->s.arena, &all, &n, NULL) != OIT_OK || n < 2)
        return;
    char number[24];
    struct buf line;
    buf_init(&line, 0);
    (void)snprintf(number, sizeof number, "%zu", n - 1);
    msg_add(&line, language_of(d), MSG_RECEIPT_EARLIER, MSG_ARGS(number));
    talk(&line);
}

/* To freeze is not to import: whoever thinks so would miss her words in the next workbook. */
static void tell_not_imported(const struct desk *d, const char *path)
{
    size_t n = 0;
    for (size_t i = 0; d->book && i < d->book->n_rows; i++)
        for (int field = 0; field < N_OFFICER_FIELDS; field++) {
            const char *value = d->book->rows[i].words[field].value, *known = d->s.report.items[d->book->rows[i].item].officer.words[field];
            n += value && strcmp(value, known ? known : "") != 0;
        }
    if (n == 0 || d->command->options->quiet)
        return;
    char number[24];
    struct buf line;
    buf_init(&line, 0);
    (void)snprintf(number, sizeof number, "%zu", n);
    msg_add(&line, language_of(d), MSG_SUBMIT_NOT_IMPORTED, MSG_ARGS(number, path));
    talk(&line);
}

int oit_submit(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    struct desk d = {.command = command};
    struct receipt receipt;
    bool found = false;
    if (command->n_words > 2)
        return (int)err_set(err, OIT_ERR_USAGE, "บอกแฟ้มเดียว: oitcheck submit itas.xlsx", "name one sheet: oitcheck submit itas.xlsx");
    enum oit_code code = entered_session_open(command->options, SITE_ASKED, &d.s, err);
    if (code == OIT_OK)
        code = entered_session_show(&d.s, err);
    if (code == OIT_OK)
        code = read_day(&d, err);
    if (code == OIT_OK && command->n_words == 2)
        code = read_sheet(&d, command->words[1], err);
    if (code == OIT_OK)
        code = list_entered(&d, err);
    if (code == OIT_OK) {
        fill_head(&d);
        code = open_links(&d, err);
    }
    if (code == OIT_OK)
        code = entered_session_show(&d.s, err);
    if (code == OIT_OK)
        code = entered_receipt(&d.s, 0, &found, &receipt, err);
    if (code == OIT_OK && found) {
        tell_earlier(&d);
        tell_not_imported(&d, d.book ? command->words[1] : "");
        code = entered_show(command, &d.s, &receipt, "receipt", out, err);
    }
    *ret_exit = 0;
    workbook_free(d.book);
    free(d.urls);
    entered_session_done(&d.s);
    return (int)code;
}
