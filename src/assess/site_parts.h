/* site_parts.h - how a site keeps little of each page: URLs as numbers, links packed, blocks counted. For the site's own files only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_SITE_PARTS_H
#define OIT_ASSESS_SITE_PARTS_H

#include "site.h"

enum {
    BOILERPLATE_PERCENT = 30,
    SITE_CLAIM = CLASSIFY_CLAIM, /* below this a naming is no claim and contradicts none (collect.c, judge.c) */
};

/* site_urls.c: every URL that is a page, a redirect or a link's target once, with a number of its own. */
uint32_t site_url_number(struct site *site, struct str url); /* known ever after; absent URLs are PAGE_NONE */
uint32_t site_url_find(const struct site *site, uint64_t hash); /* number, or PAGE_NONE; hash: str_hash_quick */
uint64_t site_url_hash(const struct site *site, uint32_t number);
/* The page behind it, once the site is sealed; PAGE_NONE. The first page that says so keeps it. */
uint32_t site_url_page(const struct site *site, uint32_t number);
void site_url_set_page(struct site *site, uint32_t number, uint32_t page);
void site_urls_done(struct site *site);

/* site_links.c: a page's links, a few bytes each; menus of many pages once. */
struct site_link {
    uint32_t url;     /* number */
    bool is_click;    /* a person can click it */
    bool is_open;     /* could lead anywhere: it names no subject, and stands in a menu or promises an index */
    bool is_door;     /* promises an index, or stands without a name below one */
    bool is_asked;    /* a script of the page asks for it when the page is shown */
    bool is_inner;    /* unnamed, in the main zone: can inherit a claim */
    bool is_mute;     /* of an inner one: link_fact */
    uint8_t via;      /* of an inner one: enum doc_via */
    uint32_t block;   /* of an inner one */
};
enum { SITE_RECENT_URLS = 64 }; /* a place among them takes one byte */
struct site_recent { /* the URLs a page has linked to, the newest so many */
    uint32_t urls[SITE_RECENT_URLS], last;
    uint8_t flags[SITE_RECENT_URLS], last_flags; /* how the newest link to each was made: what says the same again is not written */
    size_t n;
};
struct site_link_writer { /* links of one page, in order; begins zeroed, ends with site_links_end */
    struct site_link run[64]; /* not yet written: outside the text, so perhaps of a menu */
    size_t n_run;
    struct site_recent recent;
    uint32_t last_block;
};
void site_links_add(struct site *site, struct site_link_writer *writer, const struct site_link *link, bool is_in_text);
struct str site_links_end(struct site *site, struct site_link_writer *writer); /* in the site's arena */

struct site_link_reader {
    const struct site *site;
    struct str rest, outer; /* outer: behind the menu that is being read */
    struct site_recent recent, run; /* of the page, of that menu */
    bool is_in_run;
    uint32_t last_block;
};
static inline struct site_link_reader site_links_of(const struct site *site, const struct site_page *page)
{
    return (struct site_link_reader){.site = site, .rest = page->links};
}
bool site_links_next(struct site_link_reader *reader, struct site_link *ret_link);
void site_links_done(struct site *site);

/* site_blocks.c: what stands on how many pages. Exact for sites of ordinary size; of a large one, blocks of a single page are forgotten now and then. */
void site_count(struct site *site, uint64_t key, uint32_t page);
void site_count_text(struct site *site, uint64_t block_hash, enum doc_zone zone, uint32_t page);
bool site_is_repeated(const struct site *site, uint64_t key, size_t percent);
bool site_is_first_menu(struct site *site, uint64_t key); /* a menu entry is met for the first time */
void site_blocks_seal(struct site *site); /* keeps what repeats, frees the rest */
void site_blocks_done(struct site *site);
uint64_t site_key_of_target(uint64_t url_hash);
uint64_t site_key_of_frame(struct str url);
uint64_t site_key_of_main(struct str url);
uint64_t site_key_of_row(const struct site_row *row);

#endif
