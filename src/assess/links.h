/* links.h - one item judged by the links an agency entered for it, and by nothing else: the pages themselves and what they directly link.
 *
 * There is one judge (as in files.h): the pages stand on a site of their own, behind a start page whose links claim that each of them is the item. An entered page
 * that lists many items claims nothing as a whole; only what it links or says under the item's name counts. Menus and frames around an entered page are not
 * what it shows: whoever enters any page of a site would else have entered all of it.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_LINKS_H
#define OIT_ASSESS_LINKS_H

#include "assess/assess.h"

struct links_page {
    struct str url, final_url;       /* canonical; final_url absent: the same */
    bool is_landing;                 /* entered, or where the explanation's path ends; else linked by one of these */
    bool is_external;                /* not on the agency's own hosts */
    int http_status;
    enum oit_fault fault;
    uint32_t modified_day;           /* Last-Modified as 20240421; 0: unknown */
    const struct sha256 *sha256;     /* NULL: nothing came */
    const struct findings *findings; /* NULL: nothing was read */
};

struct links_input {
    const struct scheme *scheme;
    int fiscal_year_be;
    struct clock_date as_of;
    struct str agency_name;
    uint16_t item;
    const struct links_page *pages; size_t n_pages; /* no two with the same final URL */
    const struct findings *home;     /* what the home page links is its menu elsewhere; NULL: not known */
};

struct links_answer {
    struct oit_item item;            /* verdict, reasons, evidence, candidates: as in a report */
    bool leads_deeper;               /* a page behind the entered ones leads on to what may be the evidence: one click more than was judged */
    struct str *wanted; size_t n_wanted; /* linked by a landing page, perhaps the evidence, and not among the pages: read them and judge again */
};

/* All in arena; findings must live as long. */
void links_assess(const struct links_input *input, struct arena *arena, struct links_answer *ret_answer);

#endif
