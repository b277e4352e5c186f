/* html_stack.c - see html_stack.h.
 * SPDX-License-Identifier: MIT
 */
#include "html_stack.h"

void html_stack_open(struct html *h, const char *class, const enum msg *heads, size_t n)
{
    (void)buf_addf(h->out, "<table class=\"stack%s%s\" role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\">", *class ? " " : "", class);
    for (size_t i = 0; i < n; i++) {
        html_raw(h, "<th role=\"columnheader\" scope=\"col\">");
        html_msg(h, heads[i]);
        html_raw(h, "</th>");
    }
    html_raw(h, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
}

void html_stack_close(struct html *h)
{
    html_raw(h, "</tbody></table>\n");
}

void html_stack_item(struct html *h, const struct oit_item *item)
{
    html_raw(h, "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\"><a href=\"#");
    html_anchor(h, item->code);
    html_raw(h, "\">");
    html_text(h, item->code);
    html_raw(h, "</a> ");
    html_text(h, view_words(&h->view, item->title));
    html_raw(h, "</th>");
}

void html_stack_cell(struct html *h, enum msg head)
{
    html_raw(h, "<td role=\"cell\" data-head=\"");
    html_msg(h, head);
    html_raw(h, "\">");
}
