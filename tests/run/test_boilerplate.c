/* test_boilerplate.c - what stands on many pages proves nothing: a template without class names, whose menu and footer stand in the text.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../support/program.h"
#include "../support/server.h"
#include "../support/tmp.h"

enum { MAX_PAGES = 12 };

struct site_text {
    const char *above, *below; /* of every page; %zu stands for a number of its own in below */
    const char *bodies[MAX_PAGES]; /* of page 1 ...; the start page has none */
    const char *entry;             /* of the index on the start page */
};

/* Tables for layout, as 2005; the start page links to all others with "entry" first. */
static void make_page(const struct site_text *site, size_t index, struct buf *out)
{
    (void)buf_addf(out, "<!DOCTYPE html><meta charset=utf-8><title>เทศบาลตำบลสมมุติ</title><table width=800><tr><td colspan=2>%s</td></tr><tr><td width=200>",
                   site->above);
    for (size_t i = 1; i <= MAX_PAGES && site->bodies[i - 1]; i++)
        (void)buf_addf(out, "<a href=/p%zu.html>%s</a><br>", i, i == 1 ? site->entry : i % 2 ? "ประวัติความเป็นมา" : "สถานที่ท่องเที่ยว");
    (void)buf_addf(out, "</td><td>%s</td></tr><tr><td colspan=2>", index ? site->bodies[index - 1] : "<p>ยินดีต้อนรับสู่เว็บไซต์</p>");
    (void)buf_addf(out, "<p>ผู้เข้าชม %zu คน %s</p></td></tr></table>", 1000 + index * 37, site->below);
}

static void scan_site(const struct site_text *site, struct program_run *run)
{
    struct server_file files[MAX_PAGES + 2] = {{NULL, NULL}};
    struct buf pages[MAX_PAGES + 1];
    char names[MAX_PAGES + 1][16];
    size_t n = 0;
    for (; n == 0 || (n <= MAX_PAGES && site->bodies[n - 1]); n++) {
        buf_init(&pages[n], 0);
        make_page(site, n, &pages[n]);
        (void)snprintf(names[n], sizeof names[n], n ? "p%zu.html" : "index.html", n);
        files[n] = (struct server_file){names[n], pages[n].p};
    }
    struct server *server = server_start_files(files, NULL);
    char *folder = tmp_folder(), *db = tmp_path(folder, "db");
    program_run((const char *const[]){"scan", server_url(server), "--fiscal-year", "2567", "--as-of", "2024-06-30", "--rate", "0", "--db", db, "--format",
                                      "json", "--quiet", NULL},
                NULL, run);
    server_stop(server);
    free(db);
    tmp_remove(folder);
    for (size_t i = 0; i < n; i++)
        buf_done(&pages[i]);
}

static bool status_is(const struct program_run *run, const char *code, const char *status)
{
    char wanted[64];
    (void)snprintf(wanted, sizeof wanted, "\"code\": \"%s\"", code);
    size_t at = str_find_c(buf_str(&run->out), wanted);
    assert_true(at != STR_NPOS);
    struct str item = str_from_pos(buf_str(&run->out), at);
    (void)snprintf(wanted, sizeof wanted, "\"status\": \"%s\"", status);
    size_t found = str_find_c(item, "\"status\": ");
    return found != STR_NPOS && str_find_c(str_sub(item, found, 60), wanted) == 0;
}

static void expect(const struct site_text *site, const char *code, const char *status)
{
    struct program_run run;
    scan_site(site, &run);
    if (!status_is(&run, code, status))
        fail_msg("%s is not %s", code, status);
    program_done(&run);
}

#define FILLER "<p>เล่าเรื่องราวของท้องถิ่นที่เป็นมาแต่เดิมและสถานที่ซึ่งผู้คนแวะมาเยี่ยมชม</p>"
#define PLACES FILLER, FILLER "<p>วัด</p>", FILLER "<p>ตลาด</p>", FILLER "<p>น้ำตก</p>", FILLER "<p>ถ้ำ</p>", FILLER "<p>สวน</p>", FILLER "<p>หอชมเมือง</p>"
#define CHART "แผนผังโครงสร้าง ประกอบด้วย สำนักปลัด กองคลัง กองช่าง กองการศึกษา"

static void footer_of_all_pages_proves_no_element(void **state)
{
    (void)state;
    const struct site_text empty = {
        .above = "<b>เทศบาลตำบลสมมุติ</b>", .below = CHART, .entry = "โครงสร้างหน่วยงาน", .bodies = {"<h1>โครงสร้างหน่วยงาน</h1>" FILLER, PLACES}};
    const struct site_text full = {.above = "<b>เทศบาลตำบลสมมุติ</b>",
                                   .below = "สงวนลิขสิทธิ์",
                                   .entry = "โครงสร้างหน่วยงาน",
                                   .bodies = {"<h1>โครงสร้างหน่วยงาน</h1><p>" CHART "</p>" FILLER, PLACES}};
    expect(&full, "O1", "published");
    expect(&empty, "O1", "partial"); /* its title names it, and no more */
}

static void small_site_has_a_frame_too(void **state)
{
    (void)state;
    const struct site_text empty = {
        .above = "<b>เทศบาลตำบลสมมุติ</b>", .below = CHART, .entry = "โครงสร้างหน่วยงาน", .bodies = {"<h1>โครงสร้างหน่วยงาน</h1>" FILLER, FILLER}};
    const struct site_text full = {.above = "<b>เทศบาลตำบลสมมุติ</b>",
                                   .below = "สงวนลิขสิทธิ์",
                                   .entry = "โครงสร้างหน่วยงาน",
                                   .bodies = {"<h1>โครงสร้างหน่วยงาน</h1><p>" CHART "</p>" FILLER, FILLER}};
    expect(&full, "O1", "published");
    expect(&empty, "O1", "missing"); /* a bare title beside its own menu entry: declared only */
}

/* The menu in the text names four items: no page is an index for that, and the page of one item keeps its own words. */
static void menu_in_the_text_makes_no_index(void **state)
{
    (void)state;
    const struct site_text site = {.above = "<a href=/a.html>โครงสร้างหน่วยงาน</a> <a href=/b.html>อำนาจหน้าที่</a> <a href=/c.html>ข้อมูลผู้บริหาร</a> "
                                            "<a href=/d.html>แผนการใช้จ่ายงบประมาณประจำปี</a> <a href=/e.html>กฎหมายที่เกี่ยวข้อง</a>",
                                   .below = "สงวนลิขสิทธิ์",
                                   .entry = "โครงสร้างหน่วยงาน",
                                   .bodies = {"<h1>โครงสร้างหน่วยงาน</h1><p>" CHART "</p>" FILLER, PLACES}};
    expect(&site, "O1", "published");
    expect(&site, "O3", "missing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(footer_of_all_pages_proves_no_element), cmocka_unit_test(small_site_has_a_frame_too),
                                       cmocka_unit_test(menu_in_the_text_makes_no_index)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
