/* single.c - commands about single things: which item is this title or file, what does an item ask for, are the rule files right, which runs are
 * stored.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/messages.h"
#include "report/json_writer.h"
#include "report/report.h"
#include "run/setup.h"
#include "store/store.h"
#include "text/utf8.h"
#include "worker/pool.h"

enum { NAMED_SCORE = 60, MAX_LINE = 64 * 1024 };

/* --- classify ----------------------------------------------------------------------------------------------------------------- */

static double confidence_of_score(uint8_t score)
{
    return score >= 100 ? 0.99 : score / 100.0;
}

/* The item a list of scored subjects names: the best one when it is an item, strong enough. NULL: none. */
static const struct subject_score *named_item(const struct scheme *scheme, const struct subject_score *best, size_t n)
{
    return n > 0 && best[0].subject < scheme->n_items && best[0].score >= NAMED_SCORE ? &best[0] : NULL;
}

static void write_classification(struct json_writer *json, const struct scheme *scheme, const struct subject_score *best, size_t n,
                                 const struct year_statement *year, const char *kind)
{
    const struct subject_score *item = named_item(scheme, best, n);
    json_key(json, "item");
    json_text(json, item ? scheme->items[item->subject].code : NULL);
    json_key(json, "confidence");
    json_number(json, n > 0 ? confidence_of_score(item ? item->score : best[0].subject >= scheme->n_items ? best[0].score : (uint8_t)(100 - best[0].score)) : 0.9);
    json_key(json, "fiscal_year_be");
    if (year->from_be && year->from_be == year->to_be)
        json_integer(json, year->from_be);
    else
        json_null(json);
    json_key(json, "kind");
    json_text(json, kind);
    json_key(json, "alternatives");
    json_begin_array(json);
    for (size_t i = 0; i < n; i++) {
        if (&best[i] == item || best[i].subject >= scheme->n_items)
            continue;
        json_begin_object(json);
        json_key(json, "item");
        json_text(json, scheme->items[best[i].subject].code);
        json_key(json, "confidence");
        json_number(json, confidence_of_score(best[i].score));
        json_end_object(json);
    }
    json_end_array(json);
}

int oit_classify_titles(const struct oit_options *options, FILE *in, FILE *out, struct err *err)
{
    struct setup setup;
    enum oit_code code = setup_make(options, &setup, err);
    if (code != OIT_OK) {
        setup_done(&setup);
        return (int)code;
    }
    struct classifier *classifier = classifier_new(setup.scheme);
    char *line = NULL;
    size_t capacity = 0;
    ssize_t n;
    while ((n = getline(&line, &capacity, in)) >= 0) {
        struct str raw = {line, (size_t)n};
        while (raw.n && (raw.p[raw.n - 1] == '\n' || raw.p[raw.n - 1] == '\r'))
            raw.n--;
        struct buf clean, json_text_out;
        buf_init(&clean, MAX_LINE);
        buf_init(&json_text_out, 0);
        utf8_clean(str_sub(raw, 0, MAX_LINE / 4), &clean);
        const struct classification *c = classify_title(classifier, str_trim(buf_str(&clean)));
        struct json_writer json;
        json_begin(&json, &json_text_out, false);
        json_begin_object(&json);
        json_key(&json, "input");
        json_str(&json, buf_str(&clean));
        write_classification(&json, setup.scheme, c->best, c->n, &c->year, c->kind);
        json_end_object(&json);
        (void)buf_add_char(&json_text_out, '\n');
        (void)fwrite(json_text_out.p, 1, json_text_out.n, out);
        buf_done(&json_text_out);
        buf_done(&clean);
    }
    free(line);
    classifier_free(classifier);
    setup_done(&setup);
    if (ferror(in))
        return (int)err_set(err, OIT_ERR_LOCAL, "อ่านข้อมูลเข้าไม่ได้", "cannot read standard input");
    return OIT_OK;
}

/* Scores of one document: the best naming of its title block, title, main heading, then file name. */
static size_t classify_document(const struct findings *findings, struct subject_score best[CLASSIFY_MAX], const struct year_statement **ret_year)
{
    static const uint8_t weight[] = {[PLACE_TITLE] = 95, [PLACE_H1] = 98, [PLACE_TITLE_BLOCK] = 100, [PLACE_HEADING] = 70,
                                     [PLACE_BREADCRUMB] = 50, [PLACE_FILE_NAME] = 80};
    size_t n = 0;
    uint32_t width = 0;
    *ret_year = &findings->year;
    for (size_t i = 0; i < findings->n_namings; i++) {
        const struct naming *naming = &findings->namings[i];
        if (naming->link != DOC_NONE || naming->place > PLACE_FILE_NAME || naming->n_best == 0)
            continue;
        uint8_t score = (uint8_t)(naming->best[0].score * weight[naming->place] / 100);
        uint32_t lines = naming->block_to - naming->block_from;
        bool is_longer_title = naming->place == PLACE_TITLE_BLOCK && score >= NAMED_SCORE && lines > width && n > 0;
        if (n > 0 && score <= best[0].score && !is_longer_title)
            continue;
        n = 0;
        for (size_t k = 0; k < naming->n_best && k < CLASSIFY_MAX; k++)
            best[n++] = (struct subject_score){naming->best[k].subject, (uint8_t)(naming->best[k].score * weight[naming->place] / 100)};
        if (naming->place == PLACE_TITLE_BLOCK)
            width = lines;
        if (naming->year.from_be)
            *ret_year = &naming->year;
    }
    return n;
}

static void classify_one(struct pool *pool, const struct scheme *scheme, const char *path, struct str bytes, struct json_writer *json, bool *ret_unread)
{
    const char *slash = strrchr(path, '/');
    struct buf url;
    buf_init(&url, 0);
    (void)buf_addf(&url, "file:///%s", slash ? slash + 1 : path);
    struct str packed = pool_run(pool, &(struct page_job){.url = buf_str(&url), .bytes = bytes, .file_name = str_from(slash ? slash + 1 : path)});
    struct page_result result;
    struct findings findings = {0};
    struct arena arena;
    arena_init(&arena);
    bool ok = page_result_unpack(packed, &result) && result.findings.n && findings_unpack(result.findings, &arena, &findings);
    struct subject_score best[CLASSIFY_MAX];
    const struct year_statement none = {0}, *year = &none;
    size_t n = ok ? classify_document(&findings, best, &year) : 0;
    const struct subject_score *item = named_item(scheme, best, n);
    write_classification(json, scheme, best, n, year, item ? scheme->items[item->subject].kind : NULL);
    enum oit_fault fault = !ok ? (result.fault != FAULT_NONE ? result.fault : FAULT_DAMAGED) : findings.fault;
    json_key(json, "fault");
    char scratch[16];
    json_text(json, fault == FAULT_NONE ? NULL : oit_fault_name(fault, 0, scratch));
    *ret_unread |= fault != FAULT_NONE;
    arena_done(&arena);
    buf_done(&url);
}

int oit_classify_files(const struct oit_options *options, const char *const *files, size_t n_files, struct buf *out, bool *ret_any_unread,
                       struct err *err)
{
    struct setup setup;
    struct pool *pool = NULL;
    *ret_any_unread = false;
    enum oit_code code = setup_make(options, &setup, err);
    if (code == OIT_OK)
        code = pool_new(&(struct pool_options){.n_workers = 1, .scheme = setup.scheme}, &pool, err);
    for (size_t i = 0; code == OIT_OK && i < n_files; i++) {
        struct buf bytes;
        buf_init(&bytes, LIMIT_BODY_BYTES);
        code = file_read(files[i], &bytes, err);
        if (code == OIT_OK) {
            struct json_writer json;
            json_begin(&json, out, false);
            json_begin_object(&json);
            json_key(&json, "file");
            json_text(&json, files[i]);
            classify_one(pool, setup.scheme, files[i], buf_str(&bytes), &json, ret_any_unread);
            json_end_object(&json);
            (void)buf_add_char(out, '\n');
        } else {
            code = OIT_ERR_USAGE; /* a file that is not there is the caller's, not the disk's */
            if (err)
                err->code = code;
        }
        buf_done(&bytes);
    }
    pool_free(pool);
    setup_done(&setup);
    return (int)code;
}

/* --- explain ------------------------------------------------------------------------------------------------------------------ */

static void explain_rule(const struct scheme *scheme, const struct scheme_item *item, enum msg_language language, struct buf *out)
{
    bool th = language == MSG_TH;
    (void)buf_addf(out, "%s %s\n", item->code, th ? item->title.th : item->title.en);
    (void)buf_addf(out, "%s %s\n", msg_in(language, MSG_EXPLAIN_SCHEME), scheme->id);
    if (item->owner.th[0])
        (void)buf_addf(out, "%s %s\n", msg_in(language, MSG_EXPLAIN_OWNER), th ? item->owner.th : item->owner.en);
    (void)buf_addf(out, "\n%s\n", msg_in(language, MSG_EXPLAIN_ASKS));
    for (size_t i = 0; i < item->n_elements; i++) {
        const struct scheme_element *e = &scheme->elements[item->first_element + i];
        (void)buf_addf(out, "  %s %s%s%s\n", e->is_required ? "•" : "◦", th ? e->text.th : e->text.en,
                       e->is_required ? "" : msg_in(language, MSG_EXPLAIN_OPTIONAL), e->is_assumed ? msg_in(language, MSG_EXPLAIN_ASSUMED) : "");
    }
    if (item->advice.th[0])
        (void)buf_addf(out, "\n%s\n  %s\n", msg_in(language, MSG_EXPLAIN_ADVICE), th ? item->advice.th : item->advice.en);
}

static void explain_verdict(const struct oit_report *report, const struct oit_item *item, const char *url, enum msg_language language, struct buf *out)
{
    bool th = language == MSG_TH;
    (void)buf_addf(out, "\n%s %s\n", msg_in(language, MSG_EXPLAIN_VERDICT), report->site.url);
    (void)buf_addf(out, "  %s (%s %.0f%%)\n", th ? item->label.th : item->label.en, msg_in(language, MSG_EXPLAIN_CONFIDENCE), item->confidence * 100);
    for (size_t i = 1; i < item->n_reasons; i++)
        (void)buf_addf(out, "  %s\n", th ? item->reasons[i].text.th : item->reasons[i].text.en);
    for (size_t i = 0; i < item->n_evidence; i++) {
        const struct oit_evidence *e = &item->evidence[i];
        if (url && strcmp(url, e->url) != 0)
            continue;
        (void)buf_addf(out, "  ✓ %s\n    %s\n", e->title ? e->title : "", e->url);
        if (e->fiscal_year_be)
            (void)buf_addf(out, "    %s %d\n", msg_in(language, MSG_EXPLAIN_YEAR), e->fiscal_year_be);
        if (e->snippet)
            (void)buf_addf(out, "    “%s”\n", e->snippet);
    }
    if (item->n_elements)
        (void)buf_addf(out, "\n%s\n", msg_in(language, MSG_EXPLAIN_ELEMENTS));
    for (size_t i = 0; i < item->n_elements; i++) {
        const struct oit_element *e = &item->elements[i];
        (void)buf_addf(out, "  %s %s%s%s%s\n", e->state == OIT_ELEMENT_FOUND ? "✓" : e->state == OIT_ELEMENT_NOT_FOUND ? "✗" : "?", th ? e->text.th : e->text.en,
                       e->snippet ? " “" : "", e->snippet ? e->snippet : "", e->snippet ? "”" : "");
        if (e->url)
            (void)buf_addf(out, "      %s%s", e->url, e->page ? "" : "\n");
        if (e->url && e->page)
            (void)buf_addf(out, " (%s %u)\n", msg_in(language, MSG_EXPLAIN_PAGE), e->page);
    }
    if (item->n_candidates)
        (void)buf_addf(out, "\n%s\n", msg_in(language, MSG_EXPLAIN_CANDIDATES));
    for (size_t i = 0; i < item->n_candidates; i++) {
        const struct oit_candidate *c = &item->candidates[i];
        if (!url || (c->url && strcmp(url, c->url) == 0))
            (void)buf_addf(out, "  ✗ %s\n    %s\n    %s\n", c->title ? c->title : "", c->url ? c->url : "", th ? c->text.th : c->text.en);
    }
}

int oit_explain(const struct oit_options *options, const char *item, const char *url, struct buf *out, struct err *err)
{
    struct setup setup;
    enum msg_language language = options->language == OIT_EN ? MSG_EN : MSG_TH;
    enum oit_code code = setup_make(options, &setup, err);
    uint16_t at = code == OIT_OK ? scheme_item_by_code(setup.scheme, item) : NO_INDEX;
    if (code == OIT_OK && at == NO_INDEX)
        code = err_set(err, OIT_ERR_USAGE, "ไม่มีข้อ '%s' ในเกณฑ์ปี %s เขียนเช่น O16", "there is no item '%s' in scheme %s: write it like O16", item, setup.scheme->id);
    if (code == OIT_OK) {
        explain_rule(setup.scheme, &setup.scheme->items[at], language, out);
        struct oit_result *result = NULL;
        struct err none;
        if (oit_report_stored(options, &result, &none) == OIT_OK) {
            for (size_t i = 0; i < result->report.n_items; i++)
                if (strcmp(result->report.items[i].code, setup.scheme->items[at].code) == 0)
                    explain_verdict(&result->report, &result->report.items[i], url, language, out);
            oit_result_free(result);
        } else {
            (void)buf_addf(out, "\n%s\n", msg_in(language, MSG_EXPLAIN_NO_RUN));
        }
    }
    setup_done(&setup);
    return (int)code;
}

/* --- rules check --------------------------------------------------------------------------------------------------------------- */

int oit_rules_check(const struct oit_options *options, struct buf *out, size_t *ret_errors, struct err *err)
{
    struct setup setup;
    *ret_errors = 0;
    struct oit_options find = *options;
    char *root = options->rules_dir ? NULL : setup_rules_root();
    char *dir = options->rules_dir ? mem_text(str_from(options->rules_dir)) : NULL;
    setup = (struct setup){0};
    if (!dir && root)
        dir = scheme_choose(root, find.fiscal_year_be ? find.fiscal_year_be : 9999);
    free(root);
    if (!dir)
        return (int)err_set(err, OIT_ERR_CONFIG, "ไม่พบแฟ้มเกณฑ์ ระบุโฟลเดอร์ด้วย --rules", "no rule files found; name their folder with --rules");
    struct rule_messages *messages = NULL;
    struct err load_error = {0};
    enum oit_code code = scheme_load(dir, options->rules_local, &setup.scheme, &messages, &load_error);
    if (code == OIT_OK && messages)
        *ret_errors += scheme_run_examples(setup.scheme, messages);
    for (size_t i = 0; messages && i < messages->n; i++) {
        const struct rule_message *m = &messages->items[i];
        *ret_errors += code != OIT_OK && m->is_error;
        (void)buf_addf(out, "%s:%d:%d: %s: %s\n", m->file, m->line, m->column, msg_in(options->language == OIT_EN ? MSG_EN : MSG_TH, m->is_error ? MSG_RULE_ERROR : MSG_RULE_WARNING),
                       options->language == OIT_EN ? m->text.en : m->text.th);
        if (options->language != OIT_EN)
            (void)buf_addf(out, "    %s\n", m->text.en);
    }
    if (code != OIT_OK && (!messages || messages->n == 0) && err)
        *err = load_error;
    if (code == OIT_OK && *ret_errors == 0) {
        char items[16], elements[16];
        (void)snprintf(items, sizeof items, "%zu", setup.scheme->n_items);
        (void)snprintf(elements, sizeof elements, "%zu", setup.scheme->n_elements);
        msg_add(out, options->language == OIT_EN ? MSG_EN : MSG_TH, MSG_RULES_FINE, MSG_ARGS(setup.scheme->id, items, elements));
        (void)buf_add_char(out, '\n');
    }
    bool is_said = messages && messages->n > 0;
    rule_messages_free(messages);
    setup_done(&setup);
    free(dir);
    if (code != OIT_OK && is_said) {
        *ret_errors = *ret_errors ? *ret_errors : 1;
        return OIT_OK;
    }
    return (int)code;
}

/* --- list ---------------------------------------------------------------------------------------------------------------------- */

int oit_list_runs(const struct oit_options *options, enum oit_format format, struct buf *out, struct err *err)
{
    enum { MAX_RUNS = 1000 };
    struct store *store = NULL;
    struct arena arena;
    arena_init(&arena);
    struct store_run *runs = NULL;
    size_t n = 0;
    enum oit_code code = store_open(options->db, &store, err);
    if (code == OIT_OK)
        code = store_runs(store, options->site, MAX_RUNS, &arena, &runs, &n, err);
    for (size_t i = 0; code == OIT_OK && i < n; i++) {
        char time[21];
        clock_iso_utc(runs[i].started, time);
        if (format == OIT_FORMAT_JSON) {
            struct json_writer json;
            json_begin(&json, out, false);
            json_begin_object(&json);
            json_key(&json, "id");
            json_text(&json, runs[i].id);
            json_key(&json, "site");
            json_text(&json, runs[i].site);
            json_key(&json, "started");
            json_text(&json, time);
            json_key(&json, "fiscal_year_be");
            json_integer(&json, runs[i].fiscal_year_be);
            json_key(&json, "complete");
            json_bool(&json, runs[i].complete);
            json_end_object(&json);
            (void)buf_add_char(out, '\n');
        } else {
            int hour, minute;
            char day[48];
            clock_bangkok_hm(runs[i].started, &hour, &minute);
            (options->language == OIT_EN ? years_date_en : years_date_th)(clock_date_bangkok(runs[i].started), day, sizeof day);
            (void)buf_addf(out, "%s  %s %02d:%02d  %s  %d  %s\n", runs[i].id, day, hour, minute, runs[i].site, runs[i].fiscal_year_be,
                           runs[i].complete ? "" : msg_in(options->language == OIT_EN ? MSG_EN : MSG_TH, MSG_INCOMPLETE));
        }
    }
    if (code == OIT_OK && n == 0 && format != OIT_FORMAT_JSON)
        (void)buf_addf(out, "%s\n", msg_in(options->language == OIT_EN ? MSG_EN : MSG_TH, MSG_EXPLAIN_NO_RUN));
    store_close(store);
    arena_done(&arena);
    return (int)code;
}
