/* declarations.h - the agency's own index: which page it is, of which year and list, what it declares, and what is proved behind each row.
 *
 *   section   the rows of one page that stand under one year
 *   index     a section, or the sections of several group pages together
 *   used      the index is of the judged year and of the scheme's own list: its rows are declarations. Others are named in the report and claim nothing.
 *
 * Whoever assesses the agency reads what the index links to: evidence it does not link is said to be so. How the choice is made: docs/decisions/0012.
 * A pure function of the sealed site.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_DECLARATIONS_H
#define OIT_ASSESS_DECLARATIONS_H

#include "assess/candidate.h"

struct declared_index {
    uint32_t page;       /* to be shown; of several pages the one that leads to them */
    int year_be;         /* 0: not stated */
    const char *scheme;  /* id, "other", or NULL */
    const char *form;
    bool is_used;
    uint32_t n_pages, n_rows;
    uint64_t items;      /* bits by item it names */
};

struct declaration {
    uint16_t item;
    uint32_t page;
    size_t index; /* in indexes */
    const struct site_row *row;
    bool is_silent; /* shown, and claims nothing itself: known by its number only, or a menu entry, whose link claims already */
};

struct declarations {
    struct declared_index *indexes; size_t n_indexes; /* in order of their first pages; those folded into another have n_pages 0 */
    struct declaration *rows;       size_t n_rows;    /* of used indexes, in order of page and place */
    bool has_used;
    bool is_whole;                                    /* an index of the whole list, by its numbers or its size: what it does not name it does not declare */
    uint32_t *index_of_page;                          /* by page: 1 + its place in indexes, of whatever year or list; 0: none */
    uint64_t items;                                   /* declared in used indexes that are pages */
    struct page_ways { uint32_t *pages; size_t n; bool is_known; } *ways; /* by page: where its text leads, found when first asked; of a site with rows */
    struct arena *arena;
};

void declarations_find(const struct site *site, int fiscal_year_be, struct arena *arena, struct declarations *ret_declarations);
/* An index of the year was read that names half of all items: what other hubs hold is no riddle. */
bool declarations_are_complete(const struct site *site, const struct declarations *declarations);

/* An index of any year or list, or the page that leads to its groups: what it quotes is not content. */
bool declarations_is_index(const struct declarations *declarations, uint32_t page);

/* A row that leads to an index again (its own page, the landing page, another list) says nothing; a page that is a part of the index does. */
bool declarations_leads_back(const struct declarations *declarations, const struct declaration *declaration, uint32_t target);

/* The agency's own index gives something else as the item, or nothing; neither does it lead to `source`, where the page was found. */
bool declarations_give_another(const struct declarations *declarations, const struct site *site, uint16_t item, uint32_t page, uint32_t source);

/* What the rows of an item lead to, once its verdict stands: fills item->declared, and where the index does not lead to the evidence, says so. */
void declarations_judge(struct judge *judge, const struct declarations *declarations, uint16_t item, const struct candidate_list *candidates,
                        struct oit_item *ret_item);
/* The report's list of indexes. unread: the index that could not be read, or PAGE_NONE. */
void declarations_report(const struct site *site, const struct declarations *declarations, uint32_t unread, struct arena *arena,
                         struct oit_report *ret_report);

#endif
