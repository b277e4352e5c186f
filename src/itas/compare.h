/* compare.h - two reports of one site: what changed, item by item, and why it may be said to have changed.
 *
 * Three promises. What could not be read is no loss: published -> unknown is COMPARE_UNREAD, and so is every apparent loss in a check that was cut short
 * or looked at some items only. What other criteria or another version of the program may have brought about is COMPARE_RULES, unless the site itself
 * shows that it changed. Reports of different fiscal years or schemes are not compared at all (bar).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_COMPARE_H
#define OIT_ITAS_COMPARE_H

#include "base/arena.h"
#include "oitcheck/report.h"

/* Of an item. X(enumerator, json name) */
#define COMPARE_KINDS(X)                                                                                               \
    X(COMPARE_SAME, "same")                                                                                            \
    X(COMPARE_WORSENED, "worsened")   /* a loss, by the site: the only kind that is a regression */                    \
    X(COMPARE_IMPROVED, "improved")                                                                                    \
    X(COMPARE_EVIDENCE, "evidence-changed") /* the same verdict; other content, address, title or reason */            \
    X(COMPARE_UNREAD, "only-unread")  /* could not be judged this time: neither there nor gone */                      \
    X(COMPARE_KNOWN, "now-known")     /* could not be judged the last time */                                          \
    X(COMPARE_DUE, "due")             /* its period ended, or began: not yet due before or now */                      \
    X(COMPARE_RULES, "rules-or-version") /* other criteria or another version of the program, as far as can be told */

enum compare_kind {
#define X(enumerator, name) enumerator,
    COMPARE_KINDS(X)
#undef X
        N_COMPARE_KINDS
};
const char *compare_kind_name(enum compare_kind kind);

/* Why two reports are not compared. X(enumerator, json name) */
#define COMPARE_BARS(X)                                                                                                \
    X(COMPARE_NO_BAR, "none")                                                                                          \
    X(COMPARE_OTHER_YEAR, "other-fiscal-year")                                                                         \
    X(COMPARE_OTHER_SCHEME, "other-scheme")

enum compare_bar {
#define X(enumerator, name) enumerator,
    COMPARE_BARS(X)
#undef X
        N_COMPARE_BARS
};
const char *compare_bar_name(enum compare_bar bar);

/* Of one piece of evidence. X(enumerator, json name) */
#define COMPARE_EVIDENCES(X)                                                                                           \
    X(EVIDENCE_ADDED, "added")      /* before NULL */                                                                  \
    X(EVIDENCE_REMOVED, "removed")  /* after NULL */                                                                   \
    X(EVIDENCE_CONTENT, "content")  /* the same address, other words (of a page) or bytes */                                                \
    X(EVIDENCE_MOVED, "moved")      /* the same content at another address */                                            \
    X(EVIDENCE_TITLE, "title")      /* the same bytes and address under another title */

enum compare_evidence_kind {
#define X(enumerator, name) enumerator,
    COMPARE_EVIDENCES(X)
#undef X
        N_COMPARE_EVIDENCES
};
const char *compare_evidence_name(enum compare_evidence_kind kind);

struct compare_evidence {
    enum compare_evidence_kind kind;
    const struct oit_evidence *before, *after; /* NULL: none */
    bool is_page;   /* a web page */
    bool may_be_counter; /* of reports that do not say what a page's words were: its other bytes may be no more than a counter or the day's date */
    bool is_gone;   /* removed, and its address answers that it is gone */
};

enum { COMPARE_STATUS = 1, COMPARE_REASON = 2 /* the first one */, COMPARE_ELEMENTS = 4, COMPARE_FILES = 8 /* evidence */ };

struct compare_item {
    enum compare_kind kind;
    unsigned changes;                           /* bit set of the above */
    const struct oit_item *before, *after;      /* one of them NULL: only one report has it */
    struct compare_evidence *evidence; size_t n_evidence;
    /* Required ones, of after; both empty when the item is missing or unknown now: its label says it all. */
    const struct oit_element *const *found; size_t n_found;     /* now, not before */
    const struct oit_element *const *lacking; size_t n_lacking; /* before, not now */
};

struct comparison {
    const struct oit_report *before, *after;    /* borrowed */
    enum compare_bar bar;                       /* else items is empty */
    bool other_rules, other_version, other_site; /* other_site: another start URL (a baseline of the test server ...) */
    bool after_is_cut;                          /* incomplete, or --only, or --quick: what it lacks is no loss */
    bool before_is_cut;                         /* incomplete, or --quick: what is new may have been there already */
    bool is_same;                               /* nothing changed */
    struct compare_item *items; size_t n_items; /* after's order, then those that only before has */
    size_t counts[N_COMPARE_KINDS];
};

/* All memory in arena; the reports must outlive it. */
void compare_reports(const struct oit_report *before, const struct oit_report *after, struct arena *arena, struct comparison *ret);

/* Is what this check lacks no proof of absence? Incomplete, or only some items, or a quick look. */
bool compare_is_cut(const struct oit_report *report);
bool compare_is_not_due(const struct oit_item *item);
/* Judged by the same criteria with the same version. */
bool compare_same_rules(const struct oit_report *a, const struct oit_report *b);
const struct oit_item *compare_find_item(const struct oit_report *report, const char *code); /* NULL: none */

#endif
