/* str.h - borrowed views of bytes.
 *
 * A str does not own its bytes and is not NUL-terminated: it dies with its owner. Text from outside is always a str, never a C
 * string. (p == NULL, n == 0) is the absent value, (p != NULL, n == 0) the empty one.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_BASE_STR_H
#define OIT_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *p;
    size_t n;
};

#define STR_NONE ((struct str){NULL, 0})
#define STR_LIT(literal) ((struct str){(literal), sizeof(literal) - 1})

/* For printf's "%.*s": STR_ARG(s). Cut at INT_MAX. */
#define STR_ARG(s) (int)((s).n > 0x7fffffff ? 0x7fffffff : (s).n), ((s).p ? (s).p : "")

/* The short ones stand here so that the length of a literal is known when they are compiled. */
static inline struct str str_from(const char *c_string) /* NULL gives STR_NONE */
{
    return c_string ? (struct str){c_string, strlen(c_string)} : STR_NONE;
}
static inline bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
static inline bool str_eq_c(struct str a, const char *c_string)
{
    return str_eq(a, str_from(c_string));
}
bool str_eq_nocase(struct str a, struct str b); /* ASCII case only */
bool str_eq_nocase_c(struct str a, const char *c_string);
static inline bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}
static inline bool str_starts_c(struct str s, const char *prefix)
{
    return str_starts(s, str_from(prefix));
}
bool str_starts_nocase_c(struct str s, const char *prefix);
bool str_ends_c(struct str s, const char *suffix);
bool str_ends_nocase_c(struct str s, const char *suffix);
int str_cmp(struct str a, struct str b);          /* byte order, shorter first; absent before empty is not told apart */
static inline struct str str_sub(struct str s, size_t from, size_t n) /* clamped */
{
    if (from > s.n)
        from = s.n;
    if (n > s.n - from)
        n = s.n - from;
    return (struct str){s.p ? s.p + from : NULL, n};
}
static inline struct str str_from_pos(struct str s, size_t from)
{
    return str_sub(s, from, SIZE_MAX);
}
struct str str_trim(struct str s);                /* ASCII white space at both ends */
#define STR_NPOS SIZE_MAX
size_t str_find(struct str s, struct str needle);  /* first place or STR_NPOS */
size_t str_find_c(struct str s, const char *needle);
size_t str_find_nocase_c(struct str s, const char *needle);
size_t str_chr(struct str s, char c);
size_t str_rchr(struct str s, char c);
/* Cuts *s at the first c: returns what stands before it and moves *s behind it; without c returns all and *s becomes STR_NONE. */
struct str str_cut(struct str *s, char c);
/* Decimal digits only, no sign; false on anything else or above max. */
bool str_to_u64(struct str s, uint64_t max, uint64_t *ret_value);
uint64_t str_hash_quick(struct str s); /* for tables in memory only: eight bytes at a time */
uint64_t str_hash(struct str s); /* FNV-1a 64 with a final mix; stable over versions: it is stored */

#endif
