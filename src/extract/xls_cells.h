/* xls_cells.h - cells of a workbook of Excel 97-2003 (BIFF5, BIFF8) by libfreexl. A builtin (builtin.h): runs in a process of its own.
 *
 * Output, UTF-8, a line each, numbers from 0; in names and values \\, \t and \n stand for backslash, tab and line break:
 *
 *     sheet TAB TAB TAB name           before its cells
 *     sheet TAB row TAB column TAB value
 *
 * Dates are in ISO form, numbers as without a format: libfreexl does not tell formats. Nor does it tell merged cells, hidden sheets, links.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_XLS_CELLS_H
#define OIT_EXTRACT_XLS_CELLS_H

#include "base/str.h"
#include "extract/builtin.h"

enum builtin_end xls_cells(int in_fd, int out_fd, const struct builtin_request *request);

/* libfreexl converts texts with iconv, which reads its tables from files that the sandbox closes. Called once in the process that starts builtins, before
 * the first: what it opens stays in memory for its children. */
void xls_cells_prepare(void);

#endif
