/* notify.c - the channels of a profile, and one message to one or all of them.
 * SPDX-License-Identifier: MIT
 */
#include "notify/notify.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/limits.h"
#include "notify/payload.h"
#include "notify/post.h"
#include "notify/secret.h"
#include "notify/smtp.h"

struct kind {
    const char *name, *title; /* in the profile; for people, NULL: its address */
    payload_fn payload;
    const char *default_url;
    bool has_secret_url, needs_token, needs_to, takes_retry_key;
};
static const struct kind kinds[] = {
    {.name = "json", .payload = payload_json},
    {.name = "line", .title = "LINE", .payload = payload_line, .default_url = "https://api.line.me/v2/bot/message/push", .needs_token = true, .needs_to = true,
     .takes_retry_key = true},
    {.name = "slack", .title = "Slack", .payload = payload_slack, .has_secret_url = true},
    {.name = "teams", .title = "Teams", .payload = payload_teams, .has_secret_url = true},
    {.name = "discord", .title = "Discord", .payload = payload_discord, .has_secret_url = true},
};

static const struct kind *kind_of(const struct profile_webhook *webhook)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (webhook->kind && strcmp(kinds[i].name, webhook->kind) == 0)
            return &kinds[i];
    return NULL;
}

const char *notify_level_name(enum notify_level level)
{
    return level == NOTIFY_ALARM ? "alarm" : level == NOTIFY_RECOVERY ? "recovery" : "note";
}

static void hash_part(struct buf *all, const char *text)
{
    (void)buf_add_c(all, text ? text : "");
    (void)buf_add_char(all, '\0');
}

void notify_id(const struct notification *n, char ret_id[static 37])
{
    struct buf all;
    char hex[65];
    buf_init(&all, 0);
    hash_part(&all, n->topic);
    hash_part(&all, n->site);
    hash_part(&all, n->subject.th);
    hash_part(&all, n->subject.en);
    hash_part(&all, n->body.th);
    hash_part(&all, n->body.en);
    sha256_hex(sha256_of(buf_str(&all)), hex);
    buf_done(&all);
    hex[12] = '5'; /* as a UUID of version 5, variant 1 (RFC 4122): made of the contents */
    hex[16] = '8';
    (void)snprintf(ret_id, 37, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

static bool has_mail(const struct profile *profile)
{
    return profile->mail.server != NULL;
}

size_t notify_n_channels(const struct profile *profile)
{
    return profile ? profile->n_webhooks + has_mail(profile) : 0;
}

/* NULL: it is the mail. */
static const struct profile_webhook *webhook_at(const struct profile *profile, size_t channel)
{
    return has_mail(profile) ? channel ? &profile->webhooks[channel - 1] : NULL : &profile->webhooks[channel];
}

/* Where a webhook is: written in the profile, in a secret place, or where its service always is. */
static enum oit_code address_of(const struct profile_webhook *webhook, const struct kind *kind, struct buf *ret_url, struct err *err)
{
    enum oit_code code = secret_read(webhook->url_file, webhook->url_env, ret_url, err);
    if (code == OIT_OK && ret_url->n == 0)
        (void)buf_add_c(ret_url, webhook->url ? webhook->url : kind->default_url ? kind->default_url : "");
    if (code == OIT_OK && !post_url_is_sound(buf_str(ret_url).p))
        code = err_set(err, OIT_ERR_CONFIG, "ที่อยู่ปลายทางของการแจ้งแบบ %s ไม่ใช่ http หรือ https", "the address of the %s webhook is not http or https", kind->name);
    return code;
}

static enum oit_code unknown_kind(const struct profile *profile, const struct profile_webhook *webhook, struct err *err)
{
    char where[512];
    (void)snprintf(where, sizeof where, "%s:%d", profile->path, webhook->line);
    return err_at(err, OIT_ERR_CONFIG, where, "ไม่รู้จักการแจ้งแบบ '%s': เลือก json line slack teams discord", "unknown kind of webhook '%s': choose json, line, slack, teams or discord",
                  webhook->kind ? webhook->kind : "");
}

static struct payload_input input_for(const struct profile *profile, const struct notification *n)
{
    return (struct payload_input){.n = n, .agency = profile->n_names ? profile->names[0] : NULL,
                                  .is_english = profile->language && strcmp(profile->language, "en") == 0, .now = clock_now_s()};
}

static bool send_webhook(const struct profile *profile, const struct profile_webhook *webhook, const struct notification *n, struct err *ret_trouble)
{
    const struct kind *kind = kind_of(webhook);
    if (!kind)
        return unknown_kind(profile, webhook, ret_trouble) == OIT_OK;
    struct buf url, token, json;
    char id[37], retry_key[80];
    buf_init(&token, 0);
    buf_init(&json, 0);
    notify_id(n, id);
    (void)snprintf(retry_key, sizeof retry_key, "X-Line-Retry-Key: %s", id);
    bool ok = address_of(webhook, kind, &url, ret_trouble) == OIT_OK && secret_read(webhook->token_file, webhook->token_env, &token, ret_trouble) == OIT_OK;
    if (ok) {
        struct payload_input input = input_for(profile, n);
        input.to = webhook->to;
        kind->payload(&input, &json);
        struct post post = {.url = url.p, .json = buf_str(&json), .token = token.n ? token.p : NULL, .has_secret_url = kind->has_secret_url, .cacert = webhook->cacert,
                            .header = kind->takes_retry_key ? retry_key : NULL};
        ok = post_send(&post, kind->takes_retry_key, ret_trouble);
    }
    buf_done(&json);
    secret_done(&token);
    secret_done(&url);
    return ok;
}

bool notify_send_one(const struct profile *profile, size_t channel, const struct notification *n, struct err *ret_trouble)
{
    const struct profile_webhook *webhook = webhook_at(profile, channel);
    struct payload_input input = input_for(profile, n);
    return webhook ? send_webhook(profile, webhook, n, ret_trouble) : smtp_send(&profile->mail, &input, ret_trouble);
}

void notify_channel_name(const struct profile *profile, size_t channel, struct buf *out)
{
    const struct profile_webhook *webhook = webhook_at(profile, channel);
    const struct kind *kind = webhook ? kind_of(webhook) : NULL;
    bool is_hidden = webhook && (webhook->url_file || webhook->url_env);
    const char *url = !webhook ? profile->mail.server : is_hidden ? NULL : webhook->url ? webhook->url : kind ? kind->default_url : NULL;
    const char *title = !webhook ? NULL : kind ? kind->title : webhook->kind; /* a mail server's or own system's address says it all */
    (void)buf_add_c(out, title ? title : url ? "" : "json");
    if (url) {
        (void)buf_add_c(out, title ? " (" : "");
        post_origin(url, out);
        (void)buf_add_c(out, title ? ")" : "");
    }
}

void notify_channel_key(const struct profile *profile, size_t channel, struct buf *out)
{
    const struct profile_webhook *webhook = webhook_at(profile, channel);
    struct buf all;
    char hex[65];
    buf_init(&all, 0);
    if (webhook) {
        hash_part(&all, webhook->url);
        hash_part(&all, webhook->url_file);
        hash_part(&all, webhook->url_env);
        hash_part(&all, webhook->to);
    } else {
        hash_part(&all, profile->mail.server);
        for (size_t i = 0; i < profile->mail.n_to; i++)
            hash_part(&all, profile->mail.to[i]);
    }
    sha256_hex(sha256_of(buf_str(&all)), hex);
    (void)buf_addf(out, "%s-%.12s", webhook ? webhook->kind : "mail", hex);
    buf_done(&all);
}

bool notify_send(const struct profile *profile, const struct notification *n, struct err *ret_trouble)
{
    struct buf th, en;
    bool all_took = true;
    buf_init(&th, 0);
    buf_init(&en, 0);
    for (size_t i = 0; i < notify_n_channels(profile); i++) {
        struct err why = {0};
        if (notify_send_one(profile, i, n, &why))
            continue;
        const char *between = all_took ? "" : "; ";
        all_took = false;
        (void)buf_add_c(&th, between);
        (void)buf_add_c(&en, between);
        notify_channel_name(profile, i, &th);
        notify_channel_name(profile, i, &en);
        (void)buf_addf(&th, ": %s", why.th);
        (void)buf_addf(&en, ": %s", why.en);
    }
    if (!all_took)
        (void)err_set(ret_trouble, OIT_ERR_LOCAL, "ส่งแจ้งเตือนไม่สำเร็จ %s%.0s", "not delivered: %.0s%s", th.p, en.p);
    buf_done(&th);
    buf_done(&en);
    return all_took;
}

static enum oit_code check_webhook(const struct profile *profile, const struct profile_webhook *webhook, struct err *err)
{
    const struct kind *kind = kind_of(webhook);
    if (!kind)
        return unknown_kind(profile, webhook, err);
    struct buf url, token;
    enum oit_code code = address_of(webhook, kind, &url, err);
    if (code == OIT_OK) {
        code = secret_read(webhook->token_file, webhook->token_env, &token, err);
        if (code == OIT_OK && kind->needs_token && token.n == 0)
            code = err_set(err, OIT_ERR_CONFIG, "การแจ้งแบบ %s ต้องมี token_file หรือ token_env", "a %s webhook needs token_file or token_env", kind->name);
        if (code == OIT_OK && kind->needs_to && !webhook->to)
            code = err_set(err, OIT_ERR_CONFIG, "การแจ้งแบบ %s ต้องมี to (ผู้รับ)", "a %s webhook needs to (whom it goes to)", kind->name);
        secret_done(&token);
    }
    secret_done(&url);
    return code;
}

static enum oit_code check_mail(const struct profile_mail *mail, struct err *err)
{
    struct buf password;
    enum oit_code code = smtp_check(mail, err);
    if (code != OIT_OK)
        return code;
    code = secret_read(mail->password_file, mail->password_env, &password, err);
    secret_done(&password);
    return code;
}

enum oit_code notify_check(const struct profile *profile, struct err *err)
{
    enum oit_code code = OIT_OK;
    for (size_t i = 0; code == OIT_OK && i < notify_n_channels(profile); i++) {
        const struct profile_webhook *webhook = webhook_at(profile, i);
        code = webhook ? check_webhook(profile, webhook, err) : check_mail(&profile->mail, err);
    }
    return code;
}

static void add_if_open(const char *file, struct buf *out)
{
    if (secret_is_open(file))
        (void)buf_addf(out, "%s%s", out->n ? "\n" : "", file);
}

void notify_open_secrets(const struct profile *profile, struct buf *out)
{
    if (!profile)
        return;
    add_if_open(profile->mail.password_file, out);
    for (size_t i = 0; i < profile->n_webhooks; i++) {
        add_if_open(profile->webhooks[i].url_file, out);
        add_if_open(profile->webhooks[i].token_file, out);
    }
}
