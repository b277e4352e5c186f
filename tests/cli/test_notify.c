/* test_notify.c - telling by the built program as cron runs it: what arrives, what is printed, how it ends, and where no secret may be.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../support/mailbox.h"
#include "../support/postbox.h"
#include "../support/program.h"
#include "../support/server.h"
#include "../support/tmp.h"
#include "base/file.h"

#define SECRET "tok3n-of-nobody-else"

struct desk {
    char *folder, *db, *profile, *log, *token;
    struct server *site;
    struct postbox *post;
    struct program_run run;
};

static const struct server_file home[] = {{"index.html", "<title>สำนักงานทดสอบ</title><p>ยินดีต้อนรับ <a href=a.html>ข้อมูล</a>"}, {"a.html", "<title>ข้อมูล</title><p>ไม่มี"}, {NULL, NULL}};

static int begin(void **state)
{
    static struct desk d;
    d = (struct desk){.folder = tmp_folder(), .site = server_start_files(home, NULL), .post = postbox_start()};
    d.db = tmp_path(d.folder, "store.db");
    d.profile = tmp_path(d.folder, "agency.yaml");
    d.log = tmp_path(d.folder, "events.log");
    d.token = tmp_path(d.folder, "token");
    assert_int_equal(file_write(d.token, STR_LIT(SECRET "\n"), NULL), OIT_OK);
    *state = &d;
    return 0;
}

static int end(void **state)
{
    struct desk *d = *state;
    program_done(&d->run);
    server_stop(d->site);
    postbox_stop(d->post);
    free(d->db);
    free(d->profile);
    free(d->log);
    free(d->token);
    tmp_remove(d->folder);
    return 0;
}

static void write_profile(struct desk *d, const char *notify)
{
    struct buf yaml;
    buf_init(&yaml, 0);
    (void)buf_addf(&yaml, "site: %s\nfiscal_year: 2567\ndb: store.db\nnotify:\n%s", server_url(d->site), notify);
    assert_int_equal(file_write(d->profile, buf_str(&yaml), NULL), OIT_OK);
    buf_done(&yaml);
}

static void write_webhook(struct desk *d, const char *kind, const char *more)
{
    struct buf notify;
    buf_init(&notify, 0);
    (void)buf_addf(&notify, "  webhooks:\n    - kind: %s\n      url: %s\n      token_file: token\n%s", kind, postbox_url(d->post, "/hook/" SECRET), more);
    write_profile(d, notify.p);
    buf_done(&notify);
}

static void run(struct desk *d, const char *first, const char *second, const char *more)
{
    const char *arguments[24] = {first};
    size_t n = 1;
    if (second)
        arguments[n++] = second;
    static const char *const always[] = {"--as-of", "2024-06-30", "--rate", "0", "--ocr", "off", "--render", "off"};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        arguments[n++] = always[i];
    arguments[n++] = "--profile";
    arguments[n++] = d->profile;
    if (more)
        arguments[n++] = more;
    program_done(&d->run);
    program_run(arguments, NULL, &d->run);
}

static size_t n_lines(const struct buf *text)
{
    size_t n = 0;
    for (size_t i = 0; i < text->n; i++)
        n += text->p[i] == '\n';
    return n;
}

static bool holds(const struct buf *text, const char *words)
{
    return str_find_c(buf_str(text), words) != STR_NPOS;
}

static void expect_no_secret_in(struct desk *d, const char *path)
{
    struct buf bytes;
    buf_init(&bytes, 0);
    if (file_exists(path) && file_read(path, &bytes, NULL) == OIT_OK && holds(&bytes, SECRET))
        fail_msg("the secret stands in %s", path);
    buf_done(&bytes);
    (void)d;
}

static void cron_prints_the_first_time_and_when_something_changed(void **state)
{
    struct desk *d = *state;
    write_webhook(d, "json", "");
    run(d, "scan", NULL, "--quiet");
    assert_int_equal(d->run.code, 1);
    assert_int_equal(n_lines(&d->run.out), 1);
    assert_true(holds(&d->run.out, "ตรวจครั้งแรก"));
    assert_int_equal(d->run.err.n, 0);
    assert_int_equal(postbox_count(d->post), 1);
    assert_non_null(strstr(postbox_head(d->post, 0), "Bearer " SECRET));
    assert_non_null(strstr(postbox_body(d->post, 0), "เริ่มติดตาม"));
    run(d, "scan", NULL, "--quiet");
    assert_int_equal(d->run.code, 1);
    assert_int_equal(d->run.out.n, 0);
    assert_int_equal(d->run.err.n, 0);
    assert_int_equal(postbox_count(d->post), 1);
}

static void a_format_asked_for_is_printed_as_ever(void **state)
{
    struct desk *d = *state;
    write_webhook(d, "json", "");
    run(d, "scan", "--quiet", "--format=line");
    assert_int_equal(d->run.code, 1);
    assert_false(holds(&d->run.out, "ตรวจครั้งแรก"));
    assert_int_equal(n_lines(&d->run.out), 1);
}

static void a_receiver_that_is_down_changes_no_result(void **state)
{
    struct desk *d = *state;
    write_webhook(d, "json", "  event_log: events.log\n");
    postbox_answer(d->post, 503, NULL, 0);
    run(d, "scan", NULL, "--quiet");
    assert_int_equal(d->run.code, 1);
    assert_int_equal(n_lines(&d->run.err), 1);
    assert_true(holds(&d->run.err, "ส่งแจ้งเตือนไม่สำเร็จ"));
    assert_false(holds(&d->run.err, SECRET));
    postbox_answer(d->post, 200, NULL, 0);
    run(d, "scan", NULL, "--quiet");
    assert_int_equal(d->run.err.n, 0);
    assert_int_equal(postbox_count(d->post), 2);
    assert_non_null(strstr(postbox_body(d->post, 1), "เริ่มติดตาม"));
    char *wal = tmp_path(d->folder, "store.db-wal");
    expect_no_secret_in(d, d->db);
    expect_no_secret_in(d, wal);
    expect_no_secret_in(d, d->log);
    free(wal);
}

static void a_dead_site_is_told_and_exit_4_stays(void **state)
{
    struct desk *d = *state;
    write_webhook(d, "json", "");
    run(d, "scan", NULL, "--quiet");
    server_stop(d->site);
    d->site = NULL;
    run(d, "scan", NULL, "--quiet");
    assert_int_equal(d->run.code, 4);
    assert_int_equal(d->run.out.n, 0);
    assert_int_equal(postbox_count(d->post), 2);
    assert_non_null(strstr(postbox_body(d->post, 1), "\"level\": \"alarm\""));
    run(d, "scan", NULL, "--quiet");
    assert_int_equal(d->run.code, 4);
    assert_int_equal(postbox_count(d->post), 2);
}

static void watch_brings_later_what_a_receiver_did_not_take(void **state)
{
    struct desk *d = *state;
    write_webhook(d, "json", "  event_log: events.log\n");
    run(d, "watch", "--once", "--confirm=0");
    size_t begun = postbox_count(d->post);
    server_stop(d->site);
    d->site = NULL;
    postbox_answer(d->post, 500, NULL, 0);
    run(d, "watch", "--once", "--confirm=0");
    assert_true(holds(&d->run.err, "500"));
    assert_int_equal(postbox_count(d->post), begun + 1);
    postbox_answer(d->post, 200, NULL, 0);
    run(d, "watch", "--once", "--confirm=0"); /* still down: nothing new, but somebody does not know yet */
    assert_int_equal(postbox_count(d->post), begun + 2);
    assert_non_null(strstr(postbox_body(d->post, begun + 1), "ส่งไม่ถึงก่อนหน้านี้"));
    run(d, "watch", "--once", "--confirm=0");
    assert_int_equal(postbox_count(d->post), begun + 2);
    expect_no_secret_in(d, d->log);
}

static void nobody_is_told_with_no_notify(void **state)
{
    struct desk *d = *state;
    write_webhook(d, "json", "");
    run(d, "scan", NULL, "--no-notify");
    assert_int_equal(d->run.code, 1);
    assert_int_equal(postbox_count(d->post), 0);
}

static void somebody_must_be_named_with_notify(void **state)
{
    struct desk *d = *state;
    write_profile(d, "  event_log: events.log\n");
    run(d, "scan", NULL, "--notify");
    assert_int_equal(d->run.code, 2);
    run(d, "notify", "test", NULL);
    assert_int_equal(d->run.code, 2);
}

static void settings_are_tried(void **state)
{
    struct desk *d = *state;
    write_webhook(d, "slack", "");
    run(d, "notify", NULL, NULL);
    assert_int_equal(d->run.code, 0);
    assert_true(holds(&d->run.out, "Slack (http://127.0.0.1:"));
    assert_false(holds(&d->run.out, SECRET));
    assert_int_equal(postbox_count(d->post), 0);
    run(d, "notify", "test", NULL);
    assert_int_equal(d->run.code, 0);
    assert_true(holds(&d->run.out, "ส่งแล้ว"));
    assert_int_equal(postbox_count(d->post), 1);
    assert_non_null(strstr(postbox_body(d->post, 0), "ทดลองการแจ้งเตือน"));
    postbox_answer(d->post, 403, NULL, 0);
    run(d, "notify", "test", NULL);
    assert_int_equal(d->run.code, 1);
    assert_true(holds(&d->run.out, "ส่งไม่สำเร็จ"));
    assert_false(holds(&d->run.out, SECRET));
    run(d, "notify", "everybody", NULL);
    assert_int_equal(d->run.code, 2);
    write_webhook(d, "pigeon", "");
    run(d, "notify", NULL, NULL);
    assert_int_equal(d->run.code, 2);
    assert_true(holds(&d->run.err, "agency.yaml:"));
}

static void a_mail_arrives_from_the_program(void **state)
{
    struct desk *d = *state;
    struct mailbox *box = mailbox_start(&(struct mailbox_wish){0});
    struct buf notify;
    buf_init(&notify, 0);
    (void)buf_addf(&notify, "  mail:\n    server: smtp://127.0.0.1:%d\n    from: oitcheck@example.go.th\n    to: [digital@example.go.th]\n    tls: off\n", mailbox_port(box));
    write_profile(d, notify.p);
    run(d, "scan", NULL, "--quiet");
    assert_int_equal(d->run.code, 1);
    assert_int_equal(d->run.err.n, 0);
    assert_int_equal(mailbox_count(box), 1);
    assert_string_equal(mailbox_envelope(box, 0), "MAIL FROM:<oitcheck@example.go.th>\nRCPT TO:<digital@example.go.th>\n");
    buf_done(&notify);
    mailbox_stop(box);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(cron_prints_the_first_time_and_when_something_changed),
        TEST(a_format_asked_for_is_printed_as_ever),
        TEST(a_receiver_that_is_down_changes_no_result),
        TEST(a_dead_site_is_told_and_exit_4_stays),
        TEST(watch_brings_later_what_a_receiver_did_not_take),
        TEST(nobody_is_told_with_no_notify),
        TEST(somebody_must_be_named_with_notify),
        TEST(settings_are_tried),
        TEST(a_mail_arrives_from_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
