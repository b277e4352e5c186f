/* html_page.h - the state of one page while it is read; shared by the files html*.c only.
 *
 *   html.c        tokens -> open elements, the end of the page
 *   html_element.c  what a start tag means for what stands inside it
 *   html_block.c  text -> blocks, headings
 *   html_head.c   meta, link
 *   html_class.c  what class, id and role words mean: zone, heading, item
 *   html_table.c  cells with spans -> grid, header rows
 *   html_link.c   links, images; html_label.c their label context; html_form.c forms
 *
 * While reading, `zone` of blocks, links and images holds a region number and `table` of blocks an open table's
 * number + TABLE_OPEN; both are
 * resolved when the region or table is complete.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_HTML_PAGE_H
#define OIT_EXTRACT_HTML_PAGE_H

#include "base/limits.h"
#include "doc/builder.h"
#include "extract/extract.h"
#include "extract/html.h"
#include "extract/html_token.h"
#include "extract/script_page.h"

/* What class, id and role say of one element. */
enum html_hint {
    HINT_MENU = 1, HINT_HEADER = 2, HINT_FOOTER = 4, HINT_ASIDE = 8, HINT_BREADCRUMB = 16, HINT_MAIN = 32,
    HINT_HEADING = 64,       /* accordion head, tab label, panel title: a heading even when all of it is a link */
    HINT_TITLE = 128,        /* "title", "topic": a heading when short and not a link */
    HINT_ITEM = 256,         /* card, box, post, row */
    HINT_TABS = 512,         /* a list of tab labels: no menu */
    HINT_MOUNT = 1024,       /* root, app, __next: where a script puts the page */
    HINT_CHAT = 2048,
    HINT_PART = 4096,        /* head or foot of a part: entry-header, card-footer */
};

/* A part of the page with a zone. A soft one is told by class words only, and loses it when it swallows the page. */
struct html_region {
    enum doc_zone zone;
    uint32_t parent;
    bool is_soft;
    size_t raw_start, raw_end;
    size_t link_bytes; /* at its start; of it all at its end */
};

/* A list item, card, table row: what belongs together. */
struct html_item {
    size_t raw_start, raw_end, lead_end; /* lead: what stands before its first nested list */
    uint32_t parent;
    uint32_t n_links;
    bool is_weak; /* told by class or kind of element: counts only when small */
    bool is_row;  /* a table row */
    bool is_dead; /* too large, or the row of a layout table */
};

struct html_entry {
    enum html_tag tag;
    enum doc_block_kind kind; /* what text directly inside becomes */
    uint8_t level;            /* of a heading */
    bool is_bold, is_pre, is_noscript, is_hint_title, is_all_headings /* restores headings even when nothing else stood inside */;
    bool is_strong_heading;   /* summary, accordion head, tab label, legend, dt: names what stands in its container */
    uint32_t region, item, link, saved, form, table, opened_item;
    bool is_mount;
    size_t mount_raw, mount_shown; /* text, and links, images and forms in front of it */
    uint32_t pane;            /* the strong heading that names this container, or DOC_NONE */
    enum html_tag pane_tag;   /* its element: another one of the same kind is its sibling, not its child */
};

struct html_cell {
    uint32_t row, column, n_rows, n_columns;
    uint32_t block; /* first one in it */
    bool is_header, is_bold, has_link;
};

struct html_row {
    uint32_t item;
    bool is_head; /* in <thead> */
};

struct html_table {
    size_t first_cell, first_row, first_span, first_link;
    uint32_t first_block, heading, column, serial;
    bool in_head, is_row_open, is_cell_open, has_table, has_form, is_presentation;
    size_t cell_block, cell_link; /* counts when the open cell began */
};

struct html_link_info {
    size_t raw_start, raw_end, line_start, line_end, block_start; /* lines: parted by <br>; line_end 0: not known */
    uint32_t item, table /* serial or final */, row, column;
    bool is_open;
    bool is_generic;
    bool is_alone; /* no text of its own, nor in its block: a block ended before any came */
};

struct html_id {
    uint64_t hash;
    uint32_t block; /* tab labels: the heading */
};

struct html_saved {
    struct doc_headings headings;
    size_t n_blocks;
};

/* A form sent by GET that asks nothing is a link with a button: "download anyway". */
struct html_get_form {
    uint32_t form, link; /* link: DOC_NONE when there is none, or something is asked */
    struct str query;    /* its hidden fields */
};

enum { TABLE_OPEN = 0x40000000, HEADING_MAX_BYTES = 300 };

/* What a class attribute says: a page uses few different ones, hundreds of times. */
enum { HTML_CLASS_SLOTS = 64 };
struct html_class_slot {
    struct str class; /* in the page's text */
    unsigned hints;
};

struct html_page {
    const struct extract_input *input;
    struct document *doc;
    struct arena *arena;
    struct doc_builder b;
    struct html_tokens tokens;
    struct html_token token;
    struct buf scratch, scratch2;
    struct str base;

    struct html_class_slot classes[HTML_CLASS_SLOTS];

    struct html_entry stack[LIMIT_HTML_DEPTH];
    size_t n_stack;
    uint32_t overflow; /* open elements beyond the cap */

    /* the open block */
    size_t start, line_start, link_bytes_block, bold_bytes;
    struct html_entry block_entry; /* the entry its first text stood in */
    bool has_gap, has_break;
    size_t link_bytes, noscript_bytes;
    uint32_t open_link;
    size_t n_lined;              /* links before this one know where their line ends */
    size_t n_settled;            /* links before this one know whether they stand alone */
    size_t link_end;             /* where the last link ended in raw */
    size_t n_shown, n_hints;     /* documents and addresses found in html_embed.c */
    struct html_get_form asking_nothing; /* the open form, while it has hidden fields only */
    struct str data;             /* the longest JSON in a script, a view of the page */
    bool has_data;               /* ... and it had something to show */
    bool asks_for_data;          /* a script fetches data when the page is shown */
    const struct script_page *scripts; /* what its inline scripts say */
    bool has_rows_made;          /* data of its scripts stands in the text (script_page.h) */
    struct str script_jump;      /* where a script leads that opens another page */
    uint32_t judged_heading;     /* the last one asked about in owns_links, and the answer */
    bool judged_owns_links;
    uint32_t lone_heading; /* a level 7 one whose container closed without text: no parent for the next */
    struct html_id label_of;     /* hash of the pane the open block labels, 0 = none */

    struct html_region *regions; size_t n_regions, capacity_regions;
    struct html_item *items; size_t n_items, capacity_items;
    struct html_saved *saved; size_t n_saved, capacity_saved;
    struct html_cell *cells; size_t n_cells, capacity_cells;
    struct html_row *rows; size_t n_rows, capacity_rows;
    uint32_t *spans; size_t n_spans, capacity_spans;
    struct html_table tables[LIMIT_OPEN_TABLES];
    uint32_t n_tables, n_deep_tables, n_serials;
    struct html_link_info *links; size_t n_links, capacity_links;
    struct html_id *ids; size_t n_ids, capacity_ids;
    struct html_id *labels; size_t n_labels, capacity_labels;
    uint32_t implicit_form; /* of fields outside any form; 0: none yet, else index + 1 */
    struct html_id *fragments; size_t n_fragments, capacity_fragments; /* block = link */

    bool has_title, is_title_open, has_mount, has_base;
    bool is_rendered;     /* its scripts have run */
    bool has_empty_mount; /* a mount with nothing in it but a word that asks to wait */
    bool select_jumps; /* in a <select> that opens what is chosen */
};

/* html.c */
static inline struct html_entry *html_top(struct html_page *h)
{
    return &h->stack[h->n_stack - 1];
}
/* The decoded, squeezed value of an attribute in h->scratch; STR_NONE when it is not there. Valid until the next call. */
struct str html_value(struct html_page *h, enum html_attr attr);
/* The same of a text people read: repaired (text/repair.h). STR_NONE when empty. */
struct str html_text_value(struct html_page *h, enum html_attr attr);

/* html_block.c */
void html_page_text(struct html_page *h, struct str text); /* entities not yet decoded */
void html_block_end(struct html_page *h);
static inline bool html_block_is_open(const struct html_page *h)
{
    return h->b.n_raw > h->start;
}

/* html_element.c */
void html_push(struct html_page *h, enum html_tag tag); /* the start tag at hand, onto the stack */
uint32_t html_item_open(struct html_page *h, bool is_weak);
bool html_is_inline(enum html_tag tag);
bool html_breaks_block(const struct html_entry *e);

/* html_head.c */
void html_meta(struct html_page *h);
void html_link_element(struct html_page *h);

/* html_class.c */
unsigned html_hints(struct html_page *h);

/* html_table.c */
void html_table_open(struct html_page *h);
void html_table_close(struct html_page *h);
void html_row_open(struct html_page *h);
void html_row_close(struct html_page *h);
void html_cell_open(struct html_page *h, bool is_header);
void html_cell_close(struct html_page *h);
/* The cells of a data table's row as one text " | ", without skip_block (DOC_NONE: with all). */
struct str html_row_text(struct html_page *h, const struct doc_table *table, uint32_t row, uint32_t skip_block);

/* html_link.c */
uint32_t html_link_open(struct html_page *h); /* for the start tag at hand; DOC_NONE when it links nowhere */
void html_link_close(struct html_page *h, uint32_t link);
void html_image(struct html_page *h);
void html_base_set(struct html_page *h, struct str reference);
struct str html_resolve(struct html_page *h, struct str reference, enum url_result *ret_result); /* canonical, in the arena, or STR_NONE */
void html_link_plain(struct html_page *h, enum doc_via via, struct str reference, struct str title);
/* The same for an address that is canonical already. */
void html_link_shown(struct html_page *h, enum doc_via via, struct str url, struct str title);
void html_link_template(struct html_page *h, struct str content); /* addresses inside a <template> */
struct str html_opened_by(struct html_page *h, struct str script); /* the same, by functions of the page's scripts, too */
struct str html_script_address(struct str script); /* STR_NONE when it opens nothing, or not a written-out address */
/* html_label.c */
void html_links_finish(struct html_page *h);
/* html_embed.c */
struct str html_data_document(struct html_page *h); /* the document a data attribute of the tag at hand names, or STR_NONE */
void html_embed_hints(struct html_page *h);         /* addresses in data attributes of the tag at hand */
void html_embed_frame(struct html_page *h);         /* iframe */
void html_embed_parameter(struct html_page *h);     /* param */
void html_embed_script(struct html_page *h, struct str script);
struct str html_shown_by(struct html_page *h, struct str reference, struct str url); /* the document in url's parameter or in reference's fragment; else url */
void html_embed_own_address(struct html_page *h);   /* at the end: the page's own parameter names what it shows */

/* html_form.c */
uint32_t html_form_open(struct html_page *h);
void html_form_close(struct html_page *h, uint32_t form);
bool html_in_form(struct html_page *h);
void html_form_field(struct html_page *h);
void html_form_label(struct html_page *h, struct str text);

#endif
