/* document.c - names of kinds, and the text of a block.
 * SPDX-License-Identifier: MIT
 */
#include "document.h"

static const char *const kind_names[] = {
    [DOC_HTML] = "html",       [DOC_PDF] = "pdf",     [DOC_TEXT] = "text", [DOC_CSV] = "csv",   [DOC_XML] = "xml",
    [DOC_SITEMAP] = "sitemap", [DOC_FEED] = "feed",   [DOC_JSON] = "json", [DOC_DOCX] = "docx", [DOC_XLSX] = "xlsx",
    [DOC_PPTX] = "pptx",       [DOC_ODT] = "odt",     [DOC_ODS] = "ods",   [DOC_ODP] = "odp",   [DOC_DOC] = "doc",
    [DOC_XLS] = "xls",         [DOC_PPT] = "ppt",     [DOC_RTF] = "rtf",   [DOC_ZIP] = "zip",   [DOC_IMAGE] = "image",
    [DOC_EMPTY] = "empty",     [DOC_OTHER] = "other",
};

bool doc_via_is_embedded(enum doc_via via)
{
    return via == VIA_IFRAME || via == VIA_FRAME || via == VIA_EMBED;
}

bool doc_via_is_rel(enum doc_via via)
{
    return via == VIA_REL || via == VIA_SITEMAP || via == VIA_FEED;
}

const char *doc_kind_name(enum doc_kind kind)
{
    size_t i = (size_t)kind;
    return i < sizeof kind_names / sizeof *kind_names && kind_names[i] ? kind_names[i] : "other";
}

struct str doc_block_text(const struct document *doc, uint32_t block)
{
    if (block >= doc->n_blocks)
        return STR_NONE;
    return str_sub(doc->raw, doc->blocks[block].start, doc->blocks[block].n);
}
