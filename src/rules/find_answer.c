/* find_answer.c - does this page stand in place of the one asked for (answers.h)?
 * SPDX-License-Identifier: MIT
 */
#include "rules/answers.h"
#include "rules/finder.h"
#include "text/utf8.h"

enum { MAX_ADDRESSES = 200, FEW_LINKS = 12 }; /* a page with more links is a page of the site, whatever stands on it */

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
    return rule ? rule->fault : FAULT_NONE;
}
