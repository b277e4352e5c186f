/* post.c - the POST, and its failures as sentences.
 * SPDX-License-Identifier: MIT
 */
#include "notify/post.h"

#include <curl/curl.h>
#include <stdio.h>

#include "base/limits.h"

#define USER_AGENT "oitcheck/" OIT_VERSION

static bool split(const char *url, CURLU **ret_parts)
{
    CURLU *parts = curl_url();
    if (parts && curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK) {
        *ret_parts = parts;
        return true;
    }
    curl_url_cleanup(parts);
    return false;
}

void post_origin(const char *url, struct buf *out)
{
    CURLU *parts = NULL;
    char *scheme = NULL, *host = NULL, *port = NULL;
    if (url && split(url, &parts)) {
        (void)curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0);
        (void)curl_url_get(parts, CURLUPART_HOST, &host, 0);
        (void)curl_url_get(parts, CURLUPART_PORT, &port, 0);
        (void)buf_addf(out, "%s://%s%s%s", scheme ? scheme : "", host ? host : "", port ? ":" : "", port ? port : "");
    } else {
        (void)buf_add_c(out, "?");
    }
    curl_free(scheme);
    curl_free(host);
    curl_free(port);
    curl_url_cleanup(parts);
}

bool post_url_is_sound(const char *url)
{
    return url && (str_starts_nocase_c(str_from(url), "https://") || str_starts_nocase_c(str_from(url), "http://")) && !strpbrk(url, " \r\n\t");
}

bool post_is_own_machine(const char *url)
{
    CURLU *parts = NULL;
    char *host = NULL;
    bool is_own = false;
    if (split(url, &parts) && curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK)
        is_own = str_eq_nocase_c(str_from(host), "localhost") || strcmp(host, "[::1]") == 0 || (str_starts_c(str_from(host), "127.") && strspn(host, "0123456789.") == strlen(host));
    curl_free(host);
    curl_url_cleanup(parts);
    return is_own;
}

/* Unencrypted is fine where nobody stands between: this machine. */
static bool may_carry_secret(const char *url)
{
    return str_starts_nocase_c(str_from(url), "https://") || post_is_own_machine(url);
}

static size_t swallow(char *bytes, size_t size, size_t n, void *context)
{
    size_t *seen = context;
    (void)bytes;
    *seen += size * n;
    return *seen > LIMIT_NOTIFY_ANSWER_BYTES ? 0 : size * n;
}

static bool no(struct err *ret_trouble, const char *th, const char *en)
{
    (void)err_set(ret_trouble, OIT_ERR_LOCAL, "%s%.0s", "%.0s%s", th, en);
    return false;
}

static bool not_sent(CURLcode code, struct err *ret_trouble)
{
    switch ((int)code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return no(ret_trouble, "ไม่พบชื่อเครื่องปลายทาง", "its name could not be resolved");
    case CURLE_COULDNT_CONNECT:
        return no(ret_trouble, "ติดต่อเครื่องปลายทางไม่ได้", "no connection to it");
    case CURLE_OPERATION_TIMEDOUT:
        return no(ret_trouble, "ปลายทางไม่ตอบในเวลาที่กำหนด", "it did not answer in time");
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return no(ret_trouble, "ใบรับรองความปลอดภัยของปลายทางมีปัญหา", "its certificate or TLS failed");
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL: /* an answer that is no HTTP */
        return no(ret_trouble, "ปลายทางตัดการเชื่อมต่อหรือตอบผิดรูปแบบ", "it hung up or answered oddly");
    default:
        (void)err_set(ret_trouble, OIT_ERR_LOCAL, "ส่งไม่สำเร็จ (%d)", "sending failed (%d)", (int)code);
        return false;
    }
}

static bool refused(long status, struct err *ret_trouble)
{
    if (status >= 300 && status < 400)
        return no(ret_trouble, "ปลายทางส่งต่อไปที่อยู่อื่น จึงไม่ส่ง เพราะรหัสลับจะตามไปด้วย: แก้ที่อยู่ให้ตรง", "it redirects elsewhere, where the secret would go along: give the final address");
    if (status == 401 || status == 403)
        return no(ret_trouble, "ปลายทางไม่รับรหัสลับ: ตรวจค่าลับ", "it does not accept the secret: check it");
    if (status == 404 || status == 410)
        return no(ret_trouble, "ที่อยู่ปลายทางไม่มีแล้ว: ตรวจหรือสร้างใหม่", "the address is not there any more: check it, or make a new one");
    if (status == 429)
        return no(ret_trouble, "ปลายทางแจ้งว่าส่งถี่เกินไปหรือครบโควตา", "it says that too much was sent, or the quota is used up");
    (void)err_set(ret_trouble, OIT_ERR_LOCAL, "ปลายทางตอบรหัส %ld", "it answered with status %ld", status);
    return false;
}

static struct curl_slist *headers_of(const struct post *post)
{
    struct curl_slist *list = curl_slist_append(NULL, "Content-Type: application/json; charset=utf-8");
    list = curl_slist_append(list, "Expect:"); /* no waiting for 100 Continue: some receivers never send it */
    if (post->header)
        list = curl_slist_append(list, post->header);
    if (post->token) {
        struct buf line;
        buf_init(&line, 0);
        (void)buf_addf(&line, "Authorization: Bearer %s", post->token);
        list = curl_slist_append(list, line.p);
        explicit_bzero(line.p, line.capacity);
        buf_done(&line);
    }
    return list;
}

bool post_send(const struct post *post, bool is_taken_before, struct err *ret_trouble)
{
    if (!post_url_is_sound(post->url))
        return no(ret_trouble, "ที่อยู่ปลายทางไม่ใช่ http หรือ https", "its address is not http or https");
    if ((post->token || post->has_secret_url) && !may_carry_secret(post->url))
        return no(ret_trouble, "ที่อยู่ปลายทางไม่เข้ารหัส จึงไม่ส่งรหัสลับไป: ใช้ https", "its address is not encrypted, so no secret is sent there: use https");
    CURL *curl = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? curl_easy_init() : NULL;
    if (!curl)
        return no(ret_trouble, "เริ่มการเชื่อมต่อไม่ได้", "no connection could be prepared");
    struct curl_slist *headers = headers_of(post);
    size_t seen = 0;
    long status = 0;
    (void)curl_easy_setopt(curl, CURLOPT_URL, post->url);
    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    (void)curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    (void)curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    (void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)LIMIT_NOTIFY_CONNECT_MS);
    (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)LIMIT_NOTIFY_MS);
    (void)curl_easy_setopt(curl, CURLOPT_USERAGENT, USER_AGENT);
    (void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    (void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)post->json.n);
    (void)curl_easy_setopt(curl, CURLOPT_POSTFIELDS, post->json.p);
    if (post->cacert)
        (void)curl_easy_setopt(curl, CURLOPT_CAINFO, post->cacert);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, swallow);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, &seen);
    CURLcode code = curl_easy_perform(curl);
    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    curl_global_cleanup();
    if (status / 100 == 2 && (code == CURLE_OK || code == CURLE_WRITE_ERROR)) /* taken, whatever the rest of the answer is */
        return true;
    if (code != CURLE_OK && !(code == CURLE_WRITE_ERROR && status))
        return not_sent(code, ret_trouble);
    return (is_taken_before && status == 409) || refused(status, ret_trouble);
}
