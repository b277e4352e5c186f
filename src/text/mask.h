/* mask.h - hides personal numbers in quoted text: 13-digit citizen ids with a valid check digit (with or without dashes and spaces,
 * Thai or Arabic digits; all but the last 2 digits become "x"), and bank account numbers (10-12 digits, or 3-1-5-1 and the like, within
 * 60 characters behind "บัญชี", "ธนาคาร", "account"). Tax ids of companies (13 digits starting with 0) stay: procurement tables must show them.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_MASK_H
#define OIT_TEXT_MASK_H

#include "base/buf.h"

void mask_personal(struct str text, struct buf *out);

#endif
