/* import.c - `oitcheck import SHEET`: the officers' words of a workbook, or a list of owners, into the store.
 *
 * All or nothing: where anything on the sheets cannot be taken, nothing is, and each place is told with what to write instead (exit 2). What equals the newest word
 * is not said again, so that an old decision is not confirmed on new evidence by importing the same file twice.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "itas/profile.h"
#include "office/desk_json.h"
#include "office/workbook.h"
#include "rules/rules.h"

enum { SHOWN_REMARKS = 100, EXIT_USAGE = 2 };

static void tell_remarks(struct desk *desk, const struct workbook_remark *remarks, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n && i < SHOWN_REMARKS; i++) {
        struct buf place;
        buf_init(&place, 0);
        workbook_place_words(&remarks[i].place, desk->language, &place);
        (void)buf_addf(out, "  %s%s%s\n", place.n ? place.p : "", place.n ? ": " : "", desk->language == MSG_EN ? remarks[i].text.en : remarks[i].text.th);
        buf_done(&place);
    }
    if (n > SHOWN_REMARKS) {
        char rest[32];
        (void)snprintf(rest, sizeof rest, "%zu", n - SHOWN_REMARKS);
        (void)buf_add_c(out, "  ");
        desk_line(desk, out, MSG_IMPORT_MORE, MSG_ARGS(rest));
    }
}

/* The profile's own word of an item; NULL: none. */
static const char *profile_word(const struct desk *desk, const char *code, int field)
{
    const struct profile *profile = desk->options->profile;
    for (size_t i = 0; profile && i < profile->n_items; i++)
        if (item_code_same(str_from(profile->items[i].code), code) && profile->items[i].words[field])
            return profile->items[i].words[field];
    return NULL;
}

/* Whoever filled the sheet saw another document than the check finds now. */
static void note_old_decision(struct desk *desk, const struct workbook_row *row, struct buf *notes)
{
    (void)buf_add_c(notes, "  ");
    workbook_place_words(&row->words[OFFICER_DECISION].place, desk->language, notes);
    (void)buf_add_c(notes, ": ");
    desk_line(desk, notes, MSG_WORKBOOK_LOOK_AGAIN, MSG_ARGS(row->code, row->words[OFFICER_DECISION].value));
}

/* What differs from what the report says. */
static void collect(struct desk *desk, const struct workbook *book, struct desk_words *words, struct buf *notes)
{
    for (size_t i = 0; i < book->n_rows; i++)
        for (int field = 0; field < N_OFFICER_FIELDS; field++) {
            const struct workbook_row *row = &book->rows[i];
            const char *now = row->words[field].value, *before = desk->report.items[row->item].officer.words[field];
            if (!now || strcmp(now, before ? before : "") == 0)
                continue;
            const char *own = *now ? NULL : profile_word(desk, row->code, field);
            if (own) { /* what was said over it is taken back; it itself cannot be */
                (void)buf_add_c(notes, "  ");
                workbook_place_words(&row->words[field].place, desk->language, notes);
                (void)buf_add_c(notes, ": ");
                desk_line(desk, notes, MSG_IMPORT_FROM_PROFILE, MSG_ARGS(desk->options->profile->path));
            }
            if (own && strcmp(own, before) == 0)
                continue;
            desk_word(desk, words, row->item, (enum oit_officer_field)field, now);
            if (field == OFFICER_DECISION && row->is_of_other_evidence && desk_word_is_of_before(words))
                note_old_decision(desk, row, notes);
        }
}

static enum oit_code take(struct desk *desk, const char *path, const struct workbook *book, struct json_writer *json, struct buf *out, struct err *err)
{
    const char *slash = strrchr(path, '/');
    struct desk_words words = {.source = arena_printf(&desk->arena, "import %s", slash ? slash + 1 : path).p};
    struct buf notes;
    char n_words[32], n_items[32];
    buf_init(&notes, 0);
    collect(desk, book, &words, &notes);
    enum oit_code code = desk_say(desk, &words, err);
    if (code == OIT_OK) {
        (void)snprintf(n_words, sizeof n_words, "%zu", words.n);
        (void)snprintf(n_items, sizeof n_items, "%zu", desk_items(&words));
        if (words.n == 0)
            desk_line(desk, out, MSG_IMPORT_SAME, NULL);
        else
            desk_line(desk, out, desk->options->dry_run ? MSG_IMPORT_WOULD : MSG_IMPORT_CHANGES, MSG_ARGS(n_words, n_items));
        desk_tell(desk, &words, out);
        (void)buf_add_str(out, buf_str(&notes));
    }
    if (code == OIT_OK)
        desk_json_changes(desk, &words, json);
    if (code == OIT_OK && words.n && !desk->options->dry_run)
        code = desk_score(desk, out, err);
    buf_done(&notes);
    free(words.items);
    return code;
}

int oit_import(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    struct desk desk;
    struct workbook *book = NULL;
    char n_errors[32];
    struct buf as_json;
    if (command->n_words != 2)
        return err_set(err, OIT_ERR_USAGE, "บอกแฟ้มหนึ่งแฟ้ม: oitcheck import itas.xlsx", "name one file: oitcheck import itas.xlsx");
    enum oit_code code = desk_open(command->options, SITE_ASKED, &desk, err);
    if (code == OIT_OK)
        code = desk_may_write(&desk, err);
    if (code == OIT_OK)
        code = workbook_read(command->words[1], &desk.report, &book, err);
    buf_init(&as_json, 0);
    struct json_writer json = {.out = &as_json};
    if (code == OIT_OK) {
        desk_whose(&desk, out);
        desk_json_begin(&desk, &json);
    }
    if (code == OIT_OK && book->n_errors) {
        (void)snprintf(n_errors, sizeof n_errors, "%zu", book->n_errors);
        desk_line(&desk, out, MSG_IMPORT_NOTHING_TAKEN, MSG_ARGS(n_errors));
        tell_remarks(&desk, book->errors, book->n_errors, out);
        desk_json_changes(&desk, NULL, &json);
        *ret_exit = EXIT_USAGE;
    } else if (code == OIT_OK) {
        code = take(&desk, command->words[1], book, &json, out, err);
    }
    if (code == OIT_OK) {
        tell_remarks(&desk, book->notes, book->n_notes, out);
        desk_json_remarks("errors", book->errors, book->n_errors, &json);
        desk_json_remarks("notes", book->notes, book->n_notes, &json);
        desk_json_end(&desk, &json);
    }
    if (command->format == OIT_FORMAT_JSON) {
        buf_clear(out);
        (void)buf_add_str(out, code == OIT_OK ? buf_str(&as_json) : STR_NONE);
    }
    buf_done(&as_json);
    workbook_free(book);
    desk_close(&desk);
    return (int)code;
}
