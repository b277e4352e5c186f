/* store_fixture.h - for the tests of the store room: an empty store in a folder of its own.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_STORE_FIXTURE_H
#define OIT_TESTS_SUPPORT_STORE_FIXTURE_H

#include "store/store.h"

struct store_fixture {
    char *folder, *path; /* path: the store's, in folders that it has made itself */
    struct store *store;
    struct arena arena;
    struct err err;
};

/* For cmocka: *state becomes a struct store_fixture *. The second also gives a clock that was set back to the system. */
int store_fixture_begin(void **state);
int store_fixture_end(void **state);

#endif
