/* receipt.h - the receipt of a submission: what was entered in ITAS, as it stood when it was frozen. One A4 for the file, and the same as text.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_RECEIPT_H
#define OIT_REPORT_RECEIPT_H

#include "report.h"

struct receipt_url {
    const char *url, *typed;    /* typed: as in the sheet */
    const char *fault;          /* json name; NULL: none */
    const char *sha256;         /* hex; NULL: nothing came */
    const char *last_modified;  /* as sent; NULL */
    int64_t fetched_at;
    uint64_t size_bytes;
    int http_status;
    uint32_t marks, n_shown;    /* n_shown: documents behind it that were kept too */
    const char *const *path; size_t n_path;
};

struct receipt_item {
    const struct oit_item *item; /* with item->entered */
    const char *explanation;     /* NULL: none */
    const struct receipt_url *urls; size_t n_urls;
};

struct receipt {
    const struct oit_report *report; /* with all that is laid over it */
    const char *id, *day;            /* "2024-04-30" */
    int64_t made_at;
    const char *sheet_name, *sheet_sha256; /* NULL: the words in the store */
    const struct receipt_item *items; size_t n_items; /* for which something was entered */
    uint32_t n_urls;
    bool is_look;                    /* verify: not the receipt itself but how it stands now */
};

void receipt_text(const struct receipt *receipt, enum report_language language, struct buf *out);
void receipt_html(const struct receipt *receipt, enum report_language language, struct buf *out);
/* An item with entered links of which something is to be said: a mark, or anything but published. */
bool receipt_is_doubtful(const struct oit_item *item);
/* Marks of the item that its label does not say already: "found of another year" needs no "the link shows another year" behind it. */
uint32_t receipt_marks_beside(const struct oit_item *item);
/* Something that has come since the links were entered, or keeps an assessor out: it is told before what was so from the beginning. */
bool receipt_is_urgent(const struct oit_item *item);
/* Codes of items that stand on the site and for which nothing was entered, a space between; nothing when there are none. */
void receipt_not_entered(const struct oit_report *report, struct buf *out);

#endif
