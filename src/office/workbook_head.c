/* workbook_head.c - where the columns of a sheet are. The heading row is the first one that names the item column and one of the officers'; titles may stand above
 * it, and headings may take up to three rows (a merged "ITAS" over "URL ที่จะกรอก" and "คำอธิบาย"). A list without headings is read when it can mean one thing only: two
 * columns, items in the first.
 * SPDX-License-Identifier: MIT
 */
#include "base/limits.h"
#include "office/workbook_internal.h"
#include "text/utf8.h"

enum { LOOK_ROWS = 60 /* titles above the heading */, HEAD_ROWS = 2 /* above and below the row of the item column */, OUR_GREY = 2 };

static bool names_item(const struct workbook_reader *r, const struct grid_cell *cell)
{
    size_t item;
    return cell && workbook_item(r->report, cell->text, &item) == ITEM_KNOWN;
}

static void take_row(struct workbook_reader *r, const struct sheet_view *view, uint32_t row, struct sheet_head *head)
{
    for (size_t i = workbook_first_cell(view, row); i < view->end && view->grid->cells[i].row == row; i++) {
        const struct grid_cell *cell = &view->grid->cells[i];
        if (cell->column >= LIMIT_WORKBOOK_COLUMNS)
            break;
        enum workbook_column column = workbook_column_from(cell->text);
        if (column == N_WORKBOOK_COLUMNS || head->columns[column] == cell->column)
            continue;
        if (head->columns[column] == NO_COLUMN)
            head->columns[column] = cell->column;
        else if (workbook_is_white(column))
            workbook_complain(r, workbook_place_at(r, view, row, cell->column), -1, MSG_WORKBOOK_TWICE, MSG_ARGS(msg_th(workbook_heading(column))));
    }
}

static bool has_white(const struct sheet_head *head)
{
    for (int i = WORKBOOK_OWNER; i <= WORKBOOK_NOTE; i++)
        if (head->columns[i] != NO_COLUMN)
            return true;
    return false;
}

static void clear(struct sheet_head *head)
{
    for (int i = 0; i < N_WORKBOOK_COLUMNS; i++)
        head->columns[i] = NO_COLUMN;
}

static void judge(struct sheet_head *head)
{
    unsigned n_white = 0, n_grey = 0;
    for (int i = 0; i < N_WORKBOOK_COLUMNS; i++) {
        bool is_there = head->columns[i] != NO_COLUMN;
        n_white += is_there && workbook_is_white((enum workbook_column)i);
        n_grey += is_there && !workbook_is_white((enum workbook_column)i) && i != WORKBOOK_ITEM && i != WORKBOOK_TITLE;
    }
    head->is_ours = n_white == N_OFFICER_FIELDS || n_grey >= OUR_GREY;
}

/* A row below that still is heading: nothing of its own in the item column, and the name of one of ours elsewhere. */
static bool goes_on(const struct sheet_view *view, uint32_t row, uint32_t item_column)
{
    bool has_heading = false;
    for (size_t i = workbook_first_cell(view, row); i < view->end && view->grid->cells[i].row == row; i++) {
        const struct grid_cell *cell = &view->grid->cells[i];
        if (cell->column == item_column)
            return false;
        has_heading |= cell->column < LIMIT_WORKBOOK_COLUMNS && workbook_column_from(cell->text) != N_WORKBOOK_COLUMNS;
    }
    return has_heading;
}

/* The heading whose item column is named in `row`. */
static bool try_head(struct workbook_reader *r, const struct sheet_view *view, uint32_t row, uint32_t item_column, struct sheet_head *head)
{
    uint32_t last = row;
    while (last < row + HEAD_ROWS && goes_on(view, last + 1, item_column))
        last++;
    size_t n_errors = r->book->n_errors;
    clear(head);
    head->columns[WORKBOOK_ITEM] = item_column;
    for (uint32_t i = row > HEAD_ROWS ? row - HEAD_ROWS : 0; i <= last; i++)
        take_row(r, view, i, head);
    head->first_row = last + 1;
    if (!has_white(head))
        r->book->n_errors = n_errors;
    return has_white(head);
}

/* Headings that are none of ours: a misspelt one would be passed over in silence. */
static void tell_others(struct workbook_reader *r, const struct sheet_view *view, uint32_t row)
{
    enum { SHOWN = 8, HEADING_BYTES = 60 };
    struct buf names;
    size_t n = 0;
    buf_init(&names, 0);
    for (size_t i = workbook_first_cell(view, row); i < view->end && view->grid->cells[i].row == row; i++) {
        const struct grid_cell *cell = &view->grid->cells[i];
        if (cell->column >= LIMIT_WORKBOOK_COLUMNS || workbook_column_from(cell->text) != N_WORKBOOK_COLUMNS)
            continue;
        if (n++ < SHOWN)
            (void)buf_addf(&names, "%s'%.*s'", names.n ? ", " : "", STR_ARG(utf8_prefix(str_trim(cell->text), HEADING_BYTES)));
    }
    if (n)
        workbook_remark(r, workbook_place_at(r, view, row, NO_COLUMN), -1, MSG_WORKBOOK_OTHER_COLUMNS, MSG_ARGS(names.p));
    buf_done(&names);
}

/* A bureau's name has letters: columns of numbers are no list of owners. */
static bool has_letter(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool is_thai_digit = c == 0xE0 && i + 2 < text.n && (unsigned char)text.p[i + 1] == 0xB9 && (unsigned char)text.p[i + 2] >= 0x90;
        if (is_thai_digit)
            i += 2;
        else if (c >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
            return true;
    }
    return false;
}

/* Two columns, most rows beginning with an item. */
static bool bare_list(const struct workbook_reader *r, const struct sheet_view *view, struct sheet_head *head)
{
    uint32_t columns[2] = {NO_COLUMN, NO_COLUMN}, first_row = NO_COLUMN;
    size_t n_known = 0, n_first = 0;
    bool has_name = false;
    for (size_t i = view->first; i < view->end; i++) {
        const struct grid_cell *cell = &view->grid->cells[i];
        if (cell->column != columns[0] && cell->column != columns[1]) {
            if (columns[1] != NO_COLUMN)
                return false;
            columns[columns[0] == NO_COLUMN ? 0 : 1] = cell->column;
        }
    }
    uint32_t left = columns[0] < columns[1] ? columns[0] : columns[1], right = columns[0] < columns[1] ? columns[1] : columns[0];
    for (size_t i = view->first; i < view->end; i++) {
        const struct grid_cell *cell = &view->grid->cells[i];
        bool is_first = cell->column == left, is_known = is_first && names_item(r, cell);
        n_first += is_first;
        n_known += is_known;
        has_name |= first_row != NO_COLUMN && !is_first && has_letter(cell->text);
        first_row = is_known && first_row == NO_COLUMN ? cell->row : first_row;
    }
    if (right == NO_COLUMN || !has_name || n_known == 0 || n_known * 2 < n_first)
        return false;
    clear(head);
    head->columns[WORKBOOK_ITEM] = left;
    head->columns[WORKBOOK_OWNER] = right;
    head->first_row = first_row;
    return true;
}

bool workbook_find_head(struct workbook_reader *r, const struct sheet_view *view, struct sheet_head *head)
{
    uint32_t n_rows = 0, n_tries = 0, row = NO_COLUMN;
    *head = (struct sheet_head){.first_row = 0};
    for (size_t i = view->first; i < view->end; i++) {
        const struct grid_cell *cell = &view->grid->cells[i];
        n_rows += cell->row != row;
        row = cell->row;
        if (n_rows > LOOK_ROWS || n_tries > LOOK_ROWS)
            break;
        if (cell->column >= LIMIT_WORKBOOK_COLUMNS || workbook_column_from(cell->text) != WORKBOOK_ITEM)
            continue;
        n_tries++;
        if (try_head(r, view, row, cell->column, head)) {
            judge(head);
            tell_others(r, view, row);
            return true;
        }
    }
    return bare_list(r, view, head);
}
