/* told.h - what those whom the profile names were told of a site, so that nobody is told twice, and what waits to be told.
 *
 * A row is (site, topic, key); what topics and states mean stands in office/tell_state.h.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_STORE_TOLD_H
#define OIT_STORE_TOLD_H

#include "store/store.h"

struct store_told {
    const char *topic, *key;
    const char *state; /* NULL when put: the row is taken away */
    int64_t told_at;   /* UTC seconds */
    int64_t count;
};

/* All rows of a site, by topic and key; texts in arena. */
enum oit_code store_told_get(struct store *store, const char *site, struct arena *arena, struct store_told **ret_rows, size_t *ret_n, struct err *err);
/* One transaction: all or none. */
enum oit_code store_told_put(struct store *store, const char *site, const struct store_told *rows, size_t n, struct err *err);

#endif
