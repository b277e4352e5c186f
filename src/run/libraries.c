/* libraries.c - versions of the libraries that run here (not of the headers at build time).
 * SPDX-License-Identifier: MIT
 */
#include "run/libraries.h"

#include <stdio.h>
#include <stdlib.h>

#include <allheaders.h>
#include <brotli/decode.h>
#include <curl/curl.h>
#include <freexl.h>
#include <jansson.h>
#if OIT_LIBDEFLATE
#include <libdeflate.h>
#endif
#include <libpsl.h>
#include <libxml/parser.h>
#include <openssl/crypto.h>
#include <seccomp.h>
#include <sqlite3.h>
#include <xlsxwriter.h>
#include <yaml.h>
#include <zlib.h>
#include <zstd.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

static void add(struct buf *out, const char *name, const char *version)
{
    (void)buf_addf(out, "%s%s %s", out->n ? ", " : "", name, version ? version : "?");
}

static void add_packed(struct buf *out, const char *name, unsigned major, unsigned minor, unsigned micro)
{
    char text[48];
    (void)snprintf(text, sizeof text, "%u.%u.%u", major, minor, micro);
    add(out, name, text);
}

void libraries_list(struct buf *out)
{
    const curl_version_info_data *curl = curl_version_info(CURLVERSION_NOW);
    char pcre[64] = "";
    (void)pcre2_config(PCRE2_CONFIG_VERSION, pcre);
    struct str pcre_rest = str_from(pcre); /* "10.42 2022-12-11" */
    struct str pcre_version = str_cut(&pcre_rest, ' ');
    pcre[pcre_version.n] = '\0';
    const struct scmp_version *seccomp = seccomp_version();
    uint32_t brotli = BrotliDecoderVersion();
    add(out, "libcurl", curl->version);
    add(out, "OpenSSL", OpenSSL_version(OPENSSL_VERSION_STRING));
    unsigned xml = (unsigned)strtoul(xmlParserVersion, NULL, 10); /* "20914" */
    add_packed(out, "libxml2", xml / 10000, xml / 100 % 100, xml % 100);
    add(out, "PCRE2", pcre);
    add(out, "SQLite", sqlite3_libversion());
    add(out, "libyaml", yaml_get_version_string());
    add(out, "libfreexl", freexl_version());
    add(out, "jansson", jansson_version_str());
    add(out, "libpsl", psl_get_version());
    add(out, "libxlsxwriter", lxw_version());
    if (seccomp)
        add_packed(out, "libseccomp", seccomp->major, seccomp->minor, seccomp->micro);
    char *leptonica = getLeptonicaVersion(); /* "leptonica-1.82.0" */
    struct str lept_version = leptonica ? str_from(leptonica) : STR_NONE;
    (void)str_cut(&lept_version, '-');
    add(out, "leptonica", lept_version.p);
    lept_free(leptonica);
    add(out, "zlib", zlibVersion());
#if OIT_LIBDEFLATE
    add(out, "libdeflate", LIBDEFLATE_VERSION_STRING); /* of the header: it tells no other */
#endif
    add_packed(out, "brotli", brotli >> 24, brotli >> 12 & 0xfff, brotli & 0xfff);
    add(out, "zstd", ZSTD_versionString());
}

struct library_facts libraries_facts(void)
{
    const curl_version_info_data *curl = curl_version_info(CURLVERSION_NOW);
    uint32_t jit = 0;
    (void)pcre2_config(PCRE2_CONFIG_JIT, &jit);
    struct library_facts facts = {
        .has_jit = jit == 1,
        .has_tls = (curl->features & CURL_VERSION_SSL) != 0,
    };
    if (curl->age >= CURLVERSION_EIGHTH) {
        facts.ca_file = curl->cainfo;
        facts.ca_folder = curl->capath;
    }
    return facts;
}
