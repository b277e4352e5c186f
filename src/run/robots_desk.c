/* robots_desk.c - robots.txt before anything else.
 *
 * An origin's robots.txt is asked for when its first URL comes; URLs of that origin wait meanwhile. 4xx allows all, 5xx and no answer
 * forbid all (RFC 9309 2.3.1). A URL refused by a rule ends with the fault "robots", one refused because the server did not answer with
 * what happened to robots.txt ("dns", "timeout", "http-503"): unknown either way, never missing, and people read the true cause.
 * SPDX-License-Identifier: MIT
 */
#include "robots_desk.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "fetch/robots.h"
#include "url/url.h"

struct origin {
    char *name;
    bool is_known;
    struct robots *rules; /* NULL while unknown */
    enum oit_fault fault; /* why there is no robots.txt; FAULT_ROBOTS where there is one, or where there need be none */
    int http_status;
};

struct waiting {
    uint32_t entry;
    size_t origin;
};

struct robots_desk {
    struct fetch *fetch;
    bool is_ignored;
    struct origin *origins;
    size_t n_origins, origin_capacity;
    struct waiting *waiting;
    size_t n_waiting, waiting_capacity;
};

/* The desk's requests carry a pointer into this array as user, so an answer can be told from a page's (whose user is an entry number). */
static const uintptr_t DESK_TAG = (uintptr_t)1 << (sizeof(uintptr_t) * 8 - 1);

struct robots_desk *robots_desk_new(struct fetch *fetch, bool is_ignored)
{
    struct robots_desk *desk = mem_alloc(sizeof *desk);
    desk->fetch = fetch;
    desk->is_ignored = is_ignored;
    return desk;
}

void robots_desk_free(struct robots_desk *desk)
{
    if (!desk)
        return;
    for (size_t i = 0; i < desk->n_origins; i++) {
        robots_free(desk->origins[i].rules);
        free(desk->origins[i].name);
    }
    free(desk->origins);
    free(desk->waiting);
    free(desk);
}

static size_t find_origin(struct robots_desk *desk, struct str name)
{
    for (size_t i = 0; i < desk->n_origins; i++)
        if (str_eq_c(name, desk->origins[i].name))
            return i;
    MEM_GROW(desk->origins, desk->n_origins, desk->origin_capacity);
    size_t at = desk->n_origins++;
    desk->origins[at] = (struct origin){.name = mem_text(name)};
    struct buf url;
    buf_init(&url, 0);
    (void)buf_addf(&url, "%s/robots.txt", desk->origins[at].name);
    fetch_add(desk->fetch, &(struct fetch_request){.url = buf_str(&url),
                                                   .user = (void *)(DESK_TAG | at),
                                                   .priority = 2000,
                                                   .max_body_bytes = LIMIT_ROBOTS_BYTES,
                                                   .wants_plain = true,
                                                   .follows_everything = true});
    buf_done(&url);
    return at;
}

enum robots_desk_answer_kind robots_desk_ask(struct robots_desk *desk, struct str url, uint32_t entry)
{
    struct url_parts parts;
    if (desk->is_ignored || !url_split(url, &parts))
        return ROBOTS_DESK_YES;
    size_t at = find_origin(desk, parts.origin);
    if (!desk->origins[at].is_known) {
        MEM_GROW(desk->waiting, desk->n_waiting, desk->waiting_capacity);
        desk->waiting[desk->n_waiting++] = (struct waiting){entry, at};
        return ROBOTS_DESK_WAIT;
    }
    return robots_allows(desk->origins[at].rules, url) ? ROBOTS_DESK_YES : ROBOTS_DESK_NO;
}

void robots_desk_why(struct robots_desk *desk, struct str url, enum oit_fault *ret_fault, int *ret_http_status)
{
    struct url_parts parts;
    *ret_fault = FAULT_ROBOTS;
    *ret_http_status = 0;
    if (!url_split(url, &parts))
        return;
    const struct origin *origin = &desk->origins[find_origin(desk, parts.origin)];
    *ret_fault = origin->fault;
    *ret_http_status = origin->http_status;
}

bool robots_desk_answer(struct robots_desk *desk, struct fetch_answer *answer)
{
    uintptr_t user = (uintptr_t)answer->user;
    if (!(user & DESK_TAG))
        return false;
    size_t at = (size_t)(user & ~DESK_TAG);
    struct origin *origin = &desk->origins[at];
    origin->is_known = true;
    bool is_refusal = answer->fault == FAULT_NONE || (answer->fault == FAULT_HTTP && answer->http_status < 500);
    origin->fault = is_refusal ? FAULT_ROBOTS : answer->fault;
    origin->http_status = is_refusal ? 0 : answer->http_status;
    origin->rules = robots_new(answer->fault, answer->http_status, answer->body ? buf_str(answer->body) : STR_NONE);
    struct buf url;
    buf_init(&url, 0);
    (void)buf_addf(&url, "%s/", origin->name);
    if (robots_delay_ms(origin->rules) > 0)
        fetch_set_delay(desk->fetch, buf_str(&url), robots_delay_ms(origin->rules));
    buf_done(&url);
    return true;
}

bool robots_desk_next(struct robots_desk *desk, uint32_t *ret_entry)
{
    for (size_t i = 0; i < desk->n_waiting; i++) {
        if (!desk->origins[desk->waiting[i].origin].is_known)
            continue;
        *ret_entry = desk->waiting[i].entry;
        memmove(&desk->waiting[i], &desk->waiting[i + 1], (desk->n_waiting - i - 1) * sizeof *desk->waiting);
        desk->n_waiting--;
        return true;
    }
    return false;
}

size_t robots_desk_waiting(const struct robots_desk *desk)
{
    return desk->n_waiting;
}
