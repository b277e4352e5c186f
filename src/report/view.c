/* view.c - see view.h.
 * SPDX-License-Identifier: MIT
 */
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "text/years.h"

enum { BE_MINUS_CE = 543 };

bool view_has_reason(const struct oit_item *item, enum oit_reason reason)
{
    for (size_t i = 0; i < item->n_reasons; i++)
        if (item->reasons[i].code == reason)
            return true;
    return false;
}

enum view_section view_section_of(const struct oit_item *item)
{
    if (item->status == OIT_PUBLISHED)
        return SECTION_PUBLISHED;
    if (item->status != OIT_UNKNOWN)
        return SECTION_FIX;
    if (view_has_reason(item, REASON_NOT_YET_DUE))
        return SECTION_NOT_YET_DUE;
    bool is_unread = item->n_reasons && item->reasons[0].code == REASON_BUDGET_EXHAUSTED;
    return is_unread ? SECTION_NOT_FOUND_YET : SECTION_LOOK;
}

bool view_needs_look(const struct oit_item *item)
{
    return item->status == OIT_PUBLISHED &&
           (item->review || view_has_reason(item, REASON_CHECK_BY_EYE) || view_has_reason(item, REASON_NOT_LINKED) ||
            view_has_reason(item, REASON_SHARED_STORAGE));
}

bool view_lacks_assumed(const struct oit_item *item)
{
    for (size_t i = 0; item->status == OIT_PARTIAL && i < item->n_elements; i++)
        if (item->elements[i].required && item->elements[i].assumed && item->elements[i].state == OIT_ELEMENT_NOT_FOUND)
            return true;
    return false;
}

static long long millionths(const struct oit_item *item) /* gains that are equal but for the last bits compare equal */
{
    return isfinite(item->gain) && fabs(item->gain) < 1e9 ? llround(item->gain * 1e6) : 0;
}

static int compare_items(const void *a, const void *b)
{
    const struct oit_item *x = *(const struct oit_item *const *)a, *y = *(const struct oit_item *const *)b;
    int by_section = (int)view_section_of(x) - (int)view_section_of(y);
    if (by_section)
        return by_section;
    long long gain_x = millionths(x), gain_y = millionths(y);
    if (gain_x != gain_y)
        return gain_x > gain_y ? -1 : 1;
    return x < y ? -1 : x > y;
}

void view_init(struct view *view, const struct oit_report *report, enum report_language language)
{
    *view = (struct view){.report = report, .language = language == REPORT_EN ? MSG_EN : MSG_TH};
    view->items = mem_resize(NULL, report->n_items + 1, sizeof *view->items);
    for (size_t i = 0; i < report->n_items; i++) {
        const struct oit_item *item = &report->items[i];
        view->items[i] = item;
        for (size_t section = view_section_of(item) + 1u; section <= N_SECTIONS; section++)
            view->first[section]++;
        view->n_partial += item->status == OIT_PARTIAL;
        view->n_missing += item->status == OIT_MISSING;
    }
    qsort(view->items, report->n_items, sizeof *view->items, compare_items);
}

void view_done(struct view *view)
{
    free(view->items);
    *view = (struct view){.report = NULL};
}

size_t view_count(const struct view *view, enum view_section section)
{
    return view->first[section + 1] - view->first[section];
}

const char *view_words(const struct view *view, struct oit_words words)
{
    const char *ours = view->language == MSG_EN ? words.en : words.th;
    const char *other = view->language == MSG_EN ? words.th : words.en;
    if (ours && *ours)
        return ours;
    return other ? other : "";
}

const char *view_label(const struct view *view, const struct oit_item *item)
{
    for (size_t i = 0; item->status == OIT_PUBLISHED && i < item->n_reasons; i++)
        if (item->reasons[i].code == REASON_CHECK_BY_EYE || item->reasons[i].code == REASON_NOT_LINKED || item->reasons[i].code == REASON_SHARED_STORAGE)
            return view_words(view, item->reasons[i].text);
    return view_words(view, item->label);
}

const char *view_msg(const struct view *view, enum msg id)
{
    return msg_in(view->language, id);
}

static const char *named(struct oit_words words, enum msg_language language, enum msg usual)
{
    const char *ours = language == MSG_EN ? words.en : words.th, *other = language == MSG_EN ? words.th : words.en;
    return ours && *ours ? ours : other && *other ? other : msg_in(language, usual);
}

const char *view_score_name(const struct view *view)
{
    return named(view->report->rules.score_name, view->language, MSG_SCORE_NAME);
}

void view_named(const struct view *view, enum msg_language language, enum msg id, struct buf *out)
{
    msg_add(out, language, id, MSG_ARGS(named(view->report->rules.score_name, language, MSG_SCORE_NAME),
                                        named(view->report->rules.assessor, language, MSG_ASSESSOR)));
}

bool view_is_link(const char *url)
{
    struct str s = str_from(url);
    if (!str_starts_nocase_c(s, "http://") && !str_starts_nocase_c(s, "https://"))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7F)
            return false;
    return true;
}

size_t view_reviews(const struct view *view, const struct oit_item **ret_items, size_t n_max)
{
    const struct oit_report *report = view->report;
    size_t n = 0;
    for (unsigned rank = 1; rank <= report->n_items && n < n_max; rank++)
        for (size_t i = 0; i < report->n_items; i++)
            if (report->items[i].review_rank == rank && n < n_max)
                ret_items[n++] = &report->items[i];
    return n;
}

static const char *unread_link(const struct oit_report *report, const char *code)
{
    for (size_t i = 0; code && i < report->n_unread; i++)
        for (size_t k = 0; k < report->unread[i].n_items; k++)
            if (strcmp(report->unread[i].items[k], code) == 0 && view_is_link(report->unread[i].url))
                return report->unread[i].url;
    return NULL;
}

const char *view_link(const struct oit_report *report, const struct oit_item *item)
{
    if (item->n_evidence && view_is_link(item->evidence[0].url))
        return item->evidence[0].url;
    if (item->n_candidates && view_is_link(item->candidates[0].url))
        return item->candidates[0].url;
    return unread_link(report, item->code);
}

int view_year(const struct oit_report *report, int year_be)
{
    if (year_be <= 0)
        return 0;
    return report->rules.is_gregorian && year_be > BE_MINUS_CE ? year_be - BE_MINUS_CE : year_be;
}

const char *view_site_name(const struct oit_report *report)
{
    if (report->site.name && *report->site.name)
        return report->site.name;
    return report->site.url ? report->site.url : "";
}

void view_points(double points, char ret_text[static VIEW_TEXT_SIZE])
{
    if (!isfinite(points) || fabs(points) > 1e9)
        (void)snprintf(ret_text, VIEW_TEXT_SIZE, "-");
    else /* a value such as 0.285 stands a hair below its decimal: nudge before rounding half away from zero */
        (void)snprintf(ret_text, VIEW_TEXT_SIZE, "%.2f", round(points * 100 + copysign(1e-7, points)) / 100);
}

void view_range(double low, double high, char ret_text[static VIEW_TEXT_SIZE])
{
    char from[VIEW_TEXT_SIZE], to[VIEW_TEXT_SIZE];
    view_points(low, from);
    view_points(high, to);
    if (strcmp(from, to) == 0)
        memcpy(ret_text, from, sizeof from);
    else
        (void)snprintf(ret_text, VIEW_TEXT_SIZE, "%.20s-%.20s", from, to);
}

static void date_text(enum msg_language language, struct clock_date date, char ret_text[static VIEW_TEXT_SIZE])
{
    if (language == MSG_EN)
        years_date_en(date, ret_text, VIEW_TEXT_SIZE);
    else
        years_date_th(date, ret_text, VIEW_TEXT_SIZE);
}

void view_date(const struct view *view, const char *iso_date, char ret_text[static VIEW_TEXT_SIZE])
{
    uint64_t year, month, day;
    struct str s = str_from(iso_date);
    ret_text[0] = '\0';
    if (s.n < 10 || !str_to_u64(str_sub(s, 0, 4), 9999, &year) || !str_to_u64(str_sub(s, 5, 2), 12, &month) ||
        !str_to_u64(str_sub(s, 8, 2), 31, &day))
        return;
    date_text(view->language, (struct clock_date){(int)year, (int)month, (int)day}, ret_text);
}

void view_day_of(const struct view *view, int64_t utc_seconds, char ret_text[static VIEW_TEXT_SIZE])
{
    date_text(view->language, clock_date_bangkok(utc_seconds), ret_text);
}

void view_time(const struct view *view, int64_t utc_seconds, char ret_text[static VIEW_TEXT_SIZE])
{
    char day[VIEW_TEXT_SIZE], clock[32];
    int hour, minute;
    struct buf out;
    date_text(view->language, clock_date_bangkok(utc_seconds), day);
    clock_bangkok_hm(utc_seconds, &hour, &minute);
    (void)snprintf(clock, sizeof clock, "%02d:%02d", hour, minute);
    buf_init(&out, 0);
    msg_add(&out, view->language, MSG_TIME_OF_DAY, MSG_ARGS(day, clock));
    (void)snprintf(ret_text, VIEW_TEXT_SIZE, "%s", out.p);
    buf_done(&out);
}

static void number_text(uint64_t number, char ret_text[static VIEW_TEXT_SIZE])
{
    (void)snprintf(ret_text, VIEW_TEXT_SIZE, "%llu", (unsigned long long)number);
}

void view_scheme(const struct view *view, struct buf *out)
{
    const struct oit_report *report = view->report;
    const char *scheme = report->rules.scheme ? report->rules.scheme : "-";
    char n_items[VIEW_TEXT_SIZE], year[VIEW_TEXT_SIZE];
    number_text(report->rules.n_items ? report->rules.n_items : report->n_items, n_items);
    number_text((uint64_t)view_year(report, report->fiscal_year_be), year);
    enum msg id = MSG_SCHEME_CONFIRMED;
    if (!report->rules.confirmed_for_year)
        id = strcmp(scheme, year) == 0 ? MSG_SCHEME_UNCONFIRMED : MSG_SCHEME_OTHER_YEAR;
    msg_add(out, view->language, id, MSG_ARGS(scheme, n_items, year));
}

static enum msg stop_message(const char *stop_reason)
{
    static const struct {
        const char *name;
        enum msg id;
    } rows[] = {
        {"frontier-empty", MSG_STOP_FRONTIER}, {"max-pages", MSG_STOP_MAX_PAGES}, {"max-time", MSG_STOP_MAX_TIME},
        {"signal", MSG_STOP_SIGNAL},           {"quick", MSG_STOP_QUICK},         {"failures", MSG_STOP_FAILURES},
        {"only", MSG_STOP_ONLY},               {"start-failed", MSG_STOP_START_FAILED}, {"robots", MSG_STOP_ROBOTS}, {"max-depth", MSG_STOP_MAX_DEPTH},
        {"blocked", MSG_STOP_BLOCKED},
    };
    for (size_t i = 0; stop_reason && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].name, stop_reason) == 0)
            return rows[i].id;
    return N_MESSAGES;
}

const char *view_stop_reason(const struct view *view)
{
    enum msg why = stop_message(view->report->run.stop_reason);
    return why == N_MESSAGES ? "" : view_msg(view, why);
}

/* A warning of its own tells it, with what to do. */
static bool is_told_by_warning(const struct oit_report *report)
{
    for (size_t i = 0; i < report->n_notices; i++) {
        const char *code = report->notices[i].code;
        if (report->notices[i].is_warning && code && report->run.stop_reason && strcmp(code, report->run.stop_reason) == 0)
            return true;
    }
    return false;
}

bool view_shows_url(const struct oit_notice *notice, const char *url)
{
    return view_is_link(url) && (!notice->advice.th || !strstr(notice->advice.th, url));
}

void view_incomplete(const struct view *view, struct buf *out)
{
    if (view->report->run.complete)
        return;
    enum msg why = stop_message(view->report->run.stop_reason);
    if (why == N_MESSAGES || why == MSG_STOP_FRONTIER || is_told_by_warning(view->report))
        (void)buf_add_c(out, view_msg(view, MSG_INCOMPLETE));
    else
        msg_add(out, view->language, MSG_INCOMPLETE_WHY, MSG_ARGS(view_msg(view, why)));
}

void view_target(const struct view *view, struct buf *out)
{
    const char *reaches = view->report->score.reaches_target;
    enum msg id = MSG_TARGET_MAYBE;
    if (reaches && strcmp(reaches, "maybe") != 0)
        id = strcmp(reaches, "yes") == 0 ? MSG_TARGET_YES : MSG_TARGET_NO;
    char target[VIEW_TEXT_SIZE];
    view_points(view->report->score.target, target);
    msg_add(out, view->language, MSG_TARGET, MSG_ARGS(target));
    (void)buf_addf(out, ": %s", view_msg(view, id));
}

void view_read_counts(const struct view *view, struct buf *out)
{
    char fetched[VIEW_TEXT_SIZE], html[VIEW_TEXT_SIZE], documents[VIEW_TEXT_SIZE], failed[VIEW_TEXT_SIZE];
    number_text(view->report->run.fetched, fetched);
    number_text(view->report->run.html, html);
    number_text(view->report->run.documents, documents);
    number_text(view->report->run.failed, failed);
    msg_add(out, view->language, MSG_READ_COUNTS, MSG_ARGS(fetched, html, documents, failed));
    if (view->report->run.unchanged == 0)
        return;
    char unchanged[VIEW_TEXT_SIZE];
    number_text(view->report->run.unchanged, unchanged);
    (void)buf_add_c(out, view->language == MSG_EN ? ", " : " ");
    msg_add(out, view->language, MSG_READ_UNCHANGED, MSG_ARGS(unchanged));
}

void view_criteria(const struct view *view, struct buf *out)
{
    char confirmed[VIEW_TEXT_SIZE], assumed[VIEW_TEXT_SIZE];
    number_text(view->report->rules.n_confirmed_criteria, confirmed);
    number_text(view->report->rules.n_assumed_criteria, assumed);
    msg_add(out, view->language, MSG_CRITERIA, MSG_ARGS(confirmed, assumed));
    if (view->report->rules.n_assumed_criteria)
        (void)buf_addf(out, " - %s", view_msg(view, MSG_CRITERIA_ASSUMED_MEANS));
}

void view_fault(const struct view *view, const char *code, struct buf *out)
{
    int http_status = 0;
    enum oit_fault fault = code ? oit_fault_from_name(code, &http_status) : FAULT_NONE;
    if (fault == FAULT_NONE)
        (void)buf_add_c(out, view_msg(view, MSG_BECAUSE_FETCH));
    else
        (void)buf_add_c(out, view->language == MSG_EN ? oit_fault_en(fault) : oit_fault_th(fault));
    if (fault == FAULT_HTTP)
        (void)buf_addf(out, " (%d)", http_status);
}

void view_lacking(const struct view *view, const struct oit_item *item, struct buf *out)
{
    const char *separator = "";
    for (size_t i = 0; i < item->n_elements; i++) {
        const struct oit_element *element = &item->elements[i];
        if (!element->required || element->state != OIT_ELEMENT_NOT_FOUND)
            continue;
        (void)buf_addf(out, "%s%s", separator, view_words(view, element->text));
        separator = ", ";
    }
}
