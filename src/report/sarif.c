/* sarif.c - SARIF 2.1.0 (OASIS, 27 March 2020) for code scanning: rules are items, results what lacks of them or could not be judged.
 *
 * 3.27.9, 3.27.10: what fails has kind "fail" and a level; what a person must look at has kind "review", what is not due yet "notApplicable", both with
 * level "none". Published items have no result. A fingerprint (3.27.17) names site, scheme, fiscal year and item, and nothing that changes from run to
 * run: the same gap is the same result until it is closed.
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

#include "base/clock.h"
#include "base/hash.h"
#include "itas/compare.h"
#include "json_writer.h"
#include "view.h"

static void message(struct json_writer *w, const char *key, const char *text)
{
    jw_begin(w, key, '{');
    jw_text(w, "text", text && *text ? text : "-");
    jw_end(w, '}');
}

static void write_rule(struct json_writer *w, const struct view *view, const struct oit_item *item)
{
    const char *advice = view_words(view, item->advice);
    jw_begin(w, NULL, '{');
    jw_text(w, "id", item->code);
    message(w, "shortDescription", view_words(view, item->title));
    message(w, "fullDescription", view_words(view, item->title));
    message(w, "help", *advice ? advice : view_words(view, item->title));
    jw_begin(w, "defaultConfiguration", '{');
    jw_text(w, "level", "error");
    jw_end(w, '}');
    jw_begin(w, "properties", '{');
    jw_text(w, "group", item->group);
    jw_end(w, '}');
    jw_end(w, '}');
}

/* RFC 3986: whatever is no character of a URI is percent-encoded. */
static void write_uri(struct json_writer *w, const char *url)
{
    static const char allowed[] = "-._~:/?#[]@!$&'()*+,;=%";
    struct buf uri;
    buf_init(&uri, 0);
    for (; *url; url++) {
        bool is_plain = (*url >= '0' && *url <= '9') || (*url >= 'A' && *url <= 'Z') || (*url >= 'a' && *url <= 'z') || strchr(allowed, *url);
        if (is_plain)
            (void)buf_add_char(&uri, *url);
        else
            (void)buf_addf(&uri, "%%%02X", (unsigned)(unsigned char)*url);
    }
    jw_text(w, "uri", uri.p ? uri.p : "");
    buf_done(&uri);
}

static void write_locations(struct json_writer *w, const struct oit_report *report, const struct oit_item *item)
{
    const char *link = view_link(report, item);
    if (!link)
        link = report->site.final_url && view_is_link(report->site.final_url) ? report->site.final_url : report->site.url;
    jw_begin(w, "locations", '[');
    if (link && view_is_link(link)) {
        jw_begin(w, NULL, '{');
        jw_begin(w, "physicalLocation", '{');
        jw_begin(w, "artifactLocation", '{');
        write_uri(w, link);
        jw_end(w, '}');
        jw_begin(w, "region", '{'); /* scanners' pages ask for a line; ours are documents: their beginning */
        jw_uint(w, "startLine", 1);
        jw_end(w, '}');
        jw_end(w, '}');
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

static void write_fingerprints(struct json_writer *w, const struct oit_report *report, const struct oit_item *item)
{
    struct buf what;
    char hex[65];
    buf_init(&what, 0);
    (void)buf_addf(&what, "%s\n%s\n%d\n%s", report->site.url ? report->site.url : "", report->rules.scheme ? report->rules.scheme : "", report->fiscal_year_be,
                   item->code ? item->code : "");
    sha256_hex(sha256_of(buf_str(&what)), hex);
    jw_begin(w, "fingerprints", '{');
    jw_text(w, "oitItem/v1", hex);
    jw_end(w, '}');
    jw_begin(w, "partialFingerprints", '{');
    jw_text(w, "oitItem/v1", hex);
    jw_end(w, '}');
    buf_done(&what);
}

static void write_result(struct json_writer *w, const struct view *view, const struct oit_item *item, size_t index)
{
    const char *advice = view_words(view, item->advice);
    struct buf text;
    buf_init(&text, 0);
    (void)buf_addf(&text, "%s %s: %s%s%s", item->code ? item->code : "", view_words(view, item->title), view_words(view, item->label), *advice ? ". " : "", advice);
    jw_begin(w, NULL, '{');
    jw_text(w, "ruleId", item->code);
    jw_uint(w, "ruleIndex", index);
    jw_text(w, "kind", item->status != OIT_UNKNOWN ? "fail" : compare_is_not_due(item) ? "notApplicable" : "review");
    jw_text(w, "level", item->status == OIT_UNKNOWN ? "none" : item->status == OIT_PARTIAL ? "warning" : "error");
    message(w, "message", text.p);
    write_locations(w, view->report, item);
    write_fingerprints(w, view->report, item);
    jw_begin(w, "properties", '{');
    jw_text(w, "status", oit_status_name(item->status));
    jw_text(w, "reason", item->n_reasons ? oit_reason_name(item->reasons[0].code) : NULL);
    jw_double(w, "gain", item->gain);
    jw_end(w, '}');
    jw_end(w, '}');
    buf_done(&text);
}

static void write_invocation(struct json_writer *w, const struct oit_report *report)
{
    char started[21], finished[21];
    clock_iso_utc(report->run.started, started);
    clock_iso_utc(report->run.finished, finished);
    jw_begin(w, "invocations", '[');
    jw_begin(w, NULL, '{');
    jw_bool(w, "executionSuccessful", report->run.complete);
    if (report->run.started)
        jw_text(w, "startTimeUtc", started);
    if (report->run.finished)
        jw_text(w, "endTimeUtc", finished);
    jw_end(w, '}');
    jw_end(w, ']');
}

void report_sarif(const struct oit_report *report, enum report_language language, struct buf *out)
{
    struct json_writer w = {.out = out};
    struct view view;
    struct buf id;
    view_init(&view, report, language);
    buf_init(&id, 0);
    jw_begin(&w, NULL, '{');
    jw_text(&w, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    jw_text(&w, "version", "2.1.0");
    jw_begin(&w, "runs", '[');
    jw_begin(&w, NULL, '{');
    jw_begin(&w, "tool", '{');
    jw_begin(&w, "driver", '{');
    jw_text(&w, "name", "oitcheck");
    jw_text(&w, "version", report->tool.version ? report->tool.version : "-");
    jw_begin(&w, "rules", '[');
    for (size_t i = 0; i < report->n_items; i++)
        write_rule(&w, &view, &report->items[i]);
    jw_end(&w, ']');
    jw_end(&w, '}');
    jw_end(&w, '}');
    write_invocation(&w, report);
    (void)buf_addf(&id, "oitcheck/%s/%d/", report->rules.scheme ? report->rules.scheme : "-", report->fiscal_year_be); /* 3.17.3: a category; run ids follow it */
    jw_begin(&w, "automationDetails", '{');
    jw_text(&w, "id", id.p);
    jw_end(&w, '}');
    jw_begin(&w, "results", '[');
    for (size_t i = 0; i < report->n_items; i++)
        if (report->items[i].status != OIT_PUBLISHED)
            write_result(&w, &view, &report->items[i], i);
    jw_end(&w, ']');
    jw_begin(&w, "properties", '{');
    jw_text(&w, "site", report->site.url);
    jw_text(&w, "run", report->run.id);
    jw_bool(&w, "complete", report->run.complete);
    jw_double(&w, "scoreLow", report->score.low);
    jw_double(&w, "scoreHigh", report->score.high);
    jw_end(&w, '}');
    jw_end(&w, '}');
    jw_end(&w, ']');
    jw_end(&w, '}');
    (void)buf_add_char(out, '\n');
    buf_done(&id);
    view_done(&view);
}
