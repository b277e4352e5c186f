/* claims.c - see claims.h.
 * SPDX-License-Identifier: MIT
 */
#include "claims.h"

enum { CLAIM = CLASSIFY_CERTAIN };

struct claims claims_begin(uint16_t item, size_t max_links, struct arena *arena)
{
    return (struct claims){.item = item, .links = ARENA_ARRAY(arena, struct link_fact, max_links + 1), .namings = ARENA_ARRAY(arena, struct naming, max_links + 1)};
}

void claims_add(struct claims *claims, struct str url, bool says_item)
{
    uint32_t n = claims->n_links++;
    claims->links[n] = (struct link_fact){.url = url, .via = VIA_A, .target = TARGET_URL, .zone = ZONE_MAIN, .naming = DOC_NONE, .block = n};
    if (!says_item)
        return;
    claims->links[n].promise = CLAIM;
    claims->links[n].naming = claims->n_namings;
    claims->namings[claims->n_namings++] = (struct naming){.place = PLACE_ANCHOR, .zone = ZONE_MAIN, .best = {{claims->item, CLAIM}}, .n_best = 1, .link = n,
                                                           .block_from = n, .block_to = n + 1};
}

struct findings claims_page(const struct claims *claims, struct str page_url)
{
    return (struct findings){.kind = DOC_HTML, .url = page_url, .text_source = "text", .n_blocks = claims->n_links, .namings = claims->namings,
                             .n_namings = claims->n_namings, .links = claims->links, .n_links = claims->n_links};
}
