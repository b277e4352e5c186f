/* doctor.h - the self check: libraries, rules, tools, sandbox (by trying), store, clock.
 * SPDX-License-Identifier: MIT
 */
#ifndef OITCHECK_DOCTOR_H
#define OITCHECK_DOCTOR_H

struct buf;
struct err;
struct oit_options;

/* Appends the findings: in Thai, each with English below it; in English alone when that is the language. The network is not tried. *ret_worst: 0 all right, 1 degraded, 6 broken. Returns an oit_code as int. */
int oit_doctor(const struct oit_options *options, struct buf *out, int *ret_worst, struct err *err);

#endif
