/* rows.c - what a SELECT gives: cells, one row, all rows as an array.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "store/db.h"

const char *store_column_text(sqlite3_stmt *statement, int column, struct arena *arena)
{
    struct str s = store_column_str(statement, column);
    return s.p ? arena_text(arena, s) : NULL;
}

enum oit_fault store_column_fault(sqlite3_stmt *statement, int column)
{
    const char *name = (const char *)sqlite3_column_text(statement, column);
    int ignored; /* the status has a column of its own */
    return oit_fault_from_name(name ? name : "", &ignored);
}

enum oit_code store_read_end(struct store *store, sqlite3_stmt *statement, int step, struct err *err)
{
    enum oit_code code = step == SQLITE_ROW || step == SQLITE_DONE ? OIT_OK : store_fail(store, err);
    (void)sqlite3_finalize(statement);
    return code;
}

void *store_rows(struct store *store, sqlite3_stmt *statement, size_t row_size, store_read_row *read, struct arena *arena, size_t *ret_n, struct err *err)
{
    char *rows = NULL, *kept = NULL;
    size_t n = 0, capacity = 0;
    int step;
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
        if (n == capacity) {
            capacity = capacity ? capacity * 2 : 16;
            rows = mem_resize(rows, capacity, row_size);
        }
        n += read(statement, arena, rows + n * row_size);
    }
    *ret_n = 0;
    if (store_read_end(store, statement, step, err) == OIT_OK) {
        kept = arena_alloc_array(arena, n + 1, row_size);
        if (n)
            memcpy(kept, rows, n * row_size);
        *ret_n = n;
    }
    free(rows);
    return kept;
}
