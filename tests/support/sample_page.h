/* sample_page.h - for the tests of the renderers: the sample report (sample_report.h), what was made of it, and what stands in there.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_SAMPLE_PAGE_H
#define OIT_TESTS_SUPPORT_SAMPLE_PAGE_H

#include "base/buf.h"
#include "sample_report.h"

struct sample_page {
    struct arena arena;
    struct oit_report *report; /* in arena */
    struct buf out;            /* empty */
};

/* For cmocka: *state becomes a struct sample_page *. */
int sample_page_begin(void **state);
int sample_page_end(void **state);

void assert_has(const char *text, const char *part);
void assert_lacks(const char *text, const char *part);
size_t count_of(const char *text, const char *part); /* overlapping ones each */

#endif
