/* test_copied.c - an officer copies the grey columns "ลิงก์ที่พบ" and "ร่างคำอธิบาย" into the white ones and enters them as they are: the entered links then show
 * what the whole site shows.
 * SPDX-License-Identifier: MIT
 */
#include "entered_site.h"

#include "base/arena.h"
#include "extract/extract.h"
#include "extract/grid.h"
#include "report/workbook_columns.h"

struct copy {
    struct arena arena;
    struct grid grid;
};

static void copy_begin(struct copy *c, struct entered_site *s)
{
    struct document doc;
    arena_init(&c->arena);
    RUN(s, "report", "--format", "xlsx");
    assert_true(s->run.out.n > 0);
    grid_init(&c->grid, &c->arena);
    struct extract_input input = {.bytes = buf_str(&s->run.out), .url = STR_LIT("file:///itas.xlsx"), .grid = &c->grid};
    assert_int_equal(extract_cells(&input, &c->arena, &doc).need, NEED_NOTHING);
    grid_seal(&c->grid);
}

static void copy_end(struct copy *c)
{
    grid_done(&c->grid);
    arena_done(&c->arena);
}

static const char *cell(struct copy *c, uint32_t row, enum workbook_column column)
{
    for (size_t i = 0; i < c->grid.n_cells; i++)
        if (c->grid.cells[i].sheet == 0 && c->grid.cells[i].row == row && c->grid.cells[i].column == (uint32_t)column)
            return arena_text(&c->arena, c->grid.cells[i].text);
    return "";
}

static void quoted(const char *text, struct buf *out)
{
    buf_clear(out);
    for (const char *p = text; *p; p++)
        (void)buf_add_c(out, (char[3]){*p, *p == '"' ? '"' : '\0', '\0'});
}

static void unedited_copy_scores_as_the_whole_site(void **state)
{
    (void)state;
    struct entered_site s;
    struct copy c;
    struct buf explanation;
    size_t n_several = 0;
    es_begin(&s);
    copy_begin(&c, &s);
    buf_init(&explanation, 0);
    for (uint32_t row = 1; *cell(&c, row, WORKBOOK_ITEM); row++) {
        const char *links = cell(&c, row, WORKBOOK_LINK);
        n_several += strchr(links, '\n') != NULL;
        quoted(cell(&c, row, WORKBOOK_PROPOSAL), &explanation);
        es_enter(&s, cell(&c, row, WORKBOOK_ITEM), links, explanation.p);
    }
    assert_true(n_several > 0); /* a plan and its progress */
    es_submit(&s, "json");
    assert_float_equal(es_score(&s, "entered", "low"), es_score(&s, "score", "low"), 0.005);
    assert_float_equal(es_score(&s, "entered", "high"), es_score(&s, "score", "high"), 0.005);
    es_expect(&s, "O8", "published");
    es_expect(&s, "O21", "published");
    es_expect(&s, "O24", "published"); /* the page around it is entered too, and is no mistake */
    buf_done(&explanation);
    copy_end(&c);
    es_end(&s);
}

static int begin(void **state)
{
    (void)state;
    es_group_begin(NULL);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(unedited_copy_scores_as_the_whole_site)};
    return cmocka_run_group_tests(tests, begin, es_group_end);
}
