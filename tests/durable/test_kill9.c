/* test_kill9.c - a check that is killed at a random moment and resumed ends with the report it would have had.
 *
 * A site of 300 pages (the demo agency and an archive of news: chains, pages with several names, dead links, redirects, a sitemap) is checked once without
 * a break. Then again and again: kill -9 at a random moment, sometimes kill the resumed check too, then --resume to the end. Each report must be
 * equal to the first in every byte but the run's id and times. KILLS=n sets how often (6; `make kill9`: 100), SEED=n the moments.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/child.h"
#include "../support/program.h"
#include "../support/server.h"
#include "../support/tmp.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"

enum { N_NEWS = 240, FEW_KILLS = 6, MANY_KILLS = 20 /* from here on the figures are printed */ };

static uint64_t seed;

static unsigned chance(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((seed >> 33) % n);
}

/* --- the site ------------------------------------------------------------------------------------------------------------------ */

static void copy_demo(const char *folder)
{
    pid_t child = child_fork();
    if (child == 0) {
        (void)execlp("cp", "cp", "-r", "fixtures/demo/site/.", folder, (char *)NULL);
        _exit(127);
    }
    int status = 1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

/* Each page is linked from several others, under other names: who found it first must not show. */
static void write_news(const char *folder, int i)
{
    static const char *const names[] = {"อ่านต่อ", "กิจกรรม", "ภาพข่าว", "ประชาสัมพันธ์"};
    struct buf page;
    char name[40];
    buf_init(&page, 0);
    (void)buf_addf(&page, "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>ข่าวที่ %d</title></head><body><h1>ข่าวที่ %d</h1><p>เนื้อหาข่าวลำดับ %d ของเดือนนี้</p>", i, i, i * 7919 % 1000);
    for (int k = 1; k <= 3; k++) {
        int to = (i * (k + 2) + k * 17) % N_NEWS;
        (void)buf_addf(&page, "<p><a href=\"/news-%03d.html\">%s %d</a></p>", to, names[(i + k) % 4], to);
    }
    if (i % 20 == 3)
        (void)buf_addf(&page, "<a href=\"/lost-%d.html\">แผนการใช้จ่ายงบประมาณ ฉบับ %d</a>", i / 60, i);
    if (i % 30 == 4)
        (void)buf_addf(&page, "<a href=\"/old-%d\">ประกาศเก่า %d</a>", i / 60, i);
    if (i % 40 == 9)
        (void)buf_addf(&page, "<a href=\"/closed-%d.html\">แบบรายงานผล %d</a>", i / 80, i);
    (void)buf_add_c(&page, "</body></html>");
    (void)snprintf(name, sizeof name, "news-%03d.html", i);
    char *path = tmp_path(folder, name);
    assert_int_equal(file_write(path, buf_str(&page), NULL), OIT_OK);
    free(path);
    buf_done(&page);
}

static struct server *start_site(const char *folder)
{
    struct buf page;
    char *index = tmp_path(folder, "index.html");
    copy_demo(folder);
    buf_init(&page, 0);
    assert_int_equal(file_read(index, &page, NULL), OIT_OK);
    size_t end = str_find_c(buf_str(&page), "</body>");
    assert_true(end != STR_NPOS);
    page.n = end;
    for (int i = 0; i < N_NEWS; i += 8)
        (void)buf_addf(&page, "<a href=\"/news-%03d.html\">ข่าว %d</a>\n", i, i);
    (void)buf_add_c(&page, "</body></html>");
    assert_int_equal(file_write(index, buf_str(&page), NULL), OIT_OK);
    for (int i = 0; i < N_NEWS; i++)
        write_news(folder, i);
    free(index);
    buf_done(&page);
    return server_start_dir(folder, "/old-* redirect=/news-100.html\n/closed-* status=403\n/news-* delay-ms=1\n");
}

/* --- runs ---------------------------------------------------------------------------------------------------------------------- */

/* The report without what tells one run from another; the trend names all runs of the store, also one that had ended before it was killed. */
static void without_times(struct str json, struct buf *out)
{
    static const char *const names[] = {"\"id\": \"20", "\"started\": \"", "\"finished\": \"", "\"unchanged\": " /* one that had ended is checked anew */};
    bool is_trend = false;
    while (json.n > 0) {
        struct str line = str_cut(&json, '\n');
        is_trend = is_trend ? !str_starts_c(line, " ]") : str_eq_c(line, " \"trend\": [");
        bool is_of_run = is_trend;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            is_of_run |= str_find_c(line, names[i]) != STR_NPOS;
        if (!is_of_run)
            (void)buf_addf(out, "%.*s\n", STR_ARG(line));
    }
}

static const char *scan_words[] = {"scan", NULL, "--fiscal-year", "2567", "--as-of", "2024-06-30", "--ocr", "off", "--rate", "0", "--quiet", "--format", "json", "--db", NULL,
                                   "--resume", NULL};
enum { AT_URL = 1, AT_DB = 14 };

/* A whole check; its report without times. */
static int check_to_the_end(struct buf *out)
{
    struct program_run run;
    program_run(scan_words, NULL, &run);
    int code = run.code;
    if (code != 0 && code != 1)
        (void)fprintf(stderr, "exit %d: %s\n", code, buf_str(&run.err).p);
    without_times(buf_str(&run.out), out);
    program_done(&run);
    return code;
}

/* False: it had ended before. */
static bool check_until_killed(unsigned after_ms)
{
    pid_t child = program_start(scan_words);
    struct timespec pause = {.tv_sec = after_ms / 1000, .tv_nsec = (long)(after_ms % 1000) * 1000000};
    (void)nanosleep(&pause, NULL); /* the moment is the point */
    return program_stop(child, SIGKILL) == -1;
}

static void tell_difference(const struct buf *expected, const struct buf *got)
{
    struct str a = buf_str(expected), b = buf_str(got);
    while (a.n > 0 || b.n > 0) {
        struct str x = str_cut(&a, '\n'), y = str_cut(&b, '\n');
        if (str_eq(x, y))
            continue;
        (void)fprintf(stderr, "expected %.*s\n     got %.*s\n", STR_ARG(x), STR_ARG(y));
        return;
    }
}

static void killed_checks_end_with_the_same_report(void **state)
{
    (void)state;
    const char *kills_text = getenv("KILLS"), *seed_text = getenv("SEED");
    int n_kills = kills_text ? atoi(kills_text) : FEW_KILLS, n_killed_twice = 0;
    seed = seed_text ? (uint64_t)atoll(seed_text) : (uint64_t)clock_mono_ms();
    char *folder = tmp_folder(), *site_folder = tmp_folder();
    struct server *server = start_site(site_folder);
    struct buf expected;
    buf_init(&expected, 0);
    char *db = tmp_path(folder, "whole");
    scan_words[AT_URL] = server_url(server);
    scan_words[AT_DB] = db;
    int64_t begun = clock_mono_ms();
    int code = check_to_the_end(&expected);
    unsigned whole_ms = (unsigned)(clock_mono_ms() - begun);
    assert_int_equal(code, 1);
    size_t n_before = 0, n_after = 0, n_plain = 0, n_repeated = 0, most_repeated = 0, n_cut = 0;
    (void)server_requests(server, &n_plain);
    free(db);
    for (int i = 0; i < n_kills; i++) {
        char name[32];
        struct buf got;
        buf_init(&got, 0);
        (void)snprintf(name, sizeof name, "killed-%d", i);
        db = tmp_path(folder, name);
        scan_words[AT_DB] = db;
        (void)server_requests(server, &n_before);
        unsigned first_ms = chance(whole_ms + 50);
        bool is_cut = check_until_killed(first_ms), is_killed_twice = chance(4) == 0;
        if (is_killed_twice)
            is_cut &= check_until_killed(chance(whole_ms));
        n_killed_twice += is_killed_twice;
        assert_int_equal(check_to_the_end(&got), code);
        (void)server_requests(server, &n_after);
        n_cut += is_cut; /* one that had ended already is checked anew, as a whole */
        size_t repeated = is_cut && n_after - n_before > n_plain ? n_after - n_before - n_plain : 0;
        n_repeated += repeated;
        most_repeated = repeated > most_repeated ? repeated : most_repeated;
        if (!str_eq(buf_str(&expected), buf_str(&got))) {
            (void)fprintf(stderr, "kill %d after %u of %u ms (SEED=%llu): another report\n", i, first_ms, whole_ms, (unsigned long long)seed);
            tell_difference(&expected, &got);
            fail();
        }
        buf_done(&got);
        free(db);
    }
    if (n_kills >= MANY_KILLS)
        (void)fprintf(stderr, "%d kills (%d of them twice) within %u ms: %d equal reports; a whole check makes %zu requests, the %zu that were cut on the way %.1f more (at most %zu)\n",
                      n_kills, n_killed_twice, whole_ms, n_kills, n_plain, n_cut, n_cut ? (double)n_repeated / (double)n_cut : 0, most_repeated);
    buf_done(&expected);
    server_stop(server);
    tmp_remove(site_folder);
    tmp_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(killed_checks_end_with_the_same_report)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
