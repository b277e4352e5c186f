/* rtf_token.h - RTF bytes as groups, control words and text (Rich Text Format 1.9.1, "Basic Entities").
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_RTF_TOKEN_H
#define OIT_EXTRACT_RTF_TOKEN_H

#include "base/str.h"

enum rtf_kind {
    RTF_OPEN, RTF_CLOSE, RTF_WORD /* \b0 */, RTF_SYMBOL /* \~ : one character in value */, RTF_BYTE /* \'hh in value */, RTF_TEXT,
};

struct rtf_token {
    enum rtf_kind kind;
    struct str name; /* of a word */
    struct str text; /* raw bytes, never empty */
    int32_t value;   /* of a word: its number */
    bool has_value;
};

struct rtf_tokens {
    const char *p, *end;
};

/* False at the end. The bytes of \bin are passed over. Linear. */
bool rtf_next(struct rtf_tokens *t, struct rtf_token *ret_token);

#endif
