/* event_log.c - see event_log.h.
 * SPDX-License-Identifier: MIT
 */
#include "office/event_log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "text/utf8.h"

enum { MAX_VALUE_BYTES = 600 };

enum oit_code event_log_open(const char *path, const char *site, struct event_log *ret_log, struct err *err)
{
    *ret_log = (struct event_log){.fd = -1, .site = site};
    if (!path)
        return OIT_OK;
    ret_log->fd = strcmp(path, "-") == 0 ? STDERR_FILENO : open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (ret_log->fd < 0)
        return err_at(err, OIT_ERR_LOCAL, path, "เขียนบันทึกเหตุการณ์ '%s' ไม่ได้ (%s): ตรวจโฟลเดอร์และสิทธิ์ ผลตรวจไม่เปลี่ยน",
                      "cannot write the event log '%s' (%s): check folder and permissions; the result stands", path, strerror(errno));
    return OIT_OK;
}

void event_log_close(struct event_log *log)
{
    if (log->fd > STDERR_FILENO)
        (void)close(log->fd);
    log->fd = -1;
}

static void add_value(const char *value, struct buf *out)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(str_from(value), &clean);
    struct str v = utf8_prefix(buf_str(&clean), MAX_VALUE_BYTES);
    bool is_bare = v.n > 0;
    for (size_t i = 0; i < v.n; i++)
        is_bare = is_bare && !strchr(" \"=\\", v.p[i]);
    if (!is_bare)
        (void)buf_add_char(out, '"');
    for (size_t i = 0; i < v.n; i++)
        (void)buf_addf(out, "%s%c", v.p[i] == '"' || v.p[i] == '\\' ? "\\" : "", v.p[i]);
    if (!is_bare)
        (void)buf_add_char(out, '"');
    buf_done(&clean);
}

void event_log_add(const struct event_log *log, const char *event, const char *const *pairs)
{
    if (!log || log->fd < 0)
        return;
    struct buf line;
    char time[21];
    buf_init(&line, 0);
    clock_iso_utc(clock_now_s(), time);
    (void)buf_addf(&line, "time=%s event=%s", time, event);
    if (log->site) {
        (void)buf_add_c(&line, " site=");
        add_value(log->site, &line);
    }
    for (size_t i = 0; pairs[i]; i += 2) {
        if (!pairs[i + 1])
            continue;
        (void)buf_addf(&line, " %s=", pairs[i]);
        add_value(pairs[i + 1], &line);
    }
    (void)buf_add_char(&line, '\n');
    (void)!write(log->fd, line.p, line.n);
    buf_done(&line);
}

static const char *number(char text[static 24], size_t n)
{
    (void)snprintf(text, 24, "%zu", n);
    return text;
}

void event_log_checked(const struct event_log *log, const struct oit_report *report)
{
    char counts[4][24], low[24], high[24], fetched[24], seconds[24];
    size_t n[4] = {0};
    for (size_t i = 0; i < report->n_items; i++)
        n[report->items[i].status]++;
    (void)snprintf(low, sizeof low, "%.2f", report->score.low);
    (void)snprintf(high, sizeof high, "%.2f", report->score.high);
    event_log_add(log, "check-finished",
                  EVENT_PAIRS("run", report->run.id, "complete", report->run.complete ? "true" : "false", "stop",
                              report->run.stop_reason, "score_low", low, "score_high", high, "published", number(counts[0], n[OIT_PUBLISHED]), "partial",
                              number(counts[1], n[OIT_PARTIAL]), "missing", number(counts[2], n[OIT_MISSING]), "unknown", number(counts[3], n[OIT_UNKNOWN]), "fetched",
                              number(fetched, report->run.fetched), "seconds",
                              number(seconds, report->run.finished > report->run.started ? (size_t)(report->run.finished - report->run.started) : 0)));
}

void event_log_failed(const struct event_log *log, int exit_code, const struct err *err)
{
    char code[24];
    event_log_add(log, "check-failed", EVENT_PAIRS("exit", number(code, (size_t)exit_code), "where", err && *err->where ? err->where : NULL, "why", err ? err->en : NULL));
}

void event_log_told(const struct event_log *log, const char *channel, bool is_taken, const struct notification *n, const struct err *why)
{
    event_log_add(log, is_taken ? "told" : "not-told",
                  EVENT_PAIRS("channel", channel, "topic", n->topic, "level", notify_level_name(n->level), "subject", n->subject.en, "why", *why->en ? why->en : NULL));
}
