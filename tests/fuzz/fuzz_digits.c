/* fuzz_digits.c - any bytes as a PGM for the digit reader; bytes that are none are packed into one, so that its pixels are what changes.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "extract/digits.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_page(struct str pgm)
{
    struct arena arena;
    struct digit_years years, again;
    struct buf lines;
    arena_init(&arena);
    buf_init(&lines, 0);
    if (digits_read(pgm, &arena, &years) == DIGITS_READ) {
        digits_write(&years, &lines);
        digits_parse(buf_str(&lines), &arena, &again);
        if (again.n != years.n)
            abort();
    }
    buf_done(&lines);
    arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    read_page(bytes);
    if (size < 16 || str_starts_c(bytes, "P5"))
        return 0;
    struct buf pgm;
    buf_init(&pgm, 0);
    size_t width = 8 + data[0], height = (size - 1) / width;
    (void)buf_addf(&pgm, "P5\n%zu %zu\n255\n", width, height);
    (void)buf_add_str(&pgm, str_sub(bytes, 1, width * height));
    read_page(buf_str(&pgm));
    buf_done(&pgm);
    return 0;
}
