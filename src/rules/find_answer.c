/* find_answer.c - does this page stand in place of the one asked for (answers.h)?
 * SPDX-License-Identifier: MIT
 */
#include "rules/answers.h"
#include "rules/finder.h"
#include "text/utf8.h"
#include "url/url.h"

enum {
    MAX_ADDRESSES = 200,
    FEW_LINKS = 12, /* a page with more links is a page of the site, whatever stands on it */
    OWN_PAGES = 3,  /* who leads to so many pages of the site besides its start knows the site */
};

/* Who asks for a human, blocks, suspends or sells stands before the site and does not know its menu. The site's own software does: errors and maintenance come
 * in its template as well. */
static bool stands_before_site(enum oit_fault fault)
{
    return fault == FAULT_CHALLENGE || fault == FAULT_BLOCKED || fault == FAULT_HOSTING_PAGE || fault == FAULT_PARKED_DOMAIN;
}

static bool knows_the_site(const struct document *doc)
{
    struct url_parts own, parts;
    struct str seen[OWN_PAGES];
    size_t n = 0;
    for (size_t i = 0; i < doc->n_links && n < OWN_PAGES && url_split(doc->url, &own); i++) {
        const struct doc_link *link = &doc->links[i];
        bool is_page = link->target == TARGET_URL && link->via == VIA_A && url_split(link->url, &parts) && str_eq(parts.origin, own.origin) &&
                       !str_eq_c(parts.path, "/") && !str_starts_c(parts.path, "/cdn-cgi/");
        for (size_t k = 0; k < n && is_page; k++)
            is_page = !str_eq(parts.path, seen[k]);
        if (is_page)
            seen[n++] = parts.path;
    }
    return n == OWN_PAGES;
}

enum oit_fault find_answer(struct finder *f, int status)
{
    const struct document *doc = f->doc;
    const struct answers *answers = f->scheme->answers;
    struct str text = {(const char *)f->norm.tight.p, f->norm.tight.n}, addresses[MAX_ADDRESSES];
    size_t n = 0;
    if (!answers || answers->n_rules == 0 || text.n > answers->most || doc->n_links > FEW_LINKS)
        return FAULT_NONE;
    for (size_t i = 0; i < doc->n_contacts && n < MAX_ADDRESSES; i++)
        if (doc->contacts[i].kind == CONTACT_WIDGET)
            addresses[n++] = doc->contacts[i].text;
    for (size_t i = 0; i < doc->n_forms && n < MAX_ADDRESSES; i++)
        if (doc->forms[i].action.n)
            addresses[n++] = doc->forms[i].action;
    for (size_t i = 0; i < doc->n_links && n < MAX_ADDRESSES; i++)
        if (doc->links[i].url.n)
            addresses[n++] = doc->links[i].url;
    struct norm title = {0};
    norm_make(&title, utf8_prefix(doc->title, NAMING_BYTES), NORM_TIGHT);
    struct answer_page page = {.status = status, .title = {(const char *)title.tight.p, title.tight.n}, .text = text, .addresses = addresses, .n_addresses = n};
    const struct answer_rule *rule = answers_find(answers, &page);
    norm_done(&title);
    if (!rule || (status < 400 && stands_before_site(rule->fault) && knows_the_site(doc)))
        return FAULT_NONE;
    return rule->fault;
}
