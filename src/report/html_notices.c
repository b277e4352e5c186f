/* html_notices.c - what report.html says of the site as a whole: warnings in the head, notes in a section of their own.
 * SPDX-License-Identifier: MIT
 */
#include "html_notices.h"

#include <stdio.h>

enum { URLS_SHOWN = 8 };

static void urls(struct html *h, const struct oit_notice *notice)
{
    size_t n_told = 0; /* by the advice's own words */
    for (size_t i = 0; i < notice->n_urls; i++)
        n_told += !view_shows_url(notice, notice->urls[i]) && view_is_link(notice->urls[i]);
    if (n_told == notice->n_urls)
        return;
    html_raw(h, "<ul>");
    for (size_t i = 0; i < notice->n_urls && i < URLS_SHOWN; i++) {
        if (n_told && !view_shows_url(notice, notice->urls[i]))
            continue;
        html_raw(h, "<li>");
        html_link(h, notice->urls[i], NULL);
        html_raw(h, "</li>");
    }
    size_t shown = notice->n_urls < URLS_SHOWN ? notice->n_urls : URLS_SHOWN;
    if (notice->n_all_urls > shown) {
        char rest[24];
        (void)snprintf(rest, sizeof rest, "%zu", notice->n_all_urls - shown);
        html_raw(h, "<li>");
        html_msg_args(h, MSG_AND_MORE, MSG_ARGS(rest));
        html_raw(h, "</li>");
    }
    html_raw(h, "</ul>");
}

static void body(struct html *h, const struct oit_notice *notice)
{
    html_raw(h, "<p><strong>");
    html_words(h, notice->text);
    html_raw(h, "</strong></p>");
    if (notice->advice.th || notice->advice.en) {
        html_raw(h, "<p>");
        html_words(h, notice->advice);
        html_raw(h, "</p>");
    }
    if (notice->n_items) {
        struct buf codes;
        buf_init(&codes, 0);
        for (size_t i = 0; i < notice->n_items; i++)
            (void)buf_addf(&codes, "%s%s", i ? ", " : "", notice->items[i]);
        html_raw(h, "<p>");
        html_msg_args(h, MSG_NOTICE_ITEMS, MSG_ARGS(codes.p));
        html_raw(h, "</p>");
        buf_done(&codes);
    }
    urls(h, notice);
}

void html_warnings(struct html *h)
{
    const struct oit_report *report = h->view.report;
    for (size_t i = 0; i < report->n_notices; i++) {
        if (!report->notices[i].is_warning)
            continue;
        html_raw(h, "<div class=\"note bad\">");
        body(h, &report->notices[i]);
        html_raw(h, "</div>\n");
    }
}

void html_notes(struct html *h)
{
    const struct oit_report *report = h->view.report;
    size_t n = 0;
    for (size_t i = 0; i < report->n_notices; i++)
        n += !report->notices[i].is_warning;
    if (n == 0)
        return;
    html_raw(h, "<section aria-labelledby=\"notices\">");
    html_heading_msg(h, 2, "notices", MSG_NOTICES);
    html_raw(h, "<ul class=\"rows\">");
    for (size_t i = 0; i < report->n_notices; i++) {
        if (report->notices[i].is_warning)
            continue;
        html_raw(h, "<li>");
        body(h, &report->notices[i]);
        html_raw(h, "</li>\n");
    }
    html_raw(h, "</ul></section>\n");
}
