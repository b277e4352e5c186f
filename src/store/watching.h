/* watching.h - what `watch` saw: tries, and the troubles they made.
 *
 * Tries in a row with the same result are one row, from the first to the last of them: half a year of a hundred links stays small, and nothing that the
 * availability needs is lost. site: canonical start URL. Times are UTC seconds.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_STORE_WATCHING_H
#define OIT_STORE_WATCHING_H

#include "itas/availability.h"
#include "store/store.h"

struct store_try {
    const char *url;
    struct watch_try result;
    int hold_s;             /* the row is begun anew when the last try lies farther back */
    int ms;                 /* until the answer was there */
    const char *etag, *last_modified, *sha256; /* of the answer; NULL: none, or those before still hold (304) */
};
enum oit_code store_try_put(struct store *store, const char *site, const struct store_try *try, struct err *err);

/* The newest row of an address. *ret_found false: never tried. Texts in arena. */
struct store_seen {
    struct watch_span span;
    const char *etag, *last_modified, *sha256;
};
enum oit_code store_seen_get(struct store *store, const char *site, const char *url, struct arena *arena, bool *ret_found, struct store_seen *ret_seen,
                             struct err *err);

/* Rows that touch [from, to], by address, then time; *ret_n of them. */
enum oit_code store_spans(struct store *store, const char *site, int64_t from, int64_t to, struct arena *arena, struct watch_span **ret_spans, size_t *ret_n,
                          struct err *err);

/* The only site that was ever watched; NULL: none, or several. Text in arena. */
enum oit_code store_watched_site(struct store *store, struct arena *arena, const char **ret_site, struct err *err);

struct store_outage {
    int64_t row;
    const char *url;
    struct outage outage;
    int64_t began_told, ended_told; /* when somebody was told; 0: nobody yet */
};
enum oit_code store_outage_begin(struct store *store, const char *site, const char *url, const struct outage *outage, struct err *err);
/* Ends the one of this address that lasts. */
enum oit_code store_outage_end(struct store *store, const char *site, const char *url, int64_t ended_at, struct err *err);
enum oit_code store_outage_told(struct store *store, int64_t row, bool is_end, int64_t told_at, struct err *err);
/* Those that touch [from, to], by time; 0 to INT64_MAX: all. */
enum oit_code store_outages(struct store *store, const char *site, int64_t from, int64_t to, struct arena *arena, struct store_outage **ret_outages, size_t *ret_n,
                            struct err *err);
/* Those that last, and those of which something is still to be told. */
enum oit_code store_outages_pending(struct store *store, const char *site, struct arena *arena, struct store_outage **ret_outages, size_t *ret_n, struct err *err);

/* What else somebody was told of (table told): a certificate's last days ... state "" and false: nothing yet. Text in arena. */
enum oit_code store_watch_told_get(struct store *store, const char *site, const char *topic, const char *key, struct arena *arena, const char **ret_state,
                                   int64_t *ret_told_at, struct err *err);
enum oit_code store_watch_told_put(struct store *store, const char *site, const char *topic, const char *key, const char *state, struct err *err);

#endif
