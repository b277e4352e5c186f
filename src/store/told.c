/* told.c - the table told.
 * SPDX-License-Identifier: MIT
 */
#include "store/told.h"

#include "store/db.h"

static bool read_row(sqlite3_stmt *s, struct arena *arena, void *ret_row)
{
    *(struct store_told *)ret_row = (struct store_told){
        .topic = arena_text(arena, store_column_str(s, 0)), /* the columns are never NULL */
        .key = arena_text(arena, store_column_str(s, 1)),
        .state = arena_text(arena, store_column_str(s, 2)),
        .told_at = sqlite3_column_int64(s, 3),
        .count = sqlite3_column_int64(s, 4),
    };
    return true;
}

enum oit_code store_told_get(struct store *store, const char *site, struct arena *arena, struct store_told **ret_rows, size_t *ret_n, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    enum oit_code code = store_prepare(store, "SELECT topic, key, state, told_at, count FROM told WHERE site = ?1 ORDER BY topic, key", &statement, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(statement, 1, site);
    *ret_rows = store_rows(store, statement, sizeof **ret_rows, read_row, arena, ret_n, err);
    return *ret_rows ? OIT_OK : OIT_ERR_LOCAL;
}

static enum oit_code put_row(struct store *store, sqlite3_stmt *put, sqlite3_stmt *drop, const char *site, const struct store_told *row, struct err *err)
{
    sqlite3_stmt *statement = row->state ? put : drop;
    (void)sqlite3_reset(statement);
    store_bind_c(statement, 1, site);
    store_bind_c(statement, 2, row->topic);
    store_bind_c(statement, 3, row->key);
    if (row->state) {
        store_bind_c(statement, 4, row->state);
        (void)sqlite3_bind_int64(statement, 5, row->told_at);
        (void)sqlite3_bind_int64(statement, 6, row->count);
    }
    return sqlite3_step(statement) == SQLITE_DONE ? OIT_OK : store_fail(store, err);
}

enum oit_code store_told_put(struct store *store, const char *site, const struct store_told *rows, size_t n, struct err *err)
{
    sqlite3_stmt *put = NULL, *drop = NULL;
    enum oit_code code = store_begin(store, err);
    if (code != OIT_OK)
        return code;
    code = store_prepare(store, "INSERT INTO told(site, topic, key, state, told_at, count) VALUES(?1,?2,?3,?4,?5,?6) "
                                "ON CONFLICT(site, topic, key) DO UPDATE SET state = ?4, told_at = ?5, count = ?6", &put, err);
    if (code == OIT_OK)
        code = store_prepare(store, "DELETE FROM told WHERE site = ?1 AND topic = ?2 AND key = ?3", &drop, err);
    for (size_t i = 0; code == OIT_OK && i < n; i++)
        code = put_row(store, put, drop, site, &rows[i], err);
    (void)sqlite3_finalize(put);
    (void)sqlite3_finalize(drop);
    return store_end(store, code, err);
}
