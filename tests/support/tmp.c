/* tmp.c - a private folder for one test, removed with all that is in it.
 * SPDX-License-Identifier: MIT
 */
#include "tmp.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *tmp_folder(void)
{
    const char *root = getenv("TMPDIR");
    char path[512];
    (void)snprintf(path, sizeof path, "%s/oitcheck-test-XXXXXX", root && *root ? root : "/tmp");
    if (!mkdtemp(path)) {
        perror(path);
        exit(1);
    }
    (void)chmod(path, 0755); /* children that gave up root must be able to run what lies in it */
    return strdup(path);
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)st;
    (void)type;
    (void)where;
    return remove(path);
}

void tmp_remove(char *folder)
{
    (void)nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    free(folder);
}

char *tmp_path(const char *folder, const char *name)
{
    size_t n = strlen(folder) + strlen(name) + 2;
    char *path = malloc(n);
    if (path)
        (void)snprintf(path, n, "%s/%s", folder, name);
    return path;
}
