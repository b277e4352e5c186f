/* readings.c - what OCR made of a document's bytes, kept by their hash: the same scan is read once, whatever its URL and in whatever run.
 * SPDX-License-Identifier: MIT
 */
#include "store/db.h"

static struct str key_of(const struct sha256 *sha256)
{
    return (struct str){(const char *)sha256->bytes, sizeof sha256->bytes};
}

enum oit_code store_reading_get(struct store *store, const struct sha256 *sha256, int version, uint32_t n_pages, struct arena *arena, bool *ret_found,
                                struct str *ret_document, struct err *err)
{
    *ret_found = false;
    sqlite3_stmt *statement = store_statement(store, SQL_READING_GET, err);
    if (!statement)
        return OIT_ERR_LOCAL;
    store_bind_blob(statement, 1, key_of(sha256));
    (void)sqlite3_bind_int(statement, 2, version);
    (void)sqlite3_bind_int64(statement, 3, n_pages);
    int step = sqlite3_step(statement);
    enum oit_code code = step == SQLITE_ROW || step == SQLITE_DONE ? OIT_OK : store_fail(store, err);
    if (step == SQLITE_ROW) {
        struct str document = store_unzip(store, store_column_str(statement, 0), &store->packed_document);
        *ret_found = document.p != NULL; /* damaged: it is read again */
        if (document.p)
            *ret_document = arena_str(arena, document);
    }
    (void)sqlite3_reset(statement);
    return code;
}

enum oit_code store_reading_put(struct store *store, const struct sha256 *sha256, int version, uint32_t n_pages, struct str document, struct err *err)
{
    enum oit_code code = store_begin(store, err);
    if (code != OIT_OK)
        return code;
    sqlite3_stmt *statement = store_statement(store, SQL_READING_PUT, err);
    if (!statement)
        return store_end(store, OIT_ERR_LOCAL, err);
    store_bind_blob(statement, 1, key_of(sha256));
    (void)sqlite3_bind_int(statement, 2, version);
    (void)sqlite3_bind_int64(statement, 3, n_pages);
    (void)store_zip(store, document, &store->packed_document);
    store_bind_blob(statement, 4, buf_str(&store->packed_document));
    return store_end(store, store_done(store, statement, err), err);
}

enum oit_code store_document_put(struct store *store, int64_t run, struct str url, struct str findings, struct str document, struct err *err)
{
    enum oit_code code = store_begin(store, err);
    if (code != OIT_OK)
        return code;
    sqlite3_stmt *statement = store_statement(store, SQL_DOCUMENT_PUT, err);
    if (!statement)
        return store_end(store, OIT_ERR_LOCAL, err);
    (void)sqlite3_bind_int64(statement, 1, run);
    store_bind_str(statement, 2, url);
    (void)store_zip(store, findings, &store->packed);
    store_bind_blob(statement, 3, buf_str(&store->packed));
    (void)store_zip(store, document, &store->packed_document);
    store_bind_blob(statement, 4, buf_str(&store->packed_document));
    return store_end(store, store_done(store, statement, err), err);
}
