/* watched_time.h - what `watch` saw of a site in a time, ready to be shown: for `report --availability` and `history`.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_OFFICE_WATCHED_TIME_H
#define OIT_OFFICE_WATCHED_TIME_H

#include "report/availability.h"
#include "store/store.h"

/* from 0: since the first try; to 0: until now. *ret_page's texts and arrays live in arena; n_addresses 0: it was never watched then. */
enum oit_code watched_time(struct store *store, const char *site, int64_t from, int64_t to, struct arena *arena, struct availability_page *ret_page, struct err *err);

#endif
