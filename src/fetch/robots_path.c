/* robots_path.c - see robots_path.h.
 * SPDX-License-Identifier: MIT
 */
#include "robots_path.h"

#include <string.h>

static int hex_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool is_unreserved(unsigned c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c > 0 && c < 128 && strchr("-._~", (int)c));
}

/* Octets that part a URL: escaped they are something else, but in a query '/' and '?' part nothing. */
static bool is_delimiter(unsigned c)
{
    return c > 0 && c < 128 && strchr("/?&=+;#%", (int)c);
}

/* The octet at *i and whether it was an escape; *i moves behind it. */
static unsigned next_octet(struct str text, size_t *i, bool *ret_is_escape)
{
    unsigned c = (unsigned char)text.p[(*i)++];
    *ret_is_escape = c == '%' && *i + 1 < text.n && hex_value(text.p[*i]) >= 0 && hex_value(text.p[*i + 1]) >= 0;
    if (*ret_is_escape) {
        c = (unsigned)(hex_value(text.p[*i]) * 16 + hex_value(text.p[*i + 1]));
        *i += 2;
    }
    return c;
}

size_t robots_path_of_rule(struct str text, uint16_t *out)
{
    size_t n = 0;
    bool is_escape;
    if (text.n && text.p[0] != '/' && text.p[0] != '*')
        out[n++] = '/';
    for (size_t i = 0; i < text.n;) {
        unsigned c = next_octet(text, &i, &is_escape);
        if (!is_escape && c == '*') {
            if (n == 0 || out[n - 1] != OCTET_STAR) /* "**" says no more than "*" */
                out[n++] = OCTET_STAR;
        } else if (!is_escape && c == '$' && i == text.n) {
            out[n++] = OCTET_END;
        } else {
            bool is_other = (is_escape && is_delimiter(c)) || c == '%'; /* a '%' that begins no escape is %25 */
            out[n++] = (uint16_t)(c | (is_other ? OCTET_IS_ESCAPED : 0));
        }
    }
    return n;
}

size_t robots_path_of_url(struct str text, uint16_t *out)
{
    size_t n = 0;
    bool is_escape, in_query = false;
    for (size_t i = 0; i < text.n;) {
        unsigned c = next_octet(text, &i, &is_escape);
        bool is_other = (is_escape && is_delimiter(c)) || c == '%';
        out[n++] = (uint16_t)(c | (is_other ? OCTET_IS_ESCAPED : 0) | (in_query ? OCTET_IN_QUERY : 0));
        in_query = in_query || (c == '?' && !is_escape);
    }
    return n;
}

uint32_t robots_path_octets(const uint16_t *rule, size_t n)
{
    uint32_t octets = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned c = rule[i] & OCTET_MASK;
        bool is_special = rule[i] & (OCTET_STAR | OCTET_END);
        bool is_plain = is_special || is_unreserved(c) || (c > ' ' && c < 127 && strchr("/?&=+;:@!$'(),*[]#", (int)c) && !(rule[i] & OCTET_IS_ESCAPED));
        octets += is_plain ? 1 : 3;
    }
    return octets;
}

static bool is_same(uint16_t rule, uint16_t url)
{
    unsigned c = url & OCTET_MASK;
    if ((rule & OCTET_MASK) != c || (rule & (OCTET_STAR | OCTET_END)))
        return false;
    bool is_alike = (rule & OCTET_IS_ESCAPED) == (url & OCTET_IS_ESCAPED);
    return is_alike || ((url & OCTET_IN_QUERY) && (c == '/' || c == '?'));
}

/* Only the last '*' has to be tried again: what stood before it is matched as early as can be. */
bool robots_path_fits(const uint16_t *rule, size_t n_rule, const uint16_t *url, size_t n_url, uint64_t *budget)
{
    bool to_the_end = n_rule > 0 && rule[n_rule - 1] == OCTET_END, has_star = false;
    size_t n = n_rule - (to_the_end ? 1 : 0), at = 0, i = 0, star = 0, again = 0;
    for (;;) {
        if (*budget == 0)
            return true;
        (*budget)--;
        if (at == n && (!to_the_end || i == n_url))
            return true;
        if (at < n && rule[at] == OCTET_STAR) {
            has_star = true;
            star = ++at;
            again = i;
        } else if (at < n && i < n_url && is_same(rule[at], url[i])) {
            at++;
            i++;
        } else if (has_star && again < n_url) {
            at = star;
            i = ++again;
        } else {
            return false;
        }
    }
}
