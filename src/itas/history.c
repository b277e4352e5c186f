/* history.c - what became of each item over a time.
 * SPDX-License-Identifier: MIT
 */
#include "itas/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

const char *history_outcome_name(enum history_outcome outcome)
{
    static const char *const names[] = {
#define X(enumerator, name) name,
        HISTORY_OUTCOMES(X)
#undef X
    };
    return outcome < N_HISTORY_OUTCOMES ? names[outcome] : names[HISTORY_OPEN];
}

void history_begin(struct history *history, struct arena *arena, int64_t from, int64_t to)
{
    *history = (struct history){.arena = arena, .from = from, .to = to};
}

void history_done(struct history *history)
{
    free(history->items);
    free(history->events);
    free(history->checks);
    *history = (struct history){0};
}

static const char *keep(struct history *h, const char *text)
{
    return text ? arena_text(h->arena, str_from(text)) : NULL;
}

static struct oit_words keep_words(struct history *h, struct oit_words words)
{
    return (struct oit_words){keep(h, words.th), keep(h, words.en)};
}

static bool same_text(const char *a, const char *b)
{
    return str_eq(str_from(a), str_from(b));
}

/* By which criteria and which version a report was made, as one text. */
static const char *rules_of(struct history *h, const struct oit_report *report)
{
    return arena_printf(h->arena, "%s %s %s", report->rules.sha256 ? report->rules.sha256 : "", report->rules.revision ? report->rules.revision : "",
                        report->tool.version ? report->tool.version : "").p;
}

static struct history_item *item_of(struct history *h, const struct oit_item *item)
{
    for (size_t i = 0; i < h->n_items; i++)
        if (same_text(h->items[i].code, item->code))
            return &h->items[i];
    MEM_GROW(h->items, h->n_items, h->items_capacity);
    h->items[h->n_items] = (struct history_item){.code = keep(h, item->code), .title = keep_words(h, item->title)};
    return &h->items[h->n_items++];
}

static void add_event(struct history *h, struct history_item *item, enum compare_kind kind, const struct history_state *now)
{
    MEM_GROW(h->events, h->n_events, h->events_capacity);
    h->events[h->n_events++] =
        (struct history_event){.at = now->at, .code = item->code, .title = item->title, .kind = kind, .before = item->sure.label, .after = now->label};
    if (kind == COMPARE_WORSENED) {
        item->n_lost++;
        item->lost_at = now->at;
    } else if (kind == COMPARE_IMPROVED) {
        item->n_repaired++;
        item->repaired_at = now->at;
    }
    item->is_changed_by_rules = kind == COMPARE_RULES;
}

static int height(enum oit_status status)
{
    return status == OIT_PUBLISHED ? 2 : status == OIT_PARTIAL ? 1 : 0;
}

static struct history_check check_of(struct history *h, const struct oit_report *report, const char *run, int64_t started)
{
    struct history_check check = {.id = keep(h, run), .started = started, .is_cut = compare_is_cut(report), .low = report->score.low, .high = report->score.high};
    for (size_t i = 0; i < report->n_items; i++) {
        check.n_published += report->items[i].status == OIT_PUBLISHED;
        check.n_partial += report->items[i].status == OIT_PARTIAL;
        check.n_missing += report->items[i].status == OIT_MISSING;
        check.n_unknown += report->items[i].status == OIT_UNKNOWN;
    }
    return check;
}

/* Is the document of an item that rose under other criteria newer than the day it was last known to lack? Then the site did it. */
static bool is_newly_made(const struct oit_item *item, int64_t since)
{
    char day[21];
    clock_iso_utc(since + 7 * 3600, day); /* the day in Bangkok */
    for (size_t i = 0; i < item->n_evidence; i++)
        if (item->evidence[i].last_modified && strncmp(item->evidence[i].last_modified, day, 10) > 0)
            return true;
    return false;
}

static void feed_item(struct history *h, const struct oit_item *said, const char *rules, bool is_cut, bool is_within, int64_t at)
{
    struct history_item *item = item_of(h, said);
    bool is_not_due = compare_is_not_due(said), is_sure = said->status == OIT_PUBLISHED || (said->status != OIT_UNKNOWN && !is_cut);
    if (is_cut && said->status != OIT_PUBLISHED)
        return; /* it says nothing */
    struct history_state now = {.is_known = true, .status = said->status, .label = keep_words(h, said->label), .at = at};
    if (is_within && is_sure && item->sure.is_known && height(now.status) != height(item->sure.status)) {
        bool is_up = height(now.status) > height(item->sure.status);
        bool is_by_rules = !same_text(rules, item->sure_rules) && !(is_up ? is_newly_made(said, item->sure.at) : said->n_reasons && said->reasons[0].code == REASON_DEAD_LINK);
        add_event(h, item, is_by_rules ? COMPARE_RULES : is_up ? COMPARE_IMPROVED : COMPARE_WORSENED, &now);
    }
    if (!is_within || !item->start.is_known)
        item->start = now;
    item->end = now;
    item->was_not_due = is_not_due;
    if (now.status == OIT_PUBLISHED && !item->first_complete_at)
        item->first_complete_at = at;
    if (is_sure) {
        item->sure = now;
        item->sure_rules = rules;
    }
}

void history_feed(struct history *h, const struct oit_report *report, const char *run, int64_t started)
{
    bool is_within = started >= h->from;
    if (started >= h->to)
        return;
    struct history_check check = check_of(h, report, run, started);
    const char *rules = rules_of(h, report);
    if (is_within) {
        size_t n = h->n_checks;
        MEM_GROW(h->checks, n, h->checks_capacity);
        h->checks[h->n_checks++] = check;
        h->n_cut += check.is_cut;
        h->n_other_rules += h->last_rules && !same_text(h->last_rules, rules);
    }
    if (!is_within || !h->first.id || (h->first.is_cut && h->first.started >= h->from && !check.is_cut))
        h->first = check;
    if (!check.is_cut || !h->last.id || h->last.is_cut) /* a check that was cut short is no state at the end where there is a whole one */
        h->last = check;
    h->last_rules = rules;
    for (size_t i = 0; i < h->n_items; i++)
        h->items[i].is_listed = false;
    for (size_t i = 0; i < report->n_items; i++) {
        feed_item(h, &report->items[i], rules, check.is_cut, is_within, started);
        item_of(h, &report->items[i])->is_listed = true;
    }
}

static enum history_outcome outcome_of(const struct history_item *item)
{
    bool at_start = item->start.is_known && item->start.status == OIT_PUBLISHED, at_end = item->end.is_known && item->end.status == OIT_PUBLISHED;
    if (at_end && at_start)
        return item->n_lost ? HISTORY_RECOVERED : HISTORY_KEPT;
    if (item->was_not_due && !at_end)
        return HISTORY_NOT_DUE;
    if (!item->end.is_known || item->end.status == OIT_UNKNOWN)
        return HISTORY_UNREAD;
    if (item->is_changed_by_rules && at_end != at_start)
        return HISTORY_RULES;
    return at_end ? HISTORY_REPAIRED : at_start ? HISTORY_LOST : HISTORY_OPEN;
}

void history_end(struct history *h)
{
    size_t n = 0;
    for (size_t i = 0; i < h->n_items; i++) { /* items that only an older list had are left out */
        if (!h->items[i].is_listed)
            continue;
        h->items[n] = h->items[i];
        h->items[n].outcome = outcome_of(&h->items[n]);
        h->counts[h->items[n].outcome]++;
        n++;
    }
    h->n_items = n;
}
