/* tool.c - the steps of a PDF's tool run and what their ends mean.
 *
 * What poppler says when it gives up is not an interface: two of its sentences are read ("Incorrect password", "out of memory"), everything
 * else is judged by exit status and by whether text came.
 * SPDX-License-Identifier: MIT
 */
#include "worker/tool.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"

enum {
    MAX_ATTEMPTS = 3,       /* the whole, and twice behind a page that hangs */
    PAGES_AFTER_HANG = 40,  /* the first pages are worth most */
    ERROR_TEXT_BYTES = 16384,
};

static int memory_file(struct str bytes)
{
    int fd = memfd_create("oitcheck-tool", MFD_CLOEXEC);
    while (fd >= 0 && bytes.n > 0) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            (void)close(fd);
            return -1;
        }
        bytes = str_from_pos(bytes, (size_t)n);
    }
    return fd;
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

static bool start_step(struct tool_run *run, struct launcher *launcher, uint32_t *next_serial)
{
    close_fd(&run->output_fd);
    close_fd(&run->error_fd);
    run->output_fd = memory_file(STR_NONE);
    run->error_fd = memory_file(STR_NONE);
    run->serial = ++*next_serial;
    run->n_attempts++;
    struct launch_request request = {.serial = run->serial, .program = (uint32_t)run->step, .limit_ms = run->limit_ms};
    if (run->step != TOOL_PDF_INFO) {
        request.first_page = run->first_page;
        request.last_page = run->last_page;
    }
    const int fds[3] = {run->document_fd, run->output_fd, run->error_fd};
    if (run->output_fd >= 0 && run->error_fd >= 0 && lseek(run->document_fd, 0, SEEK_SET) == 0 && launcher_send(launcher, &request, fds))
        return true;
    run->fault = FAULT_PARSER_CRASH;
    return false;
}

bool tool_run_begin(struct tool_run *run, struct launcher *launcher, struct str bytes, uint32_t limit_ms, uint32_t *next_serial)
{
    *run = (struct tool_run){.limit_ms = limit_ms, .output_fd = -1, .error_fd = -1, .step = TOOL_PDF_INFO};
    for (int i = 0; i < N_TOOL_PROGRAMS; i++)
        buf_init(&run->texts[i], LIMIT_TEXT_BYTES);
    run->document_fd = memory_file(bytes);
    if (run->document_fd >= 0)
        return start_step(run, launcher, next_serial);
    run->fault = FAULT_PARSER_LIMIT;
    return false;
}

static void read_file(int fd, struct buf *out)
{
    char chunk[65536];
    off_t at = 0;
    ssize_t n;
    while ((n = pread(fd, chunk, sizeof chunk, at)) > 0 && buf_add(out, chunk, (size_t)n))
        at += n;
}

static bool says(int fd, const char *words)
{
    struct buf text;
    buf_init(&text, ERROR_TEXT_BYTES);
    char chunk[4096];
    ssize_t n = pread(fd, chunk, sizeof chunk, 0);
    if (n > 0)
        (void)buf_add(&text, chunk, (size_t)n);
    bool is_there = str_find_nocase_c(buf_str(&text), words) != STR_NPOS;
    buf_done(&text);
    return is_there;
}

static enum oit_fault fault_of(const struct tool_run *run, const struct launch_reply *reply, bool has_output)
{
    if (reply->start_errno != 0)
        return reply->start_errno == ENOENT || reply->start_errno == EACCES ? FAULT_TOOL_MISSING : FAULT_PARSER_CRASH;
    if (reply->timed_out || (WIFSIGNALED(reply->wait_status) && (WTERMSIG(reply->wait_status) == SIGXCPU || WTERMSIG(reply->wait_status) == SIGKILL)))
        return FAULT_TIMEOUT;
    if (WIFSIGNALED(reply->wait_status))
        return FAULT_PARSER_CRASH;
    if (WEXITSTATUS(reply->wait_status) == 0)
        return FAULT_NONE;
    if (says(run->error_fd, "incorrect password"))
        return FAULT_ENCRYPTED;
    if (says(run->error_fd, "out of memory"))
        return FAULT_PARSER_LIMIT;
    return has_output ? FAULT_NONE : FAULT_DAMAGED;
}

static uint32_t count_pages(struct str text)
{
    uint32_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\f';
    return n;
}

static bool has_visible(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] > ' ')
            return true;
    return false;
}

/* pdftotext writes page by page, so the page that hangs is the one behind the last that came. What came of it is dropped. */
static bool step_over_page(struct tool_run *run, struct buf *text, size_t n_before)
{
    if (run->step != TOOL_PDF_RAW || run->n_attempts >= MAX_ATTEMPTS)
        return false;
    struct str all = buf_str(text);
    size_t end = str_rchr(all, '\f');
    text->n = end == STR_NPOS ? n_before : end + 1;
    if (!buf_add_char(text, '\f'))
        return false;
    run->first_page = count_pages(buf_str(text)) + 1;
    run->last_page = run->first_page + PAGES_AFTER_HANG - 1;
    return true;
}

static uint32_t page_count(struct str info)
{
    size_t at = str_find_c(info, "Pages:");
    uint64_t n = 0;
    if (at == STR_NPOS)
        return 0;
    struct str rest = str_from_pos(info, at + 6);
    (void)str_to_u64(str_trim(str_cut(&rest, '\n')), UINT32_MAX, &n);
    return (uint32_t)n;
}

/* What comes after a step that ended with fault; true: something does. */
static bool next_step(struct tool_run *run, enum oit_fault fault)
{
    run->n_attempts = 0;
    if (run->step == TOOL_PDF_INFO) {
        run->fault = fault;
        run->step = TOOL_PDF_RAW;
        run->last_page = page_count(buf_str(&run->texts[TOOL_PDF_INFO])) > LIMIT_PDF_PAGES ? LIMIT_PDF_PAGES : 0;
        return fault != FAULT_ENCRYPTED; /* pdfinfo only helps: without it the text is still read */
    }
    if (run->step == TOOL_PDF_RAW) {
        if (fault != FAULT_NONE || has_visible(buf_str(&run->texts[TOOL_PDF_RAW])))
            run->fault = fault; /* what stopped pdfinfo did not stop this one */
        run->step = TOOL_PDF_LAYOUT;
        run->first_page = 0;
        run->last_page = LIMIT_LAYOUT_PAGES;
        return (fault == FAULT_NONE || fault == FAULT_PARSER_LIMIT) && has_visible(buf_str(&run->texts[TOOL_PDF_RAW]));
    }
    return false; /* a layout that failed is a table less, no fault: its text was read */
}

bool tool_run_reply(struct tool_run *run, struct launcher *launcher, const struct launch_reply *reply, uint32_t *next_serial)
{
    struct buf *text = &run->texts[run->step];
    size_t n_before = text->n;
    read_file(run->output_fd, text);
    enum oit_fault fault = fault_of(run, reply, text->n > n_before);
    if (run->step == TOOL_PDF_RAW && run->n_attempts > 1)
        fault = FAULT_TIMEOUT; /* the page that was stepped over is lacking, and those behind the last; there may be none behind it */
    if (fault == FAULT_NONE && run->step == TOOL_PDF_RAW && (text->n >= LIMIT_TEXT_BYTES || run->last_page != 0))
        fault = FAULT_PARSER_LIMIT; /* cut: what stands behind was not read */
    bool goes_on = fault == FAULT_TIMEOUT && reply->timed_out && step_over_page(run, text, n_before);
    if (!goes_on)
        goes_on = next_step(run, fault);
    return !goes_on || !start_step(run, launcher, next_serial);
}

struct extract_tools tool_run_result(const struct tool_run *run)
{
    struct extract_tools tools = {.fault = run->fault};
    struct str *const places[N_TOOL_PROGRAMS] = {[TOOL_PDF_INFO] = &tools.pdf_info, [TOOL_PDF_RAW] = &tools.pdf_raw,
                                                 [TOOL_PDF_LAYOUT] = &tools.pdf_layout};
    for (int i = 0; i < N_TOOL_PROGRAMS; i++)
        if (run->texts[i].p) /* absent when not run; an empty answer is an answer */
            *places[i] = buf_str(&run->texts[i]);
    return tools;
}

void tool_run_done(struct tool_run *run)
{
    close_fd(&run->document_fd);
    close_fd(&run->output_fd);
    close_fd(&run->error_fd);
    for (int i = 0; i < N_TOOL_PROGRAMS; i++)
        buf_done(&run->texts[i]);
}
