/* tool_scan.c - the steps of recognising scanned pages: image, tesseract's Thai text, our digit reader, tesseract's digit model.
 *
 * A page whose image cannot be made or read is a page less and has its own fault; the others go on. The digit steps only help.
 * SPDX-License-Identifier: MIT
 */
#include <unistd.h>

#include "base/limits.h"
#include "worker/tool_steps.h"

enum { A4_LONG_PIXELS = 3508, SMALL_PIXELS = 1600 };

static struct tool_page *page_of(struct tool_run *run)
{
    return &run->pages[run->n_pages - 1];
}

static bool begin_page(struct tool_run *run)
{
    if (run->n_pages >= run->request.n_pages)
        return false;
    struct tool_page *page = &run->pages[run->n_pages];
    uint32_t number = run->request.pages[run->n_pages++];
    *page = (struct tool_page){.facts = {.page = number, .dpi = run->request.dpi}};
    struct buf *const outputs[] = {&page->tsv, &page->digits, &page->digits_tsv};
    for (size_t i = 0; i < sizeof outputs / sizeof outputs[0]; i++)
        buf_init(outputs[i], LIMIT_TEXT_BYTES);
    tool_step_set(run, run->request.is_image ? TOOL_IMAGE_PAGE : TOOL_PDF_PAGE, number, number);
    return true;
}

bool scan_begin(struct tool_run *run)
{
    return begin_page(run);
}

struct buf *scan_output(struct tool_run *run)
{
    struct tool_page *page = page_of(run);
    struct buf *const outputs[N_TOOL_PROGRAMS] = {
        [TOOL_OCR_THAI] = &page->tsv, [TOOL_DIGITS] = &page->digits, [TOOL_OCR_DIGITS] = &page->digits_tsv};
    return outputs[run->step];
}

/* "P5\n# comment\nWIDTH HEIGHT\n255\n": the head of a PGM. */
static bool read_size(int fd, struct extract_scan_page *facts)
{
    char head[256];
    ssize_t n = pread(fd, head, sizeof head, 0);
    struct str rest = {head, n > 0 ? (size_t)n : 0};
    if (!str_eq_c(str_trim(str_cut(&rest, '\n')), "P5"))
        return false;
    struct str line = str_cut(&rest, '\n');
    while (str_starts_c(line, "#"))
        line = str_cut(&rest, '\n');
    uint64_t width = 0, height = 0;
    if (!str_to_u64(str_cut(&line, ' '), UINT32_MAX, &width) || !str_to_u64(str_trim(line), UINT32_MAX, &height))
        return false;
    facts->width = (uint32_t)width;
    facts->height = (uint32_t)height;
    return width > 0 && height > 0;
}

/* The resolution was chosen for the file; a page of another size than the rest may come out too large to be made, or too small to be read. It is made once
 * more: at a quarter, or with the pixels of an A4 page at SCAN_DPI. */
static bool try_another_size(struct tool_run *run, struct tool_page *page, enum oit_fault fault)
{
    if (run->request.is_image || page->is_again)
        return false;
    uint32_t longest = page->facts.width > page->facts.height ? page->facts.width : page->facts.height, dpi = page->facts.dpi;
    if (fault == FAULT_PARSER_LIMIT || fault == FAULT_PARSER_CRASH)
        dpi /= 4;
    else if (fault == FAULT_NONE && longest < SMALL_PIXELS && dpi < SCAN_DPI)
        dpi = (uint64_t)dpi * A4_LONG_PIXELS / longest < SCAN_DPI ? dpi * A4_LONG_PIXELS / longest : SCAN_DPI;
    if (dpi == 0 || dpi == page->facts.dpi)
        return false;
    page->is_again = true;
    page->facts.dpi = dpi;
    tool_step_set(run, TOOL_PDF_PAGE, page->facts.page, page->facts.page);
    return true;
}

static bool image_ended(struct tool_run *run, enum oit_fault fault)
{
    struct tool_page *page = page_of(run);
    if (fault == FAULT_NONE && lseek(run->output_fd, 0, SEEK_END) >= LIMIT_IMAGE_BYTES)
        fault = FAULT_PARSER_LIMIT;
    if (fault == FAULT_NONE && !read_size(run->output_fd, &page->facts))
        fault = FAULT_DAMAGED;
    if (try_another_size(run, page, fault))
        return true;
    page->facts.fault = fault;
    if (fault == FAULT_TOOL_MISSING || fault == FAULT_ENCRYPTED) {
        run->fault = fault; /* no page can be read */
        return false;
    }
    if (fault != FAULT_NONE)
        return begin_page(run);
    if (run->image_fd >= 0)
        (void)close(run->image_fd);
    run->image_fd = run->output_fd;
    run->output_fd = -1;
    tool_step_set(run, TOOL_OCR_THAI, 0, 0);
    return true;
}

bool scan_next(struct tool_run *run, const struct step_end *end)
{
    if (run->step == TOOL_PDF_PAGE || run->step == TOOL_IMAGE_PAGE)
        return image_ended(run, end->fault);
    if (run->step == TOOL_OCR_DIGITS)
        return begin_page(run);
    if (run->step == TOOL_OCR_THAI)
        page_of(run)->facts.fault = end->fault;
    if (run->step == TOOL_OCR_THAI && end->fault == FAULT_TOOL_MISSING) {
        run->fault = end->fault;
        return false;
    }
    tool_step_set(run, run->step == TOOL_OCR_THAI ? TOOL_DIGITS : TOOL_OCR_DIGITS, 0, 0);
    return true;
}
