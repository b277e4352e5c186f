/* xlsx.c - the officers' workbook.
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

enum oit_code report_xlsx(const struct oit_report *report, enum report_language language, struct buf *out, struct err *err)
{
    (void)report;
    (void)language;
    (void)out;
    return err_set(err, OIT_ERR_USAGE, "ยังพิมพ์สมุดงานไม่ได้", "the workbook is not written yet");
}
