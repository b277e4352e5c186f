/* xlsx.h - an Excel workbook while it is read: shared by the xlsx_*.c files, nobody else.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_XLSX_H
#define OIT_EXTRACT_XLSX_H

#include "extract/sheet.h"
#include "extract/xml_events.h"
#include "extract/zip_parts.h"

struct xlsx_relation {
    struct str id, type /* last segment: "worksheet", "hyperlink" */, target /* path of a part, or as written when external */;
    bool is_external;
};

struct xlsx_relations {
    struct xlsx_relation *items;
    size_t n;
};

struct xlsx_style {
    struct str code; /* number format */
    bool is_bold;
};

struct xlsx {
    struct zip_parts zip;
    struct arena *arena; /* dies with the reading */
    struct document *doc;
    struct doc_builder *b;
    struct sheet_book book;
    struct buf part;     /* the one being read */
    struct buf strings;  /* shared strings, one after the other */
    uint32_t *string_ends; size_t n_strings, capacity_strings;
    struct xlsx_style *styles; size_t n_styles;
    bool is_1904;
    bool is_damaged; /* a part lacks or ends too early */
};

/* Reads a part into x->part; false when there is none. Damage is noted. */
bool xlsx_read(struct xlsx *x, struct str path);
/* Relations of the part at path; targets resolved against its folder. */
struct xlsx_relations xlsx_relations(struct xlsx *x, struct str path);
const struct xlsx_relation *xlsx_relation(const struct xlsx_relations *r, struct str id);

void xlsx_read_strings(struct xlsx *x, struct str path);
struct str xlsx_string(const struct xlsx *x, uint32_t index); /* STR_NONE: there is no such one */
/* After the start of si, is, or text: appends its text without phonetic guides up to its end. */
void xlsx_rich_text(struct xml_events *e, struct buf *out);
void xlsx_read_styles(struct xlsx *x, struct str path);

/* One sheet. told: rows repeated on each printed page, or from > to. */
struct xlsx_rows {
    uint32_t from, to;
};
void xlsx_read_sheet(struct xlsx *x, struct str name, struct str path, struct xlsx_rows told);

/* "BC12", "$B$12": places from 0; false when it is none. Either part may be missing ("$5", "C"): UINT32_MAX. */
bool xlsx_place(struct str text, uint32_t *ret_row, uint32_t *ret_column);
/* "A1:C3", "A1" */
struct xlsx_area {
    uint32_t row, column, last_row, last_column;
};
bool xlsx_area(struct str text, struct xlsx_area *ret_area);

#endif
