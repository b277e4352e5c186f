/* pages.c - writes the pages that the demo alone does not show, for make test-ui: the sample report with everything laid over it, its index page to paste,
 * an A4 page; with "hostile" all texts are an enemy's. Usage: pages overlays|hub|paper [th|en [hostile]]
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "../support/sample_report.h"
#include "report/html_a4.h"

/* A fragment needs a page around it to be looked at: a CMS template, so to say. */
static void hub(const struct oit_report *report, enum report_language language, struct buf *out)
{
    (void)buf_addf(out, "<!DOCTYPE html><html lang=\"%s\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>OIT</title></head><body><main><h1>OIT</h1>\n",
                   language == REPORT_EN ? "en" : "th");
    report_hub(report, language, out);
    (void)buf_add_c(out, "</main></body></html>\n");
}

static void paper(const struct oit_report *report, enum report_language language, struct buf *out)
{
    static const struct oit_words roles[] = {{"ผู้จัดทำ", "prepared by"}, {"ผู้อนุมัติ", "approved by"}};
    const struct html_a4 page = {.report = report, .title = {"ตัวอย่างหน้ากระดาษ", "a sample of the paper"}, .subtitle = "กลุ่มงานพัสดุ", .made = report->run.started, .foot = "ท้ายหน้า"};
    struct html h;
    html_a4_open(&h, &page, language, out);
    html_raw(&h, "<section><h2>ตาราง</h2><ul class=\"counts\"><li class=\"good\"><b>12</b>ครบ</li><li class=\"bad\"><b>3</b>ขาด</li></ul>"
                 "<dl class=\"facts\"><dt>ลิงก์</dt><dd>34</dd><dt>ข้อ</dt><dd>33</dd></dl><table class=\"stack\" role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\">");
    html_a4_column(&h, MSG_COLUMN_ITEM, NULL);
    html_a4_column(&h, MSG_COLUMN_STATUS, NULL);
    html_raw(&h, "</tr></thead><tbody role=\"rowgroup\">");
    for (size_t i = 0; i < report->n_items; i++) {
        html_raw(&h, "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">");
        html_text(&h, report->items[i].code);
        html_raw(&h, "</th><td role=\"cell\">");
        html_status(&h, &report->items[i]);
        html_raw(&h, "</td></tr>");
    }
    html_raw(&h, "</tbody></table><p class=\"note warn\">ข้อความ</p></section>");
    html_a4_signatures(&h, roles, 2);
    html_a4_close(&h, &page);
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct buf out;
    enum report_language language = argc > 2 && strcmp(argv[2], "en") == 0 ? REPORT_EN : REPORT_TH;
    if (argc < 2)
        return 2;
    arena_init(&arena);
    buf_init(&out, 0);
    struct oit_report *report = sample_report(&arena);
    sample_add_overlays(report, &arena);
    if (argc > 3 && strcmp(argv[3], "hostile") == 0) {
        sample_make_hostile(report);
        sample_make_overlays_hostile(report);
    }
    if (strcmp(argv[1], "hub") == 0)
        hub(report, language, &out);
    else if (strcmp(argv[1], "paper") == 0)
        paper(report, language, &out);
    else
        report_html(report, language, &out);
    (void)fwrite(out.p, 1, out.n, stdout);
    buf_done(&out);
    arena_done(&arena);
    return 0;
}
