/* pattern.h - one PCRE2 pattern of a rule file, in the one-byte alphabet of a normal form.
 *
 * People write the pattern in Thai; it is translated byte for byte (also inside classes: [ก-ฮ]) and compiled in byte mode with the JIT. What
 * could never match in its form is refused with advice. Literal beginnings are derived, so that the automaton finds the places
 * and the pattern is tried only there, anchored.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_PATTERN_H
#define OIT_RULES_PATTERN_H

#include "base/arena.h"
#include "rules/demand.h"
#include "rules/rules.h"

struct pattern; /* frozen after compiling */

struct pattern_problem {
    struct words text; /* NULL th: none */
    size_t offset;     /* in characters of the written pattern */
};

/* form: NORM_TIGHT, NORM_SPACED or NORM_WEAK. NULL when refused; the problem's texts live in arena. */
struct pattern *pattern_new(struct str text, unsigned form, struct arena *arena, struct pattern_problem *ret_problem);
void pattern_free(struct pattern *pattern);
size_t pattern_bytes(const struct pattern *pattern); /* compiled, with its JIT code */
/* Literal beginnings in form bytes; 0 when there is none of at least 2 bytes. */
size_t pattern_prefixes(const struct pattern *pattern, const struct str **ret_prefixes);

struct pattern_scratch; /* one a process: match data, match and depth limits */
struct pattern_scratch *pattern_scratch_new(void);
void pattern_scratch_free(struct pattern_scratch *scratch);
/* What a subject must hold to be worth a try. */
const struct demand *pattern_demand(const struct pattern *pattern);
/* subject is one block or title. Anchored at from, or anywhere at or behind it. True: [*ret_from, *ret_to) matched, not empty. */
bool pattern_match(const struct pattern *pattern, struct pattern_scratch *scratch, const unsigned char *subject, size_t n, size_t from,
                   bool is_anchored, size_t *ret_from, size_t *ret_to);

#endif
