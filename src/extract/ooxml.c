/* ooxml.c - see ooxml.h.
 * SPDX-License-Identifier: MIT
 */
#include "ooxml.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "extract/doc_title.h"
#include "extract/xml_events.h"
#include "text/repair.h"
#include "text/utf8.h"

enum oit_fault ooxml_part(struct zip_parts *zip, struct str name, struct buf *out)
{
    buf_clear(out);
    const struct zip_part *part = zip_parts_find_str(zip, name);
    return part ? zip_parts_read(zip, part, out) : FAULT_DAMAGED;
}

/* "../media/image1.png" beside "word/document.xml" is "media/image1.png". */
static struct str resolve(struct str part, struct str target, struct arena *arena)
{
    struct buf path;
    buf_init(&path, (size_t)LIMIT_ZIP_NAME_BYTES * 2);
    size_t slash = str_rchr(part, '/');
    if (!str_starts_c(target, "/") && slash != STR_NPOS)
        (void)buf_add_str(&path, str_sub(part, 0, slash + 1));
    while (target.n) {
        size_t n = str_chr(target, '/');
        struct str step = str_sub(target, 0, n == STR_NPOS ? target.n : n + 1);
        target = str_from_pos(target, step.n);
        if (str_eq_c(step, "../") || str_eq_c(step, "..")) {
            size_t up = path.n ? str_rchr(str_sub(buf_str(&path), 0, path.n - 1), '/') : STR_NPOS;
            path.n = up == STR_NPOS ? 0 : up + 1;
        } else if (!str_eq_c(step, "./") && !str_eq_c(step, "/")) {
            (void)buf_add_str(&path, step);
        }
    }
    struct str name = arena_str(arena, path.n ? buf_str(&path) : STR_LIT(""));
    buf_done(&path);
    return name;
}

static struct str relations_name(struct str part, struct buf *scratch)
{
    size_t slash = str_rchr(part, '/'), from = slash == STR_NPOS ? 0 : slash + 1;
    buf_clear(scratch);
    (void)buf_add_str(scratch, str_sub(part, 0, from));
    (void)buf_add_c(scratch, "_rels/");
    (void)buf_add_str(scratch, str_from_pos(part, from));
    (void)buf_add_c(scratch, ".rels");
    return buf_str(scratch);
}

void ooxml_relations_read(struct zip_parts *zip, struct str part, struct arena *arena, struct ooxml_relations *ret_relations)
{
    struct buf bytes, name;
    buf_init(&bytes, LIMIT_ZIP_ENTRY_BYTES);
    buf_init(&name, (size_t)LIMIT_ZIP_NAME_BYTES * 2);
    (void)ooxml_part(zip, relations_name(part, &name), &bytes);
    struct ooxml_relation *items = NULL;
    size_t n = 0, capacity = 0;
    struct xml_events *e = mem_alloc(sizeof *e);
    xml_events_init(e, buf_str(&bytes));
    while (n < LIMIT_LINKS && xml_next(e)) {
        if (e->kind != XML_START || !xml_is(e, XML_RELS, "Relationship"))
            continue;
        struct ooxml_relation relation = {.id = arena_str(arena, xml_attr(e, XML_NONE, "Id"))};
        struct str type = xml_attr(e, XML_NONE, "Type");
        relation.type = arena_str(arena, str_from_pos(type, str_rchr(type, '/') == STR_NPOS ? 0 : str_rchr(type, '/') + 1));
        relation.is_external = str_eq_c(xml_attr(e, XML_NONE, "TargetMode"), "External");
        struct str target = xml_attr(e, XML_NONE, "Target");
        relation.target = relation.is_external ? arena_str(arena, target) : resolve(part, target, arena);
        MEM_GROW(items, n, capacity);
        items[n++] = relation;
    }
    xml_events_done(e);
    free(e);
    *ret_relations = (struct ooxml_relations){ARENA_ARRAY(arena, struct ooxml_relation, n + 1), n};
    if (n)
        memcpy(ret_relations->items, items, n * sizeof *items);
    free(items);
    buf_done(&bytes);
    buf_done(&name);
}

const struct ooxml_relation *ooxml_by_id(const struct ooxml_relations *relations, struct str id)
{
    for (size_t i = 0; id.n && i < relations->n; i++)
        if (str_eq(relations->items[i].id, id))
            return &relations->items[i];
    return NULL;
}

const struct ooxml_relation *ooxml_by_type(const struct ooxml_relations *relations, const char *type)
{
    for (size_t i = 0; i < relations->n; i++)
        if (str_eq_c(relations->items[i].type, type))
            return &relations->items[i];
    return NULL;
}

struct str ooxml_main_part(struct zip_parts *zip, struct arena *arena, const char *usual)
{
    struct ooxml_relations relations;
    ooxml_relations_read(zip, STR_LIT(""), arena, &relations);
    const struct ooxml_relation *relation = ooxml_by_type(&relations, "officeDocument");
    return relation && zip_parts_find_str(zip, relation->target) ? relation->target : str_from(usual);
}

/* The text of the root's child of that name, squeezed, in the arena. */
static struct str property(struct str xml, enum xml_space space, const char *name, struct arena *arena)
{
    struct buf text;
    struct str value = STR_NONE;
    bool is_inside = false;
    buf_init(&text, LIMIT_LABEL_BYTES * 4);
    struct xml_events *e = mem_alloc(sizeof *e);
    xml_events_init(e, xml);
    while (xml_next(e)) {
        if (e->kind == XML_TEXT && is_inside)
            (void)buf_add_str(&text, e->text);
        else if (e->depth == 2 && (space == XML_OTHER ? str_eq_c(e->name, name) : xml_is(e, space, name)))
            is_inside = e->kind == XML_START;
    }
    xml_events_done(e);
    free(e);
    if (text.n) {
        struct buf squeezed;
        buf_init(&squeezed, LIMIT_LABEL_BYTES * 4);
        utf8_squeeze(buf_str(&text), &squeezed);
        squeezed.n = squeezed.n ? repair_in_place(squeezed.p, squeezed.n) : 0;
        value = arena_str(arena, utf8_prefix(buf_str(&squeezed), LIMIT_LABEL_BYTES));
        buf_done(&squeezed);
    }
    buf_done(&text);
    return value;
}

void ooxml_properties_read(struct zip_parts *zip, struct document *doc, struct ooxml_properties *ret_properties)
{
    struct buf bytes;
    struct ooxml_relations relations;
    *ret_properties = (struct ooxml_properties){0};
    buf_init(&bytes, 1024 * 1024);
    ooxml_relations_read(zip, STR_LIT(""), doc->arena, &relations);
    const struct ooxml_relation *core = ooxml_by_type(&relations, "core-properties"), *app = ooxml_by_type(&relations, "extended-properties");
    if (core) {
        (void)ooxml_part(zip, core->target, &bytes);
        struct str title = useful_title(property(buf_str(&bytes), XML_DC, "title", doc->arena));
        if (title.n)
            doc->title = title;
    }
    if (app) {
        (void)ooxml_part(zip, app->target, &bytes);
        struct str program = property(buf_str(&bytes), XML_OTHER, "Application", doc->arena),
                   pages = property(buf_str(&bytes), XML_OTHER, "Pages", doc->arena);
        uint64_t n = 0;
        if (program.n)
            doc->generator = program;
        if (str_to_u64(pages, 100000, &n))
            ret_properties->n_pages = (uint32_t)n;
    }
    buf_done(&bytes);
}
