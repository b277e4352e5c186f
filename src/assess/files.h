/* files.h - documents someone holds, judged as one item before they are published.
 *
 * There is one judge: the files stand on a site of their own, behind a start page whose links claim that each of them is the item, and are judged
 * as a scan would judge them. Due dates are left aside: nobody asks whether it is late.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_FILES_H
#define OIT_ASSESS_FILES_H

#include "assess/assess.h"
#include "oitcheck/check.h"

struct assess_file {
    struct str url;                  /* its place on the site: files_url */
    enum oit_fault fault;            /* why there are no findings */
    bool is_absent;                  /* never opened: takes no part */
    const struct findings *findings; /* NULL: nothing was read */
};

/* Appends the URL of a file on that site, unique by `number` (0: none needed): its name is the last segment, so that saved pages find their
 * neighbours by relative links. */
void files_url(struct str file_name, size_t number, struct buf *out);

/* Judges the files as `item` of the scheme and fills ret_check but for tool, and name, error, kind and scan_pages of its files (n_files entries, made
 * here). All texts in arena. */
void files_assess(const struct scheme *scheme, int fiscal_year_be, struct clock_date as_of, uint16_t item, const struct assess_file *files,
                  size_t n_files, struct arena *arena, struct oit_check *ret_check);

#endif
