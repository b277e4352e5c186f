/* doc_title.h - the title in a file's properties, where it says something.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_DOC_TITLE_H
#define OIT_EXTRACT_DOC_TITLE_H

#include "base/str.h"

/* The title without what programs put around it ("Microsoft Word - x.doc" is "x"); STR_NONE for what they invent: "Slide 1", "untitled", "Book1".
 * A view into title. */
struct str useful_title(struct str title);

#endif
