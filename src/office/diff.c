/* diff.c - what differs between two runs.
 * SPDX-License-Identifier: MIT
 */
#include "report/diff.h"

#include "base/file.h"
#include "oitcheck/office.h"
#include "run/compare_refusal.h"
#include "run/two_runs.h"

static enum report_language language_of(const struct oit_options *options)
{
    return options->language == OIT_EN ? REPORT_EN : REPORT_TH;
}

static enum oit_code write_file(const char *folder, const char *name, const struct buf *bytes, struct err *err)
{
    struct buf path;
    buf_init(&path, 0);
    (void)buf_addf(&path, "%s/%s", folder, name);
    enum oit_code code = file_write(path.p, buf_str(bytes), err);
    buf_done(&path);
    return code;
}

/* diff.html and diff.json beside the report, with --output. */
static enum oit_code write_files(const struct oit_options *options, const struct comparison *comparison, struct err *err)
{
    struct buf html, json;
    if (!options->output)
        return OIT_OK;
    buf_init(&html, 0);
    buf_init(&json, 0);
    report_diff_html(comparison, language_of(options), &html);
    report_diff_json(comparison, &json);
    enum oit_code code = file_make_dirs(options->output, err);
    if (code == OIT_OK)
        code = write_file(options->output, "diff.html", &html, err);
    if (code == OIT_OK)
        code = write_file(options->output, "diff.json", &json, err);
    buf_done(&html);
    buf_done(&json);
    return code;
}

static void render(const struct oit_command *command, const struct comparison *comparison, struct buf *out)
{
    enum report_language language = language_of(command->options);
    if (command->format == OIT_FORMAT_JSON)
        report_diff_json(comparison, out);
    else if (command->format == OIT_FORMAT_HTML)
        report_diff_html(comparison, language, out);
    else
        report_diff_text(comparison, &(struct report_text_options){language, command->use_colour, command->width, NULL}, out);
}

int oit_diff(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    enum oit_format format = command->format;
    if (command->n_words > 3)
        return err_set(err, OIT_ERR_USAGE, "เทียบได้ครั้งละสองผล: oitcheck diff [RUN [RUN]]", "two runs at a time: oitcheck diff [RUN [RUN]]");
    if (format != OIT_FORMAT_TEXT && format != OIT_FORMAT_JSON && format != OIT_FORMAT_HTML)
        return err_set(err, OIT_ERR_USAGE, "diff พิมพ์ได้เป็น --format text json หรือ html", "diff prints --format text, json or html");
    struct arena arena;
    struct oit_report before = {0}, after = {0};
    struct comparison comparison;
    arena_init(&arena);
    enum oit_code code = two_runs_find(command->options, command->words + 1, command->n_words - 1, &arena, &before, &after, err);
    if (code == OIT_OK) {
        compare_reports(&before, &after, &arena, &comparison);
        code = compare_refuse(&comparison, err);
    }
    if (code == OIT_OK)
        code = write_files(command->options, &comparison, err);
    if (code == OIT_OK) {
        render(command, &comparison, out);
        *ret_exit = comparison.is_same ? 0 : 1;
    }
    arena_done(&arena);
    return (int)code;
}
