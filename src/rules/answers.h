/* answers.h - pages that come in place of the page asked for: challenges, walls of a firewall, pages of the hosting, errors of the software.
 *
 * What they look like is rule data (answers: in rules/common, docs/RULE-FORMAT.md). A rule speaks only of a page that is little else: every condition it
 * has must fit, and the whole text must be short. A page of content that quotes such words is content.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_ANSWERS_H
#define OIT_RULES_ANSWERS_H

#include "base/str.h"
#include "oitcheck/codes.h"

struct answer_texts {
    const struct str *items; /* tight phrases; addresses as written */
    size_t n;
};

struct answer_rule {
    const char *id;
    enum oit_fault fault;
    struct answer_texts title, text, also; /* one of each that is given must stand there: in <title>, in the text, in the text too */
    struct answer_texts mark;              /* ... in the address of a script, form or link */
    const int *status;
    size_t n_status; /* 0: any */
    size_t most;     /* letters of the whole page, at most */
};

struct answers {
    const struct answer_rule *rules;
    size_t n_rules;
    size_t most; /* of all rules */
};

struct answer_page {
    int status;
    struct str title, text; /* tight */
    const struct str *addresses;
    size_t n_addresses;
};

/* The first rule that fits; NULL: the page is what it is. */
const struct answer_rule *answers_find(const struct answers *answers, const struct answer_page *page);

#endif
