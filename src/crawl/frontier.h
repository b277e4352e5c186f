/* frontier.h - the URLs of one run: each known once, the most promising waiting one first.
 *
 * A URL is offered with the promise of the link it was found by; offered again it keeps the better promise while it still waits. Families of
 * URLs (families.h) have a budget, and where one turns out to be a trap its waiting URLs are cut: what is cut is named in the report. How
 * promising a waiting URL is, is looked at again when its turn comes: of a family of which much was read and little came, the rest waits longer.
 *
 * Memory: 80 bytes of entry, the URL, some 24 bytes of table and 8 of heap: about 200 bytes a URL. Labels are kept of promising links only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_CRAWL_FRONTIER_H
#define OIT_CRAWL_FRONTIER_H

#include "base/arena.h"
#include "base/str.h"
#include "crawl/families.h"

#define FRONTIER_NONE UINT32_MAX
enum frontier_state {
    ENTRY_WAITING,
    ENTRY_TAKEN,
    ENTRY_DONE,
    ENTRY_CUT,      /* its family is a trap */
    ENTRY_TOO_DEEP,
    ENTRY_HELD,     /* another spelling of a URL that is on its way: the caller's own business (run/crawler_twins.c) */
};
enum frontier_result { OFFER_NEW, OFFER_KNOWN, OFFER_CUT, OFFER_TOO_DEEP };

struct frontier_entry {
    struct str url;      /* canonical */
    struct str label;    /* of the link it was first found by; absent where it promises nothing */
    uint32_t referrer;   /* entry, or FRONTIER_NONE */
    uint32_t depth;      /* links from the start */
    uint32_t family;     /* families.h */
    uint32_t label_key;  /* hash of its label; 0: none */
    uint32_t sign;       /* the caller's: what its page looks like, +1 */
    uint32_t same_as;    /* the caller's: entry + 1 of which it is another spelling */
    uint16_t priority;   /* 0-1000 */
    uint16_t queued;     /* priority under which it waits now */
    uint8_t promise;     /* 0-100 */
    uint8_t how;         /* enum store_how */
    uint8_t state;       /* enum frontier_state */
    uint16_t marks;      /* the caller's own notes: crawler_parts.h */
    uint8_t n_pages, last_page; /* of the first pages, that link to it; the last of them */
    bool is_foreign : 1; /* one hop: its links are not followed */
    bool is_retried : 1; /* asked again because it seemed dead */
    bool is_named : 1;   /* a link of the agency names an item for it; the caller's own note */
    bool is_menu : 1;    /* stands in a menu: no family sinks it */
    bool is_common : 1;  /* like many others: its family may sink it */
    bool is_tail : 1;    /* stands in an archive, or hangs on what does */
    bool is_tested : 1;  /* the caller's: asked for as it is spelled, whatever was learned */
    bool is_failed : 1;  /* the caller's: nothing was read there */
};

struct frontier;

struct frontier_limits {
    uint32_t max_depth;
    uint32_t max_family; /* URLs of one family */
    uint32_t max_urls;   /* in all; 0: no limit. Beyond it new URLs are cut, whatever they promise */
};

struct frontier *frontier_new(const struct frontier_limits *limits);
void frontier_free(struct frontier *frontier);
/* ret_trap (may be NULL): why, when it is OFFER_CUT; TRAP_NONE: max_urls. */
enum frontier_result frontier_offer(struct frontier *frontier, const struct frontier_entry *entry, uint32_t *ret_index, enum trap *ret_trap);
/* The links of a further page are offered now. What nearly all of the first pages link to is a menu, wherever it stands. */
void frontier_begin_page(struct frontier *frontier);
uint32_t frontier_take(struct frontier *frontier);   /* most promising waiting entry, now ENTRY_TAKEN; FRONTIER_NONE */
bool frontier_claim(struct frontier *frontier, uint32_t index); /* takes this entry out of turn; false when it does not wait */
uint32_t frontier_find(const struct frontier *frontier, struct str url);
/* The first known entry with the same parameters in another order, or but for empty ones; index itself when there is none. */
uint32_t frontier_first_spelling(const struct frontier *frontier, uint32_t index);
struct frontier_entry *frontier_at(struct frontier *frontier, uint32_t index); /* valid until the next offer */
void frontier_put_back(struct frontier *frontier, uint32_t index);
/* Waits, but not in the queue, until frontier_put_back: for an entry that was taken. */
void frontier_set_aside(struct frontier *frontier, uint32_t index);
size_t frontier_size(const struct frontier *frontier);
bool frontier_is_full(const struct frontier *frontier); /* something was cut because of max_urls */
size_t frontier_waiting(const struct frontier *frontier); /* those set aside too */
size_t frontier_queued(const struct frontier *frontier);  /* without them; may count some twice */
size_t frontier_bytes(const struct frontier *frontier);   /* memory held */
struct families *frontier_families(struct frontier *frontier);
/* How far back the family of this entry is put. */
uint16_t frontier_penalty(const struct frontier *frontier, uint32_t index);

/* 0-1000 from what is known before fetching. */
uint16_t frontier_priority(struct str url, uint8_t promise, uint32_t depth, bool is_menu, bool is_document);

#endif
