/* db.h - the inside of the store room: the open database, its prepared statements, and how its failures become sentences.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_STORE_DB_H
#define OIT_STORE_DB_H

#include <sqlite3.h>
#include <zstd.h>

#include "base/buf.h"
#include "store/store.h"

/* X(enumerator, SQL): prepared at first use, kept until store_close. */
#define STORE_STATEMENTS(X)                                                                                            \
    X(SQL_BEGIN, "BEGIN IMMEDIATE")                                                                                    \
    X(SQL_COMMIT, "COMMIT")                                                                                            \
    X(SQL_ROLLBACK, "ROLLBACK")                                                                                        \
    X(SQL_CONTENT_HAS, "SELECT 1 FROM content WHERE sha256 = ?1")                                                      \
    X(SQL_CONTENT_ADD, "INSERT INTO content(sha256, packing, size, bytes) VALUES(?1, ?2, ?3, ?4)")                     \
    X(SQL_VISIT_PUT, "INSERT INTO visit(run, url, final_url, referrer, label, how, depth, is_external, http_status, fault, " \
                     "fetched_at, content_type, content_encoding, etag, last_modified, file_name, redirects, sha256, findings, " \
                     "document) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20) "       \
                     "ON CONFLICT(run, url) DO UPDATE SET final_url=?3, referrer=?4, label=?5, how=?6, depth=?7, is_external=?8, " \
                     "http_status=?9, fault=?10, fetched_at=?11, content_type=?12, content_encoding=?13, etag=?14, "   \
                     "last_modified=?15, file_name=?16, redirects=?17, sha256=?18, findings=?19, document=?20, rules_sha256=NULL") \
    X(SQL_FINDINGS_PUT, "UPDATE visit SET findings = ?3, rules_sha256 = ?4 WHERE run = ?1 AND url = ?2")               \
    X(SQL_DOCUMENT_PUT, "UPDATE visit SET findings = ?3, document = ?4 WHERE run = ?1 AND url = ?2")                   \
    X(SQL_READING_GET, "SELECT document FROM reading WHERE sha256 = ?1 AND version = ?2 AND pages >= ?3")              \
    X(SQL_READING_PUT, "INSERT INTO reading(sha256, version, pages, document) VALUES(?1, ?2, ?3, ?4) "                 \
                       "ON CONFLICT(sha256) DO UPDATE SET version = ?2, pages = ?3, document = ?4")                    \
    X(SQL_RUN_ADD, "INSERT INTO run(id, site, final_url, site_name, fiscal_year_be, scheme, rules_sha256, started, finished, complete, " \
                   "stop_reason, counters, report_json) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)")           \
    X(SQL_KNOWN_GET, "SELECT v.etag, v.last_modified, v.fault = 'budget', v.fault = 'none' AND v.http_status = 200 AND v.final_url = v.url AND " \
                     "EXISTS (SELECT 1 FROM content c WHERE c.sha256 = v.sha256) FROM visit v WHERE v.run = ?1 AND v.url = ?2") \
    X(SQL_VISIT_DROP, "DELETE FROM visit WHERE run = ?1 AND url = ?2")                                                 \
    X(SQL_RUN_START, "UPDATE run SET final_url = coalesce(?2, final_url), site_name = coalesce(?3, site_name) WHERE row = ?1") \
    X(SQL_RUN_SET, "UPDATE run SET id=?1, site=?2, final_url=?3, site_name=?4, fiscal_year_be=?5, scheme=?6, rules_sha256=?7, " \
                   "started=?8, finished=?9, complete=?10, stop_reason=?11, counters=?12, report_json=?13 WHERE row=?14")

enum store_statement {
#define X(enumerator, sql) enumerator,
    STORE_STATEMENTS(X)
#undef X
        N_STORE_STATEMENTS
};

enum { STORE_N_SINGLE = 8, STORE_APPLICATION_ID = 0x4f495443 /* "OITC" */ };

struct store {
    sqlite3 *db;
    char *path;
    sqlite3_stmt *statements[N_STORE_STATEMENTS];
    sqlite3_stmt *single[STORE_N_SINGLE]; /* one visit by its URL, by STORE_WITH_ bits; NULL: not yet, or in use */
    int users_fd;    /* shared lock: "somebody has this store open" */
    int site_fd;     /* exclusive lock of one site, or -1 */
    bool in_batch;   /* between store_batch_begin and store_batch_end */
    bool is_default_place; /* nobody named the file */
    bool is_alone;   /* nobody else had it open when it was opened */
    bool is_damaged; /* SQLite has met damage */
    ZSTD_CCtx *packer;
    ZSTD_DCtx *unpacker;
    struct buf packed; /* scratch of store_zip */
    struct buf packed_document;
};

/* The cached statement, reset and without bindings; NULL (and err) when it cannot be prepared. */
sqlite3_stmt *store_statement(struct store *store, enum store_statement which, struct err *err);
/* Runs a statement that returns no rows, and resets it. */
enum oit_code store_run_statement(struct store *store, enum store_statement which, struct err *err);
enum oit_code store_done(struct store *store, sqlite3_stmt *statement, struct err *err);
/* A statement outside the cache: for reads that may be nested in each other. */
enum oit_code store_prepare(struct store *store, const char *sql, sqlite3_stmt **ret_statement, struct err *err);
/* What SQLite's last failure means for the user. */
enum oit_code store_fail(struct store *store, struct err *err);

/* One transaction around a change; inside a batch both do nothing. store_end rolls back when code is a failure, and returns the first one. */
enum oit_code store_begin(struct store *store, struct err *err);
enum oit_code store_end(struct store *store, enum oit_code code, struct err *err);

/* zstd, frame with content size. False when bytes are absent or did not get smaller. */
bool store_zip(struct store *store, struct str bytes, struct buf *ret_packed);
struct str store_unzip(struct store *store, struct str packed, struct buf *scratch); /* STR_NONE when damaged */

void store_bind_str(sqlite3_stmt *statement, int index, struct str text);  /* absent: NULL */
void store_bind_c(sqlite3_stmt *statement, int index, const char *text);
void store_bind_blob(sqlite3_stmt *statement, int index, struct str bytes);
struct str store_column_str(sqlite3_stmt *statement, int column);          /* view until the next step */

/* rows.c */
const char *store_column_text(sqlite3_stmt *statement, int column, struct arena *arena); /* copy in arena; NULL stays NULL */
enum oit_fault store_column_fault(sqlite3_stmt *statement, int column); /* stored by its name: "http-503", "timeout" */
/* What the last step of a SELECT means: a row or the end is OIT_OK, else store_fail. Finalizes the statement. */
enum oit_code store_read_end(struct store *store, sqlite3_stmt *statement, int step, struct err *err);
/* Fills *ret_row (not zeroed) from the row the statement stands at; false: the row is left out. */
typedef bool store_read_row(sqlite3_stmt *statement, struct arena *arena, void *ret_row);
/* All rows as an array of elements of row_size bytes in arena, never NULL though *ret_n be 0; NULL, *ret_n 0 and err when the store fails (OIT_ERR_LOCAL).
 * Finalizes the statement. */
void *store_rows(struct store *store, sqlite3_stmt *statement, size_t row_size, store_read_row *read, struct arena *arena, size_t *ret_n, struct err *err);

/* shrink.c: when more than half of the file, and enough to matter, is free. Never fails: then the file stays as large as it is. */
void store_shrink(struct store *store);

/* lock.c */
int lock_users(const char *store_path, bool *ret_is_alone, struct err *err); /* fd, or -1 */
void lock_share_users(int fd);

/* damage.c */
void damage_mark(const struct store *store);   /* the next who opens it alone looks at all of it */
void damage_unmark(const struct store *store);
bool damage_is_marked(const struct store *store);
bool damage_is_ours(const struct store *store); /* what is no database: once a store? */
enum oit_code damage_tell(struct store *store, struct err *err);
enum oit_code damage_met(struct store *store, struct err *err); /* marks and tells; what was never a store is only refused */
/* Renames the closed database and its log; the new name is the caller's to free. */
enum oit_code damage_set_aside(struct store *store, char **ret_name, struct err *err);

#endif
