/* page_sign.c - what a page looks like.
 *
 * Two pages are equal when their text, title and the links in their text are. A sorted list has the same links, names and title, but another text. The links of a page under "?print=1" often carry "print=1" on: parameters that the
 * page's own URL has are not looked at, nor is the host.
 * SPDX-License-Identifier: MIT
 */
#include "page_sign.h"

#include "url/url.h"

enum {
    CONTROLS = 4,        /* so many links of a page to itself are buttons, more are a list */
    DOCUMENT_LETTERS = 200,
    THIN_LETTERS = 40,   /* "ไม่พบข้อมูล" */
    LIST_LINKS = 4,      /* a list of so many equal links may be sorted otherwise */
    LIST_BITS = 16, LIST_PERCENT = 3,
    COUNTER_BITS = 3, COUNTER_LETTERS = 4, /* Thai digits count as letters */
    NEAR_BITS = 6,
};

static uint64_t mix(uint64_t h)
{
    h = (h ^ h >> 31) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 29;
}

static bool has_parameter(struct str query, struct str parameter)
{
    while (query.n > 0)
        if (str_eq(str_cut(&query, '&'), parameter))
            return true;
    return false;
}

static uint64_t hash_link(struct str url, struct str own_query)
{
    struct url_parts parts;
    if (!url_split(url, &parts))
        return str_hash_quick(url);
    uint64_t h = str_hash_quick(parts.path);
    uint64_t sum = 0;
    while (parts.query.n > 0) {
        struct str parameter = str_cut(&parts.query, '&');
        if (parameter.n && !has_parameter(own_query, parameter))
            sum += mix(str_hash_quick(parameter));
    }
    return mix(h + sum);
}

static size_t count_parameters(struct str query)
{
    size_t n = 0;
    while (query.n > 0)
        n += str_cut(&query, '&').n > 0;
    return n;
}

/* The page itself with some more of its parameters, or some less: "print", "English", "back". */
static bool is_of_itself(struct str url, const struct url_parts *own)
{
    struct url_parts parts;
    if (!url_split(url, &parts) || !str_eq(parts.path, own->path))
        return false;
    size_t n_own = count_parameters(own->query), n = count_parameters(parts.query), n_same = 0;
    struct str query = parts.query;
    while (query.n > 0)
        n_same += has_parameter(own->query, str_cut(&query, '&'));
    return n_same == n_own || n_same == n;
}

static bool is_content_link(const struct link_fact *link)
{
    return link->zone == ZONE_MAIN && link->target == TARGET_URL;
}

struct page_sign page_sign_of(const struct findings *findings, struct str url)
{
    struct page_sign sign = {.simhash = findings->simhash, .n_letters = findings->n_letters, .is_html = findings->kind == DOC_HTML};
    struct url_parts own = {0};
    (void)url_split(url, &own);
    if (!sign.is_html) {
        sign.exact = mix(findings->text_hash + findings->n_pages) | 1;
        sign.is_thin = findings->n_letters < DOCUMENT_LETTERS; /* scans */
        return sign;
    }
    uint64_t self = 0;
    uint64_t exact = mix(findings->text_hash) ^ mix(str_hash_quick(findings->title)), things = findings->n_big_images;
    size_t n = 0, n_self = 0;
    for (size_t i = 0; i < findings->n_links; i++) {
        if (!is_content_link(&findings->links[i]))
            continue;
        uint64_t h = hash_link(findings->links[i].url, own.query);
        if (is_of_itself(findings->links[i].url, &own)) {
            self += h;
            n_self++;
            continue;
        }
        exact = mix(exact ^ h);
        things += h;
        n++;
    }
    for (size_t i = 0; i < findings->n_namings; i++)
        things += mix(str_hash_quick(findings->namings[i].text) + 3);
    for (size_t i = 0; i < findings->n_elements; i++)
        things += mix(findings->elements[i].block_hash + findings->elements[i].element);
    if (n_self > CONTROLS) { /* a list of its own entries */
        exact = mix(exact ^ self);
        things += self;
    }
    sign.exact = exact | 1;
    sign.things = mix(things + str_hash_quick(findings->title));
    sign.n_links = (uint16_t)(n < UINT16_MAX ? n : UINT16_MAX);
    sign.is_thin = findings->is_shell || findings->n_letters < THIN_LETTERS;
    return sign;
}

static unsigned bits_apart(uint64_t a, uint64_t b)
{
    unsigned n = 0;
    for (uint64_t x = a ^ b; x; x &= x - 1)
        n++;
    return n;
}

enum page_likeness page_signs_compare(const struct page_sign *a, const struct page_sign *b)
{
    if (a->is_html != b->is_html)
        return PAGES_DIFFER;
    if (a->exact == b->exact)
        return a->is_thin ? PAGES_ALIKE : PAGES_EQUAL;
    if (!a->is_html)
        return a->is_thin && b->is_thin ? PAGES_ALIKE : PAGES_DIFFER;
    uint32_t more = a->n_letters > b->n_letters ? a->n_letters : b->n_letters, less = a->n_letters + b->n_letters - more;
    unsigned bits = bits_apart(a->simhash, b->simhash);
    if (a->things == b->things) {
        bool is_sorted = a->n_links >= LIST_LINKS && bits <= LIST_BITS && (more - less) * 100 <= more * LIST_PERCENT;
        bool is_counter = bits <= COUNTER_BITS && more - less <= COUNTER_LETTERS;
        if (is_sorted && !a->is_thin)
            return PAGES_REORDERED;
        return is_counter || is_sorted ? PAGES_ALIKE : PAGES_DIFFER;
    }
    return bits <= NEAR_BITS && a->n_links == b->n_links && (more - less) * 100 <= more * LIST_PERCENT ? PAGES_ALIKE : PAGES_DIFFER;
}
