/* hits.h - what the automata and patterns find in one title: the raw material of classify.c.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_HITS_H
#define OIT_RULES_HITS_H

#include "rules/matcher.h"

enum { MAX_HITS = 512 }; /* of one title; a title with more is no title */

struct hit {
    uint32_t from, to; /* bytes of the form */
    struct use use;    /* never USE_PATTERN: the pattern's meaning stands here */
    bool is_covered;   /* inside a longer hit that means something else */
};

struct hits {
    struct hit items[MAX_HITS];
    size_t n;
};

/* Does a hit [from, to) begin or end inside a Latin word or a number? Tight forms have no spaces, so the raw places tell: "line" in "online". */
bool hit_cuts_word(const struct norm_form *form, size_t from, size_t to);
/* All hits of one table in one form, patterns tried at their beginnings. */
void hits_find(const struct matcher *matcher, const struct phrase_table *table, const struct norm_form *form, struct pattern_scratch *scratch,
               struct hits *ret_hits);
/* The patterns without a literal beginning, searched for plainly; appends. */
void hits_add_loose(const struct matcher *matcher, unsigned form_id, const struct norm_form *form, struct pattern_scratch *scratch,
                    struct hits *hits);
/* Longest cover wins: marks names inside longer names of others or inside vocabulary, heads inside longer heads, terms inside traps. */
void hits_cover(const struct scheme *scheme, struct hits *hits);

#endif
