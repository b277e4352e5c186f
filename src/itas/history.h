/* history.h - what became of each item over a time: fed with the reports of one site and fiscal year, oldest first, it asks nobody and no clock.
 *
 * What a check could not read changes nothing: an item stays as it was last known. So an item that was lost while the site could not be read still counts
 * as lost on the day it was seen to be. Changes between checks by other criteria or another version are told apart (compare.h), unless the site itself
 * shows that it changed.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_HISTORY_H
#define OIT_ITAS_HISTORY_H

#include "itas/compare.h"

/* What became of an item. X(enumerator, json name) */
#define HISTORY_OUTCOMES(X)                                                                                            \
    X(HISTORY_KEPT, "kept")           /* complete at the start and at the end, and never lost */                       \
    X(HISTORY_REPAIRED, "repaired")   /* not at the start, complete at the end */                                      \
    X(HISTORY_RECOVERED, "recovered") /* complete at both ends, lost between */                                        \
    X(HISTORY_LOST, "lost")           /* complete at the start, not at the end */                                      \
    X(HISTORY_OPEN, "open")           /* at neither end */                                                             \
    X(HISTORY_UNREAD, "unread")       /* nobody could judge it at the end */                                           \
    X(HISTORY_NOT_DUE, "not-yet-due")                                                                                  \
    X(HISTORY_RULES, "rules-or-version") /* other at the end, by other criteria or another version */

enum history_outcome {
#define X(enumerator, name) enumerator,
    HISTORY_OUTCOMES(X)
#undef X
        N_HISTORY_OUTCOMES
};
const char *history_outcome_name(enum history_outcome outcome);

struct history_state {
    bool is_known;              /* false: no check said anything */
    enum oit_status status;
    struct oit_words label;
    int64_t at;                 /* of the check that said so, UTC seconds */
};

struct history_item {
    const char *code;
    struct oit_words title;
    struct history_state start, end;
    int64_t first_complete_at;  /* the first check ever fed that found it complete; 0: none did */
    uint32_t n_lost, n_repaired; /* by the site, within the time */
    int64_t lost_at, repaired_at; /* the last ones; 0: never */
    enum history_outcome outcome;
    struct history_state sure;  /* inside: as last known */
    const char *sure_rules;
    bool is_changed_by_rules, was_not_due, is_listed;
};

struct history_event {
    int64_t at;
    const char *code;
    struct oit_words title;
    enum compare_kind kind;     /* COMPARE_WORSENED, COMPARE_IMPROVED or COMPARE_RULES */
    struct oit_words before, after; /* labels */
};

struct history_check {
    const char *id;             /* of the run; NULL: none */
    int64_t started;
    bool is_cut;
    double low, high;
    uint32_t n_published, n_partial, n_missing, n_unknown;
};

struct history {
    struct arena *arena;
    int64_t from, to;           /* from <= t < to */
    struct history_check first, last; /* the state at the start (the last check before it, else the first within), and at the end */
    uint32_t n_checks, n_cut;   /* within */
    uint32_t n_other_rules;     /* checks within by other criteria or another version than the one before */
    struct history_item *items; size_t n_items, items_capacity;    /* the last report's order */
    struct history_event *events; size_t n_events, events_capacity; /* within, by time */
    struct history_check *checks; size_t checks_capacity;           /* n_checks of them, by time */
    size_t counts[N_HISTORY_OUTCOMES];
    const char *last_rules;     /* inside */
};

void history_begin(struct history *history, struct arena *arena, int64_t from, int64_t to);
/* Copies what it keeps. Reports before `from` tell the state at the start; those from `to` on are left out. */
void history_feed(struct history *history, const struct oit_report *report, const char *run, int64_t started);
void history_end(struct history *history); /* outcomes and counts */
void history_done(struct history *history); /* frees the lists; texts stay in the arena */

#endif
