/* mojibake.h - Thai text that was read in the wrong encoding and saved so; undone where it is certain.
 *
 *   Êӹѡ§Ò¹   CP874 bytes read as Latin-1 (where two of them happened to be valid UTF-8, as that)
 *   à¸ªà¸³    UTF-8 bytes read as windows-1252
 *   เธชเธณ    UTF-8 bytes read as windows-874
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_MOJIBAKE_H
#define OIT_TEXT_MOJIBAKE_H

#include "base/buf.h"

/* True: the repaired text was appended to out (it may hold control characters: clean it). False: nothing found, nothing
 * appended. Fast when nothing is there. text is valid UTF-8. */
bool mojibake_undo(struct str text, struct buf *out);

#endif
