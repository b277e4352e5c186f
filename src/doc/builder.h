/* builder.h - how an extractor makes a document: text, blocks and the rest are appended, then sealed.
 *
 * The raw text lives in one piece of the arena from the start (max_text_bytes: the most the input can give), so views
 * into it stay valid
 * and sealing copies nothing but the small tables. Text is appended to the open end of raw; doc_builder_block makes a
 * block out of what
 * was appended since `start`. What goes past a limit is dropped and sets is_cut.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_DOC_BUILDER_H
#define OIT_DOC_BUILDER_H

#include "doc/document.h"

enum { DOC_LEVELS = 8 }; /* heading levels 1..7; 0 unused */

struct doc_headings {
    uint32_t at[DOC_LEVELS]; /* block of the open heading of each level, or DOC_NONE */
};

struct doc_builder {
    struct document *doc;
    struct arena *arena;
    char *raw;
    size_t n_raw, max_raw;
    struct doc_block *blocks;
    size_t n_blocks, capacity_blocks;
    struct doc_table *tables;
    size_t n_tables, capacity_tables;
    struct doc_link *links;
    size_t n_links, capacity_links;
    struct doc_form *forms;
    size_t n_forms, capacity_forms;
    struct doc_contact *contacts;
    size_t n_contacts, capacity_contacts;
    struct doc_image *images;
    size_t n_images, capacity_images;
    struct doc_headings headings;
    bool is_cut;
    bool is_repaired; /* the extractor repairs its text itself (text/repair.h), before it counts on places in raw */
};

/* *doc must be filled with kind, url, arena; the builder fills the rest. */
void doc_builder_init(struct doc_builder *b, struct document *doc, size_t max_text_bytes);
void doc_builder_seal(struct doc_builder *b); /* *doc is complete and const; the builder is done */

bool doc_builder_text(struct doc_builder *b, const char *p, size_t n); /* false when the limit cut it */
/* Repairs (unless is_repaired) and closes what stands in raw behind `start` as a block of proto's kind, zone, level, page, table, row, column, item, is_first_line; fills
 * start, n, heading (of a heading: unless given), hash (unless given); a heading becomes the open one of its level. DOC_NONE when
 * there is no text or no room. */
uint32_t doc_builder_block(struct doc_builder *b, struct doc_block proto, size_t start);
/* The same for one text at once; white space is squeezed. */
uint32_t doc_builder_block_of(struct doc_builder *b, struct doc_block proto, struct str text);
struct doc_block doc_block_init(enum doc_block_kind kind); /* everything else none */

uint32_t doc_builder_heading(const struct doc_builder *b); /* the one that governs here, or DOC_NONE */
void doc_builder_headings_reset(struct doc_builder *b);
/* Blocks behind `from` become headings after the fact (heads[i - from]; of the lowest level) and govern what stood under the same heading behind them; with
 * is_open_behind the last of them what comes next, too. */
void doc_builder_reheading(struct doc_builder *b, size_t from, const bool *heads, bool is_open_behind);
/* Equal texts have equal hashes; those that differ only in counters and clocks (numbers that are no year) have equal upper halves. */
uint64_t doc_block_hash(struct str text);

/* Each returns the new element (kind-specific fields zero, indices DOC_NONE) or NULL at its limit. Valid until the next of its kind. */
struct doc_link *doc_builder_link(struct doc_builder *b);
struct doc_form *doc_builder_form(struct doc_builder *b);
struct doc_contact *doc_builder_contact(struct doc_builder *b, enum doc_contact_kind kind, uint32_t block, struct str text); /* copies; a
                                                                          repeated one (kind, text, zone) gives NULL */
/* Everything of a sealed document behind what stands here, under the open heading of level 1 (its headings sink by a level): member of an archive. Text and
 * labels are copied; the member may die. False when not all of it had room. */
bool doc_builder_append(struct doc_builder *b, const struct document *member);
struct doc_image *doc_builder_image(struct doc_builder *b);
struct doc_table *doc_builder_table(struct doc_builder *b);

#endif
