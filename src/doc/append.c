/* append.c - one document becomes a part of another.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "doc/builder.h"

struct appending {
    struct doc_builder *b;
    const struct document *member;
    uint32_t *blocks; /* where each block of the member went, or DOC_NONE */
    uint32_t first_item, first_table, heading;
};

static uint32_t block_here(const struct appending *a, uint32_t block)
{
    return block < a->member->n_blocks ? a->blocks[block] : DOC_NONE;
}

static uint32_t heading_here(const struct appending *a, uint32_t heading)
{
    uint32_t here = block_here(a, heading);
    return here == DOC_NONE ? a->heading : here;
}

static uint32_t next_item(const struct doc_builder *b)
{
    uint32_t next = 0;
    for (size_t i = 0; i < b->n_blocks; i++)
        if (b->blocks[i].item != DOC_NONE && b->blocks[i].item >= next)
            next = b->blocks[i].item + 1;
    return next;
}

static bool append_blocks(struct appending *a)
{
    bool is_whole = true;
    for (uint32_t i = 0; i < a->member->n_blocks; i++) {
        struct doc_block block = a->member->blocks[i];
        block.heading = heading_here(a, block.heading);
        if (block.kind == BLOCK_HEADING && block.level < DOC_LEVELS - 1)
            block.level++;
        if (block.item != DOC_NONE)
            block.item = block.item < UINT32_MAX / 2 && a->first_item < UINT32_MAX / 2 ? block.item + a->first_item : DOC_NONE;
        if (block.table != DOC_NONE)
            block.table = a->first_table + block.table < LIMIT_TABLES ? a->first_table + block.table : DOC_NONE;
        size_t start = a->b->n_raw;
        struct str text = doc_block_text(a->member, i);
        is_whole &= doc_builder_text(a->b, text.p, text.n);
        a->blocks[i] = doc_builder_block(a->b, block, start);
        if (a->blocks[i] == DOC_NONE)
            is_whole = false;
        else if (block.kind != BLOCK_HEADING)
            a->b->blocks[a->blocks[i]].heading = block.heading;
    }
    return is_whole;
}

static void append_tables(struct appending *a)
{
    for (size_t i = 0; i < a->member->n_tables; i++) {
        const struct doc_table *from = &a->member->tables[i];
        struct doc_table *table = doc_builder_table(a->b);
        if (!table)
            return;
        size_t n = (size_t)from->n_rows * from->n_columns;
        uint32_t *grid = ARENA_ARRAY(a->b->arena, uint32_t, n);
        for (size_t k = 0; k < n; k++)
            grid[k] = block_here(a, from->grid[k]);
        *table = *from;
        table->grid = grid;
        table->heading = heading_here(a, from->heading);
    }
}

static void append_links(struct appending *a)
{
    struct arena *arena = a->b->arena;
    for (size_t i = 0; i < a->member->n_links; i++) {
        const struct doc_link *from = &a->member->links[i];
        struct doc_link *link = doc_builder_link(a->b);
        if (!link)
            return;
        *link = *from;
        struct str *const texts[] = {&link->url, &link->anchor, &link->title, &link->row, &link->item};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            *texts[k] = arena_str(arena, *texts[k]);
        link->heading = heading_here(a, from->heading);
        link->block = block_here(a, from->block);
    }
}

static void append_rest(struct appending *a)
{
    struct arena *arena = a->b->arena;
    for (size_t i = 0; i < a->member->n_contacts; i++)
        (void)doc_builder_contact(a->b, a->member->contacts[i].kind, block_here(a, a->member->contacts[i].block), a->member->contacts[i].text);
    for (size_t i = 0; i < a->member->n_forms; i++) {
        struct doc_form *form = doc_builder_form(a->b);
        if (!form)
            break;
        *form = a->member->forms[i];
        form->action = arena_str(arena, form->action);
        form->labels = arena_str(arena, form->labels);
        form->block = block_here(a, form->block);
    }
    for (size_t i = 0; i < a->member->n_images; i++) {
        struct doc_image *image = doc_builder_image(a->b);
        if (!image)
            break;
        *image = a->member->images[i];
        image->url = arena_str(arena, image->url);
        image->alt = arena_str(arena, image->alt);
        image->block = block_here(a, image->block);
        image->heading = heading_here(a, image->heading);
    }
}

bool doc_builder_append(struct doc_builder *b, const struct document *member)
{
    struct appending a = {.b = b,
                          .member = member,
                          .blocks = mem_resize(NULL, member->n_blocks + 1, sizeof *a.blocks),
                          .first_item = next_item(b),
                          .first_table = (uint32_t)b->n_tables,
                          .heading = b->headings.at[1]};
    bool was_repaired = b->is_repaired;
    b->is_repaired = true;
    bool is_whole = append_blocks(&a);
    b->is_repaired = was_repaired;
    append_tables(&a);
    append_links(&a);
    append_rest(&a);
    free(a.blocks);
    return is_whole;
}
