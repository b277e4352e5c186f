/* landlock.c - the three system calls of landlock.
 *
 * The kernel's interface grows by versions and its header is as old as the distribution, so the newer parts are spelt out here: TCP since
 * version 4, device ioctls since 5, scopes (signals, abstract sockets) since 6. A kernel is asked only for what it knows.
 * SPDX-License-Identifier: MIT
 */
#include "worker/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* linux/landlock.h of a newer kernel than the one this is built on. */
struct rule_set {
    uint64_t files, network, scopes;
};
enum { FS_VERSION_1 = 13, FS_VERSION_2 = 14, FS_VERSION_3 = 15, FS_VERSION_5 = 16 }; /* number of file rights known to each version */
static const uint64_t all_network = 3, all_scopes = 3; /* bind and connect; abstract sockets and signals */

int landlock_version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
    return version > 0 ? (int)version : 0;
}

static uint64_t file_rights(int version)
{
    unsigned n = version >= 5 ? FS_VERSION_5 : version >= 3 ? FS_VERSION_3 : version >= 2 ? FS_VERSION_2 : FS_VERSION_1;
    return ((uint64_t)1 << n) - 1;
}

int landlock_new_files(void)
{
    int version = landlock_version();
    struct rule_set set = {.files = file_rights(version)};
    return version == 0 ? -1 : (int)syscall(SYS_landlock_create_ruleset, &set, sizeof set.files, 0u);
}

static void allow(int rules, const char *path, uint64_t rights, uint64_t folder_rights)
{
    struct stat st;
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &st) == 0) {
        struct landlock_path_beneath_attr rule = {.allowed_access = rights | (S_ISDIR(st.st_mode) ? folder_rights : 0), .parent_fd = fd};
        (void)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0u);
    }
    if (fd >= 0)
        (void)close(fd);
}

void landlock_allow_write(int rules, const char *path)
{
    allow(rules, path, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE, LANDLOCK_ACCESS_FS_READ_DIR);
}

void landlock_allow_all(int rules, const char *path)
{
    const uint64_t file = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_EXECUTE | ((uint64_t)1 << 14 /* truncate, version 3 */);
    uint64_t known = file_rights(landlock_version());
    allow(rules, path, file & known, known);
}

int landlock_new(void)
{
    int version = landlock_version();
    if (version == 0)
        return -1;
    struct rule_set set = {.files = file_rights(version)};
    size_t size = sizeof set.files;
    if (version >= 4) {
        set.network = all_network;
        size += sizeof set.network;
    }
    if (version >= 6) {
        set.scopes = all_scopes;
        size += sizeof set.scopes;
    }
    return (int)syscall(SYS_landlock_create_ruleset, &set, size, 0u); /* the descriptor is close-on-exec */
}

void landlock_allow_read(int rules, const char *path)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return;
    landlock_allow_read_fd(rules, fd);
    (void)close(fd);
}

void landlock_allow_read_fd(int rules, int fd)
{
    struct stat st;
    if (fstat(fd, &st) == 0) {
        uint64_t rights = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE;
        if (S_ISDIR(st.st_mode))
            rights |= LANDLOCK_ACCESS_FS_READ_DIR;
        struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = fd};
        (void)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0u);
    }
}

bool landlock_enter(int rules)
{
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(SYS_landlock_restrict_self, rules, 0u) == 0;
}
