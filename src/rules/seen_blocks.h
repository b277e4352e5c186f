/* seen_blocks.h - what the rules found in short blocks of earlier pages: menus and footers stand on every page of a site.
 *
 * A fixed number of slots; a block whose slot holds another text takes it over. Texts are compared byte by byte, so a slot never answers for a
 * text that only has the same hash.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_SEEN_BLOCKS_H
#define OIT_RULES_SEEN_BLOCKS_H

#include "rules/hits.h"

enum { SEEN_BYTES = 360, SEEN_HITS = 24, SEEN_TERMS = 16, SEEN_SLOTS = 2048 }; /* 2,048 slots of 1 KB at most are used */

struct seen_block {
    uint16_t n_text, n_hits, n_names, n_strong, n_terms;
    uint32_t heads;
    bool has_packing;
    uint16_t terms[SEEN_TERMS];
    struct hit hits[SEEN_HITS]; /* from the block's first form byte */
    char text[SEEN_BYTES];      /* raw */
};

struct seen_blocks; /* one a process */
struct seen_blocks *seen_blocks_new(void);
void seen_blocks_free(struct seen_blocks *seen);
/* NULL: not seen. Valid until the next call of seen_blocks_place. */
const struct seen_block *seen_blocks_find(const struct seen_blocks *seen, struct str text);
/* The slot for a text, its key written and everything else to be filled in; NULL for a text too long to be kept. */
struct seen_block *seen_blocks_place(struct seen_blocks *seen, struct str text);

#endif
