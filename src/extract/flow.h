/* flow.h - a text document as its program tells it (paragraphs of runs, lists, tables with spans, links, pages) becomes blocks.
 *
 * Shared by the readers of word processors and slides: each tells what it meets in reading order, here it is decided what that makes: a heading (told, or a
 * short paragraph all bold), a cell of several paragraphs as one block, a table of data or of layout (one column or row, tables inside: its
 * text is given back as paragraphs), header rows, the label of a link, the title block, what is only a picture.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_FLOW_H
#define OIT_EXTRACT_FLOW_H

#include "base/limits.h"
#include "doc/builder.h"
#include "extract/extract.h"
#include "extract/zip_parts.h"

struct flow_style {
    uint8_t level; /* 1-6: a heading; 0: none */
    bool is_list;
};

struct flow_cell {
    uint32_t row, column, n_rows, n_columns;
    uint32_t block; /* the first one in it, or DOC_NONE */
    uint32_t item;  /* of its row */
    uint32_t left, right; /* where its edges are, if columns are told so (flow_cell_at) */
    bool is_bold, has_link;
};

struct flow_table {
    size_t first_cell, first_above, first_link;
    uint32_t first_block, row_item, heading, page, serial;
    uint32_t n_rows, column, n_columns, n_told; /* n_told: header rows told by the file, at the top */
    bool is_row_open, is_cell_open, has_table, has_edges;
};

struct flow_link {
    size_t start, block_start;
    uint32_t table, row; /* serial + FLOW_TABLE_OPEN, or DOC_NONE */
};

enum { FLOW_TABLE_OPEN = 0x40000000 };

struct flow {
    const struct extract_input *input;
    struct document *doc;
    struct doc_builder b;
    struct buf scratch;
    enum doc_zone zone;  /* set by the reader between paragraphs */
    uint32_t page;       /* likewise; 0: not known. A page that begins inside a paragraph counts for its next text. */

    /* the open block */
    struct flow_style style;
    size_t start, bold_bytes, link_bytes;
    uint32_t block_page, item;
    bool is_open, has_gap, joins; /* joins: another paragraph of a cell comes into the block */
    uint32_t n_items;

    uint32_t open_link;
    struct flow_link *links; size_t n_links, capacity_links;
    struct flow_cell *cells; size_t n_cells, capacity_cells;
    uint32_t *above; size_t n_above, capacity_above; /* which cell stands at each column, last row */
    struct flow_table tables[LIMIT_OPEN_TABLES];
    uint32_t n_tables, n_deep_tables, n_serials;
    uint32_t n_big_images, n_page_images;
    struct str pictures[LIMIT_OCR_PAGES]; size_t n_pictures; /* parts of the container with the big ones, in order */
    size_t first_block; /* of this document: what stands before it in the builder is another's */
};

/* doc: kind, url, arena are set. max_text_bytes: no more text can come (see doc_builder_init). */
void flow_init(struct flow *f, const struct extract_input *input, struct document *doc, size_t max_text_bytes);
/* Ends what is open, judges title block and pictures (FAULT_NO_TEXT, FAULT_EMPTY unless there is a fault already), seals. */
void flow_done(struct flow *f);
/* Behind flow_done: a document that is nothing but pictures is a scan. Where OCR is allowed each picture is asked for as a picture file would be,
 * and what is read becomes the document. */
struct extract_request flow_read_pictures(const struct flow *f, struct zip_parts *zip);

void flow_paragraph(struct flow *f, struct flow_style style); /* ends the one before */
void flow_paragraph_end(struct flow *f);
void flow_text(struct flow *f, struct str text, bool is_bold); /* white space is squeezed, also between runs */
void flow_space(struct flow *f);                               /* tab, line break */

/* What follows, up to flow_link_end or the paragraph's end, leads to reference. */
void flow_link(struct flow *f, struct str reference);
void flow_link_end(struct flow *f);
/* CSS pixels (1/96 inch); 0: not known. part: its name in the container (stays as long as the document), or STR_NONE. */
void flow_image(struct flow *f, long width, long height, struct str alt, struct str part);

void flow_table(struct flow *f);
void flow_row(struct flow *f);
void flow_row_is_header(struct flow *f); /* the open row: repeated on each page */
/* The next cell. A column that is covered by another cell is passed by flow_cell_skip. */
void flow_cell(struct flow *f, uint32_t n_columns, uint32_t n_rows);
void flow_cell_skip(struct flow *f, uint32_t n_columns);
/* The cell above goes on here (what is told of it until its end is its text too). */
void flow_cell_continue(struct flow *f, uint32_t n_columns);
/* Columns are found from the edges of all cells when the table ends (units as you like). is_continued: the cell above with the same left edge. */
void flow_cell_at(struct flow *f, uint32_t left, uint32_t right, bool is_continued);
void flow_cell_end(struct flow *f);
void flow_row_end(struct flow *f);
void flow_table_end(struct flow *f);

/* Of a field's instruction: HYPERLINK "address" \o "tip": the address; STR_NONE for places in the document (\l) and other fields. */
struct str flow_field_address(struct str instruction);

#endif
