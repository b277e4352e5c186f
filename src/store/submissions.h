/* submissions.h - what was entered in ITAS, as it stood on the day: a submission, its URLs with what stood behind them, and later looks at them.
 *
 * A submission is never changed and never pruned with the runs; entering again makes a new one, and the newest of a fiscal year counts. Copies are the
 * wire bytes (asked for without compression, so that the hash is the file's own wherever the server agrees).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_STORE_SUBMISSIONS_H
#define OIT_STORE_SUBMISSIONS_H

#include "store/store.h"

struct store_submission {
    int64_t row;              /* set by store_submission_put */
    const char *id;           /* "S20240422T020000Z-www.example.go.th" */
    const char *site;         /* canonical start URL, as in run */
    int fiscal_year_be;
    const char *day;          /* "2024-04-22": when it was entered in ITAS, by --date or the clock (Bangkok) */
    int64_t made_at;          /* when it was frozen, UTC seconds */
    const char *sheet_name, *sheet_sha256; /* of the officers' file */
    const char *home_url;     /* the start page: where click paths begin */
    const char *agency;       /* name of the site, or NULL */
    uint32_t n_items, n_urls; /* read only: entered ones */
};

struct store_submission_url {
    int64_t row;             /* read only */
    const char *item;        /* "O16" */
    uint32_t position;       /* 1, 2 ... within the item */
    const char *url;         /* canonical: the crawl's spelling */
    const char *typed;       /* as it stands in the sheet */
    const char *shown_by;    /* NULL: entered; else a document kept beside, and the entered page (canonical URL) that links it */
    const char *final_url;   /* after redirects, or NULL */
    const char *explanation; /* of the item, as written, or NULL */
    int http_status;         /* 0: no answer */
    enum oit_fault fault;
    int64_t fetched_at;      /* UTC seconds */
    const char *sha256;      /* hex, of the wire bytes; NULL: none came */
    const char *fingerprint; /* of what a reader sees of a page: run/entered_text.h; NULL: a document, or nothing was read */
    const char *content_type, *content_encoding, *last_modified, *file_name; /* as sent, or NULL */
    const char *const *click_path; /* URLs from the start page to it, both included, as the newest run knew it; NULL: none known */
    size_t n_click_path;
    uint64_t size_bytes;     /* of the copy; read only */
    struct str bytes;        /* the copy; written by put, read by store_submission_copy only */
};

/* One transaction: all or none. submission->row is set. */
enum oit_code store_submission_put(struct store *store, struct store_submission *submission, const struct store_submission_url *urls, size_t n_urls, struct err *err);
/* The newest of that fiscal year (0: of any). site NULL: any site. Texts in arena. */
enum oit_code store_submission_latest(struct store *store, const char *site, int fiscal_year_be, struct arena *arena, bool *ret_found,
                                      struct store_submission *ret_submission, struct err *err);
/* All of a site, newest first; fiscal_year_be 0: of all years. */
enum oit_code store_submissions(struct store *store, const char *site, int fiscal_year_be, struct arena *arena, struct store_submission **ret_submissions, size_t *ret_n,
                                struct err *err);
/* By item as written into the sheet's order, then position; without copies. with_shown: also the documents kept beside the entered pages. */
enum oit_code store_submission_urls(struct store *store, int64_t submission, bool with_shown, struct arena *arena, struct store_submission_url **ret_urls, size_t *ret_n,
                                    struct err *err);
/* The saved copy of one of them; absent when nothing came. In arena. */
enum oit_code store_submission_copy(struct store *store, int64_t url_row, struct arena *arena, struct str *ret_bytes, struct err *err);

/* What a later look (scan, verify, submit itself) saw: packed by run/entered_pack.h. The newest LIMIT_LOOKS of a submission are kept. */
struct store_look {
    int64_t made_at;
    const char *made_by; /* "submit" | "verify" | "scan" */
    const char *run;    /* id of the run whose visits it used, or NULL */
    struct str packed;
};
enum oit_code store_look_put(struct store *store, int64_t submission, const struct store_look *look, struct err *err);
/* The newest one made before that moment; when none is so old, the oldest. before 0: the newest of all. */
enum oit_code store_look_get(struct store *store, int64_t submission, int64_t before, struct arena *arena, bool *ret_found, struct store_look *ret_look, struct err *err);

/* When the next judged run of the site after this one began; 0: it is the newest. A look of before then belongs to this run. */
enum oit_code store_run_next(struct store *store, const struct store_run *run, int64_t *ret_started, struct err *err);

#endif
