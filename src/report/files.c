/* files.c - the three files of a report.
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

#include "base/file.h"

static void write_json(const struct oit_report *report, enum report_language language, struct buf *out)
{
    (void)language;
    report_json(report, out);
}

/* All are rendered in memory first and each replaces its old one as a whole, report.json last: whoever waits for it finds the others there. */
enum oit_code report_write_files(const struct oit_report *report, enum report_language language, const char *dir, struct err *err)
{
    static const struct {
        const char *name;
        void (*render)(const struct oit_report *report, enum report_language language, struct buf *out);
    } files[] = {{"report.html", report_html}, {"report.csv", report_csv}, {"report.json", write_json}};
    enum oit_code code = file_make_dirs(dir, err);
    for (size_t i = 0; code == OIT_OK && i < sizeof files / sizeof *files; i++) {
        struct buf path, bytes;
        buf_init(&path, 0);
        buf_init(&bytes, 0);
        (void)buf_addf(&path, "%s/%s", dir, files[i].name);
        files[i].render(report, language, &bytes);
        code = file_write(path.p, buf_str(&bytes), err);
        buf_done(&path);
        buf_done(&bytes);
    }
    return code;
}
