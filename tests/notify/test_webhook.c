/* test_webhook.c - what arrives at a webhook, what is refused, and that no secret comes out anywhere else.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/file.h"
#include "notify/notify.h"
#include "../support/certificates.h"
#include "../support/postbox.h"
#include "../support/schema.h"
#include "../support/server.h"
#include "../support/tmp.h"

#define HOSTILE "รายงาน <script>alert(1)</script> \"); @everyone *หนา* [คลิก](http://evil.example) \x1b[31m\r\nBcc: x@example.com"

struct box {
    struct postbox *post;
    struct profile profile;
    struct profile_webhook webhook;
    char *folder;
};

static int begin(void **state)
{
    static struct box box;
    static const char *names[] = {"สำนักงานตัวอย่าง"};
    box = (struct box){.post = postbox_start(), .folder = tmp_folder()};
    box.profile = (struct profile){.path = "agency.yaml", .names = names, .n_names = 1, .webhooks = &box.webhook, .n_webhooks = 1};
    *state = &box;
    return 0;
}

static int end(void **state)
{
    struct box *box = *state;
    postbox_stop(box->post);
    tmp_remove(box->folder);
    return 0;
}

static char *secret(struct box *box, const char *name, const char *value)
{
    char *path = tmp_path(box->folder, name);
    assert_int_equal(file_write(path, str_from(value), NULL), OIT_OK);
    return path;
}

static const struct notification sample = {.topic = "check", .level = NOTIFY_ALARM, .subject = {"O16 แย่ลง", "O16 got worse"},
                                           .body = {"บรรทัดแรก\nบรรทัดสอง", "first\nsecond"}, .url = "https://www.example.go.th/ita", .site = "https://www.example.go.th/"};

static json_t *arrived(struct box *box, size_t i)
{
    json_error_t error;
    json_t *json = json_loads(postbox_body(box->post, i), 0, &error);
    if (!json)
        fail_msg("no JSON: %s in %s", error.text, postbox_body(box->post, i));
    return json;
}

static const char *text_at(const json_t *json, const char *key, const char *inner)
{
    const json_t *value = json_object_get(json, key);
    return json_string_value(inner ? json_object_get(value, inner) : value);
}

static void json_arrives_as_documented(void **state)
{
    struct box *box = *state;
    char *token = secret(box, "token", "s3cret-token\n");
    box->webhook = (struct profile_webhook){.kind = "json", .url = postbox_url(box->post, "/hook"), .token_file = token};
    struct err err = {0};
    assert_true(notify_send(&box->profile, &sample, &err));
    assert_int_equal(postbox_count(box->post), 1);
    assert_non_null(strstr(postbox_head(box->post, 0), "POST /hook HTTP/1.1\r\n"));
    assert_non_null(strstr(postbox_head(box->post, 0), "Content-Type: application/json; charset=utf-8\r\n"));
    assert_non_null(strstr(postbox_head(box->post, 0), "Authorization: Bearer s3cret-token\r\n"));
    json_t *json = arrived(box, 0);
    char wrong[200] = "";
    if (!json_schema_check("schema/notification-1.schema.json", str_from(postbox_body(box->post, 0)), wrong, sizeof wrong))
        fail_msg("%s", wrong);
    assert_string_equal(text_at(json, "schema", NULL), "oitcheck-notification/1");
    assert_string_equal(text_at(json, "level", NULL), "alarm");
    assert_string_equal(text_at(json, "topic", NULL), "check");
    assert_string_equal(text_at(json, "agency", NULL), "สำนักงานตัวอย่าง");
    assert_string_equal(text_at(json, "site", NULL), "https://www.example.go.th/");
    assert_string_equal(text_at(json, "subject", "th"), "O16 แย่ลง");
    assert_string_equal(text_at(json, "body", "en"), "first\nsecond");
    assert_int_equal(strlen(text_at(json, "id", NULL)), 36);
    json_decref(json);
    free(token);
}

static void the_same_message_has_the_same_id(void **state)
{
    (void)state;
    char a[37], b[37];
    struct notification other = sample;
    notify_id(&sample, a);
    notify_id(&other, b);
    assert_string_equal(a, b);
    other.body.th = "อย่างอื่น";
    notify_id(&other, b);
    assert_string_not_equal(a, b);
}

static void hostile_words_stay_text(void **state)
{
    struct box *box = *state;
    box->webhook = (struct profile_webhook){.kind = "json", .url = postbox_url(box->post, "/hook")};
    struct notification n = sample;
    n.subject = (struct oit_words){HOSTILE, HOSTILE};
    n.body = (struct oit_words){HOSTILE "\xff\xfe", "\"},{\"level\":\"note\""};
    assert_true(notify_send(&box->profile, &n, NULL));
    json_t *json = arrived(box, 0);
    assert_string_equal(text_at(json, "level", NULL), "alarm");
    assert_string_equal(text_at(json, "body", "en"), "\"},{\"level\":\"note\"");
    assert_null(strchr(text_at(json, "subject", "th"), '\x1b'));
    json_decref(json);
}

static void redirects_are_not_followed(void **state)
{
    struct box *box = *state;
    struct postbox *elsewhere = postbox_start();
    char header[200];
    char *token = secret(box, "token", "s3cret-token");
    (void)snprintf(header, sizeof header, "Location: %s", postbox_url(elsewhere, "/stolen"));
    postbox_answer(box->post, 307, header, 0);
    box->webhook = (struct profile_webhook){.kind = "json", .url = postbox_url(box->post, "/hook?key=p4ss"), .token_file = token};
    struct err err = {0};
    assert_false(notify_send(&box->profile, &sample, &err));
    assert_int_equal(postbox_count(elsewhere), 0);
    assert_non_null(strstr(err.th, "ส่งต่อ"));
    assert_null(strstr(err.th, "p4ss"));
    assert_null(strstr(err.en, "s3cret-token"));
    postbox_stop(elsewhere);
    free(token);
}

static void failures_are_one_sentence(void **state)
{
    struct box *box = *state;
    static const struct {
        int status;
        const char *th;
    } answers[] = {{401, "รหัสลับ"}, {404, "ไม่มีแล้ว"}, {429, "โควตา"}, {500, "500"}, {0, "ตัดการเชื่อมต่อ"}};
    box->webhook = (struct profile_webhook){.kind = "json", .url = postbox_url(box->post, "/hook")};
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct err err = {0};
        postbox_answer(box->post, answers[i].status, NULL, 0);
        assert_false(notify_send(&box->profile, &sample, &err));
        if (!strstr(err.th, answers[i].th))
            fail_msg("status %d: %s", answers[i].status, err.th);
        assert_null(strchr(err.th, '\n'));
        assert_true(*err.en != '\0');
    }
    postbox_answer(box->post, 200, NULL, 5000000); /* taken all the same */
    assert_true(notify_send(&box->profile, &sample, NULL));
}

static void nobody_there_is_said(void **state)
{
    struct box *box = *state;
    struct postbox *gone = postbox_start();
    char url[100];
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d/", postbox_port(gone));
    postbox_stop(gone);
    box->webhook = (struct profile_webhook){.kind = "json", .url = url};
    struct err err = {0};
    assert_false(notify_send(&box->profile, &sample, &err));
    assert_non_null(strstr(err.th, "ติดต่อเครื่องปลายทางไม่ได้"));
}

static void secrets_come_from_files_and_environment(void **state)
{
    struct box *box = *state;
    assert_int_equal(setenv("OIT_TEST_HOOK", postbox_url(box->post, "/from-env"), 1), 0);
    box->webhook = (struct profile_webhook){.kind = "json", .url_env = "OIT_TEST_HOOK", .token_env = "OIT_TEST_NOWHERE"};
    struct err err = {0};
    assert_false(notify_send(&box->profile, &sample, &err));
    assert_non_null(strstr(err.en, "OIT_TEST_NOWHERE"));
    assert_int_equal(notify_check(&box->profile, NULL), OIT_ERR_CONFIG);
    assert_int_equal(postbox_count(box->post), 0);
    assert_int_equal(setenv("OIT_TEST_NOWHERE", "two\nlines", 1), 0);
    assert_false(notify_send(&box->profile, &sample, &err));
    assert_int_equal(postbox_count(box->post), 0);
    assert_int_equal(setenv("OIT_TEST_NOWHERE", "token", 1), 0);
    assert_true(notify_send(&box->profile, &sample, &err));
    assert_int_equal(notify_check(&box->profile, NULL), OIT_OK);
    assert_non_null(strstr(postbox_head(box->post, 0), "/from-env"));
    box->webhook.token_env = NULL;
    box->webhook.token_file = secret(box, "notepad", "\xEF\xBB\xBFt0ken\r\n"); /* as an editor on Windows saves it */
    assert_true(notify_send(&box->profile, &sample, &err));
    assert_non_null(strstr(postbox_head(box->post, 1), "Bearer t0ken\r\n"));
    free((char *)(uintptr_t)box->webhook.token_file);
    (void)unsetenv("OIT_TEST_NOWHERE");
}

static void a_file_others_can_read_is_named(void **state)
{
    struct box *box = *state;
    char *token = secret(box, "token", "abc");
    struct buf paths;
    buf_init(&paths, 0);
    box->webhook = (struct profile_webhook){.kind = "json", .url = "https://hook.example/", .token_file = token};
    notify_open_secrets(&box->profile, &paths);
    assert_int_equal(paths.n, 0);
    assert_int_equal(chmod(token, 0644), 0);
    notify_open_secrets(&box->profile, &paths);
    assert_string_equal(buf_str(&paths).p, token);
    buf_done(&paths);
    free(token);
}

static void no_token_goes_out_in_the_clear(void **state)
{
    struct box *box = *state;
    char *token = secret(box, "token", "abc");
    struct err err = {0};
    box->webhook = (struct profile_webhook){.kind = "json", .url = "http://hook.example.invalid/", .token_file = token};
    assert_false(notify_send(&box->profile, &sample, &err));
    assert_non_null(strstr(err.th, "https"));
    static const char *const not_here[] = {"http://127.0.0.1@hook.example.invalid/", "http://127.hook.example.invalid/", "http://localhost.example.invalid/", "http://localhost:8@hook.example.invalid/"};
    for (size_t i = 0; i < sizeof not_here / sizeof *not_here; i++) {
        box->webhook.url = not_here[i];
        assert_false(notify_send(&box->profile, &sample, &err));
        assert_non_null(strstr(err.th, "https"));
    }
    box->webhook.url = "ftp://127.0.0.1/";
    assert_false(notify_send(&box->profile, &sample, &err));
    box->webhook = (struct profile_webhook){.kind = "fax", .url = "https://hook.example/", .line = 7};
    assert_int_equal(notify_check(&box->profile, &err), OIT_ERR_CONFIG);
    assert_string_equal(err.where, "agency.yaml:7");
    assert_false(notify_send(&box->profile, &sample, &err));
    free(token);
}

static void an_agency_may_have_its_own_root_certificate(void **state)
{
    struct box *box = *state;
    struct server *server = server_start_files(NULL, "/hook body=ok type=text/plain\n");
    struct authority *authority = authority_new(server_tls_folder(server));
    char url[100];
    struct err err = {0};
    authority_issue(authority, &(struct certificate_wish){.file = "default", .names = "IP:127.0.0.1"});
    char *root = tmp_path(server_tls_folder(server), "root.pem");
    (void)snprintf(url, sizeof url, "https://127.0.0.1:%d/hook", server_port(server));
    box->webhook = (struct profile_webhook){.kind = "json", .url = url};
    assert_false(notify_send(&box->profile, &sample, &err));
    assert_non_null(strstr(err.th, "ใบรับรอง"));
    assert_int_equal(server_count(server, "/hook"), 0);
    box->webhook.cacert = root;
    if (!notify_send(&box->profile, &sample, &err))
        fail_msg("%s", err.en);
    assert_int_equal(server_count(server, "/hook"), 1);
    free(root);
    authority_free(authority);
    server_stop(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(json_arrives_as_documented, begin, end),
        cmocka_unit_test(the_same_message_has_the_same_id),
        cmocka_unit_test_setup_teardown(hostile_words_stay_text, begin, end),
        cmocka_unit_test_setup_teardown(redirects_are_not_followed, begin, end),
        cmocka_unit_test_setup_teardown(failures_are_one_sentence, begin, end),
        cmocka_unit_test_setup_teardown(nobody_there_is_said, begin, end),
        cmocka_unit_test_setup_teardown(secrets_come_from_files_and_environment, begin, end),
        cmocka_unit_test_setup_teardown(a_file_others_can_read_is_named, begin, end),
        cmocka_unit_test_setup_teardown(an_agency_may_have_its_own_root_certificate, begin, end),
        cmocka_unit_test_setup_teardown(no_token_goes_out_in_the_clear, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
