/* tool.h - one answered request: the steps of its need, one after the other through the launcher.
 *
 *   NEED_PDF_TEXT   pdfinfo, pdftotext -raw, pdftotext -layout, pdftohtml for links
 *   NEED_DOC_TEXT   antiword as text, then as DocBook   NEED_XLS_CELLS  libfreexl (builtin)
 *   NEED_PDF_FILES  pdfdetach -list, then -save for each member
 *   NEED_SCAN_TEXT  each page: pdftoppm or the image decoder, tesseract tha, the digit reader, tesseract thd
 *
 * A run always ends with an answer: text or a fault. A step that runs out of time leaves what it wrote. A single PDF page that hangs pdftotext is
 * stepped over: the text goes on behind it, with an empty page in its place so that page numbers stay right, and FAULT_TIMEOUT says that
 * something is lacking. Images stay in memory files and are never read by this process.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_WORKER_TOOL_H
#define OIT_WORKER_TOOL_H

#include "extract/extract.h"
#include "worker/launcher.h"

struct tool_page { /* of NEED_SCAN_TEXT */
    struct extract_scan_page facts; /* its texts are set by tool_run_result */
    struct buf tsv, digits, digits_tsv;
    bool is_again; /* the second try, at another resolution */
};
struct tool_file { /* of NEED_PDF_FILES */
    struct buf name, bytes;
    enum oit_fault fault;
};

struct tool_run {
    struct extract_request request; /* without bytes */
    uint32_t serial;      /* of the step that is under way; unique in the pool */
    enum tool_program step;
    uint32_t first_page;  /* where this attempt of the step began */
    uint32_t last_page;   /* 0: to the end */
    uint32_t n_attempts;  /* of this step */
    uint32_t limit_ms;    /* of a step that does not say otherwise */
    int document_fd, image_fd, output_fd, error_fd;
    struct buf texts[N_TOOL_PROGRAMS];
    struct tool_page pages[LIMIT_OCR_PAGES]; size_t n_pages; /* begun */
    struct tool_file *files; size_t n_files; /* named in the list */
    size_t file_at, n_file_bytes;
    struct arena arena;   /* what tool_run_result hands out */
    enum oit_fault fault;
    enum tool_executable missing; /* when fault is FAULT_TOOL_MISSING: the program that was not there; EXE_NONE: a builtin */
};

/* bytes: inflated; request->bytes is not looked at. False: no descriptor or no launcher; then the run is finished with a fault. next_serial is
 * counted up. */
bool tool_run_begin(struct tool_run *run, struct launcher *launcher, const struct extract_request *request, struct str bytes, uint32_t limit_ms,
                    uint32_t *next_serial);
/* The reply of the step under way; true: the run is finished. */
bool tool_run_reply(struct tool_run *run, struct launcher *launcher, const struct launch_reply *reply, uint32_t *next_serial);
struct extract_tools tool_run_result(struct tool_run *run); /* views into the run */
void tool_run_done(struct tool_run *run);

#endif
