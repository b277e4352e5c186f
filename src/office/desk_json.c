/* desk_json.c - see desk_json.h.
 * SPDX-License-Identifier: MIT
 */
#include "office/desk_json.h"

#include <math.h>

#include "report/json_office.h"
#include "report/view.h"

void desk_json_begin(const struct desk *desk, struct json_writer *w)
{
    jw_begin(w, NULL, '{');
    jw_text(w, "schema", "oitcheck-officers/1");
    jw_text(w, "site", desk->run.site);
    jw_text(w, "name", desk->report.site.name);
    jw_uint(w, "fiscal_year_be", (uint64_t)desk->report.fiscal_year_be);
    jw_text(w, "run", desk->run.id);
    jw_bool(w, "dry_run", desk->options->dry_run);
}

static const struct oit_item *item_of(const struct desk *desk, const char *code)
{
    for (size_t i = 0; i < desk->report.n_items; i++)
        if (strcmp(desk->report.items[i].code, code) == 0)
            return &desk->report.items[i];
    return NULL;
}

void desk_json_changes(const struct desk *desk, const struct desk_words *words, struct json_writer *w)
{
    jw_begin(w, "changes", '[');
    for (size_t i = 0; words && i < words->n; i++) {
        const struct store_officer_word *word = &words->items[i];
        const struct oit_item *item = item_of(desk, word->item);
        jw_begin(w, NULL, '{');
        jw_text(w, "item", word->item);
        jw_text(w, "field", oit_officer_name(word->field));
        jw_text(w, "before", item ? item->officer.words[word->field] : NULL);
        jw_text(w, "value", *word->value ? word->value : NULL);
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

void desk_json_remarks(const char *key, const struct workbook_remark *remarks, size_t n, struct json_writer *w)
{
    jw_begin(w, key, '[');
    for (size_t i = 0; i < n; i++) {
        const struct workbook_remark *remark = &remarks[i];
        jw_begin(w, NULL, '{');
        jw_text(w, "sheet", remark->place.sheet);
        jw_uint_or_null(w, "row", remark->place.row);
        jw_uint_or_null(w, "column", remark->place.column);
        jw_text(w, "th", remark->text.th);
        jw_text(w, "en", remark->text.en);
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

void desk_json_end(const struct desk *desk, struct json_writer *w)
{
    const struct oit_report *report = &desk->report;
    jw_begin(w, "score", '{');
    jw_double(w, "low", report->score.low);
    jw_double(w, "high", report->score.high);
    jw_double(w, "decided_low", report->decided.is_known ? report->decided.low : (double)NAN);
    jw_double(w, "decided_high", report->decided.is_known ? report->decided.high : (double)NAN);
    jw_end(w, '}');
    jw_begin(w, "items", '[');
    for (size_t i = 0; i < report->n_items; i++) {
        if (!json_officer_has_words(&report->items[i].officer))
            continue;
        jw_begin(w, NULL, '{');
        jw_text(w, "code", report->items[i].code);
        json_officer(w, &report->items[i].officer);
        jw_end(w, '}');
    }
    jw_end(w, ']');
    jw_end(w, '}');
    (void)buf_add_char(w->out, '\n');
}
