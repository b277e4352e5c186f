/* tool_pdf.c - the steps of reading a PDF's text, and of taking a portfolio apart.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "worker/tool_steps.h"

enum {
    MAX_ATTEMPTS = 3,       /* the whole, and twice behind a page that hangs */
    PAGES_AFTER_HANG = 40,  /* the first pages are worth most */
};

/* --- text ---------------------------------------------------------------------------------------------------------------------- */

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
    if (run->n_attempts >= MAX_ATTEMPTS)
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

bool pdf_text_begin(struct tool_run *run)
{
    tool_step_set(run, TOOL_PDF_INFO, 0, 0);
    return true;
}

static bool raw_ended(struct tool_run *run, const struct step_end *end)
{
    struct buf *text = &run->texts[TOOL_PDF_RAW];
    enum oit_fault fault = end->fault;
    if (run->n_attempts > 1)
        fault = FAULT_TIMEOUT; /* the page that was stepped over is lacking, and those behind the last; there may be none behind it */
    if (fault == FAULT_NONE && (text->n >= LIMIT_TEXT_BYTES || run->last_page != 0))
        fault = FAULT_PARSER_LIMIT; /* cut: what stands behind was not read */
    if (fault == FAULT_TIMEOUT && end->timed_out && step_over_page(run, text, end->n_before))
        return true;
    bool has_text = has_visible(buf_str(text));
    if (fault != FAULT_NONE || has_text)
        run->fault = fault; /* what stopped pdfinfo did not stop this one */
    tool_step_set(run, has_text ? TOOL_PDF_LAYOUT : TOOL_PDF_LINKS, 0, LIMIT_LAYOUT_PAGES);
    return (fault == FAULT_NONE || fault == FAULT_PARSER_LIMIT) && (has_text || run->request.wants_links);
}

bool pdf_text_next(struct tool_run *run, const struct step_end *end)
{
    if (run->step == TOOL_PDF_INFO) {
        bool is_long = page_count(buf_str(&run->texts[TOOL_PDF_INFO])) > LIMIT_PDF_PAGES;
        run->fault = end->fault;
        tool_step_set(run, TOOL_PDF_RAW, 0, is_long ? LIMIT_PDF_PAGES : 0);
        return end->fault != FAULT_ENCRYPTED; /* pdfinfo only helps: without it the text is still read */
    }
    if (run->step == TOOL_PDF_RAW)
        return raw_ended(run, end);
    /* Layout or links that failed are a table or link less, no fault: the text was read. */
    bool goes_on = run->step == TOOL_PDF_LAYOUT && run->request.wants_links && !end->timed_out;
    tool_step_set(run, TOOL_PDF_LINKS, 0, LIMIT_LAYOUT_PAGES);
    return goes_on;
}

/* --- members of a portfolio ---------------------------------------------------------------------------------------------------- */

bool pdf_files_begin(struct tool_run *run)
{
    tool_step_set(run, TOOL_PDF_FILE_LIST, 0, 0);
    return true;
}

struct buf *pdf_files_output(struct tool_run *run)
{
    return run->step == TOOL_PDF_FILE ? &run->files[run->file_at].bytes : &run->texts[run->step];
}

/* "2 embedded files\n1: budget.xlsx\n2: plan.pdf\n" */
static void read_list(struct tool_run *run)
{
    struct str rest = buf_str(&run->texts[TOOL_PDF_FILE_LIST]);
    run->files = mem_alloc(LIMIT_PORTFOLIO_FILES * sizeof *run->files);
    while (rest.n && run->n_files < LIMIT_PORTFOLIO_FILES) {
        struct str line = str_cut(&rest, '\n');
        uint64_t number = 0;
        size_t colon = str_chr(line, ':');
        if (colon == STR_NPOS || !str_to_u64(str_sub(line, 0, colon), LIMIT_PORTFOLIO_FILES, &number) || number != run->n_files + 1)
            continue; /* the head, or a name with a line's end in it */
        struct tool_file *file = &run->files[run->n_files++];
        *file = (struct tool_file){.fault = FAULT_TOO_LARGE};
        buf_init(&file->name, LIMIT_ZIP_NAME_BYTES);
        buf_init(&file->bytes, LIMIT_INFLATED_BYTES);
        (void)buf_add_str(&file->name, str_trim(str_from_pos(line, colon + 1)));
    }
}

/* The next member, as long as all together are no larger than a document may be. */
static bool next_file(struct tool_run *run)
{
    if (run->file_at >= run->n_files || run->n_file_bytes >= LIMIT_INFLATED_BYTES)
        return false;
    tool_step_set(run, TOOL_PDF_FILE, (uint32_t)run->file_at + 1, 0);
    return true;
}

bool pdf_files_next(struct tool_run *run, const struct step_end *end)
{
    if (run->step == TOOL_PDF_FILE_LIST) {
        run->fault = end->fault;
        if (end->fault == FAULT_NONE)
            read_list(run);
        return end->fault == FAULT_NONE && next_file(run);
    }
    struct tool_file *file = &run->files[run->file_at++];
    file->fault = file->bytes.n >= LIMIT_INFLATED_BYTES ? FAULT_TOO_LARGE : end->fault;
    run->n_file_bytes += file->bytes.n;
    return next_file(run);
}
