/* test_init.c - a first look writes a profile that is valid as written, asks for little, overwrites nothing; and a profile's hosts and names reach the check.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
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
#include "../support/site_files.h"
#include "../support/tmp.h"
#include "base/file.h"
#include "itas/profile.h"
#include "itas/profile_draft.h"

#define ARGS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void has(const char *text, const char *word)
{
    if (!text || !strstr(text, word))
        fail_msg("no '%s' in:\n%s", word, text ? text : "(nothing)");
}

static void has_not(const char *text, const char *word)
{
    if (text && strstr(text, word))
        fail_msg("'%s' in:\n%s", word, text);
}

/* --- the file ----------------------------------------------------------------------------------------------------------------- */

static struct draft_facts facts(void)
{
    static const struct draft_item items[] = {{"O1", {"โครงสร้าง", "structure"}, {"สำนักอำนวยการ", "central"}}, {"O16", {"ความก้าวหน้า", "progress"}, {"กองคลัง", "finance"}}};
    static const char *const hosts[] = {"ita.agency.example.go.th"}, *const maybe[] = {"lib.agency.example.go.th"}, *const others[] = {"drive.example.com"};
    return (struct draft_facts){.site = "https://www.agency.example.go.th/", .name = "สำนักงานตัวอย่าง", .hosts = hosts, .n_hosts = 1, .maybe = maybe, .n_maybe = 1,
                                .others = others, .n_others = 1, .index_url = "https://www.agency.example.go.th/oit", .index_year_be = 2567, .fiscal_year_be = 2567,
                                .day = {2023, 11, 20}, .n_pages = 36, .items = items, .n_items = 2};
}

static struct profile *parsed(struct str text)
{
    struct profile *profile = NULL;
    struct err err = {0};
    if (profile_parse(text, "agency.yaml", &profile, &err) != OIT_OK)
        fail_msg("%s: %s\n%.*s", err.where, err.en, STR_ARG(text));
    return profile;
}

static void a_draft_is_valid_as_written(void **state)
{
    (void)state;
    struct draft_facts f = facts();
    struct buf text;
    buf_init(&text, 0);
    profile_draft(&f, &text);
    struct profile *p = parsed(buf_str(&text));
    assert_string_equal(p->site, "https://www.agency.example.go.th/");
    assert_string_equal(p->names[0], "สำนักงานตัวอย่าง");
    assert_int_equal(p->n_hosts, 1);
    assert_int_equal(p->fiscal_year_be, 2567);
    assert_int_equal(p->n_stages + p->n_items + p->n_webhooks, 0);
    assert_true(isnan(p->target) && isnan(p->iit));
    has(text.p, "drive.example.com");
    has(text.p, "(สมมติ)");
    profile_free(p);
    f = (struct draft_facts){.site = "http://a.example/", .fiscal_year_be = 2570, .day = {2026, 11, 20}};
    buf_clear(&text);
    profile_draft(&f, &text);
    p = parsed(buf_str(&text));
    assert_int_equal(p->n_names + p->n_hosts, 0);
    profile_free(p);
    buf_done(&text);
}

/* Every line that begins with "#" and no blank is YAML: with all of them switched on the profile is valid too. */
static void a_draft_is_valid_with_every_section_switched_on(void **state)
{
    (void)state;
    struct draft_facts f = facts();
    struct buf text, on;
    buf_init(&text, 0);
    buf_init(&on, 0);
    profile_draft(&f, &text);
    struct str rest = buf_str(&text);
    while (rest.n) {
        struct str line = str_cut(&rest, '\n');
        bool is_yaml = line.n > 1 && line.p[0] == '#' && (line.p[1] != ' ' || (line.n > 3 && line.p[2] == ' '));
        (void)buf_add_str(&on, is_yaml ? str_from_pos(line, 1) : line);
        (void)buf_add_char(&on, '\n');
    }
    struct profile *p = parsed(buf_str(&on));
    assert_int_equal(p->n_names, 2);
    assert_int_equal(p->n_hosts, 2);
    assert_int_equal(p->n_items, 2);
    assert_int_equal(p->n_stages, 9);
    assert_int_equal(p->stages[0].from.year_ce, 2023); /* December of FY2567 */
    assert_int_equal(p->stages[5].to.year_ce, 2024);
    assert_int_equal(p->watch.every_s, 1800);
    assert_int_equal(p->n_webhooks, 2);
    assert_non_null(p->mail.server);
    assert_int_equal(p->limits.pages, 20000);
    assert_true(p->iit > 84 && p->target > 84);
    assert_int_equal(p->n_owners, 1);
    profile_free(p);
    buf_done(&on);
    buf_done(&text);
}

static void hostile_names_stay_texts(void **state)
{
    (void)state;
    static const char *const names[] = {"\"]\nsite: http://evil.example/\n#", "a\\", "\x1b[31mx\x07", "- {", "\xff\xfe\x80", "&a *b !c", "ก\u202eข", "'", "yes: no # x"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct draft_facts f = facts();
        struct buf text;
        f.name = f.index_url = names[i];
        f.others = f.maybe = names;
        f.n_others = f.n_maybe = sizeof names / sizeof *names;
        buf_init(&text, 0);
        profile_draft(&f, &text);
        struct profile *p = parsed(buf_str(&text));
        assert_string_equal(p->site, "https://www.agency.example.go.th/");
        assert_int_equal(p->n_names, 1);
        profile_free(p);
        buf_done(&text);
    }
}

/* --- the look ----------------------------------------------------------------------------------------------------------------- */

struct fixture {
    struct server *server;
    struct site_files site, ita, docs;
    char *folder, *path, *db;
    char resolve[3][160];
    char url[160];
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct buf rows;
    buf_init(&rows, 0);
    for (unsigned i = 0; i < 80; i++)
        (void)buf_addf(&rows, "<p><a href=\"/news/%u.html\">ข่าวที่ %u</a></p>", i, i);
    (void)buf_add_c(&rows, "<table><tr><td>O1</td><td>โครงสร้าง</td><td><a href=\"http://ita.trial.example.go.th:@PORT@/o1.html\">ดู</a></td></tr>"
                           "<tr><td>O20</td><td>ประมวลจริยธรรมสำหรับเจ้าหน้าที่ของรัฐ</td><td><a href=\"http://docs.store.example:@PORT@/ethics.html\">ดู</a></td></tr></table>");
    site_files_page(&f->site, "index.html", "หน้าแรก | สำนักงานทดลองงานตัวอย่าง", "<nav><a href=\"/oit.html\">การเปิดเผยข้อมูลสาธารณะ OIT ปีงบประมาณ พ.ศ. 2567</a></nav><p>ข่าว</p>");
    site_files_page(&f->site, "oit.html", "การเปิดเผยข้อมูลสาธารณะ OIT ปีงบประมาณ พ.ศ. 2567", rows.p);
    for (unsigned i = 0; i < 80; i++)
        site_files_page(&f->site, site_files_text(&f->site, "news/%u.html", i), site_files_text(&f->site, "ข่าวที่ %u", i), site_files_words(&f->site, i));
    buf_done(&rows);
    site_files_page(&f->ita, "o1.html", "โครงสร้าง สำนักงานทดลองงานตัวอย่าง", "<p>โครงสร้างหน่วยงาน สำนักงานทดลองงานตัวอย่าง แบ่งเป็น กองคลัง กองแผน</p>");
    site_files_page(&f->docs, "ethics.html", "ประมวลจริยธรรมสำหรับเจ้าหน้าที่ของรัฐ", "<p>ประมวลจริยธรรมและข้อกำหนดจริยธรรมของ สทต.แห่งชาติ ข้าราชการพึงยึดมั่นในสถาบันหลักของประเทศ ซื่อสัตย์สุจริต กล้าตัดสินใจ มีจิตสาธารณะ</p><p><a href=\"/ethics-all.html\">อ่านประมวลจริยธรรมทั้งหมด</a></p>");
    site_files_page(&f->docs, "ethics-all.html", "ประมวลจริยธรรมสำหรับเจ้าหน้าที่ของรัฐ ฉบับเต็ม", "<p>ข้อ 1 ยึดมั่นในสถาบัน</p>");
    struct server_root roots[] = {{"www.trial.example.go.th", NULL, site_files_list(&f->site)}, {"ita.trial.example.go.th", NULL, site_files_list(&f->ita)},
                                  {"docs.store.example", NULL, site_files_list(&f->docs)}};
    f->server = server_start(roots, 3, NULL);
    for (size_t i = 0; i < 3; i++)
        (void)snprintf(f->resolve[i], sizeof f->resolve[i], "%s:%d:127.0.0.1", roots[i].host, server_port(f->server));
    (void)snprintf(f->url, sizeof f->url, "http://www.trial.example.go.th:%d/", server_port(f->server));
    f->folder = tmp_folder();
    f->path = tmp_path(f->folder, "agency.yaml");
    f->db = tmp_path(f->folder, "oit.db");
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    server_stop(f->server);
    site_files_done(&f->site);
    site_files_done(&f->ita);
    site_files_done(&f->docs);
    free(f->path);
    free(f->db);
    tmp_remove(f->folder);
    free(f);
    return 0;
}

static void run(struct fixture *f, const char *const *words, struct program_run *ret_run)
{
    const char *all[40];
    size_t n = 0;
    for (; words[n]; n++)
        all[n] = words[n];
    const char *const more[] = {"--rate", "0", "--ocr", "off", "--render", "off", "--db", f->db, "--resolve", f->resolve[0], "--resolve", f->resolve[1], "--resolve", f->resolve[2]};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        all[n++] = more[i];
    all[n] = NULL;
    program_run(all, NULL, ret_run);
}

static struct profile *read_profile(struct fixture *f)
{
    struct buf bytes;
    struct err err = {0};
    buf_init(&bytes, 0);
    assert_int_equal(file_read(f->path, &bytes, &err), OIT_OK);
    struct profile *profile = parsed(buf_str(&bytes));
    buf_done(&bytes);
    return profile;
}

static void looks_at_a_few_pages_and_writes_what_it_saw(void **state)
{
    struct fixture *f = *state;
    struct program_run r;
    size_t n = 0;
    char host[120];
    run(f, ARGS("init", f->url, "--output", f->path, "--fiscal-year", "2567"), &r);
    assert_int_equal(r.code, 0);
    has(r.out.p, "หน่วยงาน: สำนักงานทดลองงานตัวอย่าง\n");
    has(r.out.p, "/oit.html\n");
    assert_true(str_ends_c(buf_str(&r.out), "agency.yaml --output report\n")); /* the one next command */
    program_done(&r);
    (void)server_requests(f->server, &n);
    assert_in_range(n, 3, 60);
    struct profile *p = read_profile(f);
    assert_string_equal(p->site, f->url);
    assert_string_equal(p->names[0], "สำนักงานทดลองงานตัวอย่าง");
    assert_int_equal(p->fiscal_year_be, 2567);
    (void)snprintf(host, sizeof host, "ita.trial.example.go.th:%d", server_port(f->server));
    assert_int_equal(p->n_hosts, 1);
    assert_string_equal(p->hosts[0], host);
    profile_free(p);
    assert_false(file_exists(f->db)); /* the look keeps nothing */
    /* a second time: not overwritten */
    struct buf before, after;
    struct err err = {0};
    buf_init(&before, 0);
    buf_init(&after, 0);
    (void)file_read(f->path, &before, &err);
    run(f, ARGS("init", f->url, "--output", f->path), &r);
    assert_int_equal(r.code, 2);
    has(r.err.p, "ไม่เขียนทับ");
    has(r.err.p, "--output");
    program_done(&r);
    (void)file_read(f->path, &after, &err);
    assert_true(str_eq(buf_str(&before), buf_str(&after)));
    buf_done(&before);
    buf_done(&after);
    (void)server_requests(f->server, &(size_t){0});
}

static void a_stored_run_is_not_looked_at_again(void **state)
{
    struct fixture *f = *state;
    struct program_run r;
    size_t before = 0, after = 0;
    run(f, ARGS("scan", f->url, "--fiscal-year", "2567", "--as-of", "2024-06-30", "--quiet", "--max-pages", "20"), &r);
    program_done(&r);
    (void)server_requests(f->server, &before);
    run(f, ARGS("init", f->url, "--output", f->folder, "--lang", "en"), &r);
    assert_int_equal(r.code, 0);
    has(r.out.p, "next: oitcheck scan --profile ");
    program_done(&r);
    (void)server_requests(f->server, &after);
    assert_int_equal(before, after);
    profile_free(read_profile(f)); /* a folder: agency.yaml in it */
}

static void what_cannot_be_looked_at_is_said(void **state)
{
    struct fixture *f = *state;
    struct program_run r;
    run(f, ARGS("init", "http://127.0.0.1:1/", "--output", f->path), &r);
    assert_int_equal(r.code, 4);
    assert_false(file_exists(f->path));
    program_done(&r);
    run(f, ARGS("init", "javascript:alert(1)", "--output", f->path), &r);
    assert_int_equal(r.code, 2);
    program_done(&r);
    run(f, ARGS("init"), &r);
    assert_int_equal(r.code, 2);
    program_done(&r);
    run(f, ARGS("init", f->url, "--output", "/proc/none/agency.yaml"), &r);
    assert_int_equal(r.code, 6);
    program_done(&r);
}

/* --- a profile in a check ----------------------------------------------------------------------------------------------------- */

static void write_profile(struct fixture *f, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void write_profile(struct fixture *f, const char *format, ...)
{
    char text[2000];
    struct err err = {0};
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    assert_int_equal(file_write(f->path, str_from(text), &err), OIT_OK);
}

static void hosts_of_the_profile_are_read_like_the_site(void **state)
{
    struct fixture *f = *state;
    struct program_run r;
    write_profile(f, "site: %s\nfiscal_year: 2567\n", f->url);
    run(f, ARGS("scan", "--profile", f->path, "--as-of", "2024-06-30", "--quiet"), &r);
    assert_true(r.code == 1 || r.code == 3);
    program_done(&r);
    assert_int_equal(server_count(f->server, "/ethics-all.html"), 0); /* another's host: one hop */
    write_profile(f, "site: %s\nfiscal_year: 2567\nnames: [สำนักงานทดลอง (องค์การมหาชน)]\nhosts: ['docs.store.example:%d']\n", f->url, server_port(f->server));
    run(f, ARGS("scan", "--profile", f->path, "--as-of", "2024-06-30", "--quiet", "--format", "line"), &r);
    assert_true(r.code == 1 || r.code == 3);
    assert_int_equal(server_count(f->server, "/ethics-all.html"), 1);
    has(r.out.p, "สำนักงานทดลอง (องค์การมหาชน)");
    program_done(&r);
}

/* A document on another host is the agency's only when it says so: by a name that the profile knows. */
static void names_of_the_profile_are_found_in_documents(void **state)
{
    struct fixture *f = *state;
    static const char nameless[] = "on another site without the agency's name";
    struct program_run r;
    write_profile(f, "site: %s\nfiscal_year: 2567\n", f->url);
    run(f, ARGS("scan", "--profile", f->path, "--as-of", "2024-06-30", "--quiet", "--format", "json"), &r);
    has(r.out.p, nameless);
    program_done(&r);
    write_profile(f, "site: %s\nfiscal_year: 2567\nnames: [สำนักงานทดลองงานตัวอย่าง, สทต.แห่งชาติ]\n", f->url);
    run(f, ARGS("scan", "--profile", f->path, "--as-of", "2024-06-30", "--quiet", "--format", "json"), &r);
    has_not(r.out.p, nameless);
    program_done(&r);
    run(f, ARGS("assess", "--profile", f->path, "--as-of", "2024-06-30", "--quiet", "--format", "json"), &r); /* and stays so */
    has_not(r.out.p, nameless);
    program_done(&r);
}

static void limits_target_and_year_of_the_profile_count(void **state)
{
    struct fixture *f = *state;
    struct program_run r;
    write_profile(f, "site: %s\nfiscal_year: 2567\ntarget: 95\nlimits: {pages: 6}\nlanguage: en\n", f->url);
    run(f, ARGS("scan", "--profile", f->path, "--as-of", "2024-06-30", "--quiet", "--format", "json"), &r);
    assert_int_equal(r.code, 3);
    has(r.out.p, "\"max-pages\"");
    has(r.out.p, "\"profile\"");
    has(r.out.p, "\"fiscal_year_be\": 2567");
    program_done(&r);
    run(f, ARGS("report", "--profile", f->path, "--format", "line"), &r); /* the site need not be named */
    has(r.out.p, "target 95.00");
    program_done(&r);
}

static void another_site_beside_a_profile_is_refused(void **state)
{
    struct fixture *f = *state;
    struct program_run r;
    size_t n = 0;
    write_profile(f, "site: http://www.other.example.go.th/\n");
    run(f, ARGS("scan", f->url, "--profile", f->path), &r);
    assert_int_equal(r.code, 2);
    has(r.err.p, "โปรไฟล์นี้เป็นของ http://www.other.example.go.th/");
    has(r.err.p, "oitcheck init");
    program_done(&r);
    run(f, ARGS("report", "--site", f->url, "--profile", f->path), &r);
    assert_int_equal(r.code, 2);
    program_done(&r);
    (void)server_requests(f->server, &n);
    assert_int_equal(n, 0);
}

static void items_of_no_list_are_refused_before_the_network(void **state)
{
    struct fixture *f = *state;
    struct program_run r;
    size_t n = 0;
    write_profile(f, "site: %s\nfiscal_year: 2569\nitems:\n  O26: {owner: ก}\n  O27: {owner: ก}\n", f->url);
    run(f, ARGS("scan", "--profile", f->path), &r);
    assert_int_equal(r.code, 2);
    has(r.err.p, "agency.yaml:5:3");
    has(r.err.p, "ไม่มีข้อ 'O27'");
    has_not(r.err.p, "O26'");
    program_done(&r);
    (void)server_requests(f->server, &n);
    assert_int_equal(n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_is_valid_as_written),
        cmocka_unit_test(a_draft_is_valid_with_every_section_switched_on),
        cmocka_unit_test(hostile_names_stay_texts),
        cmocka_unit_test_setup_teardown(looks_at_a_few_pages_and_writes_what_it_saw, setup, teardown),
        cmocka_unit_test_setup_teardown(a_stored_run_is_not_looked_at_again, setup, teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_looked_at_is_said, setup, teardown),
        cmocka_unit_test_setup_teardown(hosts_of_the_profile_are_read_like_the_site, setup, teardown),
        cmocka_unit_test_setup_teardown(names_of_the_profile_are_found_in_documents, setup, teardown),
        cmocka_unit_test_setup_teardown(limits_target_and_year_of_the_profile_count, setup, teardown),
        cmocka_unit_test_setup_teardown(another_site_beside_a_profile_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(items_of_no_list_are_refused_before_the_network, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
