/* output.c - a finished report as bytes, and as an exit code.
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "oitcheck/commands.h"
#include "report/report.h"

static enum report_language language_of(enum oit_language language)
{
    return language == OIT_EN ? REPORT_EN : REPORT_TH;
}

int oit_render(const struct oit_report *report, enum oit_format format, const struct oit_options *options, bool use_colour, int width, struct buf *out)
{
    enum report_language language = language_of(options->language);
    switch (format) {
    case OIT_FORMAT_JSON:
        report_json(report, out);
        break;
    case OIT_FORMAT_CSV:
        report_csv(report, language, out);
        break;
    case OIT_FORMAT_HTML:
        report_html(report, language, out);
        break;
    case OIT_FORMAT_LINE:
        report_result_sentence(report, language, out);
        (void)buf_add_char(out, '\n');
        break;
    case OIT_FORMAT_XLSX:
        return (int)report_xlsx(report, language, out, NULL);
    case OIT_FORMAT_JUNIT:
        report_junit(report, language, out);
        break;
    case OIT_FORMAT_SARIF:
        report_sarif(report, language, out);
        break;
    case OIT_FORMAT_HUB:
        report_hub(report, language, out);
        break;
    case OIT_FORMAT_TEXT: {
        struct buf path;
        buf_init(&path, 0);
        if (options->output)
            (void)buf_addf(&path, "%s/report.html", options->output);
        report_text(report, &(struct report_text_options){language, use_colour, width, options->output ? buf_str(&path).p : NULL}, out);
        buf_done(&path);
        break;
    }
    }
    return OIT_OK;
}

void oit_result_sentence(const struct oit_report *report, enum oit_language language, struct buf *out)
{
    report_result_sentence(report, language_of(language), out);
}

/* not-yet-due never counts; a regression needs an earlier report (oit_regressions). */
static bool item_fails(const struct oit_item *item, enum oit_fail_on fail_on)
{
    bool is_not_due = item->status == OIT_UNKNOWN && item->n_reasons && item->reasons[0].code == REASON_NOT_YET_DUE;
    switch (fail_on) {
    case OIT_FAIL_ANY:
        return item->status != OIT_PUBLISHED && !is_not_due;
    case OIT_FAIL_MISSING:
        return item->status == OIT_MISSING;
    case OIT_FAIL_OVERDUE:
        return item->status != OIT_PUBLISHED && item->due_state && strcmp(item->due_state, "overdue") == 0;
    case OIT_FAIL_REGRESSION:
    case OIT_FAIL_NEVER:
        break;
    }
    return false;
}

int oit_report_exit_code(const struct oit_report *report, enum oit_fail_on fail_on)
{
    if (!report->run.complete)
        return 3;
    for (size_t i = 0; i < report->n_items; i++)
        if (item_fails(&report->items[i], fail_on))
            return 1;
    return 0;
}
