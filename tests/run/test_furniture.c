/* test_furniture.c - what stands in every site's menu and could not be read: a login page keeps no item open, an unnamed section does.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../support/program.h"
#include "../support/server.h"
#include "../support/tmp.h"

static void expect(const char *menu_entry, const char *status)
{
    struct buf page, item;
    buf_init(&page, 0);
    buf_init(&item, 0);
    (void)buf_addf(&page, "<!DOCTYPE html><meta charset=utf-8><title>เทศบาลตำบลสมมุติ</title><nav><ul><li><a href=/a.html>ประวัติความเป็นมา</a>"
                          "<li><a href=/closed/>%s</a></ul></nav><main><p>ยินดีต้อนรับ</main>", menu_entry);
    const struct server_file files[] = {{"index.html", buf_str(&page).p}, {"a.html", "<title>ประวัติ</title><p>ตั้งขึ้นเมื่อนานมาแล้ว"}, {NULL, NULL}};
    struct server *server = server_start_files(files, "/closed/ status=403\n");
    char *folder = tmp_folder(), *db = tmp_path(folder, "db");
    struct program_run run;
    program_run((const char *const[]){"scan", server_url(server), "--fiscal-year", "2567", "--as-of", "2024-06-30", "--rate", "0", "--db", db, "--format",
                                      "json", "--quiet", NULL},
                NULL, &run);
    (void)buf_addf(&item, "\"status\": \"%s\"", status);
    if (str_find(buf_str(&run.out), buf_str(&item)) == STR_NPOS)
        fail_msg("behind '%s' wanted %s", menu_entry, status);
    program_done(&run);
    server_stop(server);
    free(db);
    tmp_remove(folder);
    buf_done(&page);
    buf_done(&item);
}

static void login_in_the_menu_keeps_nothing_open(void **state)
{
    (void)state;
    expect("เข้าสู่ระบบ", "missing");
    expect("English", "missing");
}

static void unnamed_section_in_the_menu_keeps_items_open(void **state)
{
    (void)state;
    expect("ข้อมูลหน่วยงาน", "unknown");
    expect("บริการประชาชน", "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(login_in_the_menu_keeps_nothing_open),
                                       cmocka_unit_test(unnamed_section_in_the_menu_keeps_items_open)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
