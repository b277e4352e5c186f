/* extract.c - picks the extractor for the kind of the bytes. Adding one is one row and one file.
 * SPDX-License-Identifier: MIT
 */
#include "extract.h"

#include <stdlib.h>

#include "base/limits.h"
#include "extract/container.h"
#include "extract/extract_internal.h"
#include "extract/grid.h"
#include "extract/html.h"
#include "extract/json_page.h"
#include "extract/script_page.h"
#include "text/charset.h"
#include "text/repair.h"
#include "text/utf8.h"

/* charset=... of a Content-Type value. */
static struct str charset_of(struct str content_type)
{
    size_t at = str_find_nocase_c(content_type, "charset=");
    if (at == STR_NPOS)
        return STR_NONE;
    struct str value = str_from_pos(content_type, at + sizeof "charset=" - 1);
    value = str_trim(str_cut(&value, ';'));
    if (value.n >= 2 && (value.p[0] == '"' || value.p[0] == '\''))
        value = str_sub(value, 1, value.n - 2);
    return value;
}

static void text_kind(const struct extract_input *input, struct document *doc,
                      void (*extract)(const struct extract_input *, struct str, struct document *))
{
    struct buf text;
    buf_init(&text, LIMIT_INFLATED_BYTES);
    (void)charset_to_utf8(input->bytes, charset_of(input->content_type), &text);
    extract(input, buf_str(&text), doc);
    doc->is_cut |= text.is_full;
    buf_done(&text);
}

/* A program of the site in a file of its own: what it asks for, and documents it names. It shows nothing and claims nothing. */
static void program_extract(const struct extract_input *input, struct str text, struct document *doc)
{
    struct buf page;
    buf_init(&page, LIMIT_INFLATED_BYTES);
    (void)buf_add_c(&page, SCRIPT_FILE_HEAD);
    (void)buf_add_str(&page, text);
    (void)buf_add_c(&page, "</script>");
    html_extract(input, buf_str(&page), doc);
    buf_done(&page);
    for (size_t i = 0; i < doc->n_links; i++) {
        struct doc_link *link = &doc->links[i];
        bool is_document = link->target == TARGET_URL && url_is_document(link->url);
        link->target = link->via == VIA_ASKED || is_document ? link->target : TARGET_OTHER;
        link->via = link->via == VIA_ASKED ? VIA_ASKED : VIA_DATA;
        link->block = link->heading = DOC_NONE;
        link->zone = ZONE_MAIN;
    }
    doc->n_blocks = doc->n_tables = doc->n_forms = doc->n_images = doc->n_contacts = 0;
    doc->raw = doc->title = doc->refresh_url = STR_NONE;
    doc->is_shell = doc->is_cut = false;
    doc->fault = FAULT_NONE;
}

static void json_extract(const struct extract_input *input, struct str text, struct document *doc)
{
    struct buf page;
    bool is_cut = false;
    buf_init(&page, LIMIT_INFLATED_BYTES);
    if (json_to_html(text, &page, &is_cut))
        html_extract(input, buf_str(&page), doc);
    else
        program_extract(input, text, doc);
    doc->is_cut |= is_cut;
    buf_done(&page);
}

struct str extract_file_name(struct str url, struct str given, struct arena *arena)
{
    struct buf name;
    buf_init(&name, LIMIT_LABEL_BYTES);
    if (given.n)
        utf8_clean(given, &name);
    else
        url_file_name(url, &name);
    name.n = name.n ? repair_in_place(name.p, name.n) : 0;
    struct str copy = name.n ? arena_str(arena, buf_str(&name)) : STR_NONE;
    buf_done(&name);
    return copy;
}

/* A gzip file that is no content coding: sitemap.xml.gz. Its content becomes the input. */
static void unwrap_gzip(struct extract_input *input, struct buf *out)
{
    if (input->bytes.n < 18 || memcmp(input->bytes.p, "\x1F\x8B\x08", 3) != 0)
        return;
    if (extract_inflate(input->bytes, CODING_GZIP, out) == FAULT_NONE)
        input->bytes = buf_str(out);
}

/* --- tools --------------------------------------------------------------------------------------------------------------------- */

const struct extract_tools *extract_answer(const struct extract_input *input, enum extract_need need, uint32_t part)
{
    static const struct extract_tools too_many = {.fault = FAULT_PARSER_LIMIT};
    for (size_t i = 0; i < input->n_tools; i++)
        if (input->tools[i].need == need && input->tools[i].part == part)
            return &input->tools[i];
    return input->n_tools >= LIMIT_TOOL_RUNS ? &too_many : NULL;
}

struct extract_request extract_ask(const struct extract_input *input, enum extract_need need)
{
    return (struct extract_request){.need = need, .part = input->part, .bytes = input->part ? input->bytes : STR_NONE};
}

/* --- kinds --------------------------------------------------------------------------------------------------------------------- */

static struct extract_request nothing(void)
{
    return (struct extract_request){.need = NEED_NOTHING};
}

static struct extract_request xls_kind(const struct extract_input *input, struct document *doc)
{
    if (!container_is_ole(input->bytes)) {
        xls_xml_extract(input, doc);
        return nothing();
    }
    const struct extract_tools *tools = extract_answer(input, NEED_XLS_CELLS, input->part);
    if (!tools) {
        doc->fault = FAULT_NO_TEXT;
        return extract_ask(input, NEED_XLS_CELLS);
    }
    xls_extract(input, tools, doc);
    return nothing();
}

static struct extract_request doc_kind(const struct extract_input *input, struct document *doc)
{
    const struct extract_tools *tools = extract_answer(input, NEED_DOC_TEXT, input->part);
    if (!tools) {
        doc->fault = FAULT_NO_TEXT;
        return extract_ask(input, NEED_DOC_TEXT);
    }
    doc_extract(input, tools, doc);
    return nothing();
}

static struct extract_request extract_kind(const struct extract_input *input, struct document *doc)
{
    if (container_is_encrypted(input->bytes)) {
        doc->fault = FAULT_ENCRYPTED;
        return nothing();
    }
    switch (doc->kind) {
    case DOC_HTML: text_kind(input, doc, html_extract); break;
    case DOC_TEXT: text_kind(input, doc, plain_extract); break;
    case DOC_CSV: text_kind(input, doc, csv_extract); break;
    case DOC_XLSX: xlsx_extract(input, doc); break;
    case DOC_ODS: ods_extract(input, doc); break;
    case DOC_XLS: return xls_kind(input, doc);
    case DOC_SITEMAP:
    case DOC_FEED: xml_extract(input, doc); break;
    case DOC_PDF: return pdf_extract(input, doc);
    case DOC_IMAGE: return image_extract(input, doc);
    case DOC_DOCX: return docx_extract(input, doc);
    case DOC_DOC: return doc_kind(input, doc);
    case DOC_PPTX: return pptx_extract(input, doc);
    case DOC_ODT:
    case DOC_ODP: return odf_extract(input, doc);
    case DOC_RTF: rtf_extract(input, doc); break;
    case DOC_ZIP: return archive_extract(input, doc);
    case DOC_EMPTY: doc->fault = FAULT_EMPTY; break;
    case DOC_JSON: text_kind(input, doc, json_extract); break;
    case DOC_XML:
    case DOC_PPT:
    case DOC_OTHER: doc->fault = FAULT_UNSUPPORTED; break;
    }
    return nothing();
}

/* What has no signature of another kind is text in columns, whatever its name says. */
static enum doc_kind sheet_kind(enum doc_kind kind)
{
    bool is_sheet = kind == DOC_XLSX || kind == DOC_XLS || kind == DOC_ODS || kind == DOC_CSV || kind == DOC_EMPTY;
    return is_sheet ? kind : kind == DOC_TEXT || kind == DOC_JSON ? DOC_CSV : DOC_OTHER;
}

struct extract_request extract_cells(const struct extract_input *input, struct arena *arena, struct document *doc)
{
    *doc = (struct document){.arena = arena, .raw = STR_LIT(""), .text_source = "text"};
    doc->kind = sheet_kind(extract_sniff(input->bytes, input->content_type, input->url));
    struct extract_request request = extract_kind(input, doc);
    if (doc->fault == FAULT_EMPTY && input->grid->n_cells)
        doc->fault = FAULT_NONE; /* there is no document, which is as it should be */
    input->grid->is_cut |= doc->is_cut;
    return request;
}

struct extract_request extract_document(const struct extract_input *input, struct arena *arena, struct document *doc)
{
    struct extract_input plain = *input;
    struct buf inflated;
    buf_init(&inflated, LIMIT_INFLATED_BYTES);
    unwrap_gzip(&plain, &inflated);
    *doc = (struct document){.arena = arena,
                             .kind = extract_sniff(plain.bytes, input->content_type, input->url),
                             .raw = STR_LIT(""),
                             .text_source = "text"};
    doc->url = arena_str(arena, input->url);
    doc->file_name = extract_file_name(input->url, input->file_name, arena);
    struct extract_request request = extract_kind(&plain, doc);
    /* The tool gets what was inside the gzip file. */
    if (request.need != NEED_NOTHING && plain.bytes.p != input->bytes.p && (!request.bytes.p || request.bytes.p == inflated.p))
        request.bytes = arena_str(arena, plain.bytes);
    buf_done(&inflated);
    return request;
}
