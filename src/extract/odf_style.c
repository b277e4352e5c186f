/* odf_style.c - which styles are headings, bold, hidden, or begin a page.
 * SPDX-License-Identifier: MIT
 */
#include "odf.h"

#include <stdlib.h>

#include "base/mem.h"

enum { MAX_STYLES = 20000, MAX_BASED = 16 };

void odf_styles_init(struct odf_styles *styles, struct arena *arena)
{
    *styles = (struct odf_styles){.arena = arena};
}

void odf_styles_done(struct odf_styles *styles)
{
    free(styles->items);
    *styles = (struct odf_styles){0};
}

/* "Title", "Heading_20_1" */
static uint8_t level_of_name(struct str name)
{
    if (str_eq_c(name, "Title"))
        return 1;
    if (str_eq_c(name, "Subtitle"))
        return 2;
    if (!str_starts_c(name, "Heading_20_") || name.n != 12 || name.p[11] < '1' || name.p[11] > '9')
        return 0;
    return (uint8_t)(name.p[11] <= '6' ? name.p[11] - '0' : 6);
}

void odf_styles_read(struct odf_styles *styles, struct str xml)
{
    struct xml_events *e = mem_alloc(sizeof *e);
    struct odf_style *style = NULL;
    xml_events_init(e, xml);
    while (styles->n < MAX_STYLES && xml_next(e)) {
        if (e->kind == XML_TEXT)
            continue;
        if (xml_is(e, XML_OFFICE, "body"))
            break;
        if (xml_is(e, XML_STYLE, "style")) {
            style = NULL;
            if (e->kind == XML_END)
                continue;
            MEM_GROW(styles->items, styles->n, styles->capacity);
            style = &styles->items[styles->n++];
            *style = (struct odf_style){.name = arena_str(styles->arena, xml_attr(e, XML_STYLE, "name"))};
            style->parent = arena_str(styles->arena, xml_attr(e, XML_STYLE, "parent-style-name"));
            style->level = level_of_name(style->name);
        } else if (style && e->kind == XML_START && xml_is(e, XML_STYLE, "text-properties")) {
            struct str weight = xml_attr(e, XML_FO, "font-weight"), thai = STR_NONE;
            bool has_weight = weight.p != NULL, is_bold = str_eq_c(weight, "bold") || (weight.n == 3 && weight.p[0] >= '6');
            thai = xml_attr(e, XML_STYLE, "font-weight-complex"); /* of Thai and other complex scripts */
            style->tells_bold = has_weight || thai.p;
            style->is_bold = is_bold || str_eq_c(thai, "bold");
            style->is_hidden = str_eq_c(xml_attr(e, XML_TEXT_NS, "display"), "none");
        } else if (style && e->kind == XML_START && xml_is(e, XML_STYLE, "paragraph-properties")) {
            style->breaks_before = str_eq_c(xml_attr(e, XML_FO, "break-before"), "page");
        } else if (style && e->kind == XML_START && xml_is(e, XML_STYLE, "drawing-page-properties")) {
            style->is_hidden = str_eq_c(xml_attr(e, XML_PRESENTATION, "visibility"), "hidden");
        }
    }
    xml_events_done(e);
    free(e);
}

static int by_name(const void *a, const void *b)
{
    const struct odf_style *x = a, *y = b;
    return str_cmp(x->name, y->name);
}

void odf_styles_seal(struct odf_styles *styles)
{
    if (styles->n)
        qsort(styles->items, styles->n, sizeof *styles->items, by_name);
}

struct odf_style odf_style(const struct odf_styles *styles, struct str name)
{
    struct odf_style all = {0};
    for (unsigned depth = 0; name.n && depth < MAX_BASED; depth++) {
        struct odf_style key = {.name = name};
        const struct odf_style *style = styles->n ? bsearch(&key, styles->items, styles->n, sizeof key, by_name) : NULL;
        if (!style)
            break;
        if (!all.level)
            all.level = style->level;
        if (!all.tells_bold && style->tells_bold) {
            all.tells_bold = true;
            all.is_bold = style->is_bold;
        }
        all.is_hidden |= style->is_hidden;
        all.breaks_before |= style->breaks_before && depth == 0;
        name = style->parent;
    }
    return all;
}
