/* crawler_traps.h - what the crawl tells the families of URLs (crawl/families.h), and what the report says of those that were cut.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_CRAWLER_TRAPS_H
#define OIT_RUN_CRAWLER_TRAPS_H

#include "crawler_parts.h"

struct crawler_traps;

struct crawler_traps *crawler_traps_new(void);
void crawler_traps_free(struct crawler_traps *traps);

/* Around the offers of one page's links. findings NULL: nothing was read. */
void crawler_traps_begin(struct crawler *c, uint32_t index);
void crawler_traps_offered(struct crawler *c, const struct frontier_entry *entry, enum frontier_result result, uint32_t index, enum trap trap);
void crawler_traps_end(struct crawler *c, uint32_t index, const struct findings *findings, enum oit_fault fault);
/* Families that were cut: into the outcome, and as notices. */
void crawler_traps_report(struct crawler *c);

#endif
