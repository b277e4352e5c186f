/* test_leavings.c - a test program that is killed leaves nobody behind: not its server, not the check it began, none of that check's workers.
 * SPDX-License-Identifier: MIT
 */
#include <poll.h>
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
#include "../support/tmp.h"
#include "../support/visit.h"

enum { PATIENCE_MS = 20000 };

static const struct server_file files[] = {{"index.html", "<!DOCTYPE html><meta charset=utf-8><title>โรงเรียนบ้านทุ่ง</title><a href=/slow.html>ข่าว</a>"}, {NULL, NULL}};

/* A test as others are, in the middle of its work: everybody it started holds the pipe open, as it does itself. */
static _Noreturn void be_a_test(int fd)
{
    struct visit v;
    char url[200];
    const struct timespec moment = {.tv_nsec = 5000000};
    visit_begin(&v, (struct server_root[]){{"www.own.example.go.th", NULL, files}}, 1, "/slow.html hang\n");
    (void)snprintf(url, sizeof url, "http://%s:%d/", v.host, server_port(v.server));
    pid_t child = program_start((const char *const[]){"scan", url, "--db", v.db, "--resolve", v.resolve[0], "--rate", "0", "--ocr", "off", "--timeout", "60s", "--quiet", NULL});
    for (int i = 0; i < 2000 && visit_count(&v, "/slow.html") == 0; i++)
        (void)nanosleep(&moment, NULL);
    bool is_ready = child > 0 && visit_count(&v, "/slow.html") > 0;
    (void)!write(fd, is_ready ? "r" : "-", 1);
    for (;;)
        (void)pause();
}

static void a_killed_test_leaves_nobody(void **state)
{
    int ends[2];
    char said = 0, *folder = tmp_folder();
    (void)state;
    assert_int_equal(pipe(ends), 0);
    pid_t child = child_fork();
    if (child == 0) {
        (void)close(ends[0]);
        (void)setenv("TMPDIR", folder, 1);
        be_a_test(ends[1]);
    }
    (void)close(ends[1]);
    assert_int_equal(read(ends[0], &said, 1), 1);
    assert_int_equal(said, 'r');
    struct pollfd all = {.fd = ends[0], .events = POLLIN};
    assert_int_equal(poll(&all, 1, 0), 0); /* they are there */
    (void)kill(child, SIGKILL);
    (void)waitpid(child, NULL, 0);
    assert_int_equal(poll(&all, 1, PATIENCE_MS), 1); /* the last one closed it: */
    assert_int_equal(read(ends[0], &said, 1), 0);
    (void)close(ends[0]);
    tmp_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_killed_test_leaves_nobody)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
