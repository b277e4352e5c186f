/* tool.c - running the steps of a request: descriptors, time limits, what the end of a program means.
 *
 * What a program says when it gives up is not an interface: a few sentences are read ("Incorrect password", "out of memory"), everything else
 * is judged by exit status and by whether text came. Which step follows which stands in tool_pdf.c and tool_scan.c.
 * SPDX-License-Identifier: MIT
 */
#include "worker/tool.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "worker/tool_steps.h"

enum { ERROR_TEXT_BYTES = 16384 };

/* --- needs of one step --------------------------------------------------------------------------------------------------------- */

static bool doc_begin(struct tool_run *run)
{
    tool_step_set(run, TOOL_DOC_TEXT, 0, 0);
    return true;
}

static bool doc_next(struct tool_run *run, const struct step_end *end)
{
    bool was_text = run->step == TOOL_DOC_TEXT;
    if (was_text)
        run->fault = end->fault;
    tool_step_set(run, TOOL_DOC_XML, 0, 0);
    return was_text && end->fault == FAULT_NONE; /* XML that failed is tables less, no fault */
}

static bool xls_begin(struct tool_run *run)
{
    tool_step_set(run, TOOL_XLS_CELLS, 0, 0);
    return true;
}

static bool last_step(struct tool_run *run, const struct step_end *end)
{
    run->fault = end->fault;
    return false;
}

static const struct {
    steps_begin_fn begin;
    steps_next_fn next;
} steps[N_EXTRACT_NEEDS] = {
    [NEED_PDF_TEXT] = {pdf_text_begin, pdf_text_next}, [NEED_DOC_TEXT] = {doc_begin, doc_next},
    [NEED_XLS_CELLS] = {xls_begin, last_step},         [NEED_PDF_FILES] = {pdf_files_begin, pdf_files_next},
    [NEED_SCAN_TEXT] = {scan_begin, scan_next},
};

void tool_step_set(struct tool_run *run, enum tool_program step, uint32_t first_page, uint32_t last_page)
{
    run->step = step;
    run->first_page = first_page;
    run->last_page = last_page;
    run->n_attempts = 0;
}

/* --- one step ------------------------------------------------------------------------------------------------------------------ */

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

static bool is_scan_step(enum tool_program step)
{
    return step == TOOL_PDF_PAGE || step == TOOL_IMAGE_PAGE || step == TOOL_OCR_THAI || step == TOOL_DIGITS || step == TOOL_OCR_DIGITS;
}

static bool reads_image(enum tool_program step)
{
    return step == TOOL_OCR_THAI || step == TOOL_DIGITS || step == TOOL_OCR_DIGITS;
}

static bool start_step(struct tool_run *run, struct launcher *launcher, uint32_t *next_serial)
{
    close_fd(&run->output_fd);
    close_fd(&run->error_fd);
    run->output_fd = memory_file(STR_NONE);
    run->error_fd = memory_file(STR_NONE);
    run->serial = ++*next_serial;
    run->n_attempts++;
    const struct launch_request request = {
        .serial = run->serial, .program = (uint32_t)run->step, .limit_ms = is_scan_step(run->step) ? LIMIT_OCR_MS : run->limit_ms,
        .first_page = run->first_page, .last_page = run->last_page, .dpi = run->n_pages ? run->pages[run->n_pages - 1].facts.dpi : run->request.dpi};
    int input = reads_image(run->step) ? run->image_fd : run->document_fd;
    const int fds[3] = {input, run->output_fd, run->error_fd};
    if (run->output_fd >= 0 && run->error_fd >= 0 && lseek(input, 0, SEEK_SET) == 0 && launcher_send(launcher, &request, fds))
        return true;
    run->fault = FAULT_PARSER_CRASH;
    return false;
}

static struct buf *output_of(struct tool_run *run)
{
    if (run->request.need == NEED_SCAN_TEXT)
        return scan_output(run);
    return run->request.need == NEED_PDF_FILES ? pdf_files_output(run) : &run->texts[run->step];
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

static enum oit_fault fault_of_builtin(int status)
{
    static const enum oit_fault faults[] = {[BUILTIN_DONE] = FAULT_NONE, [BUILTIN_DAMAGED] = FAULT_DAMAGED, [BUILTIN_ENCRYPTED] = FAULT_ENCRYPTED,
                                            [BUILTIN_LIMIT] = FAULT_PARSER_LIMIT, [BUILTIN_UNSUPPORTED] = FAULT_UNSUPPORTED};
    return status >= 0 && (size_t)status < sizeof faults / sizeof faults[0] ? faults[status] : FAULT_PARSER_CRASH;
}

static enum oit_fault fault_of(const struct tool_run *run, const struct launch_reply *reply, bool has_output)
{
    if (reply->start_errno != 0)
        return reply->start_errno == ENOENT || reply->start_errno == EACCES ? FAULT_TOOL_MISSING : FAULT_PARSER_CRASH;
    if (reply->timed_out || (WIFSIGNALED(reply->wait_status) && (WTERMSIG(reply->wait_status) == SIGXCPU || WTERMSIG(reply->wait_status) == SIGKILL)))
        return FAULT_TIMEOUT;
    if (WIFSIGNALED(reply->wait_status))
        return FAULT_PARSER_CRASH;
    if (tool_programs[run->step].executable == EXE_NONE)
        return fault_of_builtin(WEXITSTATUS(reply->wait_status));
    if (WEXITSTATUS(reply->wait_status) == 0)
        return FAULT_NONE;
    if (says(run->error_fd, "incorrect password"))
        return FAULT_ENCRYPTED;
    if (says(run->error_fd, "out of memory"))
        return FAULT_PARSER_LIMIT;
    return has_output ? FAULT_NONE : FAULT_DAMAGED;
}

/* --- the run ------------------------------------------------------------------------------------------------------------------- */

bool tool_run_begin(struct tool_run *run, struct launcher *launcher, const struct extract_request *request, struct str bytes, uint32_t limit_ms,
                    uint32_t *next_serial)
{
    *run = (struct tool_run){.request = *request, .limit_ms = limit_ms, .image_fd = -1, .output_fd = -1, .error_fd = -1};
    run->request.bytes = STR_NONE;
    if (run->request.dpi == 0)
        run->request.dpi = SCAN_DPI;
    arena_init(&run->arena);
    for (int i = 0; i < N_TOOL_PROGRAMS; i++)
        buf_init(&run->texts[i], LIMIT_TEXT_BYTES);
    run->document_fd = memory_file(bytes);
    if (run->document_fd < 0)
        run->fault = FAULT_PARSER_LIMIT;
    return run->document_fd >= 0 && steps[request->need].begin(run) && start_step(run, launcher, next_serial);
}

bool tool_run_reply(struct tool_run *run, struct launcher *launcher, const struct launch_reply *reply, uint32_t *next_serial)
{
    struct buf *text = output_of(run);
    struct step_end end = {.timed_out = reply->timed_out != 0, .n_before = text ? text->n : 0};
    if (text)
        read_file(run->output_fd, text);
    bool has_output = text ? text->n > end.n_before : lseek(run->output_fd, 0, SEEK_END) > 0;
    end.fault = fault_of(run, reply, has_output);
    if (end.fault == FAULT_TOOL_MISSING)
        run->missing = tool_programs[run->step].executable;
    bool goes_on = steps[run->request.need].next(run, &end);
    return !goes_on || !start_step(run, launcher, next_serial);
}

static const struct extract_scan_page *scan_result(struct tool_run *run)
{
    struct extract_scan_page *pages = ARENA_ARRAY(&run->arena, struct extract_scan_page, run->n_pages);
    for (size_t i = 0; i < run->n_pages; i++) {
        pages[i] = run->pages[i].facts;
        pages[i].tsv = buf_str(&run->pages[i].tsv);
        pages[i].digits = buf_str(&run->pages[i].digits);
        pages[i].digits_tsv = buf_str(&run->pages[i].digits_tsv);
    }
    return pages;
}

static const struct extract_file *files_result(struct tool_run *run)
{
    struct extract_file *files = ARENA_ARRAY(&run->arena, struct extract_file, run->n_files);
    for (size_t i = 0; i < run->n_files; i++)
        files[i] = (struct extract_file){buf_str(&run->files[i].name), buf_str(&run->files[i].bytes), run->files[i].fault};
    return files;
}

struct extract_tools tool_run_result(struct tool_run *run)
{
    struct extract_tools tools = {.need = run->request.need, .part = run->request.part, .fault = run->fault};
    struct str *const places[N_TOOL_PROGRAMS] = {[TOOL_PDF_INFO] = &tools.pdf_info,     [TOOL_PDF_LINKS] = &tools.pdf_links,
                                                 [TOOL_PDF_RAW] = &tools.pdf_raw,       [TOOL_PDF_LAYOUT] = &tools.pdf_layout,
                                                 [TOOL_DOC_TEXT] = &tools.text,         [TOOL_DOC_XML] = &tools.doc_xml,
                                                 [TOOL_XLS_CELLS] = &tools.text};
    for (int i = 0; i < N_TOOL_PROGRAMS; i++)
        if (places[i] && run->texts[i].p) /* absent when not run; an empty answer is an answer */
            *places[i] = buf_str(&run->texts[i]);
    tools.pages = scan_result(run);
    tools.n_pages = run->n_pages;
    tools.files = files_result(run);
    tools.n_files = run->n_files;
    return tools;
}

void tool_run_done(struct tool_run *run)
{
    int *const fds[] = {&run->document_fd, &run->image_fd, &run->output_fd, &run->error_fd};
    for (size_t i = 0; i < sizeof fds / sizeof fds[0]; i++)
        close_fd(fds[i]);
    for (int i = 0; i < N_TOOL_PROGRAMS; i++)
        buf_done(&run->texts[i]);
    for (size_t i = 0; i < run->n_pages; i++) {
        buf_done(&run->pages[i].tsv);
        buf_done(&run->pages[i].digits);
        buf_done(&run->pages[i].digits_tsv);
    }
    for (size_t i = 0; i < run->n_files; i++) {
        buf_done(&run->files[i].name);
        buf_done(&run->files[i].bytes);
    }
    free(run->files);
    run->files = NULL;
    run->n_files = run->n_pages = 0;
    arena_done(&run->arena);
}
