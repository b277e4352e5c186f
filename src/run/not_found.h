/* not_found.h - what a site shows for an address that cannot exist, and whether another page is the same: a "soft 404".
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_NOT_FOUND_H
#define OIT_RUN_NOT_FOUND_H

#include "rules/findings.h"

struct not_found_page {
    bool is_known, goes_home;
    uint64_t text_hash, simhash;
    uint32_t n_letters;
    size_t n_shown;
};

/* From the answer to a made-up address that said 200. */
struct not_found_page not_found_of(const struct findings *findings, bool goes_home);
/* goes_home is the caller's to ask; this compares texts. */
bool not_found_fits(const struct not_found_page *page, const struct findings *findings);

/* Where shared storage was asked for a document and a page came: why. */
enum oit_fault share_page_fault(const struct findings *findings);

#endif
