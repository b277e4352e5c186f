/* sample_overlays.c - the sample report with everything laid over it (sample_report.h).
 * SPDX-License-Identifier: MIT
 */
#include "sample_report.h"

#include <math.h>

#define SITE "https://www.namthip.example.go.th"
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const path[] = {SITE "/", SITE "/oit/"};

static void add_officers(struct oit_report *report)
{
    static const char *const owners[] = {"กองคลัง", "สำนักงานเลขานุการกรม", "กลุ่มงานพัสดุ"};
    report->decided = (struct oit_points){true, 61.25, 80.5, "no", 34};
    for (size_t i = 0; i < report->n_items; i++) {
        struct oit_officer *officer = &report->items[i].officer;
        officer->words[OFFICER_OWNER] = i % 4 == 3 ? NULL : owners[i % 3];
        report->items[i].decided_low = report->items[i].score_low;
        report->items[i].decided_high = report->items[i].score_high;
    }
    struct oit_item *o14 = &report->items[13], *o16 = &report->items[15], *o17 = &report->items[16], *o2 = &report->items[1], *o19 = &report->items[18];
    o14->officer = (struct oit_officer){{"กลุ่มงานพัสดุ", "นางสาวใจดี ตั้งใจ", "15 มี.ค. 2570", SITE "/procure/2570.html\n" SITE "/procure/plan.pdf",
                                         "หน้าหลัก > จัดซื้อจัดจ้าง > แผนปี 2570", NULL, "รอลงนาม"},
                                        DECISION_NONE, false, "2026-11-28"};
    o16->officer.words[OFFICER_DUE] = "1 พ.ย. 2569";
    o16->officer.internal_due = "2026-11-01";
    o17->officer.words[OFFICER_DECISION] = "รับ";
    o17->officer.decision = DECISION_ACCEPT;
    o17->officer.words[OFFICER_NOTE] = "ตกลงกับผู้ตรวจแล้ว";
    o17->decided_low = o17->decided_high = 100;
    o19->officer.words[OFFICER_DECISION] = "ไม่ใช้กับหน่วยงาน";
    o19->officer.decision = DECISION_NOT_APPLICABLE;
    o19->decided_low = o19->decided_high = (double)NAN;
    o2->officer.words[OFFICER_DECISION] = "ไม่รับ";
    o2->officer.decision = DECISION_REJECT;
    o2->decided_low = o2->decided_high = 0;
    report->items[3].officer.words[OFFICER_DECISION] = "รับ";
    report->items[3].officer.decision = DECISION_ACCEPT;
    report->items[3].officer.is_outdated = true;
}

static void add_submission(struct oit_report *report, struct arena *arena)
{
    report->submission.id = "20240422-1";
    report->submission.date = "2024-04-22";
    report->submission.made = 1713776400;
    report->submission.n_urls = 34;
    report->submission.n_items = 33;
    report->entered = (struct oit_points){true, 48.2, 60.9, "no", 35};
    for (size_t i = 0; i < report->n_items; i++) {
        struct oit_item *item = &report->items[i];
        struct oit_entered *entered = &item->entered;
        unsigned mark = (unsigned)(i % (N_OIT_ENTERED_MARKS + 3)); /* beyond: no mark */
        *entered = (struct oit_entered){.is_known = true, .status = item->status, .score_low = item->score_low, .score_high = item->score_high, .label = item->label};
        if (mark < N_OIT_ENTERED_MARKS) {
            entered->marks = UINT32_C(1) << mark;
            if (mark != ENTERED_CHANGED) {
                entered->status = mark == ENTERED_INCOMPLETE ? OIT_PARTIAL : mark == ENTERED_UNREACHABLE ? OIT_UNKNOWN : OIT_MISSING;
                entered->score_low = 0;
                entered->score_high = mark == ENTERED_UNREACHABLE ? 100 : 0;
                entered->label = (struct oit_words){oit_entered_th((enum oit_entered_mark)mark), oit_entered_en((enum oit_entered_mark)mark)};
            }
        }
        if (mark == ENTERED_NOT_ENTERED)
            continue;
        entered->urls = ARENA_ARRAY(arena, struct oit_entered_url, 1);
        entered->n_urls = 1;
        entered->urls[0] = (struct oit_entered_url){.url = arena_printf(arena, SITE "/files/%s.pdf", item->code).p,
                                                    .marks = entered->marks,
                                                    .http_status = mark == ENTERED_GONE ? 404 : 200,
                                                    .fault = mark == ENTERED_GONE ? "http-404" : mark == ENTERED_UNREACHABLE ? "timeout" : NULL,
                                                    .last_modified = "2024-03-08",
                                                    .path = path,
                                                    .n_path = COUNT(path)};
    }
}

static void add_trend(struct oit_report *report, struct arena *arena)
{
    enum { N = 6, DAY = 86400 };
    static const double low[N] = {31.5, 30.2, 42.25, 44, 56.67, 56.666666666666664};
    report->trend = ARENA_ARRAY(arena, struct oit_trend_point, N);
    report->n_trend = N;
    for (int i = 0; i < N; i++)
        report->trend[i] = (struct oit_trend_point){arena_printf(arena, "run-%d", i).p, report->run.started - (int64_t)(N - 1 - i) * 9 * DAY, i != 2, low[i], low[i] + 15,
                                                    (uint32_t)(12 + i), 1, (uint32_t)(14 - i), 8, i == 1};
}

void sample_add_overlays(struct oit_report *report, struct arena *arena)
{
    add_officers(report);
    add_submission(report, arena);
    add_trend(report, arena);
    report->ita.iit = 82;
    report->ita.eit = 79.5;
    report->ita.target = 75;
    report->ita.oit_needed = 66.375;
    report->ita.ita_low = 71.116666666666667;
    report->ita.ita_high = 79.497619047619047;
    report->stage.id = "links";
    report->stage.title = (struct oit_words){"ตรวจลิงก์", "check the links"};
    report->stage.from = "2026-11-10";
    report->stage.to = "2026-12-02";
    report->stage.days_left = 12;
    report->stage.is_running = true;
    report->stage.command = "oitcheck verify --profile namthip.yaml";
}

void sample_make_overlays_hostile(struct oit_report *report)
{
    static const char script[] = "<script>alert(1)</script> --> \"x\"", url[] = "javascript:alert(1)\n https://a.example/\"><img src=x>\n--><b>";
    static const char *const way[] = {"javascript:alert(1)", SITE "/\"onclick=\"x"};
    for (size_t i = 0; i < report->n_items; i++) {
        struct oit_item *item = &report->items[i];
        for (size_t k = 0; k < N_OFFICER_FIELDS; k++)
            item->officer.words[k] = k == OFFICER_URL ? url : script;
        item->entered.label.th = script;
        for (size_t k = 0; k < item->entered.n_urls; k++) {
            item->entered.urls[k].url = "javascript:alert(1)";
            item->entered.urls[k].path = way;
            item->entered.urls[k].n_path = COUNT(way);
        }
    }
    report->stage.title.th = script;
    report->stage.command = "<script>alert(1)</script>";
    report->submission.date = script;
    report->trend[0].run = script;
}
