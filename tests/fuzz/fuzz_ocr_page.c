/* fuzz_ocr_page.c - any bytes as the TSV of two tesseract models and the lines of the digit reader; two bytes split them.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "extract/digits.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    struct str all = {(const char *)data + 2, size - 2};
    size_t first = all.n * data[0] / 255, second = (all.n - first) * data[1] / 255;
    struct str tha = str_sub(all, 0, first), thd = str_sub(all, first, second), lines = str_from_pos(all, first + second);
    struct arena arena;
    struct digit_years years;
    struct page_text page;
    arena_init(&arena);
    digits_parse(lines, &arena, &years);
    digits_page(tha, &years, thd, &arena, &page);
    for (size_t i = 0; i < page.n_words; i++)
        if (!page.words[i].text.n || !utf8_is_valid(page.words[i].text) ||
            (page.words[i].digits == PAGE_AGREED && (page.words[i].year_be < 2400 || page.words[i].year_be > 2600)))
            abort();
    arena_done(&arena);
    return 0;
}
