/* url_host.c - the host part of a URL in its one spelling.
 *
 * After the WHATWG host parser. Names that are not ASCII are lower-cased and normalised by libpsl (Unicode tables), then encoded as
 * punycode here (RFC 3492): forty lines, and every .ไทย name works without one more library. Not done: the validity rules of UTS 46
 * (a wrong name simply does not resolve).
 * SPDX-License-Identifier: MIT
 */
#include "url_host.h"

#include <arpa/inet.h>
#include <libpsl.h>
#include <stdlib.h>

enum { PUNY_BASE = 36, PUNY_TMIN = 1, PUNY_TMAX = 26, PUNY_SKEW = 38, PUNY_DAMP = 700, PUNY_BIAS = 72, PUNY_FIRST = 128 };

/* The letters of a name as it usually stands in a link; '_' occurs in the wild. */
static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

/* WHATWG forbidden domain code points, without the letters above. */
static bool is_forbidden(unsigned char c)
{
    return c <= 0x20 || c == 0x7f || strchr("#/:<>?@[\\]^|%\"`{}", c) != NULL;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static size_t decode_percent(struct str s, char *ret_bytes, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < size; i++) {
        char c = s.p[i];
        if (c == '%' && i + 2 < s.n && hex_value(s.p[i + 1]) >= 0 && hex_value(s.p[i + 2]) >= 0) {
            c = (char)(hex_value(s.p[i + 1]) * 16 + hex_value(s.p[i + 2]));
            i += 2;
        }
        ret_bytes[n++] = c;
    }
    return n;
}

/* --- IPv4 and IPv6 ------------------------------------------------------------------------------------------------------------ */

static bool is_number(struct str label)
{
    if (label.n >= 2 && label.p[0] == '0' && (label.p[1] == 'x' || label.p[1] == 'X')) {
        for (size_t i = 2; i < label.n; i++)
            if (hex_value(label.p[i]) < 0)
                return false;
        return true;
    }
    for (size_t i = 0; i < label.n; i++)
        if (label.p[i] < '0' || label.p[i] > '9')
            return false;
    return label.n > 0;
}

static bool number_value(struct str label, uint64_t *ret_value)
{
    unsigned base = 10;
    size_t i = 0;
    uint64_t value = 0;
    if (label.n >= 2 && label.p[0] == '0' && (label.p[1] == 'x' || label.p[1] == 'X'))
        base = 16, i = 2;
    else if (label.n >= 2 && label.p[0] == '0')
        base = 8, i = 1;
    for (; i < label.n; i++) {
        unsigned digit = (unsigned)hex_value(label.p[i]);
        if (digit >= base || value > UINT32_MAX)
            return false;
        value = value * base + digit;
    }
    *ret_value = value;
    return value <= UINT32_MAX;
}

/* The last label is a number, so the whole is an IPv4 address or nothing (WHATWG "ends in a number"). */
static bool add_ipv4(struct str host, struct buf *out)
{
    uint64_t parts[4];
    size_t n = 0;
    struct str rest = host;
    while (rest.p) {
        struct str label = str_cut(&rest, '.');
        if (n == 4 || !is_number(label) || !number_value(label, &parts[n]))
            return false;
        n++;
    }
    uint64_t address = parts[n - 1];
    if (n < 4 ? address >> (8 * (5 - n)) : address > 255)
        return false;
    for (size_t i = 0; i + 1 < n; i++) {
        if (parts[i] > 255)
            return false;
        address |= parts[i] << (8 * (3 - i));
    }
    return buf_addf(out, "%u.%u.%u.%u", (unsigned)(address >> 24), (unsigned)(address >> 16 & 255), (unsigned)(address >> 8 & 255),
                    (unsigned)(address & 255));
}

static bool add_ipv6(struct str inside, struct buf *out)
{
    char text[INET6_ADDRSTRLEN + 1];
    struct in6_addr address;
    if (inside.n >= sizeof text)
        return false;
    memcpy(text, inside.p, inside.n);
    text[inside.n] = '\0';
    if (inet_pton(AF_INET6, text, &address) != 1 || !inet_ntop(AF_INET6, &address, text, sizeof text))
        return false;
    return buf_addf(out, "[%s]", text);
}

bool url_host_is_address(struct str host)
{
    if (host.n == 0 || host.p[0] == '[')
        return host.n > 0;
    size_t dot = str_rchr(host, '.');
    return is_number(dot == STR_NPOS ? host : str_from_pos(host, dot + 1));
}

/* --- punycode (RFC 3492 6.3) --------------------------------------------------------------------------------------------------- */

static size_t decode_utf8(struct str s, uint32_t *ret_points, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i];
        size_t length = c < 0x80 ? 1 : (c & 0xe0) == 0xc0 ? 2 : (c & 0xf0) == 0xe0 ? 3 : (c & 0xf8) == 0xf0 ? 4 : 0;
        if (length == 0 || i + length > s.n || n == max)
            return 0;
        uint32_t point = length == 1 ? c : c & (0xffu >> (length + 1));
        for (size_t k = 1; k < length; k++) {
            if (((unsigned char)s.p[i + k] & 0xc0) != 0x80)
                return 0;
            point = point << 6 | ((unsigned char)s.p[i + k] & 0x3f);
        }
        ret_points[n++] = point;
        i += length;
    }
    return n;
}

static uint32_t adapt(uint32_t delta, uint32_t n_points, bool is_first)
{
    uint32_t k = 0;
    delta = is_first ? delta / PUNY_DAMP : delta / 2;
    delta += delta / n_points;
    for (; delta > (PUNY_BASE - PUNY_TMIN) * PUNY_TMAX / 2; k += PUNY_BASE)
        delta /= PUNY_BASE - PUNY_TMIN;
    return k + (PUNY_BASE - PUNY_TMIN + 1) * delta / (delta + PUNY_SKEW);
}

static void add_delta(uint32_t delta, uint32_t bias, struct buf *out)
{
    for (uint32_t k = PUNY_BASE;; k += PUNY_BASE) {
        uint32_t t = k <= bias ? PUNY_TMIN : k >= bias + PUNY_TMAX ? PUNY_TMAX : k - bias;
        uint32_t digit = delta < t ? delta : t + (delta - t) % (PUNY_BASE - t);
        (void)buf_add_char(out, (char)(digit < 26 ? 'a' + digit : '0' + digit - 26));
        if (delta < t)
            return;
        delta = (delta - t) / (PUNY_BASE - t);
    }
}

static bool add_punycode(struct str label, struct buf *out)
{
    uint32_t points[URL_LABEL_BYTES];
    size_t n = decode_utf8(label, points, URL_LABEL_BYTES);
    uint32_t n_points = (uint32_t)n, done = 0, next = PUNY_FIRST, delta = 0, bias = PUNY_BIAS;
    if (n == 0)
        return false;
    (void)buf_add_c(out, "xn--");
    for (size_t i = 0; i < n; i++)
        if (points[i] < PUNY_FIRST) {
            (void)buf_add_char(out, (char)points[i]);
            done++;
        }
    uint32_t n_basic = done;
    if (n_basic > 0)
        (void)buf_add_char(out, '-');
    while (done < n_points) {
        uint32_t smallest = UINT32_MAX;
        for (size_t i = 0; i < n; i++)
            if (points[i] >= next && points[i] < smallest)
                smallest = points[i];
        if (smallest > 0x10ffff)
            return false;
        delta += (smallest - next) * (done + 1); /* at most 63 x 0x10ffff: no overflow */
        next = smallest;
        for (size_t i = 0; i < n; i++) {
            if (points[i] < next)
                delta++;
            if (points[i] != next)
                continue;
            add_delta(delta, bias, out);
            bias = adapt(delta, done + 1, done == n_basic);
            delta = 0;
            done++;
        }
        delta++;
        next++;
    }
    return true;
}

/* --- names --------------------------------------------------------------------------------------------------------------------- */

/* After NFKC: what became a capital ASCII letter is lowered, and the ideographic full stop separates labels too (UTS 46). */
static void finish_mapping(char *name)
{
    static const char stop[] = "\xe3\x80\x82";
    for (char *at = name; at && *at; at++)
        *at = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
    for (char *at = name; at && (at = strstr(at, stop)) != NULL;) {
        *at = '.';
        memmove(at + 1, at + 3, strlen(at + 3) + 1);
    }
}

static bool add_idn(struct str host, struct buf *out)
{
    char *copy = malloc(host.n + 1), *lower = NULL;
    if (!copy)
        return false;
    memcpy(copy, host.p, host.n);
    copy[host.n] = '\0';
    bool ok = psl_str_to_utf8lower(copy, "utf-8", NULL, &lower) == PSL_SUCCESS && lower != NULL;
    finish_mapping(lower);
    struct str rest = str_from(ok ? lower : NULL);
    while (ok && rest.p) {
        struct str label = str_cut(&rest, '.');
        bool is_ascii = true;
        for (size_t i = 0; i < label.n; i++) {
            unsigned char c = (unsigned char)label.p[i];
            is_ascii = is_ascii && c < 0x80;
            ok = ok && (c >= 0x80 || !is_forbidden(c));
        }
        ok = ok && (is_ascii ? buf_add_str(out, label) : add_punycode(label, out)) && (!rest.p || buf_add_char(out, '.'));
    }
    psl_free_string(lower);
    free(copy);
    return ok;
}

static bool add_name(struct str host, struct buf *out)
{
    char text[4 * URL_HOST_BYTES];
    bool is_ascii = true;
    size_t n = decode_percent(host, text, sizeof text);
    if (n == sizeof text)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (text[i] >= 'A' && text[i] <= 'Z')
            text[i] = (char)(text[i] - 'A' + 'a');
        is_ascii = is_ascii && (unsigned char)text[i] < 0x80;
        if ((unsigned char)text[i] < 0x80 && is_forbidden((unsigned char)text[i]))
            return false;
    }
    struct str name = {text, n};
    return is_ascii ? buf_add_str(out, name) : add_idn(name, out);
}

bool url_host_canonical(struct str host, struct buf *out)
{
    size_t start = out->n, i = 0;
    bool ok;
    if (host.n == 0)
        return false;
    if (host.p[0] == '[')
        return host.p[host.n - 1] == ']' && add_ipv6(str_sub(host, 1, host.n - 2), out);
    while (i < host.n && is_plain(host.p[i]))
        i++;
    ok = i == host.n ? buf_add_str(out, host) : add_name(host, out);
    if (ok && out->n > start && out->p[out->n - 1] == '.')
        out->p[--out->n] = '\0';
    struct str name = str_from_pos(buf_str(out), start);
    /* an empty label cannot be resolved (RFC 1035 3.1) */
    ok = ok && name.n > 0 && name.n <= URL_HOST_BYTES && name.p[0] != '.' && name.p[name.n - 1] != '.' && str_find_c(name, "..") == STR_NPOS;
    if (ok && url_host_is_address(name)) {
        char copy[URL_HOST_BYTES];
        memcpy(copy, name.p, name.n);
        struct str spelled = {copy, name.n};
        out->n = start;
        ok = add_ipv4(spelled, out);
    }
    if (!ok && out->p) {
        out->n = start;
        out->p[start] = '\0';
    }
    return ok;
}
