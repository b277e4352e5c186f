/* extract.h - bytes to document. Pure functions: no files, no network, no processes; they run in parser workers.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_EXTRACT_H
#define OIT_EXTRACT_EXTRACT_H

#include "base/limits.h"
#include "doc/document.h"
#include "url/url.h"

/* Type by content before header and name (an HTML error page named .pdf is HTML). */
enum doc_kind extract_sniff(struct str bytes, struct str content_type, struct str url);

enum extract_coding { CODING_IDENTITY, CODING_GZIP, CODING_DEFLATE, CODING_BROTLI, CODING_ZSTD, CODING_UNKNOWN };
enum extract_coding extract_coding_from(struct str content_encoding_header);
/* Inflates wire bytes, bounded by out->max and by ratio; FAULT_NONE, FAULT_TOO_LARGE or FAULT_DAMAGED. */
enum oit_fault extract_inflate(struct str wire, enum extract_coding coding, struct buf *out);

/* What only a tool can read: a foreign program or a part of ours that runs outside the worker (see worker room). An extractor that needs one
 * says so; the pool runs it and runs the extraction again with the answer, so an extractor is still a pure function of bytes and answers. */
enum extract_need {
    NEED_NOTHING,
    NEED_PDF_TEXT,  /* pdfinfo, pdftotext -raw and -layout, links */
    NEED_DOC_TEXT,  /* antiword */
    NEED_XLS_CELLS, /* libfreexl */
    NEED_PDF_FILES, /* members of a PDF portfolio */
    NEED_SCAN_TEXT, /* OCR of pages of a PDF or of an image file */
    N_EXTRACT_NEEDS,
};

struct extract_request {
    enum extract_need need;
    uint32_t part;      /* 0: the document itself; k: its k-th member (archive, portfolio) */
    struct str bytes;   /* for the tool, owned by the caller's arena or a view into its bytes; absent: the job's own */
    uint32_t pages[LIMIT_OCR_PAGES]; size_t n_pages; /* NEED_SCAN_TEXT: 1-based, in the order they shall be read */
    uint32_t dpi;       /* NEED_SCAN_TEXT of a PDF; 0: 300 */
    bool wants_links;   /* NEED_PDF_TEXT: it has some */
    bool is_image;      /* NEED_SCAN_TEXT: bytes are an image file, not a PDF */
};

struct extract_scan_page {
    uint32_t page;
    uint32_t width, height, dpi; /* pixels of the image that was read */
    struct str tsv;        /* tesseract tha */
    struct str digits;     /* lines of the digit reader */
    struct str digits_tsv; /* tesseract thd */
    enum oit_fault fault;  /* why this page gave nothing or not all */
};
struct extract_file { /* member of a portfolio */
    struct str name;  /* as the portfolio gives it */
    struct str bytes;
    enum oit_fault fault;
};

/* One answered request. What a need does not fill is absent. */
struct extract_tools {
    enum extract_need need;
    uint32_t part;
    enum oit_fault fault;  /* why a tool gave nothing (FAULT_TOOL_MISSING, FAULT_TIMEOUT, FAULT_ENCRYPTED, FAULT_DAMAGED ...), else FAULT_NONE */
    struct str pdf_info;   /* output of: pdfinfo -enc UTF-8 - */
    struct str pdf_links;  /* output of: pdftohtml -xml, texts with the addresses behind them; when wanted */
    struct str pdf_raw;    /* output of: pdftotext -raw -enc UTF-8 - - */
    struct str pdf_layout; /* output of: pdftotext -layout -enc UTF-8 - - : for tables */
    struct str text;       /* antiword's plain text; of XLS lines "sheet TAB row TAB column TAB value" */
    struct str doc_xml;    /* antiword's DocBook: paragraphs and tables whose cells are whole (its plain text breaks Thai words at the cell's edge) */
    const struct extract_scan_page *pages; size_t n_pages; /* in the order of the request */
    const struct extract_file *files; size_t n_files;
};

/* Parameter of a content type: the HTML is no answer of a server but the page as a browser showed it. Its scripts have run: what they hold is neither read
 * nor waited for. With EXTRACT_RENDERED_PART not all that they asked for was given to them: the page is cut, and a shell
 * still: what it shows is read, what it does not show proves nothing. */
#define EXTRACT_RENDERED "oitcheck=rendered"
#define EXTRACT_RENDERED_PART EXTRACT_RENDERED "-part"

struct extract_input {
    struct str bytes;        /* inflated */
    struct str url;          /* final, canonical; for local files "file:///name" is allowed */
    struct str content_type; /* header value or STR_NONE */
    struct str file_name;    /* from Content-Disposition, or STR_NONE */
    const struct extract_tools *tools; size_t n_tools; /* answers so far, of all parts */
    uint32_t part;           /* 0, or which member of an archive these bytes are; a member's own members are not read */
    uint32_t ocr_pages;      /* NEED_SCAN_TEXT may be asked for so many pages of the document; 0: not at all */
    struct url_cache *urls;  /* may be NULL */
    struct seen_texts *seen; /* may be NULL (seen_text.h) */
    struct grid *grid;       /* NULL, or: the bytes are a sheet whose cells go there as they are (extract_cells) */
};

/* Stands behind what OCR has read in stores: of another version it is read again. */
enum { EXTRACT_OCR_VERSION = 1 };

/* A document's readable file name: from Content-Disposition (given), or from its URL. */
struct str extract_file_name(struct str url, struct str given, struct arena *arena);

/* The answer to a need, NULL when it was not asked yet. After LIMIT_TOOL_RUNS answers every further need is answered with FAULT_PARSER_LIMIT,
 * so an extractor that asks for what it lacks always comes to an end. */
const struct extract_tools *extract_answer(const struct extract_input *input, enum extract_need need, uint32_t part);
/* The request for a need of input's own bytes. */
struct extract_request extract_ask(const struct extract_input *input, enum extract_need need);

/* Fills *ret_doc (arena-owned). Returns the first request without an answer, or one of NEED_NOTHING: done. While something is asked *ret_doc
 * has kind, url and file name only and fault FAULT_NO_TEXT; the caller runs the tool and calls again with all answers. An unsupported
 * kind gives a document with fault FAULT_UNSUPPORTED. Never fails otherwise: what can be read is read, `fault` and `is_cut` say what is
 * lacking. */
struct extract_request extract_document(const struct extract_input *input, struct arena *arena, struct document *ret_doc);

/* The cells of a sheet exactly as they are (grid.h; input->grid is set): XLSX, XLS, ODS, SpreadsheetML 2003, CSV. As extract_document, which it is but for the
 * document; ret_doc->fault is FAULT_UNSUPPORTED for what is no sheet. */
struct extract_request extract_cells(const struct extract_input *input, struct arena *arena, struct document *ret_doc);

/* Sitemap (urlset, sitemapindex, plain text list), RSS and Atom: URLs only, at most LIMIT_LINKS, as links of the document. Called by
 * extract_document for DOC_SITEMAP and DOC_FEED. */

#endif
