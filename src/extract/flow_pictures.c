/* flow_pictures.c - office documents that are scans: each picture is read as a member of an archive would be (archive.h).
 * SPDX-License-Identifier: MIT
 */
#include "extract/archive.h"
#include "extract/flow.h"

struct extract_request flow_read_pictures(const struct flow *f, struct zip_parts *zip)
{
    struct extract_request request = {.need = NEED_NOTHING};
    struct document *doc = f->doc, text = *doc;
    if (doc->fault != FAULT_NO_TEXT || !f->n_pictures || !f->input->ocr_pages || f->input->part)
        return request;
    struct archive a;
    struct buf bytes;
    doc->n_pages = doc->n_image_pages = 0; /* the pictures count themselves, and say what is lacking */
    doc->fault = FAULT_NONE;
    archive_begin(&a, f->input, doc);
    (void)doc_builder_append(&a.b, &text);
    buf_init(&bytes, LIMIT_ZIP_ENTRY_BYTES);
    for (size_t i = 0; i < f->n_pictures && request.need == NEED_NOTHING; i++) {
        const struct zip_part *part = zip_parts_find_str(zip, f->pictures[i]);
        buf_clear(&bytes);
        enum oit_fault fault = part ? zip_parts_read(zip, part, &bytes) : FAULT_DAMAGED;
        request = archive_put(&a, f->pictures[i], buf_str(&bytes), fault);
    }
    buf_done(&bytes);
    if (request.need == NEED_NOTHING)
        archive_end(&a);
    else
        archive_drop(&a);
    if (request.need == NEED_NOTHING && a.n_read == 0) { /* nothing was there to read: as before, but looked at */
        text.n_ocr_pages = doc->n_ocr_pages;
        text.fault = a.first_fault == FAULT_TOOL_MISSING ? FAULT_TOOL_MISSING : text.fault;
        *doc = text;
    }
    doc->title = text.title;
    return request;
}
