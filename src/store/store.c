/* store.c - the open database: schema, migrations, statements, and sentences for its failures.
 *
 * The WAL is what makes a transaction a visit affordable: a commit appends to the log and does not wait for the disk (synchronous=NORMAL). A
 * killed program loses nothing that was committed, a power cut the last moments; neither damages the file. After an unclean end the
 * first to open the store alone runs quick_check.
 * SPDX-License-Identifier: MIT
 */
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "store/db.h"

enum { APPLICATION_ID = 0x4f495443 /* "OITC" */, SCHEMA_VERSION = 2, ZSTD_LEVEL = 1 };

/* migrations[i] brings schema i to i + 1. They are never edited once released, only added. */
static const char *const migrations[SCHEMA_VERSION] = {
    "CREATE TABLE run("
    " row INTEGER PRIMARY KEY, id TEXT NOT NULL, site TEXT NOT NULL, final_url TEXT, site_name TEXT, fiscal_year_be INTEGER NOT NULL,"
    " scheme TEXT, rules_sha256 TEXT, started INTEGER NOT NULL, finished INTEGER NOT NULL, complete INTEGER NOT NULL,"
    " stop_reason TEXT, counters TEXT, report_json TEXT);"
    "CREATE INDEX run_by_site ON run(site, started);"
    "CREATE INDEX run_by_id ON run(id);"
    /* packing: 0 as received, 1 zstd made by us. size: of the wire bytes. */
    "CREATE TABLE content(row INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, packing INTEGER NOT NULL, size INTEGER NOT NULL,"
    " bytes BLOB NOT NULL);"
    /* Big columns last: what stands before them is read without them. findings and document are zstd frames; rules_sha256: of findings made
     * again by other rules than the run's. */
    "CREATE TABLE visit("
    " row INTEGER PRIMARY KEY, run INTEGER NOT NULL, url TEXT NOT NULL, final_url TEXT, referrer TEXT, label TEXT, how INTEGER NOT NULL,"
    " depth INTEGER NOT NULL, is_external INTEGER NOT NULL, http_status INTEGER NOT NULL, fault TEXT NOT NULL, fetched_at INTEGER NOT NULL,"
    " content_type TEXT, content_encoding TEXT, etag TEXT, last_modified TEXT, file_name TEXT, redirects TEXT, sha256 BLOB,"
    " rules_sha256 TEXT, findings BLOB, document BLOB);"
    "CREATE UNIQUE INDEX visit_by_url ON visit(run, url);",
    /* What OCR read, by the hash of the bytes. version: of the reader; pages: how many unread pages it was allowed to read. */
    "CREATE TABLE reading(sha256 BLOB PRIMARY KEY, version INTEGER NOT NULL, pages INTEGER NOT NULL, document BLOB NOT NULL) WITHOUT ROWID;",
};

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
    case SQLITE_NOTADB:
        return err_at(err, OIT_ERR_LOCAL, path,
                      "คลังข้อมูล '%s' เสียหาย จึงไม่เขียนทับ: ย้ายแฟ้มนี้ไปเก็บไว้ที่อื่นหรือนำสำเนาสำรองมาใช้ แล้วตรวจใหม่",
                      "the store '%s' is damaged and was left as it is: move it away or restore a backup, then scan again", path);
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
    size_t n = ZSTD_compressCCtx(store->packer, ret_packed->p, ret_packed->capacity - 1, bytes.p, bytes.n, ZSTD_LEVEL);
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

/* --- open and close ------------------------------------------------------------------------------------------------------------ */

static enum oit_code query_int(struct store *store, const char *text, int64_t *ret_value, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    enum oit_code code = store_prepare(store, text, &statement, err);
    if (code == OIT_OK && sqlite3_step(statement) == SQLITE_ROW)
        *ret_value = sqlite3_column_int64(statement, 0);
    else if (code == OIT_OK)
        code = store_fail(store, err);
    (void)sqlite3_finalize(statement);
    return code;
}

static enum oit_code execute(struct store *store, const char *text, struct err *err)
{
    return sqlite3_exec(store->db, text, NULL, NULL, NULL) == SQLITE_OK ? OIT_OK : store_fail(store, err);
}

static enum oit_code migrate_from(struct store *store, int64_t version, struct err *err)
{
    char pragma[80];
    (void)snprintf(pragma, sizeof pragma, "PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION_ID, SCHEMA_VERSION);
    enum oit_code code = OIT_OK;
    for (int64_t i = version; code == OIT_OK && i < SCHEMA_VERSION; i++)
        code = execute(store, migrations[i], err);
    return code == OIT_OK ? execute(store, pragma, err) : code;
}

static enum oit_code migrate(struct store *store, struct err *err)
{
    int64_t version = 0, application = 0, n_tables = 0;
    enum oit_code code = query_int(store, "PRAGMA user_version", &version, err);
    if (code == OIT_OK && version == SCHEMA_VERSION)
        code = query_int(store, "PRAGMA application_id", &application, err);
    if (code != OIT_OK || (version == SCHEMA_VERSION && application == APPLICATION_ID))
        return code;
    /* Asked again under the write lock: another process may be making the same tables now. */
    code = store_run_statement(store, SQL_BEGIN, err);
    if (code != OIT_OK)
        return code;
    code = query_int(store, "PRAGMA user_version", &version, err);
    if (code == OIT_OK)
        code = query_int(store, "PRAGMA application_id", &application, err);
    if (code == OIT_OK)
        code = query_int(store, "SELECT count(*) FROM sqlite_master", &n_tables, err);
    if (code == OIT_OK && application != APPLICATION_ID && n_tables > 0)
        code = err_at(err, OIT_ERR_LOCAL, store->path, "แฟ้ม '%s' เป็นฐานข้อมูลของโปรแกรมอื่น จึงไม่แตะต้อง: ใช้ --db ชี้ไปแฟ้มอื่น",
                      "'%s' is the database of another program and was left alone: give another file with --db", store->path);
    else if (code == OIT_OK && version > SCHEMA_VERSION)
        code = err_at(err, OIT_ERR_LOCAL, store->path,
                      "คลังข้อมูล '%s' สร้างโดยโปรแกรมรุ่นใหม่กว่านี้ (โครงสร้าง %d โปรแกรมนี้รู้จักถึง %d): ปรับปรุง oitcheck แล้วลองใหม่",
                      "the store '%s' was made by a newer oitcheck (schema %d, this one knows %d): upgrade oitcheck and try again",
                      store->path, (int)version, SCHEMA_VERSION);
    else if (code == OIT_OK && version < SCHEMA_VERSION)
        code = migrate_from(store, version, err);
    return store_end(store, code, err);
}

static enum oit_code check_after_unclean_end(struct store *store, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    enum oit_code code = store_prepare(store, "PRAGMA quick_check(1)", &statement, err);
    if (code != OIT_OK)
        return code;
    bool is_good = sqlite3_step(statement) == SQLITE_ROW && str_eq_c(store_column_str(statement, 0), "ok");
    (void)sqlite3_finalize(statement);
    if (is_good)
        return OIT_OK;
    return err_at(err, OIT_ERR_LOCAL, store->path,
                  "คลังข้อมูล '%s' เสียหาย จึงไม่เขียนทับ: ย้ายแฟ้มนี้ไปเก็บไว้ที่อื่นหรือนำสำเนาสำรองมาใช้ แล้วตรวจใหม่",
                  "the store '%s' is damaged and was left as it is: move it away or restore a backup, then scan again", store->path);
}

static char *default_path(void)
{
    struct buf b;
    buf_init(&b, 0);
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    const struct passwd *user = home && *home ? NULL : getpwuid(getuid()); /* cron and systemd may leave HOME unset */
    if (user && user->pw_dir && *user->pw_dir)
        home = user->pw_dir;
    if (state && state[0] == '/') /* the XDG specification: a relative path is to be ignored */
        (void)buf_addf(&b, "%s/oitcheck/oitcheck.db", state);
    else
        (void)buf_addf(&b, "%s/.local/state/oitcheck/oitcheck.db", home && *home ? home : ".");
    return buf_take(&b);
}

/* The folder, and an empty file of mode 0600: SQLite would make it readable by all, and gives -wal and -shm the mode of the file. */
static enum oit_code make_file(const char *path, struct err *err)
{
    struct str folder = str_from(path);
    size_t slash = str_rchr(folder, '/');
    if (slash != STR_NPOS && slash > 0) {
        char *text = mem_text(str_sub(folder, 0, slash));
        enum oit_code code = file_is_dir(text) ? OIT_OK : file_make_dirs(text, err);
        free(text);
        if (code != OIT_OK)
            return code;
    }
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_at(err, OIT_ERR_LOCAL, path, "เปิดคลังข้อมูล '%s' ไม่ได้ (%s): ตรวจโฟลเดอร์ สิทธิ์ และเนื้อที่ดิสก์ หรือใช้ --db ไปที่อื่น",
                      "cannot open the store '%s' (%s): check folder, permissions and disk space, or use --db for another place", path,
                      strerror(errno));
    (void)close(fd);
    return OIT_OK;
}

static bool has_left_log(const char *path)
{
    struct buf name;
    buf_init(&name, 0);
    (void)buf_addf(&name, "%s-wal", path);
    struct stat st;
    bool is_there = stat(name.p, &st) == 0 && st.st_size > 0;
    buf_done(&name);
    return is_there;
}

static enum oit_code open_database(struct store *store, struct err *err)
{
    enum oit_code code = make_file(store->path, err);
    if (code != OIT_OK)
        return code;
    bool is_alone = false;
    store->users_fd = lock_users(store->path, &is_alone, err);
    if (store->users_fd < 0)
        return OIT_ERR_LOCAL;
    bool was_killed = is_alone && has_left_log(store->path);
    if (sqlite3_open_v2(store->path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return store_fail(store, err);
    (void)sqlite3_busy_timeout(store->db, LIMIT_STORE_BUSY_MS);
    if (was_killed && (code = check_after_unclean_end(store, err)) != OIT_OK)
        return code;
    code = migrate(store, err); /* before the journal mode, which would already change the database of another program */
    if (code == OIT_OK)
        code = execute(store, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000;"
                              "PRAGMA journal_size_limit = 16777216; PRAGMA cache_size = -2000; PRAGMA trusted_schema = OFF", err);
    lock_share_users(store->users_fd);
    return code;
}

enum oit_code store_open(const char *path, struct store **ret_store, struct err *err)
{
    struct store *store = mem_alloc(sizeof *store);
    store->users_fd = store->site_fd = -1;
    store->path = path ? mem_text(str_from(path)) : default_path();
    store->packer = ZSTD_createCCtx();
    store->unpacker = ZSTD_createDCtx();
    buf_init(&store->packed, 0);
    buf_init(&store->packed_document, 0);
    enum oit_code code = open_database(store, err);
    if (code != OIT_OK) {
        store_close(store);
        return code;
    }
    *ret_store = store;
    return OIT_OK;
}

void store_close(struct store *store)
{
    if (!store)
        return;
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
