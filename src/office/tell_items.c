/* tell_items.c - which items got worse or better, and which cannot be read any more: on the site, and behind the links entered in ITAS.
 *
 * The settled status of an item is what everybody knows. A loss is told when it was seen in TELL_WORSE_RUNS checks in a row; what cannot be read is no loss and is
 * told apart after TELL_UNREAD_RUNS; a gain is told at once. What another edition of rules or program has changed (itas/compare.h) settles without alarm. A check
 * that was cut short, or saw suspiciously little, proves no loss: it neither counts nor takes back what others have counted.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "office/tell_parts.h"

enum group { GROUP_NONE, GROUP_WORSE, GROUP_UNREAD, GROUP_RULES, GROUP_BETTER };

struct verdict {
    enum group group;
    enum oit_status was;
};

/* What is followed: topics of its rows, and how an item stands in it. */
struct track {
    const char *settled, *worse, *unread;
    bool is_entered;
};
static const struct track site_track = {"item", "worse", "unread", false};
static const struct track entered_track = {"entered", "entered-worse", "entered-unread", true};

static enum oit_status status_in(const struct track *track, const struct oit_item *item)
{
    return track->is_entered ? item->entered.status : item->status;
}

/* Links entered anew begin anew. */
static const char *key_in(struct tell *t, const struct track *track, const struct oit_item *item)
{
    const char *key = tell_state_key(t->state, t->report->fiscal_year_be, item->code);
    return track->is_entered ? arena_printf(&t->state->arena, "%s/%s", key, t->report->submission.id).p : key;
}

static int rank(enum oit_status status)
{
    return status == OIT_PUBLISHED ? 3 : status == OIT_PARTIAL ? 2 : status == OIT_MISSING ? 1 : 0;
}

static enum oit_status status_from(struct str name)
{
    for (int i = OIT_PUBLISHED; i < OIT_UNKNOWN; i++)
        if (str_eq_c(name, oit_status_name((enum oit_status)i)))
            return (enum oit_status)i;
    return OIT_UNKNOWN;
}

static enum compare_kind kind_of(const struct tell *t, const struct oit_item *item)
{
    for (size_t i = 0; t->change && i < t->change->n_items; i++)
        if (t->change->items[i].after == item)
            return t->change->items[i].kind;
    return COMPARE_SAME;
}

/* Which criteria and program judged: what they changed is no loss, also where `assess` has judged the stored checks anew in between. */
static const char *basis_of(struct tell *t)
{
    return arena_printf(&t->state->arena, "%s %s", t->report->rules.sha256 ? t->report->rules.sha256 : "", t->report->tool.version ? t->report->tool.version : "").p;
}

static bool is_by_rules(const struct tell *t, const struct track *track, const struct oit_item *item, const char *key, bool is_other_basis)
{
    enum compare_kind kind = track->is_entered ? COMPARE_SAME : kind_of(t, item);
    return kind == COMPARE_RULES || (is_other_basis && kind == COMPARE_SAME && !tell_state_get(t->state, track->worse, key));
}

static void settle(struct tell *t, const struct track *track, const char *key, enum oit_status status, enum oit_status told_from)
{
    const char *name = oit_status_name(status);
    if (told_from != status)
        name = arena_printf(&t->state->arena, "%s<%s", name, oit_status_name(told_from)).p;
    tell_state_set(t->state, track->settled, key, name, 1);
    tell_state_drop(t->state, track->worse, key);
    tell_state_drop(t->state, track->unread, key);
}

static int64_t count_one_more(struct tell *t, const char *topic, const char *key, const char *state)
{
    const struct store_told *row = tell_state_get(t->state, topic, key);
    int64_t n = (row ? row->count : 0) + 1;
    tell_state_set(t->state, topic, key, state, n);
    return n;
}

static struct verdict unread(struct tell *t, const struct track *track, const char *key, enum oit_status settled)
{
    if (settled != OIT_PUBLISHED && settled != OIT_PARTIAL)
        return (struct verdict){GROUP_NONE, settled};
    bool is_due = count_one_more(t, track->unread, key, "unknown") == TELL_UNREAD_RUNS;
    return (struct verdict){is_due ? GROUP_UNREAD : GROUP_NONE, settled};
}

static struct verdict worse(struct tell *t, const struct track *track, const char *key, enum oit_status settled, enum oit_status now)
{
    tell_state_drop(t->state, track->unread, key);
    if (t->is_doubtful || (!track->is_entered && compare_is_cut(t->report))) /* each entered link is looked at by itself */
        return (struct verdict){GROUP_NONE, settled};
    if (count_one_more(t, track->worse, key, oit_status_name(now)) < TELL_WORSE_RUNS)
        return (struct verdict){GROUP_NONE, settled};
    settle(t, track, key, now, settled);
    return (struct verdict){GROUP_WORSE, settled};
}

/* As it was: whoever was told that it could not be read hears that it can. */
static struct verdict same(struct tell *t, const struct track *track, const char *key, enum oit_status settled)
{
    const struct store_told *unread_row = tell_state_get(t->state, track->unread, key);
    bool was_told = unread_row && unread_row->count >= TELL_UNREAD_RUNS;
    tell_state_drop(t->state, track->worse, key);
    tell_state_drop(t->state, track->unread, key);
    return (struct verdict){was_told ? GROUP_BETTER : GROUP_NONE, was_told ? OIT_UNKNOWN : settled};
}

static struct verdict look_at(struct tell *t, const struct track *track, const struct oit_item *item, bool is_other_basis)
{
    const char *key = key_in(t, track, item);
    struct str rest = str_from(tell_state_text(t->state, track->settled, key));
    bool is_new = rest.p == NULL;
    enum oit_status settled = status_from(str_cut(&rest, '<')), now = status_in(track, item);
    bool is_left_out = item->officer.decision == DECISION_NOT_APPLICABLE && !item->officer.is_outdated;
    if (is_new || is_left_out || (compare_is_not_due(item) && settled != OIT_UNKNOWN)) {
        settle(t, track, key, now, now);
        return (struct verdict){GROUP_NONE, now};
    }
    if (now != settled && is_by_rules(t, track, item, key, is_other_basis)) {
        settle(t, track, key, now, now);
        return (struct verdict){GROUP_RULES, settled};
    }
    if (now == settled)
        return same(t, track, key, settled);
    if (now == OIT_UNKNOWN)
        return unread(t, track, key, settled);
    if (rank(now) > rank(settled) && (settled != OIT_UNKNOWN || now == OIT_PUBLISHED)) {
        settle(t, track, key, now, now);
        return (struct verdict){GROUP_BETTER, settled};
    }
    if (settled == OIT_UNKNOWN && !track->is_entered) { /* nobody knew of anything that could be lost: the first check was cut, or could not read it */
        if (!t->is_doubtful)
            settle(t, track, key, now, now);
        return (struct verdict){GROUP_NONE, settled};
    }
    return worse(t, track, key, settled, now);
}

static void add_codes(const struct oit_report *report, const struct verdict *verdicts, enum group group, size_t n_skip, struct buf *out)
{
    for (size_t i = 0; i < report->n_items; i++) {
        if (verdicts[i].group != group)
            continue;
        if (n_skip) {
            n_skip--;
            continue;
        }
        (void)buf_addf(out, "%s%s", out->n ? " " : "", report->items[i].code);
    }
}

static void list_items(struct tell *t, const struct track *track, const struct verdict *verdicts, enum group group, size_t n, enum msg head, size_t n_shown, const char *event)
{
    const struct oit_report *report = t->report;
    char count[24];
    size_t n_done = 0;
    if (n == 0)
        return;
    (void)snprintf(count, sizeof count, "%zu", n);
    tell_add(&t->lines, head, MSG_ARGS(count), MSG_ARGS(count));
    for (size_t i = 0; i < report->n_items; i++) {
        if (verdicts[i].group != group)
            continue;
        event_log_add(&t->log, event, EVENT_PAIRS("item", report->items[i].code, "from", oit_status_name(verdicts[i].was), "to", oit_status_name(status_in(track, &report->items[i]))));
        if (n_done++ < n_shown)
            tell_item_line(&t->lines, &report->items[i], tell_status_words(verdicts[i].was), track->is_entered ? report->items[i].entered.label : report->items[i].label);
    }
    if (n > n_shown) {
        struct buf codes;
        buf_init(&codes, 0);
        add_codes(report, verdicts, group, n_shown, &codes);
        (void)snprintf(count, sizeof count, "%zu", n - n_shown);
        tell_add(&t->lines, MSG_TELL_AND_ITEMS, MSG_ARGS(count, codes.p), MSG_ARGS(count, codes.p));
        buf_done(&codes);
    }
}

static void list_codes(struct tell *t, const struct verdict *verdicts, enum group group, size_t n, enum msg line, const char *event)
{
    struct buf codes;
    char count[24];
    if (n == 0)
        return;
    buf_init(&codes, 0);
    add_codes(t->report, verdicts, group, 0, &codes);
    (void)snprintf(count, sizeof count, "%zu", n);
    tell_add(&t->lines, line, MSG_ARGS(count, codes.p), MSG_ARGS(count, codes.p));
    event_log_add(&t->log, event, EVENT_PAIRS("items", codes.p));
    buf_done(&codes);
}

/* A look at a few items, or at few pages, is no check of the site. */
static bool is_partial_look(const struct oit_report *report)
{
    const char *reason = report->run.stop_reason;
    return reason && (strcmp(reason, "only") == 0 || strcmp(reason, "quick") == 0);
}

static void look_at_all(struct tell *t, const struct track *track, bool is_other_basis, struct verdict *ret_verdicts, size_t ret_n[static GROUP_BETTER + 1])
{
    for (size_t i = 0; i < t->report->n_items; i++) {
        const struct oit_item *item = &t->report->items[i];
        ret_verdicts[i] = !track->is_entered || item->entered.is_known ? look_at(t, track, item, is_other_basis) : (struct verdict){GROUP_NONE, item->status};
        ret_n[ret_verdicts[i].group]++;
    }
}

/* Assessors look at nothing else, so these come first; what got better is said with the site's. */
static void tell_entered(struct tell *t, bool is_other_basis, struct verdict *scratch)
{
    size_t n[GROUP_BETTER + 1] = {0};
    if (!t->report->submission.id)
        return;
    look_at_all(t, &entered_track, is_other_basis, scratch, n);
    t->n_entered = n[GROUP_WORSE] + n[GROUP_UNREAD];
    list_items(t, &entered_track, scratch, GROUP_WORSE, n[GROUP_WORSE], MSG_TELL_ENTERED, TELL_ITEMS_SHOWN, "entered-worse");
    list_codes(t, scratch, GROUP_UNREAD, n[GROUP_UNREAD], MSG_TELL_ENTERED_UNREAD, "entered-unread");
    list_codes(t, scratch, GROUP_BETTER, n[GROUP_BETTER], MSG_TELL_ENTERED_BETTER, "entered-better");
    t->n_better = n[GROUP_BETTER];
}

void tell_items(struct tell *t)
{
    if (!t->report || is_partial_look(t->report))
        return;
    struct verdict *verdicts = mem_resize(NULL, t->report->n_items + 1, sizeof *verdicts);
    size_t n[GROUP_BETTER + 1] = {0};
    const char *basis = basis_of(t), *year = tell_state_key(t->state, t->report->fiscal_year_be, ""), *before = tell_state_text(t->state, "basis", year);
    bool is_other_basis = before && strcmp(before, basis) != 0;
    if (!before || is_other_basis)
        tell_state_set(t->state, "basis", year, basis, 1);
    tell_entered(t, is_other_basis, verdicts);
    look_at_all(t, &site_track, is_other_basis, verdicts, n);
    t->n_worse = n[GROUP_WORSE];
    t->n_unread = n[GROUP_UNREAD];
    t->n_rules = n[GROUP_RULES];
    t->n_better = n[GROUP_BETTER] > t->n_better ? n[GROUP_BETTER] : t->n_better; /* often the same items */
    list_items(t, &site_track, verdicts, GROUP_WORSE, t->n_worse, MSG_TELL_WORSE, TELL_ITEMS_SHOWN, "item-worse");
    list_codes(t, verdicts, GROUP_UNREAD, t->n_unread, MSG_TELL_UNREAD, "item-unread");
    list_items(t, &site_track, verdicts, GROUP_BETTER, n[GROUP_BETTER], MSG_TELL_BETTER, TELL_ITEMS_SHOWN - 2, "item-better");
    list_codes(t, verdicts, GROUP_RULES, t->n_rules, MSG_TELL_RULES, "item-other-rules");
    free(verdicts);
}
