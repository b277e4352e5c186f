/* test_document.c - builder, dump and serialised form of documents.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "doc/builder.h"

static struct document start(struct arena *arena)
{
    arena_init(arena);
    struct document doc = {
        .arena = arena, .kind = DOC_HTML, .url = STR_LIT("http://www.agency.go.th/"), .text_source = "text"};
    return doc;
}

static uint32_t add(struct doc_builder *b, enum doc_block_kind kind, uint8_t level, const char *text)
{
    struct doc_block block = doc_block_init(kind);
    block.level = level;
    return doc_builder_block_of(b, block, str_from(text));
}

static void binds_blocks_to_the_nearest_heading(void **state)
{
    (void)state;
    struct doc_builder b;
    struct arena arena;
    struct document doc = start(&arena);
    doc_builder_init(&b, &doc, 4096);
    add(&b, BLOCK_HEADING, 1, "หน้า");
    add(&b, BLOCK_HEADING, 3, "ปี 2567");
    add(&b, BLOCK_PARAGRAPH, 0, "  แผน \n\t ปฏิบัติการ\xC2\xA0 ");
    add(&b, BLOCK_HEADING, 2, "ใหม่");
    add(&b, BLOCK_PARAGRAPH, 0, "ต่อ");
    assert_int_equal(add(&b, BLOCK_PARAGRAPH, 0, " \n "), DOC_NONE);
    doc_builder_seal(&b);
    assert_int_equal(doc.n_blocks, 5);
    assert_int_equal(doc.blocks[1].heading, 0);
    assert_int_equal(doc.blocks[2].heading, 1);
    assert_int_equal(doc.blocks[3].heading, 0);
    assert_int_equal(doc.blocks[4].heading, 3);
    assert_true(str_eq_c(doc_block_text(&doc, 2), "แผน ปฏิบัติการ"));
    assert_true(str_eq_c(doc.raw, "หน้า\nปี 2567\nแผน ปฏิบัติการ\nใหม่\nต่อ\n"));
    assert_null(doc_block_text(&doc, 5).p);
    arena_done(&arena);
}

static void cuts_text_at_its_limit_between_letters(void **state)
{
    (void)state;
    struct doc_builder b;
    struct arena arena;
    struct document doc = start(&arena);
    doc_builder_init(&b, &doc, 10);
    add(&b, BLOCK_PARAGRAPH, 0, "กขคง");
    add(&b, BLOCK_PARAGRAPH, 0, "จฉ");
    doc_builder_seal(&b);
    assert_true(doc.is_cut);
    assert_true(str_starts_c(doc.raw, "กขค"));
    assert_true(doc.raw.n <= 10);
    arena_done(&arena);
}

static void equal_text_has_an_equal_hash_only(void **state)
{
    (void)state;
    assert_true(doc_block_hash(STR_LIT("แผนปฏิบัติการ 2567")) == doc_block_hash(STR_LIT("แผนปฏิบัติการ 2567")));
    assert_true(doc_block_hash(STR_LIT("แผนปฏิบัติการ 2567")) != doc_block_hash(STR_LIT("แผนปฏิบัติการ 2568")));
    assert_true(doc_block_hash(STR_LIT("a")) != doc_block_hash((struct str){"a\0", 2}));
    assert_true(doc_block_hash(STR_LIT("")) != doc_block_hash((struct str){"\0", 1}));
}

static void fill(struct doc_builder *b)
{
    add(b, BLOCK_HEADING, 2, "หัวข้อ");
    struct doc_block cell = doc_block_init(BLOCK_CELL);
    cell.table = 0;
    cell.item = 7;
    cell.zone = ZONE_FOOTER;
    cell.page = 3;
    uint32_t block = doc_builder_block_of(b, cell, STR_LIT("เซลล์"));
    uint32_t *grid = ARENA_ARRAY(b->arena, uint32_t, 2);
    grid[0] = block;
    grid[1] = DOC_NONE;
    *doc_builder_table(b) =
        (struct doc_table){.n_rows = 1, .n_columns = 2, .n_header_rows = 1, .heading = 0, .grid = grid, .page = 3};
    struct doc_link *link = doc_builder_link(b);
    link->via = VIA_DATA;
    link->url = STR_LIT("http://www.agency.go.th/a");
    link->anchor = STR_LIT("คลิก \"ที่นี่\"");
    link->row = STR_LIT("ก | ข");
    link->heading = 0;
    link->is_download = true;
    struct doc_form *form = doc_builder_form(b);
    form->has_password = true;
    form->n_fields = 2;
    doc_builder_contact(b, CONTACT_FAX, block, STR_LIT("038-123-456"));
    assert_null(doc_builder_contact(b, CONTACT_FAX, block, STR_LIT("038-123-456")));
    struct doc_image *image = doc_builder_image(b);
    image->alt = STR_LIT("ผัง");
    image->width = 800;
}

static void comes_back_from_its_serialised_form(void **state)
{
    (void)state;
    struct doc_builder b;
    struct arena arena, other;
    struct document doc = start(&arena), copy;
    doc.fault = FAULT_NO_TEXT;
    doc.title = STR_LIT("");
    doc.n_pages = 12;
    doc_builder_init(&b, &doc, 4096);
    fill(&b);
    doc_builder_seal(&b);
    struct buf packed, before, after;
    buf_init(&packed, 0);
    buf_init(&before, 0);
    buf_init(&after, 0);
    doc.n_pages = doc.n_image_pages = 3;
    doc.n_ocr_pages = 2;
    doc.ocr_confidence = 83;
    doc.blocks[1].ocr = 71;
    doc_pack(&doc, &packed);
    doc_dump(&doc, &before);
    arena_init(&other);
    assert_true(doc_unpack(buf_str(&packed), &other, &copy));
    doc_dump(&copy, &after);
    assert_string_equal(before.p, after.p);
    assert_non_null(strstr(before.p, "fault=no-text"));
    assert_non_null(strstr(before.p, "ocr-pages=2 ocr=83"));
    assert_non_null(strstr(before.p, " ocr71"));
    assert_non_null(strstr(before.p, "anchor=\"คลิก \\\"ที่นี่\\\"\""));
    assert_true(copy.blocks[1].hash == doc.blocks[1].hash);
    assert_int_equal(copy.title.n, 0);
    assert_non_null(copy.title.p);
    /* every cut and every changed byte is refused or gives a document that can be walked */
    for (size_t i = 0; i < packed.n; i++) {
        struct arena third;
        arena_init(&third);
        assert_false(doc_unpack((struct str){packed.p, i}, &third, &copy));
        for (unsigned flip = 1; flip < 256; flip *= 2) {
            packed.p[i] = (char)(packed.p[i] ^ (char)flip);
            if (doc_unpack(buf_str(&packed), &third, &copy)) {
                buf_clear(&after);
                doc_dump(&copy, &after);
            }
            packed.p[i] = (char)(packed.p[i] ^ (char)flip);
        }
        arena_done(&third);
    }
    arena_done(&other);
    arena_done(&arena);
    buf_done(&packed);
    buf_done(&before);
    buf_done(&after);
}

/* Rows without columns cost no byte of the serialised form: their number must not be believed. */
static void rows_without_columns_are_refused(void **state)
{
    (void)state;
    struct doc_builder b;
    struct arena arena, other;
    struct document doc = start(&arena), copy;
    doc_builder_init(&b, &doc, 4096);
    doc_builder_seal(&b);
    struct doc_table table = {.n_rows = 1u << 30, .heading = DOC_NONE};
    doc.tables = &table;
    doc.n_tables = 1;
    struct buf packed;
    buf_init(&packed, 0);
    doc_pack(&doc, &packed);
    arena_init(&other);
    assert_false(doc_unpack(buf_str(&packed), &other, &copy));
    table.n_rows = 0;
    buf_clear(&packed);
    doc_pack(&doc, &packed);
    assert_true(doc_unpack(buf_str(&packed), &other, &copy));
    buf_done(&packed);
    arena_done(&other);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(binds_blocks_to_the_nearest_heading),
        cmocka_unit_test(cuts_text_at_its_limit_between_letters),
        cmocka_unit_test(equal_text_has_an_equal_hash_only),
        cmocka_unit_test(comes_back_from_its_serialised_form),
        cmocka_unit_test(rows_without_columns_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
