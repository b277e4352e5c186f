/* fold.h - the bytes that a code point outside ASCII and the Thai block becomes in the alphabet of norm.h.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_FOLD_H
#define OIT_TEXT_FOLD_H

#include <stddef.h>
#include <stdint.h>

enum { FOLD_MAX_BYTES = 3 };

/* Number of bytes: 0 for what is dropped (zero-width, combining accents), 2 or 3 for ligatures. */
size_t fold_code_point(uint32_t code_point, unsigned char ret_bytes[static FOLD_MAX_BYTES]);
/* The Thai character (as a TIS-620 byte) behind a private-use glyph of Thai fonts, or 0. */
unsigned char fold_private_use(uint32_t code_point);

#endif
