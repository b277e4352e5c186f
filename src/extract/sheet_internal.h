/* sheet_internal.h - a sheet between its cells and its blocks: shared by sheet.c and sheet_section.c, nobody else.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_SHEET_INTERNAL_H
#define OIT_EXTRACT_SHEET_INTERNAL_H

#include "base/buf.h"
#include "extract/sheet.h"

struct place {
    uint32_t row, column, n_rows, n_columns;
    size_t at, n;        /* in texts */
    uint32_t link;       /* index in links, or DOC_NONE */
    bool is_number, is_bold;
};

struct sheet_row { /* a row with text */
    uint32_t row;  /* in the file */
    uint32_t gap;  /* empty rows above it */
    size_t first;  /* place */
    uint32_t n;    /* places */
    uint32_t n_number, n_long, n_link;
};

struct span {
    uint32_t from, to;
};

struct sheet {
    struct sheet_book *book;
    struct str name;
    struct buf texts;
    struct place *places; size_t n_places, capacity_places;
    struct place *merges; size_t n_merges, capacity_merges; /* spans only */
    struct place *links; size_t n_links, capacity_links;    /* at, n: the address */
    struct span told[16]; size_t n_told;
    struct margin { enum doc_zone zone; size_t at, n; } margins[12]; size_t n_margins;
    struct sheet_row *rows; size_t n_rows, capacity_rows;   /* when closing */
    uint32_t width; /* cells in the first row of the last table */
    bool is_sorted;
};

struct section { /* rows [from, table) are lines of a title, [table, to) a table; without one table == to */
    uint32_t from, table, to;
};

struct str sheet_text(const struct sheet *s, const struct place *place);
/* The section that begins at row `from`. */
struct section sheet_section(const struct sheet *s, uint32_t from);

#endif
