/* certificates.c - see certificates.h.
 * SPDX-License-Identifier: MIT
 */
#include "certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

struct authority {
    char *folder;
    EVP_PKEY *root_key, *key; /* key: the intermediate's */
    X509 *root, *inter;
    long serial;
};

static _Noreturn void die(const char *what)
{
    (void)fprintf(stderr, "certificates: %s\n", what);
    exit(99);
}

static FILE *open_file(const struct authority *a, const char *name, const char *extension)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s.%s", a->folder, name, extension);
    FILE *file = fopen(path, "wb");
    if (!file)
        die(path);
    return file;
}

static void extend(X509 *certificate, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX ctx;
    X509V3_set_ctx(&ctx, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
    if (!extension || X509_add_ext(certificate, extension, -1) != 1)
        die(value);
    X509_EXTENSION_free(extension);
}

static X509 *make(struct authority *a, const char *name, EVP_PKEY *key, int from_day, int to_day)
{
    X509 *c = X509_new();
    X509_NAME *subject = c ? X509_get_subject_name(c) : NULL;
    bool is_default = from_day == 0 && to_day == 0;
    if (!c || X509_set_version(c, 2) != 1 || ASN1_INTEGER_set(X509_get_serialNumber(c), ++a->serial) != 1)
        die("X509_new");
    (void)X509_gmtime_adj(X509_getm_notBefore(c), (is_default ? -1 : from_day) * 86400L);
    (void)X509_gmtime_adj(X509_getm_notAfter(c), (is_default ? 2 : to_day) * 86400L);
    if (X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, (const unsigned char *)name, -1, -1, 0) != 1 || X509_set_pubkey(c, key) != 1)
        die("subject");
    return c;
}

static void sign(X509 *certificate, X509 *issuer, EVP_PKEY *key, bool is_sha1)
{
    if (X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) != 1 || X509_sign(certificate, key, is_sha1 ? EVP_sha1() : EVP_sha256()) == 0)
        die("X509_sign");
}

struct authority *authority_new(const char *folder)
{
    struct authority *a = mem_alloc(sizeof *a);
    *a = (struct authority){.folder = mem_text(str_from(folder)), .root_key = EVP_EC_gen("P-256"), .key = EVP_EC_gen("P-256")};
    if (!a->root_key || !a->key)
        die("keys");
    a->root = make(a, "test root", a->root_key, 0, 0);
    extend(a->root, a->root, NID_basic_constraints, "critical,CA:TRUE");
    extend(a->root, a->root, NID_subject_key_identifier, "hash");
    sign(a->root, a->root, a->root_key, false);
    a->inter = make(a, "test intermediate", a->key, 0, 0);
    extend(a->inter, a->root, NID_basic_constraints, "critical,CA:TRUE");
    extend(a->inter, a->root, NID_subject_key_identifier, "hash");
    sign(a->inter, a->root, a->root_key, false);
    FILE *file = open_file(a, "root", "pem");
    (void)PEM_write_X509(file, a->root);
    (void)fclose(file);
    file = open_file(a, "inter", "pem");
    (void)PEM_write_X509(file, a->inter);
    (void)fclose(file);
    file = open_file(a, "inter", "der");
    (void)i2d_X509_fp(file, a->inter);
    (void)fclose(file);
    return a;
}

void authority_free(struct authority *a)
{
    X509_free(a->root);
    X509_free(a->inter);
    EVP_PKEY_free(a->root_key);
    EVP_PKEY_free(a->key);
    free(a->folder);
    free(a);
}

void authority_issue(struct authority *a, const struct certificate_wish *wish)
{
    char text[512];
    EVP_PKEY *key = wish->rsa_bits ? EVP_RSA_gen((unsigned)wish->rsa_bits) : EVP_EC_gen("P-256");
    if (!key)
        die("key");
    X509 *c = make(a, wish->file, key, wish->from_day, wish->to_day), *issuer = wish->is_self_signed ? c : a->inter;
    (void)snprintf(text, sizeof text, "DNS:%s", wish->file);
    extend(c, issuer, NID_subject_alt_name, wish->names ? wish->names : text);
    if (wish->issuer_url) {
        (void)snprintf(text, sizeof text, "caIssuers;URI:%s", wish->issuer_url);
        extend(c, issuer, NID_info_access, text);
    }
    sign(c, issuer, wish->is_self_signed ? key : a->key, wish->is_sha1);
    FILE *file = open_file(a, wish->file, "pem");
    (void)PEM_write_X509(file, c);
    if (!wish->is_self_signed && !wish->is_alone)
        (void)PEM_write_X509(file, a->inter);
    (void)fclose(file);
    file = open_file(a, wish->file, "key");
    (void)PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL);
    (void)fclose(file);
    if (wish->newest) {
        file = open_file(a, wish->file, "max");
        (void)fputs(wish->newest, file);
        (void)fclose(file);
    }
    X509_free(c);
    EVP_PKEY_free(key);
}
