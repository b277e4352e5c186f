/* family_name.h - the shape of a URL: URLs of one shape come from one program of the site, and what some of them taught holds for the others.
 *
 * Digits become '*', so do values of parameters that are no plain words ("view=article" stays), the names of titles and files below a folder
 * ("/news/some-long-title", "/files/report.pdf"), and "/2024/05/12" is one "*". Names of parameters stand in order of name.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_CRAWL_FAMILY_NAME_H
#define OIT_CRAWL_FAMILY_NAME_H

#include "base/buf.h"

enum { FAMILY_NAME_BYTES = 240 };

struct family_shape {
    char name[FAMILY_NAME_BYTES]; /* "http://a/c?d=*" */
    size_t n_name;
    uint64_t hash;
    uint8_t n_parameters;
    bool is_dated;    /* a year with a month or day is all that tells its pages apart: calendars, archives by date */
    bool is_paged;    /* "page=7", "start=20", "/page/7" */
    bool is_repeated; /* "/a/b/a/b/a/b/": a relative link that grows by itself */
    bool is_deep;     /* more folders than anybody makes */
};

void family_shape_of(struct str url, struct family_shape *ret_shape); /* url: canonical */

#endif
