/* page_sign.h - what a page looks like, in 40 bytes: enough to say whether another URL shows the same.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_PAGE_SIGN_H
#define OIT_RUN_PAGE_SIGN_H

#include "rules/findings.h"

struct page_sign {
    uint64_t exact;   /* of title, text and links in the text, in order */
    uint64_t things;  /* of the set of links, names and elements, in any order */
    uint64_t simhash;
    uint32_t n_letters;
    uint16_t n_links; /* in the text */
    bool is_html, is_thin; /* thin: too little on it to tell it from others */
};

enum page_likeness {
    PAGES_DIFFER,
    PAGES_ALIKE,    /* who knows */
    PAGES_REORDERED, /* the same things, as far as one can tell in another order */
    PAGES_EQUAL,
};

/* url: of the page; links that carry its own parameters on count without them. */
struct page_sign page_sign_of(const struct findings *findings, struct str url);
enum page_likeness page_signs_compare(const struct page_sign *a, const struct page_sign *b);

#endif
