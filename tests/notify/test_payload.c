/* test_payload.c - each receiver's own form: hostile words stay dead in it, and it is never longer than the receiver takes.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>

#include "../support/postbox.h"
#include "../support/tmp.h"
#include "base/file.h"
#include "notify/notify.h"
#include "notify/payload_text.h"

static const char hostile[] = "<!channel> @everyone <@U123> **หนา** _เอียง_ `โค้ด` ||ซ่อน|| [คลิก](http://evil.example) :bomb: {{DATE(2024-01-01T00:00:00Z)}} "
                              "<at>ทุกคน</at> \xe2\x80\xae\x1b[31m & \"\\\n# หัวข้อ\n> อ้าง\n- รายการ\nhttp://evil.example/**x**|y";

static struct notification hostile_notification(void)
{
    return (struct notification){.topic = "check", .level = NOTIFY_ALARM, .subject = {hostile, hostile}, .body = {hostile, hostile}, .site = "https://www.example.go.th/",
                                 .url = "https://www.example.go.th/a?b=<1>|x&c=)"};
}

static json_t *made(payload_fn fn, const struct payload_input *in)
{
    struct buf out;
    json_error_t error;
    buf_init(&out, 0);
    fn(in, &out);
    json_t *json = json_loads(buf_str(&out).p, 0, &error);
    if (!json)
        fail_msg("no JSON: %s in %s", error.text, out.p);
    buf_done(&out);
    return json;
}

static void slack_says_plain_text_only(void **state)
{
    (void)state;
    struct notification n = hostile_notification();
    json_t *json = made(payload_slack, &(struct payload_input){.n = &n, .agency = "A <!here> & B"}), *block;
    size_t i;
    assert_true(json_is_false(json_object_get(json, "mrkdwn")));
    assert_null(strchr(json_string_value(json_object_get(json, "text")), '<'));
    json_array_foreach(json_object_get(json, "blocks"), i, block)
    {
        const json_t *text = json_object_get(block, "text");
        const char *value = json_string_value(json_object_get(text, "text"));
        if (strcmp(json_string_value(json_object_get(text, "type")), "plain_text") == 0) {
            assert_null(strchr(value, '<'));
            assert_true(json_is_false(json_object_get(text, "emoji")));
        } else {
            assert_string_equal(value, "<https://www.example.go.th/a?b=%3C1%3E%7Cx&amp;c=%29>");
        }
        assert_in_range(payload_units(str_from(value)), 1, 3000);
    }
    json_decref(json);
}

static void expect_no_bare_sign(const char *text, const char *signs)
{
    for (const char *at = text; *at; at++) {
        if (*at == '\\' && at[1])
            at++;
        else if (strchr(signs, *at))
            fail_msg("bare %c in %s", *at, at);
    }
}

static void discord_mentions_nobody_and_formats_nothing(void **state)
{
    (void)state;
    struct notification n = hostile_notification();
    json_t *json = made(payload_discord, &(struct payload_input){.n = &n});
    assert_int_equal(json_array_size(json_object_get(json_object_get(json, "allowed_mentions"), "parse")), 0);
    assert_int_equal(json_integer_value(json_object_get(json, "flags")), 4);
    const char *content = json_string_value(json_object_get(json, "content")), *first = strchr(content, '\n');
    assert_true(str_starts_c(str_from(content), "**"));
    char *title = strndup(content + 2, (size_t)(first - content - 4)), *rest = strdup(first + 1);
    assert_string_equal(first - 2, strstr(content, "**\n"));
    *strstr(rest, "\n<https://www.example.go.th/a?b=%3C1%3E%7Cx&c=%29>") = '\0'; /* the address is our own */
    expect_no_bare_sign(title, "*_~`|<>[]()#@");
    expect_no_bare_sign(rest, "*_~`|<>[]()#@");
    free(title);
    free(rest);
    json_decref(json);
}

static void teams_gets_runs_of_text(void **state)
{
    (void)state;
    struct notification n = hostile_notification();
    json_t *json = made(payload_teams, &(struct payload_input){.n = &n}), *line;
    const json_t *attachment = json_array_get(json_object_get(json, "attachments"), 0), *card = json_object_get(attachment, "content");
    size_t i;
    assert_string_equal(json_string_value(json_object_get(json, "type")), "message");
    assert_string_equal(json_string_value(json_object_get(attachment, "contentType")), "application/vnd.microsoft.card.adaptive");
    assert_string_equal(json_string_value(json_object_get(card, "type")), "AdaptiveCard");
    assert_null(json_object_get(card, "msteams")); /* no entities: no mention */
    assert_in_range(json_array_size(json_object_get(card, "body")), 5, 20);
    json_array_foreach(json_object_get(card, "body"), i, line)
    {
        const json_t *run = json_array_get(json_object_get(line, "inlines"), 0);
        assert_string_equal(json_string_value(json_object_get(line, "type")), "RichTextBlock");
        assert_string_equal(json_string_value(json_object_get(run, "type")), "TextRun");
        assert_null(strstr(json_string_value(json_object_get(run, "text")), "{{"));
    }
    const json_t *action = json_array_get(json_object_get(card, "actions"), 0);
    assert_string_equal(json_string_value(json_object_get(action, "type")), "Action.OpenUrl");
    json_decref(json);
    n.url = "javascript:alert(1)";
    json = made(payload_teams, &(struct payload_input){.n = &n});
    assert_null(json_object_get(json_object_get(json_array_get(json_object_get(json, "attachments"), 0), "content"), "actions"));
    json_decref(json);
}

static const char *line_text(const json_t *json)
{
    return json_string_value(json_object_get(json_array_get(json_object_get(json, "messages"), 0), "text"));
}

static void line_is_pushed_to_whom_the_profile_names(void **state)
{
    (void)state;
    struct postbox *box = postbox_start();
    char *folder = tmp_folder(), *token = tmp_path(folder, "token");
    assert_int_equal(file_write(token, STR_LIT("channel-t0ken\n"), NULL), OIT_OK);
    struct profile_webhook webhook = {.kind = "line", .url = postbox_url(box, "/v2/bot/message/push"), .token_file = token, .to = "C1234"};
    struct profile profile = {.path = "p.yaml", .webhooks = &webhook, .n_webhooks = 1};
    struct notification n = hostile_notification();
    struct err err = {0};
    assert_true(notify_send(&profile, &n, &err));
    assert_non_null(strstr(postbox_head(box, 0), "Authorization: Bearer channel-t0ken\r\n"));
    assert_non_null(strstr(postbox_head(box, 0), "X-Line-Retry-Key: "));
    json_t *json = json_loads(postbox_body(box, 0), 0, NULL);
    assert_string_equal(json_string_value(json_object_get(json, "to")), "C1234");
    assert_null(strchr(line_text(json), '\x1b'));
    assert_null(strstr(line_text(json), "\xe2\x80\xae"));
    json_decref(json);
    postbox_answer(box, 409, NULL, 0); /* it has this retry key already: it was taken */
    assert_true(notify_send(&profile, &n, &err));
    webhook.to = NULL;
    assert_int_equal(notify_check(&profile, &err), OIT_ERR_CONFIG);
    webhook = (struct profile_webhook){.kind = "line", .to = "C1"};
    assert_int_equal(notify_check(&profile, &err), OIT_ERR_CONFIG);
    postbox_stop(box);
    free(token);
    tmp_remove(folder);
}

static void no_message_is_longer_than_taken(void **state)
{
    (void)state;
    struct buf body;
    buf_init(&body, 0);
    for (int i = 0; i < 3000; i++)
        (void)buf_addf(&body, "%sO%d: เผยแพร่ครบ -> ไม่พบ *😀* @here", i ? "\n" : "", i);
    struct notification n = {.topic = "check", .level = NOTIFY_NOTE, .subject = {body.p, "x"}, .body = {body.p, "x"}};
    struct payload_input in = {.n = &n, .to = "C1"};
    json_t *line = made(payload_line, &in), *discord = made(payload_discord, &in), *slack = made(payload_slack, &in);
    assert_in_range(payload_units(str_from(line_text(line))), 1000, 5000);
    assert_non_null(strstr(line_text(line), "และอีก "));
    const char *content = json_string_value(json_object_get(discord, "content"));
    assert_in_range(payload_units(str_from(content)), 1000, 2000);
    assert_non_null(strstr(content, "และอีก "));
    const json_t *section = json_object_get(json_array_get(json_object_get(slack, "blocks"), 1), "text");
    assert_in_range(payload_units(str_from(json_string_value(json_object_get(section, "text")))), 1000, 3000);
    struct buf card;
    buf_init(&card, 0);
    payload_teams(&in, &card);
    assert_in_range(card.n, 1000, 28 * 1024);
    buf_done(&card);
    json_decref(line);
    json_decref(discord);
    json_decref(slack);
    buf_done(&body);
}

static void secret_addresses_are_not_shown(void **state)
{
    (void)state;
    struct profile_webhook webhooks[] = {{.kind = "slack", .url = "https://hooks.slack.com/services/T0/B0/s3cret"}, {.kind = "discord", .url_env = "OIT_HOOK"}};
    struct profile profile = {.path = "p.yaml", .webhooks = webhooks, .n_webhooks = 2};
    struct buf name;
    buf_init(&name, 0);
    notify_channel_name(&profile, 0, &name);
    assert_string_equal(name.p, "Slack (https://hooks.slack.com)");
    buf_clear(&name);
    notify_channel_name(&profile, 1, &name);
    assert_string_equal(name.p, "Discord");
    buf_clear(&name);
    notify_channel_key(&profile, 0, &name);
    assert_null(strstr(name.p, "s3cret"));
    buf_done(&name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slack_says_plain_text_only),
        cmocka_unit_test(discord_mentions_nobody_and_formats_nothing),
        cmocka_unit_test(teams_gets_runs_of_text),
        cmocka_unit_test(line_is_pushed_to_whom_the_profile_names),
        cmocka_unit_test(no_message_is_longer_than_taken),
        cmocka_unit_test(secret_addresses_are_not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
