/* shrink.c - the store takes less room: in memory while a run is judged, on disk when it has become much too large for what is in it.
 *
 * SQLite uses the room of deleted rows again, so a store of sites that stay as they are grows no more once their oldest runs go. Room is left over
 * when a large site is gone or has become small.
 * SPDX-License-Identifier: MIT
 */
#include "base/limits.h"
#include "store/db.h"

static int64_t ask(struct store *store, const char *pragma)
{
    sqlite3_stmt *statement = NULL;
    int64_t value = 0;
    if (store_prepare(store, pragma, &statement, NULL) == OIT_OK && sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement);
    return value;
}

void store_read_calmly(struct store *store)
{
    (void)sqlite3_exec(store->db, "PRAGMA cache_size = -400; PRAGMA shrink_memory", NULL, NULL, NULL);
}

void store_shrink(struct store *store)
{
    int64_t n_free = ask(store, "PRAGMA freelist_count"), n_pages = ask(store, "PRAGMA page_count");
    if (n_free * 2 < n_pages || n_free * ask(store, "PRAGMA page_size") < LIMIT_STORE_FREE_BYTES)
        return;
    /* Where another program uses the store, or the disk has no room for a copy, the next run tries again. */
    (void)sqlite3_busy_timeout(store->db, 0);
    (void)sqlite3_exec(store->db, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
    (void)sqlite3_busy_timeout(store->db, LIMIT_STORE_BUSY_MS);
}
