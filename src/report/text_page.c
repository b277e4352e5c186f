/* text_page.c - see text_page.h.
 * SPDX-License-Identifier: MIT
 */
#include "text_page.h"

#include <stdio.h>

#include "columns.h"
#include "text/utf8.h"

void page_ink(struct page *page, enum ink ink)
{
    static const char *const codes[] = {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[33m", "\x1b[31m"};
    if (page->use_colour)
        (void)buf_add_c(page->out, codes[ink]);
}

struct str page_clean(struct page *page, const char *text)
{
    buf_clear(&page->scratch);
    utf8_terminal(str_from(text), &page->scratch);
    return str_trim(buf_str(&page->scratch));
}

size_t page_wrap(struct page *page, const char *text, size_t column, size_t indent)
{
    return columns_wrap(page->out, page_clean(page, text), column, indent, page->width);
}

void page_line(struct page *page, enum ink colour, const char *text)
{
    page_ink(page, colour);
    (void)page_wrap(page, text, 0, 0);
    page_ink(page, INK_PLAIN);
    (void)buf_add_char(page->out, '\n');
}

void page_line_of(struct page *page, enum ink colour, void (*sentence)(const struct view *view, struct buf *out))
{
    struct buf text;
    buf_init(&text, 0);
    sentence(&page->view, &text);
    if (text.n)
        page_line(page, colour, text.p);
    buf_done(&text);
}

void page_indented(struct page *page, size_t indent, enum ink colour, const char *text)
{
    for (size_t i = 0; i < indent; i++)
        (void)buf_add_char(page->out, ' ');
    page_ink(page, colour);
    (void)page_wrap(page, text, indent, indent);
    page_ink(page, INK_PLAIN);
    (void)buf_add_char(page->out, '\n');
}

void page_heading(struct page *page, enum msg id, size_t n_items)
{
    char number[32];
    struct buf text;
    buf_init(&text, 0);
    (void)snprintf(number, sizeof number, "%zu", n_items);
    (void)buf_addf(&text, "%s: ", view_msg(&page->view, id));
    msg_add(&text, page->view.language, MSG_COUNT_ITEMS, MSG_ARGS(number));
    (void)buf_add_char(page->out, '\n');
    page_line(page, INK_BOLD, text.p);
    buf_done(&text);
}
