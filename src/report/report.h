/* report.h - the outputs: each a function from a finished report to bytes.
 *
 * Nothing here judges. All texts pass utf8_clean before a writer; CSV cells are formula-safe; HTML is escaped; terminal text has no control
 * or bidi characters. The words people read stand in messages.h.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_REPORT_H
#define OIT_REPORT_REPORT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "oitcheck/report.h"

#define REPORT_SCHEMA "oitcheck-report/1"

enum report_language { REPORT_TH, REPORT_EN };

struct report_text_options {
    enum report_language language;
    bool use_colour; /* a terminal */
    int width;       /* columns; 0 = 100 */
    const char *report_path; /* where report.html was written, or NULL */
};

void report_json(const struct oit_report *report, struct buf *out); /* schema oitcheck-report/1, UTF-8, full precision, ends with newline */
struct json_writer;
void report_json_item(struct json_writer *w, const char *key, const struct oit_item *item); /* one item as it stands there */
void report_text(const struct oit_report *report, const struct report_text_options *options, struct buf *out);
void report_html(const struct oit_report *report, enum report_language language, struct buf *out);
void report_csv(const struct oit_report *report, enum report_language language, struct buf *out); /* BOM, CRLF, RFC 4180 */
enum oit_code report_xlsx(const struct oit_report *report, enum report_language language, struct buf *out, struct err *err); /* the officers' workbook */
void report_junit(const struct oit_report *report, enum report_language language, struct buf *out);
void report_sarif(const struct oit_report *report, enum report_language language, struct buf *out); /* 2.1.0 */
void report_hub(const struct oit_report *report, enum report_language language, struct buf *out);   /* an index page to paste into a CMS */

/* Reads back what report_json wrote (store keeps it). */
enum oit_code report_parse(struct str json, struct arena *arena, struct oit_report *ret_report, struct err *err);

/* The one sentence at the end of `make run` and of every scan ("next: ..."). */
void report_result_sentence(const struct oit_report *report, enum report_language language, struct buf *out);
void report_next_step(const struct oit_report *report, enum report_language language, struct buf *out);

/* Writes report.json, report.html, report.csv and itas.xlsx into dir, each atomically, 0600. */
enum oit_code report_write_files(const struct oit_report *report, enum report_language language, const char *dir, struct err *err);

#endif
