/* fuzz_compare.c - any bytes as report.json of a baseline and of a check (divided by a line "==="; one alone is both): compared, told in every form,
 * and nothing has changed between a report and itself, unless it has two items or elements of one name, or evidence without address.
 * SPDX-License-Identifier: MIT
 */
#include <assert.h>
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>

#include "itas/history.h"
#include "report/diff.h"
#include "report/report.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_json(struct buf *out)
{
    json_t *root = json_loadb(out->p ? out->p : "", out->n, 0, NULL);
    if (!root)
        abort();
    json_decref(root);
    buf_clear(out);
}

static bool is_same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool is_odd(const struct oit_report *report)
{
    for (size_t i = 0; i < report->n_items; i++) {
        const struct oit_item *item = &report->items[i];
        for (size_t k = 0; k < item->n_evidence; k++)
            if (!item->evidence[k].url)
                return true;
        for (size_t k = 0; k < i; k++)
            if (is_same_text(report->items[k].code, item->code))
                return true;
        for (size_t k = 0; k < item->n_elements; k++)
            for (size_t m = 0; m < k; m++)
                if (is_same_text(item->elements[k].id, item->elements[m].id))
                    return true;
    }
    return false;
}

static void tell(const struct oit_report *before, const struct oit_report *after, struct arena *arena)
{
    struct comparison comparison;
    struct history history;
    struct buf out;
    buf_init(&out, 0);
    compare_reports(before, after, arena, &comparison);
    assert(before != after || is_odd(before) || (comparison.is_same && comparison.counts[COMPARE_WORSENED] == 0));
    report_diff_json(&comparison, &out);
    check_json(&out);
    report_diff_html(&comparison, REPORT_TH, &out);
    report_diff_text(&comparison, &(struct report_text_options){.language = REPORT_TH}, &out);
    assert(utf8_is_valid(buf_str(&out)));
    buf_clear(&out);
    report_sarif(after, REPORT_TH, &out);
    check_json(&out);
    report_junit(after, REPORT_EN, &out);
    report_hub(after, REPORT_TH, &out);
    assert(utf8_is_valid(buf_str(&out)));
    history_begin(&history, arena, 0, 4102444800);
    history_feed(&history, before, "R1", 1712707200);
    history_feed(&history, after, NULL, 1712807200);
    history_end(&history);
    history_done(&history);
    buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct oit_report before = {0}, after = {0};
    struct str all = {(const char *)data, size};
    size_t at = str_find_c(all, "\n===\n");
    arena_init(&arena);
    if (report_parse(at == STR_NPOS ? all : str_sub(all, 0, at), &arena, &before, NULL) == OIT_OK) {
        tell(&before, &before, &arena);
        if (at != STR_NPOS && report_parse(str_from_pos(all, at + 5), &arena, &after, NULL) == OIT_OK)
            tell(&before, &after, &arena);
    }
    arena_done(&arena);
    return 0;
}
