/* outage.c - tries of one address become troubles.
 * SPDX-License-Identifier: MIT
 */
#include "itas/outage.h"

#include <string.h>

enum {
    CLOSE_LOOK_S = 3600, /* so long after it began the end of a trouble is looked for closely; later within every_s */
    LEAST_AGAIN_S = 60,  /* ... but a server in trouble is left alone so long, however little confirm_s is */
};

static const char *const names[N_WATCH_STATES] = {
#define X(enumerator, name) [enumerator] = name,
    WATCH_STATES(X)
#undef X
};

const char *watch_state_name(enum watch_state state)
{
    return (unsigned)state < N_WATCH_STATES ? names[state] : names[WATCH_UNSEEN];
}

enum watch_state watch_state_from_name(const char *name)
{
    for (int i = 0; name && i < N_WATCH_STATES; i++)
        if (strcmp(names[i], name) == 0)
            return (enum watch_state)i;
    return WATCH_UNSEEN;
}

static enum watch_state state_of_status(int http_status, bool is_home)
{
    if (http_status == 401 || http_status == 407)
        return WATCH_CLOSED;
    if (http_status == 404 || http_status == 410)
        return is_home ? WATCH_DOWN : WATCH_GONE;
    if (http_status >= 400 && http_status < 500)
        return WATCH_BLOCKED; /* 403, 429, a firewall's 406 ...: it is up, and does not like this request */
    return http_status >= 200 && http_status < 400 ? WATCH_OK : WATCH_DOWN;
}

/* Faults that are not here are the page's or this program's own (a picture, a parser limit): the page is there all the same. */
enum watch_state watch_state_of(enum oit_fault fault, int http_status, bool is_home)
{
    static const struct {
        enum oit_fault fault;
        enum watch_state state;
    } known[] = {
        {FAULT_DNS, WATCH_DOWN}, {FAULT_CONNECT, WATCH_DOWN}, {FAULT_TIMEOUT, WATCH_DOWN}, {FAULT_TLS, WATCH_DOWN}, {FAULT_PROTOCOL, WATCH_DOWN},
        {FAULT_REDIRECT_LOOP, WATCH_DOWN}, {FAULT_EMPTY, WATCH_DOWN}, {FAULT_BAD_URL, WATCH_DOWN}, {FAULT_MAINTENANCE, WATCH_DOWN},
        {FAULT_HOSTING_PAGE, WATCH_DOWN}, {FAULT_PARKED_DOMAIN, WATCH_DOWN}, {FAULT_SITE_ERROR, WATCH_DOWN},
        {FAULT_LOGIN, WATCH_CLOSED}, {FAULT_BLOCKED, WATCH_BLOCKED}, {FAULT_CHALLENGE, WATCH_BLOCKED}, {FAULT_ROBOTS, WATCH_BLOCKED},
        {FAULT_REFUSED_ADDRESS, WATCH_INSIDE}, {FAULT_REFUSED_PORT, WATCH_INSIDE}, {FAULT_BUDGET, WATCH_UNSEEN},
    };
    if (fault == FAULT_TLS_INCOMPLETE_CHAIN)
        return WATCH_OK; /* browsers repair that */
    if (fault == FAULT_SOFT_404)
        return is_home ? WATCH_DOWN : WATCH_GONE;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (oit_fault_family(fault) == known[i].fault)
            return known[i].state;
    return fault == FAULT_HTTP || http_status >= 400 ? state_of_status(http_status, is_home) : WATCH_OK;
}

bool watch_may_be_ours(enum oit_fault fault)
{
    return oit_fault_family(fault) == FAULT_DNS || fault == FAULT_CONNECT_UNREACHABLE || fault == FAULT_TIMEOUT;
}

bool watch_is_out(enum watch_state state)
{
    return state == WATCH_DOWN || state == WATCH_GONE || state == WATCH_CLOSED;
}

bool watch_is_our_network(const enum oit_fault *faults, size_t n, size_t n_domains, bool has_route)
{
    for (size_t i = 0; i < n; i++)
        if (!watch_may_be_ours(faults[i]))
            return false;
    return n > 0 && (n_domains > 1 || !has_route);
}

static void forget_suspicion(struct watch_memory *memory)
{
    memory->suspect = (struct outage){.kind = WATCH_OK};
    memory->n_suspect = 0;
}

static void suspect(struct watch_memory *memory, const struct watch_try *try)
{
    bool goes_on = memory->suspect.kind == try->state || (watch_is_out(memory->suspect.kind) && watch_is_out(try->state));
    if (memory->n_suspect > 0 && goes_on) {
        memory->suspect.kind = try->state;
    } else {
        memory->suspect = (struct outage){.kind = try->state, .began_at = try->at, .fault = try->fault, .http_status = try->http_status};
        memory->n_suspect = 0;
    }
    if (try->at < memory->suspect.began_at)
        memory->suspect.began_at = try->at; /* the clock was set back: wait again */
    memory->n_suspect++;
}

static void end_open(struct watch_memory *memory, int64_t at, struct outage *ret_ended)
{
    *ret_ended = memory->open;
    ret_ended->ended_at = at > memory->open.began_at ? at : memory->open.began_at;
    memory->open = (struct outage){.kind = WATCH_OK};
}

unsigned outage_feed(struct watch_memory *memory, const struct watch_try *try, int confirm_s, int hold_s, struct outage *ret_ended)
{
    *ret_ended = (struct outage){.kind = WATCH_OK};
    if (try->state == WATCH_UNSEEN) {
        forget_suspicion(memory);
        return OUTAGE_NOTHING;
    }
    if (memory->last_at && try->at - memory->last_at > hold_s)
        forget_suspicion(memory);
    memory->last_at = try->at;
    memory->last_state = try->state;
    if (try->state == WATCH_OK) {
        bool was_open = memory->open.kind != WATCH_OK;
        forget_suspicion(memory);
        if (was_open)
            end_open(memory, try->at, ret_ended);
        return was_open ? OUTAGE_ENDED : OUTAGE_NOTHING;
    }
    if (memory->open.kind == try->state) {
        forget_suspicion(memory);
        return OUTAGE_NOTHING;
    }
    suspect(memory, try);
    if (memory->n_suspect < OUTAGE_TRIES || try->at - memory->suspect.began_at < confirm_s)
        return OUTAGE_NOTHING;
    unsigned events = OUTAGE_BEGAN;
    if (memory->open.kind != WATCH_OK) {
        end_open(memory, memory->suspect.began_at, ret_ended);
        events |= OUTAGE_ENDED;
    }
    memory->open = memory->suspect;
    forget_suspicion(memory);
    return events;
}

int outage_next_s(const struct watch_memory *memory, int every_s, int confirm_s)
{
    int soon = (confirm_s + OUTAGE_TRIES - 2) / (OUTAGE_TRIES - 1);
    bool is_fresh = memory->open.kind != WATCH_OK && memory->last_at - memory->open.began_at < CLOSE_LOOK_S;
    if (memory->n_suspect == 0 && is_fresh && soon < LEAST_AGAIN_S)
        soon = LEAST_AGAIN_S;
    return (memory->n_suspect > 0 || is_fresh) && soon < every_s ? soon : every_s;
}
