/* xlsx.c - itas.xlsx, the officers' workbook: all items on the first sheet, a sheet an owner, and how to use it.
 *
 * Grey cells are the tool's, white ones the officers'. Everything is written as text, never as a formula; a grey text that would become one when the sheet is
 * saved as CSV or typed over gets an apostrophe in front. White cells stand as they were said, byte for byte.
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/file.h"
#include "base/mem.h"
#include "text/utf8.h"
#include "columns.h"
#include "workbook_cells.h"

enum {
    NAME_UNITS = 31,     /* of a sheet's name, UTF-16 */
    URL_MAX_BYTES = 2000, /* of a link that can be clicked; a longer one is text */
    HEAD_HEIGHT = 34,
    LINE_HEIGHT = 13,    /* points, of 9 point text */
    MAX_LINES = 24,      /* a long note does not make a row a page */
    GUIDE_WIDTH = 80, GUIDE_LINE_HEIGHT = 18, PAPER_A4 = 9,
    PAPER_A3 = 8,         /* all columns side by side, and still to be read; on A4 they would stand on three sheets, two of them without the items */
    CELL_MAX_BYTES = 3 * 32767,
};

struct book {
    lxw_workbook *workbook;
    lxw_format *head_grey, *head_white, *grey, *white, *link, *days, *points, *plain, *title;
    struct view view;
    const char *criteria;
    struct buf text;
    size_t lines; /* of the tallest cell of the row at hand */
    bool is_failed;
};

static lxw_format *format(struct book *b, uint32_t background, uint32_t ink, bool is_bold)
{
    lxw_format *f = workbook_add_format(b->workbook);
    format_set_font_name(f, "Tahoma");
    format_set_font_size(f, 9);
    format_set_text_wrap(f);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    format_set_border(f, LXW_BORDER_THIN);
    format_set_border_color(f, 0xB0B0B0);
    if (background)
        format_set_bg_color(f, background);
    format_set_font_color(f, ink);
    if (is_bold)
        format_set_bold(f);
    return f;
}

static void make_formats(struct book *b)
{
    enum { GREY = 0xE4E4E4, DARK_GREY = 0xC4C4C4, GREEN = 0xD5E8D4, INK = 0x222222, QUIET = 0x3A3A3A, BLUE = 0x1A4480 };
    b->head_grey = format(b, DARK_GREY, INK, true);
    b->head_white = format(b, GREEN, INK, true);
    b->grey = format(b, GREY, QUIET, false);
    b->white = format(b, 0, 0x111111, false);
    b->link = format(b, GREY, BLUE, false);
    b->days = format(b, GREY, QUIET, false);
    b->points = format(b, GREY, QUIET, false);
    format_set_num_format(b->points, "0.00");
    b->plain = workbook_add_format(b->workbook);
    format_set_font_name(b->plain, "Tahoma");
    format_set_text_wrap(b->plain);
    format_set_align(b->plain, LXW_ALIGN_VERTICAL_TOP);
    b->title = workbook_add_format(b->workbook);
    format_set_font_name(b->title, "Tahoma");
    format_set_bold(b->title);
    format_set_font_size(b->title, 14);
    format_set_num_format(b->days, b->view.language == MSG_EN ? "0\" days left\";\"past by \"0;\"last day\"" : "\"เหลือ \"0\" วัน\";\"เลยมา \"0\" วัน\";\"วันสุดท้าย\"");
    format_set_num_format(b->white, "@");
}

/* What looks like an escape of a character is told as itself (ECMA-376 part 1, 22.9.2.19): "_x000D_" is "_x005F_x000D_". */
static void escape(struct str text, struct buf *out)
{
    for (size_t i = 0; i < text.n; i++) {
        bool is_escape = i + 6 < text.n && text.p[i] == '_' && text.p[i + 1] == 'x' && text.p[i + 6] == '_';
        for (size_t k = i + 2; is_escape && k < i + 6; k++)
            is_escape = strchr("0123456789abcdefABCDEF", text.p[k]) != NULL;
        (void)buf_add_c(out, is_escape ? "_x005F" : "");
        (void)buf_add_char(out, text.p[i]);
    }
}

static void put_text(struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, struct str text, bool is_guarded, lxw_format *f)
{
    struct buf cell;
    buf_init(&cell, 0);
    (void)buf_add_c(&cell, is_guarded && workbook_needs_guard(text) ? "'" : "");
    escape(text, &cell);
    lxw_error error = cell.n ? worksheet_write_string(sheet, row, column, cell.p, f) : worksheet_write_blank(sheet, row, column, f);
    if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED) { /* of the officers' words none is so long: import refuses it */
        struct buf cut;
        buf_init(&cut, 0);
        escape(utf8_prefix(text, CELL_MAX_BYTES / 6), &cut);
        error = worksheet_write_string(sheet, row, column, cut.p, f);
        buf_done(&cut);
    }
    b->is_failed |= error != LXW_NO_ERROR;
    buf_done(&cell);
}

/* Programs that open the file do not all make rows as high as their text. */
static size_t lines_of(struct str text, double width)
{
    size_t n = 0, per_line = (size_t)(width * 0.9);
    do {
        struct str line = str_cut(&text, '\n');
        n += 1 + columns_width(str_sub(line, 0, 4096)) / (per_line + 1);
    } while (text.p && n < MAX_LINES);
    return n;
}

/* NAN: not decided, not counted, or not one number. */
static double decided_points(const struct view *view, const struct oit_item *item)
{
    bool is_one = view->report->decided.is_known && isfinite(item->decided_low) && item->decided_high - item->decided_low < 0.005;
    return is_one ? item->decided_low : NAN;
}

static void put_cell(struct book *b, lxw_worksheet *sheet, lxw_row_t row, enum workbook_column column, const struct oit_item *item)
{
    lxw_col_t at = (lxw_col_t)column;
    long days;
    buf_clear(&b->text);
    if (column == WORKBOOK_DAYS_LEFT) {
        bool is_known = workbook_days_left(&b->view, item, &days);
        b->is_failed |= (is_known ? worksheet_write_number(sheet, row, at, (double)days, b->days) : worksheet_write_blank(sheet, row, at, b->grey)) != LXW_NO_ERROR;
        return;
    }
    workbook_cell_text(&b->view, b->criteria, item, column, &b->text);
    size_t lines = column <= WORKBOOK_NOTE ? lines_of(buf_str(&b->text), workbook_width(column)) : 1;
    b->lines = lines > b->lines ? lines : b->lines;
    double points = column == WORKBOOK_SCORE ? item->score : column == WORKBOOK_DECIDED ? decided_points(&b->view, item) : NAN;
    if (isfinite(points)) {
        b->is_failed |= worksheet_write_number(sheet, row, at, round(points * 100) / 100, b->points) != LXW_NO_ERROR;
        return;
    }
    bool is_link = column == WORKBOOK_LINK && b->text.n > 0 && b->text.n < URL_MAX_BYTES && view_is_link(b->text.p);
    if (is_link && worksheet_write_url_opt(sheet, row, at, b->text.p, b->link, b->text.p, NULL) == LXW_NO_ERROR)
        return;
    put_text(b, sheet, row, at, buf_str(&b->text), !workbook_is_white(column), workbook_is_white(column) ? b->white : b->grey);
}

/* ---- sheets ---- */

static void allow_decisions(struct book *b, lxw_worksheet *sheet, lxw_row_t last)
{
    const char *choices[] = {view_msg(&b->view, MSG_WORKBOOK_ACCEPT), view_msg(&b->view, MSG_WORKBOOK_REJECT), view_msg(&b->view, MSG_WORKBOOK_NOT_APPLICABLE), NULL};
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST, .ignore_blank = LXW_VALIDATION_ON, .show_input = LXW_VALIDATION_ON,
                                      .show_error = LXW_VALIDATION_ON, .dropdown = LXW_VALIDATION_ON, .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING};
    validation.value_list = (char **)(uintptr_t)choices;
    validation.error_message = (char *)(uintptr_t)view_msg(&b->view, MSG_WORKBOOK_DECISION_HELP);
    b->is_failed |= worksheet_data_validation_range(sheet, 1, WORKBOOK_DECISION, last, WORKBOOK_DECISION, &validation) != LXW_NO_ERROR;
}

static void set_page(const struct book *b, lxw_worksheet *sheet, lxw_row_t last, bool is_first)
{
    worksheet_freeze_panes(sheet, 1, WORKBOOK_TITLE + 1);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, PAPER_A3);
    worksheet_fit_to_pages(sheet, 1, 0);
    if (is_first) /* libxlsxwriter 1.1 cuts this name of an area at 128 bytes: the name of an owner twice in it is too long */
        (void)worksheet_repeat_columns(sheet, WORKBOOK_ITEM, WORKBOOK_TITLE);
    worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6);
    (void)worksheet_repeat_rows(sheet, 0, 0);
    (void)worksheet_print_area(sheet, 0, 0, last, WORKBOOK_NOTE);
    (void)worksheet_set_footer(sheet, b->view.language == MSG_EN ? "&Lpage &P of &N" : "&Lหน้า &P จาก &N");
    (void)worksheet_autofilter(sheet, 0, 0, last, N_WORKBOOK_COLUMNS - 1);
}

static lxw_worksheet *begin_sheet(struct book *b, const char *name)
{
    lxw_worksheet *sheet = workbook_add_worksheet(b->workbook, name);
    if (!sheet) {
        b->is_failed = true;
        return NULL;
    }
    (void)worksheet_set_row(sheet, 0, HEAD_HEIGHT, NULL);
    for (int i = 0; i < N_WORKBOOK_COLUMNS; i++) {
        enum workbook_column column = (enum workbook_column)i;
        (void)worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, workbook_width(column), NULL);
        put_text(b, sheet, 0, (lxw_col_t)i, str_from(view_msg(&b->view, workbook_heading(column))), false, workbook_is_white(column) ? b->head_white : b->head_grey);
    }
    return sheet;
}

static void put_items(struct book *b, const char *name, const size_t *items, size_t n, bool is_first)
{
    lxw_worksheet *sheet = begin_sheet(b, name);
    for (size_t i = 0; sheet && i < n; i++) {
        b->lines = 1;
        for (int column = 0; column < N_WORKBOOK_COLUMNS; column++)
            put_cell(b, sheet, (lxw_row_t)(i + 1), (enum workbook_column)column, &b->view.report->items[items[i]]);
        (void)worksheet_set_row(sheet, (lxw_row_t)(i + 1), (double)(b->lines < MAX_LINES ? b->lines : MAX_LINES) * LINE_HEIGHT + 4, NULL);
    }
    if (sheet && n) {
        allow_decisions(b, sheet, (lxw_row_t)n);
        set_page(b, sheet, (lxw_row_t)n, is_first);
    }
}

/* ---- owners ---- */

/* The key of an owner: "กองคลัง " is "กองคลัง". */
static void owner_key(const struct book *b, const struct oit_item *item, struct buf *out)
{
    bool is_named;
    buf_clear(out);
    utf8_squeeze(str_from(view_owner(&b->view, item, &is_named)), out);
}

/* What a sheet may be called: none of []:*?/\ , no apostrophe at the ends, at most 31 units, no name twice (case does not tell). */
static void sheet_name(struct str owner, unsigned attempt, struct buf *out)
{
    char tail[16] = "";
    size_t units = 0, length, n_tail = 0;
    buf_clear(out);
    if (attempt > 1)
        n_tail = (size_t)snprintf(tail, sizeof tail, " (%u)", attempt);
    while (owner.n && owner.p[0] == '\'')
        owner = str_from_pos(owner, 1);
    for (size_t i = 0; i < owner.n; i += length) {
        uint32_t c = utf8_decode(owner.p + i, owner.n - i, &length);
        units += c > 0xFFFF ? 2 : 1;
        if (units + n_tail > NAME_UNITS)
            break;
        if (c < 0x80 && (c < ' ' || strchr("[]:*?/\\", (int)c)))
            (void)buf_add_char(out, '-');
        else
            (void)buf_add_str(out, str_sub(owner, i, length));
    }
    while (out->n && (out->p[out->n - 1] == '\'' || out->p[out->n - 1] == ' '))
        out->p[--out->n] = '\0';
    (void)buf_add_c(out, out->n ? "" : "-");
    (void)buf_add_c(out, tail);
}

static void put_owner(struct book *b, struct str owner, const size_t *items, size_t n)
{
    enum { ATTEMPTS = 500 };
    struct buf name;
    buf_init(&name, 0);
    for (unsigned attempt = 1; attempt <= ATTEMPTS; attempt++) {
        sheet_name(owner, attempt, &name);
        if (workbook_validate_sheet_name(b->workbook, name.p) == LXW_NO_ERROR)
            break;
    }
    put_items(b, name.p, items, n, false);
    buf_done(&name);
}

static void put_owners(struct book *b)
{
    const struct oit_report *report = b->view.report;
    struct buf mine, other;
    bool *is_done = mem_alloc(report->n_items + 1);
    size_t *items = mem_alloc((report->n_items + 1) * sizeof *items);
    buf_init(&mine, 0);
    buf_init(&other, 0);
    for (size_t i = 0; i < report->n_items; i++) {
        owner_key(b, &report->items[i], &mine);
        size_t n = 0;
        for (size_t k = i; k < report->n_items && mine.n && !is_done[i]; k++) {
            owner_key(b, &report->items[k], &other);
            if (str_eq(buf_str(&mine), buf_str(&other)))
                items[n++] = k;
        }
        for (size_t k = 0; k < n; k++)
            is_done[items[k]] = true;
        if (n)
            put_owner(b, buf_str(&mine), items, n);
    }
    buf_done(&mine);
    buf_done(&other);
    free(items);
    free(is_done);
}

/* As high as its text: a row of one line would show only the last one. */
static void put_guide_row(struct book *b, lxw_worksheet *sheet, lxw_row_t row, struct str text)
{
    (void)worksheet_set_row(sheet, row, (double)(lines_of(text, GUIDE_WIDTH) * GUIDE_LINE_HEIGHT), NULL);
    put_text(b, sheet, row, 0, text, true, b->plain);
}

static void put_guide(struct book *b)
{
    static const enum msg lines[] = {MSG_WORKBOOK_GUIDE_WHITE, MSG_WORKBOOK_GUIDE_GREY,  MSG_WORKBOOK_GUIDE_OWNER, MSG_WORKBOOK_GUIDE_CLEAR,
                                     MSG_WORKBOOK_GUIDE_DATES, MSG_WORKBOOK_GUIDE_URLS, MSG_WORKBOOK_GUIDE_IMPORT};
    lxw_worksheet *sheet = workbook_add_worksheet(b->workbook, view_msg(&b->view, MSG_WORKBOOK_GUIDE));
    if (!sheet)
        return; /* an owner of that name */
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(str_from(view_site_name(b->view.report)), &clean);
    (void)worksheet_set_column(sheet, 0, 0, GUIDE_WIDTH, NULL);
    worksheet_set_paper(sheet, PAPER_A4);
    worksheet_fit_to_pages(sheet, 1, 0);
    put_guide_row(b, sheet, 1, str_from(b->criteria));
    put_text(b, sheet, 0, 0, utf8_prefix(buf_str(&clean), 300), true, b->title);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        put_guide_row(b, sheet, (lxw_row_t)(i + 3), str_from(view_msg(&b->view, lines[i])));
    buf_done(&clean);
}

/* ---- the file ---- */

static enum oit_code not_written(struct err *err, const char *why)
{
    return err_set(err, OIT_ERR_LOCAL, "เขียนสมุดงานไม่ได้ (%s): ตรวจเนื้อที่ดิสก์และโฟลเดอร์ชั่วคราว", "cannot write the workbook (%s): check disk space and the folder for temporary files", why);
}

static lxw_workbook *open_book(const char *path, const struct oit_report *report)
{
    lxw_workbook *workbook = workbook_new(path);
    if (!workbook)
        return NULL;
    lxw_doc_properties properties = {.title = (char *)(uintptr_t)"ITAS", .author = (char *)(uintptr_t)"oitcheck", .created = (time_t)report->run.finished};
    (void)workbook_set_properties(workbook, &properties);
    return workbook;
}

enum oit_code report_xlsx(const struct oit_report *report, enum report_language language, struct buf *out, struct err *err)
{
    struct book b = {.criteria = ""};
    struct buf criteria;
    char path[64];
    int fd = memfd_create("itas", MFD_CLOEXEC);
    if (fd < 0)
        return not_written(err, "memfd");
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    b.workbook = open_book(path, report);
    if (!b.workbook) {
        (void)close(fd);
        return not_written(err, "workbook");
    }
    view_init(&b.view, report, language);
    buf_init(&criteria, 0);
    buf_init(&b.text, 0);
    workbook_criteria(&b.view, &criteria);
    b.criteria = buf_str(&criteria).p;
    make_formats(&b);
    size_t *all = mem_alloc((report->n_items + 1) * sizeof *all);
    for (size_t i = 0; i < report->n_items; i++)
        all[i] = i;
    put_items(&b, view_msg(&b.view, MSG_WORKBOOK_ALL), all, report->n_items, true);
    put_owners(&b);
    put_guide(&b);
    lxw_error error = workbook_close(b.workbook);
    enum oit_code code = error == LXW_NO_ERROR && !b.is_failed ? file_read(path, out, err) : not_written(err, lxw_strerror(error));
    free(all);
    buf_done(&b.text);
    buf_done(&criteria);
    view_done(&b.view);
    (void)close(fd);
    return code;
}
