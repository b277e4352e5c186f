/* sample_page.c - see sample_page.h.
 * SPDX-License-Identifier: MIT
 */
#include "sample_page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

int sample_page_begin(void **state)
{
    static struct sample_page page;
    arena_init(&page.arena);
    buf_init(&page.out, 0);
    page.report = sample_report(&page.arena);
    *state = &page;
    return 0;
}

int sample_page_end(void **state)
{
    struct sample_page *page = *state;
    buf_done(&page->out);
    arena_done(&page->arena);
    return 0;
}

void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is missing", part);
}

void assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("has \"%s\"", part);
}

size_t count_of(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
        n++;
    return n;
}
