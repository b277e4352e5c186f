/* test_inert.c - a site and officers that write formulas, markup, comment ends and terminal codes: whatever we print of them does nothing. One check, then every
 * output of every command that shows it.
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

#include "base/file.h"
#include "base/mem.h"
#include "../support/program.h"
#include "../support/site_files.h"
#include "../support/tmp.h"
#include "../support/visit.h"

#define OWN "www.own.example.go.th"
#define EVIL_HTML "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt; --&gt;]]&gt;"
#define EVIL_CELL "=HYPERLINK(&quot;http://evil.example/&quot;,&quot;ดู&quot;)"
#define EVIL_TERM "\x1b[31m\xe2\x80\xae\xc2\x9b" /* red; right-to-left; C1's CSI */

static struct site_files site;
static struct visit visit;
static char *folder, *profile, *output;

static const char evil_profile[] =
    "site: %s\n"
    "fiscal_year: 2567\n"
    "ita: {iit: 84, eit: 80}\n"
    "items:\n"
    "  O1: {owner: \"=cmd|' /C calc'!A0 <script>alert(1)</script> --> ]]>\", note: \"@SUM(1) <img src=x onerror=alert(2)>\", decision: รับ}\n"
    "  O2: {owner: \"+1 <script>alert(1)</script>\", coordinator: \"-2-3\", explanation: \"=1+1 --> <script>\", due: 31/3/2567}\n";

static int make(void **state)
{
    (void)state;
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง" EVIL_TERM, "<a href='/ita.html'>ITA 2567</a>");
    site_files_page(&site, "ita.html", "การเปิดเผยข้อมูลสาธารณะ (OIT) ปีงบประมาณ พ.ศ. 2567 " EVIL_HTML,
                    "<table><tr><td>O1 โครงสร้าง " EVIL_HTML "</td><td><a href='/o1.html'>โครงสร้างหน่วยงาน " EVIL_CELL "</a></td></tr>"
                    "<tr><td>O2 ข้อมูลผู้บริหาร</td><td><a href='/gone.html'>" EVIL_CELL " ทำเนียบผู้บริหาร " EVIL_TERM "</a></td></tr>"
                    "<tr><td>O3 อำนาจหน้าที่</td><td><a href='/o3.html'>อำนาจหน้าที่ " EVIL_HTML "</a></td></tr></table>");
    site_files_page(&site, "o1.html", EVIL_CELL " โครงสร้างหน่วยงาน", "<h1>" EVIL_HTML " โครงสร้างหน่วยงาน</h1><p>สำนักปลัด กองคลัง กองช่าง ฝ่ายบริหาร " EVIL_TERM EVIL_HTML "</p>");
    site_files_page(&site, "o3.html", "@อำนาจหน้าที่ " EVIL_HTML, "<h1>อำนาจหน้าที่</h1><p>มีหน้าที่และอำนาจตามกฎหมายว่าด้วยเทศบาล " EVIL_HTML EVIL_TERM "</p>");
    visit_begin(&visit, (struct server_root[]){{OWN, NULL, site_files_list(&site)}}, 1, NULL);
    visit_scan(&visit, "/", NULL);
    folder = tmp_folder();
    profile = tmp_path(folder, "agency.yaml");
    output = tmp_path(folder, "out");
    struct buf text;
    buf_init(&text, 0);
    (void)buf_addf(&text, evil_profile, visit.check.report.site.url);
    assert_int_equal(file_write(profile, buf_str(&text), NULL), OIT_OK);
    buf_done(&text);
    return 0;
}

static int end(void **state)
{
    (void)state;
    visit_end(&visit);
    site_files_done(&site);
    free(profile);
    free(output);
    tmp_remove(folder);
    return 0;
}

/* Standard output of a command on the stored run. */
static void said(const char *command, const char *format, const char *option, struct program_run *run)
{
    const char *arguments[] = {command, "--db", visit.db, "--profile", profile, "--format", format, option, NULL};
    program_run(arguments, NULL, run);
    if ((run->code != 0 && run->code != 1) || run->out.n == 0)
        fail_msg("%s --format %s: exit %d, said: %s", command, format, run->code, buf_str(&run->err).p);
}

static void has_not(const struct program_run *run, const char *what, const char *text)
{
    size_t at = str_find_nocase_c(buf_str(&run->out), text);
    if (at != STR_NPOS)
        fail_msg("%s holds '%s': ...%.160s", what, text, run->out.p + (at > 60 ? at - 60 : 0));
}

static void no_markup_runs(const struct program_run *run, const char *what)
{
    has_not(run, what, "<script>alert");
    has_not(run, what, "<img src=x");
}

static void no_terminal_code(const struct program_run *run, const char *what)
{
    static const char *const codes[] = {"\x1b", "\xe2\x80\xae", "\xc2\x9b"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        has_not(run, what, codes[i]);
}

static void pages_are_inert(void **state)
{
    (void)state;
    static const char *const commands[] = {"report", "remind", "history"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        struct program_run run;
        said(commands[i], "html", NULL, &run);
        assert_true(str_find_c(buf_str(&run.out), "alert(1)") != STR_NPOS || strcmp(commands[i], "report") != 0); /* shown as text, not dropped */
        no_markup_runs(&run, commands[i]);
        no_terminal_code(&run, commands[i]);
        program_done(&run);
    }
}

/* The only comments are ours, so a hostile "-->" must not end one: what stands outside of comments has no script either. */
static void the_hub_is_inert(void **state)
{
    (void)state;
    struct program_run run;
    said("report", "hub", NULL, &run);
    no_markup_runs(&run, "hub");
    struct str rest = buf_str(&run.out);
    size_t at;
    while ((at = str_find_c(rest, "<!--")) != STR_NPOS) {
        rest = str_from_pos(rest, at + 4);
        size_t closes = str_find_c(rest, "--"); /* the first one must be the comment's own end */
        assert_true(closes != STR_NPOS && str_starts_c(str_from_pos(rest, closes), "-->"));
        rest = str_from_pos(rest, closes + 3);
    }
    program_done(&run);
}

static void terminals_are_inert(void **state)
{
    (void)state;
    static const char *const commands[] = {"report", "remind", "history", "list"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        struct program_run run;
        said(commands[i], "text", NULL, &run);
        no_terminal_code(&run, commands[i]);
        program_done(&run);
    }
    struct program_run run;
    program_run((const char *const[]){"explain", "O2", "--db", visit.db, "--profile", profile, NULL}, NULL, &run);
    no_terminal_code(&run, "explain");
    program_done(&run);
}

static void ci_formats_are_inert(void **state)
{
    (void)state;
    struct program_run run;
    said("report", "junit", NULL, &run);
    no_markup_runs(&run, "junit");
    no_terminal_code(&run, "junit");
    has_not(&run, "junit", "]]>");
    program_done(&run);
    said("report", "sarif", NULL, &run);
    no_terminal_code(&run, "sarif");
    program_done(&run);
}

/* No field begins with what a spreadsheet takes for a formula; numbers may be negative. */
static void the_csv_is_inert(void **state)
{
    (void)state;
    struct program_run run;
    said("report", "csv", NULL, &run);
    struct str text = buf_str(&run.out);
    bool is_quoted = false, begins = true;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (begins && c != '"')
            assert_null(memchr("=+-@\t", c, 5));
        begins = (!is_quoted && (c == ',' || c == '\n')) || (begins && c == '"');
        is_quoted ^= c == '"';
    }
    no_terminal_code(&run, "csv");
    program_done(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_inert),     cmocka_unit_test(the_hub_is_inert), cmocka_unit_test(terminals_are_inert),
        cmocka_unit_test(ci_formats_are_inert), cmocka_unit_test(the_csv_is_inert),
    };
    return cmocka_run_group_tests(tests, make, end);
}
