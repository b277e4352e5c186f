/* test_workbook.c - the officers' workbook as it is written, and that every white cell comes back as it was said.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../support/sample_report.h"
#include "../support/tmp.h"
#include "base/file.h"
#include "extract/extract.h"
#include "extract/grid.h"
#include "office/workbook.h"
#include "report/report.h"
#include "report/workbook_columns.h"

struct fixture {
    struct arena arena;
    struct oit_report *report;
    char *folder;
    struct buf bytes;
    struct grid grid; /* of bytes */
};

static void begin(struct fixture *f)
{
    *f = (struct fixture){.folder = tmp_folder()};
    arena_init(&f->arena);
    buf_init(&f->bytes, 0);
    f->report = sample_report(&f->arena);
}

static void done(struct fixture *f)
{
    grid_done(&f->grid);
    buf_done(&f->bytes);
    tmp_remove(f->folder);
    arena_done(&f->arena);
}

static void write_xlsx(struct fixture *f)
{
    struct document doc;
    struct err err = {0};
    if (report_xlsx(f->report, REPORT_TH, &f->bytes, &err) != OIT_OK)
        fail_msg("%s", err.en);
    grid_init(&f->grid, &f->arena);
    struct extract_input input = {.bytes = buf_str(&f->bytes), .url = STR_LIT("file:///itas.xlsx"), .grid = &f->grid};
    assert_int_equal(extract_cells(&input, &f->arena, &doc).need, NEED_NOTHING);
    assert_int_equal(doc.fault, FAULT_NONE);
    grid_seal(&f->grid);
}

static struct str cell(const struct fixture *f, uint32_t sheet, uint32_t row, enum workbook_column column)
{
    for (size_t i = 0; i < f->grid.n_cells; i++)
        if (f->grid.cells[i].sheet == sheet && f->grid.cells[i].row == row && f->grid.cells[i].column == (uint32_t)column)
            return f->grid.cells[i].text;
    return STR_LIT("");
}

/* Hard to keep: line breaks, blanks at the ends, quotes, what looks like a formula or an escape, emoji, marks, a very long one. */
static const char *const hard_words[] = {
    "กองคลัง", "=1+1", "+66 2 123 4567", "-", "@here", "'ยกคำพูด'", "''=2", " =SUM(A1)", "  ขึ้นต้นและลงท้ายด้วยเว้นวรรค  ", "บรรทัดหนึ่ง\nบรรทัดสอง\n\nบรรทัดสี่", "\nขึ้นบรรทัดก่อน",
    "เขาว่า \"ใช่\", แล้ว; 'จบ'", "\xF0\x9F\x98\x80\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", "_x000D_ และ _x005F_", "a\tb", "<b>&amp;</b>", "https://www.example.go.th/ก?a=1&b=2\nhttps://www.example.go.th/2",
    "007", "1.50", "TRUE", "31/3", "ชื่อ  สอง  เว้นวรรค", "]]>", "\xE2\x80\x8Bมองไม่เห็น", "%41", "#N/A",
};
enum { N_HARD = sizeof hard_words / sizeof *hard_words };

static void say_hard_words(struct fixture *f)
{
    for (size_t i = 0; i < N_HARD; i++) {
        struct oit_officer *officer = &f->report->items[i].officer;
        officer->words[OFFICER_NOTE] = hard_words[i];
        officer->words[OFFICER_EXPLANATION] = hard_words[(i + 1) % N_HARD];
        officer->words[OFFICER_URL] = hard_words[(i + 2) % N_HARD];
        officer->words[OFFICER_OWNER] = hard_words[(i + 3) % N_HARD];
    }
    char *longest = arena_alloc(&f->arena, 3 * 32767 + 1);
    for (size_t i = 0; i < 32767; i++)
        memcpy(longest + 3 * i, "ก", 3);
    f->report->items[N_HARD].officer.words[OFFICER_NOTE] = longest;
}

/* Read against a report in which nobody said anything: every word must come out of the file. */
static void expect_all_words(struct fixture *f, const char *name)
{
    struct arena arena;
    struct workbook *book = NULL;
    struct err err = {0};
    arena_init(&arena);
    struct oit_report *silent = sample_report(&arena);
    char *path = tmp_path(f->folder, name);
    assert_int_equal(file_write(path, buf_str(&f->bytes), NULL), OIT_OK);
    if (workbook_read(path, silent, &book, &err) != OIT_OK)
        fail_msg("%s", err.en);
    for (size_t i = 0; i < book->n_errors; i++)
        print_message("row %u column %u: %s\n", book->errors[i].place.row, book->errors[i].place.column, book->errors[i].text.en);
    assert_int_equal(book->n_errors, 0);
    assert_int_equal(book->n_notes, 0);
    assert_int_equal(book->n_rows, silent->n_items);
    for (size_t i = 0; i < silent->n_items; i++)
        for (int field = 0; field < N_OFFICER_FIELDS; field++) {
            const char *want = f->report->items[i].officer.words[field], *got = book->rows[i].words[field].value;
            if (!got || strcmp(got, want ? want : "") != 0)
                fail_msg("%s field %d: '%.80s' became '%.80s'", silent->items[i].code, field, want ? want : "", got ? got : "(nothing)");
        }
    workbook_free(book);
    arena_done(&arena);
    free(path);
}

static void white_cells_come_back_byte_for_byte(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    say_hard_words(&f);
    write_xlsx(&f);
    expect_all_words(&f, "itas.xlsx");
    buf_clear(&f.bytes);
    report_csv(f.report, REPORT_TH, &f.bytes);
    expect_all_words(&f, "report.csv");
    buf_clear(&f.bytes);
    report_csv(f.report, REPORT_EN, &f.bytes);
    expect_all_words(&f, "english.csv");
    done(&f);
}

static void the_first_sheet_has_all_items_in_order(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    write_xlsx(&f);
    assert_true(str_eq_c(f.grid.names[0], "ทุกข้อ"));
    assert_true(str_eq_c(cell(&f, 0, 0, WORKBOOK_ITEM), "ข้อ"));
    assert_true(str_eq_c(cell(&f, 0, 0, WORKBOOK_URL), "URL ที่จะกรอก"));
    for (uint32_t i = 0; i < f.report->n_items; i++) {
        assert_true(str_eq_c(cell(&f, 0, i + 1, WORKBOOK_ITEM), f.report->items[i].code));
        assert_true(str_eq_c(cell(&f, 0, i + 1, WORKBOOK_TITLE), f.report->items[i].title.th));
    }
    assert_true(str_starts_c(cell(&f, 0, 1, WORKBOOK_PROPOSAL), "หน้าหลัก"));
    assert_true(str_eq_c(cell(&f, 0, 16, WORKBOOK_LABEL), "พบเอกสารใกล้เคียง แต่ไม่ใช่ข้อนี้ (สขร.1)"));
    assert_int_equal(cell(&f, 0, 1, WORKBOOK_OWNER).n, 0); /* nobody said: the rule's owner stands in a grey column */
    done(&f);
}

static void an_owner_has_a_sheet(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    for (size_t i = 0; i < f.report->n_items; i++)
        f.report->items[i].officer.words[OFFICER_OWNER] = i < 2 ? "กองคลัง" : i == 2 ? " กองคลัง " : i == 3 ? "a/b:c*d?[e]" : "ส่วนงานที่มีชื่อยาวกว่าที่โปรแกรมตารางยอมให้ตั้งชื่อแผ่นได้";
    write_xlsx(&f);
    assert_int_equal(f.grid.n_sheets, 5); /* all, three owners, how to use it */
    assert_true(str_eq_c(f.grid.names[1], "กองคลัง"));
    assert_true(str_eq_c(f.grid.names[2], "a-b-c-d--e-"));
    assert_true(str_starts_c(str_from(hard_words[0]), "กองคลัง") && f.grid.names[3].n <= 93);
    assert_true(str_eq_c(cell(&f, 1, 3, WORKBOOK_ITEM), "O3"));
    assert_true(str_eq_c(cell(&f, 1, 3, WORKBOOK_OWNER), " กองคลัง "));
    assert_int_equal(cell(&f, 1, 4, WORKBOOK_ITEM).n, 0);
    done(&f);
}

/* Of some names nothing is left for a sheet: their sheets are numbered like any others of one name. */
static void owners_whose_names_are_no_names(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    for (size_t i = 0; i < f.report->n_items; i++)
        f.report->items[i].officer.words[OFFICER_OWNER] = i == 0 ? "'" : i == 1 ? "/" : i == 2 ? "''" : "กองคลัง";
    write_xlsx(&f);
    assert_int_equal(f.grid.n_sheets, 6);
    assert_true(str_eq_c(f.grid.names[1], "-"));
    assert_true(str_eq_c(f.grid.names[2], "- (2)"));
    assert_true(str_eq_c(f.grid.names[3], "- (3)"));
    done(&f);
}

static void click_paths_are_told_in_words(void **state)
{
    (void)state;
    static const char *const labels[] = {"", "ข้อมูล  สาธารณะ", "โครงสร้าง | หน่วยงาน"};
    static const char *const path[] = {"https://a.go.th/", "https://a.go.th/oit", "https://a.go.th/1"};
    struct fixture f;
    begin(&f);
    f.report->items[0].evidence[0].path = path;
    f.report->items[0].evidence[0].n_path = 3;
    f.report->items[0].evidence[0].path_labels = labels;
    f.report->items[0].evidence[0].url = "https://a.go.th/1";
    f.report->items[0].evidence[0].page = 0;
    write_xlsx(&f);
    struct str text = cell(&f, 0, 1, WORKBOOK_PROPOSAL);
    if (!str_eq_c(text, "หน้าหลัก > ข้อมูล สาธารณะ > โครงสร้าง"))
        fail_msg("%.*s", STR_ARG(text));
    static const char *const button[] = {"", "ข้อมูลสาธารณะ", "คลิก"}; /* as all links of the page are called */
    struct oit_evidence other = {.url = "https://a.go.th/2", .path = path, .path_labels = button, .n_path = 3};
    f.report->items[0].evidence[0].path_labels = button;
    f.report->items[2].evidence = &other;
    f.report->items[2].n_evidence = 1;
    f.report->items[0].evidence[0].title = "โครงสร้างการแบ่งส่วนราชการ";
    buf_clear(&f.bytes);
    grid_done(&f.grid);
    write_xlsx(&f);
    text = cell(&f, 0, 1, WORKBOOK_PROPOSAL);
    if (!str_eq_c(text, "หน้าหลัก > ข้อมูลสาธารณะ > โครงสร้างการแบ่งส่วนราชการ"))
        fail_msg("%.*s", STR_ARG(text));
    done(&f);
}

/* Who enters the best document of several loses points: assessors open the entered links alone. */
static void several_documents_are_several_links(void **state)
{
    (void)state;
    static const char *const labels[] = {"", "หน้ารายการ", "แผน"};
    static const char *const plan_path[] = {"https://a.go.th/", "https://a.go.th/oit", "https://a.go.th/plan.pdf"};
    static const char *const progress_path[] = {"https://a.go.th/", "https://a.go.th/oit", "https://b.go.th/progress.pdf"};
    static const char *const urls[] = {"https://a.go.th/1", "https://a.go.th/2", "https://a.go.th/3", "https://a.go.th/4", "https://a.go.th/5"};
    struct fixture f;
    begin(&f);
    struct oit_item *item = &f.report->items[0];
    struct oit_evidence evidence[2] = {{.url = plan_path[2], .title = "แผน", .path = plan_path, .path_labels = labels, .n_path = 3},
                                       {.url = progress_path[2], .title = "=ความก้าวหน้า", .path = progress_path, .n_path = 3}};
    struct oit_element elements[7] = {{.id = "a", .text = {"ก", "a"}, .required = true, .url = plan_path[2]},
                                      {.id = "b", .text = {"ข", "b"}, .required = true, .url = progress_path[2]},
                                      {.id = "c", .text = {"ค", "c"}, .required = true, .url = plan_path[2]},
                                      {.id = "d", .text = {"ง", "d"}, .required = true, .state = OIT_ELEMENT_NOT_FOUND, .url = "https://a.go.th/no"},
                                      {.id = "e", .text = {"จ", "e"}, .url = "javascript:alert(1)"}};
    item->evidence = evidence;
    item->n_evidence = 2;
    item->elements = elements;
    item->n_elements = 5;
    write_xlsx(&f);
    assert_true(str_eq_c(cell(&f, 0, 1, WORKBOOK_LINK), "https://a.go.th/plan.pdf\nhttps://b.go.th/progress.pdf"));
    assert_true(str_eq_c(cell(&f, 0, 1, WORKBOOK_PROPOSAL), "หน้าหลัก > หน้ารายการ > แผน\nหน้าหลัก > ... > =ความก้าวหน้า"));
    for (size_t i = 2; i < 7; i++) /* more than anybody copies */
        elements[i] = (struct oit_element){.id = "x", .text = {"x", "x"}, .required = true, .url = urls[i - 2]};
    item->n_elements = 7;
    buf_clear(&f.bytes);
    grid_done(&f.grid);
    write_xlsx(&f);
    assert_true(str_eq_c(cell(&f, 0, 1, WORKBOOK_LINK), "https://a.go.th/plan.pdf\nhttps://b.go.th/progress.pdf\nhttps://a.go.th/1\nhttps://a.go.th/2\nhttps://a.go.th/3"));
    struct oit_evidence linked[7]; /* all of them from one page */
    static const char *paths[7][3];
    for (size_t i = 0; i < 7; i++) {
        linked[i] = (struct oit_evidence){.url = elements[i].url, .title = "แฟ้ม", .path = paths[i], .n_path = 3};
        paths[i][0] = "https://a.go.th/";
        paths[i][1] = "https://a.go.th/oit";
        paths[i][2] = elements[i].url;
    }
    linked[0].path_labels = labels;
    item->evidence = linked;
    item->n_evidence = 7;
    buf_clear(&f.bytes);
    grid_done(&f.grid);
    write_xlsx(&f);
    assert_true(str_eq_c(cell(&f, 0, 1, WORKBOOK_LINK), "https://a.go.th/oit"));
    assert_true(str_eq_c(cell(&f, 0, 1, WORKBOOK_PROPOSAL), "หน้าหลัก > หน้ารายการ"));
    done(&f);
}

/* Only the index says that it is this year's: entered alone, the document leaves an assessor in doubt. */
static void the_page_that_says_the_year_is_entered_too(void **state)
{
    (void)state;
    static const char *const places[] = {"label", "label-heading", "source-page", "label", "own-title"};
    static const char *const labels[] = {"", "OIT 2567", "แผน"};
    static const char *const path[] = {"https://a.go.th/", "https://a.go.th/oit", "https://a.go.th/plan.pdf"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct fixture f;
        begin(&f);
        struct oit_evidence evidence = {.url = path[2], .title = "แผน", .path = path, .path_labels = labels, .n_path = 3, .fiscal_year_be = i == 3 ? 0 /* none is asked for */ : 2567, .trace = {.year = {.from_be = 2567, .to_be = 2567, .place = places[i], .fit = "fits"}}};
        f.report->items[0].evidence = &evidence;
        f.report->items[0].n_evidence = 1;
        f.report->items[0].n_elements = 0;
        write_xlsx(&f);
        bool is_own = i >= 3;
        assert_true(str_eq_c(cell(&f, 0, 1, WORKBOOK_LINK), is_own ? "https://a.go.th/plan.pdf" : "https://a.go.th/plan.pdf\nhttps://a.go.th/oit"));
        assert_true(str_eq_c(cell(&f, 0, 1, WORKBOOK_PROPOSAL), is_own ? "หน้าหลัก > OIT 2567 > แผน" : "หน้าหลัก > OIT 2567 > แผน\nหน้าหลัก > OIT 2567"));
        done(&f);
    }
}

static void nothing_in_it_is_a_formula(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    sample_make_hostile(f.report);
    f.report->items[0].officer.words[OFFICER_NOTE] = "=cmd|' /C calc'!A0";
    write_xlsx(&f);
    for (size_t i = 0; i < f.grid.n_cells; i++) {
        const struct grid_cell *c = &f.grid.cells[i];
        assert_false(c->is_formula);
        bool is_white = workbook_is_white((enum workbook_column)c->column);
        if (!is_white && !c->is_number && c->text.n && strchr("=+-@\t\r", c->text.p[0]))
            fail_msg("grey cell in row %u: %.*s", c->row, STR_ARG(c->text));
    }
    assert_true(str_eq_c(cell(&f, 0, 1, WORKBOOK_NOTE), "=cmd|' /C calc'!A0"));
    done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(white_cells_come_back_byte_for_byte),
        cmocka_unit_test(the_first_sheet_has_all_items_in_order),
        cmocka_unit_test(an_owner_has_a_sheet),
        cmocka_unit_test(owners_whose_names_are_no_names),
        cmocka_unit_test(click_paths_are_told_in_words),
        cmocka_unit_test(several_documents_are_several_links),
        cmocka_unit_test(the_page_that_says_the_year_is_entered_too),
        cmocka_unit_test(nothing_in_it_is_a_formula),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
