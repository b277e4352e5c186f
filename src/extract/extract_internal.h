/* extract_internal.h - the extractors behind extract_document: each fills *doc, whose arena, kind, url and file name are set.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_INTERNAL_H
#define OIT_EXTRACT_INTERNAL_H

#include "extract/extract.h"

/* text is clean UTF-8. */
void plain_extract(const struct extract_input *input, struct str text, struct document *doc);
void csv_extract(const struct extract_input *input, struct str text, struct document *doc);
void xlsx_extract(const struct extract_input *input, struct document *doc);
void xls_extract(const struct extract_input *input, const struct extract_tools *tools, struct document *doc);
/* SpreadsheetML 2003: an XML file that many programs write as .xls. */
void xls_xml_extract(const struct extract_input *input, struct document *doc);
void ods_extract(const struct extract_input *input, struct document *doc);
/* Sitemaps and feeds: bytes as they came (XML tells its own encoding). */
void xml_extract(const struct extract_input *input, struct document *doc);
/* A plain text whose lines are all addresses is a sitemap: true, and *doc is done. */
bool url_list_extract(const struct extract_input *input, struct str text, struct document *doc);
/* The request for OCR, when input allows it and there is no answer yet. */
struct extract_request image_extract(const struct extract_input *input, struct document *doc);
/* The whole way of a PDF: asks for its text, for its members, for OCR, and makes the document. */
struct extract_request pdf_extract(const struct extract_input *input, struct document *doc);
/* Office files: bytes as they came. Those that are nothing but pictures ask for OCR where input allows it. */
void doc_extract(const struct extract_input *input, const struct extract_tools *tools, struct document *doc);
struct extract_request docx_extract(const struct extract_input *input, struct document *doc);
struct extract_request pptx_extract(const struct extract_input *input, struct document *doc);
struct extract_request odf_extract(const struct extract_input *input, struct document *doc); /* texts and slides */
void rtf_extract(const struct extract_input *input, struct document *doc);
/* ZIP archives; asks for what its members need. */
struct extract_request archive_extract(const struct extract_input *input, struct document *doc);

#endif
