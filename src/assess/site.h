/* site.h - everything one run saw, in the form judging needs: pages in canonical order, who links to whom, what repeats on most pages.
 *
 * Filled visit by visit in order of URL (as the store gives them), then sealed: sorted by URL, aliases (redirects) and links resolved, click paths found. A verdict is a
 * function of the sealed site alone, so the order of arrival cannot change it. Findings are not kept whole: of each page only its
 * facts, its links (packed) and the namings that can carry a claim; the element hits of candidates are asked for again
 * through `load` while judging.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_SITE_H
#define OIT_ASSESS_SITE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "rules/findings.h"

#define PAGE_NONE UINT32_MAX

struct site_visit { /* what the store knows of one URL; all borrowed for the call */
    struct str url, final_url, referrer, label;
    uint32_t modified_day;       /* Last-Modified as 20151021; 0: unknown */
    const struct sha256 *sha256; /* of the bytes; NULL: none */
    struct str redirects; /* URLs on the way, joined by '\n' */
    bool is_start, is_external, from_sitemap;
    int http_status;
    enum oit_fault fault;
    const struct findings *findings; /* NULL when nothing was read */
};

enum { SITE_INNER_LINKS = 64 }; /* unnamed links of one page that may inherit a claim */
enum { SITE_YEARS = 64 };
struct site_inner { struct str url; enum doc_via via; uint32_t block; bool is_mute; }; /* unnamed main-zone link */

struct site_page {
    struct str url, final_url, label, title, file_name;
    const struct sha256 *sha256; /* NULL: no content */
    const char *text_source;
    const struct hosting_share *share; /* the link is to shared storage: rules/hosting.h */
    uint64_t text_hash;
    uint64_t *promise_keys;
    struct naming *namings; /* those that name a subject; texts copied */
    struct site_target { struct str url; enum doc_target target; enum doc_via via; enum doc_zone zone; } *targets; /* beside namings */
    struct str links;        /* packed: site_links.c; without those to itself */
    struct site_row {        /* what the page declares: find_rows.c */
        struct row_fact fact; /* texts copied; its links are these: */
        struct str *urls; size_t n_urls;
    } *rows;
    struct str *main_urls;   /* of a page with rows: where its text leads, whatever the links are called */
    const struct year_statement *year, *dates; /* never NULL; pages that state the same share it */
    const struct year_statement *address_year; /* of a page with rows; else NULL */
    uint32_t referrer;       /* site_url_of; PAGE_NONE: none */
    uint32_t n_namings, n_links, n_rows, n_main_urls;
    uint32_t modified_day;   /* as in site_visit */
    uint32_t first_redirect, n_redirects; /* in site->redirects */
    int http_status;
    enum oit_fault fault; /* of the visit, else of the document */
    enum doc_kind kind;
    uint32_t n_letters, n_pages, n_image_pages, n_ocr_pages, n_big_images;
    enum index_sign index_sign;
    /* found by site_seal */
    uint32_t clicks;         /* shortest way from the start page; PAGE_NONE: not reachable by clicks */
    uint32_t reached_from;   /* page before it on that way */
    bool is_hub;             /* names several different items: only the part that names an item speaks for it */
    bool is_hub_link;        /* some link to it promises a hub: a menu entry or label that names no subject in particular */
    bool shows_frame;        /* one of its inner links is shown inside the page */
    /* of the visit and the findings */
    bool is_start, is_external, from_sitemap, was_read; /* was_read: there are findings without a fault that hides content */
    bool is_shell, has_password, has_agency_name, is_html, is_cut, is_blank;
    bool is_turned, is_guide; /* of its own title: findings.h */
    bool is_said_closed;      /* only its words say that it is a login or maintenance page */
    bool is_shared_list;      /* a shared folder: the agency's own list, on another host */
    bool has_inner;           /* perhaps: site_inner tells */
    bool promises;            /* a promise stands in ZONE_MAIN, and not on most other pages */
    uint8_t n_promises, ocr_confidence; /* as in findings.h */
};

struct site {
    struct arena arena;
    const struct scheme *scheme;
    struct site_page *pages;
    size_t n_pages, capacity;
    uint32_t start; /* page index, or PAGE_NONE */
    struct site_urls { struct site_url *items; size_t n, capacity; uint32_t *slots; size_t n_slots; } urls; /* pages, redirects, targets */
    uint32_t *redirects; size_t n_redirects, redirect_capacity; /* URL numbers */
    struct site_runs { struct link_run *items; size_t n, capacity; uint32_t *slots; size_t n_slots; } runs; /* menus */
    struct buf packed; /* links of the page being added */
    const struct year_statement *years[SITE_YEARS]; /* kept last, by hash */
    struct site_blocks { struct block_count *items; size_t capacity, used; } blocks, menus; /* hash -> number of pages; menu entries seen */
    size_t n_html_read;
    uint32_t n_template_images; /* found by site_seal: so many big images stand on most pages */
    bool has_outer_door;     /* found by site_seal: a door of an own page leads where we did not read on */
    uint32_t door_target;    /* page it leads to, or PAGE_NONE: never visited */
    enum oit_fault door_fault; /* why: FAULT_EXTERNAL when the other site was not followed */
    bool is_sealed;
};

void site_init(struct site *site, const struct scheme *scheme);
void site_done(struct site *site);
void site_add(struct site *site, const struct site_visit *visit);
void site_seal(struct site *site);

uint32_t site_find(const struct site *site, struct str url); /* page by asked, redirect or final URL; PAGE_NONE */
struct str site_url_of(const struct site *site, uint32_t number); /* absent for PAGE_NONE */
/* Its unnamed links that could inherit a claim, in order; what stands on most pages is none. Room for SITE_INNER_LINKS. */
size_t site_inner(const struct site *site, const struct site_page *page, struct site_inner *ret_inner);
bool site_links_to(const struct site *site, uint32_t from, uint32_t to); /* by a link a person can click */
/* A block of this hash, in the main zone or beside it (zone), stands on more than 30 % of the own HTML pages read (and on at least 4; on all of two or
 * three), or one that differs only in a counter or clock on more than 60 %. Of documents nothing is: their letterhead is their own. */
bool site_is_boilerplate(const struct site *site, uint64_t block_hash, enum doc_zone zone);
bool site_row_is_menu(const struct site *site, const struct site_row *row); /* it stands, with the same link, on so many pages */
bool site_link_is_menu(const struct site *site, struct str url);            /* in the text of so many pages that declare something */
bool site_is_in_every_frame(const struct site *site, struct str url); /* embedded on so many */
/* URLs from the start page to page, both included; 0 when not reachable. Array in the arena. */
size_t site_click_path(struct site *site, uint32_t page, const char *const **ret_urls);

#endif
