/* thai_lint.h - finds a word in Latin script in text that people read in Thai (wording.md).
 *
 * Allowed: URLs, host names and file names (a dot or slash inside), O codes, hashes, OIT, ITA, ITAS, IIT, EIT, e-Service, and everything behind the name
 * of the program up to the end of the line (a command to type). The word ผ่าน is refused as well, but in รหัสผ่าน.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_THAI_LINT_H
#define OIT_TESTS_THAI_LINT_H

#include "base/str.h"

bool thai_lint(struct str text, char *ret_word, size_t size); /* true: something is there, and ret_word holds it */

#endif
