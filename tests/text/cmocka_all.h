/* cmocka_all.h - what every test program of this room includes, and helpers for tables of text.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_TEXT_CMOCKA_ALL_H
#define OIT_TESTS_TEXT_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"

/* Fails naming the row of the table. */
#define assert_row_equal(row, got, want)                                                                               \
    do {                                                                                                               \
        struct str got_ = (got), want_ = (want);                                                                       \
        if (!str_eq(got_, want_))                                                                                      \
            fail_msg("%s: got '%.*s', want '%.*s'", (row), STR_ARG(got_), STR_ARG(want_));                             \
    } while (0)

#endif
