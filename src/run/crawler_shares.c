/* crawler_shares.c - documents in shared storage: asked for by the service's own download form, once, and stored under the link the agency published.
 *
 * Such a service answers 200 to everything: a login page, "request access", "in the owner's trash", "too many downloads", "too large to be scanned,
 * download anyway?". Where a document was asked for and a page came, the page is never the evidence: it says why there is none, or leads on once.
 *
 * A link to storage mostly stands without words ("คลิก") on the page that names the item. So those of pages that name one are kept and
 * asked for at the end, when all labels of these pages are known: what is asked for does not depend on the order of arrival.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_parts.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "rules/hosting.h"

enum { FOLDER_DEPTH = 3 }; /* "ITA 2567" - a folder for each item - "ไตรมาส 2" */

struct kept_link {
    uint32_t from;
    bool is_named; /* its page names an item itself */
    char *url, *label;
};

struct crawler_shares {
    struct kept_link *kept;
    size_t n_kept, kept_capacity, n_offered;
    size_t n_asked; /* documents of other hosts */
    struct confirmed {
        uint32_t entry;
        char *url;
    } *confirmed; /* "download anyway" */
    size_t n_confirmed, confirmed_capacity;
};

struct crawler_shares *crawler_shares_new(void)
{
    return mem_alloc(sizeof(struct crawler_shares));
}

void crawler_shares_free(struct crawler_shares *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n_kept; i++) {
        free(s->kept[i].url);
        free(s->kept[i].label);
    }
    for (size_t i = 0; i < s->n_confirmed; i++)
        free(s->confirmed[i].url);
    free(s->kept);
    free(s->confirmed);
    free(s);
}

static const struct hosting_share *share_at(const struct crawler *c, struct str url, const struct hosting_form **ret_form)
{
    return hosting_share_of(c->input->scheme->hosting, url, ret_form);
}

/* --- asking ------------------------------------------------------------------------------------------------------------------- */

enum share_way crawler_share_way(struct crawler *c, uint32_t index)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    const struct hosting_form *form;
    const struct hosting_share *share = share_at(c, entry->url, &form);
    if (!share || !entry->is_foreign)
        return SHARE_AS_ANY; /* storage on the agency's own host obeys its robots.txt as every page does */
    if (form->access == HOSTING_CLOSED)
        return SHARE_CLOSED;
    if (c->shares->n_asked >= LIMIT_SHARED_DOCUMENTS)
        return SHARE_CLOSED;
    c->shares->n_asked++;
    return share->obeys_robots ? SHARE_AS_ANY : SHARE_UNASKED;
}

static const char *confirmed_url(const struct crawler *c, uint32_t index)
{
    for (size_t i = 0; i < c->shares->n_confirmed; i++)
        if (c->shares->confirmed[i].entry == index)
            return c->shares->confirmed[i].url;
    return NULL;
}

void crawler_share_address(struct crawler *c, uint32_t index, struct buf *out)
{
    struct str url = frontier_at(c->frontier, index)->url;
    const char *confirmed = confirmed_url(c, index);
    const struct hosting_form *form;
    if (confirmed)
        (void)buf_add_c(out, confirmed);
    else if (!share_at(c, url, &form) || !hosting_address(form, url, out))
        (void)buf_add_str(out, url);
}

/* --- answers ------------------------------------------------------------------------------------------------------------------ */

bool crawler_is_shared(const struct crawler *c, uint32_t index)
{
    const struct hosting_form *form;
    return share_at(c, frontier_at(c->frontier, index)->url, &form) != NULL && form->access != HOSTING_CLOSED;
}

enum oit_fault crawler_share_refusal(const struct crawler *c, uint32_t index, const struct fetch_answer *answer)
{
    const struct hosting_share *share = share_at(c, frontier_at(c->frontier, index)->url, NULL);
    if (answer->is_stopped)
        return hosting_is_login(share, answer->location) ? FAULT_LOGIN : FAULT_EXTERNAL;
    if (hosting_is_login(share, answer->final_url) || (answer->fault == FAULT_HTTP && answer->http_status == 401))
        return FAULT_LOGIN;
    return FAULT_NONE;
}

/* "Too large to be scanned for viruses": the button's address is asked next, under the same entry. */
static bool confirm(struct crawler *c, uint32_t index, const struct hosting_share *share, const struct findings *findings)
{
    if (confirmed_url(c, index))
        return false;
    for (size_t i = 0; i < findings->n_links; i++) {
        if (findings->links[i].target != TARGET_URL || !hosting_confirms(share, findings->links[i].url))
            continue;
        struct crawler_shares *s = c->shares;
        MEM_GROW(s->confirmed, s->n_confirmed, s->confirmed_capacity);
        s->confirmed[s->n_confirmed++] = (struct confirmed){index, mem_text(findings->links[i].url)};
        return true;
    }
    return false;
}

enum oit_fault crawler_share_result(struct crawler *c, const struct pending *p, const struct findings *findings, bool *ret_goes_on)
{
    const struct hosting_form *form;
    const struct hosting_share *share = share_at(c, frontier_at(c->frontier, p->entry)->url, &form);
    *ret_goes_on = false;
    if (!share || form->access != HOSTING_FILE || findings->kind != DOC_HTML || p->file_name)
        return FAULT_NONE; /* a document, or a page where one is right; a page sent as a file is the file */
    *ret_goes_on = confirm(c, p->entry, share, findings);
    return *ret_goes_on ? FAULT_NONE : share_page_fault(findings);
}

/* --- links -------------------------------------------------------------------------------------------------------------------- */

static bool may_be_document(const struct crawler *c, const struct link_fact *link)
{
    const struct hosting_form *form;
    if (link->target != TARGET_URL || link->zone != ZONE_MAIN || link->via == VIA_FORM || link->via == VIA_IMAGE || doc_via_is_rel(link->via))
        return false;
    /* Hundreds of procurement notices link to one central site: only what is shown in the page is its document. */
    return (crawler_is_document(link->url) && doc_via_is_embedded(link->via)) || share_at(c, link->url, &form) != NULL;
}

/* The page says in its title or main heading which item it is about. */
static bool names_item(const struct crawler *c, const struct findings *findings)
{
    for (size_t i = 0; i < findings->n_namings; i++) {
        const struct naming *naming = &findings->namings[i];
        if (naming->link == DOC_NONE && naming->place <= PLACE_HEADING && naming->n_best > 0 && naming->best[0].score >= CLASSIFY_CLAIM &&
            naming->best[0].subject < c->input->scheme->n_items)
            return true;
    }
    return false;
}

void crawler_shares_keep(struct crawler *c, uint32_t from, const struct findings *findings, const struct link_fact *link)
{
    struct crawler_shares *s = c->shares;
    if (s->n_kept >= LIMIT_FRONTIER_URLS / 10 || from == c->start_entry || !may_be_document(c, link))
        return;
    MEM_GROW(s->kept, s->n_kept, s->kept_capacity);
    s->kept[s->n_kept++] = (struct kept_link){from, names_item(c, findings), mem_text(link->url), mem_text(link->label)};
}

bool crawler_shares_offer(struct crawler *c)
{
    struct crawler_shares *s = c->shares;
    size_t before = frontier_waiting(c->frontier);
    for (size_t i = 0; i < s->n_kept && s->n_offered < LIMIT_SHARED_DOCUMENTS; i++) {
        struct kept_link *kept = &s->kept[i];
        if (!kept->url || !(kept->is_named || frontier_at(c->frontier, kept->from)->is_named))
            continue;
        crawler_offer(c, str_from(kept->url), str_from(kept->label), kept->from, FOREIGN_PROMISE, false, HOW_LINK, true);
        s->n_offered++;
        free(kept->url);
        kept->url = NULL;
    }
    return frontier_waiting(c->frontier) > before;
}

static bool is_folder(const struct crawler *c, uint32_t index)
{
    const struct hosting_form *form;
    return share_at(c, frontier_at(c->frontier, index)->url, &form) != NULL && form->access == HOSTING_LIST;
}

void crawler_shares_list(struct crawler *c, uint32_t from, const struct findings *findings)
{
    if (!is_folder(c, from))
        return;
    size_t n = 0, depth = 0;
    for (uint32_t i = from; i != FRONTIER_NONE && depth <= FOLDER_DEPTH && is_folder(c, i); i = frontier_at(c->frontier, i)->referrer)
        depth++;
    for (size_t i = 0; i < findings->n_links && n < LIMIT_LISTED_SHARES; i++) {
        const struct link_fact *link = &findings->links[i];
        const struct hosting_form *inner;
        if (link->target != TARGET_URL || !share_at(c, link->url, &inner) || inner->access == HOSTING_CLOSED ||
            (inner->access == HOSTING_LIST && depth >= FOLDER_DEPTH))
            continue;
        crawler_offer(c, link->url, link->label, from, link->promise > FOREIGN_PROMISE ? link->promise : FOREIGN_PROMISE, false, HOW_LINK, true);
        n++;
    }
}
