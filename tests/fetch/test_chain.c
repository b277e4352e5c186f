/* test_chain.c - certificates: what is refused, and incomplete chains that are completed as browsers do.
 *
 * openssl (there with ca-certificates) makes the certificates and serves TLS on a free port of 127.0.0.1.
 * SPDX-License-Identifier: MIT
 */
#include "fetch/fetch.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/child.h"
#include "../support/server.h"
#include "base/clock.h"

enum { PATIENCE_MS = 20000 };

static char dir[] = "/tmp/oit-chain-XXXXXX";
static struct server *issuer; /* has inter.der */
static bool has_openssl;

/* Fixed text and a folder of ours; the compiler checks the format. */
static char command[4096];
#define RUN(...) ((void)snprintf(command, sizeof command, __VA_ARGS__), run_command())

static int run_command(void)
{
    return system(command);
}

static int make_certificates(void **state)
{
    (void)state;
    static const struct server_file none[] = {{"index.html", "x"}, {NULL, NULL}};
    if (!mkdtemp(dir))
        return -1;
    char scenario[256];
    (void)snprintf(scenario, sizeof scenario, "/inter.der body-file=%s/inter.der type=application/pkix-cert\n/junk.der body=junk\n", dir);
    issuer = server_start_files(none, scenario); /* the file is read when it is asked for */
    (void)RUN("cd %s && for n in root inter leaf lost; do openssl ecparam -genkey -name prime256v1 -noout -out $n.key; done 2>/dev/null", dir);
    (void)RUN("cd %s && printf 'basicConstraints=critical,CA:TRUE\\n' >ca.ext && "
              "printf 'subjectAltName=IP:127.0.0.1\\nauthorityInfoAccess=caIssuers;URI:%sinter.der\\n' >leaf.ext && "
              "printf 'subjectAltName=IP:127.0.0.1\\nauthorityInfoAccess=caIssuers;URI:%sjunk.der\\n' >lost.ext",
              dir, server_url(issuer), server_url(issuer));
    has_openssl = RUN("cd %s && exec 2>/dev/null && openssl req -x509 -key root.key -subj /CN=root -days 2 -out root.pem && "
                      "openssl req -new -key inter.key -subj /CN=inter | openssl x509 -req -CA root.pem -CAkey root.key -set_serial 2 -days 2 "
                      "-extfile ca.ext -out inter.pem && openssl x509 -in inter.pem -outform DER -out inter.der && "
                      "for n in leaf lost; do openssl req -new -key $n.key -subj /CN=$n | openssl x509 -req -CA inter.pem -CAkey inter.key "
                      "-set_serial 3 -days 2 -extfile $n.ext -out $n.pem || exit 1; done",
                      dir) == 0;
    return 0;
}

static int remove_certificates(void **state)
{
    (void)state;
    server_stop(issuer);
    return RUN("rm -r %s", dir) == 0 ? 0 : -1;
}

struct tls_server {
    pid_t pid;
    int port;
};

static struct tls_server serve_tls(const char *name)
{
    struct tls_server s = {0};
    int out[2];
    char line[256], *colon;
    if (pipe(out) != 0)
        fail_msg("pipe");
    s.pid = child_fork();
    if (s.pid == 0) {
        char certificate[64], key[64];
        (void)snprintf(certificate, sizeof certificate, "%s/%s.pem", dir, name);
        (void)snprintf(key, sizeof key, "%s/%s.key", dir, name);
        (void)dup2(out[1], STDOUT_FILENO);
        (void)dup2(open("/dev/null", O_RDWR), STDERR_FILENO);
        (void)execlp("openssl", "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www", (char *)NULL);
        _exit(127);
    }
    (void)close(out[1]);
    FILE *lines = fdopen(out[0], "r");
    while (s.port == 0 && fgets(line, sizeof line, lines))
        if (strncmp(line, "ACCEPT", 6) == 0 && (colon = strrchr(line, ':')) != NULL)
            s.port = atoi(colon + 1);
    (void)fclose(lines);
    return s;
}

static void stop_tls(struct tls_server s)
{
    (void)kill(s.pid, SIGKILL);
    (void)waitpid(s.pid, NULL, 0);
}

/* Fetches the server's page n times at once; all must end with the fault. */
static void expect(const struct tls_server *s, const struct fetch_options *given, int n, enum oit_fault fault, bool is_broken)
{
    char url[64], root[64], given_address[64];
    const char *resolve[] = {given_address};
    (void)snprintf(given_address, sizeof given_address, "127.0.0.1:%d:127.0.0.1", s->port);
    (void)snprintf(url, sizeof url, "https://127.0.0.1:%d/", s->port);
    (void)snprintf(root, sizeof root, "%s/root.pem", dir);
    struct fetch_options options = *given;
    struct fetch_answer a;
    options.start_url = STR_LIT("http://www.example.go.th/"); /* a foreign host: an own one is read unverified (tests/guest/test_tls.c) */
    options.resolve = resolve;
    options.n_resolve = 1;
    options.timeout_ms = 5000;
    if (!options.cacert)
        options.cacert = root;
    struct fetch *f = fetch_new(&options, NULL);
    int64_t until = clock_mono_ms() + PATIENCE_MS;
    for (int i = 0; i < n; i++)
        fetch_add(f, &(struct fetch_request){.url = str_from(url)});
    bool was_broken = false;
    int n_answers = 0;
    while (fetch_pending(f) > 0 && clock_mono_ms() < until) {
        (void)fetch_run(f, 500, NULL, 0);
        while (fetch_next(f, &a)) {
            if (a.fault != fault)
                fail_msg("fault %d, not %d: %s", (int)a.fault, (int)fault, a.detail);
            was_broken = was_broken || a.has_broken_chain;
            n_answers++;
        }
    }
    assert_int_equal(n_answers, n);
    assert_int_equal(was_broken, is_broken);
    fetch_free(f);
}

static void completes_a_chain_as_browsers_do(void **state)
{
    (void)state;
    if (!has_openssl)
        skip();
    struct tls_server s = serve_tls("leaf");
    expect(&s, &(struct fetch_options){.allow_private = true}, 3, FAULT_NONE, true);
    stop_tls(s);
}

static void refuses_what_is_not_verified(void **state)
{
    (void)state;
    if (!has_openssl)
        skip();
    struct tls_server s = serve_tls("leaf");
    /* the issuer lies on loopback, and the guard holds for our own requests too */
    expect(&s, &(struct fetch_options){0}, 1, FAULT_TLS_INCOMPLETE_CHAIN, false);
    /* a chain up to an unknown root is none, complete or not */
    expect(&s, &(struct fetch_options){.allow_private = true, .cacert = "/etc/ssl/certs/ca-certificates.crt"}, 2, FAULT_TLS_UNTRUSTED, false);
    expect(&s, &(struct fetch_options){.tls_insecure = true}, 1, FAULT_NONE, false);
    stop_tls(s);
    s = serve_tls("lost"); /* what lies there is no certificate */
    expect(&s, &(struct fetch_options){.allow_private = true}, 2, FAULT_TLS_INCOMPLETE_CHAIN, false);
    stop_tls(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(completes_a_chain_as_browsers_do),
        cmocka_unit_test(refuses_what_is_not_verified),
    };
    return cmocka_run_group_tests_name("chain", tests, make_certificates, remove_certificates);
}
