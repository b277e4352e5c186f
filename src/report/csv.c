/* csv.c - report.csv for spreadsheets: UTF-8 with BOM (Excel reads Thai only so), CRLF, RFC 4180, one row an item in the report's order.
 *
 * A cell that a spreadsheet would take for a formula (= + - @, tab, CR first) gets an apostrophe in front; a plain number stays a number.
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

#include <math.h>
#include <stdio.h>

#include "text/utf8.h"
#include "view.h"

struct row {
    struct buf *out;
    bool has_cell;
};

static void add_cell(struct row *row, struct str text)
{
    bool is_quoted = false, is_formula = text.n && strchr("=+-@\t\r", text.p[0]);
    for (size_t i = 0; i < text.n; i++)
        is_quoted = is_quoted || strchr(",\"\r\n\t;'", text.p[i]);
    is_quoted = is_quoted || is_formula;
    (void)buf_add_c(row->out, row->has_cell ? "," : "");
    row->has_cell = true;
    (void)buf_add_c(row->out, is_quoted ? "\"" : "");
    (void)buf_add_c(row->out, is_formula ? "'" : "");
    for (size_t i = 0; i < text.n; i++) {
        (void)buf_add_c(row->out, text.p[i] == '"' ? "\"" : "");
        (void)buf_add_char(row->out, text.p[i]);
    }
    (void)buf_add_c(row->out, is_quoted ? "\"" : "");
}

/* Cleaned and trimmed first, so that no control character or white space hides the sign of a formula. */
static void cell(struct row *row, const char *text)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(str_from(text), &clean);
    add_cell(row, str_trim(buf_str(&clean)));
    buf_done(&clean);
}

static void cell_number(struct row *row, uint64_t number)
{
    char text[32] = "";
    if (number)
        (void)snprintf(text, sizeof text, "%llu", (unsigned long long)number);
    cell(row, text);
}

static void end_row(struct row *row)
{
    (void)buf_add_c(row->out, "\r\n");
    row->has_cell = false;
}

static void head(struct row *row, const struct view *view)
{
    static const enum msg columns[] = {MSG_COLUMN_ITEM, MSG_COLUMN_TITLE, MSG_COLUMN_STATUS,  MSG_COLUMN_SCORE,  MSG_COLUMN_REASON, MSG_COLUMN_LINK,
                                       MSG_COLUMN_PAGE, MSG_COLUMN_YEAR,  MSG_COLUMN_LACKING, MSG_COLUMN_ADVICE, MSG_COLUMN_DUE,    MSG_COLUMN_OWNER, MSG_COLUMN_NOTE,
                                       MSG_DECLARED_COLUMN};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        char name[128];
        bool is_english = view->language == MSG_EN;
        (void)snprintf(name, sizeof name, is_english ? "%s" : "%s (%s)", view_msg(view, columns[i]), msg_en(columns[i]));
        cell(row, name);
    }
    end_row(row);
}

static enum msg status_message(const struct oit_item *item)
{
    static const enum msg ids[] = {MSG_STATUS_PUBLISHED, MSG_STATUS_PARTIAL, MSG_STATUS_MISSING, MSG_STATUS_UNKNOWN};
    enum view_section section = view_section_of(item);
    return section == SECTION_NOT_YET_DUE ? MSG_STATUS_NOT_YET_DUE : section == SECTION_NOT_FOUND_YET ? MSG_STATUS_NOT_FOUND_YET : ids[item->status];
}

/* What stands in the head of the other reports: which criteria, and that the run was cut. Every row has it, since rows are sorted and copied. */
static void note_of(const struct view *view, struct buf *out)
{
    view_incomplete(view, out);
    if (out->n)
        (void)buf_add_c(out, " - ");
    view_scheme(view, out);
}

static void item_row(struct row *row, const struct view *view, const char *note, const struct oit_item *item)
{
    char score[VIEW_TEXT_SIZE] = "", due[VIEW_TEXT_SIZE];
    const struct oit_evidence *evidence = item->n_evidence ? &item->evidence[0] : NULL;
    int year = evidence ? evidence->fiscal_year_be : item->n_candidates ? item->candidates[0].fiscal_year_be : 0;
    struct buf lacking;
    buf_init(&lacking, 0);
    view_lacking(view, item, &lacking);
    if (isfinite(item->score))
        view_points(item->score, score);
    view_date(view, item->due, due);
    cell(row, item->code);
    cell(row, view_words(view, item->title));
    cell(row, view_msg(view, status_message(item)));
    cell(row, score);
    cell(row, view_words(view, item->label));
    cell(row, view_link(view->report, item));
    cell_number(row, evidence ? evidence->page : 0);
    cell_number(row, (uint64_t)view_year(view->report, year));
    cell(row, lacking.p);
    cell(row, view_words(view, item->advice));
    cell(row, due);
    cell(row, view_words(view, item->owner));
    cell(row, note);
    cell(row, item->declared.state == DECLARED_NONE ? "" : view_msg(view, view_declared_words(item->declared.state)));
    end_row(row);
    buf_done(&lacking);
}

void report_csv(const struct oit_report *report, enum report_language language, struct buf *out)
{
    struct view view;
    struct row row = {.out = out};
    view_init(&view, report, language);
    (void)buf_add_c(out, "\xEF\xBB\xBF");
    head(&row, &view);
    struct buf note;
    buf_init(&note, 0);
    note_of(&view, &note);
    for (size_t i = 0; i < report->n_items; i++)
        item_row(&row, &view, buf_str(&note).p, &report->items[i]);
    buf_done(&note);
    view_done(&view);
}
