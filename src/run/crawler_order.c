/* crawler_order.c - what comes first among links that promise.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_order.h"

enum {
    CLAIM_SCORE = 60,
    FOUND = 3,                           /* documents with the item in their own title: then it is hardly open */
    OWN_LINKS = 48, OWN_LINKS_FOUND = 16,     /* links that name one item by their own words: months, quarters, annexes */
    CONTEXT_LINKS = 12, CONTEXT_LINKS_FOUND = 4, /* the name stands above the list, not on the link */
    PAGER_LINKS = 2, PAGER_DIGITS = 4,
};

static bool is_item(const struct crawler *c, const struct naming *naming)
{
    return naming->n_best > 0 && naming->best[0].subject < c->input->scheme->n_items && naming->best[0].subject < ORDER_ITEMS;
}

bool crawler_order_is_common(struct crawler *c, const struct findings *findings, const struct link_fact *link)
{
    bool is_menu = link->zone == ZONE_MENU || link->zone == ZONE_HEADER; /* one entry, on every page */
    if (is_menu || link->naming >= findings->n_namings || !is_item(c, &findings->namings[link->naming]))
        return false;
    const struct naming *naming = &findings->namings[link->naming];
    struct order_tally *tally = &c->tallies[naming->best[0].subject];
    bool is_own = !naming->is_generic && naming->place != PLACE_LINK_HEADING, is_found = tally->n_found >= FOUND;
    if (is_own)
        return tally->n_own++ >= (is_found ? OWN_LINKS_FOUND : OWN_LINKS);
    return tally->n_context++ >= (is_found ? CONTEXT_LINKS_FOUND : CONTEXT_LINKS);
}

/* A link called by a number: "2", "[3]". */
static bool is_page_number(struct str label)
{
    size_t n_digits = 0;
    for (size_t i = 0; i < label.n; i++) {
        n_digits += label.p[i] >= '0' && label.p[i] <= '9';
        if (!((label.p[i] >= '0' && label.p[i] <= '9') || memchr(" []().", label.p[i], 6)))
            return false;
    }
    return n_digits > 0 && n_digits <= PAGER_DIGITS;
}

bool crawler_order_is_archive(const struct findings *findings)
{
    size_t n = 0;
    for (size_t i = 0; i < findings->n_links && n < PAGER_LINKS; i++) {
        const struct link_fact *link = &findings->links[i];
        n += link->target == TARGET_URL && link->zone == ZONE_MAIN && is_page_number(link->label);
    }
    return n >= PAGER_LINKS;
}

void crawler_order_read(struct crawler *c, const struct findings *findings)
{
    for (size_t i = 0; i < findings->n_namings; i++) {
        const struct naming *naming = &findings->namings[i];
        if (naming->link != DOC_NONE || naming->place > PLACE_TITLE_BLOCK || !is_item(c, naming) || naming->best[0].score < CLAIM_SCORE)
            continue;
        struct order_tally *tally = &c->tallies[naming->best[0].subject];
        tally->n_found++;
        return;
    }
}
