/* html_availability.c - one A4: how much of the time the site could be opened, its outages, what nobody saw, the entered links.
 *
 * It has to stay one page for the file: the longest outages, gaps and the worst links stand here, all of them in the JSON and CSV.
 * SPDX-License-Identifier: MIT
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "itas/watch_words.h"
#include "report/availability.h"
#include "report/html_a4.h"

enum { TROUBLES_SHOWN = 6, GAPS_SHOWN = 3, LINKS_SHOWN = 4 };
static const double ALL = 100;

struct sheet {
    struct html h;
    const struct availability_page *page;
};

/* On a phone each row stands as a block, and each cell says its column. */
static void open_cell(struct sheet *s, enum msg column, const char *class)
{
    html_raw(&s->h, "<td");
    if (class) {
        html_raw(&s->h, " class=\"");
        html_raw(&s->h, class);
        html_raw(&s->h, "\"");
    }
    html_raw(&s->h, " data-head=\"");
    html_msg(&s->h, column);
    html_raw(&s->h, "\">");
}

static void cell(struct sheet *s, enum msg column, const char *class, const char *text)
{
    open_cell(s, column, class);
    html_text(&s->h, text);
    html_raw(&s->h, "</td>");
}

static void time_cell(struct sheet *s, enum msg column, int64_t at)
{
    struct buf text;
    buf_init(&text, 0);
    watch_time_words(s->h.view.language, at, &text);
    cell(s, column, "day", text.p);
    buf_done(&text);
}

static void length_words(struct sheet *s, int64_t seconds)
{
    struct buf text;
    buf_init(&text, 0);
    watch_length_words(s->h.view.language, seconds, &text);
    html_text(&s->h, text.p);
    buf_done(&text);
}

static void fact(struct sheet *s, enum msg id, int64_t seconds)
{
    if (seconds <= 0)
        return;
    html_raw(&s->h, "<dt>");
    html_msg(&s->h, id);
    html_raw(&s->h, "</dt><dd>");
    length_words(s, seconds);
    html_raw(&s->h, "</dd>");
}

static void home_part(struct sheet *s, const struct availability *a)
{
    char percent[16], number[24];
    availability_percent(a->percent, percent);
    html_raw(&s->h, "<section>\n<p class=\"big\">");
    if (isfinite(a->percent))
        html_msg_args(&s->h, MSG_AVAIL_PERCENT, MSG_ARGS(percent));
    else
        html_msg(&s->h, MSG_AVAIL_NO_PERCENT);
    html_raw(&s->h, "</p>\n<dl class=\"facts\">");
    fact(s, MSG_AVAIL_UP, a->up_s);
    fact(s, MSG_AVAIL_DOWN, a->down_s);
    fact(s, MSG_AVAIL_BRIEF, a->brief_s);
    fact(s, MSG_AVAIL_UNCLEAR, a->unclear_s);
    fact(s, MSG_AVAIL_UNWATCHED, a->unwatched_s);
    fact(s, MSG_AVAIL_LONGEST, a->longest_s);
    html_raw(&s->h, "<dt>");
    html_msg(&s->h, MSG_AVAIL_TRIES);
    html_raw(&s->h, "</dt><dd>");
    (void)snprintf(number, sizeof number, "%" PRIu32, a->n_tries);
    html_msg_args(&s->h, MSG_AVAIL_TIMES, MSG_ARGS(number));
    html_raw(&s->h, "</dd></dl>\n</section>\n");
}

/* --- outages -------------------------------------------------------------------------------------------------------------------------------- */

static int longest_first(const void *a, const void *b)
{
    const struct availability_trouble *const *x = a, *const *y = b;
    int64_t length_x = (*x)->until - (*x)->is.began_at, length_y = (*y)->until - (*y)->is.began_at;
    if ((*x)->is_home != (*y)->is_home)
        return (*x)->is_home ? -1 : 1; /* the site's before those of single links */
    return length_x > length_y ? -1 : length_x < length_y ? 1 : 0;
}

static int oldest_first(const void *a, const void *b)
{
    const struct availability_trouble *const *x = a, *const *y = b;
    return (*x)->is.began_at < (*y)->is.began_at ? -1 : (*x)->is.began_at > (*y)->is.began_at ? 1 : 0;
}

static void trouble_row(struct sheet *s, const struct availability_trouble *o)
{
    struct buf cause;
    buf_init(&cause, 0);
    watch_cause_words(s->h.view.language, o->is.kind, o->is.fault, o->is.http_status, &cause);
    html_raw(&s->h, "<tr>");
    time_cell(s, MSG_AVAIL_BEGAN, o->is.began_at);
    if (o->is.ended_at)
        time_cell(s, MSG_AVAIL_ENDED, o->is.ended_at);
    else
        cell(s, MSG_AVAIL_ENDED, "day", view_msg(&s->h.view, MSG_AVAIL_LASTS));
    open_cell(s, MSG_AVAIL_LENGTH, "day");
    length_words(s, o->until - o->is.began_at);
    html_raw(&s->h, "</td>");
    cell(s, MSG_AVAIL_CAUSE, NULL, cause.p);
    open_cell(s, MSG_AVAIL_WHERE, NULL);
    if (o->is_home)
        html_msg(&s->h, MSG_AVAIL_OF_SITE);
    else
        html_text(&s->h, o->items ? o->items : "");
    if (!o->is_home) {
        html_raw(&s->h, " ");
        html_link_on(&s->h, o->url, s->page->site_url);
    }
    html_raw(&s->h, "</td></tr>\n");
    buf_done(&cause);
}

static void more(struct sheet *s, enum msg id, size_t n)
{
    char number[24];
    if (n == 0)
        return;
    (void)snprintf(number, sizeof number, "%zu", n);
    html_raw(&s->h, "<p class=\"fine\">");
    html_msg_args(&s->h, id, MSG_ARGS(number));
    html_raw(&s->h, "</p>\n");
}

static void troubles_part(struct sheet *s)
{
    size_t n = s->page->n_troubles, shown = n < TROUBLES_SHOWN ? n : TROUBLES_SHOWN;
    html_raw(&s->h, "<section>\n");
    html_heading_msg(&s->h, 2, "outages", MSG_AVAIL_OUTAGES);
    if (n == 0) {
        html_element(&s->h, "p", NULL, view_msg(&s->h.view, MSG_AVAIL_NO_OUTAGES));
        html_raw(&s->h, "</section>\n");
        return;
    }
    const struct availability_trouble **order = calloc(n, sizeof *order);
    if (!order)
        return;
    for (size_t i = 0; i < n; i++)
        order[i] = &s->page->troubles[i];
    qsort(order, n, sizeof *order, longest_first);
    qsort(order, shown, sizeof *order, oldest_first);
    html_raw(&s->h, "<table class=\"stack\">\n<thead><tr>");
    html_a4_column(&s->h, MSG_AVAIL_BEGAN, NULL);
    html_a4_column(&s->h, MSG_AVAIL_ENDED, NULL);
    html_a4_column(&s->h, MSG_AVAIL_LENGTH, NULL);
    html_a4_column(&s->h, MSG_AVAIL_CAUSE, NULL);
    html_a4_column(&s->h, MSG_AVAIL_WHERE, NULL);
    html_raw(&s->h, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < shown; i++)
        trouble_row(s, order[i]);
    html_raw(&s->h, "</tbody></table>\n");
    more(s, MSG_AVAIL_MORE, n - shown);
    html_raw(&s->h, "</section>\n");
    free(order);
}

/* --- what nobody saw ------------------------------------------------------------------------------------------------------------------------ */

static int widest_first(const void *a, const void *b)
{
    const struct watch_gap *x = a, *y = b;
    int64_t wx = x->to - x->from, wy = y->to - y->from;
    return wx > wy ? -1 : wx < wy ? 1 : 0;
}

static int earliest_first(const void *a, const void *b)
{
    const struct watch_gap *x = a, *y = b;
    return x->from < y->from ? -1 : x->from > y->from ? 1 : 0;
}

static void gaps_part(struct sheet *s, const struct availability *a)
{
    size_t n = a->n_gaps, shown = n < GAPS_SHOWN ? n : GAPS_SHOWN;
    if (n == 0)
        return;
    struct watch_gap *gaps = calloc(n, sizeof *gaps);
    if (!gaps)
        return;
    memcpy(gaps, a->gaps, n * sizeof *gaps);
    qsort(gaps, n, sizeof *gaps, widest_first);
    qsort(gaps, shown, sizeof *gaps, earliest_first);
    html_raw(&s->h, "<section>\n");
    html_heading_msg(&s->h, 2, "gaps", MSG_AVAIL_GAPS);
    html_element(&s->h, "p", "fine", view_msg(&s->h.view, MSG_AVAIL_GAPS_MEAN));
    html_raw(&s->h, "<ul>\n");
    for (size_t i = 0; i < shown; i++) {
        struct buf text;
        buf_init(&text, 0);
        watch_time_words(s->h.view.language, gaps[i].from, &text);
        (void)buf_add_c(&text, " - ");
        watch_time_words(s->h.view.language, gaps[i].to, &text);
        (void)buf_add_c(&text, " (");
        watch_length_words(s->h.view.language, gaps[i].to - gaps[i].from, &text);
        (void)buf_add_c(&text, ")");
        html_element(&s->h, "li", NULL, text.p);
        buf_done(&text);
    }
    html_raw(&s->h, "</ul>\n");
    more(s, MSG_AVAIL_MORE, n - shown);
    html_raw(&s->h, "</section>\n");
    free(gaps);
}

/* --- links ----------------------------------------------------------------------------------------------------------------------------------- */

static double share_of(const struct availability_address *a)
{
    return isfinite(a->is.percent) ? a->is.percent : -1; /* what was never seen comes first */
}

static int worst_first(const void *a, const void *b)
{
    const struct availability_address *const *x = a, *const *y = b;
    bool bad_x = (*x)->last.state != WATCH_OK, bad_y = (*y)->last.state != WATCH_OK;
    if (share_of(*x) != share_of(*y))
        return share_of(*x) < share_of(*y) ? -1 : 1;
    return bad_x != bad_y ? (bad_x ? -1 : 1) : *x < *y ? -1 : 1;
}

static void link_row(struct sheet *s, const struct availability_address *a)
{
    char percent[16];
    availability_percent(a->is.percent, percent);
    html_raw(&s->h, "<tr>");
    cell(s, MSG_AVAIL_ITEM, NULL, a->items ? a->items : "");
    open_cell(s, MSG_AVAIL_LINK, NULL);
    html_link_on(&s->h, a->url, s->page->site_url);
    html_raw(&s->h, "</td>");
    cell(s, MSG_AVAIL_SHARE, "number", percent);
    cell(s, MSG_AVAIL_NOW, NULL, a->last.n_tries ? view_msg(&s->h.view, watch_state_words(a->last.state)) : "");
    html_raw(&s->h, "</tr>\n");
}

static void links_part(struct sheet *s)
{
    size_t n = s->page->n_addresses > 1 ? s->page->n_addresses - 1 : 0, n_good = 0, shown = 0;
    char all[24], good[24];
    const struct availability_address **order = n ? calloc(n, sizeof *order) : NULL;
    if (!order)
        return;
    for (size_t i = 0; i < n; i++) {
        order[i] = &s->page->addresses[i + 1];
        n_good += order[i]->is.percent >= ALL && order[i]->last.state == WATCH_OK;
    }
    qsort(order, n, sizeof *order, worst_first);
    (void)snprintf(all, sizeof all, "%zu", n);
    (void)snprintf(good, sizeof good, "%zu", n_good);
    html_raw(&s->h, "<section>\n");
    html_heading_msg(&s->h, 2, "links", MSG_AVAIL_LINKS);
    html_raw(&s->h, "<p>");
    html_msg_args(&s->h, MSG_AVAIL_LINKS_GOOD, MSG_ARGS(good, all));
    html_raw(&s->h, "</p>\n");
    if (n_good < n) {
        html_raw(&s->h, "<table class=\"stack\">\n<thead><tr>");
        html_a4_column(&s->h, MSG_AVAIL_ITEM, NULL);
        html_a4_column(&s->h, MSG_AVAIL_LINK, NULL);
        html_a4_column(&s->h, MSG_AVAIL_SHARE, "number");
        html_a4_column(&s->h, MSG_AVAIL_NOW, NULL);
        html_raw(&s->h, "</tr></thead>\n<tbody>\n");
        for (; shown < n - n_good && shown < LINKS_SHOWN; shown++)
            link_row(s, order[shown]);
        html_raw(&s->h, "</tbody></table>\n");
        more(s, MSG_WATCH_AND_MORE, n - n_good - shown);
    }
    html_raw(&s->h, "</section>\n");
    free(order);
}

void availability_html(const struct availability_page *page, enum report_language language, struct buf *out)
{
    static const struct oit_words roles[] = {{"ผู้จัดทำ", "prepared by"}, {"ผู้รับรอง", "certified by"}};
    struct sheet s = {.page = page};
    struct buf from, to, period;
    enum msg_language in = language == REPORT_EN ? MSG_EN : MSG_TH;
    buf_init(&from, 0);
    buf_init(&to, 0);
    buf_init(&period, 0);
    watch_time_words(in, page->from, &from);
    watch_time_words(in, page->to, &to);
    msg_add(&period, in, MSG_AVAIL_PERIOD, MSG_ARGS(from.p, to.p));
    const struct html_a4 paper = {.site_name = page->site_name ? page->site_name : "", .site_url = page->site_url, .title = {msg_th(MSG_AVAIL_TITLE), msg_en(MSG_AVAIL_TITLE)},
                                  .subtitle = period.p, .made = page->made};
    html_a4_open(&s.h, &paper, language, out);
    if (page->n_addresses)
        home_part(&s, &page->addresses[0].is);
    troubles_part(&s);
    if (page->n_addresses)
        gaps_part(&s, &page->addresses[0].is);
    links_part(&s);
    html_raw(&s.h, "<p class=\"note fine\">");
    html_msg(&s.h, MSG_AVAIL_METHOD);
    html_raw(&s.h, " - ");
    html_msg(&s.h, MSG_AVAIL_ONE_PLACE);
    html_raw(&s.h, "</p>\n");
    html_a4_signatures(&s.h, roles, sizeof roles / sizeof *roles);
    html_a4_close(&s.h, &paper);
    buf_done(&period);
    buf_done(&to);
    buf_done(&from);
}
