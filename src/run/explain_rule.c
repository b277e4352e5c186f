/* explain_rule.c - what the rule of one item asks for.
 * SPDX-License-Identifier: MIT
 */
#include "explain.h"

#include <stdio.h>

static const char *words(const struct explanation *e, struct words w)
{
    return e->language == MSG_EN ? w.en : w.th;
}

static void period(const struct explanation *e)
{
    struct buf years;
    struct clock_date due;
    buf_init(&years, 0);
    period_add(e->scheme, e->rule->accept, e->fiscal_year_be, false, e->language, &years);
    explain_line(e, 2, e->rule->accept_assumed ? MSG_EXPLAIN_PERIOD_ASSUMED : MSG_EXPLAIN_PERIOD, MSG_ARGS(years.p));
    buf_clear(&years);
    if (period_due(e->scheme, e->rule, e->fiscal_year_be, &due)) {
        period_add_date(due, e->language, &years);
        explain_line(e, 2, MSG_EXPLAIN_DUE, MSG_ARGS(years.p));
    }
    buf_done(&years);
}

static void elements(const struct explanation *e)
{
    for (size_t i = 0; i < e->rule->n_elements; i++) {
        const struct scheme_element *element = &e->scheme->elements[e->rule->first_element + i];
        (void)buf_addf(e->out, "  %s %s%s%s\n", element->is_required ? "•" : "◦", words(e, element->text),
                       element->is_required ? "" : msg_in(e->language, MSG_EXPLAIN_OPTIONAL),
                       element->is_assumed ? msg_in(e->language, MSG_EXPLAIN_ASSUMED) : "");
    }
}

void explain_rule(const struct explanation *e)
{
    char year[16];
    (void)snprintf(year, sizeof year, "%d", scheme_year_shown(e->scheme, e->fiscal_year_be));
    (void)buf_addf(e->out, "%s %s\n", e->rule->code, words(e, e->rule->title));
    explain_line(e, 0, MSG_EXPLAIN_SCHEME, MSG_ARGS(e->scheme->id, year));
    if (e->rule->owner.th[0])
        explain_line(e, 0, MSG_EXPLAIN_OWNER, MSG_ARGS(words(e, e->rule->owner)));
    (void)buf_add_char(e->out, '\n');
    explain_line(e, 0, MSG_EXPLAIN_ASKS, NULL);
    period(e);
    elements(e);
}
