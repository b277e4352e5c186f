/* missing_tools.h - says, once and at the end, which helper programs were not there and what that cost.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_MISSING_TOOLS_H
#define OIT_RUN_MISSING_TOOLS_H

#include "oitcheck/commands.h"
#include "worker/pool.h"

/* One line a program that documents were not read for, with the package to install; nothing when all were read. Not silenced by --quiet: items are
 * unknown because of it. */
void missing_tools_add(const struct pool *pool, enum oit_language language, struct buf *out);
void missing_tools_tell(const struct pool *pool, enum oit_language language); /* the same, to standard error */

#endif
