/* matching.h - a scheme and its finder for the tests of one program, and a page made into findings.
 *
 *     cmocka_run_group_tests(tests, matching_load, matching_unload)     rules/2567; another: a setup of one's own calls matching_load_from
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_MATCHING_H
#define OIT_TESTS_SUPPORT_MATCHING_H

#include "rules/findings.h"
#include "rules/rules.h"

extern struct scheme *scheme;
extern struct finder *finder;

int matching_load(void **state);
int matching_load_from(const char *folder); /* 0, or -1 */
int matching_unload(void **state);

/* A page of UTF-8 at http://www.example.go.th/page; all in the arena. */
struct findings matching_page(struct arena *arena, struct str html);
/* Does such a page, sent with this status, say this fault of itself? Tells on standard error when it does not. */
bool matching_fault_is(int status, const char *html, enum oit_fault fault);

#endif
