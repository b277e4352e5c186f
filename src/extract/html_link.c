/* html_link.c - where links lead, and images.
 *
 * While the page is read a link only notes where its text begins and ends and what it stands in; html_label.c makes
 * its label when the page is read.
 * SPDX-License-Identifier: MIT
 */
#include "html_page.h"

#include "base/mem.h"
#include "text/repair.h"
#include "text/utf8.h"

enum { TEMPLATE_LINKS = 50, BIG_IMAGE_PIXELS = 300, SMALL_IMAGE_PIXELS = 150 };

/* ---- addresses ---- */

void html_base_set(struct html_page *h, struct str reference)
{
    buf_clear(&h->scratch2);
    if (url_resolve(h->base, reference, &h->scratch2) != URL_OK)
        return;
    h->base = arena_str(h->arena, buf_str(&h->scratch2));
    h->has_base = true;
    if (h->input->urls)
        url_cache_page(h->input->urls, h->base);
}

struct str html_resolve(struct html_page *h, struct str reference, enum url_result *ret_result)
{
    if (!reference.p) {
        *ret_result = URL_EMPTY;
        return STR_NONE;
    }
    struct str url;
    if (h->input->urls) {
        *ret_result = url_cache_resolve(h->input->urls, reference, &url);
    } else {
        buf_clear(&h->scratch2);
        *ret_result = url_resolve(h->base, reference, &h->scratch2);
        url = buf_str(&h->scratch2);
    }
    return *ret_result == URL_OK ? arena_str(h->arena, url) : STR_NONE;
}

/* An address attribute decoded; the source bytes themselves where nothing is to decode. */
static struct str address(struct html_page *h, struct str raw)
{
    raw = str_trim(raw);
    if (!raw.n || !memchr(raw.p, '&', raw.n))
        return raw;
    buf_clear(&h->scratch2);
    html_decode(raw, &h->scratch2);
    return arena_str(h->arena, buf_str(&h->scratch2));
}

static bool is_single_word(struct str s)
{
    return s.n >= 2 && !memchr(s.p, ' ', s.n) && !memchr(s.p, '<', s.n) && !memchr(s.p, '(', s.n);
}

static bool looks_like_file(struct str s)
{
    static const char *const endings[] = {".pdf", ".doc",  ".docx", ".xls", ".xlsx", ".php", ".html",
                                          ".htm", ".aspx", ".zip",  ".ppt", ".pptx", ".jpg", ".png"};
    size_t query = str_chr(s, '?');
    if (query != STR_NPOS)
        s = str_sub(s, 0, query);
    if (!is_single_word(s))
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends_nocase_c(s, endings[i]))
            return true;
    return false;
}

static bool looks_like_address(struct str s)
{
    return is_single_word(s) && (memchr(s.p, '/', s.n) || memchr(s.p, '?', s.n) || looks_like_file(s));
}

/* "/oit/12": a place of this site, by itself. */
static bool is_route(struct str s)
{
    unsigned char c = s.n > 1 ? (unsigned char)s.p[1] : ' ';
    bool begins = s.n > 2 && s.p[0] == '/' && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '%' || c >= 0x80);
    for (size_t i = 0; i < s.n && begins; i++) /* "/:id", "/files/{id}": patterns of a router */
        begins = (unsigned char)s.p[i] > ' ' && s.p[i] != ':' && s.p[i] != '*' && s.p[i] != '{' && s.p[i] != '<' && s.p[i] != '$' && s.p[i] != '(';
    return begins;
}

/* Behind fetch(, post(: what is asked for, not opened. */
static bool is_call_for_data(struct str before)
{
    static const char *const calls[] = {"post(", "fetch(", "ajax(", "load(", "submit("};
    before = str_trim(before);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (str_ends_nocase_c(before, calls[i]))
            return true;
    return false;
}

/* The address a script opens: window.open('x'), location.href = 'x', Download("a.pdf"). STR_NONE when it is not written out. */
struct str html_script_address(struct str script)
{
    size_t at = str_find_nocase_c(script, "location");
    size_t open = str_find_nocase_c(script, "open(");
    bool is_jump = at != STR_NPOS || open != STR_NPOS;
    struct str rest = str_from_pos(script, is_jump ? (at < open ? at : open) : 0);
    for (unsigned tries = 0; tries < 4 && rest.n; tries++) {
        size_t i = 0;
        while (i < rest.n && rest.p[i] != '\'' && rest.p[i] != '"')
            i++;
        if (i >= rest.n)
            return STR_NONE;
        char quote = rest.p[i];
        struct str before = str_sub(rest, 0, i);
        rest = str_from_pos(rest, i + 1);
        struct str quoted = str_trim(str_cut(&rest, quote));
        struct str behind = str_trim(rest);
        bool is_whole = !behind.n || behind.p[0] != '+'; /* 'page.php?id=' + id is not */
        bool is_given = str_ends_c(str_trim(before), "(") && is_route(quoted) && !is_call_for_data(before); /* goTo('/oit/12') */
        bool is_address = is_jump ? looks_like_address(quoted) : looks_like_file(quoted) || is_given;
        if (is_whole && is_address && !str_starts_nocase_c(quoted, "javascript:"))
            return quoted;
    }
    return STR_NONE;
}

/* What a call of a function of the page opens: openDoc('a32') with "window.open('/files/' + f)" in it. */
struct str html_opened_by(struct html_page *h, struct str script)
{
    for (size_t i = 0; h->scripts && i < h->scripts->n_openers; i++) {
        const struct script_opener *o = &h->scripts->openers[i];
        size_t at = str_find(script, o->name);
        struct str rest = at == STR_NPOS ? STR_NONE : str_from_pos(script, at + o->name.n);
        bool is_called = rest.n > 2 && rest.p[0] == '(' && (at == 0 || script.p[at - 1] == ' ' || script.p[at - 1] == ':' || script.p[at - 1] == ';');
        if (!is_called)
            continue;
        size_t end = 1;
        while (end < rest.n && rest.p[end] != ',' && rest.p[end] != ')')
            end++;
        struct str given = str_trim(str_sub(rest, 1, end - 1));
        bool is_quoted = given.n > 2 && (given.p[0] == '\'' || given.p[0] == '"') && given.p[given.n - 1] == given.p[0];
        bool is_number = given.n > 0;
        for (size_t k = 0; k < given.n; k++)
            is_number &= given.p[k] >= '0' && given.p[k] <= '9';
        if (is_quoted)
            given = str_sub(given, 1, given.n - 2);
        else if (!is_number)
            continue;
        return arena_printf(h->arena, "%.*s%.*s%.*s", STR_ARG(o->prefix), STR_ARG(given), STR_ARG(o->suffix));
    }
    return html_script_address(script);
}

/* ---- making links ---- */

static struct doc_link *new_link(struct html_page *h, enum doc_via via)
{
    struct doc_link *link = doc_builder_link(&h->b);
    if (!link)
        return NULL;
    const struct html_entry *top = html_top(h);
    link->via = via;
    link->zone = (enum doc_zone)top->region;
    link->heading = doc_builder_heading(&h->b);
    link->block = (uint32_t)h->b.n_blocks;
    MEM_GROW(h->links, h->n_links, h->capacity_links);
    struct html_link_info *info = &h->links[h->n_links++];
    size_t at = h->b.n_raw;
    *info = (struct html_link_info){.raw_start = at,
                                    .raw_end = at,
                                    .line_start = h->has_break ? at : h->line_start,
                                    .block_start = h->start,
                                    .item = top->item,
                                    .table = DOC_NONE};
    if (top->table != DOC_NONE && h->n_tables && h->tables[h->n_tables - 1].serial == top->table &&
        h->tables[h->n_tables - 1].is_cell_open) {
        const struct html_cell *cell = &h->cells[h->n_cells - 1];
        info->table = TABLE_OPEN + top->table;
        info->row = cell->row;
        info->column = cell->column;
    }
    uint32_t item = top->item;
    for (unsigned depth = 0; item != DOC_NONE && depth < 16; depth++) {
        h->items[item].n_links++;
        item = h->items[item].parent;
    }
    return link;
}

/* What follows a scheme name and its ':' up to '?' (mailto:a@b?subject=). */
static struct str behind_scheme(struct str reference, size_t n)
{
    struct str rest = str_from_pos(reference, n);
    return str_trim(str_cut(&rest, '?'));
}

/* A template's place for an address: href="/files/{{doc.file}}", "${url}", "<%= url %>". Nobody's link until a script has filled it. */
static bool is_unfilled(struct str reference)
{
    if (!reference.n || (!memchr(reference.p, '{', reference.n) && !memchr(reference.p, '<', reference.n)))
        return false;
    return str_find_c(reference, "{{") != STR_NPOS || str_find_c(reference, "${") != STR_NPOS || str_find_c(reference, "<%") != STR_NPOS;
}

static void set_target(struct html_page *h, struct doc_link *link, struct str reference)
{
    if (is_unfilled(reference)) {
        link->target = TARGET_OTHER;
        return;
    }
    if (!reference.n || reference.p[0] == '#') {
        link->target = TARGET_SELF;
        if (reference.n > 1) {
            MEM_GROW(h->fragments, h->n_fragments, h->capacity_fragments);
            h->fragments[h->n_fragments++] =
                (struct html_id){doc_block_hash(str_from_pos(reference, 1)) | 1u, (uint32_t)(h->b.n_links - 1)};
        }
        return;
    }
    if (str_starts_nocase_c(reference, "javascript:")) {
        struct str target = html_opened_by(h, reference);
        link->target = TARGET_SELF;
        if (!target.n)
            return;
        link->via = VIA_SCRIPT;
        reference = target;
    } else if (str_starts_nocase_c(reference, "mailto:")) {
        link->target = TARGET_MAIL;
        struct str mail = behind_scheme(reference, 7);
        if (memchr(mail.p ? mail.p : "", '@', mail.n))
            (void)doc_builder_contact(&h->b, CONTACT_EMAIL, link->block, utf8_prefix(mail, 254));
        return;
    } else if (str_starts_nocase_c(reference, "tel:")) {
        link->target = TARGET_PHONE;
        struct str number = behind_scheme(reference, 4);
        if (number.n >= 3 && number.n < 40)
            (void)doc_builder_contact(&h->b, CONTACT_PHONE, link->block, number);
        return;
    }
    enum url_result result;
    link->url = html_resolve(h, reference, &result);
    if (result == URL_OK)
        link->url = html_shown_by(h, reference, link->url);
    link->target = result == URL_OK ? TARGET_URL : result == URL_EMPTY ? TARGET_SELF : TARGET_OTHER;
}

/* title=, aria-label=, data-title= of the tag at hand. */
static struct str title_attr(struct html_page *h)
{
    static const enum html_attr attrs[] = {ATTR_TITLE, ATTR_ARIA_LABEL, ATTR_DATA_TITLE};
    for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++)
        if (html_attr(&h->token, attrs[i]).n) {
            struct str title = utf8_prefix(html_text_value(h, attrs[i]), LIMIT_LABEL_BYTES);
            if (title.n)
                return arena_str(h->arena, title);
        }
    return STR_NONE;
}

uint32_t html_link_open(struct html_page *h)
{
    enum doc_via via = VIA_A;
    bool is_anchor = h->token.tag == TAG_A;
    struct str reference = is_anchor ? address(h, html_attr(&h->token, ATTR_HREF)) : STR_NONE;
    bool leads_nowhere = !reference.n || reference.p[0] == '#' ||
                         (str_starts_nocase_c(reference, "javascript:") && !html_opened_by(h, reference).n);
    if (leads_nowhere && html_has(&h->token, ATTR_ONCLICK)) {
        struct str target = html_opened_by(h, address(h, h->token.value[ATTR_ONCLICK]));
        if (target.n) {
            reference = target;
            leads_nowhere = false;
            via = VIA_SCRIPT;
        }
    }
    struct str document = leads_nowhere ? html_data_document(h) : STR_NONE;
    if (document.n) { /* a button names it by its words; a viewer's box shows it */
        bool is_button = is_anchor || h->token.tag == TAG_BUTTON || h->token.tag == TAG_INLINE || h->token.tag == TAG_LI ||
                         h->token.tag == TAG_TR || h->token.tag == TAG_TD || html_has(&h->token, ATTR_ONCLICK);
        reference = document;
        leads_nowhere = false;
        via = is_button ? VIA_SCRIPT : VIA_EMBED;
    }
    struct str shown = is_anchor && leads_nowhere ? html_attr(&h->token, ATTR_DATA_SRC) : STR_NONE;
    if (looks_like_address(shown)) { /* a box over the page that shows another one */
        reference = address(h, shown);
        leads_nowhere = false;
        via = VIA_SCRIPT;
    }
    if (leads_nowhere && html_attr(&h->token, ATTR_DATA_HREF).n &&
        looks_like_address(html_attr(&h->token, ATTR_DATA_HREF))) {
        reference = address(h, h->token.value[ATTR_DATA_HREF]);
        leads_nowhere = false;
        via = VIA_DATA;
    }
    struct str value = h->token.tag == TAG_OPTION ? str_trim(html_attr(&h->token, ATTR_VALUE)) : STR_NONE;
    bool is_place = is_route(value) || (is_single_word(value) && url_is_absolute(value)) || looks_like_file(value); /* a script may jump there */
    if (h->select_jumps ? looks_like_address(value) : is_place) {
        reference = address(h, h->token.value[ATTR_VALUE]);
        leads_nowhere = false;
        via = VIA_DATA;
    }
    if (leads_nowhere && !html_has(&h->token, ATTR_HREF) && is_route(str_trim(html_attr(&h->token, ATTR_TO)))) { /* <router-link to="/oit/12"> */
        reference = address(h, h->token.value[ATTR_TO]);
        leads_nowhere = false;
        via = VIA_SCRIPT;
    }
    if (!reference.p && !(is_anchor && html_has(&h->token, ATTR_HREF)))
        return DOC_NONE;
    if (leads_nowhere && !is_anchor)
        return DOC_NONE;
    struct doc_link *link = new_link(h, via);
    if (!link)
        return DOC_NONE;
    uint32_t index = (uint32_t)(h->b.n_links - 1);
    set_target(h, link, reference);
    link = &h->b.links[index];
    link->title = title_attr(h);
    link->is_nofollow = str_find_nocase_c(html_attr(&h->token, ATTR_REL), "nofollow") != STR_NPOS;
    link->is_download = html_has(&h->token, ATTR_DOWNLOAD);
    h->links[index].is_open = true;
    h->open_link = index;
    if (h->link_end == h->b.n_raw && h->b.n_raw > h->start)
        h->has_gap = true; /* two links side by side are two names */
    return index;
}

void html_link_close(struct html_page *h, uint32_t link)
{
    h->links[link].raw_end = h->link_end = h->b.n_raw;
    h->links[link].is_open = false;
    if (h->open_link == link)
        h->open_link = DOC_NONE;
}

void html_link_plain(struct html_page *h, enum doc_via via, struct str reference, struct str title)
{
    html_link_shown(h, via, address(h, reference), title);
}

void html_link_shown(struct html_page *h, enum doc_via via, struct str reference, struct str title)
{
    if (!reference.n)
        return;
    struct doc_link *link = new_link(h, via);
    if (!link)
        return;
    uint32_t index = (uint32_t)(h->b.n_links - 1);
    set_target(h, link, reference);
    if (title.n) {
        buf_clear(&h->scratch);
        html_decode(title, &h->scratch);
        h->scratch.n = h->scratch.n ? repair_in_place(h->scratch.p, h->scratch.n) : 0;
        h->b.links[index].title = arena_str(h->arena, utf8_prefix(buf_str(&h->scratch), LIMIT_LABEL_BYTES));
    }
}

/* A template is shown by a script, if ever: what it leads to is visited, and claimed by nothing. */
void html_link_template(struct html_page *h, struct str content)
{
    for (unsigned n = 0; n < TEMPLATE_LINKS; n++) {
        size_t at = str_find_nocase_c(content, "href=");
        if (at == STR_NPOS)
            return;
        bool is_attribute = at > 0 && (content.p[at - 1] == ' ' || content.p[at - 1] == '\n' || content.p[at - 1] == '\t');
        content = str_from_pos(content, at + 5);
        if (!is_attribute || content.n < 3 || (content.p[0] != '"' && content.p[0] != '\''))
            continue;
        char quote = content.p[0];
        content = str_from_pos(content, 1);
        struct str reference = str_trim(str_cut(&content, quote));
        if (looks_like_address(reference) && !is_unfilled(reference) && reference.p[0] != '#')
            html_link_plain(h, VIA_DATA, reference, STR_NONE);
    }
}

/* ---- images ---- */

/* Pixels from width= or style="width: 300px"; 0 when not said so. */
static uint16_t pixels(struct html_page *h, enum html_attr attr, const char *property)
{
    struct str text = str_trim(html_attr(&h->token, attr));
    if (!text.n && html_has(&h->token, ATTR_STYLE)) {
        struct str style = h->token.value[ATTR_STYLE];
        size_t at = str_find_nocase_c(style, property);
        if (at == STR_NPOS || (at > 0 && style.p[at - 1] == '-')) /* max-width says nothing */
            return 0;
        text = str_from_pos(style, at + strlen(property));
        while (text.n && (text.p[0] == ' ' || text.p[0] == ':'))
            text = str_from_pos(text, 1);
    }
    uint32_t value = 0;
    size_t i = 0;
    for (; i < text.n && text.p[i] >= '0' && text.p[i] <= '9' && value < UINT16_MAX; i++)
        value = value * 10 + (uint32_t)(text.p[i] - '0');
    if (i < text.n && (text.p[i] == '%' || text.p[i] == 'e' || text.p[i] == 'v'))
        return 0;
    return value > UINT16_MAX ? UINT16_MAX : (uint16_t)value;
}

void html_image(struct html_page *h)
{
    struct str src =
        html_attr(&h->token, ATTR_DATA_SRC).n ? h->token.value[ATTR_DATA_SRC] : html_attr(&h->token, ATTR_SRC);
    struct str alt =
        utf8_prefix(html_text_value(h, html_attr(&h->token, ATTR_ALT).n ? ATTR_ALT : ATTR_TITLE), LIMIT_LABEL_BYTES);
    alt = alt.n ? arena_str(h->arena, alt) : STR_NONE;
    if (h->open_link != DOC_NONE && !h->b.links[h->open_link].title.n)
        h->b.links[h->open_link].title = alt;
    if (!src.n)
        return;
    struct doc_image *image = doc_builder_image(&h->b);
    if (!image)
        return;
    enum url_result result;
    image->url = str_starts_nocase_c(src, "data:") ? STR_NONE : html_resolve(h, address(h, src), &result);
    image->alt = alt;
    image->width = pixels(h, ATTR_WIDTH, "width");
    image->height = pixels(h, ATTR_HEIGHT, "height");
    image->zone = (enum doc_zone)html_top(h)->region;
    image->block = (uint32_t)h->b.n_blocks;
    image->heading = doc_builder_heading(&h->b);
    if (alt.n && str_find_c(alt, "แผนที่") != STR_NPOS && str_find_c(alt, "แผนที่ภาษี") == STR_NPOS && image->url.p)
        (void)doc_builder_contact(&h->b, CONTACT_MAP, image->block, alt);
    uint16_t larger = image->width > image->height ? image->width : image->height,
             smaller = image->width > image->height ? image->height : image->width;
    bool is_big = larger >= BIG_IMAGE_PIXELS && (smaller == 0 || smaller >= SMALL_IMAGE_PIXELS);
    if (is_big && image->url.p && h->regions[image->zone].zone == ZONE_MAIN) {
        struct doc_link *link = new_link(h, VIA_IMAGE);
        if (link) {
            link->url = image->url;
            link->title = alt;
        }
    }
}
