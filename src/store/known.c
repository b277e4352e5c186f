/* known.c - what earlier runs of a site have stored, for a run that asks whether it has changed.
 * SPDX-License-Identifier: MIT
 */
#include "store/db.h"

enum oit_code store_known_runs(struct store *store, const char *site, int64_t but_run, size_t max, struct arena *arena, struct store_known_run *runs,
                               size_t *ret_n, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    *ret_n = 0;
    enum oit_code code = store_prepare(store, "SELECT row, rules_sha256, site_name FROM run WHERE site = ?1 AND row <> ?2 "
                                              "ORDER BY started DESC, row DESC LIMIT ?3", &statement, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(statement, 1, site);
    (void)sqlite3_bind_int64(statement, 2, but_run);
    (void)sqlite3_bind_int64(statement, 3, (int64_t)max);
    int step;
    while ((step = sqlite3_step(statement)) == SQLITE_ROW)
        runs[(*ret_n)++] = (struct store_known_run){.row = sqlite3_column_int64(statement, 0),
                                                    .rules_sha256 = store_column_text(statement, 1, arena),
                                                    .site_name = store_column_text(statement, 2, arena)};
    return store_read_end(store, statement, step, err);
}

bool store_known_get(struct store *store, int64_t run, struct str url, struct arena *arena, struct store_known_visit *ret_known)
{
    sqlite3_stmt *statement = store_statement(store, SQL_KNOWN_GET, NULL);
    if (!statement)
        return false;
    (void)sqlite3_bind_int64(statement, 1, run);
    store_bind_str(statement, 2, url);
    bool is_there = sqlite3_step(statement) == SQLITE_ROW;
    if (is_there)
        *ret_known = (struct store_known_visit){.etag = arena_str(arena, store_column_str(statement, 0)),
                                                .last_modified = arena_str(arena, store_column_str(statement, 1)),
                                                .was_asked = sqlite3_column_int(statement, 2) == 0,
                                                .is_whole = sqlite3_column_int(statement, 3) != 0};
    (void)sqlite3_reset(statement);
    return is_there;
}
