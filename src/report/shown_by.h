/* shown_by.h - which addresses together show what an item asks for: what an officer can enter in ITAS as it stands.
 *
 * An item may need several documents (a plan and its progress, three parts of one duty): whoever enters the best one alone loses points, because assessors open
 * the entered links and nothing else.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_SHOWN_BY_H
#define OIT_REPORT_SHOWN_BY_H

#include "oitcheck/report.h"

enum { SHOWN_BY_MAX = 5 /* addresses: more than these nobody copies, and an assessor opens unwillingly */ };

struct shown_by {
    const char *url;
    const struct oit_evidence *evidence; /* whose click path leads there; NULL: none is known */
    size_t n_path;                       /* how much of that path */
    bool is_hub;                         /* the page that links the documents: in place of them, or beside one that does not say its year itself */
};

/* Best first: the best evidence, then what holds the other elements, required ones first. Where that is more than SHOWN_BY_MAX, the one page that links all
 * of them, if there is one. 0: there is no evidence. */
size_t shown_by(const struct oit_item *item, struct shown_by ret_links[static SHOWN_BY_MAX]);

#endif
