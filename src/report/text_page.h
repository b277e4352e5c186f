/* text_page.h - a terminal page being written: colour, lines that wrap, everything from outside cleaned by utf8_terminal.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_TEXT_PAGE_H
#define OIT_REPORT_TEXT_PAGE_H

#include "view.h"

enum ink { INK_PLAIN, INK_BOLD, INK_FAINT, INK_GOOD, INK_WARN, INK_BAD };

struct page {
    struct view view;
    struct buf *out;
    struct buf scratch; /* one cleaned text */
    bool use_colour;
    size_t width;
};

void page_ink(struct page *page, enum ink ink);
struct str page_clean(struct page *page, const char *text); /* in page->scratch: till the next call */
size_t page_wrap(struct page *page, const char *text, size_t column, size_t indent); /* from column on; returns where it ends */
void page_line(struct page *page, enum ink colour, const char *text);
void page_line_of(struct page *page, enum ink colour, void (*sentence)(const struct view *view, struct buf *out)); /* nothing for an empty one */
void page_indented(struct page *page, size_t indent, enum ink colour, const char *text);
void page_heading(struct page *page, enum msg id, size_t n_items); /* an empty line, then "แก้ก่อน: 5 ข้อ" */

/* What officers, profile, submission, calendar and earlier runs add (text_office.c), each briefly; nothing where nobody said anything. */
void page_stage(struct page *page);   /* in the head */
void page_scores(struct page *page);  /* below the score as checked: by the entered links, with decisions, the whole ITA, how earlier runs stood */
void page_owner(struct page *page, const struct oit_item *item, size_t indent); /* its ITA points, who was named for it, and by when */
void page_entered(struct page *page); /* items whose entered links show less than the site, or carry a mark */
void page_decisions(struct page *page);

#endif
