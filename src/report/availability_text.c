/* availability_text.c - the availability for a terminal or a mail.
 * SPDX-License-Identifier: MIT
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "itas/watch_words.h"
#include "report/availability.h"
#include "text/utf8.h"
#include "url/url.h"

enum { GAPS_SHOWN = 10, DIGITS = 100 };

struct text {
    const struct availability_page *page;
    enum msg_language language;
    struct buf *out;
};

void availability_percent(double percent, char ret_text[static 16])
{
    if (isfinite(percent))
        (void)snprintf(ret_text, 16, "%.2f", floor(percent * DIGITS + 1e-9) / DIGITS);
    else
        (void)snprintf(ret_text, 16, "-");
}

static void line(struct text *t, enum msg id, const char *const *args)
{
    msg_add(t->out, t->language, id, args);
    (void)buf_add_c(t->out, "\n");
}

static void outside(struct text *t, const char *words)
{
    utf8_terminal(str_from(words), t->out);
}

static void url(struct text *t, const char *address)
{
    struct buf readable;
    buf_init(&readable, 0);
    url_readable(str_from(address), &readable);
    outside(t, buf_str(&readable).p);
    buf_done(&readable);
}

static void amount(struct text *t, enum msg id, int64_t seconds)
{
    if (seconds <= 0)
        return;
    (void)buf_addf(t->out, "  %s ", msg_in(t->language, id));
    watch_length_words(t->language, seconds, t->out);
    (void)buf_add_c(t->out, "\n");
}

static void head(struct text *t)
{
    struct buf from, to;
    buf_init(&from, 0);
    buf_init(&to, 0);
    watch_time_words(t->language, t->page->from, &from);
    watch_time_words(t->language, t->page->to, &to);
    line(t, MSG_AVAIL_TITLE, MSG_ARGS(NULL));
    if (t->page->site_name) {
        outside(t, t->page->site_name);
        (void)buf_add_c(t->out, "  ");
    }
    url(t, t->page->site_url);
    (void)buf_add_c(t->out, "\n");
    line(t, MSG_AVAIL_PERIOD, MSG_ARGS(from.p, to.p));
    buf_done(&from);
    buf_done(&to);
}

static void home(struct text *t, const struct availability *a)
{
    char percent[16], number[24];
    availability_percent(a->percent, percent);
    (void)buf_add_c(t->out, "\n");
    if (isfinite(a->percent))
        line(t, MSG_AVAIL_PERCENT, MSG_ARGS(percent));
    else
        line(t, MSG_AVAIL_NO_PERCENT, MSG_ARGS(NULL));
    amount(t, MSG_AVAIL_UP, a->up_s);
    amount(t, MSG_AVAIL_DOWN, a->down_s);
    amount(t, MSG_AVAIL_BRIEF, a->brief_s);
    amount(t, MSG_AVAIL_UNCLEAR, a->unclear_s);
    amount(t, MSG_AVAIL_UNWATCHED, a->unwatched_s);
    amount(t, MSG_AVAIL_LONGEST, a->longest_s);
    (void)snprintf(number, sizeof number, "%" PRIu32, a->n_tries);
    (void)buf_addf(t->out, "  %s ", msg_in(t->language, MSG_AVAIL_TRIES));
    line(t, MSG_AVAIL_TIMES, MSG_ARGS(number));
}

static void trouble(struct text *t, const struct availability_trouble *o)
{
    (void)buf_add_c(t->out, "  ");
    watch_time_words(t->language, o->is.began_at, t->out);
    (void)buf_add_c(t->out, " - ");
    if (o->is.ended_at)
        watch_time_words(t->language, o->is.ended_at, t->out);
    else
        (void)buf_add_c(t->out, msg_in(t->language, MSG_AVAIL_LASTS));
    (void)buf_add_c(t->out, "  (");
    watch_length_words(t->language, o->until - o->is.began_at, t->out);
    (void)buf_add_c(t->out, ")  ");
    watch_cause_words(t->language, o->is.kind, o->is.fault, o->is.http_status, t->out);
    (void)buf_addf(t->out, "  %s ", o->is_home ? msg_in(t->language, MSG_AVAIL_OF_SITE) : o->items ? o->items : "");
    if (!o->is_home)
        url(t, o->url);
    (void)buf_add_c(t->out, "\n");
}

static void gaps(struct text *t, const struct availability *a)
{
    char number[24];
    if (a->n_gaps == 0)
        return;
    (void)buf_addf(t->out, "\n%s (%s)\n", msg_in(t->language, MSG_AVAIL_GAPS), msg_in(t->language, MSG_AVAIL_GAPS_MEAN));
    for (size_t i = 0; i < a->n_gaps && i < GAPS_SHOWN; i++) {
        (void)buf_add_c(t->out, "  ");
        watch_time_words(t->language, a->gaps[i].from, t->out);
        (void)buf_add_c(t->out, " - ");
        watch_time_words(t->language, a->gaps[i].to, t->out);
        (void)buf_add_c(t->out, "\n");
    }
    (void)snprintf(number, sizeof number, "%zu", a->n_gaps > GAPS_SHOWN ? a->n_gaps - GAPS_SHOWN : 0);
    if (a->n_gaps > GAPS_SHOWN)
        line(t, MSG_AVAIL_MORE, MSG_ARGS(number));
}

static void links(struct text *t)
{
    if (t->page->n_addresses < 2)
        return;
    (void)buf_addf(t->out, "\n%s\n", msg_in(t->language, MSG_AVAIL_LINKS));
    for (size_t i = 1; i < t->page->n_addresses; i++) {
        const struct availability_address *a = &t->page->addresses[i];
        char percent[16];
        availability_percent(a->is.percent, percent);
        (void)buf_addf(t->out, "  %7s  %s  ", percent, a->items ? a->items : "");
        url(t, a->url);
        if (a->last.n_tries)
            (void)buf_addf(t->out, "  (%s)", msg_in(t->language, watch_state_words(a->last.state)));
        (void)buf_add_c(t->out, "\n");
    }
}

void availability_text(const struct availability_page *page, enum report_language language, struct buf *out)
{
    struct text t = {.page = page, .language = language == REPORT_EN ? MSG_EN : MSG_TH, .out = out};
    head(&t);
    if (page->n_addresses)
        home(&t, &page->addresses[0].is);
    (void)buf_addf(out, "\n%s\n", msg_in(t.language, MSG_AVAIL_OUTAGES));
    for (size_t i = 0; i < page->n_troubles; i++)
        trouble(&t, &page->troubles[i]);
    if (page->n_troubles == 0)
        (void)buf_addf(out, "  %s\n", msg_in(t.language, MSG_AVAIL_NO_OUTAGES));
    if (page->n_addresses)
        gaps(&t, &page->addresses[0].is);
    links(&t);
    (void)buf_addf(out, "\n%s\n%s\n", msg_in(t.language, MSG_AVAIL_METHOD), msg_in(t.language, MSG_AVAIL_ONE_PLACE));
}
