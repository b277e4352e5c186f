/* fuzz_cells.c - any bytes as a sheet that people hand back (grid.h), by one of its names; what comes out survives packing, and packed bytes that are none are refused.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "common.h"
#include "extract/grid.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_cells(struct str bytes, const char *url)
{
    struct arena arena;
    struct grid grid, again;
    struct document doc;
    struct buf packed;
    arena_init(&arena);
    buf_init(&packed, 0);
    grid_init(&grid, &arena);
    grid_init(&again, &arena);
    struct extract_input input = {.bytes = bytes, .url = str_from(url), .grid = &grid};
    (void)extract_cells(&input, &arena, &doc);
    grid_seal(&grid);
    grid_pack(&grid, &packed);
    if (!grid_unpack(buf_str(&packed), &again) || again.n_cells != grid.n_cells || again.n_sheets != grid.n_sheets)
        abort();
    grid_done(&grid);
    grid_done(&again);
    buf_done(&packed);
    arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const urls[] = {"file:///a.csv", "file:///a.xlsx", "file:///a.ods", "file:///a.xls", "file:///a"};
    if (size < 1)
        return 0;
    struct str all = {(const char *)data + 1, size - 1};
    struct buf zip;
    struct arena arena;
    struct grid grid;
    read_cells(all, urls[data[0] % (sizeof urls / sizeof *urls)]);
    buf_init(&zip, 0);
    fuzz_zip(all, data[0] & 1 ? "xl/worksheets/sheet1.xml" : "content.xml", data[0] & 1 ? NULL : "application/vnd.oasis.opendocument.spreadsheet", &zip);
    read_cells(buf_str(&zip), "file:///a");
    buf_done(&zip);
    arena_init(&arena);
    grid_init(&grid, &arena);
    (void)grid_unpack(all, &grid);
    grid_done(&grid);
    arena_done(&arena);
    return 0;
}
