/* test_guard.c - which addresses may be connected to; the usual ways to spell a private one.
 * SPDX-License-Identifier: MIT
 */
#include "fetch/guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <netinet/in.h>

#include "fetch/headers.h"
#include "url/url.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void judges_addresses(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "127.0.0.1", "127.1.2.3", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1",
        "2001::1", "2001:db8::1", "2002:7f00:1::1", "2002:c0a8:101::1", "fc00::1", "fd12:3456::1", "fe80::1", "febf::1", "fec0::1", "ff02::1",
        "3fff::1", "4000::1", "64:ff9b::808:808", "64:ff9b::1", "64:ff9b:1:ffff::808:808", "2002:808:808::1", "2002::1", "2001:0:808:808::1", "2400:1::5efe:c0a8:101", "2400:1::200:5efe:10.0.0.1",
    };
    static const char *const allowed[] = {
        "8.8.8.8", "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1", "169.253.0.1",
        "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.0.1", "198.20.0.1", "203.150.1.1", "223.255.255.255",
        "2001:c38::1", "2400:cb00::1", "2606:4700::1111", "2a00:1450::1", "2003::1", "2001:200::1",
    };
    bool is_address;
    for (size_t i = 0; i < COUNT(refused); i++)
        if (guard_text_is_public(str_from(refused[i]), &is_address) || !is_address)
            fail_msg("%s is let through", refused[i]);
    for (size_t i = 0; i < COUNT(allowed); i++)
        if (!guard_text_is_public(str_from(allowed[i]), &is_address) || !is_address)
            fail_msg("%s is refused", allowed[i]);
    assert_true(guard_text_is_public(STR_LIT("www.agency.go.th"), &is_address));
    assert_false(is_address);
    struct sockaddr_storage other = {.ss_family = AF_UNIX};
    assert_false(guard_is_public((const struct sockaddr *)&other));
}

static void knows_ports_and_names_that_are_not_for_the_web(void **state)
{
    (void)state;
    static const uint16_t bad[] = {0, 21, 22, 25, 53, 110, 143, 389, 587, 2049, 5060, 6000, 6667, 10080};
    static const uint16_t good[] = {80, 443, 8000, 8080, 8443, 81, 3000, 5000, 9090, 2052, 65535};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(guard_port_is_for_web(bad[i]));
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(guard_port_is_for_web(good[i]));
    static const char *const inside[] = {"localhost", "localhost.", "www.localhost", "printer.local", "metadata.google.internal", "intranet", "nas.home.arpa"};
    static const char *const outside[] = {"www.agency.go.th", "localhost.go.th", "internal.go.th", "local.agency.go.th", "2001:db8::1"};
    for (size_t i = 0; i < COUNT(inside); i++)
        assert_true(guard_name_is_inside(str_from(inside[i])));
    for (size_t i = 0; i < COUNT(outside); i++)
        assert_false(guard_name_is_inside(str_from(outside[i])));
}

/* Spellings with which texts slip through filters: each becomes a refused address, or no URL at all. Names that only resolve to
 * private addresses are judged at connect (test_fetch.c). */
static void no_spelling_hides_an_address(void **state)
{
    (void)state;
    static const char *const spellings[] = {
        "http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0x0.0x0.0x1/",
        "http://017700000001/", "http://0177.0.0.1/", "http://0177.0.0.0x1/", "http://00000177.1/", "http://0/", "http://0x0/",
        "http://127.0.0.1./", "http://%31%32%37.0.0.1/", "http://127%2e0%2e0%2e1/", "http://user@127.0.0.1/", "http://a:b@127.0.0.1:80/",
        "http://www.agency.go.th@127.0.0.1/", "http:\\\\127.0.0.1\\", "http:/\\/127.0.0.1/", "//127.0.0.1/", "\thttp://127.0.0.1/",
        "ht\ntp://127.0.0.1/", "http://１２７.０.０.１/", "http://127。0。0。1/", "http://[::1]/", "http://[0:0:0:0:0:0:0:1]/",
        "http://[0000::0001]/", "http://[::ffff:127.0.0.1]/", "http://[::FFFF:7F00:1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
        "http://[fe80::1%25eth0]/", "http://[::]/", "http://169.254.169.254/latest/", "http://2852039166/", "http://0xA9FEA9FE/",
        "http://[fd00:ec2::254]/",
    };
    for (size_t i = 0; i < COUNT(spellings); i++) {
        struct buf url;
        struct url_parts parts;
        bool is_address;
        buf_init(&url, 0);
        if (url_resolve(STR_LIT("http://www.agency.go.th/x"), str_from(spellings[i]), &url) == URL_OK) {
            assert_true(url_split(buf_str(&url), &parts));
            if (guard_text_is_public(parts.host, &is_address))
                fail_msg("%s became %s", spellings[i], url.p);
        }
        buf_done(&url);
    }
}

static void reads_file_names_of_headers(void **state)
{
    (void)state;
    static const struct {
        const char *value, *name;
    } rows[] = {
        {"attachment; filename=\"plan.pdf\"", "plan.pdf"},
        {"attachment; filename=plan.pdf; size=3", "plan.pdf"},
        {"inline; filename=\"a\\\"b.pdf\"", "a\"b.pdf"},
        {"attachment; filename=\"x.pdf\"; filename*=UTF-8''%E0%B9%81%E0%B8%9C%E0%B8%99.pdf", "แผน.pdf"},
        {"attachment; filename=\"%E0%B9%81%E0%B8%9C%E0%B8%99.pdf\"", "แผน.pdf"},
        {"attachment; filename=\"แผน.pdf\"", "แผน.pdf"},
        {"attachment; filename=\"\xbb\xc3\xd0\xa1\xd2\xc8\xbb\xc3\xd0\xa1\xc7\xb4\xc3\xd2\xa4\xd2.pdf\"", "ประกาศประกวดราคา.pdf"},
        {"attachment; filename*=UTF-8'th'%E0%B9%81%E0%B8%9C%E0%B8%99.pdf", "แผน.pdf"},
        {"attachment; filename*=tis-620''%E1%BC%B9.pdf", "แผน.pdf"},
        {"attachment; filename=\"=?UTF-8?B?4LmB4Lic4LiZ4Lib4LiP4Li04Lia4Lix4LiV4Li04LiB4Liy4LijLnBkZg==?=\"", "แผนปฏิบัติการ.pdf"},
        {"attachment; filename=\"=?UTF-8?B?4LmB4Lic4LiZ?= =?UTF-8?b?4LiH4Liy4LiZLnBkZg==?=\"", "แผนงาน.pdf"},
        {"attachment; filename=\"=?tis-620?Q?=E1=BC=B9=A7=D2=B9_2567.pdf?=\"", "แผนงาน 2567.pdf"},
        {"attachment; filename=%25E0%25B9%2581%25E0%25B8%259C%25E0%25B8%2599.pdf", "แผน.pdf"},
        {"attachment; filename=%u0e41%u0e1c%u0e19.pdf", "แผน.pdf"},
        {"attachment; filename=\"\xc3\xa0\xc2\xb9\xc2\x81\xc3\xa0\xc2\xb8\xc2\x9c\xc3\xa0\xc2\xb8\xc2\x99\xc3\xa0\xc2\xb8\xc2\x87\xc3\xa0\xc2\xb8\xc2\x9a.pdf\"", "แผนงบ.pdf"},
        {"attachment; filename=\"สานักงาน\xe2\x80\xae.pdf\"", "สำนักงาน.pdf"},
        {"attachment; filename=\"=?broken\"", "=?broken"},
        {"attachment; filename=\"../../etc/passwd\"", "passwd"},
        {"attachment; filename=\"C:\\dir\\plan.doc\"", "plan.doc"},
        {"attachment", ""},
        {"", ""},
        {"attachment; filename=", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf out;
        buf_init(&out, 0);
        headers_file_name(str_from(rows[i].value), &out);
        assert_string_equal(buf_str(&out).p, rows[i].name);
        buf_done(&out);
    }
}

static void reads_retry_after_in_both_forms(void **state)
{
    (void)state;
    assert_int_equal(headers_retry_after_s(STR_LIT(" 120 "), 0), 120);
    assert_int_equal(headers_retry_after_s(STR_LIT("Fri, 20 Nov 2026 02:00:30 GMT"), 1795140000), 30);
    assert_int_equal(headers_retry_after_s(STR_LIT("Fri, 20 Nov 2026 01:00:00 GMT"), 1795140000), 0);
    assert_int_equal(headers_retry_after_s(STR_LIT("later"), 0), -1);
    assert_int_equal(headers_retry_after_s(STR_NONE, 0), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_addresses),
        cmocka_unit_test(knows_ports_and_names_that_are_not_for_the_web),
        cmocka_unit_test(no_spelling_hides_an_address),
        cmocka_unit_test(reads_file_names_of_headers),
        cmocka_unit_test(reads_retry_after_in_both_forms),
    };
    return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
