/* files.c - the files of a report.
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

#include "base/file.h"

static enum oit_code write_html(const struct oit_report *report, enum report_language language, struct buf *out, struct err *err)
{
    (void)err;
    report_html(report, language, out);
    return OIT_OK;
}

static enum oit_code write_csv(const struct oit_report *report, enum report_language language, struct buf *out, struct err *err)
{
    (void)err;
    report_csv(report, language, out);
    return OIT_OK;
}

static enum oit_code write_json(const struct oit_report *report, enum report_language language, struct buf *out, struct err *err)
{
    (void)language;
    (void)err;
    report_json(report, out);
    return OIT_OK;
}

/* All are rendered and written beside their places before the first takes it: a disk that fills up leaves the old ones. report.json comes last: whoever waits for it finds
 * the others there. */
enum oit_code report_write_files(const struct oit_report *report, enum report_language language, const char *dir, struct err *err)
{
    static const struct {
        const char *name;
        enum oit_code (*render)(const struct oit_report *report, enum report_language language, struct buf *out, struct err *err);
    } files[] = {{"report.html", write_html}, {"report.csv", write_csv}, {"itas.xlsx", report_xlsx}, {"report.json", write_json}};
    enum { N_FILES = sizeof files / sizeof *files };
    struct file_draft drafts[N_FILES] = {{NULL, NULL}};
    enum oit_code code = file_make_dirs(dir, err);
    for (size_t i = 0; code == OIT_OK && i < N_FILES; i++) {
        struct buf path, bytes;
        buf_init(&path, 0);
        buf_init(&bytes, 0);
        (void)buf_addf(&path, "%s/%s", dir, files[i].name);
        code = files[i].render(report, language, &bytes, err);
        if (code == OIT_OK)
            code = file_draft(path.p, buf_str(&bytes), &drafts[i], err);
        buf_done(&path);
        buf_done(&bytes);
    }
    for (size_t i = 0; code == OIT_OK && i < N_FILES; i++)
        code = file_draft_place(&drafts[i], err);
    for (size_t i = 0; i < N_FILES; i++)
        file_draft_drop(&drafts[i]);
    return code;
}
