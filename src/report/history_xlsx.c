/* history_xlsx.c - a history as a workbook: summary, items, changes, checks.
 *
 * Whatever comes from outside is written as text, never as a formula or a link, and cleaned first: the library writes a broken file from invalid UTF-8.
 * SPDX-License-Identifier: MIT
 */
#include "history.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/file.h"
#include "columns.h"
#include "text/utf8.h"

enum { MAX_CELL_BYTES = 30000 /* Excel takes 32,767 characters */, MAX_NOTES = 6, WORKBOOK_BYTES = 64 * 1024 * 1024, LINE_HEIGHT = 21 /* points, of 14-point Thai */ };

struct book {
    struct view view;
    const struct history_paper *paper;
    lxw_workbook *workbook;
    lxw_format *head, *title, *body, *number, *soft;
    lxw_worksheet *sheet;
    lxw_row_t row;
    const double *widths; /* of the sheet's columns, in characters */
    size_t n_lines;       /* of the highest cell of this row */
};

static void put(struct book *book, lxw_col_t column, const char *text, lxw_format *format)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(str_from(text), &clean);
    struct str cut = utf8_prefix(str_trim(buf_str(&clean)), MAX_CELL_BYTES);
    size_t n_lines = format == book->body || format == book->head ? 1 + (size_t)((double)columns_width(cut) / (book->widths[column] * 0.95)) : 1;
    book->n_lines = n_lines > book->n_lines ? n_lines : book->n_lines;
    char *cell = strndup(cut.p ? cut.p : "", cut.n);
    if (cell)
        (void)worksheet_write_string(book->sheet, book->row, column, cell, format);
    free(cell);
    buf_done(&clean);
}

/* Row heights are ours to say: spreadsheets take those of the file, and Thai needs room above and below. */
static void end_row(struct book *book)
{
    (void)worksheet_set_row(book->sheet, book->row++, LINE_HEIGHT * (double)(book->n_lines ? book->n_lines : 1), NULL);
    book->n_lines = 0;
}

static void put_number(struct book *book, lxw_col_t column, double value)
{
    if (isfinite(value))
        (void)worksheet_write_number(book->sheet, book->row, column, value, book->number);
    else
        put(book, column, "-", book->body);
}

static void put_msg(struct book *book, lxw_col_t column, enum msg id, lxw_format *format)
{
    put(book, column, view_msg(&book->view, id), format);
}

static void put_day(struct book *book, lxw_col_t column, int64_t at)
{
    char day[VIEW_TEXT_SIZE];
    history_day(&book->view, at, day);
    put(book, column, day, book->body);
}

static void put_time(struct book *book, lxw_col_t column, int64_t at)
{
    char time[VIEW_TEXT_SIZE];
    view_time(&book->view, at, time);
    put(book, column, at ? time : "-", book->body);
}

static void begin_sheet(struct book *book, enum msg name, const enum msg *columns, const double *widths, size_t n)
{
    book->sheet = workbook_add_worksheet(book->workbook, view_msg(&book->view, name));
    book->row = 0;
    book->widths = widths;
    book->n_lines = 0;
    for (size_t i = 0; i < n; i++) {
        (void)worksheet_set_column(book->sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
        if (columns)
            put_msg(book, (lxw_col_t)i, columns[i], book->head);
    }
    if (columns) {
        worksheet_freeze_panes(book->sheet, 1, 0);
        (void)worksheet_repeat_rows(book->sheet, 0, 0);
        end_row(book);
    }
    worksheet_set_landscape(book->sheet);
    worksheet_set_paper(book->sheet, 9); /* A4 */
    worksheet_fit_to_pages(book->sheet, 1, 0);
}

static void state_rows(struct book *book, enum msg which, const struct history_check *check)
{
    char points[VIEW_TEXT_SIZE];
    struct buf counts;
    if (!check->id)
        return;
    buf_init(&counts, 0);
    history_counts(&book->view, check, &counts);
    view_range(check->low, check->high, points);
    put_msg(book, 0, which, book->head);
    put_time(book, 1, check->started);
    put(book, 2, points, book->body);
    put(book, 3, counts.p, book->body);
    end_row(book);
    buf_done(&counts);
}

static void submission_rows(struct book *book)
{
    for (size_t i = 0; i < book->paper->n_submissions; i++) {
        const struct history_submission *s = &book->paper->submissions[i];
        char day[VIEW_TEXT_SIZE], n_urls[16], n_items[16];
        struct buf text;
        buf_init(&text, 0);
        view_date(&book->view, s->day, day);
        (void)snprintf(n_urls, sizeof n_urls, "%u", s->n_urls);
        (void)snprintf(n_items, sizeof n_items, "%u", s->n_items);
        msg_add(&text, book->view.language, MSG_HISTORY_SUBMITTED, MSG_ARGS(day, n_urls, n_items));
        put(book, 1, text.p, book->soft);
        end_row(book);
        buf_done(&text);
    }
    if (book->paper->n_submissions == 0) {
        put_msg(book, 1, MSG_HISTORY_NOT_SUBMITTED, book->soft);
        end_row(book);
    }
}

static void outage_rows(struct book *book)
{
    for (size_t i = 0; i < book->paper->n_outages; i++) {
        const struct history_outage *outage = &book->paper->outages[i];
        put_time(book, 1, outage->began_at);
        if (outage->ended_at)
            put_time(book, 2, outage->ended_at);
        else
            put_msg(book, 2, MSG_HISTORY_LASTS, book->body);
        put(book, 3, view_words(&book->view, outage->cause), book->body);
        end_row(book);
    }
}

static void summary_sheet(struct book *book, const char *title)
{
    static const double widths[] = {26, 28, 26, 60};
    struct buf text, notes[MAX_NOTES];
    begin_sheet(book, MSG_HISTORY_SUMMARY, NULL, widths, 4);
    put(book, 0, title, book->title);
    book->n_lines = 2;
    end_row(book);
    put(book, 0, view_site_name(book->paper->report), book->title);
    book->n_lines = 2;
    end_row(book);
    buf_init(&text, 0);
    history_period(book->paper, &book->view, &text);
    put(book, 0, text.p, book->soft);
    end_row(book);
    book->row++;
    for (size_t i = 0; i < N_HISTORY_OUTCOMES; i++) {
        enum history_outcome outcome = history_outcome_order[i];
        put_msg(book, 0, history_outcome_words(outcome), book->head);
        put_number(book, 1, (double)book->paper->history->counts[outcome]);
        end_row(book);
    }
    book->row++;
    state_rows(book, MSG_HISTORY_AT_START, &book->paper->history->first);
    state_rows(book, MSG_HISTORY_AT_END, &book->paper->history->last);
    size_t n = history_notes(book->paper, &book->view, notes, MAX_NOTES);
    for (size_t i = 0; i < n; i++) {
        put(book, 0, notes[i].p, book->soft);
        end_row(book);
        buf_done(&notes[i]);
    }
    end_row(book);
    put_msg(book, 0, MSG_HISTORY_AVAILABILITY, book->head);
    buf_clear(&text);
    history_availability(book->paper, &book->view, &text);
    put(book, 1, text.p, book->soft);
    end_row(book);
    outage_rows(book);
    put_msg(book, 0, MSG_HISTORY_SUBMISSIONS, book->head);
    submission_rows(book);
    buf_done(&text);
}

static void items_sheet(struct book *book)
{
    static const enum msg columns[] = {MSG_DIFF_ITEM, MSG_HISTORY_TITLE_COLUMN, MSG_HISTORY_AT_START, MSG_HISTORY_AT_END, MSG_HISTORY_FIRST_COMPLETE,
                                       MSG_HISTORY_OUTCOME, MSG_HISTORY_OWNER};
    static const double widths[] = {7, 46, 34, 34, 16, 24, 26};
    begin_sheet(book, MSG_HISTORY_ITEMS, columns, widths, 7);
    for (size_t i = 0; i < book->paper->history->n_items; i++) {
        const struct history_item *item = &book->paper->history->items[i];
        put(book, 0, item->code, book->body);
        put(book, 1, view_words(&book->view, item->title), book->body);
        put(book, 2, item->start.is_known ? view_words(&book->view, item->start.label) : "-", book->body);
        put(book, 3, item->end.is_known ? view_words(&book->view, item->end.label) : "-", book->body);
        put_day(book, 4, item->first_complete_at);
        put_msg(book, 5, history_outcome_words(item->outcome), book->body);
        put(book, 6, history_owner(book->paper, &book->view, item->code), book->body);
        end_row(book);
    }
    (void)worksheet_autofilter(book->sheet, 0, 0, book->row > 1 ? book->row - 1 : 1, 6);
}

static void events_sheet(struct book *book)
{
    static const enum msg columns[] = {MSG_HISTORY_DAY, MSG_DIFF_ITEM, MSG_HISTORY_TITLE_COLUMN, MSG_HISTORY_WHAT, MSG_DIFF_BEFORE, MSG_DIFF_AFTER};
    static const double widths[] = {16, 7, 46, 34, 34, 34};
    begin_sheet(book, MSG_HISTORY_WHAT, columns, widths, 6);
    for (size_t i = 0; i < book->paper->history->n_events; i++) {
        const struct history_event *event = &book->paper->history->events[i];
        put_day(book, 0, event->at);
        put(book, 1, event->code, book->body);
        put(book, 2, view_words(&book->view, event->title), book->body);
        put_msg(book, 3, event->kind == COMPARE_WORSENED ? MSG_DIFF_WORSENED : event->kind == COMPARE_IMPROVED ? MSG_DIFF_IMPROVED : MSG_HISTORY_BY_RULES, book->body);
        put(book, 4, view_words(&book->view, event->before), book->body);
        put(book, 5, view_words(&book->view, event->after), book->body);
        end_row(book);
    }
}

static void checks_sheet(struct book *book)
{
    static const enum msg columns[] = {MSG_HISTORY_DAY, MSG_HISTORY_STATE, MSG_STATUS_PUBLISHED, MSG_STATUS_PARTIAL, MSG_STATUS_MISSING, MSG_STATUS_UNKNOWN};
    static const double widths[] = {26, 20, 14, 14, 14, 14};
    begin_sheet(book, MSG_HISTORY_ALL_CHECKS, columns, widths, 6);
    for (size_t i = 0; i < book->paper->history->n_checks; i++) {
        const struct history_check *check = &book->paper->history->checks[i];
        char points[VIEW_TEXT_SIZE];
        struct buf text;
        buf_init(&text, 0);
        view_range(check->low, check->high, points);
        (void)buf_addf(&text, "%s%s%s", points, check->is_cut ? " " : "", check->is_cut ? view_msg(&book->view, MSG_INCOMPLETE) : "");
        put_time(book, 0, check->started);
        put(book, 1, text.p, book->body);
        put_number(book, 2, check->n_published);
        put_number(book, 3, check->n_partial);
        put_number(book, 4, check->n_missing);
        put_number(book, 5, check->n_unknown);
        end_row(book);
        buf_done(&text);
    }
}

static lxw_format *format_of(lxw_workbook *workbook, bool is_bold, double size)
{
    lxw_format *format = workbook_add_format(workbook);
    format_set_font_name(format, "TH Sarabun New");
    format_set_font_size(format, size);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (is_bold)
        format_set_bold(format);
    return format;
}

static void make_formats(struct book *book)
{
    book->title = format_of(book->workbook, true, 18);
    book->head = format_of(book->workbook, true, 14);
    format_set_bg_color(book->head, 0xEEEEEE);
    format_set_text_wrap(book->head);
    book->body = format_of(book->workbook, false, 14);
    format_set_text_wrap(book->body);
    book->number = format_of(book->workbook, false, 14);
    book->soft = format_of(book->workbook, false, 14);
    format_set_font_color(book->soft, 0x444444);
}

static enum oit_code cannot(struct err *err)
{
    return err_set(err, OIT_ERR_LOCAL, "เขียนสมุดงานไม่ได้: ตรวจเนื้อที่ดิสก์และโฟลเดอร์ชั่วคราว (TMPDIR)", "cannot write the workbook: check disk space and the temporary folder (TMPDIR)");
}

/* The library writes to files only: one in the temporary folder, read back and removed. */
static enum oit_code write_book(struct book *book, const char *path, const char *title, struct buf *out, struct err *err)
{
    book->workbook = workbook_new(path);
    if (!book->workbook)
        return cannot(err);
    make_formats(book);
    summary_sheet(book, title);
    items_sheet(book);
    events_sheet(book);
    checks_sheet(book);
    if (workbook_close(book->workbook) != LXW_NO_ERROR)
        return cannot(err);
    struct buf bytes;
    buf_init(&bytes, WORKBOOK_BYTES);
    enum oit_code code = file_read(path, &bytes, err);
    if (code == OIT_OK)
        (void)buf_add_str(out, buf_str(&bytes));
    buf_done(&bytes);
    return code;
}

enum oit_code report_history_xlsx(const struct history_paper *paper, enum report_language language, struct buf *out, struct err *err)
{
    const char *folder = getenv("TMPDIR");
    struct book book = {.paper = paper};
    struct arena arena;
    char path[512];
    if (snprintf(path, sizeof path, "%s/oitcheck-history-XXXXXX", folder && *folder ? folder : "/tmp") >= (int)sizeof path)
        return cannot(err);
    int fd = mkstemp(path);
    if (fd < 0)
        return cannot(err);
    (void)close(fd);
    arena_init(&arena);
    view_init(&book.view, paper->report, language);
    enum oit_code code = write_book(&book, path, view_words(&book.view, history_title(paper, &arena)), out, err);
    view_done(&book.view);
    arena_done(&arena);
    (void)unlink(path);
    return code;
}
