/* entered.c - what submit and verify share.
 * SPDX-License-Identifier: MIT
 */
#include "office/entered.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "report/report.h"
#include "run/crawler.h"
#include "run/judgement.h"
#include "run/overlay.h"
#include "run/stored_report.h"

enum oit_code entered_session_open(const struct oit_options *options, enum site_manner manner, struct entered_session *s, struct err *err)
{
    *s = (struct entered_session){.options = *options};
    arena_init(&s->arena);
    crawler_begin();
    enum oit_code code = stored_report_open(options, manner, &s->store, &s->arena, &s->run, &s->report, err);
    if (code == OIT_OK && !s->options.fiscal_year_be)
        s->options.fiscal_year_be = s->run.fiscal_year_be;
    if (code == OIT_OK)
        code = setup_make(&s->options, &s->setup, err);
    if (code == OIT_OK)
        code = judgement_is_of_year(&s->run, s->setup.fiscal_year_be, err);
    if (code == OIT_OK) {
        struct agency_names names = setup_agency_names(options, s->run.site_name);
        code = pool_new(&(struct pool_options){.scheme = s->setup.scheme, .agency_names = names.list, .n_agency_names = names.n, .ocr_folder = setup_ocr_folder()}, &s->pool, err);
    }
    return code;
}

void entered_session_done(struct entered_session *s)
{
    pool_free(s->pool);
    store_close(s->store);
    setup_done(&s->setup);
    arena_done(&s->arena);
}

enum oit_code entered_session_show(struct entered_session *s, struct err *err)
{
    s->report = (struct oit_report){.fiscal_year_be = 0};
    enum oit_code code = stored_report_read(s->run.report_json, &s->arena, &s->report, err);
    return code == OIT_OK ? overlay_apply(s->store, &s->run, &s->options, &s->arena, &s->report, err) : code;
}

/* --- the receipt -------------------------------------------------------------------------------------------------------------------- */

static const struct oit_entered_url *now_of(const struct oit_item *item, const char *url)
{
    for (size_t i = 0; i < item->entered.n_urls; i++)
        if (strcmp(item->entered.urls[i].url, url) == 0)
            return &item->entered.urls[i];
    return NULL;
}

static struct receipt_url url_of(struct arena *arena, const struct oit_item *item, const struct store_submission_url *all, size_t n_all, const struct store_submission_url *row,
                                 bool is_look)
{
    const struct oit_entered_url *now = now_of(item, row->url);
    char scratch[16];
    struct receipt_url to = {.url = row->url, .typed = row->typed, .sha256 = row->sha256, .fetched_at = row->fetched_at, .size_bytes = row->size_bytes,
                             .http_status = row->http_status, .path = row->click_path, .n_path = row->n_click_path};
    if (row->fault != FAULT_NONE)
        to.fault = arena_text(arena, str_from(oit_fault_name(row->fault, row->http_status, scratch)));
    for (size_t i = 0; i < n_all; i++)
        to.n_shown += all[i].shown_by && strcmp(all[i].shown_by, row->url) == 0 && strcmp(all[i].item, row->item) == 0;
    if (!now)
        return to;
    to.marks = now->marks;
    to.last_modified = now->last_modified;
    if (is_look) {
        to.http_status = now->http_status;
        to.fault = now->fault;
        to.sha256 = now->sha256;
        to.path = now->path;
        to.n_path = now->n_path;
        to.fetched_at = 0;
        to.size_bytes = 0;
    }
    return to;
}

enum oit_code entered_receipt(struct entered_session *s, int64_t looked_at, bool *ret_found, struct receipt *ret, struct err *err)
{
    struct store_submission submission;
    struct store_submission_url *urls = NULL;
    size_t n = 0;
    enum oit_code code = store_submission_latest(s->store, s->run.site, s->report.fiscal_year_be, &s->arena, ret_found, &submission, err);
    if (code == OIT_OK && *ret_found)
        code = store_submission_urls(s->store, submission.row, true, &s->arena, &urls, &n, err);
    if (code != OIT_OK || !*ret_found)
        return code;
    struct receipt_item *items = ARENA_ARRAY(&s->arena, struct receipt_item, s->report.n_items + 1);
    *ret = (struct receipt){.report = &s->report, .id = submission.id, .day = submission.day, .made_at = looked_at ? looked_at : submission.made_at,
                            .sheet_name = submission.sheet_name, .sheet_sha256 = submission.sheet_sha256, .items = items, .n_urls = submission.n_urls, .is_look = looked_at != 0};
    for (size_t i = 0; i < s->report.n_items; i++) {
        const struct oit_item *item = &s->report.items[i];
        struct receipt_url *to = ARENA_ARRAY(&s->arena, struct receipt_url, n + 1);
        size_t n_to = 0;
        const char *explanation = NULL;
        for (size_t k = 0; k < n; k++)
            if (!urls[k].shown_by && item_code_same(str_from(urls[k].item), item->code)) {
                to[n_to++] = url_of(&s->arena, item, urls, n, &urls[k], ret->is_look);
                explanation = urls[k].explanation ? urls[k].explanation : explanation;
            }
        if (n_to)
            items[ret->n_items++] = (struct receipt_item){item, explanation, to, n_to};
    }
    return OIT_OK;
}

/* --- showing -------------------------------------------------------------------------------------------------------------------------- */

static enum report_language language_of(const struct oit_options *options)
{
    return options->language == OIT_EN ? REPORT_EN : REPORT_TH;
}

static enum oit_code write_one(const char *folder, const char *name, const char *ending, const struct buf *bytes, struct err *err)
{
    struct buf path;
    buf_init(&path, 0);
    (void)buf_addf(&path, "%s/%s.%s", folder, name, ending);
    enum oit_code code = file_write(path.p, buf_str(bytes), err);
    buf_done(&path);
    return code;
}

enum oit_code entered_show(const struct oit_command *command, struct entered_session *s, const struct receipt *receipt, const char *name, struct buf *out, struct err *err)
{
    enum report_language language = language_of(command->options);
    struct buf text, html;
    enum oit_code code = OIT_OK;
    buf_init(&text, 0);
    buf_init(&html, 0);
    receipt_text(receipt, language, &text);
    receipt_html(receipt, language, &html);
    if (command->format == OIT_FORMAT_TEXT || command->format == OIT_FORMAT_LINE)
        (void)buf_add_str(out, buf_str(&text));
    else if (command->format == OIT_FORMAT_HTML)
        (void)buf_add_str(out, buf_str(&html));
    else
        code = (enum oit_code)oit_render(&s->report, command->format, command->options, false, 0, out);
    const char *folder = command->options->output;
    if (code == OIT_OK && folder && (code = file_make_dirs(folder, err)) == OIT_OK) {
        code = write_one(folder, name, "html", &html, err);
        if (code == OIT_OK)
            code = write_one(folder, name, "txt", &text, err);
        if (code == OIT_OK)
            code = report_write_files(&s->report, language, folder, err);
    }
    buf_done(&text);
    buf_done(&html);
    return code;
}
