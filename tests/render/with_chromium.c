/* with_chromium.c - pages that chromium must show (make test-render): what is read, what is asked of whom, what is never reached, what is left behind.
 *
 * Needs chromium; without it the program says SKIPPED and exits with 77: nothing was tested, nothing passed. Not part of `make test`.
 * SPDX-License-Identifier: MIT
 */
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/child.h"
#include "../support/visit.h"
#include "base/clock.h"
#include "base/limits.h"
#include "render/browser.h"
#include "render/proxy.h"

#define SHELL(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title><link rel=stylesheet href=/a.css><link rel=icon href=/i.ico></head><body><div id=root></div><noscript>กรุณาเปิดใช้งาน JavaScript</noscript>"
#define LIST "fetch('/api/list').then(r=>r.json()).then(d=>{document.getElementById('root').innerHTML='<h1>หน่วยงาน</h1><ul>'+d.map(x=>'<li><a href=\"'+x.u+'\">'+x.t+'</a></li>').join('')+'</ul><img src=/big.png>'});"
#define PLAN "<html><head><meta charset=utf-8><title>แผนพัฒนาหน่วยงาน</title></head><body><h1>แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน พ.ศ. 2566-2570</h1><h2>ยุทธศาสตร์หรือแนวทาง</h2><p>ยุทธศาสตร์ที่ 1 พัฒนาโครงสร้างพื้นฐาน</p>" \
             "<h2>เป้าหมาย</h2><p>เป้าหมายของแผน ประชาชนมีคุณภาพชีวิตที่ดี</p><h2>ตัวชี้วัด</h2><p>ตัวชี้วัดความสำเร็จ ร้อยละ 80</p>"


static const char list_json[] = "[{\"t\":\"แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน\",\"u\":\"/oit/plan.html\"},{\"t\":\"ข่าว\",\"u\":\"/news.html\"}]";

/* A start page that says nothing, and the program that fills it. */
static void begin(struct visit *v, const char *program, const char *robots, const char *scenario)
{
    struct server_file files[] = {
        {"index.html", SHELL("เทศบาลตำบลบ้านทดลอง") "<script src=/js/app.7f3a.js></script>"},
        {"js/app.7f3a.js", program},
        {"api/list", list_json},
        {"oit/plan.html", PLAN},
        {"news.html", PLAN},
        {"robots.txt", robots},
        {NULL, NULL},
    };
    if (!robots)
        files[5] = files[6];
    visit_begin(v, (struct server_root[]){{"www.own.example.go.th", NULL, files}}, 1, scenario);
}

static bool has_notice(const struct visit *v, const char *code)
{
    for (size_t i = 0; i < v->check.report.n_notices; i++)
        if (strcmp(v->check.report.notices[i].code, code) == 0)
            return true;
    return false;
}

static bool asked_with(struct visit *v, const char *method)
{
    size_t n = 0;
    const struct server_request *requests = server_requests(v->server, &n);
    for (size_t i = 0; i < n; i++)
        if (str_eq_c(requests[i].method, method))
            return true;
    return false;
}

static void links_made_by_a_script_are_followed(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, LIST, NULL, NULL);
    visit_scan(&v, "/", NULL);
    assert_true(v.check.report.run.complete);
    assert_int_equal(v.check.run.code, 1);
    assert_true(has_notice(&v, "script-made-read"));
    assert_false(has_notice(&v, "script-made"));
    assert_int_equal(visit_count(&v, "/oit/plan.html"), 1);
    assert_int_equal(visit_count(&v, "/"), 1); /* not asked for a second time: chromium got what was stored */
    assert_int_equal(visit_count(&v, "/js/app.7f3a.js"), 1);
    assert_int_equal(visit_count(&v, "/a.css") + visit_count(&v, "/i.ico") + visit_count(&v, "/big.png") + visit_count(&v, "/favicon.ico"), 0);
    visit_end(&v);
}

static void off_means_off(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "var api='/a';" "fetch(api+'pi/'+'list').then(r=>r.json()).then(d=>{document.body.innerHTML='x'})", NULL, NULL);
    visit_scan(&v, "/", (const char *const[]){"--render", "off", NULL});
    assert_int_equal(visit_count(&v, "/oit/plan.html"), 0);
    assert_int_equal(visit_count(&v, "/api/list"), 0);
    assert_true(has_notice(&v, "script-made"));
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0); /* nobody has looked */
    visit_end(&v);
}

/* A second server on this machine that no page may reach. */
static void other_servers_of_this_machine_are_not_reached(void **state)
{
    struct visit v;
    struct server *other = server_start_files((const struct server_file[]){{"x.js", "document.title='reached'"}, {"secret.json", "[]"}, {NULL, NULL}}, NULL);
    char program[1200];
    (void)state;
    (void)snprintf(program, sizeof program,
                   "var s=document.createElement('script');s.src='http://127.0.0.1:%d/x.js';document.head.appendChild(s);"
                   "fetch('http://localhost:%d/secret.json').catch(e=>0);fetch('http://[::1]:%d/secret.json').catch(e=>0);fetch('http://127.0.0.1.nip.io:%d/secret.json').catch(e=>0);"
                   "var f=document.createElement('iframe');f.src='http://127.0.0.1:%d/secret.json';document.body.appendChild(f);navigator.sendBeacon('http://127.0.0.1:%d/b','x');" LIST,
                   server_port(other), server_port(other), server_port(other), server_port(other), server_port(other), server_port(other));
    begin(&v, program, NULL, NULL);
    visit_scan(&v, "/", NULL);
    size_t n = 0;
    (void)server_requests(other, &n);
    assert_int_equal(n, 0);
    assert_int_equal(visit_count(&v, "/oit/plan.html"), 1);
    server_stop(other);
    visit_end(&v);
}

static void a_script_cannot_lead_away(void **state)
{
    struct visit v;
    struct server *other = server_start_files((const struct server_file[]){{"index.html", PLAN}, {NULL, NULL}}, NULL);
    char program[200];
    (void)state;
    (void)snprintf(program, sizeof program, "setTimeout(function(){ window['loc'+'ation'].href='http://127.0.0.1:' + %d + '/'; }, 50);", server_port(other));
    begin(&v, program, NULL, NULL);
    visit_scan(&v, "/", NULL);
    size_t n = 0;
    (void)server_requests(other, &n);
    assert_int_equal(n, 0);
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0);
    assert_int_equal(check_count(&v.check, OIT_PUBLISHED), 0);
    server_stop(other);
    visit_end(&v);
}

static void robots_txt_holds_for_what_scripts_ask(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, LIST "document.getElementById('root').innerHTML='<h1>ข้อมูลข่าวสาร</h1><p>รายการเอกสารของหน่วยงานตามที่กฎหมายกำหนดให้เปิดเผยแก่ประชาชน</p><a href=/news.html>ข่าว</a>';",
          "User-agent: *\nDisallow: /api/\n", NULL);
    visit_scan(&v, "/", NULL);
    assert_int_equal(visit_count(&v, "/api/list"), 0);
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0); /* the page was shown without its list: half read */
    visit_end(&v);
}

static void nothing_is_posted(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "fetch('/api/list',{method:'POST',body:'year=2567'}).then(r=>r.json());navigator.sendBeacon('/hit','x');document.getElementById('root').innerHTML='<p>ข้อมูลสาธารณะของหน่วยงาน</p><a href=/news.html>ข่าว</a>';",
          NULL, NULL);
    visit_scan(&v, "/", NULL);
    assert_false(asked_with(&v, "POST"));
    assert_int_equal(visit_count(&v, "/api/list") + visit_count(&v, "/hit"), 0);
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0);
    visit_end(&v);
}

static void no_sockets_but_requests(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "try{new WebSocket('ws://'+location.host+'/ws')}catch(e){} try{var p=new RTCPeerConnection({iceServers:[{urls:'stun:127.0.0.1:3478'}]});p.createDataChannel('x');"
              "p.createOffer().then(o=>p.setLocalDescription(o))}catch(e){}" LIST, NULL, NULL);
    visit_scan(&v, "/", NULL);
    assert_int_equal(visit_count(&v, "/ws"), 0);
    assert_false(asked_with(&v, "CONNECT"));
    assert_int_equal(visit_count(&v, "/oit/plan.html"), 1); /* what was shown is read ... */
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0); /* ... but a list may have come through the socket */
    visit_end(&v);
}

static void an_endless_script_is_ended(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "for(;;);", NULL, NULL);
    int64_t before = clock_mono_ms();
    visit_scan(&v, "/", (const char *const[]){"--timeout", "1s", NULL});
    assert_true(clock_mono_ms() - before < 10000);
    assert_true(has_notice(&v, "script-made"));
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0);
    visit_end(&v);
}

static void a_page_without_end_is_cut_off(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "var s='';for(var i=0;i<4096;i++)s+='ข้อมูลสาธารณะ ';for(var k=0;k<400;k++){var p=document.createElement('p');p.textContent=s;document.body.appendChild(p);}", NULL, NULL);
    visit_scan(&v, "/", NULL);
    assert_true(has_notice(&v, "script-made"));
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0);
    visit_end(&v);
}

static void many_requests_are_capped(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "for(var i=0;i<500;i++)fetch('/api/p'+i).catch(e=>0);document.getElementById('root').innerHTML='<p>ข้อมูลสาธารณะของหน่วยงาน</p><a href=/news.html>ข่าว</a>';", NULL, NULL);
    visit_scan(&v, "/", NULL);
    assert_true(visit_count_prefix(&v, "/api/") <= LIMIT_RENDER_REQUESTS);
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0);
    visit_end(&v);
}

/* What was rendered is judged again from the store. */
static void assess_needs_no_browser(void **state)
{
    struct visit v;
    struct check again;
    (void)state;
    begin(&v, LIST, NULL, NULL);
    visit_scan(&v, "/", NULL);
    size_t n_asked = visit_count_all(&v);
    check_run((const char *const[]){"assess", "--db", v.db, "--fiscal-year", "2567", "--as-of", "2024-06-30", "--ocr", "off", NULL}, NULL, &again);
    struct str before = check_items(&v.check), after = check_items(&again);
    assert_true(str_eq(before, after));
    assert_int_equal(visit_count_all(&v), n_asked);
    check_done(&again);
    visit_end(&v);
}

/* ---- processes ---- */

enum { MAX_FOUND = 128 };

static long number_in(pid_t pid, const char *file, const char *name)
{
    char path[64], line[512], format[64];
    long value = -1;
    (void)snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, file);
    (void)snprintf(format, sizeof format, "%s:\t%%ld", name);
    FILE *f = fopen(path, "r");
    while (f && value < 0 && fgets(line, sizeof line, f))
        if (strncmp(line, name, strlen(name)) == 0 && line[strlen(name)] == ':')
            value = strtol(line + strlen(name) + 1, NULL, 10);
    if (f)
        (void)fclose(f);
    return value;
}

/* Processes below `root`. */
static size_t list_below(pid_t root, pid_t *found)
{
    pid_t all[4096], parents[4096];
    size_t n = 0, n_found = 0;
    DIR *folder = opendir("/proc");
    for (const struct dirent *e; folder && n < 4096 && (e = readdir(folder)) != NULL;)
        if (atoi(e->d_name) > 0) {
            all[n] = atoi(e->d_name);
            parents[n] = (pid_t)number_in(all[n], "status", "PPid");
            n++;
        }
    if (folder)
        (void)closedir(folder);
    for (bool has_new = true; has_new;) {
        has_new = false;
        for (size_t i = 0; i < n && n_found < MAX_FOUND; i++)
            for (size_t k = 0; k <= n_found; k++)
                if (all[i] && parents[i] == (k == n_found ? root : found[k])) {
                    found[n_found++] = all[i];
                    all[i] = 0;
                    has_new = true;
                    break;
                }
    }
    return n_found;
}

static void link_of(pid_t pid, const char *name, char text[static 128])
{
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
    ssize_t n = readlink(path, text, 127);
    text[n > 0 ? n : 0] = '\0';
}

/* Profiles and sockets it leaves where it may write. */
static size_t count_leavings(void)
{
    size_t n = 0;
    DIR *folder = opendir("/tmp");
    for (const struct dirent *e; folder && (e = readdir(folder)) != NULL;)
        n += strstr(e->d_name, "chromium") != NULL;
    if (folder)
        (void)closedir(folder);
    return n;
}

static void turn_until_asked(struct browser *b, struct proxy **proxy, struct proxy_keys *keys, struct proxy_request *ret)
{
    for (int64_t until = clock_mono_ms() + 20000; clock_mono_ms() < until;) {
        struct pollfd fds[PROXY_MAX_FDS];
        size_t n = browser_poll_fds(b, fds, PROXY_MAX_FDS);
        n += *proxy ? proxy_poll_fds(*proxy, fds + n, PROXY_MAX_FDS - n) : 0;
        (void)poll(fds, (nfds_t)n, 100);
        assert_int_equal(browser_step(b), BROWSER_WORKS);
        if (!*proxy && b->listener >= 0) {
            *proxy = proxy_new(b->listener, keys, STR_LIT("www.own.example.go.th"), 0);
            b->listener = -1;
        }
        if (!*proxy)
            continue;
        proxy_step(*proxy);
        while (proxy_next(*proxy, ret)) {
            if (ret->is_navigation)
                return;
            proxy_answer(*proxy, ret->id, &(struct proxy_answer){.status = 403});
        }
    }
    fail_msg("chromium asked for nothing");
}

static const struct browser_options usual = {.user_agent = "oitcheck", .limit_ms = 20000, .virtual_ms = 1000, .max_dom_bytes = 1 << 20, .memory_mb = 1500};

static void chromium_is_nobody_confined_and_alone(void **state)
{
    struct browser b;
    struct proxy *proxy = NULL;
    struct proxy_keys *keys = proxy_keys_new();
    struct proxy_request request;
    struct browser_options options = usual;
    pid_t found[MAX_FOUND];
    char ours[128], theirs[128];
    size_t n_confined = 0, n_before = count_leavings();
    (void)state;
    options.program = browser_program();
    options.spki = proxy_keys_spki(keys);
    assert_true(browser_start(&options, STR_LIT("https://www.own.example.go.th/"), &b));
    turn_until_asked(&b, &proxy, keys, &request); /* the page is asked for through TLS that ends here */
    assert_true(str_eq_c(request.url, "https://www.own.example.go.th/"));
    size_t n = list_below(b.keeper, found);
    assert_true(n >= 3);
    link_of(getpid(), "ns/net", ours);
    for (size_t i = 0; i < n; i++) {
        long uid = number_in(found[i], "status", "Uid");
        assert_int_equal(uid, getuid() == 0 ? 65534 : (long)getuid());
        assert_int_equal(number_in(found[i], "status", "NoNewPrivs"), 1);
        link_of(found[i], "ns/net", theirs);
        assert_true(theirs[0] == '\0' || strcmp(ours, theirs) != 0); /* hidden by chromium's own sandbox, or another network */
        n_confined += number_in(found[i], "status", "Seccomp") == 2;
        char path[64], line[512];
        size_t n_lines = 0;
        (void)snprintf(path, sizeof path, "/proc/%d/net/route", (int)found[i]);
        FILE *routes = fopen(path, "r");
        while (routes && fgets(line, sizeof line, routes))
            n_lines++;
        if (routes)
            (void)fclose(routes);
        assert_true(n_lines <= 1); /* the heading: no way out */
        (void)snprintf(path, sizeof path, "/proc/%d/environ", (int)found[i]);
        FILE *environment = fopen(path, "r");
        size_t got = environment ? fread(line, 1, sizeof line - 1, environment) : 0;
        if (environment)
            (void)fclose(environment);
        assert_true(got == 0 || !memmem(line, got, "PATH=", 5));
    }
    assert_true(n_confined >= 1); /* renderers: seccomp filter */
    proxy_answer(proxy, request.id, &(struct proxy_answer){.status = 200, .content_type = STR_LIT("text/html"), .body = STR_LIT("<p id=a></p><script>a.textContent='made '+(40+2)</script>")});
    while (browser_step(&b) == BROWSER_WORKS) {
        struct pollfd fds[PROXY_MAX_FDS];
        size_t n_fds = browser_poll_fds(&b, fds, PROXY_MAX_FDS);
        n_fds += proxy_poll_fds(proxy, fds + n_fds, PROXY_MAX_FDS - n_fds);
        (void)poll(fds, (nfds_t)n_fds, 100);
        proxy_step(proxy);
        while (proxy_next(proxy, &request))
            proxy_answer(proxy, request.id, &(struct proxy_answer){.status = 404});
    }
    assert_int_equal(b.state, BROWSER_DONE);
    assert_true(str_find_c(buf_str(&b.dom), "made 42") != STR_NPOS);
    proxy_free(proxy);
    browser_end(&b);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(kill(found[i], 0), -1); /* nothing is left */
    assert_int_equal(count_leavings(), n_before);
    proxy_keys_free(keys);
}

/* Machines with many processes: ours come last in /proc. */
static void a_busy_machine_hides_nobody(void **state)
{
    enum { CROWD = 600, LIMIT_MS = 2500 };
    struct browser b;
    struct proxy *proxy = NULL;
    struct proxy_request request;
    struct browser_options options = usual;
    struct proxy_keys *keys = proxy_keys_new();
    static pid_t crowd[CROWD];
    (void)state;
    for (size_t i = 0; i < CROWD; i++)
        if ((crowd[i] = fork()) == 0) {
            (void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
            for (;;)
                (void)pause();
        }
    options.program = browser_program();
    options.limit_ms = LIMIT_MS;
    int64_t begun_ms = clock_mono_ms();
    assert_true(browser_start(&options, STR_LIT("http://www.own.example.go.th/"), &b));
    turn_until_asked(&b, &proxy, keys, &request); /* and never answered */
    while (browser_step(&b) == BROWSER_WORKS) {
        struct pollfd fds[2];
        (void)poll(fds, (nfds_t)browser_poll_fds(&b, fds, 2), 100);
    }
    int64_t took_ms = clock_mono_ms() - begun_ms;
    bool is_gone = b.control < 0; /* the keeper has ended what it kept, and itself: main need not */
    proxy_free(proxy);
    browser_end(&b);
    proxy_keys_free(keys);
    for (size_t i = 0; i < CROWD; i++) {
        (void)kill(crowd[i], SIGKILL);
        (void)waitpid(crowd[i], NULL, 0);
    }
    assert_true(is_gone);
    assert_true(took_ms < LIMIT_MS + 2500);
}

static void kill_of_main_ends_everything(void **state)
{
    int ends[2];
    pid_t found[MAX_FOUND], keeper = 0;
    (void)state;
    assert_int_equal(pipe(ends), 0);
    pid_t child = child_fork();
    if (child == 0) {
        struct browser b;
        struct browser_options options = usual;
        options.program = browser_program();
        bool is_started = browser_start(&options, STR_LIT("http://www.own.example.go.th/"), &b);
        pid_t pid = is_started ? b.keeper : -1;
        (void)!write(ends[1], &pid, sizeof pid);
        for (;;)
            (void)pause();
    }
    assert_int_equal(read(ends[0], &keeper, sizeof keeper), sizeof keeper);
    assert_true(keeper > 0);
    size_t n = 0;
    for (int64_t until = clock_mono_ms() + 10000; n < 4 && clock_mono_ms() < until; (void)poll(NULL, 0, 20))
        n = list_below(keeper, found);
    assert_true(n >= 4);
    (void)kill(child, SIGKILL);
    (void)waitpid(child, NULL, 0);
    size_t n_left = n;
    for (int64_t until = clock_mono_ms() + 5000; n_left > 0 && clock_mono_ms() < until; (void)poll(NULL, 0, 20)) {
        n_left = kill(keeper, 0) == 0;
        for (size_t i = 0; i < n; i++)
            n_left += kill(found[i], 0) == 0;
    }
    assert_int_equal(n_left, 0);
    (void)close(ends[0]);
    (void)close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_made_by_a_script_are_followed),
        cmocka_unit_test(off_means_off),
        cmocka_unit_test(other_servers_of_this_machine_are_not_reached),
        cmocka_unit_test(a_script_cannot_lead_away),
        cmocka_unit_test(robots_txt_holds_for_what_scripts_ask),
        cmocka_unit_test(nothing_is_posted),
        cmocka_unit_test(no_sockets_but_requests),
        cmocka_unit_test(an_endless_script_is_ended),
        cmocka_unit_test(a_page_without_end_is_cut_off),
        cmocka_unit_test(many_requests_are_capped),
        cmocka_unit_test(assess_needs_no_browser),
        cmocka_unit_test(chromium_is_nobody_confined_and_alone),
        cmocka_unit_test(a_busy_machine_hides_nobody),
        cmocka_unit_test(kill_of_main_ends_everything),
    };
    if (!browser_program()) {
        print_message("SKIPPED: chromium is not installed; nothing was tested\n");
        return 77;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
