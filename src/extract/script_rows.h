/* script_rows.h - the rows a page's script holds, as rows of HTML.
 *
 * A row is an object or list inside a list; what it calls itself becomes the label of its address, the rest its other cells. Lists inside objects
 * become parts with a heading. Literals that are no list of things people read (settings, dictionaries, charts) write nothing.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_SCRIPT_ROWS_H
#define OIT_EXTRACT_SCRIPT_ROWS_H

#include "extract/script_glue.h"
#include "extract/script_value.h"

enum rows_place { ROWS_ANYWHERE, ROWS_IN_TABLE, ROWS_IN_LIST }; /* what they are put into */

struct rows_said {
    size_t n_rows;   /* with words people read */
    size_t n_links;  /* rows with an address */
    size_t n_unsure; /* rows whose address cannot be known, or is in no place we know */
    struct str first_address;
};

/* What writing would say; writes when out is not NULL. */
struct rows_said script_rows_write(const struct script_value *root, const struct script_glues *g, enum rows_place place, struct buf *out);

#endif
