/* mask.c - hides personal numbers in quoted text.
 *
 * A run is digits with single spaces, dashes or dots between them, as people write long numbers. A citizen id is known
 * by its length, its first digit and its check digit; an account number only by the word before it.
 * SPDX-License-Identifier: MIT
 */
#include "mask.h"

#include "utf8.h"

enum {
    ID_DIGITS = 13,
    ACCOUNT_DIGITS_MIN = 10,
    ACCOUNT_DIGITS_MAX = 12,
    ACCOUNT_REACH = 60, /* characters between the word and the number */
    KEPT_DIGITS = 2,
    RUN_DIGITS_MAX = 64,
};

struct run {
    size_t start, end; /* bytes in the text; end behind the last digit */
    size_t n;          /* digits */
    int value[RUN_DIGITS_MAX];
    size_t at[RUN_DIGITS_MAX + 1]; /* byte offset of each digit */
};

/* Value of the digit at i (Arabic, Thai, full-width), or -1. */
static int digit_at(struct str s, size_t i, size_t *ret_length)
{
    uint32_t c = utf8_decode(s.p + i, s.n - i, ret_length);
    if (c >= '0' && c <= '9')
        return (int)(c - '0');
    if (c >= 0x0E50 && c <= 0x0E59)
        return (int)(c - 0x0E50);
    return c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10) : -1;
}

static bool is_joint(struct str s, size_t i, size_t *ret_length)
{
    uint32_t c = utf8_decode(s.p + i, s.n - i, ret_length);
    return c == ' ' || c == '-' || c == '.' || c == 0xA0 || (c >= 0x2010 && c <= 0x2015);
}

static bool read_run(struct str s, size_t i, struct run *run)
{
    run->start = i;
    run->n = 0;
    size_t length;
    while (i < s.n && run->n < RUN_DIGITS_MAX) {
        int value = digit_at(s, i, &length);
        if (value >= 0) {
            run->value[run->n] = value;
            run->at[run->n++] = i;
            i += length;
            run->end = i;
            continue;
        }
        size_t next;
        if (run->n == 0 || !is_joint(s, i, &length) || i + length >= s.n || digit_at(s, i + length, &next) < 0)
            break;
        i += length;
    }
    return run->n > 0;
}

/* The check digit of the Department of Provincial Administration: weights 13 to 2. Ids of persons begin with 1 to 8; 0
 * is a company. */
static bool is_citizen_id(const int *value)
{
    int sum = 0;
    for (int i = 0; i < ID_DIGITS - 1; i++)
        sum += value[i] * (ID_DIGITS - i);
    return value[0] >= 1 && value[0] <= 8 && value[ID_DIGITS - 1] == (11 - sum % 11) % 10;
}

/* The last place of any of the words (up to a NULL) in s, or STR_NPOS. */
static size_t last_word(struct str s, const char *const *words)
{
    size_t last = STR_NPOS;
    for (; *words; words++)
        for (size_t from = 0; from < s.n;) {
            size_t at = str_find_nocase_c(str_from_pos(s, from), *words);
            if (at == STR_NPOS)
                break;
            from += at + 1;
            last = last == STR_NPOS || from - 1 > last ? from - 1 : last;
        }
    return last;
}

/* A word of accounts stands near, and no word of another number nearer. */
static bool is_account_word_near(struct str s, size_t at)
{
    static const char *const account_words[] = {"บัญชี", "ธนาคาร", "account", NULL};
    static const char *const other_words[] = {"โทร", "tel", "มือถือ", "แฟกซ์", "โครงการ", "สัญญา", NULL};
    size_t from = at;
    for (size_t n = 0; from > 0 && n < ACCOUNT_REACH; from--)
        n += ((unsigned char)s.p[from - 1] & 0xC0) != 0x80;
    struct str before = str_sub(s, from, at - from);
    size_t account = last_word(before, account_words), other = last_word(before, other_words);
    return account != STR_NPOS && (other == STR_NPOS || other < account);
}

/* Copies [from, to) of the text with digits first .. first + n - 1 - KEPT_DIGITS of the run as "x". */
static void add_masked(struct str s, const struct run *run, size_t first, size_t n, struct buf *out)
{
    size_t from = run->at[first];
    for (size_t k = first; k < first + n - KEPT_DIGITS; k++) {
        size_t length;
        (void)buf_add_str(out, str_sub(s, from, run->at[k] - from));
        (void)buf_add_char(out, 'x');
        (void)digit_at(s, run->at[k], &length);
        from = run->at[k] + length;
    }
    size_t length, last = run->at[first + n - 1];
    (void)digit_at(s, last, &length);
    (void)buf_add_str(out, str_sub(s, from, last + length - from));
}

static bool is_split_between(const struct run *run, size_t k, size_t digit_bytes) /* a joint stands before digit k */
{
    return k == 0 || k >= run->n || run->at[k] != run->at[k - 1] + digit_bytes;
}

/* The digits of the run that are to be hidden: *ret_first and the count, 0 for none. Two numbers may stand beside each
 * other ("ลำดับ 1 1-2345..."), so an id is looked for at every joint. */
static size_t find_personal(struct str s, const struct run *run, size_t *ret_first)
{
    size_t digit_bytes;
    (void)digit_at(s, run->at[0], &digit_bytes);
    for (size_t k = 0; k + ID_DIGITS <= run->n; k++)
        if (is_split_between(run, k, digit_bytes) && is_split_between(run, k + ID_DIGITS, digit_bytes) &&
            is_citizen_id(run->value + k)) {
            *ret_first = k;
            return ID_DIGITS;
        }
    *ret_first = 0;
    bool is_account =
        run->n >= ACCOUNT_DIGITS_MIN && run->n <= ACCOUNT_DIGITS_MAX && is_account_word_near(s, run->start);
    return is_account ? run->n : 0;
}

void mask_personal(struct str text, struct buf *out)
{
    struct run run;
    size_t from = 0;
    for (size_t i = 0; i < text.n;) {
        size_t length;
        if (digit_at(text, i, &length) < 0) {
            i += length;
            continue;
        }
        (void)read_run(text, i, &run);
        size_t first, n = find_personal(text, &run, &first);
        if (n > 0) {
            (void)buf_add_str(out, str_sub(text, from, run.at[first] - from));
            add_masked(text, &run, first, n, out);
            size_t last = run.at[first + n - 1];
            (void)digit_at(text, last, &length);
            from = i = last + length;
        } else {
            i = run.end;
        }
    }
    (void)buf_add_str(out, str_from_pos(text, from));
}
