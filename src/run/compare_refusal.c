/* compare_refusal.c - why two reports are not compared, as a sentence.
 * SPDX-License-Identifier: MIT
 */
#include "run/compare_refusal.h"

enum oit_code compare_refuse(const struct comparison *c, struct err *err)
{
    const struct oit_report *before = c->before, *after = c->after;
    if (c->bar == COMPARE_OTHER_YEAR)
        return err_set(err, OIT_ERR_USAGE, "เทียบกันไม่ได้: ผลหนึ่งเป็นของปีงบประมาณ %d อีกผลเป็นของปีงบประมาณ %d เลือกผลของปีงบประมาณเดียวกัน ดูรายการ: oitcheck list",
                       "not comparable: one is of fiscal year %d, the other of %d; choose two of the same year, see: oitcheck list", before->fiscal_year_be,
                       after->fiscal_year_be);
    if (c->bar == COMPARE_OTHER_SCHEME)
        return err_set(err, OIT_ERR_USAGE, "เทียบกันไม่ได้: ผลหนึ่งตรวจตามเกณฑ์ปี %s อีกผลตามเกณฑ์ปี %s ข้อไม่ตรงกัน เลือกผลของเกณฑ์เดียวกัน หรือตัดสินใหม่: oitcheck assess",
                       "not comparable: one was judged by the criteria of %s, the other by those of %s, whose items differ; choose two alike, or judge again: oitcheck assess",
                       before->rules.scheme ? before->rules.scheme : "-", after->rules.scheme ? after->rules.scheme : "-");
    return OIT_OK;
}
