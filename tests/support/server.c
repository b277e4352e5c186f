/* server.c - a testd of one's own for a test.
 * SPDX-License-Identifier: MIT
 */
#include "server.h"

#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/mem.h"
#include "child.h"

enum { MAX_ROOTS = 64, N_OPTIONS = 14, LOG_BYTES = 64 * 1024 * 1024 };

struct server {
    pid_t pid;
    int stdin_fd;
    char dir[64]; /* temporary: log, scenario, written sites */
    char url[64];
    int port;
    char *argv[2 * MAX_ROOTS + N_OPTIONS];
    struct arena links;
    struct buf log;
    struct server_request *requests;
    size_t capacity;
};

static _Noreturn void die(const char *what)
{
    perror(what);
    exit(99);
}

const char *server_build_dir(void)
{
    static char path[4096];
    const char *given = getenv("OITCHECK_BUILD");
    if (given)
        return given;
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n < 0)
        die("cannot find the build folder");
    path[n] = '\0';
    char *tests = strstr(path, "/tests/");
    for (char *later = tests; later; later = strstr(later + 1, "/tests/"))
        tests = later;
    if (tests)
        *tests = '\0';
    return path;
}

static void write_file(const char *dir, const char *name, const char *body)
{
    struct buf path;
    buf_init(&path, 0);
    (void)buf_addf(&path, "%s/%s", dir, name);
    for (size_t i = strlen(dir) + 1; i < path.n; i++)
        if (path.p[i] == '/') {
            path.p[i] = '\0';
            (void)mkdir(path.p, 0700);
            path.p[i] = '/';
        }
    FILE *file = fopen(path.p, "wb");
    if (!file || fwrite(body, 1, strlen(body), file) != strlen(body) || fclose(file) != 0)
        die(path.p);
    buf_done(&path);
}

/* Makes the argument vector of testd; texts live in s->links. */
static void make_arguments(struct server *s, const struct server_root *roots, size_t n_roots, const char *scenario, char **argv)
{
    size_t n = 0;
    argv[n++] = arena_text(&s->links, arena_printf(&s->links, "%s/testd", server_build_dir()));
    for (size_t i = 0; i < n_roots; i++) {
        const char *dir = roots[i].dir;
        if (!dir) {
            dir = arena_text(&s->links, arena_printf(&s->links, "%s/site%zu", s->dir, i));
            (void)mkdir(dir, 0700);
            for (const struct server_file *f = roots[i].files; f && f->path; f++)
                write_file(dir, f->path, f->body);
        }
        argv[n++] = arena_text(&s->links, STR_LIT("--root"));
        argv[n++] = arena_text(&s->links, arena_printf(&s->links, "%s%s%s", roots[i].host ? roots[i].host : "",
                                                       roots[i].host ? "=" : "", dir));
    }
    if (scenario) {
        write_file(s->dir, "scenario", scenario);
        argv[n++] = arena_text(&s->links, STR_LIT("--scenario"));
        argv[n++] = arena_text(&s->links, arena_printf(&s->links, "%s/scenario", s->dir));
    }
    argv[n++] = arena_text(&s->links, STR_LIT("--tls"));
    argv[n++] = arena_text(&s->links, arena_printf(&s->links, "%s/tls", s->dir));
    (void)mkdir(argv[n - 1], 0700);
    argv[n++] = arena_text(&s->links, STR_LIT("--accepts"));
    argv[n++] = arena_text(&s->links, arena_printf(&s->links, "%s/accepts", s->dir));
    argv[n++] = arena_text(&s->links, STR_LIT("--log"));
    argv[n++] = arena_text(&s->links, arena_printf(&s->links, "%s/log", s->dir));
    argv[n] = NULL;
}

static void read_url(struct server *s, int fd)
{
    size_t n = 0;
    while (n < sizeof s->url - 1 && read(fd, s->url + n, 1) == 1 && s->url[n] != '\n')
        n++;
    s->url[n] = '\0';
    (void)close(fd);
    const char *colon = strrchr(s->url, ':');
    if (n == 0 || !colon)
        die("testd did not start");
    s->port = atoi(colon + 1);
}

static void launch(struct server *s)
{
    int to_child[2], from_child[2];
    if (pipe(to_child) != 0 || pipe(from_child) != 0)
        die("pipe");
    (void)fcntl(to_child[1], F_SETFD, FD_CLOEXEC);
    (void)fcntl(from_child[0], F_SETFD, FD_CLOEXEC);
    s->pid = child_fork();
    if (s->pid < 0)
        die("fork");
    if (s->pid == 0) {
        (void)dup2(to_child[0], STDIN_FILENO);
        (void)dup2(from_child[1], STDOUT_FILENO);
        (void)close(to_child[0]);
        (void)close(from_child[1]);
        (void)execv(s->argv[0], s->argv);
        perror(s->argv[0]);
        _exit(127);
    }
    (void)close(to_child[0]);
    (void)close(from_child[1]);
    s->stdin_fd = to_child[1];
    read_url(s, from_child[0]);
}

struct server *server_start(const struct server_root *roots, size_t n_roots, const char *scenario)
{
    struct server *s = mem_alloc(sizeof *s);
    const char *tmp = getenv("TMPDIR");
    if (n_roots > MAX_ROOTS)
        die("too many roots");
    (void)snprintf(s->dir, sizeof s->dir, "%.40s/oit-testd-XXXXXX", tmp && strlen(tmp) <= 40 ? tmp : "/tmp");
    if (!mkdtemp(s->dir))
        die(s->dir);
    arena_init(&s->links);
    buf_init(&s->log, LOG_BYTES);
    write_file(s->dir, "log", "");
    make_arguments(s, roots, n_roots, scenario, s->argv);
    launch(s);
    return s;
}

void server_die(struct server *s)
{
    (void)close(s->stdin_fd);
    (void)kill(s->pid, SIGKILL);
    (void)waitpid(s->pid, NULL, 0);
    s->pid = 0;
}

void server_return(struct server *s, const char *scenario)
{
    size_t n = 0;
    if (scenario)
        write_file(s->dir, "scenario", scenario);
    while (s->argv[n] && strcmp(s->argv[n], "--port") != 0)
        n++;
    if (!s->argv[n]) {
        s->argv[n] = arena_text(&s->links, STR_LIT("--port"));
        s->argv[n + 1] = arena_text(&s->links, arena_printf(&s->links, "%d", s->port));
        s->argv[n + 2] = NULL;
    }
    launch(s);
}

struct server *server_start_dir(const char *dir, const char *scenario)
{
    struct server_root root = {.dir = dir};
    return server_start(&root, 1, scenario);
}

struct server *server_start_files(const struct server_file *files, const char *scenario)
{
    struct server_root root = {.files = files};
    return server_start(&root, 1, scenario);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info, (void)kind, (void)walk;
    return remove(path);
}

void server_stop(struct server *s)
{
    if (!s)
        return;
    if (s->pid > 0) {
        (void)close(s->stdin_fd);
        (void)kill(s->pid, SIGTERM);
        (void)waitpid(s->pid, NULL, 0);
    }
    (void)nftw(s->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    arena_done(&s->links);
    buf_done(&s->log);
    free(s->requests);
    free(s);
}

int server_port(const struct server *s)
{
    return s->port;
}

const char *server_url(const struct server *s)
{
    return s->url;
}

const char *server_link(struct server *s, const char *path)
{
    return arena_text(&s->links, arena_printf(&s->links, "%s%s", s->url, path[0] == '/' ? path + 1 : path));
}

static int64_t number_of(struct str s)
{
    uint64_t value = 0;
    (void)str_to_u64(s, INT64_MAX, &value);
    return (int64_t)value;
}

const struct server_request *server_requests(struct server *s, size_t *ret_n)
{
    struct buf path;
    size_t n = 0;
    buf_init(&path, 0);
    (void)buf_addf(&path, "%s/log", s->dir);
    buf_clear(&s->log);
    if (file_read(path.p, &s->log, NULL) != OIT_OK)
        die(path.p);
    buf_done(&path);
    struct str rest = buf_str(&s->log);
    while (str_chr(rest, '\n') != STR_NPOS) {
        struct str line = str_cut(&rest, '\n');
        MEM_GROW(s->requests, n, s->capacity);
        struct server_request *r = &s->requests[n++];
        r->mono_ms = number_of(str_cut(&line, ' '));
        r->connection = (unsigned)number_of(str_cut(&line, ' '));
        r->method = str_cut(&line, ' ');
        r->host = str_cut(&line, ' ');
        r->target = str_cut(&line, ' ');
        r->status = (int)number_of(str_cut(&line, ' '));
        r->body_bytes = (size_t)number_of(str_cut(&line, ' '));
    }
    *ret_n = n;
    return s->requests;
}

size_t server_count(struct server *s, const char *target)
{
    size_t n, count = 0;
    const struct server_request *requests = server_requests(s, &n);
    for (size_t i = 0; i < n; i++)
        count += str_eq_c(requests[i].target, target);
    return count;
}

const char *server_tls_folder(struct server *s)
{
    return arena_text(&s->links, arena_printf(&s->links, "%s/tls", s->dir));
}

size_t server_accepts(struct server *s)
{
    struct buf path;
    struct stat info = {0};
    buf_init(&path, 0);
    (void)buf_addf(&path, "%s/accepts", s->dir);
    (void)stat(path.p, &info);
    buf_done(&path);
    return (size_t)info.st_size;
}
