/* document.h - the common document: what every extractor makes out of bytes and everything later looks at.
 *
 *   raw text   clean UTF-8; blocks in reading order, each ended by '\n'; blocks never overlap
 *   blocks     heading, paragraph, list item, table cell, caption ... with level, page, zone and the heading that governs them
 *   tables     a grid of block numbers after row and column spans are resolved, and how many rows and columns are headers
 *   links      with their whole label context; resolved to canonical URLs
 *   forms, contacts, images, metadata
 *
 * Built through doc_builder (builder.h) into one arena, then sealed: const from there. Everything is owned by the
 * document's arena.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_DOC_DOCUMENT_H
#define OIT_DOC_DOCUMENT_H

#include "base/arena.h"
#include "base/buf.h"
#include "oitcheck/codes.h"

enum doc_kind {
    DOC_HTML, DOC_PDF, DOC_TEXT, DOC_CSV, DOC_XML, DOC_SITEMAP, DOC_FEED, DOC_JSON, DOC_DOCX, DOC_XLSX, DOC_PPTX, DOC_ODT, DOC_ODS, DOC_ODP,
    DOC_DOC, DOC_XLS, DOC_PPT, DOC_RTF, DOC_ZIP, DOC_IMAGE, DOC_EMPTY, DOC_OTHER,
};
const char *doc_kind_name(enum doc_kind kind); /* "html", "pdf" ...: the report's "kind" */

enum doc_zone { ZONE_MAIN, ZONE_HEADER, ZONE_MENU, ZONE_ASIDE, ZONE_BREADCRUMB, ZONE_FOOTER };
enum doc_block_kind {
    BLOCK_HEADING,   /* level 1-6: h1-h6; 7: caption-like heads: summary, accordion and card titles, tab labels, legend, dt, a paragraph all bold */
    BLOCK_PARAGRAPH, BLOCK_LIST_ITEM, BLOCK_CELL, BLOCK_CAPTION, BLOCK_OPTION, BLOCK_LABEL /* of a form field */,
};

#define DOC_NONE UINT32_MAX /* "no such index" */

struct doc_block {
    enum doc_block_kind kind;
    enum doc_zone zone;
    uint8_t level;        /* headings */
    bool is_first_line;   /* PDF and text: among the first lines of page 1 (title block) */
    uint8_t ocr;          /* 0: text of the document; 1-100: read from a picture, with this confidence. Of such text only the ASCII digits are
                             sure; a year in Thai digits was read once, and every digit nobody confirmed is a "?" */
    uint32_t page;        /* 1-based; 0 when there are no pages */
    uint32_t start, n;    /* bytes in raw, without the '\n' */
    uint32_t heading;     /* the nearest heading above that governs it, or DOC_NONE; for a heading: the next higher one */
    uint32_t table;       /* index, or DOC_NONE; for BLOCK_CELL */
    uint32_t row, column; /* for BLOCK_CELL: its first grid place */
    uint32_t item;        /* number of the innermost list item / card / table row it stands in (unique in the document), or DOC_NONE */
    uint64_t hash;        /* doc_block_hash (builder.h) of the squeezed text: equal blocks on many pages are boilerplate */
};

struct doc_table {
    uint32_t n_rows, n_columns;
    uint32_t n_header_rows, n_header_columns; /* <th>, <thead>, or judged from the first rows */
    const uint32_t *grid;                     /* n_rows * n_columns block indices (row by row) or DOC_NONE */
    uint32_t heading;
    uint32_t page;
};

enum doc_via { VIA_A, VIA_AREA, VIA_IFRAME, VIA_FRAME, VIA_EMBED, VIA_REFRESH, VIA_SCRIPT /* onclick, window.open */, VIA_FORM, VIA_IMAGE /* <img src> of size */, VIA_REL /* <link rel=canonical|alternate> */, VIA_DATA,
               VIA_HINT /* an address in a data attribute: a link only where the rules know it as shared storage or a viewer */,
               VIA_ASKED /* what a script asks for data when the page is shown: followed, and named by nothing */,
               VIA_SITEMAP /* <link rel=sitemap>, or a sitemap that an index of sitemaps lists */, VIA_FEED /* <link rel=alternate> to RSS or Atom */ };
/* Shown inside the page: a frame, an embedded viewer. */
bool doc_via_is_embedded(enum doc_via via);
/* Said to programs in the page's head or in a list for them; nobody sees it. */
bool doc_via_is_rel(enum doc_via via);
enum doc_target { TARGET_URL, TARGET_SELF /* "", "#", "#x", javascript:void(0) */, TARGET_ANCHOR /* #x that exists in the page */, TARGET_MAIL, TARGET_PHONE, TARGET_OTHER /* not http(s) or broken */ };

struct doc_link {
    enum doc_via via;
    enum doc_target target;
    enum doc_zone zone;
    bool is_nofollow, is_download;
    struct str url;     /* canonical; absent unless TARGET_URL */
    struct str anchor;  /* squeezed text inside <a>, at most LIMIT_LABEL_BYTES as all label parts */
    struct str title;   /* title=, aria-label=, alt= of an image inside, data-title= */
    struct str row;     /* text of the table row (cells joined by " | "), without the anchor's own cell when that is generic */
    struct str item;    /* text of the innermost list item, card or paragraph up to the link */
    uint32_t heading;   /* block index of the heading above, or DOC_NONE */
    uint32_t block;     /* block it stands in (or that follows it) */
};

struct doc_form {
    struct str action; /* canonical or absent */
    bool has_password, has_textarea, has_file, has_email, is_search;
    uint16_t n_fields;  /* visible ones */
    uint32_t block;     /* first block behind its start */
    struct str labels;  /* labels, placeholders, button texts joined by " | " */
};

/* Maps, LINE and Messenger behind links are told apart by the rules (rules/common/channels.yaml); LINE here is a name in the text. */
enum doc_contact_kind { CONTACT_PHONE, CONTACT_EMAIL, CONTACT_ADDRESS, CONTACT_MAP, CONTACT_LINE,
                        CONTACT_WIDGET /* the address of a script, or a class name, that may bring a chat window: rules know which do */, CONTACT_FAX };
struct doc_contact {
    enum doc_contact_kind kind;
    uint32_t block;
    struct str text;
};

struct doc_image {
    struct str url;      /* canonical or absent (data:) */
    struct str alt;      /* alt, title, figcaption */
    uint16_t width, height; /* pixels from attributes or style; 0 = not said */
    enum doc_zone zone;
    uint32_t block, heading;
};

struct document {
    struct arena *arena;
    enum doc_kind kind;
    struct str url;       /* final, canonical; base for links unless <base> */
    struct str title;     /* <title>, PDF or office metadata title; absent if none */
    struct str file_name; /* readable; from Content-Disposition or URL */
    struct str language;
    struct str generator, canonical_url, refresh_url;
    struct str raw;
    struct doc_block *blocks;     size_t n_blocks;
    struct doc_table *tables;     size_t n_tables;
    struct doc_link *links;       size_t n_links;
    struct doc_form *forms;       size_t n_forms;
    struct doc_contact *contacts; size_t n_contacts;
    struct doc_image *images;     size_t n_images;
    uint32_t n_pages;        /* PDF */
    uint32_t n_image_pages;  /* pages without usable text of their own: scans, whether OCR read them or not */
    uint32_t n_ocr_pages;    /* of these, pages that OCR has looked at */
    uint8_t ocr_confidence;  /* mean over the text of these pages; 0: there is none */
    uint32_t n_scripts;      /* <script src> and inline */
    bool is_shell;           /* almost no text, but scripts and a mount point: content is made by script */
    bool is_noindex, is_nofollow; /* meta robots */
    bool is_cut;             /* a limit was hit: text is incomplete */
    enum oit_fault fault;    /* FAULT_NONE, or why there is no (full) text: FAULT_NO_TEXT, FAULT_ENCRYPTED, FAULT_DAMAGED ... */
    const char *text_source; /* "text"; "ocr" when all of it was read from pictures; "rendered" when a browser ran its scripts */
};

struct str doc_block_text(const struct document *doc, uint32_t block);

/* Golden-test dump: one line per block, link, table ...; stable. */
void doc_dump(const struct document *doc, struct buf *out);
/* Serialised form for the store (documents whose text costs a tool run). False when it cannot be read (other version, damaged). */
void doc_pack(const struct document *doc, struct buf *out);
bool doc_unpack(struct str packed, struct arena *arena, struct document *ret_doc);

#endif
