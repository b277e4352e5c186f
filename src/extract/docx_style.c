/* docx_style.c - which paragraph styles are headings, which are bold.
 *
 * The outline level is what Word's own navigation goes by; a style without one still says it in its name. Names of the built-in styles stand
 * in English in the file whatever language Word speaks; other programs write their own.
 * SPDX-License-Identifier: MIT
 */
#include "docx.h"

#include <stdlib.h>

#include "base/mem.h"

enum { MAX_STYLES = 5000, MAX_BASED = 16, BODY_LEVEL = 9 };

bool docx_is_on(struct xml_events *e)
{
    struct str value = xml_attr(e, XML_W, "val");
    return !str_eq_c(value, "0") && !str_eq_nocase_c(value, "false") && !str_eq_nocase_c(value, "off");
}

/* "heading 1", "Heading1", "หัวเรื่อง 1", "Title": 0 when the name tells nothing. */
static uint8_t level_of_name(struct str name)
{
    static const char *const words[] = {"heading", "หัวเรื่อง", "หัวข้อ"};
    if (str_eq_nocase_c(name, "title") || str_eq_c(name, "ชื่อเรื่อง"))
        return 1;
    if (str_eq_nocase_c(name, "subtitle") || str_eq_c(name, "ชื่อเรื่องรอง"))
        return 2;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!str_starts_nocase_c(name, words[i]))
            continue;
        struct str digit = str_trim(str_from_pos(name, strlen(words[i])));
        if (digit.n == 1 && digit.p[0] >= '1' && digit.p[0] <= '9')
            return (uint8_t)(digit.p[0] <= '6' ? digit.p[0] - '0' : 6);
    }
    return 0;
}

static int by_id(const void *a, const void *b)
{
    const struct docx_style *x = a, *y = b;
    return str_cmp(x->id, y->id);
}

void docx_styles_read(struct str xml, struct arena *arena, struct docx_styles *ret_styles)
{
    static const struct xml_name names[] = {{XML_W, "style"}, {XML_W, "name"},   {XML_W, "basedOn"}, {XML_W, "outlineLvl"},
                                            {XML_W, "b"},     {XML_W, "bCs"},    {XML_W, "vanish"},  {XML_W, "tblStylePr"}};
    enum { STYLE, NAME, BASED_ON, OUTLINE, BOLD, BOLD_THAI, HIDDEN, TABLE_PART };
    struct docx_style *items = NULL, *style = NULL;
    size_t n = 0, capacity = 0;
    struct xml_events *e = mem_alloc(sizeof *e);
    xml_events_init(e, xml);
    while (n < MAX_STYLES && xml_next(e)) {
        size_t what = xml_name_index(e, names, sizeof names / sizeof *names);
        if (e->kind == XML_END && what == STYLE)
            style = NULL;
        if (e->kind != XML_START)
            continue;
        if (what == STYLE) {
            MEM_GROW(items, n, capacity);
            style = &items[n++];
            *style = (struct docx_style){.id = arena_str(arena, xml_attr(e, XML_W, "styleId"))};
            continue;
        }
        if (!style)
            continue;
        struct str value = xml_attr(e, XML_W, "val");
        switch (what) {
        case NAME: style->level = style->level ? style->level : level_of_name(value); break;
        case BASED_ON: style->based_on = arena_str(arena, value); break;
        case OUTLINE: {
            long level = xml_attr_long(e, XML_W, "val", BODY_LEVEL);
            if (level >= 0 && level < BODY_LEVEL)
                style->level = (uint8_t)(level < 6 ? level + 1 : 6);
            break;
        }
        case BOLD:
        case BOLD_THAI:
            style->tells_bold = true;
            style->is_bold |= docx_is_on(e);
            break;
        case HIDDEN: style->is_hidden = docx_is_on(e); break;
        case TABLE_PART: xml_skip(e); break;
        default: break;
        }
    }
    xml_events_done(e);
    free(e);
    if (n)
        qsort(items, n, sizeof *items, by_id);
    *ret_styles = (struct docx_styles){ARENA_ARRAY(arena, struct docx_style, n + 1), n};
    if (n)
        memcpy(ret_styles->items, items, n * sizeof *items);
    free(items);
}

struct docx_style docx_style(const struct docx_styles *styles, struct str id)
{
    struct docx_style all = {0};
    for (unsigned depth = 0; id.n && depth < MAX_BASED; depth++) {
        struct docx_style key = {.id = id};
        const struct docx_style *style = styles->n ? bsearch(&key, styles->items, styles->n, sizeof key, by_id) : NULL;
        if (!style)
            break;
        if (!all.level)
            all.level = style->level;
        if (!all.tells_bold && style->tells_bold) {
            all.tells_bold = true;
            all.is_bold = style->is_bold;
        }
        all.is_hidden |= style->is_hidden;
        id = style->based_on;
    }
    return all;
}
