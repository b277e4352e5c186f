/* job_bench.c - what the page worker's own part of a check costs: inflate, extract, find, pack, as the worker does it, without sockets and processes.
 * Usage: job_bench [-r ROUNDS] [-d DUMP] RULES_DIR FILE.gz|FILE.html ...
 * Prints milliseconds of CPU a page, best of ROUNDS. -d writes the packed results of the first round one behind the other: two programs that
 * find the same write the same file.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "worker/job.h"
#include "worker/worker.h"

static double now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool read_file(const char *path, struct buf *out)
{
    FILE *f = fopen(path, "rb");
    char part[65536];
    buf_init(out, 64 * 1024 * 1024);
    for (size_t n; f && (n = fread(part, 1, sizeof part, f)) > 0;)
        (void)buf_add(out, part, n);
    if (f)
        (void)fclose(f);
    return f != NULL;
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), k = strlen(end);
    return n >= k && strcmp(text + n - k, end) == 0;
}

int main(int argc, char **argv)
{
    struct scheme *scheme = NULL;
    struct err err = {0};
    unsigned rounds = 3;
    const char *dump = NULL;
    int opt;
    while ((opt = getopt(argc, argv, "r:d:")) != -1) {
        if (opt == 'r')
            rounds = (unsigned)strtoul(optarg, NULL, 10);
        else if (opt == 'd')
            dump = optarg;
    }
    if (optind >= argc || scheme_load(argv[optind], NULL, &scheme, NULL, &err) != OIT_OK) {
        fprintf(stderr, "usage: job_bench [-r ROUNDS] [-d DUMP] RULES_DIR FILE...\n%s %s\n", err.where, err.en);
        return 2;
    }
    size_t n = (size_t)(argc - optind - 1), bytes = 0;
    struct buf *files = mem_alloc((n + 1) * sizeof *files);
    for (size_t i = 0; i < n; i++) {
        if (!read_file(argv[(size_t)optind + 1 + i], &files[i]))
            fprintf(stderr, "cannot read %s\n", argv[(size_t)optind + 1 + i]);
    }
    FILE *out = dump ? fopen(dump, "wb") : NULL;
    double best = 0;
    for (unsigned round = 0; round < rounds; round++) {
        struct job_context *context = job_context_new(scheme, NULL, 0);
        double started = now_ms();
        for (size_t i = 0; i < n; i++) {
            const char *path = argv[(size_t)optind + 1 + i];
            char url[256];
            const char *name = strrchr(path, '/');
            (void)snprintf(url, sizeof url, "http://www.example.go.th/p/%s", name ? name + 1 : path);
            bool is_gzip = ends_with(path, ".gz") && !ends_with(path, ".tar.gz");
            if (is_gzip)
                url[strlen(url) - 3] = 0;
            bool is_html = ends_with(url, ".html") || ends_with(url, ".htm");
            struct page_job job = {.url = str_from(url), .content_type = is_html ? STR_LIT("text/html; charset=utf-8") : STR_NONE,
                                   .content_encoding = is_gzip ? STR_LIT("gzip") : STR_NONE, .bytes = buf_str(&files[i])};
            struct buf packed;
            buf_init(&packed, WORKER_ANSWER_BYTES);
            (void)page_job_run(context, &job, NULL, 0, &packed);
            bytes += packed.n;
            if (out && round == 0) {
                (void)fprintf(out, "%s %zu\n", url, packed.n);
                (void)fwrite(packed.p, 1, packed.n, out);
            }
            buf_done(&packed);
        }
        double ms = now_ms() - started;
        best = round == 0 || ms < best ? ms : best;
        job_context_free(context);
    }
    if (out)
        (void)fclose(out);
    printf("%zu pages: %.3f ms a page, result %zu bytes\n", n, best / (double)(n ? n : 1), bytes / rounds / (n ? n : 1));
    for (size_t i = 0; i < n; i++)
        buf_done(&files[i]);
    free(files);
    scheme_free(scheme);
    return 0;
}
