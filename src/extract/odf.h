/* odf.h - the parts of the reader of OpenDocument texts and slides; shared by odf*.c only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_ODF_H
#define OIT_EXTRACT_ODF_H

#include "base/arena.h"
#include "extract/xml_events.h"

struct odf_style {
    struct str name, parent;
    uint8_t level; /* of a heading, by its name or outline level; 0: none */
    bool is_bold, tells_bold, is_hidden, breaks_before;
};

struct odf_styles {
    struct odf_style *items; /* as read; sorted by odf_styles_seal */
    size_t n, capacity;
    struct arena *arena;
};

void odf_styles_init(struct odf_styles *styles, struct arena *arena);
void odf_styles_done(struct odf_styles *styles);
void odf_styles_read(struct odf_styles *styles, struct str xml); /* adds those of one part */
void odf_styles_seal(struct odf_styles *styles);
/* With all it is based on; everything off when there is none. Text and paragraph styles do not share names in practice. */
struct odf_style odf_style(const struct odf_styles *styles, struct str name);

#endif
