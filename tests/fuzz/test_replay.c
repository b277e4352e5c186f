/* test_replay.c - every fuzz target on every file of its corpus, so that what a fuzzer found stays mended; no clang needed.
 *
 * The targets are linked in under their own names (the Makefile writes the table); seeds come from fixtures/fuzz/NAME and the folders in
 * tests/fuzz/seeds.txt. Besides each file its beginnings are fed: what is cut off somewhere is the commonest damage of all. A crash names its input.
 * SPDX-License-Identifier: MIT
 */
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/clock.h"
#include "base/file.h"
#include "replay.h"

enum { N_CUTS = 12, MAX_SECONDS = 300, MAX_SEED_BYTES = 512 * 1024, PATH_SIZE = 1024, WORDS_SIZE = 2048 };

static char now_at[WORDS_SIZE]; /* what is being fed, for on_crash */

static void on_crash(int signal_number)
{
    static const char words[] = "\nreplay: dies on ";
    (void)!write(STDERR_FILENO, words, sizeof words - 1);
    (void)!write(STDERR_FILENO, now_at, strlen(now_at));
    (void)!write(STDERR_FILENO, "\n", 1);
    (void)signal(signal_number, SIG_DFL);
    (void)raise(signal_number);
}

/* A copy of exact size on the heap: reading past it is seen by ASan and valgrind. */
static void feed(const struct replay_target *target, struct str bytes)
{
    uint8_t *copy = malloc(bytes.n + (bytes.n == 0));
    assert_non_null(copy);
    if (bytes.n)
        memcpy(copy, bytes.p, bytes.n);
    (void)target->fn(copy, bytes.n);
    free(copy);
}

static size_t feed_file(const struct replay_target *target, const char *path)
{
    struct buf bytes;
    buf_init(&bytes, MAX_SEED_BYTES);
    (void)snprintf(now_at, sizeof now_at, "%s: %s", target->name, path);
    if (file_is_dir(path) || file_read(path, &bytes, NULL) != OIT_OK) {
        buf_done(&bytes);
        return 0;
    }
    feed(target, buf_str(&bytes));
    const char *fewer = getenv("REPLAY_CUTS"); /* valgrind takes forty times as long */
    size_t n_cuts = fewer ? (size_t)strtoul(fewer, NULL, 10) : N_CUTS;
    for (size_t i = 0; i < n_cuts; i++) {
        size_t n = bytes.n * (i + 1) / (n_cuts + 1);
        (void)snprintf(now_at, sizeof now_at, "%s: %s, first %zu bytes", target->name, path, n);
        feed(target, str_sub(buf_str(&bytes), 0, n));
    }
    buf_done(&bytes);
    return 1;
}

static size_t feed_folder(const struct replay_target *target, const char *folder)
{
    struct dirent **entries;
    size_t n_fed = 0;
    int n = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char path[PATH_SIZE];
        (void)snprintf(path, sizeof path, "%.400s/%.255s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.')
            n_fed += feed_file(target, path);
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
    return n_fed;
}

/* Lines "name folder"; further seeds of a target beside its own folder. */
static size_t feed_shared(const struct replay_target *target)
{
    struct buf table;
    size_t n = 0;
    buf_init(&table, 0);
    assert_int_equal(file_read("tests/fuzz/seeds.txt", &table, NULL), OIT_OK);
    struct str rest = buf_str(&table);
    while (rest.n) {
        struct str line = str_cut(&rest, '\n');
        char folder[PATH_SIZE];
        if (!str_eq_c(str_cut(&line, ' '), target->name))
            continue;
        (void)snprintf(folder, sizeof folder, "%.*s", STR_ARG(str_trim(line)));
        n += feed_folder(target, folder);
    }
    buf_done(&table);
    return n;
}

static void replays(void **state)
{
    const struct replay_target *target = *state;
    char folder[PATH_SIZE];
    (void)snprintf(folder, sizeof folder, "fixtures/fuzz/%s", target->name);
    (void)alarm(MAX_SECONDS);
    (void)snprintf(now_at, sizeof now_at, "%s: nothing", target->name);
    feed(target, STR_LIT(""));
    size_t n = feed_folder(target, folder) + feed_shared(target);
    (void)alarm(0);
    if (n == 0)
        fail_msg("no seeds for %s: put some into %s", target->name, folder);
}

int main(void)
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGALRM};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        (void)signal(signals[i], on_crash);
    struct CMUnitTest *tests = calloc(replay_n_targets, sizeof *tests);
    if (!tests)
        return 1;
    for (size_t i = 0; i < replay_n_targets; i++) {
        union {
            const struct replay_target *in;
            void *out;
        } state = {.in = &replay_targets[i]};
        tests[i] = (struct CMUnitTest){.name = replay_targets[i].name, .test_func = replays, .initial_state = state.out};
    }
    int n_failed = _cmocka_run_group_tests("replay", tests, replay_n_targets, NULL, NULL);
    free(tests);
    return n_failed;
}
