/* xlsx_parts.c - what the cells of all sheets point into: shared strings and styles.
 * SPDX-License-Identifier: MIT
 */
#include "xlsx.h"

#include <stdlib.h>

#include "base/mem.h"
#include "extract/number_format.h"
#include "text/utf8.h"

enum { MAX_FORMATS = 5000, MAX_FONTS = 20000, MAX_STYLES = 70000 /* Excel: 65,490 */ };

/* "_x000D_" at the start of text: the character, or 0. */
static uint32_t escaped_at(struct str text)
{
    uint32_t c = 0;
    if (text.n < 7 || text.p[0] != '_' || text.p[1] != 'x' || text.p[6] != '_')
        return 0;
    for (size_t i = 2; i < 6; i++) {
        char d = text.p[i], low = (char)(d | 0x20);
        if (!(d >= '0' && d <= '9') && !(low >= 'a' && low <= 'f'))
            return 0;
        c = c * 16 + (uint32_t)(d <= '9' ? d - '0' : low - 'a' + 10);
    }
    return c;
}

/* _x000D_ is a character that XML could not hold, _x005F_ the line before what only looks so (22.9.2.19). Controls go, CR LF is one line break. */
static void add_unescaped(struct buf *out, struct str text)
{
    while (text.n) {
        size_t at = str_find_c(text, "_x");
        (void)buf_add_str(out, str_sub(text, 0, at));
        if (at == STR_NPOS)
            return;
        text = str_from_pos(text, at);
        uint32_t c = escaped_at(text);
        bool is_escape = c > 0 && !(c >= 0xD800 && c <= 0xDFFF);
        size_t n = is_escape ? 7 : 2;
        if (!is_escape) {
            (void)buf_add_c(out, "_x");
        } else if (c == '\r') {
            bool is_pair = n < text.n && (text.p[n] == '\n' || escaped_at(str_from_pos(text, n)) == '\n');
            (void)buf_add_c(out, is_pair ? "" : "\n");
        } else {
            char encoded[4];
            struct str one = {encoded, utf8_encode(c, encoded)};
            utf8_clean(one, out);
        }
        text = str_from_pos(text, n);
    }
}

void xlsx_rich_text(struct xml_events *e, struct buf *out)
{
    size_t depth = e->depth;
    bool is_text = str_eq_c(e->name, "t");
    while (xml_next(e)) {
        if (e->kind == XML_START && str_eq_c(e->name, "rPh"))
            xml_skip(e);
        else if (e->kind == XML_START)
            is_text = str_eq_c(e->name, "t");
        else if (e->kind == XML_TEXT && is_text)
            add_unescaped(out, e->text);
        else if (e->kind == XML_END && e->depth <= depth)
            return;
        else if (e->kind == XML_END)
            is_text = false;
    }
}

void xlsx_read_strings(struct xlsx *x, struct str path)
{
    struct xml_events e;
    if (!xlsx_read(x, path))
        return;
    xml_events_init(&e, buf_str(&x->part));
    while (x->n_strings < LIMIT_SHARED_STRINGS && xml_next(&e)) {
        if (e.kind != XML_START || !str_eq_c(e.name, "si"))
            continue;
        xlsx_rich_text(&e, &x->strings);
        MEM_GROW(x->string_ends, x->n_strings, x->capacity_strings);
        x->string_ends[x->n_strings++] = (uint32_t)x->strings.n;
    }
    x->is_damaged = x->is_damaged || e.fault == FAULT_DAMAGED;
    x->b->is_cut = x->b->is_cut || x->strings.is_full || x->n_strings >= LIMIT_SHARED_STRINGS || e.fault == FAULT_PARSER_LIMIT;
    xml_events_done(&e);
}

struct str xlsx_string(const struct xlsx *x, uint32_t index)
{
    if (index >= x->n_strings || !x->strings.p) /* all of them empty */
        return STR_NONE;
    uint32_t from = index ? x->string_ends[index - 1] : 0;
    return (struct str){x->strings.p + from, x->string_ends[index] - from};
}

struct custom_format {
    long id;
    struct str code;
};

static struct str code_of(const struct custom_format *formats, size_t n, long id)
{
    for (size_t i = 0; i < n; i++)
        if (formats[i].id == id)
            return formats[i].code;
    return number_format_builtin(id);
}

static bool is_true(struct str value)
{
    return !value.p || str_eq_c(value, "1") || str_eq_c(value, "true");
}

/* styles.xml holds number formats, then fonts, then the formats of cells that name both by number. */
void xlsx_read_styles(struct xlsx *x, struct str path)
{
    struct xml_events e;
    if (!xlsx_read(x, path))
        return;
    struct custom_format *formats = NULL;
    bool *fonts = NULL; /* bold? */
    size_t n_formats = 0, capacity_formats = 0, n_fonts = 0, capacity_fonts = 0, capacity_styles = 0, n_steps = 0;
    struct xlsx_style *styles = NULL;
    bool in_fonts = false, in_cells = false;
    xml_events_init(&e, buf_str(&x->part));
    while (xml_next(&e)) {
        bool is_start = e.kind == XML_START;
        if (e.kind == XML_TEXT)
            continue;
        if (str_eq_c(e.name, "fonts") && e.depth == 2) {
            in_fonts = is_start;
        } else if (str_eq_c(e.name, "cellXfs")) {
            in_cells = is_start;
        } else if (!is_start) {
            continue;
        } else if (str_eq_c(e.name, "numFmt") && e.depth == 3 && n_formats < MAX_FORMATS) {
            MEM_GROW(formats, n_formats, capacity_formats);
            formats[n_formats].id = xml_attr_long(&e, XML_NONE, "numFmtId", -1);
            formats[n_formats++].code = arena_str(x->arena, str_sub(xml_attr(&e, XML_NONE, "formatCode"), 0, 1024));
        } else if (in_fonts && str_eq_c(e.name, "font") && n_fonts < MAX_FONTS) {
            MEM_GROW(fonts, n_fonts, capacity_fonts);
            fonts[n_fonts++] = false;
        } else if (in_fonts && str_eq_c(e.name, "b") && n_fonts) {
            fonts[n_fonts - 1] = is_true(xml_attr(&e, XML_NONE, "val"));
        } else if (in_cells && str_eq_c(e.name, "xf") && e.depth == 3 && x->n_styles < MAX_STYLES) {
            MEM_GROW(styles, x->n_styles, capacity_styles);
            long font = xml_attr_long(&e, XML_NONE, "fontId", -1), id = xml_attr_long(&e, XML_NONE, "numFmtId", 0);
            n_steps += n_formats;
            bool is_known = n_steps < 50u * 1000 * 1000; /* 70,000 styles of 5,000 formats would take seconds */
            styles[x->n_styles++] = (struct xlsx_style){.code = is_known ? code_of(formats, n_formats, id) : number_format_builtin(id),
                                                        .is_bold = font >= 0 && (size_t)font < n_fonts && fonts[font]};
        }
    }
    xml_events_done(&e);
    x->styles = ARENA_ARRAY(x->arena, struct xlsx_style, x->n_styles + 1);
    if (x->n_styles)
        memcpy(x->styles, styles, x->n_styles * sizeof *styles);
    free(styles);
    free(formats);
    free(fonts);
}
