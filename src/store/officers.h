/* officers.h - what the agency's officers said of items: kept for ever, the newest word of a field counts.
 *
 * Every door (workbook, profile, decide) writes here. An empty value takes an earlier one back.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_STORE_OFFICERS_H
#define OIT_STORE_OFFICERS_H

#include "oitcheck/report.h"
#include "store/store.h"

struct store_officer_word {
    const char *item;
    enum oit_officer_field field;
    const char *value;    /* "" takes it back */
    const char *source;   /* "import งาน.xlsx", "decide" ... */
    const char *evidence; /* fingerprint (report.h; in reports before it the SHA-256) of the best evidence that was decided on, "" when there was none; NULL: no decision, or one that rests on no evidence */
    int64_t said_at;      /* read only; store_officer_put takes the clock's */
};

/* One transaction: all or none. A word that equals the newest one (and its evidence) is not written again; *ret_n_new (may be NULL): how many were. */
enum oit_code store_officer_put(struct store *store, const char *site, int fiscal_year_be, const struct store_officer_word *words, size_t n,
                                size_t *ret_n_new, struct err *err);
/* The newest word of each item and field, items in byte order; those taken back are left out. Texts in arena. */
enum oit_code store_officer_get(struct store *store, const char *site, int fiscal_year_be, struct arena *arena,
                                struct store_officer_word **ret_words, size_t *ret_n, struct err *err);

#endif
