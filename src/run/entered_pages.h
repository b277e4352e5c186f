/* entered_pages.h - the pages behind entered links: each asked for once with the program's own fetch (guard, limits, redirects), or taken from the visits of a
 * run, and read by the workers.
 *
 * What an officer typed is asked for as it stands: robots.txt speaks to crawlers, not to who opens a page. What such a page links is asked for as a crawl
 * would, so robots.txt is obeyed there, as is the shared storage's own download form. Files are asked for without compression: their hash is the file's own.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_ENTERED_PAGES_H
#define OIT_RUN_ENTERED_PAGES_H

#include "base/hash.h"
#include "oitcheck/commands.h"
#include "rules/findings.h"
#include "store/store.h"
#include "worker/pool.h"

struct entered_page {
    struct str url, final_url; /* canonical; final_url: after redirects, never absent */
    struct str content_type, content_encoding, last_modified, file_name;
    int http_status;           /* 0: no answer */
    enum oit_fault fault;      /* of the answer, or what the page says of itself; FAULT_NONE: it was read */
    int64_t fetched_at;
    bool has_content, is_external, is_of_run;
    struct sha256 sha256;      /* of bytes, when has_content */
    struct str bytes;          /* wire bytes; absent: not kept */
    const char *fingerprint;   /* entered_text.h; NULL: nothing was read */
    const struct findings *findings; /* NULL: nothing was read */
    const struct document *document; /* of web pages; NULL else */
    size_t n_redirects;
};

struct entered_pages;

struct entered_pages_input {
    const struct oit_options *options;
    const struct scheme *scheme;
    struct pool *pool;          /* knows the agency's names */
    struct store *store;
    const struct store_run *run; /* whose visits may be used; NULL: none */
    struct str home;            /* canonical start page */
    struct str home_final;      /* where it leads, or absent */
    bool uses_visits;           /* before asking the network; else only for what a browser or OCR made of the very same bytes */
};

/* NULL and err: a wrong option. */
struct entered_pages *entered_pages_new(const struct entered_pages_input *input, struct err *err);
void entered_pages_free(struct entered_pages *pages);

/* Makes them known, the new ones all together. is_entered: typed by an officer. */
void entered_pages_read(struct entered_pages *pages, const struct str *urls, size_t n, bool is_entered);
/* A page that was read; NULL: never asked for, or LIMIT_ENTERED_PAGES was reached. */
const struct entered_page *entered_pages_get(const struct entered_pages *pages, struct str url);
/* Made-up addresses are asked of the hosts that answered with pages, and pages that look the same become FAULT_SOFT_404. Once, after the entered URLs were read. */
void entered_pages_find_soft_404(struct entered_pages *pages);
/* Pictures of a document that nobody has read, by OCR or from an earlier reading of the same bytes. True: it has another text than before. --ocr off: never. */
bool entered_pages_read_scan(struct entered_pages *pages, struct str url);
/* The caller knows that what came is not the page it was. */
void entered_pages_call_gone(struct entered_pages *pages, struct str url);

#endif
