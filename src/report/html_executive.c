/* html_executive.c - reminders on paper: the executive's page, alone or before those of the owners.
 *
 * It fits on one sheet: what does not (more owners than rows) is counted in one line. The frame is html_a4.h.
 * SPDX-License-Identifier: MIT
 */
#include "remind_parts.h"

#include <math.h>
#include <stdio.h>

enum { OWNER_ROWS = 10 };

static void number(size_t n, char ret_text[static VIEW_TEXT_SIZE])
{
    (void)snprintf(ret_text, VIEW_TEXT_SIZE, "%zu", n);
}

static const char *owner_name(const struct html *h, const struct duty_owner *owner)
{
    return owner->is_nobody ? view_msg(&h->view, MSG_REMIND_NOBODY) : owner->name;
}

static void fact_range(struct html *h, enum msg name, double low, double high, double target)
{
    char range[VIEW_TEXT_SIZE], mark[VIEW_TEXT_SIZE];
    view_range(low, high, range);
    view_points(target, mark);
    html_raw(h, "<dt>");
    html_named(h, name);
    html_raw(h, "</dt><dd><span class=\"big\">");
    html_text(h, range);
    html_raw(h, "</span> <span class=\"fine\">");
    html_msg_args(h, MSG_EXECUTIVE_TARGET, MSG_ARGS(mark));
    html_raw(h, "</span></dd>\n");
}

static void scores(struct html *h, const struct remind *remind)
{
    const struct oit_report *report = remind->report;
    html_raw(h, "<dl class=\"facts\">\n");
    fact_range(h, MSG_EXECUTIVE_SCORE, report->score.low, report->score.high, report->score.target);
    if (report->decided.is_known)
        fact_range(h, MSG_EXECUTIVE_DECIDED, report->decided.low, report->decided.high, report->score.target);
    if (remind->needed->is_ita)
        fact_range(h, MSG_EXECUTIVE_ITA, report->ita.ita_low, report->ita.ita_high, report->ita.target);
    if (remind->needed->is_ita && report->decided.is_known)
        fact_range(h, MSG_EXECUTIVE_ITA_DECIDED, remind->needed->low, fmax(remind->needed->low, remind->needed->high), report->ita.target);
    html_raw(h, "</dl>\n");
}

static void count(struct html *h, const char *class, size_t n, enum msg words)
{
    char text[VIEW_TEXT_SIZE];
    number(n, text);
    (void)buf_addf(h->out, "<li class=\"%s\"><b>%s</b> ", class, text);
    html_msg(h, words);
    html_raw(h, "</li>\n");
}

/* Each item once, whoever shares it. */
static void counts(struct html *h, const struct remind *remind)
{
    size_t n[DUTY_DONE + 1] = {0};
    for (size_t i = 0; i < remind->report->n_items; i++) {
        const struct duty *found = NULL;
        for (size_t o = 0; o < remind->duties->n_owners && !found; o++)
            for (size_t k = 0; k < remind->duties->owners[o].n_duties && !found; k++)
                if (remind->duties->owners[o].duties[k].item == &remind->report->items[i])
                    found = &remind->duties->owners[o].duties[k];
        if (found)
            n[found->kind]++;
    }
    html_raw(h, "<ul class=\"counts\">\n");
    count(h, "good", n[DUTY_DONE], MSG_EXECUTIVE_DONE);
    count(h, "bad", n[DUTY_FIX] + n[DUTY_LINK], MSG_EXECUTIVE_FIX);
    count(h, "ask", n[DUTY_LOOK], MSG_EXECUTIVE_LOOK);
    count(h, "later", n[DUTY_LATER], MSG_EXECUTIVE_LATER);
    html_raw(h, "</ul>\n");
}

static void open_codes(struct html *h, const struct duty_owner *owner)
{
    bool any = false;
    for (size_t i = 0; i < owner->n_duties; i++) {
        if (!duty_is_open(&owner->duties[i]))
            continue;
        html_raw(h, any ? ", " : "");
        if (owner->duties[i].kind == DUTY_LOOK)
            html_msg_args(h, MSG_NEEDED_LOOK_MARK, MSG_ARGS(owner->duties[i].item->code ? owner->duties[i].item->code : ""));
        else
            html_text(h, owner->duties[i].item->code);
        any = true;
    }
}

static void owner_row(struct html *h, const struct duty_owner *owner)
{
    char gain[VIEW_TEXT_SIZE];
    html_raw(h, "<tr><th scope=\"row\">");
    html_text(h, owner_name(h, owner));
    html_raw(h, "</th><td>");
    open_codes(h, owner);
    html_raw(h, "</td><td class=\"number\">");
    view_points(owner->gain, gain);
    html_raw(h, owner->gain >= 0.005 ? "+" : "");
    html_text(h, owner->gain >= 0.005 ? gain : "");
    html_raw(h, "</td><td>");
    remind_html_due(h, owner->due);
    html_raw(h, "</td></tr>\n");
}

static void owner_table(struct html *h, const struct remind *remind)
{
    size_t n_shown = 0, n_more = 0, n_items_more = 0;
    html_heading_msg(h, 2, NULL, MSG_EXECUTIVE_OWNERS);
    for (size_t i = 0; i < remind->duties->n_owners; i++) {
        const struct duty_owner *owner = &remind->duties->owners[i];
        if (owner->n_fix + owner->n_look == 0)
            continue;
        if (n_shown == OWNER_ROWS) {
            n_more++;
            n_items_more += owner->n_fix + owner->n_look;
            continue;
        }
        if (n_shown++ == 0) {
            html_raw(h, "<table>\n<thead><tr>");
            html_a4_column(h, MSG_OWNER, NULL);
            html_a4_column(h, MSG_EXECUTIVE_ITEMS, NULL);
            html_a4_column(h, MSG_EXECUTIVE_GAIN, "number");
            html_a4_column(h, MSG_EXECUTIVE_DUE, NULL);
            html_raw(h, "</tr></thead>\n<tbody>\n");
        }
        owner_row(h, owner);
    }
    html_raw(h, n_shown ? "</tbody>\n</table>\n" : "");
    if (!n_shown)
        html_element(h, "p", NULL, view_msg(&h->view, MSG_EXECUTIVE_NO_OPEN));
    if (n_more) {
        char owners[VIEW_TEXT_SIZE], items[VIEW_TEXT_SIZE];
        number(n_more, owners);
        number(n_items_more, items);
        html_raw(h, "<p class=\"fine\">");
        html_msg_args(h, MSG_EXECUTIVE_OTHERS, MSG_ARGS(owners, items));
        html_raw(h, "</p>\n");
    }
}

static void begin_ask(struct html *h)
{
    html_raw(h, "<p><span class=\"tick\" aria-hidden=\"true\">☐</span>");
}

static const struct duty_owner *owner_of(const struct duties *duties, const struct oit_item *item, const struct duty **ret_duty)
{
    for (size_t o = 0; o < duties->n_owners; o++)
        for (size_t k = 0; k < duties->owners[o].n_duties; k++)
            if (duties->owners[o].duties[k].item == item) {
                *ret_duty = &duties->owners[o].duties[k];
                return &duties->owners[o];
            }
    return NULL;
}

/* The set that gains most, item by item. */
static void ask_orders(struct html *h, const struct remind *remind)
{
    enum { MAX_ORDERS = 4 };
    const struct needed *needed = remind->needed;
    for (size_t k = 0; needed->n_sets && k < needed->n_items && k < MAX_ORDERS; k++) {
        const struct oit_item *item = &remind->report->items[needed->sets[k]];
        const struct duty *duty = NULL;
        const struct duty_owner *owner = owner_of(remind->duties, item, &duty);
        if (!owner || !duty_is_open(duty) || duty->kind == DUTY_LOOK)
            continue;
        begin_ask(h);
        html_msg_args(h, MSG_EXECUTIVE_ASK_ORDER, MSG_ARGS(owner_name(h, owner), item->code ? item->code : ""));
        if (duty->due) {
            char day[VIEW_TEXT_SIZE];
            view_date(&h->view, duty->due, day);
            html_raw(h, " ");
            html_msg_args(h, MSG_EXECUTIVE_ASK_BY, MSG_ARGS(day));
        }
        html_raw(h, "</p>\n");
    }
}

static void ask(struct html *h, const struct remind *remind)
{
    size_t n_look = 0, n_usual = 0;
    char text[VIEW_TEXT_SIZE];
    for (size_t i = 0; i < remind->duties->n_owners; i++) {
        const struct duty_owner *owner = &remind->duties->owners[i];
        n_look += owner->n_look;
        n_usual += owner->is_usual || owner->is_nobody ? owner->n_fix + owner->n_look : 0;
    }
    html_heading_msg(h, 2, NULL, MSG_EXECUTIVE_DECISION);
    html_raw(h, "<div class=\"box\">\n");
    ask_orders(h, remind);
    if (n_look) {
        number(n_look, text);
        begin_ask(h);
        html_msg_args(h, MSG_EXECUTIVE_ASK_LOOK, MSG_ARGS(text));
        html_raw(h, "</p>\n");
    }
    if (n_usual) {
        number(n_usual, text);
        begin_ask(h);
        html_msg_args(h, MSG_EXECUTIVE_ASK_ASSIGN, MSG_ARGS(text));
        html_raw(h, "</p>\n");
    }
    if (remind->report->stage.id && strcmp(remind->report->stage.id, "approve") == 0) {
        begin_ask(h);
        html_msg(h, MSG_EXECUTIVE_ASK_APPROVE);
        html_raw(h, "</p>\n");
    }
    begin_ask(h);
    html_msg(h, MSG_EXECUTIVE_ASK_OTHER);
    html_raw(h, "</p>\n</div>\n");
}

static void executive_part(struct html *h, const struct remind *remind)
{
    struct buf text;
    buf_init(&text, 0);
    if (!remind->report->run.complete) {
        html_raw(h, "<p class=\"note warn\">");
        html_msg(h, MSG_EXECUTIVE_INCOMPLETE);
        html_raw(h, "</p>\n");
    }
    scores(h, remind);
    counts(h, remind);
    html_heading_msg(h, 2, NULL, MSG_EXECUTIVE_NEEDED);
    remind_needed(&h->view, remind->needed, &text);
    html_element(h, "p", "box", text.p);
    buf_clear(&text);
    view_stage(&h->view, &text);
    if (text.n)
        html_element(h, "p", NULL, text.p);
    owner_table(h, remind);
    ask(h, remind);
    static const enum msg roles[] = {MSG_EXECUTIVE_ROLE_MAKER, MSG_EXECUTIVE_ROLE};
    html_a4_signatures(h, (const struct oit_words[]){remind_words(roles[0]), remind_words(roles[1])}, 2);
    buf_done(&text);
}

static void executive_page(const struct remind *remind, bool with_owners, struct buf *out)
{
    struct html h;
    struct buf subtitle, foot;
    char year[VIEW_TEXT_SIZE], day[VIEW_TEXT_SIZE];
    struct view view;
    buf_init(&subtitle, 0);
    view_init(&view, remind->report, remind->language);
    (void)snprintf(year, sizeof year, "%d", view_year(remind->report, remind->report->fiscal_year_be));
    view_date(&view, remind->report->as_of, day);
    msg_add(&subtitle, view.language, MSG_EXECUTIVE_YEAR, MSG_ARGS(year, day));
    buf_init(&foot, 0);
    view_named(&view, view.language, MSG_PREDICTION, &foot);
    view_done(&view);
    const struct html_a4 page = {.report = remind->report, .title = remind_words(MSG_EXECUTIVE_TITLE), .subtitle = subtitle.p, .made = remind->made, .foot = foot.p};
    html_a4_open(&h, &page, remind->language, out);
    executive_part(&h, remind);
    for (size_t i = 0; with_owners && i < remind->duties->n_owners; i++) {
        const struct duty_owner *owner = &remind->duties->owners[i];
        if (owner->n_fix + owner->n_look == 0)
            continue;
        html_raw(&h, "<section class=\"break\">\n");
        buf_clear(&subtitle);
        remind_add_owner(remind, owner, &subtitle);
        html_element(&h, "h2", NULL, subtitle.p);
        remind_html_owner_part(&h, remind, owner);
        html_raw(&h, "</section>\n");
    }
    html_a4_close(&h, &page);
    buf_done(&foot);
    buf_done(&subtitle);
}

void remind_html_executive(const struct remind *remind, struct buf *out)
{
    executive_page(remind, false, out);
}

void remind_html_all(const struct remind *remind, struct buf *out)
{
    executive_page(remind, true, out);
}
