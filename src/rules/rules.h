/* rules.h - a compiled rule scheme: what the items are, and how to recognise them in text.
 *
 * Loaded and compiled once, then frozen: shared read-only by forked workers, at most 4 MB. The file format is docs/RULE-FORMAT.md.
 *
 * A *subject* is anything a title can name: the items first (subject < n_items), then the traps. Traps are documents that look like
 * an item and are none; a trap that is `near` an item makes a wrong-item verdict with a label people understand ("สขร.1").
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_RULES_H
#define OIT_RULES_RULES_H

#include "base/err.h"
#include "base/str.h"
#include "text/years.h"

struct words { /* one text in the two languages of people; both NUL-terminated, never NULL, may be "" */
    const char *th, *en;
};

enum { /* years that are right for an item or element, relative to the judged fiscal year; a bit set */
    ACCEPT_CURRENT = 1, ACCEPT_PREVIOUS = 2, ACCEPT_FIRST_HALF = 4, ACCEPT_SPAN = 8, ACCEPT_UNDATED = 16, ACCEPT_ACTIVITY = 32,
};
enum { FORM_PAGE = 1, FORM_DOCUMENT = 2, FORM_TABLE = 4, FORM_LIST = 8, FORM_CHANNEL = 16, FORM_SERVICE = 32, FORM_IMAGE = 64, FORM_EXTERNAL = 128 };
enum { IN_TEXT = 1, IN_TITLE = 2, IN_HEADER = 4, IN_CONTACT = 8, IN_IMAGE = 16, IN_FORM = 32, IN_LINK = 64, IN_TABLE = 128 };
enum element_value { /* where an element's phrase names a field: what must stand in the field (rules/find_value.c) */
    VALUE_IS_NEEDED, VALUE_MAY_BE_DASH, VALUE_MAY_BE_DRAWN /* bars of a Gantt chart */, VALUE_IS_THE_PHRASE /* the phrase says it all */,
};
enum scheme_aggregate { AGGREGATE_MEAN, AGGREGATE_SUM, AGGREGATE_WEIGHTED, AGGREGATE_MIN };
enum { NO_INDEX = 0xFFFF };

struct scheme_group {
    const char *code;
    struct words title;
    uint16_t parent; /* NO_INDEX for the root (the first group) */
    enum scheme_aggregate aggregate;
    double weight;
};

struct scheme_element {
    const char *id;
    struct words text;
    uint16_t item;
    bool is_required, is_assumed, negative_satisfies, needs_human;
    bool is_deciding; /* without it the document is another one (a near document), not an incomplete one */
    unsigned in;       /* IN_ bits */
    unsigned detect;   /* DETECT_ bits, findings.h */
    unsigned accept;   /* ACCEPT_ bits, or 0: the item's */
    uint16_t min;      /* different places */
    uint16_t prose;    /* where it stands in running text only: so many paragraphs; one in passing is no topic */
    enum element_value value;
    uint64_t unless;   /* of what speaks against an item: bits of the item's elements that excuse it */
};

struct scheme_confusable { /* another item it is taken for, and what decides */
    uint16_t item;
    struct words note;
};

struct scheme_item {
    const char *code;
    struct words title;
    const char *kind;
    uint16_t group;
    double weight;
    const double *levels; /* descending, e.g. 100, 50, 0 */
    size_t n_levels;
    bool levels_confirmed;
    unsigned accept; /* ACCEPT_ bits */
    bool accept_assumed;
    int due_month, due_day; /* 0, 0: none */
    bool is_running;
    unsigned form; /* FORM_ bits */
    uint16_t first_element, n_elements; /* in scheme->elements */
    uint16_t n_against; /* behind them: what a document of another kind has */
    struct words advice, owner;
    const char *source;
    const struct words *slips;                    size_t n_slips; /* what is often done wrong */
    const struct scheme_confusable *confusables; size_t n_confusables;
};

struct scheme_trap {
    const char *id;
    struct words title;
    uint64_t near; /* bit i: near item i (at most 64 items; more: see near_more) */
    bool is_hub;   /* a page so named leads to items (an ITA index) */
};

struct scheme_map { /* the same matter in another year's list: several rows where one item was two */
    const char *scheme, *theirs; /* "2566", "O21" */
    uint16_t item;               /* here */
};

struct scheme_parallel { /* another assessment whose items are numbered the same way */
    const char *id;
    struct words title;
    const struct str *words, *with, *code_words, *titles; /* tight */
    size_t n_words, n_with, n_code_words, n_titles;
};

struct scheme {
    const char *id, *revision;
    struct words title;
    struct words score_name, assessor; /* what its score is called, and whose assessment it foretells; "": OIT */
    const int *confirmed_years; size_t n_confirmed_years; /* fiscal years, BE */
    bool is_gregorian; /* people see years of the Christian era */
    int first_month;   /* of a fiscal year; 1: the calendar year */
    double target;
    char sha256[65]; /* of all files, in order of name */
    const struct scheme_group *groups;     size_t n_groups;
    const struct scheme_item *items;       size_t n_items; /* in order of code */
    const struct scheme_trap *traps;       size_t n_traps;
    const struct scheme_element *elements; size_t n_elements;
    const struct scheme_map *map;          size_t n_map;
    const struct scheme_parallel *parallels; size_t n_parallels;
    const struct hosting *hosting; /* viewers and shared storage: hosting.h */
    const struct answers *answers; /* pages in place of the one asked for: answers.h */
    const struct matcher *matcher; /* the automaton and patterns: matcher.c's own */
    struct arena *arena;
};

/* One finding about a rule file, for people: what is wrong and what to write instead. */
struct rule_message {
    const char *file; /* relative to the rules folder */
    int line, column; /* 1-based */
    bool is_error;    /* false: a warning */
    struct words text;
};
struct rule_messages {
    struct rule_message *items;
    size_t n;
    struct arena *arena;
};

/* Loads rules_dir (a scheme folder), its common folders, and local_dir over it (may be NULL). OIT_ERR_CONFIG when there is an error; the first
 * one is in err (where = file:line:column), all of them in *ret_messages (may be NULL; free with rule_messages_free). */
enum oit_code scheme_load(const char *rules_dir, const char *local_dir, struct scheme **ret_scheme, struct rule_messages **ret_messages,
                          struct err *err);
void scheme_free(struct scheme *scheme);
size_t scheme_compiled_bytes(const struct scheme *scheme); /* all that stays in memory: texts, tables, automata, patterns with their JIT code */
void rule_messages_free(struct rule_messages *messages);
/* Runs the examples of all items; appends messages; returns the number that fail. */
size_t scheme_run_examples(const struct scheme *scheme, struct rule_messages *messages);

/* Folder of the scheme to use for a fiscal year: the newest id not later than it among the sub-folders of root that hold a scheme.yaml; the oldest
 * when all are later. Caller frees; NULL when there is none. */
char *scheme_choose(const char *root, int fiscal_year_be);
/* The number printed in an item's code (16 for O16), 0 when there is none. */
int scheme_code_number(const char *code);
uint16_t scheme_item_by_code(const struct scheme *scheme, const char *code); /* any case; NO_INDEX */
/* As people type it: o16, O-16, ๑๖, 16, "ข้อ 16"; NO_INDEX. */
uint16_t scheme_item_as_typed(const struct scheme *scheme, struct str typed);
/* The same of one code, without a scheme: "๑๖", "ข้อ 16" and "o16" are O16. */
bool item_code_same(struct str typed, const char *code);
/* Items whose code is one slip away from what was typed. */
size_t scheme_items_near(const struct scheme *scheme, struct str typed, uint16_t *ret_items, size_t max);

/* Items that stand for what another scheme calls by code ("2566", "O21") or by number; returns how many, at most max. */
size_t scheme_items_of(const struct scheme *scheme, const char *other_scheme, const char *code, uint16_t *ret_items, size_t max);
size_t scheme_items_of_number(const struct scheme *scheme, const char *other_scheme, int number, uint16_t *ret_items, size_t max);

/* The parallel scheme that a heading, title or menu entry of an index names ("ITA สถานีตำรวจ 2567"), or NULL. The longest word wins. */
const struct scheme_parallel *scheme_parallel_named(const struct scheme *scheme, struct str text);
/* The one that a row of an index belongs to: its code word stands before a number, or the text holds a title that only its list has. */
const struct scheme_parallel *scheme_parallel_of_row(const struct scheme *scheme, struct str text);
const struct scheme_parallel *scheme_parallel_by_id(const struct scheme *scheme, const char *id); /* NULL: none */

/* The number people see for a year: BE, or CE where the scheme's calendar is gregorian. 0 stays 0. */
int scheme_year_shown(const struct scheme *scheme, int year_be);

/* Is the stated year right? first_month: the scheme's. */
enum year_fit { YEAR_FITS, YEAR_WRONG, YEAR_NOT_STATED };
enum year_fit scheme_year_fit(unsigned accept, int first_month, int fiscal_year_be, const struct year_statement *stated);

#endif
