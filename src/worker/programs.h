/* programs.h - the foreign programs and builtin functions that read documents: how each is called, what it may write, what its absence costs.
 *
 * One row a way of calling; a request to the launcher can only choose among them.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_WORKER_PROGRAMS_H
#define OIT_WORKER_PROGRAMS_H

#include <stdbool.h>
#include <stddef.h>

#include "extract/builtin.h"

/* What must be installed. */
enum tool_executable { EXE_NONE, EXE_PDFINFO, EXE_PDFTOTEXT, EXE_PDFTOPPM, EXE_PDFDETACH, EXE_PDFTOHTML, EXE_ANTIWORD, EXE_TESSERACT, N_TOOL_EXECUTABLES };

struct executable {
    const char *name;
    const char *package; /* of Debian */
};
extern const struct executable tool_executables[N_TOOL_EXECUTABLES];

enum tool_program {
    TOOL_PDF_INFO, TOOL_PDF_RAW, TOOL_PDF_LAYOUT, TOOL_PDF_LINKS, /* NEED_PDF_TEXT */
    TOOL_PDF_FILE_LIST, TOOL_PDF_FILE,                            /* NEED_PDF_FILES */
    TOOL_DOC_TEXT, TOOL_DOC_XML,                                  /* NEED_DOC_TEXT */
    TOOL_XLS_CELLS,                                               /* NEED_XLS_CELLS */
    TOOL_PDF_PAGE, TOOL_IMAGE_PAGE, TOOL_OCR_THAI, TOOL_DIGITS, TOOL_OCR_DIGITS, /* NEED_SCAN_TEXT */
    N_TOOL_PROGRAMS,
};

enum { MAX_TOOL_ARGUMENTS = 12 };

struct program {
    enum tool_executable executable; /* EXE_NONE: builtin */
    builtin_fn builtin;              /* NULL: not made yet; answers FAULT_TOOL_MISSING */
    /* "%f" "-f FIRST", "%l" "-l LAST" (nothing when not said), "%n" FIRST, "%r" "-r DPI", "%d" DPI, "%t" the folder of our tesseract model */
    const char *arguments[MAX_TOOL_ARGUMENTS];
    size_t max_output_bytes;
    bool writes_files; /* opens its output by name (/proc/self/fd/1); needs landlock, see sandbox.h */
};
extern const struct program tool_programs[N_TOOL_PROGRAMS];

#endif
