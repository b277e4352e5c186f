/* bundle.h - what a bundle of evidence holds, as index.html and the draft of the explanation show it. Gathered by office, nothing here judges.
 *
 * Everything lives in the maker's arena; texts from sites, sheets and officers are raw.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_BUNDLE_H
#define OIT_REPORT_BUNDLE_H

#include "base/buf.h"
#include "base/messages.h"
#include "itas/objection.h"
#include "report.h"

struct bundle_file { /* bytes kept in the store, as a person can open them */
    const char *name;          /* in the bundle; NULL: not there, absent says why */
    struct oit_words absent;
    const char *url, *title;
    const char *kind;          /* doc_kind_name */
    const char *wire_sha256;   /* hex: of the bytes as received, as the report names them */
    const char *sha256;        /* hex: of the file in the bundle; the same when nothing had to be decoded */
    size_t n_bytes;
    int64_t fetched_at;
    int http_status;
    const char *content_type, *content_encoding, *last_modified /* header */, *etag, *file_name, *redirects, *referrer;
    const char *sent_by;       /* run id, or submission id */
    const char *picture;       /* name in the bundle, NULL: none */
    bool is_decoded;           /* its content coding was undone, or it had none: two such can be compared */
    bool is_rendered;          /* not what came over the wire: the page as a browser showed it after its scripts had run */
    bool is_copy;              /* kept when it was submitted */
    bool is_step;              /* of a click path only: in the WARC, no file of its own */
};

struct bundle_proof { /* one piece of evidence */
    const struct oit_evidence *evidence;
    const struct bundle_file *file;   /* as the run has it; NULL: the run keeps no bytes of it */
    const struct bundle_file *copy;   /* as it was when it was submitted; NULL: none was kept */
    struct objection_facts facts;
    enum objection_proof proof;
    const char *first_seen;           /* "2024-03-28": the first kept check that saw these bytes; NULL: none */
};

struct bundle_link { /* entered in ITAS */
    const char *url, *final_url, *typed, *explanation;
    const char *shown_by;             /* NULL: entered; else a document that the entered page showed, kept beside it */
    bool is_dead;                     /* 404 and the like, on that day */
    int http_status;                  /* on that day */
    struct oit_words trouble;         /* th NULL: it opened */
    int64_t fetched_at;
    const char *last_modified;        /* "2024-03-28" or NULL */
    const struct bundle_file *copy;   /* NULL: nothing came */
    uint32_t marks;                   /* of the report's newest look */
    bool is_watched;                  /* that look got an answer */
    const char *const *path; size_t n_path;
};

struct bundle_item {
    const struct oit_item *item;      /* as the run judged it */
    const struct oit_item *then;      /* as it was judged at the check nearest to the submission; NULL: none, or it is this one */
    int64_t then_run;                 /* its row in the store */
    const char *then_date;            /* its day */
    struct bundle_link *links; size_t n_links, n_shown; /* n_links entered ones, behind them n_shown documents they showed */
    struct bundle_proof *proofs; size_t n_proofs; /* of `then` when that has evidence, else of item */
    const struct oit_entered *shown_then; /* how the links alone were judged when they were frozen; NULL: they were not */
    int64_t look_day;                 /* of that, as bundle_day */
    enum objection_case objection;
};

struct bundle {
    const struct oit_report *report;
    const char *submission_id, *submitted_day; /* NULL: nothing was submitted */
    const char *home_url;             /* of the submission */
    int64_t submission_made;
    struct bundle_item *items; size_t n_items;
    struct bundle_file **files; size_t n_files; /* in the order they were gathered: by item */
    const char *warc_name;
    bool has_pictures;
    struct oit_words picture_note;    /* why there are none, or how they were made */
    const char *checked_on;           /* "2026-11-20": the day of the report's check */
    int64_t made;                     /* of the newest data in it, so that equal data give an equal bundle */
};

/* The one line that says whether to object. */
enum msg report_bundle_case(enum objection_case which);

enum { BUNDLE_DATE_SIZE = 11 };
/* A Last-Modified header as an ISO date in Bangkok; false when it is none. */
bool bundle_http_date(struct str header, char ret_date[static BUNDLE_DATE_SIZE]);
int64_t bundle_day(const char *iso_date); /* days since 1970-01-01; 0 for none */

void report_bundle_html(const struct bundle *bundle, enum report_language language, struct buf *out);
/* The draft to paste into an objection, every item after the other. */
void report_bundle_text(const struct bundle *bundle, enum report_language language, struct buf *out);
/* One item of it; lines end with '\n'. Raw: the caller cleans. */
void report_bundle_draft(const struct bundle *bundle, const struct bundle_item *item, enum report_language language, struct buf *out);

#endif
