/* watch_words.c - times, lengths and causes as people read them.
 * SPDX-License-Identifier: MIT
 */
#include "itas/watch_words.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "text/years.h"

enum { MINUTE_S = 60, HOUR_S = 3600, DAY_S = 86400, TEXT_SIZE = 64 };

void watch_day_words(enum msg_language language, int64_t utc_seconds, struct buf *out)
{
    char day[TEXT_SIZE];
    (language == MSG_EN ? years_date_en : years_date_th)(clock_date_bangkok(utc_seconds), day, sizeof day);
    (void)buf_add_c(out, day);
}

void watch_time_words(enum msg_language language, int64_t utc_seconds, struct buf *out)
{
    int hour, minute;
    clock_bangkok_hm(utc_seconds, &hour, &minute);
    watch_day_words(language, utc_seconds, out);
    (void)buf_addf(out, " %02d:%02d%s", hour, minute, language == MSG_EN ? "" : " น.");
}

static void add_unit(enum msg_language language, enum msg id, int64_t n, struct buf *out)
{
    char number[24];
    (void)snprintf(number, sizeof number, "%" PRId64, n);
    (void)buf_add_c(out, out->n && out->p[out->n - 1] != ' ' && out->p[out->n - 1] != '(' ? " " : "");
    msg_add(out, language, id, MSG_ARGS(number));
}

void watch_length_words(enum msg_language language, int64_t seconds, struct buf *out)
{
    struct buf words;
    int64_t minutes = (seconds + MINUTE_S / 2) / MINUTE_S, days = minutes * MINUTE_S / DAY_S, hours = minutes * MINUTE_S % DAY_S / HOUR_S;
    buf_init(&words, 0);
    if (days)
        add_unit(language, MSG_WATCH_DAYS, days, &words);
    if (hours)
        add_unit(language, MSG_WATCH_HOURS, hours, &words);
    if (minutes % MINUTE_S)
        add_unit(language, MSG_WATCH_MINUTES, minutes % MINUTE_S, &words);
    if (words.n == 0)
        (void)buf_add_c(&words, msg_in(language, MSG_WATCH_MOMENT));
    (void)buf_add_str(out, buf_str(&words));
    buf_done(&words);
}

enum msg watch_state_words(enum watch_state state)
{
    static const enum msg words[N_WATCH_STATES] = {[WATCH_OK] = MSG_WATCH_IS_OK, [WATCH_DOWN] = MSG_WATCH_IS_DOWN, [WATCH_GONE] = MSG_WATCH_IS_GONE,
                                                   [WATCH_CLOSED] = MSG_WATCH_IS_CLOSED, [WATCH_CHANGED] = MSG_WATCH_IS_CHANGED,
                                                   [WATCH_INSIDE] = MSG_WATCH_IS_INSIDE, [WATCH_BLOCKED] = MSG_WATCH_IS_BLOCKED, [WATCH_UNSEEN] = MSG_WATCH_IS_UNSEEN};
    return (unsigned)state < N_WATCH_STATES ? words[state] : MSG_WATCH_IS_UNSEEN;
}

void watch_cause_words(enum msg_language language, enum watch_state kind, enum oit_fault fault, int http_status, struct buf *out)
{
    const char *words = language == MSG_EN ? oit_fault_en(fault) : oit_fault_th(fault);
    if (kind != WATCH_DOWN || fault == FAULT_NONE || !words || !*words) /* what the other kinds are says more than the fault does */
        words = msg_in(language, watch_state_words(kind));
    (void)buf_add_c(out, words);
    if (fault == FAULT_HTTP)
        (void)buf_addf(out, " (%d)", http_status);
}

static bool is_listed(struct str items, struct str item)
{
    while (items.n > 0)
        if (str_eq(str_trim(str_cut(&items, ',')), item))
            return true;
    return false;
}

void watch_items_add(struct buf *items, const char *more)
{
    for (struct str rest = str_from(more); rest.n > 0;) {
        struct str item = str_trim(str_cut(&rest, ','));
        if (item.n && !is_listed(buf_str(items), item))
            (void)buf_addf(items, "%s%.*s", items->n ? ", " : "", STR_ARG(item));
    }
}
