/* What the store promises: visits come back as put and in order of URL, equal bytes stand once, writers exclude each other a site, and every
 * failure is a sentence.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "store/store.h"
#include "../support/store_fixture.h"
#include "../support/tmp.h"

static int64_t begin(struct store_fixture *f, const char *id, int64_t started)
{
    struct store_run run = {.id = id, .site = "http://a.go.th/", .fiscal_year_be = 2567, .scheme = "2567", .rules_sha256 = "r", .started = started};
    assert_int_equal(store_run_begin(f->store, &run, &f->err), OIT_OK);
    return run.row;
}

static void finish(struct store_fixture *f, int64_t row, const char *id, int64_t started)
{
    struct store_run run = {.row = row, .id = id, .site = "http://a.go.th/", .fiscal_year_be = 2567, .started = started, .finished = started + 9,
                            .complete = true, .stop_reason = "frontier-empty", .counters = "{}", .report_json = "{\"a\":1}"};
    assert_int_equal(store_run_finish(f->store, &run, &f->err), OIT_OK);
}

static struct store_visit visit_of(const char *url, const char *bytes)
{
    struct store_visit v = {.url = str_from(url), .http_status = 200, .has_content = bytes != NULL, .bytes = str_from(bytes)};
    if (bytes)
        v.sha256 = sha256_of(v.bytes);
    return v;
}

static void put(struct store_fixture *f, int64_t run, struct store_visit v)
{
    assert_int_equal(store_visit_put(f->store, run, &v, &f->err), OIT_OK);
}

static int64_t ask(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(s, 0);
    (void)sqlite3_finalize(s);
    (void)sqlite3_close(db);
    return value;
}

static bool join_urls(void *context, const struct store_visit *visit)
{
    struct buf *out = context;
    (void)buf_add_str(out, visit->url);
    return buf_add_char(out, ' ');
}

static void visit_comes_back_as_it_was_put(void **state)
{
    struct store_fixture *f = *state;
    int64_t run = begin(f, "r1", 100);
    struct store_visit v = visit_of("http://a.go.th/x", "<html>ก</html>");
    v.final_url = STR_LIT("http://a.go.th/y");
    v.referrer = STR_LIT("http://a.go.th/");
    v.label = STR_LIT("แผนปฏิบัติการ");
    v.how = HOW_SITEMAP;
    v.depth = 3;
    v.is_external = true;
    v.http_status = 403;
    v.fault = FAULT_HTTP;
    v.fetched_at = 1763600000;
    v.content_type = STR_LIT("text/html");
    v.etag = STR_LIT("\"e\"");
    v.last_modified = STR_LIT("Mon");
    v.file_name = STR_LIT("");
    v.redirects = STR_LIT("a\nb");
    v.document = STR_LIT("doc\0ument");
    v.findings = STR_LIT("find");
    put(f, run, v);
    bool found = false;
    struct store_visit back;
    assert_int_equal(store_visit_get(f->store, run, v.url, 7, &f->arena, &found, &back, &f->err), OIT_OK);
    assert_true(found);
    assert_true(str_eq(back.final_url, v.final_url) && str_eq(back.referrer, v.referrer) && str_eq(back.label, v.label));
    assert_true(back.how == v.how && back.depth == 3 && back.is_external && back.http_status == 403 && back.fault == FAULT_HTTP);
    assert_true(back.fetched_at == v.fetched_at && str_eq(back.content_type, v.content_type) && str_eq(back.etag, v.etag));
    assert_true(str_eq(back.last_modified, v.last_modified) && str_eq(back.redirects, v.redirects));
    assert_true(back.file_name.p && back.file_name.n == 0);
    assert_null(back.content_encoding.p);
    assert_true(back.has_content && memcmp(&back.sha256, &v.sha256, sizeof v.sha256) == 0);
    assert_true(str_eq(back.bytes, v.bytes) && str_eq(back.document, v.document) && str_eq(back.findings, v.findings));
    assert_int_equal(store_visit_get(f->store, run, v.url, 0, &f->arena, &found, &back, &f->err), OIT_OK);
    assert_true(!back.bytes.p && !back.document.p && !back.findings.p);
    assert_int_equal(store_visit_get(f->store, run, STR_LIT("http://no/"), 7, &f->arena, &found, &back, &f->err), OIT_OK);
    assert_false(found);
}

static void second_put_of_a_url_replaces_the_first(void **state)
{
    struct store_fixture *f = *state;
    int64_t run = begin(f, "r1", 100);
    put(f, run, visit_of("http://a.go.th/", NULL));
    struct store_visit v = visit_of("http://a.go.th/", "now");
    put(f, run, v);
    struct store_visit back;
    bool found;
    assert_int_equal(store_visit_get(f->store, run, v.url, STORE_WITH_BYTES, &f->arena, &found, &back, &f->err), OIT_OK);
    assert_true(str_eq_c(back.bytes, "now"));
    assert_int_equal(ask(f->path, "SELECT count(*) FROM visit"), 1);
}

static void visits_come_in_byte_order_of_url_whatever_the_order_of_insertion(void **state)
{
    static const char *const urls[] = {"http://a/b", "http://a/", "http://a/%E0%B8%81", "http://a/B", "http://a/a/z", "http://a/a"};
    struct store_fixture *f = *state;
    for (unsigned round = 0; round < 6; round++) {
        int64_t run = begin(f, "r", round);
        for (unsigned i = 0; i < 6; i++)
            put(f, run, visit_of(urls[(i * 5 + round) % 6], NULL));
        struct buf out;
        buf_init(&out, 0);
        assert_int_equal(store_visits(f->store, run, 0, join_urls, &out, &f->err), OIT_OK);
        assert_string_equal(out.p, "http://a/ http://a/%E0%B8%81 http://a/B http://a/a http://a/a/z http://a/b ");
        buf_done(&out);
    }
}

static void equal_bytes_are_kept_once_and_plain_ones_compressed(void **state)
{
    struct store_fixture *f = *state;
    int64_t run = begin(f, "r1", 100);
    char text[5000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    put(f, run, visit_of("http://a/1", text));
    put(f, run, visit_of("http://a/2", text));
    struct store_visit v = visit_of("http://a/3", "not really gzip but as received");
    v.content_encoding = STR_LIT("gzip");
    put(f, run, v);
    assert_int_equal(ask(f->path, "SELECT count(*) FROM content"), 2);
    assert_int_equal(ask(f->path, "SELECT length(bytes) < 100 AND packing = 1 AND size = 4999 FROM content ORDER BY row"), 1);
    assert_int_equal(ask(f->path, "SELECT bytes = CAST('not really gzip but as received' AS BLOB) AND packing = 0 FROM content WHERE row = 2"), 1);
    struct store_visit back;
    bool found;
    assert_int_equal(store_visit_get(f->store, run, STR_LIT("http://a/2"), STORE_WITH_BYTES, &f->arena, &found, &back, &f->err), OIT_OK);
    assert_true(str_eq_c(back.bytes, text));
}

static void visit_without_bytes_refers_to_content_of_an_earlier_run(void **state) /* 304 */
{
    struct store_fixture *f = *state;
    struct store_visit v = visit_of("http://a/1", "same as ever");
    put(f, begin(f, "r1", 100), v);
    int64_t second = begin(f, "r2", 200);
    v.http_status = 304;
    v.bytes = STR_NONE;
    put(f, second, v);
    assert_int_equal(store_prune(f->store, "http://a.go.th/", 1, &f->err), OIT_OK);
    struct store_visit back;
    bool found;
    assert_int_equal(store_visit_get(f->store, second, v.url, STORE_WITH_BYTES, &f->arena, &found, &back, &f->err), OIT_OK);
    assert_true(found && str_eq_c(back.bytes, "same as ever"));
}

static void findings_of_other_rules_replace_the_first(void **state)
{
    struct store_fixture *f = *state;
    int64_t run = begin(f, "r1", 100);
    struct store_visit v = visit_of("http://a/1", "x");
    v.findings = STR_LIT("old");
    v.document = STR_LIT("document");
    put(f, run, v);
    assert_int_equal(store_findings_put(f->store, run, v.url, STR_LIT("new"), "hash", &f->err), OIT_OK);
    struct store_visit back;
    bool found;
    assert_int_equal(store_visit_get(f->store, run, v.url, 6, &f->arena, &found, &back, &f->err), OIT_OK);
    assert_true(str_eq_c(back.findings, "new") && str_eq_c(back.document, "document"));
}

static void finds_runs_by_word_and_by_id(void **state)
{
    struct store_fixture *f = *state;
    static const char *const ids[] = {"r1", "r2", "r3"};
    for (int i = 0; i < 3; i++)
        finish(f, begin(f, ids[i], 100 + i), ids[i], 100 + i);
    (void)begin(f, "running", 900);
    static const struct {
        const char *which, *id;
    } rows[] = {{NULL, "r3"}, {"latest", "r3"}, {"previous", "r2"}, {"r1", "r1"}, {"running", "running"}, {"r9", NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct store_run run;
        bool found = false;
        assert_int_equal(store_run_find(f->store, "http://a.go.th/", rows[i].which, &f->arena, &found, &run, &f->err), OIT_OK);
        assert_int_equal(found, rows[i].id != NULL);
        if (found)
            assert_string_equal(run.id, rows[i].id);
        assert_int_equal(store_run_find(f->store, "http://other/", rows[i].which, &f->arena, &found, &run, &f->err), OIT_OK);
        assert_false(found);
    }
    struct store_run *runs = NULL;
    size_t n = 0;
    assert_int_equal(store_runs(f->store, NULL, 3, &f->arena, &runs, &n, &f->err), OIT_OK);
    assert_int_equal(n, 3);
    assert_string_equal(runs[0].id, "running");
    assert_null(runs[0].report_json);
    assert_string_equal(runs[1].report_json, "{\"a\":1}");
    assert_true(runs[1].complete && runs[1].finished == 111);
}

static void prune_keeps_results_of_old_runs_and_drops_their_pages(void **state)
{
    struct store_fixture *f = *state;
    for (int i = 0; i < 3; i++) {
        char id[16], bytes[24];
        (void)snprintf(id, sizeof id, "r%d", i);
        (void)snprintf(bytes, sizeof bytes, "bytes %d", i);
        int64_t row = begin(f, id, 100 + i);
        put(f, row, visit_of("http://a/1", bytes));
        finish(f, row, id, 100 + i);
    }
    assert_int_equal(store_prune(f->store, "http://a.go.th/", 2, &f->err), OIT_OK);
    assert_int_equal(ask(f->path, "SELECT count(*) FROM visit"), 2);
    assert_int_equal(ask(f->path, "SELECT count(*) FROM content"), 2);
    assert_int_equal(ask(f->path, "SELECT count(*) FROM run WHERE report_json IS NOT NULL"), 3);
}

static void files_are_readable_by_their_owner_only(void **state)
{
    struct store_fixture *f = *state;
    (void)begin(f, "r1", 100);
    static const char *const names[] = {"deep/er/oit.db", "deep/er/oit.db-wal", "deep/er/oit.db-shm", "deep/er/oit.db.lock"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *path = tmp_path(f->folder, names[i]);
        struct stat st;
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
        free(path);
    }
}

static void second_writer_of_a_site_is_told_who_and_since_when(void **state)
{
    struct store_fixture *f = *state;
    clock_set_s(1795140000); /* 20 Nov 2026 02:00 UTC */
    assert_int_equal(store_lock_site(f->store, "http://a.go.th/", &f->err), OIT_OK);
    struct store *other = NULL;
    assert_int_equal(store_open(f->path, &other, &f->err), OIT_OK);
    assert_int_equal(store_lock_site(other, "http://b.go.th/", &f->err), OIT_OK);
    assert_int_equal(store_lock_site(other, "http://a.go.th/", &f->err), OIT_ERR_LOCKED);
    char expected[200], host[100] = "";
    (void)gethostname(host, sizeof host - 1);
    (void)snprintf(expected, sizeof expected, "another run of 'http://a.go.th/' is under way (process %d of ", (int)getpid());
    assert_non_null(strstr(f->err.en, expected));
    (void)snprintf(expected, sizeof expected, "@%s, since 20 Nov 2026 09:00): wait for it, or stop that process", host);
    assert_non_null(strstr(f->err.en, expected));
    assert_non_null(strstr(f->err.th, "20 พ.ย. 2569 09:00 น."));
    store_unlock_site(f->store);
    assert_int_equal(store_lock_site(other, "http://a.go.th/", &f->err), OIT_OK);
    store_close(other);
    assert_int_equal(store_lock_site(f->store, "http://a.go.th/", &f->err), OIT_OK);
}

/* Runs work in a child that ends by SIGKILL when ready (it never closes the store). */
static void kill_after(struct store_fixture *f, void (*work)(struct store_fixture *f))
{
    store_close(f->store);
    f->store = NULL;
    pid_t pid = fork();
    if (pid == 0) {
        if (store_open(f->path, &f->store, &f->err) != OIT_OK)
            _exit(1);
        work(f);
        (void)kill(getpid(), SIGKILL);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
}

static void put_some_and_leave_a_batch_open(struct store_fixture *f)
{
    (void)store_lock_site(f->store, "http://a.go.th/", NULL);
    int64_t run = begin(f, "r1", 100);
    put(f, run, visit_of("http://a/1", "one"));
    put(f, run, visit_of("http://a/2", "two"));
    (void)store_batch_begin(f->store, NULL);
    put(f, run, visit_of("http://a/3", "three"));
}

static void killed_run_keeps_its_visits_and_frees_its_lock(void **state)
{
    struct store_fixture *f = *state;
    kill_after(f, put_some_and_leave_a_batch_open);
    assert_int_equal(store_open(f->path, &f->store, &f->err), OIT_OK);
    assert_int_equal(store_lock_site(f->store, "http://a.go.th/", &f->err), OIT_OK);
    assert_int_equal(ask(f->path, "SELECT count(*) FROM visit"), 2);
}

static void flip(const char *path, long from, long n)
{
    int fd = open(path, O_WRONLY);
    char junk[64];
    memset(junk, 0xa5, sizeof junk);
    for (long at = from; at < from + n; at += (long)sizeof junk)
        assert_int_equal(pwrite(fd, junk, sizeof junk, at), sizeof junk);
    (void)close(fd);
}

static void writers_of_two_sites_wait_for_each_other(void **state)
{
    struct store_fixture *f = *state;
    store_close(f->store);
    f->store = NULL;
    pid_t pids[2];
    for (int w = 0; w < 2; w++) {
        pids[w] = fork();
        if (pids[w] != 0)
            continue;
        bool is_good = store_open(f->path, &f->store, &f->err) == OIT_OK;
        struct store_run run = {.id = w ? "b" : "a", .site = w ? "http://b/" : "http://a/"};
        is_good = is_good && store_lock_site(f->store, run.site, &f->err) == OIT_OK && store_run_begin(f->store, &run, &f->err) == OIT_OK;
        for (int i = 0; is_good && i < 300; i++) {
            char url[64];
            (void)snprintf(url, sizeof url, "http://%d/%d", w, i);
            struct store_visit v = visit_of(url, url);
            if (i % 10 == 0)
                is_good = store_batch_begin(f->store, &f->err) == OIT_OK;
            is_good = is_good && store_visit_put(f->store, run.row, &v, &f->err) == OIT_OK;
            if (i % 10 == 4)
                is_good = is_good && store_batch_end(f->store, &f->err) == OIT_OK;
        }
        store_close(f->store);
        _exit(is_good ? 0 : 1);
    }
    for (int w = 0; w < 2; w++) {
        int status = 1;
        assert_int_equal(waitpid(pids[w], &status, 0), pids[w]);
        assert_int_equal(status, 0);
    }
    assert_int_equal(ask(f->path, "SELECT count(*) FROM visit"), 600);
}

static void damaged_file_is_named_and_left_as_it_is(void **state)
{
    struct store_fixture *f = *state;
    store_close(f->store);
    f->store = NULL;
    flip(f->path, 0, 1024);
    struct buf before, after;
    buf_init(&before, 0);
    buf_init(&after, 0);
    assert_int_equal(file_read(f->path, &before, NULL), OIT_OK);
    assert_int_equal(store_open(f->path, &f->store, &f->err), OIT_ERR_LOCAL);
    assert_non_null(strstr(f->err.en, "is damaged and was left as it is"));
    assert_non_null(strstr(f->err.th, "เสียหาย"));
    assert_int_equal(file_read(f->path, &after, NULL), OIT_OK);
    assert_true(str_eq(buf_str(&before), buf_str(&after)));
    buf_done(&before);
    buf_done(&after);
}

static void put_much(struct store_fixture *f)
{
    int64_t run = begin(f, "r1", 100);
    for (int i = 0; i < 400; i++) {
        char url[64];
        (void)snprintf(url, sizeof url, "http://a/%d", i);
        put(f, run, visit_of(url, url));
    }
}

/* The database of the first two releases, with a row in it. */
static void stores_of_earlier_schemas_are_brought_up_to_date(void **state)
{
    static const char *const schema[] = {
        "CREATE TABLE run(row INTEGER PRIMARY KEY, id TEXT NOT NULL, site TEXT NOT NULL, final_url TEXT, site_name TEXT, fiscal_year_be INTEGER NOT NULL, scheme TEXT,"
        " rules_sha256 TEXT, started INTEGER NOT NULL, finished INTEGER NOT NULL, complete INTEGER NOT NULL, stop_reason TEXT, counters TEXT, report_json TEXT);"
        "CREATE INDEX run_by_site ON run(site, started); CREATE INDEX run_by_id ON run(id);"
        "CREATE TABLE content(row INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, packing INTEGER NOT NULL, size INTEGER NOT NULL, bytes BLOB NOT NULL);"
        "CREATE TABLE visit(row INTEGER PRIMARY KEY, run INTEGER NOT NULL, url TEXT NOT NULL, final_url TEXT, referrer TEXT, label TEXT, how INTEGER NOT NULL, depth INTEGER NOT NULL,"
        " is_external INTEGER NOT NULL, http_status INTEGER NOT NULL, fault TEXT NOT NULL, fetched_at INTEGER NOT NULL, content_type TEXT, content_encoding TEXT, etag TEXT,"
        " last_modified TEXT, file_name TEXT, redirects TEXT, sha256 BLOB, rules_sha256 TEXT, findings BLOB, document BLOB);"
        "CREATE UNIQUE INDEX visit_by_url ON visit(run, url);"
        "INSERT INTO run VALUES(1, 'old', 'http://a.go.th/', NULL, NULL, 2567, '2567', NULL, 100, 110, 1, 'frontier-empty', '1 1 0 0 0 0', '{}');"
        "INSERT INTO visit(run, url, how, depth, is_external, http_status, fault, fetched_at) VALUES(1, 'http://a.go.th/', 0, 0, 0, 200, 'none', 100);"
        "PRAGMA application_id = 1330205763; PRAGMA user_version = 1;",
        "CREATE TABLE reading(sha256 BLOB PRIMARY KEY, version INTEGER NOT NULL, pages INTEGER NOT NULL, document BLOB NOT NULL) WITHOUT ROWID; PRAGMA user_version = 2;",
    };
    struct store_fixture *f = *state;
    for (size_t version = 1; version <= sizeof schema / sizeof *schema; version++) {
        char name[32];
        (void)snprintf(name, sizeof name, "schema-%zu.db", version);
        char *path = tmp_path(f->folder, name);
        sqlite3 *db = NULL;
        assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
        for (size_t i = 0; i < version; i++)
            assert_int_equal(sqlite3_exec(db, schema[i], NULL, NULL, NULL), SQLITE_OK);
        (void)sqlite3_close(db);
        struct store *old = NULL;
        struct store_run run;
        struct store_visit visit;
        bool found = false;
        assert_int_equal(store_open(path, &old, &f->err), OIT_OK);
        assert_int_equal(store_run_find(old, NULL, "latest", &f->arena, &found, &run, &f->err), OIT_OK);
        assert_true(found && strcmp(run.id, "old") == 0);
        assert_int_equal(store_visit_get(old, run.row, STR_LIT("http://a.go.th/"), 0, &f->arena, &found, &visit, &f->err), OIT_OK);
        assert_true(found && visit.http_status == 200);
        struct store_run fresh = {.id = "new", .site = "http://a.go.th/", .started = 200};
        assert_int_equal(store_run_begin(old, &fresh, &f->err), OIT_OK);
        assert_int_equal(store_reading_put(old, &visit.sha256, 1, 1, STR_LIT("read"), &f->err), OIT_OK);
        store_close(old);
        assert_true(ask(path, "PRAGMA user_version") >= 2);
        free(path);
    }
}

/* What somebody met while reading is looked at by the next one, who sets it aside when it is true. */
static void damage_that_was_met_is_set_aside_by_the_next_run(void **state)
{
    struct store_fixture *f = *state;
    char *aside = NULL;
    struct buf before, after;
    put_much(f);
    store_close(f->store);
    f->store = NULL;
    flip(f->path, 8 * 4096, 16 * 4096);
    buf_init(&before, 0);
    buf_init(&after, 0);
    assert_int_equal(file_read(f->path, &before, NULL), OIT_OK);
    enum oit_code code = store_open(f->path, &f->store, &f->err);
    if (code == OIT_OK) { /* nothing was left to look at; the first to read meets it */
        struct store_run *runs = NULL;
        size_t n = 0;
        code = store_runs(f->store, NULL, 5, &f->arena, &runs, &n, &f->err);
        struct store_visit v = visit_of("http://a/new", "x");
        for (int i = 0; code == OIT_OK && i < 500; i++) {
            char url[64];
            bool found;
            (void)snprintf(url, sizeof url, "http://a/%d", i);
            code = store_visit_get(f->store, 1, str_from(url), 7, &f->arena, &found, &v, &f->err);
        }
        assert_true(store_is_damaged(f->store) || code != OIT_OK);
    }
    store_close(f->store);
    f->store = NULL;
    assert_int_equal(store_open(f->path, &f->store, &f->err), OIT_ERR_LOCAL);
    assert_non_null(strstr(f->err.en, "is damaged and was left as it is"));
    assert_int_equal(store_open_anew(f->path, &f->store, &aside, &f->err), OIT_OK);
    assert_non_null(aside);
    assert_non_null(strstr(aside, "oit.db.damaged-20"));
    assert_int_equal(file_read(aside, &after, NULL), OIT_OK);
    assert_true(str_eq(buf_str(&before), buf_str(&after)));
    assert_int_equal(ask(f->path, "SELECT count(*) FROM run"), 0);
    free(aside);
    aside = NULL;
    store_close(f->store);
    assert_int_equal(store_open_anew(f->path, &f->store, &aside, &f->err), OIT_OK);
    assert_null(aside);
    buf_done(&before);
    buf_done(&after);
}

/* As on a file system that has none: flock answers so. */
static void file_system_without_locks_is_a_sentence(void **state)
{
    struct store_fixture *f = *state;
    store_close(f->store);
    f->store = NULL;
    pid_t pid = fork();
    if (pid == 0) {
        scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
        if (!filter || seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOLCK), SCMP_SYS(flock), 0) != 0 || seccomp_load(filter) != 0)
            _exit(2);
        bool is_right = store_open(f->path, &f->store, &f->err) == OIT_ERR_LOCAL && strstr(f->err.en, "has no locks") && strstr(f->err.th, "ไม่มีการล็อก");
        _exit(is_right ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void folder_of_somebody_else_is_a_sentence(void **state)
{
    struct store_fixture *f = *state;
    if (geteuid() != 0)
        skip();
    store_close(f->store);
    f->store = NULL;
    pid_t pid = fork();
    if (pid == 0) {
        if (setuid(65534) != 0)
            _exit(2);
        bool is_right = store_open(f->path, &f->store, &f->err) == OIT_ERR_LOCAL && strstr(f->err.en, "Permission denied") && strstr(f->err.en, "check permissions") && f->err.th[0];
        _exit(is_right ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void damage_is_found_after_an_unclean_end(void **state)
{
    struct store_fixture *f = *state;
    kill_after(f, put_much); /* fills the file itself; closed cleanly by the next */
    assert_int_equal(store_open(f->path, &f->store, &f->err), OIT_OK);
    kill_after(f, put_some_and_leave_a_batch_open);
    flip(f->path, 12 * 4096, 12 * 4096); /* behind the root pages, which the left log holds anew */
    assert_int_equal(store_open(f->path, &f->store, &f->err), OIT_ERR_LOCAL);
    assert_non_null(strstr(f->err.en, "is damaged"));
}

static void database_of_a_newer_program_or_another_program_is_refused(void **state)
{
    struct store_fixture *f = *state;
    store_close(f->store);
    f->store = NULL;
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
    assert_int_equal(store_open(f->path, &f->store, &f->err), OIT_ERR_LOCAL);
    assert_non_null(strstr(f->err.en, "was made by a newer oitcheck (schema 99"));
    char *other = tmp_path(f->folder, "other.db");
    assert_int_equal(sqlite3_open(other, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE mail(x)", NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
    assert_int_equal(store_open(other, &f->store, &f->err), OIT_ERR_LOCAL);
    assert_non_null(strstr(f->err.en, "is the database of another program"));
    f->store = NULL;
    free(other);
}

/* --db with somebody else's database, and that one is damaged: nothing is renamed, nothing put beside it. */
static void damaged_database_of_another_program_is_left_alone(void **state)
{
    struct store_fixture *f = *state;
    char *path = tmp_path(f->folder, "notes.db"), *mark = tmp_path(f->folder, "notes.db.check"), *aside = NULL;
    struct store *other = NULL;
    sqlite3 *db = NULL;
    struct err err = {0};
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE notes(x TEXT); INSERT INTO notes VALUES('mine')", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    flip(path, 100, 8); /* the head of its table of tables */
    assert_int_equal(store_open_anew(path, &other, &aside, &err), OIT_ERR_LOCAL);
    assert_null(aside);
    assert_null(other);
    assert_true(file_exists(path));
    assert_false(file_exists(mark));
    assert_non_null(strstr(err.en, "left alone"));
    free(path);
    free(mark);
}

static void full_disk_is_a_sentence(void **state)
{
    struct store_fixture *f = *state;
    /* A file size limit is the full disk that needs no disk: writes fail with EFBIG or ENOSPC. */
    pid_t pid = fork();
    if (pid == 0) {
        struct rlimit limit = {65536, 65536};
        (void)signal(SIGXFSZ, SIG_IGN);
        (void)setrlimit(RLIMIT_FSIZE, &limit);
        int64_t run = begin(f, "r1", 100);
        enum oit_code code = OIT_OK;
        for (int i = 0; code == OIT_OK && i < 1000; i++) {
            char url[64];
            (void)snprintf(url, sizeof url, "http://a/%d", i);
            struct store_visit v = visit_of(url, url);
            code = store_visit_put(f->store, run, &v, &f->err);
        }
        _exit(code == OIT_ERR_LOCAL && strlen(f->err.th) > 0 && strstr(f->err.en, f->path) ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void unwritable_place_is_a_sentence(void **state)
{
    struct store_fixture *f = *state;
    struct store *other = NULL;
    char *file = tmp_path(f->folder, "deep/er/oit.db/x.db"); /* a file where a folder is needed */
    assert_int_equal(store_open(file, &other, &f->err), OIT_ERR_LOCAL);
    assert_true(strlen(f->err.th) > 0 && strlen(f->err.en) > 0);
    assert_int_equal(store_open(f->folder, &other, &f->err), OIT_ERR_LOCAL); /* a folder */
    assert_non_null(strstr(f->err.en, "cannot open the store"));
    free(file);
}

static void default_place_follows_xdg(void **state)
{
    struct store_fixture *f = *state;
    struct store *other = NULL;
    assert_int_equal(setenv("XDG_STATE_HOME", f->folder, 1), 0);
    assert_int_equal(store_open(NULL, &other, &f->err), OIT_OK);
    char *expected = tmp_path(f->folder, "oitcheck/oitcheck.db");
    assert_string_equal(store_path(other), expected);
    store_close(other);
    free(expected);
    (void)unsetenv("XDG_STATE_HOME");
}

static void batch_is_one_transaction_and_failure_leaves_the_store_usable(void **state)
{
    struct store_fixture *f = *state;
    int64_t run = begin(f, "r1", 100);
    assert_int_equal(store_batch_begin(f->store, &f->err), OIT_OK);
    put(f, run, visit_of("http://a/1", "1"));
    put(f, run, visit_of("http://a/2", "2"));
    assert_int_equal(ask(f->path, "SELECT count(*) FROM visit"), 0);
    assert_int_equal(store_batch_end(f->store, &f->err), OIT_OK);
    assert_int_equal(ask(f->path, "SELECT count(*) FROM visit"), 2);
    put(f, run, visit_of("http://a/3", "3"));
    assert_int_equal(ask(f->path, "SELECT count(*) FROM visit"), 3);
}

#define T(name) cmocka_unit_test_setup_teardown(name, store_fixture_begin, store_fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(visit_comes_back_as_it_was_put),
        T(second_put_of_a_url_replaces_the_first),
        T(visits_come_in_byte_order_of_url_whatever_the_order_of_insertion),
        T(equal_bytes_are_kept_once_and_plain_ones_compressed),
        T(visit_without_bytes_refers_to_content_of_an_earlier_run),
        T(findings_of_other_rules_replace_the_first),
        T(finds_runs_by_word_and_by_id),
        T(prune_keeps_results_of_old_runs_and_drops_their_pages),
        T(files_are_readable_by_their_owner_only),
        T(second_writer_of_a_site_is_told_who_and_since_when),
        T(killed_run_keeps_its_visits_and_frees_its_lock),
        T(writers_of_two_sites_wait_for_each_other),
        T(damaged_file_is_named_and_left_as_it_is),
        T(damage_is_found_after_an_unclean_end),
        T(damage_that_was_met_is_set_aside_by_the_next_run),
        T(stores_of_earlier_schemas_are_brought_up_to_date),
        T(file_system_without_locks_is_a_sentence),
        T(folder_of_somebody_else_is_a_sentence),
        T(database_of_a_newer_program_or_another_program_is_refused),
        T(damaged_database_of_another_program_is_left_alone),
        T(full_disk_is_a_sentence),
        T(unwritable_place_is_a_sentence),
        T(default_place_follows_xdg),
        T(batch_is_one_transaction_and_failure_leaves_the_store_usable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
