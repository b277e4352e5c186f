/* test_options.c - each option does what interface.md says, seen from outside: limits leave items open, output is whole, addresses and headers go
 * where they should.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "oitcheck/commands.h"
#include "store/store.h"
#include "../support/check.h"
#include "../support/schema.h"
#include "../support/server.h"
#include "../support/tmp.h"

#define MORE(...) ((const char *const[]){__VA_ARGS__, NULL})
#define YEAR "--fiscal-year", "2567"
#define LATE "--as-of", "2024-06-30"

struct fixture {
    char *folder, *db;
};

static int setup(void **state)
{
    struct fixture *f = mem_alloc(sizeof *f);
    f->folder = tmp_folder();
    f->db = tmp_path(f->folder, "db");
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    free(f->db);
    tmp_remove(f->folder);
    free(f);
    return 0;
}

static void scan(const struct fixture *f, const char *url, const char *const *more, struct check *check)
{
    check_run(MORE("scan", url, "--db", f->db, YEAR, LATE), more, check);
}

static void fits_schema(const struct check *check)
{
    char message[300] = "";
    if (!json_schema_check("schema/report-1.schema.json", buf_str(&check->run.out), message, sizeof message))
        fail_msg("%s (exit %d, said: %s)", message, check->run.code, buf_str(&check->run.err).p);
}

/* Nothing is said to be missing, something is open, the exit code tells. */
static void is_open(const struct check *check, const char *stop_reason)
{
    fits_schema(check);
    assert_int_equal(check->run.code, 3);
    assert_false(check->report.run.complete);
    assert_string_equal(check->report.run.stop_reason, stop_reason);
    assert_int_equal(check_count(check, OIT_MISSING), 0);
    const struct oit_item *item = check_item(check, "O32");
    assert_int_equal(item->status, OIT_UNKNOWN);
    assert_true(check_has_reason(item, REASON_BUDGET_EXHAUSTED));
    assert_string_equal(item->label.th, "ยังไม่พบ (ยังอ่านไม่ครบ)");
}

/* --- limits ------------------------------------------------------------------------------------------------------------------- */

static void limits_leave_items_open(void **state)
{
    static const struct {
        const char *option, *value, *stop_reason;
    } rows[] = {{"--max-pages", "10", "max-pages"}, {"--max-depth", "1", "max-depth"}};
    struct server *server = server_start_dir("fixtures/demo/site", NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct check check;
        scan(*state, server_url(server), MORE(rows[i].option, rows[i].value), &check);
        is_open(&check, rows[i].stop_reason);
        if (i == 0)
            assert_true(check.report.run.fetched + check.report.run.failed <= 10);
        check_done(&check);
    }
    server_stop(server);
}

static void time_limit_ends_a_run_that_hangs(void **state)
{
    static const struct server_file files[] = {{"index.html", "<title>x</title><a href=slow.html>แผนที่เว็บไซต์</a>"}, {"slow.html", "x"}, {NULL, NULL}};
    struct server *server = server_start_files(files, "/slow.html hang\n");
    struct check check;
    scan(*state, server_url(server), MORE("--max-time", "500ms"), &check);
    is_open(&check, "max-time");
    check_done(&check);
    server_stop(server);
}

static void quick_asks_at_most_200_times(void **state)
{
    enum { N_PAGES = 260 };
    struct server_file *files = mem_alloc((N_PAGES + 2) * sizeof *files);
    char (*names)[16] = mem_alloc(N_PAGES * sizeof *names);
    struct buf index;
    buf_init(&index, 0);
    (void)buf_add_c(&index, "<title>x</title>");
    for (size_t i = 0; i < N_PAGES; i++) {
        (void)snprintf(names[i], sizeof names[i], "p%c%zu.html", (int)('a' + i % 26), i);
        (void)buf_addf(&index, "<p><a href=%s>เรื่องที่ %zu</a>\n", names[i], i);
        files[i + 1] = (struct server_file){names[i], "<title>y</title><p>hello"};
    }
    files[0] = (struct server_file){"index.html", buf_str(&index).p};
    struct server *server = server_start_files(files, NULL);
    struct check check;
    scan(*state, server_url(server), MORE("--quick"), &check);
    is_open(&check, "quick");
    assert_true(check.report.run.fetched + check.report.run.failed <= 200);
    check_done(&check);
    server_stop(server);
    buf_done(&index);
    free(names);
    free(files);
}

static void file_over_the_size_limit_stays_open(void **state)
{
    struct server *server = server_start_dir("fixtures/demo/site", NULL);
    struct check check;
    scan(*state, server_url(server), MORE("--max-size", "20K"), &check);
    fits_schema(&check);
    size_t n_large = 0;
    for (size_t i = 0; i < check.report.n_unread; i++)
        n_large += strcmp(check.report.unread[i].code, "too-large") == 0;
    assert_true(n_large > 0);
    assert_true(check_item(&check, "O32")->status == OIT_UNKNOWN);
    check_done(&check);
    server_stop(server);
}

/* --- output ------------------------------------------------------------------------------------------------------------------- */

static const struct server_file HOME[] = {{"index.html", "<title>x</title><p>hello"}, {NULL, NULL}};

static void each_format_is_what_it_says(void **state)
{
    const struct fixture *f = *state;
    static const struct {
        const char *format, *begins;
    } rows[] = {{"json", "{\n"}, {"csv", "\xEF\xBB\xBFข้อ"}, {"html", "<!doctype html>"}, {"text", "ผลตรวจ"}, {"line", "x: "}, {"xlsx", "PK"}};
    struct server *server = server_start_files(HOME, NULL);
    struct check check;
    scan(f, server_url(server), NULL, &check);
    assert_int_equal(check.run.code, 1);
    check_done(&check);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct program_run run;
        program_run(MORE("report", "--db", f->db, "--format", rows[i].format), NULL, &run);
        if (!str_starts_nocase_c(buf_str(&run.out), rows[i].begins))
            fail_msg("%s: %.80s", rows[i].format, buf_str(&run.out).p);
        program_done(&run);
    }
    check_run(MORE("report", "--db", f->db), MORE("--lang", "en"), &check);
    fits_schema(&check);
    check_done(&check);
    server_stop(server);
}

static size_t count_files(const char *folder)
{
    size_t n = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));)
        n += entry->d_name[0] != '.';
    (void)closedir(dir);
    return n;
}

static void output_is_private_and_whole(void **state)
{
    const struct fixture *f = *state;
    static const char *const names[] = {"report.json", "report.html", "report.csv", "itas.xlsx"};
    struct server *server = server_start_files(HOME, NULL);
    char *output = tmp_path(f->folder, "a/b");
    struct check check;
    scan(f, server_url(server), MORE("--output", output), &check);
    check_done(&check);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = tmp_path(output, names[i]);
        struct stat info;
        assert_int_equal(stat(path, &info), 0);
        assert_int_equal(info.st_mode & 0777, 0600);
        assert_true(info.st_size > 1000);
        free(path);
    }
    assert_int_equal(count_files(output), 4);
    struct stat info;
    assert_int_equal(stat(f->db, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    free(output);
    server_stop(server);
}

static void dry_run_asks_nothing(void **state)
{
    const struct fixture *f = *state;
    struct server *server = server_start_files(HOME, NULL);
    struct program_run run;
    program_run(MORE("scan", server_url(server), "--dry-run", "--db", f->db, YEAR), NULL, &run);
    assert_int_equal(run.code, 0);
    assert_true(str_find_c(buf_str(&run.out), server_url(server)) != STR_NPOS);
    program_done(&run);
    size_t n = 0;
    (void)server_requests(server, &n);
    assert_int_equal(n, 0);
    assert_false(file_exists(f->db));
    server_stop(server);
}

/* --- what makes exit 1 -------------------------------------------------------------------------------------------------------- */

static void fail_on_says_what_makes_exit_1(void **state)
{
    const struct fixture *f = *state;
    static const struct {
        const char *what, *as_of;
        int code;
    } rows[] = {{"any", "2024-06-30", 1}, {"missing", "2024-06-30", 1}, {"overdue", "2024-06-30", 1}, {"overdue", "2023-10-02", 0}, {"never", "2024-06-30", 0}};
    struct server *server = server_start_files(HOME, NULL);
    struct check check;
    scan(f, server_url(server), NULL, &check);
    check_done(&check);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check_run(MORE("assess", "--db", f->db, YEAR), MORE("--as-of", rows[i].as_of, "--fail-on", rows[i].what), &check);
        if (check.run.code != rows[i].code)
            fail_msg("--fail-on %s on %s: exit %d", rows[i].what, rows[i].as_of, check.run.code);
        check_done(&check);
    }
    server_stop(server);
}

static void not_yet_due_is_no_alarm(void **state)
{
    const struct fixture *f = *state;
    static const char *const six_months[] = {"O8", "O12", "O16", "O24"};
    struct server *server = server_start_files(HOME, NULL);
    struct check check;
    check_run(MORE("scan", server_url(server), "--db", f->db, YEAR), MORE("--as-of", "2024-02-01"), &check);
    fits_schema(&check);
    for (size_t i = 0; i < sizeof six_months / sizeof *six_months; i++) {
        const struct oit_item *item = check_item(&check, six_months[i]);
        if (item->status != OIT_UNKNOWN || !check_has_reason(item, REASON_NOT_YET_DUE))
            fail_msg("%s: %s", item->code, oit_status_name(item->status));
    }
    for (size_t i = 0; i < check.report.n_items; i++)
        if (!check_has_reason(&check.report.items[i], REASON_NOT_YET_DUE))
            check.report.items[i].status = OIT_PUBLISHED;
    assert_int_equal(oit_report_exit_code(&check.report, OIT_FAIL_ANY), 0);
    check_done(&check);
    server_stop(server);
}

/* --- addresses and headers ---------------------------------------------------------------------------------------------------- */

static size_t requests_of(struct server *server, const char *host, int status)
{
    size_t n = 0, found = 0;
    const struct server_request *requests = server_requests(server, &n);
    for (size_t i = 0; i < n; i++)
        found += str_starts_c(requests[i].host, host) && (status == 0 || requests[i].status == status);
    return found;
}

static char *text_of(const char *format, int port)
{
    struct buf text;
    buf_init(&text, 0);
    (void)buf_addf(&text, "%s%d%s", format, port, "");
    return buf_take(&text);
}

static void header_goes_to_the_start_origin_only(void **state)
{
    static const struct server_file alpha[] = {
        {"index.html", "<title>สำนักงานหนึ่ง</title><a href='http://beta.test:@PORT@/plan.html'>แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2567</a>"}, {NULL, NULL}};
    static const struct server_file beta[] = {{"plan.html", "<title>แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2567</title>"}, {NULL, NULL}};
    const struct server_root roots[] = {{"alpha.test", NULL, alpha}, {"beta.test", NULL, beta}};
    struct server *server = server_start(roots, 2, "//alpha.test/ agent=Kratae no-length\n//alpha.test/ status=403\n//beta.test/* agent=Kratae status=500\n");
    char *to_alpha = text_of("alpha.test:", server_port(server)), *to_beta = text_of("beta.test:", server_port(server));
    char *start = text_of("http://alpha.test:", server_port(server));
    char resolve_alpha[64], resolve_beta[64];
    (void)snprintf(resolve_alpha, sizeof resolve_alpha, "%s:127.0.0.1", to_alpha);
    (void)snprintf(resolve_beta, sizeof resolve_beta, "%s:127.0.0.1", to_beta);
    struct check check;
    scan(*state, start, MORE("--resolve", resolve_alpha, "--resolve", resolve_beta, "--header", "User-Agent: Kratae/1"), &check);
    if (check.run.code != 1 && check.run.code != 3)
        fail_msg("exit %d: %s", check.run.code, buf_str(&check.run.err).p);
    assert_true(requests_of(server, "alpha.test", 200) > 0);
    assert_true(requests_of(server, "beta.test", 200) > 0); /* --resolve of a second host is used */
    assert_int_equal(requests_of(server, "beta.test", 500), 0); /* ... and the header did not go there */
    check_done(&check);
    free(to_alpha);
    free(to_beta);
    free(start);
    server_stop(server);
}

static void user_agent_is_sent(void **state)
{
    struct server *server = server_start_files(HOME, "/ agent=Kratae no-length\n/ status=403\n");
    struct check check;
    scan(*state, server_url(server), NULL, &check);
    assert_int_equal(check.run.code, 4);
    check_done(&check);
    scan(*state, server_url(server), MORE("--user-agent", "Kratae/1"), &check);
    assert_int_equal(check.run.code, 1);
    check_done(&check);
    server_stop(server);
}

static void links_to_private_addresses_need_a_word(void **state)
{
    static const struct server_file inner[] = {{"plan.html", "<title>แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2567</title>"}, {NULL, NULL}};
    struct server *hidden = server_start_files(inner, NULL);
    char page[256];
    (void)snprintf(page, sizeof page, "<title>x</title><a href='%splan.html'>แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2567</a>", server_url(hidden));
    const struct server_file files[] = {{"index.html", page}, {NULL, NULL}};
    struct server *server = server_start_files(files, NULL);
    struct check check;
    size_t n = 0;
    scan(*state, server_url(server), NULL, &check);
    (void)server_requests(hidden, &n);
    assert_int_equal(n, 0);
    assert_true(check_item(&check, "O32")->status == OIT_UNKNOWN);
    check_done(&check);
    scan(*state, server_url(server), MORE("--allow-private"), &check);
    (void)server_requests(hidden, &n);
    assert_true(n > 0);
    check_done(&check);
    server_stop(server);
    server_stop(hidden);
}

static void no_robots_says_so(void **state)
{
    const struct fixture *f = *state;
    static const struct server_file files[] = {{"index.html", "<title>x</title><a href=a.html>a</a>"}, {"a.html", "a"}, {"robots.txt", "User-agent: *\nDisallow: /a\n"}, {NULL, NULL}};
    struct server *server = server_start_files(files, NULL);
    struct check check;
    scan(f, server_url(server), NULL, &check);
    check_done(&check);
    assert_int_equal(server_count(server, "/a.html"), 0);
    struct program_run run;
    program_run(MORE("scan", server_url(server), "--db", f->db, YEAR, LATE, "--rate", "0", "--no-robots"), NULL, &run);
    assert_true(str_find_c(buf_str(&run.err), "robots.txt") != STR_NPOS);
    program_done(&run);
    assert_int_equal(server_count(server, "/a.html"), 1);
    server_stop(server);
}

/* --- the store ---------------------------------------------------------------------------------------------------------------- */

static void runs_are_chosen_by_site_and_name(void **state)
{
    const struct fixture *f = *state;
    struct server *one = server_start_files(HOME, NULL), *two = server_start_files(HOME, NULL);
    struct check check;
    scan(f, server_url(one), NULL, &check);
    check_done(&check);
    check_run(MORE("scan", server_url(one), "--db", f->db, "--fiscal-year", "2568", LATE), NULL, &check);
    check_done(&check);
    scan(f, server_url(two), NULL, &check);
    check_done(&check);
    check_run(MORE("report", "--db", f->db), NULL, &check);
    assert_string_equal(check.report.site.url, server_url(two));
    check_done(&check);
    check_run(MORE("report", "--db", f->db, "--site", server_url(one)), NULL, &check);
    assert_int_equal(check.report.fiscal_year_be, 2568);
    check_done(&check);
    check_run(MORE("report", "--db", f->db, "--site", server_url(one), "--run", "previous"), NULL, &check);
    assert_int_equal(check.report.fiscal_year_be, 2567);
    check_done(&check);
    check_run(MORE("report", "--db", f->db, "--site", "http://other.example/"), NULL, &check);
    assert_int_equal(check.run.code, 2);
    assert_true(check_said(&check, "oitcheck list"));
    check_done(&check);
    server_stop(one);
    server_stop(two);
}

static void second_run_of_a_site_is_exit_5(void **state)
{
    const struct fixture *f = *state;
    struct server *server = server_start_files(HOME, NULL);
    struct store *store = NULL;
    struct err err;
    assert_int_equal(store_open(f->db, &store, &err), OIT_OK);
    assert_int_equal(store_lock_site(store, server_url(server), &err), OIT_OK);
    struct check check;
    scan(f, server_url(server), NULL, &check);
    assert_int_equal(check.run.code, 5);
    check_done(&check);
    store_close(store);
    server_stop(server);
}

/* A file size limit stands for the full disk: writes fail in the same places. */
static void full_disk_is_exit_6_and_keeps_the_last_report(void **state)
{
    const struct fixture *f = *state;
    struct server *server = server_start_dir("fixtures/demo/site", NULL);
    char *output = tmp_path(f->folder, "out"), *path = tmp_path(output, "report.json");
    struct buf before, after;
    buf_init(&before, 0);
    buf_init(&after, 0);
    struct check check;
    scan(f, server_url(server), MORE("--output", output, "--max-pages", "3"), &check);
    assert_int_equal(check.run.code, 3);
    check_done(&check);
    assert_int_equal(file_read(path, &before, NULL), OIT_OK);
    struct rlimit usual, tight;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &usual), 0);
    tight = (struct rlimit){600 * 1024, usual.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    scan(f, server_url(server), MORE("--output", output), &check);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &usual), 0);
    if (check.run.code != 6)
        fail_msg("exit %d: %s", check.run.code, buf_str(&check.run.err).p);
    check_done(&check);
    assert_int_equal(file_read(path, &after, NULL), OIT_OK);
    assert_true(str_eq(buf_str(&before), buf_str(&after)));
    buf_done(&before);
    buf_done(&after);
    free(path);
    free(output);
    server_stop(server);
}

static void year_without_criteria_is_said_in_every_head(void **state)
{
    const struct fixture *f = *state;
    static const char *const formats[] = {"text", "csv", "html"};
    struct server *server = server_start_files(HOME, NULL);
    struct check check;
    check_run(MORE("scan", server_url(server), "--db", f->db), MORE("--fiscal-year", "2590"), &check);
    fits_schema(&check);
    assert_false(check.report.rules.confirmed_for_year);
    check_done(&check);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct program_run run;
        program_run(MORE("report", "--db", f->db, "--format", formats[i]), NULL, &run);
        if (str_find_c(buf_str(&run.out), "เกณฑ์ปี 2590 ยังไม่ได้ใส่ในโปรแกรม") == STR_NPOS)
            fail_msg("%s does not say so", formats[i]);
        program_done(&run);
    }
    server_stop(server);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(limits_leave_items_open),
        TEST(time_limit_ends_a_run_that_hangs),
        TEST(quick_asks_at_most_200_times),
        TEST(file_over_the_size_limit_stays_open),
        TEST(each_format_is_what_it_says),
        TEST(output_is_private_and_whole),
        TEST(dry_run_asks_nothing),
        TEST(fail_on_says_what_makes_exit_1),
        TEST(not_yet_due_is_no_alarm),
        TEST(header_goes_to_the_start_origin_only),
        TEST(user_agent_is_sent),
        TEST(links_to_private_addresses_need_a_word),
        TEST(no_robots_says_so),
        TEST(runs_are_chosen_by_site_and_name),
        TEST(second_run_of_a_site_is_exit_5),
        TEST(full_disk_is_exit_6_and_keeps_the_last_report),
        TEST(year_without_criteria_is_said_in_every_head),
    };
    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
