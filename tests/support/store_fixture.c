/* store_fixture.c - see store_fixture.h.
 * SPDX-License-Identifier: MIT
 */
#include "store_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/clock.h"
#include "tmp.h"

int store_fixture_begin(void **state)
{
    struct store_fixture *f = calloc(1, sizeof *f);
    f->folder = tmp_folder();
    f->path = tmp_path(f->folder, "deep/er/oit.db");
    arena_init(&f->arena);
    assert_int_equal(store_open(f->path, &f->store, &f->err), OIT_OK);
    *state = f;
    return 0;
}

int store_fixture_end(void **state)
{
    struct store_fixture *f = *state;
    store_close(f->store);
    arena_done(&f->arena);
    tmp_remove(f->folder);
    free(f->path);
    free(f);
    clock_set_s(0);
    return 0;
}
