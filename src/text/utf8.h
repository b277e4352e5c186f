/* utf8.h - decoding and cleaning UTF-8. All text behind the extractors is clean: valid, no NUL, no control character but \n and \t.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_UTF8_H
#define OIT_TEXT_UTF8_H

#include "base/buf.h"

enum { UTF8_BAD = 0xFFFD };

/* Decodes one code point at p (n > 0 bytes) after RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF. *ret_length is
 * 1..4; a bad byte gives UTF8_BAD with length 1. */
uint32_t utf8_decode(const char *p, size_t n, size_t *ret_length);
size_t utf8_encode(uint32_t code_point, char ret_bytes[static 4]); /* length; a bad code point gives U+FFFD */
bool utf8_is_valid(struct str s);
size_t utf8_count_bad(struct str s); /* bad sequences */
size_t utf8_length(struct str s);    /* code points; a bad byte counts as one */
/* Appends s with bad sequences as U+FFFD; NUL, C0 (but \t \n), DEL, C1 and noncharacters dropped; CRLF, CR, VT and FF as
 * \n. Stands before every writer. */
void utf8_clean(struct str s, struct buf *out);
/* How much of s is ASCII without controls (but \t \n) and Thai, which utf8_clean would copy as it is. Very fast. */
size_t utf8_plain_prefix(struct str s);
/* The longest prefix of s of at most max_bytes that does not cut a code point, nor a Thai base from the marks behind it or the
 * vowel before it. */
struct str utf8_prefix(struct str s, size_t max_bytes);
/* Folds runs of white space (ASCII, U+00A0, U+3000, U+2000-200A) to one space, drops zero-width characters (U+200B-200D, U+2060,
 * U+FEFF, U+00AD), trims. For quoting. */
void utf8_squeeze(struct str s, struct buf *out);
/* For a terminal: as utf8_clean, and bidi controls (U+200E/F, U+202A-202E, U+2066-2069) dropped, \n and \t to a space. */
void utf8_terminal(struct str s, struct buf *out);

#endif
