/* str.c - borrowed views of bytes.
 * SPDX-License-Identifier: MIT
 */
#include "str.h"

#include "bytes.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

bool str_eq_nocase_c(struct str a, const char *c_string)
{
    return str_eq_nocase(a, str_from(c_string));
}

bool str_starts_nocase_c(struct str s, const char *prefix)
{
    size_t i = 0;
    while (i < s.n && prefix[i] && lower(s.p[i]) == lower(prefix[i]))
        i++;
    return prefix[i] == '\0';
}

bool str_ends_c(struct str s, const char *suffix)
{
    struct str x = str_from(suffix);
    return s.n >= x.n && str_eq(str_from_pos(s, s.n - x.n), x);
}

bool str_ends_nocase_c(struct str s, const char *suffix)
{
    struct str x = str_from(suffix);
    return s.n >= x.n && str_eq_nocase(str_from_pos(s, s.n - x.n), x);
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    if (order != 0)
        return order;
    return a.n < b.n ? -1 : a.n > b.n;
}

struct str str_trim(struct str s)
{
    while (s.n > 0 && is_space(s.p[0]))
        s = str_from_pos(s, 1);
    while (s.n > 0 && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

enum { WIDE_MIN_BYTES = 48, NEEDLE_MAX_BYTES = 64 /* longer ones: memmem stays linear whatever the text */, WORD_BYTES = 6 };

/* Two bytes of the needle, sixteen places at a time. Thai letters share their first byte: the third and the last say more. Returns where it stands, or how
 * far there is nothing. */
static size_t find_wide(struct str s, struct str needle, bool *ret_is_found)
{
    size_t a = needle.n >= WORD_BYTES ? 2 : 0, b = needle.n - 1, at = 0;
    unsigned char first = (unsigned char)needle.p[a], last = (unsigned char)needle.p[b];
    for (; at + BYTES_WIDE + needle.n <= s.n; at += BYTES_WIDE) {
        bytes_wide hits = bytes_equal(bytes_load(s.p + at + a), first) & bytes_equal(bytes_load(s.p + at + b), last);
        for (unsigned i = bytes_any(hits) ? bytes_first(hits) : BYTES_WIDE; i < BYTES_WIDE; i++)
            if (hits[i] && memcmp(s.p + at + i, needle.p, needle.n) == 0) {
                *ret_is_found = true;
                return at + i;
            }
    }
    return at;
}

size_t str_find(struct str s, struct str needle)
{
    size_t from = 0;
    bool is_found = false;
    if (needle.n == 0)
        return 0;
    if (s.n >= WIDE_MIN_BYTES && needle.n >= 2 && needle.n <= NEEDLE_MAX_BYTES)
        from = find_wide(s, needle, &is_found);
    if (is_found)
        return from;
    const char *hit = from < s.n ? memmem(s.p + from, s.n - from, needle.p, needle.n) : NULL;
    return hit ? (size_t)(hit - s.p) : STR_NPOS;
}

size_t str_find_c(struct str s, const char *needle)
{
    return str_find(s, str_from(needle));
}

size_t str_find_nocase_c(struct str s, const char *needle)
{
    struct str x = str_from(needle);
    if (x.n == 0)
        return 0;
    char first = lower(x.p[0]);
    unsigned char fold = first >= 'a' && first <= 'z' ? 0x20 : 0;
    size_t i = 0;
    for (; i + BYTES_WIDE + x.n <= s.n; i += BYTES_WIDE) {
        bytes_wide hits = bytes_equal(bytes_load(s.p + i) | fold, (unsigned char)first);
        for (unsigned k = bytes_any(hits) ? bytes_first(hits) : BYTES_WIDE; k < BYTES_WIDE; k++)
            if (hits[k] && str_eq_nocase(str_sub(s, i + k, x.n), x))
                return i + k;
    }
    for (; i + x.n <= s.n; i++)
        if (lower(s.p[i]) == first && str_eq_nocase(str_sub(s, i, x.n), x))
            return i;
    return STR_NPOS;
}

size_t str_chr(struct str s, char c)
{
    const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
    return hit ? (size_t)(hit - s.p) : STR_NPOS;
}

size_t str_rchr(struct str s, char c)
{
    const char *hit = s.n ? memrchr(s.p, c, s.n) : NULL;
    return hit ? (size_t)(hit - s.p) : STR_NPOS;
}

struct str str_cut(struct str *s, char c)
{
    struct str all = *s;
    size_t at = str_chr(all, c);
    if (at == STR_NPOS) {
        *s = STR_NONE;
        return all;
    }
    *s = str_from_pos(all, at + 1);
    return str_sub(all, 0, at);
}

bool str_to_u64(struct str s, uint64_t max, uint64_t *ret_value)
{
    uint64_t value = 0;
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        uint64_t digit = (uint64_t)(s.p[i] - '0');
        if (digit > max || value > (max - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *ret_value = value;
    return true;
}

uint64_t str_hash_quick(struct str s)
{
    uint64_t h = s.n * 0x9e3779b97f4a7c15u, word;
    size_t i = 0;
    for (; i + 8 <= s.n; i += 8) {
        memcpy(&word, s.p + i, 8);
        h = (h ^ word) * 0xd6e8feb86659fd93u;
        h ^= h >> 32;
    }
    for (word = 0; i < s.n; i++)
        word = word << 8 | (unsigned char)s.p[i];
    h = (h ^ word) * 0xd6e8feb86659fd93u;
    return h ^ (h >> 32);
}

uint64_t str_hash(struct str s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    return h ^ (h >> 32);
}
