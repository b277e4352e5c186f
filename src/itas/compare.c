/* compare.c - what changed between two reports, item by item.
 *
 * The kinds are decided from the statuses first; then doubts take away what cannot be held: a cut check cannot lose, other criteria cannot win.
 * SPDX-License-Identifier: MIT
 */
#include "itas/compare.h"

#include <string.h>

#include "itas/compare_evidence.h"

const char *compare_kind_name(enum compare_kind kind)
{
    static const char *const names[] = {
#define X(enumerator, name) name,
        COMPARE_KINDS(X)
#undef X
    };
    return kind < N_COMPARE_KINDS ? names[kind] : names[COMPARE_SAME];
}

const char *compare_bar_name(enum compare_bar bar)
{
    static const char *const names[] = {
#define X(enumerator, name) name,
        COMPARE_BARS(X)
#undef X
    };
    return bar < N_COMPARE_BARS ? names[bar] : names[COMPARE_NO_BAR];
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool compare_is_cut(const struct oit_report *report)
{
    return !report->run.complete || same_text(report->run.stop_reason, "only") || same_text(report->run.stop_reason, "quick");
}

static enum oit_reason first_reason(const struct oit_item *item)
{
    return item->n_reasons ? item->reasons[0].code : N_OIT_REASONS;
}

bool compare_is_not_due(const struct oit_item *item)
{
    return item->status == OIT_UNKNOWN && first_reason(item) == REASON_NOT_YET_DUE;
}

bool compare_same_rules(const struct oit_report *a, const struct oit_report *b)
{
    return same_text(a->rules.sha256, b->rules.sha256) && same_text(a->rules.revision, b->rules.revision) && same_text(a->tool.version, b->tool.version);
}

const struct oit_item *compare_find_item(const struct oit_report *report, const char *code)
{
    for (size_t i = 0; i < report->n_items; i++)
        if (same_text(report->items[i].code, code))
            return &report->items[i];
    return NULL;
}

static enum compare_bar bar_between(const struct oit_report *before, const struct oit_report *after)
{
    if (before->fiscal_year_be != after->fiscal_year_be)
        return COMPARE_OTHER_YEAR;
    return same_text(before->rules.scheme, after->rules.scheme) ? COMPARE_NO_BAR : COMPARE_OTHER_SCHEME;
}

/* --- elements ----------------------------------------------------------------------------------------------------------------- */

static const struct oit_element *element_by_id(const struct oit_item *item, const char *id)
{
    for (size_t i = 0; i < item->n_elements; i++)
        if (same_text(item->elements[i].id, id))
            return &item->elements[i];
    return NULL;
}

/* Only what was looked at both times can be said to have come or gone. */
static void compare_elements(struct arena *arena, struct compare_item *item)
{
    size_t n = item->after->status == OIT_PUBLISHED || item->after->status == OIT_PARTIAL ? item->after->n_elements : 0;
    const struct oit_element **found = ARENA_ARRAY(arena, const struct oit_element *, n + 1);
    const struct oit_element **lacking = ARENA_ARRAY(arena, const struct oit_element *, n + 1);
    item->found = found;
    item->lacking = lacking;
    for (size_t i = 0; i < n; i++) {
        const struct oit_element *now = &item->after->elements[i], *then = element_by_id(item->before, now->id);
        if (!now->required || !then || now->state == OIT_ELEMENT_NOT_CHECKABLE || then->state == OIT_ELEMENT_NOT_CHECKABLE || now->state == then->state)
            continue;
        if (now->state == OIT_ELEMENT_FOUND)
            found[item->n_found++] = now;
        else
            lacking[item->n_lacking++] = now;
    }
    if (item->n_found || item->n_lacking)
        item->changes |= COMPARE_ELEMENTS;
}

/* --- kinds -------------------------------------------------------------------------------------------------------------------- */

static int height(enum oit_status status)
{
    return status == OIT_PUBLISHED ? 2 : status == OIT_PARTIAL ? 1 : 0;
}

/* Did the site itself change, whatever the criteria? Its address is gone, or other bytes stand there. */
static bool site_changed(const struct compare_item *item)
{
    for (size_t i = 0; i < item->n_evidence; i++)
        if (item->evidence[i].is_gone || item->evidence[i].kind == EVIDENCE_CONTENT)
            return true;
    return false;
}

/* Is the document newer than the check before? */
static bool is_newly_made(const struct comparison *c, const struct compare_item *item)
{
    struct clock_date day = clock_date_bangkok(c->before->run.started);
    for (size_t i = 0; i < item->after->n_evidence; i++)
        if (evidence_is_newer(&item->after->evidence[i], day))
            return true;
    return false;
}

static enum compare_kind lost(const struct comparison *c, const struct compare_item *item)
{
    if (c->after_is_cut)
        return COMPARE_UNREAD;
    return (c->other_rules || c->other_version) && !site_changed(item) ? COMPARE_RULES : COMPARE_WORSENED;
}

static enum compare_kind gained(const struct comparison *c, const struct compare_item *item)
{
    return (c->other_rules || c->other_version) && !site_changed(item) && !is_newly_made(c, item) ? COMPARE_RULES : COMPARE_IMPROVED;
}

/* What a cut check had not read, or found a part of, was perhaps all there. */
static bool was_hidden(const struct comparison *c, const struct oit_item *before)
{
    return c->before_is_cut || first_reason(before) == REASON_BUDGET_EXHAUSTED;
}

static enum compare_kind kind_of_status(const struct comparison *c, const struct compare_item *item)
{
    const struct oit_item *before = item->before, *after = item->after;
    if (compare_is_not_due(after))
        return COMPARE_DUE;
    if (compare_is_not_due(before) && after->status != OIT_PUBLISHED)
        return after->status == OIT_UNKNOWN ? COMPARE_UNREAD : COMPARE_DUE;
    if (after->status == OIT_UNKNOWN)
        return COMPARE_UNREAD;
    if (before->status == OIT_UNKNOWN && (after->status != OIT_PUBLISHED || was_hidden(c, before)))
        return COMPARE_KNOWN;
    if (height(after->status) < height(before->status))
        return lost(c, item);
    return c->before_is_cut && before->status != OIT_UNKNOWN ? COMPARE_KNOWN : gained(c, item);
}

/* The same status: what is behind it. */
static enum compare_kind kind_of_details(const struct comparison *c, const struct compare_item *item)
{
    if (item->changes == 0)
        return COMPARE_SAME;
    if (item->after->status == OIT_UNKNOWN)
        return compare_is_not_due(item->before) != compare_is_not_due(item->after) ? kind_of_status(c, item) : COMPARE_UNREAD;
    if (item->n_lacking > 0 && item->n_found == 0 && item->after->status == OIT_PARTIAL)
        return lost(c, item);
    if (item->n_found > 0 && item->n_lacking == 0 && item->after->status == OIT_PARTIAL)
        return c->before_is_cut ? COMPARE_KNOWN : gained(c, item);
    return (c->other_rules || c->other_version) && !site_changed(item) ? COMPARE_RULES : COMPARE_EVIDENCE;
}

static void compare_pair(const struct comparison *c, struct arena *arena, struct compare_item *item)
{
    if (item->before->status != item->after->status)
        item->changes |= COMPARE_STATUS;
    if (first_reason(item->before) != first_reason(item->after))
        item->changes |= COMPARE_REASON;
    compare_evidence(c, arena, item);
    if (item->n_evidence)
        item->changes |= COMPARE_FILES;
    compare_elements(arena, item);
    item->kind = item->changes & COMPARE_STATUS ? kind_of_status(c, item) : kind_of_details(c, item);
}

/* --- all ---------------------------------------------------------------------------------------------------------------------- */

static void add_items(struct comparison *c, struct arena *arena)
{
    c->items = ARENA_ARRAY(arena, struct compare_item, c->after->n_items + c->before->n_items + 1);
    for (size_t i = 0; i < c->after->n_items; i++) {
        struct compare_item *item = &c->items[c->n_items++];
        item->after = &c->after->items[i];
        item->before = compare_find_item(c->before, item->after->code);
        if (item->before)
            compare_pair(c, arena, item);
        else
            item->kind = COMPARE_RULES; /* a list that has another item */
    }
    for (size_t i = 0; i < c->before->n_items; i++)
        if (!compare_find_item(c->after, c->before->items[i].code))
            c->items[c->n_items++] = (struct compare_item){.kind = COMPARE_RULES, .before = &c->before->items[i]};
}

void compare_reports(const struct oit_report *before, const struct oit_report *after, struct arena *arena, struct comparison *ret)
{
    *ret = (struct comparison){.before = before, .after = after, .bar = bar_between(before, after)};
    ret->other_version = !same_text(before->tool.version, after->tool.version);
    ret->other_rules = !same_text(before->rules.sha256, after->rules.sha256) || !same_text(before->rules.revision, after->rules.revision);
    ret->other_site = !same_text(before->site.url, after->site.url);
    ret->before_is_cut = !before->run.complete || same_text(before->run.stop_reason, "quick"); /* --only stands on a whole check: what it lacks was lacking */
    ret->after_is_cut = compare_is_cut(after);
    if (ret->bar != COMPARE_NO_BAR)
        return;
    add_items(ret, arena);
    for (size_t i = 0; i < ret->n_items; i++)
        ret->counts[ret->items[i].kind]++;
    ret->is_same = ret->counts[COMPARE_SAME] == ret->n_items;
}
