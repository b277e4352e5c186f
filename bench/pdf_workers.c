/* pdf_workers.c - what a second worker is worth where nearly everything is a PDF: the same files read with one worker and with two, in turns.
 * Usage: pdf_workers [-n READINGS] [-r ROUNDS] FILE.pdf...
 * Prints PDFs a second for each, their ratio (best rounds), and CPU seconds of all processes per 100 PDFs.
 * SPDX-License-Identifier: MIT
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "worker/pool.h"

enum { MAX_FDS = 16, MAX_WORKERS = 2 };

struct files {
    struct buf *bytes;
    size_t n;
};

struct figure {
    double seconds, cpu_seconds;
    size_t n_unread;
};

static double cpu_of_children(void)
{
    struct rusage usage;
    (void)getrusage(RUSAGE_CHILDREN, &usage);
    return (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* The crawler's loop: keep the queue filled, wait, step. */
static struct figure run(const struct files *files, size_t n_readings, int n_workers)
{
    struct pool *pool = NULL;
    struct err err;
    struct figure figure = {0};
    double cpu_before = cpu_of_children();
    if (pool_new(&(struct pool_options){.n_workers = n_workers}, &pool, &err) != OIT_OK)
        exit(1);
    int64_t start = clock_mono_ms();
    for (size_t n_sent = 0, n_back = 0; n_back < n_readings;) {
        for (; n_sent < n_readings && !pool_is_full(pool); n_sent++)
            pool_submit(pool, &(struct page_job){.url = STR_LIT("http://www.agency.go.th/a.pdf"), .bytes = buf_str(&files->bytes[n_sent % files->n])}, NULL);
        struct pollfd fds[MAX_FDS];
        size_t n_fds = pool_poll_fds(pool, fds, MAX_FDS);
        (void)poll(fds, (nfds_t)n_fds, pool_next_timeout_ms(pool));
        pool_step(pool);
        void *user;
        struct str packed;
        struct page_result result;
        for (; pool_next(pool, &user, &packed); n_back++)
            figure.n_unread += !page_result_unpack(packed, &result) || result.fault != FAULT_NONE;
    }
    figure.seconds = (double)(clock_mono_ms() - start) / 1000;
    pool_free(pool); /* reaps: its CPU time is known now */
    figure.cpu_seconds = cpu_of_children() - cpu_before;
    return figure;
}

int main(int argc, char **argv)
{
    size_t n_readings = 80, n_rounds = 3;
    struct err err;
    int option;
    while ((option = getopt(argc, argv, "n:r:")) != -1) {
        size_t value = option == '?' ? 0 : (size_t)strtoul(optarg, NULL, 10);
        *(option == 'n' ? &n_readings : &n_rounds) = value ? value : 1;
    }
    struct files files = {.bytes = mem_alloc((size_t)argc * sizeof *files.bytes)};
    for (int i = optind; i < argc; i++) {
        buf_init(&files.bytes[files.n], 0);
        if (file_read(argv[i], &files.bytes[files.n], &err) == OIT_OK)
            files.n++;
    }
    if (files.n == 0) {
        (void)fprintf(stderr, "usage: pdf_workers [-n READINGS] [-r ROUNDS] FILE.pdf...\n");
        return 2;
    }
    struct figure best[MAX_WORKERS + 1] = {0};
    for (size_t round = 0; round < n_rounds; round++)
        for (int workers = 1; workers <= MAX_WORKERS; workers++) {
            struct figure figure = run(&files, n_readings, workers);
            if (round == 0 || figure.seconds < best[workers].seconds)
                best[workers] = figure;
        }
    for (int workers = 1; workers <= MAX_WORKERS; workers++)
        printf("%d worker%s %6.1f PDFs a second, %5.2f CPU seconds per 100, %zu unread\n", workers, workers == 1 ? ": " : "s:",
               (double)n_readings / best[workers].seconds, best[workers].cpu_seconds * 100 / (double)n_readings, best[workers].n_unread);
    printf("two workers are %.2f times one\n", best[1].seconds / best[2].seconds);
    for (size_t i = 0; i < files.n; i++)
        buf_done(&files.bytes[i]);
    free(files.bytes);
    return 0;
}
