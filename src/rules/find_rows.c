/* find_rows.c - what a page declares, row by row: "O9 | รายงานผลการดำเนินงานประจำปี | 3 links".
 *
 * A link by itself is named in find_links.c; here number, title, year and links are bound as an assessor reads them: by table row (a cell that spans
 * several rows binds them together), by list entry with the lists nested in it, by card, accordion part or heading with what stands below, by paragraph with
 * the lines that follow. A row is *opened* by a block that names an item or prints a code, and lasts until another opens, a heading
 * ends its section, or a list goes on with something else. Text that quotes the criterion opens nothing.
 *
 *      <li>O8 แผนและความก้าวหน้า...      opens            a bare number or a name inside a coded row is part of it: in an index with
 *          <li>แผนปฏิบัติราชการ 2567     part of it       numbers, only numbers and siblings open
 *
 * Pages that declare fewer than two things have no rows. Which page is an index of which year and list is for assess/declarations.c.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "rules/finder.h"
#include "rules/row_code.h"
#include "text/utf8.h"
#include "url/url.h"

enum {
    MAX_ROWS = 600,
    MAX_ROW_LINKS = 4000,
    ROW_LABEL_BYTES = 200,
    ROW_BLOCK_BYTES = 600,  /* a longer block is prose */
    BARE_BLOCK_BYTES = 390, /* ... without link and code: 130 Thai letters */
    ROW_REACH = 40,         /* blocks behind its title in which a row's links may come */
    TITLE_BYTES = 12,       /* less is no title: four Thai letters */
    MIN_ROWS = 2,
    CODED_ROWS = 3,         /* a page with so many printed codes counts by them */
    NO_SCORE_LEAD = 15,     /* a cell this much better named than one to its left is the title */
};

struct open_row {
    bool is_open, is_coded, has_own_link;
    size_t row;
    uint32_t block, item, table, title_block, title_column;
    enum doc_block_kind kind;
    uint8_t level; /* headings */
};

struct rows {
    struct finder *f;
    const struct document *doc;
    struct row_fact *items;
    size_t n, capacity;
    uint32_t *links; /* pairs: row, link */
    size_t n_links, links_capacity;
    uint32_t *first_link, *next_link; /* of a block; of a link: the next one in its block */
    bool *is_table_done;
    bool is_coded_page;
    uint32_t main_heading; /* the page's own: what it names the page is, and does not declare */
    struct open_row open;
    struct row_code_text pending; /* a code that stood alone ("O7" in a badge) */
    uint32_t pending_block;
    struct buf scratch;
};

struct reading { /* of one block or cell */
    struct row_code_text code;
    struct classification answer;
    struct str label; /* without what quotes the criterion behind it */
    bool names;       /* an item */
    bool is_code_only;
};

static bool is_row_link(const struct doc_link *link)
{
    return !doc_via_is_rel(link->via) && link->via != VIA_IMAGE && link->via != VIA_DATA && link->via != VIA_HINT && link->via != VIA_ASKED && link->via != VIA_FORM;
}

/* ---- reading a block ---- */

static struct reading read_text(struct rows *r, struct str text, bool is_telling)
{
    struct reading reading = {.code = row_code_read(r->f->matcher, text, &r->scratch), .label = text};
    reading.is_code_only = reading.code.kind != ROW_NO_CODE && reading.code.end > 0 && str_trim(str_from_pos(text, reading.code.end)).n <= 2;
    if (reading.is_code_only || (!is_telling && reading.code.kind <= ROW_NUMBER))
        return reading;
    reading.answer = *classify_title(r->f->classifier, text);
    if (reading.answer.criterion_at < text.n && str_trim(str_sub(text, 0, reading.answer.criterion_at)).n > 0) {
        reading.label = str_trim(str_sub(text, 0, reading.answer.criterion_at));
        reading.answer = *classify_title(r->f->classifier, reading.label);
    }
    reading.names = reading.answer.n > 0 && reading.answer.best[0].score >= CLASSIFY_CLAIM && reading.answer.best[0].subject < r->f->scheme->n_items;
    return reading;
}

static struct reading read_block(struct rows *r, uint32_t block)
{
    return read_text(r, doc_block_text(r->doc, block), find_is_telling(r->f, block));
}

static bool has_code(const struct reading *reading)
{
    return reading->code.kind > ROW_NUMBER;
}

/* ---- rows ---- */

/* The year of the section: of the nearest heading above that states one and is not itself the title of an item ("O9 รายงานผล ปี 2566"). */
static struct year_statement section_year(struct rows *r, uint32_t heading)
{
    for (int up = 0; up < 8 && heading < r->doc->n_blocks; up++) {
        const struct classification *a = classify_title(r->f->classifier, doc_block_text(r->doc, heading));
        bool names_item = a->n > 0 && a->best[0].score >= CLASSIFY_CLAIM && a->best[0].subject < r->f->scheme->n_items;
        if (a->year.from_be != 0 && !names_item)
            return a->year;
        heading = r->doc->blocks[heading].heading;
    }
    return (struct year_statement){0};
}

static enum row_form form_of(const struct doc_block *b)
{
    if (b->kind == BLOCK_HEADING)
        return b->item != DOC_NONE ? ROW_CARD : ROW_HEADING;
    if (b->kind == BLOCK_LIST_ITEM)
        return ROW_LIST;
    return b->item != DOC_NONE ? ROW_CARD : ROW_PARAGRAPH;
}

static void open_row(struct rows *r, uint32_t block, const struct reading *reading, const struct row_code_text *code, enum row_form form)
{
    const struct doc_block *b = &r->doc->blocks[block];
    r->open.is_open = false;
    if (r->n >= MAX_ROWS)
        return;
    MEM_GROW(r->items, r->n, r->capacity);
    struct row_fact *row = &r->items[r->n];
    *row = (struct row_fact){.form = form, .block = block, .block_hash = b->hash};
    if (code->kind != ROW_NO_CODE) {
        row->code = find_kept(r->f, code->text, 24);
        row->number = code->number;
        row->code_kind = code->kind;
    }
    struct str label = code->end > 0 && code->end <= reading->label.n && code->text.p >= reading->label.p && code->text.p <= reading->label.p + reading->label.n
                           ? str_from_pos(reading->label, code->end)
                           : reading->label;
    row->label = find_kept(r->f, str_trim(label), ROW_LABEL_BYTES);
    if (reading->answer.n > 0)
        row->best = reading->answer.best[0];
    row->year = reading->answer.year;
    row->context_year = section_year(r, b->heading);
    row->has_criterion = r->f->notes[block].in_criterion || reading->label.n < doc_block_text(r->doc, block).n;
    r->open = (struct open_row){.is_open = true,
                                .is_coded = code->kind > ROW_NUMBER,
                                .row = r->n++,
                                .block = block,
                                .item = b->item,
                                .table = b->table,
                                .kind = b->kind,
                                .level = b->kind == BLOCK_HEADING ? b->level : UINT8_MAX};
}

static void add_link(struct rows *r, uint32_t link)
{
    if (!r->open.is_open || r->n_links >= MAX_ROW_LINKS || !is_row_link(&r->doc->links[link]))
        return;
    MEM_GROW(r->links, r->n_links * 2 + 1, r->links_capacity);
    r->links[2 * r->n_links] = (uint32_t)r->open.row;
    r->links[2 * r->n_links + 1] = link;
    r->n_links++;
    struct row_fact *row = &r->items[r->open.row];
    const struct doc_link *l = &r->doc->links[link];
    if (row->year.from_be == 0 && l->anchor.n > 0)
        row->year = classify_title(r->f->classifier, l->anchor)->year;
}

static void add_links_of(struct rows *r, uint32_t block)
{
    for (uint32_t l = r->first_link[block]; l != DOC_NONE; l = r->next_link[l])
        add_link(r, l);
}

/* ---- tables ---- */

struct cell {
    uint32_t block;
    uint32_t column;
    bool is_own; /* begins in this row: not spanned from above */
    struct reading reading;
};

enum { MAX_CELLS = 24 };

static bool same_cell(const struct doc_block *a, const struct doc_block *b)
{
    return a->table == b->table && a->row == b->row && a->column == b->column;
}

static size_t read_cells(struct rows *r, const struct doc_table *table, uint32_t at, struct cell cells[static MAX_CELLS])
{
    size_t n = 0;
    for (uint32_t c = 0; c < table->n_columns && n < MAX_CELLS; c++) {
        uint32_t block = table->grid[(size_t)at * table->n_columns + c];
        if (block >= r->doc->n_blocks || (n > 0 && cells[n - 1].block == block))
            continue;
        cells[n] = (struct cell){.block = block, .column = c, .is_own = r->doc->blocks[block].row == at};
        if (r->doc->blocks[block].n <= ROW_BLOCK_BYTES)
            cells[n].reading = read_block(r, block);
        n++;
    }
    return n;
}

/* The cell that names the item best, the left one of near equals; else the first with a text of its own. */
static const struct cell *title_cell(struct rows *r, const struct cell *cells, size_t n)
{
    const struct cell *best = NULL;
    for (size_t i = 0; i < n; i++) {
        bool is_quoted = r->f->notes[cells[i].block].in_criterion && cells[i].reading.label.n == r->doc->blocks[cells[i].block].n;
        if (cells[i].reading.names && !is_quoted &&
            (!best || cells[i].reading.answer.best[0].score > best->reading.answer.best[0].score + NO_SCORE_LEAD))
            best = &cells[i];
    }
    for (size_t i = 0; i < n && !best; i++) {
        const struct doc_block *b = &r->doc->blocks[cells[i].block];
        if (cells[i].reading.is_code_only || b->n < TITLE_BYTES || r->first_link[cells[i].block] != DOC_NONE || r->f->notes[cells[i].block].in_criterion)
            continue;
        const struct classification *a = classify_title(r->f->classifier, doc_block_text(r->doc, cells[i].block));
        if (!a->is_generic)
            best = &cells[i];
    }
    return best;
}

static const struct row_code_text *code_in(const struct cell *cells, size_t n, const struct cell *title)
{
    if (title && title->reading.code.kind > ROW_NUMBER)
        return &title->reading.code;
    for (size_t i = 0; i < n; i++)
        if (cells[i].reading.is_code_only && (!title || cells[i].column < title->column))
            return &cells[i].reading.code;
    return title ? &title->reading.code : NULL;
}

/* An icon stands in no text: its link seems to stand in the next row, but its label tells the row it is in. */
static bool is_of_row_above(struct rows *r, uint32_t link, const struct cell *title)
{
    const struct doc_link *l = &r->doc->links[link];
    return title && l->anchor.n == 0 && l->row.n > 0 && str_find(l->row, utf8_prefix(doc_block_text(r->doc, title->block), 60)) == STR_NPOS;
}

static void add_links_of_cells(struct rows *r, const struct cell *cells, size_t n, const struct cell *title, bool above)
{
    for (size_t i = 0; i < n; i++) {
        if (!cells[i].is_own)
            continue;
        for (uint32_t b = cells[i].block; b < r->doc->n_blocks && (b == cells[i].block || same_cell(&r->doc->blocks[b], &r->doc->blocks[cells[i].block])); b++)
            for (uint32_t l = r->first_link[b]; l != DOC_NONE; l = r->next_link[l])
                if (is_of_row_above(r, l, title) == above)
                    add_link(r, l);
    }
}

static bool quotes_criterion(struct rows *r, const struct cell *cells, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (uint32_t b = cells[i].block; b < r->doc->n_blocks && (b == cells[i].block || same_cell(&r->doc->blocks[b], &r->doc->blocks[cells[i].block])); b++)
            if (r->f->notes[b].in_criterion)
                return true;
    return false;
}

static void table_rows(struct rows *r, uint32_t index)
{
    const struct doc_table *table = &r->doc->tables[index];
    struct cell cells[MAX_CELLS];
    r->open.is_open = false;
    for (uint32_t at = 0; at < table->n_rows && r->n < MAX_ROWS; at++) {
        size_t n = read_cells(r, table, at, cells);
        const struct cell *title = title_cell(r, cells, n);
        const struct row_code_text *code = code_in(cells, n, title);
        static const struct row_code_text no_code = {.kind = ROW_NO_CODE};
        add_links_of_cells(r, cells, n, title, true); /* icons of the row above */
        bool is_spanned = title && r->open.is_open && title->block == r->open.title_block;
        bool is_titled = title && (title->reading.names || (code && code->kind != ROW_NO_CODE));
        if (is_titled && !is_spanned) {
            struct reading reading = title->reading;
            if (!reading.label.p)
                reading.label = doc_block_text(r->doc, title->block);
            open_row(r, title->block, &reading, code ? code : &no_code, ROW_TABLE);
            r->open.title_block = title->block;
            r->open.title_column = title->column;
        } else if (!is_spanned && title && r->open.is_open && title->is_own && title->column <= r->open.title_column) {
            r->open.is_open = false; /* another thing, which is no item */
        }
        if (r->open.is_open && quotes_criterion(r, cells, n))
            r->items[r->open.row].has_criterion = true;
        add_links_of_cells(r, cells, n, title, false);
    }
    r->open.table = index;
    r->open.kind = BLOCK_CELL;
}

/* ---- everything else ---- */

/* Links of one block whose own words name different things: each is a row. */
static size_t count_named_links(struct rows *r, uint32_t block, bool only_coded)
{
    size_t n = 0;
    for (uint32_t l = r->first_link[block]; l != DOC_NONE; l = r->next_link[l]) {
        struct str anchor = r->doc->links[l].anchor;
        if (!is_row_link(&r->doc->links[l]) || anchor.n == 0 || anchor.n > ROW_BLOCK_BYTES)
            continue;
        struct reading reading = read_text(r, anchor, true);
        n += only_coded ? has_code(&reading) && !reading.is_code_only : reading.names;
    }
    return n;
}

static void rows_of_links(struct rows *r, uint32_t block, bool only_coded)
{
    for (uint32_t l = r->first_link[block]; l != DOC_NONE; l = r->next_link[l]) {
        struct str anchor = r->doc->links[l].anchor;
        if (!is_row_link(&r->doc->links[l]))
            continue;
        struct reading reading = anchor.n > 0 && anchor.n <= ROW_BLOCK_BYTES ? read_text(r, anchor, true) : (struct reading){.names = false};
        if (only_coded ? has_code(&reading) && !reading.is_code_only : reading.names) {
            open_row(r, block, &reading, &reading.code, form_of(&r->doc->blocks[block]));
            r->open.has_own_link = true;
        }
        add_link(r, l);
    }
}

/* Does a name without a code, inside a row with one, begin another row? Its siblings do. */
static bool is_sibling(const struct rows *r, const struct doc_block *b, const struct reading *reading)
{
    const struct row_fact *row = &r->items[r->open.row];
    if (b->kind == BLOCK_HEADING && r->open.kind == BLOCK_HEADING)
        return b->level <= r->open.level;
    return b->kind == r->open.kind && r->open.has_own_link && reading->answer.best[0].score >= CLASSIFY_CERTAIN &&
           reading->answer.best[0].subject != row->best.subject;
}

static bool opens(const struct rows *r, const struct doc_block *b, const struct reading *reading)
{
    if (has_code(reading))
        return true;
    if (!reading->names)
        return false;
    if (!r->open.is_open)
        return true;
    if (r->open.is_coded && r->is_coded_page)
        return is_sibling(r, b, reading);
    const struct row_fact *row = &r->items[r->open.row];
    bool is_title_again = reading->answer.best[0].subject == row->best.subject && !r->open.has_own_link;
    return !is_title_again;
}

/* A heading ends what stands above it: of its own or a lower rank, or outside the card it heads. */
static bool heading_ends(const struct rows *r, const struct doc_block *b)
{
    if (b->item != DOC_NONE && b->item == r->open.item)
        return false;
    return r->open.kind != BLOCK_HEADING || b->level <= r->open.level;
}

static bool goes_on(struct rows *r, uint32_t block, const struct reading *reading)
{
    const struct doc_block *b = &r->doc->blocks[block];
    if (!r->open.is_open || block > r->open.block + ROW_REACH)
        return false;
    if (b->item != DOC_NONE && b->item == r->open.item)
        return true;
    bool is_generic = reading->answer.is_generic || b->n < TITLE_BYTES;
    if (b->kind == BLOCK_HEADING)
        return is_generic || !heading_ends(r, b);
    bool is_next_entry = r->open.has_own_link && r->open.kind != BLOCK_HEADING && b->kind == r->open.kind;
    return is_generic || !is_next_entry;
}

static void flow_block(struct rows *r, uint32_t block)
{
    const struct doc_block *b = &r->doc->blocks[block];
    bool is_prose = b->n > ROW_BLOCK_BYTES || (b->n > BARE_BLOCK_BYTES && r->first_link[block] == DOC_NONE &&
                                               row_code_read(r->f->matcher, doc_block_text(r->doc, block), &r->scratch).kind <= ROW_NUMBER);
    struct reading reading = is_prose ? (struct reading){.names = false} : read_block(r, block);
    if (reading.is_code_only && reading.code.kind > ROW_NUMBER && b->n > 0) {
        r->pending = reading.code;
        r->pending_block = block;
        return;
    }
    bool has_pending = r->pending.kind != ROW_NO_CODE && block <= r->pending_block + 2 && b->n >= TITLE_BYTES && !has_code(&reading);
    bool in_criterion = r->f->notes[block].in_criterion && reading.label.n == b->n;
    size_t n_coded = count_named_links(r, block, true);
    if (n_coded > 1 || (n_coded == 0 && !has_code(&reading) && !in_criterion && count_named_links(r, block, false) > 1)) {
        rows_of_links(r, block, n_coded > 1);
    } else if (!is_prose && !in_criterion && block != r->main_heading && (has_pending || opens(r, b, &reading))) {
        if (!reading.label.p || reading.label.n == 0)
            reading.label = doc_block_text(r->doc, block);
        open_row(r, block, &reading, has_pending ? &r->pending : &reading.code, form_of(b));
        r->pending.kind = ROW_NO_CODE;
        r->open.has_own_link = r->first_link[block] != DOC_NONE;
        add_links_of(r, block);
    } else {
        if (in_criterion && r->open.is_open)
            r->items[r->open.row].has_criterion = true;
        else if (!goes_on(r, block, &reading))
            r->open.is_open = false;
        if (r->open.is_open && b->item != DOC_NONE && b->item == r->open.item && r->first_link[block] != DOC_NONE)
            r->open.has_own_link = true;
        add_links_of(r, block);
    }
}

/* The first heading of the text, when none stands beside it in rank. */
static uint32_t main_heading_of(const struct document *doc)
{
    uint32_t first = DOC_NONE;
    for (uint32_t i = 0; i < doc->n_blocks; i++) {
        const struct doc_block *b = &doc->blocks[i];
        if (b->kind != BLOCK_HEADING || b->zone != ZONE_MAIN)
            continue;
        if (first == DOC_NONE)
            first = i;
        else if (b->level <= doc->blocks[first].level)
            return DOC_NONE;
    }
    return first;
}

static void walk(struct rows *r)
{
    r->main_heading = main_heading_of(r->doc);
    for (uint32_t i = 0; i < r->doc->n_blocks; i++) {
        const struct doc_block *b = &r->doc->blocks[i];
        if (b->zone != ZONE_MAIN) {
            r->open.is_open = false;
            continue;
        }
        bool in_table = b->table < r->doc->n_tables && r->doc->tables[b->table].n_columns > 1;
        if (in_table && !r->is_table_done[b->table]) {
            r->is_table_done[b->table] = true;
            table_rows(r, b->table);
        } else if (!in_table) {
            if (r->open.is_open && r->open.kind == BLOCK_CELL)
                r->open.is_open = false;
            flow_block(r, i);
        }
    }
}

/* ---- is it worth it, and what is it ---- */

static bool may_declare(struct rows *r)
{
    size_t n_items = 0, n_codes = 0;
    for (size_t i = 0; i < r->f->n_namings; i++) {
        const struct naming *naming = &r->f->namings[i];
        n_items += naming->zone == ZONE_MAIN && naming->n_best > 0 && naming->best[0].subject < r->f->scheme->n_items &&
                   naming->best[0].score >= CLASSIFY_CLAIM && naming->place != PLACE_TITLE && naming->place != PLACE_FILE_NAME;
    }
    for (size_t i = 0; i < r->doc->n_blocks && n_codes < CODED_ROWS; i++)
        if (r->doc->blocks[i].zone == ZONE_MAIN && r->doc->blocks[i].n <= ROW_BLOCK_BYTES)
            n_codes += row_code_read(r->f->matcher, doc_block_text(r->doc, (uint32_t)i), &r->scratch).kind > ROW_NUMBER;
    r->is_coded_page = n_codes >= CODED_ROWS;
    return n_items >= MIN_ROWS || r->is_coded_page;
}

static enum index_sign sign_of(const struct finder *f, const struct classification *a)
{
    bool names_hub = a->n > 0 && a->best[0].score >= CLASSIFY_CLAIM && a->best[0].subject >= f->scheme->n_items &&
                     f->scheme->traps[a->best[0].subject - f->scheme->n_items].is_hub;
    return names_hub ? INDEX_SIGN : a->is_hub ? INDEX_MAYBE : INDEX_NO_SIGN;
}

static void note_sign(struct finder *f, const struct classification *a)
{
    enum index_sign sign = sign_of(f, a);
    if (sign > f->out->index_sign)
        f->out->index_sign = sign;
}

/* "ita.agency.go.th", "/ita67/", "oit_2567.php". */
static void read_address(struct finder *f)
{
    struct str rest = f->doc->url;
    size_t at = str_find_c(rest, "://");
    rest = str_from_pos(rest, at == STR_NPOS ? 0 : at + 3);
    struct buf name;
    buf_init(&name, LIMIT_URL_BYTES);
    bool is_host = true;
    while (rest.n > 0) {
        struct str part = str_cut(&rest, '/');
        if (is_host)
            part = str_sub(part, 0, str_chr(part, '.'));
        buf_clear(&name);
        url_readable(part, &name);
        if (name.n > 0 && name.n <= LIMIT_LABEL_BYTES) {
            note_sign(f, classify_name(f->classifier, buf_str(&name)));
            struct year_statement year = is_host ? (struct year_statement){0} : years_in_name_from(buf_str(&name), f->scheme->first_month);
            if (year.from_be)
                f->out->address_year = year;
        }
        is_host = false;
    }
    buf_done(&name);
}

/* The title, the headings over its rows, the address. */
static void read_signs(struct finder *f)
{
    uint32_t last = DOC_NONE;
    if (f->doc->title.n > 0)
        note_sign(f, classify_title(f->classifier, f->doc->title));
    for (size_t i = 0; i < f->out->n_rows && f->out->index_sign < INDEX_SIGN; i++) {
        uint32_t heading = f->doc->blocks[f->out->rows[i].block].heading;
        if (heading == last)
            continue;
        last = heading;
        for (int up = 0; up < 4 && heading < f->doc->n_blocks; up++, heading = f->doc->blocks[heading].heading)
            if (f->doc->blocks[heading].n <= LIMIT_LABEL_BYTES)
                note_sign(f, classify_title(f->classifier, doc_block_text(f->doc, heading)));
    }
    read_address(f);
}

/* ---- keeping ---- */

/* A label that ends where a list begins: "นโยบาย ... ○". */
static struct str without_bullet(struct str label)
{
    static const char *const bullets[] = {"○", "●", "•", "▪", "■", "→", "»", "-", ":", "|", ">"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (str_ends_c(label, bullets[i])) {
            label = str_trim(str_sub(label, 0, label.n - strlen(bullets[i])));
            i = 0;
        }
    if (label.n > 2 && (str_ends_c(label, " o") || str_ends_c(label, " O")))
        label = str_trim(str_sub(label, 0, label.n - 2));
    return label;
}

/* "รายงานผลการดำเนินงานประจำปี ดาวน์โหลด": what the link says stands in the label no more. */
static void cut_links_off(const struct rows *r, struct row_fact *row, uint32_t first_link)
{
    struct str anchor = r->doc->links[first_link].anchor;
    if (anchor.n > 0 && anchor.n < row->label.n && str_eq(str_from_pos(row->label, row->label.n - anchor.n), anchor))
        row->label = str_trim(str_sub(row->label, 0, row->label.n - anchor.n));
}

static bool declares(const struct finder *f, const struct row_fact *row)
{
    return row->code_kind > ROW_NUMBER || (row->best.score >= CLASSIFY_CLAIM && row->best.subject < f->scheme->n_items);
}

static void keep(struct rows *r)
{
    struct findings *out = r->f->out;
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        n += declares(r->f, &r->items[i]);
    if (n < MIN_ROWS)
        return;
    out->rows = ARENA_ARRAY(r->f->arena, struct row_fact, n + 1);
    out->row_links = ARENA_ARRAY(r->f->arena, uint32_t, r->n_links + 1);
    for (size_t i = 0; i < r->n; i++) {
        if (!declares(r->f, &r->items[i]))
            continue;
        struct row_fact *row = &out->rows[out->n_rows++];
        *row = r->items[i];
        row->first_link = (uint32_t)out->n_row_links;
        for (size_t k = 0; k < r->n_links; k++)
            if (r->links[2 * k] == i)
                out->row_links[out->n_row_links++] = r->links[2 * k + 1];
        row->n_links = (uint32_t)out->n_row_links - row->first_link;
        for (uint32_t k = row->n_links; k > 0; k--)
            cut_links_off(r, row, out->row_links[row->first_link + k - 1]);
        row->label = without_bullet(row->label);
    }
    read_signs(r->f);
}

void find_rows(struct finder *f)
{
    const struct document *doc = f->doc;
    struct rows r = {.f = f, .doc = doc, .open = {.is_open = false}};
    if (doc->kind != DOC_HTML || doc->n_blocks == 0)
        return;
    buf_init(&r.scratch, 4096);
    if (may_declare(&r)) {
        r.first_link = mem_alloc((doc->n_blocks + 1) * sizeof *r.first_link);
        r.next_link = mem_alloc((doc->n_links + 1) * sizeof *r.next_link);
        r.is_table_done = mem_alloc(doc->n_tables + 1);
        for (size_t i = 0; i <= doc->n_blocks; i++)
            r.first_link[i] = DOC_NONE;
        for (size_t i = doc->n_links; i-- > 0;) {
            uint32_t block = doc->links[i].block < doc->n_blocks ? doc->links[i].block : (uint32_t)doc->n_blocks - 1;
            r.next_link[i] = r.first_link[block];
            r.first_link[block] = (uint32_t)i;
        }
        walk(&r);
        keep(&r);
    }
    free(r.first_link);
    free(r.next_link);
    free(r.is_table_done);
    free(r.items);
    free(r.links);
    buf_done(&r.scratch);
}
