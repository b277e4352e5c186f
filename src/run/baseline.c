/* baseline.c - what got worse than a report kept from before: for builds that shall fail on losses only, not on what was never there.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "base/messages.h"
#include "oitcheck/commands.h"
#include "run/compare_refusal.h"
#include "run/two_runs.h"
#include "text/utf8.h"

static enum msg_language language_of(const struct oit_options *options)
{
    return options->language == OIT_EN ? MSG_EN : MSG_TH;
}

int oit_baseline_check(const struct oit_options *options, struct err *err)
{
    struct arena arena;
    struct oit_report before = {0};
    if (!options->baseline)
        return OIT_OK;
    arena_init(&arena);
    enum oit_code code = two_runs_file(options->baseline, &arena, &before, err);
    if (code == OIT_OK && options->fiscal_year_be > 0 && before.fiscal_year_be != options->fiscal_year_be)
        code = err_at(err, OIT_ERR_USAGE, options->baseline,
                      "เทียบกันไม่ได้: รายงานนี้เป็นของปีงบประมาณ %d แต่กำลังตรวจปีงบประมาณ %d ใช้รายงานของปีงบประมาณเดียวกัน",
                      "not comparable: this report is of fiscal year %d, the check of %d; give a report of the same year", before.fiscal_year_be,
                      options->fiscal_year_be);
    arena_done(&arena);
    return (int)code;
}

static enum oit_code find_previous(const struct oit_options *options, const struct oit_report *report, struct arena *arena, bool *ret_found,
                                   struct oit_report *ret_before, struct err *err)
{
    struct store *store = NULL;
    bool other_year = false;
    enum oit_code code = store_open(options->db, &store, err);
    if (code == OIT_OK)
        code = two_runs_before(store, &(struct two_runs_choice){.of = report, .prefers_whole = true}, arena, ret_found, &other_year, ret_before, err);
    store_close(store);
    return code;
}

static void add_line(const struct oit_options *options, const struct compare_item *item, struct buf *out)
{
    bool is_english = options->language == OIT_EN;
    const char *before = is_english ? item->before->label.en : item->before->label.th, *after = is_english ? item->after->label.en : item->after->label.th;
    struct buf line;
    buf_init(&line, 0);
    msg_add(&line, language_of(options), MSG_REGRESSION_ITEM, MSG_ARGS(item->after->code, before ? before : "", after ? after : ""));
    utf8_terminal(buf_str(&line), out);
    (void)buf_add_char(out, '\n');
    buf_done(&line);
}

static void tell(const struct oit_options *options, const struct comparison *comparison, struct buf *out, size_t *ret_n)
{
    char number[24];
    *ret_n = comparison->counts[COMPARE_WORSENED];
    (void)snprintf(number, sizeof number, "%zu", *ret_n);
    msg_add(out, language_of(options), *ret_n ? MSG_REGRESSIONS : MSG_NO_REGRESSION, MSG_ARGS(number));
    (void)buf_add_char(out, '\n');
    for (size_t i = 0; i < comparison->n_items; i++)
        if (comparison->items[i].kind == COMPARE_WORSENED)
            add_line(options, &comparison->items[i], out);
}

int oit_regressions(const struct oit_options *options, const struct oit_report *report, struct buf *out, size_t *ret_n, struct err *err)
{
    struct arena arena;
    struct oit_report before = {0};
    struct comparison comparison;
    bool found = true;
    arena_init(&arena);
    *ret_n = 0;
    enum oit_code code = options->baseline ? two_runs_file(options->baseline, &arena, &before, err)
                                           : find_previous(options, report, &arena, &found, &before, err);
    if (code == OIT_OK && found) {
        compare_reports(&before, report, &arena, &comparison);
        code = compare_refuse(&comparison, err);
        if (code == OIT_OK)
            tell(options, &comparison, out, ret_n);
    } else if (code == OIT_OK) {
        (void)buf_addf(out, "%s\n", msg_in(language_of(options), MSG_REGRESSION_NO_RUN));
    }
    arena_done(&arena);
    return (int)code;
}
