/* year_fit.c - is the stated year right for an item, and which scheme fits a year?
 * SPDX-License-Identifier: MIT
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "rules/rules.h"

enum { BE_MINUS_CE = 543 };

static bool is_single(const struct year_statement *s, int year)
{
    return s->from_be == year && s->to_be == year;
}

/* The first half of year: said to be, or a quarter or month in it; a bare year may be anything, so it fits too ("ตารางถึง 31 มี.ค." often says
 * only ปีงบประมาณ). A statement of the second half alone does not. */
static bool is_first_half(const struct year_statement *s, int first_month, int year)
{
    if (!is_single(s, year))
        return false;
    switch (s->part) {
    case PART_NONE:
    case PART_FULL: /* twelve months hold the first six */
    case PART_FIRST_HALF:
        return true;
    case PART_SECOND_HALF:
        return false;
    case PART_QUARTER:
        return s->quarter <= 2;
    case PART_MONTH:
        return (s->month - first_month + 12) % 12 < 6;
    }
    return false;
}

enum year_fit scheme_year_fit(unsigned accept, int first_month, int fiscal_year_be, const struct year_statement *s)
{
    if (accept & ACCEPT_UNDATED)
        return YEAR_FITS;
    if (!s || s->from_be == 0)
        return YEAR_NOT_STATED;
    if ((accept & (ACCEPT_CURRENT | ACCEPT_ACTIVITY)) && is_single(s, fiscal_year_be))
        return YEAR_FITS;
    if ((accept & ACCEPT_PREVIOUS) && is_single(s, fiscal_year_be - 1))
        return YEAR_FITS;
    if ((accept & ACCEPT_FIRST_HALF) && is_first_half(s, first_month, fiscal_year_be))
        return YEAR_FITS;
    if ((accept & ACCEPT_SPAN) && s->from_be <= fiscal_year_be && fiscal_year_be <= s->to_be)
        return YEAR_FITS;
    return YEAR_WRONG;
}

static bool is_scheme(const char *root, const char *name, uint64_t *ret_year)
{
    struct str text = str_from(name);
    size_t digits = 0; /* "2567" or "2567-schools": the year leads */
    while (digits < text.n && text.p[digits] >= '0' && text.p[digits] <= '9')
        digits++;
    if (digits != 4 || !str_to_u64(str_sub(text, 0, digits), 9999, ret_year))
        return false;
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s/scheme.yaml", root, name);
    return n > 0 && (size_t)n < sizeof path && file_exists(path);
}

int scheme_year_shown(const struct scheme *scheme, int year_be)
{
    return scheme->is_gregorian && year_be > BE_MINUS_CE ? year_be - BE_MINUS_CE : year_be;
}

char *scheme_choose(const char *root, int fiscal_year_be)
{
    DIR *dir = opendir(root);
    if (!dir)
        return NULL;
    char best_name[256] = "";
    uint64_t best = 0;
    for (struct dirent *entry; (entry = readdir(dir));) {
        uint64_t year;
        if (strlen(entry->d_name) != 4 || !is_scheme(root, entry->d_name, &year))
            continue;
        bool fits = year <= (uint64_t)fiscal_year_be, best_fits = best != 0 && best <= (uint64_t)fiscal_year_be;
        bool is_better = best == 0 || (fits && !best_fits) || (fits && best_fits && year > best) || (!fits && !best_fits && year < best);
        if (is_better) {
            best = year;
            (void)snprintf(best_name, sizeof best_name, "%s", entry->d_name);
        }
    }
    (void)closedir(dir);
    if (best == 0)
        return NULL;
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", root, best_name);
    return mem_text(str_from(path));
}
