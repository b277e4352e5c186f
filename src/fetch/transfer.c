/* transfer.c - one request on the wire: a curl handle, its callbacks, what came.
 *
 * A handle is set up once and used again; per request only the URL and what really differs is set. Bytes are counted where they
 * come in, for curl's own size limits do not see bodies of unknown length nor trailers.
 * SPDX-License-Identifier: MIT
 */
#include "transfer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "guard.h"
#include "kinds.h"

enum { CONNECT_TIMEOUT_MS = 15000, RECEIVE_BYTES = 65536, BODY_FIRST_BYTES = 65536, DNS_CACHE_S = 600 };

#define CIPHERS "DEFAULT:!kDHE"

/* --- callbacks --------------------------------------------------------------------------------------------------------------------- */

static size_t on_body(char *bytes, size_t size, size_t count, void *user)
{
    struct transfer *t = user;
    size_t n = size * count;
    size_t room = t->body.max - t->body.n;
    (void)buf_add(&t->body, bytes, n < room ? n : room);
    if (n > room) {
        t->is_too_large = true;
        return 0;
    }
    return n;
}

static size_t on_header(char *bytes, size_t size, size_t count, void *user)
{
    struct transfer *t = user;
    size_t n = size * count;
    if (!headers_add_line(&t->headers, (struct str){bytes, n})) {
        t->has_flood = true;
        return 0;
    }
    return n;
}

/* Was this address given by the user for this host and port? Entries are "HOST:PORT:ADDRESS,ADDRESS", perhaps with a '+' before. */
static bool is_given(const struct settings *s, struct str host, uint16_t port, const char *ip)
{
    for (const struct curl_slist *l = s->resolve; l; l = l->next) {
        uint64_t number;
        struct str rest = str_from(l->data);
        if (str_starts_c(rest, "+"))
            rest = str_from_pos(rest, 1);
        struct str name = str_cut(&rest, ':');
        bool is_host = str_eq_c(name, "*") || str_eq_nocase(name, host);
        if (!str_to_u64(str_cut(&rest, ':'), 65535, &number) || number != port || !is_host)
            continue;
        while (rest.p) {
            struct str address = str_cut(&rest, ',');
            if (str_starts_c(address, "[") && str_ends_c(address, "]"))
                address = str_sub(address, 1, address.n - 2);
            if (str_eq_c(address, ip))
                return true;
        }
    }
    return false;
}

static bool is_start_site(const struct transfer *t)
{
    const struct settings *s = t->settings;
    return str_eq(t->url.host, s->start.host) && t->url.port == s->start.port;
}

static bool may_connect(const struct transfer *t, const struct curl_sockaddr *address)
{
    const struct settings *s = t->settings;
    char ip[INET6_ADDRSTRLEN] = "";
    if (s->allow_private || s->proxy || guard_is_public(&address->addr))
        return true;
    if (is_start_site(t) && !s->start_is_public)
        return true;
    if (address->family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, &address->addr, sizeof v4);
        (void)inet_ntop(AF_INET, &v4.sin_addr, ip, sizeof ip);
    } else if (address->family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, &address->addr, sizeof v6);
        (void)inet_ntop(AF_INET6, &v6.sin6_addr, ip, sizeof ip);
    }
    return is_given(s, t->url.host, t->url.port, ip);
}

static curl_socket_t on_open_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct transfer *t = user;
    (void)purpose;
    if (!may_connect(t, address)) {
        t->is_refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static CURLcode on_ssl_ctx(CURL *easy, void *ssl_ctx, void *user)
{
    struct transfer *t = user;
    (void)easy;
    if (t->is_unverified)
        chain_accept_anything(ssl_ctx);
    else
        chain_prepare(ssl_ctx, &t->need);
    return CURLE_OK;
}

/* --- set-up ------------------------------------------------------------------------------------------------------------------------ */

struct transfer *transfer_new(const struct settings *settings)
{
    struct transfer *t = mem_alloc(sizeof *t);
    t->settings = settings;
    t->easy = curl_easy_init();
    headers_init(&t->headers);
    buf_init(&t->body, LIMIT_BODY_BYTES);
    t->need.chain = settings->chain;
    buf_init(&t->need.url, LIMIT_URL_BYTES + 1);
    if (!t->easy) {
        transfer_free(t);
        return NULL;
    }
    CURL *e = t->easy;
    (void)curl_easy_setopt(e, CURLOPT_PRIVATE, t);
    (void)curl_easy_setopt(e, CURLOPT_ERRORBUFFER, t->detail);
    (void)curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
    (void)curl_easy_setopt(e, CURLOPT_WRITEDATA, t);
    (void)curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
    (void)curl_easy_setopt(e, CURLOPT_HEADERDATA, t);
    (void)curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
    (void)curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, t);
    (void)curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
    (void)curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
    (void)curl_easy_setopt(e, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    (void)curl_easy_setopt(e, CURLOPT_PATH_AS_IS, 1L);
    (void)curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(e, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    (void)curl_easy_setopt(e, CURLOPT_COOKIEFILE, ""); /* cookies in memory */
    (void)curl_easy_setopt(e, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    (void)curl_easy_setopt(e, CURLOPT_BUFFERSIZE, (long)RECEIVE_BYTES);
    (void)curl_easy_setopt(e, CURLOPT_DNS_CACHE_TIMEOUT, (long)DNS_CACHE_S);
    (void)curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS,
                           (long)(settings->timeout_ms < CONNECT_TIMEOUT_MS ? settings->timeout_ms : CONNECT_TIMEOUT_MS));
    (void)curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, (long)settings->timeout_ms * LIMIT_TIMEOUT_FACTOR);
    (void)curl_easy_setopt(e, CURLOPT_USERAGENT, settings->user_agent);
    (void)curl_easy_setopt(e, CURLOPT_PROXY, settings->proxy ? settings->proxy : ""); /* "": no environment variables */
    (void)curl_easy_setopt(e, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    (void)curl_easy_setopt(e, CURLOPT_SSL_VERIFYPEER, settings->tls_insecure ? 0L : 1L);
    (void)curl_easy_setopt(e, CURLOPT_SSL_VERIFYHOST, settings->tls_insecure ? 0L : 2L);
    /* Finite-field DHE is what old servers offer with keys that OpenSSL refuses; without it they choose as for browsers. */
    (void)curl_easy_setopt(e, CURLOPT_SSL_CIPHER_LIST, CIPHERS);
    (void)curl_easy_setopt(e, CURLOPT_SSL_CTX_FUNCTION, on_ssl_ctx);
    (void)curl_easy_setopt(e, CURLOPT_SSL_CTX_DATA, t);
    if (settings->cacert)
        (void)curl_easy_setopt(e, CURLOPT_CAINFO, settings->cacert);
    if (settings->resolve)
        (void)curl_easy_setopt(e, CURLOPT_RESOLVE, settings->resolve);
    return t;
}

void transfer_free(struct transfer *t)
{
    if (!t)
        return;
    curl_easy_cleanup(t->easy);
    curl_slist_free_all(t->own_headers);
    headers_done(&t->headers);
    buf_done(&t->body);
    buf_done(&t->need.url);
    job_free(t->job);
    free(t);
}

/* Validators go into a list of their own; all other requests use the shared lists. */
static struct curl_slist *headers_for(struct transfer *t, bool is_start_origin)
{
    const struct settings *s = t->settings;
    const struct job *j = t->job;
    curl_slist_free_all(t->own_headers);
    t->own_headers = NULL;
    if (j->n_urls > 1 || (!j->etag && !j->last_modified))
        return is_start_origin ? s->start_headers : s->headers;
    struct buf line;
    buf_init(&line, 0);
    for (const struct curl_slist *l = is_start_origin ? s->start_headers : s->headers; l; l = l->next)
        t->own_headers = curl_slist_append(t->own_headers, l->data);
    if (j->etag && buf_addf(&line, "If-None-Match: %s", j->etag))
        t->own_headers = curl_slist_append(t->own_headers, line.p);
    buf_clear(&line);
    if (j->last_modified && buf_addf(&line, "If-Modified-Since: %s", j->last_modified))
        t->own_headers = curl_slist_append(t->own_headers, line.p);
    buf_done(&line);
    return t->own_headers;
}

/* To a host that is not verified no credential goes: neither the user's headers nor a cookie, for nobody knows who reads them. */
static void set_cookies(struct transfer *t)
{
    const struct curl_slist *all[] = {t->job->host->gate_cookies, t->job->cookies};
    if (t->is_dirty)
        (void)curl_easy_setopt(t->easy, CURLOPT_COOKIELIST, "ALL");
    t->is_dirty = false;
    for (size_t i = 0; i < sizeof all / sizeof *all && !t->is_unverified; i++)
        for (const struct curl_slist *l = all[i]; l; l = l->next) {
            (void)curl_easy_setopt(t->easy, CURLOPT_COOKIELIST, l->data);
            t->is_dirty = true;
        }
}

static bool is_given_port(const struct transfer *t)
{
    for (const struct curl_slist *l = t->settings->resolve; l; l = l->next) {
        uint64_t number;
        struct str rest = str_from(l->data);
        struct str name = str_cut(&rest, ':');
        if (str_eq_nocase(name, t->url.host) && str_to_u64(str_cut(&rest, ':'), 65535, &number) && number == t->url.port)
            return true;
    }
    return false;
}

/* Behind a proxy the socket is the proxy's; then what the URL says is all that can be judged. */
static bool names_what_is_inside(const struct transfer *t)
{
    bool is_address;
    const struct settings *s = t->settings;
    bool is_public = guard_text_is_public(t->url.host, &is_address) && (is_address || !guard_name_is_inside(t->url.host));
    return s->proxy && !s->allow_private && !is_public && !is_start_site(t);
}

/* Verification is on unless this host's certificate has failed before and the host is the agency's own. */
static void set_verification(struct transfer *t)
{
    bool is_unverified = t->job->host->is_unverified && str_eq_c(t->url.scheme, "https");
    bool verifies = !is_unverified && !t->settings->tls_insecure;
    if (is_unverified == t->is_unverified)
        return;
    t->is_unverified = is_unverified;
    (void)curl_easy_setopt(t->easy, CURLOPT_SSL_VERIFYPEER, verifies ? 1L : 0L);
    (void)curl_easy_setopt(t->easy, CURLOPT_SSL_VERIFYHOST, verifies ? 2L : 0L);
    (void)curl_easy_setopt(t->easy, CURLOPT_SSLVERSION, (long)(is_unverified ? CURL_SSLVERSION_TLSv1_0 : CURL_SSLVERSION_DEFAULT));
    (void)curl_easy_setopt(t->easy, CURLOPT_SSL_CIPHER_LIST, is_unverified ? CIPHERS ":@SECLEVEL=0" : CIPHERS);
}

bool transfer_begin(struct transfer *t, struct job *j, int64_t now_ms)
{
    const struct settings *s = t->settings;
    struct str url = job_url(j);
    t->job = j;
    if (!url_split(url, &t->url))
        return false;
    headers_clear(&t->headers);
    buf_clear(&t->body);
    chain_need_clear(&t->need);
    t->body.max = j->max_body_bytes ? j->max_body_bytes : s->max_body_bytes;
    t->detail[0] = t->ip[0] = '\0';
    t->start_ms = now_ms;
    t->http_status = 0;
    t->is_bad_port = !guard_port_is_for_web(t->url.port) && !is_start_site(t) && !is_given_port(t);
    t->is_refused = t->is_bad_port || names_what_is_inside(t);
    t->is_too_large = t->has_flood = t->is_late = false;
    if (t->is_refused)
        return false;
    set_verification(t);
    set_cookies(t);
    bool is_start_origin = s->start.origin.n > 0 && str_eq(t->url.origin, s->start.origin) && !t->is_unverified;
    (void)curl_easy_setopt(t->easy, CURLOPT_ACCEPT_ENCODING, j->wants_plain ? "identity" : "gzip, deflate, br, zstd");
    (void)curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, headers_for(t, is_start_origin));
    /* What announces too much is not even begun, but of a long robots.txt the first part counts. */
    (void)curl_easy_setopt(t->easy, CURLOPT_MAXFILESIZE_LARGE, j->wants_plain ? (curl_off_t)0 : (curl_off_t)t->body.max);
    return curl_easy_setopt(t->easy, CURLOPT_URL, url.p) == CURLE_OK; /* job_url ends with NUL */
}

/* --- the end ----------------------------------------------------------------------------------------------------------------------- */

static enum oit_fault fault_of(const struct transfer *t, CURLcode result)
{
    if (t->is_late)
        return FAULT_TIMEOUT;
    if (t->is_too_large || result == CURLE_FILESIZE_EXCEEDED)
        return FAULT_TOO_LARGE;
    if (t->has_flood)
        return FAULT_PROTOCOL;
    if (t->is_refused && result == CURLE_COULDNT_CONNECT)
        return FAULT_REFUSED_ADDRESS;
    return kind_of_failure(t, result);
}

enum oit_fault transfer_end(struct transfer *t, CURLcode result)
{
    long status = 0;
    char *ip = NULL;
    (void)curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
    if (curl_easy_getinfo(t->easy, CURLINFO_PRIMARY_IP, &ip) == CURLE_OK && ip)
        (void)snprintf(t->ip, sizeof t->ip, "%s", ip);
    t->http_status = status > 0 && status < 1000 ? (int)status : 0;
    t->is_dirty = t->is_dirty || t->headers.has_cookie;
    if (t->need.ends_at)
        t->job->host->certificate_ends_at = t->need.ends_at;
    enum oit_fault fault = fault_of(t, result);
    if (result != CURLE_OK && t->detail[0] == '\0')
        (void)snprintf(t->detail, sizeof t->detail, "%s", curl_easy_strerror(result));
    if (fault == FAULT_NONE && t->http_status == 0)
        return FAULT_PROTOCOL;
    return fault;
}

bool transfer_is_late(const struct transfer *t, int64_t now_ms, int64_t *ret_left_ms)
{
    int64_t elapsed = now_ms - t->start_ms, timeout = t->settings->timeout_ms;
    *ret_left_ms = timeout - elapsed;
    if (elapsed < timeout)
        return false;
    *ret_left_ms = 1000;
    return (int64_t)t->body.n < elapsed * LIMIT_SLOW_BYTES_PER_S / 1000;
}

int64_t transfer_first_byte_ms(const struct transfer *t)
{
    curl_off_t begun_us = 0, first_us = 0;
    struct str type = headers_value(&t->headers, HEADER_CONTENT_TYPE);
    bool is_page = type.n == 0 || str_starts_nocase_c(type, "text/html") || str_starts_nocase_c(type, "application/xhtml");
    if (!is_page || curl_easy_getinfo(t->easy, CURLINFO_PRETRANSFER_TIME_T, &begun_us) != CURLE_OK ||
        curl_easy_getinfo(t->easy, CURLINFO_STARTTRANSFER_TIME_T, &first_us) != CURLE_OK || first_us < begun_us || first_us == 0)
        return -1;
    return (int64_t)(first_us - begun_us) / 1000;
}

struct curl_slist *transfer_cookies(struct transfer *t)
{
    struct curl_slist *all = NULL, *kept = NULL;
    size_t n = 0, n_bytes = 0;
    (void)curl_easy_getinfo(t->easy, CURLINFO_COOKIELIST, &all);
    for (const struct curl_slist *l = all; l && n < LIMIT_COOKIES; l = l->next) {
        size_t size = strlen(l->data);
        if (n_bytes + size > LIMIT_COOKIE_BYTES)
            continue;
        n_bytes += size;
        n++;
        kept = curl_slist_append(kept, l->data);
    }
    curl_slist_free_all(all);
    return kept;
}
