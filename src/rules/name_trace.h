/* name_trace.h - how a title names a subject, for people who ask why: by which kind of name, with which words, and what else it says.
 *
 * The score is the classifier's (classify.h); this only looks again, slowly, at one title for one subject.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_NAME_TRACE_H
#define OIT_RULES_NAME_TRACE_H

#include "base/arena.h"
#include "rules/rules.h"

enum name_manner {
    NAME_BY_SIMILARITY, /* no name stands there letter by letter: typing errors, lost marks, a code alone */
    NAME_BY_WEAK_NAME,
    NAME_BY_WORDS,      /* words that stand together (combos) */
    NAME_BY_PATTERN,
    NAME_BY_VARIANT,
    NAME_BY_OFFICIAL,
};

struct name_trace {
    enum name_manner manner;
    struct str words; /* of the title that are the name; several are joined by " + "; "" for similarity */
    struct str rest;  /* what else it says, in order; may be "" */
};

struct name_tracer;
struct name_tracer *name_tracer_new(const struct scheme *scheme);
void name_tracer_free(struct name_tracer *tracer);
/* is_file_name: separators stand for spaces. Texts are made in the arena. */
void name_trace(struct name_tracer *tracer, struct str text, bool is_file_name, uint16_t subject, struct arena *arena, struct name_trace *ret_trace);
const char *name_manner_code(enum name_manner manner); /* as report.h lists them */

#endif
