/* tool_steps.h - what comes after each step of a tool run; shared by the files tool*.c only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_WORKER_TOOL_STEPS_H
#define OIT_WORKER_TOOL_STEPS_H

#include "worker/tool.h"

enum { SCAN_DPI = 300 }; /* what tesseract and the digit reader are made for */

/* How a step ended. */
struct step_end {
    enum oit_fault fault;
    bool timed_out;
    size_t n_before; /* bytes in its output when this attempt began */
};

/* Sets the first step. False: there is nothing to do. */
typedef bool (*steps_begin_fn)(struct tool_run *run);
/* Takes note of the end of run->step and sets what comes next. False: the run is finished. */
typedef bool (*steps_next_fn)(struct tool_run *run, const struct step_end *end);

bool pdf_text_begin(struct tool_run *run);
bool pdf_text_next(struct tool_run *run, const struct step_end *end);
bool pdf_files_begin(struct tool_run *run);
bool pdf_files_next(struct tool_run *run, const struct step_end *end);
bool scan_begin(struct tool_run *run);
bool scan_next(struct tool_run *run, const struct step_end *end);
/* Where the output of the step under way belongs; NULL: it stays in its memory file. */
struct buf *scan_output(struct tool_run *run);
struct buf *pdf_files_output(struct tool_run *run);

/* Another step, from its beginning. */
void tool_step_set(struct tool_run *run, enum tool_program step, uint32_t first_page, uint32_t last_page);

#endif
