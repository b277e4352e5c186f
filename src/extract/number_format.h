/* number_format.h - what a reader sees of a number in a spreadsheet: dates, percents, thousands, Thai digits.
 *
 * A format code as in ECMA-376 18.8.30/31: up to four sections, conditions, literals, dates. Of locales only Thai matters:
 *
 *     [$-107041E]d mmmm yyyy     31 มีนาคม 2567      07: Buddhist calendar; without one the reader's own, which is the Buddhist
 *     [$-D07041E]d mmmm yyyy     ๓๑ มีนาคม ๒๕๖๗      0D: Thai digits; "t0" too
 *     d/m/bbbb                   31/3/2567
 *
 * Whatever a code holds, and whatever the value is (1e308, NaN, a date before 1900), some short text comes out.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_NUMBER_FORMAT_H
#define OIT_EXTRACT_NUMBER_FORMAT_H

#include "base/buf.h"
#include "base/clock.h"

/* The code behind a built-in number; "General" for one that is none. */
struct str number_format_builtin(long id);
/* Appends at most some 400 bytes. is_1904: days are counted from 1 January 1904. */
void number_format_show(struct str code, double value, bool is_1904, struct buf *out);
/* Is this a day? "2024-03-31" is appended when the code shows one; false, and nothing, for other codes and for hours alone. */
bool number_format_day(struct str code, double value, bool is_1904, struct buf *out);
/* The day a bare number stands for in a spreadsheet: 45382 is 2024-03-31. False outside of 1954 to 2700: a number, not a day. */
bool number_format_serial(double value, struct clock_date *ret_day);
/* Decimal number, '.' and exponents allowed, whatever the locale; false when text is none. */
bool number_from(struct str text, double *ret_value);

#endif
