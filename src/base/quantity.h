/* quantity.h - numbers, lengths of time and sizes as people type them, in options and profiles.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_BASE_QUANTITY_H
#define OIT_BASE_QUANTITY_H

#include "base/str.h"

/* All: false when the text is none, or out of range; ret is set on success only. */
bool quantity_duration_ms(struct str text, int64_t *ret_ms);   /* "500ms" "90s" "15m" "2h"; a bare number is seconds; at most 30 days */
bool quantity_size_bytes(struct str text, size_t *ret_bytes);  /* "500K" "20M" "1G"; a bare number is bytes; above 0 */
bool quantity_year_be(struct str text, int *ret_year_be);      /* "2567" or "2024": Buddhist era */
bool quantity_decimal(struct str text, double max, double *ret_value); /* 0 to max, decimal point */

#endif
