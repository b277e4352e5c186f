/* html.c - tokens become open elements, and their text blocks.
 *
 * The stack of open elements follows the HTML standard where it decides which text belongs together: implied end tags (p, li, td, tr, dd,
 * option, a), end tags that close what is open above them, inline end tags that close only themselves, table cells as a border. Text goes
 * straight into the document's raw text; a block ends where a block element begins or ends. Hidden text is read (accordions); script,
 * style and template are not.
 * SPDX-License-Identifier: MIT
 */
#include "html.h"

#include <stdlib.h>

#include "base/mem.h"
#include "extract/contact.h"
#include "extract/html_page.h"
#include "text/utf8.h"

enum { HEADING_MAX_BYTES = 300, SHELL_MAX_BYTES = 600, SWALLOW_MIN_BYTES = 1500, SCRIPT_JUMP_MAX_BYTES = 1500, SPLASH_MAX_BYTES = 400,
       PANES_LOOKED_AT = 256 /* labels compared with each id */ };

struct str html_value(struct html_page *h, enum html_attr attr)
{
    if (!html_has(&h->token, attr))
        return STR_NONE;
    buf_clear(&h->scratch);
    (void)buf_add(&h->scratch, "", 0);
    html_decode(h->token.value[attr], &h->scratch);
    return (struct str){h->scratch.p ? h->scratch.p : "", h->scratch.n};
}

static bool is_value(const struct html_page *h, enum html_attr attr, const char *text)
{
    return str_eq_nocase_c(str_trim(html_attr(&h->token, attr)), text);
}

/* ---- blocks ---- */

static bool is_open_block(const struct html_page *h)
{
    return h->b.n_raw > h->start;
}

/* A paragraph that is wholly bold, or whose element is called "title", is a heading to its reader. */
static bool reads_as_heading(const struct html_page *h)
{
    const struct html_entry *e = &h->block_entry;
    size_t n = h->b.n_raw - h->start;
    enum doc_zone zone = h->regions[e->region].zone;
    if (n > HEADING_MAX_BYTES || n < 4 || zone == ZONE_MENU || zone == ZONE_FOOTER || zone == ZONE_BREADCRUMB)
        return false;
    if (h->link_bytes_block * 2 > n)
        return false;
    bool is_bold = h->bold_bytes + n / 8 >= n; /* spaces and stray punctuation are not counted as bold */
    if (e->kind == BLOCK_PARAGRAPH)
        return is_bold || e->is_hint_title;
    return e->kind == BLOCK_LIST_ITEM && is_bold && e->tag != TAG_LI;
}

static uint32_t later(uint32_t a, uint32_t b)
{
    return a == DOC_NONE ? b : b == DOC_NONE || a > b ? a : b;
}

/* The heading above a new one. Levels alone do not tell: what stands in an accordion part or tab pane belongs under its name whatever its level
 * (a card's h5 under the tab "ปี 2567"), and a part's name under the bold line or tab label above its container, though both are of level 7. */
static uint32_t heading_over(const struct html_page *h, unsigned level, const struct html_entry *heading)
{
    uint32_t best = DOC_NONE, above = h->b.headings.at[DOC_LEVELS - 1];
    for (unsigned i = level; i-- > 1 && best == DOC_NONE;)
        best = h->b.headings.at[i];
    bool is_innermost = true;
    for (size_t i = h->n_stack; i-- > 1;) {
        const struct html_entry *e = &h->stack[i];
        if (e->saved == DOC_NONE)
            continue;
        if (is_innermost && level == DOC_LEVELS - 1 && above != DOC_NONE && above != h->lone_heading && above < h->saved[e->saved].n_blocks)
            best = later(best, above);
        bool is_sibling = is_innermost && heading->is_strong_heading && heading->tag == e->pane_tag;
        if (e->pane != DOC_NONE && !is_sibling)
            return later(best, e->pane);
        is_innermost = false;
    }
    return best;
}

/* A strong heading names its container. */
static void name_container(struct html_page *h, uint32_t heading, enum html_tag tag)
{
    for (size_t i = h->n_stack; i-- > 1;)
        if (h->stack[i].saved != DOC_NONE) {
            if (h->stack[i].pane == DOC_NONE || h->stack[i].pane_tag == tag) {
                h->stack[i].pane = heading;
                h->stack[i].pane_tag = tag;
            }
            return;
        }
}

void html_block_end(struct html_page *h)
{
    bool had_text = is_open_block(h);
    if (had_text) {
        const struct html_entry *e = &h->block_entry;
        struct doc_block block = doc_block_init(e->kind);
        block.level = e->level;
        block.zone = (enum doc_zone)e->region;
        block.item = e->item;
        if (e->table != DOC_NONE && h->n_tables > 0) {
            const struct html_table *table = &h->tables[h->n_tables - 1];
            if (table->serial == e->table && table->is_cell_open) {
                const struct html_cell *cell = &h->cells[h->n_cells - 1];
                block.table = TABLE_OPEN + table->serial;
                block.row = cell->row;
                block.column = cell->column;
            }
        }
        if (reads_as_heading(h)) {
            block.kind = BLOCK_HEADING;
            block.level = DOC_LEVELS - 1;
        }
        if (block.kind == BLOCK_HEADING)
            block.heading = heading_over(h, block.level, e);
        bool is_bold = h->bold_bytes > 0 && h->bold_bytes + 4 >= h->b.n_raw - h->start;
        uint32_t index = doc_builder_block(&h->b, block, h->start);
        if (index != DOC_NONE) {
            contact_scan(&h->b, index);
            if (e->kind == BLOCK_LABEL)
                html_form_label(h, (struct str){h->b.raw + h->b.blocks[index].start, h->b.blocks[index].n});
            if (block.table != DOC_NONE) {
                struct html_cell *cell = &h->cells[h->n_cells - 1];
                if (is_bold && block.kind == BLOCK_CELL && h->b.blocks[index].n <= HEADING_MAX_BYTES && !h->link_bytes_block)
                    h->b.blocks[index].level = 1; /* a heading if this turns out to be a layout table */
                if (cell->block == DOC_NONE) {
                    cell->block = index;
                    cell->is_bold = is_bold;
                }
            }
            if (block.kind == BLOCK_HEADING && e->is_strong_heading)
                name_container(h, index, e->tag);
            if (block.kind == BLOCK_HEADING && h->label_of.hash) {
                MEM_GROW(h->labels, h->n_labels, h->capacity_labels);
                h->labels[h->n_labels++] = (struct html_id){h->label_of.hash, index};
                h->label_of.hash = 0;
            }
        }
    }
    for (; h->n_settled < h->n_links; h->n_settled++)
        h->links[h->n_settled].is_alone = !had_text;
    h->start = h->line_start = h->b.n_raw;
    h->link_bytes_block = h->bold_bytes = 0;
    h->has_gap = h->has_break = false;
}

/* One run of text without white space in it but single blanks. */
static void add_run(struct html_page *h, const char *p, size_t n)
{
    const struct html_entry *top = html_top(h);
    if (is_open_block(h) && h->has_break && !top->is_bold && h->bold_bytes + 4 >= h->b.n_raw - h->start && h->bold_bytes > 0)
        html_block_end(h); /* <b>a heading</b><br>and its text */
    if (!is_open_block(h)) {
        h->block_entry = *top;
    } else if (h->has_gap) {
        (void)doc_builder_text(&h->b, " ", 1);
        if (top->is_bold)
            h->bold_bytes++;
    }
    if (h->has_break)
        h->line_start = h->b.n_raw;
    h->has_gap = h->has_break = false;
    (void)doc_builder_text(&h->b, p, n);
    if (top->is_bold)
        h->bold_bytes += n;
    if (h->open_link != DOC_NONE) {
        h->link_bytes_block += n;
        h->link_bytes += n;
    }
    if (top->is_noscript)
        h->noscript_bytes += n;
}

/* Bytes that end a run: white space and below, '&', and the first byte of U+00A0. */
static const unsigned char ends_run[256] = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ['&'] = 1, [0x7F] = 1, [0xC2] = 1,
};

static void add_text(struct html_page *h, struct str text)
{
    const unsigned char *p = (const unsigned char *)text.p, *end = p + text.n;
    while (p < end) {
        const unsigned char *from = p;
        for (;;) {
            while (p < end && !ends_run[*p])
                p++;
            if (p > from && p + 1 < end && *p == ' ' && !ends_run[p[1]])
                p++;
            else
                break;
        }
        if (p > from)
            add_run(h, (const char *)from, (size_t)(p - from));
        if (p >= end)
            break;
        uint32_t code_point = *p;
        size_t used = 1;
        char bytes[4];
        if (*p == 0xC2) {
            bool is_nbsp = p + 1 < end && p[1] == 0xA0;
            used = p + 1 < end ? 2 : 1;
            code_point = is_nbsp ? ' ' : 0xC2;
        } else if (*p == '&' && !html_entity((const char *)p, (size_t)(end - p), &code_point, &used)) {
            code_point = '&';
        }
        if (code_point == '\n' && html_top(h)->is_pre)
            html_block_end(h);
        else if (code_point <= ' ' || code_point == 0xA0 || code_point == 0x7F)
            h->has_gap = true;
        else if (*p == 0xC2)
            add_run(h, (const char *)p, used);
        else
            add_run(h, bytes, utf8_encode(code_point, bytes));
        p += used;
    }
}

/* ---- open elements ---- */

static uint32_t save_headings(struct html_page *h)
{
    MEM_GROW(h->saved, h->n_saved, h->capacity_saved);
    h->saved[h->n_saved] = (struct html_saved){h->b.headings, h->b.n_blocks};
    return (uint32_t)h->n_saved++;
}

static void restore_headings(struct html_page *h, const struct html_entry *e)
{
    const struct html_saved *saved = &h->saved[e->saved];
    bool has_text = e->is_all_headings;
    for (size_t i = saved->n_blocks; i < h->b.n_blocks && !has_text; i++)
        has_text = h->b.blocks[i].kind != BLOCK_HEADING;
    if (has_text)
        h->b.headings = saved->headings;
    else
        h->lone_heading = h->b.headings.at[DOC_LEVELS - 1]; /* its container named nothing: no parent for the next one */
    h->n_saved = e->saved; /* inner ones are closed */
}

uint32_t html_item_open(struct html_page *h, bool is_weak)
{
    MEM_GROW(h->items, h->n_items, h->capacity_items);
    size_t at = h->b.n_raw;
    h->items[h->n_items] = (struct html_item){.raw_start = at, .raw_end = at, .lead_end = SIZE_MAX, .parent = html_top(h)->item, .is_weak = is_weak};
    return (uint32_t)h->n_items++;
}

static uint32_t region_open(struct html_page *h, enum doc_zone zone, bool is_soft)
{
    MEM_GROW(h->regions, h->n_regions, h->capacity_regions);
    h->regions[h->n_regions] = (struct html_region){zone, html_top(h)->region, is_soft, h->b.n_raw, SIZE_MAX, h->link_bytes};
    return (uint32_t)h->n_regions++;
}

static bool is_inline(enum html_tag tag)
{
    return tag == TAG_A || tag == TAG_B || tag == TAG_INLINE || tag == TAG_OTHER || tag == TAG_BUTTON || tag == TAG_NOSCRIPT || tag == TAG_OBJECT ||
           tag == TAG_HTML || tag == TAG_BODY || tag == TAG_HEAD || tag == TAG_APP_ROOT || tag == TAG_SELECT || tag == TAG_TEXTAREA;
}

static bool is_void(enum html_tag tag)
{
    switch ((int)tag) {
    case TAG_AREA: case TAG_BASE: case TAG_BR: case TAG_COL: case TAG_EMBED: case TAG_FRAME: case TAG_HR: case TAG_IFRAME: case TAG_IMG:
    case TAG_INPUT: case TAG_LINK: case TAG_META: case TAG_SCRIPT: case TAG_STYLE: case TAG_SVG: case TAG_TEMPLATE: case TAG_TITLE: case TAG_VOID:
        return true; /* iframe ... title: their content is passed over by the tokenizer or read as one token */
    default:
        return false;
    }
}

static bool breaks_block(const struct html_entry *e)
{
    return !is_inline(e->tag) || (e->tag != TAG_B && e->tag != TAG_INLINE && e->kind == BLOCK_HEADING) || (e->tag == TAG_BUTTON && e->kind == BLOCK_LABEL);
}

static void close_entry(struct html_page *h, const struct html_entry *e)
{
    if (breaks_block(e))
        html_block_end(h);
    if (e->link != DOC_NONE)
        html_link_close(h, e->link);
    h->has_gap |= e->tag == TAG_BUTTON;
    switch ((int)e->tag) {
    case TAG_TD: case TAG_TH: if (!h->n_deep_tables) html_cell_close(h); break;
    case TAG_TR: if (!h->n_deep_tables) html_row_close(h); break;
    case TAG_THEAD: if (!h->n_deep_tables && h->n_tables) h->tables[h->n_tables - 1].in_head = false; break;
    case TAG_TABLE:
        if (h->n_deep_tables)
            h->n_deep_tables--;
        else
            html_table_close(h);
        break;
    default: break;
    }
    if (e->saved != DOC_NONE)
        restore_headings(h, e);
    if (e->opened_item != DOC_NONE)
        h->items[e->opened_item].raw_end = h->b.n_raw;
    const struct html_entry *below = h->n_stack > 0 ? html_top(h) : NULL;
    if (below && below->region != e->region && h->regions[e->region].raw_end == SIZE_MAX && h->regions[e->region].parent == below->region) {
        h->regions[e->region].raw_end = h->b.n_raw;
        h->regions[e->region].link_bytes = h->link_bytes - h->regions[e->region].link_bytes;
    }
}

static void pop_to(struct html_page *h, size_t n)
{
    while (h->n_stack > n && h->n_stack > 1) {
        struct html_entry e = *html_top(h);
        h->n_stack--;
        close_entry(h, &e);
    }
}

static bool is_border(enum html_tag tag)
{
    return tag == TAG_TD || tag == TAG_TH || tag == TAG_TABLE || tag == TAG_CAPTION || tag == TAG_HTML;
}

/* Pops through the nearest open `a` or `b`, unless a stop tag or a cell stands above it. */
static void close_implied(struct html_page *h, enum html_tag a, enum html_tag b, enum html_tag stop_a, enum html_tag stop_b)
{
    for (size_t i = h->n_stack; i-- > 1;) {
        enum html_tag tag = h->stack[i].tag;
        if (tag == a || tag == b) {
            pop_to(h, i);
            return;
        }
        if (tag == stop_a || tag == stop_b || (is_border(tag) && tag != TAG_HTML))
            return;
    }
}

/* An inline element ends alone; what is open above it stays open (misnested tags). */
static void splice(struct html_page *h, size_t i)
{
    struct html_entry e = h->stack[i];
    if (i + 1 == h->n_stack) {
        h->n_stack--;
    } else {
        bool was_bold = h->stack[i - 1].is_bold;
        memmove(&h->stack[i], &h->stack[i + 1], (h->n_stack - i - 1) * sizeof *h->stack);
        h->n_stack--;
        for (size_t k = i; k < h->n_stack && e.tag == TAG_B && h->stack[k].tag != TAG_B; k++)
            h->stack[k].is_bold = was_bold;
    }
    close_entry(h, &e);
}

static void end_tag(struct html_page *h, enum html_tag tag)
{
    if (is_void(tag)) {
        if (tag == TAG_BR)
            h->has_gap = h->has_break = true;
        return;
    }
    if (tag == TAG_BODY || tag == TAG_HTML || tag == TAG_HEAD)
        return; /* text behind </body> is still shown */
    if (h->overflow > 0) {
        html_block_end(h);
        h->overflow--;
        return;
    }
    for (size_t i = h->n_stack; i-- > 1;) {
        enum html_tag open = h->stack[i].tag;
        bool is_heading = open >= TAG_H1 && open <= TAG_H6 && tag >= TAG_H1 && tag <= TAG_H6;
        if (open == tag || is_heading) {
            if (tag == TAG_A || tag == TAG_B || tag == TAG_INLINE || tag == TAG_OTHER)
                splice(h, i);
            else
                pop_to(h, i);
            return;
        }
        if (is_border(open) && !(tag == TAG_TR || tag == TAG_TABLE || tag == TAG_TBODY || tag == TAG_THEAD || tag == TAG_TFOOT || ((tag == TAG_TD || tag == TAG_TH) && open != TAG_TABLE)))
            break;
        if (open == TAG_TABLE && tag != TAG_TABLE)
            break;
    }
    if (!is_inline(tag))
        html_block_end(h);
}

static void implied_ends(struct html_page *h, enum html_tag tag)
{
    switch ((int)tag) {
    case TAG_LI: close_implied(h, TAG_LI, TAG_LI, TAG_UL, TAG_OL); break;
    case TAG_DT: case TAG_DD: close_implied(h, TAG_DT, TAG_DD, TAG_DL, TAG_DL); break;
    case TAG_OPTION: close_implied(h, TAG_OPTION, TAG_OPTION, TAG_SELECT, TAG_SELECT); break;
    case TAG_TR: case TAG_TBODY: case TAG_THEAD: case TAG_TFOOT:
        for (size_t i = h->n_stack; i-- > 1 && h->stack[i].tag != TAG_TABLE;)
            if (h->stack[i].tag == TAG_TR || (tag != TAG_TR && (h->stack[i].tag == TAG_TBODY || h->stack[i].tag == TAG_THEAD || h->stack[i].tag == TAG_TFOOT))) {
                pop_to(h, i);
                if (tag == TAG_TR)
                    break;
            }
        break;
    case TAG_TD: case TAG_TH:
        for (size_t i = h->n_stack; i-- > 1 && h->stack[i].tag != TAG_TABLE && h->stack[i].tag != TAG_TR;)
            if (h->stack[i].tag == TAG_TD || h->stack[i].tag == TAG_TH) {
                pop_to(h, i);
                break;
            }
        break;
    case TAG_A:
        for (size_t i = h->n_stack; i-- > 1 && !is_border(h->stack[i].tag);)
            if (h->stack[i].tag == TAG_A) {
                splice(h, i);
                break;
            }
        break;
    default:
        if (tag >= TAG_H1 && tag <= TAG_H6 && html_top(h)->tag >= TAG_H1 && html_top(h)->tag <= TAG_H6)
            pop_to(h, h->n_stack - 1);
        break;
    }
    if (!is_inline(tag) && tag != TAG_LABEL)
        close_implied(h, TAG_P, TAG_P, TAG_BUTTON, TAG_OBJECT);
}

/* ---- what an element means ---- */

static bool may_have_soft_zone(enum html_tag tag)
{
    return tag == TAG_DIV || tag == TAG_UL || tag == TAG_OL || tag == TAG_DL || tag == TAG_SECTION || tag == TAG_TD || tag == TAG_TABLE ||
           tag == TAG_TR || tag == TAG_ASIDE || tag == TAG_CENTER || tag == TAG_P || tag == TAG_ARTICLE;
}

static void set_region(struct html_page *h, struct html_entry *e, unsigned hints)
{
    const struct html_region *now = &h->regions[e->region];
    bool in_article = hints & HINT_PART || (e->region != 0 && now->zone == ZONE_MAIN);
    if (e->tag == TAG_HEADER || e->tag == TAG_FOOTER)
        for (size_t i = h->n_stack; i-- > 1 && !in_article;)
            in_article = h->stack[i].tag == TAG_ARTICLE || h->stack[i].tag == TAG_MAIN || h->stack[i].tag == TAG_SECTION;
    enum doc_zone zone = now->zone;
    bool is_soft = false;
    switch ((int)e->tag) {
    case TAG_NAV: zone = hints & HINT_BREADCRUMB ? ZONE_BREADCRUMB : hints & HINT_TABS ? now->zone : ZONE_MENU; break;
    case TAG_HEADER: zone = in_article ? now->zone : ZONE_HEADER; is_soft = true; break;
    case TAG_FOOTER: zone = in_article ? now->zone : ZONE_FOOTER; is_soft = true; break;
    case TAG_ASIDE: zone = ZONE_ASIDE; is_soft = true; break;
    case TAG_MAIN: zone = ZONE_MAIN; break;
    case TAG_ARTICLE: zone = now->is_soft ? ZONE_MAIN : now->zone; break;
    default:
        is_soft = true;
        if (hints & HINT_MAIN && now->is_soft && may_have_soft_zone(e->tag))
            zone = ZONE_MAIN;
        else if (hints & HINT_BREADCRUMB && e->tag != TAG_LI)
            zone = ZONE_BREADCRUMB;
        else if (!may_have_soft_zone(e->tag))
            break;
        else if (hints & HINT_MENU)
            zone = now->zone == ZONE_FOOTER ? ZONE_FOOTER : ZONE_MENU;
        else if (hints & HINT_FOOTER)
            zone = ZONE_FOOTER;
        else if (hints & HINT_HEADER && now->zone == ZONE_MAIN)
            zone = ZONE_HEADER;
        else if (hints & HINT_ASIDE && now->zone == ZONE_MAIN)
            zone = ZONE_ASIDE;
    }
    if (zone == now->zone)
        return;
    e->region = region_open(h, zone, is_soft);
    if (zone != ZONE_HEADER && e->saved == DOC_NONE) {
        e->saved = save_headings(h);
        e->is_all_headings = zone != ZONE_MAIN;
    }
}

static void set_item(struct html_page *h, struct html_entry *e, unsigned hints)
{
    bool is_strong = e->tag == TAG_LI || e->tag == TAG_DD || e->tag == TAG_DETAILS;
    bool is_weak = e->tag == TAG_ARTICLE || e->tag == TAG_FIGURE || (hints & HINT_ITEM && (e->tag == TAG_DIV || e->tag == TAG_SECTION || e->tag == TAG_A));
    if (is_strong || is_weak)
        e->item = e->opened_item = html_item_open(h, is_weak);
    if ((e->tag == TAG_UL || e->tag == TAG_OL) && e->item != DOC_NONE && h->items[e->item].lead_end == SIZE_MAX)
        h->items[e->item].lead_end = h->b.n_raw;
    bool is_scope = is_strong || is_weak || e->tag == TAG_SECTION || e->tag == TAG_FIELDSET || e->tag == TAG_DL;
    if ((is_scope || hints & HINT_TABS) && e->saved == DOC_NONE && e->tag != TAG_DD)
        e->saved = save_headings(h);
    e->is_all_headings |= (hints & HINT_TABS) != 0; /* tab labels govern their panes only */
}

static uint64_t id_hash(struct str id)
{
    return id.n ? doc_block_hash(id) | 1u : 0;
}

/* The pane that a tab label, an accordion head names. */
static struct str names_pane(const struct html_page *h)
{
    static const enum html_attr attrs[] = {ATTR_DATA_TARGET, ATTR_ARIA_CONTROLS, ATTR_HREF};
    for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++) {
        struct str value = str_trim(html_attr(&h->token, attrs[i]));
        if (value.n > 1 && value.p[0] == '#')
            return str_from_pos(value, 1);
        if (value.n && attrs[i] == ATTR_ARIA_CONTROLS)
            return value;
    }
    return STR_NONE;
}

static void set_heading(struct html_page *h, struct html_entry *e, unsigned hints)
{
    bool is_headed = e->kind == BLOCK_HEADING; /* inside a heading already */
    if (e->tag >= TAG_H1 && e->tag <= TAG_H6) {
        e->level = hints & HINT_HEADING || (is_headed && e->level == DOC_LEVELS - 1) ? DOC_LEVELS - 1 : (uint8_t)(e->tag - TAG_H1 + 1);
        e->kind = BLOCK_HEADING;
        e->is_strong_heading = e->level == DOC_LEVELS - 1;
    } else if (hints & HINT_HEADING || e->tag == TAG_SUMMARY || e->tag == TAG_LEGEND || e->tag == TAG_DT) {
        if (!is_open_block(h) || !is_inline(e->tag)) {
            e->kind = BLOCK_HEADING;
            e->level = DOC_LEVELS - 1;
            e->is_strong_heading = true;
        }
    }
    if (hints & HINT_HEADING) {
        struct str pane = names_pane(h);
        if (pane.n)
            h->label_of.hash = id_hash(pane);
    }
    e->is_hint_title = hints & HINT_TITLE && (e->tag == TAG_DIV || e->tag == TAG_P) && e->kind == BLOCK_PARAGRAPH;
}

static void open_pane(struct html_page *h, struct html_entry *e, uint32_t label)
{
    html_block_end(h);
    if (e->saved == DOC_NONE)
        e->saved = save_headings(h);
    e->is_all_headings = true;
    e->pane = label;
    e->pane_tag = TAG_OTHER;
    doc_builder_headings_reset(&h->b);
    h->b.headings.at[DOC_LEVELS - 1] = label;
}

/* A link "#x" that is a whole short block of its own names the part with id x (tabs without any tab markup): its block becomes a heading. */
static bool is_label_of_pane(struct html_page *h, uint32_t link)
{
    uint32_t index = h->b.links[link].block;
    const struct html_link_info *info = &h->links[link];
    if (index >= h->b.n_blocks || info->is_open)
        return false;
    struct doc_block *block = &h->b.blocks[index];
    if (block->n > HEADING_MAX_BYTES / 2 || info->raw_end <= info->raw_start || info->raw_end - info->raw_start + 4 < block->n)
        return false;
    if (block->kind == BLOCK_LIST_ITEM) {
        block->kind = BLOCK_HEADING;
        block->level = DOC_LEVELS - 1;
    }
    return block->kind == BLOCK_HEADING;
}

static void set_id(struct html_page *h, struct html_entry *e)
{
    struct str id = str_trim(html_attr(&h->token, ATTR_ID));
    if (!id.n && e->tag == TAG_A)
        id = str_trim(html_attr(&h->token, ATTR_NAME));
    if (!id.n)
        return;
    uint64_t hash = id_hash(id);
    MEM_GROW(h->ids, h->n_ids, h->capacity_ids);
    h->ids[h->n_ids++] = (struct html_id){hash, DOC_NONE};
    for (size_t i = h->n_labels; i-- > 0 && i + PANES_LOOKED_AT >= h->n_labels;) {
        if (h->labels[i].hash != hash)
            continue;
        open_pane(h, e, h->labels[i].block);
        return;
    }
    bool may_be_pane = e->tag == TAG_DIV || e->tag == TAG_SECTION || e->tag == TAG_TABLE || e->tag == TAG_UL;
    for (size_t i = 0; i < h->n_fragments && i < PANES_LOOKED_AT && may_be_pane; i++)
        if (h->fragments[i].hash == hash && is_label_of_pane(h, h->fragments[i].block)) {
            open_pane(h, e, h->b.links[h->fragments[i].block].block);
            return;
        }
}

static bool is_bold_style(struct str style)
{
    size_t at = str_find_nocase_c(style, "font-weight");
    if (at == STR_NPOS)
        return false;
    struct str rest = str_from_pos(style, at + sizeof "font-weight" - 1);
    while (rest.n && (rest.p[0] == ':' || rest.p[0] == ' '))
        rest = str_from_pos(rest, 1);
    return str_starts_nocase_c(rest, "bold") || (rest.n && rest.p[0] >= '6' && rest.p[0] <= '9');
}

static void set_kind(struct html_page *h, struct html_entry *e)
{
    switch ((int)e->tag) {
    case TAG_LI: e->kind = BLOCK_LIST_ITEM; break;
    case TAG_DD: e->kind = BLOCK_PARAGRAPH; break;
    case TAG_CAPTION: case TAG_FIGCAPTION: e->kind = BLOCK_CAPTION; break;
    case TAG_OPTION: e->kind = BLOCK_OPTION; break;
    case TAG_LABEL: e->kind = BLOCK_LABEL; break;
    case TAG_BUTTON:
        if (e->kind == BLOCK_PARAGRAPH && html_in_form(h))
            e->kind = BLOCK_LABEL;
        break;
    case TAG_B: e->is_bold = true; break;
    case TAG_PRE: e->is_pre = true; break;
    case TAG_NOSCRIPT: e->is_noscript = true; break;
    default: break;
    }
    if (html_has(&h->token, ATTR_STYLE) && is_bold_style(h->token.value[ATTR_STYLE]))
        e->is_bold = true;
}

static void push(struct html_page *h, enum html_tag tag)
{
    struct html_entry e = *html_top(h);
    e.tag = tag;
    e.link = e.saved = e.form = e.opened_item = e.pane = DOC_NONE;
    e.is_all_headings = false;
    e.is_strong_heading = e.is_strong_heading && e.kind == BLOCK_HEADING;
    e.is_hint_title = e.is_hint_title && e.kind == BLOCK_PARAGRAPH;
    unsigned hints = h->token.attrs ? html_hints(&h->token) : 0;
    if (tag == TAG_BODY || tag == TAG_HTML)
        hints = 0; /* state words of themes: "has-sidebar menu-open" */
    if (hints & HINT_MOUNT || tag == TAG_APP_ROOT)
        h->has_mount = true;
    if (hints & HINT_CHAT && contact_is_chat(html_attr(&h->token, ATTR_CLASS)))
        (void)doc_builder_contact(&h->b, CONTACT_CHAT, DOC_NONE, html_attr(&h->token, ATTR_CLASS));
    h->has_gap |= tag == TAG_BUTTON;
    if (!is_inline(tag))
        html_block_end(h); /* first: it may be a heading, and headings are saved below */
    set_kind(h, &e);
    if (!is_inline(tag) || hints) {
        set_region(h, &e, hints);
        set_item(h, &e, hints);
    }
    set_heading(h, &e, hints);
    if (breaks_block(&e))
        html_block_end(h);
    if (html_has(&h->token, ATTR_ID) || tag == TAG_A)
        set_id(h, &e);
    h->stack[h->n_stack++] = e;
}

static void open_special(struct html_page *h, enum html_tag tag)
{
    struct html_entry *e = html_top(h);
    switch ((int)tag) {
    case TAG_TABLE: html_table_open(h); break;
    case TAG_THEAD: if (!h->n_deep_tables && h->n_tables) h->tables[h->n_tables - 1].in_head = true; break;
    case TAG_TR: if (!h->n_deep_tables) html_row_open(h); break;
    case TAG_TD: case TAG_TH: if (!h->n_deep_tables) html_cell_open(h, tag == TAG_TH); break;
    case TAG_FORM: e->form = html_form_open(h); break;
    case TAG_SELECT:
        h->select_jumps = str_find_c(html_attr(&h->token, ATTR_ONCHANGE), "location") != STR_NPOS || str_find_c(html_attr(&h->token, ATTR_ONCHANGE), "open(") != STR_NPOS;
        html_form_field(h);
        break;
    case TAG_TEXTAREA: html_form_field(h); break;
    case TAG_OBJECT:
        if (html_has(&h->token, ATTR_DATA))
            html_link_plain(h, VIA_EMBED, html_attr(&h->token, ATTR_DATA), html_attr(&h->token, ATTR_TITLE));
        break;
    default: break;
    }
    if (tag == TAG_A || html_has(&h->token, ATTR_ONCLICK) || html_has(&h->token, ATTR_DATA_HREF) || (tag == TAG_OPTION && h->select_jumps))
        e->link = html_link_open(h);
}

/* ---- head ---- */

static void meta(struct html_page *h)
{
    if (is_value(h, ATTR_HTTP_EQUIV, "refresh")) {
        struct str content = html_value(h, ATTR_CONTENT);
        size_t at = str_find_nocase_c(content, "url");
        if (at == STR_NPOS)
            return;
        struct str target = str_trim(str_from_pos(content, at + 3));
        if (target.n && target.p[0] == '=')
            target = str_trim(str_from_pos(target, 1));
        if (target.n && (target.p[0] == '\'' || target.p[0] == '"')) {
            char quote = target.p[0];
            target = str_from_pos(target, 1);
            target = str_cut(&target, quote);
        }
        struct str copy = arena_str(h->arena, target);
        html_link_plain(h, VIA_REFRESH, copy, STR_NONE);
        enum url_result result;
        h->doc->refresh_url = html_resolve(h, copy, &result);
    } else if (is_value(h, ATTR_NAME, "robots")) {
        struct str content = html_value(h, ATTR_CONTENT);
        h->doc->is_noindex |= str_find_nocase_c(content, "noindex") != STR_NPOS || str_eq_nocase_c(content, "none");
        h->doc->is_nofollow |= str_find_nocase_c(content, "nofollow") != STR_NPOS || str_eq_nocase_c(content, "none");
    } else if (is_value(h, ATTR_NAME, "generator") && !h->doc->generator.p) {
        h->doc->generator = arena_str(h->arena, utf8_prefix(html_value(h, ATTR_CONTENT), 200));
    }
}

static void link_element(struct html_page *h)
{
    struct str rel = html_attr(&h->token, ATTR_REL);
    bool is_canonical = str_find_nocase_c(rel, "canonical") != STR_NPOS;
    bool is_feed = str_find_nocase_c(rel, "alternate") != STR_NPOS && str_find_nocase_c(html_attr(&h->token, ATTR_TYPE), "xml") != STR_NPOS;
    if (!is_canonical && !is_feed)
        return;
    struct str href = arena_str(h->arena, html_value(h, ATTR_HREF));
    enum url_result result;
    if (is_canonical)
        h->doc->canonical_url = html_resolve(h, href, &result);
    html_link_plain(h, VIA_REL, href, html_attr(&h->token, ATTR_TITLE));
}

/* ---- tokens ---- */

static void void_element(struct html_page *h, enum html_tag tag)
{
    switch ((int)tag) {
    case TAG_BR:
        if (is_open_block(h))
            h->has_break = h->has_gap = true;
        if (is_open_block(h) && html_top(h)->is_pre)
            html_block_end(h);
        break;
    case TAG_HR: html_block_end(h); break;
    case TAG_IMG: html_image(h); break;
    case TAG_INPUT: html_form_field(h); break;
    case TAG_META: meta(h); break;
    case TAG_LINK: link_element(h); break;
    case TAG_BASE:
        if (!h->has_base && html_has(&h->token, ATTR_HREF))
            html_base_set(h, html_value(h, ATTR_HREF));
        break;
    case TAG_TITLE: h->is_title_open = !h->has_title; break;
    case TAG_AREA: html_link_plain(h, VIA_AREA, html_attr(&h->token, ATTR_HREF), html_attr(&h->token, html_has(&h->token, ATTR_ALT) ? ATTR_ALT : ATTR_TITLE)); break;
    case TAG_FRAME: html_link_plain(h, VIA_FRAME, html_attr(&h->token, ATTR_SRC), html_attr(&h->token, html_has(&h->token, ATTR_TITLE) ? ATTR_TITLE : ATTR_NAME)); break;
    case TAG_EMBED: html_link_plain(h, VIA_EMBED, html_attr(&h->token, ATTR_SRC), html_attr(&h->token, ATTR_TITLE)); break;
    case TAG_IFRAME: {
        struct str width = str_trim(html_attr(&h->token, ATTR_WIDTH)), height = str_trim(html_attr(&h->token, ATTR_HEIGHT));
        if (str_eq_c(width, "0") || str_eq_c(height, "0") || str_eq_c(width, "1"))
            break; /* counters */
        struct str src = html_attr(&h->token, ATTR_SRC);
        if (!src.n || str_starts_nocase_c(src, "about:"))
            src = html_attr(&h->token, ATTR_DATA_SRC);
        html_link_plain(h, VIA_IFRAME, src, html_attr(&h->token, ATTR_TITLE));
        break;
    }
    default: break;
    }
}

static void start_tag(struct html_page *h)
{
    enum html_tag tag = h->token.tag;
    if (is_void(tag)) {
        void_element(h, tag);
        return;
    }
    implied_ends(h, tag);
    if (tag == TAG_HTML && html_has(&h->token, ATTR_LANG) && !h->doc->language.p)
        h->doc->language = arena_str(h->arena, utf8_prefix(html_value(h, ATTR_LANG), 35));
    if (h->n_stack >= LIMIT_HTML_DEPTH) {
        html_block_end(h);
        h->overflow++;
        return;
    }
    push(h, tag);
    open_special(h, tag);
}

static void text_token(struct html_page *h)
{
    if (h->is_title_open) {
        buf_clear(&h->scratch);
        html_decode(h->token.text, &h->scratch);
        struct str title = utf8_prefix(buf_str(&h->scratch), LIMIT_LABEL_BYTES);
        if (title.n) {
            h->doc->title = arena_str(h->arena, title);
            h->has_title = true;
        }
        h->is_title_open = false;
    } else if (html_top(h)->tag != TAG_TEXTAREA) {
        add_text(h, h->token.text);
    }
}

static void script(void *context, struct str src, struct str body)
{
    struct html_page *h = context;
    h->doc->n_scripts++;
    if (!h->script_jump.n && body.n < SCRIPT_JUMP_MAX_BYTES && str_find_c(body, "location") != STR_NPOS)
        h->script_jump = html_script_address(body);
    if (contact_is_chat(src) || contact_is_chat(str_sub(body, 0, 4096)))
        (void)doc_builder_contact(&h->b, CONTACT_CHAT, DOC_NONE, src.n ? utf8_prefix(src, LIMIT_LABEL_BYTES) : STR_LIT("script"));
}

/* ---- the end ---- */

static void finish_regions(struct html_page *h)
{
    size_t total = h->b.n_raw;
    for (size_t i = 1; i < h->n_regions; i++) {
        struct html_region *r = &h->regions[i];
        if (r->raw_end == SIZE_MAX) {
            r->raw_end = total;
            r->link_bytes = h->link_bytes - r->link_bytes;
        }
        size_t n = r->raw_end > r->raw_start ? r->raw_end - r->raw_start : 0;
        bool swallows = r->is_soft && r->zone != ZONE_MAIN && n > SWALLOW_MIN_BYTES && n > total / 10 * 6 && r->link_bytes < n / 2;
        if (swallows)
            r->zone = h->regions[r->parent].zone;
    }
    for (size_t i = 0; i < h->b.n_blocks; i++)
        h->b.blocks[i].zone = h->regions[h->b.blocks[i].zone].zone;
    for (size_t i = 0; i < h->b.n_links; i++)
        h->b.links[i].zone = h->regions[h->b.links[i].zone].zone;
    for (size_t i = 0; i < h->b.n_images; i++)
        h->b.images[i].zone = h->regions[h->b.images[i].zone].zone;
}

static void finish_items(struct html_page *h)
{
    enum { WEAK_MAX_BYTES = 1200, WEAK_MAX_LINKS = 6 };
    for (size_t i = 0; i < h->n_items; i++) {
        struct html_item *item = &h->items[i];
        if (item->raw_end < item->raw_start || item->raw_end > h->b.n_raw)
            item->raw_end = h->b.n_raw;
        if (item->is_weak && (item->raw_end - item->raw_start > WEAK_MAX_BYTES || item->n_links > WEAK_MAX_LINKS))
            item->is_dead = true;
        while (item->parent != DOC_NONE && h->items[item->parent].is_dead) /* parents are done: they opened before */
            item->parent = h->items[item->parent].parent;
    }
    for (size_t i = 0; i < h->b.n_blocks; i++) {
        uint32_t *item = &h->b.blocks[i].item;
        if (*item != DOC_NONE && h->items[*item].is_dead)
            *item = h->items[*item].parent;
    }
}

static void page_free(struct html_page *h)
{
    buf_done(&h->scratch);
    buf_done(&h->scratch2);
    free(h->regions);
    free(h->items);
    free(h->saved);
    free(h->cells);
    free(h->rows);
    free(h->spans);
    free(h->links);
    free(h->ids);
    free(h->labels);
    free(h->fragments);
    free(h);
}

void html_extract(const struct extract_input *input, struct str text, struct document *doc)
{
    struct html_page *h = mem_alloc(sizeof *h);
    h->input = input;
    h->doc = doc;
    h->arena = doc->arena;
    h->base = doc->url;
    h->open_link = h->lone_heading = DOC_NONE;
    buf_init(&h->scratch, LIMIT_TEXT_BYTES);
    buf_init(&h->scratch2, LIMIT_TEXT_BYTES);
    doc_builder_init(&h->b, doc, text.n + 1);
    html_tokens_init(&h->tokens, text);
    h->tokens.on_script = script;
    h->tokens.context = h;
    if (input->urls)
        url_cache_page(input->urls, h->base);
    h->stack[h->n_stack++] = (struct html_entry){.tag = TAG_HTML, .kind = BLOCK_PARAGRAPH, .item = DOC_NONE, .link = DOC_NONE, .saved = DOC_NONE,
                                                 .form = DOC_NONE, .table = DOC_NONE, .opened_item = DOC_NONE, .pane = DOC_NONE};
    MEM_GROW(h->regions, h->n_regions, h->capacity_regions);
    h->regions[h->n_regions++] = (struct html_region){.zone = ZONE_MAIN, .is_soft = true};
    while (html_next(&h->tokens, &h->token)) {
        if (h->token.kind == HTML_TEXT)
            text_token(h);
        else if (h->token.kind == HTML_START)
            start_tag(h);
        else
            end_tag(h, h->token.tag);
    }
    pop_to(h, 1);
    html_block_end(h);
    if (h->script_jump.n && !h->b.n_links && h->b.n_raw < SPLASH_MAX_BYTES) { /* nothing but a script that goes elsewhere */
        enum url_result result;
        doc->refresh_url = html_resolve(h, h->script_jump, &result);
        html_link_plain(h, VIA_REFRESH, h->script_jump, STR_NONE);
    }
    finish_items(h);
    html_links_finish(h);
    finish_regions(h);
    size_t shown = h->b.n_raw - (h->noscript_bytes < h->b.n_raw ? h->noscript_bytes : h->b.n_raw);
    bool is_bare = shown < SHELL_MAX_BYTES / 6 && !h->b.n_links && !h->b.n_images;
    doc->is_shell = doc->n_scripts > 0 && (is_bare || (h->has_mount && shown < SHELL_MAX_BYTES && h->b.n_links < 10));
    doc->text_source = "text";
    if (h->scratch.is_full)
        doc->is_cut = true;
    doc_builder_seal(&h->b);
    page_free(h);
}
