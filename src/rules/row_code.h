/* row_code.h - the number printed beside a title, as it was printed.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_ROW_CODE_H
#define OIT_RULES_ROW_CODE_H

#include "base/buf.h"
#include "rules/findings.h"

struct row_code_text {
    enum row_code kind;
    struct str text; /* "O๑๖", a view */
    size_t end;      /* behind it in the text; 0 when it stands in brackets */
    int number;
};

/* At the start of the text, else in brackets in it. scratch is the caller's and changes. */
struct row_code_text row_code_read(const struct matcher *matcher, struct str text, struct buf *scratch);

#endif
