/* compare_evidence.c - the evidence of one item, then and now: by address first, then by content.
 *
 * An address on the report's own site is compared without scheme and host, so that a baseline of the test server, or of the site before it moved to https,
 * still names the same documents.
 * SPDX-License-Identifier: MIT
 */
#include "itas/compare_evidence.h"

#include <string.h>

#include "base/limits.h"
#include "text/years.h"
#include "url/url.h"

enum { FULL_LIST = 12 }; /* assess lists no more: what fell off a full list is not gone, what came on it is not new */

static bool same_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* What stands behind scheme and host, where those are the site's own. */
static struct str place_of(const struct oit_report *report, const char *url)
{
    struct str whole = str_from(url);
    bool is_own = url && ((report->site.url && url_same_origin(whole, str_from(report->site.url))) ||
                          (report->site.final_url && url_same_origin(whole, str_from(report->site.final_url))));
    size_t scheme = is_own ? str_find_c(whole, "://") : STR_NPOS;
    if (scheme == STR_NPOS)
        return whole;
    struct str rest = str_from_pos(whole, scheme + 3);
    size_t slash = str_chr(rest, '/');
    return slash == STR_NPOS ? STR_LIT("/") : str_from_pos(rest, slash);
}

static bool same_place(const struct comparison *c, const struct oit_evidence *before, const struct oit_evidence *after)
{
    return before->url && after->url && str_eq(place_of(c->before, before->url), place_of(c->after, after->url));
}

static bool is_page(const struct oit_evidence *evidence)
{
    return evidence && same_text(evidence->kind, "html");
}

static bool is_gone(const struct comparison *c, const struct oit_evidence *before)
{
    for (size_t i = 0; i < c->after->n_faults; i++)
        if (c->after->faults[i].url && before->url && str_eq(place_of(c->after, c->after->faults[i].url), place_of(c->before, before->url)))
            return true;
    return false;
}

/* The index of its like among n pieces that are not taken yet; n: none. */
typedef bool (*match_fn)(const struct comparison *c, const struct oit_evidence *before, const struct oit_evidence *after);

static bool same_bytes(const struct comparison *c, const struct oit_evidence *before, const struct oit_evidence *after)
{
    (void)c;
    return same_text(before->sha256, after->sha256) || same_text(before->fingerprint, after->fingerprint);
}

static size_t find_like(const struct comparison *c, const struct oit_evidence *before, const struct oit_item *after, const bool *taken, match_fn match)
{
    for (size_t i = 0; i < after->n_evidence; i++)
        if (!taken[i] && match(c, before, &after->evidence[i]))
            return i;
    return after->n_evidence;
}

static void add(struct compare_item *item, enum compare_evidence_kind kind, const struct oit_evidence *before, const struct oit_evidence *after)
{
    item->evidence[item->n_evidence++] =
        (struct compare_evidence){.kind = kind, .before = before, .after = after, .is_page = is_page(after ? after : before)};
    if (kind == EVIDENCE_CONTENT)
        item->evidence[item->n_evidence - 1].may_be_counter = is_page(after) && !(before->fingerprint && after->fingerprint);
}

static void add_pair(struct compare_item *item, const struct oit_evidence *before, const struct oit_evidence *after)
{
    bool by_words = before->fingerprint && after->fingerprint; /* what it says; else its bytes */
    const char *then = by_words ? before->fingerprint : before->sha256, *now = by_words ? after->fingerprint : after->sha256;
    if (then && now && strcmp(then, now) != 0)
        add(item, EVIDENCE_CONTENT, before, after);
    else if (before->title && after->title && strcmp(before->title, after->title) != 0)
        add(item, EVIDENCE_TITLE, before, after);
}

void compare_evidence(const struct comparison *c, struct arena *arena, struct compare_item *item)
{
    const struct oit_item *before = item->before, *after = item->after;
    bool *taken = ARENA_ARRAY(arena, bool, after->n_evidence + 1), *done = ARENA_ARRAY(arena, bool, before->n_evidence + 1);
    item->evidence = ARENA_ARRAY(arena, struct compare_evidence, before->n_evidence + after->n_evidence + 1);
    static const match_fn by[] = {same_place, same_bytes};
    for (size_t round = 0; round < sizeof by / sizeof *by; round++)
        for (size_t i = 0; i < before->n_evidence; i++) {
            size_t k = done[i] ? after->n_evidence : find_like(c, &before->evidence[i], after, taken, by[round]);
            if (k == after->n_evidence)
                continue;
            done[i] = taken[k] = true;
            if (round == 0)
                add_pair(item, &before->evidence[i], &after->evidence[k]);
            else
                add(item, EVIDENCE_MOVED, &before->evidence[i], &after->evidence[k]);
        }
    /* Missing and unknown items list no evidence: that theirs is gone is told by the item, unless its address itself says so. */
    bool may_lack = c->after_is_cut || after->status == OIT_UNKNOWN || after->n_evidence >= FULL_LIST;
    bool may_have_had = (c->before_is_cut && before->status != OIT_PUBLISHED) || before->n_evidence >= FULL_LIST;
    for (size_t i = 0; i < before->n_evidence; i++) {
        bool gone = !done[i] && is_gone(c, &before->evidence[i]);
        if (done[i] || (may_lack && !gone))
            continue;
        add(item, EVIDENCE_REMOVED, &before->evidence[i], NULL);
        item->evidence[item->n_evidence - 1].is_gone = gone;
    }
    for (size_t i = 0; i < after->n_evidence; i++)
        if (!taken[i] && !may_have_had)
            add(item, EVIDENCE_ADDED, NULL, &after->evidence[i]);
}

const char *compare_evidence_name(enum compare_evidence_kind kind)
{
    static const char *const names[] = {
#define X(enumerator, name) name,
        COMPARE_EVIDENCES(X)
#undef X
    };
    return kind < N_COMPARE_EVIDENCES ? names[kind] : names[EVIDENCE_ADDED];
}

bool evidence_is_newer(const struct oit_evidence *evidence, struct clock_date day)
{
    struct clock_date modified;
    return evidence->last_modified && years_parse_date(str_from(evidence->last_modified), &modified) && clock_date_cmp(modified, day) > 0;
}
