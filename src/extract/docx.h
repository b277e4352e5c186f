/* docx.h - the parts of the reader of WordprocessingML; shared by docx*.c only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_DOCX_H
#define OIT_EXTRACT_DOCX_H

#include "base/arena.h"
#include "base/str.h"
#include "extract/xml_events.h"

struct docx_style {
    struct str id, based_on;
    uint8_t level;   /* of a heading; 0: none or not told */
    bool is_bold, tells_bold, is_hidden;
};

struct docx_styles {
    struct docx_style *items; /* sorted by id */
    size_t n;
};

/* What a style says with all it is based on; everything off when it is not there. */
struct docx_style docx_style(const struct docx_styles *styles, struct str id);
void docx_styles_read(struct str xml, struct arena *arena, struct docx_styles *ret_styles);
/* w:b, w:vanish ...: on unless it says "0", "false" or "off" (ECMA-376 17.17.4). */
bool docx_is_on(struct xml_events *e);

#endif
