/* script_flight.h - what React's server sends beside (or instead of) its markup: a tree of elements as JSON, in pieces.
 *
 *   self.__next_f.push([1,"5:[\"$\",\"ul\",null,{\"children\":[[\"$\",\"li\",\"1\",{\"children\":\"..."])     lines "ID:JSON", cut anywhere
 *
 * An element is ["$", type, key, {props}]: read as HTML again it is the page a visitor sees.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_SCRIPT_FLIGHT_H
#define OIT_EXTRACT_SCRIPT_FLIGHT_H

#include "extract/script_glue.h"
#include "extract/script_value.h"

bool script_is_flight(struct str body);
/* Appends the piece a script holds. */
void script_flight_collect(const struct script_token *tokens, size_t n, struct buf *flight);

struct flight_said {
    size_t n_links, n_letters;
    struct str first_address; /* in the arena */
};
/* Appends all of it as HTML. Links and texts are counted, so that the caller can tell whether the page shows them already. */
struct flight_said script_flight_write(struct str flight, const struct script_glues *g, struct arena *arena, struct buf *out);

#endif
