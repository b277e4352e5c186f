/* html_element.c - what a start tag means: the zone, item, heading, kind of text and style of what stands inside it.
 *
 * Everything is inherited from the element around it and changed by the tag, then by class, id and role (html_class.c).
 * SPDX-License-Identifier: MIT
 */
#include "html_page.h"

#include "base/mem.h"
#include "text/utf8.h"

enum { PANES_LOOKED_AT = 256 /* labels compared with each id */, PANE_LABEL_MAX_BYTES = 150 };

static uint32_t save_headings(struct html_page *h)
{
    MEM_GROW(h->saved, h->n_saved, h->capacity_saved);
    h->saved[h->n_saved] = (struct html_saved){h->b.headings, h->b.n_blocks};
    return (uint32_t)h->n_saved++;
}

uint32_t html_item_open(struct html_page *h, bool is_weak)
{
    MEM_GROW(h->items, h->n_items, h->capacity_items);
    size_t at = h->b.n_raw;
    h->items[h->n_items] = (struct html_item){
        .raw_start = at, .raw_end = at, .lead_end = SIZE_MAX, .parent = html_top(h)->item, .is_weak = is_weak};
    return (uint32_t)h->n_items++;
}

static uint32_t region_open(struct html_page *h, enum doc_zone zone, bool is_soft)
{
    MEM_GROW(h->regions, h->n_regions, h->capacity_regions);
    h->regions[h->n_regions] =
        (struct html_region){zone, html_top(h)->region, is_soft, h->b.n_raw, SIZE_MAX, h->link_bytes};
    return (uint32_t)h->n_regions++;
}

bool html_is_inline(enum html_tag tag)
{
    return tag == TAG_A || tag == TAG_B || tag == TAG_INLINE || tag == TAG_OTHER || tag == TAG_BUTTON ||
           tag == TAG_NOSCRIPT || tag == TAG_OBJECT || tag == TAG_HTML || tag == TAG_BODY || tag == TAG_HEAD ||
           tag == TAG_APP_ROOT || tag == TAG_SELECT || tag == TAG_TEXTAREA;
}

bool html_breaks_block(const struct html_entry *e)
{
    if (!html_is_inline(e->tag))
        return true;
    switch ((int)e->tag) {
    case TAG_B:
    case TAG_INLINE: return false;
    case TAG_BUTTON: return e->kind == BLOCK_LABEL || e->kind == BLOCK_HEADING;
    case TAG_A: return e->kind == BLOCK_HEADING || e->opened_item != DOC_NONE; /* <a class="list-group-item"> */
    default: return e->kind == BLOCK_HEADING;
    }
}

static bool may_have_soft_zone(enum html_tag tag)
{
    return tag == TAG_DIV || tag == TAG_UL || tag == TAG_OL || tag == TAG_DL || tag == TAG_SECTION || tag == TAG_TD ||
           tag == TAG_TABLE || tag == TAG_TR || tag == TAG_ASIDE || tag == TAG_CENTER || tag == TAG_P ||
           tag == TAG_ARTICLE;
}

static void set_region(struct html_page *h, struct html_entry *e, unsigned hints)
{
    const struct html_region *now = &h->regions[e->region];
    bool in_article = hints & HINT_PART || (e->region != 0 && now->zone == ZONE_MAIN);
    if (e->tag == TAG_HEADER || e->tag == TAG_FOOTER)
        for (size_t i = h->n_stack; i-- > 1 && !in_article;)
            in_article =
                h->stack[i].tag == TAG_ARTICLE || h->stack[i].tag == TAG_MAIN || h->stack[i].tag == TAG_SECTION;
    enum doc_zone zone = now->zone;
    bool is_soft = false;
    switch ((int)e->tag) {
    case TAG_NAV: zone = hints & HINT_BREADCRUMB ? ZONE_BREADCRUMB : hints & HINT_TABS ? now->zone : ZONE_MENU; break;
    case TAG_HEADER:
        zone = in_article ? now->zone : ZONE_HEADER;
        is_soft = true;
        break;
    case TAG_FOOTER:
        zone = in_article ? now->zone : ZONE_FOOTER;
        is_soft = true;
        break;
    case TAG_ASIDE:
        zone = ZONE_ASIDE;
        is_soft = true;
        break;
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
    bool is_told = e->tag == TAG_NAV || hints & (HINT_MENU | HINT_FOOTER | HINT_BREADCRUMB);
    bool may_outlive = now->is_soft && is_told &&
                       zone != ZONE_MAIN; /* a menu stays one when the wrapper "menu" around it loses its zone */
    if (zone == now->zone && !may_outlive)
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
    bool is_weak = e->tag == TAG_ARTICLE || e->tag == TAG_FIGURE ||
                   (hints & HINT_ITEM && (e->tag == TAG_DIV || e->tag == TAG_SECTION || e->tag == TAG_A));
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
        e->level = hints & HINT_HEADING || (is_headed && e->level == DOC_LEVELS - 1) ? DOC_LEVELS - 1
                                                                                     : (uint8_t)(e->tag - TAG_H1 + 1);
        e->kind = BLOCK_HEADING;
        e->is_strong_heading = e->level == DOC_LEVELS - 1;
    } else if (hints & HINT_HEADING || e->tag == TAG_SUMMARY || e->tag == TAG_LEGEND || e->tag == TAG_DT) {
        if (!html_block_is_open(h) || !html_is_inline(e->tag)) {
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
    if (block->n > PANE_LABEL_MAX_BYTES || info->raw_end <= info->raw_start ||
        info->raw_end - info->raw_start + 4 < block->n)
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
    case TAG_CAPTION:
    case TAG_FIGCAPTION: e->kind = BLOCK_CAPTION; break;
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

void html_push(struct html_page *h, enum html_tag tag)
{
    struct html_entry e = *html_top(h);
    e.tag = tag;
    e.link = e.saved = e.form = e.opened_item = e.pane = DOC_NONE;
    e.is_all_headings = false;
    e.is_mount = false;
    e.is_strong_heading = e.is_strong_heading && e.kind == BLOCK_HEADING;
    e.is_hint_title = e.is_hint_title && e.kind == BLOCK_PARAGRAPH;
    unsigned hints = h->token.attrs ? html_hints(h) : 0;
    if (tag == TAG_BODY || tag == TAG_HTML)
        hints = 0; /* state words of themes: "has-sidebar menu-open" */
    bool is_mount = hints & HINT_MOUNT || tag == TAG_APP_ROOT;
    h->has_mount |= is_mount;
    if (hints & HINT_CHAT)
        (void)doc_builder_contact(&h->b, CONTACT_WIDGET, DOC_NONE, utf8_prefix(html_attr(&h->token, ATTR_CLASS), LIMIT_LABEL_BYTES));
    h->has_gap |= tag == TAG_BUTTON;
    if (!html_is_inline(tag))
        html_block_end(h); /* first: it may be a heading, and headings are saved below */
    set_kind(h, &e);
    if (!html_is_inline(tag) || hints) {
        set_region(h, &e, hints);
        set_item(h, &e, hints);
    }
    set_heading(h, &e, hints);
    if (html_breaks_block(&e))
        html_block_end(h);
    if (html_has(&h->token, ATTR_ID) || tag == TAG_A)
        set_id(h, &e);
    if (is_mount) {
        e.is_mount = true;
        e.mount_raw = h->b.n_raw;
        e.mount_shown = h->b.n_links + h->b.n_images + h->b.n_forms;
    }
    h->stack[h->n_stack++] = e;
}
