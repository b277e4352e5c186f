/* tell_lines.c - lines in both languages, and how an item reads in one.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "office/tell_parts.h"
#include "report/view.h"
#include "text/utf8.h"

enum { TITLE_BYTES = 240 /* eighty Thai letters: the code says the rest */, LABEL_BYTES = 300 };

void tell_lines_init(struct tell_lines *lines)
{
    buf_init(&lines->th, 0);
    buf_init(&lines->en, 0);
    lines->n = 0;
}

void tell_lines_done(struct tell_lines *lines)
{
    buf_done(&lines->th);
    buf_done(&lines->en);
}

static void begin_line(struct tell_lines *lines)
{
    if (lines->n++) {
        (void)buf_add_char(&lines->th, '\n');
        (void)buf_add_char(&lines->en, '\n');
    }
}

void tell_add_words(struct tell_lines *lines, struct oit_words words)
{
    begin_line(lines);
    (void)buf_add_c(&lines->th, words.th ? words.th : words.en ? words.en : "");
    (void)buf_add_c(&lines->en, words.en ? words.en : words.th ? words.th : "");
}

void tell_add(struct tell_lines *lines, enum msg id, const char *const *th, const char *const *en)
{
    begin_line(lines);
    msg_add(&lines->th, MSG_TH, id, th);
    msg_add(&lines->en, MSG_EN, id, en);
}

struct oit_words tell_status_words(enum oit_status status)
{
    static const enum msg words[] = {[OIT_PUBLISHED] = MSG_STATUS_PUBLISHED, [OIT_PARTIAL] = MSG_STATUS_PARTIAL, [OIT_MISSING] = MSG_STATUS_MISSING, [OIT_UNKNOWN] = MSG_STATUS_UNKNOWN};
    return (struct oit_words){msg_th(words[status]), msg_en(words[status])};
}

/* One line, no controls, not longer than max: titles of rules are ours, labels may quote a page. */
static void shorten(const char *text, size_t max_bytes, struct buf *out)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(str_from(text), &clean);
    struct str fits = utf8_prefix(buf_str(&clean), max_bytes);
    (void)buf_add_str(out, fits);
    (void)buf_add_c(out, fits.n < clean.n ? "…" : "");
    buf_done(&clean);
}

static void item_words(const struct oit_item *item, struct oit_words was, struct oit_words now, enum msg_language language, struct buf *out)
{
    bool th = language == MSG_TH;
    const char *title = th ? item->title.th : item->title.en, *label = th ? now.th : now.en, *before = th ? was.th : was.en;
    const char *owner = item->officer.words[OFFICER_OWNER];
    (void)buf_addf(out, "%s ", item->code);
    shorten(title ? title : "", TITLE_BYTES, out);
    (void)buf_addf(out, ": %s%s", before ? before : "", before ? " → " : "");
    struct oit_words status = tell_status_words(item->status);
    shorten(label && *label ? label : th ? status.th : status.en, LABEL_BYTES, out);
    if (owner) {
        (void)buf_add_c(out, " (");
        shorten(owner, TITLE_BYTES, out);
        (void)buf_add_c(out, ")");
    }
}

void tell_item_line(struct tell_lines *lines, const struct oit_item *item, struct oit_words was, struct oit_words label)
{
    struct buf th, en;
    buf_init(&th, 0);
    buf_init(&en, 0);
    item_words(item, was, label, MSG_TH, &th);
    item_words(item, was, label, MSG_EN, &en);
    tell_add(lines, MSG_TELL_ITEM, MSG_ARGS(th.p), MSG_ARGS(en.p));
    buf_done(&th);
    buf_done(&en);
}

void tell_standing(const struct oit_report *report, enum msg_language language, struct buf *out)
{
    struct view view;
    char published[24], all[24], range[VIEW_TEXT_SIZE];
    view_init(&view, report, language == MSG_TH ? REPORT_TH : REPORT_EN);
    (void)snprintf(published, sizeof published, "%zu", view_count(&view, SECTION_PUBLISHED));
    (void)snprintf(all, sizeof all, "%zu", report->n_items);
    view_range(report->score.low, report->score.high, range);
    msg_add(out, language, MSG_TELL_STANDING, MSG_ARGS(published, all, view_score_name(&view), range));
    if (!report->run.complete)
        (void)buf_addf(out, " (%s)", view_msg(&view, MSG_INCOMPLETE));
    view_done(&view);
}
