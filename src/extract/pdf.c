/* pdf.c - what pdfinfo and pdftotext wrote becomes a document.
 *
 * Paragraphs come from the -raw text, which keeps Thai words whole (98 % against 86-91 % in the other modes). Tables
 * come from the -layout text and
 * stand behind the paragraphs of their page: their words are there twice, but their headers are known.
 * SPDX-License-Identifier: MIT
 */
#include "extract_internal.h"

#include "base/limits.h"
#include "extract/archive.h"
#include "extract/doc_title.h"
#include "extract/lines.h"
#include "extract/ocr.h"
#include "extract/pdf_objects.h"
#include "extract/pdf_page.h"
#include "extract/zip_parts.h"
#include "text/charset.h"
#include "text/repair.h"
#include "text/utf8.h"

enum {
    TAIL_BYTES = 64 * 1024,
    A3_LONG_POINTS = 1200, A4_LONG_PIXELS = 3508, POINTS_PER_INCH = 72, MIN_SCAN_DPI = 10,
    FIELD_BYTES = 256 * 1024, /* what may be filled into a form */
    TITLE_PAGES = 3, /* the title block stands on the first page with text, if it is one of these */
};

/* ---- metadata ---- */

static struct str info_value(struct str info, const char *name)
{
    while (info.p) {
        struct str line = str_cut(&info, '\n');
        size_t colon = str_chr(line, ':');
        if (colon != STR_NPOS && str_eq_c(str_sub(line, 0, colon), name))
            return str_trim(str_from_pos(line, colon + 1));
    }
    return STR_NONE;
}

static void read_info(struct str info, struct document *doc)
{
    struct buf clean;
    buf_init(&clean, 64 * 1024);
    (void)charset_to_utf8(str_sub(info, 0, 32 * 1024), STR_LIT("utf-8"), &clean);
    clean.n = clean.n ? repair_in_place(clean.p, clean.n) : 0;
    struct str text = buf_str(&clean);
    struct str title = useful_title(info_value(text, "Title"));
    if (title.n)
        doc->title = arena_str(doc->arena, utf8_prefix(title, LIMIT_LABEL_BYTES));
    struct str creator = info_value(text, "Creator");
    if (creator.n)
        doc->generator = arena_str(doc->arena, utf8_prefix(creator, 200));
    uint64_t pages = 0;
    if (str_to_u64(info_value(text, "Pages"), 1000000, &pages))
        doc->n_pages = (uint32_t)pages;
    buf_done(&clean);
}

/* ---- the document ---- */

/* Why there is no text, when no tool said so: neither opens a file with a password or a torn end, but the bytes tell. */
static enum oit_fault fault_of_bytes(struct str bytes)
{
    struct str tail = str_from_pos(bytes, bytes.n > TAIL_BYTES ? bytes.n - TAIL_BYTES : 0);
    if (str_find_c(tail, "/Encrypt") != STR_NPOS || str_find_c(str_sub(bytes, 0, TAIL_BYTES), "/Encrypt") != STR_NPOS)
        return FAULT_ENCRYPTED;
    return str_find_c(tail, "%%EOF") == STR_NPOS ? FAULT_DAMAGED : FAULT_NO_TEXT;
}

static enum oit_fault fault_of(const struct extract_input *input, const struct extract_tools *tools, uint32_t n_good)
{
    const struct extract_tools *scan = extract_answer(input, NEED_SCAN_TEXT, input->part);
    if (n_good > 0 || tools->fault != FAULT_NONE)
        return tools->fault; /* with text: a timeout or damage after some pages */
    if (!tools->pdf_info.n)
        return fault_of_bytes(input->bytes);
    return scan && scan->fault == FAULT_TOOL_MISSING ? FAULT_TOOL_MISSING : FAULT_NO_TEXT;
}

/* The clean text of the next page, and whether it is usable. */
static enum pdf_quality next_page(struct str *rest, struct buf *clean)
{
    buf_clear(clean);
    (void)charset_to_utf8(str_cut(rest, '\f'), STR_LIT("utf-8"), clean);
    enum pdf_quality quality = pdf_quality(buf_str(clean));
    clean->n = clean->n ? repair_in_place(clean->p, clean->n) : 0; /* a page at once: more to tell a swapped letter by */
    return quality;
}

/* Pictures put into a PDF point for pixel make pages of a metre: rendered at 300 dpi they would be sixteen times as large as they are. Pages up to A3
 * get 300 dpi, larger ones the pixels of an A4 page. */
static uint32_t scan_dpi(struct str info)
{
    struct str size = info_value(info, "Page size"); /* "595.32 x 841.92 pts (A4)" */
    uint64_t sides[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        struct str side = str_trim(str_cut(&size, i ? ' ' : 'x'));
        (void)str_to_u64(str_cut(&side, '.'), UINT32_MAX, &sides[i]);
        size = str_trim(size);
    }
    uint64_t longest = sides[0] > sides[1] ? sides[0] : sides[1];
    if (longest <= A3_LONG_POINTS)
        return 0; /* the usual */
    uint64_t dpi = (uint64_t)A4_LONG_PIXELS * POINTS_PER_INCH / longest;
    return dpi < MIN_SCAN_DPI ? MIN_SCAN_DPI : (uint32_t)dpi;
}

/* Pages without usable text that OCR shall read, as input->ocr_pages allows. False: none. */
static bool ask_scan(const struct extract_input *input, const struct extract_tools *tools, struct extract_request *ret_request)
{
    struct buf clean;
    struct str raw = tools->pdf_raw;
    uint64_t n_pages = 0;
    uint32_t max = input->ocr_pages < LIMIT_OCR_PAGES ? input->ocr_pages : LIMIT_OCR_PAGES, page = 0;
    if (max == 0 || !tools->pdf_info.n || (tools->fault != FAULT_NONE && tools->fault != FAULT_NO_TEXT))
        return false;
    *ret_request = extract_ask(input, NEED_SCAN_TEXT);
    ret_request->dpi = scan_dpi(tools->pdf_info);
    buf_init(&clean, LIMIT_TEXT_BYTES);
    for (; raw.n && ret_request->n_pages < max && page < LIMIT_PDF_PAGES; page++)
        if (next_page(&raw, &clean) != PDF_GOOD)
            ret_request->pages[ret_request->n_pages++] = page + 1;
    buf_done(&clean);
    (void)str_to_u64(info_value(tools->pdf_info, "Pages"), LIMIT_PDF_PAGES, &n_pages);
    while (!raw.n && page < n_pages && ret_request->n_pages < max) /* pdftotext wrote nothing for the last ones */
        ret_request->pages[ret_request->n_pages++] = ++page;
    return ret_request->n_pages > 0;
}

/* One page: its own text, or what OCR read there. True: it has text of its own. */
static bool add_page(struct doc_builder *b, const struct ocr_pages *scans, uint32_t page, enum pdf_quality quality, struct str text,
                     struct lines_title *title)
{
    bool is_scan = quality != PDF_GOOD;
    b->doc->n_image_pages += is_scan;
    if (!title->page && page <= TITLE_PAGES && (!is_scan || ocr_has_text(scans, page)))
        title->page = page;
    if (is_scan && ocr_add(b, scans, page, title))
        return false;
    if (quality != PDF_BROKEN) /* wrong letters are for OCR: they prove nothing and are no quote */
        lines_add(b, text, page, title);
    return !is_scan;
}

/* Members of a portfolio behind the text of its cover, which says "open this in another program". Ends the document, or asks. */
static struct extract_request add_files(struct archive *a, const struct extract_tools *files, bool is_portfolio)
{
    struct document *doc = a->doc;
    struct extract_request request = {.need = NEED_NOTHING};
    enum oit_fault own_fault = doc->fault;
    struct str title = doc->title;
    for (size_t i = 0; i < files->n_files && request.need == NEED_NOTHING; i++) {
        struct buf name;
        buf_init(&name, LIMIT_ZIP_NAME_BYTES);
        zip_name_readable(files->files[i].name, true, &name);
        if (!archive_is_junk(buf_str(&name)))
            request = archive_put(a, buf_str(&name), files->files[i].bytes, files->files[i].fault);
        buf_done(&name);
    }
    if (request.need != NEED_NOTHING) {
        archive_drop(a);
        return request;
    }
    doc->is_cut |= files->fault != FAULT_NONE;
    archive_end(a);
    if (is_portfolio && files->fault != FAULT_NONE)
        doc->fault = files->fault;
    if (!is_portfolio && a->n_read == 0) /* attachments: the text is what it was */
        doc->fault = own_fault;
    else if (a->n_read)
        doc->fault = FAULT_NONE;
    if (!is_portfolio)
        doc->title = title;
    return request;
}

/* Pages, tables, links, form values: all but members. */
static void add_text(struct doc_builder *b, const struct extract_input *input, const struct extract_tools *tools, struct ocr_pages *scans,
                     const struct pdf_marks *marks)
{
    struct document *doc = b->doc;
    struct buf clean;
    buf_init(&clean, LIMIT_TEXT_BYTES);
    if (tools->pdf_info.n)
        read_info(tools->pdf_info, doc);
    struct str raw = tools->pdf_raw, layout = tools->pdf_layout;
    struct lines_title zone = {0};
    uint32_t page = 0, n_good = 0, item = 0;
    while (raw.n && page < LIMIT_PDF_PAGES && !b->is_cut) {
        struct str layout_page = layout.p ? str_cut(&layout, '\f') : STR_NONE;
        enum pdf_quality quality = next_page(&raw, &clean);
        n_good += add_page(b, scans, ++page, quality, buf_str(&clean), &zone);
        if (layout_page.n && quality == PDF_GOOD) {
            buf_clear(&clean);
            (void)charset_to_utf8(layout_page, STR_LIT("utf-8"), &clean);
            pdf_tables(b, buf_str(&clean), page, &item);
        }
    }
    if (raw.n)
        b->is_cut = true;
    if (page > doc->n_pages)
        doc->n_pages = page;
    while (doc->n_pages > page && page < LIMIT_PDF_PAGES && !b->is_cut && tools->fault == FAULT_NONE) /* pdftotext wrote nothing for the last ones */
        (void)add_page(b, scans, ++page, PDF_NO_TEXT, STR_NONE, &zone);
    ocr_finish(b, scans);
    if (n_good == 0 && doc->ocr_confidence)
        doc->text_source = "ocr";
    else
        doc->fault = fault_of(input, tools, n_good);
    buf_done(&clean);
    pdf_links(b, input, tools->pdf_links);
    if (marks->has_form && tools->fault != FAULT_ENCRYPTED)
        pdf_fields(b, input->bytes);
}

static struct extract_request make_document(const struct extract_input *input, const struct extract_tools *tools, const struct extract_tools *files,
                                            const struct pdf_marks *marks, struct document *doc)
{
    const struct extract_tools *scan = extract_answer(input, NEED_SCAN_TEXT, input->part);
    struct ocr_pages scans = {0};
    if (scan)
        ocr_read(scan->pages, scan->n_pages, doc->arena, &scans);
    if (files && files->n_files) {
        struct archive a;
        archive_begin(&a, input, doc);
        add_text(&a.b, input, tools, &scans, marks);
        return add_files(&a, files, marks->is_portfolio);
    }
    struct doc_builder b;
    doc_builder_init(&b, doc, tools->pdf_raw.n + tools->pdf_layout.n + ocr_bytes(&scans) + (marks->has_form ? FIELD_BYTES : 1024));
    add_text(&b, input, tools, &scans, marks);
    doc_builder_seal(&b);
    if (files && files->fault != FAULT_NONE) {
        doc->is_cut = true;
        doc->fault = marks->is_portfolio ? files->fault : doc->fault;
    }
    return (struct extract_request){.need = NEED_NOTHING};
}

struct extract_request pdf_extract(const struct extract_input *input, struct document *doc)
{
    const struct extract_tools *tools = extract_answer(input, NEED_PDF_TEXT, input->part), *files = NULL;
    struct extract_request request;
    if (!tools) {
        doc->fault = FAULT_NO_TEXT;
        request = extract_ask(input, NEED_PDF_TEXT);
        request.wants_links = pdf_marks(input->bytes).has_links;
        return request;
    }
    struct pdf_marks marks = pdf_marks(input->bytes);
    if (input->part == 0 && tools->fault != FAULT_ENCRYPTED && marks.has_files) { /* one level of members */
        files = extract_answer(input, NEED_PDF_FILES, 0);
        if (!files)
            return extract_ask(input, NEED_PDF_FILES);
    }
    if (!extract_answer(input, NEED_SCAN_TEXT, input->part) && ask_scan(input, tools, &request))
        return request;
    return make_document(input, tools, files, &marks, doc);
}
