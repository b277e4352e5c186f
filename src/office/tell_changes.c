/* tell_changes.c - what --quiet prints: cron mails what a job prints, so nothing is printed when nothing changed.
 *
 * Other bytes of a web page alone are no change worth a mail (a counter, the day's date); of a document they are.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "office/tell_parts.h"
#include "text/utf8.h"

static const struct {
    enum compare_kind kind;
    enum msg head;
} sections[] = {{COMPARE_WORSENED, MSG_CHANGE_WORSENED}, {COMPARE_UNREAD, MSG_CHANGE_UNREAD}, {COMPARE_IMPROVED, MSG_CHANGE_IMPROVED}, {COMPARE_KNOWN, MSG_CHANGE_KNOWN},
                {COMPARE_DUE, MSG_CHANGE_DUE},           {COMPARE_RULES, MSG_CHANGE_RULES},   {COMPARE_EVIDENCE, MSG_CHANGE_EVIDENCE}};

static bool is_worth_a_line(const struct compare_item *item)
{
    if (item->kind != COMPARE_EVIDENCE || (item->changes & ~(unsigned)COMPARE_FILES))
        return true;
    for (size_t i = 0; i < item->n_evidence; i++)
        if (!(item->evidence[i].is_page && item->evidence[i].kind == EVIDENCE_CONTENT))
            return true;
    return false;
}

static size_t add_section(const struct tell *t, size_t which, struct tell_lines *lines)
{
    size_t n = 0;
    for (size_t i = 0; i < t->change->n_items; i++) {
        const struct compare_item *item = &t->change->items[i];
        if (item->kind != sections[which].kind || !item->after || !is_worth_a_line(item))
            continue;
        if (n++ == 0)
            tell_add(lines, sections[which].head, MSG_ARGS(""), MSG_ARGS(""));
        bool has_turned = item->before && item->before->status != item->after->status;
        tell_item_line(lines, item->after, has_turned ? tell_status_words(item->before->status) : (struct oit_words){NULL, NULL}, item->after->label);
    }
    return n;
}

static bool had_notice(const struct oit_report *report, const char *code)
{
    for (size_t i = 0; i < report->n_notices; i++)
        if (strcmp(report->notices[i].code, code) == 0)
            return true;
    return false;
}

/* A site that shuts the program out, or hides from it: the figures below cannot be read without that. Said when it is new. */
static size_t add_warnings(const struct tell *t, bool is_first, struct tell_lines *lines)
{
    size_t n = 0;
    for (size_t i = 0; i < t->report->n_notices; i++) {
        const struct oit_notice *notice = &t->report->notices[i];
        bool is_new = is_first || !had_notice(t->change->before, notice->code);
        if (!notice->is_warning || !is_new)
            continue;
        tell_add_words(lines, notice->text);
        if (notice->advice.th || notice->advice.en)
            tell_add_words(lines, notice->advice);
        n++;
    }
    return n;
}

static void print(const struct buf *text, struct buf *out)
{
    for (struct str rest = buf_str(text); rest.n;) {
        utf8_terminal(str_cut(&rest, '\n'), out);
        (void)buf_add_char(out, '\n');
    }
}

void tell_changes(const struct tell *t, struct buf *out)
{
    enum msg_language language = t->options->language == OIT_EN ? MSG_EN : MSG_TH;
    struct tell_lines lines;
    struct buf standing_th, standing_en;
    bool is_first = !t->change || t->change->bar != COMPARE_NO_BAR;
    if (!t->report)
        return;
    tell_lines_init(&lines);
    buf_init(&standing_th, 0);
    buf_init(&standing_en, 0);
    tell_standing(t->report, MSG_TH, &standing_th);
    tell_standing(t->report, MSG_EN, &standing_en);
    size_t n = add_warnings(t, is_first, &lines);
    for (size_t i = 0; !is_first && i < sizeof sections / sizeof *sections; i++)
        n += add_section(t, i, &lines);
    if (n || is_first)
        tell_add(&lines, is_first ? MSG_CHANGE_FIRST : MSG_CHANGE_END, MSG_ARGS(t->site, standing_th.p), MSG_ARGS(t->site, standing_en.p));
    print(language == MSG_EN ? &lines.en : &lines.th, out);
    tell_lines_done(&lines);
    buf_done(&standing_th);
    buf_done(&standing_en);
}
