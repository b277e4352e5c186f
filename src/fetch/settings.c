/* settings.c - what all transfers of a fetch share, made from the options.
 * SPDX-License-Identifier: MIT
 */
#include "inside.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"

#ifndef OIT_VERSION
#define OIT_VERSION "0"
#endif

enum { DEFAULT_TIMEOUT_MS = 30000 };

static char *text_or_null(const char *text)
{
    return text ? mem_text(str_from(text)) : NULL;
}

static bool is_header_line(const char *line)
{
    size_t colon = str_chr(str_from(line), ':');
    return colon != STR_NPOS && colon > 0 && !strpbrk(line, "\r\n");
}

static bool is_resolve_entry(const char *entry)
{
    uint64_t port;
    struct str rest = str_from(entry);
    struct str host = str_cut(&rest, ':');
    return host.n > 0 && str_to_u64(str_cut(&rest, ':'), 65535, &port) && rest.n > 0;
}

enum oit_code settings_check(const struct fetch_options *o, struct err *err)
{
    for (size_t i = 0; i < o->n_headers; i++)
        if (!is_header_line(o->headers[i]))
            return err_set(err, OIT_ERR_USAGE, "ส่วนหัว '%s' เขียนผิดรูปแบบ: เขียนเป็น 'ชื่อ: ค่า'",
                           "header '%s' is not understood: write 'NAME: VALUE'", o->headers[i]);
    for (size_t i = 0; i < o->n_resolve; i++)
        if (!is_resolve_entry(o->resolve[i]))
            return err_set(err, OIT_ERR_USAGE, "ค่า --resolve '%s' เขียนผิดรูปแบบ: เขียนเป็น HOST:PORT:ADDRESS",
                           "--resolve '%s' is not understood: write HOST:PORT:ADDRESS", o->resolve[i]);
    if (o->cacert && access(o->cacert, R_OK) != 0)
        return err_set(err, OIT_ERR_USAGE, "อ่านแฟ้มใบรับรอง '%s' ไม่ได้: ตรวจชื่อแฟ้มและสิทธิ์",
                       "cannot read the certificate file '%s': check its name and permissions", o->cacert);
    return OIT_OK;
}

void settings_init(struct settings *s, const struct fetch_options *o)
{
    *s = (struct settings){.chain = chain_new()};
    buf_init(&s->start_url, 0);
    (void)buf_add_str(&s->start_url, o->start_url);
    if (!url_split(buf_str(&s->start_url), &s->start))
        s->start = (struct url_parts){0};
    s->timeout_ms = o->timeout_ms > 0 ? o->timeout_ms : DEFAULT_TIMEOUT_MS;
    s->max_body_bytes = o->max_body_bytes ? o->max_body_bytes : LIMIT_BODY_BYTES;
    s->user_agent = text_or_null(o->user_agent ? o->user_agent : "oitcheck/" OIT_VERSION);
    s->cacert = text_or_null(o->cacert);
    s->proxy = text_or_null(o->proxy && o->proxy[0] ? o->proxy : NULL);
    s->tls_insecure = o->tls_insecure;
    s->allow_private = o->allow_private;
    /* Some systems choose the language by these. */
    static const char *const always[] = {"Accept: text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
                                         "Accept-Language: th,en;q=0.5"};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
        s->headers = curl_slist_append(s->headers, always[i]);
        s->start_headers = curl_slist_append(s->start_headers, always[i]);
    }
    for (size_t i = 0; i < o->n_headers; i++)
        s->start_headers = curl_slist_append(s->start_headers, o->headers[i]);
    for (size_t i = 0; i < o->n_resolve; i++)
        s->resolve = curl_slist_append(s->resolve, o->resolve[i]);
}

void settings_done(struct settings *s)
{
    chain_free(s->chain);
    curl_slist_free_all(s->headers);
    curl_slist_free_all(s->start_headers);
    curl_slist_free_all(s->resolve);
    free(s->user_agent);
    free(s->cacert);
    free(s->proxy);
    buf_done(&s->start_url);
}
