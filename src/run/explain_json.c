/* explain_json.c - explain for programs: the rule, and the item of the stored report as it stands there.
 * SPDX-License-Identifier: MIT
 */
#include "explain.h"

#include <stdio.h>

#include "report/json_writer.h"

static void write_period(struct json_writer *w, const struct explanation *e)
{
    struct buf th, en;
    struct clock_date due;
    char day[16] = "";
    buf_init(&th, 0);
    buf_init(&en, 0);
    period_add(e->scheme, e->rule->accept, e->fiscal_year_be, false, MSG_TH, &th);
    period_add(e->scheme, e->rule->accept, e->fiscal_year_be, false, MSG_EN, &en);
    jw_words(w, "period", th.p, en.p);
    jw_bool(w, "period_assumed", e->rule->accept_assumed);
    if (period_due(e->scheme, e->rule, e->fiscal_year_be, &due))
        (void)snprintf(day, sizeof day, "%04u-%02u-%02u", (unsigned)due.year_ce % 10000, (unsigned)due.month % 100, (unsigned)due.day % 100);
    jw_text(w, "due", *day ? day : NULL);
    buf_done(&th);
    buf_done(&en);
}

static void write_elements(struct json_writer *w, const struct explanation *e)
{
    jw_begin(w, "elements", '[');
    for (size_t i = 0; i < e->rule->n_elements; i++) {
        const struct scheme_element *element = &e->scheme->elements[e->rule->first_element + i];
        jw_begin(w, NULL, '{');
        jw_text(w, "id", element->id);
        jw_text(w, "th", element->text.th);
        jw_text(w, "en", element->text.en);
        jw_bool(w, "required", element->is_required);
        jw_bool(w, "assumed", element->is_assumed);
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

void explain_json(const struct explanation *e)
{
    struct json_writer w = {.out = e->out};
    jw_begin(&w, NULL, '{');
    jw_text(&w, "schema", "oitcheck-explain/1");
    jw_text(&w, "scheme", e->scheme->id);
    jw_uint(&w, "fiscal_year_be", (uint64_t)e->fiscal_year_be);
    jw_begin(&w, "rule", '{');
    jw_text(&w, "code", e->rule->code);
    jw_words(&w, "title", e->rule->title.th, e->rule->title.en);
    jw_words(&w, "owner", e->rule->owner.th, e->rule->owner.en);
    write_period(&w, e);
    write_elements(&w, e);
    jw_words(&w, "advice", e->rule->advice.th, e->rule->advice.en);
    jw_end(&w, '}');
    jw_text(&w, "site", e->report ? e->report->site.url : NULL);
    jw_text(&w, "run", e->report ? e->report->run.id : NULL);
    if (e->item)
        report_json_item(&w, "item", e->item);
    else
        jw_null(&w, "item");
    jw_end(&w, '}');
    (void)buf_add_char(e->out, '\n');
}
