/* next.c - the last words of a scan: one sentence of result, one of what to do next.
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

#include <stdio.h>

#include "text/utf8.h"
#include "view.h"

enum { FIRST_ITEMS = 3, MIN_GAIN_SHOWN = 5 /* thousandths: what would read +0.00 is not promised */ };

static void number(size_t n, char ret_text[static VIEW_TEXT_SIZE])
{
    (void)snprintf(ret_text, VIEW_TEXT_SIZE, "%zu", n);
}

static bool start_failed(const struct oit_report *report)
{
    const char *reason = report->run.stop_reason;
    return reason && (strcmp(reason, "start-failed") == 0 || strcmp(reason, "robots") == 0);
}

/* " ไม่ครบ 1 ยังขาด 4": what there is none of is not said. */
static void add_counts(const struct view *view, struct buf *out)
{
    const struct {
        size_t n;
        enum msg name;
    } rows[] = {{view->n_partial, MSG_STATUS_PARTIAL},
                {view->n_missing, MSG_STATUS_MISSING},
                {view_count(view, SECTION_LOOK), MSG_STATUS_UNKNOWN},
                {view_count(view, SECTION_NOT_FOUND_YET), MSG_STATUS_NOT_FOUND_YET},
                {view_count(view, SECTION_NOT_YET_DUE), MSG_STATUS_NOT_YET_DUE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].n && view->language == MSG_EN)
            (void)buf_addf(out, ", %zu %s", rows[i].n, view_msg(view, rows[i].name));
        else if (rows[i].n)
            (void)buf_addf(out, " %s %zu", view_msg(view, rows[i].name), rows[i].n);
}

static void result(const struct view *view, struct buf *out)
{
    const struct oit_report *report = view->report;
    char published[VIEW_TEXT_SIZE], all[VIEW_TEXT_SIZE], range[VIEW_TEXT_SIZE], target[VIEW_TEXT_SIZE];
    if (start_failed(report)) {
        msg_add(out, view->language, MSG_RESULT_START_FAILED, MSG_ARGS(view_site_name(report)));
        return;
    }
    struct buf counts;
    buf_init(&counts, 0);
    add_counts(view, &counts);
    number(view_count(view, SECTION_PUBLISHED), published);
    number(report->n_items, all);
    view_range(report->score.low, report->score.high, range);
    view_points(report->score.target, target);
    if (!report->run.complete)
        (void)buf_addf(out, "%s - ", view_msg(view, MSG_INCOMPLETE));
    msg_add(out, view->language, MSG_RESULT, MSG_ARGS(view_site_name(report), published, all, buf_str(&counts).p, range, target, view_score_name(view)));
    buf_done(&counts);
}

static bool is_worth_it(const struct oit_item *item)
{
    return item->gain * 1000 >= MIN_GAIN_SHOWN && !view_is_settled(item);
}

/* The first item to mend that officers have not settled; NULL when there is none. */
static const struct oit_item *first_to_fix(const struct view *view)
{
    for (size_t i = 0; i < view_count(view, SECTION_FIX); i++)
        if (is_worth_it(view->items[i]))
            return view->items[i];
    return NULL;
}

static void next_fix(const struct view *view, struct buf *out)
{
    size_t n = 0;
    double sum = 0;
    for (size_t i = 0; n < FIRST_ITEMS && i < view_count(view, SECTION_FIX); i++)
        if (is_worth_it(view->items[i])) {
            sum += view->items[i]->gain;
            n++;
        }
    char gain[VIEW_TEXT_SIZE], count[VIEW_TEXT_SIZE];
    view_points(sum, gain);
    number(n, count);
    const struct oit_item *first = first_to_fix(view);
    const char *code = first && first->code ? first->code : "";
    if (n == 1)
        msg_add(out, view->language, MSG_NEXT_FIX_ONE, MSG_ARGS(code, gain, view_score_name(view)));
    else
        msg_add(out, view->language, MSG_NEXT_FIX, MSG_ARGS(count, gain, code, view_score_name(view)));
}

static enum msg again_message(const char *stop_reason)
{
    static const struct {
        const char *name;
        enum msg id;
    } rows[] = {{"max-time", MSG_NEXT_MORE_TIME}, {"max-pages", MSG_NEXT_MORE_PAGES}, {"max-depth", MSG_NEXT_DEEPER},
                {"failures", MSG_NEXT_LATER},     {"start-failed", MSG_NEXT_START}, {"robots", MSG_NEXT_START},
                {"blocked", MSG_NEXT_BLOCKED}};
    for (size_t i = 0; stop_reason && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].name, stop_reason) == 0)
            return rows[i].id;
    return MSG_NEXT_SCAN;
}

static void next(const struct view *view, struct buf *out)
{
    const struct oit_report *report = view->report;
    const char *url = report->site.url ? report->site.url : "URL";
    bool may_fix = first_to_fix(view) != NULL;
    if (!report->run.complete) {
        msg_add(out, view->language, again_message(report->run.stop_reason), MSG_ARGS(url));
    } else if (may_fix) {
        next_fix(view, out);
    } else if (view_count(view, SECTION_LOOK) && view->items[view->first[SECTION_LOOK]]->code) {
        char count[VIEW_TEXT_SIZE];
        number(view_count(view, SECTION_LOOK), count);
        msg_add(out, view->language, MSG_NEXT_LOOK, MSG_ARGS(count, view->items[view->first[SECTION_LOOK]]->code));
    } else {
        msg_add(out, view->language, MSG_NEXT_NOTHING, MSG_ARGS(url));
    }
}

/* Site names and URLs stand in these sentences, and they go to a terminal. */
static void say(const struct oit_report *report, enum report_language language, struct buf *out,
                void (*sentence)(const struct view *view, struct buf *out))
{
    struct view view;
    struct buf text;
    view_init(&view, report, language);
    buf_init(&text, 0);
    sentence(&view, &text);
    utf8_terminal(buf_str(&text), out);
    buf_done(&text);
    view_done(&view);
}

void report_result_sentence(const struct oit_report *report, enum report_language language, struct buf *out)
{
    say(report, language, out, result);
}

void report_next_step(const struct oit_report *report, enum report_language language, struct buf *out)
{
    say(report, language, out, next);
}
