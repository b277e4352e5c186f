/* tell.c - after a scan: who is told what.
 * SPDX-License-Identifier: MIT
 */
#include "oitcheck/office.h"

void oit_tell_after_scan(const struct oit_options *options, int code, const struct err *scan_err, const struct oit_report *report, struct buf *out)
{
    (void)options;
    (void)code;
    (void)scan_err;
    (void)report;
    (void)out;
}
