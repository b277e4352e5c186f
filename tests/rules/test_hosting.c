/* test_hosting.c - viewers and shares of the shipped rules: what an address shows, and how a shared document is asked for.
 * SPDX-License-Identifier: MIT
 */
#include "rules/hosting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rules/findings.h"
#include "url/url.h"

static struct scheme *scheme;

static int load(void **state)
{
    (void)state;
    struct err err = {0};
    return scheme_load("rules/2567", NULL, &scheme, NULL, &err) == OIT_OK ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    scheme_free(scheme);
    return 0;
}

static struct str canonical(const char *text, struct buf *out)
{
    buf_clear(out);
    assert_int_equal(url_resolve(STR_NONE, str_from(text), out), URL_OK);
    return buf_str(out);
}

static void viewers_show_the_document_behind_them(void **state)
{
    (void)state;
    static const struct {
        const char *url, *shown; /* NULL: no viewer */
    } cases[] = {
        {"https://docs.google.com/viewer?url=http%3A%2F%2Fa.go.th%2Fplan.pdf&embedded=true", "http://a.go.th/plan.pdf"},
        {"https://docs.google.com/gview?embedded=true&url=http://a.go.th/get.php?id=5", "http://a.go.th/get.php?id=5"},
        {"https://drive.google.com/viewerng/viewer?embedded=true&url=https://a.go.th/x.docx", "https://a.go.th/x.docx"},
        {"https://view.officeapps.live.com/op/view.aspx?src=https%3A%2F%2Fa.go.th%2Fx.xlsx", "https://a.go.th/x.xlsx"},
        {"https://view.officeapps.live.com/op/embed.aspx?src=https%3A%2F%2Fa.go.th%2Fx.xlsx&wdStartOn=1", "https://a.go.th/x.xlsx"},
        {"https://flowpaper.com/flipbook/?pdf=https://a.go.th/Scan2023.pdf", "https://a.go.th/Scan2023.pdf"},
        {"https://www.google.com/url?q=https%3A%2F%2Fa.go.th%2Fpage&sa=D", "https://a.go.th/page"},
        {"https://l.facebook.com/l.php?u=https%3A%2F%2Fa.go.th%2Fpage&h=1", "https://a.go.th/page"},
        {"http://a.go.th/wp-content/plugins/p/pdfjs/web/viewer.php?file=/uploads/plan.pdf&download=true", "http://a.go.th/uploads/plan.pdf"},
        {"http://a.go.th/pdfjs/web/viewer.html?file=..%2F..%2Fdocs%2F%E0%B9%81%E0%B8%9C%E0%B8%99%2067.pdf", "http://a.go.th/docs/%E0%B9%81%E0%B8%9C%E0%B8%99%2067.pdf"},
        {"https://www.google.com/url?q=https%3A%2F%2Fdocs.google.com%2Fgview%3Furl%3Dhttp%253A%252F%252Fa.go.th%252Fplan.pdf", "http://a.go.th/plan.pdf"},
        {"https://docs.google.com/viewer?url=javascript:alert(1)", NULL},
        {"https://docs.google.com/viewer?embedded=true", NULL},
        {"http://a.go.th/viewers.html?file=x", NULL},
        {"http://docs.google.com.evil.example/viewer?url=http://a.go.th/plan.pdf", NULL},
    };
    struct buf url, shown;
    buf_init(&url, 0);
    buf_init(&shown, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_clear(&shown);
        bool is_viewer = hosting_viewed(scheme->hosting, canonical(cases[i].url, &url), &shown);
        if (is_viewer != (cases[i].shown != NULL) || (is_viewer && !str_eq_c(buf_str(&shown), cases[i].shown)))
            print_error("%s\n -> %.*s\n", cases[i].url, STR_ARG(buf_str(&shown)));
        assert_int_equal(is_viewer, cases[i].shown != NULL);
        if (is_viewer)
            assert_string_equal(shown.p, cases[i].shown);
    }
    buf_done(&url);
    buf_done(&shown);
}

static void shares_are_recognised_with_their_download_form(void **state)
{
    (void)state;
    static const struct {
        const char *url, *share, *address; /* share NULL: none; address NULL: not to be read */
    } cases[] = {
        {"https://drive.google.com/file/d/1AbC-d_9/view?usp=sharing", "google-drive", "https://drive.google.com/uc?export=download&id=1AbC-d_9"},
        {"https://drive.google.com/file/d/1AbC/preview", "google-drive", "https://drive.google.com/uc?export=download&id=1AbC"},
        {"https://drive.google.com/file/d/1AbC", "google-drive", "https://drive.google.com/uc?export=download&id=1AbC"},
        {"https://drive.google.com/open?id=1AbC&usp=drive_fs", "google-drive", "https://drive.google.com/uc?export=download&id=1AbC"},
        {"https://drive.google.com/uc?id=1AbC", "google-drive", "https://drive.google.com/uc?export=download&id=1AbC"},
        {"https://drive.google.com/drive/folders/1FoLd?usp=sharing", "google-drive", "https://drive.google.com/embeddedfolderview?id=1FoLd"},
        {"https://drive.google.com/drive/my-drive", "google-drive", NULL},
        {"https://docs.google.com/document/d/1Doc/edit?usp=sharing", "google-docs", "https://docs.google.com/document/d/1Doc/export?format=pdf"},
        {"https://docs.google.com/spreadsheets/d/1Sh/edit#gid=0", "google-docs", "https://docs.google.com/spreadsheets/d/1Sh/export?format=xlsx"},
        {"https://docs.google.com/spreadsheets/d/e/2PACX-1/pubhtml", "google-docs", "https://docs.google.com/spreadsheets/d/e/2PACX-1/pub?output=xlsx"},
        {"https://docs.google.com/document/d/e/2PACX-1/pub", "google-docs", "https://docs.google.com/document/d/e/2PACX-1/pub"},
        {"https://docs.google.com/presentation/d/e/2PACX-1/embed", "google-docs", "https://docs.google.com/presentation/d/e/2PACX-1/embed"},
        {"https://docs.google.com/viewer?srcid=1AbC&pid=explorer&embedded=true", "google-docs", "https://docs.google.com/uc?export=download&id=1AbC"},
        {"https://docs.google.com/presentation/d/1Sl/edit", "google-docs", "https://docs.google.com/presentation/d/1Sl/export/pdf"},
        {"https://docs.google.com/forms/d/e/1FAIp/viewform", "google-forms", "https://docs.google.com/forms/d/e/1FAIp/viewform"},
        {"https://www.dropbox.com/s/abc/plan.pdf?dl=0", "dropbox", "https://www.dropbox.com/s/abc/plan.pdf?dl=1"},
        {"https://www.dropbox.com/scl/fi/abc/plan.pdf?rlkey=k&dl=0", "dropbox", "https://www.dropbox.com/scl/fi/abc/plan.pdf?rlkey=k&dl=1"},
        {"https://www.dropbox.com/s/abc/plan.pdf", "dropbox", "https://www.dropbox.com/s/abc/plan.pdf?dl=1"},
        {"https://www.dropbox.com/sh/abc/AAA?dl=0", "dropbox", NULL},
        {"https://agency.sharepoint.com/:b:/g/personal/u/EaBc?e=x1", "sharepoint", "https://agency.sharepoint.com/personal/u/_layouts/15/download.aspx?share=EaBc"},
        {"https://agency.sharepoint.com/:x:/s/plans/EaBc?e=x1", "sharepoint", "https://agency.sharepoint.com/sites/plans/_layouts/15/download.aspx?share=EaBc"},
        {"https://agency.sharepoint.com/:w:/r/sites/plans/Shared/x.docx?d=w1", "sharepoint", "https://agency.sharepoint.com/:w:/r/sites/plans/Shared/x.docx?d=w1&download=1"},
        {"https://1drv.ms/b/c/33aa/IQCD-x?e=TI", "onedrive", "https://my.microsoftpersonalcontent.com/personal/33aa/_layouts/15/download.aspx?share=IQCD-x"},
        {"https://drive.google.com/thumbnail?id=1AbC", "google-drive", NULL},
        {"https://agency-my.sharepoint.com/:f:/g/personal/u/EaBc", "sharepoint", NULL},
        {"https://1drv.ms/b/s!AkTz", "onedrive", "https://api.onedrive.com/v1.0/shares/u!aHR0cHM6Ly8xZHJ2Lm1zL2IvcyFBa1R6/root/content"},
        {"https://onedrive.live.com/embed?resid=A%211&authkey=!k&em=2", "onedrive", "https://onedrive.live.com/download?resid=A%211&authkey=!k"},
        {"https://onedrive.live.com/?id=A", "onedrive", NULL},
        {"https://cloud.agency.go.th/index.php/s/Xy12", "owncloud", "https://cloud.agency.go.th/index.php/s/Xy12/download"},
        {"https://anyflip.com/abc/def/", "flip-books", NULL},
        {"https://heyzine.com/flip-book/abc.html", "flip-books", NULL},
        {"https://www.agency.go.th/file/d/1AbC/view", NULL, NULL},
        {"https://drive.google.com.evil.example/file/d/1AbC/view", NULL, NULL},
    };
    struct buf url, address;
    buf_init(&url, 0);
    buf_init(&address, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct hosting_form *form = NULL;
        const struct hosting_share *share = hosting_share_of(scheme->hosting, canonical(cases[i].url, &url), &form);
        buf_clear(&address);
        bool is_open = share && hosting_address(form, buf_str(&url), &address);
        bool is_right = (share != NULL) == (cases[i].share != NULL) && is_open == (cases[i].address != NULL) &&
                        (!share || strcmp(share->id, cases[i].share) == 0) && (!is_open || str_eq_c(buf_str(&address), cases[i].address));
        if (!is_right)
            print_error("%s -> %s %.*s\n", cases[i].url, share ? share->id : "none", STR_ARG(buf_str(&address)));
        assert_true(is_right);
    }
    buf_done(&url);
    buf_done(&address);
}

static void a_share_says_where_its_answers_may_come_from(void **state)
{
    (void)state;
    const struct hosting_share *drive = hosting_share_of(scheme->hosting, STR_LIT("https://drive.google.com/file/d/1A/view"), NULL);
    assert_non_null(drive);
    assert_true(hosting_may_lead_to(drive, STR_LIT("https://doc-0c-b4-docs.googleusercontent.com/docs/securesc/x")));
    assert_false(hosting_may_lead_to(drive, STR_LIT("https://accounts.google.com/ServiceLogin?continue=x")));
    assert_false(hosting_may_lead_to(drive, STR_LIT("https://googleusercontent.com.evil.example/")));
    assert_true(hosting_is_login(drive, STR_LIT("https://accounts.google.com/v3/signin/identifier?x=1")));
    assert_true(hosting_confirms(drive, STR_LIT("https://drive.usercontent.google.com/download?id=1A&confirm=t&uuid=2")));
    assert_false(hosting_confirms(drive, STR_LIT("https://evil.example/download?id=1A&confirm=t")));
    assert_false(hosting_confirms(drive, STR_LIT("https://drive.google.com/open?id=1A")));
    assert_false(drive->obeys_robots);
}

static void paths_match_as_written(void **state)
{
    (void)state;
    assert_true(hosting_path_matches(STR_LIT("/a/{x}/b"), STR_LIT("/a/1/b")));
    assert_false(hosting_path_matches(STR_LIT("/a/{x}/b"), STR_LIT("/a/1/2/b")));
    assert_false(hosting_path_matches(STR_LIT("/a/{x}/b"), STR_LIT("/a//b")));
    assert_true(hosting_path_matches(STR_LIT("*/s/{x}"), STR_LIT("/s/s/1")));
    assert_true(hosting_path_matches(STR_LIT("/a*"), STR_LIT("/a")));
    assert_false(hosting_path_matches(STR_LIT("/a/*"), STR_LIT("/a")));
    struct buf path;
    buf_init(&path, 0);
    for (size_t i = 0; i < 4000; i++)
        (void)buf_add_c(&path, "/a");
    assert_false(hosting_path_matches(STR_LIT("*/a*/a*/a*/b*/c"), buf_str(&path))); /* quick, not exponential */
    buf_done(&path);
}

static unsigned channel_of(const char *url)
{
    const struct hosting_channel *channel = hosting_channel_of(scheme->hosting, str_from(url));
    return channel ? channel->detect : 0;
}

static void channels_are_known_by_address_or_class(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        unsigned detect;
    } cases[] = {
        {"https://lin.ee/AbCd", DETECT_LINE},
        {"https://line.me/R/ti/p/@agency", DETECT_LINE},
        {"https://liff.line.me/1-x", DETECT_LINE},
        {"https://m.me/agency", DETECT_MESSENGER},
        {"https://www.facebook.com/messages/t/1", DETECT_MESSENGER},
        {"https://www.facebook.com/agency", DETECT_FACEBOOK},
        {"https://www.facebook.com/sharer/sharer.php?u=x", 0},
        {"https://www.facebook.com/", 0},
        {"https://maps.app.goo.gl/x", DETECT_MAP},
        {"https://goo.gl/maps/x", DETECT_MAP},
        {"https://goo.gl/x", 0},
        {"https://www.google.co.th/maps/place/x", DETECT_MAP},
        {"https://www.google.com/search?q=maps", 0},
        {"https://www.openstreetmap.org/export/embed.html?bbox=1", DETECT_MAP},
        {"https://embed.tawk.to/1/default", DETECT_CHAT},
        {"https://client.crisp.chat/l.js", DETECT_CHAT},
        {"https://static.zdassets.com/ekr/snippet.js", DETECT_CHAT},
        {"https://connect.facebook.net/th_TH/sdk/xfbml.customerchat.js", DETECT_CHAT},
        {"https://connect.facebook.net/th_TH/sdk.js", 0},
        {"https://www.agency.go.th/assets/chatbot/widget.js", DETECT_CHAT},
        {"https://www.agency.go.th/news/chatbotopening", 0},
        {"https://notline.me.example/", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (channel_of(cases[i].url) != cases[i].detect)
            fail_msg("%s", cases[i].url);
    assert_string_equal(hosting_channel_of_class(scheme->hosting, STR_LIT("fb-customerchat"))->id, "messenger-plugin");
    assert_null(hosting_channel_of_class(scheme->hosting, STR_LIT("chat-icon")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(viewers_show_the_document_behind_them),
        cmocka_unit_test(shares_are_recognised_with_their_download_form),
        cmocka_unit_test(a_share_says_where_its_answers_may_come_from),
        cmocka_unit_test(paths_match_as_written),
        cmocka_unit_test(channels_are_known_by_address_or_class),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
