/* preloaded_names.c - see preloaded_names.h.
 * SPDX-License-Identifier: MIT
 */
#include "preloaded_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "server.h"

bool preload_names(const char *folder, const char *names, const char *public)
{
#ifdef OIT_SANITIZED
    (void)folder, (void)names, (void)public;
    return false;
#else
    char path[4200], file[300];
    (void)snprintf(path, sizeof path, "%s/tests/guest/names.so", server_build_dir());
    (void)snprintf(file, sizeof file, "%s/names", folder);
    assert_true(file_exists(path));
    assert_int_equal(file_write(file, str_from(names), NULL), OIT_OK);
    (void)setenv("OIT_NAMES", file, 1);
    if (public)
        (void)setenv("OIT_PUBLIC", public, 1);
    (void)setenv("LD_PRELOAD", path, 1);
    return true;
#endif
}

void unload_names(void)
{
    (void)unsetenv("LD_PRELOAD");
    (void)unsetenv("OIT_NAMES");
    (void)unsetenv("OIT_PUBLIC");
}
