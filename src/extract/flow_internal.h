/* flow_internal.h - shared by flow*.c only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_FLOW_INTERNAL_H
#define OIT_EXTRACT_FLOW_INTERNAL_H

#include "extract/flow.h"

enum { FLOW_CELL_MERGE_BYTES = 600 };

/* The table whose cell is open, or NULL. */
static inline struct flow_table *flow_open_table(struct flow *f)
{
    struct flow_table *t = f->n_tables && !f->n_deep_tables ? &f->tables[f->n_tables - 1] : NULL;
    return t && t->is_cell_open ? t : NULL;
}

void flow_block_end(struct flow *f);

#endif
