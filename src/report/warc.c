/* warc.c - see warc.h. Section numbers are those of ISO 28500:2017.
 * SPDX-License-Identifier: MIT
 */
#include "warc.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/hash.h"
#include "text/utf8.h"

/* A UUID of version 8 (RFC 9562, 5.8 and B.2): name-based by SHA-256, since the same data shall give the same file. */
static void make_id(struct str of, char ret_id[static WARC_ID_SIZE])
{
    struct sha256 hash = sha256_of(of);
    unsigned char *b = hash.bytes;
    b[6] = (unsigned char)((b[6] & 0x0F) | 0x80);
    b[8] = (unsigned char)((b[8] & 0x3F) | 0x80);
    (void)snprintf(ret_id, WARC_ID_SIZE, "<urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x>", b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9],
                   b[10], b[11], b[12], b[13], b[14], b[15]);
}

/* 5.10: a URI as in RFC 3986; canonical URLs are that already, others become it. */
static void add_uri(const char *url, struct buf *out)
{
    for (const unsigned char *p = (const unsigned char *)url; *p; p++) {
        bool is_fine = *p > 0x20 && *p < 0x7F && !strchr("<>\"\\^`{|}", *p);
        if (is_fine)
            (void)buf_add_char(out, (char)*p);
        else
            (void)buf_addf(out, "%%%02X", *p);
    }
}

static bool is_token(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= 0x20 || (unsigned char)s.p[i] >= 0x7F || strchr("()<>@,;:\\\"/[]?={}", s.p[i]))
            return false;
    return s.n > 0;
}

/* type "/" subtype and nothing that could end the line; parameters are kept when they are plain. */
static bool is_media_type(struct str s)
{
    struct str rest = s, type = str_cut(&rest, '/');
    struct str parameters = rest, subtype = str_trim(str_cut(&parameters, ';'));
    if (!rest.p || !is_token(type) || !is_token(subtype))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || (unsigned char)s.p[i] >= 0x7F)
            return false;
    return true;
}

const char *warc_media_type(struct str content_type, struct str content_encoding, char *scratch, size_t n_scratch)
{
    static const struct {
        const char *coding, *type;
    } codings[] = {{"gzip", "application/gzip"}, {"x-gzip", "application/gzip"}, {"deflate", "application/zlib"}, {"zstd", "application/zstd"}, {"br", "application/octet-stream"}};
    struct str coding = str_trim(content_encoding), type = str_trim(content_type);
    for (size_t i = 0; i < sizeof codings / sizeof *codings; i++)
        if (str_eq_nocase_c(coding, codings[i].coding))
            return codings[i].type;
    if (!is_media_type(type) || type.n >= n_scratch)
        return "application/octet-stream";
    (void)snprintf(scratch, n_scratch, "%.*s", STR_ARG(type));
    return scratch;
}

void warc_field(const char *name, struct str value, struct buf *out)
{
    struct buf clean;
    if (!value.n)
        return;
    buf_init(&clean, 0);
    utf8_terminal(value, &clean);
    (void)buf_addf(out, "%s: %.*s\r\n", name, STR_ARG(buf_str(&clean)));
    buf_done(&clean);
}

static void id_field(const char *name, const char *id, struct buf *out)
{
    if (id)
        (void)buf_addf(out, "%s: %s\r\n", name, id);
}

void warc_head(const struct warc_record *r, char ret_id[static WARC_ID_SIZE], struct buf *out)
{
    char date[21], hex[65], scratch[256];
    struct buf rest;
    buf_init(&rest, 0);
    clock_iso_utc(r->utc_seconds, date);
    sha256_hex(sha256_of(r->block), hex);
    (void)buf_addf(&rest, "WARC-Type: %s\r\n", r->type);
    if (r->target) {
        (void)buf_add_c(&rest, "WARC-Target-URI: ");
        add_uri(r->target, &rest);
        (void)buf_add_c(&rest, "\r\n");
    }
    (void)buf_addf(&rest, "WARC-Date: %s\r\n", date);
    id_field("WARC-Warcinfo-ID", r->warcinfo_id, &rest);
    id_field("WARC-Concurrent-To", r->concurrent_to, &rest);
    id_field("WARC-Refers-To", r->refers_to, &rest);
    id_field("WARC-Filename", r->file_name, &rest);
    /* The payload of these is the block itself (6.4): both digests are the same, and the second is what readers look for. */
    (void)buf_addf(&rest, "WARC-Block-Digest: sha256:%s\r\n", hex);
    if (strcmp(r->type, "resource") == 0 || strcmp(r->type, "conversion") == 0)
        (void)buf_addf(&rest, "WARC-Payload-Digest: sha256:%s\r\n", hex);
    (void)buf_addf(&rest, "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n", warc_media_type(str_from(r->content_type), STR_NONE, scratch, sizeof scratch), r->block.n);
    make_id(buf_str(&rest), ret_id);
    (void)buf_addf(out, "WARC/1.1\r\nWARC-Record-ID: %s\r\n", ret_id);
    (void)buf_add_str(out, buf_str(&rest));
    buf_done(&rest);
}
