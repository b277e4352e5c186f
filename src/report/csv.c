/* csv.c - report.csv, the officers' workbook for whoever has no use for XLSX: UTF-8 with BOM (Excel reads Thai only so), CRLF, RFC 4180, one row an item in the
 * report's order, the columns of itas.xlsx.
 *
 * A cell that a spreadsheet would take for a formula (= + - @, tab, CR first) gets an apostrophe in front, which import takes away again (workbook_columns.h); a plain number stays a number.
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

#include <stdio.h>

#include "workbook_cells.h"

struct row {
    struct buf *out;
    bool has_cell;
};

static void add_cell(struct row *row, struct str text)
{
    bool is_quoted = false, is_formula = workbook_needs_guard(text);
    for (size_t i = 0; i < text.n; i++)
        is_quoted = is_quoted || strchr(",\"\r\n\t;'", text.p[i]);
    is_quoted = is_quoted || is_formula || (text.n && (text.p[0] == ' ' || text.p[text.n - 1] == ' '));
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

static void end_row(struct row *row)
{
    (void)buf_add_c(row->out, "\r\n");
    row->has_cell = false;
}

static void head(struct row *row, const struct view *view)
{
    for (int i = 0; i < N_WORKBOOK_COLUMNS; i++) {
        char name[128];
        enum msg id = workbook_heading((enum workbook_column)i);
        bool is_english = view->language == MSG_EN;
        (void)snprintf(name, sizeof name, is_english ? "%s" : "%s (%s)", view_msg(view, id), msg_en(id));
        add_cell(row, str_from(name));
    }
    end_row(row);
}

void report_csv(const struct oit_report *report, enum report_language language, struct buf *out)
{
    struct view view;
    struct row row = {.out = out};
    struct buf criteria, text;
    view_init(&view, report, language);
    buf_init(&criteria, 0);
    buf_init(&text, 0);
    (void)buf_add_c(out, "\xEF\xBB\xBF");
    head(&row, &view);
    workbook_criteria(&view, &criteria);
    for (size_t i = 0; i < report->n_items; i++) {
        for (int column = 0; column < N_WORKBOOK_COLUMNS; column++) {
            buf_clear(&text);
            workbook_cell_text(&view, buf_str(&criteria).p, &report->items[i], (enum workbook_column)column, &text);
            add_cell(&row, buf_str(&text));
        }
        end_row(&row);
    }
    buf_done(&text);
    buf_done(&criteria);
    view_done(&view);
}
