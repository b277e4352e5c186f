/* changing_site.h - a small agency's site in a folder that a test changes between checks: O4 on contact.html, O24 on stat67.html.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_CHANGING_SITE_H
#define OIT_TESTS_SUPPORT_CHANGING_SITE_H

#include "visit.h"

struct changing_site {
    struct visit visit;
    char *folder;
};

void changing_site_begin(struct changing_site *site);
void changing_site_end(struct changing_site *site);
void changing_site_put(struct changing_site *site, const char *name, const char *title, const char *body); /* writes a page anew */
void changing_site_drop(struct changing_site *site, const char *name);
void changing_site_stat(struct changing_site *site, const char *last_row); /* stat67.html with a last row of one's own */
/* Runs the program with these words and --db; NULL-terminated. */
void changing_site_run(struct changing_site *site, const char *const *words, struct program_run *ret_run);
#endif
