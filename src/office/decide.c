/* decide.c - `oitcheck decide`: what a person says of items without a workbook, and what was said so far.
 *
 *     oitcheck decide                              everything that officers said
 *     oitcheck decide O1 O2 รับ --note 'เห็นแล้ว'      a decision, bound to the evidence of the run
 *     oitcheck decide O16 --owner 'กองคลัง'          words alone
 *     oitcheck decide O1 ยกเลิก                      takes the decision back
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "itas/profile.h"
#include "office/desk_json.h"
#include "report/view.h"
#include "report/workbook_columns.h"
#include "rules/rules.h"

enum { SHOWN_BYTES = 200 };

static bool is_undo(const char *word)
{
    static const char *const words[] = {"undo", "none", "ยกเลิก", "ถอน", "เลิก", "-"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase_c(str_from(word), words[i]))
            return true;
    return false;
}

static bool find_item(const struct desk *desk, struct str typed, size_t *ret_item)
{
    for (size_t i = 0; i < desk->report.n_items; i++)
        if (item_code_same(typed, desk->report.items[i].code)) {
            *ret_item = i;
            return true;
        }
    return false;
}

static enum oit_code no_such_word(const struct desk *desk, const char *typed, struct err *err)
{
    const struct oit_report *report = &desk->report;
    const char *first = report->n_items ? report->items[0].code : "", *last = report->n_items ? report->items[report->n_items - 1].code : "";
    return err_set(err, OIT_ERR_USAGE, "'%s' ไม่ใช่ข้อ (มี %s ถึง %s) และไม่ใช่ผลพิจารณา (รับ ไม่รับ ไม่ใช้กับหน่วยงาน ยกเลิก)",
                   "'%s' is no item (there are %s to %s) and no decision (accept, reject, not-applicable, undo)", typed, first, last);
}

/* "ข้อ" "16" are one item; a list may be separated by commas. The decision is the last word. */
static enum oit_code read_words(struct desk *desk, const char *const *typed_words, size_t n_words, size_t *items, size_t *ret_n, const char **ret_decision, struct err *err)
{
    const char *last = n_words ? typed_words[n_words - 1] : "";
    size_t item;
    *ret_decision = NULL;
    *ret_n = 0;
    if (n_words > 1 && !find_item(desk, str_from(last), &item) && (is_undo(last) || decision_from(str_from(last)) != DECISION_NONE)) {
        *ret_decision = is_undo(last) ? "" : last;
        n_words--;
    }
    for (size_t i = 0; i < n_words; i++) {
        struct str rest = str_from(typed_words[i]);
        if (str_eq_c(rest, "ข้อ") || str_eq_c(rest, "ข้อที่"))
            continue;
        while (rest.p) {
            struct str typed = str_trim(str_cut(&rest, ','));
            if (!typed.n)
                continue;
            if (!find_item(desk, typed, &item))
                return no_such_word(desk, typed_words[i], err);
            if (*ret_n < desk->report.n_items)
                items[(*ret_n)++] = item;
        }
    }
    return OIT_OK;
}

static void tell_dry(struct desk *desk, const struct desk_words *words, struct buf *out)
{
    char n_words[32], n_items[32];
    (void)snprintf(n_words, sizeof n_words, "%zu", words->n);
    (void)snprintf(n_items, sizeof n_items, "%zu", desk_items(words));
    desk_line(desk, out, MSG_IMPORT_WOULD, MSG_ARGS(n_words, n_items));
}

/* What a cell of the workbook could not hold would be lost there. */
static bool is_too_long(const char *text)
{
    return text && strlen(text) > LIMIT_WORKBOOK_CELL;
}

static enum oit_code say(struct desk *desk, const size_t *items, size_t n, const char *decision, struct json_writer *json, struct buf *out, struct err *err)
{
    const struct oit_options *options = desk->options;
    struct desk_words words = {.source = "decide"};
    if (!decision && !options->note && !options->owner)
        return err_set(err, OIT_ERR_USAGE, "บอกผลพิจารณาด้วย: รับ ไม่รับ ไม่ใช้กับหน่วยงาน หรือ ยกเลิก (หรือ --owner, --note)", "say what is decided: accept, reject, not-applicable or undo (or --owner, --note)");
    if (is_too_long(options->note) || is_too_long(options->owner))
        return err_set(err, OIT_ERR_USAGE, "ข้อความยาวเกิน %d ตัวอักษร ซึ่งเป็นขนาดที่ช่องหนึ่งของสมุดงานเก็บได้", "the text is longer than the %d characters that a cell of the workbook can hold", LIMIT_WORKBOOK_CELL);
    for (size_t i = 0; i < n; i++) {
        if (decision)
            desk_word(desk, &words, items[i], OFFICER_DECISION, decision);
        if (options->owner)
            desk_word(desk, &words, items[i], OFFICER_OWNER, options->owner);
        if (options->note)
            desk_word(desk, &words, items[i], OFFICER_NOTE, options->note);
    }
    enum oit_code code = desk_say(desk, &words, err);
    if (code == OIT_OK) {
        desk_whose(desk, out);
        if (options->dry_run)
            tell_dry(desk, &words, out);
        desk_tell(desk, &words, out);
        desk_json_changes(desk, &words, json);
        code = desk_score(desk, out, err);
    }
    free(words.items);
    return code;
}

static enum oit_code list(struct desk *desk, struct buf *out, struct err *err)
{
    bool any = false;
    desk_whose(desk, out);
    for (size_t i = 0; i < desk->report.n_items; i++) {
        const struct oit_item *item = &desk->report.items[i];
        bool is_first = true;
        for (int field = 0; field < N_OFFICER_FIELDS; field++) {
            if (!item->officer.words[field])
                continue;
            if (is_first)
                (void)buf_addf(out, "%s %s\n", item->code, desk->language == MSG_EN && item->title.en ? item->title.en : item->title.th);
            (void)buf_addf(out, "  %s: ", msg_in(desk->language, workbook_heading(workbook_column_of((enum oit_officer_field)field))));
            desk_short(str_from(item->officer.words[field]), SHOWN_BYTES, out);
            if (field == OFFICER_DECISION && item->officer.is_outdated)
                (void)buf_addf(out, " (%s)", msg_in(desk->language, view_decision_words(VIEW_OUTDATED)));
            (void)buf_add_char(out, '\n');
            is_first = false;
            any = true;
        }
    }
    if (!any)
        desk_line(desk, out, MSG_DECIDE_NONE, NULL);
    return desk_score(desk, out, err);
}

int oit_decide(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    struct desk desk;
    const char *decision;
    size_t n = 0;
    (void)ret_exit;
    enum oit_code code = desk_open(command->options, command->n_words > 1 ? SITE_ASKED : SITE_SAID, &desk, err);
    size_t *items = code == OIT_OK ? ARENA_ARRAY(&desk.arena, size_t, desk.report.n_items + 1) : NULL;
    if (code == OIT_OK)
        code = read_words(&desk, command->words + 1, command->n_words - 1, items, &n, &decision, err);
    bool lists = command->n_words == 1;
    if (code == OIT_OK && !lists)
        code = desk_may_write(&desk, err);
    struct buf as_json;
    buf_init(&as_json, 0);
    struct json_writer json = {.out = &as_json};
    if (code == OIT_OK)
        desk_json_begin(&desk, &json);
    if (code == OIT_OK && lists) {
        desk_json_changes(&desk, NULL, &json);
        code = list(&desk, out, err);
    } else if (code == OIT_OK) {
        code = say(&desk, items, n, decision, &json, out, err);
    }
    if (code == OIT_OK) {
        desk_json_remarks("errors", NULL, 0, &json);
        desk_json_remarks("notes", NULL, 0, &json);
        desk_json_end(&desk, &json);
    }
    if (command->format == OIT_FORMAT_JSON) {
        buf_clear(out);
        (void)buf_add_str(out, code == OIT_OK ? buf_str(&as_json) : STR_NONE);
    }
    buf_done(&as_json);
    desk_close(&desk);
    return (int)code;
}
