/* about.c - what only speaks of an item: its words are all there, and it is not the item.
 *
 * The label promises the plan, and behind it lies how to write one. Two things tell: the document's own title, whose head word turns away from the
 * item ("ตัวอย่าง...", "แนวทางการจัดทำ..."), and a form whose lines nobody has filled in.
 * SPDX-License-Identifier: MIT
 */
#include "about.h"

#include <string.h>

/* A guide that names no agency and no year is one for all agencies. */
static bool is_for_everybody(const struct site_page *page)
{
    return !page->has_agency_name && page->year->from_be == 0 && page->dates->from_be == 0;
}

bool page_only_speaks_of(const struct judge *judge, uint16_t item, const struct site_page *page, bool is_named, struct oit_words *ret_why)
{
    const struct scheme_item *rule = &judge->input->scheme->items[item];
    if (page->is_blank && !(rule->form & (FORM_CHANNEL | FORM_SERVICE))) {
        *ret_why = (struct oit_words){"แบบฟอร์มที่ยังไม่ได้กรอกข้อมูล", "a form nobody has filled in"};
        return true;
    }
    bool is_manual = strcmp(rule->kind, "manual") == 0; /* how to make something may be the very job the manual is about */
    if (is_named || is_manual || (rule->accept & ACCEPT_ACTIVITY)) /* of an activity an account is the evidence */
        return false;
    if (!page->is_turned && !(page->is_guide && is_for_everybody(page)))
        return false;
    *ret_why = (struct oit_words){"เอกสารที่พูดถึงเรื่องนี้ (ตัวอย่าง คู่มือการจัดทำ หรือการประชุม) ไม่ใช่ตัวเอกสาร",
                                  "a document that only speaks of it (an example, a guide, a meeting)"};
    return true;
}
