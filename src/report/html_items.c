/* html_items.c - see html_items.h.
 *
 * A card tells: which item, what was found and how certain that is, by the entered links and on the whole site; the proof; what to do and who does it.
 * SPDX-License-Identifier: MIT
 */
#include "html_items.h"

#include <math.h>
#include <stdio.h>

#include "base/limits.h"
#include "html_declared.h"
#include "html_entered.h"
#include "html_evidence.h"
#include "html_office.h"

/* Why the verdict is not as certain as it sounds. */
static void cautions(struct html *h, const struct oit_item *item)
{
    char percent[VIEW_TEXT_SIZE];
    if (!item->cautions)
        return;
    (void)snprintf(percent, sizeof percent, "%.0f", item->confidence * 100);
    html_raw(h, "<div class=\"fine\">");
    html_msg_args(h, MSG_CONFIDENCE_BECAUSE, MSG_ARGS(percent));
    html_raw(h, "<ul>");
    for (unsigned i = 0; i < N_OIT_CAUTIONS; i++)
        if (item->cautions >> i & 1) {
            html_raw(h, "<li>");
            html_words(h, (struct oit_words){oit_caution_th((enum oit_caution)i), oit_caution_en((enum oit_caution)i)});
            html_raw(h, "</li>");
        }
    html_raw(h, "</ul></div>");
}

static void points_line(struct html *h, const struct oit_item *item)
{
    char points[VIEW_TEXT_SIZE];
    struct buf gain;
    buf_init(&gain, 0);
    html_raw(h, "<div class=\"points-line\">");
    if (isfinite(item->score)) {
        view_range(item->score_low, item->score_high, points);
        html_msg_args(h, MSG_SCORE_POINTS, MSG_ARGS(points));
    }
    if (item->status != OIT_PUBLISHED)
        view_gain(&h->view, item, &gain);
    if (gain.n) {
        html_raw(h, isfinite(item->score) ? " · <span class=\"gain\">" : "<span class=\"gain\">");
        html_text(h, gain.p);
        html_raw(h, "</span>");
    }
    html_raw(h, "</div>");
    buf_done(&gain);
}

static void verdict(struct html *h, const struct oit_item *item)
{
    html_status(h, item);
    for (size_t i = 0; i < item->n_reasons; i++) {
        const char *reason = view_words(&h->view, item->reasons[i].text), *label = view_words(&h->view, item->label);
        if (item->reasons[i].code != REASON_COMPLETE && strcmp(reason, label) != 0)
            html_element(h, "div", "fine", reason);
    }
    points_line(h, item);
    bool is_said = view_has_reason(item, REASON_CHECK_BY_EYE) || view_has_reason(item, REASON_NOT_LINKED);
    if (item->review && item->status == OIT_PUBLISHED && !is_said)
        html_element(h, "div", "fine", view_msg(&h->view, MSG_HTML_REVIEW));
    if (item->review && item->status != OIT_UNKNOWN)
        cautions(h, item);
}

static void due(struct html *h, const struct oit_item *item)
{
    char date[VIEW_TEXT_SIZE];
    view_date(&h->view, item->due, date);
    const char *state = item->due_state ? item->due_state : "";
    bool is_overdue = strcmp(state, "overdue") == 0;
    if (item->status == OIT_PUBLISHED || !*date || (!is_overdue && strcmp(state, "upcoming") != 0))
        return;
    html_raw(h, "<p>");
    html_msg_args(h, is_overdue ? MSG_OVERDUE : MSG_DUE, MSG_ARGS(date));
    html_raw(h, "</p>");
}

static void to_do(struct html *h, const struct oit_item *item)
{
    if (*view_words(&h->view, item->advice)) { /* a published item has advice only where something else should be better */
        html_raw(h, "<p><b>");
        html_msg(h, MSG_TO_DO);
        html_raw(h, ":</b> ");
        html_words(h, item->advice);
        html_raw(h, "</p>");
    }
    due(h, item);
    html_officer(h, item);
}

/* After a submission: what assessors see, and what the whole site has. */
static void both_verdicts(struct html *h, const struct oit_item *item)
{
    html_raw(h, "<div class=\"two\"><div>");
    html_entered_line(h, item);
    html_raw(h, "</div><div>");
    html_column_name(h, MSG_BY_WHOLE_SITE);
    verdict(h, item);
    html_raw(h, "</div></div>\n");
}

static void card(struct html *h, const struct oit_item *item)
{
    (void)buf_addf(h->out, "<article class=\"card s-%s\" id=\"", html_status_class(item));
    html_anchor(h, item->code);
    html_raw(h, "\"><h4><span class=\"code\">");
    html_text(h, item->code);
    html_raw(h, "</span> ");
    html_words(h, item->title);
    html_raw(h, "</h4>\n");
    if (h->view.report->submission.id) {
        both_verdicts(h, item);
        html_raw(h, "<div class=\"body\"><div class=\"result\">");
    } else {
        html_raw(h, "<div class=\"body\"><div class=\"result\">");
        verdict(h, item);
    }
    to_do(h, item);
    html_raw(h, "</div><div class=\"proof\">");
    html_evidence(h, item);
    html_declared_line(h, item);
    html_raw(h, "</div></div></article>\n");
}

static const struct oit_group *find_group(const struct oit_group *groups, size_t n, const char *code, int depth)
{
    const struct oit_group *found = NULL;
    for (size_t i = 0; code && !found && i < n; i++) {
        if (groups[i].code && strcmp(groups[i].code, code) == 0)
            found = &groups[i];
        else if (depth < LIMIT_GROUP_DEPTH)
            found = find_group(groups[i].groups, groups[i].n_groups, code, depth + 1);
    }
    return found;
}

static void group_heading(struct html *h, const char *code)
{
    const struct oit_report *report = h->view.report;
    const struct oit_group *group = find_group(report->score.groups, report->score.n_groups, code, 1);
    char range[VIEW_TEXT_SIZE];
    html_raw(h, "<h3 class=\"group\">");
    html_text(h, code);
    if (group) {
        html_raw(h, " ");
        html_words(h, group->title);
        view_range(group->low, group->high, range);
        html_raw(h, " · ");
        html_msg_args(h, MSG_SCORE_POINTS, MSG_ARGS(range));
    }
    html_raw(h, "</h3>\n");
}

void html_items(struct html *h)
{
    const struct oit_report *report = h->view.report;
    const char *group = NULL;
    html_raw(h, "<section class=\"items\" aria-labelledby=\"items\">");
    html_heading_msg(h, 2, "items", MSG_HTML_ITEMS);
    for (size_t i = 0; i < report->n_items; i++) {
        const struct oit_item *item = &report->items[i];
        if (item->group && (!group || strcmp(group, item->group) != 0)) {
            group_heading(h, item->group);
            group = item->group;
        }
        card(h, item);
    }
    html_raw(h, "</section>\n");
}
