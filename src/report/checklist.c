/* checklist.c - what all forms of the checklist share: order, owners, heads.
 * SPDX-License-Identifier: MIT
 */
#include "checklist.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

const char *checklist_owner(const struct checklist *c, const struct checklist_item *item)
{
    return item->owner && *item->owner ? item->owner : msg_in(c->language, MSG_CHECKLIST_NO_OWNER);
}

static size_t first_of_owner(const struct checklist *c, size_t item)
{
    for (size_t i = 0; i < item; i++)
        if (strcmp(checklist_owner(c, &c->items[i]), checklist_owner(c, &c->items[item])) == 0)
            return i;
    return item;
}

void checklist_arrange(const struct checklist *c, enum checklist_order order, size_t **ret_order)
{
    size_t *arranged = mem_alloc((c->n_items + 1) * sizeof *arranged), n = 0;
    for (size_t first = 0; first < c->n_items; first++) {
        if (order == CHECKLIST_BY_ITEM) {
            arranged[n++] = first;
            continue;
        }
        for (size_t i = first; first_of_owner(c, first) == first && i < c->n_items; i++)
            if (first_of_owner(c, i) == first)
                arranged[n++] = i;
    }
    *ret_order = arranged;
}

bool checklist_begins_owner(const struct checklist *c, enum checklist_order order, const size_t *arranged, size_t at)
{
    return order == CHECKLIST_BY_OWNER &&
           (at == 0 || strcmp(checklist_owner(c, &c->items[arranged[at]]), checklist_owner(c, &c->items[arranged[at - 1]])) != 0);
}

void checklist_title(const struct checklist *c, struct buf *out)
{
    msg_add(out, c->language, MSG_CHECKLIST_TITLE, MSG_ARGS(c->score_name, c->year));
}

void checklist_scheme(const struct checklist *c, struct buf *out)
{
    char n[32];
    (void)snprintf(n, sizeof n, "%zu", c->n_items);
    msg_add(out, c->language, c->is_confirmed ? MSG_CHECKLIST_SCHEME : MSG_CHECKLIST_SCHEME_UNCONFIRMED, MSG_ARGS(c->scheme, n, c->revision, c->year));
}
