/* html_read.c - see html_read.h.
 * SPDX-License-Identifier: MIT
 */
#include "html_read.h"

#include <stdio.h>

#include "base/limits.h"
#include "html_stack.h"

static const enum msg unread_heads[] = {MSG_LINK, MSG_HTML_REASON_UNREAD, MSG_HTML_FOUND_ON, MSG_HTML_MAY_HOLD};

static void unread_cell(struct html *h, size_t column)
{
    html_raw(h, column ? "</td>" : "<tr role=\"row\">");
    html_stack_cell(h, unread_heads[column]);
}

static void unread_row(struct html *h, const struct oit_unread *unread, bool with_items)
{
    struct buf text;
    buf_init(&text, 0);
    view_fault(&h->view, unread->code, &text);
    unread_cell(h, 0);
    html_link(h, unread->url, unread->label);
    if (unread->label && *unread->label) {
        html_raw(h, "<div class=\"fine\">");
        html_url_text(h, unread->url);
        html_raw(h, "</div>");
    }
    unread_cell(h, 1);
    html_text(h, text.p);
    unread_cell(h, 2);
    if (unread->referrer)
        html_link(h, unread->referrer, NULL);
    if (with_items)
        unread_cell(h, 3);
    for (size_t i = 0; with_items && i < unread->n_items; i++) {
        html_raw(h, i ? ", " : "");
        html_text(h, unread->items[i]);
    }
    html_raw(h, "</td></tr>\n");
    buf_done(&text);
}

static void unread_table(struct html *h, const char *id, enum msg title, const struct oit_unread *unread, size_t n, bool with_items)
{
    if (!n)
        return;
    (void)buf_addf(h->out, "<section aria-labelledby=\"%s\">", id);
    html_heading_msg(h, 2, id, title);
    html_stack_open(h, "", unread_heads, with_items ? 4 : 3);
    for (size_t i = 0; i < n && i < LIMIT_UNREAD_SHOWN; i++)
        unread_row(h, &unread[i], with_items);
    html_stack_close(h);
    if (n > LIMIT_UNREAD_SHOWN) {
        char rest[32];
        (void)snprintf(rest, sizeof rest, "%zu", n - LIMIT_UNREAD_SHOWN);
        html_raw(h, "<p>");
        html_msg_args(h, MSG_AND_MORE, MSG_ARGS(rest));
        html_raw(h, " (report.json)</p>");
    }
    html_raw(h, "</section>\n");
}

/* Why it was cut, how much of it was read, and one page of it to look at. */
static void trap_of_family(struct html *h, size_t i)
{
    if (i >= h->view.report->run.n_traps)
        return;
    const struct oit_trap *trap = &h->view.report->run.traps[i];
    char read[16], cut[16];
    (void)snprintf(read, sizeof read, "%u", trap->read);
    (void)snprintf(cut, sizeof cut, "%u", trap->cut);
    html_raw(h, " - ");
    html_words(h, trap->text);
    html_raw(h, " (");
    html_msg_args(h, MSG_TRAP_COUNTS, MSG_ARGS(read, cut));
    html_raw(h, ")");
}

static void cut_families(struct html *h)
{
    const struct oit_report *report = h->view.report;
    if (!report->run.n_cut_families)
        return;
    html_heading_msg(h, 3, "cut", MSG_CUT_FAMILIES);
    html_raw(h, "<ul>");
    for (size_t i = 0; i < report->run.n_cut_families; i++) {
        html_raw(h, "<li>");
        html_url_text(h, report->run.cut_families[i]);
        trap_of_family(h, i);
        html_raw(h, "</li>");
    }
    html_raw(h, "</ul>\n");
}

void html_unread(struct html *h)
{
    const struct oit_report *report = h->view.report;
    unread_table(h, "unread", MSG_UNREAD, report->unread, report->n_unread, true);
    unread_table(h, "dead", MSG_DEAD_LINKS, report->faults, report->n_faults, false);
}

static void fact(struct html *h, enum msg id, const char *text)
{
    if (!text || !*text)
        return;
    html_raw(h, "<dt>");
    html_msg(h, id);
    html_raw(h, "</dt><dd>");
    html_text(h, text);
    html_raw(h, "</dd>");
}

static void count_of(struct html *h, enum msg id, uint32_t n)
{
    char number[16];
    (void)snprintf(number, sizeof number, "%u", (unsigned)n);
    fact(h, id, number);
}

void html_was_read(struct html *h)
{
    const struct oit_report *report = h->view.report;
    const char *why = view_stop_reason(&h->view);
    html_raw(h, "<section aria-labelledby=\"was-read\">");
    html_heading_msg(h, 2, "was-read", MSG_WAS_READ);
    html_raw(h, "<dl class=\"facts\">");
    count_of(h, MSG_READ_FETCHED, report->run.fetched);
    count_of(h, MSG_READ_HTML, report->run.html);
    count_of(h, MSG_READ_DOCUMENTS, report->run.documents);
    count_of(h, MSG_READ_OCR, report->run.ocr_pages);
    count_of(h, MSG_READ_FAILED, report->run.failed);
    count_of(h, MSG_READ_SKIPPED, report->run.skipped);
    fact(h, MSG_READ_STOPPED, why);
    fact(h, MSG_READ_RUN, report->run.id);
    html_raw(h, "</dl>\n");
    cut_families(h);
    html_raw(h, "</section>\n");
}
