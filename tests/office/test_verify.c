/* What verify promises: fresh copies judged by the same judge; gone, changed, closed, of another year each under its own name; a server that is down makes nothing
 * missing; it holds after the runs are pruned.
 * SPDX-License-Identifier: MIT
 */
#include "entered_site.h"

#include "base/messages.h"
#include "extract/zip_parts.h"

static void gone_changed_and_unchanged_are_told_apart(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    es_enter(&s, "O1", "@/about/structure.html", "");
    es_enter(&s, "O3", "@/about/duty.html", "");
    es_enter(&s, "O4", "@/contact.html", "");
    es_enter(&s, "O7", "@/download/plan/plan5y.pdf", "");
    es_enter(&s, "O9", "@/download/report/annual2566.pdf", "");
    es_submit(&s, "json");
    RUN(&s, "verify", "--format", "json");
    es_expect(&s, "O1", "published");
    es_expect(&s, "O3", "published");
    es_expect(&s, "O7", "published");
    es_edit(&s, "about/structure.html", "1,203,456", "1,209,999"); /* a visitors' counter is no change */
    es_edit(&s, "about/duty.html", "กำหนดมาตรฐานทักษะและรับรองผลงานหัตถกรรม", "กำหนดนโยบายใหม่ทั้งหมดตามที่คณะกรรมการเห็นชอบ");
    es_remove(&s, "contact.html");
    es_remove(&s, "download/plan/plan5y.pdf");
    RUN(&s, "verify", "--format", "json");
    assert_int_equal(s.run.code, 1);
    es_expect(&s, "O1", "published");
    es_expect(&s, "O3", "published changed-since");
    es_expect(&s, "O4", "missing gone");
    es_expect(&s, "O7", "missing gone");
    es_expect(&s, "O9", "published");
    json_t *url = json_array_get(json_object_get(es_item(&s, "O3"), "urls"), 0);
    assert_string_not_equal(json_string_value(json_object_get(url, "sha256")), json_string_value(json_object_get(url, "sha256_then")));
    RUN(&s, "report", "--format", "json"); /* what verify saw stays */
    es_expect(&s, "O4", "missing gone");
    RUN(&s, "verify");
    assert_non_null(strstr(s.run.out.p, "เนื้อหาเปลี่ยนไปหลังวันที่กรอก"));
    es_end(&s);
}

static void login_closed_share_and_private_address_are_not_public(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    char drive[200], folder[200];
    (void)snprintf(folder, sizeof folder, "http://drive.google.com:%d/drive/folders/1AbcDEFghiJKLmnoPQRstuVWXyz012345?usp=share_link", server_port(s.server));
    (void)snprintf(drive, sizeof drive, "http://drive.google.com:%d/file/d/1AbcDEFghiJKLmnoPQRstuVWXyz012345/view?usp=sharing", server_port(s.server));
    es_enter(&s, "O7", drive, "");
    es_enter(&s, "O10", folder, "");
    es_enter(&s, "O8", "@/members/plan.pdf", "");
    es_enter(&s, "O9", "@/staff/report.html", "");
    es_enter(&s, "O18", "http://10.1.2.3/plan.pdf", "");
    es_submit(&s, "json");
    es_expect(&s, "O7", "unknown not-public");
    es_expect(&s, "O8", "unknown not-public");
    es_expect(&s, "O10", "unknown not-public");
    es_expect(&s, "O9", "unknown not-public");
    es_expect(&s, "O18", "unknown not-public");
    es_end(&s);
}

static void another_year_is_told(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    es_enter(&s, "O9", "@/download/report/annual2565.pdf", "");
    es_enter(&s, "O12", "@/service/stat66.html", "");
    es_enter(&s, "O26", "@/download/nogift/nogift_2566.pdf", "");
    es_submit(&s, "json");
    es_expect(&s, "O9", "missing wrong-year");
    es_expect(&s, "O12", "missing wrong-year");
    es_expect(&s, "O26", "missing wrong-year");
    es_end(&s);
}

/* What has come since stands before what was so from the beginning; no mark repeats the label that it stands behind. */
static void text_says_first_what_has_come_and_everything_once(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    es_enter(&s, "O9", "@/download/report/annual2565.pdf", "");
    es_enter(&s, "O12", "@/service/stat67.html", "");
    es_submit(&s, "json");
    es_remove(&s, "service/stat67.html");
    RUN(&s, "verify");
    struct str text = buf_str(&s.run.out);
    size_t gone = str_find_c(text, "O12 "), year = str_find_c(text, "O9 ");
    assert_true(gone != STR_NPOS && year != STR_NPOS && gone < year);
    assert_true(str_find_c(text, "[ลิงก์ที่กรอกเปิดไม่พบแล้ว]") != STR_NPOS);
    assert_true(str_find_c(text, "พบของปีอื่น") != STR_NPOS);
    assert_true(str_find_c(text, "ลิงก์ที่กรอกเป็นของปีอื่น") == STR_NPOS);
    size_t label = str_find_c(text, "พบของปีอื่น");
    assert_true(str_find_c(str_from_pos(text, label + 1), "พบของปีอื่น") == STR_NPOS);
    es_end(&s);
}

static void page_that_sends_everybody_home_shows_nothing(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    es_enter(&s, "O1", "@/moved/structure.html", "");
    es_enter(&s, "O34", "@/later/measure.pdf", "");
    es_submit(&s, "json");
    es_expect(&s, "O1", "missing home-without-explanation"); /* it never showed anything else */
    es_expect(&s, "O34", "published");
    RUN(&s, "verify", "--format", "json");
    es_expect(&s, "O34", "missing gone"); /* it did, and now leads home */
    es_end(&s);
}

static void server_that_is_down_makes_nothing_missing(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    es_enter(&s, "O20", "@/download/ethics/code.pdf", "");
    es_enter(&s, "O2", "@/", "หน้าหลัก → เกี่ยวกับสำนักงาน → ทำเนียบผู้บริหาร");
    es_submit(&s, "json");
    es_expect(&s, "O20", "published");
    es_expect(&s, "O2", "published");
    server_stop(s.server);
    shared.server = NULL;
    RUN(&s, "verify", "--format", "json");
    assert_int_equal(s.run.code, 1);
    es_expect(&s, "O20", "unknown unreachable");
    es_expect(&s, "O2", "unknown unreachable");
    es_end(&s);
}

static void it_holds_when_the_run_is_gone(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    es_enter(&s, "O1", "@/about/structure.html", "");
    es_submit(&s, "json");
    for (int i = 0; i < 2; i++) {
        RUN(&s, "scan", server_url(s.server), "--format", "json", "--max-pages", "5");
        es_expect(&s, "O1", "published");
    }
    es_remove(&s, "about/structure.html");
    RUN(&s, "scan", server_url(s.server), "--format", "json");
    es_expect(&s, "O1", "missing gone");
    RUN(&s, "report", "--run", "previous", "--format", "json"); /* as it was then */
    es_expect(&s, "O1", "published");
    es_end(&s);
}

/* Behind a list of items stands a document: its change is told at the link that was entered, and so is its end. */
static void documents_behind_an_entered_page_are_watched_too(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    es_enter(&s, "O18", "@/ita/2567/index.html", "");
    es_enter(&s, "O32", "@/ita/2567/index.html", "");
    es_enter(&s, "O33", "@/ita/2567/index.html", "");
    es_submit(&s, "json");
    es_expect(&s, "O18", "published");
    es_expect(&s, "O32", "published");
    es_write(&s, "download/hr/hr_plan67.pdf", "%PDF-1.4 no longer a plan");
    es_remove(&s, "download/anti/antiplan67.pdf");
    RUN(&s, "verify", "--format", "json");
    json_t *first = es_item(&s, "O18"), *second = es_item(&s, "O32");
    struct buf marks;
    buf_init(&marks, 0);
    es_marks(first, &marks);
    assert_true(str_find_c(buf_str(&marks), "changed-since") != STR_NPOS);
    assert_string_not_equal(json_string_value(json_object_get(first, "status")), "published");
    buf_clear(&marks);
    es_marks(second, &marks);
    assert_true(str_find_c(buf_str(&marks), "changed-since") != STR_NPOS);
    assert_string_equal(json_string_value(json_object_get(second, "status")), "missing");
    es_expect(&s, "O33", "published");
    buf_done(&marks);
    es_end(&s);
}

static int begin(void **state)
{
    (void)state;
    es_group_begin("//drive.google.com/uc* login\n//drive.google.com/embedded* redirect=http://accounts.google.com:@PORT@/signin\n//accounts.google.com/* login\n/members/* status=401\n/staff/* login\n/moved/* redirect=/\n/later/* times=1 redirect=/download/measure/dnm_file_123.pdf\n/later/* redirect=/\n");
    return 0;
}

/* A look of the same evening must not stand in a bundle as what the links showed when they were frozen. */
static void a_bundle_tells_what_was_frozen_and_no_later_look(void **state)
{
    (void)state;
    struct entered_site s;
    struct arena arena;
    struct buf bytes, page;
    struct zip_parts zip;
    es_begin(&s);
    es_enter(&s, "O9", "@/download/report/annual2566.pdf", "");
    es_submit(&s, "json");
    es_expect(&s, "O9", "published");
    es_remove(&s, "download/report/annual2566.pdf");
    RUN(&s, "verify", "--format", "json");
    es_expect(&s, "O9", "missing gone");
    char *path = tmp_path(s.folder, "b.zip");
    RUN(&s, "bundle", "--item", "O9", "--render", "off", "--output", path);
    assert_int_equal(s.run.code, 0);
    arena_init(&arena);
    buf_init(&bytes, 0);
    buf_init(&page, 0);
    assert_int_equal(file_read(path, &bytes, NULL), OIT_OK);
    assert_int_equal(zip_parts_open(buf_str(&bytes), &arena, &zip), FAULT_NONE);
    assert_int_equal(zip_parts_read(&zip, zip_parts_find(&zip, "index.html"), &page), FAULT_NONE);
    const char *then = strstr(page.p, msg_th(MSG_BUNDLE_ENTERED_THEN));
    assert_non_null(then);
    const char *end = strstr(then, "</dd>");
    size_t published = str_find_c((struct str){then, (size_t)(end - then)}, msg_th(MSG_STATUS_PUBLISHED));
    assert_true(published != STR_NPOS);
    buf_done(&page);
    buf_done(&bytes);
    arena_done(&arena);
    free(path);
    es_end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gone_changed_and_unchanged_are_told_apart),
        cmocka_unit_test(login_closed_share_and_private_address_are_not_public),
        cmocka_unit_test(another_year_is_told),
        cmocka_unit_test(a_bundle_tells_what_was_frozen_and_no_later_look),
        cmocka_unit_test(page_that_sends_everybody_home_shows_nothing),
        cmocka_unit_test(documents_behind_an_entered_page_are_watched_too),
        cmocka_unit_test(it_holds_when_the_run_is_gone),
        cmocka_unit_test(text_says_first_what_has_come_and_everything_once),
        cmocka_unit_test(server_that_is_down_makes_nothing_missing), /* the last: it takes the server with it */
    };
    return cmocka_run_group_tests(tests, begin, es_group_end);
}
