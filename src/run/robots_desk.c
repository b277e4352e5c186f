/* robots_desk.c - robots.txt before anything else.
 *
 * An origin's robots.txt is asked for when its first URL comes; URLs of that origin wait meanwhile. 4xx allows all, 5xx, 429 and no answer
 * forbid all (RFC 9309 2.3.1). A URL refused by a rule ends with the fault "robots", one refused because the server did not answer with
 * what happened to robots.txt ("dns", "timeout", "http-503"): unknown either way, never missing, and people read the true cause.
 * SPDX-License-Identifier: MIT
 */
#include "robots_desk.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "url/url.h"

struct origin {
    char *name;
    bool is_known;
    struct robots *rules; /* NULL while unknown */
    enum oit_fault fault;
    int http_status;
    int n_tries, n_attempts; /* attempts: requests, with retries */
    int64_t again_ms; /* ask again then; 0: no */
};

struct waiting {
    uint32_t entry;
    size_t origin;
};

struct robots_desk {
    struct fetch *fetch;
    bool is_ignored, is_patient;
    int pause_ms;
    struct origin *origins;
    size_t n_origins, origin_capacity;
    struct waiting *waiting;
    size_t n_waiting, waiting_capacity;
};

enum { PAUSE_FACTOR = 3 };

/* The desk's requests carry a pointer into this array as user, so an answer can be told from a page's (whose user is an entry number). */
static const uintptr_t DESK_TAG = (uintptr_t)1 << (sizeof(uintptr_t) * 8 - 1);

struct robots_desk *robots_desk_new(struct fetch *fetch, bool is_ignored, int pause_ms)
{
    struct robots_desk *desk = mem_alloc(sizeof *desk);
    desk->fetch = fetch;
    desk->is_ignored = is_ignored;
    desk->pause_ms = pause_ms;
    desk->is_patient = true;
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

void robots_desk_be_patient(struct robots_desk *desk, bool is_patient)
{
    desk->is_patient = is_patient;
}

/* --- asking servers ---------------------------------------------------------------------------------------------------------------- */

static void request(struct robots_desk *desk, size_t at)
{
    struct origin *origin = &desk->origins[at];
    struct buf url;
    buf_init(&url, 0);
    (void)buf_addf(&url, "%s/robots.txt", origin->name);
    origin->n_tries++;
    origin->again_ms = 0;
    fetch_add(desk->fetch, &(struct fetch_request){.url = buf_str(&url),
                                                   .user = (void *)(DESK_TAG | at),
                                                   .priority = 2000,
                                                   .max_body_bytes = LIMIT_ROBOTS_BYTES,
                                                   .wants_plain = true,
                                                   .is_calm = origin->n_tries > 1,
                                                   .follows_everything = true});
    buf_done(&url);
}

static size_t known_origin(const struct robots_desk *desk, struct str name)
{
    size_t i = 0;
    while (i < desk->n_origins && !str_eq_c(name, desk->origins[i].name))
        i++;
    return i;
}

static size_t find_origin(struct robots_desk *desk, struct str name)
{
    size_t at = known_origin(desk, name);
    if (at < desk->n_origins)
        return at;
    MEM_GROW(desk->origins, desk->n_origins, desk->origin_capacity);
    desk->origins[desk->n_origins++] = (struct origin){.name = mem_text(name)};
    request(desk, at);
    return at;
}

static const struct origin *origin_of(const struct robots_desk *desk, struct str url)
{
    struct url_parts parts;
    if (!url_split(url, &parts))
        return NULL;
    size_t at = known_origin(desk, parts.origin);
    return at < desk->n_origins ? &desk->origins[at] : NULL;
}

/* --- asked by the crawler ------------------------------------------------------------------------------------------------------------ */

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

enum robots_desk_answer_kind robots_desk_look(const struct robots_desk *desk, struct str url)
{
    if (desk->is_ignored)
        return ROBOTS_DESK_YES;
    const struct origin *origin = origin_of(desk, url);
    if (!origin || !origin->is_known)
        return ROBOTS_DESK_WAIT;
    return robots_allows(origin->rules, url) ? ROBOTS_DESK_YES : ROBOTS_DESK_NO;
}

bool robots_desk_want(struct robots_desk *desk, struct str url)
{
    struct url_parts parts;
    if (desk->is_ignored || !url_split(url, &parts))
        return true;
    size_t at = find_origin(desk, parts.origin);
    return desk->origins[at].is_known;
}

void robots_desk_why(struct robots_desk *desk, struct str url, enum oit_fault *ret_fault, int *ret_http_status)
{
    const struct origin *origin = origin_of(desk, url);
    *ret_fault = origin ? origin->fault : FAULT_ROBOTS;
    *ret_http_status = origin ? origin->http_status : 0;
}

bool robots_desk_line(const struct robots_desk *desk, struct str url, struct robots_line *ret_line)
{
    const struct origin *origin = origin_of(desk, url);
    return origin && origin->rules && robots_line_for(origin->rules, url, ret_line);
}

const struct robots *robots_desk_rules(const struct robots_desk *desk, struct str url)
{
    const struct origin *origin = origin_of(desk, url);
    return origin ? origin->rules : NULL;
}

/* --- answers ------------------------------------------------------------------------------------------------------------------------ */

static void settle(struct robots_desk *desk, size_t at, enum oit_fault fault, int http_status, struct str body)
{
    struct origin *origin = &desk->origins[at];
    origin->rules = robots_new(fault, http_status, body);
    origin->is_known = true;
    bool is_readable = robots_state(origin->rules) != ROBOTS_UNREACHABLE;
    origin->fault = is_readable ? FAULT_ROBOTS : fault;
    origin->http_status = is_readable ? 0 : http_status;
    struct buf url;
    buf_init(&url, 0);
    (void)buf_addf(&url, "%s/", origin->name);
    if (robots_delay_ms(origin->rules) > 0)
        fetch_set_delay(desk->fetch, buf_str(&url), robots_delay_ms(origin->rules));
    buf_done(&url);
}

/* A name that does not exist and a certificate that does not fit are as they are; all else may pass. */
static bool may_pass(enum oit_fault fault, int http_status)
{
    return fault == FAULT_BLOCKED || fault == FAULT_CHALLENGE || http_status == 408 || fetch_may_heal(fault, http_status);
}

static bool is_packed(const struct fetch_answer *answer, struct str body)
{
    struct str coding = str_trim(answer->content_encoding);
    bool is_said = coding.n && !str_eq_nocase_c(coding, "identity") && !str_eq_nocase_c(coding, "utf-8") && !str_eq_nocase_c(coding, "none");
    return body.n > 0 && (is_said || str_starts_c(body, "\x1f\x8b"));
}

enum robots_desk_taking robots_desk_answer(struct robots_desk *desk, struct fetch_answer *answer, size_t *ret_origin)
{
    uintptr_t user = (uintptr_t)answer->user;
    if (!(user & DESK_TAG))
        return ROBOTS_DESK_NOT_OURS;
    size_t at = *ret_origin = (size_t)(user & ~DESK_TAG);
    struct origin *origin = &desk->origins[at];
    struct str body = answer->body ? buf_str(answer->body) : STR_NONE;
    bool is_there = answer->fault == FAULT_NONE || answer->fault == FAULT_TOO_LARGE;
    bool has_rules = answer->http_status == 200 && body.n > 0; /* broken off, but there */
    if (is_there && is_packed(answer, body))
        return ROBOTS_DESK_PACKED;
    origin->n_attempts += answer->n_attempts;
    if (desk->is_patient && origin->n_attempts < LIMIT_ROBOTS_REQUESTS && !answer->is_parked && may_pass(answer->fault, answer->http_status) && !has_rules) {
        int64_t pause_ms = desk->pause_ms;
        for (int i = 1; i < origin->n_tries; i++)
            pause_ms *= PAUSE_FACTOR;
        origin->again_ms = clock_mono_ms() + pause_ms;
        return ROBOTS_DESK_TAKEN;
    }
    settle(desk, at, answer->fault, answer->http_status, body);
    return ROBOTS_DESK_TAKEN;
}

void robots_desk_unpacked(struct robots_desk *desk, size_t origin, enum oit_fault fault, struct str body)
{
    settle(desk, origin, fault, 200, body);
}

void robots_desk_tick(struct robots_desk *desk, int64_t now_ms)
{
    for (size_t i = 0; i < desk->n_origins; i++)
        if (desk->origins[i].again_ms && desk->origins[i].again_ms <= now_ms)
            request(desk, i);
}

void robots_desk_forget_failures(struct robots_desk *desk)
{
    for (size_t i = 0; i < desk->n_origins; i++) {
        struct origin *origin = &desk->origins[i];
        if (!origin->is_known || origin->fault == FAULT_ROBOTS)
            continue;
        robots_free(origin->rules);
        origin->rules = NULL;
        origin->is_known = false;
        request(desk, i);
    }
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

size_t robots_desk_n_origins(const struct robots_desk *desk)
{
    return desk->n_origins;
}

void robots_desk_origin_at(const struct robots_desk *desk, size_t i, struct robots_desk_origin *ret_origin)
{
    const struct origin *origin = &desk->origins[i];
    *ret_origin = (struct robots_desk_origin){str_from(origin->name), origin->rules, origin->fault, origin->http_status};
}
