/* remind_text.c - a reminder as plain text, for a chat: no markup, at most 15 lines, what to do first.
 *
 * The fewer items, the more is said of each: three lines, two, one; what does not fit is named by its code.
 * SPDX-License-Identifier: MIT
 */
#include "remind.h"

#include <stdio.h>

#include "text/utf8.h"
#include "view.h"

enum {
    ROOM = REMIND_MAX_LINES - 4, /* lines for items: beside them stand whom, what about, the stage, whom to answer */
    TITLE_BYTES = 180, STATE_BYTES = 300, ACTION_BYTES = 600, CODES_BYTES = 240, URL_BYTES = 600,
};

static void add_cut(struct buf *out, struct str text, size_t max_bytes)
{
    struct str part = utf8_prefix(text, max_bytes);
    (void)buf_add_str(out, part);
    if (part.n < text.n)
        (void)buf_add_c(out, "…");
}

/* One line of the text: whatever comes from outside stays on it. */
static void put_line(struct buf *out, struct buf *line)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(buf_str(line), &clean);
    (void)buf_add_str(out, buf_str(&clean));
    (void)buf_add_char(out, '\n');
    buf_done(&clean);
    buf_clear(line);
}

static void number(size_t n, char ret_text[static VIEW_TEXT_SIZE])
{
    (void)snprintf(ret_text, VIEW_TEXT_SIZE, "%zu", n);
}

static void entered_state(const struct view *view, const struct duty *duty, struct buf *out)
{
    msg_add(out, view->language, MSG_REMIND_ENTERED, MSG_ARGS(view_words(view, duty->item->entered.label)));
}

void remind_state(const struct view *view, const struct duty *duty, struct buf *out)
{
    const struct oit_officer *officer = &duty->item->officer;
    const char *note = officer->words[OFFICER_NOTE];
    bool is_rejected = officer->decision == DECISION_REJECT && !officer->is_outdated;
    if (duty->kind == DUTY_LINK)
        entered_state(view, duty, out);
    else if (is_rejected && note && *note)
        msg_add(out, view->language, MSG_REMIND_REJECTED_WHY, MSG_ARGS(note));
    else if (is_rejected)
        msg_add(out, view->language, MSG_REMIND_REJECTED, NULL);
    else if (duty->kind == DUTY_LOOK && officer->is_outdated && duty->item->status == OIT_PUBLISHED)
        msg_add(out, view->language, MSG_REMIND_OUTDATED, NULL);
    else
        (void)buf_add_c(out, view_label(view, duty->item));
}

void remind_action(const struct view *view, const struct duty *duty, struct buf *out)
{
    const char *advice = view_words(view, duty->item->advice);
    if (duty->kind == DUTY_LINK)
        (void)buf_add_c(out, view_msg(view, MSG_REMIND_ENTERED_DO));
    else if (*advice && duty->kind != DUTY_DONE)
        (void)buf_add_c(out, advice);
    else if (duty->kind == DUTY_LOOK)
        (void)buf_add_c(out, view_msg(view, MSG_REMIND_LOOK_DO));
}

const char *remind_link(const struct remind *remind, const struct duty *duty)
{
    const struct oit_entered *entered = &duty->item->entered;
    if (duty->kind == DUTY_LINK && entered->n_urls && view_is_link(entered->urls[0].url))
        return entered->urls[0].url;
    return view_link(remind->report, duty->item);
}

void remind_due(const struct view *view, const char *due, struct buf *out)
{
    char day[VIEW_TEXT_SIZE];
    long days;
    view_date(view, due, day);
    (void)buf_add_c(out, day);
    if (view_days_left(view->report, due, &days)) {
        (void)buf_add_c(out, " (");
        view_days(view, days, out);
        (void)buf_add_char(out, ')');
    }
}

static void add_set(const struct view *view, const struct needed *needed, size_t set, struct buf *out)
{
    for (size_t k = 0; k < needed->n_items; k++) {
        const struct oit_item *item = &view->report->items[needed->sets[set * needed->n_items + k]];
        const char *code = item->code ? item->code : "";
        (void)buf_add_c(out, k ? "+" : "");
        if (item->status == OIT_UNKNOWN)
            msg_add(out, view->language, MSG_NEEDED_LOOK_MARK, MSG_ARGS(code));
        else
            (void)buf_add_c(out, code);
    }
}

static void add_ways(const struct view *view, const struct needed *needed, size_t n_shown, struct buf *out)
{
    for (size_t i = 0; i < needed->n_sets && i < n_shown; i++) {
        if (i && needed->n_items == 1)
            (void)buf_add_c(out, ", ");
        else if (i)
            (void)buf_addf(out, " %s ", view_msg(view, MSG_NEEDED_OR));
        add_set(view, needed, i, out);
    }
}

void remind_needed(const struct view *view, const struct needed *needed, struct buf *out)
{
    enum { SHOWN_ONES = 12, SHOWN_SETS = 3 };
    char target[VIEW_TEXT_SIZE], best[VIEW_TEXT_SIZE], high[VIEW_TEXT_SIZE], count[VIEW_TEXT_SIZE], ways[VIEW_TEXT_SIZE];
    const char *score = needed->is_ita ? "ITA" : view_score_name(view);
    struct buf sets;
    buf_init(&sets, 0);
    view_points(needed->target, target);
    view_points(needed->best, best);
    view_points(needed->high, high);
    number(needed->n_items == 1 ? needed->n_all_sets : needed->n_items, count);
    number(needed->n_all_sets, ways);
    add_ways(view, needed, needed->n_items == 1 ? SHOWN_ONES : SHOWN_SETS, &sets);
    if (needed->n_items == 1 && needed->n_all_sets > SHOWN_ONES)
        (void)buf_add_c(&sets, " …");
    const char *list = sets.p ? sets.p : "";
    switch (needed->kind) {
    case NEEDED_NOTHING:
        msg_add(out, view->language, MSG_NEEDED_REACHED, MSG_ARGS(score, target));
        break;
    case NEEDED_OUT_OF_REACH:
        msg_add(out, view->language, needed->is_ita ? MSG_NEEDED_BEYOND_ITA : MSG_NEEDED_BEYOND, MSG_ARGS(needed->is_ita ? "IIT, EIT" : score, best, target));
        break;
    case NEEDED_SOME:
        msg_add(out, view->language,
                needed->n_items > 1 ? (needed->n_all_sets == 1 ? MSG_NEEDED_SETS_ONLY : MSG_NEEDED_SETS) : needed->n_all_sets > 1 ? MSG_NEEDED_ANY_ONE : MSG_NEEDED_ONLY_ONE,
                MSG_ARGS(count, score, target, list));
        if (needed->n_items > 1 && needed->n_all_sets > SHOWN_SETS) {
            (void)buf_add_char(out, ' ');
            msg_add(out, view->language, MSG_NEEDED_N_WAYS, MSG_ARGS(ways));
        }
        if (needed->high >= needed->target) {
            (void)buf_add_c(out, "; ");
            msg_add(out, view->language, MSG_NEEDED_MAYBE, MSG_ARGS(score, high));
        }
        break;
    }
    buf_done(&sets);
}

/* --- the text ----------------------------------------------------------------------------------------------------------------- */

static void head(const struct view *view, const struct duty_owner *owner, struct buf *line, struct buf *out)
{
    char year[VIEW_TEXT_SIZE], day[VIEW_TEXT_SIZE], fix[VIEW_TEXT_SIZE], look[VIEW_TEXT_SIZE];
    const char *name = owner->is_nobody ? view_msg(view, MSG_REMIND_NOBODY) : owner->name;
    if (owner->contact && *owner->contact)
        msg_add(line, view->language, MSG_REMIND_TO_CONTACT, MSG_ARGS(name, owner->contact));
    else
        msg_add(line, view->language, MSG_REMIND_TO, MSG_ARGS(name));
    put_line(out, line);
    struct buf open;
    buf_init(&open, 0);
    number(owner->n_fix, fix);
    number(owner->n_look, look);
    if (owner->n_fix)
        msg_add(&open, view->language, MSG_REMIND_N_FIX, MSG_ARGS(fix));
    if (owner->n_look) {
        (void)buf_add_c(&open, owner->n_fix ? ", " : "");
        msg_add(&open, view->language, MSG_REMIND_N_LOOK, MSG_ARGS(look));
    }
    if (!open.n) {
        char all[VIEW_TEXT_SIZE], later[VIEW_TEXT_SIZE];
        number(owner->n_duties, all);
        number(owner->n_later, later);
        msg_add(&open, view->language, owner->n_later ? MSG_REMIND_ALL_LATER : MSG_REMIND_ALL_DONE, MSG_ARGS(all, later));
    }
    (void)snprintf(year, sizeof year, "%d", view_year(view->report, view->report->fiscal_year_be));
    view_date(view, view->report->as_of, day);
    msg_add(line, view->language, MSG_REMIND_ABOUT, MSG_ARGS(year, day, buf_str(&open).p, view_score_name(view)));
    buf_done(&open);
    put_line(out, line);
}

static void add_state(const struct view *view, const struct duty *duty, size_t at, struct buf *line)
{
    struct buf state;
    buf_init(&state, 0);
    (void)buf_addf(line, "%zu) %s ", at + 1, duty->item->code ? duty->item->code : "");
    add_cut(line, str_from(view_words(view, duty->item->title)), TITLE_BYTES);
    (void)buf_add_c(line, ": ");
    remind_state(view, duty, &state);
    add_cut(line, buf_str(&state), STATE_BYTES);
    buf_done(&state);
}

static void add_action(const struct view *view, const struct duty *duty, struct buf *line)
{
    struct buf action, cut;
    buf_init(&action, 0);
    buf_init(&cut, 0);
    remind_action(view, duty, &action);
    add_cut(&cut, buf_str(&action), ACTION_BYTES);
    if (cut.n)
        msg_add(line, view->language, MSG_REMIND_DO, MSG_ARGS(cut.p));
    buf_done(&action);
    buf_done(&cut);
}

static void add_link_and_due(const struct remind *remind, const struct view *view, const struct duty *duty, struct buf *line)
{
    const char *url = remind_link(remind, duty);
    struct buf due;
    buf_init(&due, 0);
    if (duty->due) {
        remind_due(view, duty->due, &due);
        msg_add(line, view->language, MSG_REMIND_DUE, MSG_ARGS(due.p));
    }
    if (url && strlen(url) <= URL_BYTES) { /* last: a chat takes what stands behind a URL into it */
        (void)buf_add_c(line, line->n ? " " : "");
        msg_add(line, view->language, MSG_REMIND_SEE, MSG_ARGS(url));
    }
    buf_done(&due);
}

/* lines: 3, 2 or 1 of each item. */
static void one_duty(const struct remind *remind, const struct view *view, const struct duty *duty, size_t at, size_t lines, struct buf *line, struct buf *out)
{
    struct buf part;
    buf_init(&part, 0);
    add_state(view, duty, at, line);
    if (lines == 1 && duty->due) {
        remind_due(view, duty->due, &part);
        (void)buf_add_c(line, " - ");
        msg_add(line, view->language, MSG_REMIND_DUE, MSG_ARGS(part.p));
    }
    put_line(out, line);
    buf_clear(&part);
    if (lines >= 2)
        add_action(view, duty, &part);
    if (lines >= 3 && part.n) {
        (void)buf_addf(line, "   %s", part.p);
        put_line(out, line);
        buf_clear(&part);
    }
    if (lines >= 2) {
        (void)buf_add_c(&part, part.n ? " " : "");
        add_link_and_due(remind, view, duty, &part);
    }
    if (part.n && str_trim(buf_str(&part)).n) {
        (void)buf_addf(line, "   %s", part.p);
        put_line(out, line);
    }
    buf_done(&part);
}

static void rest(const struct view *view, const struct duty_owner *owner, size_t from, size_t to, struct buf *line, struct buf *out)
{
    char count[VIEW_TEXT_SIZE];
    struct buf codes, cut;
    buf_init(&codes, 0);
    buf_init(&cut, 0);
    for (size_t i = from; i < to; i++)
        (void)buf_addf(&codes, "%s%s", i > from ? " " : "", owner->duties[i].item->code ? owner->duties[i].item->code : "");
    add_cut(&cut, buf_str(&codes), CODES_BYTES);
    number(to - from, count);
    msg_add(line, view->language, MSG_REMIND_MORE, MSG_ARGS(count, cut.p));
    put_line(out, line);
    buf_done(&codes);
    buf_done(&cut);
}

static void tail(const struct view *view, const struct duty_owner *owner, struct buf *line, struct buf *out)
{
    if (view->report->stage.id) {
        view_stage(view, line);
        put_line(out, line);
    }
    if (owner->coordinator)
        msg_add(line, view->language, MSG_REMIND_SEND_TO, MSG_ARGS(owner->coordinator));
    else
        msg_add(line, view->language, MSG_REMIND_SEND_BACK, NULL);
    put_line(out, line);
}

void remind_text(const struct remind *remind, const struct duty_owner *owner, struct buf *out)
{
    struct view view;
    struct buf line;
    buf_init(&line, 0);
    view_init(&view, remind->report, remind->language);
    size_t n_open = owner->n_fix + owner->n_look;
    size_t lines = n_open * 3 <= ROOM ? 3 : n_open * 2 <= ROOM ? 2 : 1;
    size_t n_shown = n_open <= ROOM ? n_open : ROOM - 1;
    head(&view, owner, &line, out);
    for (size_t i = 0; i < n_shown; i++)
        one_duty(remind, &view, &owner->duties[i], i, lines, &line, out);
    if (n_shown < n_open)
        rest(&view, owner, n_shown, n_open, &line, out);
    if (n_open)
        tail(&view, owner, &line, out);
    view_done(&view);
    buf_done(&line);
}
