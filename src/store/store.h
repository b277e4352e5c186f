/* store.h - the durable memory: runs, visits, contents, results. SQLite (WAL, synchronous=NORMAL), file 0600, one transaction a visit
 * or a small batch of them.
 *
 * A visit refers to content by SHA-256 of its wire bytes; equal bytes are kept once. Findings are kept with the content and the hash of
 * the rules that made them; `assess` makes them again with other rules. Schema versions migrate forward; a newer schema is refused
 * with a clear sentence; a damaged file is detected (damage.c) and named, never overwritten.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_STORE_STORE_H
#define OIT_STORE_STORE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "oitcheck/codes.h"

struct store;

struct store_run {
    int64_t row;            /* set by store_run_begin */
    const char *id;         /* "20261120T020000Z-www.example.go.th" */
    const char *site;       /* canonical start URL */
    const char *final_url, *site_name;
    int fiscal_year_be;
    const char *scheme;     /* id */
    const char *rules_sha256;
    int64_t started, finished; /* finished 0: still running or killed */
    bool complete;
    const char *stop_reason;
    const char *counters;   /* JSON object of the run's counters, for assess */
    const char *report_json; /* NULL until assessed */
};

/* Stored as numbers: only add at the end. */
enum store_how { HOW_START, HOW_LINK, HOW_REDIRECT, HOW_SITEMAP, HOW_PROBE };

/* http_status of a URL that only redirects: final_url is another visit of the run / a host that is not followed to. */
enum { STORE_ALIAS = 301, STORE_ALIAS_STOPPED = 302 };

struct store_visit {
    struct str url;          /* canonical, as asked; unique in a run */
    struct str final_url;    /* after redirects */
    struct str referrer;     /* page it was first found on; absent for the start */
    struct str label;        /* label of that link */
    enum store_how how;
    uint32_t depth;
    bool is_external;        /* outside the agency's own scope */
    int http_status;         /* 0: no answer */
    enum oit_fault fault;
    int64_t fetched_at;
    struct str content_type, content_encoding, etag, last_modified, file_name, redirects /* URLs joined by '\n' */;
    bool has_content;
    struct sha256 sha256;
    struct str bytes;        /* wire bytes; absent: not kept */
    struct str document;     /* packed document or absent */
    struct str findings;     /* packed findings or absent */
    struct str rules_sha256; /* read only: of findings made again by other rules than the run's; absent: the run's */
};

enum oit_code store_open(const char *path, struct store **ret_store, struct err *err); /* creates folders; NULL path: the default place */
/* The same for who makes a new run: a damaged store, which nobody else has open, is renamed (never deleted) to PATH.damaged-YYYYMMDD-HHMMSS, Bangkok time, with
 * its log, and a new one is begun. *ret_aside: the new name, to be freed, or NULL. */
enum oit_code store_open_anew(const char *path, struct store **ret_store, char **ret_aside, struct err *err);
bool store_is_damaged(const struct store *store); /* damage was met since it was opened */
void store_close(struct store *store);

/* One writer a site: OIT_ERR_LOCKED says who and since when. Released by store_unlock_site, store_close or death. */
enum oit_code store_lock_site(struct store *store, const char *site, struct err *err);
void store_unlock_site(struct store *store);

enum oit_code store_run_begin(struct store *store, struct store_run *run, struct err *err);
enum oit_code store_run_finish(struct store *store, const struct store_run *run, struct err *err); /* finished, counters, report_json ... */
/* What the start page taught, as soon as it is known: a killed run knows where the site is and what it is called. Absent: left as it is. */
enum oit_code store_run_start(struct store *store, int64_t run, struct str final_url, struct str site_name, struct err *err);
/* Each put is a transaction of its own: a killed program loses at most the transfers in flight. Who has several visits in hand in one turn of
 * its loop may put them between begin and end: one transaction (0.05 instead of
 * 0.07 CPU-seconds per 1,000 pages); waiting inside is for milliseconds only, the writers of
 * other sites stand behind it. A put that fails ends the batch. */
enum oit_code store_batch_begin(struct store *store, struct err *err);
enum oit_code store_batch_end(struct store *store, struct err *err);
enum oit_code store_visit_put(struct store *store, int64_t run, const struct store_visit *visit, struct err *err); /* insert or replace by url */
enum oit_code store_visit_drop(struct store *store, int64_t run, struct str url, struct err *err); /* no visit of that URL: fine */
/* Keeps findings made again by other rules. */
enum oit_code store_findings_put(struct store *store, int64_t run, struct str url, struct str findings, const char *rules_sha256, struct err *err);

/* Findings and document of a visit made again by OCR, with the run's own rules. */
enum oit_code store_document_put(struct store *store, int64_t run, struct str url, struct str findings, struct str document, struct err *err);
/* A document as OCR of its bytes made it, by any run: of this version of the reader, which was allowed n_pages pages or more. */
enum oit_code store_reading_get(struct store *store, const struct sha256 *sha256, int version, uint32_t n_pages, struct arena *arena, bool *ret_found,
                                struct str *ret_document, struct err *err);
enum oit_code store_reading_put(struct store *store, const struct sha256 *sha256, int version, uint32_t n_pages, struct str document, struct err *err);

/* All visits of a run in order of url (byte order). The visit's views live until the callback returns. Stops when it returns false. */
typedef bool (*store_visit_fn)(void *context, const struct store_visit *visit);
enum { STORE_WITH_BYTES = 1, STORE_WITH_DOCUMENT = 2, STORE_WITH_FINDINGS = 4 };
enum oit_code store_visits(struct store *store, int64_t run, unsigned with, store_visit_fn fn, void *context, struct err *err);
enum oit_code store_visit_get(struct store *store, int64_t run, struct str url, unsigned with, struct arena *arena, bool *ret_found,
                              struct store_visit *ret_visit, struct err *err);

/* known.c: earlier runs of the site, newest first, but not this one; texts in arena. Room for max. */
struct store_known_run {
    int64_t row;
    const char *rules_sha256, *site_name;
};
enum oit_code store_known_runs(struct store *store, const char *site, int64_t but_run, size_t max, struct arena *arena, struct store_known_run *runs,
                               size_t *ret_n, struct err *err);
/* What a run knows of a URL, read without its findings; texts in arena. */
struct store_known_visit {
    struct str etag, last_modified;
    bool was_asked; /* the run did not end before */
    bool is_whole;  /* read as it is, under its own URL and without a fault, and its content is still kept */
};
bool store_known_get(struct store *store, int64_t run, struct str url, struct arena *arena, struct store_known_visit *ret_known);

/* Runs, newest first; site NULL: all sites. which: "latest" or NULL (the newest with a report, else the newest finished run, else the
 * newest), "previous" (the newest finished one
 * before that), or a run id (of equal ids the newest). Texts in arena. */
enum oit_code store_runs(struct store *store, const char *site, size_t max, struct arena *arena, struct store_run **ret_runs, size_t *ret_n,
                         struct err *err);
/* All sites of the runs, the one that was checked last first; name: of its newest run, or NULL. Texts in arena. */
struct store_site {
    const char *url, *name;
};
enum oit_code store_sites(struct store *store, struct arena *arena, struct store_site **ret_sites, size_t *ret_n, struct err *err);
enum oit_code store_run_find(struct store *store, const char *site, const char *which, struct arena *arena, bool *ret_found,
                             struct store_run *ret_run, struct err *err);
/* The same among the runs of one fiscal year; 0: of all. */
enum oit_code store_run_find_of_year(struct store *store, const char *site, int fiscal_year_be, const char *which, struct arena *arena, bool *ret_found,
                                     struct store_run *ret_run, struct err *err);
/* Keeps the newest n_keep runs of a site with their visits (the findings of the newest three only: others are made again when asked for), older ones as
 * results only; frees contents nobody refers to, and the room they took when it is more than half of the store. */
enum oit_code store_prune(struct store *store, const char *site, size_t n_keep, struct err *err);
/* From now on the store is read once from end to end, or asked for single visits: its cache needs little memory. */
void store_read_calmly(struct store *store);
const char *store_path(const struct store *store);

#endif
