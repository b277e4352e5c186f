/* site_name.h - the agency's name, out of the start page's title: "หน้าแรก | สำนักงานตัวอย่าง" -> "สำนักงานตัวอย่าง".
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_SITE_NAME_H
#define OIT_RUN_SITE_NAME_H

#include "base/buf.h"

/* Appends the name; nothing when the title has none ("Home"). */
void site_name_from_title(struct str title, struct buf *out);

#endif
