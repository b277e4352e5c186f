/* tls.c - TLS for testd: certificates by server name, read when they are asked for.
 *
 * Level 0 and every version from TLS 1.0: a test server must be able to be as old as the worst of real ones.
 * SPDX-License-Identifier: MIT
 */
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "testd.h"

enum { SNI_HEAD_BYTES = 5 }; /* list length, type, name length: RFC 6066 3 */

static SSL_CTX *context;
static const char *folder;

static bool has_file(const char *name, const char *extension, struct buf *ret_path)
{
    buf_clear(ret_path);
    (void)buf_addf(ret_path, "%s/%s.%s", folder, name, extension);
    return file_exists(ret_path->p);
}

static void read_name(SSL *ssl, char *name, size_t size)
{
    const unsigned char *bytes = NULL;
    size_t n = 0;
    (void)snprintf(name, size, "default");
    if (SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_server_name, &bytes, &n) && n > SNI_HEAD_BYTES)
        (void)snprintf(name, size, "%.*s", (int)(n - SNI_HEAD_BYTES), (const char *)bytes + SNI_HEAD_BYTES);
    for (char *c = name; *c; c++)
        if (*c == '/')
            *c = '_';
}

static int version_of(const char *path)
{
    struct buf text;
    buf_init(&text, 64);
    int version = 0;
    if (file_read(path, &text, NULL) == OIT_OK)
        version = str_starts_c(buf_str(&text), "1.0") ? TLS1_VERSION : str_starts_c(buf_str(&text), "1.1") ? TLS1_1_VERSION : TLS1_2_VERSION;
    buf_done(&text);
    return version;
}

static int on_hello(SSL *ssl, int *ret_alert, void *user)
{
    char name[256];
    struct buf path;
    (void)user;
    read_name(ssl, name, sizeof name);
    buf_init(&path, 0);
    if (!has_file(name, "pem", &path))
        (void)snprintf(name, sizeof name, "default");
    bool is_ready = has_file(name, "pem", &path) && SSL_use_certificate_chain_file(ssl, path.p) == 1;
    is_ready = is_ready && has_file(name, "key", &path) && SSL_use_PrivateKey_file(ssl, path.p, SSL_FILETYPE_PEM) == 1;
    if (has_file(name, "max", &path))
        (void)SSL_set_max_proto_version(ssl, version_of(path.p));
    buf_done(&path);
    *ret_alert = SSL_AD_UNRECOGNIZED_NAME;
    return is_ready ? SSL_CLIENT_HELLO_SUCCESS : SSL_CLIENT_HELLO_ERROR;
}

void tls_begin(const char *dir)
{
    folder = dir;
    context = SSL_CTX_new(TLS_server_method());
    if (!context)
        abort();
    (void)SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0");
    (void)SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
    (void)SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_client_hello_cb(context, on_hello, NULL);
}

struct ssl_st *tls_accept(int fd)
{
    struct buf path;
    buf_init(&path, 0);
    bool has_any = context && has_file("default", "pem", &path);
    buf_done(&path);
    SSL *ssl = has_any ? SSL_new(context) : NULL;
    if (!ssl)
        return NULL;
    (void)SSL_set_fd(ssl, fd);
    SSL_set_accept_state(ssl);
    return ssl;
}

static ssize_t result_of(SSL *ssl, int n)
{
    if (n > 0)
        return n;
    int error = SSL_get_error(ssl, n);
    ERR_clear_error();
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? TLS_LATER : TLS_ENDED;
}

ssize_t tls_read(struct ssl_st *ssl, char *bytes, size_t n)
{
    return result_of(ssl, SSL_read(ssl, bytes, (int)n));
}

ssize_t tls_write(struct ssl_st *ssl, const char *bytes, size_t n)
{
    return result_of(ssl, SSL_write(ssl, bytes, (int)n));
}

void tls_shutdown(struct ssl_st *ssl)
{
    (void)SSL_shutdown(ssl);
    ERR_clear_error();
}

void tls_free(struct ssl_st *ssl)
{
    SSL_free(ssl);
}
