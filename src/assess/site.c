/* site.c - everything one run saw, in the form judging needs.
 * SPDX-License-Identifier: MIT
 */
#include "site_parts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "rules/hosting.h"

enum {
    HUB_PROMISE = 50,         /* findings.h: the words of an index */
    DOOR_PROMISE = 45,        /* an index, or an unnamed link below the heading of one */
    MAX_PROMISES = 4,         /* of one page that are told apart */
};

void site_init(struct site *site, const struct scheme *scheme)
{
    *site = (struct site){.scheme = scheme, .start = PAGE_NONE};
    arena_init(&site->arena);
    buf_init(&site->packed, 0);
}

void site_done(struct site *site)
{
    arena_done(&site->arena);
    free(site->pages);
    free(site->redirects);
    site_urls_done(site);
    site_links_done(site);
    site_blocks_done(site);
    *site = (struct site){.start = PAGE_NONE};
}

/* --- adding ------------------------------------------------------------------------------------------------------------------ */

static bool is_click(enum doc_via via)
{
    return via == VIA_A || via == VIA_AREA || via == VIA_SCRIPT || via == VIA_REFRESH || doc_via_is_embedded(via);
}

/* A link that names something that is neither an item nor near one claims nothing; a title that does contradicts. */
static bool is_kept(const struct scheme *scheme, const struct naming *naming)
{
    if (naming->n_best == 0 || naming->best[0].score < SITE_CLAIM || naming->place == PLACE_BODY)
        return false;
    if (naming->link == DOC_NONE)
        return true;
    for (size_t i = 0; i < naming->n_best; i++) {
        uint16_t subject = naming->best[i].subject;
        if (naming->best[i].score >= SITE_CLAIM && (subject < scheme->n_items || scheme->traps[subject - scheme->n_items].near))
            return true;
    }
    return false;
}

/* The same menu entry on every page is one claim: only the first page's copy is kept (visits come in order of URL). */
static bool is_repeated_menu(struct site *site, const struct naming *naming, const struct findings *findings)
{
    if (naming->zone == ZONE_MAIN || naming->link >= findings->n_links)
        return false;
    return !site_is_first_menu(site, str_hash_quick(naming->text) * 31 + str_hash_quick(findings->links[naming->link].url));
}

static struct str copy_text(struct site *site, struct str text)
{
    return text.n ? arena_str(&site->arena, text) : (struct str){text.p ? "" : NULL, 0};
}

/* Thousands of pages state one of a few years, or none. */
static const struct year_statement *keep_year(struct site *site, const struct year_statement *year)
{
    const struct year_statement **slot = &site->years[str_hash_quick((struct str){(const char *)year, sizeof *year}) % SITE_YEARS];
    if (*slot && memcmp(*slot, year, sizeof *year) == 0)
        return *slot;
    struct year_statement *kept = ARENA_NEW(&site->arena, struct year_statement);
    *kept = *year;
    return *slot = kept;
}

/* The end of the page's URL, as a rule, or the same as on the page before (visits come in order of URL): one copy does. */
static struct str file_name_of(struct site *site, const struct site_page *page, struct str name)
{
    if (name.n && page->url.n > name.n && str_eq(str_from_pos(page->url, page->url.n - name.n), name))
        return str_from_pos(page->url, page->url.n - name.n);
    return copy_text(site, name);
}

static struct str title_of(struct site *site, uint32_t index, struct str title)
{
    if (title.n && index > 0 && str_eq(site->pages[index - 1].title, title))
        return site->pages[index - 1].title;
    return copy_text(site, title);
}

/* A page says its title in its head, its heading and its way: one copy does. */
static struct str text_of_page(struct site *site, const struct site_page *page, struct str text)
{
    if (str_eq(text, page->title))
        return page->title;
    if (page->n_namings > 1 && str_eq(text, page->namings[page->n_namings - 2].text))
        return page->namings[page->n_namings - 2].text;
    return arena_str(&site->arena, text);
}

static void copy_namings(struct site *site, uint32_t index, const struct findings *findings)
{
    struct site_page *page = &site->pages[index];
    size_t n = 0;
    uint32_t *kept = mem_alloc((findings->n_namings + 1) * sizeof *kept);
    for (size_t i = 0; i < findings->n_namings; i++)
        if (is_kept(site->scheme, &findings->namings[i]) && !is_repeated_menu(site, &findings->namings[i], findings))
            kept[n++] = (uint32_t)i;
    page->namings = n ? ARENA_ARRAY(&site->arena, struct naming, n) : NULL;
    page->targets = n ? ARENA_ARRAY(&site->arena, struct site_target, n) : NULL;
    for (size_t i = 0; i < n; i++) {
        const struct naming *from = &findings->namings[kept[i]];
        struct naming *to = &page->namings[page->n_namings];
        struct site_target *target = &page->targets[page->n_namings++];
        *to = *from;
        to->text = text_of_page(site, page, from->text);
        *target = (struct site_target){.target = TARGET_OTHER};
        if (from->link < findings->n_links) {
            const struct link_fact *link = &findings->links[from->link];
            *target = (struct site_target){site_url_of(site, site_url_number(site, link->url)), link->target, link->via, link->zone};
        }
    }
    free(kept);
}

/* A link that does not name an item, behind which others could stand: an index by its words, or with no name at all and, so far, promise enough.
 * The index may be a subject of its own in the rules; what its words promise tells it from other subjects that are no item (news, scores). */
static bool may_hold_any(const struct site *site, const struct findings *findings, const struct link_fact *link, bool is_open_unnamed)
{
    bool is_named = link->naming < findings->n_namings;
    bool names_item = is_named && findings->namings[link->naming].n_best > 0 &&
                      findings->namings[link->naming].best[0].subject < site->scheme->n_items;
    return !names_item && is_click(link->via) && (link->promise >= HUB_PROMISE || (!is_named && is_open_unnamed));
}

/* A menu entry ("ข้อมูลหน่วยงาน") or index ("ITA 2567"): behind it could stand any item. A document is no index. */
static bool is_open_link(const struct site *site, const struct findings *findings, const struct link_fact *link)
{
    return may_hold_any(site, findings, link, link->zone == ZONE_MENU && link->promise > 0);
}

/* Behind an index, or a link without a name below one, could stand any item; on another site we do not read on. */
static bool is_door(const struct site *site, const struct findings *findings, const struct link_fact *link)
{
    return may_hold_any(site, findings, link, link->promise >= DOOR_PROMISE);
}

/* It says nothing of itself, so the page that leads to it or shows it speaks for it. What is shown inside the page does so even where the heading above it
 * names something faintly. */
static bool is_nameless(const struct findings *findings, const struct link_fact *link)
{
    if (link->naming == DOC_NONE || link->is_mute)
        return true;
    return doc_via_is_embedded(link->via) && findings->namings[link->naming].best[0].score < CLASSIFY_CLAIM;
}

static void copy_links(struct site *site, struct site_page *page, const struct findings *findings)
{
    struct site_link_writer writer = {.n_run = 0};
    size_t n_inner = 0;
    for (size_t i = 0; i < findings->n_links; i++) {
        const struct link_fact *link = &findings->links[i];
        if (link->target == TARGET_URL && doc_via_is_embedded(link->via))
            site_count(site, site_key_of_frame(link->url), (uint32_t)(page - site->pages));
        if (link->target != TARGET_URL || str_eq(link->url, page->url) || link->via == VIA_IMAGE || doc_via_is_rel(link->via))
            continue;
        bool is_asked = link->via == VIA_ASKED; /* what it answers is shown without a click */
        bool is_inner = link->zone == ZONE_MAIN && is_click(link->via) && is_nameless(findings, link) && n_inner < SITE_INNER_LINKS;
        n_inner += is_inner;
        page->n_links++;
        site_links_add(site, &writer,
                       &(struct site_link){.url = site_url_number(site, link->url),
                                           .is_click = is_click(link->via) || is_asked,
                                           .is_open = !is_asked && is_open_link(site, findings, link),
                                           .is_door = !is_asked && is_door(site, findings, link),
                                           .is_asked = is_asked,
                                           .is_inner = is_inner,
                                           .is_mute = is_inner && link->is_mute,
                                           .via = (uint8_t)link->via,
                                           .block = link->block},
                       link->zone == ZONE_MAIN);
    }
    page->has_inner = n_inner > 0;
    page->links = site_links_end(site, &writer);
}

static void copy_rows(struct site *site, struct site_page *page, const struct findings *findings)
{
    page->index_sign = findings->index_sign;
    page->n_rows = (uint32_t)findings->n_rows;
    if (!findings->n_rows)
        return;
    struct year_statement *address_year = ARENA_NEW(&site->arena, struct year_statement);
    *address_year = findings->address_year;
    page->address_year = address_year;
    page->rows = ARENA_ARRAY(&site->arena, struct site_row, findings->n_rows);
    page->main_urls = ARENA_ARRAY(&site->arena, struct str, findings->n_links);
    for (size_t i = 0; i < findings->n_links; i++) {
        const struct link_fact *link = &findings->links[i];
        if (link->zone == ZONE_MAIN && link->target == TARGET_URL && is_click(link->via))
            page->main_urls[page->n_main_urls++] = site_url_of(site, site_url_number(site, link->url));
    }
    for (size_t i = 0; i < findings->n_rows; i++) {
        struct site_row *row = &page->rows[i];
        row->fact = findings->rows[i];
        row->fact.code = arena_str(&site->arena, row->fact.code);
        row->fact.label = arena_str(&site->arena, row->fact.label);
        row->urls = ARENA_ARRAY(&site->arena, struct str, row->fact.n_links);
        for (uint32_t k = 0; k < row->fact.n_links; k++) {
            const struct link_fact *link = &findings->links[findings->row_links[row->fact.first_link + k]];
            if (link->target == TARGET_URL && is_click(link->via))
                row->urls[row->n_urls++] = site_url_of(site, site_url_number(site, link->url));
        }
    }
}

/* "เว็บไซต์อยู่ระหว่างปรับปรุง" on every page promises nothing of this one. */
static uint64_t promise_key(struct str snippet)
{
    return str_hash_quick(snippet) ^ UINT64_C(0x70726f6d697365);
}

static void copy_findings(struct site *site, uint32_t index, const struct findings *findings)
{
    struct site_page *page = &site->pages[index];
    page->title = title_of(site, index, findings->title);
    page->file_name = file_name_of(site, page, findings->file_name);
    page->kind = findings->kind;
    page->is_html = findings->kind == DOC_HTML;
    page->is_shell = findings->is_shell;
    page->is_cut = findings->is_cut;
    page->has_password = findings->has_password;
    page->has_agency_name = findings->has_agency_name;
    page->is_blank = findings->is_blank;
    page->n_letters = findings->n_letters;
    page->n_pages = findings->n_pages;
    page->n_image_pages = findings->n_image_pages;
    page->n_ocr_pages = findings->n_ocr_pages;
    page->ocr_confidence = findings->ocr_confidence;
    page->n_big_images = findings->n_big_images;
    page->text_hash = findings->text_hash;
    page->year = keep_year(site, &findings->year);
    page->dates = keep_year(site, &findings->dates);
    page->text_source = findings->text_source;
    page->is_said_closed = page->fault == FAULT_NONE && (findings->fault == FAULT_LOGIN || findings->fault == FAULT_MAINTENANCE || findings->fault == FAULT_SITE_ERROR);
    if (page->fault == FAULT_NONE)
        page->fault = findings->fault;
    if (page->fault == FAULT_NONE && findings->is_shell)
        page->fault = FAULT_SCRIPT_MADE;
    page->was_read = page->fault == FAULT_NONE;
    copy_namings(site, index, findings);
    copy_links(site, page, findings);
    for (size_t i = 0; i < findings->n_namings; i++) { /* too weak to claim anything, such a title still tells what the page is not */
        const struct naming *naming = &findings->namings[i];
        bool is_own_title = naming->link == DOC_NONE && naming->place <= PLACE_TITLE_BLOCK && !naming->in_criterion;
        page->is_turned |= is_own_title && naming->is_turned;
        page->is_guide |= is_own_title && naming->is_guide;
    }
    copy_rows(site, page, findings);
    for (size_t i = 0; i < findings->n_vocabulary; i++) {
        const struct vocabulary_hit *hit = &findings->vocabulary[i];
        if (hit->id != VOCAB_PROMISE || hit->zone != ZONE_MAIN || page->n_promises == MAX_PROMISES)
            continue;
        if (!page->promise_keys)
            page->promise_keys = ARENA_ARRAY(&site->arena, uint64_t, MAX_PROMISES);
        page->promise_keys[page->n_promises++] = promise_key(hit->snippet);
    }
    page->promises = page->n_promises > 0;
    if (!(page->was_read || page->is_said_closed) || !page->is_html || page->is_external) /* another site's frame is not ours */
        return;
    site->n_html_read++;
    for (size_t i = 0; i < page->n_namings; i++)
        site_count_text(site, page->namings[i].block_hash, page->namings[i].zone, index);
    for (size_t i = 0; i < page->n_rows; i++)
        site_count(site, site_key_of_row(&page->rows[i]), index);
    for (size_t i = 0; i < page->n_main_urls; i++)
        site_count(site, site_key_of_main(page->main_urls[i]), index);
    for (size_t i = 0; i < findings->n_elements; i++)
        site_count_text(site, findings->elements[i].block_hash, findings->elements[i].zone, index);
    struct site_inner inner[SITE_INNER_LINKS];
    size_t n_inner = site_inner(site, page, inner);
    for (size_t i = 0; i < n_inner; i++)
        site_count(site, site_key_of_target(str_hash_quick(inner[i].url)), index);
    for (size_t i = 0; i < page->n_promises; i++)
        site_count(site, page->promise_keys[i], index);
}

/* URLs that redirected on the way to it, to be found as the page. */
static void keep_redirects(struct site *site, struct site_page *page, struct str redirects)
{
    page->first_redirect = (uint32_t)site->n_redirects;
    while (redirects.n > 0) {
        struct str url = str_cut(&redirects, '\n');
        if (!url.n)
            continue;
        MEM_GROW(site->redirects, site->n_redirects, site->redirect_capacity);
        site->redirects[site->n_redirects++] = site_url_number(site, url);
        page->n_redirects++;
    }
}

void site_add(struct site *site, const struct site_visit *visit)
{
    MEM_GROW(site->pages, site->n_pages, site->capacity);
    uint32_t index = (uint32_t)site->n_pages++;
    struct site_page *page = &site->pages[index];
    *page = (struct site_page){
        .url = site_url_of(site, site_url_number(site, visit->url)),
        .final_url = site_url_of(site, site_url_number(site, visit->final_url.n ? visit->final_url : visit->url)),
        .referrer = site_url_number(site, visit->referrer),
        .label = copy_text(site, visit->label),
        .modified_day = visit->modified_day,
        .is_start = visit->is_start,
        .is_external = visit->is_external,
        .from_sitemap = visit->from_sitemap,
        .http_status = visit->http_status,
        .fault = visit->fault,
        .kind = DOC_OTHER,
        .year = keep_year(site, &(struct year_statement){0}),
        .dates = keep_year(site, &(struct year_statement){0}),
        .clicks = PAGE_NONE,
        .reached_from = PAGE_NONE,
    };
    if (visit->sha256) {
        struct sha256 *sha256 = ARENA_NEW(&site->arena, struct sha256);
        *sha256 = *visit->sha256;
        page->sha256 = sha256;
    }
    keep_redirects(site, page, visit->redirects);
    const struct hosting_form *form = NULL;
    const struct hosting_share *share = hosting_share_of(site->scheme->hosting, page->url, &form);
    page->share = share && !share->is_service && page->is_external ? share : NULL; /* a cloud of the agency's own is its site */
    page->is_shared_list = page->share && form && form->access == HOSTING_LIST;
    if (visit->findings)
        copy_findings(site, index, visit->findings);
}
