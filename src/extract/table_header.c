/* table_header.c - judges the header rows of a table by what the first rows hold: short texts above, numbers below, and what is left open for a
 * second and third row. Only the first rows are looked at, so a table of 5,000 rows costs no more than one of 20.
 * SPDX-License-Identifier: MIT
 */
#include "table_header.h"

#include "text/utf8.h"

enum {
    LOOK_ROWS = 12,
    MAX_DEPTH = 5,        /* rows of a header; forms of ministries reach 4 */
    LONG_BYTES = 240,     /* 80 Thai letters: longer is no name of a column */
    MAX_COLUMNS = 512,    /* of which we note what is open */
    MIN_NUMBERED = 3,     /* columns, to tell a numbering row from data */
};

struct row_look {
    size_t first, n;            /* cells */
    size_t n_number, n_long, n_bold, n_link;
    bool has_wide;
};

static bool is_thai_digit_at(struct str s, size_t i)
{
    return i + 2 < s.n && (unsigned char)s.p[i] == 0xE0 && (unsigned char)s.p[i + 1] == 0xB9 &&
           (unsigned char)s.p[i + 2] >= 0x90 && (unsigned char)s.p[i + 2] <= 0x99;
}

/* The digit at *i, which moves behind it; -1 when none stands there. */
static int take_digit(struct str s, size_t *i)
{
    int digit = -1;
    if (is_thai_digit_at(s, *i)) {
        digit = (unsigned char)s.p[*i + 2] - 0x90;
        *i += 3;
    } else if (*i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9') {
        digit = s.p[(*i)++] - '0';
    }
    return digit;
}

bool table_is_numeric(struct str s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.n;) {
        if (take_digit(s, &i) >= 0)
            digits++;
        else if (s.p[i] && strchr(" ,.-/()%:+", s.p[i]))
            i++;
        else
            return false;
    }
    return digits > 0;
}

uint32_t table_ordinal(struct str s)
{
    s = str_trim(s);
    bool is_in_brackets = s.n > 0 && s.p[0] == '(';
    size_t i = is_in_brackets;
    uint32_t value = 0;
    for (int digit; value < 1000 && (digit = take_digit(s, &i)) >= 0;)
        value = value * 10 + (uint32_t)digit;
    if (value == 0 || value >= 1000)
        return 0;
    struct str rest = str_trim(str_from_pos(s, i));
    if (is_in_brackets)
        return rest.n && rest.p[0] == ')' && (rest.n == 1 || strchr("=+-", str_trim(str_from_pos(rest, 1)).p[0])) ? value : 0;
    return !rest.n || str_eq_c(rest, ".") || str_eq_c(rest, ")") ? value : 0;
}

bool table_is_year(struct str s)
{
    size_t i = 0;
    int value = 0, n = 0;
    for (int digit; n <= 4 && (digit = take_digit(s, &i)) >= 0; n++)
        value = value * 10 + digit;
    return n == 4 && i == s.n && ((value >= 1950 && value < 2100) || (value >= 2490 && value < 2650));
}

/* Words a header row begins with. */
static bool begins_as_header(struct str text)
{
    static const char *const words[] = {"ลำดับ", "ที่",      "ข้อ", "รายการ", "ชื่อ",     "วันที่",  "โครงการ",
                                        "งาน",  "กิจกรรม", "No", "#",      "ประเภท", "หัวข้อ", "เรื่อง"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts_nocase_c(text, words[i]))
            return text.n < 60;
    return false;
}

static struct row_look look_at(const struct table_cell *cells, size_t n_cells, size_t first, uint32_t row)
{
    struct row_look look = {.first = first};
    for (size_t i = first; i < n_cells && cells[i].row == row; i++) {
        const struct table_cell *cell = &cells[i];
        look.n++;
        look.n_number += (cell->is_number || table_is_numeric(cell->text)) && !table_is_year(cell->text);
        look.n_long += cell->text.n > LONG_BYTES;
        look.n_bold += cell->is_bold;
        look.n_link += cell->has_link;
        look.has_wide |= cell->n_columns > 1;
    }
    return look;
}

/* (1) (2) (3) ...: every cell one more than the cell before. */
static bool numbers_columns(const struct table_cell *cells, const struct row_look *look, uint32_t n_columns)
{
    if (look->n < MIN_NUMBERED || look->n * 3 < (size_t)n_columns * 2)
        return false;
    uint32_t before = table_ordinal(cells[look->first].text);
    if (before == 0 || before > 2)
        return false;
    for (size_t i = 1; i < look->n; i++) {
        uint32_t next = table_ordinal(cells[look->first + i].text);
        if (next != before + 1)
            return false;
        before = next;
    }
    return true;
}

static const struct table_cell *cell_in(const struct table_cell *cells, const struct row_look *look, uint32_t column)
{
    for (size_t i = look->first; i < look->first + look->n && cells[i].column <= column; i++)
        if (cells[i].column == column)
            return &cells[i];
    return NULL;
}

/* The row in which the numbering of rows begins: 1, then 2 (or nothing more). 0: none of the first ones. */
static uint32_t first_numbered(const struct table_cell *cells, const struct row_look *looks, uint32_t n_looks, uint32_t n_columns)
{
    for (uint32_t row = 1; row < n_looks && row <= MAX_DEPTH; row++) {
        const struct table_cell *cell = cell_in(cells, &looks[row], 0);
        if (!cell || table_ordinal(cell->text) != 1 || looks[row].n < 2 || numbers_columns(cells, &looks[row], n_columns))
            continue;
        return row;
    }
    return 0;
}

/* "(บาท)" below the name of a column. */
static bool is_unit(struct str text)
{
    return text.n >= 2 && text.p[0] == '(' && text.p[text.n - 1] == ')' && !table_is_numeric(text);
}

static bool is_units(const struct table_cell *cells, const struct row_look *look)
{
    for (size_t i = look->first; i < look->first + look->n; i++)
        if (!is_unit(cells[i].text))
            return false;
    return look->n > 0;
}

enum column_state { OPEN, WIDE, CLOSED }; /* above: nothing, a cell over several columns, a cell of its own */

static void close_columns(unsigned char *states, const struct table_cell *cells, const struct row_look *look)
{
    for (size_t i = look->first; i < look->first + look->n; i++)
        for (uint32_t c = cells[i].column; c < cells[i].column + cells[i].n_columns && c < MAX_COLUMNS; c++)
            states[c] = cells[i].n_columns > 1 ? WIDE : CLOSED;
}

/* Does this row only fill what the rows above left open? */
static bool fills_what_is_open(const unsigned char *states, const struct table_cell *cells, const struct row_look *look)
{
    size_t n_wide = 0, n_open = 0;
    for (size_t i = look->first; i < look->first + look->n; i++) {
        uint32_t c = cells[i].column;
        if (c >= MAX_COLUMNS || states[c] == CLOSED)
            return false;
        n_wide += states[c] == WIDE;
        n_open += states[c] == OPEN;
    }
    return n_wide > 0 || n_open > 1; /* one text under a column without a name is data */
}

/* The row could be part of a header: short texts, no numbers but years. */
static bool is_short(const struct row_look *look)
{
    return look->n > 0 && !look->n_number && !look->n_link && look->n_long * 4 <= look->n;
}

static bool is_reached(const struct table_cell *cells, const struct row_look *looks, uint32_t n_header, uint32_t row)
{
    for (uint32_t r = 0; r < n_header; r++)
        for (size_t i = looks[r].first; i < looks[r].first + looks[r].n; i++)
            if (cells[i].n_rows > 1 && cells[i].n_rows <= MAX_DEPTH && cells[i].row + cells[i].n_rows > row)
                return true;
    return false;
}

static bool has_reason(const struct table_cell *cells, const struct row_look *looks, uint32_t n_looks, uint32_t n_numbered, bool is_sheet)
{
    const struct row_look *first = &looks[0];
    if (is_sheet || first->n_bold == first->n || n_numbered > 0)
        return true;
    for (size_t i = first->first; i < first->first + first->n && i < first->first + 3; i++)
        if (begins_as_header(cells[i].text))
            return true;
    for (uint32_t row = 1; row < n_looks && row < 4; row++)
        if (looks[row].n_link || looks[row].n_number)
            return true;
    return false;
}

uint32_t table_header_rows(const struct table_cell *cells, size_t n_cells, uint32_t n_rows, uint32_t n_columns, bool is_sheet)
{
    struct row_look looks[LOOK_ROWS];
    uint32_t n_looks = n_rows < LOOK_ROWS ? n_rows : LOOK_ROWS;
    size_t first = 0;
    for (uint32_t row = 0; row < n_looks; row++) {
        looks[row] = look_at(cells, n_cells, first, row);
        first += looks[row].n;
    }
    if (n_looks < 2 || n_columns < 2 || !is_short(&looks[0]))
        return 0;
    uint32_t covered = 0;
    for (size_t i = 0; i < looks[0].n; i++)
        covered += cells[i].n_columns;
    bool has_wide = looks[0].has_wide;
    uint32_t n_numbered = first_numbered(cells, looks, n_looks, n_columns);
    if ((looks[0].n < 2 && !has_wide) || (covered * 3 < n_columns && !n_numbered) || !has_reason(cells, looks, n_looks, n_numbered, is_sheet))
        return 0;
    unsigned char states[MAX_COLUMNS] = {OPEN};
    close_columns(states, cells, &looks[0]);
    uint32_t depth = 1;
    for (; depth < n_looks && depth < MAX_DEPTH; depth++) {
        const struct row_look *look = &looks[depth];
        if (numbers_columns(cells, look, n_columns) && !is_reached(cells, looks, depth, depth)) {
            depth++;
            break; /* nothing of the header stands below it */
        }
        bool is_header = is_reached(cells, looks, depth, depth) ||
                         (is_short(look) && (is_units(cells, look) || (depth < n_numbered && look->n > 1) ||
                                             fills_what_is_open(states, cells, look)));
        if (!is_header)
            break;
        close_columns(states, cells, look);
    }
    return depth < n_rows ? depth : n_rows > 1 && is_sheet ? n_rows : 1;
}
