/* workbook_item.c - the item a cell names: "O16", "ข้อ ๑๖", "16", "O16 ความก้าวหน้า...". Several in one cell are not guessed at.
 * SPDX-License-Identifier: MIT
 */
#include "office/workbook_internal.h"
#include "rules/rules.h"
#include "text/years.h"

enum { CODE_MAX_BYTES = 24 };

static bool is_thai_digit_at(struct str s, size_t i)
{
    return i + 2 < s.n && s.p[i] == '\xe0' && s.p[i + 1] == '\xb9' && (unsigned char)s.p[i + 2] >= 0x90 && (unsigned char)s.p[i + 2] <= 0x99;
}

static size_t digit_bytes(struct str s, size_t i)
{
    return i < s.n && s.p[i] >= '0' && s.p[i] <= '9' ? 1 : is_thai_digit_at(s, i) ? 3 : 0;
}

static struct str skip_lead(struct str s)
{
    static const char *const leads[] = {"ข้อมูล", "ข้อที่", "ข้อ", "(", "[", "#", "\xc2\xa0", "\xe2\x80\x8b"};
    bool again = true;
    s = str_trim(s);
    while (again) {
        again = false;
        for (size_t i = 0; i < sizeof leads / sizeof *leads && !again; i++)
            if (str_starts_c(s, leads[i])) {
                s = str_trim(str_from_pos(s, strlen(leads[i])));
                again = true;
            }
    }
    return s;
}

/* Up to the end of its first number: letters, signs, digits. 0: there is none. */
static size_t code_bytes(struct str s)
{
    size_t i = 0, n;
    while (i < s.n && i < CODE_MAX_BYTES && !digit_bytes(s, i)) {
        char c = s.p[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!is_letter && c != ' ' && c != '-' && c != '.' && c != '_')
            return 0;
        i++;
    }
    size_t from = i;
    while ((n = digit_bytes(s, i)) > 0)
        i += n;
    return i > from && i <= CODE_MAX_BYTES ? i : 0;
}

static bool find(const struct oit_report *report, struct str code, size_t *ret_item)
{
    for (size_t i = 0; i < report->n_items; i++)
        if (item_code_same(code, report->items[i].code)) {
            *ret_item = i;
            return true;
        }
    return false;
}

static bool goes_on(const struct oit_report *report, struct str rest) /* "-O4", ", 5", "และ 6", "ถึง ๗"; a second code on the next line */
{
    static const char *const joins[] = {"-", "\xe2\x80\x93", "\xe2\x80\x94", ",", "/", "+", "&", ";", "~", "และ", "ถึง", "กับ", "to ", "and "};
    size_t next;
    bool is_joined = false;
    rest = str_trim(rest);
    for (size_t i = 0; i < sizeof joins / sizeof *joins && !is_joined; i++)
        if (str_starts_c(rest, joins[i])) {
            is_joined = true;
            rest = str_trim(str_from_pos(rest, strlen(joins[i])));
        }
    struct str other = skip_lead(rest);
    bool is_named = is_joined || str_starts_c(rest, "ข้อ") || (other.n && (other.p[0] | 0x20) == 'o'); /* "O8 (6 เดือน)" is one */
    return is_named && code_bytes(other) > 0 && find(report, str_sub(other, 0, code_bytes(other)), &next);
}

static bool has_thai(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] == 0xE0)
            return true;
    return false;
}

/* "9.1" is a group. A bare number in front of words may be anything, a day ("31 มี.ค. 2567") or a telephone: it counts when it stands alone or before a title. */
static bool may_follow(struct str code, struct str rest, struct str cell)
{
    struct clock_date day;
    bool has_letter = (code.p[0] | 0x20) >= 'a' && (code.p[0] | 0x20) <= 'z', has_lead = str_starts_c(str_trim(cell), "ข้อ");
    if (rest.n > 1 && rest.p[0] == '.' && digit_bytes(rest, 1))
        return false;
    rest = str_trim(rest);
    if (!rest.n || has_letter || has_lead || (rest.n == 1 && strchr(".):]-", rest.p[0])))
        return true;
    return has_thai(rest) && !years_parse_day(str_trim(cell), &day);
}

enum item_named workbook_item(const struct oit_report *report, struct str cell, size_t *ret_item)
{
    struct str s = skip_lead(cell);
    size_t n = code_bytes(s);
    if (n == 0)
        return find(report, s, ret_item) && s.n <= CODE_MAX_BYTES ? ITEM_KNOWN : ITEM_NONE;
    struct str code = str_sub(s, 0, n), rest = str_from_pos(s, n);
    if (goes_on(report, rest))
        return ITEM_SEVERAL;
    if (!may_follow(code, rest, cell))
        return ITEM_NONE;
    return find(report, code, ret_item) ? ITEM_KNOWN : ITEM_UNKNOWN;
}
