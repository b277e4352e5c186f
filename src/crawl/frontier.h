/* frontier.h - the URLs of one run: each known once, the most promising waiting one first.
 *
 * A URL is offered with the promise of the link it was found by; offered again it keeps the better promise while it still waits. Families of
 * URLs (the same path with other numbers, the same parameters with other values) have a budget, so that a calendar or an endless parameter
 * cannot eat the run: what is cut is named in the report.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_CRAWL_FRONTIER_H
#define OIT_CRAWL_FRONTIER_H

#include "base/arena.h"
#include "base/str.h"

#define FRONTIER_NONE UINT32_MAX
enum frontier_state { ENTRY_WAITING, ENTRY_TAKEN, ENTRY_DONE, ENTRY_CUT, ENTRY_TOO_DEEP };
enum frontier_result { OFFER_NEW, OFFER_KNOWN, OFFER_CUT, OFFER_TOO_DEEP };

struct frontier_entry {
    struct str url;     /* canonical */
    struct str label;   /* of the link it was first found by */
    uint32_t referrer;  /* entry, or FRONTIER_NONE */
    uint32_t depth;     /* links from the start */
    uint16_t priority;  /* 0-1000 */
    uint8_t promise;    /* 0-100 */
    uint8_t how;        /* enum store_how */
    enum frontier_state state;
    bool is_foreign;    /* one hop: its links are not followed */
    bool is_retried;    /* asked again because it seemed dead */
    bool is_named;      /* a link of the agency names an item for it; the caller's own note */
    uint16_t marks;     /* the caller's own notes: crawler_parts.h */
};

struct frontier;

struct frontier_limits {
    uint32_t max_depth;
    uint32_t max_family; /* URLs of one family */
    uint32_t max_urls;   /* in all; 0: no limit. Beyond it new URLs are cut, whatever they promise */
};

struct frontier *frontier_new(const struct frontier_limits *limits);
void frontier_free(struct frontier *frontier);
enum frontier_result frontier_offer(struct frontier *frontier, const struct frontier_entry *entry, uint32_t *ret_index);
uint32_t frontier_take(struct frontier *frontier);   /* most promising waiting entry, now ENTRY_TAKEN; FRONTIER_NONE */
bool frontier_claim(struct frontier *frontier, uint32_t index); /* takes this entry out of turn; false when it does not wait */
uint32_t frontier_find(const struct frontier *frontier, struct str url);
struct frontier_entry *frontier_at(struct frontier *frontier, uint32_t index); /* valid until the next offer */
void frontier_put_back(struct frontier *frontier, uint32_t index);
size_t frontier_size(const struct frontier *frontier);
bool frontier_is_full(const struct frontier *frontier); /* something was cut because of max_urls */
size_t frontier_waiting(const struct frontier *frontier);
/* Names of families that were cut, e.g. "/calendar?date=*" (in the arena of the frontier). */
size_t frontier_cut_families(const struct frontier *frontier, const char *const **ret_names);

/* 0-1000 from what is known before fetching. */
uint16_t frontier_priority(struct str url, uint8_t promise, uint32_t depth, bool is_menu, bool is_document);

#endif
