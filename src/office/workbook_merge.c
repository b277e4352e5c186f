/* workbook_merge.c - one row an item out of all sheets. What says the same as the report was not touched; of what was, all must agree.
 * SPDX-License-Identifier: MIT
 */
#include "office/workbook_internal.h"

#include <stdlib.h>

#include "base/mem.h"
#include "report/workbook_cells.h"

static const char *said_before(const struct workbook_reader *r, size_t item, int field)
{
    const char *word = r->report->items[item].officer.words[field];
    return word ? word : "";
}

/* A CSV that went through a spreadsheet program keeps the sign in front of what looked like a formula. */
static bool is_untouched(const char *before, const char *now)
{
    return strcmp(before, now) == 0 || strcmp(before, workbook_unguarded(str_from(now)).p) == 0;
}

static void complain_of_two(struct workbook_reader *r, const struct raw_row *raw, int field, struct workbook_place first)
{
    struct buf th;
    buf_init(&th, 0);
    workbook_place_words(&first, MSG_TH, &th);
    workbook_complain(r, raw->words[field].place, field, MSG_WORKBOOK_CONTRADICTS,
                      MSG_ARGS(r->report->items[raw->item].code, msg_th(workbook_heading(workbook_column_of((enum oit_officer_field)field))), th.p));
    buf_done(&th);
}

static void merge_word(struct workbook_reader *r, const struct raw_row *raw, int field, struct workbook_row *row, bool *is_touched, bool *is_wrong)
{
    const struct workbook_word *word = &raw->words[field];
    const char *before = said_before(r, raw->item, field);
    if (!word->value || *is_wrong)
        return;
    bool is_same = is_untouched(before, word->value);
    if (!row->words[field].value || (!is_same && !*is_touched)) {
        row->words[field] = *word;
        if (is_same)
            row->words[field].value = arena_text(&r->book->arena, str_from(before));
    } else if (!is_same && strcmp(row->words[field].value, word->value) != 0) {
        complain_of_two(r, raw, field, row->words[field].place);
        row->words[field].value = NULL;
        *is_wrong = true;
    }
    *is_touched |= !is_same;
}

static bool is_other_link(const struct workbook_reader *r, const struct view *view, const struct raw_row *raw)
{
    struct buf now;
    buf_init(&now, 0);
    workbook_cell_text(view, "", &r->report->items[raw->item], WORKBOOK_LINK, &now);
    struct str rest = buf_str(&now);
    bool is_other = raw->link && !str_eq_c(str_trim(str_cut(&rest, '\n')), raw->link);
    buf_done(&now);
    return is_other;
}

void workbook_merge(struct workbook_reader *r)
{
    struct workbook *book = r->book;
    struct view view;
    view_init(&view, r->report, REPORT_TH);
    book->rows = mem_alloc((r->report->n_items + 1) * sizeof *book->rows);
    for (size_t item = 0; item < r->report->n_items; item++) {
        struct workbook_row row = {.item = item};
        bool is_listed = false, is_touched[N_OFFICER_FIELDS] = {false}, is_wrong[N_OFFICER_FIELDS] = {false};
        for (size_t i = 0; i < r->n_rows; i++) {
            if (r->rows[i].item != item)
                continue;
            is_listed = true;
            const char *decided = row.words[OFFICER_DECISION].value;
            for (int field = 0; field < N_OFFICER_FIELDS; field++)
                merge_word(r, &r->rows[i], field, &row, &is_touched[field], &is_wrong[field]);
            if (row.words[OFFICER_DECISION].value != decided)
                row.is_of_other_evidence = is_other_link(r, &view, &r->rows[i]);
        }
        if (is_listed) {
            row.code = arena_text(&book->arena, str_from(r->report->items[item].code));
            book->rows[book->n_rows++] = row;
        }
    }
    view_done(&view);
}
