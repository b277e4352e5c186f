/* ocr.h - what OCR read on the pages of a scan becomes blocks of the document.
 *
 * Digits are the weak side of tesseract's Thai data: it lacks half of them and prints others instead, with confidence. So of all it prints only
 * years that two readers agree on stand in the text as ASCII digits; a year read once stands there in Thai digits; what nobody confirmed is
 * one "?" a digit, and no year, date or amount can come of it (document.h: doc_block.ocr). On pages in Arabic digits, which
 * tesseract does read, other numbers stay.
 *
 * Not here: reading digits and repairing years (digits.h), which pages are read (pdf.c, extract.c), the tools (worker).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_OCR_H
#define OIT_EXTRACT_OCR_H

#include "extract/digits.h"
#include "extract/extract.h"
#include "extract/lines.h"

/* The pages that OCR has answered for, of one document. All of them are looked at before any is added: how often a year was read, and which
 * digits the document is written in, is known of the whole only. */
struct ocr_pages {
    struct ocr_page *items; /* in arena */
    size_t n;
    bool has_arabic_digits; /* most digits of the document are Arabic */
};

void ocr_read(const struct extract_scan_page *pages, size_t n, struct arena *arena, struct ocr_pages *ret_pages);
/* Appends the blocks of page number `page`, if OCR read it; counts it in doc->n_ocr_pages. True: it has text. */
bool ocr_add(struct doc_builder *b, const struct ocr_pages *pages, uint32_t page, struct lines_title *title);
/* True when OCR has read the page and found text: that text is better than a broken text layer. */
bool ocr_has_text(const struct ocr_pages *pages, uint32_t page);
size_t ocr_bytes(const struct ocr_pages *pages); /* of the text of all of them */
/* Sets doc->ocr_confidence; to be called when all pages are added, before the document is sealed. */
void ocr_finish(struct doc_builder *b, const struct ocr_pages *pages);

#endif
