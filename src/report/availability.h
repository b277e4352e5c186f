/* availability.h - the page about how much of the time the site could be opened: one A4 for the file, and the same for programs.
 *
 * Evidence for the assessors' consultants and for an objection: what was measured, how, and what is not known; never more than was seen.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_AVAILABILITY_H
#define OIT_REPORT_AVAILABILITY_H

#include "itas/availability.h"
#include "report/report.h"

#define AVAILABILITY_SCHEMA "oitcheck-availability/1"

struct availability_address {
    const char *url;
    const char *items;   /* "O16, O17" for which it was entered; NULL: none */
    bool is_home;
    struct availability is;
    struct watch_span last; /* n_tries 0: never tried */
};

struct availability_trouble {
    const char *url, *items;
    bool is_home;
    struct outage is;
    int64_t until; /* its end, or as long as it was seen */
};

struct availability_page {
    const char *site_url, *site_name; /* name NULL: not known */
    int64_t from, to, made;
    struct availability_address *addresses; size_t n_addresses; /* the home page first, then by item */
    struct availability_trouble *troubles; size_t n_troubles;   /* by time */
};

void availability_text(const struct availability_page *page, enum report_language language, struct buf *out);
void availability_json(const struct availability_page *page, struct buf *out); /* schema oitcheck-availability/1 */
void availability_csv(const struct availability_page *page, enum report_language language, struct buf *out);
void availability_html(const struct availability_page *page, enum report_language language, struct buf *out);

/* "99.95": never rounded up to what was not reached; "-" when nothing is known. */
void availability_percent(double percent, char ret_text[static 16]);

#endif
