/* duties.c - who has to do what.
 * SPDX-License-Identifier: MIT
 */
#include "itas/duties.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "itas/calendar.h"
#include "text/norm.h"
#include "text/utf8.h"
#include "text/years.h"

enum { MAX_COMPARED = 120 /* bytes of a name's key */ };

struct gathering {
    const struct oit_report *report;
    const struct profile *profile;
    bool is_english;
    struct arena *arena;
    const char *handing_in; /* last day of the stage */
    struct { struct str key; struct duty_owner owner; size_t capacity; } *list;
    size_t n, capacity;
};

/* What tells owners apart. */
static struct str key_of(struct str name, struct arena *arena)
{
    struct buf clean, key;
    buf_init(&clean, 0);
    buf_init(&key, 0);
    utf8_clean(name, &clean);
    norm_phrase(buf_str(&clean), NORM_TIGHT, &key);
    size_t n = 0;
    for (size_t i = 0; i < key.n; i++) {
        unsigned char c = (unsigned char)key.p[i];
        bool is_sign = c == 0xcf /* ฯ */ || c == '.' || c == NORM_SEPARATOR;
        if (!is_sign)
            key.p[n++] = key.p[i];
    }
    key.n = n;
    struct str kept = arena_str(arena, buf_str(&key));
    buf_done(&clean);
    buf_done(&key);
    return kept;
}

static bool has_entered_trouble(const struct oit_report *report, const struct oit_item *item)
{
    return report->submission.id && item->entered.is_known && item->entered.status != OIT_PUBLISHED && item->entered.status != OIT_UNKNOWN;
}

static bool is_not_yet_due(const struct oit_item *item)
{
    for (size_t i = 0; i < item->n_reasons; i++)
        if (item->reasons[i].code == REASON_NOT_YET_DUE)
            return true;
    return false;
}

static enum duty_kind kind_of(const struct oit_report *report, const struct oit_item *item)
{
    const struct oit_officer *officer = &item->officer;
    if (!officer->is_outdated && (officer->decision == DECISION_ACCEPT || officer->decision == DECISION_NOT_APPLICABLE))
        return DUTY_DONE;
    if (!officer->is_outdated && officer->decision == DECISION_REJECT)
        return DUTY_FIX;
    if (item->status == OIT_PARTIAL || item->status == OIT_MISSING)
        return DUTY_FIX;
    if (item->status == OIT_UNKNOWN)
        return is_not_yet_due(item) ? DUTY_LATER : DUTY_LOOK;
    if (officer->is_outdated)
        return DUTY_LOOK;
    return has_entered_trouble(report, item) ? DUTY_LINK : DUTY_DONE;
}

bool duty_is_open(const struct duty *duty)
{
    return duty->kind < DUTY_LATER;
}

static struct duty_owner *owner_for(struct gathering *g, struct str name, bool is_usual)
{
    struct str key = key_of(name, g->arena);
    for (size_t i = 0; i < g->n; i++)
        if (str_eq(g->list[i].key, key)) {
            if (g->list[i].owner.is_usual && !is_usual) /* the officers' spelling counts */
                g->list[i].owner.name = arena_text(g->arena, name);
            g->list[i].owner.is_usual = g->list[i].owner.is_usual && is_usual;
            return &g->list[i].owner;
        }
    MEM_GROW(g->list, g->n, g->capacity);
    memset(&g->list[g->n], 0, sizeof g->list[g->n]);
    g->list[g->n].key = key;
    g->list[g->n].owner = (struct duty_owner){.name = arena_text(g->arena, name), .is_usual = is_usual, .is_nobody = key.n == 0};
    for (size_t i = 0; g->profile && i < g->profile->n_owners; i++)
        if (str_eq(key_of(str_from(g->profile->owners[i].name), g->arena), key)) {
            g->list[g->n].owner.name = g->profile->owners[i].name;
            g->list[g->n].owner.contact = g->profile->owners[i].contact;
        }
    return &g->list[g->n++].owner;
}

static void give(struct gathering *g, const struct oit_item *item, struct str name, bool is_usual)
{
    struct duty_owner *owner = owner_for(g, name, is_usual);
    for (size_t i = 0; i < owner->n_duties; i++)
        if (owner->duties[i].item == item)
            return; /* "กองคลัง, กองคลัง" */
    struct duty duty = {.item = item, .kind = kind_of(g->report, item)};
    if (!owner->duties)
        owner->duties = ARENA_ARRAY(g->arena, struct duty, g->report->n_items + 1);
    if (duty_is_open(&duty)) {
        duty.due = item->officer.internal_due ? item->officer.internal_due : g->handing_in;
        duty.is_due_internal = item->officer.internal_due != NULL;
        if (duty.due && (!owner->due || strcmp(duty.due, owner->due) < 0))
            owner->due = duty.due;
    }
    owner->n_fix += duty.kind == DUTY_FIX || duty.kind == DUTY_LINK;
    owner->n_look += duty.kind == DUTY_LOOK;
    owner->n_later += duty.kind == DUTY_LATER;
    owner->n_done += duty.kind == DUTY_DONE;
    owner->gain += duty.kind == DUTY_FIX && item->gain > 0 ? item->gain : 0;
    const char *coordinator = item->officer.words[OFFICER_COORDINATOR];
    if (!owner->coordinator && coordinator && str_trim(str_from(coordinator)).n)
        owner->coordinator = coordinator;
    owner->duties[owner->n_duties++] = duty;
}

/* The officers' word may name several, a line or a comma each. */
static void give_to_owners(struct gathering *g, const struct oit_item *item)
{
    struct str rest = str_from(item->officer.words[OFFICER_OWNER]);
    bool is_given = false;
    while (rest.n) {
        size_t end = 0;
        while (end < rest.n && !strchr(",;\n\r", rest.p[end]))
            end++;
        struct str name = str_trim(str_sub(rest, 0, end));
        rest = str_from_pos(rest, end + 1);
        if (key_of(name, g->arena).n) {
            give(g, item, name, false);
            is_given = true;
        }
    }
    const char *usual = g->is_english && item->owner.en && *item->owner.en ? item->owner.en : item->owner.th;
    if (!is_given)
        give(g, item, str_from(usual ? usual : ""), true);
}

static int compare_duties(const void *a, const void *b)
{
    const struct duty *x = a, *y = b;
    if (x->kind != y->kind)
        return (int)x->kind - (int)y->kind;
    double gain_x = x->item->gain > 0 ? x->item->gain : 0, gain_y = y->item->gain > 0 ? y->item->gain : 0;
    if (gain_x > gain_y + 1e-9 || gain_y > gain_x + 1e-9)
        return gain_x > gain_y ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

static int compare_owners(const void *a, const void *b)
{
    const struct duty_owner *x = a, *y = b;
    size_t open_x = x->n_fix + x->n_look, open_y = y->n_fix + y->n_look;
    if (x->gain > y->gain + 1e-9 || y->gain > x->gain + 1e-9)
        return x->gain > y->gain ? -1 : 1;
    if (open_x != open_y)
        return open_x > open_y ? -1 : 1;
    return x->n_duties && y->n_duties && x->duties[0].item != y->duties[0].item ? (x->duties[0].item < y->duties[0].item ? -1 : 1) : strcmp(x->name, y->name);
}

void duties_of(const struct oit_report *report, const struct profile *profile, bool is_english, struct arena *arena, struct duties *ret_duties)
{
    struct gathering g = {.report = report, .profile = profile, .is_english = is_english, .arena = arena};
    for (size_t i = 0; profile && i < profile->n_stages; i++) {
        const struct calendar_kind *kind = calendar_kind_of(str_from(profile->stages[i].id));
        struct clock_date to = profile->stages[i].to;
        if (kind && strcmp(kind->id, "collect") == 0 && to.year_ce)
            g.handing_in = years_date_iso(to, arena);
    }
    for (size_t i = 0; i < report->n_items; i++)
        give_to_owners(&g, &report->items[i]);
    ret_duties->owners = ARENA_ARRAY(arena, struct duty_owner, g.n + 1);
    ret_duties->n_owners = g.n;
    for (size_t i = 0; i < g.n; i++) {
        ret_duties->owners[i] = g.list[i].owner;
        qsort(g.list[i].owner.duties, g.list[i].owner.n_duties, sizeof *g.list[i].owner.duties, compare_duties);
    }
    if (g.n > 1)
        qsort(ret_duties->owners, g.n, sizeof *ret_duties->owners, compare_owners);
    free(g.list);
}

/* Letters to change, add or drop. */
static size_t distance(struct str a, struct str b)
{
    size_t row[MAX_COMPARED + 1];
    if (a.n > MAX_COMPARED || b.n > MAX_COMPARED)
        return MAX_COMPARED;
    for (size_t k = 0; k <= b.n; k++)
        row[k] = k;
    for (size_t i = 1; i <= a.n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t k = 1; k <= b.n; k++) {
            size_t change = diagonal + (a.p[i - 1] != b.p[k - 1]), least = row[k - 1] < row[k] ? row[k - 1] : row[k];
            diagonal = row[k];
            row[k] = change < least + 1 ? change : least + 1;
        }
    }
    return row[b.n];
}

const struct duty_owner *duties_find(const struct duties *duties, struct str name, const char **ret_near)
{
    struct arena scratch;
    arena_init(&scratch);
    struct str wanted = key_of(name, &scratch);
    const struct duty_owner *found = NULL;
    size_t best = STR_NPOS;
    *ret_near = NULL;
    for (size_t i = 0; i < duties->n_owners && !found; i++) {
        struct str key = key_of(str_from(duties->owners[i].name), &scratch);
        bool holds = wanted.n >= 3 && (str_find(key, wanted) != STR_NPOS || (key.n >= 3 && str_find(wanted, key) != STR_NPOS));
        size_t far = holds ? 0 : distance(key, wanted), limit = (key.n < wanted.n ? key.n : wanted.n) / 3 + 1;
        if (str_eq(key, wanted) && key.n)
            found = &duties->owners[i];
        else if (far <= limit && far < best) {
            best = far;
            *ret_near = duties->owners[i].name;
        }
    }
    arena_done(&scratch);
    return found;
}
