/* shown_by.c - see shown_by.h.
 * SPDX-License-Identifier: MIT
 */
#include "shown_by.h"

#include <string.h>

#include "view.h"

enum { NEEDED_MAX = 64 /* elements of an item, and its evidence */ };

struct needed {
    const char *urls[NEEDED_MAX];
    size_t n;
};

static void need(struct needed *needed, const char *url)
{
    if (!url || !view_is_link(url) || needed->n == NEEDED_MAX)
        return;
    for (size_t i = 0; i < needed->n; i++)
        if (strcmp(needed->urls[i], url) == 0)
            return;
    needed->urls[needed->n++] = url;
}

static const struct oit_evidence *evidence_of(const struct oit_item *item, const char *url)
{
    for (size_t i = 0; i < item->n_evidence; i++)
        if (item->evidence[i].url && strcmp(item->evidence[i].url, url) == 0)
            return &item->evidence[i];
    return NULL;
}

/* The page one click before a document. NULL: the document is reached from no page but the home page, or not by clicks. */
static const char *page_before(const struct oit_evidence *evidence)
{
    return evidence && evidence->n_path > 2 ? evidence->path[evidence->n_path - 2] : NULL;
}

static const char *hub_of(const struct oit_item *item, const struct needed *needed)
{
    const char *hub = page_before(evidence_of(item, needed->urls[0]));
    for (size_t i = 1; hub && i < needed->n; i++) {
        const char *page = page_before(evidence_of(item, needed->urls[i]));
        if (!page || strcmp(page, hub) != 0)
            return NULL;
    }
    return hub && view_is_link(hub) ? hub : NULL;
}

/* Does only the page that links it say of which year it is? Whoever opens the document alone does not see that it is the right one. */
static bool has_borrowed_year(const struct oit_evidence *evidence)
{
    const struct oit_year_match *year = evidence ? &evidence->trace.year : NULL;
    bool is_borrowed = year && year->place && (strcmp(year->place, "label") == 0 || strcmp(year->place, "label-heading") == 0 || strcmp(year->place, "source-page") == 0);
    return is_borrowed && evidence->fiscal_year_be > 0 /* else none is asked for */ && year->fit && strcmp(year->fit, "fits") == 0;
}

size_t shown_by(const struct oit_item *item, struct shown_by ret_links[static SHOWN_BY_MAX])
{
    struct needed needed = {.n = 0};
    if (item->n_evidence == 0)
        return 0;
    need(&needed, item->evidence[0].url);
    for (int is_optional = 0; is_optional < 2; is_optional++)
        for (size_t i = 0; i < item->n_elements; i++)
            if (item->elements[i].state == OIT_ELEMENT_FOUND && item->elements[i].required == !is_optional)
                need(&needed, item->elements[i].url);
    if (needed.n == 0)
        return 0;
    const char *hub = needed.n > SHOWN_BY_MAX ? hub_of(item, &needed) : NULL;
    if (hub) {
        const struct oit_evidence *first = evidence_of(item, needed.urls[0]);
        ret_links[0] = (struct shown_by){hub, first, first->n_path - 1, true};
        return 1;
    }
    size_t n = needed.n < SHOWN_BY_MAX ? needed.n : SHOWN_BY_MAX;
    for (size_t i = 0; i < n; i++) {
        const struct oit_evidence *evidence = evidence_of(item, needed.urls[i]);
        ret_links[i] = (struct shown_by){needed.urls[i], evidence, evidence ? evidence->n_path : 0, false};
    }
    for (size_t i = 0, n_links = n; i < n_links && n < SHOWN_BY_MAX; i++) {
        const char *page = has_borrowed_year(ret_links[i].evidence) ? page_before(ret_links[i].evidence) : NULL;
        for (size_t k = 0; k < n && page; k++)
            page = strcmp(ret_links[k].url, page) == 0 ? NULL : page;
        if (page && view_is_link(page))
            ret_links[n++] = (struct shown_by){page, ret_links[i].evidence, ret_links[i].evidence->n_path - 1, true};
    }
    return n;
}
