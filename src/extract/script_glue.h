/* script_glue.h - how the scripts of a page put texts together: '<a href="/files/' + row.file + '">' says that "file" in the data is "/files/..." as a link.
 *
 * Read from sums and templates, never by running them. A part that a call or a condition makes is opaque: the address cannot be known.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_SCRIPT_GLUE_H
#define OIT_EXTRACT_SCRIPT_GLUE_H

#include "base/arena.h"
#include "extract/script_token.h"

enum { GLUES_MAX = 64, GLUE_OPEN = 1, GLUE_CLOSE = 2 /* bytes around the name of a part that is not written out */ };

struct script_glue {
    struct str key, prefix, suffix;
};

/* function openDoc(f) { window.open('/files/' + f); }: what it opens when it is called with an address or an id. */
struct script_opener {
    struct str name, prefix, suffix;
};

struct script_glues {
    struct arena *arena;
    struct script_glue items[GLUES_MAX];
    size_t n;
    struct { struct str name, text; } constants[GLUES_MAX];
    size_t n_constants;
    struct script_opener openers[GLUES_MAX];
    size_t n_openers;
    struct str function, parameter; /* of the program at hand: the last one that began */
    bool makes_links; /* some script makes links of what it holds or gets */
    bool makes_rows;  /* ... rows of a table of its members: row.name, not the days of a calendar */
    bool has_member;  /* in the sum at hand */
};

/* Texts a script writes out in full, and where: tokens[at] is the first of them. */
typedef void script_text_fn(void *context, size_t at, struct str text);

void script_glue_read(struct script_glues *g, const struct script_token *tokens, size_t n, script_text_fn *on_text, void *context);
/* An attribute of a template in the page: :href="'/files/' + row.file", ng-href="/files/{{row.file}}". */
void script_glue_attribute(struct script_glues *g, struct str value, bool is_expression);
const struct script_glue *script_glue_of(const struct script_glues *g, struct str key); /* or NULL */

#endif
