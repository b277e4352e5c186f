/* watching.c - what `watch` saw: tries, and the troubles they made.
 * SPDX-License-Identifier: MIT
 */
#include "store/watching.h"

#include "base/clock.h"
#include "store/db.h"

static enum watch_state state_of(sqlite3_stmt *statement, int column)
{
    return watch_state_from_name((const char *)sqlite3_column_text(statement, column));
}

/* --- tries ------------------------------------------------------------------------------------------------------------------------ */

/* fault: its name, until the step (texts are not copied). */
static void bind_result(sqlite3_stmt *s, const struct store_try *try, const char *fault)
{
    store_bind_c(s, 8, watch_state_name(try->result.state));
    (void)sqlite3_bind_int(s, 9, try->result.http_status);
    store_bind_c(s, 10, fault);
    (void)sqlite3_bind_int(s, 11, try->ms);
    store_bind_c(s, 12, try->etag);
    store_bind_c(s, 13, try->last_modified);
    store_bind_c(s, 14, try->sha256);
}

/* The newest row grows while the result is the same; *ret_row 0: a new one is needed. */
static enum oit_code find_row(struct store *store, const char *site, const struct store_try *try, int64_t *ret_row, struct err *err)
{
    sqlite3_stmt *s = NULL;
    char scratch[16];
    enum oit_code code = store_prepare(store, "SELECT row, until_at, state = ?3 AND fault = ?4 AND http_status = ?5 AND hold_s = ?6 FROM watch_try "
                                              "WHERE site = ?1 AND url = ?2 ORDER BY row DESC LIMIT 1", &s, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(s, 1, site);
    store_bind_c(s, 2, try->url);
    store_bind_c(s, 3, watch_state_name(try->result.state));
    store_bind_c(s, 4, oit_fault_name(try->result.fault, try->result.http_status, scratch));
    (void)sqlite3_bind_int(s, 5, try->result.http_status);
    (void)sqlite3_bind_int(s, 6, try->hold_s);
    int step = sqlite3_step(s);
    *ret_row = 0;
    if (step == SQLITE_ROW) {
        int64_t apart = try->result.at - sqlite3_column_int64(s, 1);
        if (sqlite3_column_int(s, 2) && apart >= 0 && apart <= try->hold_s)
            *ret_row = sqlite3_column_int64(s, 0);
    }
    return store_read_end(store, s, step, err);
}

enum oit_code store_try_put(struct store *store, const char *site, const struct store_try *try, struct err *err)
{
    int64_t row = 0;
    char scratch[16];
    sqlite3_stmt *s = NULL;
    enum oit_code code = find_row(store, site, try, &row, err);
    if (code != OIT_OK)
        return code;
    code = store_prepare(store, row ? "UPDATE watch_try SET until_at = ?5, tries = tries + 1, ms = ?11, etag = coalesce(?12, etag), last_modified = "
                                      "coalesce(?13, last_modified), sha256 = coalesce(?14, sha256) WHERE row = ?1"
                                    : "INSERT INTO watch_try(site, url, tried_at, until_at, tries, hold_s, state, http_status, fault, ms, etag, last_modified, "
                                      "sha256) VALUES(?2, ?3, ?4, ?5, 1, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)", &s, err);
    if (code != OIT_OK)
        return code;
    (void)sqlite3_bind_int64(s, 1, row);
    if (!row) {
        store_bind_c(s, 2, site);
        store_bind_c(s, 3, try->url);
        (void)sqlite3_bind_int64(s, 4, try->result.at);
        (void)sqlite3_bind_int(s, 7, try->hold_s);
    }
    (void)sqlite3_bind_int64(s, 5, try->result.at);
    bind_result(s, try, oit_fault_name(try->result.fault, try->result.http_status, scratch));
    int step = sqlite3_step(s);
    return store_read_end(store, s, step, err);
}

static bool read_span(sqlite3_stmt *s, struct arena *arena, void *ret_span)
{
    *(struct watch_span *)ret_span = (struct watch_span){.url = store_column_text(s, 0, arena), .from = sqlite3_column_int64(s, 1), .to = sqlite3_column_int64(s, 2),
                               .n_tries = (uint32_t)sqlite3_column_int64(s, 3), .hold_s = sqlite3_column_int(s, 4), .state = state_of(s, 5),
                               .http_status = sqlite3_column_int(s, 6), .fault = store_column_fault(s, 7)};
    return true;
}

#define SPAN_COLUMNS "url, tried_at, until_at, tries, hold_s, state, http_status, fault"

enum oit_code store_seen_get(struct store *store, const char *site, const char *url, struct arena *arena, bool *ret_found, struct store_seen *ret_seen,
                             struct err *err)
{
    sqlite3_stmt *s = NULL;
    *ret_found = false;
    enum oit_code code = store_prepare(store, "SELECT " SPAN_COLUMNS ", etag, last_modified, sha256 FROM watch_try WHERE site = ?1 AND url = ?2 "
                                              "ORDER BY row DESC LIMIT 1", &s, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(s, 1, site);
    store_bind_c(s, 2, url);
    int step = sqlite3_step(s);
    if (step == SQLITE_ROW) {
        *ret_found = true;
        (void)read_span(s, arena, &ret_seen->span);
        ret_seen->etag = store_column_text(s, 8, arena);
        ret_seen->last_modified = store_column_text(s, 9, arena);
        ret_seen->sha256 = store_column_text(s, 10, arena);
    }
    return store_read_end(store, s, step, err);
}

enum oit_code store_spans(struct store *store, const char *site, int64_t from, int64_t to, struct arena *arena, struct watch_span **ret_spans, size_t *ret_n,
                          struct err *err)
{
    sqlite3_stmt *s = NULL;
    enum oit_code code = store_prepare(store, "SELECT " SPAN_COLUMNS " FROM watch_try WHERE site = ?1 AND until_at + hold_s >= ?2 AND tried_at <= ?3 "
                                              "ORDER BY url, tried_at, row", &s, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(s, 1, site);
    (void)sqlite3_bind_int64(s, 2, from);
    (void)sqlite3_bind_int64(s, 3, to);
    *ret_spans = store_rows(store, s, sizeof **ret_spans, read_span, arena, ret_n, err);
    return *ret_spans ? OIT_OK : OIT_ERR_LOCAL;
}

enum oit_code store_watched_site(struct store *store, struct arena *arena, const char **ret_site, struct err *err)
{
    sqlite3_stmt *s = NULL;
    size_t n = 0;
    *ret_site = NULL;
    enum oit_code code = store_prepare(store, "SELECT DISTINCT site FROM watch_try LIMIT 2", &s, err);
    if (code != OIT_OK)
        return code;
    int step;
    while ((step = sqlite3_step(s)) == SQLITE_ROW)
        *ret_site = n++ == 0 ? store_column_text(s, 0, arena) : NULL;
    return store_read_end(store, s, step, err);
}

/* --- troubles --------------------------------------------------------------------------------------------------------------------- */

enum oit_code store_outage_begin(struct store *store, const char *site, const char *url, const struct outage *outage, struct err *err)
{
    sqlite3_stmt *s = NULL;
    char scratch[16];
    enum oit_code code = store_prepare(store, "INSERT INTO outage(site, url, kind, began_at, ended_at, fault, http_status, began_told, ended_told) "
                                              "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 0)", &s, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(s, 1, site);
    store_bind_c(s, 2, url);
    store_bind_c(s, 3, watch_state_name(outage->kind));
    (void)sqlite3_bind_int64(s, 4, outage->began_at);
    (void)sqlite3_bind_int64(s, 5, outage->ended_at);
    store_bind_c(s, 6, oit_fault_name(outage->fault, outage->http_status, scratch));
    (void)sqlite3_bind_int(s, 7, outage->http_status);
    int step = sqlite3_step(s);
    return store_read_end(store, s, step, err);
}

enum oit_code store_outage_end(struct store *store, const char *site, const char *url, int64_t ended_at, struct err *err)
{
    sqlite3_stmt *s = NULL;
    enum oit_code code = store_prepare(store, "UPDATE outage SET ended_at = max(?3, began_at + 1) WHERE site = ?1 AND url = ?2 AND ended_at = 0", &s, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(s, 1, site);
    store_bind_c(s, 2, url);
    (void)sqlite3_bind_int64(s, 3, ended_at);
    int step = sqlite3_step(s);
    return store_read_end(store, s, step, err);
}

enum oit_code store_outage_told(struct store *store, int64_t row, bool is_end, int64_t told_at, struct err *err)
{
    sqlite3_stmt *s = NULL;
    enum oit_code code = store_prepare(store, is_end ? "UPDATE outage SET ended_told = ?2 WHERE row = ?1" : "UPDATE outage SET began_told = ?2 WHERE row = ?1", &s, err);
    if (code != OIT_OK)
        return code;
    (void)sqlite3_bind_int64(s, 1, row);
    (void)sqlite3_bind_int64(s, 2, told_at);
    int step = sqlite3_step(s);
    return store_read_end(store, s, step, err);
}

#define OUTAGE_COLUMNS "SELECT row, url, kind, began_at, ended_at, fault, http_status, began_told, ended_told FROM outage WHERE site = ?1 AND "

static bool read_outage(sqlite3_stmt *s, struct arena *arena, void *ret_outage)
{
    *(struct store_outage *)ret_outage = (struct store_outage){
        .row = sqlite3_column_int64(s, 0),
        .url = store_column_text(s, 1, arena),
        .outage = {.kind = state_of(s, 2), .began_at = sqlite3_column_int64(s, 3), .ended_at = sqlite3_column_int64(s, 4),
                   .fault = store_column_fault(s, 5), .http_status = sqlite3_column_int(s, 6)},
        .began_told = sqlite3_column_int64(s, 7),
        .ended_told = sqlite3_column_int64(s, 8),
    };
    return true;
}

enum oit_code store_outages(struct store *store, const char *site, int64_t from, int64_t to, struct arena *arena, struct store_outage **ret_outages, size_t *ret_n,
                            struct err *err)
{
    sqlite3_stmt *s = NULL;
    enum oit_code code = store_prepare(store, OUTAGE_COLUMNS "began_at <= ?3 AND (ended_at = 0 OR ended_at >= ?2) ORDER BY began_at, row", &s, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(s, 1, site);
    (void)sqlite3_bind_int64(s, 2, from);
    (void)sqlite3_bind_int64(s, 3, to);
    *ret_outages = store_rows(store, s, sizeof **ret_outages, read_outage, arena, ret_n, err);
    return *ret_outages ? OIT_OK : OIT_ERR_LOCAL;
}

enum oit_code store_outages_pending(struct store *store, const char *site, struct arena *arena, struct store_outage **ret_outages, size_t *ret_n, struct err *err)
{
    sqlite3_stmt *s = NULL;
    enum oit_code code = store_prepare(store, OUTAGE_COLUMNS "(ended_at = 0 OR ended_told = 0 OR began_told = 0) ORDER BY began_at, row", &s, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(s, 1, site);
    *ret_outages = store_rows(store, s, sizeof **ret_outages, read_outage, arena, ret_n, err);
    return *ret_outages ? OIT_OK : OIT_ERR_LOCAL;
}

/* --- what was told otherwise -------------------------------------------------------------------------------------------------------- */

enum oit_code store_watch_told_get(struct store *store, const char *site, const char *topic, const char *key, struct arena *arena, const char **ret_state,
                                   int64_t *ret_told_at, struct err *err)
{
    sqlite3_stmt *s = NULL;
    *ret_state = "";
    *ret_told_at = 0;
    enum oit_code code = store_prepare(store, "SELECT state, told_at FROM told WHERE site = ?1 AND topic = ?2 AND key = ?3", &s, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(s, 1, site);
    store_bind_c(s, 2, topic);
    store_bind_c(s, 3, key);
    int step = sqlite3_step(s);
    if (step == SQLITE_ROW) {
        *ret_state = store_column_text(s, 0, arena);
        *ret_told_at = sqlite3_column_int64(s, 1);
    }
    return store_read_end(store, s, step, err);
}

enum oit_code store_watch_told_put(struct store *store, const char *site, const char *topic, const char *key, const char *state, struct err *err)
{
    sqlite3_stmt *s = NULL;
    enum oit_code code = store_prepare(store, "INSERT INTO told(site, topic, key, state, told_at, count) VALUES(?1, ?2, ?3, ?4, ?5, 1) ON CONFLICT DO UPDATE SET "
                                              "state = ?4, told_at = ?5, count = count + 1", &s, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(s, 1, site);
    store_bind_c(s, 2, topic);
    store_bind_c(s, 3, key);
    store_bind_c(s, 4, state);
    (void)sqlite3_bind_int64(s, 5, clock_now_s());
    int step = sqlite3_step(s);
    return store_read_end(store, s, step, err);
}
