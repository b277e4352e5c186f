/* script_token.h - a script's text as tokens: names, numbers, strings, signs. Nothing is run.
 *
 * Comments and regular expressions are passed over. One pass, linear; what is broken ends the script there.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_SCRIPT_TOKEN_H
#define OIT_EXTRACT_SCRIPT_TOKEN_H

#include "base/buf.h"

enum script_kind { SCRIPT_END, SCRIPT_NAME, SCRIPT_NUMBER, SCRIPT_STRING, SCRIPT_TEMPLATE /* `...` */, SCRIPT_SIGN };

struct script_token {
    enum script_kind kind;
    char sign;       /* SCRIPT_SIGN; the first byte: "+=" is '+' and then '=' */
    struct str text; /* strings: between the quotes, escapes as written */
};

/* The tokens of a script; an array to free. At most max, behind them one SCRIPT_END. False in *ret_is_whole: there were more, or it is broken. */
struct script_token *script_tokens(struct str script, size_t max, size_t *ret_n, bool *ret_is_whole);
/* Appends a string with its escapes resolved. */
void script_unescape(struct str s, struct buf *out);

#endif
