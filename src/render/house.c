/* house.c - namespaces, loopback, an empty /tmp, landlock.
 * SPDX-License-Identifier: MIT
 */
#include "house.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "worker/landlock.h"

enum { BACKLOG = 64, TMP_FILES = 20000 };

static bool write_text(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool is_written = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    if (fd >= 0)
        (void)close(fd);
    return is_written;
}

/* Inside we are who we were outside, and nobody else exists. */
static bool map_ids(unsigned uid, unsigned gid)
{
    char users[64], groups[64];
    (void)snprintf(users, sizeof users, "%u %u 1", uid, uid);
    (void)snprintf(groups, sizeof groups, "%u %u 1", gid, gid);
    (void)write_text("/proc/self/setgroups", "deny");
    return write_text("/proc/self/uid_map", users) && write_text("/proc/self/gid_map", groups);
}

static bool raise_loopback(void)
{
    struct ifreq request = {0};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    (void)snprintf(request.ifr_name, sizeof request.ifr_name, "lo");
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    bool is_up = fd >= 0 && ioctl(fd, SIOCSIFFLAGS, &request) == 0;
    if (fd >= 0)
        (void)close(fd);
    return is_up;
}

bool house_enter(size_t tmp_mb)
{
    unsigned uid = (unsigned)geteuid(), gid = (unsigned)getegid();
    char options[80];
    (void)snprintf(options, sizeof options, "size=%zum,nr_inodes=%d,mode=0700,uid=%u,gid=%u", tmp_mb, TMP_FILES, uid, gid);
    (void)prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); /* lost with root; without it our own /proc files are root's */
    return unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWIPC) == 0 && map_ids(uid, gid) && raise_loopback() &&
           mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 && mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options) == 0 && chdir("/tmp") == 0;
}

int house_listen(int *ret_port)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof address;
    if (fd < 0)
        return -1;
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, BACKLOG) != 0 || getsockname(fd, (struct sockaddr *)&address, &n) != 0) {
        (void)close(fd);
        return -1;
    }
    *ret_port = ntohs(address.sin_port);
    return fd;
}

bool house_lock(const char *program)
{
    /* What any user may read, and a browser needs to start: libraries, fonts, its own data, what the kernel says of the machine. No home, no /etc but this. */
    static const char *const read_paths[] = {"/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/fonts", "/etc/chromium", "/etc/chromium.d", "/etc/localtime",
                                             "/var/cache/fontconfig", "/proc", "/sys/devices/system", "/dev/urandom", "/dev/random"};
    int rules = landlock_new_files();
    if (rules < 0)
        return false;
    for (size_t i = 0; i < sizeof read_paths / sizeof *read_paths; i++)
        landlock_allow_read(rules, read_paths[i]);
    char folder[256];
    (void)snprintf(folder, sizeof folder, "%s", program);
    char *slash = strrchr(folder, '/');
    if (slash && slash != folder) {
        *slash = '\0';
        landlock_allow_read(rules, folder);
    }
    landlock_allow_all(rules, "/tmp");
    landlock_allow_all(rules, "/dev/null");
    /* chromium's zygote makes namespaces of its own and writes who it is in them. */
    landlock_allow_write(rules, "/proc");
    return landlock_enter(rules);
}
