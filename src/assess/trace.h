/* trace.h - what a candidate rests on, for people who ask why: the titles and labels that name the item, and the words its year was read from.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_TRACE_H
#define OIT_ASSESS_TRACE_H

#include "assess/candidate.h"
#include "rules/name_trace.h"

/* Texts are made in the judge's arena. tracer: of the judge's scheme; NULL: nothing is said. */
void trace_candidate(const struct judge *judge, struct name_tracer *tracer, uint16_t item, const struct candidate *candidate, struct oit_trace *ret_trace);

#endif
