/* bundle.h - the making of a bundle: what belongs in it, its bytes out of the store, pictures, the ZIP. For bundle*.c only.
 *
 *     bundle_gather     run, items, evidence, click paths, what was entered -> files to fetch from the store (no bytes yet)
 *     bundle_contents   each file: bytes, decoded in the worker, into the ZIP; hashes and sizes become known
 *     bundle_pictures   of pages, by the confined browser
 *     bundle_weigh      which evidence was there on the day: needs the hashes
 *     bundle_finish     WARC, index, draft, sums
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_OFFICE_BUNDLE_H
#define OIT_OFFICE_BUNDLE_H

#include "oitcheck/commands.h"
#include "report/bundle.h"
#include "report/zip.h"
#include "store/store.h"
#include "worker/pool.h"

struct bundle_source { /* where a file's bytes are */
    struct bundle_file *file;
    int64_t run;       /* row; 0: */
    int64_t copy;      /* row of a submission's URL */
    const char *url;   /* of the visit */
};

struct bundle_maker {
    const struct oit_options *options;
    enum report_language language;
    struct err *err;
    struct store *store;
    struct pool *pool;
    struct arena arena;
    struct store_run run;
    struct oit_report report;
    struct bundle bundle;
    struct bundle_source *sources; /* one a file, same order as bundle.files */
    size_t n_sources, capacity;
    struct store_run *runs; size_t n_runs; /* of the site, newest first */
    struct zip *zip;
};

/* bundle_gather.c */
enum oit_code bundle_gather(struct bundle_maker *m, const char *wanted_items);
/* The file of a URL as the run has it; NULL: the run knows no such URL, or keeps nothing of it. */
enum oit_code bundle_file_of_visit(struct bundle_maker *m, const struct store_run *run, const char *url, bool is_step, struct bundle_file **ret_file);
struct bundle_file *bundle_file_new(struct bundle_maker *m, const struct bundle_source *source);

/* bundle_entered.c */
enum oit_code bundle_entered(struct bundle_maker *m);
enum oit_code bundle_weigh(struct bundle_maker *m);

/* bundle_contents.c */
enum oit_code bundle_pool(struct pool **ret_pool, struct err *err); /* before the store is opened */
enum oit_code bundle_contents(struct bundle_maker *m);
/* The bytes of a source as received; absent when they are not kept. In arena. */
enum oit_code bundle_bytes(struct bundle_maker *m, const struct bundle_source *source, struct arena *arena, struct str *ret_bytes);
/* Decoded and its kind told in the worker; views live until the next call. False: it could not be decoded, *ret_bytes is as received. */
bool bundle_decode(struct bundle_maker *m, const struct bundle_file *file, struct str wire, struct str *ret_bytes, struct str *ret_kind);

/* bundle_pictures.c */
enum oit_code bundle_pictures(struct bundle_maker *m);

/* bundle_finish.c */
enum oit_code bundle_finish(struct bundle_maker *m);

#endif
