/* test_damage.c - a damaged store: a check sets it aside, says so and goes on; who only reads says so and stops; nothing is ever deleted.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "../support/tmp.h"
#include "../support/visit.h"
#include "base/file.h"

#define HEAD(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title></head><body>"
#define HOST "www.own.example.go.th"

static const struct server_file files[] = {
    {"index.html", HEAD("เทศบาลตำบลบ้านทดลอง") "<nav><a href=/a.html>โครงสร้างหน่วยงาน</a> <a href=/b.html>ข่าวประชาสัมพันธ์</a></nav><p><a href=/c.html>ติดต่อเรา</a>"},
    {"a.html", HEAD("โครงสร้างหน่วยงาน") "<h1>โครงสร้างการแบ่งส่วนราชการ</h1><p>สำนักปลัด กองคลัง กองช่าง</p>"},
    {"b.html", HEAD("ข่าว") "<p>งานบุญประจำปี</p>"},
    {"c.html", HEAD("ติดต่อเรา") "<p>ที่อยู่ 1 หมู่ 2 โทรศัพท์ 0 4512 3456</p>"},
    {NULL, NULL},
};
static const struct server_root roots[] = {{HOST, NULL, files}};

static void begin(struct visit *v)
{
    visit_begin(v, roots, 1, NULL);
    visit_scan(v, "/", NULL);
    assert_int_equal(v->check.run.code, 1);
}

/* The one file of the folder whose name begins so (beside the store); "" when there is none. */
static void find_beside(const struct visit *v, const char *prefix, char out[static 400])
{
    DIR *dir = opendir(v->folder);
    assert_non_null(dir);
    out[0] = '\0';
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;)
        if (strncmp(entry->d_name, prefix, strlen(prefix)) == 0 && !strstr(entry->d_name, "-wal") && !strstr(entry->d_name, "-shm"))
            (void)snprintf(out, 400, "%s/%s", v->folder, entry->d_name);
    (void)closedir(dir);
}

static void read_whole(const char *path, struct buf *out)
{
    buf_init(out, 0);
    assert_int_equal(file_read(path, out, NULL), OIT_OK);
}

static void overwrite(const char *path, long from, long n)
{
    int fd = open(path, O_WRONLY);
    char junk[512];
    memset(junk, 0x5a, sizeof junk);
    for (long at = from; at < from + n; at += (long)sizeof junk)
        assert_int_equal(pwrite(fd, junk, sizeof junk, at), sizeof junk);
    (void)close(fd);
}

/* A check of the damaged store: as good as one without any store; the damaged bytes stand beside it. */
static void assert_set_aside(struct visit *v)
{
    struct buf damaged, aside, items;
    char name[400];
    read_whole(v->db, &damaged);
    buf_init(&items, 0);
    (void)buf_add_str(&items, check_items(&v->check));
    size_t n = visit_count_all(v);
    visit_scan(v, "/", NULL);
    assert_int_equal(v->check.run.code, 1);
    assert_true(v->check.report.run.complete);
    assert_int_equal(v->check.report.run.unchanged, 0);
    assert_true(str_eq(check_items(&v->check), buf_str(&items)));
    assert_true(check_said(&v->check, "คลังข้อมูลเดิมเสียหาย"));
    assert_int_equal(v->check.report.n_notices, 1);
    assert_string_equal(v->check.report.notices[0].code, "store-set-aside");
    assert_true(visit_count_all(v) > n);
    find_beside(v, "db.damaged-20", name);
    assert_true(name[0] != '\0');
    read_whole(name, &aside);
    assert_true(str_eq(buf_str(&damaged), buf_str(&aside)));
    visit_scan(v, "/", NULL); /* the new one is a good one */
    assert_int_equal(v->check.run.code, 1);
    assert_int_equal(v->check.report.n_notices, 0);
    buf_done(&damaged);
    buf_done(&aside);
    buf_done(&items);
}

/* Commands that read: exit 6 with a sentence, and all stays as it is. */
static void assert_readers_stop(const struct visit *v)
{
    static const char *const commands[][4] = {{"report", NULL}, {"assess", NULL}, {"explain", "O1", HOST, NULL}, {"list", NULL}};
    struct buf before, after;
    char name[400];
    read_whole(v->db, &before);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const char *words[12] = {NULL};
        size_t n = 0;
        for (; commands[i][n]; n++)
            words[n] = commands[i][n];
        words[n++] = "--db";
        words[n++] = v->db;
        words[n++] = "--fiscal-year";
        words[n++] = "2567";
        struct program_run run;
        program_run(words, NULL, &run);
        assert_int_equal(run.code, 6);
        assert_true(str_find_c(buf_str(&run.err), "เสียหาย") != STR_NPOS);
        assert_true(str_find_c(buf_str(&run.err), "is damaged and was left as it is") != STR_NPOS);
        program_done(&run);
    }
    read_whole(v->db, &after);
    assert_true(str_eq(buf_str(&before), buf_str(&after)));
    find_beside(v, "db.damaged-", name);
    assert_true(name[0] == '\0');
    buf_done(&before);
    buf_done(&after);
}

static void header_overwritten(void **state)
{
    struct visit v;
    (void)state;
    begin(&v);
    overwrite(v.db, 0, 1024);
    assert_readers_stop(&v);
    assert_set_aside(&v);
    visit_end(&v);
}

static void first_page_gone(void **state)
{
    struct visit v;
    (void)state;
    begin(&v);
    overwrite(v.db, 0, 4096); /* nothing in it says any more what it was; the lock of a site beside it does */
    assert_readers_stop(&v);
    assert_set_aside(&v);
    visit_end(&v);
}

static void file_cut_short(void **state)
{
    struct visit v;
    struct stat st;
    (void)state;
    begin(&v);
    assert_int_equal(stat(v.db, &st), 0);
    assert_int_equal(truncate(v.db, st.st_size / 2 / 4096 * 4096 + 100), 0);
    assert_set_aside(&v);
    visit_end(&v);
}

/* Pages that hold the tree of the visits: met while the run writes, which then begins once more. */
static void pages_overwritten(void **state)
{
    struct visit v;
    struct stat st;
    (void)state;
    begin(&v);
    assert_int_equal(stat(v.db, &st), 0);
    overwrite(v.db, 4096, st.st_size - 4096);
    assert_set_aside(&v);
    visit_end(&v);
}

static void emptied_file_with_a_log(void **state)
{
    struct visit v;
    char name[400], *wal;
    (void)state;
    begin(&v);
    wal = tmp_path(v.folder, "db-wal");
    assert_int_equal(truncate(v.db, 0), 0);
    assert_int_equal(file_write(wal, STR_LIT("what is left of a log"), NULL), OIT_OK);
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_true(check_said(&v.check, "คลังข้อมูลเดิมเสียหาย"));
    find_beside(&v, "db.damaged-20", name);
    (void)strcat(name, "-wal");
    assert_true(file_exists(name));
    free(wal);
    visit_end(&v);
}

static void emptied_file_alone_is_a_new_store(void **state)
{
    struct visit v;
    (void)state;
    begin(&v);
    assert_int_equal(truncate(v.db, 0), 0);
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(v.check.report.run.unchanged, 0);
    visit_end(&v);
}

static void other_files_are_left_alone(void **state)
{
    struct visit v;
    struct buf after;
    (void)state;
    visit_begin(&v, roots, 1, NULL);
    assert_int_equal(file_write(v.db, STR_LIT("รายงานที่ผู้ใช้เขียนเอง และพิมพ์ชื่อแฟ้มผิด\n%PDF-1.4 ...................................................................................."), NULL), OIT_OK);
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 6);
    assert_true(check_said(&v.check, "is no store and was left alone"));
    assert_int_equal(visit_count_all(&v), 0);
    read_whole(v.db, &after);
    assert_true(str_starts_c(buf_str(&after), "รายงานที่ผู้ใช้เขียนเอง"));
    buf_done(&after);
    visit_end(&v);
}

static void newer_schema_is_left_alone(void **state)
{
    struct visit v;
    sqlite3 *db = NULL;
    char name[400];
    (void)state;
    begin(&v);
    assert_int_equal(sqlite3_open(v.db, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
    size_t n = visit_count_all(&v);
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 6);
    assert_true(check_said(&v.check, "made by a newer oitcheck"));
    assert_int_equal(visit_count_all(&v), n);
    find_beside(&v, "db.damaged-", name);
    assert_true(name[0] == '\0');
    visit_end(&v);
}

/* What a power cut does: the end of the log is not there. What was committed before is; the check goes on from it. */
static void log_cut_short(void **state)
{
    struct visit v;
    char url[200];
    struct stat st;
    (void)state;
    visit_begin(&v, roots, 1, "/c.html hang times=1\n");
    (void)snprintf(url, sizeof url, "http://" HOST ":%d/", server_port(v.server));
    pid_t child = program_start((const char *const[]){"scan", url, "--db", v.db, "--resolve", v.resolve[0], "--rate", "0", "--ocr", "off", "--quiet", "--fiscal-year", "2567",
                                                      "--as-of", "2024-06-30", NULL});
    const struct timespec moment = {.tv_nsec = 5000000};
    for (int i = 0; i < 2000 && (visit_count(&v, "/c.html") == 0 || visit_count(&v, "/b.html") == 0); i++)
        (void)nanosleep(&moment, NULL);
    const struct timespec commit = {.tv_nsec = 300000000};
    (void)nanosleep(&commit, NULL); /* longer than a batch may be open */
    (void)program_stop(child, SIGKILL);
    char *wal = tmp_path(v.folder, "db-wal");
    assert_int_equal(stat(wal, &st), 0);
    assert_true(st.st_size > 8192);
    assert_int_equal(truncate(wal, st.st_size - 5000), 0);
    visit_scan(&v, "/", (const char *const[]){"--resume", NULL});
    assert_int_equal(v.check.run.code, 1);
    assert_true(v.check.report.run.complete);
    assert_int_equal(check_item(&v.check, "O1")->status, OIT_PUBLISHED);
    assert_int_equal(v.check.report.n_notices, 0);
    free(wal);
    visit_end(&v);
}

/* One bit of one record: the check does not take it over; who needs it says which it is. */
static void flipped_bit_in_a_record(void **state)
{
    struct visit v;
    sqlite3 *db = NULL;
    struct program_run run;
    (void)state;
    begin(&v);
    assert_int_equal(sqlite3_open(v.db, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE visit SET findings = CAST(substr(findings, 1, length(findings) / 2) || x'A5' || substr(findings, length(findings) / 2 + 2) AS BLOB) "
                                      "WHERE url LIKE '%/a.html'", NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
    program_run((const char *const[]){"assess", "--db", v.db, "--fiscal-year", "2567", "--as-of", "2024-06-30", NULL}, NULL, &run);
    assert_int_equal(run.code, 6);
    assert_true(str_find_c(buf_str(&run.err), "/a.html' is unreadable") != STR_NPOS);
    program_done(&run);
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(check_item(&v.check, "O1")->status, OIT_PUBLISHED);
    assert_int_equal(v.check.report.run.unchanged, 2);
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(header_overwritten),  cmocka_unit_test(first_page_gone),          cmocka_unit_test(file_cut_short),
        cmocka_unit_test(pages_overwritten),   cmocka_unit_test(emptied_file_with_a_log),  cmocka_unit_test(emptied_file_alone_is_a_new_store),
        cmocka_unit_test(other_files_are_left_alone), cmocka_unit_test(newer_schema_is_left_alone), cmocka_unit_test(log_cut_short),
        cmocka_unit_test(flipped_bit_in_a_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
