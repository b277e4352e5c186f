/* explain_todo.c - the last block of explain: what to publish to get the item.
 * SPDX-License-Identifier: MIT
 */
#include "explain.h"

#include <string.h>

static void add_name(const char *name, struct buf *out)
{
    (void)buf_addf(out, "%s%s", out->n ? ", " : "", name);
}

/* Required elements in one state, by name. */
static void add_elements(const struct explanation *e, enum oit_element_state state, struct buf *out)
{
    for (size_t i = 0; i < e->item->n_elements; i++)
        if (e->item->elements[i].required && e->item->elements[i].state == state)
            add_name(explain_words(e, e->item->elements[i].text), out);
}

static void add_lacking(const struct explanation *e)
{
    struct buf names;
    buf_init(&names, 0);
    add_elements(e, OIT_ELEMENT_NOT_FOUND, &names);
    if (names.n)
        explain_line(e, 2, MSG_EXPLAIN_ADD, MSG_ARGS(names.p));
    buf_clear(&names);
    add_elements(e, OIT_ELEMENT_NOT_CHECKABLE, &names);
    if (names.n)
        explain_line(e, 2, MSG_EXPLAIN_SEE_TO, MSG_ARGS(names.p));
    buf_done(&names);
}

static void add_times(const struct explanation *e)
{
    struct buf text;
    struct clock_date due;
    buf_init(&text, 0);
    period_add(e->scheme, e->rule->accept, e->fiscal_year_be, false, e->language, &text);
    explain_line(e, 2, MSG_EXPLAIN_FOR_YEAR, MSG_ARGS(text.p));
    buf_clear(&text);
    if (period_due(e->scheme, e->rule, e->fiscal_year_be, &due)) {
        period_add_date(due, e->language, &text);
        bool is_over = e->item && e->item->due_state && strcmp(e->item->due_state, "overdue") == 0;
        explain_line(e, 2, is_over ? MSG_EXPLAIN_OVERDUE : MSG_EXPLAIN_BEFORE, MSG_ARGS(text.p));
    }
    buf_done(&text);
}

void explain_to_do(const struct explanation *e)
{
    const struct words advice = e->rule->advice;
    const char *from_rule = e->language == MSG_EN ? advice.en : advice.th;
    (void)buf_add_char(e->out, '\n');
    explain_line(e, 0, MSG_EXPLAIN_TO_DO, NULL);
    if (e->item && e->item->status == OIT_PUBLISHED) {
        explain_line(e, 2, MSG_EXPLAIN_DONE, NULL);
        if (*explain_words(e, e->item->advice)) /* shared storage: still to be moved */
            explain_text(e, 2, explain_words(e, e->item->advice));
        return;
    }
    const char *text = e->item && *explain_words(e, e->item->advice) ? explain_words(e, e->item->advice) : from_rule;
    if (*text)
        explain_text(e, 2, text);
    if (e->item && e->item->n_evidence)
        add_lacking(e);
    add_times(e);
    if (e->item && e->item->gain > 0) {
        char points[VIEW_TEXT_SIZE];
        view_points(e->item->gain, points);
        const char *score = explain_words(e, e->report->rules.score_name);
        explain_line(e, 2, MSG_EXPLAIN_GAIN, MSG_ARGS(points, *score ? score : msg_in(e->language, MSG_SCORE_NAME)));
    }
}
