/* submissions.c - submissions, their URLs and copies, and looks at them: written once, read by row.
 * SPDX-License-Identifier: MIT
 */
#include "store/submissions.h"

#include "base/limits.h"
#include "store/db.h"

enum { PACKING_AS_RECEIVED = 0, PACKING_ZSTD = 1 };

/* --- writing ------------------------------------------------------------------------------------------------------------------- */

static enum oit_code put_head(struct store *store, struct store_submission *s, struct err *err)
{
    sqlite3_stmt *add = NULL;
    enum oit_code code = store_prepare(store, "INSERT INTO submission(id, site, fiscal_year_be, day, made_at, sheet_name, sheet_sha256, home_url, agency) "
                                              "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)", &add, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(add, 1, s->id);
    store_bind_c(add, 2, s->site);
    (void)sqlite3_bind_int(add, 3, s->fiscal_year_be);
    store_bind_c(add, 4, s->day);
    (void)sqlite3_bind_int64(add, 5, s->made_at);
    store_bind_c(add, 6, s->sheet_name);
    store_bind_c(add, 7, s->sheet_sha256);
    store_bind_c(add, 8, s->home_url);
    store_bind_c(add, 9, s->agency);
    code = store_done(store, add, err);
    s->row = sqlite3_last_insert_rowid(store->db);
    (void)sqlite3_finalize(add);
    return code;
}

static enum oit_code put_url(struct store *store, sqlite3_stmt *add, int64_t submission, const struct store_submission_url *u, struct err *err)
{
    char scratch[16];
    struct buf path;
    buf_init(&path, 0);
    for (size_t i = 0; i < u->n_click_path; i++)
        (void)buf_addf(&path, "%s%s", i ? "\n" : "", u->click_path[i]);
    bool came_packed = u->content_encoding && *u->content_encoding && !str_eq_nocase_c(str_trim(str_from(u->content_encoding)), "identity");
    bool is_zipped = u->bytes.n > 0 && !came_packed && store_zip(store, u->bytes, &store->packed);
    const char *const texts[] = {u->item, u->url, u->typed, u->shown_by, u->final_url, u->explanation, oit_fault_name(u->fault, u->http_status, scratch), u->sha256,
                                 u->fingerprint, u->content_type, u->content_encoding, u->last_modified, u->file_name, path.n ? path.p : NULL};
    const int n_texts = (int)(sizeof texts / sizeof texts[0]);
    (void)sqlite3_reset(add);
    for (int i = 0; i < n_texts; i++)
        store_bind_c(add, i + 1, texts[i]);
    (void)sqlite3_bind_int64(add, n_texts + 1, submission);
    (void)sqlite3_bind_int64(add, n_texts + 2, u->position);
    (void)sqlite3_bind_int(add, n_texts + 3, u->http_status);
    (void)sqlite3_bind_int64(add, n_texts + 4, u->fetched_at);
    (void)sqlite3_bind_int(add, n_texts + 5, is_zipped ? PACKING_ZSTD : PACKING_AS_RECEIVED);
    (void)sqlite3_bind_int64(add, n_texts + 6, (int64_t)u->bytes.n);
    store_bind_blob(add, n_texts + 7, is_zipped ? buf_str(&store->packed) : u->bytes);
    enum oit_code code = store_done(store, add, err);
    buf_done(&path);
    return code;
}

enum oit_code store_submission_put(struct store *store, struct store_submission *submission, const struct store_submission_url *urls, size_t n_urls, struct err *err)
{
    sqlite3_stmt *add = NULL;
    enum oit_code code = store_begin(store, err);
    if (code != OIT_OK)
        return code;
    code = put_head(store, submission, err);
    if (code == OIT_OK)
        code = store_prepare(store, "INSERT INTO submission_url(item, url, typed, shown_by, final_url, explanation, fault, sha256, fingerprint, content_type, "
                                    "content_encoding, last_modified, file_name, click_path, submission, position, http_status, fetched_at, packing, size, bytes) "
                                    "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21)", &add, err);
    for (size_t i = 0; code == OIT_OK && i < n_urls; i++)
        code = put_url(store, add, submission->row, &urls[i], err);
    (void)sqlite3_finalize(add);
    return store_end(store, code, err);
}

/* --- submissions --------------------------------------------------------------------------------------------------------------- */

#define SUBMISSION_SELECT                                                                                              \
    "SELECT s.row, s.id, s.site, s.fiscal_year_be, s.day, s.made_at, s.sheet_name, s.sheet_sha256, s.home_url, s.agency, "   \
    "(SELECT count(DISTINCT item) FROM submission_url u WHERE u.submission = s.row AND u.shown_by IS NULL), "          \
    "(SELECT count(*) FROM submission_url u WHERE u.submission = s.row AND u.shown_by IS NULL) FROM submission s "     \
    "WHERE (?1 IS NULL OR s.site = ?1) AND (?2 = 0 OR s.fiscal_year_be = ?2) ORDER BY s.row DESC LIMIT ?3"

static bool read_submission(sqlite3_stmt *s, struct arena *arena, void *ret_submission)
{
    *(struct store_submission *)ret_submission = (struct store_submission){
        .row = sqlite3_column_int64(s, 0),
        .id = store_column_text(s, 1, arena),
        .site = store_column_text(s, 2, arena),
        .fiscal_year_be = sqlite3_column_int(s, 3),
        .day = store_column_text(s, 4, arena),
        .made_at = sqlite3_column_int64(s, 5),
        .sheet_name = store_column_text(s, 6, arena),
        .sheet_sha256 = store_column_text(s, 7, arena),
        .home_url = store_column_text(s, 8, arena),
        .agency = store_column_text(s, 9, arena),
        .n_items = (uint32_t)sqlite3_column_int64(s, 10),
        .n_urls = (uint32_t)sqlite3_column_int64(s, 11),
    };
    return true;
}

static enum oit_code find(struct store *store, const char *site, int fiscal_year_be, int limit, struct arena *arena, struct store_submission **ret, size_t *ret_n,
                          struct err *err)
{
    sqlite3_stmt *statement = NULL;
    enum oit_code code = store_prepare(store, SUBMISSION_SELECT, &statement, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(statement, 1, site);
    (void)sqlite3_bind_int(statement, 2, fiscal_year_be);
    (void)sqlite3_bind_int(statement, 3, limit);
    *ret = store_rows(store, statement, sizeof **ret, read_submission, arena, ret_n, err);
    return *ret ? OIT_OK : OIT_ERR_LOCAL;
}

enum oit_code store_submission_latest(struct store *store, const char *site, int fiscal_year_be, struct arena *arena, bool *ret_found,
                                      struct store_submission *ret_submission, struct err *err)
{
    struct store_submission *found;
    size_t n = 0;
    enum oit_code code = find(store, site, fiscal_year_be, 1, arena, &found, &n, err);
    *ret_found = code == OIT_OK && n > 0;
    if (*ret_found)
        *ret_submission = found[0];
    return code;
}

enum oit_code store_submissions(struct store *store, const char *site, int fiscal_year_be, struct arena *arena, struct store_submission **ret_submissions, size_t *ret_n,
                                struct err *err)
{
    return find(store, site, fiscal_year_be, -1, arena, ret_submissions, ret_n, err);
}

/* --- URLs and copies ----------------------------------------------------------------------------------------------------------- */

static void read_path(struct str text, struct arena *arena, struct store_submission_url *u)
{
    size_t n = text.n > 0;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n';
    const char **urls = n ? ARENA_ARRAY(arena, const char *, n) : NULL;
    for (size_t i = 0; i < n; i++)
        urls[i] = arena_text(arena, str_cut(&text, '\n'));
    u->click_path = urls;
    u->n_click_path = n;
}

static bool read_url(sqlite3_stmt *s, struct arena *arena, void *ret_url)
{
    struct store_submission_url u = {
        .row = sqlite3_column_int64(s, 0),
        .item = store_column_text(s, 1, arena),
        .position = (uint32_t)sqlite3_column_int64(s, 2),
        .url = store_column_text(s, 3, arena),
        .typed = store_column_text(s, 4, arena),
        .shown_by = store_column_text(s, 5, arena),
        .final_url = store_column_text(s, 6, arena),
        .explanation = store_column_text(s, 7, arena),
        .http_status = sqlite3_column_int(s, 8),
        .fault = store_column_fault(s, 9),
        .fetched_at = sqlite3_column_int64(s, 10),
        .sha256 = store_column_text(s, 11, arena),
        .fingerprint = store_column_text(s, 12, arena),
        .content_type = store_column_text(s, 13, arena),
        .content_encoding = store_column_text(s, 14, arena),
        .last_modified = store_column_text(s, 15, arena),
        .file_name = store_column_text(s, 16, arena),
        .size_bytes = (uint64_t)sqlite3_column_int64(s, 18),
    };
    read_path(store_column_str(s, 17), arena, &u);
    *(struct store_submission_url *)ret_url = u;
    return true;
}

enum oit_code store_submission_urls(struct store *store, int64_t submission, bool with_shown, struct arena *arena, struct store_submission_url **ret_urls, size_t *ret_n,
                                    struct err *err)
{
    sqlite3_stmt *statement = NULL;
    enum oit_code code = store_prepare(store, "SELECT row, item, position, url, typed, shown_by, final_url, explanation, http_status, fault, fetched_at, sha256, "
                                              "fingerprint, content_type, content_encoding, last_modified, file_name, click_path, size FROM submission_url "
                                              "WHERE submission = ?1 AND (?2 OR shown_by IS NULL) ORDER BY row", &statement, err);
    if (code != OIT_OK)
        return code;
    (void)sqlite3_bind_int64(statement, 1, submission);
    (void)sqlite3_bind_int(statement, 2, with_shown);
    *ret_urls = store_rows(store, statement, sizeof **ret_urls, read_url, arena, ret_n, err);
    return *ret_urls ? OIT_OK : OIT_ERR_LOCAL;
}

enum oit_code store_submission_copy(struct store *store, int64_t url_row, struct arena *arena, struct str *ret_bytes, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    *ret_bytes = STR_NONE;
    enum oit_code code = store_prepare(store, "SELECT packing, bytes FROM submission_url WHERE row = ?1", &statement, err);
    if (code != OIT_OK)
        return code;
    (void)sqlite3_bind_int64(statement, 1, url_row);
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW) {
        struct buf scratch;
        buf_init(&scratch, 0);
        struct str bytes = store_column_str(statement, 1);
        if (bytes.p && sqlite3_column_int(statement, 0) == PACKING_ZSTD) {
            bytes = store_unzip(store, bytes, &scratch);
            if (!bytes.p)
                code = damage_met(store, err);
        }
        *ret_bytes = arena_str(arena, bytes);
        buf_done(&scratch);
    } else if (step != SQLITE_DONE) {
        code = store_fail(store, err);
    }
    (void)sqlite3_finalize(statement);
    return code;
}

/* --- looks --------------------------------------------------------------------------------------------------------------------- */

static enum oit_code put_look(struct store *store, int64_t submission, const struct store_look *look, struct err *err)
{
    static const char *const steps[] = {
        "INSERT INTO submission_look(submission, made_at, made_by, run, packed) VALUES(?1,?2,?3,?4,?5)",
        "DELETE FROM submission_look WHERE submission = ?1 AND row NOT IN "
        "(SELECT row FROM submission_look WHERE submission = ?1 ORDER BY row DESC LIMIT ?2)",
    };
    enum oit_code code = OIT_OK;
    for (int i = 0; code == OIT_OK && i < 2; i++) {
        sqlite3_stmt *statement = NULL;
        code = store_prepare(store, steps[i], &statement, err);
        if (code != OIT_OK)
            return code;
        (void)sqlite3_bind_int64(statement, 1, submission);
        (void)sqlite3_bind_int64(statement, 2, i == 0 ? look->made_at : LIMIT_LOOKS);
        if (i == 0) {
            store_bind_c(statement, 3, look->made_by);
            store_bind_c(statement, 4, look->run);
            (void)store_zip(store, look->packed, &store->packed); /* always a frame */
            store_bind_blob(statement, 5, buf_str(&store->packed));
        }
        code = store_done(store, statement, err);
        (void)sqlite3_finalize(statement);
    }
    return code;
}

enum oit_code store_look_put(struct store *store, int64_t submission, const struct store_look *look, struct err *err)
{
    enum oit_code code = store_begin(store, err);
    return code == OIT_OK ? store_end(store, put_look(store, submission, look, err), err) : code;
}

enum oit_code store_look_get(struct store *store, int64_t submission, int64_t before, struct arena *arena, bool *ret_found, struct store_look *ret_look, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    *ret_found = false;
    enum oit_code code = store_prepare(store, "SELECT made_at, made_by, run, packed FROM submission_look WHERE submission = ?1 ORDER BY ?2 <> 0 AND made_at >= ?2, "
                                              "CASE WHEN ?2 <> 0 AND made_at >= ?2 THEN row ELSE -row END LIMIT 1", &statement, err);
    if (code != OIT_OK)
        return code;
    (void)sqlite3_bind_int64(statement, 1, submission);
    (void)sqlite3_bind_int64(statement, 2, before);
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW) {
        struct buf scratch;
        buf_init(&scratch, 0);
        struct str packed = store_unzip(store, store_column_str(statement, 3), &scratch);
        *ret_look = (struct store_look){sqlite3_column_int64(statement, 0), store_column_text(statement, 1, arena), store_column_text(statement, 2, arena), arena_str(arena, packed)};
        *ret_found = packed.p != NULL;
        buf_done(&scratch);
    } else if (step != SQLITE_DONE) {
        code = store_fail(store, err);
    }
    (void)sqlite3_finalize(statement);
    return code;
}

enum oit_code store_run_next(struct store *store, const struct store_run *run, int64_t *ret_started, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    *ret_started = 0;
    enum oit_code code = store_prepare(store, "SELECT started FROM run WHERE site = ?1 AND (started > ?2 OR (started = ?2 AND row > ?3)) AND finished <> 0 "
                                              "AND report_json IS NOT NULL ORDER BY started, row LIMIT 1", &statement, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(statement, 1, run->site);
    (void)sqlite3_bind_int64(statement, 2, run->started);
    (void)sqlite3_bind_int64(statement, 3, run->row);
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW)
        *ret_started = sqlite3_column_int64(statement, 0);
    return store_read_end(store, statement, step, err);
}
