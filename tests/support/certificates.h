/* certificates.h - a certificate authority of a test's own: root, one intermediate, and certificates for testd as good or as bad as wished.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_CERTIFICATES_H
#define OIT_TESTS_SUPPORT_CERTIFICATES_H

#include <stdbool.h>

struct authority;

/* Writes root.pem (for --cacert), inter.pem and inter.der into the folder (server_tls_folder). Ends the test program when OpenSSL fails. */
struct authority *authority_new(const char *folder);
void authority_free(struct authority *a);

struct certificate_wish {
    const char *file;       /* testd's name: the host, or "default" */
    const char *names;      /* "DNS:www.example.go.th,IP:127.0.0.1"; NULL: DNS:file */
    int from_day, to_day;   /* of validity, from today; both 0: yesterday to the day after tomorrow */
    int rsa_bits;           /* 0: an elliptic curve key of today */
    bool is_self_signed;    /* nobody's but its own */
    bool is_sha1;           /* signed with SHA-1 */
    bool is_alone;          /* the intermediate is not sent */
    const char *issuer_url; /* caIssuers; NULL: nobody says where the intermediate is */
    const char *newest;     /* "1.0": the newest version of TLS; NULL: all */
};
void authority_issue(struct authority *a, const struct certificate_wish *wish);

#endif
