/* sheet_section.c - where a table begins and where it ends.
 *
 *     รายงานความก้าวหน้าการจัดซื้อจัดจ้าง        rows of one cell: the title
 *     หน่วยงาน   กรมส่งเสริมการอ่าน             fewer cells than half of what follows: title, too
 *                                           an empty row
 *     ลำดับ      งาน      ราคา    ผู้รับจ้าง     the table
 *     1         ...
 *               งบลงทุน                      one cell inside: the table goes on
 *     2         ...
 *
 *     ลำดับ      งาน      ราคา    ผู้รับจ้าง     the same header once more, or another behind an empty row: the next table
 * SPDX-License-Identifier: MIT
 */
#include "sheet_internal.h"

enum {
    LOOK_AHEAD = 20,      /* rows that tell how wide the table is */
    MAX_TITLE_ROWS = 6,   /* above a second table */
    MAX_TAIL_CELLS = 4,   /* people who sign, side by side */
};

/* The widest of the next rows, in cells. */
static uint32_t width_below(const struct sheet *s, uint32_t row)
{
    uint32_t most = 0;
    for (uint32_t i = row; i < s->n_rows && i < row + LOOK_AHEAD; i++)
        most = s->rows[i].n > most ? s->rows[i].n : most;
    return most;
}

static bool has_digit(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((text.p[i] >= '0' && text.p[i] <= '9') || (i + 2 < text.n && (unsigned char)text.p[i] == 0xE0 && (unsigned char)text.p[i + 1] == 0xB9 &&
                                                      (unsigned char)text.p[i + 2] >= 0x90 && (unsigned char)text.p[i + 2] <= 0x99))
            return true;
    return false;
}

/* Two or three cells that stand over the columns below rather than beside each other: "แผน" and "ผล" above the names of columns. */
static bool heads_columns(const struct sheet *s, uint32_t row)
{
    const struct sheet_row *r = &s->rows[row];
    if (row + 1 >= s->n_rows || s->rows[row + 1].gap || s->rows[row + 1].n <= r->n || s->rows[row + 1].n_number)
        return false;
    bool is_apart = true;
    for (size_t i = r->first; i < r->first + r->n; i++) {
        if (has_digit(sheet_text(s, &s->places[i])))
            return false;
        bool is_last = i + 1 == r->first + r->n;
        is_apart = is_apart && s->places[i].n_columns == 1 && (is_last || s->places[i + 1].column > s->places[i].column + 1);
        if (s->places[i].n_columns > 1 && !is_last && s->places[i + 1].column == s->places[i].column + s->places[i].n_columns &&
            s->places[i + 1].n_columns > 1)
            return true; /* side by side, both wide */
    }
    return is_apart;
}

static bool is_title_row(const struct sheet *s, uint32_t row)
{
    const struct sheet_row *r = &s->rows[row];
    if (r->n == 1)
        return true;
    uint32_t width = width_below(s, row + 1);
    return r->n <= 4 && r->n * 2 < width && !heads_columns(s, row);
}

static bool is_same_row(const struct sheet *s, uint32_t a, uint32_t b)
{
    const struct sheet_row *ra = &s->rows[a], *rb = &s->rows[b];
    if (ra->n != rb->n || ra->n < 2 || ra->n_number)
        return false;
    for (uint32_t i = 0; i < ra->n; i++)
        if (s->places[ra->first + i].column != s->places[rb->first + i].column ||
            !str_eq(sheet_text(s, &s->places[ra->first + i]), sheet_text(s, &s->places[rb->first + i])))
            return false;
    return true;
}

/* Could this row, behind an empty one, be the header of another table? Words alone, in a table of numbers, with numbers below. */
static bool begins_table(const struct sheet *s, uint32_t from, uint32_t row)
{
    const struct sheet_row *r = &s->rows[row];
    if (r->n < 2 || r->n_number || r->n_long || r->n_link || row + 1 >= s->n_rows)
        return false;
    uint32_t n_with = 0, n = 0;
    for (uint32_t i = row; i-- > from + 1 && n < LOOK_AHEAD; n++)
        n_with += s->rows[i].n_number > 0;
    bool has_numbers_below = false;
    for (uint32_t i = row + 1; i < s->n_rows && i < row + 4; i++)
        has_numbers_below |= s->rows[i].n_number > 0;
    return has_numbers_below && n_with * 2 >= n;
}

/* From here to the end of the sheet only a few cells a row, all words, below a table that was wide: notes and signatures. */
static bool is_tail(const struct sheet *s, uint32_t from, uint32_t width)
{
    for (uint32_t row = from; row < s->n_rows; row++)
        if (s->rows[row].n > MAX_TAIL_CELLS || s->rows[row].n * 2 >= width || s->rows[row].n_number)
            return false;
    return true;
}

static uint32_t table_end(const struct sheet *s, uint32_t from)
{
    for (uint32_t row = from + 1; row < s->n_rows; row++) {
        if (row > from + 1 && is_same_row(s, from, row)) {
            uint32_t end = row; /* the rows of one cell above it are its title */
            while (end > from + 1 && row - end < MAX_TITLE_ROWS && s->rows[end - 1].n == 1 && (s->rows[end].gap || s->rows[end - 1].gap || end == row))
                end--;
            return end;
        }
        if (!s->rows[row].gap)
            continue;
        uint32_t next = row;
        while (next < s->n_rows && next < row + MAX_TITLE_ROWS && is_title_row(s, next))
            next++;
        if (next >= s->n_rows || begins_table(s, from, next) || is_tail(s, row, s->rows[from].n))
            return row; /* notes and signatures to the end, or another table */
        if (next > row && s->rows[row].gap >= 2)
            return row;
    }
    return (uint32_t)s->n_rows;
}

struct section sheet_section(const struct sheet *s, uint32_t from)
{
    struct section section = {from, from, (uint32_t)s->n_rows};
    if (is_tail(s, from, s->width))
        section.table = section.to;
    while (section.table < s->n_rows && is_title_row(s, section.table))
        section.table++;
    if (section.table < s->n_rows)
        section.to = table_end(s, section.table);
    while (section.to > section.table + 1 && s->rows[section.to - 1].n == 1 && section.to == s->n_rows && !s->rows[section.to - 1].n_number)
        section.to--; /* a note right below the last row */
    return section;
}
