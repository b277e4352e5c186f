/* explain.c - oitcheck explain ITEM [URL]: which run and which rules, then the blocks of explain_*.c.
 * SPDX-License-Identifier: MIT
 */
#include "explain.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "report/columns.h"
#include "text/utf8.h"

void explain_text(const struct explanation *e, size_t indent, const char *text)
{
    (void)buf_addf(e->out, "%*s%s\n", (int)indent, "", text);
}

void explain_line(const struct explanation *e, size_t indent, enum msg id, const char *const *args)
{
    (void)buf_addf(e->out, "%*s", (int)indent, "");
    msg_add(e->out, e->language, id, args);
    (void)buf_add_char(e->out, '\n');
}

const char *explain_words(const struct explanation *e, struct oit_words words)
{
    const char *text = e->language == MSG_EN ? words.en : words.th;
    return text ? text : "";
}

/* Titles and quotes come from websites and go to a terminal. */
static void add_clean_lines(struct str text, int width, struct buf *out)
{
    struct buf clean;
    buf_init(&clean, 0);
    while (text.n > 0) {
        struct str line = str_cut(&text, '\n');
        size_t indent = 0;
        for (; indent < line.n && line.p[indent] == ' '; indent++)
            (void)buf_add_char(out, ' ');
        buf_clear(&clean);
        utf8_terminal(str_from_pos(line, indent), &clean);
        if (width > 0)
            (void)columns_wrap(out, buf_str(&clean), indent, indent, (size_t)width);
        else
            (void)buf_add_str(out, buf_str(&clean));
        (void)buf_add_char(out, '\n');
    }
    buf_done(&clean);
}

/* --- which run, which rules -------------------------------------------------------------------------------------------------- */

/* The stored run that the URL or --site chooses; NULL: none. *ret_url: the page left to look at, or NULL. */
static struct oit_result *find_result(const struct oit_options *options, const char *url, const char **ret_url, struct err *err)
{
    struct oit_result *result = NULL;
    struct err none = {0};
    struct oit_options of_site = *options;
    of_site.output = NULL;
    of_site.site = url; /* the URL behind the item is a site that was checked, or a page of the site chosen */
    *ret_url = NULL;
    if (url && oit_report_stored(&of_site, &result, &none) == OIT_OK)
        return result;
    of_site.site = options->site;
    *ret_url = url;
    if (oit_report_stored(&of_site, &result, &none) == OIT_OK)
        return result;
    if (none.code == OIT_ERR_LOCAL && file_exists(none.where)) /* no store is no run; one that cannot be read is a failure */
        *err = none;
    return NULL;
}

/* The installed rules the run was judged by, when there still are any of that name. */
static char *rules_of_run(const struct oit_report *report)
{
    char *root = report->rules.scheme ? setup_rules_root() : NULL;
    struct buf dir, file;
    buf_init(&dir, 0);
    buf_init(&file, 0);
    if (root) {
        (void)buf_addf(&dir, "%s/%s", root, report->rules.scheme);
        (void)buf_addf(&file, "%s/scheme.yaml", dir.p);
    }
    char *found = file.n && file_exists(file.p) && str_chr(str_from(report->rules.scheme), '/') == STR_NPOS ? mem_text(buf_str(&dir)) : NULL;
    free(root);
    buf_done(&dir);
    buf_done(&file);
    return found;
}

static const struct oit_item *item_of(const struct oit_report *report, const char *code)
{
    for (size_t i = 0; i < report->n_items; i++)
        if (strcmp(report->items[i].code, code) == 0)
            return &report->items[i];
    return NULL;
}

static void explain_as_text(const struct explanation *e)
{
    explain_rule(e);
    if (e->item) {
        explain_verdict(e);
    } else {
        (void)buf_add_char(e->out, '\n');
        if (e->report)
            explain_line(e, 0, MSG_EXPLAIN_OTHER_RULES, MSG_ARGS(e->report->rules.scheme ? e->report->rules.scheme : "-", e->scheme->id));
        else
            explain_line(e, 0, MSG_EXPLAIN_NO_RUN, NULL);
    }
    explain_to_do(e);
}

static void explain_item(const struct oit_options *options, enum oit_format format, const struct setup *setup, uint16_t at, const struct oit_report *report,
                         const char *url, struct buf *out)
{
    struct buf text;
    buf_init(&text, 0);
    struct explanation e = {.scheme = setup->scheme,
                            .rule = &setup->scheme->items[at],
                            .fiscal_year_be = setup->fiscal_year_be,
                            .language = options->language == OIT_EN ? MSG_EN : MSG_TH,
                            .out = format == OIT_FORMAT_JSON ? out : &text,
                            .report = report,
                            .url = url};
    bool is_same_scheme = report && report->rules.scheme && strcmp(report->rules.scheme, setup->scheme->id) == 0;
    e.item = is_same_scheme ? item_of(report, e.rule->code) : NULL;
    if (e.item)
        e.fiscal_year_be = report->fiscal_year_be; /* what the verdict was made for */
    if (format == OIT_FORMAT_JSON) {
        explain_json(&e);
    } else {
        explain_as_text(&e);
        add_clean_lines(buf_str(&text), options->width, out);
    }
    buf_done(&text);
}

int oit_explain(const struct oit_options *options, enum oit_format format, const char *item, const char *url, struct buf *out, struct err *err)
{
    struct setup setup = {0};
    struct oit_options mine = *options;
    const char *page = NULL;
    struct err unreadable = {0};
    struct oit_result *result = find_result(options, url, &page, &unreadable);
    char *rules_dir = NULL;
    enum oit_code code = setup_store_exists(options, err);
    if (code == OIT_OK && unreadable.code != OIT_OK) {
        code = unreadable.code;
        if (err)
            *err = unreadable;
    }
    if (result && !options->rules_dir && !options->fiscal_year_be) { /* an item's number means another item in another year */
        rules_dir = rules_of_run(&result->report);
        mine.rules_dir = rules_dir;
        mine.fiscal_year_be = rules_dir ? result->report.fiscal_year_be : 0;
    }
    if (code == OIT_OK)
        code = setup_make(&mine, &setup, err);
    uint16_t at = code == OIT_OK ? scheme_item_as_typed(setup.scheme, str_from(item)) : NO_INDEX;
    if (code == OIT_OK && at == NO_INDEX)
        code = err_set(err, OIT_ERR_USAGE, "ไม่มีข้อ '%s' ในเกณฑ์ปี %s เขียนเช่น O16", "there is no item '%s' in scheme %s: write it like O16", item, setup.scheme->id);
    if (code == OIT_OK)
        explain_item(options, format, &setup, at, result ? &result->report : NULL, page, out);
    oit_result_free(result);
    setup_done(&setup);
    free(rules_dir);
    return (int)code;
}
