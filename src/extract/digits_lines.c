/* digits_lines.c - the reader's years as text, one line each: what crosses the border of the process that read them.
 * SPDX-License-Identifier: MIT
 */
#include "digits.h"

enum { MIN_YEAR = 2400, MAX_YEAR = 2600, MAX_SIDE = 1 << 20, N_NUMBERS = 5 };

void digits_write(const struct digit_years *years, struct buf *out)
{
    for (size_t i = 0; i < years->n; i++) {
        const struct digit_year *y = &years->items[i];
        unsigned thousandths = (unsigned)(y->confidence * 1000); /* not printf("%f"): locales differ */
        (void)buf_addf(out, "%c %d %u.%03u %u %u %u %u\n", y->script == DIGITS_THAI ? 'T' : 'A', y->year_be, thousandths / 1000,
                       thousandths % 1000, y->box.x, y->box.y, y->box.w, y->box.h);
    }
}

static bool read_confidence(struct str s, double *ret_confidence)
{
    uint64_t whole, thousandths;
    struct str head = str_cut(&s, '.');
    if (s.n != 3 || !str_to_u64(head, 1, &whole) || !str_to_u64(s, 999, &thousandths) || (whole && thousandths))
        return false;
    *ret_confidence = (double)whole + (double)thousandths / 1000;
    return true;
}

static bool read_line(struct str line, struct digit_year *ret_year)
{
    struct str script = str_cut(&line, ' '), year = str_cut(&line, ' '), confidence = str_cut(&line, ' ');
    uint64_t number[N_NUMBERS];
    bool is_thai = str_eq_c(script, "T");
    if ((!is_thai && !str_eq_c(script, "A")) || !str_to_u64(year, MAX_YEAR, &number[0]) || number[0] < MIN_YEAR)
        return false;
    if (!read_confidence(confidence, &ret_year->confidence))
        return false;
    for (int i = 1; i < N_NUMBERS; i++)
        if (!str_to_u64(str_cut(&line, ' '), MAX_SIDE, &number[i]))
            return false;
    if (line.n)
        return false;
    ret_year->script = is_thai ? DIGITS_THAI : DIGITS_ARABIC;
    ret_year->year_be = (int)number[0];
    ret_year->box = (struct digit_box){(uint32_t)number[1], (uint32_t)number[2], (uint32_t)number[3], (uint32_t)number[4]};
    return true;
}

void digits_parse(struct str lines, struct arena *arena, struct digit_years *ret_years)
{
    size_t n_lines = 1;
    for (size_t i = 0; i < lines.n; i++)
        n_lines += lines.p[i] == '\n';
    *ret_years = (struct digit_years){ARENA_ARRAY(arena, struct digit_year, n_lines), 0};
    while (lines.n) {
        struct digit_year year;
        if (read_line(str_cut(&lines, '\n'), &year))
            ret_years->items[ret_years->n++] = year;
    }
}
