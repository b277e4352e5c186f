/* check.h - runs `oitcheck COMMAND ... --format json` and reads its report back.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_CHECK_H
#define OIT_TESTS_SUPPORT_CHECK_H

#include "base/arena.h"
#include "oitcheck/report.h"
#include "program.h"

struct check {
    struct program_run run;
    struct arena arena;
    struct oit_report report; /* empty when the command wrote none */
};

/* command: NULL-terminated, as "scan", URL; more: NULL-terminated further options. Adds --rate 0 --quiet --format json. */
void check_run(const char *const *command, const char *const *more, struct check *ret_check);
void check_done(struct check *check);

const struct oit_item *check_item(const struct check *check, const char *code); /* fails the test when it is not there */
size_t check_count(const struct check *check, enum oit_status status);
bool check_has_reason(const struct oit_item *item, enum oit_reason reason);
struct str check_items(const struct check *check); /* the bytes of "items" in the JSON */
bool check_said(const struct check *check, const char *text); /* on standard error */

#endif
