/* pdf_objects.h - a look at a PDF's objects without reading it as a PDF: what stands plainly in the file, and object streams inflated.
 *
 * Names and strings of dictionaries stand in the file itself or in object streams (PDF 1.5, ISO 32000-1 7.5.7). Whoever looks for one of them need not
 * know the rest of the format; poppler does. Nothing is promised for files that are encrypted or packed in odd ways.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_PDF_OBJECTS_H
#define OIT_EXTRACT_PDF_OBJECTS_H

#include "doc/builder.h"

/* Calls look with the whole file, then with each object stream's text, until it returns false. At most LIMIT_PDF_OBJECT_BYTES are inflated. False: something
 * could not be looked into. */
bool pdf_objects_each(struct str bytes, bool (*look)(void *to, struct str text), void *to);

/* What stands in the file: true when it may, where it cannot be looked into. */
struct pdf_marks {
    bool has_links; /* to addresses */
    bool has_files; /* portfolio, attachments */
    bool has_form;  /* fields to fill in */
    bool is_portfolio; /* told, not guessed: the pages say only how to open it */
};
struct pdf_marks pdf_marks(struct str bytes);

/* What was filled into the fields of a form and is not among the document's text: poppler draws a value anew when the file says so, and leaves out
 * letters its font has not. A paragraph each. */
void pdf_fields(struct doc_builder *b, struct str bytes);

#endif
