/* candidate.h - the documents and pages that could be an item's evidence, and what each of them turns out to be.
 *
 *   claim      a link, row, heading or title that names the item
 *   candidate  what a claim leads to: a page, a document, a section of a page, or nothing at all
 *
 * Claims on one target are merged: the most telling one speaks. A candidate is judged alone (identity, year, content); the item's verdict
 * weighs all of them together (verdict.c).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_CANDIDATE_H
#define OIT_ASSESS_CANDIDATE_H

#include "assess/assess.h"

enum {
    INHERIT_LOSS = 15,   /* what a claim loses on the way through a page */
    MAX_ELEMENTS = 64,   /* of one item that are looked at */
};

enum candidate_outcome {
    OUTCOME_GOOD,       /* right document, right year: its elements count */
    OUTCOME_NO_YEAR,    /* right document, but nothing tells its year */
    OUTCOME_IMAGE,      /* a picture where the rule allows one: check by eye */
    OUTCOME_REJECTED,   /* `reason` says why */
    OUTCOME_UNREAD,     /* could not be read: `fault` says why */
    OUTCOME_NOTHING,    /* an index or intermediate page: says nothing by itself */
};

enum year_origin { /* whose words bound the year */
    YEAR_OF_NOTHING,
    YEAR_OF_OWN_TITLE,     /* the title or heading that names the item */
    YEAR_OF_OWN_HEADING,   /* the heading above that */
    YEAR_OF_DOCUMENT,      /* title block, title or file name of the document */
    YEAR_OF_LABEL,         /* the link, row or entry that names the item */
    YEAR_OF_LABEL_HEADING, /* the heading above that */
    YEAR_OF_SOURCE,        /* the page the link stands on */
    YEAR_OF_DATES,         /* dates in the text */
};

struct element_found {
    bool is_found, by_negative;
    uint16_t places; /* different blocks */
    const struct element_hit *hit;
};

struct candidate {
    uint32_t page;              /* PAGE_NONE: never visited, or no target */
    struct str url;             /* the target; absent for a bare declaration */
    uint32_t source;            /* page that claims; PAGE_NONE: only its own title does */
    const struct naming *claim; /* NULL: only its own title does */
    uint8_t strength;           /* 0-100 */
    uint16_t trap;              /* the claim names a near document (trap index), else NO_INDEX */
    bool is_inherited;          /* an unnamed link on a page that was claimed */
    bool is_frame;              /* inherited by being shown inside that page */
    uint8_t depth;              /* pages a claim was inherited through */
    bool is_document;           /* a file, where the item asks for one: goes before the page that shows it */
    bool is_section;            /* only the parts of the page that name the item count */
    /* judged */
    enum candidate_outcome outcome;
    enum oit_reason reason;     /* OUTCOME_REJECTED */
    enum oit_fault fault;       /* OUTCOME_UNREAD, or of a dead link */
    int http_status;
    struct oit_words detail;    /* year, near document's name */
    uint16_t chapter_of;        /* the document is called another item; a chapter of it is this one; else NO_INDEX */
    uint16_t named;             /* the other subject it was rejected as, else NO_INDEX */
    struct year_statement year;
    enum year_fit fit;
    enum year_origin year_origin;
    bool is_year_judged;        /* else it was rejected before anybody asked for its year */
    const struct naming *own;   /* its own title or heading that names the item, or NULL */
    bool is_agreed;             /* there is one */
    bool is_half_read;          /* pages nobody read, or poorly read ones: what was not found in it may well be there */
    uint8_t own_score;
    uint16_t n_found;           /* required elements found */
    bool is_looked_through;     /* they were looked for */
    struct element_found *elements; /* the item's n_elements */
};

/* The year stands in or around the link, not in what it leads to. */
static inline bool year_is_from_around(const struct candidate *c)
{
    return c->year_origin == YEAR_OF_LABEL || c->year_origin == YEAR_OF_LABEL_HEADING || c->year_origin == YEAR_OF_SOURCE;
}

struct candidate_list {
    struct candidate *items;
    size_t n, capacity;
};

/* One item after the other: what was loaded for an item is forgotten with it, so memory does not grow with the site. */
struct declarations;
struct kept_findings { /* what one item needs of a page: an item of a large site has thousands of candidates */
    struct element_hit *elements; size_t n_elements;       /* of the item */
    struct vocabulary_hit *vocabulary; size_t n_vocabulary; /* VOCAB_PROMISE and VOCAB_CRITERION: where, not the words */
};

struct judge {
    const struct assess_input *input;
    const struct declarations *declarations; /* what the agency's own index says */
    struct arena *arena;       /* of the report */
    struct arena work;         /* of the item being judged: candidates' elements, findings of the pages that claim */
    struct arena own;          /* of the candidate being judged: its page's findings */
    uint32_t own_page;         /* that page, or PAGE_NONE */
    struct kept_findings *own_findings; /* NULL: not yet asked for */
    struct arena scratch;      /* of one load */
    struct name_tracer *tracer; /* of the scheme: for what the report says of names; NULL: it says nothing */
    uint16_t item;
    struct kept_findings **loaded;  /* per page, NULL: not yet */
    uint32_t *loaded_pages;
    size_t n_loaded, loaded_capacity;
};

void judge_begin_item(struct judge *judge, uint16_t item);
void judge_done(struct judge *judge); /* loaded, loaded_pages and its own arenas; the tracer is the caller's */
/* All candidates of an item, judged; most telling first. Free items with free(). */
void candidates_collect(struct judge *judge, uint16_t item, struct candidate_list *ret_list);
void candidate_judge(struct judge *judge, uint16_t item, struct candidate *candidate);
const struct kept_findings *judge_findings(struct judge *judge, uint32_t page); /* NULL when nothing can be loaded */
/* other_kind.c: the element (scheme index) that tells a document of another kind, or NO_INDEX. */
bool is_twin_of(const struct scheme *scheme, uint16_t item, uint16_t subject); /* plan and report of one matter: each holds the other */
uint16_t candidate_against(const struct scheme *scheme, uint16_t item, const struct candidate *candidate);
/* Score a naming gives to a subject; 0 when not among its best. */
uint8_t naming_score(const struct naming *naming, uint16_t subject);
/* Years right for the item or for one of its parts. */
unsigned item_accept(const struct scheme *scheme, uint16_t item);

#endif
