/* view.h - what every output for people shows alike: which section an item belongs to, in which order, and how scores, dates and sentences read.
 *
 * A view borrows the report. Texts it hands out are the report's own and still raw: each writer cleans and escapes for its format.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_VIEW_H
#define OIT_REPORT_VIEW_H

#include "base/messages.h"
#include "report.h"

enum view_section {
    SECTION_FIX,           /* partial or missing; most gain first */
    SECTION_LOOK,          /* unknown: a person must look */
    SECTION_NOT_FOUND_YET, /* unknown because not everything was read */
    SECTION_NOT_YET_DUE,
    SECTION_PUBLISHED,
    N_SECTIONS
};

enum { VIEW_TEXT_SIZE = 64 }; /* a formatted score, date or time with its NUL */

struct view {
    const struct oit_report *report;
    enum msg_language language;
    const struct oit_item **items;  /* by section, then gain, then the report's order */
    size_t first[N_SECTIONS + 1];   /* items of section s: items[first[s]] .. items[first[s + 1]] */
    size_t n_partial, n_missing;
};

void view_init(struct view *view, const struct oit_report *report, enum report_language language);
void view_done(struct view *view);
size_t view_count(const struct view *view, enum view_section section);

enum view_section view_section_of(const struct oit_item *item);
bool view_has_reason(const struct oit_item *item, enum oit_reason reason);
bool view_needs_look(const struct oit_item *item); /* published, but a person should look again */
bool view_lacks_assumed(const struct oit_item *item); /* partial, and a criterion that is not confirmed has a part in it */
/* What to say of an item in one line: its label, or for a published one to look at again, why. */
const char *view_label(const struct view *view, const struct oit_item *item);
const char *view_words(const struct view *view, struct oit_words words); /* the other language when ours is absent; "" for none */
const char *view_msg(const struct view *view, enum msg id);
/* Where to look: best evidence, else the near document, else the unread page that could hold it; NULL when there is none. http(s) only. */
const char *view_link(const struct oit_report *report, const struct oit_item *item);
bool view_is_link(const char *url); /* http or https, no white space or control character */
/* Not when the advice of the notice names it already. */
bool view_shows_url(const struct oit_notice *notice, const char *url);
int view_year(const struct oit_report *report, int year_be); /* as people see it: CE when the scheme counts so; 0 for none */
const char *view_site_name(const struct oit_report *report);

void view_points(double points, char ret_text[static VIEW_TEXT_SIZE]); /* "87.62", half away from zero; "-" when absent */
void view_range(double low, double high, char ret_text[static VIEW_TEXT_SIZE]); /* "72.40-87.62", one number when both read alike */
void view_date(const struct view *view, const char *iso_date, char ret_text[static VIEW_TEXT_SIZE]); /* "20 พ.ย. 2569" */
void view_time(const struct view *view, int64_t utc_seconds, char ret_text[static VIEW_TEXT_SIZE]); /* "20 พ.ย. 2569 09:00 น." */

void view_day_of(const struct view *view, int64_t utc_seconds, char ret_text[static VIEW_TEXT_SIZE]); /* "20 พ.ย. 2569", in Bangkok */

/* Items that ask for a look, the most useful first; at most n_max. Returns how many. */
size_t view_reviews(const struct view *view, const struct oit_item **ret_items, size_t n_max);

/* The scheme's name for its score ("OIT"). */
const char *view_score_name(const struct view *view);

/* Sentences, appended. */
void view_named(const struct view *view, enum msg_language language, enum msg id, struct buf *out); /* {1}: the score's name, {2}: the assessor */
void view_scheme(const struct view *view, struct buf *out);     /* which criteria, which year */
void view_incomplete(const struct view *view, struct buf *out); /* nothing when the run is complete */
const char *view_stop_reason(const struct view *view); /* why the run ended, in words; "" when it is not said */
void view_target(const struct view *view, struct buf *out);     /* "เป้าหมาย 85.00: ยังไม่ถึงเป้าหมาย" */
void view_read_counts(const struct view *view, struct buf *out);
void view_criteria(const struct view *view, struct buf *out);
void view_fault(const struct view *view, const char *code, struct buf *out); /* "http-403" in words */
void view_lacking(const struct view *view, const struct oit_item *item, struct buf *out); /* required elements not found, ", " between */

/* Declared versus proved (view_declared.c). */
enum msg view_declared_words(enum oit_declared_state state);
size_t view_declared_counts(const struct oit_report *report, size_t ret_counts[static N_OIT_DECLARED_STATES]); /* items by state; items with rows */
bool view_has_declarations(const struct oit_report *report);     /* an index of the judged year was read */
void view_declared(const struct view *view, struct buf *out);    /* the counts in one line; nothing without an index */
void view_index(const struct view *view, const struct oit_index *index, struct buf *out); /* "พบหน้ารายการ ITA ปี 2566 (ไม่ใช่ปีที่ประเมิน)" */

/* What officers, profile, submission and calendar add (view_office.c); overlays may be absent. */
enum view_decision { VIEW_UNDECIDED, VIEW_ACCEPTED, VIEW_REJECTED, VIEW_NOT_APPLICABLE, VIEW_OUTDATED /* decided on evidence that has changed since */ };
enum view_decision view_decision(const struct oit_item *item);
enum msg view_decision_words(enum view_decision decision);
bool view_is_settled(const struct oit_item *item); /* accepted or not applicable, and that still counts: nobody is asked to mend it */
const char *view_owner(const struct view *view, const struct oit_item *item, bool *ret_is_named); /* the officers' word, else the rule's; "" for none */
bool view_days_left(const struct oit_report *report, const char *iso_date, long *ret_days); /* from the report's day; below 0: it is past */
void view_days(const struct view *view, long days, struct buf *out);          /* "เหลือ 12 วัน", "วันนี้วันสุดท้าย", "เลยมา 3 วัน" */
bool view_knows_ita(const struct oit_report *report); /* IIT, EIT and the target of the whole are known */
void view_gain(const struct view *view, const struct oit_item *item, struct buf *out); /* "+2.50 คะแนน", in ITA points where they are known; nothing for none */
void view_stage(const struct view *view, struct buf *out);     /* "ช่วงนี้: ตรวจลิงก์ (1 มี.ค. 2567 ถึง 31 มี.ค. 2567) เหลือ 12 วัน", of the next one when it begins; nothing without a calendar */
void view_ita_needed(const struct view *view, struct buf *out); /* "ต้องได้ OIT อย่างน้อย 89.29 จึงได้ ITA 85.00 (...)"; these two nothing when not known */
void view_ita_expected(const struct view *view, struct buf *out);
void view_reached_by(const struct view *view, struct buf *out); /* the fewest items that reach the target (itas/needed.h), of the ITA where it is known */
void view_submission(const struct view *view, struct buf *out); /* "กรอกเมื่อ 22 เม.ย. 2567: 34 ลิงก์ ใน 33 ข้อ" */
const char *view_mark(const struct view *view, enum oit_entered_mark mark); /* of an entered link, in our language */
void view_marks(const struct view *view, uint32_t marks, struct buf *out); /* of entered links, in words, ", " between */
void view_points_of(const struct view *view, const struct oit_points *points, struct buf *out); /* "71.43 (ยังไม่ถึงเป้าหมาย)" */

#endif
