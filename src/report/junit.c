/* junit.c - JUnit XML for CI: one test case an item. What lacks fails, what nobody could judge is skipped.
 *
 * In the part that the schemas in use share (Jenkins' junit-10.xsd, the Ant task's): attributes stand on <testsuite>, not on <testsuites>; times have no
 * zone (they are UTC); system-out and system-err close the suite.
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

#include "base/clock.h"
#include "text/utf8.h"
#include "view.h"

/* XML 1.0 has no control characters, not even escaped ones; utf8_terminal leaves none, nor one that turns the reading direction. */
static void text(struct buf *out, const char *raw)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(str_from(raw), &clean);
    struct str s = str_trim(buf_str(&clean));
    for (size_t i = 0; i < s.n; i++) {
        const char *escaped = s.p[i] == '&' ? "&amp;" : s.p[i] == '<' ? "&lt;" : s.p[i] == '>' ? "&gt;" : s.p[i] == '"' ? "&quot;" : NULL;
        if (escaped)
            (void)buf_add_c(out, escaped);
        else
            (void)buf_add_char(out, s.p[i]);
    }
    buf_done(&clean);
}

static void attribute(struct buf *out, const char *name, const char *value)
{
    (void)buf_addf(out, " %s=\"", name);
    text(out, value && *value ? value : "-");
    (void)buf_add_char(out, '"');
}

static void property(struct buf *out, const char *name, const char *value)
{
    (void)buf_add_c(out, "   <property");
    attribute(out, "name", name);
    attribute(out, "value", value);
    (void)buf_add_c(out, "/>\n");
}

/* What to do, then where to look: the failure's text. */
static void details(const struct view *view, const struct oit_item *item, struct buf *out)
{
    const char *advice = view_words(view, item->advice), *link = view_link(view->report, item);
    text(out, view_words(view, item->label));
    if (*advice) {
        (void)buf_add_char(out, '\n');
        text(out, advice);
    }
    if (link) {
        (void)buf_add_char(out, '\n');
        text(out, link);
    }
}

static void test_case(const struct view *view, const struct oit_item *item, struct buf *out)
{
    struct buf name, class;
    const char *reason = item->n_reasons ? oit_reason_name(item->reasons[0].code) : oit_status_name(item->status);
    buf_init(&name, 0);
    buf_init(&class, 0);
    (void)buf_addf(&name, "%s %s", item->code ? item->code : "", view_words(view, item->title));
    (void)buf_addf(&class, "oitcheck.%s", item->group ? item->group : "-");
    (void)buf_add_c(out, "  <testcase");
    attribute(out, "name", name.p);
    attribute(out, "classname", class.p);
    (void)buf_add_c(out, " time=\"0\"");
    if (item->status == OIT_PUBLISHED) {
        (void)buf_add_c(out, "/>\n");
    } else if (item->status == OIT_UNKNOWN) {
        (void)buf_add_c(out, ">\n   <skipped");
        attribute(out, "message", view_words(view, item->label));
        (void)buf_add_c(out, "/>\n  </testcase>\n");
    } else {
        (void)buf_add_c(out, ">\n   <failure");
        attribute(out, "message", view_words(view, item->label));
        attribute(out, "type", reason);
        (void)buf_add_char(out, '>');
        details(view, item, out);
        (void)buf_add_c(out, "</failure>\n  </testcase>\n");
    }
    buf_done(&name);
    buf_done(&class);
}

void report_junit(const struct oit_report *report, enum report_language language, struct buf *out)
{
    struct view view;
    struct buf name, sentence;
    char started[21], points[VIEW_TEXT_SIZE];
    size_t n_failed = 0, n_skipped = 0;
    int64_t seconds = report->run.finished > report->run.started ? report->run.finished - report->run.started : 0;
    view_init(&view, report, language);
    for (size_t i = 0; i < report->n_items; i++) {
        n_skipped += report->items[i].status == OIT_UNKNOWN;
        n_failed += report->items[i].status == OIT_PARTIAL || report->items[i].status == OIT_MISSING;
    }
    clock_iso_utc(report->run.started, started);
    started[19] = '\0'; /* the "Z" */
    view_range(report->score.low, report->score.high, points);
    buf_init(&name, 0);
    buf_init(&sentence, 0);
    (void)buf_addf(&name, "%s %d %s", view_score_name(&view), view_year(report, report->fiscal_year_be), view_site_name(report));
    (void)buf_add_c(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n <testsuite");
    attribute(out, "name", name.p);
    (void)buf_addf(out, " id=\"0\" package=\"oitcheck\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\" time=\"%lld\" timestamp=\"%s\"",
                   report->n_items, n_failed, n_skipped, (long long)seconds, started);
    attribute(out, "hostname", report->site.url);
    (void)buf_add_c(out, ">\n  <properties>\n");
    property(out, "site", report->site.url);
    property(out, "run", report->run.id);
    property(out, "complete", report->run.complete ? "true" : "false");
    property(out, "scheme", report->rules.scheme);
    property(out, "revision", report->rules.revision);
    property(out, "version", report->tool.version);
    property(out, "score", points);
    (void)buf_add_c(out, "  </properties>\n");
    for (size_t i = 0; i < report->n_items; i++)
        test_case(&view, &report->items[i], out);
    report_result_sentence(report, language, &sentence);
    (void)buf_add_c(out, "  <system-out>");
    text(out, sentence.p);
    (void)buf_add_c(out, "</system-out>\n  <system-err></system-err>\n </testsuite>\n</testsuites>\n");
    buf_done(&name);
    buf_done(&sentence);
    view_done(&view);
}
