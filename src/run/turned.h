/* turned.h - which verdicts of a stored run turn when it is judged by other rules. Nothing is stored.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_TURNED_H
#define OIT_RUN_TURNED_H

#include "base/messages.h"
#include "run/setup.h"

struct turned {
    bool *elements; /* of the scheme: stand on some page of the crawl; caller frees */
    size_t n;       /* verdicts that turned */
};

/* Judges the run that options choose by the scheme and appends a line for each verdict that is another than the stored report's, with the reason. */
enum oit_code turned_verdicts(const struct oit_options *options, struct scheme *scheme, struct buf *out, struct turned *ret_turned, struct err *err);

#endif
