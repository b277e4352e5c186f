/* sample_report.c - see sample_report.h.
 * SPDX-License-Identifier: MIT
 */
#include "sample_report.h"

#include <math.h>

#include "base/messages.h"

#define SITE "https://www.namthip.example.go.th"
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct sample_row {
    const char *code, *group, *title_th, *title_en;
    enum oit_status status;
    enum oit_reason reason;
    const char *detail; /* of the label */
    double gain;
} rows[] = {
    {"O1", "9.1", "โครงสร้าง", "Structure", OIT_PUBLISHED, REASON_CHECK_BY_EYE, NULL, 0},
    {"O2", "9.1", "ข้อมูลผู้บริหาร", "Executives", OIT_PUBLISHED, REASON_COMPLETE, NULL, 0},
    {"O3", "9.1", "อำนาจหน้าที่", "Powers and duties", OIT_PUBLISHED, REASON_ASSUMED_CRITERION, NULL, 0},
    {"O4", "9.1", "ข้อมูลการติดต่อ", "Contact", OIT_PUBLISHED, REASON_COMPLETE, NULL, 0},
    {"O5", "9.1", "ข่าวประชาสัมพันธ์", "News", OIT_PUBLISHED, REASON_COMPLETE, NULL, 0},
    {"O6", "9.1", "ช่องทางถามตอบ", "Questions and answers", OIT_UNKNOWN, REASON_EXTERNAL_UNREACHABLE, NULL, 1.67},
    {"O7", "9.2", "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", "Strategic plan", OIT_PUBLISHED, REASON_COMPLETE, NULL, 0},
    {"O8", "9.2", "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี", "Annual plan and progress", OIT_UNKNOWN,
     REASON_NOT_YET_DUE, "31 มี.ค. 2570", 1.43},
    {"O9", "9.2", "รายงานผลการดำเนินงานประจำปี", "Annual report", OIT_PUBLISHED, REASON_NOT_LINKED, NULL, 0},
    {"O10", "9.2", "คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่", "Manual for officials", OIT_PUBLISHED, REASON_COMPLETE, NULL, 0},
    {"O11", "9.2", "คู่มือหรือแนวทางการให้บริการสำหรับผู้รับบริการหรือผู้มาติดต่อ", "Manual for service users", OIT_PARTIAL,
     REASON_ELEMENTS_MISSING, "ค่าธรรมเนียม, รายการเอกสารหลักฐาน", 0.714286},
    {"O12", "9.2", "ข้อมูลสถิติการให้บริการ", "Service statistics", OIT_UNKNOWN, REASON_NO_TEXT, NULL, 1.43},
    {"O13", "9.2", "ระบบบริการออนไลน์", "E-service", OIT_UNKNOWN, REASON_LOGIN_REQUIRED, NULL, 1.43},
    {"O14", "9.3", "รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ", "Procurement list", OIT_MISSING, REASON_PLACEHOLDER, NULL, 2.5},
    {"O15", "9.3", "ประกาศต่าง ๆ เกี่ยวกับการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ", "Procurement announcements", OIT_PUBLISHED,
     REASON_COMPLETE, NULL, 0},
    {"O16", "9.3", "ความก้าวหน้าการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ", "Procurement progress", OIT_MISSING, REASON_WRONG_ITEM,
     "สขร.1", 2.5},
    {"O17", "9.3", "รายงานสรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี", "Annual procurement report", OIT_MISSING,
     REASON_WRONG_YEAR, "2566", 2.5},
    {"O18", "9.4", "แผนการบริหารและพัฒนาทรัพยากรบุคคล", "Human resources plan", OIT_PUBLISHED, REASON_COMPLETE, NULL, 0},
    {"O19", "9.4", "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี", "Human resources report", OIT_MISSING, REASON_NO_CANDIDATE,
     NULL, 2.5},
    {"O20", "9.4", "ประมวลจริยธรรมสำหรับเจ้าหน้าที่ของรัฐ", "Code of ethics", OIT_PUBLISHED, REASON_COMPLETE, NULL, 0},
    {"O21", "9.4", "การขับเคลื่อนจริยธรรม", "Ethics in practice", OIT_MISSING, REASON_DECLARED_ONLY, NULL, 2.5},
    {"O22", "9.5", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "Complaint procedure", OIT_PUBLISHED,
     REASON_COMPLETE, NULL, 0},
    {"O23", "9.5", "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "Complaint channel", OIT_UNKNOWN, REASON_FETCH_FAILED,
     "รอคำตอบนานเกินกำหนด", 2.5},
    {"O24", "9.5", "ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "Complaint statistics", OIT_MISSING, REASON_DEAD_LINK,
     NULL, 2.5},
    {"O25", "9.5", "การเปิดโอกาสให้เกิดการมีส่วนร่วม", "Participation", OIT_MISSING, REASON_CRITERION_TEXT_ONLY, NULL, 2.5},
    {"O26", "10.1", "ประกาศเจตนารมณ์นโยบายงดรับของขวัญ", "No gift policy", OIT_UNKNOWN, REASON_CHECK_BY_EYE, NULL, 4.17},
    {"O27", "10.1", "การสร้างวัฒนธรรมงดรับของขวัญ", "No gift culture", OIT_PUBLISHED, REASON_COMPLETE, NULL, 0},
    {"O28", "10.1", "รายงานผลตามนโยบายงดรับของขวัญ", "No gift report", OIT_PUBLISHED, REASON_COMPLETE, NULL, 0},
    {"O29", "10.1", "รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา", "Report of benefits received", OIT_UNKNOWN,
     REASON_BLOCKED_BY_ROBOTS, NULL, 4.17},
    {"O30", "10.1", "การประเมินความเสี่ยงการทุจริตในประเด็นที่เกี่ยวข้องกับสินบน", "Bribery risk assessment", OIT_MISSING,
     REASON_WRONG_ITEM, "ความเสี่ยงการทุจริตทั่วไป ไม่มีประเด็นสินบน", 4.1666666666666667},
    {"O31", "10.1", "รายงานผลการดำเนินการเพื่อจัดการความเสี่ยงการทุจริตและประพฤติมิชอบประจำปี", "Risk management report",
     OIT_UNKNOWN, REASON_BUDGET_EXHAUSTED, NULL, 4.17},
    {"O32", "10.2", "แผนปฏิบัติการป้องกันการทุจริต", "Anti-corruption plan", OIT_PUBLISHED, REASON_COMPLETE, NULL, 0},
    {"O33", "10.2", "รายงานผลการดำเนินการป้องกันการทุจริตประจำปี", "Anti-corruption report", OIT_PUBLISHED, REASON_SHARED_STORAGE, "กูเกิลไดรฟ์", 0},
    {"O34", "10.2", "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "Integrity measures", OIT_PUBLISHED, REASON_COMPLETE, NULL, 0},
    {"O35", "10.2", "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "Integrity report", OIT_PUBLISHED,
     REASON_COMPLETE, NULL, 0},
};

static const char *const click_path[] = {SITE "/", SITE "/oit/", SITE "/oit/2567.html"};
static const char *const cut_families[] = {SITE "/calendar?month=*"};
static const char *const holds_o12[] = {"O12"};
static const char *const holds_o23_o29[] = {"O23", "O29"};

static struct oit_words label_of(struct arena *arena, enum oit_status status, enum oit_reason reason, const char *detail)
{
    struct buf th, en;
    buf_init(&th, 0);
    buf_init(&en, 0);
    label_for(status, reason, detail, detail, &th, &en);
    struct oit_words words = {arena_text(arena, buf_str(&th)), arena_text(arena, buf_str(&en))};
    buf_done(&th);
    buf_done(&en);
    return words;
}

static void add_reason(struct arena *arena, struct oit_item *item, enum oit_reason code, const char *detail)
{
    if (!item->reasons)
        item->reasons = ARENA_ARRAY(arena, struct oit_reason_entry, 4);
    item->reasons[item->n_reasons++] = (struct oit_reason_entry){code, label_of(arena, item->status, code, detail)};
}

/* A link of last year's index, whose own words are not kept; the document's first lines say the rest. */
static struct oit_trace sample_trace(struct arena *arena, int year, const char *fit)
{
    struct oit_trace trace = {.names = ARENA_ARRAY(arena, struct oit_name_match, 2), .n_names = 2};
    trace.names[0] = (struct oit_name_match){"สรุปผลรายเดือน (สขร.1) มกราคม 2567", "first-lines", SITE "/download/sk1-2567.pdf", "words", "สรุปผล + รายเดือน",
                                             "(สขร.1) มกราคม 2567", 84, false, {"สขร.1", "monthly list"}};
    trace.names[1] = (struct oit_name_match){"ความก้าวหน้าการจัดซื้อจัดจ้าง", "row", SITE "/oit/", "official-name", "ความก้าวหน้าการจัดซื้อจัดจ้าง", NULL, 100, true, {NULL, NULL}};
    trace.year = (struct oit_year_match){year, year, "มกราคม 2567", "สรุปผลรายเดือน (สขร.1) มกราคม 2567", "own-title", SITE "/download/sk1-2567.pdf", true, fit};
    return trace;
}

static void add_evidence(struct arena *arena, struct oit_item *item)
{
    item->n_evidence = 2;
    item->evidence = ARENA_ARRAY(arena, struct oit_evidence, 2);
    item->evidence[0] = (struct oit_evidence){
        .url = arena_printf(arena, SITE "/files/%s.pdf", item->code).p,
        .title = arena_printf(arena, "%s ประจำปีงบประมาณ พ.ศ. 2567", item->title.th).p,
        .kind = "pdf",
        .fiscal_year_be = 2567,
        .confidence = 0.91,
        .page = 3,
        .snippet = "ตารางแสดงขั้นตอน ระยะเวลา และผู้รับผิดชอบ ตามที่ประกาศไว้ ณ วันที่ 8 มีนาคม 2567",
        .path = click_path,
        .n_path = COUNT(click_path),
        .http_status = 200,
        .sha256 = "0f343b0931126a20f133d67c2b018a3b1a2b3c4d5e6f708192a3b4c5d6e7f809",
        .last_modified = "2024-03-08",
        .text_source = "text",
        .trace = sample_trace(arena, 2567, "fits"),
    };
    item->evidence[1] = item->evidence[0];
    item->evidence[1].url = arena_printf(arena, SITE "/oit/%s.html", item->code).p;
    item->evidence[1].kind = "image";
    item->evidence[1].page = 0;
    item->evidence[1].text_source = "ocr";
    item->evidence[1].last_modified = NULL;
}

static void add_elements(struct arena *arena, struct oit_item *item)
{
    item->n_elements = 4;
    item->elements = ARENA_ARRAY(arena, struct oit_element, 4);
    item->elements[0] = (struct oit_element){"steps", {"ขั้นตอนการขอรับบริการ", "steps"}, true, false, OIT_ELEMENT_FOUND,
                                             SITE "/files/O11.pdf", 2, "ขั้นตอนการขอรับบริการ 1. ยื่นคำขอ 2. ตรวจเอกสาร"};
    item->elements[1] = (struct oit_element){"fee", {"ค่าธรรมเนียม", "fee"}, true, false, OIT_ELEMENT_NOT_FOUND, NULL, 0, NULL};
    item->elements[2] =
        (struct oit_element){"documents", {"รายการเอกสารหลักฐาน", "documents to bring"}, true, true, OIT_ELEMENT_NOT_FOUND, NULL, 0, NULL};
    item->elements[3] = (struct oit_element){"map", {"แผนที่", "map"}, false, true, OIT_ELEMENT_NOT_CHECKABLE, NULL, 0, NULL};
}

static void add_candidates(struct arena *arena, struct oit_item *item, const struct sample_row *row)
{
    item->n_candidates = 1;
    item->candidates = ARENA_ARRAY(arena, struct oit_candidate, 1);
    item->candidates[0] = (struct oit_candidate){
        .url = SITE "/download/sk1-2567.pdf",
        .title = "สรุปผลการดำเนินการจัดซื้อจัดจ้างรายเดือน (สขร.1) มกราคม 2567",
        .rejected = row->reason,
        .fiscal_year_be = 2567,
        .text = label_of(arena, row->status, row->reason, row->detail),
        .trace = sample_trace(arena, 0, "not-stated"),
        .elements_found = row->reason == REASON_WRONG_YEAR ? 7 : -1,
    };
}

static void make_item(struct arena *arena, struct oit_item *item, const struct sample_row *row)
{
    bool is_met = row->status == OIT_PUBLISHED;
    item->code = row->code;
    item->title = (struct oit_words){row->title_th, row->title_en};
    item->group = row->group;
    item->status = row->status;
    item->confidence = 0.9375;
    item->review = row->reason == REASON_CHECK_BY_EYE;
    item->review_rank = item->review ? 2 : 0;
    item->cautions = item->review ? UINT32_C(1) << CAUTION_PICTURE | UINT32_C(1) << CAUTION_YEAR_AROUND : 0;
    item->due = "2024-03-31";
    item->due_state = row->reason == REASON_NOT_YET_DUE ? "upcoming" : is_met ? "met" : "overdue";
    item->score = is_met ? 100 : row->status == OIT_PARTIAL ? 50 : row->status == OIT_MISSING ? 0 : (double)NAN;
    item->score_low = isnan(item->score) ? 0 : item->score;
    item->score_high = isnan(item->score) ? 100 : item->score;
    item->gain = row->gain;
    item->gain_ita = row->gain * 0.4;
    bool is_plain = row->reason == REASON_NOT_LINKED || row->reason == REASON_ASSUMED_CRITERION || row->reason == REASON_SHARED_STORAGE; /* "complete" comes first there */
    item->label = label_of(arena, row->status, is_plain ? REASON_COMPLETE : row->reason, row->detail);
    item->advice = row->reason == REASON_SHARED_STORAGE ? (struct oit_words){"ย้ายแฟ้มมาไว้บนเว็บไซต์ของหน่วยงาน", "move the file to the agency's own site"}
                   : is_met ? (struct oit_words){"", ""}
                          : (struct oit_words){"เผยแพร่ตารางตามแบบ ให้มีสถานะการจัดซื้อจัดจ้างและแหล่งที่มาของงบประมาณทุกรายการ",
                                               "publish the table of the form, with status and source of money in each row"};
    item->owner = (struct oit_words){"กลุ่มงานพัสดุ", "procurement unit"};
    if (is_plain)
        add_reason(arena, item, REASON_COMPLETE, NULL);
    add_reason(arena, item, row->reason, row->detail);
    if (row->status == OIT_PUBLISHED || row->status == OIT_PARTIAL)
        add_evidence(arena, item);
    if (row->status == OIT_PARTIAL)
        add_elements(arena, item);
    if (row->reason == REASON_WRONG_ITEM || row->reason == REASON_WRONG_YEAR || row->reason == REASON_PLACEHOLDER)
        add_candidates(arena, item, row);
}

static void make_groups(struct arena *arena, struct oit_report *report)
{
    static const struct oit_group below_9[] = {
        {"9.1", {"ข้อมูลพื้นฐาน", "Basic information"}, 83.333333333333329, 83.333333333333329, 100, NULL, 0, "mean", 1},
        {"9.2", {"การบริหารงานและการใช้จ่ายงบประมาณ", "Administration and budget"}, 50, 50, 92.857142857142861, NULL, 0, "mean", 1},
        {"9.3", {"การจัดซื้อจัดจ้างหรือการจัดหาพัสดุ", "Procurement"}, 25, 25, 25, NULL, 0, "mean", 1},
        {"9.4", {"การบริหารและพัฒนาทรัพยากรบุคคล", "Human resources"}, 50, 50, 50, NULL, 0, "mean", 1},
        {"9.5", {"การส่งเสริมความโปร่งใส", "Transparency"}, 25, 25, 50, NULL, 0, "mean", 1},
    };
    static const struct oit_group below_10[] = {
        {"10.1", {"การดำเนินการเพื่อป้องกันการทุจริตในประเด็นสินบน", "Preventing bribery"}, 33.333333333333336, 33.333333333333336, 83.333333333333329, NULL, 0, "mean", 1},
        {"10.2", {"มาตรการป้องกันการทุจริตและส่งเสริมความโปร่งใส", "Measures"}, 100, 100, 100, NULL, 0, "mean", 1},
    };
    struct oit_group *groups = ARENA_ARRAY(arena, struct oit_group, 2);
    groups[0] = (struct oit_group){"9", {"การเปิดเผยข้อมูล", "Disclosure"}, 46.666666666666664, 46.666666666666664, 63.571428571428569,
                                   ARENA_ARRAY(arena, struct oit_group, COUNT(below_9)), COUNT(below_9), "mean", 1};
    groups[1] = (struct oit_group){"10", {"การป้องกันการทุจริต", "Prevention of corruption"}, 66.666666666666671, 66.666666666666671, 91.666666666666671,
                                   ARENA_ARRAY(arena, struct oit_group, COUNT(below_10)), COUNT(below_10), "mean", 1};
    memcpy(groups[0].groups, below_9, sizeof below_9);
    memcpy(groups[1].groups, below_10, sizeof below_10);
    report->score.groups = groups;
    report->score.n_groups = 2;
}

static void make_unread(struct arena *arena, struct oit_report *report)
{
    static const struct oit_unread unread[] = {
        {SITE "/stat/2567.jpg", "no-text", SITE "/oit/", "สถิติการให้บริการ", holds_o12, 1},
        {SITE "/complain/", "timeout", SITE "/", "แจ้งเรื่องร้องเรียนการทุจริต", holds_o23_o29, 2},
        {SITE "/private/", "http-403", SITE "/oit/", "เอกสาร", NULL, 0},
    };
    static const struct oit_unread faults[] = {
        {SITE "/old/o24.pdf", "http-404", SITE "/oit/", "สถิติเรื่องร้องเรียน", NULL, 0},
        {SITE "/old/soft.html", "soft-404", NULL, NULL, NULL, 0},
    };
    report->unread = ARENA_ARRAY(arena, struct oit_unread, COUNT(unread));
    memcpy(report->unread, unread, sizeof unread);
    report->n_unread = COUNT(unread);
    report->faults = ARENA_ARRAY(arena, struct oit_unread, COUNT(faults));
    memcpy(report->faults, faults, sizeof faults);
    report->n_faults = COUNT(faults);
}

/* The index of the year and one of the year before; the first items are declared in every way there is. */
static void make_declared(struct arena *arena, struct oit_report *report)
{
    static const struct oit_index indexes[] = {
        {SITE "/ita2570/", "ITA 2570", 2570, "2567", "table", true, 2, 34, 33, {NULL, NULL}},
        {SITE "/ita2566/", NULL, 2566, "2566", "list", false, 1, 43, 32, {NULL, NULL}},
        {SITE "/moit/", "ITA ของโรงพยาบาล", 0, "other", "cards", false, 1, 22, 4, {NULL, NULL}},
        {SITE "/station/", "ITA", 2570, "police", "table", false, 1, 20, 2, {"รายการ OIT ของสถานีตำรวจ", "the police stations' list"}},
    };
    static const char *const targets[] = {SITE "/about/", SITE "/files/o.pdf?x=1&y=\"2\""};
    report->indexes = ARENA_ARRAY(arena, struct oit_index, COUNT(indexes));
    memcpy(report->indexes, indexes, sizeof indexes);
    report->n_indexes = COUNT(indexes);
    for (size_t i = 0; i < report->n_items; i++) {
        struct oit_declared *declared = &report->items[i].declared;
        declared->state = (enum oit_declared_state)(DECLARED_PROVED + i % (N_OIT_DECLARED_STATES - 1));
        declared->n_rows = declared->state == DECLARED_NOT_LISTED ? 0 : 1 + (i == 7);
        declared->rows = ARENA_ARRAY(arena, struct oit_declared_row, 2);
        for (size_t k = 0; k < declared->n_rows; k++)
            declared->rows[k] = (struct oit_declared_row){SITE "/ita2570/", k ? NULL : report->items[i].code, report->items[i].title.th, k ? 2566 : 0, targets,
                                                          declared->state == DECLARED_NO_TARGET ? 0 : 1 + k,
                                                          declared->state == DECLARED_ELSEWHERE ? DECLARED_DEAD : declared->state};
    }
}

static void make_notices(struct arena *arena, struct oit_report *report)
{
    static const char *const hidden[] = {SITE "/files/plan.pdf", SITE "/files/report.pdf"}, *const items[] = {"O11", "O16"};
    report->notices = ARENA_ARRAY(arena, struct oit_notice, 2);
    report->notices[0] = (struct oit_notice){"start-slow", true, {"เว็บไซต์ตอบช้ามาก", "The site answers very slowly"}, {NULL, NULL}, NULL, 0, 0, NULL, 0};
    report->notices[1] = (struct oit_notice){"robots-hides", false, {"ไฟล์ robots.txt ปิดแฟ้ม 25 แฟ้ม", "robots.txt hides 25 files"},
                                             {"ให้ผู้ดูแลเว็บไซต์เปิดให้อ่าน", "let them be read"}, hidden, 2, 25, items, 2};
    report->n_notices = 2;
}

struct oit_report *sample_report(struct arena *arena)
{
    struct oit_report *report = ARENA_NEW(arena, struct oit_report);
    *report = (struct oit_report){
        .tool = {"oitcheck", "0.1.0"},
        .rules = {.scheme = "2567",
                  .revision = "2567.1",
                  .sha256 = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
                  .title = {"เกณฑ์ปี 2567", "criteria of 2567"},
                  .n_items = COUNT(rows),
                  .n_confirmed_criteria = 92,
                  .n_assumed_criteria = 31},
        .site = {SITE "/", SITE "/index.php", "สำนักงานน้ำทิพย์จำลอง"},
        .fiscal_year_be = 2570,
        .as_of = "2026-11-20",
        .run = {"20261120T020000Z-www.namthip.example.go.th", 1795140000, 1795140912, true, "frontier-empty", 812, 640, 172, 31, 4, 77,
                cut_families, COUNT(cut_families)},
        .score = {56.666666666666664, 56.666666666666664, 77.619047619047620, 85, "default", "no", NULL, 0},
        .n_items = COUNT(rows),
    };
    report->items = ARENA_ARRAY(arena, struct oit_item, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++)
        make_item(arena, &report->items[i], &rows[i]);
    make_groups(arena, report);
    make_unread(arena, report);
    make_declared(arena, report);
    make_notices(arena, report);
    return report;
}

void sample_make_hostile(struct oit_report *report)
{
    static const char script[] = "<script>alert(1)</script> \"x\" 'y' & </td></table>";
    static const char formula[] = "=cmd|' /C calc'!A0";
    static const char control[] = "a\x1b[31mb\x07 c\xc2\x9b" "2J \xe2\x80\xae" "gpj.exe \xe2\x81\xa6 x\r\ny\tz";
    static const char invalid[] = "\xe0\xb8 \xff\xfe \xed\xa0\x80 ok";
    static const char *const path[] = {"javascript:alert(1)", SITE "/\"onclick=\"x", "data:text/html,<script>"};
    struct oit_item *items = report->items;
    report->site.name = script;
    items[1].title.th = script;
    items[1].declared.rows[0].label = script;
    items[1].declared.rows[0].targets = path;
    report->indexes[0].title = script;
    report->indexes[1].url = "javascript:alert(1)";
    items[1].evidence[0].title = script;
    items[1].evidence[0].snippet = script;
    items[1].evidence[0].url = "javascript:alert(1)";
    items[1].evidence[0].path = path;
    items[1].evidence[0].n_path = COUNT(path);
    items[3].title.th = formula;
    items[3].evidence[0].url = "+1+1";
    items[4].title.th = "@SUM(1)";
    items[6].title.th = "\t=1";
    items[9].title.th = "-1,2\"3";
    items[10].title.th = control;
    items[10].label.th = control;
    items[10].advice.th = control;
    items[10].elements[1].text.th = formula;
    items[13].candidates[0].title = control;
    items[13].candidates[0].url = "  java\nscript:alert(1)";
    items[15].candidates[0].title = invalid;
    items[15].candidates[0].url = "https://a.example/\"><img src=x onerror=alert(1)>";
    report->notices[1].text.th = script;
    report->notices[1].advice.th = control;
    report->notices[1].urls = path;
    report->unread[0].label = invalid;
    report->unread[0].url = control;
    report->unread[1].code = script;
    report->faults[0].url = "JaVaScRiPt:alert(1)";
    report->faults[1].referrer = invalid;
}

void sample_make_cut(struct oit_report *report, struct arena *arena)
{
    report->run.complete = false;
    report->run.stop_reason = "max-time";
    report->score.reaches_target = "maybe";
    for (size_t i = 0; i < report->n_items; i++) {
        struct oit_item *item = &report->items[i];
        if (item->status != OIT_MISSING)
            continue;
        item->status = OIT_UNKNOWN;
        item->score = (double)NAN;
        item->score_high = 100;
        item->n_reasons = 0;
        add_reason(arena, item, REASON_BUDGET_EXHAUSTED, NULL);
        item->label = item->reasons[0].text;
    }
}

void sample_make_perfect(struct oit_report *report, struct arena *arena)
{
    report->score.total = report->score.low = report->score.high = 100;
    report->score.reaches_target = "yes";
    for (size_t i = 0; i < report->n_items; i++) {
        struct oit_item *item = &report->items[i];
        item->status = OIT_PUBLISHED;
        item->score = item->score_low = item->score_high = 100;
        item->gain = item->gain_ita = 0;
        item->review = false;
        item->n_reasons = 0;
        add_reason(arena, item, REASON_COMPLETE, NULL);
        item->label = item->reasons[0].text;
    }
    report->n_unread = report->n_faults = 0;
}
