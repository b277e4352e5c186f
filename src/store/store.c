/* store.c - the open database: statements, transactions, packing, and sentences for its failures.
 * SPDX-License-Identifier: MIT
 */
#include "store/store.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "store/db.h"

static const char *const sql[] = {
#define X(enumerator, text) [enumerator] = text,
    STORE_STATEMENTS(X)
#undef X
};

/* --- failures ------------------------------------------------------------------------------------------------------------------ */

enum oit_code store_fail(struct store *store, struct err *err)
{
    int extended = store->db ? sqlite3_extended_errcode(store->db) : SQLITE_NOMEM;
    int system = store->db ? sqlite3_system_errno(store->db) : 0;
    const char *path = store->path;
    switch (extended & 0xff) {
    case SQLITE_FULL:
        return err_at(err, OIT_ERR_LOCAL, path, "ดิสก์เต็ม เขียนคลังข้อมูล '%s' ไม่ได้: ลบแฟ้มที่ไม่ใช้ หรือใช้ --db ไปที่ดิสก์อื่น",
                      "disk full, cannot write the store '%s': free some space, or use --db to put it on another disk", path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return damage_met(store, err);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return err_at(err, OIT_ERR_LOCAL, path, "ไม่มีสิทธิ์เขียนคลังข้อมูล '%s': แก้สิทธิ์ของแฟ้มและโฟลเดอร์ หรือใช้ --db ไปที่อื่น",
                      "no permission to write the store '%s': mend the permissions of file and folder, or use --db for another place",
                      path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_at(err, OIT_ERR_LOCAL, path, "โปรแกรมอื่นใช้คลังข้อมูล '%s' อยู่นานเกินไป: รอให้เสร็จแล้วลองใหม่",
                      "another program holds the store '%s' for too long: wait for it and try again", path);
    case SQLITE_CANTOPEN:
        return err_at(err, OIT_ERR_LOCAL, path, "เปิดคลังข้อมูล '%s' ไม่ได้ (%s): ตรวจโฟลเดอร์ สิทธิ์ และเนื้อที่ดิสก์",
                      "cannot open the store '%s' (%s): check folder, permissions and disk space", path,
                      system ? strerror(system) : "?");
    default:
        if (system == ENOSPC || system == EDQUOT)
            return err_at(err, OIT_ERR_LOCAL, path, "ดิสก์เต็ม เขียนคลังข้อมูล '%s' ไม่ได้: ลบแฟ้มที่ไม่ใช้ หรือใช้ --db ไปที่ดิสก์อื่น",
                          "disk full, cannot write the store '%s': free some space, or use --db to put it on another disk", path);
        return err_at(err, OIT_ERR_LOCAL, path, "คลังข้อมูล '%s' ขัดข้อง (%s): ตรวจดิสก์และสิทธิ์ แล้วลองใหม่",
                      "the store '%s' failed (%s): check disk and permissions, then try again", path,
                      store->db ? sqlite3_errmsg(store->db) : "no memory");
    }
}

/* --- statements ---------------------------------------------------------------------------------------------------------------- */

sqlite3_stmt *store_statement(struct store *store, enum store_statement which, struct err *err)
{
    if (!store->statements[which] &&
        sqlite3_prepare_v3(store->db, sql[which], -1, SQLITE_PREPARE_PERSISTENT, &store->statements[which], NULL) != SQLITE_OK) {
        (void)store_fail(store, err);
        return NULL;
    }
    return store->statements[which];
}

enum oit_code store_prepare(struct store *store, const char *text, sqlite3_stmt **ret_statement, struct err *err)
{
    return sqlite3_prepare_v2(store->db, text, -1, ret_statement, NULL) == SQLITE_OK ? OIT_OK : store_fail(store, err);
}

enum oit_code store_done(struct store *store, sqlite3_stmt *statement, struct err *err)
{
    enum oit_code code = OIT_OK;
    int step = sqlite3_step(statement);
    if (step != SQLITE_DONE && step != SQLITE_ROW)
        code = store_fail(store, err);
    (void)sqlite3_reset(statement);
    return code;
}

enum oit_code store_run_statement(struct store *store, enum store_statement which, struct err *err)
{
    sqlite3_stmt *statement = store_statement(store, which, err);
    return statement ? store_done(store, statement, err) : OIT_ERR_LOCAL;
}

enum oit_code store_begin(struct store *store, struct err *err)
{
    return store->in_batch ? OIT_OK : store_run_statement(store, SQL_BEGIN, err);
}

enum oit_code store_end(struct store *store, enum oit_code code, struct err *err)
{
    if (store->in_batch && code == OIT_OK)
        return OIT_OK;
    if (code == OIT_OK)
        code = store_run_statement(store, SQL_COMMIT, err);
    /* A full disk ends the transaction by itself, batch or not. */
    if (code != OIT_OK && !store->in_batch && sqlite3_get_autocommit(store->db) == 0)
        (void)store_run_statement(store, SQL_ROLLBACK, NULL);
    return code;
}

enum oit_code store_batch_begin(struct store *store, struct err *err)
{
    if (store->in_batch)
        return OIT_OK;
    enum oit_code code = store_run_statement(store, SQL_BEGIN, err);
    store->in_batch = code == OIT_OK;
    return code;
}

enum oit_code store_batch_end(struct store *store, struct err *err)
{
    if (!store->in_batch)
        return OIT_OK;
    store->in_batch = false;
    if (sqlite3_get_autocommit(store->db) != 0) /* a failure inside ended it, and was told to who caused it */
        return OIT_OK;
    return store_end(store, OIT_OK, err);
}

void store_bind_str(sqlite3_stmt *statement, int index, struct str text)
{
    if (text.p)
        (void)sqlite3_bind_text64(statement, index, text.p, text.n, SQLITE_STATIC, SQLITE_UTF8);
    else
        (void)sqlite3_bind_null(statement, index);
}

void store_bind_c(sqlite3_stmt *statement, int index, const char *text)
{
    store_bind_str(statement, index, str_from(text));
}

void store_bind_blob(sqlite3_stmt *statement, int index, struct str bytes)
{
    if (bytes.p)
        (void)sqlite3_bind_blob64(statement, index, bytes.p, bytes.n, SQLITE_STATIC);
    else
        (void)sqlite3_bind_null(statement, index);
}

struct str store_column_str(sqlite3_stmt *statement, int column)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return STR_NONE;
    const char *p = sqlite3_column_blob(statement, column); /* NULL for an empty text */
    return (struct str){p ? p : "", (size_t)sqlite3_column_bytes(statement, column)};
}

/* --- packing ------------------------------------------------------------------------------------------------------------------- */

bool store_zip(struct store *store, struct str bytes, struct buf *ret_packed)
{
    buf_clear(ret_packed);
    if (!bytes.p || !buf_reserve(ret_packed, ZSTD_compressBound(bytes.n) + 1))
        return false;
    size_t n = ZSTD_compress2(store->packer, ret_packed->p, ret_packed->capacity - 1, bytes.p, bytes.n);
    if (ZSTD_isError(n))
        return false;
    ret_packed->p[n] = '\0';
    ret_packed->n = n;
    return n < bytes.n;
}

struct str store_unzip(struct store *store, struct str packed, struct buf *scratch)
{
    unsigned long long size = packed.p ? ZSTD_getFrameContentSize(packed.p, packed.n) : ZSTD_CONTENTSIZE_ERROR;
    buf_clear(scratch);
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > LIMIT_STORED_BYTES ||
        !buf_reserve(scratch, (size_t)size + 1))
        return STR_NONE;
    size_t n = ZSTD_decompressDCtx(store->unpacker, scratch->p, (size_t)size, packed.p, packed.n);
    if (ZSTD_isError(n))
        return STR_NONE;
    scratch->p[n] = '\0';
    scratch->n = n;
    return (struct str){scratch->p, n};
}

void store_close(struct store *store)
{
    if (!store)
        return;
    if (store->db && store->is_damaged) /* closing would write the log into it */
        (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    (void)store_batch_end(store, NULL);
    store_unlock_site(store);
    for (int i = 0; i < N_STORE_STATEMENTS; i++)
        (void)sqlite3_finalize(store->statements[i]);
    for (int i = 0; i < STORE_N_SINGLE; i++)
        (void)sqlite3_finalize(store->single[i]);
    (void)sqlite3_close(store->db);
    if (store->users_fd >= 0)
        (void)close(store->users_fd);
    (void)ZSTD_freeCCtx(store->packer);
    (void)ZSTD_freeDCtx(store->unpacker);
    buf_done(&store->packed);
    buf_done(&store->packed_document);
    free(store->path);
    free(store);
}

const char *store_path(const struct store *store)
{
    return store->path;
}
