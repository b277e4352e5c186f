/* test_shells.c - pages that say nothing until a script has run, and short pages that are whole.
 * SPDX-License-Identifier: MIT
 */
#include "rules/findings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../support/matching.h"

enum verdict { WHOLE, HALF /* its frame is read, its middle is missing */, SHELL };

static enum verdict verdict_of(const char *html)
{
    struct arena arena;
    arena_init(&arena);
    struct findings findings = matching_page(&arena, str_from(html));
    enum verdict verdict = findings.is_shell ? SHELL : findings.is_cut ? HALF : WHOLE;
    arena_done(&arena);
    return verdict;
}

#define MENU "<nav><a href=/1>ก</a><a href=/2>ข</a><a href=/3>ค</a><a href=/4>ง</a><a href=/5>จ</a><a href=/6>ฉ</a><a href=/7>ช</a><a href=/8>ซ</a><a href=/9>ฌ</a><a href=/10>ญ</a><a href=/11>ฎ</a></nav>"
#define PROGRAM "<script type=module src=/assets/index-a1b2.js></script>"

static const struct {
    const char *html;
    enum verdict verdict;
} pages[] = {
    {"<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>" PROGRAM, SHELL},
    {"<noscript>กรุณาเปิดใช้งานจาวาสคริปต์เพื่อใช้งานเว็บไซต์นี้</noscript><div class=page></div>" PROGRAM, SHELL},
    {"<title>เทศบาลตำบลบ้านทดลอง</title><agency-portal></agency-portal>" PROGRAM, SHELL},
    {"<div class=wrap><img src=/logo.png><h1>เทศบาลตำบล</h1><p>กำลังโหลดข้อมูล กรุณารอสักครู่</p></div>" PROGRAM, SHELL},
    {"<header><a href=/>หน้าแรก</a></header><main><div class=spinner>Loading...</div></main><footer>© 2567 เทศบาล โทร 02-123-4567</footer>" PROGRAM, SHELL},
    {"<body><p>Please wait while the application is loading</p><script src=/a.js></script><script src=/b.js></script>", SHELL},
    {"<div id=app>{{ title }}</div><script src=/vue.js></script>", SHELL},
    {MENU "<h1>OIT</h1><div id=app></div>" PROGRAM, HALF},
    {MENU "<h1>OIT</h1><div id=app><span>กำลังโหลด</span></div>" PROGRAM, SHELL},
    /* short, and all there is */
    {"<h1>ติดต่อเรา</h1><p>โทร 02-123-4567</p><script src=/ga.js></script><noscript><img src=https://t.example/p.gif></noscript>", WHOLE},
    {"<div id=preloader><span>กำลังโหลด...</span></div><h1>ติดต่อเรา</h1><p>โทร 02-123-4567</p><script src=/main.js></script>", WHOLE},
    {"<div id=loader>Loading...</div><h1>ประกาศเจตนารมณ์</h1><p>ข้าพเจ้าขอประกาศเจตนารมณ์ว่าจะไม่รับของขวัญทุกชนิด</p><script src=/main.js></script>", WHOLE},
    {"<div id=app><h1>ติดต่อเรา</h1><p>โทร 02-123-4567</p><a href=/>หน้าแรก</a></div><script src=/js/app.js></script>", WHOLE},
    {"<div id=app><p>ยังไม่มีการดำเนินการในปีงบประมาณนี้ จะรายงานเมื่อสิ้นไตรมาส</p></div><script src=/js/app.js></script>", WHOLE},
    {"<div id=loader>Loading...</div><form action=/in><input name=u><input type=password name=p><button>เข้าสู่ระบบ</button></form>" PROGRAM, WHOLE},
    {"<h1>ดาวน์โหลดเอกสาร</h1><ul><li><a href=/a.pdf>แผน</a></li></ul>" PROGRAM, WHOLE},
    {"<h1>แผนงาน</h1><script type=application/ld+json>{\"@context\":\"https://schema.org\",\"name\":\"x\"}</script>", WHOLE},
    {"<h1>แผนงาน</h1>", WHOLE},
};

static void shells_are_told_from_short_pages(void **state)
{
    size_t n_wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        enum verdict verdict = verdict_of(pages[i].html);
        if (verdict == pages[i].verdict)
            continue;
        print_error("%s: %d, not %d\n", pages[i].html, verdict, pages[i].verdict);
        n_wrong++;
    }
    assert_int_equal(n_wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(shells_are_told_from_short_pages)};
    return cmocka_run_group_tests(tests, matching_load, matching_unload);
}
