/* test_declarations.c - which page is the agency's index, of which year and list, and what its rows bind: small pages, no server.
 * SPDX-License-Identifier: MIT
 */
#include "assess/declarations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../support/matching.h"
#include "extract/extract.h"

#define HOST "http://www.example.go.th"
#define TITLE_9 "รายงานผลการดำเนินงานประจำปี"
#define TITLE_18 "แผนการบริหารและพัฒนาทรัพยากรบุคคล"
#define TITLE_20 "ประมวลจริยธรรมสำหรับเจ้าหน้าที่ของรัฐ"
#define TITLE_32 "แผนปฏิบัติการป้องกันการทุจริต"
#define TITLE_33 "รายงานผลการดำเนินการป้องกันการทุจริตประจำปี"

struct fixture {
    struct arena arena;
    struct site site;
    struct declarations found;
};

static int setup(void **state)
{
    static struct fixture f;
    arena_init(&f.arena);
    site_init(&f.site, scheme);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    site_done(&f->site);
    arena_done(&f->arena);
    return 0;
}

static void add_page(struct fixture *f, const char *path, const char *html)
{
    struct document *doc = ARENA_NEW(&f->arena, struct document);
    struct findings *findings = ARENA_NEW(&f->arena, struct findings);
    struct str url = arena_printf(&f->arena, HOST "%s", path);
    struct extract_input input = {.bytes = str_from(html), .url = url, .content_type = STR_LIT("text/html; charset=utf-8")};
    (void)extract_document(&input, &f->arena, doc);
    findings_make(finder, doc, &f->arena, findings);
    site_add(&f->site, &(struct site_visit){.url = url, .is_start = strcmp(path, "/") == 0, .http_status = 200, .findings = findings});
}

static void find(struct fixture *f)
{
    site_seal(&f->site);
    declarations_find(&f->site, 2567, &f->arena, &f->found);
}

static const struct declaration *row_of(const struct fixture *f, const char *code, size_t at)
{
    for (size_t i = 0; i < f->found.n_rows; i++)
        if (strcmp(scheme->items[f->found.rows[i].item].code, code) == 0 && at-- == 0)
            return &f->found.rows[i];
    return NULL;
}

static void assert_row(const struct fixture *f, const char *code, const char *printed, size_t n_links, const char *last)
{
    const struct declaration *row = row_of(f, code, 0);
    assert_non_null(row);
    assert_true(str_eq_c(row->row->fact.code, printed));
    assert_int_equal(row->row->n_urls, n_links);
    if (n_links)
        assert_true(str_ends_c(row->row->urls[n_links - 1], last));
}

/* --- rows -------------------------------------------------------------------------------------------------------------------- */

static void a_spanned_title_binds_its_rows(void **state)
{
    struct fixture *f = *state;
    add_page(f, "/ita", "<h1>OIT 2567</h1><table><tr><td rowspan=3>O๙</td><td rowspan=3>" TITLE_9 "</td><td>ส่วนที่ 1</td><td><a href=/a>เปิด</a></td></tr>"
                        "<tr><td>ส่วนที่ 2</td><td><a href=/b>เปิด</a></td></tr><tr><td>ส่วนที่ 3</td><td><a href=/c>เปิด</a></td></tr>"
                        "<tr><td>O18</td><td>" TITLE_18 "</td><td>-</td><td></td></tr><tr><td>O32</td><td>" TITLE_32 "</td><td>x</td><td><a href=/d>เปิด</a></td></tr></table>");
    find(f);
    assert_int_equal(f->found.n_indexes, 1);
    assert_row(f, "O9", "O๙", 3, "/c");
    assert_row(f, "O18", "O18", 0, "");
    assert_row(f, "O32", "O32", 1, "/d");
}

static void icons_stand_in_their_own_row(void **state)
{
    struct fixture *f = *state;
    add_page(f, "/ita", "<h1>OIT 2567</h1><table border=1><tr><td>O9</td><td>" TITLE_9 "</td><td><a href=/9><img src=/i.png width=20 height=20></a></td></tr>"
                        "<tr><td>O18</td><td>" TITLE_18 "</td><td><a href=/18><img src=/i.png width=20 height=20></a></td></tr>"
                        "<tr><td>O32</td><td>" TITLE_32 "</td><td><a href=/32><img src=/i.png width=20 height=20></a></td></tr></table>");
    find(f);
    assert_row(f, "O9", "O9", 1, "/9");
    assert_row(f, "O18", "O18", 1, "/18");
    assert_row(f, "O32", "O32", 1, "/32");
}

static void nested_lists_belong_to_their_entry(void **state)
{
    struct fixture *f = *state;
    add_page(f, "/ita", "<h2>ITA 2567</h2><ul><li>O9 " TITLE_9 "<ul><li><a href=/9a>ปี 2566</a></li><li><a href=/9b>ภาคผนวก</a></li></ul></li><li>O18 " TITLE_18 "</li>"
                        "<li>O33 " TITLE_33 "<ul><li><a href=/32>" TITLE_32 "</a></li></ul></li></ul>");
    find(f);
    assert_row(f, "O9", "O9", 2, "/9b");
    assert_row(f, "O18", "O18", 0, "");
    assert_row(f, "O33", "O33", 1, "/32"); /* what it names is part of the row, not a row */
    assert_null(row_of(f, "O32", 0));
}

static void a_criterion_moved_by_a_row_names_nothing(void **state)
{
    struct fixture *f = *state;
    add_page(f, "/oit", "<h1>OIT 2567</h1><table border=1><tr><th>ข้อ</th><th>ข้อมูล</th><th>องค์ประกอบด้านข้อมูล</th><th>ลิงก์</th></tr>"
                        "<tr><td>O18</td><td>" TITLE_18 "</td><td>แสดง" TITLE_20 "</td><td><a href=/18>ดู</a></td></tr>"
                        "<tr><td>O20</td><td>" TITLE_20 "</td><td>แสดง" TITLE_32 " อย่างน้อยประกอบด้วย โครงการ งบประมาณ</td><td><a href=/20>ดู</a></td></tr>"
                        "<tr><td>O32</td><td>" TITLE_32 "</td><td>แสดง" TITLE_33 " ของปี พ.ศ. 2566</td><td><a href=/32>ดู</a></td></tr></table>");
    find(f);
    assert_row(f, "O18", "O18", 1, "/18");
    assert_row(f, "O20", "O20", 1, "/20");
    assert_row(f, "O32", "O32", 1, "/32");
    assert_null(row_of(f, "O33", 0));
    assert_true(row_of(f, "O20", 0)->row->fact.has_criterion);
}

static void a_badge_numbers_the_card_it_stands_in(void **state)
{
    struct fixture *f = *state;
    add_page(f, "/oit", "<h1>OIT 2567</h1><div class=card><span class=badge>O9</span><h5>" TITLE_9 "</h5><a href=/9>ดูข้อมูล</a></div>"
                        "<div class=card><span class=badge>O18</span><h5>" TITLE_18 "</h5></div><div class=card><span class=badge>O32</span><h5>" TITLE_32 "</h5><a href=/32>ดูข้อมูล</a></div>");
    find(f);
    assert_row(f, "O9", "O9", 1, "/9");
    assert_row(f, "O18", "O18", 0, "");
    assert_row(f, "O32", "O32", 1, "/32");
}

static void links_of_one_paragraph_are_rows_of_their_own(void **state)
{
    struct fixture *f = *state;
    add_page(f, "/oit", "<h1>OIT 2567</h1><p><a href=/9>o9 " TITLE_9 "</a><br><a href=/18>o18 " TITLE_18 "</a><br><a href=/32>o32 " TITLE_32 "</a></p>");
    find(f);
    assert_row(f, "O9", "o9", 1, "/9");
    assert_row(f, "O18", "o18", 1, "/18");
    assert_row(f, "O32", "o32", 1, "/32");
}

static void telephone_numbers_and_bullets_number_nothing(void **state)
{
    struct fixture *f = *state;
    add_page(f, "/oit", "<h1>OIT 2567</h1><ul><li>O9 " TITLE_9 " <a href=/9>เปิด</a></li><li>O18 " TITLE_18 " <a href=/18>เปิด</a></li><li>O32 " TITLE_32 " <a href=/32>เปิด</a></li></ul>"
                        "<p>02 000 0500 ต่อ 12</p><p>o 2 วันทำการ</p><p>O14-O17 การจัดซื้อจัดจ้าง</p>");
    find(f);
    assert_int_equal(f->found.n_rows, 3);
}

/* --- which index ------------------------------------------------------------------------------------------------------------- */

#define ROW(code, title, url) "<tr><td>" code "</td><td>" title "</td><td><a href=" url ">เปิด</a></td></tr>"

static void year_headings_part_a_page(void **state)
{
    struct fixture *f = *state;
    add_page(f, "/ita", "<h1>ITA</h1><h2>ปี 2568</h2><table border=1>" ROW("O7", TITLE_9, "/9n") ROW("O14", TITLE_18, "/18n") ROW("O25", TITLE_32, "/32n") "</table>"
                        "<h2>ปีงบประมาณ พ.ศ. ๒๕๖๗</h2><table border=1>" ROW("O9", TITLE_9 " ปี 2566", "/9") ROW("O18", TITLE_18, "/18") ROW("O32", TITLE_32, "/32") "</table>"
                        "<h2>ปี 2566</h2><table border=1>" ROW("O13", TITLE_9, "/9o") ROW("O26", "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี", "/26") ROW("O36", TITLE_32, "/32o") "</table>");
    find(f);
    assert_int_equal(f->found.n_indexes, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct declared_index *index = &f->found.indexes[i];
        assert_int_equal(index->is_used, index->year_be == 2567);
        char year[8];
        (void)snprintf(year, sizeof year, "%d", index->year_be);
        assert_string_equal(index->scheme, year); /* its numbers are those of its year */
    }
    assert_row(f, "O9", "O9", 1, "/9");
    assert_int_equal(f->found.n_rows, 3);
}

static void numbers_of_another_list_under_this_year_declare_nothing(void **state)
{
    struct fixture *f = *state;
    add_page(f, "/ita67", "<h1>ITA 2567</h1><table border=1>" ROW("O13", TITLE_9, "/9") ROW("O36", TITLE_32, "/32") ROW("O38", TITLE_33, "/33") ROW("O39", TITLE_20, "/20") "</table>");
    add_page(f, "/moit67", "<h1>MOIT 2567</h1><table border=1>" ROW("MOIT 9", TITLE_20, "/m9") ROW("MOIT 13", TITLE_32, "/m13") ROW("MOIT 14", "แนวทางการใช้ทรัพย์สิน", "/x") "</table>");
    find(f);
    assert_int_equal(f->found.n_indexes, 2);
    assert_string_equal(f->found.indexes[0].scheme, "2566");
    assert_string_equal(f->found.indexes[1].scheme, "moit"); /* rules/common/parallel.yaml */
    assert_false(f->found.has_used);
    assert_int_equal(f->found.n_rows, 0);
}

static void running_numbers_refute_nothing(void **state)
{
    struct fixture *f = *state;
    add_page(f, "/oit", "<h1>การเปิดเผยข้อมูลสาธารณะ ปี 2567</h1><table border=1>" ROW("1", TITLE_18, "/18") ROW("2", TITLE_20, "/20") ROW("3", TITLE_32, "/32") ROW("4", TITLE_33, "/33") "</table>");
    find(f);
    assert_int_equal(f->found.n_indexes, 1);
    assert_null(f->found.indexes[0].scheme);
    assert_true(f->found.indexes[0].is_used);
    assert_int_equal(f->found.n_rows, 4);
}

static void a_list_of_documents_is_no_index(void **state)
{
    struct fixture *f = *state;
    add_page(f, "/hr", "<h1>งานบุคคล</h1><ul><li><a href=/18>" TITLE_18 "</a></li><li><a href=/20>" TITLE_20 "</a></li><li><a href=/r>ระเบียบการลา</a></li></ul>");
    find(f);
    assert_int_equal(f->found.n_indexes, 0);
}

static void a_menu_on_every_page_is_no_index(void **state)
{
    struct fixture *f = *state;
    static const char menu[] = "<ul><li><a href=/9>O9 " TITLE_9 "</a></li><li><a href=/18>O18 " TITLE_18 "</a></li><li><a href=/32>O32 " TITLE_32 "</a></li></ul>";
    for (int i = 0; i < 6; i++)
        add_page(f, arena_printf(&f->arena, "/p%d", i).p, arena_printf(&f->arena, "<table><tr><td>%s</td><td><h1>หน้า %d</h1><p>ข้อความของหน้า</p></td></tr></table>", menu, i).p);
    find(f);
    assert_int_equal(f->found.n_indexes, 0);
}

static void lists_of_many_years_share_documents(void **state)
{
    struct fixture *f = *state;
    for (int year = 2563; year <= 2567; year++)
        add_page(f, arena_printf(&f->arena, "/y%d", year).p,
                 arena_printf(&f->arena, "<h1>OIT %d</h1><table border=1>" ROW("O18", TITLE_18, "/18-%d") ROW("O20", TITLE_20, "/20") ROW("O32", TITLE_32, "/32-%d") ROW("O33", TITLE_33, "/33-%d") "</table>",
                              year, year, year, year).p);
    find(f);
    assert_int_equal(f->found.n_indexes, 5);
    assert_row(f, "O20", "O20", 1, "/20");
    assert_int_equal(f->found.n_rows, 4);
}

static void group_pages_are_one_index(void **state)
{
    struct fixture *f = *state;
    add_page(f, "/", "<a href=/ita/2567>ITA 2567</a>");
    add_page(f, "/ita/2567", "<h1>ITA 2567</h1><a href=/ita/2567/94>ตัวชี้วัดย่อยที่ 9.4</a> <a href=/ita/2567/102>ตัวชี้วัดย่อยที่ 10.2</a>");
    add_page(f, "/ita/2567/94", "<h1>ตัวชี้วัดย่อยที่ 9.4</h1><ul><li>O18 " TITLE_18 " <a href=/18>เปิด</a></li><li>O20 " TITLE_20 " <a href=/20>เปิด</a></li></ul>");
    add_page(f, "/ita/2567/102", "<h1>ตัวชี้วัดย่อยที่ 10.2</h1><ul><li>O32 " TITLE_32 " <a href=/32>เปิด</a></li><li>O33 " TITLE_33 "</li></ul>");
    find(f);
    assert_int_equal(f->found.n_indexes, 1);
    assert_int_equal(f->found.indexes[0].n_pages, 2);
    assert_string_equal(f->found.indexes[0].form, "groups");
    assert_true(str_ends_c(f->site.pages[f->found.indexes[0].page].url, "/ita/2567"));
    assert_int_equal(f->found.indexes[0].year_be, 2567); /* from the address */
    assert_int_equal(f->found.n_rows, 4);
}

static void an_index_without_a_year_gives_way_to_this_years(void **state)
{
    struct fixture *f = *state;
    struct buf html;
    buf_init(&html, 0);
    (void)buf_add_c(&html, "<h1>OIT ปี 2567</h1><table border=1>");
    for (size_t i = 0; i < scheme->n_items; i++)
        (void)buf_addf(&html, "<tr><td>%s</td><td>%s</td><td><a href=/d%zu>เปิด</a></td></tr>", scheme->items[i].code, scheme->items[i].title.th, i);
    (void)buf_add_c(&html, "</table>");
    add_page(f, "/y", html.p);
    add_page(f, "/old", "<h1>OIT</h1><table border=1>" ROW("O9", TITLE_9, "/9o") ROW("O18", TITLE_18, "/18o") ROW("O32", TITLE_32, "/32o") "</table>");
    find(f);
    buf_done(&html);
    assert_int_equal(f->found.n_indexes, 2);
    assert_true(declarations_are_complete(&f->site, &f->found));
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(f->found.indexes[i].is_used, f->found.indexes[i].year_be == 2567);
}

static void a_menu_of_all_items_stands_for_an_index(void **state)
{
    struct fixture *f = *state;
    struct buf menu;
    buf_init(&menu, 0);
    for (size_t i = 0; i < scheme->n_items; i++)
        (void)buf_addf(&menu, "<li><a href=/d%zu>%s</a></li>", i, scheme->items[i].title.th);
    add_page(f, "/", arena_printf(&f->arena, "<nav><ul>%s</ul></nav><h1>ยินดีต้อนรับ</h1>", menu.p).p);
    for (int i = 0; i < 6; i++)
        add_page(f, arena_printf(&f->arena, "/p%d", i).p, arena_printf(&f->arena, "<nav><ul>%s</ul></nav><h1>หน้า %d</h1>", menu.p, i).p);
    find(f);
    buf_done(&menu);
    assert_int_equal(f->found.n_indexes, 1);
    assert_string_equal(f->found.indexes[0].form, "menu");
    assert_false(f->found.is_whole); /* entries nobody knows by their titles are not seen */
    assert_true(f->found.n_rows * 10 >= scheme->n_items * 9);
    assert_true(f->found.rows[0].is_silent);
    assert_false(declarations_are_complete(&f->site, &f->found)); /* an index elsewhere may still hold anything */
}

static void this_years_list_under_the_numbers_of_the_last(void **state)
{
    struct fixture *f = *state;
    struct buf html;
    buf_init(&html, 0);
    (void)buf_add_c(&html, "<h1>OIT ประจำปี 2567</h1><table border=1>");
    for (size_t i = 0; i < scheme->n_map; i++)
        if (strcmp(scheme->map[i].scheme, "2566") == 0)
            (void)buf_addf(&html, "<tr><td>%s</td><td>%s</td><td><a href=/d%zu>เปิด</a></td></tr>", scheme->map[i].theirs, scheme->items[scheme->map[i].item].title.th, i);
    (void)buf_add_c(&html, "</table>");
    add_page(f, "/oit", html.p);
    find(f);
    buf_done(&html);
    assert_int_equal(f->found.n_indexes, 1);
    assert_string_equal(f->found.indexes[0].scheme, "2566");
    assert_true(f->found.indexes[0].is_used); /* half of all items under this year: titles tell */
}

static void what_a_part_of_a_list_does_not_name_is_no_silence(void **state)
{
    struct fixture *f = *state;
    add_page(f, "/oit", "<h1>การเปิดเผยข้อมูลสาธารณะ (OIT) 2567</h1><ul><li><a href=/18>" TITLE_18 "</a></li><li><a href=/20>" TITLE_20 "</a></li><li><a href=/32>" TITLE_32 "</a></li></ul>");
    find(f);
    assert_int_equal(f->found.n_rows, 3);
    assert_true(f->found.has_used);
    assert_false(f->found.is_whole);
}

static void the_clauses_of_a_code_are_no_index(void **state)
{
    struct fixture *f = *state;
    add_page(f, "/code", "<h1>" TITLE_20 "</h1><p>ข้อ 1 ให้ใช้แก่เจ้าหน้าที่ทุกระดับ</p><p>ข้อ ๒ ยึดมั่นในสถาบันชาติ ศาสนา</p><p>ข้อ 3 ซื่อสัตย์สุจริต มีจิตสำนึกที่ดี</p>"
                         "<p>ข้อ 4 กล้ายืนหยัดทำในสิ่งที่ถูกต้อง</p><p>ข้อ 5. มุ่งผลสัมฤทธิ์ของงาน</p>");
    find(f);
    assert_int_equal(f->found.n_indexes, 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_spanned_title_binds_its_rows),
        TEST(icons_stand_in_their_own_row),
        TEST(nested_lists_belong_to_their_entry),
        TEST(a_criterion_moved_by_a_row_names_nothing),
        TEST(a_badge_numbers_the_card_it_stands_in),
        TEST(links_of_one_paragraph_are_rows_of_their_own),
        TEST(telephone_numbers_and_bullets_number_nothing),
        TEST(year_headings_part_a_page),
        TEST(numbers_of_another_list_under_this_year_declare_nothing),
        TEST(running_numbers_refute_nothing),
        TEST(a_list_of_documents_is_no_index),
        TEST(a_menu_on_every_page_is_no_index),
        TEST(the_clauses_of_a_code_are_no_index),
        TEST(lists_of_many_years_share_documents),
        TEST(group_pages_are_one_index),
        TEST(an_index_without_a_year_gives_way_to_this_years),
        TEST(a_menu_of_all_items_stands_for_an_index),
        TEST(this_years_list_under_the_numbers_of_the_last),
        TEST(what_a_part_of_a_list_does_not_name_is_no_silence),
    };
    return cmocka_run_group_tests_name("declarations", tests, matching_load, matching_unload);
}
