/* names.c - a resolver of a test's own, preloaded into the program (LD_PRELOAD): no name leaves this machine, and names may change what they say.
 *
 * OIT_NAMES is a file; a line: "NAME ANSWER ANSWER ...", an answer being addresses with commas between ("198.41.0.4,127.0.0.1"), or "again": nobody answers now. The first question gets
 * the first answer, later ones the next, the last answer stays. Unknown names do not exist. Numeric hosts are left to the C library.
 * OIT_PUBLIC "ADDRESS PORT TIMES": connections to that public address, whatever the port, go to 127.0.0.1:PORT, so that a test has a "public" server;
 * after so many it refuses.
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LINE_BYTES = 1024, MAX_NAMES = 64, MAX_FDS = 1024 };

static int asked[MAX_NAMES], n_connects;
static char is_public[MAX_FDS]; /* which sockets were taken to the "public" server */

typedef int (*getaddrinfo_fn)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
typedef int (*getpeername_fn)(int, struct sockaddr *, socklen_t *);
typedef int (*connect_fn)(int, const struct sockaddr *, socklen_t);

static void *next(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

/* One address of an answer, put at the end of the list by the C library's own parser. */
static int add(const char *address, const char *service, const struct addrinfo *hints, struct addrinfo **list)
{
    union {
        void *object;
        getaddrinfo_fn function;
    } real = {next("getaddrinfo")};
    struct addrinfo numeric = *hints, *made = NULL;
    numeric.ai_flags = AI_NUMERICHOST;
    numeric.ai_family = strchr(address, ':') ? AF_INET6 : AF_INET;
    int error = real.function(address, service, &numeric, &made);
    while (*list)
        list = &(*list)->ai_next;
    *list = made;
    return error;
}

static int answer(char *line, int index, const char *service, const struct addrinfo *hints, struct addrinfo **ret_list)
{
    char *save = NULL, *chosen = NULL, *more = NULL;
    char *word = strtok_r(line, " \n", &save); /* the name */
    for (int i = 0; i <= index && (word = strtok_r(NULL, " \n", &save)) != NULL; i++)
        chosen = word;
    *ret_list = NULL;
    if (chosen && strcmp(chosen, "again") == 0)
        return EAI_AGAIN;
    for (word = chosen ? strtok_r(chosen, ",", &more) : NULL; word; word = strtok_r(NULL, ",", &more))
        if (add(word, service, hints, ret_list) != 0)
            return EAI_FAIL;
    return *ret_list ? 0 : EAI_NONAME;
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **ret_list)
{
    union {
        void *object;
        getaddrinfo_fn function;
    } real = {next("getaddrinfo")};
    struct in6_addr parsed;
    char line[LINE_BYTES], name[LINE_BYTES];
    if (!node || inet_pton(AF_INET, node, &parsed) == 1 || inet_pton(AF_INET6, node, &parsed) == 1)
        return real.function(node, service, hints, ret_list);
    const char *path = getenv("OIT_NAMES");
    FILE *file = path ? fopen(path, "r") : NULL;
    struct addrinfo none = {0};
    int result = EAI_NONAME;
    for (int i = 0; file && i < MAX_NAMES && fgets(line, sizeof line, file); i++)
        if (sscanf(line, "%1000s", name) == 1 && strcasecmp(name, node) == 0) {
            result = answer(line, asked[i]++, service, hints ? hints : &none, ret_list);
            break;
        }
    if (file)
        (void)fclose(file);
    return result;
}

int connect(int fd, __CONST_SOCKADDR_ARG given, socklen_t size) /* glibc's own prototype: a transparent union */
{
    const struct sockaddr *address = given.__sockaddr__;
    union {
        void *object;
        connect_fn function;
    } real = {next("connect")};
    char text[64] = "", shown[INET_ADDRSTRLEN] = "";
    int port = 0, times = 0;
    const char *public = getenv("OIT_PUBLIC");
    struct sockaddr_in v4;
    if (fd >= 0 && fd < MAX_FDS)
        is_public[fd] = 0;
    if (!public || address->sa_family != AF_INET || size < sizeof v4 || sscanf(public, "%63s %d %d", text, &port, &times) != 3)
        return real.function(fd, address, size);
    memcpy(&v4, address, sizeof v4);
    if (!inet_ntop(AF_INET, &v4.sin_addr, shown, sizeof shown) || strcmp(shown, text) != 0)
        return real.function(fd, address, size);
    if (++n_connects > times) {
        errno = ECONNREFUSED;
        return -1;
    }
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    v4.sin_port = htons((uint16_t)port);
    if (fd >= 0 && fd < MAX_FDS)
        is_public[fd] = 1;
    return real.function(fd, (const struct sockaddr *)&v4, sizeof v4);
}

/* Whom one is connected to: the public address, as the program believes. */
int getpeername(int fd, __SOCKADDR_ARG taken, socklen_t *size)
{
    union {
        void *object;
        getpeername_fn function;
    } real = {next("getpeername")};
    char text[64] = "";
    int port = 0, result = real.function(fd, taken.__sockaddr__, size);
    const char *public = getenv("OIT_PUBLIC");
    struct sockaddr_in v4;
    if (result != 0 || fd < 0 || fd >= MAX_FDS || !is_public[fd] || !public || *size < sizeof v4 || sscanf(public, "%63s %d", text, &port) != 2)
        return result;
    memcpy(&v4, taken.__sockaddr__, sizeof v4);
    (void)inet_pton(AF_INET, text, &v4.sin_addr);
    memcpy(taken.__sockaddr__, &v4, sizeof v4);
    return result;
}
