/* judgement.h - a stored run judged: visits from the store to a finished report.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_JUDGEMENT_H
#define OIT_RUN_JUDGEMENT_H

#include "assess/site.h"
#include "assess/wishes.h"
#include "run/setup.h"
#include "run/site_choice.h"
#include "store/store.h"
#include "worker/pool.h"

/* Were findings of the run made by other rules, or by a version of this program that packed them otherwise? */
bool judgement_is_stale(struct store *store, const struct store_run *run, const struct scheme *scheme);

/* Makes the findings of all visits of a run again with the scheme of the pool, where they were made by other rules; no network. */
enum oit_code judgement_rematch(struct store *store, const struct store_run *run, struct pool *pool, const struct scheme *scheme, struct err *err);

/* The same, kept aside: the store stays as it is. Free with fresh_findings_free; ret is set on success only. */
struct fresh_findings;
enum oit_code judgement_rematch_aside(struct store *store, const struct store_run *run, struct pool *pool, const struct scheme *scheme,
                                      struct fresh_findings **ret_fresh, struct err *err);
void fresh_findings_free(struct fresh_findings *fresh);
/* Marks the elements that stand on any page (scheme->n_elements of them). */
void fresh_findings_elements(const struct fresh_findings *fresh, const struct scheme *scheme, bool *elements);

/* The stored run that --site (or a start URL) and --run choose: of the year asked for, if there is one of that year. */
enum oit_code judgement_find_run(struct store *store, const struct oit_options *options, struct arena *arena, struct store_run *ret_run, struct err *err);
/* The same for people: when several sites may be meant it says so, or asks. */
enum oit_code judgement_choose_run(struct store *store, const struct oit_options *options, enum site_manner manner, struct arena *arena, struct store_run *ret_run, struct err *err);
/* For who writes words down for that year: OIT_ERR_USAGE when the run is of another. */
enum oit_code judgement_is_of_year(const struct store_run *run, int fiscal_year_be, struct err *err);

struct judgement_scans {
    struct wishes *wishes; /* NULL, or filled: what OCR should read; in the result's arena */
    bool wants_all;        /* every scan */
    bool ran_out;          /* scans that nobody read are unread because time ran out */
    const struct fresh_findings *fresh; /* in place of the stored findings where it has some; NULL: none */
};

/* Judges the run and fills result->report (all of it; times and counters from run). */
enum oit_code judgement_make(struct store *store, const struct store_run *run, const struct setup *setup, const struct judgement_scans *scans,
                             struct oit_result *result, struct err *err);

/* Only the site of a run, sealed: who links to whom. site_init'ed by the caller, who gives it to site_done after an error too. */
enum oit_code judgement_fill_site(struct store *store, const struct store_run *run, struct site *site, struct err *err);
/* "Wed, 21 Oct 2015 07:28:00 GMT" (RFC 9110 5.6.7) -> 20151021; 0 for other forms. */
uint32_t judgement_http_day(struct str value);

/* The run's counters as the JSON text the store keeps, and back. */
struct run_counters {
    uint32_t fetched, html, documents, ocr_pages, failed, skipped;
    uint32_t unchanged; /* answered by 304 */
    const struct oit_trap *traps;
    size_t n_traps;
    const struct oit_notice *notices;
    size_t n_notices;
};
void judgement_pack_counters(const struct run_counters *counters, struct buf *out);
void judgement_unpack_counters(struct str text, struct arena *arena, struct run_counters *ret_counters);

#endif
