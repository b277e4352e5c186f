/* charset.h - what encoding bytes are in, and their text as clean UTF-8.
 *
 * Decided before any parser sees the bytes (libxml2 silently loses 95 % of a page otherwise), in this order: BOM; UTF-16 by
 * NUL pattern; UTF-8 when valid with at most 1 % bad sequences among the non-ASCII ones; windows-874 when at least 90 % of the high
 * bytes are in its Thai ranges; the label (HTTP header, then meta); windows-1252. TIS-620, ISO-8859-11 and windows-874 all decode
 * as CP874 with U+FFFD for holes. Two encodings in one page (UTF-8 shell, TIS-620 body) are decoded run by run.
 * Mojibake (Thai bytes shown as Latin-1 and saved as UTF-8, "Êӹѡ") is undone where it is certain.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_CHARSET_H
#define OIT_TEXT_CHARSET_H

#include "base/buf.h"

enum charset {
    CHARSET_UTF8,
    CHARSET_CP874,
    CHARSET_UTF16LE,
    CHARSET_UTF16BE,
    CHARSET_CP1252,
    CHARSET_MIXED, /* UTF-8 and CP874 in one page */
};

struct charset_decision {
    enum charset charset;
    size_t n_bad;         /* sequences that became U+FFFD */
    bool label_disagrees; /* header or meta said something else: a finding for the owner */
    bool has_mojibake;    /* undone */
};

/* label: the charset parameter of Content-Type, or STR_NONE; <meta charset> and <?xml encoding?> in the first 4 KB are looked at here. */
struct charset_decision charset_decide(struct str bytes, struct str label);
/* Appends the text as clean UTF-8 (utf8_clean) to out, BOM dropped, CRLF and CR as LF. Bounded by out->max. */
struct charset_decision charset_to_utf8(struct str bytes, struct str label, struct buf *out);
const char *charset_name(enum charset charset);

#endif
