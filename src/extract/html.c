/* html.c - tokens become open elements; at the end of the page what only the whole page tells is decided.
 *
 * The stack of open elements follows the HTML standard where it decides which text belongs together: implied end tags
 * (p, li, td, tr, dd,
 * option, a), end tags that close what is open above them, inline end tags that close only themselves, table cells as
 * a border. A block ends
 * where a block element begins or ends. Hidden text is read (accordions); script, style and template are not.
 * SPDX-License-Identifier: MIT
 */
#include "html.h"

#include <stdlib.h>

#include "base/mem.h"
#include "extract/html_page.h"
#include "extract/json_page.h"
#include "extract/script_flight.h"
#include "extract/script_page.h"
#include "text/repair.h"
#include "text/utf8.h"

enum { SHELL_MAX_BYTES = 600, SWALLOW_MIN_BYTES = 1500, SCRIPT_JUMP_MAX_BYTES = 1500, SPLASH_MAX_BYTES = 400, SHELL_LINKS = 10, MOUNT_MAX_BYTES = 90 /* "กำลังโหลดข้อมูล กรุณารอสักครู่" */, DATA_LIST = 3,
       WIDGET_SCRIPT_BYTES = 4096, ASKING_SCRIPT_BYTES = 16384, WIDGET_ADDRESSES = 4, ALL_TO_COME_BYTES = 400 };

struct str html_value(struct html_page *h, enum html_attr attr)
{
    if (!html_has(&h->token, attr))
        return STR_NONE;
    buf_clear(&h->scratch);
    (void)buf_add(&h->scratch, "", 0);
    html_decode(h->token.value[attr], &h->scratch);
    return (struct str){h->scratch.p ? h->scratch.p : "", h->scratch.n};
}

struct str html_text_value(struct html_page *h, enum html_attr attr)
{
    if (!html_value(h, attr).n)
        return STR_NONE;
    h->scratch.n = repair_in_place(h->scratch.p, h->scratch.n);
    return buf_str(&h->scratch);
}

/* ---- open elements ---- */

static void restore_headings(struct html_page *h, const struct html_entry *e)
{
    const struct html_saved *saved = &h->saved[e->saved];
    bool has_text = e->is_all_headings;
    for (size_t i = saved->n_blocks; i < h->b.n_blocks && !has_text; i++)
        has_text = h->b.blocks[i].kind != BLOCK_HEADING;
    if (has_text)
        h->b.headings = saved->headings;
    else
        h->lone_heading =
            h->b.headings.at[DOC_LEVELS - 1]; /* its container named nothing: no parent for the next one */
    h->n_saved = e->saved;                    /* inner ones are closed */
}

static bool is_void(enum html_tag tag)
{
    switch ((int)tag) {
    case TAG_AREA:
    case TAG_BASE:
    case TAG_BR:
    case TAG_COL:
    case TAG_EMBED:
    case TAG_FRAME:
    case TAG_HR:
    case TAG_IFRAME:
    case TAG_IMG:
    case TAG_INPUT:
    case TAG_LINK:
    case TAG_META:
    case TAG_SCRIPT:
    case TAG_STYLE:
    case TAG_SVG:
    case TAG_TEMPLATE:
    case TAG_TITLE:
    case TAG_VOID:
        return true; /* iframe ... title: their content is passed over by the tokenizer or read as one token */
    default: return false;
    }
}

static void close_entry(struct html_page *h, const struct html_entry *e)
{
    if (html_breaks_block(e))
        html_block_end(h);
    if (e->link != DOC_NONE)
        html_link_close(h, e->link);
    h->has_gap |= e->tag == TAG_BUTTON;
    switch ((int)e->tag) {
    case TAG_TD:
    case TAG_TH:
        if (!h->n_deep_tables)
            html_cell_close(h);
        break;
    case TAG_TR:
        if (!h->n_deep_tables)
            html_row_close(h);
        break;
    case TAG_THEAD:
        if (!h->n_deep_tables && h->n_tables)
            h->tables[h->n_tables - 1].in_head = false;
        break;
    case TAG_TABLE:
        if (h->n_deep_tables)
            h->n_deep_tables--;
        else
            html_table_close(h);
        break;
    default: break;
    }
    if (e->form != DOC_NONE)
        html_form_close(h, e->form);
    if (e->is_mount && h->b.n_links + h->b.n_images + h->b.n_forms == e->mount_shown && h->b.n_raw - e->mount_raw <= MOUNT_MAX_BYTES)
        h->has_empty_mount = true;
    if (e->saved != DOC_NONE)
        restore_headings(h, e);
    if (e->opened_item != DOC_NONE)
        h->items[e->opened_item].raw_end = h->b.n_raw;
    const struct html_entry *below = h->n_stack > 0 ? html_top(h) : NULL;
    if (below && below->region != e->region && h->regions[e->region].raw_end == SIZE_MAX &&
        h->regions[e->region].parent == below->region) {
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
static void close_implied(struct html_page *h, enum html_tag a, enum html_tag b, enum html_tag stop_a,
                          enum html_tag stop_b)
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
        if (is_border(open) && !(tag == TAG_TR || tag == TAG_TABLE || tag == TAG_TBODY || tag == TAG_THEAD ||
                                 tag == TAG_TFOOT || ((tag == TAG_TD || tag == TAG_TH) && open != TAG_TABLE)))
            break;
        if (open == TAG_TABLE && tag != TAG_TABLE)
            break;
    }
    if (!html_is_inline(tag))
        html_block_end(h);
}

static void implied_ends(struct html_page *h, enum html_tag tag)
{
    switch ((int)tag) {
    case TAG_LI: close_implied(h, TAG_LI, TAG_LI, TAG_UL, TAG_OL); break;
    case TAG_DT:
    case TAG_DD: close_implied(h, TAG_DT, TAG_DD, TAG_DL, TAG_DL); break;
    case TAG_OPTION: close_implied(h, TAG_OPTION, TAG_OPTION, TAG_SELECT, TAG_SELECT); break;
    case TAG_TR:
    case TAG_TBODY:
    case TAG_THEAD:
    case TAG_TFOOT:
        for (size_t i = h->n_stack; i-- > 1 && h->stack[i].tag != TAG_TABLE;)
            if (h->stack[i].tag == TAG_TR ||
                (tag != TAG_TR &&
                 (h->stack[i].tag == TAG_TBODY || h->stack[i].tag == TAG_THEAD || h->stack[i].tag == TAG_TFOOT))) {
                pop_to(h, i);
                if (tag == TAG_TR)
                    break;
            }
        break;
    case TAG_TD:
    case TAG_TH:
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
    if (!html_is_inline(tag) && tag != TAG_LABEL)
        close_implied(h, TAG_P, TAG_P, TAG_BUTTON, TAG_OBJECT);
}

static void open_special(struct html_page *h, enum html_tag tag)
{
    struct html_entry *e = html_top(h);
    switch ((int)tag) {
    case TAG_TABLE: html_table_open(h); break;
    case TAG_THEAD:
        if (!h->n_deep_tables && h->n_tables)
            h->tables[h->n_tables - 1].in_head = true;
        break;
    case TAG_TR:
        if (!h->n_deep_tables)
            html_row_open(h);
        break;
    case TAG_TD:
    case TAG_TH:
        if (!h->n_deep_tables)
            html_cell_open(h, tag == TAG_TH);
        break;
    case TAG_FORM: e->form = html_form_open(h); break;
    case TAG_SELECT:
        h->select_jumps = str_find_c(html_attr(&h->token, ATTR_ONCHANGE), "location") != STR_NPOS ||
                          str_find_c(html_attr(&h->token, ATTR_ONCHANGE), "open(") != STR_NPOS;
        html_form_field(h);
        break;
    case TAG_TEXTAREA: html_form_field(h); break;
    case TAG_OBJECT:
        if (html_has(&h->token, ATTR_DATA))
            html_link_plain(h, VIA_EMBED, html_attr(&h->token, ATTR_DATA), html_attr(&h->token, ATTR_TITLE));
        break;
    default: break;
    }
    if (tag == TAG_A || html_has(&h->token, ATTR_ONCLICK) || html_has(&h->token, ATTR_DATA_HREF) || html_has(&h->token, ATTR_TO) || h->token.n_documents > 0 ||
        (tag == TAG_OPTION && html_has(&h->token, ATTR_VALUE)))
        e->link = html_link_open(h);
    if (h->token.n_documents > 0)
        html_embed_hints(h);
}

/* ---- tokens ---- */

static void void_element(struct html_page *h, enum html_tag tag)
{
    switch ((int)tag) {
    case TAG_BR:
        if (html_block_is_open(h))
            h->has_break = h->has_gap = true;
        if (html_block_is_open(h) && html_top(h)->is_pre)
            html_block_end(h);
        break;
    case TAG_HR: html_block_end(h); break;
    case TAG_IMG: html_image(h); break;
    case TAG_INPUT: html_form_field(h); break;
    case TAG_META: html_meta(h); break;
    case TAG_LINK: html_link_element(h); break;
    case TAG_BASE:
        if (!h->has_base && html_has(&h->token, ATTR_HREF))
            html_base_set(h, html_value(h, ATTR_HREF));
        break;
    case TAG_TITLE: h->is_title_open = !h->has_title; break;
    case TAG_AREA:
        html_link_plain(h, VIA_AREA, html_attr(&h->token, ATTR_HREF),
                        html_attr(&h->token, html_has(&h->token, ATTR_ALT) ? ATTR_ALT : ATTR_TITLE));
        break;
    case TAG_FRAME:
        html_link_plain(h, VIA_FRAME, html_attr(&h->token, ATTR_SRC),
                        html_attr(&h->token, html_has(&h->token, ATTR_TITLE) ? ATTR_TITLE : ATTR_NAME));
        break;
    case TAG_EMBED:
        html_link_plain(h, VIA_EMBED, html_attr(&h->token, ATTR_SRC), html_attr(&h->token, ATTR_TITLE));
        break;
    case TAG_IFRAME: {
        struct str width = str_trim(html_attr(&h->token, ATTR_WIDTH)),
                   height = str_trim(html_attr(&h->token, ATTR_HEIGHT));
        if (str_eq_c(width, "0") || str_eq_c(height, "0") || str_eq_c(width, "1"))
            break; /* counters */
        html_embed_frame(h);
        break;
    }
    case TAG_VOID: html_embed_parameter(h); break;
    case TAG_TEMPLATE: html_link_template(h, h->token.srcdoc); break;
    default: break;
    }
}

static void start_tag(struct html_page *h)
{
    enum html_tag tag = h->token.tag;
    h->is_title_open = false; /* "<title></title>": the next text is not its */
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
    html_push(h, tag);
    open_special(h, tag);
}

static void text_token(struct html_page *h)
{
    if (h->is_title_open) {
        buf_clear(&h->scratch);
        html_decode(h->token.text, &h->scratch);
        h->scratch.n = h->scratch.n ? repair_in_place(h->scratch.p, h->scratch.n) : 0;
        struct str title = utf8_prefix(buf_str(&h->scratch), LIMIT_LABEL_BYTES);
        if (title.n) {
            h->doc->title = arena_str(h->arena, title);
            h->has_title = true;
        }
        h->is_title_open = false;
    } else if (html_top(h)->tag != TAG_TEXTAREA) {
        html_page_text(h, h->token.text);
    }
}

/* An address a script comes from, or takes another one from. */
static void note_widget(struct html_page *h, struct str reference)
{
    enum url_result result;
    struct str url = html_resolve(h, str_trim(reference), &result);
    if (result == URL_OK && url.n <= LIMIT_LABEL_BYTES)
        (void)doc_builder_contact(&h->b, CONTACT_WIDGET, DOC_NONE, url);
}

/* Addresses written in an inline script: "s1.src='https://embed.vendor.example/...'". */
static void note_addresses(struct html_page *h, struct str body)
{
    for (size_t n = 0, at; n < WIDGET_ADDRESSES && (at = str_find_c(body, "//")) != STR_NPOS; n++) {
        size_t end = at + 2;
        while (end < body.n && !strchr("\"'`<>() \t\r\n\\;,", body.p[end]) && body.p[end] != '\0')
            end++;
        bool is_quoted = at > 0 && (body.p[at - 1] == ':' || body.p[at - 1] == '"' || body.p[at - 1] == '\'');
        if (is_quoted && end - at > 6 && memchr(body.p + at, '.', end - at))
            note_widget(h, str_sub(body, at, end - at));
        body = str_from_pos(body, end);
    }
}

/* Words of scripts that fetch data when the page is shown. */
static bool asks_for_data(struct str body)
{
    static const char *const words[] = {"DataTable", "dataTable", "$.ajax", "$.post", "$.get(", "jQuery.", "getJSON", "fetch(", "XMLHttpRequest", "axios"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find_c(body, words[i]) != STR_NPOS)
            return true;
    return false;
}

/* One row of one cell, without a link: "no data", until the script has put the rows in its place. */
static bool is_placeholder(const struct html_page *h, const struct doc_table *table)
{
    const uint32_t *row = table->grid + (size_t)table->n_header_rows * table->n_columns;
    uint32_t cell = DOC_NONE;
    if (table->n_rows != table->n_header_rows + 1)
        return false;
    for (uint32_t i = 0; i < table->n_columns; i++) {
        if (row[i] != DOC_NONE && cell != DOC_NONE && row[i] != cell)
            return false;
        cell = row[i] != DOC_NONE ? row[i] : cell;
    }
    for (size_t i = 0; i < h->b.n_links; i++)
        if (cell != DOC_NONE && h->b.links[i].block == cell && h->b.links[i].via != VIA_ASKED)
            return false;
    return true;
}

/* A table with a header and not one row, on a page whose script asks for data: a visitor sees rows that are not in the text. */
static bool has_rows_to_come(const struct html_page *h)
{
    for (size_t i = 0; h->asks_for_data && i < h->b.n_tables; i++) {
        const struct doc_table *table = &h->b.tables[i];
        if (table->n_header_rows > 0 && table->n_columns >= 2 && (table->n_rows == table->n_header_rows || is_placeholder(h, table)))
            return true;
    }
    return false;
}

/* Nothing but headings in the main text of a page that has an empty list or mount and a program to fill it. */
static bool is_all_to_come(const struct html_page *h)
{
    size_t n = 0;
    for (size_t i = 0; i < h->b.n_blocks; i++)
        n += h->b.blocks[i].zone == ZONE_MAIN && h->b.blocks[i].kind != BLOCK_HEADING ? h->b.blocks[i].n : 0;
    for (size_t i = 0; i < h->b.n_links; i++)
        n += h->b.links[i].zone == ZONE_MAIN && h->b.links[i].target == TARGET_URL && !doc_via_is_rel(h->b.links[i].via) && h->b.links[i].via != VIA_ASKED ? ALL_TO_COME_BYTES : 0;
    bool has_gap = h->scripts->has_empty_list || (h->has_empty_mount && h->scripts->has_program && !h->has_data && !h->has_rows_made);
    return has_gap && n < ALL_TO_COME_BYTES;
}

static void script(void *context, struct str src, struct str body)
{
    struct html_page *h = context;
    struct str text = str_trim(body);
    if (h->is_rendered) {
        h->doc->n_scripts++;
        html_embed_script(h, body);
        if (src.n)
            note_widget(h, src);
        return;
    }
    h->doc->n_scripts += src.n || !text.n || (text.p[0] != '{' && text.p[0] != '['); /* JSON for search engines makes no page */
    struct str data = src.n ? STR_NONE : json_of_script(body);
    if (data.n > h->data.n)
        h->data = data;
    if (!h->script_jump.n && body.n < SCRIPT_JUMP_MAX_BYTES && str_find_c(body, "location") != STR_NPOS)
        h->script_jump = html_script_address(body);
    if (!script_is_flight(body)) /* its strings are cut anywhere */
        html_embed_script(h, body);
    if (src.n)
        note_widget(h, src);
    else
        note_addresses(h, str_sub(body, 0, WIDGET_SCRIPT_BYTES));
    h->asks_for_data = h->asks_for_data || asks_for_data(str_sub(body, 0, ASKING_SCRIPT_BYTES));
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
        bool swallows =
            r->is_soft && r->zone != ZONE_MAIN && n > SWALLOW_MIN_BYTES && n > total / 10 * 6 && r->link_bytes < n / 2;
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

static void read_tokens(struct html_page *h)
{
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
}

/* Addresses that stand in the page's data and that no link of it shows. */
static size_t count_data_only(const struct html_page *h)
{
    size_t n = 0;
    for (size_t i = 0; i < h->b.n_links && n < DATA_LIST; i++) {
        bool is_shown = h->b.links[i].via != VIA_DATA;
        for (size_t k = 0; k < h->b.n_links && !is_shown; k++)
            is_shown = h->b.links[k].via != VIA_DATA && str_eq(h->b.links[k].url, h->b.links[i].url);
        n += !is_shown;
    }
    return n;
}

/* A page that shows nothing by itself, or whose data lists what none of its links shows, is read from the data its script would show. */
static void read_data(struct html_page *h, struct buf *made)
{
    bool is_cut = false;
    size_t shown = h->b.n_raw - (h->noscript_bytes < h->b.n_raw ? h->noscript_bytes : h->b.n_raw);
    bool is_bare = shown < SHELL_MAX_BYTES && h->b.n_links < SHELL_LINKS;
    if (h->has_rows_made || !h->data.n || (!is_bare && count_data_only(h) < DATA_LIST) || !json_to_html(h->data, made, &is_cut))
        return;
    size_t n_raw = h->b.n_raw, n_links = h->b.n_links;
    html_tokens_init(&h->tokens, buf_str(made));
    h->tokens.context = h;
    read_tokens(h);
    h->doc->is_cut |= is_cut;
    h->has_data = h->b.n_raw > n_raw + SHELL_MAX_BYTES / 6 || h->b.n_links > n_links;
}

/* A telephone number, a mail address: short, but what a visitor came for. */
static bool has_contact(const struct html_page *h)
{
    for (size_t i = 0; i < h->b.n_contacts; i++)
        if (h->b.contacts[i].kind != CONTACT_WIDGET)
            return true;
    return false;
}

static void decide_shell(const struct html_page *h, struct document *doc)
{
    size_t shown = h->b.n_raw - (h->noscript_bytes < h->b.n_raw ? h->noscript_bytes : h->b.n_raw);
    size_t n_links = 0; /* of what is shown */
    for (size_t i = 0; i < h->b.n_links; i++)
        n_links += h->b.links[i].via != VIA_DATA && h->b.links[i].via != VIA_ASKED && !doc_via_is_rel(h->b.links[i].via);
    bool is_bare = shown < SHELL_MAX_BYTES / 6 && !n_links && !h->b.n_images && !h->b.n_forms && !has_contact(h);
    bool is_unfilled = h->has_empty_mount || (h->has_mount && str_find_c((struct str){h->b.raw, h->b.n_raw}, "{{") != STR_NPOS);
    doc->is_shell = doc->n_scripts > 0 && !h->has_data && !h->has_rows_made && (is_bare || (is_unfilled && shown < SHELL_MAX_BYTES && n_links < SHELL_LINKS));
}

void html_extract(const struct extract_input *input, struct str text, struct document *doc)
{
    struct html_page *h = mem_alloc(sizeof *h);
    h->input = input;
    h->doc = doc;
    h->arena = doc->arena;
    h->base = doc->url;
    h->open_link = h->lone_heading = h->judged_heading = DOC_NONE;
    buf_init(&h->scratch, LIMIT_TEXT_BYTES);
    buf_init(&h->scratch2, LIMIT_TEXT_BYTES);
    struct script_page scripts;
    h->is_rendered = str_find_c(input->content_type, EXTRACT_RENDERED) != STR_NPOS;
    if (h->is_rendered)
        scripts = (struct script_page){0};
    else
        script_page_read(text, doc->url, h->arena, &scripts);
    h->scripts = &scripts;
    h->has_rows_made = scripts.html.n > 0;
    if (h->has_rows_made)
        text = buf_str(&scripts.html);
    doc_builder_init(&h->b, doc, text.n + 1);
    h->b.is_repaired = true;
    html_tokens_init(&h->tokens, text);
    h->tokens.on_script = script;
    h->tokens.context = h;
    if (input->urls)
        url_cache_page(input->urls, h->base);
    h->stack[h->n_stack++] = (struct html_entry){.tag = TAG_HTML,
                                                 .kind = BLOCK_PARAGRAPH,
                                                 .item = DOC_NONE,
                                                 .link = DOC_NONE,
                                                 .saved = DOC_NONE,
                                                 .form = DOC_NONE,
                                                 .table = DOC_NONE,
                                                 .opened_item = DOC_NONE,
                                                 .pane = DOC_NONE};
    MEM_GROW(h->regions, h->n_regions, h->capacity_regions);
    h->regions[h->n_regions++] = (struct html_region){.zone = ZONE_MAIN, .is_soft = true};
    read_tokens(h);
    struct buf made;
    buf_init(&made, LIMIT_TEXT_BYTES);
    read_data(h, &made);
    if (h->script_jump.n && !h->b.n_links &&
        h->b.n_raw < SPLASH_MAX_BYTES) { /* nothing but a script that goes elsewhere */
        enum url_result result;
        doc->refresh_url = html_resolve(h, h->script_jump, &result);
        html_link_plain(h, VIA_REFRESH, h->script_jump, STR_NONE);
    }
    for (size_t i = 0; i < scripts.n_asked; i++)
        html_link_plain(h, VIA_ASKED, scripts.asked[i], STR_NONE);
    decide_shell(h, doc);
    bool asks_programs = doc->is_shell || scripts.is_waiting || scripts.has_empty_list || h->has_empty_mount;
    for (size_t i = 0; i < scripts.n_programs && asks_programs && !scripts.n_asked; i++) /* the address of the list may stand there */
        html_link_plain(h, VIA_ASKED, scripts.programs[i], STR_NONE);
    html_embed_own_address(h);
    finish_items(h);
    html_links_finish(h);
    finish_regions(h);
    if (!h->b.n_blocks && !h->b.n_links && !h->b.n_images && !h->b.n_forms && !doc->is_shell)
        doc->fault = FAULT_EMPTY;
    doc->text_source = h->is_rendered ? "rendered" : "text";
    bool is_part = str_find_c(input->content_type, EXTRACT_RENDERED_PART) != STR_NPOS;
    doc->is_cut |= is_part;
    doc->is_shell |= is_part;
    if (h->scratch.is_full || scripts.is_waiting || has_rows_to_come(h) || is_all_to_come(h))
        doc->is_cut = true;
    doc_builder_seal(&h->b);
    buf_done(&made);
    buf_done(&scripts.html);
    page_free(h);
}
