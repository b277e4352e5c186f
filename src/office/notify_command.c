/* notify_command.c - `oitcheck notify test`: a message to every channel of the profile, and what became of it; `oitcheck notify`: which channels there are.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "base/messages.h"
#include "notify/notify.h"
#include "oitcheck/office.h"
#include "text/utf8.h"

static void add_line(struct buf *out, enum msg_language language, enum msg id, const char *const *args)
{
    struct buf line;
    buf_init(&line, 0);
    msg_add(&line, language, id, args);
    utf8_terminal(buf_str(&line), out);
    (void)buf_add_char(out, '\n');
    buf_done(&line);
}

static bool try_channel(const struct profile *profile, size_t channel, const struct notification *n, enum msg_language language, struct buf *out)
{
    struct buf name;
    struct err why = {0};
    buf_init(&name, 0);
    notify_channel_name(profile, channel, &name);
    bool is_sent = notify_send_one(profile, channel, n, &why);
    if (is_sent)
        add_line(out, language, MSG_NOTIFY_TEST_SENT, MSG_ARGS(name.p));
    if (why.code != OIT_OK)
        add_line(out, language, MSG_NOTIFY_TEST_NOT_SENT, MSG_ARGS(name.p, language == MSG_EN ? why.en : why.th));
    buf_done(&name);
    return is_sent && why.code == OIT_OK;
}

int oit_notify(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    const struct profile *profile = command->options->profile;
    enum msg_language language = command->options->language == OIT_EN ? MSG_EN : MSG_TH;
    bool is_test = command->n_words == 2 && strcmp(command->words[1], "test") == 0;
    if (command->n_words > 1 && !is_test)
        return (int)err_set(err, OIT_ERR_USAGE, "ใช้: oitcheck notify test --profile แฟ้ม", "use: oitcheck notify test --profile FILE");
    if (notify_n_channels(profile) == 0)
        return (int)err_set(err, OIT_ERR_CONFIG, "ยังไม่มีผู้รับแจ้ง: ระบุโปรไฟล์ที่มีส่วน notify เช่น oitcheck notify test --profile agency.yaml",
                            "nobody to tell: give a profile with a notify section, as oitcheck notify test --profile agency.yaml");
    struct buf paths;
    buf_init(&paths, 0);
    notify_open_secrets(profile, &paths);
    for (struct str rest = buf_str(&paths); rest.n;) {
        struct buf path;
        buf_init(&path, 0);
        (void)buf_add_str(&path, str_cut(&rest, '\n'));
        add_line(out, language, MSG_NOTIFY_OPEN_SECRET, MSG_ARGS(path.p));
        buf_done(&path);
    }
    buf_done(&paths);
    struct notification n = {.topic = "test", .level = NOTIFY_NOTE, .subject = {msg_th(MSG_NOTIFY_TEST_SUBJECT), msg_en(MSG_NOTIFY_TEST_SUBJECT)},
                             .body = {msg_th(MSG_NOTIFY_TEST_BODY), msg_en(MSG_NOTIFY_TEST_BODY)}, .url = profile->site, .site = profile->site};
    for (size_t i = 0; i < notify_n_channels(profile); i++) {
        if (is_test) {
            *ret_exit |= !try_channel(profile, i, &n, language, out);
        } else {
            notify_channel_name(profile, i, out);
            (void)buf_add_char(out, '\n');
        }
    }
    return is_test ? OIT_OK : (int)notify_check(profile, err);
}
