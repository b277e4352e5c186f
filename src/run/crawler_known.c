/* crawler_known.c - revalidation against the stored runs of the site.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_known.h"

#include <stdlib.h>

#include "base/mem.h"
#include "run/crawler_parts.h"

enum {
    KNOWN_RUNS = 3,       /* an interrupted run knows little: what it lacks the one before may have */
    SAMPLE_EVERY = 100,   /* of known pages of an origin one is asked for plainly */
    SAMPLE_FIRST = 10,    /* of a small site too */
    MAX_VALIDATOR_BYTES = 500,
};

/* Nothing has these: an entity tag of ours, and a time before the web. */
#define NO_ETAG "\"oitcheck-is-this-checked\""
#define NO_TIME "Thu, 01 Jan 1970 00:00:00 GMT"

enum trust { TRUST_UNTRIED, TRUST_TRYING, TRUST_HONEST, TRUST_NONE };

struct known_origin {
    char *name;
    enum trust trust;
    size_t n_known;
};

enum asked_how { ASKED_TEST, ASKED_SAMPLE, ASKED_VALIDATED };

struct asked { /* on its way */
    uint32_t entry;
    enum asked_how how;
    size_t run, origin;
};

struct accepted { /* taken over by 304: what to take back when its origin proves false */
    uint32_t entry, origin;
    uint8_t kind; /* enum doc_kind */
};

struct crawler_known {
    struct store_known_run runs[KNOWN_RUNS];
    size_t n_runs;
    struct arena arena, scratch;
    struct known_origin *origins;
    size_t n_origins, origin_capacity;
    struct asked *asked;
    size_t n_asked, asked_capacity;
    struct accepted *accepted;
    size_t n_accepted, accepted_capacity;
    uint32_t *plain; /* entries that are asked for without validators from now on */
    size_t n_plain, plain_capacity;
};

struct crawler_known *crawler_known_new(void)
{
    struct crawler_known *known = mem_alloc(sizeof *known);
    arena_init(&known->arena);
    arena_init(&known->scratch);
    return known;
}

void crawler_known_free(struct crawler_known *known)
{
    if (!known)
        return;
    for (size_t i = 0; i < known->n_origins; i++)
        free(known->origins[i].name);
    free(known->origins);
    free(known->asked);
    free(known->accepted);
    free(known->plain);
    arena_done(&known->scratch);
    arena_done(&known->arena);
    free(known);
}

void crawler_known_open(struct crawler *c)
{
    struct crawler_known *known = c->known;
    char *site = mem_text(c->input->start);
    if (c->failure == OIT_OK)
        c->failure = store_known_runs(c->input->store, site, c->input->run, KNOWN_RUNS, &known->arena, known->runs, &known->n_runs, c->err);
    free(site);
}

/* --- asking -------------------------------------------------------------------------------------------------------------------- */

static size_t origin_of(struct crawler_known *known, struct str url)
{
    struct url_parts parts = {0};
    (void)url_split(url, &parts);
    for (size_t i = 0; i < known->n_origins; i++)
        if (str_eq_c(parts.origin, known->origins[i].name))
            return i;
    MEM_GROW(known->origins, known->n_origins, known->origin_capacity);
    known->origins[known->n_origins] = (struct known_origin){.name = mem_text(parts.origin)};
    return known->n_origins++;
}

static bool is_plain(const struct crawler_known *known, uint32_t index)
{
    for (size_t i = 0; i < known->n_plain; i++)
        if (known->plain[i] == index)
            return true;
    return false;
}

static void ask_plainly_again(struct crawler *c, uint32_t index)
{
    struct crawler_known *known = c->known;
    MEM_GROW(known->plain, known->n_plain, known->plain_capacity);
    known->plain[known->n_plain++] = index;
    frontier_put_back(c->frontier, index);
}

static bool is_sendable(struct str validator)
{
    for (size_t i = 0; i < validator.n; i++)
        if ((unsigned char)validator.p[i] < ' ' || (unsigned char)validator.p[i] >= 127)
            return false;
    return validator.n > 0 && validator.n <= MAX_VALIDATOR_BYTES;
}

/* The newest earlier run that has asked for the URL, if what it has can be built on, with its validators in scratch; else n_runs. */
static size_t find_known(struct crawler *c, struct str url, struct store_known_visit *ret_known)
{
    struct crawler_known *known = c->known;
    arena_clear(&known->scratch);
    for (size_t i = 0; i < known->n_runs; i++) {
        if (!store_known_get(c->input->store, known->runs[i].row, url, &known->scratch, ret_known) || !ret_known->was_asked)
            continue;
        bool is_usable = ret_known->is_whole && (is_sendable(ret_known->etag) || is_sendable(ret_known->last_modified));
        return is_usable ? i : known->n_runs;
    }
    return known->n_runs;
}

/* Its stored visit, in scratch; unreadable: then it is asked for plainly. */
static bool read_known(struct crawler *c, size_t run, struct str url, unsigned with, struct store_visit *ret_visit)
{
    bool found = false;
    arena_clear(&c->known->scratch);
    return store_visit_get(c->input->store, c->known->runs[run].row, url, with, &c->known->scratch, &found, ret_visit, NULL) == OIT_OK && found;
}

/* Apache marks what it has compressed in the tag and does not know its own mark again: "5f-62-gzip" is asked for as "5f-62" too. */
static struct str etag_list(struct crawler_known *known, struct str etag)
{
    static const char *const marks[] = {"-gzip\"", "-br\"", ";gzip\"", ";br\"", "--gzip\""};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_ends_c(etag, marks[i]) && etag.n > strlen(marks[i]) + 1)
            return arena_printf(&known->scratch, "%.*s, %.*s\"", STR_ARG(etag), STR_ARG(str_sub(etag, 0, etag.n - strlen(marks[i]))));
    return etag;
}

static enum asked_how how_to_ask(const struct crawler *c, const struct known_origin *origin, uint32_t index)
{
    if (index == c->start_entry || origin->trust == TRUST_UNTRIED)
        return ASKED_TEST;
    return origin->n_known % SAMPLE_EVERY == SAMPLE_FIRST ? ASKED_SAMPLE : ASKED_VALIDATED;
}

void crawler_known_ask(struct crawler *c, uint32_t index, struct fetch_request *request)
{
    struct crawler_known *known = c->known;
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    struct store_known_visit visit;
    if (known->n_runs == 0 || entry->how == HOW_PROBE || entry->is_retried || crawler_is_shared(c, index) || is_plain(known, index))
        return;
    size_t at = origin_of(known, entry->url);
    struct known_origin *origin = &known->origins[at];
    size_t run = origin->trust == TRUST_NONE || origin->trust == TRUST_TRYING ? known->n_runs : find_known(c, entry->url, &visit);
    if (run == known->n_runs)
        return;
    struct asked asked = {index, how_to_ask(c, origin, index), run, at};
    origin->n_known++;
    if (asked.how == ASKED_TEST) {
        origin->trust = TRUST_TRYING;
        request->etag = STR_LIT(NO_ETAG);
        request->last_modified = STR_LIT(NO_TIME);
    } else if (asked.how == ASKED_VALIDATED) {
        request->etag = is_sendable(visit.etag) ? etag_list(known, visit.etag) : STR_NONE;
        request->last_modified = is_sendable(visit.last_modified) ? visit.last_modified : STR_NONE;
    }
    MEM_GROW(known->asked, known->n_asked, known->asked_capacity);
    known->asked[known->n_asked++] = asked;
}

/* --- answers ------------------------------------------------------------------------------------------------------------------- */

static bool take_asked(struct crawler_known *known, uint32_t index, struct asked *ret_asked)
{
    for (size_t i = 0; i < known->n_asked; i++)
        if (known->asked[i].entry == index) {
            *ret_asked = known->asked[i];
            known->asked[i] = known->asked[--known->n_asked];
            return true;
        }
    return false;
}

/* Its 304s are worth nothing: what was taken over from it is asked for as if nothing were known. */
static void disbelieve(struct crawler *c, size_t origin)
{
    struct crawler_known *known = c->known;
    size_t n_kept = 0;
    known->origins[origin].trust = TRUST_NONE;
    for (size_t i = 0; i < known->n_accepted; i++) {
        struct accepted taken = known->accepted[i];
        if (taken.origin != origin) {
            known->accepted[n_kept++] = taken;
            continue;
        }
        crawler_uncount_kind(c, (enum doc_kind)taken.kind);
        c->outcome->counters.unchanged--;
        frontier_put_back(c->frontier, taken.entry);
    }
    known->n_accepted = n_kept;
    char *name = mem_text(str_from(known->origins[origin].name));
    crawler_notice(c, &(struct notice){.code = "false-not-modified", .says = MSG_NOTICE_FALSE_304, .advice = MSG_NOTICE_FALSE_304_ADVICE, .url = str_from(name)});
    free(name);
}

/* Compressed anew, equal pages may differ in their bytes: gzip ends with checksum and length of what is inside (RFC 1952 2.3.1). Other compressions
 * cannot be compared. */
static bool is_other_content(struct str encoding, struct str now, struct str then)
{
    enum { GZIP_TRAILER = 8 };
    if (str_eq(now, then))
        return false;
    if (!encoding.n)
        return true;
    return str_eq_nocase_c(encoding, "gzip") && now.n > GZIP_TRAILER && then.n > GZIP_TRAILER &&
           !str_eq(str_from_pos(now, now.n - GZIP_TRAILER), str_from_pos(then, then.n - GZIP_TRAILER));
}

/* Another page under the validators of the old one. */
static bool has_false_validators(struct crawler *c, uint32_t index, size_t run, const struct fetch_answer *answer)
{
    struct store_visit visit;
    if (!answer->body || !read_known(c, run, frontier_at(c->frontier, index)->url, STORE_WITH_BYTES, &visit))
        return false;
    bool is_same_tag = answer->etag.n && str_eq(answer->etag, visit.etag);
    bool is_same_time = !answer->etag.n && answer->last_modified.n && str_eq(answer->last_modified, visit.last_modified);
    return (is_same_tag || is_same_time) && str_eq(answer->content_encoding, visit.content_encoding) &&
           is_other_content(answer->content_encoding, buf_str(answer->body), visit.bytes);
}

/* Findings made with the rules, the program and the agency's name of now. */
static bool is_fresh(const struct crawler *c, const struct store_known_run *run, const struct store_visit *visit, struct findings *ret_findings)
{
    struct str rules = visit->rules_sha256.n ? visit->rules_sha256 : str_from(run->rules_sha256);
    struct str name = str_from(run->site_name);
    return str_eq_c(rules, c->input->scheme->sha256) && str_eq(name, c->outcome->site_name) && visit->findings.n &&
           findings_unpack_for(c->input->scheme, visit->findings, &c->known->scratch, ret_findings);
}

static char *text_in(struct arena *arena, struct str s)
{
    return s.n ? arena_text(arena, s) : NULL;
}

/* As crawler_take_result does with what a worker has made. */
static void take_over(struct crawler *c, uint32_t index, const struct fetch_answer *answer, const struct asked *asked, const struct store_visit *visit,
                      const struct findings *findings)
{
    struct crawler_known *known = c->known;
    struct pending p = {
        .entry = index,
        .http_status = visit->http_status,
        .final_url = text_in(&known->scratch, visit->final_url),
        .content_type = text_in(&known->scratch, visit->content_type),
        .content_encoding = text_in(&known->scratch, visit->content_encoding),
        .etag = text_in(&known->scratch, answer->etag.n ? answer->etag : visit->etag),
        .last_modified = text_in(&known->scratch, answer->last_modified.n ? answer->last_modified : visit->last_modified),
        .file_name = text_in(&known->scratch, visit->file_name),
        .stored = &visit->sha256,
    };
    struct page_result result = {.document = visit->document, .findings = visit->findings};
    MEM_GROW(known->accepted, known->n_accepted, known->accepted_capacity);
    known->accepted[known->n_accepted++] = (struct accepted){index, (uint32_t)asked->origin, (uint8_t)findings->kind};
    crawler_take_page(c, &p, &result, findings, FAULT_NONE);
}

/* The stored page stands for the answer: its findings as they are, or its bytes for the workers. */
static bool use_stored(struct crawler *c, uint32_t index, struct fetch_answer *answer, const struct asked *asked)
{
    struct crawler_known *known = c->known;
    struct store_visit visit;
    struct findings findings;
    bool is_read = read_known(c, asked->run, frontier_at(c->frontier, index)->url, STORE_WITH_FINDINGS | STORE_WITH_DOCUMENT | STORE_WITH_BYTES, &visit);
    struct sha256 now = is_read ? sha256_of(visit.bytes) : (struct sha256){{0}};
    if (!is_read || memcmp(now.bytes, visit.sha256.bytes, sizeof now.bytes) != 0) { /* it is not what it was */
        ask_plainly_again(c, index);
        return true;
    }
    bool is_as_now = is_fresh(c, &known->runs[asked->run], &visit, &findings);
    if (is_as_now && findings.is_shell) {
        ask_plainly_again(c, index);
        return true;
    }
    c->outcome->counters.unchanged++;
    if (is_as_now) {
        take_over(c, index, answer, asked, &visit, &findings);
        return true;
    }
    answer->http_status = visit.http_status;
    answer->content_type = visit.content_type;
    answer->content_encoding = visit.content_encoding;
    answer->file_name = visit.file_name;
    answer->etag = answer->etag.n ? answer->etag : visit.etag;
    answer->last_modified = answer->last_modified.n ? answer->last_modified : visit.last_modified;
    buf_clear(answer->body);
    (void)buf_add_str(answer->body, visit.bytes);
    return false;
}

bool crawler_known_answer(struct crawler *c, uint32_t index, struct fetch_answer *answer)
{
    struct crawler_known *known = c->known;
    struct asked asked;
    bool is_asked = take_asked(known, index, &asked), is_304 = answer->http_status == 304 && answer->fault == FAULT_NONE;
    struct known_origin *origin = is_asked ? &known->origins[asked.origin] : NULL;
    if (is_304 && (!is_asked || asked.how == ASKED_SAMPLE || answer->n_redirects > 0)) {
        answer->fault = FAULT_PROTOCOL; /* "not modified" to somebody who has nothing */
        return false;
    }
    if (is_304 && asked.how == ASKED_TEST) {
        disbelieve(c, asked.origin);
        ask_plainly_again(c, index);
        return true;
    }
    if (is_asked && asked.how == ASKED_TEST && origin->trust == TRUST_TRYING)
        origin->trust = answer->fault == FAULT_NONE && answer->http_status == 200 && answer->n_redirects == 0 ? TRUST_HONEST : TRUST_UNTRIED;
    if (is_asked && asked.how != ASKED_VALIDATED && answer->fault == FAULT_NONE && has_false_validators(c, index, asked.run, answer))
        disbelieve(c, asked.origin);
    if (!is_304)
        return false;
    if (origin->trust == TRUST_NONE) { /* found out while this was on its way */
        ask_plainly_again(c, index);
        return true;
    }
    return use_stored(c, index, answer, &asked);
}
