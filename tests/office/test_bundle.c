/* test_bundle.c - oitcheck bundle as an officer runs it: a site is checked, what was entered is put into the store, and the ZIP is taken apart by readers
 * that know nothing of its writer.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/program.h"
#include "../support/tmp.h"
#include "../support/visit.h"
#include "base/file.h"
#include "base/hash.h"
#include "extract/zip_parts.h"
#include "store/submissions.h"

#define HEAD(title) "<html><head><meta charset=utf-8><title>" title "</title></head><body>"
#define TITLE "แผนปฏิบัติการป้องกันการทุจริต"
#define LABEL TITLE " ปีงบประมาณ พ.ศ. 2567"
#define PLAN TITLE " ประจำปีงบประมาณ พ.ศ. 2567\\n\\nโครงการ/กิจกรรม อบรมเรื่องผลประโยชน์ทับซ้อน\\nงบประมาณ 20,000 บาท\\nช่วงเวลาดำเนินการ ตุลาคม 2566 - กันยายน 2567\\n"
#define FILE_PATH "/files/%E0%B9%81%E0%B8%9C%E0%B8%99.txt" /* แผน.txt */
#define SUBMITTED "2024-04-22"

enum { MADE_AT = 1713755000 /* 22 April 2024, 10:03 in Bangkok */ };

/* --- a bundle, opened ---------------------------------------------------------------------------------------------------------- */

struct opened {
    struct arena arena;
    struct buf bytes;
    struct zip_parts zip;
    struct program_run run;
    char *path;
};

static void bundle(struct visit *v, const char *const *more, struct opened *o)
{
    const char *words[24] = {"bundle", "--db", v->db, "--render", "off", "--output"};
    struct err err = {0};
    size_t n = 6;
    *o = (struct opened){.path = tmp_path(v->folder, "out/b.zip")};
    words[n++] = o->path;
    for (size_t i = 0; more && more[i]; i++)
        words[n++] = more[i];
    words[n] = NULL;
    arena_init(&o->arena);
    buf_init(&o->bytes, 0);
    program_run(words, NULL, &o->run);
    if (o->run.code != 0)
        fail_msg("exit %d: %s", o->run.code, o->run.err.p);
    assert_int_equal(file_read(o->path, &o->bytes, &err), OIT_OK);
    assert_int_equal(zip_parts_open(buf_str(&o->bytes), &o->arena, &o->zip), FAULT_NONE);
    assert_false(o->zip.is_recovered);
}

static void opened_done(struct opened *o)
{
    program_done(&o->run);
    buf_done(&o->bytes);
    arena_done(&o->arena);
    free(o->path);
}

static struct str part(struct opened *o, const char *name)
{
    struct buf out;
    const struct zip_part *found = zip_parts_find(&o->zip, name);
    if (!found)
        fail_msg("no '%s' in the bundle", name);
    buf_init(&out, 0);
    assert_int_equal(zip_parts_read(&o->zip, found, &out), FAULT_NONE);
    struct str copy = arena_str(&o->arena, buf_str(&out));
    buf_done(&out);
    return copy;
}

static bool has(struct str text, const char *words)
{
    return str_find_c(text, words) != STR_NPOS;
}

/* sha256sum -c, as it does it: every file but the list itself, each once. */
static void assert_sums_hold(struct opened *o)
{
    struct str rest = part(o, "SHA256SUMS");
    size_t n = 0;
    while (rest.n > 0) {
        char hex[65];
        struct str line = str_cut(&rest, '\n');
        assert_true(line.n > 66 && line.p[64] == ' ' && line.p[65] == ' ');
        const char *name = arena_text(&o->arena, str_from_pos(line, 66));
        sha256_hex(sha256_of(part(o, name)), hex);
        assert_memory_equal(hex, line.p, 64);
        n++;
    }
    assert_int_equal(n + 1, o->zip.n_parts);
}

static void assert_names_are_safe(struct opened *o)
{
    for (size_t i = 0; i < o->zip.n_parts; i++) {
        struct str name = o->zip.parts[i].name;
        assert_false(str_starts_c(name, "/") || has(name, "..") || has(name, "\\") || has(name, ":") || has(name, "//"));
        for (size_t k = 0; k < i; k++)
            assert_false(str_eq_nocase(name, o->zip.parts[k].name));
    }
}

/* ISO 28500:2017, sections 4 and 5, strictly: version line, "Name: value" lines with CRLF, an empty line, Content-Length bytes, two CRLF. */
static struct str warc_value(struct str head, const char *name)
{
    size_t n = strlen(name);
    while (head.n > 0) {
        struct str line = str_cut(&head, '\n');
        if (line.n > n + 1 && str_starts_c(line, name) && line.p[n] == ':')
            return str_trim(str_from_pos(line, n + 1));
    }
    return STR_NONE;
}

static void assert_warc_is_strict(struct opened *o, size_t *ret_bodies, const char *type_wanted)
{
    static const char *const always[] = {"WARC-Record-ID", "WARC-Type", "WARC-Date", "Content-Length", "Content-Type"};
    struct str rest = part(o, "evidence.warc");
    struct str ids[100];
    size_t n = 0;
    *ret_bodies = 0;
    for (; rest.n > 0; n++) {
        uint64_t length = 0;
        char digest[80] = "sha256:";
        size_t end = str_find_c(rest, "\r\n\r\n");
        assert_true(str_starts_c(rest, "WARC/1.1\r\n") && end != STR_NPOS);
        struct str head = str_sub(rest, 0, end + 2);
        for (struct str lines = head; lines.n > 0;) {
            struct str line = str_cut(&lines, '\n');
            assert_true(line.n > 1 && line.p[line.n - 1] == '\r');
        }
        for (size_t i = 0; i < sizeof always / sizeof *always; i++)
            assert_true(warc_value(head, always[i]).n > 0);
        struct str id = warc_value(head, "WARC-Record-ID"), type = warc_value(head, "WARC-Type"), date = warc_value(head, "WARC-Date");
        assert_true(str_starts_c(id, "<urn:uuid:") && id.n == 47);
        assert_true(n < sizeof ids / sizeof *ids);
        ids[n] = id;
        for (size_t i = 0; i < n; i++)
            assert_false(str_eq(ids[i], id));
        assert_true(date.n == 20 && date.p[10] == 'T' && date.p[19] == 'Z');
        assert_int_equal(n == 0, str_eq_c(type, "warcinfo"));
        assert_true(str_to_u64(warc_value(head, "Content-Length"), rest.n, &length));
        struct str block = str_sub(rest, end + 4, (size_t)length);
        assert_int_equal(block.n, length);
        sha256_hex(sha256_of(block), digest + 7);
        assert_true(str_eq_c(warc_value(head, "WARC-Block-Digest"), digest));
        if (str_eq_c(type, "resource") || str_eq_c(type, "conversion")) {
            assert_true(str_eq_c(warc_value(head, "WARC-Payload-Digest"), digest));
            assert_true(str_starts_c(warc_value(head, "WARC-Target-URI"), "http://"));
            *ret_bodies += !type_wanted || str_eq_c(warc_value(head, "Content-Type"), type_wanted);
        }
        rest = str_from_pos(rest, end + 4 + (size_t)length);
        assert_true(str_starts_c(rest, "\r\n\r\n"));
        rest = str_from_pos(rest, 4);
    }
    assert_true(n >= 3);
}

/* --- a site and what was entered of it ----------------------------------------------------------------------------------------- */

static const struct server_file files[] = {
    {"index.html", HEAD("เทศบาลตำบลบ้านทดลอง") "<p>ยินดีให้บริการประชาชน</p><ul><li><a href=\"plans.html\">แผนงาน</a></li></ul>"},
    {"plans.html", HEAD("แผนงาน") "<ul><li><a href=\"" FILE_PATH "\">" LABEL "</a></li></ul>"},
    {NULL, NULL},
};

static void begin(struct visit *v, const char *modified)
{
    char scenario[3000];
    (void)snprintf(scenario, sizeof scenario, "%s type=\"text/plain; charset=utf-8\" body=\"" PLAN "\"%s%s%s\n", FILE_PATH, modified ? " header=\"Last-Modified: " : "",
                   modified ? modified : "", modified ? "\"" : "");
    visit_begin(v, (struct server_root[]){{NULL, NULL, files}}, 1, scenario);
    visit_scan(v, "/", NULL);
    assert_int_equal(check_item(&v->check, "O32")->status, OIT_PUBLISHED);
}

static const char *at(struct visit *v, const char *path)
{
    return server_link(v->server, path);
}

enum copied { COPY_NONE, COPY_SAME, COPY_OTHER, COPY_DEAD, COPY_SEALED /* in a coding that nobody knows */ };

/* As `submit` leaves it in the store. */
static void enter(struct visit *v, const char *url, const char *explanation, enum copied copied)
{
    struct err err = {0};
    struct store *store = NULL;
    struct arena arena;
    struct store_run *runs;
    struct store_visit visit;
    size_t n = 0;
    bool is_found = false;
    arena_init(&arena);
    assert_int_equal(store_open(v->db, &store, &err), OIT_OK);
    assert_int_equal(store_runs(store, NULL, 1, &arena, &runs, &n, &err), OIT_OK);
    struct store_submission submission = {.id = "S20240422T030320Z-test", .site = runs[0].site, .fiscal_year_be = 2567, .day = SUBMITTED, .made_at = MADE_AT, .home_url = runs[0].site};
    struct store_submission_url u = {.item = "O32", .position = 1, .url = url, .typed = url, .final_url = url, .explanation = explanation, .http_status = 200, .fetched_at = MADE_AT};
    if (copied == COPY_SAME) {
        assert_int_equal(store_visit_get(store, runs[0].row, str_from(url), STORE_WITH_BYTES, &arena, &is_found, &visit, &err), OIT_OK);
        assert_true(is_found);
        u.bytes = visit.bytes;
        u.content_encoding = visit.content_encoding.n ? visit.content_encoding.p : NULL;
    }
    if (copied == COPY_OTHER)
        u.bytes = STR_LIT("ยังไม่มีข้อมูล");
    if (copied == COPY_SEALED) {
        u.bytes = STR_LIT("\x01\x02\x03");
        u.content_encoding = "x-own";
    }
    if (copied == COPY_DEAD) {
        u.http_status = 404;
        u.fault = FAULT_HTTP;
    }
    if (u.bytes.p) {
        char hex[65];
        sha256_hex(sha256_of(u.bytes), hex);
        u.sha256 = arena_text(&arena, str_from(hex));
    }
    struct store_submission_url urls[] = {u, u};
    urls[1].item = "O34"; /* one file for two items */
    assert_int_equal(store_submission_put(store, &submission, urls, 2, &err), OIT_OK);
    store_close(store);
    arena_done(&arena);
}

/* --- tests --------------------------------------------------------------------------------------------------------------------- */

static void everything_is_in_it_and_holds(void **state)
{
    struct visit v;
    struct opened o, again;
    struct stat st;
    size_t n_bodies;
    (void)state;
    begin(&v, NULL);
    bundle(&v, (const char *const[]){"--item", "ข้อ ๓๒", NULL}, &o);
    assert_int_equal(stat(o.path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_names_are_safe(&o);
    assert_sums_hold(&o);
    assert_warc_is_strict(&o, &n_bodies, NULL);
    assert_int_equal(n_bodies, 3); /* the document, and the two pages of the click path */
    struct str document = part(&o, "files/O32-01-แผน.txt"), index = part(&o, "index.html"), text = part(&o, "explanation.txt");
    assert_true(str_starts_c(document, TITLE));
    assert_true(has(index, "files/O32-01-%E0%B9%81%E0%B8%9C%E0%B8%99.txt"));
    assert_true(has(index, check_item(&v.check, "O32")->evidence[0].sha256));
    assert_true(has(index, "oitcheck submit")); /* nothing was submitted: an archive */
    assert_false(has(text, "อุทธรณ์ได้"));
    assert_true(has(text, "20,000 บาท")); /* quoted */
    assert_true(has(text, "หน้าแรก > แผนงาน > ")); /* the way, in words */
    bundle(&v, (const char *const[]){"--item", "ข้อ ๓๒", NULL}, &again);
    assert_true(str_eq(buf_str(&o.bytes), buf_str(&again.bytes)));
    opened_done(&o);
    opened_done(&again);
    visit_end(&v);
}

static void what_was_there_on_the_day_decides(void **state)
{
    static const struct {
        const char *what, *modified, *entered, *explanation;
        enum copied copied;
        const char *says, *says_not;
    } cases[] = {
        {"an unchanged file", "Mon, 01 Apr 2024 02:00:00 GMT", FILE_PATH, NULL, COPY_NONE, "อุทธรณ์ได้", "ไม่ควรอุทธรณ์"},
        {"the same copy", NULL, FILE_PATH, "หน้าหลัก > แผนงาน", COPY_SAME, "อุทธรณ์ได้", "ไม่ควรอุทธรณ์"},
        {"changed after", "Sun, 05 May 2024 02:00:00 GMT", FILE_PATH, NULL, COPY_NONE, "ณ วันที่ส่งยังไม่มี: ไม่ควรอุทธรณ์", "จึงเรียนมา"},
        {"other content then", "Mon, 01 Apr 2024 02:00:00 GMT", FILE_PATH, NULL, COPY_OTHER, "ณ วันที่ส่งยังไม่มี: ไม่ควรอุทธรณ์", "จึงเรียนมา"},
        {"dead then", "Mon, 01 Apr 2024 02:00:00 GMT", FILE_PATH, NULL, COPY_DEAD, "ณ วันที่ส่งยังไม่มี: ไม่ควรอุทธรณ์", "จึงเรียนมา"},
        {"a copy that cannot be compared", "Mon, 01 Apr 2024 02:00:00 GMT", FILE_PATH, NULL, COPY_SEALED, "อุทธรณ์ได้", "ไม่ควรอุทธรณ์"},
        {"the page that leads to it", "Mon, 01 Apr 2024 02:00:00 GMT", "/plans.html", NULL, COPY_NONE, "อุทธรณ์ได้", "ไม่ควรอุทธรณ์"},
        {"the home page, no word of the way", "Mon, 01 Apr 2024 02:00:00 GMT", "/", NULL, COPY_NONE, "ไม่ได้อยู่หลังลิงก์ที่กรอก", "จึงเรียนมา"},
        {"the home page with the way", "Mon, 01 Apr 2024 02:00:00 GMT", "/", "หน้าหลัก > แผนงาน", COPY_NONE, "อุทธรณ์ได้", "ไม่ควรอุทธรณ์"},
        {"another page", "Mon, 01 Apr 2024 02:00:00 GMT", "/other.html", NULL, COPY_NONE, "ไม่ได้อยู่หลังลิงก์ที่กรอก", "จึงเรียนมา"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct visit v;
        struct opened o;
        size_t n_bodies;
        begin(&v, cases[i].modified ? cases[i].modified : "Sun, 05 May 2024 02:00:00 GMT");
        enter(&v, at(&v, cases[i].entered), cases[i].explanation, cases[i].copied);
        bundle(&v, (const char *const[]){"--item", "O32", NULL}, &o);
        struct str text = part(&o, "explanation.txt"), index = part(&o, "index.html");
        if (!has(text, cases[i].says) || has(text, cases[i].says_not))
            fail_msg("%s: %.*s", cases[i].what, STR_ARG(text));
        assert_true(has(index, cases[i].says));
        assert_true(has(text, "22 เม.ย. 2567")); /* the day it was entered */
        assert_sums_hold(&o);
        assert_warc_is_strict(&o, &n_bodies, NULL);
        opened_done(&o);
        visit_end(&v);
    }
}

static void an_item_without_a_link_has_no_ground(void **state)
{
    struct visit v;
    struct opened o;
    (void)state;
    begin(&v, "Mon, 01 Apr 2024 02:00:00 GMT");
    enter(&v, at(&v, FILE_PATH), NULL, COPY_NONE);
    bundle(&v, (const char *const[]){"--item", "O33,O32", "--format", "json", NULL}, &o);
    assert_true(has(part(&o, "explanation.txt"), "ไม่ได้กรอกลิงก์ของข้อนี้: ไม่ควรอุทธรณ์"));
    assert_true(has(buf_str(&o.run.out), "\"objection\": \"not-entered\""));
    assert_true(has(buf_str(&o.run.out), "\"objection\": \"shown\""));
    opened_done(&o);
    visit_end(&v);
}

static void one_file_for_two_items_stands_once(void **state)
{
    struct visit v;
    struct opened o;
    size_t n_bodies, n_copies = 0;
    (void)state;
    begin(&v, "Mon, 01 Apr 2024 02:00:00 GMT");
    enter(&v, at(&v, FILE_PATH), NULL, COPY_SAME);
    bundle(&v, (const char *const[]){"--item", "O32,O34", NULL}, &o);
    assert_warc_is_strict(&o, &n_bodies, NULL);
    assert_sums_hold(&o);
    for (size_t i = 0; i < o.zip.n_parts; i++)
        n_copies += str_starts_c(o.zip.parts[i].name, "submitted/");
    assert_int_equal(n_copies, 1);
    opened_done(&o);
    visit_end(&v);
}

/* Of old checks the store keeps results only. */
static void a_check_without_its_files_says_so(void **state)
{
    struct visit v;
    struct opened o;
    struct err err = {0};
    struct store *store = NULL;
    struct arena arena;
    struct store_run *runs;
    size_t n = 0;
    (void)state;
    begin(&v, NULL);
    arena_init(&arena);
    assert_int_equal(store_open(v.db, &store, &err), OIT_OK);
    assert_int_equal(store_runs(store, NULL, 1, &arena, &runs, &n, &err), OIT_OK);
    assert_int_equal(store_prune(store, runs[0].site, 0, &err), OIT_OK);
    store_close(store);
    arena_done(&arena);
    bundle(&v, (const char *const[]){"--item", "O32", NULL}, &o);
    assert_true(has(part(&o, "index.html"), "ไม่ได้เก็บแฟ้ม"));
    assert_true(has(part(&o, "explanation.txt"), "20,000 บาท")); /* what was quoted is still known */
    assert_sums_hold(&o);
    opened_done(&o);
    visit_end(&v);
}

static void what_strangers_wrote_stays_text(void **state)
{
    static const struct server_file hostile[] = {
        {"index.html", HEAD("<script>alert(1)</script>") "<ul><li><a href=\"get.php?f=1\">" LABEL " &lt;img src=x onerror=alert(2)&gt;</a></li></ul>"},
        {NULL, NULL},
    };
    static const char scenario[] = "/get.php* type=\"text/plain; charset=utf-8\" header=\"Content-Disposition: attachment; filename=..%2F..%2F=cmd.txt\" body=\"" PLAN "<script>alert(3)</script>\"\n";
    struct visit v;
    struct opened o;
    size_t n_bodies;
    (void)state;
    visit_begin(&v, (struct server_root[]){{NULL, NULL, hostile}}, 1, scenario);
    visit_scan(&v, "/", NULL);
    assert_int_equal(check_item(&v.check, "O32")->status, OIT_PUBLISHED);
    bundle(&v, NULL, &o);
    assert_names_are_safe(&o);
    assert_sums_hold(&o);
    assert_warc_is_strict(&o, &n_bodies, NULL);
    struct str index = part(&o, "index.html");
    assert_false(has(index, "<script") || has(index, "<img") || has(index, "javascript:"));
    assert_true(has(index, "default-src 'none'"));
    opened_done(&o);
    visit_end(&v);
}

static void a_coded_body_is_kept_coded_and_given_plain(void **state)
{
    struct visit v;
    struct opened o;
    size_t n_gzip;
    (void)state;
    visit_begin(&v, (struct server_root[]){{NULL, NULL, (const struct server_file[]){{"index.html", HEAD("เทศบาล") "<ul><li><a href=\"plan.html\">" LABEL "</a></li></ul>"},
        {"plan.html", HEAD(LABEL) "<h1>" LABEL "</h1><p>โครงการ/กิจกรรม อบรมเรื่องผลประโยชน์ทับซ้อน</p><p>งบประมาณ 20,000 บาท</p><p>ช่วงเวลาดำเนินการ ตุลาคม 2566 - กันยายน 2567</p>"},
        {NULL, NULL}}}}, 1, NULL);
    visit_scan(&v, "/", NULL);
    bundle(&v, (const char *const[]){"--item", "O32", NULL}, &o);
    assert_warc_is_strict(&o, &n_gzip, "application/gzip");
    assert_true(n_gzip >= 1);
    assert_true(has(part(&o, "files/O32-01-plan.html"), "<h1>" LABEL));
    assert_sums_hold(&o);
    opened_done(&o);
    visit_end(&v);
}

static void mistakes_are_told_and_leave_nothing(void **state)
{
    struct visit v;
    struct program_run run;
    (void)state;
    begin(&v, NULL);
    char *path = tmp_path(v.folder, "x.zip"), *file = tmp_path(v.folder, "file"), *below = tmp_path(v.folder, "file/x.zip"), *none = tmp_path(v.folder, "none.db");
    struct err err = {0};
    assert_int_equal(file_write(file, STR_LIT("x"), &err), OIT_OK);
    const struct {
        const char *words[10];
        int code;
        const char *says;
    } cases[] = {
        {{"bundle", "--db", v.db, "--item", "O99", "--output", path, NULL}, 2, "O99"},
        {{"bundle", "--db", v.db, "--output", below, "--render", "off", NULL}, 6, "file"},
        {{"bundle", "--db", none, "--output", path, NULL}, 2, "none.db"},
        {{"bundle", "--db", v.db, "--output", path, "--format", "csv", NULL}, 2, "json"},
        {{"bundle", "--db", v.db, "--site", "http://elsewhere.example/", "--output", path, NULL}, 2, "oitcheck list"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        program_run(cases[i].words, NULL, &run);
        if (run.code != cases[i].code && !(i == 2 && run.code == 6))
            fail_msg("case %zu: exit %d, %s", i, run.code, run.err.p);
        assert_non_null(strstr(run.err.p, cases[i].says));
        assert_false(file_exists(path));
        program_done(&run);
    }
    free(path);
    free(file);
    free(below);
    free(none);
    visit_end(&v);
}

static void a_folder_gets_a_telling_name(void **state)
{
    struct visit v;
    struct program_run run;
    (void)state;
    begin(&v, NULL);
    char *folder = tmp_path(v.folder, "new/deep");
    program_run((const char *const[]){"bundle", "--db", v.db, "--item", "O32", "--render", "off", "--output", folder, NULL}, NULL, &run);
    assert_int_equal(run.code, 0);
    assert_non_null(strstr(run.out.p, "/new/deep/oitcheck-127.0.0.1-"));
    assert_non_null(strstr(run.out.p, "-O32.zip"));
    program_done(&run);
    free(folder);
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_in_it_and_holds),
        cmocka_unit_test(what_was_there_on_the_day_decides),
        cmocka_unit_test(an_item_without_a_link_has_no_ground),
        cmocka_unit_test(one_file_for_two_items_stands_once),
        cmocka_unit_test(a_check_without_its_files_says_so),
        cmocka_unit_test(what_strangers_wrote_stays_text),
        cmocka_unit_test(a_coded_body_is_kept_coded_and_given_plain),
        cmocka_unit_test(mistakes_are_told_and_leave_nothing),
        cmocka_unit_test(a_folder_gets_a_telling_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
