/* name.h - file names as servers and archives write them, as a person reads them.
 *
 *   %E0%B8%A3 %25E0%25B8 %u0E23     percent escapes, also of TIS-620, escaped twice, and JavaScript's own
 *   =?UTF-8?B?4LiB?= =?tis-620?Q?=A1?=    encoded words of mail (RFC 2047), which old scripts put into headers
 *   raw UTF-8, raw TIS-620, either read as Latin-1 and saved
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_NAME_H
#define OIT_TEXT_NAME_H

#include "base/buf.h"

/* Appends the name without its folders as clean, repaired UTF-8 on one line. label: the charset it is said to be in, or STR_NONE. */
void name_readable(struct str raw, struct str label, struct buf *out);

#endif
