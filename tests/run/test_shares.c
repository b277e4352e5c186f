/* test_shares.c - documents in viewers and in shared storage, whole scans: the verdict, the address of the evidence, and what the servers saw.
 *
 * The services stand under their own names on the loopback server (--resolve), so the shipped rules/common/hosting.yaml is what is tested; one
 * group uses an overlay with an invented service.
 * SPDX-License-Identifier: MIT
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/check.h"
#include "../support/server.h"
#include "../support/tmp.h"
#include "base/file.h"

#define OWN "www.own.example.go.th"
#define NAME "เทศบาลตำบลบ้านทดลอง"
#define TITLE "แผนปฏิบัติการป้องกันการทุจริต"
#define LABEL TITLE " ปีงบประมาณ พ.ศ. 2567"
#define HEAD(title) "<html><head><meta charset=utf-8><title>" title "</title></head><body>"
#define HOME(body) HEAD(NAME) "<p>ยินดีให้บริการประชาชน</p>" body
#define ITEM(href) HOME("<ul><li><a href=\"" href "\">" LABEL "</a></li></ul>")
#define TEXT_OF(who) "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567\\n" who "\\n\\nโครงการ/กิจกรรม อบรมเรื่องผลประโยชน์ทับซ้อน\\nงบประมาณ 20,000 บาท\\nช่วงเวลาดำเนินการ ตุลาคม 2566 - กันยายน 2567\\n"
#define TEXT TEXT_OF("")
#define AT(host) "http://" host ":@PORT@"

static const char *const hosts[] = {OWN, "drive.google.com", "docs.google.com", "accounts.google.com", "doc-0c.googleusercontent.com", "drive.usercontent.google.com",
                                    "www.dropbox.com", "uc1.dl.dropboxusercontent.com", "own.sharepoint.com", "login.microsoftonline.com", "flowpaper.com",
                                    "view.officeapps.live.com", "anyflip.com", "forms.gle", "www.google.com", "files.share.example", "login.share.example", "elsewhere.example"};
enum { N_HOSTS = sizeof hosts / sizeof *hosts };

struct share_case {
    const char *what, *home;
    struct server_file more[5];
    const char *scenario;
    enum oit_status status;
    enum oit_reason reason;
    const char *evidence; /* with @PORT@; NULL: none */
    const char *asked[3]; /* "host target", each at least once */
    const char *not_asked;
};

static bool was_asked(const struct server_request *requests, size_t n, const char *place)
{
    struct str target = str_from(place), host = str_cut(&target, ' ');
    for (size_t i = 0; i < n; i++)
        if (str_eq(requests[i].host, host) && (!target.n || str_eq(requests[i].target, target)))
            return true;
    return false;
}

static void scan(const struct share_case *c, const char *overlay, struct check *ret_check, char *ret_evidence)
{
    struct server_file files[8] = {{"index.html", c->home}};
    for (size_t i = 0; i < 5 && c->more[i].path; i++)
        files[i + 1] = c->more[i];
    struct server_root roots[] = {{OWN, NULL, files}, {NULL, NULL, (const struct server_file[]){{"robots.txt", "User-agent: *\nDisallow: /\n"}, {NULL, NULL}}}};
    char plan[PATH_MAX];
    assert_non_null(realpath("fixtures/pdf/plan.pdf", plan));
    struct buf scenario;
    buf_init(&scenario, 0);
    struct str rest = str_from(c->scenario);
    for (size_t at; (at = str_find_c(rest, "@PLAN@")) != STR_NPOS; rest = str_from_pos(rest, at + 6))
        (void)buf_addf(&scenario, "%.*sbody-file=%s", STR_ARG(str_sub(rest, 0, at)), plan);
    (void)buf_add_str(&scenario, rest);
    struct server *server = server_start(roots, 2, scenario.n ? scenario.p : NULL);
    buf_done(&scenario);
    char *folder = tmp_folder(), *db = tmp_path(folder, "db");
    char url[200], resolve[N_HOSTS][100];
    const char *more[2 * N_HOSTS + 3] = {NULL};
    for (size_t i = 0; i < N_HOSTS; i++) {
        (void)snprintf(resolve[i], sizeof resolve[i], "%s:%d:127.0.0.1", hosts[i], server_port(server));
        more[2 * i] = "--resolve";
        more[2 * i + 1] = resolve[i];
    }
    if (overlay) {
        more[2 * N_HOSTS] = "--rules-local";
        more[2 * N_HOSTS + 1] = overlay;
    }
    (void)snprintf(url, sizeof url, "http://%s:%d/", OWN, server_port(server));
    check_run((const char *const[]){"scan", url, "--db", db, "--fiscal-year", "2567", "--as-of", "2024-06-30", NULL}, more, ret_check);
    ret_evidence[0] = '\0';
    if (c->evidence) {
        const char *port = strstr(c->evidence, "@PORT@");
        if (port)
            (void)snprintf(ret_evidence, 600, "%.*s%d%s", (int)(port - c->evidence), c->evidence, server_port(server), port + 6);
    }
    size_t n = 0;
    const struct server_request *requests = server_requests(server, &n);
    for (size_t i = 0; i < 3 && c->asked[i]; i++)
        if (!was_asked(requests, n, c->asked[i]))
            print_error("%s: not asked for: %s\n", c->what, c->asked[i]);
    for (size_t i = 0; i < 3 && c->asked[i]; i++)
        assert_true(was_asked(requests, n, c->asked[i]));
    if (c->not_asked && was_asked(requests, n, c->not_asked))
        fail_msg("%s: asked for: %s", c->what, c->not_asked);
    server_stop(server);
    free(db);
    tmp_remove(folder);
}

static void judge_all(const struct share_case *cases, size_t n_cases, const char *overlay, const char *code)
{
    for (size_t i = 0; i < n_cases; i++) {
        const struct share_case *c = &cases[i];
        struct check check;
        char evidence[600];
        scan(c, overlay, &check, evidence);
        const struct oit_item *item = check_item(&check, code);
        const char *got = item->n_evidence ? item->evidence[0].url : "";
        if (item->status != c->status || !check_has_reason(item, c->reason) || strcmp(got, evidence) != 0) {
            print_error("%s: %s", c->what, oit_status_name(item->status));
            for (size_t k = 0; k < item->n_reasons; k++)
                print_error(" %s", oit_reason_name(item->reasons[k].code));
            print_error(", evidence %s, expected %s\n", got, evidence);
            for (size_t k = 0; k < item->n_candidates; k++)
                print_error("  candidate %s %s: %s\n", item->candidates[k].url, oit_reason_name(item->candidates[k].rejected), item->candidates[k].text.en);
        }
        assert_int_equal(item->status, c->status);
        assert_true(check_has_reason(item, c->reason));
        assert_string_equal(got, evidence);
        check_done(&check);
    }
}

#define PLAN_FILE "//" OWN "/docs/plan.txt type=text/plain body=\"" TEXT "\"\n"
#define OWN_PLAN AT(OWN) "/docs/plan.txt"
#define ENCODED_PLAN "http%3A%2F%2F" OWN "%3A@PORT@%2Fdocs%2Fplan.txt"
#define SHOW(body) HEAD(LABEL) "<h1>" LABEL "</h1>" body

#define BANNER "<script>popup('/docs/leaflet.pdf')</script>"

static void viewers_lead_to_the_document_behind_them(void **state)
{
    (void)state;
    static const struct share_case cases[] = {
        {"Google viewer", ITEM(AT("docs.google.com") "/viewer?url=" ENCODED_PLAN "&embedded=true"), {{NULL, NULL}}, PLAN_FILE, OIT_PUBLISHED, REASON_COMPLETE, OWN_PLAN,
         {OWN " /docs/plan.txt"}, "docs.google.com"},
        {"gview in a frame of the item's page", ITEM("/p.html"), {{"p.html", SHOW("<iframe src=\"" AT("docs.google.com") "/gview?embedded=true&amp;url=" ENCODED_PLAN "\"></iframe>")}},
         PLAN_FILE, OIT_PUBLISHED, REASON_COMPLETE, OWN_PLAN, {OWN " /docs/plan.txt"}, "docs.google.com"},
        {"Office viewer", ITEM(AT("view.officeapps.live.com") "/op/view.aspx?src=" ENCODED_PLAN), {{NULL, NULL}}, PLAN_FILE, OIT_PUBLISHED, REASON_COMPLETE, OWN_PLAN, {NULL},
         "view.officeapps.live.com"},
        {"flip book by parameter", ITEM("/p.html"), {{"p.html", SHOW("<iframe src=\"" AT("flowpaper.com") "/flipbook/?pdf=" ENCODED_PLAN "\"></iframe>")}}, PLAN_FILE,
         OIT_PUBLISHED, REASON_COMPLETE, OWN_PLAN, {NULL}, "flowpaper.com"},
        {"flip book by script", ITEM("/p.html"), {{"p.html", SHOW("<div id=v></div><script>$('#v').FlowPaperViewer({config:{PDFFile:'/docs/plan.pdf'}})</script>")}},
         "//" OWN "/docs/plan.pdf @PLAN@\n", OIT_PUBLISHED, REASON_COMPLETE, AT(OWN) "/docs/plan.pdf", {NULL}, NULL},
        {"PDF.js on the own host", ITEM("/js/web/viewer.html?file=..%2F..%2Fdocs%2Fplan.pdf"), {{"js/web/viewer.html", HEAD("PDF.js viewer") "<button>Open</button><script src=viewer.js></script>"}},
         "//" OWN "/docs/plan.pdf @PLAN@\n", OIT_PUBLISHED, REASON_COMPLETE, AT(OWN) "/docs/plan.pdf", {NULL}, NULL},
        {"a viewer nobody knows, by its own address", ITEM("/read.php?doc=docs/plan.pdf"), {{"read.php?doc=docs/plan.pdf", HEAD("อ่านเอกสาร") "<button>เปิด</button><script src=v.js></script>"}},
         "//" OWN "/docs/plan.pdf @PLAN@\n", OIT_PUBLISHED, REASON_COMPLETE, AT(OWN) "/docs/plan.pdf", {NULL}, NULL},
        {"frames in frames", ITEM("/p.html"), {{"p.html", SHOW("<iframe src=/f1.html></iframe>")}, {"f1.html", HEAD("f") "<iframe src=/f2.html></iframe>"}, {"f2.html", HEAD("g") "<embed src=/docs/plan.pdf>"}},
         "//" OWN "/docs/plan.pdf @PLAN@\n", OIT_PUBLISHED, REASON_COMPLETE, AT(OWN) "/docs/plan.pdf", {NULL}, NULL},
        {"an unnamed link to a page that only shows the document", ITEM("/p.html"),
         {{"p.html", SHOW("<p><a href=/v.html>คลิก</a></p>")}, {"v.html", HEAD("อ่าน") "<div class=_df_book source=\"/docs/plan.pdf\"></div>"}}, "//" OWN "/docs/plan.pdf @PLAN@\n",
         OIT_PUBLISHED, REASON_COMPLETE, AT(OWN) "/docs/plan.pdf", {NULL}, NULL},
        {"meta refresh to the document", ITEM("/p.php?id=3"), {{"p.php?id=3", HEAD("x") "<meta http-equiv=refresh content=\"0; url=/docs/plan.pdf\">"}}, "//" OWN "/docs/plan.pdf @PLAN@\n",
         OIT_PUBLISHED, REASON_COMPLETE, AT(OWN) "/docs/plan.pdf", {NULL}, NULL},
        {"a redirect page of a search engine", ITEM(AT("www.google.com") "/url?q=" ENCODED_PLAN "&sa=D"), {{NULL, NULL}}, PLAN_FILE, OIT_PUBLISHED, REASON_COMPLETE, OWN_PLAN, {NULL},
         "www.google.com"},
        {"a script that only sends the file", ITEM("/get.php?file=plan.pdf"), {{NULL, NULL}}, "//" OWN "/get.php* @PLAN@ type=application/pdf\n", OIT_PUBLISHED, REASON_COMPLETE,
         AT(OWN) "/get.php?file=plan.pdf", {NULL}, NULL},
        {"what a template shows on every page is no page's document", HOME("<ul><li><a href=/p.html>" LABEL "</a></li><li><a href=/2.html>x</a><li><a href=/3.html>y</a><li><a href=/4.html>z</a></ul>" BANNER),
         {{"p.html", SHOW(BANNER)}, {"2.html", HEAD("x") "x" BANNER}, {"3.html", HEAD("y") "y" BANNER}, {"4.html", HEAD("z") "z" BANNER}}, "//" OWN "/docs/leaflet.pdf type=text/plain body=\"ใบปลิว\\nโครงการ/กิจกรรม อบรม\\nงบประมาณ 20,000 บาท\\nช่วงเวลาดำเนินการ ตุลาคม 2566 - กันยายน 2567\"\n",
         OIT_MISSING, REASON_NO_CANDIDATE, NULL, {OWN " /docs/leaflet.pdf"}, NULL},
        {"a hosted flip book cannot be read", ITEM(AT("anyflip.com") "/abc/def/"), {{NULL, NULL}}, NULL, OIT_UNKNOWN, REASON_EXTERNAL_UNREACHABLE, NULL, {NULL}, "anyflip.com"},
        {"nor in a frame of the item's page", ITEM("/p.html"), {{"p.html", SHOW("<iframe src=\"" AT("anyflip.com") "/abc/def/\"></iframe>")}}, NULL, OIT_UNKNOWN,
         REASON_EXTERNAL_UNREACHABLE, NULL, {NULL}, "anyflip.com"},
    };
    judge_all(cases, sizeof cases / sizeof *cases, NULL, "O32");
}

#define DRIVE_LINK AT("drive.google.com") "/file/d/1AbC_d-9/view?usp=sharing"
#define DRIVE_ASKED "drive.google.com /uc?export=download&id=1AbC_d-9"
#define DRIVE "//drive.google.com/uc* "
#define PAGE(body) "type=\"text/html; charset=utf-8\" body=\"<meta charset=utf-8>" body "\"\n"

static void shared_documents_are_fetched_once_by_their_download_form(void **state)
{
    (void)state;
    static const struct share_case cases[] = {
        {"Drive", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE "type=application/octet-stream header=\"Content-Disposition: attachment; filename*=UTF-8''%E0%B9%81%E0%B8%9C%E0%B8%99.pdf\" @PLAN@\n",
         OIT_PUBLISHED, REASON_SHARED_STORAGE, DRIVE_LINK, {DRIVE_ASKED}, "drive.google.com /robots.txt"},
        {"Drive by way of its content host", ITEM(DRIVE_LINK), {{NULL, NULL}},
         DRIVE "redirect=" AT("doc-0c.googleusercontent.com") "/x?e=download\n//doc-0c.googleusercontent.com/x* type=application/pdf @PLAN@\n", OIT_PUBLISHED, REASON_SHARED_STORAGE,
         DRIVE_LINK, {DRIVE_ASKED, "doc-0c.googleusercontent.com /x?e=download"}, NULL},
        {"a big file: download anyway", ITEM(DRIVE_LINK), {{NULL, NULL}},
         DRIVE PAGE("<title>Virus scan warning</title><p>too large to scan</p><a href=/open?id=1AbC_d-9>plan.pdf</a><form action='" AT("drive.usercontent.google.com") "/download' method=get>"
                    "<input type=hidden name=id value=1AbC_d-9><input type=hidden name=confirm value=t><input type=submit value='Download anyway'></form>")
         "//drive.usercontent.google.com/download* type=application/pdf @PLAN@\n", OIT_PUBLISHED, REASON_SHARED_STORAGE, DRIVE_LINK,
         {DRIVE_ASKED, "drive.usercontent.google.com /download?id=1AbC_d-9&confirm=t"}, NULL},
        {"Drive preview in a frame of the item's page", ITEM("/p.html"), {{"p.html", SHOW("<iframe src=\"" AT("drive.google.com") "/file/d/1AbC_d-9/preview\"></iframe>")}},
         DRIVE "type=application/pdf @PLAN@\n", OIT_PUBLISHED, REASON_SHARED_STORAGE, AT("drive.google.com") "/file/d/1AbC_d-9/preview", {DRIVE_ASKED}, NULL},
        {"a link without words on the item's page", ITEM("/p.html"), {{"p.html", HEAD("เอกสาร") "<p><a href=\"" DRIVE_LINK "\">คลิก</a></p>"}}, DRIVE "type=application/pdf @PLAN@\n",
         OIT_PUBLISHED, REASON_SHARED_STORAGE, DRIVE_LINK, {DRIVE_ASKED}, NULL},
        {"a site builder's box with a frame: asked for once", ITEM("/p.html"),
         {{"p.html", SHOW("<div data-embed-open-url=\"" AT("drive.google.com") "/open?id=1AbC_d-9\" data-embed-thumbnail-url=\"" AT("drive.google.com") "/thumbnail?id=1AbC_d-9\" data-embed-download-url=\""
                          AT("drive.google.com") "/uc?id=1AbC_d-9&amp;export=download\"><iframe aria-label=\"Drive, " TITLE " 2567.pdf\" data-src=\"" AT("drive.google.com") "/file/d/1AbC_d-9/preview\"></iframe></div>")}},
         DRIVE "times=1 type=application/pdf @PLAN@\n" DRIVE "status=500\n", OIT_PUBLISHED, REASON_SHARED_STORAGE, AT("drive.google.com") "/file/d/1AbC_d-9/preview", {DRIVE_ASKED}, NULL},
        {"the label of the link's page is found last", HOME("<p><a href=/p.html>เอกสาร</a> <a href=/late.html>อื่น ๆ</a></p>"),
         {{"p.html", HEAD("เอกสาร") "<p><a href=\"" DRIVE_LINK "\">คลิก</a></p>"}, {"late.html", HEAD("อื่น") "<ul><li><a href=/p.html>" LABEL "</a></li></ul>"}}, DRIVE "type=application/pdf @PLAN@\n",
         OIT_PUBLISHED, REASON_SHARED_STORAGE, DRIVE_LINK, {DRIVE_ASKED}, NULL},
        {"a site builder's box without a frame", ITEM("/p.html"),
         {{"p.html", SHOW("<div data-embed-doc-id=1AbC_d-9 data-embed-open-url=\"" AT("drive.google.com") "/open?id=1AbC_d-9\" data-other=\"https://elsewhere.example/x\"></div>")}},
         DRIVE "type=application/pdf @PLAN@\n", OIT_PUBLISHED, REASON_SHARED_STORAGE, AT("drive.google.com") "/open?id=1AbC_d-9", {DRIVE_ASKED}, "elsewhere.example"},
        {"a folder with a list", ITEM(AT("drive.google.com") "/drive/folders/1FoLd"), {{NULL, NULL}},
         "//drive.google.com/embeddedfolderview* " PAGE("<title>x</title><a href='" AT("drive.google.com") "/file/d/1AbC_d-9/view'>" TITLE " 2567.pdf</a>") DRIVE
         "type=application/pdf @PLAN@\n", OIT_PUBLISHED, REASON_SHARED_STORAGE, AT("drive.google.com") "/file/d/1AbC_d-9/view", {DRIVE_ASKED}, NULL},
        {"a folder of folders behind the word for all items", HOME("<ul><li><a href=\"" AT("drive.google.com") "/drive/folders/1Top\">การเปิดเผยข้อมูลสาธารณะ OIT 2567</a></li></ul>"), {{NULL, NULL}},
         "//drive.google.com/embeddedfolderview?id=1Top " PAGE("<title>x</title><a href='" AT("drive.google.com") "/drive/folders/1Sub'>O32 " TITLE "</a>")
         "//drive.google.com/embeddedfolderview?id=1Sub " PAGE("<title>x</title><a href='" AT("drive.google.com") "/file/d/1AbC_d-9/view'>scan0001.pdf</a>") DRIVE "type=application/pdf @PLAN@\n",
         OIT_PUBLISHED, REASON_SHARED_STORAGE, AT("drive.google.com") "/file/d/1AbC_d-9/view", {DRIVE_ASKED}, NULL},
        {"Google Docs", ITEM(AT("docs.google.com") "/document/d/1Doc/edit?usp=sharing"), {{NULL, NULL}}, "//docs.google.com/document/d/1Doc/export* type=application/pdf @PLAN@\n",
         OIT_PUBLISHED, REASON_SHARED_STORAGE, AT("docs.google.com") "/document/d/1Doc/edit?usp=sharing", {"docs.google.com /document/d/1Doc/export?format=pdf"}, NULL},
        {"Dropbox", ITEM(AT("www.dropbox.com") "/scl/fi/ab/plan.pdf?rlkey=k&dl=0"), {{NULL, NULL}},
         "//www.dropbox.com/scl/fi/ab/plan.pdf?rlkey=k&dl=1 redirect=" AT("uc1.dl.dropboxusercontent.com") "/f\n//uc1.dl.dropboxusercontent.com/f type=application/binary @PLAN@\n",
         OIT_PUBLISHED, REASON_SHARED_STORAGE, AT("www.dropbox.com") "/scl/fi/ab/plan.pdf?rlkey=k&dl=0", {"uc1.dl.dropboxusercontent.com /f"}, NULL},
        {"SharePoint with a cookie on the way", ITEM(AT("own.sharepoint.com") "/:b:/g/personal/u/EaBc?e=x1"), {{NULL, NULL}},
         "//own.sharepoint.com/personal/u/_layouts/15/download.aspx* cookie=FedAuth type=application/pdf @PLAN@\n", OIT_PUBLISHED, REASON_SHARED_STORAGE, AT("own.sharepoint.com") "/:b:/g/personal/u/EaBc?e=x1",
         {"own.sharepoint.com /personal/u/_layouts/15/download.aspx?share=EaBc"}, NULL},
        {"a document of the agency's name", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE "type=text/plain body=\"" TEXT_OF(NAME) "\"\n", OIT_PUBLISHED, REASON_SHARED_STORAGE, DRIVE_LINK,
         {DRIVE_ASKED}, NULL},
        {"a sister's document", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE "type=text/plain body=\"" TITLE "เทศบาลตำบลบ้านอื่น 2567\\n" TEXT "\"\n", OIT_MISSING, REASON_WRONG_ITEM, NULL, {DRIVE_ASKED}, NULL},
        {"of another year", HOME("<ul><li><a href=\"" DRIVE_LINK "\">" TITLE "</a></li></ul>"), {{NULL, NULL}}, DRIVE "type=text/plain body=\"" TITLE " ประจำปีงบประมาณ พ.ศ. 2565\\nงบประมาณ 20,000 บาท\"\n",
         OIT_MISSING, REASON_WRONG_YEAR, NULL, {DRIVE_ASKED}, NULL},
    };
    judge_all(cases, sizeof cases / sizeof *cases, NULL, "O32");
}

static void a_page_instead_of_the_document_says_why(void **state)
{
    (void)state;
    static const struct share_case cases[] = {
        {"a redirect to the login", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE "redirect=" AT("accounts.google.com") "/v3/signin\n//accounts.google.com/* login\n", OIT_UNKNOWN,
         REASON_LOGIN_REQUIRED, NULL, {DRIVE_ASKED}, "accounts.google.com"},
        {"a login page with 200", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE "login\n", OIT_UNKNOWN, REASON_LOGIN_REQUIRED, NULL, {DRIVE_ASKED}, NULL},
        {"request access", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE PAGE("<title>Google Drive: Access Denied</title><p>You need access</p><p>Ask for access, or switch to an account with access.</p>"),
         OIT_UNKNOWN, REASON_LOGIN_REQUIRED, NULL, {DRIVE_ASKED}, NULL},
        {"401", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE "status=401\n", OIT_UNKNOWN, REASON_LOGIN_REQUIRED, NULL, {DRIVE_ASKED}, NULL},
        {"in the owner's trash", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE PAGE("<title>Google Drive</title><p>The file is in owner's trash</p>"), OIT_MISSING, REASON_DEAD_LINK, NULL,
         {DRIVE_ASKED}, NULL},
        {"gone", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE "status=404\n", OIT_MISSING, REASON_DEAD_LINK, NULL, {DRIVE_ASKED}, NULL},
        {"does not exist, with 200", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE PAGE("<title>Drive</title><p>Sorry, the file you have requested does not exist.</p><a href=/l>Sign in to continue</a>"),
         OIT_MISSING, REASON_DEAD_LINK, NULL, {DRIVE_ASKED}, NULL},
        {"quota", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE PAGE("<title>Quota exceeded</title><p>Too many users have viewed or downloaded this file recently.</p>"), OIT_UNKNOWN,
         REASON_EXTERNAL_UNREACHABLE, NULL, {DRIVE_ASKED}, NULL},
        {"a captcha", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE PAGE("<title>Sorry...</title><p>Our systems have detected unusual traffic from your computer network.</p><form action=/c><input name=captcha></form>"),
         OIT_UNKNOWN, REASON_EXTERNAL_UNREACHABLE, NULL, {DRIVE_ASKED}, NULL},
        {"429", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE "status=429\n", OIT_UNKNOWN, REASON_EXTERNAL_UNREACHABLE, NULL, {DRIVE_ASKED}, NULL},
        {"made by script", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE PAGE("<title>x</title><div id=app></div><script src=a.js></script>"), OIT_UNKNOWN, REASON_NO_TEXT, NULL, {DRIVE_ASKED}, NULL},
        {"a page that names the item itself", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE PAGE("<title>" TITLE " 2567 - Drive</title><h1>" TITLE " 2567</h1><p>งบประมาณ โครงการ/กิจกรรม ช่วงเวลาดำเนินการ</p>"),
         OIT_UNKNOWN, REASON_EXTERNAL_UNREACHABLE, NULL, {DRIVE_ASKED}, NULL},
        {"asks to confirm for ever", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE PAGE("<form action=/uc><input type=hidden name=id value=1><input type=hidden name=confirm value=t><button>ok</button></form>"),
         OIT_UNKNOWN, REASON_EXTERNAL_UNREACHABLE, NULL, {DRIVE_ASKED, "drive.google.com /uc?id=1&confirm=t"}, NULL},
        {"a redirect to somewhere else", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE "redirect=" AT("elsewhere.example") "/x\n//elsewhere.example/* type=application/pdf @PLAN@\n", OIT_UNKNOWN,
         REASON_EXTERNAL_UNREACHABLE, NULL, {DRIVE_ASKED}, "elsewhere.example"},
        {"a folder of a service that needs a script", ITEM(AT("own.sharepoint.com") "/:f:/g/u/EaBc"), {{NULL, NULL}}, NULL, OIT_UNKNOWN, REASON_EXTERNAL_UNREACHABLE, NULL, {NULL},
         "own.sharepoint.com"},
    };
    judge_all(cases, sizeof cases / sizeof *cases, NULL, "O32");
}

#define CHANNEL(href) HOME("<ul><li><a href=\"" href "\">ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ</a></li></ul>")
#define FORM_PAGE PAGE("<title>แจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ</title><h1>แจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ</h1><form action=/r method=post><input name=a><textarea name=b></textarea></form>")

static void an_online_form_is_a_service_and_no_document(void **state)
{
    (void)state;
    static const struct share_case cases[] = {
        {"a form open to all", CHANNEL(AT("docs.google.com") "/forms/d/e/1F/viewform"), {{NULL, NULL}}, "//docs.google.com/forms/* " FORM_PAGE, OIT_PUBLISHED, REASON_COMPLETE,
         AT("docs.google.com") "/forms/d/e/1F/viewform", {"docs.google.com /forms/d/e/1F/viewform"}, "docs.google.com /robots.txt"},
        {"its short address", CHANNEL(AT("forms.gle") "/Ab1"), {{NULL, NULL}}, "//forms.gle/* redirect=" AT("docs.google.com") "/forms/d/e/1F/viewform\n//docs.google.com/forms/* " FORM_PAGE,
         OIT_PUBLISHED, REASON_COMPLETE, AT("forms.gle") "/Ab1", {"docs.google.com /forms/d/e/1F/viewform"}, NULL},
        {"one for members only", CHANNEL(AT("docs.google.com") "/forms/d/e/1F/viewform"), {{NULL, NULL}}, "//docs.google.com/forms/* redirect=" AT("accounts.google.com") "/x\n", OIT_UNKNOWN,
         REASON_LOGIN_REQUIRED, NULL, {"docs.google.com /forms/d/e/1F/viewform"}, "accounts.google.com"},
    };
    judge_all(cases, sizeof cases / sizeof *cases, NULL, "O23");
    struct check check;
    char evidence[600];
    scan(&cases[0], NULL, &check, evidence);
    assert_false(check_has_reason(check_item(&check, "O23"), REASON_SHARED_STORAGE));
    check_done(&check);
}

static void an_overlay_adds_a_service(void **state)
{
    (void)state;
    static const char overlay[] = "shares:\n  - id: files\n    title: {th: ที่เก็บไฟล์ทดสอบ, en: test storage}\n    host: [files.share.example]\n    login: [login.share.example]\n    robots: \"%s\"\n"
                                  "    forms:\n      - {path: [\"/v/{id}\"], download: \"{origin}/get?id={id}\"}\n    advice: {th: ย้ายไฟล์, en: move the file}\n";
    static const struct share_case open = {"its document", ITEM(AT("files.share.example") "/v/77"), {{NULL, NULL}}, "//files.share.example/get* type=application/pdf @PLAN@\n", OIT_PUBLISHED,
                                           REASON_SHARED_STORAGE, AT("files.share.example") "/v/77", {"files.share.example /get?id=77"}, "files.share.example /robots.txt"},
                                   closed = {"its robots.txt", ITEM(AT("files.share.example") "/v/77"), {{NULL, NULL}}, "//files.share.example/get* type=application/pdf @PLAN@\n", OIT_UNKNOWN,
                                             REASON_BLOCKED_BY_ROBOTS, NULL, {"files.share.example /robots.txt"}, "files.share.example /get?id=77"};
    for (int obeys = 0; obeys < 2; obeys++) {
        char *folder = tmp_folder(), *common = tmp_path(folder, "common"), *path = tmp_path(folder, "common/files.yaml"), text[1000];
        struct err err = {0};
        (void)snprintf(text, sizeof text, overlay, obeys ? "yes" : "no");
        assert_int_equal(file_make_dirs(common, &err), OIT_OK);
        assert_int_equal(file_write(path, str_from(text), &err), OIT_OK);
        judge_all(obeys ? &closed : &open, 1, folder, "O32");
        free(path);
        free(common);
        tmp_remove(folder);
    }
}

static void the_report_says_where_the_document_should_stand(void **state)
{
    (void)state;
    static const struct share_case c = {"advice", ITEM(DRIVE_LINK), {{NULL, NULL}}, DRIVE "type=application/pdf @PLAN@\n", OIT_PUBLISHED, REASON_SHARED_STORAGE, DRIVE_LINK, {DRIVE_ASKED}, NULL};
    struct check check;
    char evidence[600];
    scan(&c, NULL, &check, evidence);
    const struct oit_item *item = check_item(&check, "O32");
    assert_non_null(strstr(item->advice.th, "ควรย้ายมาไว้บนเว็บไซต์ของหน่วยงาน"));
    assert_non_null(strstr(item->reasons[item->n_reasons - 1].text.th, "กูเกิลไดรฟ์"));
    assert_int_equal(item->evidence[0].n_path, 2);
    assert_string_equal(item->evidence[0].path[1], evidence);
    assert_true(item->review); /* whose document it is cannot be seen */
    check_done(&check);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(viewers_lead_to_the_document_behind_them),
        cmocka_unit_test(shared_documents_are_fetched_once_by_their_download_form),
        cmocka_unit_test(a_page_instead_of_the_document_says_why),
        cmocka_unit_test(an_online_form_is_a_service_and_no_document),
        cmocka_unit_test(an_overlay_adds_a_service),
        cmocka_unit_test(the_report_says_where_the_document_should_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
