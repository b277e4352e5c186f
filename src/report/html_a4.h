/* html_a4.h - the one look of everything we print on paper (receipt, availability, reminder, summary, bundle): an A4 page with a head (agency, title,
 * date) and a foot, black on white, that reads on a phone too.
 *
 *     struct html h;
 *     const struct html_a4 page = {.report = report, .title = {msg_th(ID), msg_en(ID)}, .made = now};
 *     html_a4_open(&h, &page, language, out);
 *     html_raw(&h, "<section>"); html_heading_msg(&h, 2, "outages", ID); ... html_raw(&h, "</section>\n");
 *     html_a4_close(&h, &page);
 *
 * Between the two, html_parts.h writes: html_text for everything from outside, html_raw for our own markup, never a style attribute or a script (the page's
 * policy refuses them). Headings below the title are h2, then h3. Classes of the sheet:
 *   table            ruled; its head is repeated on each paper page, no row is torn.  td.number right, td.day and td.code unbroken; .empty: a cell to write in
 *   table.narrow     as wide as it needs;  .stack on a table: on a phone each row stands as a block, td[data-head] says its column
 *   dl.facts         name and value in two columns;  .big one telling number;  .counts (ul) numbers side by side: <li class="good"><b>12</b> words</li>
 *   .good .warn .bad .ask .later (tags, counts, notes);  .tag;  .note (boxed sentence);  .fine and small: secondary text;  .mono: hashes, commands
 *   .box (block with a frame, never torn);  .columns (two beside each other);  .break (what stands in it begins a new paper page)
 *   .tick before a word is an empty box to tick: <span class="tick" aria-hidden="true">☐</span>
 *   svg.bar, svg.gauge of html_bar and html_gauge;  svg text takes the page's ink
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_HTML_A4_H
#define OIT_REPORT_HTML_A4_H

#include "html_parts.h"

struct html_a4 {
    const struct oit_report *report;        /* whose agency and criteria the page is about; NULL: the two below alone */
    const char *site_name, *site_url;       /* NULL: the report's; the head says both */
    struct oit_words title;                 /* ours: both languages */
    const char *subtitle;                   /* one line below it, in the reader's language: the period, the owner. NULL: none. Escaped here */
    int64_t made;                           /* UTC seconds, said in Bangkok time; 0: not said */
    const char *foot;                       /* a sentence in front of the tool's own line; NULL: none. Escaped here */
    bool is_landscape;
};

/* Opens the document and h->view (of the report, or of an empty one); closing frees the view. out stays the caller's. */
void html_a4_open(struct html *h, const struct html_a4 *page, enum report_language language, struct buf *out);
void html_a4_close(struct html *h, const struct html_a4 *page);

/* Lines to sign on, side by side: what each signs as ("ผู้จัดทำ"), room for signature, name, position and date. */
void html_a4_signatures(struct html *h, const struct oit_words *roles, size_t n);
/* A column's head cell, both languages; class NULL: none. */
void html_a4_column(struct html *h, enum msg id, const char *class);

#endif
