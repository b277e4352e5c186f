/* notices.h - what a run has to tell about the site as a whole: robots.txt that hides pages, a certificate chain with a hole, pages only the sitemap
 * knows, families that were cut.
 *
 * Added while crawling, kept with the run as text, shown by every report. The list does not depend on the order in which they were added. What is said
 * of several URLs with the same words is one notice: at most NOTICE_URLS of them are listed, all are counted.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_NOTICES_H
#define OIT_RUN_NOTICES_H

#include "base/arena.h"
#include "base/messages.h"
#include "oitcheck/report.h"

enum {
    NOTICE_URLS = 20,
    NOTICE_MAX = 100, /* different ones of a run; more are dropped: nobody reads them */
};

struct notice {
    const char *code;           /* "robots-hides", kebab case: an enumeration of the report, never renamed */
    bool is_warning;            /* stands at the head of the report: the verdicts cannot be read without it */
    enum msg says;              /* one sentence */
    enum msg advice;            /* what the owner can do; N_MESSAGES: nothing */
    const char *const *args;    /* MSG_ARGS of both; NULL: none */
    const char *const *args_en; /* where English needs others; NULL: the same */
    struct str url;             /* concerned; absent: none */
    uint64_t items;             /* that it may concern, by bit (position in the scheme) */
};

struct notices;

struct notices *notices_new(void);
void notices_free(struct notices *notices); /* takes NULL */
void notices_add(struct notices *notices, const struct notice *notice); /* copies */

struct scheme;
/* Warnings first, then by code and sentence; URLs by byte order. In the arena. */
struct oit_notice *notices_list(const struct notices *notices, const struct scheme *scheme, struct arena *arena, size_t *ret_n);

/* As lines of text (each begins with '!') for the store, and back. */
void notices_pack(const struct oit_notice *notices, size_t n, struct buf *out);
bool notices_unpack_line(struct str line, struct arena *arena, struct oit_notice *ret_notice);

#endif
