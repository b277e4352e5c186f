/* objection.c - see objection.h.
 * SPDX-License-Identifier: MIT
 */
#include "itas/objection.h"

enum objection_proof objection_proof(const struct objection_facts *f, int64_t day)
{
    bool is_later = f->modified_day > day;
    if (f->has_copy && f->copy_is_dead)
        return PROOF_CHANGED;
    if (f->has_copy && !f->copy_is_same)
        return f->is_page ? PROOF_PAGE_DIFFERS : PROOF_CHANGED;
    if (f->first_seen_day && f->first_seen_day <= day) /* seen with own eyes beats what a server says of itself */
        return PROOF_SEEN;
    if (f->has_copy) /* a copy made days after the entering proves its own day only */
        return f->copy_day <= day ? PROOF_COPY : is_later ? PROOF_LATER : f->modified_day ? PROOF_SERVER : PROOF_UNKNOWN;
    if (is_later)
        return PROOF_LATER;
    return f->modified_day ? PROOF_SERVER : PROOF_UNKNOWN;
}

struct tally {
    size_t n_behind, n_proved;
    bool is_refuted, is_later; /* is_later: changed after the day, by the server's word */
};

static struct tally count(const struct objection_input *in)
{
    struct tally t = {0};
    for (size_t i = 0; i < in->n_facts; i++) {
        if (!in->facts[i].is_behind)
            continue;
        enum objection_proof proof = objection_proof(&in->facts[i], in->submitted_day);
        t.n_behind++;
        t.n_proved += proof == PROOF_COPY || proof == PROOF_SEEN || proof == PROOF_SERVER;
        t.is_refuted |= proof == PROOF_CHANGED || proof == PROOF_LATER;
        t.is_later |= proof == PROOF_LATER;
    }
    return t;
}

/* The links were judged when they were frozen. Of that day or before, it says all; frozen days later, it may have seen what came in between. */
static enum objection_case by_look(const struct objection_input *in, const struct tally *t)
{
    if (in->look == OIT_PARTIAL)
        return OBJECTION_INCOMPLETE;
    if (in->look == OIT_MISSING)
        return in->status == OIT_PUBLISHED && in->n_facts && !t->n_behind ? OBJECTION_ELSEWHERE : OBJECTION_NOT_THEN;
    if (in->look_day <= in->submitted_day)
        return OBJECTION_SHOWN;
    if (t->is_later)
        return OBJECTION_NOT_THEN;
    return t->n_behind && t->n_proved == t->n_behind ? OBJECTION_SHOWN : OBJECTION_UNSURE;
}

enum objection_case objection_case(const struct objection_input *in)
{
    if (!in->has_submission)
        return OBJECTION_NO_SUBMISSION;
    if (in->n_entered == 0)
        return OBJECTION_NOT_ENTERED;
    if (in->n_entered_dead == in->n_entered)
        return OBJECTION_NOT_THEN;
    struct tally t = count(in);
    if (in->has_look && in->look != OIT_UNKNOWN)
        return by_look(in, &t);
    if (in->status == OIT_UNKNOWN)
        return OBJECTION_UNSURE;
    if (in->status == OIT_MISSING || in->n_facts == 0)
        return OBJECTION_NOT_THEN;
    if (t.n_behind == 0)
        return OBJECTION_ELSEWHERE;
    if (t.is_refuted)
        return OBJECTION_NOT_THEN;
    if (in->status == OIT_PARTIAL)
        return OBJECTION_INCOMPLETE;
    return t.n_proved == t.n_behind ? OBJECTION_SHOWN : OBJECTION_UNSURE;
}
