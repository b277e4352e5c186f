/* quantity.c - numbers, lengths of time and sizes as people type them.
 * SPDX-License-Identifier: MIT
 */
#include "quantity.h"

#include <stdio.h>
#include <stdlib.h>

enum { BE_MINUS_CE = 543, MAX_DAYS = 30 };

bool quantity_duration_ms(struct str text, int64_t *ret_ms)
{
    static const struct {
        const char *unit;
        int64_t ms;
    } units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}, {"d", 86400000}, {"", 1000}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        uint64_t value;
        if (!str_ends_c(text, units[i].unit) || !str_to_u64(str_sub(text, 0, text.n - strlen(units[i].unit)), 1000000, &value))
            continue;
        if ((int64_t)value * units[i].ms > (int64_t)MAX_DAYS * 24 * 3600000)
            return false;
        *ret_ms = (int64_t)value * units[i].ms;
        return true;
    }
    return false;
}

bool quantity_size_bytes(struct str text, size_t *ret_bytes)
{
    size_t unit = 1;
    if (str_ends_nocase_c(text, "k"))
        unit = 1024;
    else if (str_ends_nocase_c(text, "m"))
        unit = 1024 * 1024;
    else if (str_ends_nocase_c(text, "g"))
        unit = 1024 * 1024 * 1024;
    uint64_t value;
    if (!str_to_u64(str_sub(text, 0, text.n - (unit > 1)), 1 << 20, &value) && !(unit == 1 && str_to_u64(text, (uint64_t)1 << 34, &value)))
        return false;
    if (value == 0)
        return false;
    *ret_bytes = (size_t)value * unit;
    return true;
}

bool quantity_year_be(struct str text, int *ret_year_be)
{
    uint64_t year;
    if (!str_to_u64(text, 2700, &year) || year < 1900 || (year > 2200 && year < 2400))
        return false;
    *ret_year_be = (int)(year < 2400 ? year + BE_MINUS_CE : year);
    return true;
}

bool quantity_decimal(struct str text, double max, double *ret_value)
{
    char copy[32], *end;
    if (text.n == 0 || text.n >= sizeof copy)
        return false;
    memcpy(copy, text.p, text.n);
    copy[text.n] = '\0';
    if (strspn(copy, "0123456789.") != text.n)
        return false;
    double value = strtod(copy, &end);
    if (*end || !(value >= 0 && value <= max))
        return false;
    *ret_value = value;
    return true;
}
