/* bundle.c - oitcheck bundle: all evidence of a stored check in one file, to object with or to keep. It asks nobody's server for anything.
 * SPDX-License-Identifier: MIT
 */
#include "bundle.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "oitcheck/office.h"
#include "report/json_writer.h"
#include "report/zip_names.h"
#include "run/setup.h"
#include "run/stored_report.h"
#include "url/url.h"

/* --- where it goes ------------------------------------------------------------------------------------------------------------- */

/* "oitcheck-www.example.go.th-20261120-O16.zip": site, day of the newest data, items when not all are in it. */
static void default_name(const struct bundle_maker *m, const char *items, struct buf *out)
{
    struct url_parts parts = {0};
    struct buf host;
    struct clock_date day = clock_date_bangkok(m->run.started);
    buf_init(&host, 0);
    (void)url_split(str_from(m->run.site), &parts);
    zip_name_make("oitcheck-", parts.host.n ? parts.host : STR_LIT("site"), "", &host);
    (void)buf_addf(out, "%s-%04d%02d%02d", host.p, day.year_ce, day.month, day.day);
    for (size_t i = 0; items && i < m->bundle.n_items && i < 3; i++) {
        (void)buf_add_char(out, '-');
        zip_name_code(m->bundle.items[i].item->code, out);
    }
    (void)buf_add_c(out, ".zip");
    buf_done(&host);
}

/* --output DIR|FILE: a name that ends in .zip is the file itself. */
static enum oit_code choose_path(const struct bundle_maker *m, const char *items, struct buf *ret_path)
{
    struct str output = str_from(m->options->output);
    bool is_file = str_ends_nocase_c(output, ".zip") && !file_is_dir(m->options->output);
    size_t slash = str_rchr(output, '/');
    enum oit_code code = OIT_OK;
    (void)buf_add_str(ret_path, output);
    if (is_file && slash != STR_NPOS && slash > 0) {
        struct buf folder;
        buf_init(&folder, 0);
        (void)buf_add_str(&folder, str_sub(output, 0, slash));
        code = file_make_dirs(folder.p, m->err);
        buf_done(&folder);
    } else if (!is_file) {
        if (output.n)
            code = file_make_dirs(m->options->output, m->err);
        if (output.n && output.p[output.n - 1] != '/')
            (void)buf_add_char(ret_path, '/');
        default_name(m, items, ret_path);
    }
    return code;
}

/* --- the work ------------------------------------------------------------------------------------------------------------------ */

static enum oit_code open_run(struct bundle_maker *m)
{
    enum oit_code code = stored_report_shown(m->options, SITE_SAID, &m->store, &m->arena, &m->run, &m->report, m->err);
    m->bundle.made = m->run.finished ? m->run.finished : m->run.started;
    return code;
}

static enum oit_code fill(struct bundle_maker *m)
{
    enum oit_code code = bundle_contents(m);
    if (code == OIT_OK)
        code = bundle_pictures(m);
    if (code == OIT_OK)
        code = bundle_weigh(m);
    return code == OIT_OK ? bundle_finish(m) : code;
}

static void count_cases(const struct bundle *b, unsigned ret_counts[static 3])
{
    for (size_t i = 0; i < b->n_items; i++) {
        enum objection_case which = b->items[i].objection;
        ret_counts[which == OBJECTION_SHOWN ? 0 : which == OBJECTION_UNSURE ? 2 : 1]++;
    }
}

static size_t count_files(const struct bundle *b)
{
    size_t n = 0;
    for (size_t i = 0; i < b->n_files; i++)
        n += b->files[i]->name && !b->files[i]->is_step;
    return n;
}

static void say_json(const struct bundle_maker *m, const char *path, struct buf *out)
{
    static const char *const cases[] = {
        [OBJECTION_NO_SUBMISSION] = "no-submission", [OBJECTION_NOT_ENTERED] = "not-entered", [OBJECTION_NOT_THEN] = "not-then", [OBJECTION_INCOMPLETE] = "incomplete",
        [OBJECTION_ELSEWHERE] = "elsewhere",         [OBJECTION_UNSURE] = "unsure",           [OBJECTION_SHOWN] = "shown",
    };
    struct json_writer w = {.out = out};
    jw_begin(&w, NULL, '{');
    jw_text(&w, "schema", "oitcheck-bundle/1");
    jw_text(&w, "bundle", path);
    jw_text(&w, "run", m->run.id);
    jw_text(&w, "submission", m->bundle.submission_id);
    jw_text(&w, "submitted", m->bundle.submitted_day);
    jw_uint(&w, "files", count_files(&m->bundle));
    jw_begin(&w, "items", '[');
    for (size_t i = 0; i < m->bundle.n_items; i++) {
        jw_begin(&w, NULL, '{');
        jw_text(&w, "code", m->bundle.items[i].item->code);
        jw_text(&w, "status", oit_status_name(m->bundle.items[i].item->status));
        jw_text(&w, "objection", cases[m->bundle.items[i].objection]);
        jw_end(&w, '}');
    }
    jw_end(&w, ']');
    jw_end(&w, '}');
    (void)buf_add_char(out, '\n');
}

static void say_text(const struct bundle_maker *m, const char *path, struct buf *out)
{
    enum msg_language language = m->language == REPORT_EN ? MSG_EN : MSG_TH;
    unsigned counts[3] = {0};
    char n[5][24];
    count_cases(&m->bundle, counts);
    for (size_t i = 0; i < 3; i++)
        (void)snprintf(n[i], sizeof n[i], "%u", counts[i]);
    (void)snprintf(n[3], sizeof n[3], "%zu", m->bundle.n_items);
    (void)snprintf(n[4], sizeof n[4], "%zu", count_files(&m->bundle));
    msg_add(out, language, MSG_BUNDLE_DONE, MSG_ARGS(n[3], n[4], path));
    (void)buf_add_char(out, '\n');
    if (m->bundle.submitted_day)
        msg_add(out, language, MSG_BUNDLE_COUNT_SHOWN, MSG_ARGS(n[0], n[1], n[2]));
    else
        (void)buf_add_c(out, msg_in(language, MSG_BUNDLE_NO_SUBMISSION));
    (void)buf_addf(out, "\n%s\n", language == MSG_EN ? m->bundle.picture_note.en : m->bundle.picture_note.th);
}

static void maker_done(struct bundle_maker *m)
{
    zip_drop(m->zip);
    store_close(m->store);
    pool_free(m->pool);
    free(m->sources);
    arena_done(&m->arena);
}

int oit_bundle(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    struct oit_options options = *command->options;
    struct bundle_maker m = {.options = &options, .err = err, .language = options.language == OIT_EN ? REPORT_EN : REPORT_TH};
    struct buf path;
    *ret_exit = 0;
    if (command->n_words > 2)
        return err_set(err, OIT_ERR_USAGE, "bundle รับเว็บไซต์เดียว: '%s' เกินมา", "bundle takes one site: '%s' is too much", command->words[2]);
    if (command->format != OIT_FORMAT_TEXT && command->format != OIT_FORMAT_JSON)
        return err_set(err, OIT_ERR_USAGE, "bundle เขียนแฟ้ม .zip และบอกผลเป็น text หรือ json เท่านั้น", "bundle writes a .zip file and tells of it as text or json only");
    if (command->n_words == 2)
        options.site = command->words[1];
    arena_init(&m.arena);
    buf_init(&path, 0);
    enum oit_code code = setup_store_exists(&options, err);
    if (code == OIT_OK)
        code = bundle_pool(&m.pool, err); /* before the store: the worker inherits little */
    if (code == OIT_OK)
        code = open_run(&m);
    if (code == OIT_OK)
        code = bundle_gather(&m, options.item);
    if (code == OIT_OK)
        code = choose_path(&m, options.item, &path);
    if (code == OIT_OK)
        code = zip_new(path.p, (uint64_t)LIMIT_BUNDLE_MB * 1024 * 1024, &m.zip, err);
    if (code == OIT_OK)
        code = fill(&m);
    if (code == OIT_OK) {
        struct zip *zip = m.zip;
        m.zip = NULL;
        code = zip_close(zip, err);
    }
    if (code == OIT_OK && command->format == OIT_FORMAT_JSON)
        say_json(&m, path.p, out);
    else if (code == OIT_OK)
        say_text(&m, path.p, out);
    buf_done(&path);
    maker_done(&m);
    return code;
}
