/* telling.c - see telling.h.
 * SPDX-License-Identifier: MIT
 */
#include "office/telling.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/messages.h"
#include "text/utf8.h"
#include "text/years.h"

/* A kept message: its texts one behind the other, each ended by a letter no clean text holds. */
enum { FIELD_END = '\x1f', N_FIELDS = 8 };

static void pack(const struct notification *n, struct buf *out)
{
    const char *const fields[N_FIELDS] = {n->topic, notify_level_name(n->level), n->subject.th, n->subject.en, n->body.th, n->body.en, n->url, n->site};
    for (size_t i = 0; i < N_FIELDS; i++) {
        struct buf clean;
        buf_init(&clean, 0);
        utf8_clean(str_from(fields[i]), &clean);
        (void)buf_add_str(out, utf8_prefix(buf_str(&clean), LIMIT_NOTIFY_TEXT_BYTES));
        (void)buf_add_char(out, (char)FIELD_END);
        buf_done(&clean);
    }
}

static struct notification unpack(const char *state, struct arena *arena)
{
    const char *fields[N_FIELDS] = {0};
    struct str rest = str_from(state);
    for (size_t i = 0; i < N_FIELDS; i++) {
        struct str field = str_cut(&rest, (char)FIELD_END);
        fields[i] = field.n ? arena_text(arena, field) : NULL;
    }
    enum notify_level level = NOTIFY_NOTE;
    if (fields[1] && strcmp(fields[1], notify_level_name(NOTIFY_ALARM)) == 0)
        level = NOTIFY_ALARM;
    else if (fields[1] && strcmp(fields[1], notify_level_name(NOTIFY_RECOVERY)) == 0)
        level = NOTIFY_RECOVERY;
    return (struct notification){.topic = fields[0] ? fields[0] : "check", .level = level, .subject = {fields[2], fields[3]}, .body = {fields[4], fields[5]},
                                 .url = fields[6], .site = fields[7]};
}

static const char *when(int64_t at, bool is_english, struct arena *arena)
{
    char day[48];
    int hour, minute;
    clock_bangkok_hm(at, &hour, &minute);
    (is_english ? years_date_en : years_date_th)(clock_date_bangkok(at), day, sizeof day);
    return arena_printf(arena, is_english ? "%s %02d:%02d" : "%s %02d:%02d น.", day, hour, minute).p;
}

static const char *joined(const char *text, enum msg_language language, const char *old_subject, const char *old_body, int64_t at, struct arena *arena)
{
    struct buf out;
    buf_init(&out, LIMIT_NOTIFY_TEXT_BYTES);
    if (text && *text)
        (void)buf_addf(&out, "%s\n", text);
    msg_add(&out, language, MSG_NOTIFY_LATE, MSG_ARGS(when(at, language == MSG_EN, arena)));
    (void)buf_addf(&out, " %s\n", old_subject ? old_subject : "");
    (void)buf_add_str(&out, utf8_prefix(str_from(old_body), LIMIT_NOTIFY_TEXT_BYTES - (out.n < LIMIT_NOTIFY_TEXT_BYTES ? out.n : LIMIT_NOTIFY_TEXT_BYTES)));
    const char *result = arena_text(arena, buf_str(&out));
    buf_done(&out);
    return result;
}

/* What waited, behind what is new; alone it stays as it was, with its time. */
static struct notification with_late(const struct notification *n, const struct store_told *late, struct arena *arena)
{
    struct notification old = unpack(late->state, arena), both = n ? *n : old;
    const char *th = n ? n->body.th : NULL, *en = n ? n->body.en : NULL;
    if (n && old.level == NOTIFY_ALARM)
        both.level = NOTIFY_ALARM;
    both.body.th = joined(th, MSG_TH, old.subject.th, old.body.th, late->told_at, arena);
    both.body.en = joined(en, MSG_EN, old.subject.en, old.body.en, late->told_at, arena);
    return both;
}

static void keep(struct tell_state *state, const char *key, const struct notification *n, const struct store_told *late)
{
    struct notification all = n && late ? with_late(n, late, &state->arena) : n ? *n : (struct notification){0};
    struct buf packed;
    buf_init(&packed, 0);
    if (n)
        pack(&all, &packed);
    tell_state_set(state, "unsent", key, n ? packed.p : late->state, (late ? late->count : 0) + 1);
    if (!n) /* it is as old as it was */
        state->changes[state->n_changes - 1].told_at = late->told_at;
    buf_done(&packed);
}

static void add_trouble(struct err *ret_trouble, const char *name, const struct err *why, size_t n_before)
{
    struct err all = {0};
    if (!ret_trouble)
        return;
    if (n_before)
        (void)err_set(&all, OIT_ERR_LOCAL, "%.400s; %s: %.400s%.0s%.0s%.0s", "%.0s%.0s%.0s%.400s; %s: %.400s", ret_trouble->th, name, why->th, ret_trouble->en, name, why->en);
    else
        (void)err_set(&all, OIT_ERR_LOCAL, "ส่งแจ้งเตือนไม่สำเร็จ จะลองใหม่ครั้งหน้า (ผลตรวจไม่เปลี่ยน) %s: %.400s%.0s%.0s", "not delivered, will be tried again next time (the result stands): %.0s%.0s%s: %.400s", name,
                      why->th, name, why->en);
    *ret_trouble = all;
}

size_t telling_send(struct tell_state *state, const struct profile *profile, const struct notification *n, const struct event_log *log, struct err *ret_trouble)
{
    size_t n_taken = 0, n_failed = 0;
    for (size_t i = 0; i < notify_n_channels(profile); i++) {
        struct buf key, name;
        struct err why = {0};
        buf_init(&key, 0);
        buf_init(&name, 0);
        notify_channel_key(profile, i, &key);
        notify_channel_name(profile, i, &name);
        const struct store_told *late = tell_state_get(state, "unsent", key.p);
        if (n || late) {
            struct notification all = late ? with_late(n, late, &state->arena) : *n;
            bool is_taken = notify_send_one(profile, i, &all, &why);
            if (is_taken) {
                n_taken++;
                tell_state_drop(state, "unsent", key.p);
            } else {
                keep(state, key.p, n, late);
            }
            if (why.code != OIT_OK)
                add_trouble(ret_trouble, name.p, &why, n_failed++);
            event_log_told(log, name.p, is_taken, &all, &why);
        }
        buf_done(&key);
        buf_done(&name);
    }
    return n_taken;
}

bool telling_send_now(struct store *store, const char *site, const struct profile *profile, const struct notification *n, struct err *ret_trouble)
{
    struct tell_state state;
    bool ok = tell_state_load(&state, store, site, clock_now_s(), ret_trouble) == OIT_OK;
    if (ok) {
        (void)telling_send(&state, profile, n, NULL, ret_trouble);
        ok = tell_state_save(&state, store, site, ret_trouble) == OIT_OK;
    }
    tell_state_done(&state);
    return ok;
}
