/* doctor.c - the self check.
 *
 * What can be tried is tried: the rules run their examples, workers read a page and a PDF made on the spot, the sandbox is attacked, the store is
 * opened. The network is left alone: a check must not depend on somebody else's server.
 * SPDX-License-Identifier: MIT
 */
#include "oitcheck/doctor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/messages.h"
#include "render/browser.h"
#include "run/libraries.h"
#include "run/setup.h"
#include "store/store.h"
#include "text/years.h"
#include "worker/pool.h"
#include "worker/sandbox.h"

enum doctor_state { DOCTOR_OK = 0, DOCTOR_DEGRADED = 1, DOCTOR_BROKEN = 6 /* the exit codes */ };
enum {
    PROGRAM_MS = 5000,
    BROWSER_MS = 20000,
    PROGRAM_OUTPUT_BYTES = 64 * 1024,
    ROOM_BYTES = 500 * 1024 * 1024, /* a crawl of 20,000 pages keeps 200-400 MB */
    OLDEST_YEAR_CE = 2026,          /* the program is not older than this */
    NEWEST_YEAR_CE = 2099,
    MAX_FINDINGS = 32,
};

struct finding {
    enum doctor_state state;
    char *th, *en;
};

struct doctor {
    const struct oit_options *options;
    struct finding findings[MAX_FINDINGS];
    size_t n;
};

static void found(struct doctor *d, enum doctor_state state, const char *th, const char *en)
{
    if (d->n < MAX_FINDINGS)
        d->findings[d->n++] = (struct finding){state, mem_text(str_from(th)), mem_text(str_from(en))};
}

static void found_message(struct doctor *d, enum doctor_state state, enum msg id, const char *const *args)
{
    struct buf th, en;
    buf_init(&th, 0);
    buf_init(&en, 0);
    msg_add(&th, MSG_TH, id, args);
    msg_add(&en, MSG_EN, id, args);
    found(d, state, th.p, en.p);
    buf_done(&th);
    buf_done(&en);
}

/* --- program and libraries ----------------------------------------------------------------------------------------------------- */

static void check_libraries(struct doctor *d)
{
    struct buf list;
    buf_init(&list, 0);
    libraries_list(&list);
    struct library_facts facts = libraries_facts();
    found_message(d, DOCTOR_OK, MSG_DOCTOR_PROGRAM, MSG_ARGS(OIT_VERSION));
    found_message(d, DOCTOR_OK, MSG_DOCTOR_LIBRARIES, MSG_ARGS(list.p));
    if (!facts.has_jit)
        found_message(d, DOCTOR_DEGRADED, MSG_DOCTOR_NO_JIT, MSG_ARGS("PCRE2"));
    if (!facts.has_tls)
        found_message(d, DOCTOR_DEGRADED, MSG_DOCTOR_NO_TLS, MSG_ARGS("libcurl"));
    buf_done(&list);
}

/* --- rules --------------------------------------------------------------------------------------------------------------------- */

static void check_examples(struct doctor *d, const struct scheme *scheme)
{
    size_t n_bad = scheme_run_examples(scheme, NULL);
    char count[32], items[32];
    (void)snprintf(count, sizeof count, "%zu", n_bad);
    (void)snprintf(items, sizeof items, "%zu", scheme->n_items);
    if (n_bad)
        found_message(d, DOCTOR_DEGRADED, MSG_DOCTOR_RULES_EXAMPLES, MSG_ARGS(scheme->id, count));
    else
        found_message(d, DOCTOR_OK, MSG_DOCTOR_RULES, MSG_ARGS(scheme->id, items, scheme->revision));
}

static void check_rules(struct doctor *d)
{
    struct setup setup;
    struct err err = {0};
    if (setup_make(d->options, &setup, &err) == OIT_OK)
        check_examples(d, setup.scheme);
    else
        found(d, DOCTOR_BROKEN, err.th, err.en);
    setup_done(&setup);
}

/* --- helper programs ----------------------------------------------------------------------------------------------------------- */

static void read_for(int fd, int64_t until_ms, struct buf *out)
{
    for (;;) {
        int64_t left = until_ms - clock_mono_ms();
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        char chunk[4096];
        if (left <= 0 || poll(&wait, 1, (int)left) <= 0)
            return;
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n <= 0 || !buf_add(out, chunk, (size_t)n))
            return;
    }
}

/* What a program says on both outputs. False: it is not there. */
static bool ask_program(const char *name, const char *argument, struct buf *out)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    posix_spawn_file_actions_t actions;
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    (void)posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    char *program = mem_text(str_from(name)), *option = mem_text(str_from(argument));
    char *const argv[] = {program, option, NULL};
    char *const environment[] = {NULL};
    pid_t pid = 0;
    bool is_there = posix_spawnp(&pid, name, &actions, NULL, argv, environment) == 0;
    (void)close(ends[1]);
    if (is_there) {
        read_for(ends[0], clock_mono_ms() + PROGRAM_MS, out);
        (void)kill(pid, SIGKILL); /* it has said all, or hangs */
        while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    (void)close(ends[0]);
    (void)posix_spawn_file_actions_destroy(&actions);
    free(program);
    free(option);
    return is_there;
}

static char *first_line(struct str text)
{
    return mem_text(str_trim(str_cut(&text, '\n')));
}

/* The first line that tells a version; antiword says its own after its name. */
static char *version_line(struct str said)
{
    struct str rest = said;
    while (rest.n > 0) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        if (str_starts_c(line, "Version:"))
            return mem_text(line);
    }
    return first_line(said);
}

static void check_programs(struct doctor *d)
{
    static const struct {
        enum tool_executable executable;
        const char *option, *reads;
        enum msg absent;
    } rows[] = {{EXE_PDFTOTEXT, "-v", "PDF", MSG_DOCTOR_NO_TOOL},      {EXE_PDFINFO, "-v", "PDF", MSG_DOCTOR_NO_TOOL},
                {EXE_PDFTOPPM, "-v", "PDF", MSG_DOCTOR_NO_PICTURES},    {EXE_PDFDETACH, "-v", "PDF", MSG_DOCTOR_NO_MEMBERS},
                {EXE_PDFTOHTML, "-v", "PDF", MSG_DOCTOR_NO_LINKS},      {EXE_ANTIWORD, "-h", "DOC (Word 97-2003)", MSG_DOCTOR_NO_TOOL}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buf said, command;
        const struct executable *executable = &tool_executables[rows[i].executable];
        buf_init(&said, PROGRAM_OUTPUT_BYTES);
        buf_init(&command, 0);
        (void)buf_addf(&command, "apt-get install %s", executable->package);
        if (ask_program(executable->name, rows[i].option, &said)) {
            char *version = version_line(buf_str(&said));
            found_message(d, DOCTOR_OK, MSG_DOCTOR_TOOL, MSG_ARGS(executable->name, version));
            free(version);
        } else {
            found_message(d, DOCTOR_DEGRADED, rows[i].absent, MSG_ARGS(executable->name, command.p, rows[i].reads));
        }
        buf_done(&said);
        buf_done(&command);
    }
}

/* Optional: without it pages made by script stay unread, and are called so. */
static void check_browser(struct doctor *d)
{
    const char *program = browser_program();
    if (!program)
        found_message(d, DOCTOR_OK, MSG_DOCTOR_NO_BROWSER, MSG_ARGS("apt-get install chromium chromium-sandbox"));
    else if (browser_try(program, BROWSER_MS) == BROWSER_DONE)
        found_message(d, DOCTOR_OK, MSG_DOCTOR_BROWSER, MSG_ARGS(program));
    else
        found_message(d, DOCTOR_DEGRADED, MSG_DOCTOR_BROWSER_FAILS, MSG_ARGS(program));
}

static bool has_line(struct str text, const char *wanted)
{
    while (text.n > 0)
        if (str_eq_c(str_trim(str_cut(&text, '\n')), wanted))
            return true;
    return false;
}

static void check_ocr(struct doctor *d)
{
    struct buf version, languages;
    buf_init(&version, PROGRAM_OUTPUT_BYTES);
    buf_init(&languages, PROGRAM_OUTPUT_BYTES);
    bool is_there = ask_program("tesseract", "--version", &version) && ask_program("tesseract", "--list-langs", &languages);
    if (is_there && has_line(buf_str(&languages), "tha")) {
        char *line = first_line(buf_str(&version));
        found_message(d, DOCTOR_OK, MSG_DOCTOR_TOOL, MSG_ARGS("tesseract (tha)", line));
        free(line);
    } else {
        found_message(d, DOCTOR_DEGRADED, MSG_DOCTOR_NO_OCR, MSG_ARGS("tesseract", "apt-get install tesseract-ocr tesseract-ocr-tha"));
    }
    buf_done(&version);
    buf_done(&languages);
}

/* The model for Thai digits; tools run as nobody where we are root, and may not read what only root may. */
static void check_digits(struct doctor *d)
{
    const char *folder = setup_ocr_folder();
    if (!folder) {
        found_message(d, DOCTOR_DEGRADED, MSG_DOCTOR_NO_DIGITS, MSG_ARGS("ocr/thd.traineddata"));
        return;
    }
    struct buf path;
    buf_init(&path, 0);
    (void)buf_addf(&path, "%s/thd.traineddata", folder);
    if (sandbox_tool_reads(folder, "thd.traineddata"))
        found_message(d, DOCTOR_OK, MSG_DOCTOR_DIGITS, MSG_ARGS(path.p));
    else
        found_message(d, DOCTOR_DEGRADED, MSG_DOCTOR_DIGITS_HIDDEN, MSG_ARGS(path.p, "chmod a+rX"));
    buf_done(&path);
}

/* --- workers ------------------------------------------------------------------------------------------------------------------- */

/* One page that says "doctor"; no cross-reference table, which every reader makes again. */
static const char tiny_pdf[] = "%PDF-1.4\n"
                               "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                               "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                               "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
                               "4 0 obj<</Length 235>>stream\nBT /F 8 Tf 9 80 Td 10 TL\n"
                               "(doctor reads this line to see whether text comes through) Tj T*\n"
                               "(the second line is here because a page with little text) Tj T*\n"
                               "(is taken for a picture, and rightly so in real documents) Tj ET\nendstream endobj\n"
                               "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
                               "trailer<</Root 1 0 R>>\n%%EOF\n";
static const char tiny_page[] = "<html><head><title>doctor</title></head><body><p>doctor reads</p></body></html>";

static enum oit_fault try_reading(struct pool *pool, const char *url, const char *type, struct str bytes)
{
    struct page_result result;
    struct page_job job = {.url = str_from(url), .content_type = str_from(type), .bytes = bytes, .wants_document = true};
    if (!page_result_unpack(pool_run(pool, &job), &result))
        return FAULT_PARSER_CRASH;
    if (result.fault != FAULT_NONE)
        return result.fault;
    struct arena arena;
    struct document doc;
    arena_init(&arena);
    enum oit_fault fault = FAULT_DAMAGED;
    if (doc_unpack(result.document, &arena, &doc))
        fault = doc.fault == FAULT_NONE && str_find_c(doc.raw, "doctor reads") == STR_NPOS ? FAULT_NO_TEXT : doc.fault;
    arena_done(&arena);
    return fault;
}

static void check_reading(struct doctor *d)
{
    struct pool *pool = NULL;
    struct err err = {0};
    if (pool_new(&(struct pool_options){.n_workers = 1, .ocr_folder = setup_ocr_folder()}, &pool, &err) != OIT_OK) {
        found(d, DOCTOR_BROKEN, err.th, err.en);
        return;
    }
    enum oit_fault page = try_reading(pool, "http://doctor.invalid/", "text/html", STR_LIT(tiny_page));
    enum oit_fault pdf = try_reading(pool, "http://doctor.invalid/a.pdf", "application/pdf", STR_LIT(tiny_pdf));
    if (page == FAULT_NONE && pdf == FAULT_NONE) {
        found_message(d, DOCTOR_OK, MSG_DOCTOR_READS, MSG_ARGS("PDF"));
    } else {
        enum oit_fault fault = page != FAULT_NONE ? page : pdf;
        struct buf th, en;
        buf_init(&th, 0);
        buf_init(&en, 0);
        msg_add(&th, MSG_TH, MSG_DOCTOR_READS_NOT, MSG_ARGS(oit_fault_th(fault)));
        msg_add(&en, MSG_EN, MSG_DOCTOR_READS_NOT, MSG_ARGS(oit_fault_en(fault)));
        found(d, page != FAULT_NONE ? DOCTOR_BROKEN : DOCTOR_DEGRADED, th.p, en.p);
        buf_done(&th);
        buf_done(&en);
    }
    pool_free(pool);
}

static void list_leaks(unsigned leaks, enum msg_language language, struct buf *out)
{
    static const struct {
        unsigned bit;
        enum msg id;
    } rows[] = {{SANDBOX_OPENS, MSG_DOCTOR_LEAK_OPEN},   {SANDBOX_SOCKETS, MSG_DOCTOR_LEAK_SOCKET}, {SANDBOX_EXECS, MSG_DOCTOR_LEAK_EXEC},
                {SANDBOX_KILLS, MSG_DOCTOR_LEAK_KILL}, {SANDBOX_FORKS, MSG_DOCTOR_LEAK_FORK},     {SANDBOX_READS, MSG_DOCTOR_LEAK_READ},    {SANDBOX_UNTRIED, MSG_DOCTOR_LEAK_UNTRIED}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (leaks & rows[i].bit)
            (void)buf_addf(out, "%s%s", out->n ? ", " : "", msg_in(language, rows[i].id));
}

static void check_sandbox(struct doctor *d)
{
    unsigned leaks = sandbox_try(SANDBOX_WORKER) | sandbox_try(SANDBOX_TOOL) | sandbox_try(SANDBOX_BUILTIN);
    if (leaks == 0) {
        found_message(d, DOCTOR_OK, MSG_DOCTOR_SANDBOX, NULL);
        return;
    }
    struct buf th, en, list_th, list_en;
    struct buf *const all[] = {&th, &en, &list_th, &list_en};
    for (size_t i = 0; i < 4; i++)
        buf_init(all[i], 0);
    list_leaks(leaks, MSG_TH, &list_th);
    list_leaks(leaks, MSG_EN, &list_en);
    msg_add(&th, MSG_TH, MSG_DOCTOR_SANDBOX_LEAKS, MSG_ARGS(list_th.p));
    msg_add(&en, MSG_EN, MSG_DOCTOR_SANDBOX_LEAKS, MSG_ARGS(list_en.p));
    found(d, DOCTOR_DEGRADED, th.p, en.p);
    for (size_t i = 0; i < 4; i++)
        buf_done(all[i]);
}

/* --- store, clock, certificates ------------------------------------------------------------------------------------------------ */

static void check_store(struct doctor *d)
{
    struct store *store = NULL;
    struct err err = {0};
    if (store_open(d->options->db, &store, &err) != OIT_OK) {
        found(d, DOCTOR_BROKEN, err.th, err.en);
        return;
    }
    struct statvfs disk;
    char *folder = mem_text(str_from(store_path(store)));
    char *slash = strrchr(folder, '/');
    if (slash && slash > folder)
        *slash = '\0';
    bool is_known = statvfs(slash ? folder : ".", &disk) == 0;
    uint64_t free_bytes = is_known ? (uint64_t)disk.f_bavail * disk.f_frsize : 0;
    char room[48] = "?";
    if (is_known)
        (void)snprintf(room, sizeof room, "%.1f GB", (double)free_bytes / 1e9);
    bool is_little = is_known && free_bytes < ROOM_BYTES;
    found_message(d, is_little ? DOCTOR_DEGRADED : DOCTOR_OK, is_little ? MSG_DOCTOR_STORE_FULL : MSG_DOCTOR_STORE, MSG_ARGS(store_path(store), room));
    free(folder);
    store_close(store);
}

static void check_clock(struct doctor *d)
{
    int64_t now = clock_now_s();
    struct clock_date today = clock_date_bangkok(now);
    char th[48], en[48];
    years_date_th(today, th, sizeof th);
    years_date_en(today, en, sizeof en);
    bool is_wrong = today.year_ce < OLDEST_YEAR_CE || today.year_ce > NEWEST_YEAR_CE;
    enum msg id = is_wrong ? MSG_DOCTOR_CLOCK_WRONG : MSG_DOCTOR_CLOCK;
    struct buf line_th, line_en;
    buf_init(&line_th, 0);
    buf_init(&line_en, 0);
    msg_add(&line_th, MSG_TH, id, MSG_ARGS(th));
    msg_add(&line_en, MSG_EN, id, MSG_ARGS(en));
    found(d, is_wrong ? DOCTOR_DEGRADED : DOCTOR_OK, line_th.p, line_en.p);
    buf_done(&line_th);
    buf_done(&line_en);
}

static void check_certificates(struct doctor *d)
{
    struct library_facts facts = libraries_facts();
    const char *file = d->options->cacert ? d->options->cacert : facts.ca_file;
    const char *place = file ? file : facts.ca_folder;
    bool is_there = (file && access(file, R_OK) == 0) || (!d->options->cacert && facts.ca_folder && file_is_dir(facts.ca_folder));
    if (is_there)
        found_message(d, DOCTOR_OK, MSG_DOCTOR_CA, MSG_ARGS(place));
    else
        found_message(d, DOCTOR_DEGRADED, MSG_DOCTOR_NO_CA, MSG_ARGS(place ? place : "-", "apt-get install ca-certificates"));
}

/* --- the answer ---------------------------------------------------------------------------------------------------------------- */

static void render(const struct doctor *d, struct buf *out)
{
    for (size_t i = 0; i < d->n; i++) {
        const struct finding *f = &d->findings[i];
        enum msg state = f->state == DOCTOR_OK ? MSG_DOCTOR_OK : f->state == DOCTOR_DEGRADED ? MSG_DOCTOR_DEGRADED : MSG_DOCTOR_BROKEN;
        if (d->options->language == OIT_TH)
            (void)buf_addf(out, "[%s] %s\n    ", msg_th(state), f->th);
        (void)buf_addf(out, "[%s] %s\n", msg_en(state), f->en);
    }
}

int oit_doctor(const struct oit_options *options, struct buf *out, int *ret_worst, struct err *err)
{
    static void (*const checks[])(struct doctor *) = {check_libraries, check_rules,  check_programs, check_ocr, check_browser,     check_digits, check_reading,
                                                      check_sandbox,   check_store, check_clock,     check_certificates};
    struct doctor d = {.options = options};
    (void)err; /* what is wrong is a finding */
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++)
        checks[i](&d);
    render(&d, out);
    *ret_worst = DOCTOR_OK;
    for (size_t i = 0; i < d.n; i++) {
        *ret_worst = (int)d.findings[i].state > *ret_worst ? (int)d.findings[i].state : *ret_worst;
        free(d.findings[i].th);
        free(d.findings[i].en);
    }
    return OIT_OK;
}
