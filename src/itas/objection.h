/* objection.h - what an objection can be built on: only what was already disclosed behind the links as they were entered counts, so what stood there on that
 * day decides, not what stands there now.
 *
 * Pure. In doubt the answer is "a person must look": an objection without ground costs trust, a right one not raised costs points, and the program knows neither
 * from a guess. Days are calendar days in Bangkok, counted from 1970-01-01 (clock_date_days); 0: not known.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_OBJECTION_H
#define OIT_ITAS_OBJECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "oitcheck/codes.h"

enum objection_proof { /* was this piece of evidence, byte for byte, there on the day? */
    PROOF_UNKNOWN,
    PROOF_COPY,       /* the copy kept when it was submitted is the same */
    PROOF_SEEN,       /* a check on that day or before saw the same */
    PROOF_SERVER,     /* the server says that it was not changed since */
    PROOF_PAGE_DIFFERS, /* a page, whose bytes differ from the copy: counters and dates change bytes too, so a person must compare */
    PROOF_CHANGED,    /* not: what stood there then was something else, or nothing */
    PROOF_LATER,      /* not: the server says that it was changed after that day */
};

struct objection_facts { /* of one piece of evidence */
    bool is_behind;      /* an entered link is it, or leads to it */
    bool is_page;        /* HTML: bytes change by themselves */
    bool has_copy;       /* its URL was entered, and what stood there was kept: */
    bool copy_is_dead;   /* ... nothing; or */
    bool copy_is_same;   /* ... these bytes */
    int64_t copy_day, first_seen_day, modified_day;
};
enum objection_proof objection_proof(const struct objection_facts *facts, int64_t submitted_day);

enum objection_case {
    OBJECTION_NO_SUBMISSION, /* nothing is known of what was entered: an archive of evidence, no ground */
    OBJECTION_NOT_ENTERED,   /* no link was entered for the item */
    OBJECTION_NOT_THEN,      /* not there, or something else, or changed after */
    OBJECTION_INCOMPLETE,    /* there, but not all of it */
    OBJECTION_ELSEWHERE,     /* on the site, but not behind the entered link */
    OBJECTION_UNSURE,
    OBJECTION_SHOWN,         /* there, behind the entered link, on that day */
};
struct objection_input {
    bool has_submission;
    int64_t submitted_day;
    size_t n_entered, n_entered_dead;    /* links, as they were frozen */
    enum oit_status status;              /* of the item where the evidence was judged */
    const struct objection_facts *facts; size_t n_facts;
    bool has_look;                       /* the links alone were judged when they were frozen: */
    enum oit_status look;
    int64_t look_day;
};
enum objection_case objection_case(const struct objection_input *input);

#endif
