/* visits.c - visits and the bytes behind them.
 *
 * Bytes that came compressed are kept as they came; others are compressed here (packing 1) when that makes them smaller. Equal bytes are kept
 * once, and are not even compressed the second time.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "store/db.h"

enum { PACKING_AS_RECEIVED = 0, PACKING_ZSTD = 1 };

#define VISIT_COLUMNS                                                                                                  \
    "v.url, v.final_url, v.referrer, v.label, v.how, v.depth, v.is_external, v.http_status, v.fault, v.fetched_at, v.content_type, " \
    "v.content_encoding, v.etag, v.last_modified, v.file_name, v.redirects, v.sha256, v.rules_sha256"

static bool came_compressed(struct str content_encoding)
{
    return content_encoding.n > 0 && !str_eq_nocase_c(str_trim(content_encoding), "identity");
}

static enum oit_code put_content(struct store *store, const struct store_visit *visit, struct err *err)
{
    struct str sha256 = {(const char *)visit->sha256.bytes, sizeof visit->sha256.bytes};
    sqlite3_stmt *statement = store_statement(store, SQL_CONTENT_HAS, err);
    if (!statement)
        return OIT_ERR_LOCAL;
    store_bind_blob(statement, 1, sha256);
    int step = sqlite3_step(statement);
    enum oit_code code = step == SQLITE_ROW || step == SQLITE_DONE ? OIT_OK : store_fail(store, err);
    (void)sqlite3_reset(statement);
    if (code != OIT_OK || step == SQLITE_ROW)
        return code;
    statement = store_statement(store, SQL_CONTENT_ADD, err);
    if (!statement)
        return OIT_ERR_LOCAL;
    bool is_zipped = !came_compressed(visit->content_encoding) && store_zip(store, visit->bytes, &store->packed);
    store_bind_blob(statement, 1, sha256);
    (void)sqlite3_bind_int(statement, 2, is_zipped ? PACKING_ZSTD : PACKING_AS_RECEIVED);
    (void)sqlite3_bind_int64(statement, 3, (int64_t)visit->bytes.n);
    store_bind_blob(statement, 4, is_zipped ? buf_str(&store->packed) : visit->bytes);
    return store_done(store, statement, err);
}

static void bind_visit(sqlite3_stmt *s, int64_t run, const struct store_visit *v, char scratch[static 16])
{
    (void)sqlite3_bind_int64(s, 1, run);
    store_bind_str(s, 2, v->url);
    store_bind_str(s, 3, v->final_url);
    store_bind_str(s, 4, v->referrer);
    store_bind_str(s, 5, v->label);
    (void)sqlite3_bind_int(s, 6, (int)v->how);
    (void)sqlite3_bind_int64(s, 7, v->depth);
    (void)sqlite3_bind_int(s, 8, v->is_external);
    (void)sqlite3_bind_int(s, 9, v->http_status);
    store_bind_c(s, 10, oit_fault_name(v->fault, v->http_status, scratch));
    (void)sqlite3_bind_int64(s, 11, v->fetched_at);
    store_bind_str(s, 12, v->content_type);
    store_bind_str(s, 13, v->content_encoding);
    store_bind_str(s, 14, v->etag);
    store_bind_str(s, 15, v->last_modified);
    store_bind_str(s, 16, v->file_name);
    store_bind_str(s, 17, v->redirects);
    store_bind_blob(s, 18, v->has_content ? (struct str){(const char *)v->sha256.bytes, sizeof v->sha256.bytes} : STR_NONE);
}

static void bind_zipped(struct store *store, sqlite3_stmt *statement, int index, struct str bytes, struct buf *scratch)
{
    (void)store_zip(store, bytes, scratch); /* always a frame, even when it did not get smaller: readers need no flag */
    store_bind_blob(statement, index, bytes.p ? buf_str(scratch) : STR_NONE);
}

static enum oit_code put_visit(struct store *store, int64_t run, const struct store_visit *visit, struct err *err)
{
    if (visit->has_content && visit->bytes.p) {
        enum oit_code code = put_content(store, visit, err);
        if (code != OIT_OK)
            return code;
    }
    sqlite3_stmt *statement = store_statement(store, SQL_VISIT_PUT, err);
    if (!statement)
        return OIT_ERR_LOCAL;
    char scratch[16];
    bind_visit(statement, run, visit, scratch);
    bind_zipped(store, statement, 19, visit->findings, &store->packed);
    bind_zipped(store, statement, 20, visit->document, &store->packed_document);
    return store_done(store, statement, err);
}

enum oit_code store_visit_put(struct store *store, int64_t run, const struct store_visit *visit, struct err *err)
{
    enum oit_code code = store_begin(store, err);
    return code == OIT_OK ? store_end(store, put_visit(store, run, visit, err), err) : code;
}

enum oit_code store_visit_drop(struct store *store, int64_t run, struct str url, struct err *err)
{
    enum oit_code code = store_begin(store, err);
    if (code != OIT_OK)
        return code;
    sqlite3_stmt *statement = store_statement(store, SQL_VISIT_DROP, err);
    if (!statement)
        return store_end(store, OIT_ERR_LOCAL, err);
    (void)sqlite3_bind_int64(statement, 1, run);
    store_bind_str(statement, 2, url);
    return store_end(store, store_done(store, statement, err), err);
}

enum oit_code store_findings_put(struct store *store, int64_t run, struct str url, struct str findings, const char *rules_sha256, struct err *err)
{
    enum oit_code code = store_begin(store, err);
    if (code != OIT_OK)
        return code;
    sqlite3_stmt *statement = store_statement(store, SQL_FINDINGS_PUT, err);
    if (!statement)
        return store_end(store, OIT_ERR_LOCAL, err);
    (void)sqlite3_bind_int64(statement, 1, run);
    store_bind_str(statement, 2, url);
    bind_zipped(store, statement, 3, findings, &store->packed);
    store_bind_c(statement, 4, rules_sha256);
    return store_end(store, store_done(store, statement, err), err);
}

/* --- reading ------------------------------------------------------------------------------------------------------------------- */

struct unpacked { /* memory behind the views of one visit */
    struct buf bytes, document, findings;
};

static void unpacked_init(struct unpacked *u)
{
    buf_init(&u->bytes, 0);
    buf_init(&u->document, 0);
    buf_init(&u->findings, 0);
}

static void unpacked_done(struct unpacked *u)
{
    buf_done(&u->bytes);
    buf_done(&u->document);
    buf_done(&u->findings);
}

/* The optional columns stand behind the fixed 18, in the order bytes, document, findings; a missing one is NULL. */
static const char *select_text(unsigned with, bool is_single, struct buf *out)
{
    (void)buf_addf(out, "SELECT " VISIT_COLUMNS ", %s, %s, %s FROM visit v %s WHERE v.run = ?1 %s",
                   with & STORE_WITH_BYTES ? "c.packing, c.bytes" : "0, NULL", with & STORE_WITH_DOCUMENT ? "v.document" : "NULL",
                   with & STORE_WITH_FINDINGS ? "v.findings" : "NULL",
                   with & STORE_WITH_BYTES ? "LEFT JOIN content c ON c.sha256 = v.sha256" : "",
                   is_single ? "AND v.url = ?2" : "ORDER BY v.url");
    return out->p;
}

static bool read_visit(struct store *store, sqlite3_stmt *s, struct unpacked *memory, struct store_visit *ret_visit)
{
    struct str sha256 = store_column_str(s, 16), bytes = store_column_str(s, 19), document = store_column_str(s, 20), findings = store_column_str(s, 21);
    *ret_visit = (struct store_visit){
        .url = store_column_str(s, 0), .final_url = store_column_str(s, 1), .referrer = store_column_str(s, 2), .label = store_column_str(s, 3),
        .how = (enum store_how)sqlite3_column_int(s, 4), .depth = (uint32_t)sqlite3_column_int64(s, 5),
        .is_external = sqlite3_column_int(s, 6) != 0, .http_status = sqlite3_column_int(s, 7),
        .fault = store_column_fault(s, 8), .fetched_at = sqlite3_column_int64(s, 9),
        .content_type = store_column_str(s, 10), .content_encoding = store_column_str(s, 11), .etag = store_column_str(s, 12),
        .last_modified = store_column_str(s, 13), .file_name = store_column_str(s, 14), .redirects = store_column_str(s, 15),
        .rules_sha256 = store_column_str(s, 17),
        .has_content = sha256.n == sizeof ret_visit->sha256.bytes,
    };
    if (ret_visit->has_content)
        memcpy(ret_visit->sha256.bytes, sha256.p, sha256.n);
    bool is_zipped = sqlite3_column_int(s, 18) == PACKING_ZSTD;
    ret_visit->bytes = is_zipped ? store_unzip(store, bytes, &memory->bytes) : bytes;
    ret_visit->document = document.p ? store_unzip(store, document, &memory->document) : STR_NONE;
    ret_visit->findings = findings.p ? store_unzip(store, findings, &memory->findings) : STR_NONE;
    return (!bytes.p || ret_visit->bytes.p) && (!document.p || ret_visit->document.p) && (!findings.p || ret_visit->findings.p);
}

static enum oit_code damaged(struct store *store, struct str url, struct err *err)
{
    return err_at(err, OIT_ERR_LOCAL, store->path, "คลังข้อมูล '%s' เสียหาย (ข้อมูลของ '%.*s' อ่านไม่ได้): นำสำเนาสำรองมาใช้ หรือตรวจใหม่",
                  "the store '%s' is damaged (the record of '%.*s' is unreadable): restore a backup, or scan again", store->path, STR_ARG(url));
}

/* Views of one visit die at the next step, so an arena's copy and a callback share everything but the last line. */
static enum oit_code each_visit(struct store *store, int64_t run, struct str only_url, unsigned with, store_visit_fn fn, void *context,
                                struct err *err)
{
    struct buf text;
    struct unpacked memory;
    buf_init(&text, 0);
    unpacked_init(&memory);
    sqlite3_stmt **kept = only_url.p ? &store->single[with & (STORE_N_SINGLE - 1)] : NULL, *statement = kept ? *kept : NULL;
    enum oit_code code = OIT_OK;
    if (statement)
        *kept = NULL; /* in use: who asks in between makes one of his own */
    else
        code = store_prepare(store, select_text(with, only_url.p != NULL, &text), &statement, err);
    int step = SQLITE_DONE;
    if (code == OIT_OK) {
        (void)sqlite3_bind_int64(statement, 1, run);
        if (only_url.p)
            store_bind_str(statement, 2, only_url);
    }
    while (code == OIT_OK && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        struct store_visit visit;
        if (!read_visit(store, statement, &memory, &visit))
            code = damaged(store, visit.url, err);
        else if (!fn(context, &visit))
            break;
    }
    if (code == OIT_OK && step != SQLITE_DONE && step != SQLITE_ROW)
        code = store_fail(store, err);
    (void)sqlite3_reset(statement);
    if (kept && !*kept)
        *kept = statement;
    else
        (void)sqlite3_finalize(statement);
    unpacked_done(&memory);
    buf_done(&text);
    return code;
}

enum oit_code store_visits(struct store *store, int64_t run, unsigned with, store_visit_fn fn, void *context, struct err *err)
{
    return each_visit(store, run, STR_NONE, with, fn, context, err);
}

struct copy {
    struct arena *arena;
    struct store_visit *visit;
    bool is_found;
};

static bool copy_visit(void *context, const struct store_visit *visit)
{
    struct copy *copy = context;
    struct store_visit *v = copy->visit;
    *v = *visit;
    struct str *const texts[] = {&v->url,  &v->final_url,     &v->referrer,  &v->label,     &v->content_type, &v->content_encoding,
                                 &v->etag, &v->last_modified, &v->file_name, &v->redirects, &v->bytes,        &v->document,
                                 &v->findings, &v->rules_sha256};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *texts[i] = arena_str(copy->arena, *texts[i]);
    copy->is_found = true;
    return false;
}

enum oit_code store_visit_get(struct store *store, int64_t run, struct str url, unsigned with, struct arena *arena, bool *ret_found,
                              struct store_visit *ret_visit, struct err *err)
{
    struct copy copy = {arena, ret_visit, false};
    enum oit_code code = each_visit(store, run, url, with, copy_visit, &copy, err);
    *ret_found = copy.is_found;
    return code;
}
