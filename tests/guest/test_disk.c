/* test_disk.c - a disk that is full or may not be written: exit 6 and what to do, the last good report intact, --resume when there is room again.
 *
 * Needs a small file system of its own: a tmpfs in a mount namespace of this test program (root). Elsewhere the tests are skipped.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/child.h"
#include "../support/tmp.h"
#include "../support/visit.h"
#include "base/file.h"

#define HEAD(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title></head><body>"
#define HOST "www.own.example.go.th"

enum { N_PAGES = 40, PAGE_BYTES = 24 * 1024 };

static struct server_file files[N_PAGES + 1];
static char names[N_PAGES][24];
static struct buf pages[N_PAGES];

/* Pages that do not compress: 40 of 24 KB. */
static void make_site(void)
{
    uint64_t seed = 2567;
    for (int i = 0; i < N_PAGES; i++) {
        (void)snprintf(names[i], sizeof names[i], i ? "p%02d.html" : "index.html", i);
        buf_init(&pages[i], 0);
        (void)buf_addf(&pages[i], i == 1 ? HEAD("โครงสร้างหน่วยงาน") "<p>สำนักปลัด กองคลัง กองช่าง" : HEAD("หน้า %d") "<h1>เรื่องที่ %d</h1>", i, i);
        for (int k = 1; k <= 3; k++)
            if (i * 3 + k < N_PAGES)
                (void)buf_addf(&pages[i], "<a href=/p%02d.html>เรื่องที่ %d</a> ", i * 3 + k, i * 3 + k);
        (void)buf_add_c(&pages[i], "<p>");
        while (pages[i].n < PAGE_BYTES) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            (void)buf_addf(&pages[i], "%016llx%s", (unsigned long long)seed, seed >> 60 == 0 ? " " : "");
        }
        files[i] = (struct server_file){names[i], pages[i].p};
    }
}

/* A namespace of our own, where what we mount is seen by our children and goes with us. */
static bool enter_namespace(void)
{
    static int state; /* 0: not tried */
    if (state == 0)
        state = geteuid() == 0 && unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 ? 1 : -1;
    return state == 1;
}

struct disk {
    struct visit v;
    char *place;  /* mounted */
    char *filler;
};

static bool begin(struct disk *d, const char *size)
{
    char options[40];
    if (!enter_namespace())
        return false;
    visit_begin(&d->v, (struct server_root[]){{HOST, NULL, files}}, 1, NULL);
    d->place = tmp_path(d->v.folder, "small");
    d->filler = tmp_path(d->v.folder, "small/filler");
    (void)snprintf(options, sizeof options, "size=%s", size);
    if (mkdir(d->place, 0700) != 0 || mount("none", d->place, "tmpfs", 0, options) != 0)
        return false;
    return true;
}

static void end(struct disk *d)
{
    (void)umount2(d->place, MNT_DETACH);
    free(d->place);
    free(d->filler);
    visit_end(&d->v);
}

static void put_store(struct disk *d, const char *name)
{
    free(d->v.db);
    d->v.db = tmp_path(d->v.folder, name);
}

/* Leaves so many bytes. */
static void fill(const struct disk *d, size_t but_bytes)
{
    static const char zeros[4096];
    int fd = open(d->filler, O_WRONLY | O_CREAT | O_APPEND, 0600);
    while (write(fd, zeros, sizeof zeros) == (ssize_t)sizeof zeros)
        continue;
    struct stat st;
    assert_int_equal(fstat(fd, &st), 0);
    assert_int_equal(ftruncate(fd, st.st_size > (off_t)but_bytes ? st.st_size - (off_t)but_bytes : 0), 0);
    (void)close(fd);
}

static void read_whole(const char *path, struct buf *out)
{
    buf_init(out, 0);
    assert_int_equal(file_read(path, out, NULL), OIT_OK);
}

static size_t count_files(const char *folder)
{
    DIR *dir = opendir(folder);
    size_t n = 0;
    assert_non_null(dir);
    while (readdir(dir))
        n++;
    (void)closedir(dir);
    return n;
}

static void run_command(const struct disk *d, const char *command, struct check *ret_check)
{
    check_run((const char *const[]){command, "--db", d->v.db, "--fiscal-year", "2567", "--as-of", "2024-06-30", NULL}, NULL, ret_check);
}

static void store_on_a_full_disk_keeps_the_last_report_and_goes_on_later(void **state)
{
    struct disk d;
    struct check stored;
    struct buf items;
    (void)state;
    if (!begin(&d, "6m"))
        skip();
    buf_init(&items, 0);
    visit_scan(&d.v, "/", NULL); /* beside: what is right */
    (void)buf_add_str(&items, check_items(&d.v.check));
    assert_int_equal(d.v.check.run.code, 1);
    put_store(&d, "small/db");
    visit_scan(&d.v, "/", (const char *const[]){"--max-pages", "3", NULL}); /* the last good report */
    assert_int_equal(d.v.check.run.code, 3);
    fill(&d, 300 * 1024);
    visit_scan(&d.v, "/", NULL);
    assert_int_equal(d.v.check.run.code, 6);
    assert_true(check_said(&d.v.check, "ดิสก์เต็ม") && check_said(&d.v.check, "disk full"));
    assert_true(check_said(&d.v.check, "--db"));
    assert_int_equal(d.v.check.report.n_items, 0);
    run_command(&d, "report", &stored);
    assert_int_equal(stored.run.code, 3);
    assert_string_equal(stored.report.run.stop_reason, "max-pages");
    check_done(&stored);
    visit_scan(&d.v, "/", NULL); /* still full: still said, still nothing lost */
    assert_int_equal(d.v.check.run.code, 6);
    assert_int_equal(unlink(d.filler), 0);
    size_t n = visit_count_all(&d.v);
    visit_scan(&d.v, "/", (const char *const[]){"--resume", NULL});
    assert_int_equal(d.v.check.run.code, 1);
    assert_true(d.v.check.report.run.complete);
    assert_true(str_eq(check_items(&d.v.check), buf_str(&items)));
    assert_in_range(visit_count_all(&d.v) - n, 1, N_PAGES + 4);
    end(&d);
    buf_done(&items);
}

static void no_room_to_begin_with(void **state)
{
    struct disk d;
    (void)state;
    if (!begin(&d, "1m"))
        skip();
    put_store(&d, "small/db");
    fill(&d, 0);
    visit_scan(&d.v, "/", NULL);
    assert_int_equal(d.v.check.run.code, 6);
    assert_true(check_said(&d.v.check, "disk full") || check_said(&d.v.check, "check folder, permissions and disk space"));
    assert_int_equal(visit_count_all(&d.v), 0);
    assert_int_equal(unlink(d.filler), 0);
    visit_scan(&d.v, "/", (const char *const[]){"--max-pages", "2", NULL});
    assert_int_equal(d.v.check.run.code, 3);
    end(&d);
}

static void reports_on_a_full_disk_stay_the_old_three(void **state)
{
    static const char *const three[] = {"small/out/report.json", "small/out/report.html", "small/out/report.csv"};
    struct disk d;
    struct buf before[3], after;
    (void)state;
    if (!begin(&d, "6m"))
        skip();
    char *out = tmp_path(d.v.folder, "small/out");
    visit_scan(&d.v, "/", (const char *const[]){"--output", out, "--max-pages", "2", NULL});
    assert_int_equal(d.v.check.run.code, 3);
    for (size_t i = 0; i < 3; i++) {
        char *path = tmp_path(d.v.folder, three[i]);
        read_whole(path, &before[i]);
        free(path);
    }
    size_t n_files = count_files(out);
    for (size_t room = 0; room <= 160 * 1024; room += 80 * 1024) { /* for none, for one of them */
        fill(&d, room);
        visit_scan(&d.v, "/", (const char *const[]){"--output", out, NULL});
        assert_int_equal(d.v.check.run.code, 6);
        assert_true(check_said(&d.v.check, "cannot write") && check_said(&d.v.check, "disk space"));
        for (size_t i = 0; i < 3; i++) {
            char *path = tmp_path(d.v.folder, three[i]);
            read_whole(path, &after);
            assert_true(str_eq(buf_str(&before[i]), buf_str(&after)));
            buf_done(&after);
            free(path);
        }
        assert_int_equal(count_files(out), n_files);
        assert_int_equal(unlink(d.filler), 0);
    }
    struct check stored; /* nothing is lost: it is in the store */
    run_command(&d, "report", &stored);
    assert_int_equal(stored.run.code, 1);
    assert_true(stored.report.run.complete);
    check_done(&stored);
    visit_scan(&d.v, "/", (const char *const[]){"--output", out, NULL});
    assert_int_equal(d.v.check.run.code, 1);
    for (size_t i = 0; i < 3; i++)
        buf_done(&before[i]);
    free(out);
    end(&d);
}

static void read_only_disk_is_a_sentence(void **state)
{
    struct disk d;
    (void)state;
    if (!begin(&d, "6m"))
        skip();
    put_store(&d, "small/db");
    visit_scan(&d.v, "/", (const char *const[]){"--max-pages", "2", NULL});
    assert_int_equal(d.v.check.run.code, 3);
    size_t n = visit_count_all(&d.v);
    assert_int_equal(mount("none", d.place, "tmpfs", MS_REMOUNT | MS_RDONLY, NULL), 0);
    visit_scan(&d.v, "/", NULL);
    assert_int_equal(d.v.check.run.code, 6);
    assert_true(check_said(&d.v.check, "Read-only file system"));
    assert_true(check_said(&d.v.check, "--db"));
    assert_int_equal(visit_count_all(&d.v), n);
    end(&d);
}

/* Standard output behind a full disk: said, and the stored run has the report. */
static void full_standard_output_is_a_failure(void **state)
{
    struct disk d;
    char url[200];
    struct check stored;
    (void)state;
    if (!begin(&d, "1m"))
        skip();
    (void)snprintf(url, sizeof url, "http://" HOST ":%d/", server_port(d.v.server));
    char program[4096];
    (void)snprintf(program, sizeof program, "%s/oitcheck", server_build_dir());
    pid_t child = child_fork();
    if (child == 0) {
        int full = open("/dev/full", O_WRONLY), none = open("/dev/null", O_WRONLY);
        if (dup2(full, 1) < 0 || dup2(none, 2) < 0)
            _exit(127);
        (void)execl(program, program, "scan", url, "--db", d.v.db, "--resolve", d.v.resolve[0], "--rate", "0", "--ocr", "off", "--fiscal-year", "2567", "--as-of", "2024-06-30",
                    "--max-pages", "3", (char *)NULL);
        _exit(127);
    }
    assert_int_equal(program_stop(child, 0), 6);
    run_command(&d, "report", &stored);
    assert_int_equal(stored.run.code, 3);
    check_done(&stored);
    end(&d);
}

int main(void)
{
    make_site();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(store_on_a_full_disk_keeps_the_last_report_and_goes_on_later),
        cmocka_unit_test(no_room_to_begin_with),
        cmocka_unit_test(reports_on_a_full_disk_stay_the_old_three),
        cmocka_unit_test(read_only_disk_is_a_sentence),
        cmocka_unit_test(full_standard_output_is_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
