/* workbook_rows.c - the rows of one sheet: which item, and what each white cell says.
 *
 * Rows that name no item and say nothing in a white column are headings of groups, totals, signatures: passed over. Rows under one merged item cell are one item; what they say
 * in a column stands one under the other.
 * SPDX-License-Identifier: MIT
 */
#include "office/workbook_internal.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "extract/number_format.h"
#include "itas/profile.h"
#include "text/utf8.h"
#include "text/years.h"

/* ---- one cell ---- */

static bool is_blank(struct str text)
{
    struct buf squeezed;
    buf_init(&squeezed, 0);
    utf8_squeeze(text, &squeezed);
    bool blank = squeezed.n == 0;
    buf_done(&squeezed);
    return blank;
}

static size_t utf16_units(struct str text)
{
    size_t n = 0, length;
    for (size_t i = 0; i < text.n; i += length)
        n += utf8_decode(text.p + i, text.n - i, &length) > 0xFFFF ? 2 : 1;
    return n;
}

/* "2024-03-31" of a date cell, and in the column of dates 45382: as people write the day. */
static const char *day_in_words(struct workbook_reader *r, const struct grid_cell *cell, struct str text, enum oit_officer_field field)
{
    struct clock_date day;
    char words[64];
    double number;
    bool is_day = cell->is_date && years_parse_date(str_sub(text, 0, sizeof "2024-03-31" - 1), &day);
    if (!is_day && field == OFFICER_DUE && number_from(text, &number))
        is_day = number_format_serial(number, &day);
    if (!is_day)
        return NULL;
    if (day.year_ce > 2400)
        day.year_ce -= 543; /* typed in the Buddhist era into a program that counts in the Christian one */
    years_date_th(day, words, sizeof words);
    return arena_text(&r->book->arena, str_from(words));
}

static bool is_error_value(struct str text)
{
    return (text.n > 1 && text.p[0] == '#' && text.p[1] >= 'A' && text.p[1] <= 'Z') || str_starts_c(text, "Err:");
}

bool workbook_word_of(struct workbook_reader *r, const struct sheet_view *view, const struct grid_cell *cell, enum oit_officer_field field,
                      struct workbook_place place, const char **ret_word)
{
    (void)view;
    struct clock_date day;
    struct str text = r->is_csv ? workbook_unguarded(cell->text) : cell->text;
    char limit[16];
    if (cell->is_formula && is_blank(text))
        return workbook_complain(r, place, field, MSG_WORKBOOK_FORMULA_EMPTY, NULL), false;
    if (cell->is_formula && is_error_value(text))
        return workbook_complain(r, place, field, MSG_WORKBOOK_FORMULA_ERROR, MSG_ARGS(cell->text.p)), false;
    if (utf16_units(text) > LIMIT_WORKBOOK_CELL) {
        (void)snprintf(limit, sizeof limit, "%d", LIMIT_WORKBOOK_CELL);
        return workbook_complain(r, place, field, MSG_WORKBOOK_TOO_LONG, MSG_ARGS(limit)), false;
    }
    const char *word = day_in_words(r, cell, text, field);
    if (!word)
        word = is_blank(text) ? "" : arena_text(&r->book->arena, text);
    if (field == OFFICER_DUE && *word && !years_parse_day(str_trim(str_from(word)), &day))
        return workbook_complain(r, place, field, MSG_WORKBOOK_BAD_DATE, MSG_ARGS(word)), false;
    if (field == OFFICER_DECISION && *word && decision_from(str_from(word)) == DECISION_NONE)
        return workbook_complain(r, place, field, MSG_WORKBOOK_BAD_DECISION, MSG_ARGS(word)), false;
    if (cell->is_formula)
        workbook_remark(r, place, field, MSG_WORKBOOK_FORMULA_TAKEN, MSG_ARGS(word));
    *ret_word = word;
    return true;
}

/* ---- one row ---- */

struct row_reader {
    struct workbook_reader *r;
    const struct sheet_view *view;
    const struct sheet_head *head;
    size_t first; /* of r->rows: this sheet's */
};

static bool says_something(const struct row_reader *rr, uint32_t row)
{
    for (int i = WORKBOOK_OWNER; i <= WORKBOOK_NOTE; i++) {
        uint32_t own, column = rr->head->columns[i];
        const struct grid_cell *cell = column == NO_COLUMN ? NULL : workbook_cell(rr->view, row, column, &own);
        if (cell && own == row)
            return true;
    }
    return false;
}

static void add_below(struct workbook_reader *r, struct workbook_word *word, const char *more)
{
    if (!word->value || !*word->value)
        word->value = more;
    else if (*more && strcmp(word->value, more) != 0)
        word->value = arena_printf(&r->book->arena, "%s\n%s", word->value, more).p;
}

static void take_words(struct row_reader *rr, uint32_t row, bool is_below, struct raw_row *raw)
{
    for (int i = WORKBOOK_OWNER; i <= WORKBOOK_NOTE; i++) {
        enum oit_officer_field field = workbook_field((enum workbook_column)i);
        uint32_t own, column = rr->head->columns[i];
        if (column == NO_COLUMN)
            continue;
        struct workbook_word *word = &raw->words[field];
        struct workbook_place place = workbook_place_at(rr->r, rr->view, row, column);
        const struct grid_cell *cell = workbook_cell(rr->view, row, column, &own);
        const char *value = NULL;
        if (is_below && cell && own != row)
            continue; /* merged with the row above, where it was read */
        if (!is_below)
            word->place = place;
        if (!cell)
            value = rr->head->is_ours ? "" : NULL;
        else if (!workbook_word_of(rr->r, rr->view, cell, field, place, &value))
            value = NULL;
        if (is_below && value)
            add_below(rr->r, word, value);
        else if (!is_below)
            word->value = value;
    }
}

/* "": the check had found nothing then. */
static const char *link_shown(struct row_reader *rr, uint32_t row)
{
    uint32_t own, column = rr->head->columns[WORKBOOK_LINK];
    const struct grid_cell *cell = column == NO_COLUMN ? NULL : workbook_cell(rr->view, row, column, &own);
    if (!rr->head->is_ours || column == NO_COLUMN)
        return NULL;
    struct str rest = cell ? str_trim(cell->text) : STR_NONE;
    return arena_text(&rr->r->book->arena, str_trim(str_cut(&rest, '\n')));
}

static bool same_title(struct str typed, const char *title)
{
    struct buf a, b;
    struct str t = str_from(title);
    buf_init(&a, 0);
    buf_init(&b, 0);
    for (size_t i = 0; i < typed.n; i++)
        if ((unsigned char)typed.p[i] > ' ')
            (void)buf_add_char(&a, typed.p[i]);
    for (size_t i = 0; i < t.n; i++)
        if ((unsigned char)t.p[i] > ' ')
            (void)buf_add_char(&b, t.p[i]);
    bool is_same = a.n && str_eq(buf_str(&a), buf_str(&b));
    buf_done(&a);
    buf_done(&b);
    return is_same;
}

/* Item numbers change from year to year: a row whose title is another item's is of another list. */
static bool is_title_wrong(struct row_reader *rr, uint32_t row, size_t item)
{
    const struct oit_report *report = rr->r->report;
    uint32_t own, column = rr->head->columns[WORKBOOK_TITLE];
    const struct grid_cell *cell = column == NO_COLUMN ? NULL : workbook_cell(rr->view, row, column, &own);
    if (!cell || same_title(cell->text, report->items[item].title.th) || same_title(cell->text, report->items[item].title.en))
        return false;
    for (size_t i = 0; i < report->n_items; i++)
        if (same_title(cell->text, report->items[i].title.th)) {
            workbook_complain(rr->r, workbook_place_at(rr->r, rr->view, row, column), -1, MSG_WORKBOOK_OTHER_TITLE, MSG_ARGS(report->items[item].code, report->items[i].code));
            return true;
        }
    return false;
}

/* A second row of the item on one sheet must say the same. */
static bool is_second(struct row_reader *rr, const struct raw_row *raw)
{
    const struct raw_row *first = NULL;
    for (size_t i = rr->first; i < rr->r->n_rows && !first; i++)
        if (rr->r->rows[i].item == raw->item)
            first = &rr->r->rows[i];
    if (!first)
        return false;
    for (int i = 0; i < N_OFFICER_FIELDS; i++) {
        const char *a = first->words[i].value, *b = raw->words[i].value;
        if ((a ? *a : 0) != (b ? *b : 0) || (a && b && strcmp(a, b) != 0)) {
            char row[16];
            (void)snprintf(row, sizeof row, "%u", first->place.row);
            workbook_complain(rr->r, raw->place, -1, MSG_WORKBOOK_ITEM_TWICE, MSG_ARGS(rr->r->report->items[raw->item].code, row));
            return true;
        }
    }
    return true;
}

static void complain_of_item(struct row_reader *rr, uint32_t row, const struct grid_cell *cell, enum item_named named)
{
    const struct oit_report *report = rr->r->report;
    const char *first = report->n_items ? report->items[0].code : "", *last = report->n_items ? report->items[report->n_items - 1].code : "";
    struct workbook_place place = workbook_place_at(rr->r, rr->view, row, rr->head->columns[WORKBOOK_ITEM]);
    if (named == ITEM_SEVERAL)
        workbook_complain(rr->r, place, -1, MSG_WORKBOOK_MANY_ITEMS, MSG_ARGS(cell->text.p));
    else if (named == ITEM_UNKNOWN || cell)
        workbook_complain(rr->r, place, -1, MSG_WORKBOOK_UNKNOWN_ITEM, MSG_ARGS(cell->text.p, first, last));
    else
        workbook_complain(rr->r, place, -1, MSG_WORKBOOK_NO_ITEM, MSG_ARGS(first));
}

void workbook_read_rows(struct workbook_reader *r, const struct sheet_view *view, const struct sheet_head *head)
{
    struct row_reader rr = {r, view, head, r->n_rows};
    uint32_t row = head->first_row, last_item_row = NO_COLUMN;
    for (; workbook_next_row(view, row, &row); row++) {
        uint32_t own;
        size_t item = 0;
        const struct grid_cell *cell = workbook_cell(view, row, head->columns[WORKBOOK_ITEM], &own);
        if (cell && own != row && own == last_item_row && r->n_rows > rr.first) {
            take_words(&rr, row, true, &r->rows[r->n_rows - 1]);
            continue;
        }
        enum item_named named = cell ? workbook_item(r->report, cell->text, &item) : ITEM_NONE;
        if (named != ITEM_KNOWN) {
            if (says_something(&rr, row))
                complain_of_item(&rr, row, cell, named);
            continue;
        }
        if (r->n_rows >= LIMIT_WORKBOOK_ROWS) {
            char limit[16];
            (void)snprintf(limit, sizeof limit, "%d", LIMIT_WORKBOOK_ROWS);
            workbook_complain(r, workbook_place_at(r, view, row, NO_COLUMN), -1, MSG_WORKBOOK_TOO_MANY_ROWS, MSG_ARGS(limit));
            return;
        }
        struct raw_row raw = {.place = workbook_place_at(r, view, row, NO_COLUMN), .item = item};
        bool is_wrong = is_title_wrong(&rr, row, item);
        take_words(&rr, row, false, &raw);
        raw.link = link_shown(&rr, row);
        if (is_wrong || is_second(&rr, &raw))
            continue;
        MEM_GROW(r->rows, r->n_rows, r->capacity_rows);
        r->rows[r->n_rows++] = raw;
        last_item_row = row;
    }
}
