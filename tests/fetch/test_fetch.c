/* test_fetch.c - the loop against a server that misbehaves in every way.
 * SPDX-License-Identifier: MIT
 */
#include "fetch/fetch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/limits.h"
#include "../support/server.h"

enum { PATIENCE_MS = 10000, MAX_ANSWERS = 64 };

/* An answer with its views copied away (bodies up to a few bytes are enough). */
struct got {
    char url[512], final_url[512], location[512], file_name[256], content_type[128], encoding[32], body[256];
    int status;
    enum oit_fault fault;
    size_t n_redirects, n_body;
    int n_attempts;
    bool is_stopped, is_parked, is_truncated;
    void *user;
};

struct setup {
    struct server *server;
    struct fetch *fetch;
    struct fetch_options options;
    struct got got[MAX_ANSWERS];
    size_t n_got;
    const char *refuse; /* may_follow says no to targets that contain this */
};

static const struct server_file SITE[] = {
    {"index.html", "<p>home"}, {"a.html", "<p>a"}, {"b.html", "<p>b"}, {"c.html", "<p>c"}, {"empty.html", ""}, {NULL, NULL},
};

static bool may_follow(void *ctx, struct str from, struct str to)
{
    const struct setup *s = ctx;
    (void)from;
    return !s->refuse || str_find_c(to, s->refuse) == STR_NPOS;
}

static struct setup *set_up_with(const char *scenario, struct fetch_options options)
{
    struct setup *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->server = server_start_files(SITE, scenario);
    s->options = options;
    s->options.start_url = str_from(server_url(s->server));
    s->options.may_follow = may_follow;
    s->options.ctx = s;
    s->options.retry_delay_ms = s->options.retry_delay_ms ? s->options.retry_delay_ms : 5;
    s->fetch = fetch_new(&s->options, NULL);
    assert_non_null(s->fetch);
    return s;
}

static struct setup *set_up(const char *scenario)
{
    return set_up_with(scenario, (struct fetch_options){.timeout_ms = 5000, .pause_ms = 5});
}

static void tear_down(struct setup *s)
{
    fetch_free(s->fetch);
    server_stop(s->server);
    free(s);
}

static void add(struct setup *s, const char *path, int priority)
{
    const char *url = path[0] == '/' ? server_link(s->server, path) : path;
    fetch_add(s->fetch, &(struct fetch_request){.url = str_from(url), .priority = priority, .user = s});
}

static void copy_text(char *to, size_t size, struct str from)
{
    (void)snprintf(to, size, "%.*s", STR_ARG(from));
}

static void take_all(struct setup *s)
{
    struct fetch_answer a;
    while (fetch_next(s->fetch, &a)) {
        assert_true(s->n_got < MAX_ANSWERS);
        struct got *g = &s->got[s->n_got++];
        copy_text(g->url, sizeof g->url, a.url);
        copy_text(g->final_url, sizeof g->final_url, a.final_url);
        copy_text(g->location, sizeof g->location, a.location);
        copy_text(g->file_name, sizeof g->file_name, a.file_name);
        copy_text(g->content_type, sizeof g->content_type, a.content_type);
        copy_text(g->encoding, sizeof g->encoding, a.content_encoding);
        copy_text(g->body, sizeof g->body, str_sub(buf_str(a.body), 0, sizeof g->body - 1));
        g->status = a.http_status;
        g->fault = a.fault;
        g->n_redirects = a.n_redirects;
        g->n_body = a.body->n;
        g->n_attempts = a.n_attempts;
        g->is_stopped = a.is_stopped;
        g->is_parked = a.is_parked;
        g->is_truncated = a.is_truncated;
        g->user = a.user;
    }
}

static void run_all(struct setup *s)
{
    int64_t until = clock_mono_ms() + PATIENCE_MS;
    while (fetch_pending(s->fetch) > 0) {
        if (clock_mono_ms() > until)
            fail_msg("%zu requests got no answer", fetch_pending(s->fetch));
        (void)fetch_run(s->fetch, 1000, NULL, 0);
        take_all(s);
    }
}

static const struct got *fetch_one(struct setup *s, const char *path)
{
    s->n_got = 0;
    add(s, path, 0);
    run_all(s);
    assert_int_equal(s->n_got, 1);
    return &s->got[0];
}

/* --- plain answers ----------------------------------------------------------------------------------------------------------------- */

static void gets_a_page_with_its_headers(void **state)
{
    (void)state;
    struct setup *s = set_up("/d header=\"Content-Disposition: attachment; filename*=UTF-8''%E0%B9%81%E0%B8%9C%E0%B8%99.pdf\" "
                             "type=application/pdf body=%PDF\n");
    const struct got *g = fetch_one(s, "/a.html");
    assert_int_equal(g->fault, FAULT_NONE);
    assert_int_equal(g->status, 200);
    assert_string_equal(g->body, "<p>a");
    assert_string_equal(g->content_type, "text/html");
    assert_ptr_equal(g->user, s);
    g = fetch_one(s, "/d");
    assert_string_equal(g->file_name, "แผน.pdf");
    assert_string_equal(g->content_type, "application/pdf");
    tear_down(s);
}

static void hands_out_wire_bytes(void **state)
{
    (void)state;
    struct setup *s = set_up("/z gzip-bomb=1\n");
    const struct got *g = fetch_one(s, "/z");
    assert_int_equal(g->fault, FAULT_NONE);
    assert_string_equal(g->encoding, "gzip");
    assert_true(g->n_body < 10000);
    assert_memory_equal(g->body, "\x1f\x8b", 2);
    tear_down(s);
}

static void names_faults_of_answers(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        enum oit_fault fault;
        int status, n_attempts;
    } rows[] = {
        {"/missing.html", FAULT_HTTP, 404, 1}, {"/403", FAULT_HTTP, 403, 1},       {"/500", FAULT_HTTP, 500, 2},
        {"/501", FAULT_HTTP, 501, 1},          {"/empty.html", FAULT_EMPTY, 200, 1},
        {"/once", FAULT_NONE, 200, 2},         {"/garbage", FAULT_PROTOCOL, 0, 1}, {"/noloc", FAULT_HTTP, 302, 1},
        {"/429", FAULT_HTTP, 429, 3},          {"/reset", FAULT_CONNECT_RESET, 0, 1}, {"/a.html", FAULT_NONE, 200, 1},
        {"/reset", FAULT_CONNECT_RESET, 0, 3}, /* where something comes through */
    };
    struct setup *s = set_up("/403 status=403\n/500 status=500\n/501 status=501\n/429 status=429\n/reset reset\n/garbage garbage\n"
                             "/once times=1 status=503\n/once body=\"<p>at last\"\n/noloc status=302\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct got *g = fetch_one(s, rows[i].path);
        if (g->fault != rows[i].fault || g->status != rows[i].status || g->n_attempts != rows[i].n_attempts)
            fail_msg("%s: fault %d, status %d, %d attempts", rows[i].path, (int)g->fault, g->status, g->n_attempts);
    }
    tear_down(s);
}

static void names_faults_of_connections(void **state)
{
    (void)state;
    struct setup *s = set_up(NULL);
    char url[128];
    assert_int_equal(fetch_one(s, "http://does-not-exist.invalid/")->fault, FAULT_DNS);
    assert_int_equal(fetch_one(s, "nonsense")->fault, FAULT_BAD_URL);
    tear_down(s);
    s = set_up_with(NULL, (struct fetch_options){.allow_private = true, .timeout_ms = 5000});
    (void)snprintf(url, sizeof url, "https://127.0.0.1:%d/", server_port(s->server));
    assert_int_equal(fetch_one(s, url)->fault, FAULT_TLS_NOT_SPOKEN);
    assert_int_equal(fetch_one(s, "http://127.0.0.1:2/")->fault, FAULT_CONNECT_REFUSED);
    assert_int_equal(fetch_one(s, "http://127.0.0.1:25/")->fault, FAULT_REFUSED_PORT);
    tear_down(s);
}

static void ends_at_the_timeout(void **state)
{
    (void)state;
    struct setup *s = set_up_with("/hang hang\n/drip drip delay-ms=20 body=" "0123456789012345678901234567890123456789\n"
                                  "/slow slow-headers delay-ms=20 body=x\n",
                                  (struct fetch_options){.timeout_ms = 150, .pause_ms = 5});
    int64_t start = clock_mono_ms();
    assert_int_equal(fetch_one(s, "/hang")->fault, FAULT_TIMEOUT);
    assert_int_equal(fetch_one(s, "/drip")->fault, FAULT_TIMEOUT);
    assert_int_equal(fetch_one(s, "/slow")->fault, FAULT_TIMEOUT);
    int64_t took = clock_mono_ms() - start;
    assert_true(took >= 4 * 150); /* the first one has a retry */
    assert_true(took < 4 * 150 + 2000);
    tear_down(s);
}

static void asks_again_with_validators(void **state)
{
    (void)state;
    struct setup *s = set_up(NULL);
    struct fetch_answer a;
    char etag[128];
    add(s, "/a.html", 0);
    while (!fetch_run(s->fetch, 1000, NULL, 0))
        ;
    assert_true(fetch_next(s->fetch, &a));
    assert_true(a.etag.n > 0 && a.last_modified.n > 0);
    copy_text(etag, sizeof etag, a.etag);
    fetch_add(s->fetch, &(struct fetch_request){.url = str_from(server_link(s->server, "/a.html")), .etag = str_from(etag)});
    run_all(s);
    assert_int_equal(s->got[0].status, 304);
    assert_int_equal(s->got[0].fault, FAULT_NONE);
    tear_down(s);
}

/* --- limits ------------------------------------------------------------------------------------------------------------------------ */

static void caps_endless_bodies_and_headers(void **state)
{
    (void)state;
    struct setup *s = set_up_with("/endless endless\n/headers header-flood\n/trailers trailer-flood\n/big lying-length=100000000 body=x\n",
                                  (struct fetch_options){.max_body_bytes = 1000000, .timeout_ms = 5000});
    assert_int_equal(fetch_one(s, "/endless")->fault, FAULT_TOO_LARGE);
    assert_int_equal(s->got[0].n_body, 1000000); /* the first part is kept */
    assert_int_equal(fetch_one(s, "/headers")->fault, FAULT_PROTOCOL);
    assert_int_equal(fetch_one(s, "/trailers")->fault, FAULT_PROTOCOL);
    assert_int_equal(fetch_one(s, "/big")->fault, FAULT_TOO_LARGE);
    assert_int_equal(fetch_one(s, "/a.html")->fault, FAULT_NONE);
    tear_down(s);
}

static void tells_truncated_bodies(void **state)
{
    (void)state;
    struct setup *s = set_up("/t truncate=5 body=0123456789\n/l lying-length=100 body=0123456789\n/n no-length body=0123456789\n"
                             "/part status=206 header=\"Content-Range: bytes 0-9/20\" body=0123456789\n/all status=206 header=\"Content-Range: bytes 0-9/10\" body=0123456789\n"
                             "/tail status=206 header=\"Content-Range: bytes 10-19/20\" body=0123456789\n/bare status=206 body=0123456789\n");
    static const char *const parts[] = {"/part", "/tail", "/bare"}; /* nobody asked for a part */
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct got *part = fetch_one(s, parts[i]);
        assert_int_equal(part->fault, FAULT_PROTOCOL);
        assert_true(part->is_truncated && part->n_attempts == 3);
    }
    assert_int_equal(fetch_one(s, "/all")->fault, FAULT_NONE);
    const struct got *g = fetch_one(s, "/t");
    assert_int_equal(g->fault, FAULT_PROTOCOL);
    assert_true(g->is_truncated && g->n_attempts == 3);
    assert_string_equal(g->body, "01234");
    assert_true(fetch_one(s, "/l")->is_truncated);
    assert_int_equal(fetch_one(s, "/n")->fault, FAULT_NONE);
    tear_down(s);
}

/* --- redirects --------------------------------------------------------------------------------------------------------------------- */

static void follows_redirects_hop_by_hop(void **state)
{
    (void)state;
    struct setup *s = set_up("/1 redirect=/2 status=301\n/2 redirect=\"3?x=1#frag\" status=307\n/3* redirect=/a.html\n");
    const struct got *g = fetch_one(s, "/1");
    assert_int_equal(g->fault, FAULT_NONE);
    assert_int_equal(g->n_redirects, 3);
    assert_string_equal(g->url, server_link(s->server, "/1"));
    assert_string_equal(g->final_url, server_link(s->server, "/a.html"));
    assert_string_equal(g->body, "<p>a");
    tear_down(s);
}

static void ends_redirect_loops(void **state)
{
    (void)state;
    struct setup *s = set_up("/self redirect=/self\n/x redirect=/y\n/y redirect=/x\n/n* redirect=/n00\n/ftp redirect=ftp://h/\n"
                             "/js redirect=javascript:x\n");
    assert_int_equal(fetch_one(s, "/self")->fault, FAULT_REDIRECT_LOOP);
    assert_int_equal(fetch_one(s, "/x")->fault, FAULT_REDIRECT_LOOP);
    assert_int_equal(fetch_one(s, "/ftp")->fault, FAULT_BAD_URL);
    assert_int_equal(fetch_one(s, "/js")->fault, FAULT_BAD_URL);
    tear_down(s);
}

static void gives_a_server_the_parameter_it_insists_on(void **state)
{
    (void)state;
    struct setup *s = set_up("/page?utm_source=web body=\"<p>page\"\n/page redirect=/page?utm_source=web\n/loop* redirect=/loop?fbclid=1\n");
    const struct got *g = fetch_one(s, "/page");
    assert_int_equal(g->fault, FAULT_NONE);
    assert_string_equal(g->body, "<p>page");
    assert_string_equal(g->final_url, server_link(s->server, "/page"));
    assert_int_equal(g->n_redirects, 1);
    assert_int_equal(fetch_one(s, "/loop")->fault, FAULT_REDIRECT_LOOP);
    tear_down(s);
}

static void ends_endless_chains(void **state)
{
    (void)state;
    struct buf scenario;
    buf_init(&scenario, 0);
    for (int i = 0; i < 30; i++)
        (void)buf_addf(&scenario, "/n%d redirect=/n%d\n", i, i + 1);
    struct setup *s = set_up(scenario.p);
    const struct got *g = fetch_one(s, "/n0");
    assert_int_equal(g->fault, FAULT_REDIRECT_LOOP);
    assert_int_equal(g->n_attempts, LIMIT_REDIRECTS + 1);
    buf_done(&scenario);
    tear_down(s);
}

static void asks_before_it_follows(void **state)
{
    (void)state;
    struct setup *s = set_up("/out redirect=/sister/x\n/sister/x body=secret\n");
    s->refuse = "/sister/";
    const struct got *g = fetch_one(s, "/out");
    assert_int_equal(g->fault, FAULT_EXTERNAL);
    assert_int_equal(g->status, 302);
    assert_true(g->is_stopped);
    assert_string_equal(g->location, server_link(s->server, "/sister/x"));
    assert_int_equal(server_count(s->server, "/sister/x"), 0);
    tear_down(s);
}

static void passes_a_cookie_gate_once(void **state)
{
    (void)state;
    struct setup *s = set_up("/* cookie=GATE\n");
    const struct got *g = fetch_one(s, "/a.html");
    assert_int_equal(g->fault, FAULT_NONE);
    assert_string_equal(g->body, "<p>a");
    assert_int_equal(g->n_redirects, 1);
    g = fetch_one(s, "/b.html"); /* the gate is known now */
    assert_string_equal(g->body, "<p>b");
    assert_int_equal(g->n_redirects, 0);
    tear_down(s);
}

static void forgets_cookies_between_pages(void **state)
{
    (void)state;
    struct setup *s = set_up("/en header=\"Set-Cookie: lang=en; Path=/\" body=x\n/page cookie=lang\n");
    (void)fetch_one(s, "/en");
    assert_int_equal(fetch_one(s, "/page")->n_redirects, 1); /* lang=en was not sent */
    tear_down(s);
}

/* --- guard ------------------------------------------------------------------------------------------------------------------------- */

static void refuses_private_addresses(void **state)
{
    (void)state;
    struct setup *inner = set_up(NULL);
    struct buf scenario;
    buf_init(&scenario, 0);
    (void)buf_addf(&scenario, "/to-private redirect=http://127.0.0.1:%d/a.html\n/to-name redirect=http://localhost:%d/a.html\n",
                   server_port(inner->server), server_port(inner->server));
    struct setup *s = set_up(scenario.p);
    assert_int_equal(fetch_one(s, "/to-private")->fault, FAULT_REFUSED_ADDRESS);
    assert_int_equal(fetch_one(s, "/to-name")->fault, FAULT_REFUSED_ADDRESS);
    assert_int_equal(fetch_one(s, server_link(inner->server, "/a.html"))->fault, FAULT_REFUSED_ADDRESS);
    assert_int_equal(server_count(inner->server, "/a.html"), 0);
    tear_down(s);
    s = set_up_with(scenario.p, (struct fetch_options){.allow_private = true, .timeout_ms = 5000});
    assert_int_equal(fetch_one(s, "/to-private")->fault, FAULT_NONE);
    tear_down(s);
    buf_done(&scenario);
    tear_down(inner);
}

static void lets_resolved_names_through(void **state)
{
    (void)state;
    struct server *server = server_start_files(SITE, NULL);
    char entry[64], url[64], other[64];
    (void)snprintf(entry, sizeof entry, "www.agency.example:%d:127.0.0.1", server_port(server));
    (void)snprintf(url, sizeof url, "http://www.agency.example:%d/a.html", server_port(server));
    (void)snprintf(other, sizeof other, "http://127.0.0.1:%d/a.html", server_port(server));
    const char *entries[] = {entry};
    struct setup *s = set_up_with(NULL, (struct fetch_options){.resolve = entries, .n_resolve = 1, .timeout_ms = 5000});
    assert_int_equal(fetch_one(s, url)->fault, FAULT_NONE);
    assert_int_equal(fetch_one(s, other)->fault, FAULT_REFUSED_ADDRESS);
    size_t n;
    assert_true(str_eq_c(server_requests(server, &n)[0].host, "www.agency.example"));
    tear_down(s);
    server_stop(server);
}

/* --- manners ----------------------------------------------------------------------------------------------------------------------- */

static void keeps_the_pace(void **state)
{
    (void)state;
    struct setup *s = set_up_with(NULL, (struct fetch_options){.rate = 20, .timeout_ms = 5000});
    static const char *const paths[] = {"/a.html", "/b.html", "/c.html", "/", "/a.html", "/b.html"};
    size_t n;
    int64_t begin_ms = clock_mono_ms();
    for (size_t i = 0; i < 6; i++)
        add(s, paths[i], 0);
    run_all(s);
    const struct server_request *r = server_requests(s->server, &n);
    assert_int_equal(n, 6);
    for (size_t i = 1; i < n; i++) /* from the beginning: a busy machine delays arrivals, so gaps between them can be short */
        if (r[i].mono_ms - begin_ms < (int64_t)i * 50)
            fail_msg("request %zu came after %d ms", i, (int)(r[i].mono_ms - begin_ms));
    tear_down(s);
}

static void leaves_in_order_of_priority(void **state)
{
    (void)state;
    struct setup *s = set_up_with(NULL, (struct fetch_options){.connections = 1, .timeout_ms = 5000});
    static const char *const order[] = {"/high", "/middle1", "/middle2", "/low"};
    size_t n;
    add(s, "/low", 1);
    add(s, "/middle1", 5);
    add(s, "/middle2", 5);
    add(s, "/high", 9);
    run_all(s);
    const struct server_request *r = server_requests(s->server, &n);
    assert_int_equal(n, 4);
    for (size_t i = 0; i < n; i++)
        assert_true(str_eq_c(r[i].target, order[i]));
    tear_down(s);
}

static void obeys_retry_after(void **state)
{
    (void)state;
    struct setup *s = set_up("/a.html times=1 retry-after=1\n/long status=429 retry-after=86400\n");
    size_t n;
    add(s, "/a.html", 1);
    run_all(s);
    assert_int_equal(s->got[0].fault, FAULT_NONE);
    const struct server_request *r = server_requests(s->server, &n);
    assert_int_equal(n, 2);
    assert_true(r[1].mono_ms - r[0].mono_ms >= 990);
    const struct got *g = fetch_one(s, "/long"); /* no program waits a day: that is the answer */
    assert_int_equal(g->status, 429);
    assert_int_equal(g->n_attempts, 1);
    tear_down(s);
}

static void parks_a_dead_host(void **state)
{
    (void)state;
    struct server *dead = server_start_files(NULL, "* reset\n");
    struct setup *s = set_up_with(NULL, (struct fetch_options){.allow_private = true, .timeout_ms = 5000, .connections = 1});
    for (int i = 0; i < 8; i++)
        add(s, server_link(dead, "/x"), 0);
    add(s, "/a.html", -1);
    run_all(s);
    assert_int_equal(s->n_got, 9);
    size_t n_parked = 0, n_good = 0;
    for (size_t i = 0; i < s->n_got; i++) {
        n_parked += s->got[i].is_parked;
        n_good += s->got[i].fault == FAULT_NONE;
        assert_true(s->got[i].fault == FAULT_NONE || oit_fault_family(s->got[i].fault) == FAULT_CONNECT);
    }
    assert_int_equal(n_parked, 3);
    assert_int_equal(n_good, 1);
    size_t n_asked = server_count(dead, "/x");
    assert_in_range(n_asked, 7, 11); /* the first pages may have retries, the others get none */
    assert_false(fetch_start_is_parked(s->fetch));
    tear_down(s);
    server_stop(dead);
}

static void gives_the_start_host_pauses_first(void **state)
{
    (void)state;
    struct setup *s = set_up("* times=8 reset\n"); /* until the first pause, and perhaps one after it */
    for (int i = 0; i < 10; i++)
        add(s, "/a.html", 0);
    run_all(s);
    size_t n_good = 0;
    for (size_t i = 0; i < s->n_got; i++)
        n_good += s->got[i].fault == FAULT_NONE;
    assert_in_range(n_good, 3, 5);
    assert_false(fetch_start_is_parked(s->fetch));
    tear_down(s);
}

static void tells_when_the_start_host_is_gone(void **state)
{
    (void)state;
    struct setup *s = set_up("* reset\n");
    for (int i = 0; i < 40; i++)
        add(s, "/a.html", 0);
    run_all(s);
    assert_int_equal(s->n_got, 40);
    assert_true(fetch_start_is_parked(s->fetch));
    struct fetch_host host;
    assert_int_equal(fetch_n_hosts(s->fetch), 1);
    fetch_host_at(s->fetch, 0, &host);
    assert_true(str_eq_c(host.name, "127.0.0.1") && host.is_parked && oit_fault_family(host.last_fault) == FAULT_CONNECT && host.n_failures > 0);
    tear_down(s);
}

static void sends_custom_headers_to_the_start_origin_only(void **state)
{
    (void)state;
    struct server *other = server_start_files(SITE, NULL);
    const char *const headers[] = {"User-Agent: Secret"};
    const char *scenario = "/a.html agent=Secret body=\"with header\"\n";
    struct setup *s = set_up_with(scenario, (struct fetch_options){.headers = headers, .n_headers = 1, .allow_private = true, .timeout_ms = 5000});
    assert_string_equal(fetch_one(s, "/a.html")->body, "with header");
    assert_string_equal(fetch_one(s, server_link(other, "/a.html"))->body, "<p>a");
    tear_down(s);
    server_stop(other);
}

static void cancels_everything(void **state)
{
    (void)state;
    struct setup *s = set_up_with("/hang hang\n", (struct fetch_options){.rate = 10, .timeout_ms = 5000});
    for (int i = 0; i < 30; i++)
        add(s, "/hang", 0);
    (void)fetch_run(s->fetch, 50, NULL, 0);
    int64_t start = clock_mono_ms();
    fetch_cancel_all(s->fetch);
    take_all(s);
    assert_int_equal(s->n_got, 30);
    for (size_t i = 0; i < s->n_got; i++)
        assert_int_equal(s->got[i].fault, FAULT_BUDGET);
    assert_int_equal(fetch_pending(s->fetch), 0);
    assert_true(clock_mono_ms() - start < 1000);
    tear_down(s);
}

static void wakes_up_for_the_callers_descriptors(void **state)
{
    (void)state;
    struct setup *s = set_up("/hang hang\n");
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    add(s, "/hang", 0);
    struct fetch_wait wait = {.fd = ends[0], .events = 1};
    assert_int_equal(write(ends[1], "x", 1), 1);
    int64_t start = clock_mono_ms();
    assert_false(fetch_run(s->fetch, 3000, &wait, 1));
    assert_true(wait.revents & 1);
    char byte;
    assert_int_equal(read(ends[0], &byte, 1), 1);
    (void)close(ends[1]);
    assert_false(fetch_run(s->fetch, 3000, &wait, 1)); /* the hang-up of a pipe is told too */
    assert_true(wait.revents != 0);
    assert_true(clock_mono_ms() - start < 2000);
    (void)close(ends[0]);
    tear_down(s);
}

static void refuses_wrong_options(void **state)
{
    (void)state;
    const char *const bad_header[] = {"no colon"}, *const bad_resolve[] = {"host:80"};
    struct err err;
    struct fetch_options options = {.headers = bad_header, .n_headers = 1};
    assert_null(fetch_new(&options, &err));
    assert_int_equal(err.code, OIT_ERR_USAGE);
    assert_string_equal(err.en, "header 'no colon' is not understood: write 'NAME: VALUE'");
    options = (struct fetch_options){.resolve = bad_resolve, .n_resolve = 1};
    assert_null(fetch_new(&options, &err));
    assert_string_equal(err.en, "--resolve 'host:80' is not understood: write HOST:PORT:ADDRESS");
    options = (struct fetch_options){.cacert = "/does/not/exist"};
    assert_null(fetch_new(&options, &err));
    assert_string_equal(err.en, "cannot read the certificate file '/does/not/exist': check its name and permissions");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gets_a_page_with_its_headers),
        cmocka_unit_test(hands_out_wire_bytes),
        cmocka_unit_test(names_faults_of_answers),
        cmocka_unit_test(names_faults_of_connections),
        cmocka_unit_test(ends_at_the_timeout),
        cmocka_unit_test(asks_again_with_validators),
        cmocka_unit_test(caps_endless_bodies_and_headers),
        cmocka_unit_test(tells_truncated_bodies),
        cmocka_unit_test(follows_redirects_hop_by_hop),
        cmocka_unit_test(ends_redirect_loops),
        cmocka_unit_test(gives_a_server_the_parameter_it_insists_on),
        cmocka_unit_test(ends_endless_chains),
        cmocka_unit_test(asks_before_it_follows),
        cmocka_unit_test(passes_a_cookie_gate_once),
        cmocka_unit_test(forgets_cookies_between_pages),
        cmocka_unit_test(refuses_private_addresses),
        cmocka_unit_test(lets_resolved_names_through),
        cmocka_unit_test(keeps_the_pace),
        cmocka_unit_test(leaves_in_order_of_priority),
        cmocka_unit_test(obeys_retry_after),
        cmocka_unit_test(parks_a_dead_host),
        cmocka_unit_test(gives_the_start_host_pauses_first),
        cmocka_unit_test(tells_when_the_start_host_is_gone),
        cmocka_unit_test(sends_custom_headers_to_the_start_origin_only),
        cmocka_unit_test(cancels_everything),
        cmocka_unit_test(wakes_up_for_the_callers_descriptors),
        cmocka_unit_test(refuses_wrong_options),
    };
    return cmocka_run_group_tests_name("fetch", tests, NULL, NULL);
}
