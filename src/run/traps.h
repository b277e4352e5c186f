/* traps.h - families of URLs that were cut: words for people, and how they are kept with the run.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_TRAPS_H
#define OIT_RUN_TRAPS_H

#include "run/notices.h"

struct oit_words trap_words(const char *reason); /* of report.h */
struct notice trap_notice(const char *reason);   /* without URL */

/* A line each, and back; a line of older runs is the name alone. */
void traps_pack(const struct oit_trap *traps, size_t n, struct buf *out);
void traps_unpack_line(struct str line, struct arena *arena, struct oit_trap *ret_trap);
const char *const *traps_families(const struct oit_trap *traps, size_t n, struct arena *arena);

#endif
