/* tool.h - the tool run of one PDF: pdfinfo, pdftotext -raw, pdftotext -layout, one after the other through the launcher.
 *
 * A step that runs out of time leaves what it wrote. A single page that hangs is stepped over: the text goes on behind it, with an empty page in
 * its place so that page numbers stay right, and FAULT_TIMEOUT says that something is lacking.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_WORKER_TOOL_H
#define OIT_WORKER_TOOL_H

#include "extract/extract.h"
#include "worker/launcher.h"

struct tool_run {
    uint32_t serial;      /* of the step that is under way; unique in the pool */
    enum tool_program step;
    uint32_t first_page;  /* where this attempt of the step began */
    uint32_t last_page;   /* 0: to the end */
    uint32_t n_attempts;  /* of this step */
    uint32_t limit_ms;
    int document_fd, output_fd, error_fd;
    struct buf texts[N_TOOL_PROGRAMS];
    enum oit_fault fault;
};

/* bytes: inflated. False: no descriptor or no launcher; then the run is finished with a fault. next_serial is counted up. */
bool tool_run_begin(struct tool_run *run, struct launcher *launcher, struct str bytes, uint32_t limit_ms, uint32_t *next_serial);
/* The reply of the step under way; true: the run is finished. */
bool tool_run_reply(struct tool_run *run, struct launcher *launcher, const struct launch_reply *reply, uint32_t *next_serial);
struct extract_tools tool_run_result(const struct tool_run *run); /* views into the run */
void tool_run_done(struct tool_run *run);

#endif
