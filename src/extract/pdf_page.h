/* pdf_page.h - the parts of the PDF reader; shared by the files pdf*.c only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_PDF_PAGE_H
#define OIT_EXTRACT_PDF_PAGE_H

#include "doc/builder.h"
#include "extract/extract.h"

/* How much of a page's text can be used. */
enum pdf_quality { PDF_NO_TEXT, PDF_BROKEN, PDF_GOOD };
enum pdf_quality pdf_quality(struct str page);

/* Tables of one page of `pdftotext -layout` output, appended as cells and tables. *item counts table rows of the document. */
void pdf_tables(struct doc_builder *b, struct str layout_page, uint32_t page, uint32_t *item);

/* Links out of `pdftohtml -xml` output. The blocks of their pages are in b already. */
void pdf_links(struct doc_builder *b, const struct extract_input *input, struct str xml);

#endif
