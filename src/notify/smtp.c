/* smtp.c - one letter to one server.
 * SPDX-License-Identifier: MIT
 */
#include "notify/smtp.h"

#include <curl/curl.h>

#include "base/limits.h"
#include "notify/mail_text.h"
#include "notify/post.h"
#include "notify/secret.h"

struct letter {
    struct str rest;
    struct buf asked;   /* the recipient of the last RCPT */
    struct buf refused; /* those who were, in a row */
};

static bool is_word(const char *text, const char *word)
{
    return text && str_eq_nocase_c(str_from(text), word);
}

static bool is_implicit(const struct profile_mail *mail)
{
    return str_starts_nocase_c(str_from(mail->server), "smtps://");
}

enum oit_code smtp_check(const struct profile_mail *mail, struct err *err)
{
    struct buf address;
    enum oit_code code = OIT_OK;
    buf_init(&address, 0);
    if ((!str_starts_nocase_c(str_from(mail->server), "smtp://") && !is_implicit(mail)) || strpbrk(mail->server, "@ \r\n"))
        code = err_set(err, OIT_ERR_CONFIG, "เครื่องแม่ข่ายเมลเขียนเช่น smtp://mail.example.go.th:587 หรือ smtps://mail.example.go.th:465 โดยไม่มีชื่อผู้ใช้ในนั้น",
                       "a mail server is written as smtp://mail.example.go.th:587 or smtps://mail.example.go.th:465, without a user in it");
    else if (!mail_address(mail->from, &address))
        code = err_set(err, OIT_ERR_CONFIG, "ที่อยู่ผู้ส่งเมล (from) ใช้ไม่ได้ เขียนเช่น oitcheck@example.go.th", "the sender (from) is not a mail address: write one like oitcheck@example.go.th");
    else if (mail->n_to == 0)
        code = err_set(err, OIT_ERR_CONFIG, "เมลยังไม่มีผู้รับ (to)", "the mail has no recipient (to)");
    for (size_t i = 0; code == OIT_OK && i < mail->n_to; i++)
        if (!mail_address(mail->to[i], &address))
            code = err_set(err, OIT_ERR_CONFIG, "ที่อยู่ผู้รับเมลลำดับที่ %zu ใช้ไม่ได้", "recipient %zu is not a mail address", i + 1);
    if (code == OIT_OK && mail->tls && !is_word(mail->tls, "required") && !is_word(mail->tls, "try") && !is_word(mail->tls, "off"))
        code = err_set(err, OIT_ERR_CONFIG, "tls ของเมลเป็น required try หรือ off", "tls of the mail is required, try or off");
    bool may_be_clear = !is_implicit(mail) && mail->tls && !is_word(mail->tls, "required");
    if (code == OIT_OK && mail->user && may_be_clear && !post_is_own_machine(mail->server))
        code = err_set(err, OIT_ERR_CONFIG, "มีชื่อผู้ใช้เมล แต่ไม่บังคับเข้ารหัส จึงไม่ส่งรหัสลับไป: ใช้ tls: required", "with a user the connection must be encrypted: use tls: required");
    buf_done(&address);
    return code;
}

static size_t read_letter(char *bytes, size_t size, size_t n, void *context)
{
    struct letter *letter = context;
    struct str part = str_sub(letter->rest, 0, size * n);
    memcpy(bytes, part.p ? part.p : "", part.n);
    letter->rest = str_from_pos(letter->rest, part.n);
    return part.n;
}

/* libcurl goes on when a recipient is refused (MAIL_RCPT_ALLOWFAILS) but tells nobody which: its conversation does. */
static int overhear(CURL *curl, curl_infotype type, char *bytes, size_t n, void *context)
{
    struct letter *letter = context;
    struct str line = {bytes, n};
    (void)curl;
    if (type == CURLINFO_HEADER_OUT) {
        buf_clear(&letter->asked);
        if (str_starts_c(line, "RCPT TO:"))
            (void)buf_add_str(&letter->asked, str_trim(str_from_pos(line, strlen("RCPT TO:"))));
    } else if (type == CURLINFO_HEADER_IN && letter->asked.n && n && (*bytes == '5' || *bytes == '4')) {
        (void)buf_addf(&letter->refused, "%s%s", letter->refused.n ? " " : "", letter->asked.p);
        buf_clear(&letter->asked);
    }
    return 0;
}

static bool say(struct err *ret_trouble, const char *th, const char *en)
{
    (void)err_set(ret_trouble, OIT_ERR_LOCAL, "%s%.0s", "%.0s%s", th, en);
    return false;
}

static bool not_sent(CURLcode code, long status, const struct letter *letter, struct err *ret_trouble)
{
    if (letter->refused.n) {
        (void)err_set(ret_trouble, OIT_ERR_LOCAL, "เครื่องแม่ข่ายเมลไม่รับผู้รับ %s", "the mail server refuses %s", letter->refused.p);
        return false;
    }
    switch ((int)code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return say(ret_trouble, "ไม่พบชื่อเครื่องแม่ข่ายเมล", "the mail server's name could not be resolved");
    case CURLE_COULDNT_CONNECT:
        return say(ret_trouble, "ติดต่อเครื่องแม่ข่ายเมลไม่ได้", "no connection to the mail server");
    case CURLE_OPERATION_TIMEDOUT:
        return say(ret_trouble, "เครื่องแม่ข่ายเมลไม่ตอบในเวลาที่กำหนด", "the mail server did not answer in time");
    case CURLE_USE_SSL_FAILED:
        return say(ret_trouble, "เครื่องแม่ข่ายเมลไม่รองรับการเข้ารหัส จึงไม่ส่ง (ในเครื่องเดียวกันใช้ tls: off ได้)", "the mail server offers no encryption, so nothing was sent (on this machine itself tls: off will do)");
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return say(ret_trouble, "ใบรับรองความปลอดภัยของเครื่องแม่ข่ายเมลมีปัญหา (ระบุใบรับรองรากด้วย cacert ได้)", "the mail server's certificate or TLS failed (cacert names a root to trust)");
    case CURLE_LOGIN_DENIED:
        return say(ret_trouble, "เครื่องแม่ข่ายเมลไม่รับชื่อผู้ใช้หรือรหัสลับ", "the mail server does not accept user and password");
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_WEIRD_SERVER_REPLY:
        return say(ret_trouble, "เครื่องแม่ข่ายเมลตัดการเชื่อมต่อหรือตอบผิดรูปแบบ", "the mail server hung up or answered oddly");
    default:
        (void)err_set(ret_trouble, OIT_ERR_LOCAL, "เครื่องแม่ข่ายเมลไม่รับ (รหัส %ld)", "the mail server did not take it (%ld)", status ? status : (long)code);
        return false;
    }
}

static struct curl_slist *recipients_of(const struct profile_mail *mail)
{
    struct curl_slist *list = NULL;
    for (size_t i = 0; i < mail->n_to; i++) {
        struct buf address;
        buf_init(&address, 0);
        if (mail_address(mail->to[i], &address))
            list = curl_slist_append(list, address.p);
        buf_done(&address);
    }
    return list;
}

static void set_up(CURL *curl, const struct profile_mail *mail, const struct buf *from, const struct buf *password, struct letter *letter)
{
    bool is_off = is_word(mail->tls, "off");
    (void)curl_easy_setopt(curl, CURLOPT_URL, mail->server);
    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    (void)curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* proxies of the environment are for the web */
    (void)curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    (void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)LIMIT_NOTIFY_CONNECT_MS);
    (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)LIMIT_NOTIFY_MS);
    (void)curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(is_off ? CURLUSESSL_NONE : is_word(mail->tls, "try") ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    if (mail->cacert)
        (void)curl_easy_setopt(curl, CURLOPT_CAINFO, mail->cacert);
    if (mail->user) {
        (void)curl_easy_setopt(curl, CURLOPT_USERNAME, mail->user);
        (void)curl_easy_setopt(curl, CURLOPT_PASSWORD, password->n ? password->p : "");
    }
    (void)curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from->p);
    (void)curl_easy_setopt(curl, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_letter);
    (void)curl_easy_setopt(curl, CURLOPT_READDATA, letter);
    (void)curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, overhear);
    (void)curl_easy_setopt(curl, CURLOPT_DEBUGDATA, letter);
    (void)curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L); /* to listen only: nothing is printed */
}

bool smtp_send(const struct profile_mail *mail, const struct payload_input *in, struct err *ret_trouble)
{
    struct buf password, from, bytes;
    struct letter letter = {0};
    buf_init(&from, 0);
    buf_init(&bytes, 0);
    buf_init(&letter.asked, 0);
    buf_init(&letter.refused, 0);
    bool ok = smtp_check(mail, ret_trouble) == OIT_OK;
    ok = secret_read(mail->password_file, mail->password_env, &password, ok ? ret_trouble : NULL) == OIT_OK && ok;
    CURL *curl = ok && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? curl_easy_init() : NULL;
    if (curl) {
        long status = 0;
        (void)mail_address(mail->from, &from);
        mail_compose(in, mail->from, mail->to, mail->n_to, &bytes);
        letter.rest = buf_str(&bytes);
        struct curl_slist *recipients = recipients_of(mail);
        set_up(curl, mail, &from, &password, &letter);
        (void)curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
        CURLcode code = curl_easy_perform(curl);
        (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        ok = code == CURLE_OK;
        if (!ok || letter.refused.n)
            (void)not_sent(code, status, &letter, ret_trouble);
        curl_slist_free_all(recipients);
        curl_easy_cleanup(curl);
        curl_global_cleanup();
    } else if (ok) {
        ok = say(ret_trouble, "เริ่มการเชื่อมต่อไม่ได้", "no connection could be prepared");
    }
    secret_done(&password);
    buf_done(&from);
    buf_done(&bytes);
    buf_done(&letter.asked);
    buf_done(&letter.refused);
    return ok;
}
