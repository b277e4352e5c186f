/* html_remind.c - a reminder on paper for an owner. The frame is html_a4.h.
 * SPDX-License-Identifier: MIT
 */
#include "remind_parts.h"

#include <stdio.h>

/* Text from outside, made by one of remind.h's. */
static void put_state(struct html *h, const struct duty *duty)
{
    struct buf text;
    buf_init(&text, 0);
    remind_state(&h->view, duty, &text);
    html_text(h, text.p);
    buf_done(&text);
}

void remind_html_due(struct html *h, const char *due)
{
    struct buf text;
    buf_init(&text, 0);
    if (due)
        remind_due(&h->view, due, &text);
    html_text(h, text.p);
    buf_done(&text);
}

/* A cell that says its column where the table is stacked, on a telephone. */
static void open_cell(struct html *h, enum msg head)
{
    html_raw(h, "<td data-head=\"");
    html_msg(h, head);
    html_raw(h, "\">");
}

static void duty_row(struct html *h, const struct remind *remind, const struct duty *duty)
{
    const char *url = remind_link(remind, duty);
    struct buf action;
    buf_init(&action, 0);
    html_raw(h, "<tr><th scope=\"row\" class=\"code\">");
    html_text(h, duty->item->code);
    html_raw(h, "</th>");
    open_cell(h, MSG_REMIND_COLUMN_STATE);
    html_raw(h, "<b>");
    html_text(h, view_words(&h->view, duty->item->title));
    html_raw(h, "</b><br>");
    put_state(h, duty);
    html_raw(h, "</td>");
    open_cell(h, MSG_REMIND_COLUMN_DO);
    remind_action(&h->view, duty, &action);
    html_text(h, action.p);
    if (url) {
        html_raw(h, action.n ? "<br>" : "");
        html_link(h, url, NULL);
    }
    html_raw(h, "</td>");
    open_cell(h, MSG_REMIND_COLUMN_DUE);
    remind_html_due(h, duty->due);
    html_raw(h, "</td>");
    open_cell(h, MSG_REMIND_COLUMN_DONE);
    html_raw(h, "<span class=\"tick\" aria-hidden=\"true\">☐</span></td></tr>\n");
    buf_done(&action);
}

static void duty_table(struct html *h, const struct remind *remind, const struct duty_owner *owner, bool wants_looks, enum msg heading)
{
    size_t n = 0;
    for (size_t i = 0; i < owner->n_duties; i++)
        n += duty_is_open(&owner->duties[i]) && (owner->duties[i].kind == DUTY_LOOK) == wants_looks;
    if (!n)
        return;
    html_heading_msg(h, 2, NULL, heading);
    html_raw(h, "<table class=\"stack\">\n<thead><tr>");
    html_a4_column(h, MSG_REMIND_COLUMN_ITEM, "code");
    html_a4_column(h, MSG_REMIND_COLUMN_STATE, NULL);
    html_a4_column(h, MSG_REMIND_COLUMN_DO, NULL);
    html_a4_column(h, MSG_REMIND_COLUMN_DUE, NULL);
    html_a4_column(h, MSG_REMIND_COLUMN_DONE, NULL);
    html_raw(h, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < owner->n_duties; i++)
        if (duty_is_open(&owner->duties[i]) && (owner->duties[i].kind == DUTY_LOOK) == wants_looks)
            duty_row(h, remind, &owner->duties[i]);
    html_raw(h, "</tbody>\n</table>\n");
}

static void code_line(struct html *h, const struct duty_owner *owner, enum duty_kind kind, enum msg words)
{
    bool any = false;
    for (size_t i = 0; i < owner->n_duties; i++) {
        if (owner->duties[i].kind != kind)
            continue;
        html_raw(h, any ? ", " : "<p class=\"fine\">");
        if (!any) {
            html_msg(h, words);
            html_raw(h, ": ");
        }
        html_text(h, owner->duties[i].item->code);
        any = true;
    }
    html_raw(h, any ? "</p>\n" : "");
}

void remind_html_owner_part(struct html *h, const struct remind *remind, const struct duty_owner *owner)
{
    duty_table(h, remind, owner, false, MSG_REMIND_TO_FIX);
    duty_table(h, remind, owner, true, MSG_REMIND_TO_LOOK);
    if (owner->n_fix + owner->n_look == 0) {
        char all[VIEW_TEXT_SIZE], later[VIEW_TEXT_SIZE];
        (void)snprintf(all, sizeof all, "%zu", owner->n_duties);
        (void)snprintf(later, sizeof later, "%zu", owner->n_later);
        html_raw(h, "<p class=\"note good\">");
        html_msg_args(h, owner->n_later ? MSG_REMIND_ALL_LATER : MSG_REMIND_ALL_DONE, MSG_ARGS(all, later));
        html_raw(h, "</p>\n");
    }
    code_line(h, owner, DUTY_LATER, MSG_REMIND_TO_COME);
    code_line(h, owner, DUTY_DONE, MSG_REMIND_FINISHED);
    html_raw(h, "<p>");
    if (owner->coordinator)
        html_msg_args(h, MSG_REMIND_SEND_TO, MSG_ARGS(owner->coordinator));
    else
        html_msg(h, MSG_REMIND_SEND_BACK);
    html_raw(h, "</p>\n");
}

struct oit_words remind_words(enum msg id)
{
    return (struct oit_words){msg_th(id), msg_en(id)};
}

void remind_add_owner(const struct remind *remind, const struct duty_owner *owner, struct buf *out)
{
    enum msg_language language = remind->language == REPORT_EN ? MSG_EN : MSG_TH;
    const char *name = owner->is_nobody ? msg_in(language, MSG_REMIND_NOBODY) : owner->name;
    msg_add(out, language, MSG_REMIND_OWNER, MSG_ARGS(name));
    if (owner->contact && *owner->contact)
        (void)buf_addf(out, " (%s)", owner->contact);
}

void remind_html_owner(const struct remind *remind, const struct duty_owner *owner, struct buf *out)
{
    struct html h;
    struct buf subtitle;
    buf_init(&subtitle, 0);
    remind_add_owner(remind, owner, &subtitle);
    const struct html_a4 page = {.report = remind->report, .title = remind_words(MSG_REMIND_TITLE), .subtitle = subtitle.p, .made = remind->made};
    html_a4_open(&h, &page, remind->language, out);
    remind_html_owner_part(&h, remind, owner);
    html_a4_close(&h, &page);
    buf_done(&subtitle);
}
