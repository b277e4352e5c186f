/* not_found.c - pages that stand in the place of what was asked for.
 * SPDX-License-Identifier: MIT
 */
#include "run/not_found.h"

#include "url/url.h"

enum {
    SOFT_404_BITS = 3,      /* similarity hashes this close are the same page */
    SOFT_404_LETTERS = 3000, /* a long page is content, whatever it resembles */
};

static unsigned bits_apart(uint64_t a, uint64_t b)
{
    unsigned n = 0;
    for (uint64_t x = a ^ b; x; x &= x - 1)
        n++;
    return n;
}

/* Pictures and documents that a page shows, or links to in its text: what the frame around them says is not all there is. */
static size_t count_shown(const struct findings *findings)
{
    size_t n = findings->n_big_images;
    for (size_t i = 0; i < findings->n_links; i++) {
        const struct link_fact *link = &findings->links[i];
        n += link->target == TARGET_URL && link->zone == ZONE_MAIN && (doc_via_is_embedded(link->via) || url_is_document(link->url));
    }
    return n;
}

struct not_found_page not_found_of(const struct findings *findings, bool goes_home)
{
    return (struct not_found_page){.is_known = true,
                                   .goes_home = goes_home,
                                   .text_hash = findings->text_hash,
                                   .simhash = findings->simhash,
                                   .n_letters = findings->n_letters,
                                   .n_shown = count_shown(findings)};
}

bool not_found_fits(const struct not_found_page *page, const struct findings *findings)
{
    bool is_unfilled = findings->is_shell || findings->is_cut; /* before their scripts have run all pages look the same */
    if (!page->is_known || page->goes_home || findings->kind != DOC_HTML || is_unfilled)
        return false;
    if (findings->n_letters > SOFT_404_LETTERS || page->n_letters == 0 || count_shown(findings) > page->n_shown)
        return false;
    return findings->text_hash == page->text_hash ||
           (bits_apart(findings->simhash, page->simhash) <= SOFT_404_BITS && findings->n_letters < page->n_letters * 2 + 40);
}

/* The earlier sentence counts: a not-found page has a "sign in" in its corner too. */
enum oit_fault share_page_fault(const struct findings *findings)
{
    if (findings->has_password || findings->fault == FAULT_LOGIN)
        return FAULT_LOGIN;
    if (findings->fault != FAULT_NONE)
        return findings->fault;
    for (size_t i = 0; i < findings->n_vocabulary; i++) {
        if (findings->vocabulary[i].id == VOCAB_SOFT_404)
            return FAULT_SOFT_404;
        if (findings->vocabulary[i].id == VOCAB_LOGIN)
            return FAULT_LOGIN;
    }
    return findings->is_shell ? FAULT_SCRIPT_MADE : FAULT_BLOCKED;
}
