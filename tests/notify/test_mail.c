/* test_mail.c - what arrives at a mail server, and when nothing may.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <openssl/evp.h>

#include "../support/certificates.h"
#include "../support/mailbox.h"
#include "../support/tmp.h"
#include "base/file.h"
#include "base/mem.h"
#include "notify/mail_text.h"
#include "notify/notify.h"
#include "notify/smtp.h"

struct post {
    char *folder, *root;
    struct authority *authority;
    struct mailbox *box;
    struct profile profile;
    char server[100];
    const char *to[3];
};

static int begin(void **state)
{
    static struct post post;
    static const char *names[] = {"สำนักงานตัวอย่าง"};
    post = (struct post){.folder = tmp_folder()};
    post.authority = authority_new(post.folder);
    authority_issue(post.authority, &(struct certificate_wish){.file = "default", .names = "IP:127.0.0.1"});
    post.root = tmp_path(post.folder, "root.pem");
    post.profile = (struct profile){.path = "agency.yaml", .names = names, .n_names = 1};
    post.to[0] = "ผู้ดูแล <somchai@example.go.th>";
    post.to[1] = "second@example.go.th";
    *state = &post;
    return 0;
}

static int end(void **state)
{
    struct post *post = *state;
    mailbox_stop(post->box);
    authority_free(post->authority);
    free(post->root);
    tmp_remove(post->folder);
    return 0;
}

static void serve(struct post *post, const struct mailbox_wish *wish)
{
    mailbox_stop(post->box);
    post->box = mailbox_start(wish);
    (void)snprintf(post->server, sizeof post->server, "%s://127.0.0.1:%d", wish->is_implicit_tls ? "smtps" : "smtp", mailbox_port(post->box));
    post->profile.mail = (struct profile_mail){.server = post->server, .from = "ระบบตรวจ <oitcheck@example.go.th>", .to = post->to, .n_to = 2, .cacert = post->root};
}

static const struct notification sample = {.topic = "check", .level = NOTIFY_ALARM, .subject = {"ข้อ O16 แย่ลง จากเผยแพร่ครบ เป็นไม่พบเอกสารใด ๆ บนเว็บไซต์ของหน่วยงาน", "O16 got worse"},
                                           .body = {"O16: เผยแพร่ครบ -> ไม่พบ\n.จุดหน้าบรรทัด\nสุดท้าย", "x"}, .url = "https://www.example.go.th/ita", .site = "https://www.example.go.th/"};

/* The words of a header, undone: encoded words of base64 UTF-8. */
static char *header(const char *letter, const char *name)
{
    struct buf value, line;
    buf_init(&value, 0);
    buf_init(&line, 0);
    (void)buf_addf(&line, "\r\n%s: ", name);
    const char *at = strncmp(letter, line.p + 2, line.n - 2) == 0 ? letter + line.n - 2 : strstr(letter, line.p);
    assert_non_null(at);
    at = at == letter + line.n - 2 ? at : at + line.n;
    bool was_word = false;
    while (*at && !(at[0] == '\r' && at[1] == '\n' && at[2] != ' ')) {
        if (strncmp(at, "=?UTF-8?B?", 10) == 0) {
            const char *close = strstr(at + 10, "?=");
            unsigned char plain[200];
            int n = EVP_DecodeBlock(plain, (const unsigned char *)at + 10, (int)(close - at - 10));
            n -= close[-1] == '=' ? close[-2] == '=' ? 2 : 1 : 0;
            assert_in_range(close + 2 - at, 1, 75);
            (void)buf_add(&value, plain, (size_t)n);
            at = close + 2;
            was_word = true;
        } else if (was_word && strncmp(at, "\r\n =?", 5) == 0) {
            at += 3;
        } else {
            if (*at != '\r' && *at != '\n')
                (void)buf_add_char(&value, *at);
            at++;
        }
    }
    buf_done(&line);
    return buf_take(&value);
}

static char *body(const char *letter)
{
    struct buf plain, coded;
    buf_init(&plain, 0);
    buf_init(&coded, 0);
    const char *at = strstr(letter, "\r\n\r\n");
    assert_non_null(at);
    for (; *at; at++)
        if (*at != '\r' && *at != '\n')
            (void)buf_add_char(&coded, *at);
    assert_true(buf_reserve(&plain, coded.n + 4));
    int n = EVP_DecodeBlock((unsigned char *)plain.p, (const unsigned char *)coded.p, (int)coded.n);
    assert_true(n > 0);
    plain.p[n - (str_ends_c(buf_str(&coded), "==") ? 2 : str_ends_c(buf_str(&coded), "=") ? 1 : 0)] = '\0';
    buf_done(&coded);
    return plain.p;
}

static void expect_header(const char *letter, const char *name, const char *value)
{
    char *found = header(letter, name);
    assert_string_equal(found, value);
    free(found);
}

static void a_letter_in_thai_arrives_encrypted(void **state)
{
    struct post *post = *state;
    struct err err = {0};
    serve(post, &(struct mailbox_wish){.certificate = post->folder});
    if (!notify_send(&post->profile, &sample, &err))
        fail_msg("%s", err.en);
    assert_int_equal(mailbox_count(post->box), 1);
    assert_true(mailbox_was_encrypted(post->box, 0));
    assert_string_equal(mailbox_envelope(post->box, 0), "MAIL FROM:<oitcheck@example.go.th>\nRCPT TO:<somchai@example.go.th>\nRCPT TO:<second@example.go.th>\n");
    const char *letter = mailbox_letter(post->box, 0);
    expect_header(letter, "Subject", "เตือน: ข้อ O16 แย่ลง จากเผยแพร่ครบ เป็นไม่พบเอกสารใด ๆ บนเว็บไซต์ของหน่วยงาน - สำนักงานตัวอย่าง");
    expect_header(letter, "From", "ระบบตรวจ <oitcheck@example.go.th>");
    expect_header(letter, "To", "ผู้ดูแล <somchai@example.go.th>, second@example.go.th");
    expect_header(letter, "Content-Type", "text/plain; charset=utf-8");
    expect_header(letter, "Auto-Submitted", "auto-generated");
    char *date = header(letter, "Date"), *id = header(letter, "Message-ID"), *text = body(letter);
    assert_non_null(strstr(date, "+0700"));
    assert_true(*id == '<' && str_ends_c(str_from(id), "@example.go.th>"));
    assert_string_equal(text, "O16: เผยแพร่ครบ -> ไม่พบ\r\n.จุดหน้าบรรทัด\r\nสุดท้าย\r\n\r\nhttps://www.example.go.th/ita\r\n");
    for (const char *line = letter; line; line = strstr(line, "\r\n") ? strstr(line, "\r\n") + 2 : NULL)
        assert_in_range(strcspn(line, "\r"), 0, 78);
    free(date);
    free(id);
    free(text);
}

static void without_encryption_nothing_is_sent(void **state)
{
    struct post *post = *state;
    struct err err = {0};
    serve(post, &(struct mailbox_wish){0});
    assert_false(notify_send(&post->profile, &sample, &err));
    assert_non_null(strstr(err.th, "เข้ารหัส"));
    assert_int_equal(mailbox_count(post->box), 0);
    assert_null(strstr(mailbox_clear_text(post->box), "MAIL FROM"));
    post->profile.mail.tls = "off";
    assert_true(notify_send(&post->profile, &sample, &err));
    post->profile.mail.tls = "try";
    assert_true(notify_send(&post->profile, &sample, &err));
    assert_int_equal(mailbox_count(post->box), 2);
}

static void a_certificate_nobody_vouches_for_is_refused(void **state)
{
    struct post *post = *state;
    struct err err = {0};
    serve(post, &(struct mailbox_wish){.certificate = post->folder});
    post->profile.mail.cacert = NULL;
    assert_false(notify_send(&post->profile, &sample, &err));
    assert_non_null(strstr(err.th, "ใบรับรอง"));
    assert_int_equal(mailbox_count(post->box), 0);
}

static void implicit_tls_and_a_password(void **state)
{
    struct post *post = *state;
    struct err err = {0};
    char *path = tmp_path(post->folder, "password");
    assert_int_equal(file_write(path, STR_LIT("ความลับ-pa55\n"), NULL), OIT_OK);
    for (int implicit = 0; implicit < 2; implicit++) {
        serve(post, &(struct mailbox_wish){.certificate = post->folder, .is_implicit_tls = implicit, .user = "robot", .password = "ความลับ-pa55"});
        post->profile.mail.user = "robot";
        post->profile.mail.password_file = path;
        if (!notify_send(&post->profile, &sample, &err))
            fail_msg("%s", err.en);
        assert_int_equal(mailbox_count(post->box), 1);
        assert_null(strstr(mailbox_clear_text(post->box), "AUTH"));
        assert_null(strstr(mailbox_letter(post->box, 0), "pa55"));
    }
    assert_int_equal(file_write(path, STR_LIT("wrong-pa55\n"), NULL), OIT_OK);
    assert_false(notify_send(&post->profile, &sample, &err));
    assert_non_null(strstr(err.th, "รหัสลับ"));
    assert_null(strstr(err.th, "pa55"));
    assert_null(strstr(err.en, "pa55"));
    free(path);
}

static void one_wrong_recipient_does_not_stop_the_others(void **state)
{
    struct post *post = *state;
    struct err err = {0};
    serve(post, &(struct mailbox_wish){.certificate = post->folder, .refuse = "second"});
    assert_true(notify_send_one(&post->profile, 0, &sample, &err));
    assert_int_equal(mailbox_count(post->box), 1);
    assert_non_null(strstr(err.th, "second@example.go.th"));
    post->to[0] = "second-too@example.go.th";
    assert_false(notify_send(&post->profile, &sample, &err));
    assert_int_equal(mailbox_count(post->box), 1);
}

static void a_server_that_hangs_up_is_said(void **state)
{
    struct post *post = *state;
    struct err err = {0};
    serve(post, &(struct mailbox_wish){.is_deaf = true});
    assert_false(notify_send(&post->profile, &sample, &err));
    assert_true(*err.th != '\0' && *err.en != '\0');
}

static void no_header_comes_in_through_words(void **state)
{
    struct post *post = *state;
    struct notification n = sample;
    struct err err = {0};
    serve(post, &(struct mailbox_wish){.certificate = post->folder});
    n.subject = (struct oit_words){"O16\r\nBcc: thief@example.com\r\n\r\nbody =?UTF-8?B?eA==?=", "x"};
    n.body = (struct oit_words){"หนึ่ง\r\n.\r\nMAIL FROM:<x@y>\r\nสอง", "x"};
    assert_true(notify_send(&post->profile, &n, &err));
    const char *letter = mailbox_letter(post->box, 0);
    assert_int_equal(mailbox_count(post->box), 1);
    assert_null(strstr(letter, "\nBcc"));
    char *text = body(letter);
    assert_non_null(strstr(text, "MAIL FROM"));
    free(text);
    static const char *const bad[] = {"a@b\r\nRCPT TO:<c@d>", "no address", "a@b@c", "<a@b", "\"x\"@y,z@w", "@b", "a@"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        post->to[1] = bad[i];
        if (smtp_check(&post->profile.mail, &err) != OIT_ERR_CONFIG)
            fail_msg("taken: %s", bad[i]);
    }
    post->to[1] = "second@example.go.th";
    post->profile.mail.from = "x\nBcc: y@z <a@b>";
    assert_int_equal(smtp_check(&post->profile.mail, &err), OIT_ERR_CONFIG);
}

static void a_password_needs_encryption(void **state)
{
    struct post *post = *state;
    struct err err = {0};
    post->profile.mail = (struct profile_mail){.server = "smtp://mail.example.go.th:587", .from = "a@b.go.th", .to = post->to, .n_to = 1, .user = "u", .tls = "try"};
    assert_int_equal(smtp_check(&post->profile.mail, &err), OIT_ERR_CONFIG);
    post->profile.mail.server = "smtp://127.mail.example.go.th:25"; /* another machine, whatever it is called */
    assert_int_equal(smtp_check(&post->profile.mail, &err), OIT_ERR_CONFIG);
    post->profile.mail.server = "smtp://127.0.0.1:25";
    assert_int_equal(smtp_check(&post->profile.mail, &err), OIT_OK);
    post->profile.mail.server = "smtp://mail.example.go.th:587";
    post->profile.mail.tls = NULL;
    assert_int_equal(smtp_check(&post->profile.mail, &err), OIT_OK);
    static const char *const wrong[] = {"mail.example.go.th", "https://mail.example.go.th", "smtp://user:pw@mail.example.go.th", "smtp://a b"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        post->profile.mail.server = wrong[i];
        assert_int_equal(smtp_check(&post->profile.mail, &err), OIT_ERR_CONFIG);
        assert_null(strstr(err.en, "pw"));
    }
}

static void encoded_words_end_between_letters(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 0);
    mail_encode_words(STR_LIT("กำหนดส่งข้อมูลภายในของสำนักบริหารกลางและสำนักนโยบายยุทธศาสตร์ ๑๒๓๔๕๖๗"), &out);
    for (const char *at = out.p; (at = strstr(at, "=?UTF-8?B?")) != NULL; at++) {
        unsigned char plain[100];
        const char *close = strstr(at + 10, "?=");
        int n = EVP_DecodeBlock(plain, (const unsigned char *)at + 10, (int)(close - at - 10));
        assert_true(n > 0);
        assert_true((plain[0] & 0xC0) != 0x80); /* begins with a whole letter */
    }
    buf_clear(&out);
    mail_encode_words(STR_LIT("Plain words"), &out);
    assert_string_equal(out.p, "Plain words");
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_letter_in_thai_arrives_encrypted, begin, end),
        cmocka_unit_test_setup_teardown(without_encryption_nothing_is_sent, begin, end),
        cmocka_unit_test_setup_teardown(a_certificate_nobody_vouches_for_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(implicit_tls_and_a_password, begin, end),
        cmocka_unit_test_setup_teardown(one_wrong_recipient_does_not_stop_the_others, begin, end),
        cmocka_unit_test_setup_teardown(a_server_that_hangs_up_is_said, begin, end),
        cmocka_unit_test_setup_teardown(no_header_comes_in_through_words, begin, end),
        cmocka_unit_test_setup_teardown(a_password_needs_encryption, begin, end),
        cmocka_unit_test(encoded_words_end_between_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
