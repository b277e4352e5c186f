/* image.c - a picture file as a document: a scan of so many pages, whose text is what OCR reads.
 *
 * Icons and logos are no documents: what is smaller than LIMIT_IMAGE_MIN_SIDE is never read and counts as no page.
 * SPDX-License-Identifier: MIT
 */
#include "extract_internal.h"

#include "base/limits.h"
#include "extract/image_head.h"
#include "extract/ocr.h"

static bool is_icon(const struct image_head *head)
{
    return head->width < LIMIT_IMAGE_MIN_SIDE || head->height < LIMIT_IMAGE_MIN_SIDE;
}

static void add_pages(const struct extract_tools *scan, struct document *doc)
{
    struct ocr_pages pages;
    struct doc_builder b;
    struct lines_title title = {0};
    ocr_read(scan->pages, scan->n_pages, doc->arena, &pages);
    doc_builder_init(&b, doc, ocr_bytes(&pages) + 1024);
    for (uint32_t page = 1; page <= doc->n_pages; page++) {
        if (!title.page && ocr_has_text(&pages, page))
            title.page = page;
        (void)ocr_add(&b, &pages, page, &title);
    }
    ocr_finish(&b, &pages);
    if (doc->ocr_confidence) {
        doc->text_source = "ocr";
        doc->fault = FAULT_NONE;
    } else if (scan->fault == FAULT_TOOL_MISSING || scan->fault == FAULT_PARSER_LIMIT) {
        doc->fault = scan->fault;
    } else if (scan->n_pages == 1 && scan->pages[0].fault != FAULT_NONE && scan->pages[0].fault != FAULT_TIMEOUT) {
        doc->fault = scan->pages[0].fault; /* damaged, too large */
    }
    doc_builder_seal(&b);
}

struct extract_request image_extract(const struct extract_input *input, struct document *doc)
{
    struct extract_request request = {.need = NEED_NOTHING};
    struct image_head head = {0};
    bool is_known = image_head_read(input->bytes, &head);
    uint32_t max = input->ocr_pages < LIMIT_OCR_PAGES ? input->ocr_pages : LIMIT_OCR_PAGES;
    doc->fault = FAULT_NO_TEXT;
    doc->n_pages = is_known ? head.n_pages : 1;
    if (is_known && is_icon(&head))
        return request;
    doc->n_image_pages = doc->n_pages;
    const struct extract_tools *scan = extract_answer(input, NEED_SCAN_TEXT, input->part);
    if (scan) {
        add_pages(scan, doc);
    } else if (is_known && max > 0) {
        request = extract_ask(input, NEED_SCAN_TEXT);
        request.is_image = true;
        for (uint32_t page = 1; page <= doc->n_pages && request.n_pages < max; page++)
            request.pages[request.n_pages++] = page;
    }
    return request;
}
