/* claims.h - the page a judgement begins at when no site does: what a person says, one link a document, "this is the item".
 *
 * The word weighs as much as a clear label on a site, and says nothing of year or content: the links have no text.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_CLAIMS_H
#define OIT_ASSESS_CLAIMS_H

#include "rules/findings.h"

struct claims {
    uint16_t item;
    struct link_fact *links;
    struct naming *namings;
    uint32_t n_links, n_namings;
};

struct claims claims_begin(uint16_t item, size_t max_links, struct arena *arena);
/* A link to url, which must live as long as the page. says_item false: the person leads there, and does not say that all of it is the item. */
void claims_add(struct claims *claims, struct str url, bool says_item);
struct findings claims_page(const struct claims *claims, struct str page_url); /* its arrays are those of claims */

#endif
