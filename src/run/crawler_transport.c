/* crawler_transport.c - what the way to the site tells about it: certificates with holes, hosts that could not be verified, names that lead inside.
 *
 * Said of the agency's own hosts only: of others nobody who reads the report can change anything.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_parts.h"

#include <stdio.h>
#include <string.h>

#include "fetch/guard.h"

static bool is_own(const struct crawler *c, struct str url)
{
    return str_eq(url, c->input->start) || scope_of(c->scope, url) == SCOPE_OWN;
}

static struct str site_of(const struct crawler *c, const struct url_parts *parts)
{
    return arena_printf(c->arena, "%.*s/", STR_ARG(parts->origin));
}

static void note_chain(struct crawler *c, const struct fetch_answer *answer, const struct url_parts *parts)
{
    const char *host = arena_text(c->arena, parts->host), *where = answer->chain_url[0] ? answer->chain_url : "-";
    struct str named = arena_printf(c->arena, "'%s' (%s)", answer->chain_missing, where);
    const char *const th[] = {host, where, NULL}, *const en[] = {host, arena_text(c->arena, named), NULL};
    crawler_notice(c, &(struct notice){.code = "tls-incomplete-chain", .says = MSG_TLS_CHAIN, .advice = MSG_TLS_CHAIN_ADVICE, .args = th, .args_en = en,
                                       .url = site_of(c, parts)});
}

static void note_unverified(struct crawler *c, const struct fetch_answer *answer, const struct url_parts *parts)
{
    const char *host = arena_text(c->arena, parts->host);
    const char *advice_th = oit_fault_advice_th(answer->tls_fault), *advice_en = oit_fault_advice_en(answer->tls_fault);
    const char *const th[] = {host, oit_fault_th(answer->tls_fault), advice_th ? advice_th : "", NULL};
    const char *const en[] = {host, oit_fault_en(answer->tls_fault), advice_en ? advice_en : "", NULL};
    crawler_notice(c, &(struct notice){.code = "tls-unverified", .is_warning = true, .says = MSG_TLS_UNVERIFIED, .advice = MSG_TLS_UNVERIFIED_ADVICE,
                                       .args = th, .args_en = en, .url = site_of(c, parts)});
}

static bool is_given(const struct crawler *c, const struct url_parts *parts)
{
    char entry[300];
    (void)snprintf(entry, sizeof entry, "%.*s:%u:", STR_ARG(parts->host), parts->port);
    for (size_t i = 0; i < c->options->n_resolve; i++)
        if (str_starts_nocase_c(str_from(c->options->resolve[i]), entry))
            return true;
    return false;
}

/* Split-horizon DNS: inside its own network the agency's name may lead to another server than for the public. */
static void note_inside(struct crawler *c, const struct fetch_answer *answer, const struct url_parts *parts)
{
    bool is_address, is_literal;
    bool is_public = guard_text_is_public(str_from(answer->ip), &is_address);
    (void)guard_text_is_public(parts->host, &is_literal);
    if (c->options->proxy || !is_address || is_public || is_literal || is_given(c, parts))
        return;
    const char *const args[] = {arena_text(c->arena, parts->host), answer->ip, NULL};
    crawler_notice(c, &(struct notice){.code = "inside-view", .says = MSG_INSIDE_VIEW, .advice = MSG_INSIDE_VIEW_ADVICE, .args = args,
                                       .url = site_of(c, parts)});
}

static void note_refused(struct crawler *c, const struct url_parts *parts)
{
    bool is_literal;
    (void)guard_text_is_public(parts->host, &is_literal);
    if (is_literal)
        return;
    struct str entry = arena_printf(c->arena, "%.*s:%u:ADDRESS", STR_ARG(parts->host), parts->port);
    const char *const args[] = {arena_text(c->arena, parts->host), arena_text(c->arena, entry), NULL};
    crawler_notice(c, &(struct notice){.code = "inside-refused", .says = MSG_INSIDE_REFUSED, .advice = MSG_INSIDE_REFUSED_ADVICE, .args = args,
                                       .url = site_of(c, parts)});
}

void crawler_note_answer(struct crawler *c, const struct fetch_answer *answer)
{
    struct url_parts parts;
    struct str url = answer->final_url;
    bool is_interesting = answer->has_broken_chain || answer->is_unverified || answer->fault == FAULT_REFUSED_ADDRESS || !c->is_start_done;
    if (!is_interesting || !url_split(url, &parts))
        return;
    bool is_ours = is_own(c, url) || (!c->is_start_done && answer->fault == FAULT_NONE);
    if (answer->has_broken_chain && is_ours)
        note_chain(c, answer, &parts);
    if (answer->is_unverified && answer->fault != FAULT_NONE && oit_fault_family(answer->fault) == FAULT_TLS)
        return; /* not even so */
    if (answer->is_unverified)
        note_unverified(c, answer, &parts);
    if (!c->is_start_done && answer->fault == FAULT_NONE)
        note_inside(c, answer, &parts);
    if (answer->fault == FAULT_REFUSED_ADDRESS && scope_of(c->scope, url) != SCOPE_FOREIGN)
        note_refused(c, &parts);
}

/* What the owner can do something about, once for all pages that it kept from us. What may be over in a minute is no finding. */
void crawler_note_fault(struct crawler *c, struct str url, enum oit_fault fault)
{
    char scratch[16];
    bool is_lasting = oit_fault_family(fault) == FAULT_TLS || fault == FAULT_CHALLENGE || fault == FAULT_BLOCKED || fault == FAULT_MAINTENANCE ||
                      fault == FAULT_HOSTING_PAGE || fault == FAULT_PARKED_DOMAIN || fault == FAULT_SITE_ERROR;
    if (!is_lasting || scope_of(c->scope, url) == SCOPE_FOREIGN)
        return;
    const char *const th[] = {oit_fault_th(fault), oit_fault_advice_th(fault), NULL}, *const en[] = {oit_fault_en(fault), oit_fault_advice_en(fault), NULL};
    crawler_notice(c, &(struct notice){.code = oit_fault_name(fault, 0, scratch), .says = MSG_FAULT_NOTICE, .advice = MSG_FAULT_NOTICE_ADVICE, .args = th,
                                       .args_en = en, .url = url});
}
