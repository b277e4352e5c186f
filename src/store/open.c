/* open.c - opening and closing: schema, migrations, and what is looked at first.
 *
 * The WAL is what makes a transaction a visit affordable: a commit appends to the log and does not wait for the disk (synchronous=NORMAL). A
 * killed program loses nothing that was committed, a power cut the last moments; neither damages the file. After an unclean end, or when somebody
 * met damage, the first to open the store alone looks at all of it.
 * SPDX-License-Identifier: MIT
 */
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

enum { SCHEMA_VERSION = 3, ZSTD_LEVEL = 1 };

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
    /* The ITAS work. site: canonical start URL, as in run. Times are UTC seconds.
     * officer: what an officer said of an item; never changed, the newest row of a field counts (officers.h). evidence: hash of what was decided on. */
    "CREATE TABLE officer(row INTEGER PRIMARY KEY, site TEXT NOT NULL, fiscal_year_be INTEGER NOT NULL, item TEXT NOT NULL, field TEXT NOT NULL,"
    " value TEXT NOT NULL, source TEXT NOT NULL, said_at INTEGER NOT NULL, evidence TEXT);"
    "CREATE INDEX officer_by_item ON officer(site, fiscal_year_be, item, field, row);"
    /* submission: a sheet as it was entered in ITAS on a day; submission_url: what stood behind each link then (shown_by: behind a link of an entered
     * page). bytes: packed as content.bytes. submission_look: what was seen of it later. */
    "CREATE TABLE submission(row INTEGER PRIMARY KEY, id TEXT NOT NULL, site TEXT NOT NULL, fiscal_year_be INTEGER NOT NULL, day TEXT NOT NULL,"
    " made_at INTEGER NOT NULL, sheet_name TEXT, sheet_sha256 TEXT, home_url TEXT, agency TEXT);"
    "CREATE INDEX submission_by_site ON submission(site, fiscal_year_be, row);"
    "CREATE TABLE submission_url(row INTEGER PRIMARY KEY, submission INTEGER NOT NULL, item TEXT NOT NULL, position INTEGER NOT NULL,"
    " url TEXT NOT NULL, final_url TEXT, explanation TEXT, http_status INTEGER NOT NULL, fault TEXT NOT NULL, fetched_at INTEGER NOT NULL,"
    " sha256 TEXT, content_type TEXT, content_encoding TEXT, last_modified TEXT, file_name TEXT, click_path TEXT,"
    " typed TEXT, shown_by TEXT, fingerprint TEXT, packing INTEGER NOT NULL DEFAULT 0, size INTEGER NOT NULL DEFAULT 0, bytes BLOB);"
    "CREATE INDEX submission_url_by_submission ON submission_url(submission, item, position);"
    "CREATE TABLE submission_look(row INTEGER PRIMARY KEY, submission INTEGER NOT NULL, made_at INTEGER NOT NULL, made_by TEXT NOT NULL, run TEXT, packed BLOB NOT NULL);"
    "CREATE INDEX submission_look_by_submission ON submission_look(submission, row);"
    /* watch_try: tries in a row with the same result, first and last (watching.h); validators are those of the last answer. outage: any trouble, by its kind;
     * ended_at 0 while it lasts; began_told and ended_told: when somebody was told of it, 0: nobody. */
    "CREATE TABLE watch_try(row INTEGER PRIMARY KEY, site TEXT NOT NULL, url TEXT NOT NULL, tried_at INTEGER NOT NULL, until_at INTEGER NOT NULL,"
    " tries INTEGER NOT NULL, hold_s INTEGER NOT NULL, state TEXT NOT NULL, http_status INTEGER NOT NULL, fault TEXT NOT NULL, ms INTEGER NOT NULL,"
    " etag TEXT, last_modified TEXT, sha256 TEXT, details TEXT);"
    "CREATE INDEX watch_try_by_site ON watch_try(site, url, tried_at);"
    "CREATE TABLE outage(row INTEGER PRIMARY KEY, site TEXT NOT NULL, url TEXT NOT NULL, kind TEXT NOT NULL, began_at INTEGER NOT NULL,"
    " ended_at INTEGER NOT NULL, fault TEXT NOT NULL, http_status INTEGER NOT NULL, began_told INTEGER NOT NULL, ended_told INTEGER NOT NULL);"
    "CREATE INDEX outage_by_site ON outage(site, began_at);"
    /* told: what somebody was told of (mail, webhook), so that nobody is told twice; key: of what, state: how it stood then. */
    "CREATE TABLE told(site TEXT NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL, told_at INTEGER NOT NULL, count INTEGER NOT NULL,"
    " PRIMARY KEY(site, topic, key)) WITHOUT ROWID;"
    /* run_numbers: the few numbers of a run's report (100-500 KB) that trend lines and lists need; made again from the report where they lack. */
    "CREATE TABLE run_numbers(run INTEGER PRIMARY KEY, tool_version TEXT, revision TEXT, is_gregorian INTEGER NOT NULL, low REAL, high REAL,"
    " published INTEGER NOT NULL, partial INTEGER NOT NULL, missing INTEGER NOT NULL, unknown INTEGER NOT NULL);",
};

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
    (void)snprintf(pragma, sizeof pragma, "PRAGMA application_id = %d; PRAGMA user_version = %d", STORE_APPLICATION_ID, SCHEMA_VERSION);
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
    if (code != OIT_OK || (version == SCHEMA_VERSION && application == STORE_APPLICATION_ID))
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
    if (code == OIT_OK && application != STORE_APPLICATION_ID && n_tables > 0)
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

/* quick_check after an unclean end; whoever left a mark has seen damage, so then every index is held against its table too. */
static enum oit_code look_at_all(struct store *store, bool is_marked, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    enum oit_code code = store_prepare(store, is_marked ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)", &statement, err);
    if (code != OIT_OK)
        return code;
    int step = sqlite3_step(statement);
    bool is_good = step == SQLITE_ROW && str_eq_c(store_column_str(statement, 0), "ok");
    if (is_good && is_marked)
        damage_unmark(store);
    else if (step == SQLITE_ROW && !is_good)
        code = damage_met(store, err);
    else if (step != SQLITE_ROW) /* not looked at: a full disk, somebody's lock or no memory is no damage */
        code = store_fail(store, err);
    (void)sqlite3_finalize(statement);
    return code;
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

static off_t size_of(const char *path, const char *ending)
{
    struct buf name;
    struct stat st;
    buf_init(&name, 0);
    (void)buf_addf(&name, "%s%s", path, ending);
    off_t size = stat(name.p, &st) == 0 ? st.st_size : 0;
    buf_done(&name);
    return size;
}

static enum oit_code open_database(struct store *store, struct err *err)
{
    enum oit_code code = make_file(store->path, err);
    if (code != OIT_OK)
        return code;
    store->users_fd = lock_users(store->path, &store->is_alone, err);
    if (store->users_fd < 0)
        return OIT_ERR_LOCAL;
    bool has_left_log = store->is_alone && size_of(store->path, "-wal") > 0, is_marked = store->is_alone && damage_is_marked(store);
    if (has_left_log && size_of(store->path, "") == 0) /* SQLite would throw the log away */
        return damage_tell(store, err);
    if (sqlite3_open_v2(store->path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return store_fail(store, err);
    (void)sqlite3_busy_timeout(store->db, LIMIT_STORE_BUSY_MS);
    if ((has_left_log || is_marked) && (code = look_at_all(store, is_marked, err)) != OIT_OK)
        return code;
    code = migrate(store, err); /* before the journal mode, which would already change the database of another program */
    if (code == OIT_OK)
        code = execute(store, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000;"
                              "PRAGMA journal_size_limit = 16777216; PRAGMA cache_size = -2000; PRAGMA trusted_schema = OFF", err);
    lock_share_users(store->users_fd);
    return code;
}

static void close_database(struct store *store)
{
    (void)store_batch_end(store, NULL);
    store_unlock_site(store);
    for (int i = 0; i < N_STORE_STATEMENTS; i++) {
        (void)sqlite3_finalize(store->statements[i]);
        store->statements[i] = NULL;
    }
    if (store->db && store->is_damaged) /* closing would write the log into it */
        (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    (void)sqlite3_close(store->db);
    store->db = NULL;
}

/* The lock that says "alone" is held over the renaming: nobody opens the store in between. */
static enum oit_code begin_anew(struct store *store, char **ret_aside, struct err *err)
{
    close_database(store);
    enum oit_code code = damage_set_aside(store, ret_aside, err);
    (void)close(store->users_fd);
    store->users_fd = -1;
    store->is_damaged = false;
    return code == OIT_OK ? open_database(store, err) : code;
}

static enum oit_code open_store(const char *path, struct store **ret_store, char **ret_aside, struct err *err)
{
    struct store *store = mem_alloc(sizeof *store);
    store->users_fd = store->site_fd = -1;
    store->path = path ? mem_text(str_from(path)) : default_path();
    store->is_default_place = path == NULL;
    store->packer = ZSTD_createCCtx();
    (void)ZSTD_CCtx_setParameter(store->packer, ZSTD_c_compressionLevel, ZSTD_LEVEL);
    (void)ZSTD_CCtx_setParameter(store->packer, ZSTD_c_checksumFlag, 1); /* SQLite's pages have none: a flipped bit would be read as text */
    store->unpacker = ZSTD_createDCtx();
    buf_init(&store->packed, 0);
    buf_init(&store->packed_document, 0);
    enum oit_code code = open_database(store, err);
    if (code != OIT_OK && ret_aside && store->is_damaged && store->is_alone)
        code = begin_anew(store, ret_aside, err);
    if (code != OIT_OK) {
        store_close(store);
        return code;
    }
    *ret_store = store;
    return OIT_OK;
}

enum oit_code store_open(const char *path, struct store **ret_store, struct err *err)
{
    return open_store(path, ret_store, NULL, err);
}

enum oit_code store_open_anew(const char *path, struct store **ret_store, char **ret_aside, struct err *err)
{
    *ret_aside = NULL;
    return open_store(path, ret_store, ret_aside, err);
}

bool store_is_damaged(const struct store *store)
{
    return store->is_damaged;
}
