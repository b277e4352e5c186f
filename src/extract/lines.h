/* lines.h - lines of print become paragraphs: the text of PDF pages and of plain text files.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_LINES_H
#define OIT_EXTRACT_LINES_H

#include "doc/builder.h"

/* The title block: the first lines of the page it is looked for on. */
struct lines_title {
    size_t n_lines, n_bytes; /* seen so far */
    uint32_t page;
};

/* Appends the paragraphs of one page (0: there are no pages), marks those of the title block, looks for contact data. text is clean UTF-8. */
void lines_add(struct doc_builder *b, struct str text, uint32_t page, struct lines_title *title);

/* True when two pieces of Thai text meet: a line break between them is no blank. */
bool lines_thai_meets(struct str before, struct str after);
/* "1.", "๑)", "(2)", "-", "•", "ข้อ 3", "หมวด": a line that begins a thing of its own. */
bool lines_begins_item(struct str line);

#endif
