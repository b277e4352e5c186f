/* fuzz_digits.c - any bytes as the picture of a page; or as what three readers wrote about one (three parts between NULs).
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "extract/digits.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_words(const struct page_text *page)
{
    size_t n = 0;
    for (size_t i = 0; i < page->n_words; i++) {
        const struct page_word *word = &page->words[i];
        if (!word->text.n || (word->digits == PAGE_AGREED && (word->year_be < 2400 || word->year_be > 2600)))
            abort();
        n += word->text.n;
    }
    if (n == SIZE_MAX)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = {(const char *)data, size};
    struct arena arena;
    struct digit_years years;
    struct page_text page;
    struct buf lines;
    arena_init(&arena);
    buf_init(&lines, 0);
    if (str_starts_c(rest, "P5")) {
        (void)digits_read(rest, &arena, &years);
        digits_write(&years, &lines);
        struct digit_years again;
        digits_parse(buf_str(&lines), &arena, &again);
        if (again.n != years.n)
            abort();
    } else {
        digits_parse(str_cut(&rest, '\0'), &arena, &years);
        struct str second = str_cut(&rest, '\0');
        digits_page(rest, &years, second, &arena, &page);
        check_words(&page);
    }
    buf_done(&lines);
    arena_done(&arena);
    return 0;
}
