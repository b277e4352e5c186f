/* transfer.h - one request on the wire: a curl handle, its callbacks, what came. Inside the room only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_FETCH_TRANSFER_H
#define OIT_FETCH_TRANSFER_H

#include <curl/curl.h>

#include "chain.h"
#include "fetch.h"
#include "headers.h"
#include "host.h"
#include "url/url.h"

/* What all transfers of a fetch share; made once. */
struct settings {
    struct url_parts start; /* of start_url */
    struct buf start_url;
    int timeout_ms;
    size_t max_body_bytes;
    char *user_agent, *cacert, *proxy;
    struct curl_slist *headers;       /* of every request */
    struct curl_slist *start_headers; /* for the start origin */
    struct curl_slist *resolve;
    struct chain *chain;
    bool tls_insecure, allow_private;
    bool start_is_public; /* the start host has answered from a public address: a private one behind its name is another machine */
};

struct transfer {
    CURL *easy;
    const struct settings *settings;
    struct job *job;
    struct url_parts url; /* of the job's URL */
    struct headers headers;
    struct buf body;
    struct chain_need need;         /* certificate that the server did not send */
    struct curl_slist *own_headers; /* made for conditional requests only */
    char detail[CURL_ERROR_SIZE];
    char ip[64];
    int64_t start_ms;
    int http_status;
    bool is_refused;    /* the guard said no */
    bool is_bad_port;   /* ... to the port */
    bool is_too_large, has_flood, is_late;
    bool is_dirty;      /* cookies are in the handle */
    bool is_unverified; /* the handle is set to verify nothing (unverified.h) */
};

struct transfer *transfer_new(const struct settings *settings); /* NULL: curl does not start */
void transfer_free(struct transfer *t);
bool transfer_begin(struct transfer *t, struct job *j, int64_t now_ms); /* false: curl does not take the URL */
/* Reads status and address from the handle and says what it was; http_status is set. */
enum oit_fault transfer_end(struct transfer *t, CURLcode result);
/* Past its timeout and too slow to be waited for. *ret_left_ms: until this has to be asked again. */
bool transfer_is_late(const struct transfer *t, int64_t now_ms, int64_t *ret_left_ms);
/* From the end of the request to the first byte of the answer; negative when that tells nothing of the server's load: files, no answer. */
int64_t transfer_first_byte_ms(const struct transfer *t);
struct curl_slist *transfer_cookies(struct transfer *t); /* all in the handle; caller frees */

#endif
