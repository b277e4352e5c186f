/* site.h - everything one run saw, in the form judging needs: pages in canonical order, who links to whom, what repeats on most pages.
 *
 * Filled visit by visit in order of URL (as the store gives them), then sealed: sorted by URL, aliases (redirects) and links resolved, click paths found. A verdict is a
 * function of the sealed site alone, so the order of arrival cannot change it. Findings are not kept whole: of each page only its
 * facts, its link targets (hashes) and the namings that can carry a claim; the element hits of candidates are asked for again
 * through `load` while judging.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_SITE_H
#define OIT_ASSESS_SITE_H

#include "base/arena.h"
#include "rules/findings.h"

#define PAGE_NONE UINT32_MAX

struct site_visit { /* what the store knows of one URL; all borrowed for the call */
    struct str url, final_url, referrer, label, last_modified, sha256_hex;
    struct str redirects; /* URLs on the way, joined by '\n' */
    bool is_start, is_external, from_sitemap;
    int http_status;
    enum oit_fault fault;
    const struct findings *findings; /* NULL when nothing was read */
};

struct site_link {
    uint64_t hash;    /* str_hash of the canonical URL */
    bool is_click;    /* a person can click it */
    bool is_open;     /* could lead anywhere: it names no subject, and stands in a menu or promises an index */
    bool is_door;     /* promises an index, or stands without a name below one */
    bool is_asked;    /* a script of the page asks for it when the page is shown */
};

struct site_page {
    struct str url, final_url, referrer, label, last_modified, sha256_hex, title, file_name, redirects;
    bool is_start, is_external, from_sitemap, was_read; /* was_read: there are findings without a fault that hides content */
    bool is_shell, has_password, has_agency_name, is_html, is_cut, is_blank;
    bool is_turned, is_guide; /* of its own title: findings.h */
    bool is_said_closed;      /* only its words say that it is a login or maintenance page */
    int http_status;
    enum oit_fault fault; /* of the visit, else of the document */
    enum doc_kind kind;
    uint32_t n_letters, n_pages, n_image_pages, n_ocr_pages, n_big_images;
    uint8_t ocr_confidence; /* as in findings.h */
    uint64_t text_hash, simhash;
    struct year_statement year, dates;
    const char *text_source;
    const struct hosting_share *share; /* the link is to shared storage: rules/hosting.h */
    bool is_shared_list;               /* a shared folder: the agency's own list, on another host */
    struct naming *namings; /* those that name a subject; texts copied */
    struct site_target { struct str url; enum doc_target target; enum doc_via via; enum doc_zone zone; } *targets; /* beside namings */
    size_t n_namings;
    struct site_link *links; /* links of the page in order, without those to itself */
    size_t n_links;
    struct site_inner { struct str url; enum doc_via via; uint32_t block; bool is_mute; } *inner; /* unnamed main-zone links: can inherit a claim */
    size_t n_inner;
    bool promises;           /* a promise stands in ZONE_MAIN, and not on most other pages */
    uint64_t promise_keys[4];
    uint8_t n_promises;
    struct site_row {        /* what the page declares: find_rows.c */
        struct row_fact fact; /* texts copied; its links are these: */
        struct str *urls; size_t n_urls;
    } *rows;
    size_t n_rows;
    struct str *main_urls; size_t n_main_urls; /* of a page with rows: where its text leads, whatever the links are called */
    enum index_sign index_sign;
    struct year_statement address_year;
    /* found by site_seal */
    uint32_t clicks;         /* shortest way from the start page; PAGE_NONE: not reachable by clicks */
    uint32_t reached_from;   /* page before it on that way */
    bool is_hub;             /* names several different items: only the part that names an item speaks for it */
    bool is_hub_link;        /* some link to it promises a hub: a menu entry or label that names no subject in particular */
};

struct site {
    struct arena arena;
    const struct scheme *scheme;
    struct site_page *pages;
    size_t n_pages, capacity;
    uint32_t start; /* page index, or PAGE_NONE */
    struct site_slot *slots; /* URL hash -> page, final URLs and redirects too */
    size_t n_slots;
    struct block_count *blocks; /* hash -> number of pages */
    size_t n_blocks, block_capacity, block_used;
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
