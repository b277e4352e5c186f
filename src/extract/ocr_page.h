/* ocr_page.h - lines of a scanned page with their places, shared by ocr.c (rows to lines) and ocr_blocks.c (lines to blocks). For nobody else.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_OCR_PAGE_H
#define OIT_EXTRACT_OCR_PAGE_H

#include "extract/digits.h"
#include "extract/lines.h"

struct ocr_cell { /* a piece of a line, far from the next: of a table, or of two columns */
    int32_t left, right;
    struct str text;
};

struct ocr_line {
    uint32_t block; /* tesseract's: lines of one block stand below one another */
    int32_t left, right, top, bottom, letter_height;
    struct ocr_cell *cells;
    size_t n_cells;
    struct str text; /* all cells, joined by a blank */
    uint32_t letters;
    uint8_t confidence;
};

struct ocr_page {
    uint32_t page;
    enum oit_fault fault;
    struct page_text words;
    struct ocr_line *lines;
    size_t n_lines, n_bytes;
    int32_t letter_height; /* usual one of the page */
    uint32_t letters;
    uint8_t confidence; /* mean over the letters of the lines that were kept */
};

/* Appends the page's blocks. */
void ocr_blocks_add(struct doc_builder *b, const struct ocr_page *page, struct lines_title *title);

#endif
