/* script_page.h - a page with what its inline scripts would put into it, as far as that is written out; nothing is run.
 *
 * Read are data literals whose rows have addresses (script_rows.h), JSON in strings and attributes, and pieces of HTML that are written out.
 * They stand where the script would put them: in the empty element it names, at the template's place, else behind the script.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_SCRIPT_PAGE_H
#define OIT_EXTRACT_SCRIPT_PAGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "extract/script_glue.h"

enum { SCRIPT_ASKED_MAX = 8, SCRIPT_PROGRAMS_MAX = 3 };

struct script_page {
    struct buf html;  /* the page with it; empty when there is nothing to put. To be freed (buf_done) */
    struct str asked[SCRIPT_ASKED_MAX]; /* addresses on this site that scripts ask for data when the page is shown; in the arena */
    size_t n_asked;
    const struct script_opener *openers; /* functions of the page that open what they are given; in the arena */
    size_t n_openers;
    struct str programs[SCRIPT_PROGRAMS_MAX]; /* addresses of the site's own programs, the last ones: what comes first is mostly libraries; in the arena */
    size_t n_programs;
    bool has_program;    /* a program of the site in a file of its own, no library that every page has */
    bool has_empty_list; /* an empty element called a list, and a program of the site in a file of its own that may fill it */
    bool is_waiting;  /* a list of links stands empty, and what fills it was not read */
};

/* What stands before a program of the site in a file of its own, to be read as a page that holds nothing else. */
#define SCRIPT_FILE_HEAD "<base href=\"/\"><script data-file>"

void script_page_read(struct str html, struct str url, struct arena *arena, struct script_page *ret);

#endif
