/* guard.c - may this address be connected to?
 * SPDX-License-Identifier: MIT
 */
#include "guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>

/* What is not of the public internet (IANA IPv4 special-purpose registry, multicast, former class E). */
static const struct {
    uint8_t net[4];
    unsigned bits;
} SPECIAL_V4[] = {
    {{0, 0, 0, 0}, 8},       /* "this network"; Linux takes 0.0.0.0 for itself */
    {{10, 0, 0, 0}, 8},      /* private */
    {{100, 64, 0, 0}, 10},   /* carrier NAT */
    {{127, 0, 0, 0}, 8},     /* loopback */
    {{169, 254, 0, 0}, 16},  /* link-local, cloud metadata */
    {{172, 16, 0, 0}, 12},   /* private */
    {{192, 0, 0, 0}, 24},    /* IETF protocol assignments */
    {{192, 0, 2, 0}, 24},    /* documentation */
    {{192, 88, 99, 0}, 24},  /* former 6to4 relays */
    {{192, 168, 0, 0}, 16},  /* private */
    {{198, 18, 0, 0}, 15},   /* benchmarks */
    {{198, 51, 100, 0}, 24}, /* documentation */
    {{203, 0, 113, 0}, 24},  /* documentation */
    {{224, 0, 0, 0}, 4},     /* multicast */
    {{240, 0, 0, 0}, 4},     /* reserved, broadcast */
};

static bool has_prefix(const uint8_t *address, const uint8_t *net, unsigned bits)
{
    unsigned whole = bits / 8, rest = bits % 8;
    if (memcmp(address, net, whole) != 0)
        return false;
    return rest == 0 || ((address[whole] ^ net[whole]) >> (8 - rest)) == 0;
}

static bool is_public_v4(const uint8_t a[static 4])
{
    for (size_t i = 0; i < sizeof SPECIAL_V4 / sizeof *SPECIAL_V4; i++)
        if (has_prefix(a, SPECIAL_V4[i].net, SPECIAL_V4[i].bits))
            return false;
    return true;
}

static bool is_public_v6(const uint8_t a[static 16])
{
    static const uint8_t global[16] = {0x20}, ietf[16] = {0x20, 0x01}, documentation[16] = {0x20, 0x01, 0x0d, 0xb8},
                         documentation2[16] = {0x3f, 0xff}, six_to_four[16] = {0x20, 0x02},
                         isatap_private[4] = {0, 0, 0x5e, 0xfe}, isatap_global[4] = {2, 0, 0x5e, 0xfe};
    /* Global unicast is 2000::/3; all others (::, ::1, mapped, compatible, 64:ff9b::, fc00::/7, fe80::/10, fec0::/10, ff00::/8 ...) are special. */
    if (!has_prefix(a, global, 3))
        return false;
    if (has_prefix(a, ietf, 23) || has_prefix(a, documentation, 32) || has_prefix(a, documentation2, 20))
        return false; /* 2001::/23 holds Teredo, ORCHID and benchmarks */
    if (has_prefix(a, six_to_four, 16))
        return false;
    if (memcmp(a + 8, isatap_private, 4) == 0 || memcmp(a + 8, isatap_global, 4) == 0)
        return is_public_v4(a + 12);
    return true;
}

bool guard_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        uint8_t bytes[4];
        memcpy(&v4, address, sizeof v4);
        memcpy(bytes, &v4.sin_addr, sizeof bytes);
        return is_public_v4(bytes);
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof v6);
        static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
        /* A mapped address is an IPv4 connection; no honest resolver gives one, so it is not let through at all. */
        if (memcmp(v6.sin6_addr.s6_addr, mapped, sizeof mapped) == 0)
            return false;
        return is_public_v6(v6.sin6_addr.s6_addr);
    }
    return false;
}

bool guard_text_is_public(struct str text, bool *ret_is_address)
{
    char copy[INET6_ADDRSTRLEN + 1];
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    if (text.n >= 2 && text.p[0] == '[' && text.p[text.n - 1] == ']')
        text = str_sub(text, 1, text.n - 2);
    *ret_is_address = false;
    if (text.n >= sizeof copy)
        return true;
    if (text.n)
        memcpy(copy, text.p, text.n);
    copy[text.n] = '\0';
    if (inet_pton(AF_INET, copy, &v4.sin_addr) == 1) {
        *ret_is_address = true;
        return guard_is_public((const struct sockaddr *)&v4);
    }
    if (inet_pton(AF_INET6, copy, &v6.sin6_addr) == 1) {
        *ret_is_address = true;
        return guard_is_public((const struct sockaddr *)&v6);
    }
    return true;
}

/* The bad ports of the Fetch standard (fetch.spec.whatwg.org, "port blocking"), in order. */
static const uint16_t BAD_PORTS[] = {
    0,   1,   7,   9,   11,  13,  15,  17,  19,  20,  21,  22,  23,  25,  37,  42,   43,   53,   69,   77,   79,   87,   95,   101,  102,  103,  104,  109,   110,
    111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512,  513,  514,  515,  526,  530,  531,  532,  540,  548,  554,  556,  563,   587,
    601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
};

bool guard_port_is_for_web(uint16_t port)
{
    for (size_t i = 0; i < sizeof BAD_PORTS / sizeof *BAD_PORTS; i++)
        if (BAD_PORTS[i] == port)
            return false;
    return true;
}

bool guard_name_is_inside(struct str host)
{
    static const char *const suffixes[] = {".localhost", ".local", ".internal", ".home.arpa"};
    if (host.n > 0 && host.p[host.n - 1] == '.')
        host.n--;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (str_ends_c(host, suffixes[i]) || str_eq_c(host, suffixes[i] + 1))
            return true;
    return str_chr(host, '.') == STR_NPOS && str_chr(host, ':') == STR_NPOS;
}
