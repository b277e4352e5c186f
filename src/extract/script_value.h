/* script_value.h - a data literal of a script ({...}, [...]) as a tree.
 *
 * Only what is written out has a value: what a variable, a call or a sum brings is VALUE_OTHER. A literal with code in it (a function, a method) is
 * none; the literals inside it are tried by themselves.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_SCRIPT_VALUE_H
#define OIT_EXTRACT_SCRIPT_VALUE_H

#include "base/arena.h"
#include "extract/script_token.h"

enum value_kind { VALUE_OTHER, VALUE_TEXT, VALUE_NUMBER, VALUE_OBJECT, VALUE_LIST };

struct script_value {
    enum value_kind kind;
    struct str key;  /* in an object; in a list its place as a number */
    struct str text; /* VALUE_TEXT: escapes resolved; VALUE_NUMBER: as written */
    struct script_value *child, *next;
    size_t n_children;
};

struct script_reader {
    struct arena *arena;
    const struct script_token *tokens;
    size_t n, at;
    size_t n_steps; /* left: literals that turn out to be code are read again from inside */
};

/* The literal at tokens[at], and `at` behind it; NULL (at as it was) when there is none. */
struct script_value *script_value_read(struct script_reader *r);

#endif
