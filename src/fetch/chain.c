/* chain.c - certificate chains that servers send incompletely.
 * SPDX-License-Identifier: MIT
 */
#include "chain.h"

#include <limits.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
#include "base/mem.h"
#include "url/url.h"

struct chain {
    STACK_OF(X509) * learnt;
    char *urls[LIMIT_LEARNT_CERTIFICATES]; /* of each */
};

struct chain *chain_new(void)
{
    struct chain *c = mem_alloc(sizeof *c);
    c->learnt = sk_X509_new_null();
    return c;
}

void chain_free(struct chain *c)
{
    if (!c)
        return;
    for (int i = 0; i < sk_X509_num(c->learnt); i++)
        free(c->urls[i]);
    sk_X509_pop_free(c->learnt, X509_free);
    free(c);
}

/* --- verification -------------------------------------------------------------------------------------------------------------------- */

/* Only http: https would need a chain of its own to get one. */
static void find_issuer_url(X509 *certificate, struct buf *out)
{
    AUTHORITY_INFO_ACCESS *entries = X509_get_ext_d2i(certificate, NID_info_access, NULL, NULL);
    for (int i = 0; entries && out->n == 0 && i < sk_ACCESS_DESCRIPTION_num(entries); i++) {
        const ACCESS_DESCRIPTION *entry = sk_ACCESS_DESCRIPTION_value(entries, i);
        if (OBJ_obj2nid(entry->method) != NID_ad_ca_issuers || entry->location->type != GEN_URI)
            continue;
        const ASN1_IA5STRING *uri = entry->location->d.uniformResourceIdentifier;
        struct str text = {(const char *)ASN1_STRING_get0_data(uri), (size_t)ASN1_STRING_length(uri)};
        if (str_starts_nocase_c(text, "http://"))
            (void)url_resolve(STR_NONE, text, out);
    }
    AUTHORITY_INFO_ACCESS_free(entries);
}

static bool is_about_a_missing_issuer(int error)
{
    return error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY || error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT ||
           error == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE;
}

/* It names somebody else as its issuer, and where that one's certificate is: a public authority's, so only the server's set-up is wrong. */
static bool has_issuer_elsewhere(X509 *certificate)
{
    struct buf url;
    buf_init(&url, LIMIT_URL_BYTES + 1);
    find_issuer_url(certificate, &url);
    bool is_there = url.n > 0;
    buf_done(&url);
    return is_there;
}

static bool holds(const STACK_OF(X509) *list, const X509 *certificate)
{
    for (int i = 0; list && i < sk_X509_num(list); i++)
        if (X509_cmp(sk_X509_value(list, i), certificate) == 0)
            return true;
    return false;
}

/* Which certificate of the good chain the server left out. */
static void note_missing(struct chain_need *need, X509_STORE_CTX *ctx, const STACK_OF(X509) * sent)
{
    const STACK_OF(X509) *built = X509_STORE_CTX_get0_chain(ctx);
    for (int i = 0; i < sk_X509_num(need->chain->learnt) && !need->was_completed; i++) {
        X509 *learnt = sk_X509_value(need->chain->learnt, i);
        if (!holds(built, learnt) || holds(sent, learnt))
            continue;
        need->was_completed = true;
        need->missing_url = need->chain->urls[i];
        if (X509_NAME_get_text_by_NID(X509_get_subject_name(learnt), NID_commonName, need->missing, sizeof need->missing) < 0)
            need->missing[0] = '\0';
        for (char *p = need->missing; *p; p++)
            if (*p < ' ' || *p > '~')
                *p = '?';
    }
}

static int64_t end_of(const X509 *certificate)
{
    struct tm tm;
    if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &tm) != 1)
        return 0;
    return (int64_t)timegm(&tm);
}

static int on_verify(X509_STORE_CTX *ctx, void *user)
{
    struct chain_need *need = user;
    STACK_OF(X509) *sent = X509_STORE_CTX_get0_untrusted(ctx);
    STACK_OF(X509) *all = sent ? sk_X509_dup(sent) : sk_X509_new_null();
    for (int i = 0; all && i < sk_X509_num(need->chain->learnt); i++)
        (void)sk_X509_push(all, sk_X509_value(need->chain->learnt, i));
    X509_STORE_CTX_set0_untrusted(ctx, all);
    int is_good = X509_verify_cert(ctx);
    if (is_good == 1)
        note_missing(need, ctx, sent);
    X509_STORE_CTX_set0_untrusted(ctx, sent);
    sk_X509_free(all);
    X509 *last = X509_STORE_CTX_get_current_cert(ctx);
    buf_clear(&need->url);
    need->ends_at = end_of(X509_STORE_CTX_get0_cert(ctx));
    need->was_asked = true;
    need->error = is_good == 1 ? 0 : X509_STORE_CTX_get_error(ctx);
    need->is_alone = is_good != 1 && last && has_issuer_elsewhere(last);
    if (is_good != 1 && last && is_about_a_missing_issuer(X509_STORE_CTX_get_error(ctx)))
        find_issuer_url(last, &need->url);
    return is_good;
}

void chain_prepare(void *ssl_ctx, struct chain_need *need)
{
    SSL_CTX *ctx = ssl_ctx;
    (void)SSL_CTX_set_options(ctx, SSL_OP_LEGACY_SERVER_CONNECT);
    SSL_CTX_set_cert_verify_callback(ctx, on_verify, need);
}

void chain_accept_anything(void *ssl_ctx)
{
    SSL_CTX_set_security_level(ssl_ctx, 0);
    (void)SSL_CTX_set_min_proto_version(ssl_ctx, TLS1_VERSION);
    (void)SSL_CTX_set_options(ssl_ctx, SSL_OP_LEGACY_SERVER_CONNECT);
}

void chain_need_clear(struct chain_need *need)
{
    buf_clear(&need->url);
    need->error = 0;
    need->ends_at = 0;
    need->is_alone = need->was_asked = need->was_completed = false;
    need->missing[0] = '\0';
    need->missing_url = "";
}

/* --- learning -------------------------------------------------------------------------------------------------------------------------- */

static bool keep(struct chain *c, X509 *certificate, struct str url)
{
    if (!certificate || sk_X509_num(c->learnt) >= LIMIT_LEARNT_CERTIFICATES || X509_check_ca(certificate) == 0)
        return false;
    if (X509_up_ref(certificate) != 1 || sk_X509_push(c->learnt, certificate) <= 0)
        return false;
    c->urls[sk_X509_num(c->learnt) - 1] = mem_text(url);
    return true;
}

static bool learn_pkcs7(struct chain *c, struct str bytes, struct str url)
{
    const unsigned char *p = (const unsigned char *)bytes.p;
    PKCS7 *bundle = d2i_PKCS7(NULL, &p, (long)bytes.n);
    bool has_learnt = false;
    STACK_OF(X509) *certificates = bundle && PKCS7_type_is_signed(bundle) ? bundle->d.sign->cert : NULL;
    for (int i = 0; certificates && i < sk_X509_num(certificates); i++)
        has_learnt = keep(c, sk_X509_value(certificates, i), url) || has_learnt;
    PKCS7_free(bundle);
    return has_learnt;
}

static X509 *read_pem(struct str bytes)
{
    BIO *bio = BIO_new_mem_buf(bytes.p, (int)bytes.n);
    X509 *certificate = bio ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;
    (void)BIO_free(bio);
    return certificate;
}

bool chain_learn(struct chain *c, struct str bytes, struct str url)
{
    if (bytes.n == 0 || bytes.n > INT_MAX)
        return false;
    const unsigned char *p = (const unsigned char *)bytes.p;
    X509 *certificate = d2i_X509(NULL, &p, (long)bytes.n);
    if (!certificate)
        certificate = read_pem(bytes);
    bool has_learnt = certificate ? keep(c, certificate, url) : learn_pkcs7(c, bytes, url);
    X509_free(certificate);
    ERR_clear_error();
    return has_learnt;
}
