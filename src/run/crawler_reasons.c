/* crawler_reasons.c - what kept a page from us, told by its own words: the body of a refusal goes to a worker, which tells a challenge, a wall, a login or a
 * closed site from a bare 403; and of pages with 200 the rules say which are none (rules/answers.h).
 *
 * A refusal is stored at once under its status ("http-403"), as if nobody looked at its body; what the worker says replaces that. Nothing in such a body is
 * evidence and none of its links is followed. 404 and 410 are what they are, whatever stands on them.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_parts.h"

#include "base/limits.h"
#include "base/mem.h"

static bool may_say_why(const struct fetch_answer *answer)
{
    static const int statuses[] = {401, 402, 403, 405, 406, 409, 418, 429, 451};
    bool is_one = answer->http_status >= 500 && answer->http_status < 600;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        is_one = is_one || answer->http_status == statuses[i];
    return is_one && answer->fault == FAULT_HTTP && answer->body && answer->body->n > 0 && answer->body->n <= LIMIT_REFUSAL_BYTES;
}

void crawler_ask_why(struct crawler *c, uint32_t index, struct fetch_answer *answer)
{
    if (!may_say_why(answer) || frontier_at(c->frontier, index)->how == HOW_PROBE || crawler_is_shared(c, index))
        return;
    crawler_submit(c, index, answer)->is_refusal = true;
}

bool crawler_why_result(struct crawler *c, const struct pending *p, struct str packed)
{
    struct page_result result = {0};
    struct findings findings = {0};
    if (!p->is_refusal)
        return false;
    arena_clear(&c->scratch);
    bool is_known = page_result_unpack(packed, &result) && result.findings.n &&
                    findings_unpack_for(c->input->scheme, result.findings, &c->scratch, &findings) && findings.kind == DOC_HTML;
    bool is_asked_again = frontier_at(c->frontier, p->entry)->state != ENTRY_DONE;
    if (!is_known || findings.fault == FAULT_NONE || is_asked_again)
        return true;
    crawler_rename_fault(c, p->entry, findings.fault, p->http_status);
    if (p->entry == c->start_entry && !c->outcome->start_was_read)
        crawler_start_failed(c, findings.fault, p->http_status);
    return true;
}

bool crawler_is_no_page(enum oit_fault fault)
{
    return fault == FAULT_CHALLENGE || fault == FAULT_BLOCKED || fault == FAULT_HOSTING_PAGE || fault == FAULT_PARKED_DOMAIN;
}

/* The answer was 200 and no page of the site: as a start page it leads nowhere, and a site that goes on so has not been read. */
void crawler_note_page(struct crawler *c, uint32_t index, int http_status, enum oit_fault fault)
{
    bool is_elsewhere = crawler_is_no_page(fault);
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    if (is_elsewhere && index == c->start_entry)
        crawler_start_failed(c, fault, http_status);
    if (is_elsewhere && !entry->is_foreign)
        c->n_own_failed++;
    if (!entry->is_foreign)
        crawler_note_fault(c, entry->url, fault);
}
