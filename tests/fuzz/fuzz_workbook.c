/* fuzz_workbook.c - any bytes as the officers' workbook that comes back (CSV, or the parts of an XLSX or ODS as sections): from bytes to words for items, and
 * complaints that people can read.
 * SPDX-License-Identifier: MIT
 */
#include <assert.h>
#include <stdint.h>

#include "base/mem.h"
#include "common.h"
#include "office/workbook_internal.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct oit_item items[] = {
    {.code = "O1", .title = {"โครงสร้าง", "Structure"}, .label = {"เผยแพร่ครบ", "published"}},
    {.code = "O8", .title = {"แผนดำเนินงาน", "Plan"}, .officer = {.words = {"กองแผน", NULL, "2567-03-31", NULL, NULL, "รับ", "=1+1"}}},
    {.code = "O12", .title = {"คู่มือ", "Manual"}},
    {.code = "O35", .title = {"การประเมินความเสี่ยง", "Risk"}},
};
static const struct oit_report report = {.fiscal_year_be = 2567, .items = items, .n_items = sizeof items / sizeof *items};

static void check(const struct workbook *book)
{
    struct buf words;
    buf_init(&words, 0);
    for (size_t i = 0; i < book->n_rows; i++) {
        assert(book->rows[i].item < report.n_items && (i == 0 || book->rows[i].item > book->rows[i - 1].item));
        for (size_t field = 0; field < N_OFFICER_FIELDS; field++)
            if (book->rows[i].words[field].value)
                assert(utf8_is_valid(str_from(book->rows[i].words[field].value)));
    }
    for (size_t i = 0; i < book->n_errors; i++) {
        assert(book->errors[i].text.th && utf8_is_valid(str_from(book->errors[i].text.th)) && !strchr(book->errors[i].text.th, '\n'));
        workbook_place_words(&book->errors[i].place, MSG_TH, &words);
    }
    for (size_t i = 0; i < book->n_notes; i++)
        assert(book->notes[i].text.en && utf8_is_valid(str_from(book->notes[i].text.en)));
    assert(utf8_is_valid(buf_str(&words)));
    buf_done(&words);
}

static void read_book(struct str bytes, const char *url)
{
    struct workbook *book = mem_alloc(sizeof *book);
    struct arena arena;
    struct grid grid;
    struct document doc;
    arena_init(&arena);
    arena_init(&book->arena);
    grid_init(&grid, &book->arena);
    struct extract_input input = {.bytes = bytes, .url = str_from(url), .grid = &grid};
    (void)extract_cells(&input, &arena, &doc);
    grid_seal(&grid);
    if (grid.n_sheets > 0) {
        workbook_take(book, &grid, &report);
        check(book);
    }
    grid_done(&grid);
    workbook_free(book);
    arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf zip;
    if (size < 1)
        return 0;
    struct str all = {(const char *)data + 1, size - 1};
    buf_init(&zip, 0);
    if (data[0] == 'x' || data[0] == 'o') {
        fuzz_zip(all, data[0] == 'x' ? "xl/worksheets/sheet1.xml" : "content.xml", data[0] == 'x' ? NULL : "application/vnd.oasis.opendocument.spreadsheet", &zip);
        read_book(buf_str(&zip), "file:///a");
    } else {
        read_book(all, "file:///a.csv");
    }
    buf_done(&zip);
    return 0;
}
