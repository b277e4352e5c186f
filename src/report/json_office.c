/* json_office.c - members of the report JSON that are laid over a judged report (run/overlay.h). Null when nobody said anything; never read back:
 * the store keeps the judged report without them.
 * SPDX-License-Identifier: MIT
 */
#include "json_office.h"

#include <math.h>

/* --- an item ------------------------------------------------------------------------------------------------------------------ */

static const char *decision_name(enum oit_decision decision)
{
    switch (decision) {
    case DECISION_ACCEPT:
        return "accept";
    case DECISION_REJECT:
        return "reject";
    case DECISION_NOT_APPLICABLE:
        return "not-applicable";
    case DECISION_NONE:
        break;
    }
    return NULL;
}

bool json_officer_has_words(const struct oit_officer *officer)
{
    for (size_t i = 0; i < N_OFFICER_FIELDS; i++)
        if (officer->words[i])
            return true;
    return false;
}

void json_officer(struct json_writer *w, const struct oit_officer *officer)
{
    if (!json_officer_has_words(officer)) {
        jw_null(w, "officer");
        return;
    }
    jw_begin(w, "officer", '{');
    for (size_t i = 0; i < N_OFFICER_FIELDS; i++)
        jw_text(w, oit_officer_name((enum oit_officer_field)i), officer->words[i]);
    jw_text(w, "decided", decision_name(officer->decision));
    jw_bool(w, "is_outdated", officer->is_outdated);
    jw_text(w, "internal_due", officer->internal_due);
    jw_end(w, '}');
}

static void write_marks(struct json_writer *w, uint32_t marks)
{
    jw_begin(w, "marks", '[');
    for (unsigned i = 0; i < N_OIT_ENTERED_MARKS; i++)
        if (marks >> i & 1)
            jw_text(w, NULL, oit_entered_name((enum oit_entered_mark)i));
    jw_end(w, ']');
}

static void write_entered_url(struct json_writer *w, const struct oit_entered_url *url)
{
    jw_begin(w, NULL, '{');
    jw_text(w, "url", url->url);
    write_marks(w, url->marks);
    jw_uint_or_null(w, "http_status", url->http_status > 0 ? (uint64_t)url->http_status : 0);
    jw_text(w, "fault", url->fault);
    jw_text(w, "sha256", url->sha256);
    jw_text(w, "sha256_then", url->sha256_then);
    jw_text(w, "last_modified", url->last_modified);
    jw_texts(w, "path", url->path, url->n_path);
    jw_end(w, '}');
}

static void write_entered(struct json_writer *w, const struct oit_entered *entered)
{
    if (!entered->is_known) {
        jw_null(w, "entered");
        return;
    }
    jw_begin(w, "entered", '{');
    jw_text(w, "status", oit_status_name(entered->status));
    jw_double(w, "score_low", entered->score_low);
    jw_double(w, "score_high", entered->score_high);
    write_marks(w, entered->marks);
    jw_text(w, "th", entered->label.th);
    jw_text(w, "en", entered->label.en);
    jw_begin(w, "urls", '[');
    for (size_t i = 0; i < entered->n_urls; i++)
        write_entered_url(w, &entered->urls[i]);
    jw_end(w, ']');
    jw_end(w, '}');
}

void json_office_item(struct json_writer *w, const struct oit_item *item, const struct oit_report *report)
{
    json_officer(w, &item->officer);
    write_entered(w, &item->entered);
    if (report && report->decided.is_known) {
        jw_double(w, "decided_low", item->decided_low);
        jw_double(w, "decided_high", item->decided_high);
    }
}

/* --- the report --------------------------------------------------------------------------------------------------------------- */

static void write_points(struct json_writer *w, const char *key, const struct oit_points *points)
{
    if (!points->is_known) {
        jw_null(w, key);
        return;
    }
    jw_begin(w, key, '{');
    jw_double(w, "low", points->low);
    jw_double(w, "high", points->high);
    jw_text(w, "reaches_target", points->reaches_target);
    jw_uint(w, "items", points->n_items);
    jw_end(w, '}');
}

static void write_submission(struct json_writer *w, const struct oit_report *report)
{
    if (!report->submission.id) {
        jw_null(w, "submission");
        return;
    }
    jw_begin(w, "submission", '{');
    jw_text(w, "id", report->submission.id);
    jw_text(w, "date", report->submission.date);
    jw_time(w, "made", report->submission.made);
    jw_uint(w, "urls", report->submission.n_urls);
    jw_uint(w, "items", report->submission.n_items);
    jw_end(w, '}');
}

static void write_ita(struct json_writer *w, const struct oit_report *report)
{
    if (!(report->ita.target > 0)) {
        jw_null(w, "ita");
        return;
    }
    jw_begin(w, "ita", '{');
    jw_double(w, "iit", report->ita.iit);
    jw_double(w, "eit", report->ita.eit);
    jw_double(w, "target", report->ita.target);
    jw_double(w, "oit_needed", report->ita.oit_needed);
    jw_double(w, "low", report->ita.ita_low);
    jw_double(w, "high", report->ita.ita_high);
    jw_end(w, '}');
}

static void write_stage(struct json_writer *w, const struct oit_report *report)
{
    if (!report->stage.id) {
        jw_null(w, "stage");
        return;
    }
    jw_begin(w, "stage", '{');
    jw_text(w, "id", report->stage.id);
    jw_text(w, "th", report->stage.title.th);
    jw_text(w, "en", report->stage.title.en);
    jw_text(w, "from", report->stage.from);
    jw_text(w, "to", report->stage.to);
    jw_double(w, "days_left", report->stage.days_left);
    jw_bool(w, "is_running", report->stage.is_running);
    jw_text(w, "command", report->stage.command);
    jw_end(w, '}');
}

static void write_trend(struct json_writer *w, const struct oit_report *report)
{
    jw_begin(w, "trend", '[');
    for (size_t i = 0; i < report->n_trend; i++) {
        const struct oit_trend_point *point = &report->trend[i];
        jw_begin(w, NULL, '{');
        jw_text(w, "run", point->run);
        jw_time(w, "started", point->started);
        jw_bool(w, "complete", point->complete);
        jw_double(w, "low", point->low);
        jw_double(w, "high", point->high);
        jw_uint(w, "published", point->n_published);
        jw_uint(w, "partial", point->n_partial);
        jw_uint(w, "missing", point->n_missing);
        jw_uint(w, "unknown", point->n_unknown);
        jw_bool(w, "other_rules", point->other_rules);
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

void json_office(struct json_writer *w, const struct oit_report *report)
{
    write_points(w, "decided", &report->decided);
    write_points(w, "entered", &report->entered);
    write_submission(w, report);
    write_ita(w, report);
    write_stage(w, report);
    write_trend(w, report);
}
