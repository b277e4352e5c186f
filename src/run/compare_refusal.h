/* compare_refusal.h - why two reports are not compared, as a sentence.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_COMPARE_REFUSAL_H
#define OIT_RUN_COMPARE_REFUSAL_H

#include "base/err.h"
#include "itas/compare.h"

enum oit_code compare_refuse(const struct comparison *comparison, struct err *err); /* OIT_OK: they are */

#endif
