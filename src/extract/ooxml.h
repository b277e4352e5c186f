/* ooxml.h - what DOCX, XLSX and PPTX have in common: parts, relationships between them, properties (ECMA-376 part 2).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_OOXML_H
#define OIT_EXTRACT_OOXML_H

#include "doc/document.h"
#include "extract/zip_parts.h"

struct ooxml_relation {
    struct str id;     /* "rId4" */
    struct str type;   /* last part of its type: "styles", "hyperlink", "officeDocument" */
    struct str target; /* name of a part, or an address when is_external */
    bool is_external;
};

struct ooxml_relations {
    struct ooxml_relation *items;
    size_t n;
};

/* Relations of a part ("" for the package). Missing or damaged ones are just fewer. Lives in the arena. */
void ooxml_relations_read(struct zip_parts *zip, struct str part, struct arena *arena, struct ooxml_relations *ret_relations);
const struct ooxml_relation *ooxml_by_id(const struct ooxml_relations *relations, struct str id);     /* NULL: none */
const struct ooxml_relation *ooxml_by_type(const struct ooxml_relations *relations, const char *type); /* the first one */

/* The name of the part everything begins with ("word/document.xml"): as the package tells, else `usual`. */
struct str ooxml_main_part(struct zip_parts *zip, struct arena *arena, const char *usual);

struct ooxml_properties {
    uint32_t n_pages; /* as counted when it was saved; 0: not told */
};
/* docProps: the title (where it says something) and the program into *doc. */
void ooxml_properties_read(struct zip_parts *zip, struct document *doc, struct ooxml_properties *ret_properties);

/* Reads a part whole into out (cleared first). FAULT_DAMAGED when there is none; else as zip_parts_read. */
enum oit_fault ooxml_part(struct zip_parts *zip, struct str name, struct buf *out);

#endif
