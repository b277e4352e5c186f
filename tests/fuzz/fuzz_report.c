/* fuzz_report.c - any bytes as a stored report: what can be read back is rendered in every form, and its JSON is read again.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "report/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void render(const struct oit_report *report, struct buf *out)
{
    struct report_text_options options = {.language = REPORT_TH, .use_colour = true};
    report_text(report, &options, out);
    report_html(report, REPORT_EN, out);
    report_csv(report, REPORT_TH, out);
    report_result_sentence(report, REPORT_TH, out);
    report_next_step(report, REPORT_EN, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct oit_report report = {0}, again = {0};
    struct buf out;
    arena_init(&arena);
    buf_init(&out, 0);
    if (report_parse((struct str){(const char *)data, size}, &arena, &report, NULL) == OIT_OK) {
        render(&report, &out);
        buf_clear(&out);
        report_json(&report, &out);
        if (report_parse(buf_str(&out), &arena, &again, NULL) != OIT_OK)
            abort();
    }
    arena_done(&arena);
    buf_done(&out);
    return 0;
}
