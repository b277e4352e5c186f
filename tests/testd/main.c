/* main.c - options of testd; the contract stands in testd.h.
 * SPDX-License-Identifier: MIT
 */
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "testd.h"

enum { MAX_ROOTS = 64 };

static struct root make_root(const char *text)
{
    struct str dir = str_from(text), host = STR_NONE;
    size_t equals = str_chr(dir, '='), slash = str_chr(dir, '/');
    if (equals != STR_NPOS && (slash == STR_NPOS || equals < slash))
        host = str_cut(&dir, '=');
    while (dir.n > 1 && dir.p[dir.n - 1] == '/')
        dir.n--;
    struct root root = {.host = host.p ? mem_text(host) : NULL, .dir = mem_text(dir)};
    struct buf path;
    buf_init(&path, 0);
    (void)buf_addf(&path, "%s/_scenario", root.dir);
    (void)scenario_load(&root.scenario, path.p);
    buf_done(&path);
    return root;
}

static int usage(void)
{
    (void)fprintf(stderr, "usage: testd --root DIR|HOST=DIR ... [--port N] [--scenario FILE] [--log FILE] [--tls DIR] [--accepts FILE]\n");
    return 2;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"root", required_argument, NULL, 'r'},
                                            {"port", required_argument, NULL, 'p'},
                                            {"scenario", required_argument, NULL, 's'},
                                            {"log", required_argument, NULL, 'l'},
                                            {"tls", required_argument, NULL, 't'},
                                            {"accepts", required_argument, NULL, 'a'},
                                            {NULL, 0, NULL, 0}};
    static struct root roots[MAX_ROOTS];
    static struct scenario global;
    size_t n_roots = 0;
    int port = 0, log_fd = -1, accepts_fd = -1, option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'r' && n_roots < MAX_ROOTS)
            roots[n_roots++] = make_root(optarg);
        else if (option == 'p')
            port = atoi(optarg);
        else if (option == 't')
            tls_begin(optarg);
        else if (option == 'a' && (accepts_fd = open(optarg, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) >= 0)
            continue;
        else if (option == 's' && scenario_load(&global, optarg))
            continue;
        else if (option == 'l' && (log_fd = open(optarg, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) >= 0)
            continue;
        else
            return usage();
    }
    return optind == argc && n_roots > 0 ? serve(&global, roots, n_roots, port, log_fd, accepts_fd) : usage();
}
