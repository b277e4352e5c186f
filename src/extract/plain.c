/* plain.c - plain text.
 * SPDX-License-Identifier: MIT
 */
#include "extract_internal.h"

#include "base/limits.h"
#include "doc/builder.h"
#include "extract/lines.h"
#include "extract/pdf_page.h"

enum { QUALITY_BYTES = 64 * 1024 }; /* looked at to tell text from wrong letters */

void plain_extract(const struct extract_input *input, struct str text, struct document *doc)
{
    if (url_list_extract(input, text, doc))
        return;
    if (pdf_quality(str_sub(text, 0, QUALITY_BYTES)) == PDF_BROKEN) { /* made from a PDF without letters: glyph numbers (U+100164 ...) */
        doc->fault = FAULT_NO_TEXT;
        return;
    }
    struct doc_builder b;
    struct lines_title title = {0};
    doc_builder_init(&b, doc, text.n + text.n / 8 + 64); /* a joined line may gain a blank */
    lines_add(&b, text, 0, &title);
    doc->fault = b.n_blocks ? FAULT_NONE : FAULT_EMPTY;
    doc_builder_seal(&b);
}
