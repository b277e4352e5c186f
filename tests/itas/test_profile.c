/* test_profile.c - the agency's profile: what it takes, and what it says about mistakes, with their place.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "itas/profile.h"
#include "../support/tmp.h"

#define SITE "site: https://www.agency.example.go.th/\n"

static struct profile *parse(const char *text)
{
    struct profile *profile = NULL;
    struct err err = {0};
    if (profile_parse(str_from(text), "folder/agency.yaml", &profile, &err) != OIT_OK)
        fail_msg("%s: %s", err.where, err.en);
    return profile;
}

static void reads_all_of_it(void **state)
{
    (void)state;
    struct profile *p = parse("\xef\xbb\xbf# ความเห็น\r\n" SITE
                              "names: [สำนักงานตัวอย่าง, \"สนง.ตย.\"]\n"
                              "hosts: [ita.agency.example.go.th, 'sites.google.com/agency/']\n"
                              "fiscal_year: ๒๕๖๗\n"
                              "target: 89.5\n"
                              "ita: {iit: ๘๔.๑๔๘, eit: 80.135, target: 85}\n"
                              "rules: our/rules\n"
                              "rules_local: /etc/ours\n"
                              "db: store.db\n"
                              "output: out\n"
                              "language: en\n"
                              "limits: {pages: 300, depth: 5, connections: 2, time: 30m, timeout: 10s, size: 5M, rate: 0.5}\n"
                              "owners:\n"
                              "  - {name: กองคลัง, contact: โทร 1234}\n"
                              "items:\n"
                              "  O16: {owner: กองคลัง, coordinator: คุณก, due: 31 มี.ค. 67, urls: [https://www.agency.example.go.th/o16, https://www.agency.example.go.th/b],\n"
                              "        explanation: 'หน้าหลัก > จัดซื้อ', decision: ไม่รับ, note: '=1+1'}\n"
                              "  ข้อ ๑๗: {owner: กองคลัง}\n"
                              "calendar:\n"
                              "  - {stage: collect, from: 1/2/2567, to: 31 มี.ค. 2567}\n"
                              "  - {stage: ประชุม, title: {th: ประชุมคณะทำงาน, en: meeting}, from: 2024-02-15}\n"
                              "watch: {every: 30m, from: 2024-05-01, to: 2024-06-15}\n"
                              "notify:\n"
                              "  mail: {server: 'smtp://mail.agency.example.go.th:587', from: ita@agency.example.go.th, to: [a@agency.example.go.th], user: ita,\n"
                              "         password_file: mail.secret, tls: required}\n"
                              "  webhooks:\n"
                              "    - {kind: line, token_env: LINE_TOKEN, to: C123}\n"
                              "    - {kind: json, url_file: hook.url}\n");
    assert_string_equal(p->site, "https://www.agency.example.go.th/");
    assert_int_equal(p->n_names, 2);
    assert_string_equal(p->names[1], "สนง.ตย.");
    assert_int_equal(p->n_hosts, 2);
    assert_int_equal(p->fiscal_year_be, 2567);
    assert_true(p->target > 89.4 && p->target < 89.6);
    assert_true(p->ita_target > 84.9 && p->iit > 84.147 && p->iit < 84.149 && p->eit > 80.1 && p->eit < 80.2);
    assert_string_equal(p->rules, "folder/our/rules"); /* from the profile's folder: cron starts anywhere */
    assert_string_equal(p->rules_local, "/etc/ours");
    assert_string_equal(p->db, "folder/store.db");
    assert_string_equal(p->language, "en");
    assert_int_equal(p->limits.pages, 300);
    assert_int_equal(p->limits.time_s, 1800);
    assert_int_equal(p->limits.timeout_ms, 10000);
    assert_int_equal(p->limits.size_bytes, 5 * 1024 * 1024);
    assert_true(p->limits.rate > 0.49 && p->limits.rate < 0.51);
    assert_int_equal(p->n_items, 2);
    assert_string_equal(p->items[0].words[OFFICER_URL], "https://www.agency.example.go.th/o16\nhttps://www.agency.example.go.th/b");
    assert_string_equal(p->items[0].words[OFFICER_NOTE], "=1+1"); /* word for word */
    assert_string_equal(p->items[1].code, "ข้อ ๑๗");
    assert_int_equal(p->n_stages, 2);
    assert_int_equal(p->stages[0].to.day, 31);
    assert_int_equal(p->stages[0].to.year_ce, 2024);
    assert_string_equal(p->stages[1].title.th, "ประชุมคณะทำงาน");
    assert_int_equal(p->watch.every_s, 1800);
    assert_string_equal(p->mail.password_file, "folder/mail.secret");
    assert_int_equal(p->n_webhooks, 2);
    assert_string_equal(p->webhooks[1].url_file, "folder/hook.url");
    profile_free(p);
}

static void says_nothing_of_what_it_does_not_say(void **state)
{
    (void)state;
    struct profile *p = parse(SITE);
    assert_int_equal(p->fiscal_year_be, 0);
    assert_true(isnan(p->target) && isnan(p->iit) && isnan(p->eit) && isnan(p->ita_target) && isnan(p->limits.rate));
    assert_int_equal(p->limits.time_s, -1);
    assert_int_equal(p->limits.timeout_ms, -1);
    assert_null(p->mail.server);
    assert_int_equal(p->n_items + p->n_owners + p->n_stages + p->n_webhooks + p->n_names + p->n_hosts, 0);
    profile_free(p);
    p = parse(SITE "items:\n  O1: {owner: ''}\nnames: []\n"); /* an empty word is none */
    assert_null(p->items[0].words[OFFICER_OWNER]);
    profile_free(p);
}

struct mistake {
    const char *text; /* behind SITE, so its first line is 2 */
    const char *place, *th, *en;
};

static void mistakes_are_told_with_their_place_and_what_to_write(void **state)
{
    (void)state;
    static const struct mistake rows[] = {
        {"nmaes: [x]\n", ":2:1", "หมายถึง 'names'", "did you mean 'names'?"},
        {"colour: red\n", ":2:1", "docs/PROFILE.th.md", "see docs/PROFILE.th.md"},
        {"limits: {page: 3}\n", ":2:10", "หมายถึง 'pages'", "did you mean 'pages'?"},
        {"limits: {pages: 0}\n", ":2:17", "ตั้งแต่ 1 ถึง 1000000", "from 1 to 1000000"},
        {"limits: {rate: fast}\n", ":2:16", "ต้องเป็นตัวเลข", "must be a number"},
        {"limits: {time: soon}\n", ":2:16", "15m", "15m"},
        {"limits: {size: big}\n", ":2:16", "20M", "20M"},
        {"target: 101\n", ":2:9", "ถึง 100", "to 100"},
        {"ita: {iit: 84,148}\n", "", "", ""},
        {"fiscal_year: next\n", ":2:14", "2569", "2569"},
        {"language: thai\n", ":2:11", "'th'", "did you mean 'th'?"},
        {"names: สำนักงาน\n", ":2:8", "รายการ", "a list of texts"},
        {"hosts:\n  - ita.agency.example.go.th\n  - go.th\n", ":4:5", "docs.example.go.th", "not the host of one agency"},
        {"hosts: ['*.agency.go.th']\n", ":2:9", "'*.agency.go.th'", "not the host of one agency"},
        {"items:\n  โอ: {owner: a}\n", ":3:3", "ไม่ใช่เลขข้อ", "not an item"},
        {"items:\n  O16: {owner: a}\n  ข้อ ๑๖: {owner: b}\n", ":4:3", "บรรทัด 3", "on line 3"},
        {"items:\n  O16: กองคลัง\n", ":3:8", "กลุ่มคีย์", "must be a mapping"},
        {"items:\n  O16: {decision: ผ่าน}\n", ":3:19", "ไม่ใช้กับหน่วยงาน", "not-applicable"},
        {"items:\n  O16: {due: 31 กุมภา 2567}\n", ":3:14", "31/3/2569", "31/3/2569"},
        {"items:\n  O16: {due: 31/2/2567}\n", ":3:14", "31/3/2569", "31/3/2569"},
        {"items:\n  O16: {urls: ['javascript:alert(1)']}\n", ":3:16", "ไม่ใช่ที่อยู่เว็บไซต์", "not a web address"},
        {"items:\n  O16: {urls: https://a.example/}\n", ":3:15", "รายการ", "a list of texts"},
        {"calendar:\n  - {stage: colect, to: 1/2/2567}\n", ":3:13", "หมายถึง 'collect'", "did you mean 'collect'?"},
        {"calendar:\n  - {stage: ประชุม, to: 1/2/2567}\n", ":3:13", "title:", "needs title"},
        {"calendar:\n  - {stage: collect, from: 2/2/2567, to: 1/2/2567}\n", ":3:5", "ก่อนวันเริ่ม", "ends before it begins"},
        {"watch: {from: 2/5/2567, to: 1/5/2567}\n", ":2:8", "ก่อนวันเริ่ม", "ends before it begins"},
        {"watch: {every: often}\n", ":2:16", "15m", "15m"},
        {"calendar: {stage: collect}\n", ":2:11", "รายการ", "a list"},
        {"owners: [{name: ' '}]\n", ":2:10", "ไม่มีชื่อ", "without a name"},
        {"owners: [{contact: '1'}]\n", ":2:10", "'name'", "'name' is missing"},
        {"notify: {mail: {server: 'smtp://u:p@m.example', from: a@b, to: [a@b]}}\n", ":2:25", "password_file", "password_file"},
        {"notify: {mail: {server: mail.example, from: a@b, to: [a@b]}}\n", ":2:25", "smtp://", "smtp://"},
        {"notify: {mail: {server: 'smtp://m', from: nobody, to: [a@b]}}\n", ":2:43", "อีเมล", "mail address"},
        {"notify: {mail: {server: 'smtp://m', from: a@b, to: []}}\n", ":2:52", "ผู้รับ", "nobody"},
        {"notify: {mail: {server: 'smtp://m', from: a@b, to: [\"a@b\\nBcc: x@y\"]}}\n", ":2:53", "อีเมล", "mail address"},
        {"notify: {mail: {server: 'smtp://m', from: a@b, to: [a@b], tls: requird}}\n", ":2:64", "'required'", "did you mean 'required'?"},
        {"notify:\n  webhooks:\n    - {kind: slak, url: 'https://a.example/x'}\n", ":4:14", "'slack'", "did you mean 'slack'?"},
        {"notify:\n  webhooks:\n    - {kind: json}\n", ":4:7", "url_file", "url_file"},
        {"notify:\n  webhooks:\n    - {kind: json, url: 'https://a.example/x', url_file: x}\n", ":4:58", "เลือกอย่างเดียว", "choose one"},
        {"notify:\n  webhooks:\n    - {kind: line, to: C1}\n", ":4:7", "token_file", "token_file"},
        {"notify:\n  webhooks:\n    - {kind: line, token_env: T}\n", ":4:7", "to:", "to:"},
        {"site: https://b.example.go.th/\n", ":2:1", "ซ้ำกับบรรทัด 1", "in line 1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct profile *profile = NULL;
        struct err err = {0};
        char text[1024], place[200];
        (void)snprintf(text, sizeof text, SITE "%s", rows[i].text);
        (void)snprintf(place, sizeof place, "folder/agency.yaml%s", rows[i].place);
        if (profile_parse(str_from(text), "folder/agency.yaml", &profile, &err) != OIT_ERR_CONFIG)
            fail_msg("taken: %s", rows[i].text);
        assert_null(profile);
        if (!str_starts_c(str_from(err.where), place) || str_find_c(str_from(err.th), rows[i].th) == STR_NPOS || str_find_c(str_from(err.en), rows[i].en) == STR_NPOS)
            fail_msg("%s -> %s\n%s\n%s", rows[i].text, err.where, err.th, err.en);
    }
}

static void secrets_are_refused_and_not_repeated(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"notify: {mail: {server: 'smtp://m', from: a@b, to: [a@b], password: hunter2}}\n", "password_file", "password_env"},
        {"password: hunter2\n", "password_file", "password_env"},
        {"notify: {webhooks: [{kind: line, token: hunter2, to: C1}]}\n", "token_file", "token_env"},
        {"notify: {webhooks: [{kind: line, Access_Token: hunter2, to: C1}]}\n", "token_file", "token_env"},
        {"items: {O1: {secret: hunter2}}\n", "password_file", "password_env"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct profile *profile = NULL;
        struct err err = {0};
        char text[1024];
        (void)snprintf(text, sizeof text, SITE "%s", rows[i][0]);
        assert_int_equal(profile_parse(str_from(text), "p.yaml", &profile, &err), OIT_ERR_CONFIG);
        assert_non_null(strstr(err.th, rows[i][1]));
        assert_non_null(strstr(err.en, rows[i][2]));
        assert_null(strstr(err.th, "hunter2"));
        assert_null(strstr(err.en, "hunter2"));
        assert_non_null(strstr(err.where, "p.yaml:2:"));
    }
}

static void counts_the_other_mistakes(void **state)
{
    (void)state;
    struct profile *profile = NULL;
    struct err err = {0};
    assert_int_equal(profile_parse(STR_LIT(SITE "target: x\nlanguage: xx\nfiscal_year: y\n"), "p.yaml", &profile, &err), OIT_ERR_CONFIG);
    assert_non_null(strstr(err.th, "ผิดอีก 2 แห่ง"));
    assert_non_null(strstr(err.en, "2 more"));
}

static void what_is_no_profile_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {"", "names: [a]\n", "- a\n- b\n", "site: [a]\n", "site: ''\n", "site: not a url\n", "site: ftp://a.example/\n", "\x89PNG\r\n\x1a\n", "site: a\n\tb: c\n",
                                       "site: &a https://a.example/\n", "{", "site: \xff\xfe\n"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct profile *profile = NULL;
        struct err err = {0};
        if (profile_parse(str_from(rows[i]), "p.yaml", &profile, &err) != OIT_ERR_CONFIG)
            fail_msg("taken: %s", rows[i]);
        assert_true(*err.th && *err.en);
    }
}

static void a_file_that_cannot_be_read_is_said(void **state)
{
    (void)state;
    struct profile *profile = NULL;
    struct err err = {0};
    char *folder = tmp_folder(), *path = tmp_path(folder, "agency.yaml");
    assert_int_equal(profile_load(path, &profile, &err), OIT_ERR_CONFIG);
    assert_non_null(strstr(err.th, "oitcheck init"));
    assert_int_equal(profile_load(folder, &profile, &err), OIT_ERR_CONFIG);
    assert_int_equal(file_write(path, STR_LIT(SITE), &err), OIT_OK);
    assert_int_equal(profile_load(path, &profile, &err), OIT_OK);
    assert_string_equal(profile->path, path);
    profile_free(profile);
    profile_free(NULL);
    free(path);
    tmp_remove(folder);
}

static void decisions_are_read_in_both_languages(void **state)
{
    (void)state;
    assert_int_equal(decision_from(STR_LIT(" รับ ")), DECISION_ACCEPT);
    assert_int_equal(decision_from(STR_LIT("ไม่รับ")), DECISION_REJECT);
    assert_int_equal(decision_from(STR_LIT("ไม่ใช้กับหน่วยงาน")), DECISION_NOT_APPLICABLE);
    assert_int_equal(decision_from(STR_LIT("Not-Applicable")), DECISION_NOT_APPLICABLE);
    assert_int_equal(decision_from(STR_LIT("ไม่รับรอง")), DECISION_NONE);
    assert_int_equal(decision_from(STR_LIT("")), DECISION_NONE);
    assert_int_equal(decision_from(STR_NONE), DECISION_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_all_of_it),
        cmocka_unit_test(says_nothing_of_what_it_does_not_say),
        cmocka_unit_test(mistakes_are_told_with_their_place_and_what_to_write),
        cmocka_unit_test(secrets_are_refused_and_not_repeated),
        cmocka_unit_test(counts_the_other_mistakes),
        cmocka_unit_test(what_is_no_profile_is_refused),
        cmocka_unit_test(a_file_that_cannot_be_read_is_said),
        cmocka_unit_test(decisions_are_read_in_both_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
