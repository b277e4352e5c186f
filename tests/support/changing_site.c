/* changing_site.c - see changing_site.h.
 * SPDX-License-Identifier: MIT
 */
#include "changing_site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "tmp.h"

enum { MAX_WORDS = 30 };

void changing_site_put(struct changing_site *site, const char *name, const char *title, const char *body)
{
    struct buf page;
    char *path = tmp_path(site->folder, name);
    buf_init(&page, 0);
    (void)buf_addf(&page, "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>%s</title></head><body><h1>%s</h1>%s</body></html>", title, title, body);
    assert_int_equal(file_write(path, buf_str(&page), NULL), OIT_OK);
    buf_done(&page);
    free(path);
}

void changing_site_drop(struct changing_site *site, const char *name)
{
    char *path = tmp_path(site->folder, name);
    assert_int_equal(unlink(path), 0);
    free(path);
}

void changing_site_stat(struct changing_site *site, const char *last_row)
{
    struct buf body;
    buf_init(&body, 0);
    (void)buf_addf(&body, "<p>ประจำปีงบประมาณ พ.ศ. 2567 (ต.ค. 66 - มี.ค. 67)</p><table><thead><tr><th>เดือน</th><th>จำนวนเรื่องทั้งหมด</th><th>ดำเนินการแล้วเสร็จ</th>"
                          "<th>อยู่ระหว่างดำเนินการ</th></tr></thead><tbody><tr><td>ต.ค. 66</td><td>2</td><td>1</td><td>1</td></tr><tr><td>พ.ย. 66</td><td>0</td><td>0</td>"
                          "<td>0</td></tr>%s</tbody></table>", last_row);
    changing_site_put(site, "stat67.html", "ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", body.p);
    buf_done(&body);
}

void changing_site_begin(struct changing_site *site)
{
    site->folder = tmp_folder();
    changing_site_put(site, "index.html", "เทศบาลตำบลบ้านทดลอง",
                      "<ul><li><a href=/contact.html>ข้อมูลการติดต่อ</a></li><li><a href=/stat67.html>ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ</a></li>"
                      "<li><a href=/news.html>ข่าวกิจกรรม</a></li></ul>");
    changing_site_put(site, "contact.html", "ข้อมูลการติดต่อ",
                      "<p>ที่อยู่ เลขที่ 1 หมู่ 2 ตำบลบ้านทดลอง อำเภอเมือง จังหวัดทดลอง 10999 โทรศัพท์ 0 4512 3456 โทรสาร 0 4512 3457 saraban@own.example.go.th</p>"
                      "<p><a href=https://www.google.com/maps/place/1>แผนที่ตั้ง</a></p>");
    changing_site_put(site, "news.html", "ข่าวกิจกรรม", "<p>วันเด็กแห่งชาติ สนามหน้าเทศบาล</p>");
    changing_site_stat(site, "");
    visit_begin(&site->visit, (struct server_root[]){{NULL, site->folder, NULL}}, 1, NULL);
}

void changing_site_end(struct changing_site *site)
{
    visit_end(&site->visit);
    tmp_remove(site->folder);
}

void changing_site_run(struct changing_site *site, const char *const *words, struct program_run *ret_run)
{
    const char *all[MAX_WORDS + 1];
    size_t n = 0;
    for (; words[n] && n < MAX_WORDS - 2; n++)
        all[n] = words[n];
    all[n++] = "--db";
    all[n++] = site->visit.db;
    all[n] = NULL;
    program_run(all, NULL, ret_run);
}
