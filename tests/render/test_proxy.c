/* test_proxy.c - what the proxy takes for a request, without any browser.
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "render/proxy.h"

static enum proxy_parse parse(const char *text, struct proxy_head *head)
{
    return proxy_head_read(str_from(text), head);
}

static void reads_what_a_browser_writes(void **state)
{
    struct proxy_head head;
    struct buf url;
    (void)state;
    buf_init(&url, LIMIT_URL_BYTES);
    assert_int_equal(parse("GET http://www.own.example.go.th/a?b=1 HTTP/1.1\r\nHost: www.own.example.go.th\r\nUpgrade-Insecure-Requests: 1\r\nAccept: text/html\r\n\r\n", &head), PROXY_COMPLETE);
    assert_true(head.is_navigation && !head.has_body && !head.is_upgrade);
    assert_true(proxy_head_url(&head, STR_NONE, &url));
    assert_true(str_eq_c(buf_str(&url), "http://www.own.example.go.th/a?b=1"));
    assert_int_equal(parse("GET /api HTTP/1.1\r\nHost: x\r\nOrigin: https://x\r\nSec-Fetch-Dest: empty\r\n\r\n", &head), PROXY_COMPLETE);
    assert_false(proxy_head_url(&head, STR_NONE, &url)); /* outside a tunnel an address is whole */
    assert_true(proxy_head_url(&head, STR_LIT("www.own.example.go.th:443"), &url));
    assert_true(str_eq_c(buf_str(&url), "https://www.own.example.go.th/api"));
    assert_int_equal(parse("POST http://x.example/ HTTP/1.1\r\nContent-Length: 5\r\n\r\n", &head), PROXY_COMPLETE);
    assert_true(head.has_body);
    assert_int_equal(parse("GET ws://x.example/ HTTP/1.1\r\nUpgrade: websocket\r\n\r\n", &head), PROXY_COMPLETE);
    assert_true(head.is_upgrade);
    buf_done(&url);
}

static void refuses_everything_else(void **state)
{
    static const char *const broken[] = {
        "GET  HTTP/1.1\r\n\r\n", "GET http://x/ HTTP/2\r\n\r\n", "GET http://x/ HTTP/1.1\r\nBad Header: 1\r\n\r\n", "GET http://x/ HTTP/1.1\r\nnone\r\n\r\n",
        "G(T http://x/ HTTP/1.1\r\n\r\n", "GET http://x/ HTTP/1.1\r\nA: b\x01\r\n\r\n", "\r\n\r\n", "\x16\x03\x01\x02\r\n\r\n",
    };
    static const char *const no_urls[] = {
        "GET file:///etc/passwd HTTP/1.1\r\n\r\n", "GET ftp://x/ HTTP/1.1\r\n\r\n", "GET javascript:1 HTTP/1.1\r\n\r\n", "GET * HTTP/1.1\r\n\r\n", "GET ws://x/ HTTP/1.1\r\n\r\n",
    };
    struct proxy_head head;
    struct buf url, large;
    (void)state;
    buf_init(&url, LIMIT_URL_BYTES);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        if (parse(broken[i], &head) != PROXY_BROKEN)
            fail_msg("taken: %s", broken[i]);
    for (size_t i = 0; i < sizeof no_urls / sizeof *no_urls; i++)
        if (parse(no_urls[i], &head) != PROXY_COMPLETE || proxy_head_url(&head, STR_NONE, &url))
            fail_msg("an address: %s", no_urls[i]);
    assert_int_equal(parse("GET http://x/ HTTP/1.1\r\nHost: x\r\n", &head), PROXY_INCOMPLETE);
    buf_init(&large, 0);
    (void)buf_add_c(&large, "GET http://x/ HTTP/1.1\r\nA: ");
    while (large.n <= LIMIT_RENDER_HEAD_BYTES)
        (void)buf_add_char(&large, 'a');
    assert_int_equal(proxy_head_read(buf_str(&large), &head), PROXY_BROKEN);
    buf_done(&large);
    buf_done(&url);
}

/* A client on loopback; what the proxy says to `text` without anybody deciding. */
static void talk(uint16_t own_port, const char *text, char *said, size_t size, bool *ret_was_given)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0), client = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listener, 8), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &n), 0);
    struct proxy_keys *keys = proxy_keys_new();
    struct proxy *proxy = proxy_new(listener, keys, STR_LIT("www.own.example.go.th"), own_port);
    assert_int_equal(connect(client, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(send(client, text, strlen(text), 0), (ssize_t)strlen(text));
    (void)fcntl(client, F_SETFL, O_NONBLOCK);
    size_t got = 0;
    *ret_was_given = false;
    for (unsigned turn = 0; turn < 200 && got == 0 && !*ret_was_given; turn++) {
        struct pollfd fds[PROXY_MAX_FDS];
        struct proxy_request request;
        (void)poll(fds, (nfds_t)proxy_poll_fds(proxy, fds, PROXY_MAX_FDS), 10);
        proxy_step(proxy);
        *ret_was_given = proxy_next(proxy, &request);
        ssize_t part = recv(client, said, size - 1, 0);
        got = part > 0 ? (size_t)part : 0;
    }
    said[got] = '\0';
    (void)close(client);
    proxy_free(proxy);
    proxy_keys_free(keys);
}

static void tunnels_lead_to_https_only(void **state)
{
    static const struct {
        const char *text;
        uint16_t own_port;
        bool is_open, is_given;
    } cases[] = {
        {"CONNECT www.own.example.go.th:443 HTTP/1.1\r\n\r\n", 0, true, false},
        {"CONNECT www.own.example.go.th:8443 HTTP/1.1\r\n\r\n", 8443, true, false},
        {"CONNECT www.own.example.go.th:8443 HTTP/1.1\r\n\r\n", 0, false, false},
        {"CONNECT www.own.example.go.th:22 HTTP/1.1\r\n\r\n", 0, false, false},
        {"CONNECT www.own.example.go.th:80 HTTP/1.1\r\n\r\n", 0, false, false},
        {"CONNECT [::1]:25 HTTP/1.1\r\n\r\n", 0, false, false},
        {"CONNECT www.own.example.go.th HTTP/1.1\r\n\r\n", 0, false, false},
        {"GET http://www.own.example.go.th/ HTTP/1.1\r\nUpgrade: websocket\r\n\r\n", 0, false, false},
        {"nonsense\r\n\r\n", 0, false, false},
        {"GET http://www.own.example.go.th/ HTTP/1.1\r\n\r\n", 0, false, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char said[400];
        bool is_given;
        talk(cases[i].own_port, cases[i].text, said, sizeof said, &is_given);
        if (is_given != cases[i].is_given || (strncmp(said, "HTTP/1.1 200", 12) == 0) != cases[i].is_open || (!is_given && strncmp(said, "HTTP/1.1 ", 9) != 0))
            fail_msg("%s: %s", cases[i].text, said);
    }
}

static int connect_to(const struct sockaddr_in *address)
{
    static const char text[] = "GET http://www.own.example.go.th/ HTTP/1.1\r\n\r\n";
    int client = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(client, (const struct sockaddr *)address, sizeof *address), 0);
    assert_int_equal(send(client, text, strlen(text), 0), (ssize_t)strlen(text));
    return client;
}

/* Turns the proxy until it hands out a request; false: it does not. */
static bool next_of(struct proxy *proxy, struct proxy_request *ret)
{
    for (unsigned turn = 0; turn < 20; turn++) {
        struct pollfd fds[PROXY_MAX_FDS];
        (void)poll(fds, (nfds_t)proxy_poll_fds(proxy, fds, PROXY_MAX_FDS), 5);
        proxy_step(proxy);
        if (proxy_next(proxy, ret))
            return true;
    }
    return false;
}

/* A browser keeps its connections; when all places are taken by such, the next one gets one of them. And who has hung up wakes nobody. */
static void kept_connections_give_way(void **state)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0), clients[LIMIT_RENDER_CONNECTIONS + 1];
    struct proxy_request request;
    (void)state;
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listener, 64), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &n), 0);
    struct proxy *proxy = proxy_new(listener, NULL, STR_LIT("www.own.example.go.th"), 0);
    for (size_t i = 0; i <= LIMIT_RENDER_CONNECTIONS; i++) {
        clients[i] = connect_to(&address);
        assert_true(next_of(proxy, &request));
        if (i < LIMIT_RENDER_CONNECTIONS)
            proxy_answer(proxy, request.id, &(struct proxy_answer){.status = 204});
    }
    struct linger at_once = {.l_onoff = 1};
    (void)setsockopt(clients[LIMIT_RENDER_CONNECTIONS], SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    (void)close(clients[LIMIT_RENDER_CONNECTIONS]);
    struct pollfd fds[PROXY_MAX_FDS];
    assert_int_equal(poll(fds, (nfds_t)proxy_poll_fds(proxy, fds, PROXY_MAX_FDS), 50), 0);
    for (size_t i = 0; i < LIMIT_RENDER_CONNECTIONS; i++)
        (void)close(clients[i]);
    proxy_free(proxy);
}

static void pass_on(BIO *from, struct proxy_tls *tls, struct buf *plain, BIO *to)
{
    char bytes[16384];
    struct buf wire;
    buf_init(&wire, 0);
    int n = BIO_read(from, bytes, sizeof bytes);
    assert_true(proxy_tls_receive(tls, (struct str){bytes, n > 0 ? (size_t)n : 0}, plain, &wire));
    if (wire.n)
        (void)BIO_write(to, wire.p, (int)wire.n);
    buf_done(&wire);
}

/* OpenSSL keeps errors per thread: a certificate that fetch could not read closes no connection of the browser. */
static void errors_of_others_close_nothing(void **state)
{
    struct proxy_keys *keys = proxy_keys_new();
    struct proxy_tls *tls = proxy_tls_new(keys);
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL *client = SSL_new(context);
    BIO *in = BIO_new(BIO_s_mem()), *out = BIO_new(BIO_s_mem());
    struct buf plain;
    (void)state;
    buf_init(&plain, 0);
    SSL_set_bio(client, in, out);
    for (int turn = 0; turn < 10 && SSL_connect(client) != 1; turn++)
        pass_on(out, tls, &plain, in);
    pass_on(out, tls, &plain, in);
    assert_int_equal(SSL_write(client, "GET / ", 6), 6);
    ERR_raise(ERR_LIB_USER, 1);
    pass_on(out, tls, &plain, in);
    assert_true(str_eq_c(buf_str(&plain), "GET / "));
    SSL_free(client);
    SSL_CTX_free(context);
    proxy_tls_free(tls);
    proxy_keys_free(keys);
    buf_done(&plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_a_browser_writes),
        cmocka_unit_test(refuses_everything_else),
        cmocka_unit_test(tunnels_lead_to_https_only),
        cmocka_unit_test(kept_connections_give_way),
        cmocka_unit_test(errors_of_others_close_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
