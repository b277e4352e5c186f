/* explain.h - what an item asks for, and why it was judged so: shared by the explain_*.c files, nobody else.
 *
 * Everything is written as lines that begin with their indent; explain.c cleans and wraps them at the end (titles and quotes come from websites and
 * go to a terminal).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_EXPLAIN_H
#define OIT_RUN_EXPLAIN_H

#include "report/view.h"
#include "run/period.h"
#include "run/setup.h"

struct explanation {
    const struct scheme *scheme;
    const struct scheme_item *rule;
    int fiscal_year_be;
    enum msg_language language;
    struct buf *out;
    /* of the stored run; NULL without one */
    const struct oit_report *report;
    const struct oit_item *item;
    const char *url; /* only what concerns this page; NULL: all */
};

void explain_rule(const struct explanation *e);
void explain_verdict(const struct explanation *e);
void explain_to_do(const struct explanation *e); /* the last block: what to publish to get the item */
void explain_json(const struct explanation *e);  /* all of it for programs */

/* A line with its indent. Arguments as in msg_add. */
void explain_line(const struct explanation *e, size_t indent, enum msg id, const char *const *args);
void explain_text(const struct explanation *e, size_t indent, const char *text);
const char *explain_words(const struct explanation *e, struct oit_words words); /* "" for none */
bool explain_is_about(const struct oit_item *item, const char *url);

#endif
