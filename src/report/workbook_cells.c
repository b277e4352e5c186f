/* workbook_cells.c - see workbook_cells.h.
 * SPDX-License-Identifier: MIT
 */
#include "workbook_cells.h"

#include <math.h>

#include "shown_by.h"
#include "text/utf8.h"

enum { STEP_BYTES = 240 /* one step of a click path: 80 Thai letters */, GREY_BYTES = 30000 /* of a cell */ };

static enum msg status_message(const struct oit_item *item)
{
    static const enum msg ids[] = {MSG_STATUS_PUBLISHED, MSG_STATUS_PARTIAL, MSG_STATUS_MISSING, MSG_STATUS_UNKNOWN};
    enum view_section section = view_section_of(item);
    return section == SECTION_NOT_YET_DUE ? MSG_STATUS_NOT_YET_DUE : section == SECTION_NOT_FOUND_YET ? MSG_STATUS_NOT_FOUND_YET : ids[item->status];
}

void workbook_criteria(const struct view *view, struct buf *out)
{
    view_incomplete(view, out);
    if (out->n)
        (void)buf_add_c(out, " - ");
    view_scheme(view, out);
}

bool workbook_days_left(const struct view *view, const struct oit_item *item, long *ret_days)
{
    const char *due = item->officer.internal_due ? item->officer.internal_due : item->due;
    bool is_done = view_is_settled(item) || (item->status == OIT_PUBLISHED && view_decision(item) != VIEW_REJECTED);
    return due && !is_done && view_days_left(view->report, due, ret_days);
}

static void add_step(const char *label, struct str *last, struct buf *out)
{
    struct buf line;
    buf_init(&line, 0);
    struct str words = str_from(label);
    size_t bar = str_find_c(words, " | "); /* behind it titles have the site's name */
    utf8_squeeze(utf8_prefix(str_sub(words, 0, bar == STR_NPOS || bar == 0 ? words.n : bar), STEP_BYTES), &line);
    bool is_again = last->n && str_eq(*last, buf_str(&line));
    if (line.n && !is_again) {
        (void)buf_add_c(out, " > ");
        size_t at = out->n;
        (void)buf_add_str(out, buf_str(&line));
        *last = (struct str){out->p + at, line.n}; /* valid until the next append, which compares first */
    }
    buf_done(&line);
}

/* "คลิก", "PDF": another document is reached by a link of this name too, so it tells nobody which is meant; what the document is called does. */
static bool is_button(const struct oit_report *report, const char *label, const char *url)
{
    for (size_t i = 0; i < report->n_items; i++)
        for (size_t k = 0; k < report->items[i].n_evidence; k++) {
            const struct oit_evidence *e = &report->items[i].evidence[k];
            if (e->path_labels && e->n_path > 1 && e->url && strcmp(e->url, url) != 0 && strcmp(e->path_labels[e->n_path - 1], label) == 0)
                return true;
        }
    return false;
}

static void add_way(const struct view *view, const struct shown_by *link, struct buf *out)
{
    const struct oit_evidence *evidence = link->evidence;
    struct str last = STR_NONE;
    (void)buf_add_c(out, view_msg(view, MSG_WORKBOOK_HOME));
    for (size_t i = 1; i < link->n_path; i++) {
        bool is_end = i + 1 == evidence->n_path;
        const char *label = evidence->path_labels && *evidence->path_labels[i] ? evidence->path_labels[i] : is_end && evidence->title ? evidence->title : "...";
        if (is_end && evidence->title && is_button(view->report, label, link->url))
            add_step(evidence->title, &last, out);
        else
            add_step(label, &last, out);
    }
    bool leads_on = !link->is_hub && strcmp(evidence->path[evidence->n_path - 1], link->url) != 0;
    if (leads_on && evidence->title)
        add_step(evidence->title, &last, out);
    if (evidence->page > 1 && !link->is_hub)
        (void)buf_addf(out, " (%s %u)", view_msg(view, MSG_COLUMN_PAGE), evidence->page);
}

void workbook_proposal(const struct view *view, const struct oit_item *item, struct buf *out)
{
    struct shown_by links[SHOWN_BY_MAX];
    size_t n = shown_by(item, links);
    struct buf way;
    buf_init(&way, 0);
    for (size_t i = 0; i < n; i++) {
        if (!links[i].evidence || links[i].n_path == 0)
            continue;
        buf_clear(&way);
        add_way(view, &links[i], &way);
        (void)buf_add_c(out, out->n ? "\n" : "");
        (void)buf_add_str(out, buf_str(&way));
    }
    buf_done(&way);
}

static void add_links(const struct view *view, const struct oit_item *item, struct buf *out)
{
    struct shown_by links[SHOWN_BY_MAX];
    size_t n = shown_by(item, links);
    const char *near = n == 0 ? view_link(view->report, item) : NULL;
    (void)buf_add_c(out, near ? near : "");
    for (size_t i = 0; i < n; i++)
        (void)buf_addf(out, "%s%s", i ? "\n" : "", links[i].url);
}

static void add_number(uint64_t number, struct buf *out)
{
    if (number)
        (void)buf_addf(out, "%llu", (unsigned long long)number);
}

static void add_decided(const struct view *view, const struct oit_item *item, struct buf *out)
{
    char score[VIEW_TEXT_SIZE];
    if (!view->report->decided.is_known)
        return;
    if (!isfinite(item->decided_low)) {
        (void)buf_add_c(out, view_msg(view, MSG_WORKBOOK_NOT_COUNTED));
        return;
    }
    view_range(item->decided_low, item->decided_high, score);
    (void)buf_add_c(out, score);
}

static void add_score(const struct oit_item *item, struct buf *out)
{
    char score[VIEW_TEXT_SIZE] = "";
    if (isfinite(item->score))
        view_points(item->score, score);
    else if (item->score_high > item->score_low)
        view_range(item->score_low, item->score_high, score);
    (void)buf_add_c(out, score);
}

static void add_advice(const struct view *view, const struct oit_item *item, struct buf *out)
{
    if (view_decision(item) == VIEW_OUTDATED) {
        msg_add(out, view->language, MSG_WORKBOOK_LOOK_AGAIN, MSG_ARGS(item->code, item->officer.words[OFFICER_DECISION]));
        (void)buf_add_c(out, ". ");
    }
    (void)buf_add_c(out, view_words(view, item->advice));
}

static void add_grey(const struct view *view, const char *criteria, const struct oit_item *item, enum workbook_column column, struct buf *out)
{
    const struct oit_evidence *evidence = item->n_evidence ? &item->evidence[0] : NULL;
    int year = evidence ? evidence->fiscal_year_be : item->n_candidates ? item->candidates[0].fiscal_year_be : 0;
    char due[VIEW_TEXT_SIZE];
    long days;
    switch ((int)column) {
    case WORKBOOK_ITEM: (void)buf_add_c(out, item->code); break;
    case WORKBOOK_TITLE: (void)buf_add_c(out, view_words(view, item->title)); break;
    case WORKBOOK_LABEL: (void)buf_add_c(out, view_words(view, item->label)); break;
    case WORKBOOK_LINK: add_links(view, item, out); break;
    case WORKBOOK_PROPOSAL: workbook_proposal(view, item, out); break;
    case WORKBOOK_LACKING: view_lacking(view, item, out); break;
    case WORKBOOK_RULE_DUE:
        view_date(view, item->due, due);
        (void)buf_add_c(out, due);
        break;
    case WORKBOOK_DAYS_LEFT:
        if (workbook_days_left(view, item, &days))
            view_days(view, days, out);
        break;
    case WORKBOOK_SCORE: add_score(item, out); break;
    case WORKBOOK_DECIDED: add_decided(view, item, out); break;
    case WORKBOOK_ADVICE: add_advice(view, item, out); break;
    case WORKBOOK_STATUS: (void)buf_add_c(out, view_msg(view, status_message(item))); break;
    case WORKBOOK_PAGE: add_number(evidence ? evidence->page : 0, out); break;
    case WORKBOOK_YEAR: add_number((uint64_t)view_year(view->report, year), out); break;
    case WORKBOOK_DECLARED: (void)buf_add_c(out, item->declared.state == DECLARED_NONE ? "" : view_msg(view, view_declared_words(item->declared.state))); break;
    case WORKBOOK_RULE_OWNER: (void)buf_add_c(out, view_words(view, item->owner)); break;
    case WORKBOOK_CRITERIA: (void)buf_add_c(out, criteria); break;
    default: break;
    }
}

/* Grey cells are cleaned and trimmed first, so that no control character or white space hides the sign of a formula. */
void workbook_cell_text(const struct view *view, const char *criteria, const struct oit_item *item, enum workbook_column column, struct buf *out)
{
    if (workbook_is_white(column)) {
        const char *word = item->officer.words[workbook_field(column)];
        utf8_clean(str_from(word ? word : ""), out);
        return;
    }
    struct buf raw, clean;
    buf_init(&raw, 0);
    buf_init(&clean, 0);
    add_grey(view, criteria, item, column, &raw);
    bool has_lines = column == WORKBOOK_LINK || column == WORKBOOK_PROPOSAL;
    for (struct str rest = buf_str(&raw), line; rest.n > 0;) {
        line = has_lines ? str_cut(&rest, '\n') : rest;
        rest = has_lines ? rest : STR_NONE;
        (void)buf_add_c(&clean, clean.n ? "\n" : "");
        utf8_terminal(line, &clean);
    }
    (void)buf_add_str(out, utf8_prefix(str_trim(buf_str(&clean)), GREY_BYTES));
    buf_done(&raw);
    buf_done(&clean);
}
