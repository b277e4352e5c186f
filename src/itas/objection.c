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

enum objection_case objection_case(bool has_submission, size_t n_entered, size_t n_entered_dead, enum oit_status status, const struct objection_facts *facts, size_t n_facts,
                                   int64_t day)
{
    size_t n_behind = 0, n_proved = 0;
    bool is_refuted = false;
    if (!has_submission)
        return OBJECTION_NO_SUBMISSION;
    if (n_entered == 0)
        return OBJECTION_NOT_ENTERED;
    if (n_entered_dead == n_entered)
        return OBJECTION_NOT_THEN;
    if (status == OIT_UNKNOWN)
        return OBJECTION_UNSURE;
    if (status == OIT_MISSING || n_facts == 0)
        return OBJECTION_NOT_THEN;
    for (size_t i = 0; i < n_facts; i++) {
        if (!facts[i].is_behind)
            continue;
        enum objection_proof proof = objection_proof(&facts[i], day);
        n_behind++;
        n_proved += proof == PROOF_COPY || proof == PROOF_SEEN || proof == PROOF_SERVER;
        is_refuted |= proof == PROOF_CHANGED || proof == PROOF_LATER;
    }
    if (n_behind == 0)
        return OBJECTION_ELSEWHERE;
    if (is_refuted)
        return OBJECTION_NOT_THEN;
    if (status == OIT_PARTIAL)
        return OBJECTION_INCOMPLETE;
    return n_proved == n_behind ? OBJECTION_SHOWN : OBJECTION_UNSURE;
}
