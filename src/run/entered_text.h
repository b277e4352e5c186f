/* entered_text.h - what officers write into the two columns of ITAS, read: addresses in every spelling, and click paths in words.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_ENTERED_TEXT_H
#define OIT_RUN_ENTERED_TEXT_H

#include "base/arena.h"
#include "base/limits.h"
#include "doc/document.h"

struct entered_address {
    const char *typed; /* as it stands in the cell */
    const char *url;   /* canonical; NULL: no web address */
};

/* The addresses of a cell: one a line, or several between spaces, commas and other words; file names with blanks are kept whole; without scheme too
 * ("www.agency.go.th/a.pdf"). The same page twice is one. At most LIMIT_ENTERED_URLS. In arena. */
size_t entered_addresses(struct str cell, struct arena *arena, struct entered_address *ret_addresses);

/* Are two canonical URLs one page in two spellings: http or https, with www or without, a trailing slash, parameters in another order? */
bool entered_same_page(struct str a, struct str b);
/* The start page of a site in any spelling: also /index.html and the like. */
bool entered_is_home(struct str url, struct str home);
/* The other spellings of an address under which a crawl may have kept it, itself first. At most ENTERED_SPELLINGS, in arena. */
enum { ENTERED_SPELLINGS = 8 };
size_t entered_spellings(struct str url, struct arena *arena, struct str *ret_urls);

/* One way in words: "หน้าหลัก → ข้อมูลหน่วยงาน → โครงสร้าง" without the home page at its beginning. */
struct entered_way {
    struct str steps[LIMIT_ENTERED_STEPS];
    size_t n;
};
enum { ENTERED_WAYS = 8 };
/* The ways that an explanation tells, each a line or a return to the home page; words that tell none give none. Views into explanation. */
size_t entered_ways(struct str explanation, struct entered_way *ret_ways);
/* Does it say anything? "หน้าหลัก →", "-" and blanks do not. */
bool entered_explains(struct str explanation);

/* Where a step leads on a page: the link whose label is, begins with, or contains it. LEADS_NOWHERE: nothing of that name stands there; LEADS_HERE: it
 * does, and opens on the same page (a drop-down menu, a tab). */
enum entered_step { LEADS_NOWHERE, LEADS_HERE, LEADS_ON };
enum entered_step entered_follow(const struct document *page, struct str step, struct str *ret_url);

/* What a reader sees of a page or document, as a hash: the text and links of its main part, without what changes at each call (counters and clocks in short
 * lines). Hex, in arena; NULL: nothing to see. */
const char *entered_fingerprint(const struct document *doc, struct arena *arena);

#endif
