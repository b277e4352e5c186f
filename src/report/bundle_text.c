/* bundle_text.c - the draft of an explanation, from dates and quotes alone: what was entered, what stood there, since when, which element stands where.
 *
 * Where there is no ground it says so in its first line and asks for nothing.
 * SPDX-License-Identifier: MIT
 */
#include "bundle.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/messages.h"
#include "text/utf8.h"
#include "view.h"

/* --- days ---------------------------------------------------------------------------------------------------------------------- */

int64_t bundle_day(const char *iso_date)
{
    uint64_t year, month, day;
    struct str s = str_from(iso_date);
    if (s.n < 10 || !str_to_u64(str_sub(s, 0, 4), 9999, &year) || !str_to_u64(str_sub(s, 5, 2), 12, &month) || !str_to_u64(str_sub(s, 8, 2), 31, &day))
        return 0;
    struct clock_date date = {(int)year, (int)month, (int)day};
    return clock_date_is_valid(date) ? clock_date_days(date) : 0;
}

/* RFC 9110 5.6.7: "Wed, 21 Oct 2015 07:28:00 GMT"; the obsolete forms are not read. */
bool bundle_http_date(struct str value, char ret_date[static BUNDLE_DATE_SIZE])
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    uint64_t day, year, hour, minute, second;
    struct str month = str_sub(value, 8, 3);
    size_t at = month.n == 3 ? str_find(STR_LIT(months), month) : STR_NPOS;
    if (value.n < 29 || value.p[3] != ',' || at == STR_NPOS || at % 3 != 0 || !str_to_u64(str_sub(value, 5, 2), 31, &day) || !str_to_u64(str_sub(value, 12, 4), 9999, &year) ||
        !str_to_u64(str_sub(value, 17, 2), 23, &hour) || !str_to_u64(str_sub(value, 20, 2), 59, &minute) || !str_to_u64(str_sub(value, 23, 2), 60, &second))
        return false;
    struct clock_date date = {(int)year, (int)(at / 3 + 1), (int)day};
    if (!clock_date_is_valid(date))
        return false;
    struct clock_date local = clock_date_bangkok(clock_date_days(date) * 86400 + (int64_t)(hour * 3600 + minute * 60 + second));
    (void)snprintf(ret_date, BUNDLE_DATE_SIZE, "%04u-%02u-%02u", (unsigned)local.year_ce % 10000u, (unsigned)local.month % 100u, (unsigned)local.day % 100u);
    return true;
}

/* --- lines --------------------------------------------------------------------------------------------------------------------- */

struct draft {
    struct view view;
    const struct bundle *bundle;
    struct buf *out;
};

/* Text of strangers on a line of its own: no line of theirs may look like one of ours. */
static void add_text(struct draft *d, const char *text)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(str_from(text), &clean);
    (void)buf_add_str(d->out, str_trim(buf_str(&clean)));
    buf_done(&clean);
}

static void line(struct draft *d, unsigned indent, enum msg id, const char *const *args)
{
    struct buf text;
    buf_init(&text, 0);
    msg_add(&text, d->view.language, id, args);
    (void)buf_addf(d->out, "%*s", (int)indent, "");
    add_text(d, text.p);
    (void)buf_add_char(d->out, '\n');
    buf_done(&text);
}

static void dated(struct draft *d, enum msg id, const char *iso_date)
{
    char date[VIEW_TEXT_SIZE];
    view_date(&d->view, iso_date, date);
    (void)buf_add_c(d->out, "     - ");
    line(d, 0, id, MSG_ARGS(date));
}

static void timed(struct draft *d, enum msg id, int64_t utc_seconds)
{
    char time[VIEW_TEXT_SIZE];
    view_time(&d->view, utc_seconds, time);
    (void)buf_add_c(d->out, "     - ");
    line(d, 0, id, MSG_ARGS(time));
}

/* --- parts --------------------------------------------------------------------------------------------------------------------- */

static void kept_copy(struct draft *d, const struct bundle_file *copy)
{
    char time[VIEW_TEXT_SIZE];
    if (!copy || !copy->name)
        return;
    view_time(&d->view, copy->fetched_at, time);
    (void)buf_add_c(d->out, "     - ");
    line(d, 0, MSG_BUNDLE_DRAFT_KEPT, MSG_ARGS(time, copy->name, copy->sha256));
}

static void links(struct draft *d, const struct bundle_item *item)
{
    char day[VIEW_TEXT_SIZE];
    view_date(&d->view, d->bundle->submitted_day, day);
    line(d, 0, MSG_BUNDLE_DRAFT_ENTERED, MSG_ARGS(item->item->code, day));
    for (size_t i = 0; i < item->n_links; i++) {
        const struct bundle_link *link = &item->links[i];
        (void)buf_addf(d->out, "  %zu. ", i + 1);
        add_text(d, link->typed ? link->typed : link->url);
        (void)buf_add_char(d->out, '\n');
        if (link->trouble.th)
            line(d, 5, MSG_BUNDLE_LINK_FAILED, MSG_ARGS(view_words(&d->view, link->trouble)));
        kept_copy(d, link->copy);
    }
    for (size_t i = item->n_links; i < item->n_links + item->n_shown; i++) { /* what stood behind them then, whatever stands there now */
        (void)buf_add_c(d->out, "     > ");
        add_text(d, item->links[i].url);
        (void)buf_add_char(d->out, '\n');
        kept_copy(d, item->links[i].copy);
    }
    const char *explanation = item->n_links ? item->links[0].explanation : NULL;
    if (explanation && *explanation)
        line(d, 2, MSG_BUNDLE_DRAFT_EXPLANATION, MSG_ARGS(explanation));
}

/* "หน้าแรก > แผนงาน > แผนปฏิบัติการ": only where every step has words. */
static void way(struct draft *d, const struct oit_evidence *e)
{
    struct buf text;
    buf_init(&text, 0);
    (void)buf_add_c(&text, view_msg(&d->view, MSG_HTML_HOME));
    for (size_t i = 1; i < e->n_path; i++) {
        const char *label = e->path_labels ? e->path_labels[i] : NULL;
        if ((!label || !*label) && e->path_labels && i + 1 == e->n_path)
            label = e->title;
        if (!label || !*label) {
            buf_clear(&text);
            break;
        }
        (void)buf_addf(&text, " > %s", label);
    }
    if (text.n && e->n_path > 1) {
        (void)buf_addf(d->out, "     - %s: ", view_msg(&d->view, MSG_HTML_CLICK_PATH));
        add_text(d, text.p);
        (void)buf_add_char(d->out, '\n');
    }
    buf_done(&text);
}

static void proof(struct draft *d, const struct bundle_proof *p, size_t number, bool has_submission)
{
    const struct oit_evidence *e = p->evidence;
    size_t n_before;
    (void)buf_addf(d->out, "  %zu. ", number);
    if (e->title && *e->title) {
        add_text(d, e->title);
        (void)buf_add_c(d->out, " ");
    }
    add_text(d, e->url);
    (void)buf_add_char(d->out, '\n');
    way(d, e);
    n_before = d->out->n;
    const char *modified = p->copy && p->copy->last_modified ? p->copy->last_modified : p->file ? p->file->last_modified : NULL;
    char date[BUNDLE_DATE_SIZE];
    if (bundle_http_date(str_from(modified), date))
        dated(d, MSG_BUNDLE_DRAFT_MODIFIED, date);
    else if (e->last_modified)
        dated(d, MSG_BUNDLE_DRAFT_MODIFIED, e->last_modified);
    if (p->first_seen)
        dated(d, MSG_BUNDLE_DRAFT_SEEN, p->first_seen);
    if (p->copy && p->facts.copy_is_same)
        timed(d, MSG_BUNDLE_DRAFT_COPY, p->copy->fetched_at);
    else if (p->copy)
        timed(d, p->proof == PROOF_PAGE_DIFFERS ? MSG_BUNDLE_DRAFT_COPY_PAGE : MSG_BUNDLE_DRAFT_COPY_OTHER, p->copy->fetched_at);
    if (d->out->n == n_before)
        dated(d, MSG_BUNDLE_DRAFT_NO_DATE, NULL);
    if (has_submission && !p->facts.is_behind)
        dated(d, MSG_BUNDLE_DRAFT_NOT_BEHIND, NULL);
    else if (has_submission && p->proof == PROOF_LATER)
        dated(d, MSG_BUNDLE_DRAFT_LATER, NULL);
    const char *hash = p->file && p->file->sha256 ? p->file->sha256 : e->sha256; /* of the file as it lies here, so that equal files have equal ones */
    if (hash) {
        (void)buf_add_c(d->out, "     - ");
        line(d, 0, MSG_BUNDLE_DRAFT_HASH, MSG_ARGS(hash));
    }
}

static void element(struct draft *d, const struct oit_element *element, bool names_document)
{
    struct buf quote, text;
    char number[VIEW_TEXT_SIZE];
    const char *name = view_words(&d->view, element->text);
    if (element->state != OIT_ELEMENT_FOUND) {
        (void)buf_add_c(d->out, "  - ");
        line(d, 0, element->state == OIT_ELEMENT_NOT_FOUND ? MSG_BUNDLE_DRAFT_LACKS : MSG_BUNDLE_DRAFT_BY_EYE, MSG_ARGS(name));
        return;
    }
    buf_init(&quote, 0);
    buf_init(&text, 0);
    (void)snprintf(number, sizeof number, "%u", (unsigned)element->page);
    if (element->snippet && *element->snippet)
        (void)buf_addf(&quote, "\"%s\"", element->snippet);
    if (element->page && quote.n)
        msg_add(&text, d->view.language, MSG_BUNDLE_DRAFT_ON_PAGE, MSG_ARGS(number, quote.p));
    else if (element->page)
        msg_add(&text, d->view.language, MSG_HTML_ON_PAGE, MSG_ARGS(number));
    else
        (void)buf_add_str(&text, quote.n ? buf_str(&quote) : str_from(view_msg(&d->view, MSG_HTML_FOUND)));
    (void)buf_add_c(d->out, "  - ");
    add_text(d, name);
    (void)buf_add_c(d->out, ": ");
    add_text(d, text.p);
    if (names_document && element->url) {
        (void)buf_add_c(d->out, " (");
        add_text(d, element->url);
        (void)buf_add_char(d->out, ')');
    }
    (void)buf_add_char(d->out, '\n');
    buf_done(&quote);
    buf_done(&text);
}

static void elements(struct draft *d, const struct oit_item *item, const char *checked_on)
{
    size_t n = 0;
    char date[VIEW_TEXT_SIZE];
    view_date(&d->view, checked_on, date);
    for (size_t i = 0; i < item->n_elements; i++) {
        if (!item->elements[i].required)
            continue;
        if (n++ == 0)
            line(d, 0, MSG_BUNDLE_DRAFT_ELEMENTS, MSG_ARGS(date));
        element(d, &item->elements[i], item->n_evidence > 1);
    }
}

void report_bundle_draft(const struct bundle *bundle, const struct bundle_item *item, enum report_language language, struct buf *out)
{
    struct draft d = {.bundle = bundle, .out = out};
    bool has_submission = item->objection != OBJECTION_NO_SUBMISSION;
    view_init(&d.view, bundle->report, language);
    if (has_submission)
        line(&d, 0, report_bundle_case(item->objection), NULL);
    if (has_submission && item->n_links)
        links(&d, item);
    if (item->n_proofs)
        line(&d, 0, has_submission && item->objection == OBJECTION_SHOWN ? MSG_BUNDLE_DRAFT_STOOD : MSG_BUNDLE_DRAFT_STANDS, NULL);
    for (size_t i = 0; i < item->n_proofs; i++)
        proof(&d, &item->proofs[i], i + 1, has_submission);
    elements(&d, item->then ? item->then : item->item, item->then ? item->then_date : bundle->checked_on);
    if (item->objection == OBJECTION_SHOWN)
        line(&d, 0, MSG_BUNDLE_DRAFT_REQUEST, MSG_ARGS(item->item->code));
    view_done(&d.view);
}

enum msg report_bundle_case(enum objection_case which)
{
    static const enum msg cases[] = {
        [OBJECTION_NO_SUBMISSION] = MSG_BUNDLE_CASE_NO_SUBMISSION, [OBJECTION_NOT_ENTERED] = MSG_BUNDLE_CASE_NOT_ENTERED,
        [OBJECTION_NOT_THEN] = MSG_BUNDLE_CASE_NOT_THEN,           [OBJECTION_INCOMPLETE] = MSG_BUNDLE_CASE_INCOMPLETE,
        [OBJECTION_ELSEWHERE] = MSG_BUNDLE_CASE_ELSEWHERE,         [OBJECTION_UNSURE] = MSG_BUNDLE_CASE_UNSURE,
        [OBJECTION_SHOWN] = MSG_BUNDLE_CASE_SHOWN,
    };
    return cases[which];
}

void report_bundle_text(const struct bundle *bundle, enum report_language language, struct buf *out)
{
    struct draft d = {.bundle = bundle, .out = out};
    view_init(&d.view, bundle->report, language);
    line(&d, 0, MSG_BUNDLE_DRAFT_HEAD, NULL);
    add_text(&d, view_site_name(bundle->report));
    (void)buf_add_char(out, '\n');
    line(&d, 0, bundle->submitted_day ? MSG_BUNDLE_ONLY_THAT_DAY : MSG_BUNDLE_NO_SUBMISSION, NULL);
    line(&d, 0, MSG_BUNDLE_DRAFT_NOTE, NULL);
    for (size_t i = 0; i < bundle->n_items; i++) {
        const struct oit_item *item = bundle->items[i].item;
        (void)buf_add_char(out, '\n');
        line(&d, 0, MSG_BUNDLE_DRAFT_ITEM, MSG_ARGS(item->code, view_words(&d.view, item->title)));
        report_bundle_draft(bundle, &bundle->items[i], language, out);
    }
    view_done(&d.view);
}
