/* extract.h - bytes to document. Pure functions: no files, no network, no processes; they run in parser workers.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_EXTRACT_H
#define OIT_EXTRACT_EXTRACT_H

#include "doc/document.h"
#include "url/url.h"

/* Type by content before header and name (an HTML error page named .pdf is HTML). */
enum doc_kind extract_sniff(struct str bytes, struct str content_type, struct str url);

enum extract_coding { CODING_IDENTITY, CODING_GZIP, CODING_DEFLATE, CODING_BROTLI, CODING_ZSTD, CODING_UNKNOWN };
enum extract_coding extract_coding_from(struct str content_encoding_header);
/* Inflates wire bytes, bounded by out->max and by ratio; FAULT_NONE, FAULT_TOO_LARGE or FAULT_DAMAGED. */
enum oit_fault extract_inflate(struct str wire, enum extract_coding coding, struct buf *out);

/* What a tool made of the bytes (run outside, see worker room); absent when not run. */
struct extract_tools {
    struct str pdf_info;   /* output of: pdfinfo -enc UTF-8 - */
    struct str pdf_raw;    /* output of: pdftotext -raw -enc UTF-8 - - */
    struct str pdf_layout; /* output of: pdftotext -layout -enc UTF-8 - - : for tables */
    enum oit_fault fault;  /* why a tool gave nothing (FAULT_TOOL_MISSING, FAULT_TIMEOUT, FAULT_ENCRYPTED, FAULT_DAMAGED), else FAULT_NONE */
};

struct extract_input {
    struct str bytes;        /* inflated */
    struct str url;          /* final, canonical; for local files "file:///name" is allowed */
    struct str content_type; /* header value or STR_NONE */
    struct str file_name;    /* from Content-Disposition, or STR_NONE */
    const struct extract_tools *tools; /* NULL before a tool ran */
    struct url_cache *urls;  /* may be NULL */
};

enum extract_need { NEED_NOTHING, NEED_PDF_TEXT };

/* Fills *ret_doc (arena-owned). Returns NEED_PDF_TEXT when the kind needs a tool run first (then *ret_doc has kind, url, file name only and
 * fault FAULT_NO_TEXT); the caller runs the tool and calls again with tools set. An unsupported kind gives a document
 * with
 * fault FAULT_UNSUPPORTED. Never fails otherwise: what can be read is read, `fault` and `is_cut` say what is lacking.
 * */
enum extract_need extract_document(const struct extract_input *input, struct arena *arena, struct document *ret_doc);

/* Sitemap (urlset, sitemapindex, plain text list), RSS and Atom: URLs only, at most LIMIT_LINKS, as links of the document. Called by
 * extract_document for DOC_SITEMAP and DOC_FEED. */

#endif
