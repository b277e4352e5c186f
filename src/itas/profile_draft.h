/* profile_draft.h - the commented profile that `oitcheck init` writes after a first look. Pure: facts in, YAML out.
 *
 * Thai comments first, English beside. What is known is written, everything else stands there commented out: "#key" (no blank) is YAML to be switched on by
 * taking the # away, "# words" is a remark. The dates of the calendar are habit and say so.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_PROFILE_DRAFT_H
#define OIT_ITAS_PROFILE_DRAFT_H

#include "base/buf.h"
#include "base/clock.h"
#include "oitcheck/report.h"

struct draft_item {
    const char *code;
    struct oit_words title, owner; /* owner: the usual one */
};

struct draft_facts { /* all texts may be hostile; NULL and 0: not known */
    const char *site;                              /* where the start page is */
    const char *name;                              /* of the agency */
    const char *const *hosts; size_t n_hosts;      /* its own */
    const char *const *maybe; size_t n_maybe;      /* sub-domains that may be its own */
    const char *const *others; size_t n_others;    /* where documents lie that are not on its own hosts */
    const char *index_url; int index_year_be;
    int fiscal_year_be;
    struct clock_date day;
    uint32_t n_pages;                              /* that were looked at */
    const struct draft_item *items; size_t n_items;
};

void profile_draft(const struct draft_facts *facts, struct buf *out);

#endif
