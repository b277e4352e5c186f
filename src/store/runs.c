/* runs.c - runs: begin, finish, find, prune.
 * SPDX-License-Identifier: MIT
 */
#include "store/db.h"

enum { KEEP_FINDINGS = 3 }; /* runs: this one, the one it is compared with, and one for a run that was interrupted */

#define RUN_COLUMNS                                                                                                    \
    "row, id, site, final_url, site_name, fiscal_year_be, scheme, rules_sha256, started, finished, complete, stop_reason, counters, " \
    "report_json"

static void bind_run(sqlite3_stmt *statement, const struct store_run *run)
{
    store_bind_c(statement, 1, run->id ? run->id : "");
    store_bind_c(statement, 2, run->site ? run->site : "");
    store_bind_c(statement, 3, run->final_url);
    store_bind_c(statement, 4, run->site_name);
    (void)sqlite3_bind_int(statement, 5, run->fiscal_year_be);
    store_bind_c(statement, 6, run->scheme);
    store_bind_c(statement, 7, run->rules_sha256);
    (void)sqlite3_bind_int64(statement, 8, run->started);
    (void)sqlite3_bind_int64(statement, 9, run->finished);
    (void)sqlite3_bind_int(statement, 10, run->complete);
    store_bind_c(statement, 11, run->stop_reason);
    store_bind_c(statement, 12, run->counters);
    store_bind_c(statement, 13, run->report_json);
}

enum oit_code store_run_begin(struct store *store, struct store_run *run, struct err *err)
{
    enum oit_code code = store_begin(store, err);
    if (code != OIT_OK)
        return code;
    sqlite3_stmt *statement = store_statement(store, SQL_RUN_ADD, err);
    if (!statement)
        return store_end(store, OIT_ERR_LOCAL, err);
    bind_run(statement, run);
    code = store_done(store, statement, err);
    int64_t row = sqlite3_last_insert_rowid(store->db);
    code = store_end(store, code, err);
    if (code == OIT_OK)
        run->row = row;
    return code;
}

enum oit_code store_run_finish(struct store *store, const struct store_run *run, struct err *err)
{
    enum oit_code code = store_begin(store, err);
    if (code != OIT_OK)
        return code;
    sqlite3_stmt *statement = store_statement(store, SQL_RUN_SET, err);
    if (!statement)
        return store_end(store, OIT_ERR_LOCAL, err);
    bind_run(statement, run);
    (void)sqlite3_bind_int64(statement, 14, run->row);
    return store_end(store, store_done(store, statement, err), err);
}

enum oit_code store_run_start(struct store *store, int64_t run, struct str final_url, struct str site_name, struct err *err)
{
    enum oit_code code = store_begin(store, err);
    if (code != OIT_OK)
        return code;
    sqlite3_stmt *statement = store_statement(store, SQL_RUN_START, err);
    if (!statement)
        return store_end(store, OIT_ERR_LOCAL, err);
    (void)sqlite3_bind_int64(statement, 1, run);
    store_bind_str(statement, 2, final_url);
    store_bind_str(statement, 3, site_name);
    return store_end(store, store_done(store, statement, err), err);
}

static bool read_run(sqlite3_stmt *s, struct arena *arena, void *ret_run)
{
    *(struct store_run *)ret_run = (struct store_run){
        .row = sqlite3_column_int64(s, 0),
        .id = store_column_text(s, 1, arena),
        .site = store_column_text(s, 2, arena),
        .final_url = store_column_text(s, 3, arena),
        .site_name = store_column_text(s, 4, arena),
        .fiscal_year_be = sqlite3_column_int(s, 5),
        .scheme = store_column_text(s, 6, arena),
        .rules_sha256 = store_column_text(s, 7, arena),
        .started = sqlite3_column_int64(s, 8),
        .finished = sqlite3_column_int64(s, 9),
        .complete = sqlite3_column_int(s, 10) != 0,
        .stop_reason = store_column_text(s, 11, arena),
        .counters = store_column_text(s, 12, arena),
        .report_json = store_column_text(s, 13, arena),
    };
    return true;
}

enum oit_code store_runs(struct store *store, const char *site, size_t max, struct arena *arena, struct store_run **ret_runs, size_t *ret_n,
                         struct err *err)
{
    sqlite3_stmt *statement = NULL;
    enum oit_code code = store_prepare(store, "SELECT " RUN_COLUMNS " FROM run WHERE ?1 IS NULL OR site = ?1 "
                                              "ORDER BY started DESC, row DESC LIMIT ?2", &statement, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(statement, 1, site);
    (void)sqlite3_bind_int64(statement, 2, max > INT32_MAX ? INT32_MAX : (int64_t)max);
    *ret_runs = store_rows(store, statement, sizeof **ret_runs, read_run, arena, ret_n, err);
    return *ret_runs ? OIT_OK : OIT_ERR_LOCAL;
}

static bool read_site(sqlite3_stmt *s, struct arena *arena, void *ret_site)
{
    *(struct store_site *)ret_site = (struct store_site){.url = store_column_text(s, 0, arena), .name = store_column_text(s, 1, arena)};
    return true;
}

enum oit_code store_sites(struct store *store, struct arena *arena, struct store_site **ret_sites, size_t *ret_n, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    enum oit_code code = store_prepare(store, "SELECT site, site_name, max(started) AS newest FROM run GROUP BY site ORDER BY newest DESC, max(row) DESC", &statement, err);
    if (code != OIT_OK)
        return code;
    *ret_sites = store_rows(store, statement, sizeof **ret_sites, read_site, arena, ret_n, err);
    return *ret_sites ? OIT_OK : OIT_ERR_LOCAL;
}

enum oit_code store_run_find(struct store *store, const char *site, const char *which, struct arena *arena, bool *ret_found,
                             struct store_run *ret_run, struct err *err)
{
    return store_run_find_of_year(store, site, 0, which, arena, ret_found, ret_run, err);
}

enum oit_code store_run_find_of_year(struct store *store, const char *site, int fiscal_year_be, const char *which, struct arena *arena, bool *ret_found,
                                     struct store_run *ret_run, struct err *err)
{
    bool wants_previous = which && strcmp(which, "previous") == 0;
    bool wants_latest = !which || strcmp(which, "latest") == 0;
    const char *text = "SELECT " RUN_COLUMNS " FROM run WHERE id = ?2 AND (?1 IS NULL OR site = ?1) AND (?3 = 0 OR fiscal_year_be = ?3) "
                       "ORDER BY row DESC LIMIT 1";
    if (wants_latest)
        text = "SELECT " RUN_COLUMNS " FROM run WHERE (?1 IS NULL OR site = ?1) AND ?2 IS NULL AND (?3 = 0 OR fiscal_year_be = ?3) "
               "ORDER BY report_json IS NULL, finished = 0, started DESC, row DESC LIMIT 1";
    if (wants_previous)
        text = "SELECT " RUN_COLUMNS " FROM run WHERE (?1 IS NULL OR site = ?1) AND ?2 IS NULL AND (?3 = 0 OR fiscal_year_be = ?3) AND finished <> 0 "
               "ORDER BY started DESC, row DESC LIMIT 1 OFFSET 1";
    sqlite3_stmt *statement = NULL;
    enum oit_code code = store_prepare(store, text, &statement, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(statement, 1, site);
    store_bind_c(statement, 2, wants_latest || wants_previous ? NULL : which);
    (void)sqlite3_bind_int(statement, 3, fiscal_year_be);
    int step = sqlite3_step(statement);
    *ret_found = step == SQLITE_ROW;
    if (step == SQLITE_ROW)
        (void)read_run(statement, arena, ret_run);
    return store_read_end(store, statement, step, err);
}

/* Visits of runs beyond the newest n_keep, then contents that no visit of any site refers to any more. Unfinished runs count as runs: a killed one
 * can be resumed or assessed, until newer ones push it out. Findings are half of the store and are made again from the contents in a moment
 * (judgement_is_stale), so only the newest runs keep theirs; what no rematch makes, those of pages with a fault, stays. */
enum oit_code store_prune(struct store *store, const char *site, size_t n_keep, struct err *err)
{
    static const char *const steps[] = {
        "DELETE FROM visit WHERE run IN (SELECT row FROM run WHERE site = ?1 ORDER BY started DESC, row DESC LIMIT -1 OFFSET ?2)",
        "UPDATE visit SET findings = NULL WHERE findings IS NOT NULL AND sha256 IS NOT NULL AND fault = 'none' AND run IN "
        "(SELECT row FROM run WHERE site = ?1 ORDER BY started DESC, row DESC LIMIT -1 OFFSET ?2)",
        "DELETE FROM content WHERE sha256 NOT IN (SELECT sha256 FROM visit WHERE sha256 IS NOT NULL)",
        "DELETE FROM reading WHERE sha256 NOT IN (SELECT sha256 FROM content)",
    };
    enum oit_code code = store_begin(store, err);
    if (code != OIT_OK)
        return code;
    for (size_t i = 0; code == OIT_OK && i < sizeof steps / sizeof steps[0]; i++) {
        sqlite3_stmt *statement = NULL;
        code = store_prepare(store, steps[i], &statement, err);
        if (code == OIT_OK && i < 2) {
            store_bind_c(statement, 1, site);
            (void)sqlite3_bind_int64(statement, 2, i == 1 ? KEEP_FINDINGS : n_keep > INT32_MAX ? INT32_MAX : (int64_t)n_keep);
        }
        if (code == OIT_OK)
            code = store_done(store, statement, err);
        (void)sqlite3_finalize(statement);
    }
    code = store_end(store, code, err);
    if (code == OIT_OK)
        store_shrink(store);
    return code;
}
