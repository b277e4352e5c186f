/* repair.h - makes damaged Thai text readable, once, where it enters a document: what is quoted later is this text.
 *
 * Private-use glyphs, decomposed, disordered and doubled marks and stray blanks before them (norm_readable), a lost or swapped sara am (sara_am.h),
 * blanks a word cannot have (behind ั ื and เ แ โ ใ ไ), zero-width and bidi characters, U+FFFD between Thai letters. Sound text, nearly all there is,
 * stays as it is and costs one look. The repaired text is never longer.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_REPAIR_H
#define OIT_TEXT_REPAIR_H

#include "base/buf.h"

bool repair_is_wanted(struct str text);
void repair_text(struct str text, struct buf *out); /* appended */
size_t repair_in_place(char *p, size_t n);          /* the new length */

#endif
