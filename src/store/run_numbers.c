/* run_numbers.c - many runs at a glance. typeof() asks a row for its report without reading it.
 * SPDX-License-Identifier: MIT
 */
#include "store/run_numbers.h"

#include <math.h>

#include "store/db.h"

static double double_at(sqlite3_stmt *statement, int column)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL ? (double)NAN : sqlite3_column_double(statement, column);
}

static uint32_t count_at(sqlite3_stmt *statement, int column)
{
    int64_t n = sqlite3_column_int64(statement, column);
    return n > 0 && n <= UINT32_MAX ? (uint32_t)n : 0;
}

static bool read_brief(sqlite3_stmt *s, struct arena *arena, void *ret_brief)
{
    struct store_run_brief run = {
        .row = sqlite3_column_int64(s, 0),
        .id = store_column_text(s, 1, arena),
        .site = store_column_text(s, 2, arena),
        .site_name = store_column_text(s, 3, arena),
        .scheme = store_column_text(s, 4, arena),
        .rules_sha256 = store_column_text(s, 5, arena),
        .stop_reason = store_column_text(s, 6, arena),
        .fiscal_year_be = sqlite3_column_int(s, 7),
        .started = sqlite3_column_int64(s, 8),
        .finished = sqlite3_column_int64(s, 9),
        .complete = sqlite3_column_int(s, 10) != 0,
        .has_report = sqlite3_column_int(s, 11) != 0,
        .has_numbers = sqlite3_column_type(s, 12) != SQLITE_NULL && sqlite3_column_int(s, 11) != 0,
    };
    if (run.has_numbers)
        run.numbers = (struct store_run_numbers){
            .tool_version = store_column_text(s, 13, arena),
            .revision = store_column_text(s, 14, arena),
            .is_gregorian = sqlite3_column_int(s, 15) != 0,
            .low = double_at(s, 16),
            .high = double_at(s, 17),
            .n_published = count_at(s, 18),
            .n_partial = count_at(s, 19),
            .n_missing = count_at(s, 20),
            .n_unknown = count_at(s, 21),
        };
    *(struct store_run_brief *)ret_brief = run;
    return true;
}

enum oit_code store_runs_brief(struct store *store, const struct store_run_choice *choice, struct arena *arena, struct store_run_brief **ret_runs,
                               size_t *ret_n, struct err *err)
{
    static const char text[] =
        "SELECT r.row, r.id, r.site, r.site_name, r.scheme, r.rules_sha256, r.stop_reason, r.fiscal_year_be, r.started, r.finished, r.complete,"
        " typeof(r.report_json) = 'text', n.run, n.tool_version, n.revision, n.is_gregorian, n.low, n.high, n.published, n.partial, n.missing, n.unknown"
        " FROM run r LEFT JOIN run_numbers n ON n.run = r.row WHERE (?1 IS NULL OR r.site = ?1) AND (?2 = 0 OR r.fiscal_year_be = ?2)"
        " AND r.started >= ?3 AND (?4 = 0 OR r.started < ?4) ORDER BY r.started DESC, r.row DESC LIMIT ?5";
    sqlite3_stmt *statement = NULL;
    enum oit_code code = store_prepare(store, text, &statement, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(statement, 1, choice->site);
    (void)sqlite3_bind_int(statement, 2, choice->fiscal_year_be);
    (void)sqlite3_bind_int64(statement, 3, choice->from);
    (void)sqlite3_bind_int64(statement, 4, choice->before);
    (void)sqlite3_bind_int64(statement, 5, choice->max > INT32_MAX ? INT32_MAX : (int64_t)choice->max);
    *ret_runs = store_rows(store, statement, sizeof **ret_runs, read_brief, arena, ret_n, err);
    return *ret_runs ? OIT_OK : OIT_ERR_LOCAL;
}

static void bind_points(sqlite3_stmt *statement, int index, double points)
{
    if (isnan(points))
        (void)sqlite3_bind_null(statement, index);
    else
        (void)sqlite3_bind_double(statement, index, points);
}

enum oit_code store_numbers_put(struct store *store, int64_t run, const struct store_run_numbers *numbers, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    enum oit_code code = store_begin(store, err);
    if (code != OIT_OK)
        return code;
    code = store_prepare(store, "INSERT OR REPLACE INTO run_numbers(run, tool_version, revision, is_gregorian, low, high, published, partial, missing, unknown)"
                                " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)", &statement, err);
    if (code == OIT_OK) {
        const uint32_t counts[] = {numbers->n_published, numbers->n_partial, numbers->n_missing, numbers->n_unknown};
        (void)sqlite3_bind_int64(statement, 1, run);
        store_bind_c(statement, 2, numbers->tool_version);
        store_bind_c(statement, 3, numbers->revision);
        (void)sqlite3_bind_int(statement, 4, numbers->is_gregorian);
        bind_points(statement, 5, numbers->low);
        bind_points(statement, 6, numbers->high);
        for (int i = 0; i < 4; i++)
            (void)sqlite3_bind_int64(statement, 7 + i, counts[i]);
        code = store_done(store, statement, err);
    }
    (void)sqlite3_finalize(statement);
    return store_end(store, code, err);
}

enum oit_code store_report_get(struct store *store, int64_t run, struct arena *arena, const char **ret_json, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    enum oit_code code = store_prepare(store, "SELECT report_json FROM run WHERE row = ?1", &statement, err);
    if (code != OIT_OK)
        return code;
    (void)sqlite3_bind_int64(statement, 1, run);
    int step = sqlite3_step(statement);
    *ret_json = step == SQLITE_ROW ? store_column_text(statement, 0, arena) : NULL;
    return store_read_end(store, statement, step, err);
}
