/* listen.c - the sockets testd listens on: one port of 127.0.0.1 and of ::1.
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "testd.h"

enum { BACKLOG = 128, PORTS_TO_TRY = 8 };

static int listen_at(const struct sockaddr *address, socklen_t size)
{
    int on = 1, fd = socket(address->sa_family, SOCK_STREAM, 0);
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (address->sa_family == AF_INET6)
        (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (fd >= 0 && bind(fd, address, size) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    if (fd >= 0)
        (void)close(fd);
    return -1;
}

static int listen_4(int *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)*port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int fd = listen_at((const struct sockaddr *)&address, size);
    if (fd >= 0 && getsockname(fd, (struct sockaddr *)&address, &size) == 0)
        *port = ntohs(address.sin_port);
    return fd;
}

static int listen_6(int port)
{
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    return listen_at((const struct sockaddr *)&address, sizeof address);
}

bool listen_loopback(int port, struct listeners *ret_listeners)
{
    struct listeners *l = ret_listeners;
    for (int i = 0; i < PORTS_TO_TRY; i++) { /* a free port may be taken at ::1; a machine without IPv6 does without */
        *l = (struct listeners){.port = port, .ipv6 = -1};
        l->ipv4 = listen_4(&l->port);
        if (l->ipv4 < 0)
            return false;
        l->ipv6 = listen_6(l->port);
        if (l->ipv6 >= 0 || port != 0 || i + 1 == PORTS_TO_TRY)
            return true;
        (void)close(l->ipv4);
    }
    return false;
}
