/* lint_elements.c - elements nothing shows to work.
 *
 * An element is exercised when a text that must satisfy it does: its own words ("ค่าธรรมเนียม" is what a document that follows the criterion writes), an
 * example in the rule file (examples: elements:), or a page of a stored crawl. Each text is tried as a table's column, as a cell, as a paragraph and
 * as a title, as the element's `in` says. What only a detector sees (telephone, form) has no words a slip could spoil.
 * SPDX-License-Identifier: MIT
 */
#include "rules/lint.h"

#include <stdlib.h>

#include "base/mem.h"
#include "doc/builder.h"
#include "rules/findings.h"

enum { TRIAL_BYTES = 64 * 1024 };
#define VALUE "1,250 บาท นายสมชาย ใจดี 3 มีนาคม 2567"

struct trial {
    const struct scheme *scheme;
    struct finder *finder;
    struct arena arena;
    bool *seen; /* per element */
};

static uint32_t add_block(struct doc_builder *b, enum doc_block_kind kind, uint32_t column, uint32_t row, const char *text)
{
    struct doc_block block = doc_block_init(kind);
    block.zone = ZONE_MAIN;
    block.level = kind == BLOCK_HEADING ? 2 : 0;
    if (kind == BLOCK_CELL) {
        block.table = 0;
        block.row = row;
        block.column = column;
    }
    return doc_builder_block_of(b, block, str_from(text));
}

/* A column of that name with a value below it. */
static void add_table(struct trial *t, struct doc_builder *b, const char *text)
{
    struct doc_table *table = doc_builder_table(b);
    uint32_t *grid = ARENA_ARRAY(&t->arena, uint32_t, 4);
    if (!table)
        return;
    *table = (struct doc_table){.n_rows = 2, .n_columns = 2, .n_header_rows = 1, .grid = grid, .heading = DOC_NONE};
    grid[0] = add_block(b, BLOCK_CELL, 0, 0, "ลำดับ");
    grid[1] = add_block(b, BLOCK_CELL, 1, 0, text);
    grid[2] = add_block(b, BLOCK_CELL, 0, 1, "1");
    grid[3] = add_block(b, BLOCK_CELL, 1, 1, VALUE);
}

/* A small document that says the text in every way a document says such things. */
static void try(struct trial *t, const char *text)
{
    struct document doc = {.kind = DOC_HTML, .url = STR_LIT("http://example/"), .arena = &t->arena};
    struct doc_builder b;
    doc_builder_init(&b, &doc, TRIAL_BYTES);
    (void)add_block(&b, BLOCK_HEADING, 0, 0, text);
    (void)add_block(&b, BLOCK_PARAGRAPH, 0, 0, text);
    (void)add_block(&b, BLOCK_PARAGRAPH, 0, 0, arena_printf(&t->arena, "%s: " VALUE, text).p);
    add_table(t, &b, text);
    doc_builder_seal(&b);
    struct findings findings;
    findings_make(t->finder, &doc, &t->arena, &findings);
    for (size_t i = 0; i < findings.n_elements; i++)
        t->seen[findings.elements[i].element] = true;
    arena_clear(&t->arena);
}

static void forget(struct trial *t)
{
    memset(t->seen, 0, t->scheme->n_elements * sizeof *t->seen);
}

size_t lint_elements(const struct scheme *scheme, const struct rule_book *book, const bool *element_seen, struct rule_messages *messages)
{
    struct trial t = {.scheme = scheme, .finder = finder_new(scheme), .seen = mem_alloc((scheme->n_elements + 1) * sizeof *t.seen)};
    bool *is_exercised = mem_alloc((scheme->n_elements + 1) * sizeof *is_exercised);
    size_t n_bad = 0;
    arena_init(&t.arena);
    for (size_t i = 0; i < book->n_examples; i++) {
        const struct book_example *example = &book->examples[i];
        const struct scheme_element *element = &scheme->elements[example->element];
        forget(&t);
        try(&t, example->text);
        is_exercised[example->element] = true;
        if (t.seen[example->element])
            continue;
        n_bad++;
        lint_say(messages, true, &example->place, "ข้อความ '%s' ควรแสดงองค์ประกอบ '%s' ของ %s แต่ไม่พบ", "the text '%s' should show the element '%s' of %s and does not",
                 example->text, element->id, scheme->items[element->item].code);
    }
    for (size_t i = 0; i < scheme->n_elements && i < book->n_elements; i++) {
        const struct scheme_element *element = &scheme->elements[i];
        const struct scheme_item *item = &scheme->items[element->item];
        bool is_against = i >= (size_t)item->first_element + item->n_elements; /* what speaks against the item is asked of nobody */
        if (is_exercised[i] || is_against || strncmp(book->elements[i].place.file, "../", 3) == 0 /* said where it was written */ || element->detect || (element_seen && element_seen[i]) || !book->elements[i].has_words)
            continue;
        forget(&t);
        try(&t, element->text.th);
        if (!t.seen[i])
            lint_say(messages, false, &book->elements[i].place,
                     "องค์ประกอบ '%s' ของ %s ไม่เคยถูกลอง: คำของตัวเอง '%s' หาไม่พบด้วยวลีที่มี เพิ่มวลี หรือใส่ตัวอย่างใน examples: elements: {%s: [...]}",
                     "the element '%s' of %s is never exercised: its own words '%s' are not found by its phrases; add a phrase, or an example under "
                     "examples: elements: {%s: [...]}",
                     element->id, item->code, element->text.th, element->id);
    }
    finder_free(t.finder);
    arena_done(&t.arena);
    free(is_exercised);
    free(t.seen);
    return n_bad;
}
