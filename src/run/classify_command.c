/* classify_command.c - which item is this title, which item is this document?
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "report/json_writer.h"
#include "run/setup.h"
#include "text/utf8.h"
#include "worker/pool.h"

enum { MAX_LINE = 64 * 1024 };

static double confidence_of_score(uint8_t score)
{
    return score >= 100 ? 0.99 : score / 100.0;
}

/* The item a list of scored subjects names: the best one when it is an item, strong enough. NULL: none. */
static const struct subject_score *named_item(const struct scheme *scheme, const struct subject_score *best, size_t n)
{
    return n > 0 && best[0].subject < scheme->n_items && best[0].score >= CLASSIFY_CLAIM ? &best[0] : NULL;
}

static void write_classification(struct json_writer *json, const struct scheme *scheme, const struct subject_score *best, size_t n,
                                 const struct year_statement *year, const char *kind)
{
    const struct subject_score *item = named_item(scheme, best, n);
    jw_text(json, "item", item ? scheme->items[item->subject].code : NULL);
    jw_double(json, "confidence", n > 0 ? confidence_of_score(item ? item->score : best[0].subject >= scheme->n_items ? best[0].score : (uint8_t)(100 - best[0].score)) : 0.9);
    jw_uint_or_null(json, "fiscal_year_be", year->from_be == year->to_be ? (uint64_t)year->from_be : 0);
    jw_text(json, "kind", kind);
    jw_begin(json, "alternatives", '[');
    for (size_t i = 0; i < n; i++) {
        if (&best[i] == item || best[i].subject >= scheme->n_items)
            continue;
        jw_begin(json, NULL, '{');
        jw_text(json, "item", scheme->items[best[i].subject].code);
        jw_double(json, "confidence", confidence_of_score(best[i].score));
        jw_end(json, '}');
    }
    jw_end(json, ']');
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
        struct buf clean, line_out;
        buf_init(&clean, MAX_LINE);
        buf_init(&line_out, 0);
        utf8_clean(str_sub(raw, 0, MAX_LINE / 4), &clean);
        const struct classification *c = classify_title(classifier, str_trim(buf_str(&clean)));
        struct json_writer json = {.out = &line_out, .is_compact = true};
        jw_begin(&json, NULL, '{');
        jw_text(&json, "input", buf_str(&clean).p);
        write_classification(&json, setup.scheme, c->best, c->n, &c->year, c->kind);
        jw_end(&json, '}');
        (void)buf_add_char(&line_out, '\n');
        (void)fwrite(line_out.p, 1, line_out.n, out);
        buf_done(&line_out);
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
        bool is_longer_title = naming->place == PLACE_TITLE_BLOCK && score >= CLASSIFY_CLAIM && lines > width && n > 0;
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

static bool lacks_what_decides(const struct scheme *scheme, const struct findings *findings, uint16_t item)
{
    const struct scheme_item *rule = &scheme->items[item];
    for (uint16_t e = rule->first_element; e < rule->first_element + rule->n_elements; e++) {
        bool is_found = false;
        for (size_t i = 0; i < findings->n_elements && !is_found; i++)
            is_found = findings->elements[i].element == e && !findings->elements[i].in_criterion;
        if (scheme->elements[e].is_deciding && !is_found)
            return true;
    }
    return false;
}

/* The title says what a document is called, its text whether it is that: without what decides (a bribery assessment that never speaks of bribery)
 * the item stays an alternative. */
static void weigh_text(const struct scheme *scheme, const struct findings *findings, struct subject_score *best, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (best[i].subject < scheme->n_items && best[i].score >= CLASSIFY_CLAIM && lacks_what_decides(scheme, findings, best[i].subject))
            best[i].score = CLASSIFY_CLAIM - 1;
    for (size_t i = 1; i < n; i++) /* few: insertion keeps the order of equals */
        for (size_t k = i; k > 0 && best[k].score > best[k - 1].score; k--) {
            struct subject_score kept = best[k];
            best[k] = best[k - 1];
            best[k - 1] = kept;
        }
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
    if (ok && findings.fault == FAULT_NONE)
        weigh_text(scheme, &findings, best, n);
    const struct subject_score *item = named_item(scheme, best, n);
    write_classification(json, scheme, best, n, year, item ? scheme->items[item->subject].kind : NULL);
    enum oit_fault fault = !ok ? (result.fault != FAULT_NONE ? result.fault : FAULT_DAMAGED) : findings.fault;
    char scratch[16];
    jw_text(json, "fault", fault == FAULT_NONE ? NULL : oit_fault_name(fault, 0, scratch));
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
            struct json_writer json = {.out = out, .is_compact = true};
            jw_begin(&json, NULL, '{');
            jw_text(&json, "file", files[i]);
            classify_one(pool, setup.scheme, files[i], buf_str(&bytes), &json, ret_any_unread);
            jw_end(&json, '}');
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
