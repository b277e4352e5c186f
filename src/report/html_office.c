/* html_office.c - see html_office.h. The words are the officers' own: text like any other from outside.
 * SPDX-License-Identifier: MIT
 */
#include "html_office.h"

#include <math.h>
#include <stdio.h>

#include "html_stack.h"

static void sentence(struct html *h, const char *tag, const char *class, void (*say)(const struct view *view, struct buf *out))
{
    struct buf text;
    buf_init(&text, 0);
    say(&h->view, &text);
    if (text.n)
        html_element(h, tag, class, text.p);
    buf_done(&text);
}

void html_stage(struct html *h)
{
    const struct oit_report *report = h->view.report;
    if (!report->stage.id)
        return;
    (void)buf_addf(h->out, "<div class=\"note stage%s\">", report->stage.days_left < 0 ? " warn" : "");
    sentence(h, "strong", NULL, view_stage);
    if (report->stage.command && *report->stage.command) {
        html_raw(h, "<div>");
        html_msg(h, MSG_STAGE_COMMAND);
        html_raw(h, ": ");
        html_element(h, "code", NULL, report->stage.command);
        html_raw(h, "</div>");
    }
    html_raw(h, "</div>\n");
}

static const char *said(const struct oit_item *item, enum oit_officer_field field)
{
    const char *words = item->officer.words[field];
    return words && str_trim(str_from(words)).n ? words : NULL;
}

static void fact_head(struct html *h, enum msg id)
{
    html_raw(h, "<p><b>");
    html_msg(h, id);
    html_raw(h, ":</b> ");
}

static void fact(struct html *h, enum msg id, const char *text)
{
    if (!text)
        return;
    fact_head(h, id);
    html_text(h, text);
    html_raw(h, "</p>");
}

static void owner(struct html *h, const struct oit_item *item)
{
    bool is_named;
    const char *name = view_owner(&h->view, item, &is_named);
    if (*name)
        fact(h, is_named ? MSG_OWNER : MSG_OWNER_USUAL, name);
    fact(h, MSG_COORDINATOR, said(item, OFFICER_COORDINATOR));
}

static void internal_due(struct html *h, const struct oit_item *item)
{
    const char *written = said(item, OFFICER_DUE);
    char date[VIEW_TEXT_SIZE];
    long days;
    if (!written)
        return;
    view_date(&h->view, item->officer.internal_due, date);
    fact_head(h, MSG_INTERNAL_DUE);
    html_text(h, *date ? date : written);
    if (*date && item->status != OIT_PUBLISHED && view_days_left(h->view.report, item->officer.internal_due, &days)) {
        struct buf text;
        buf_init(&text, 0);
        view_days(&h->view, days, &text);
        (void)buf_addf(h->out, " <span class=\"tag %s\">", days < 0 ? "bad" : "ask");
        html_text(h, text.p);
        html_raw(h, "</span>");
        buf_done(&text);
    }
    html_raw(h, "</p>");
}

/* One a line, as it is written in the cell. */
static void urls(struct html *h, const struct oit_item *item)
{
    const char *written = said(item, OFFICER_URL);
    size_t n = 0;
    if (!written)
        return;
    fact_head(h, MSG_URL_TO_ENTER);
    for (struct str rest = str_from(written); rest.p;) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        struct buf url;
        if (!line.n)
            continue;
        buf_init(&url, 0);
        (void)buf_add_str(&url, line);
        html_raw(h, n++ ? "<br>" : "");
        html_link(h, url.p, NULL);
        buf_done(&url);
    }
    html_raw(h, "</p>");
}

static const char *class_of(enum view_decision decision)
{
    static const char *const classes[] = {"later", "good", "bad", "later", "warn"};
    return classes[decision];
}

static void decided_points(struct html *h, const struct oit_item *item)
{
    char checked[VIEW_TEXT_SIZE], decided[VIEW_TEXT_SIZE];
    if (!h->view.report->decided.is_known)
        return;
    view_range(item->score_low, item->score_high, checked);
    html_raw(h, "<div class=\"fine\">");
    if (isfinite(item->decided_low)) {
        view_range(item->decided_low, item->decided_high, decided);
        html_msg_args(h, MSG_DECIDED_SCORE, MSG_ARGS(decided, checked));
    } else {
        html_msg_args(h, MSG_DECIDED_NOT_COUNTED, MSG_ARGS(checked));
    }
    html_raw(h, "</div>");
}

static void decision(struct html *h, const struct oit_item *item)
{
    enum view_decision decided = view_decision(item);
    const char *written = said(item, OFFICER_DECISION);
    if (decided == VIEW_UNDECIDED) {
        fact(h, MSG_DECISION, written); /* words that are no decision stand as they are */
        return;
    }
    html_raw(h, "<div class=\"decision\"><b>");
    html_msg(h, MSG_DECISION);
    html_raw(h, ":</b> ");
    if (decided == VIEW_OUTDATED && written) {
        html_text(h, written);
        html_raw(h, " ");
    }
    (void)buf_addf(h->out, "<span class=\"tag %s\">", class_of(decided));
    html_msg(h, view_decision_words(decided));
    html_raw(h, "</span>");
    if (decided != VIEW_OUTDATED)
        decided_points(h, item);
    html_raw(h, "</div>");
}

void html_officer(struct html *h, const struct oit_item *item)
{
    html_raw(h, "<div class=\"officer fine\">");
    owner(h, item);
    internal_due(h, item);
    urls(h, item);
    fact(h, MSG_EXPLANATION, said(item, OFFICER_EXPLANATION));
    fact(h, MSG_OFFICER_NOTE, said(item, OFFICER_NOTE));
    decision(h, item);
    html_raw(h, "</div>");
}

static enum msg reaches_words(const char *reaches)
{
    return !reaches || strcmp(reaches, "maybe") == 0 ? MSG_TARGET_MAYBE : strcmp(reaches, "yes") == 0 ? MSG_TARGET_YES : MSG_TARGET_NO;
}

static void score_row(struct html *h, enum msg name, double low, double high, const char *reaches, uint32_t n_items)
{
    char range[VIEW_TEXT_SIZE], number[16];
    view_range(low, high, range);
    html_raw(h, "<tr><th scope=\"row\">");
    html_words(h, (struct oit_words){msg_th(name), msg_en(name)});
    html_raw(h, "</th><td class=\"value\">");
    html_text(h, range);
    html_raw(h, "</td><td>");
    html_msg(h, reaches_words(reaches));
    if (n_items) {
        (void)snprintf(number, sizeof number, "%u", (unsigned)n_items);
        html_raw(h, " · ");
        html_msg_args(h, MSG_COUNTED_ITEMS, MSG_ARGS(number));
    }
    html_raw(h, "</td></tr>\n");
}

static void ita(struct html *h)
{
    if (!view_knows_ita(h->view.report)) {
        sentence(h, "p", "fine", view_reached_by);
        return;
    }
    html_raw(h, "<div class=\"note ita\">");
    sentence(h, "strong", NULL, view_ita_needed);
    html_raw(h, "<div>");
    sentence(h, "span", NULL, view_ita_expected);
    html_raw(h, "</div><div>");
    sentence(h, "span", NULL, view_reached_by);
    html_raw(h, "</div></div>\n");
}

void html_scores(struct html *h)
{
    const struct oit_report *report = h->view.report;
    ita(h);
    if (!report->decided.is_known && !report->entered.is_known)
        return;
    html_raw(h, "<table class=\"scores\"><caption>");
    html_words(h, (struct oit_words){msg_th(MSG_SCORES), msg_en(MSG_SCORES)});
    html_raw(h, "</caption><thead><tr><th scope=\"col\">");
    html_msg(h, MSG_SCORES_OF);
    html_raw(h, "</th><th scope=\"col\">");
    html_named(h, MSG_SCORE);
    html_raw(h, "</th><th scope=\"col\">");
    html_msg(h, MSG_REACHES);
    html_raw(h, "</th></tr></thead><tbody>\n");
    score_row(h, report->entered.is_known ? MSG_BY_WHOLE_SITE : MSG_BY_CHECK, report->score.low, report->score.high, report->score.reaches_target, 0);
    if (report->entered.is_known)
        score_row(h, MSG_BY_ENTERED, report->entered.low, report->entered.high, report->entered.reaches_target, 0);
    if (report->decided.is_known)
        score_row(h, MSG_BY_DECISION, report->decided.low, report->decided.high, report->decided.reaches_target, report->decided.n_items);
    html_raw(h, "</tbody></table>\n");
    if (report->decided.is_known)
        html_element(h, "p", "fine", view_msg(&h->view, MSG_SCORES_MEANS));
    if (report->entered.is_known)
        html_element(h, "p", "fine", view_msg(&h->view, MSG_ASSESSORS_SEE));
}

static void decision_row(struct html *h, const struct oit_item *item)
{
    const char *note = said(item, OFFICER_NOTE);
    html_stack_item(h, item);
    html_stack_cell(h, MSG_BY_CHECK);
    html_status(h, item);
    html_raw(h, "</td>");
    html_stack_cell(h, MSG_DECISION);
    decision(h, item);
    if (note)
        html_element(h, "div", "fine", note);
    html_raw(h, "</td></tr>\n");
}

void html_decisions(struct html *h)
{
    static const enum msg heads[] = {MSG_COLUMN_ITEM, MSG_BY_CHECK, MSG_DECISION};
    const struct oit_report *report = h->view.report;
    size_t n = 0;
    for (size_t i = 0; i < report->n_items; i++)
        n += view_decision(&report->items[i]) != VIEW_UNDECIDED;
    if (n == 0)
        return;
    html_raw(h, "<section aria-labelledby=\"decisions\">");
    html_heading_msg(h, 2, "decisions", MSG_DECISIONS);
    html_stack_open(h, "decisions", heads, sizeof heads / sizeof *heads);
    for (size_t i = 0; i < report->n_items; i++)
        if (view_decision(&report->items[i]) != VIEW_UNDECIDED)
            decision_row(h, &report->items[i]);
    html_stack_close(h);
    html_raw(h, "</section>\n");
}
