/* crawler_refusals.c - is it we who are shut out?
 *
 * Five refusals in a row (403, 429, 503, challenge pages) of different URLs of the start host, and no page that could be read between them: then
 * the start page is asked again. Refused now, the host blocks us: the run stops before it makes things worse, and the report says what to ask the
 * hosting for. Still readable, it is a protected folder: the run goes on, and the start page is asked again after twice as many.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_parts.h"

#include <limits.h>
#include <stdio.h>

#include "base/limits.h"
#include "run/blocked.h"

enum { CHECK_PRIORITY = 3000, MINUTE_S = 60 };

/* Neither an entry number (LIMIT_FRONTIER_URLS) nor one of robots_desk's. */
static const uint32_t CHECK = UINT32_MAX - 1;

static bool is_of_start_host(const struct crawler *c, struct str url)
{
    struct url_parts parts, start;
    return url_split(url, &parts) && url_split(c->start_final, &start) && str_eq(parts.host, start.host);
}

/* The host gave what was asked for, whether or not it can be read. */
static bool is_delivered(enum oit_fault fault)
{
    return fault == FAULT_NONE || fault == FAULT_NO_TEXT || fault == FAULT_ENCRYPTED || fault == FAULT_DAMAGED || fault == FAULT_UNSUPPORTED ||
           fault == FAULT_TOO_LARGE || fault == FAULT_PARSER_LIMIT || fault == FAULT_PARSER_CRASH || fault == FAULT_TOOL_MISSING ||
           fault == FAULT_SCRIPT_MADE || fault == FAULT_SCAN_UNREAD;
}

static void check_start_page(struct crawler *c)
{
    c->refusals.is_checking = true;
    fetch_hold(c->fetch, CHECK_PRIORITY);
    fetch_add(c->fetch, &(struct fetch_request){.url = c->start_final, .user = (void *)(uintptr_t)CHECK, .priority = CHECK_PRIORITY, .is_calm = true});
}

void crawler_refusals_see(struct crawler *c, uint32_t index, enum oit_fault fault, int http_status)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    struct crawler_refusals *r = &c->refusals;
    if (entry->is_retried || !is_of_start_host(c, entry->url))
        return;
    if (is_delivered(fault)) {
        r->n_in_row = 0;
        r->limit = LIMIT_REFUSALS_IN_ROW;
        return;
    }
    if (!oit_fault_is_refusal(fault, http_status))
        return;
    r->n_in_row++;
    r->last_fault = fault;
    r->last_status = http_status;
    bool is_over = r->n_in_row >= (r->limit ? r->limit : LIMIT_REFUSALS_IN_ROW);
    if (is_over && !r->is_checking && !r->is_blocked && c->outcome->start_was_read)
        check_start_page(c);
}

static void judge_check(struct crawler *c, enum oit_fault fault, int http_status)
{
    struct crawler_refusals *r = &c->refusals;
    r->is_checking = false;
    fetch_hold(c->fetch, INT_MIN);
    r->is_blocked = oit_fault_is_refusal(fault, http_status);
    r->limit = 2 * (r->n_in_row > LIMIT_REFUSALS_IN_ROW ? r->n_in_row : LIMIT_REFUSALS_IN_ROW);
}

bool crawler_refusals_answer(struct crawler *c, struct fetch_answer *answer)
{
    if ((uintptr_t)answer->user != CHECK)
        return false;
    if (answer->fault == FAULT_NONE && answer->http_status == 200)
        (void)crawler_submit(c, CHECK, answer); /* a challenge is a page too: the workers tell */
    else
        judge_check(c, answer->fault, answer->http_status);
    return true;
}

bool crawler_refusals_result(struct crawler *c, const struct pending *p, enum oit_fault fault)
{
    if (p->entry != CHECK)
        return false;
    judge_check(c, fault, p->http_status);
    return true;
}

/* --- what people are told -------------------------------------------------------------------------------------------------------- */

void crawler_refusals_notice(struct crawler *c)
{
    struct blocked_words words;
    if (!c->refusals.is_blocked)
        return;
    blocked_words(c->options, c->start_final, &words);
    crawler_notice(c, &(struct notice){.code = "blocked", .is_warning = true, .says = MSG_NOTICE_BLOCKED, .advice = MSG_NOTICE_BLOCKED_ASK,
                                       .args = words.args, .url = c->start_final});
}

void crawler_hosts_notice(struct crawler *c)
{
    int asked_s = fetch_longest_asked_s(c->fetch);
    char minutes[16], most[16];
    for (size_t i = 0; i < fetch_n_hosts(c->fetch); i++) {
        struct fetch_host host;
        char address[400];
        fetch_host_at(c->fetch, i, &host);
        if (!host.is_parked || host.name.n == 0)
            continue;
        (void)snprintf(address, sizeof address, "%.*s:%u", STR_ARG(host.name), (unsigned)host.port);
        crawler_notice(c, &(struct notice){.code = "host-dead", .says = MSG_NOTICE_HOST_DEAD, .advice = MSG_NOTICE_HOST_DEAD_DO,
                                           .args = MSG_ARGS(address, oit_fault_th(host.last_fault)),
                                           .args_en = MSG_ARGS(address, oit_fault_en(host.last_fault))});
    }
    if (asked_s <= LIMIT_RETRY_AFTER_S)
        return;
    (void)snprintf(minutes, sizeof minutes, "%d", (asked_s + MINUTE_S - 1) / MINUTE_S);
    (void)snprintf(most, sizeof most, "%d", LIMIT_RETRY_AFTER_S / MINUTE_S);
    crawler_notice(c, &(struct notice){.code = "long-wait-asked", .says = MSG_NOTICE_LONG_WAIT, .advice = MSG_NOTICE_LONG_WAIT_DO, .args = MSG_ARGS(minutes, most)});
}
