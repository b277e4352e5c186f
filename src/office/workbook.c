/* workbook.c - opens the file, has its cells read by a worker, and goes through its sheets.
 * SPDX-License-Identifier: MIT
 */
#include "office/workbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "office/workbook_internal.h"
#include "run/setup.h"
#include "text/utf8.h"
#include "worker/pool.h"

/* ---- places and remarks ---- */

static void add_column_name(uint32_t column, struct buf *out) /* from 1 */
{
    char letters[8];
    size_t n = 0;
    for (; column && n < sizeof letters; column = (column - 1) / 26)
        letters[n++] = (char)('A' + (column - 1) % 26);
    while (n)
        (void)buf_add_char(out, letters[--n]);
}

void workbook_place_words(const struct workbook_place *place, enum msg_language language, struct buf *out)
{
    char row[16];
    struct buf column;
    buf_init(&column, 0);
    (void)snprintf(row, sizeof row, "%u", place->row);
    add_column_name(place->column, &column);
    if (place->sheet)
        msg_add(out, language, MSG_WORKBOOK_SHEET, MSG_ARGS(place->sheet));
    if (place->sheet && place->row)
        (void)buf_add_char(out, ' ');
    if (place->row && place->column)
        msg_add(out, language, MSG_WORKBOOK_CELL, MSG_ARGS(row, column.p));
    else if (place->row)
        msg_add(out, language, MSG_WORKBOOK_ROW, MSG_ARGS(row));
    buf_done(&column);
}

struct workbook_place workbook_place_at(struct workbook_reader *r, const struct sheet_view *view, uint32_t row, uint32_t column)
{
    struct workbook_place place = {.row = row == NO_COLUMN ? 0 : row + 1, .column = column == NO_COLUMN ? 0 : column + 1};
    struct str name = view->grid->names[view->sheet];
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(str_sub(name, 0, LIMIT_LABEL_BYTES), &clean);
    if (name.n)
        place.sheet = arena_text(&r->book->arena, buf_str(&clean));
    buf_done(&clean);
    return place;
}

/* What stands in a cell is shown on one line and short. */
static struct oit_words sentence(struct workbook_reader *r, enum msg id, const char *const *args)
{
    enum { MAX_ARGS = 4, SHOWN_BYTES = 150 };
    struct buf clean[MAX_ARGS], th, en;
    const char *shown[MAX_ARGS + 1] = {NULL};
    size_t n = 0;
    for (; args && args[n] && n < MAX_ARGS; n++) {
        struct str text = str_from(args[n]), cut = utf8_prefix(text, SHOWN_BYTES);
        buf_init(&clean[n], 0);
        utf8_terminal(cut, &clean[n]);
        (void)buf_add_c(&clean[n], cut.n < text.n ? "..." : "");
        shown[n] = clean[n].p;
    }
    buf_init(&th, 0);
    buf_init(&en, 0);
    msg_add(&th, MSG_TH, id, shown);
    msg_add(&en, MSG_EN, id, shown);
    struct oit_words words = {arena_text(&r->book->arena, buf_str(&th)), arena_text(&r->book->arena, buf_str(&en))};
    while (n)
        buf_done(&clean[--n]);
    buf_done(&th);
    buf_done(&en);
    return words;
}

void workbook_complain(struct workbook_reader *r, struct workbook_place place, int field, enum msg id, const char *const *args)
{
    MEM_GROW(r->book->errors, r->book->n_errors, r->capacity_errors);
    r->book->errors[r->book->n_errors++] = (struct workbook_remark){place, field, sentence(r, id, args)};
}

void workbook_remark(struct workbook_reader *r, struct workbook_place place, int field, enum msg id, const char *const *args)
{
    MEM_GROW(r->book->notes, r->book->n_notes, r->capacity_notes);
    r->book->notes[r->book->n_notes++] = (struct workbook_remark){place, field, sentence(r, id, args)};
}

/* ---- cells ---- */

void workbook_view(const struct grid *grid, uint32_t sheet, struct sheet_view *view)
{
    *view = (struct sheet_view){.grid = grid, .sheet = sheet};
    while (view->first < grid->n_cells && grid->cells[view->first].sheet < sheet)
        view->first++;
    view->end = view->first;
    while (view->end < grid->n_cells && grid->cells[view->end].sheet == sheet)
        view->end++;
    for (size_t i = 0; i < grid->n_areas && view->n_areas < LIMIT_WORKBOOK_MERGES; i++)
        if (grid->areas[i].sheet == sheet && grid->areas[i].n_rows > 1)
            view->areas[view->n_areas++] = &grid->areas[i];
}

static size_t first_at(const struct sheet_view *view, uint32_t row, uint32_t column)
{
    size_t low = view->first, high = view->end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct grid_cell *cell = &view->grid->cells[middle];
        if (cell->row < row || (cell->row == row && cell->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const struct grid_cell *cell_at(const struct sheet_view *view, uint32_t row, uint32_t column)
{
    size_t i = first_at(view, row, column);
    const struct grid_cell *cell = i < view->end ? &view->grid->cells[i] : NULL;
    return cell && cell->row == row && cell->column == column ? cell : NULL;
}

size_t workbook_first_cell(const struct sheet_view *view, uint32_t row)
{
    return first_at(view, row, 0);
}

const struct grid_cell *workbook_cell(const struct sheet_view *view, uint32_t row, uint32_t column, uint32_t *ret_own)
{
    const struct grid_cell *cell = cell_at(view, row, column);
    *ret_own = row;
    for (size_t i = 0; !cell && i < view->n_areas; i++) {
        const struct grid_area *area = view->areas[i];
        if (area->column == column && row > area->row && row - area->row < area->n_rows) {
            *ret_own = area->row;
            return cell_at(view, area->row, column);
        }
    }
    return cell;
}

bool workbook_next_row(const struct sheet_view *view, uint32_t row, uint32_t *ret_row)
{
    size_t i = first_at(view, row, 0);
    if (i >= view->end)
        return false;
    *ret_row = view->grid->cells[i].row;
    return true;
}

/* ---- the file ---- */

static enum oit_code why_no_cells(const char *path, enum oit_fault fault, struct err *err)
{
    switch ((int)fault) {
    case FAULT_ENCRYPTED:
        return err_at(err, OIT_ERR_USAGE, path, "แฟ้มใส่รหัสผ่าน บันทึกใหม่โดยไม่ใส่รหัสผ่านแล้วนำเข้าอีกครั้ง", "the file is encrypted: save it without a password and import it again");
    case FAULT_UNSUPPORTED:
        return err_at(err, OIT_ERR_USAGE, path, "แฟ้มนี้ไม่ใช่ตาราง บันทึกเป็น XLSX, ODS หรือ CSV แล้วนำเข้าอีกครั้ง", "this is no sheet: save it as XLSX, ODS or CSV and import it again");
    case FAULT_EMPTY:
        return err_at(err, OIT_ERR_USAGE, path, "แฟ้มว่างเปล่า", "the file is empty");
    case FAULT_TOOL_MISSING:
        return err_at(err, OIT_ERR_USAGE, path, "เครื่องนี้อ่านแฟ้ม XLS รุ่นเก่าไม่ได้ บันทึกเป็น XLSX แล้วนำเข้าอีกครั้ง", "this computer cannot read old XLS files: save it as XLSX and import it again");
    default:
        return err_at(err, OIT_ERR_USAGE, path, "แฟ้มเสียหายหรืออ่านไม่ได้ทั้งหมด จึงไม่ได้นำเข้าอะไร เปิดแล้วบันทึกใหม่เป็น XLSX ก่อน", "the file is damaged or could not be read whole, so nothing was taken: open it and save it as XLSX again");
    }
}

static enum oit_code read_bytes(const char *path, struct buf *bytes, struct err *err)
{
    enum oit_code code = file_is_dir(path) ? err_at(err, OIT_ERR_USAGE, path, "เป็นโฟลเดอร์ ไม่ใช่แฟ้มตาราง", "a folder, not a sheet") : file_read(path, bytes, err);
    if (code != OIT_OK && access(path, F_OK) != 0) /* a mistyped name is no failure of this computer */
        return err_at(err, OIT_ERR_USAGE, path, "ไม่พบแฟ้มนี้: ตรวจชื่อแฟ้มและโฟลเดอร์", "there is no such file: check its name and folder");
    if (code != OIT_OK && bytes->is_full)
        return err_at(err, OIT_ERR_USAGE, path, "แฟ้มใหญ่เกินกว่าจะเป็นสมุดงาน", "the file is too large to be a workbook");
    return code;
}

/* The cells, read in a worker. */
static enum oit_code read_cells(const char *path, struct grid *grid, struct err *err)
{
    struct pool *pool = NULL;
    struct page_result result;
    struct buf bytes, url;
    buf_init(&bytes, LIMIT_WORKBOOK_BYTES);
    buf_init(&url, 0);
    const char *dot = strrchr(path, '.');
    (void)buf_addf(&url, "file:///sheet%s", dot && !strchr(dot, '/') && strlen(dot) < 8 ? dot : "");
    enum oit_code code = read_bytes(path, &bytes, err);
    if (code == OIT_OK && bytes.n == 0)
        code = why_no_cells(path, FAULT_EMPTY, err);
    if (code == OIT_OK)
        code = pool_new(&(struct pool_options){.n_workers = 1}, &pool, err);
    if (code == OIT_OK) {
        struct str packed = pool_run(pool, &(struct page_job){.url = buf_str(&url), .bytes = buf_str(&bytes), .wants_cells = true});
        bool is_read = page_result_unpack(packed, &result);
        bool is_whole = is_read && result.fault == FAULT_NONE && grid_unpack(result.document, grid);
        if (is_whole && grid->is_cut)
            code = err_at(err, OIT_ERR_USAGE, path, "ตารางใหญ่เกินกว่าสมุดงานใด ๆ (เกิน %d ช่อง) จึงไม่ได้นำเข้าอะไร: เหลือไว้เฉพาะแถวของข้อ แล้วนำเข้าอีกครั้ง",
                          "larger than any workbook (more than %d cells), so nothing was taken: leave only the rows of items, then import it again", LIMIT_GRID_CELLS);
        else if (!is_whole)
            code = why_no_cells(path, is_read && result.fault != FAULT_NONE ? result.fault : FAULT_DAMAGED, err);
    }
    pool_free(pool);
    buf_done(&bytes);
    buf_done(&url);
    return code;
}

static bool is_guide(struct str name)
{
    return str_eq_c(name, msg_th(MSG_WORKBOOK_GUIDE)) || str_eq_c(name, msg_en(MSG_WORKBOOK_GUIDE));
}

static void read_sheets(struct workbook_reader *r)
{
    struct sheet_view *view = mem_alloc(sizeof *view);
    size_t n_read = 0;
    bool *is_read = mem_alloc(r->grid->n_sheets + 1);
    for (uint32_t i = 0; i < r->grid->n_sheets; i++) {
        struct sheet_head head;
        workbook_view(r->grid, i, view);
        is_read[i] = view->first < view->end && workbook_find_head(r, view, &head);
        if (is_read[i])
            workbook_read_rows(r, view, &head);
        n_read += is_read[i];
    }
    for (uint32_t i = 0; i < r->grid->n_sheets; i++) {
        workbook_view(r->grid, i, view);
        struct workbook_place place = workbook_place_at(r, view, NO_COLUMN, NO_COLUMN);
        if (n_read == 0 && i == 0)
            workbook_complain(r, place, -1, MSG_WORKBOOK_NO_COLUMNS, NULL);
        else if (n_read && !is_read[i] && view->first < view->end && !is_guide(r->grid->names[i]))
            workbook_remark(r, place, -1, MSG_WORKBOOK_SHEET_SKIPPED, NULL);
    }
    free(is_read);
    free(view);
}

void workbook_take(struct workbook *book, const struct grid *grid, const struct oit_report *report)
{
    struct workbook_reader reader = {.book = book, .report = report, .grid = grid, .is_csv = grid->n_sheets == 1 && !grid->names[0].n};
    read_sheets(&reader);
    workbook_merge(&reader);
    free(reader.rows);
}

enum oit_code workbook_read(const char *path, const struct oit_report *report, struct workbook **ret_book, struct err *err)
{
    struct workbook *book = mem_alloc(sizeof *book);
    struct grid grid;
    arena_init(&book->arena);
    grid_init(&grid, &book->arena);
    enum oit_code code = read_cells(path, &grid, err);
    if (code == OIT_OK) {
        workbook_take(book, &grid, report);
        *ret_book = book;
    } else {
        workbook_free(book);
    }
    grid_done(&grid);
    return code;
}

void workbook_free(struct workbook *book)
{
    if (!book)
        return;
    free(book->rows);
    free(book->errors);
    free(book->notes);
    arena_done(&book->arena);
    free(book);
}
