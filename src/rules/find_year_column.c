/* find_year_column.c - a table whose column of years says one year in every row: the ป.ป.ช. form for purchases begins with such a column, and
 * many files of it have no title at all.
 *
 *     ปีงบประมาณ | ประเภทหน่วยงาน | ...        the header is nothing but words that lead to a year,
 *     2567       | กรม            | ...        and each cell below, with that header before it, states the same one
 * SPDX-License-Identifier: MIT
 */
#include "rules/finder.h"

enum { MAX_TABLES = 50, MAX_COLUMNS = 40, HEADER_MAX_BYTES = 90, CELL_MAX_BYTES = 24, MAX_ROWS = 2000 };

static struct str cell_text(const struct document *doc, const struct doc_table *table, uint32_t row, uint32_t column)
{
    uint32_t block = table->grid[(size_t)row * table->n_columns + column];
    if (block >= doc->n_blocks || doc->blocks[block].kind != BLOCK_CELL)
        return STR_NONE;
    return doc_block_text(doc, block);
}

static bool leads_to_year(struct finder *f, struct str header, struct str cell)
{
    buf_clear(&f->readable);
    buf_clear(&f->text);
    (void)buf_addf(&f->readable, "%.*s %.*s", STR_ARG(header), STR_ARG(cell));
    years_blank(buf_str(&f->readable), &f->text);
    return str_trim(buf_str(&f->text)).n == 0;
}

static struct year_statement year_in(struct finder *f, const struct doc_table *table, uint32_t column)
{
    const struct document *doc = f->doc;
    struct str header = cell_text(doc, table, table->n_header_rows - 1, column), first = STR_NONE;
    struct year_statement none = {0};
    if (!header.n || header.n > HEADER_MAX_BYTES)
        return none;
    for (uint32_t row = table->n_header_rows; row < table->n_rows && row < MAX_ROWS; row++) {
        struct str cell = cell_text(doc, table, row, column);
        if (!cell.n)
            continue;
        if (cell.n > CELL_MAX_BYTES || (first.n && !str_eq(first, cell)))
            return none;
        first = cell;
    }
    if (!first.n || !leads_to_year(f, header, first))
        return none;
    buf_clear(&f->readable);
    (void)buf_addf(&f->readable, "%.*s %.*s", STR_ARG(header), STR_ARG(first));
    return years_statement_from(buf_str(&f->readable), f->scheme->first_month);
}

struct year_statement find_year_column(struct finder *f)
{
    for (size_t t = 0; t < f->doc->n_tables && t < MAX_TABLES; t++) {
        const struct doc_table *table = &f->doc->tables[t];
        for (uint32_t column = 0; table->n_header_rows > 0 && column < table->n_columns && column < MAX_COLUMNS; column++) {
            struct year_statement year = year_in(f, table, column);
            if (year.from_be && year.is_certain)
                return year;
        }
    }
    return (struct year_statement){0};
}
