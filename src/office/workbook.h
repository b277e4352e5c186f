/* workbook.h - the officers' workbook read back: their words item by item, each with its place, and what cannot be taken with what to write instead.
 *
 * XLSX, XLS, ODS, SpreadsheetML 2003 and CSV, ours or an agency's own list: columns are known by their headings wherever they stand, titles may stand above,
 * codes as people write them ("ข้อ ๑๖"). The file is hostile: it is read in a sandboxed worker, formulas are never computed. Words are kept byte for byte (line breaks as \n).
 *
 * A word may stand on several sheets (all items, and one sheet an owner). Those that say what the report says already were not touched; of the others all must say the same,
 * else it is an error at both places. An empty cell takes a word back where the sheet is a workbook of ours (all white columns, or two of the grey ones besides item and
 * title); in an agency's own list it says nothing.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_OFFICE_WORKBOOK_H
#define OIT_OFFICE_WORKBOOK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/messages.h"
#include "oitcheck/report.h"

struct workbook_place {
    const char *sheet;    /* NULL: the file has no names for sheets (CSV) */
    uint32_t row, column; /* from 1, as spreadsheets count; column 0: the row; row 0: the sheet */
};

struct workbook_word {
    const char *value;    /* NULL: the workbook says nothing of it; "": taken back, or never said */
    struct workbook_place place;
};

struct workbook_row { /* an item that stands in the workbook */
    size_t item;          /* index in the report's items */
    const char *code;     /* the report's */
    struct workbook_word words[N_OFFICER_FIELDS];
    bool is_of_other_evidence; /* the sheet that decides it was made when the check had found another link */
};

struct workbook_remark {
    struct workbook_place place;
    int field;            /* enum oit_officer_field it is about, -1: the row or the sheet */
    struct oit_words text;
};

struct workbook {
    struct arena arena;
    struct workbook_row *rows; size_t n_rows;        /* in the report's order */
    struct workbook_remark *errors; size_t n_errors; /* in the file's order; a word that is wrong is NULL in rows */
    struct workbook_remark *notes; size_t n_notes;   /* nothing is wrong, but it should be known */
};

/* report: with the officers' words laid over it (overlay.h); the workbook may outlive it. OIT_ERR_LOCAL: the file cannot be opened; OIT_ERR_USAGE: it is no sheet, damaged, encrypted.
 * Errors inside a sheet are no failure: see errors. Free with workbook_free. */
enum oit_code workbook_read(const char *path, const struct oit_report *report, struct workbook **ret_book, struct err *err);
void workbook_free(struct workbook *book); /* NULL is fine */

/* "แผ่น 'ทุกข้อ' แถว 5 คอลัมน์ K", appended. */
void workbook_place_words(const struct workbook_place *place, enum msg_language language, struct buf *out);

#endif
