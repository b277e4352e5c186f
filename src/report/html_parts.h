/* html_parts.h - the small pieces of report.html: escaped text, links, words in two languages, marks of status, bars.
 *
 * Whatever comes from outside reaches the page through html_text: cleaned of control and bidi characters, then escaped. Links are http(s) only; anything
 * else is shown as text. No style attribute and no script anywhere: the page's policy forbids both.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_HTML_PARTS_H
#define OIT_REPORT_HTML_PARTS_H

#include "view.h"

struct html {
    struct view view;
    struct buf *out;
};

void html_document_head(struct html *h, const char *const *style_sheet, const char *title); /* html_head.c; <body> is the caller's */
void html_raw(struct html *h, const char *markup);        /* our own markup only */
void html_text(struct html *h, const char *text);         /* NULL is nothing */
void html_msg(struct html *h, enum msg id);
void html_msg_args(struct html *h, enum msg id, const char *const *args);
void html_element(struct html *h, const char *tag, const char *class, const char *text); /* <tag class="...">text</tag>; class may be NULL */
void html_words(struct html *h, struct oit_words words);  /* ours, the other language small beside it */
void html_named(struct html *h, enum msg id);       /* view_named in our language; html_named_words: in both */
void html_named_words(struct html *h, enum msg id);
void html_heading_msg(struct html *h, int level, const char *id_attribute, enum msg id); /* both languages */
void html_link(struct html *h, const char *url, const char *text); /* text NULL: the URL, readable and shortened */
void html_link_on(struct html *h, const char *url, const char *site_url); /* shown without the host when that is site_url's */
void html_url_text(struct html *h, const char *url);
void html_status(struct html *h, const struct oit_item *item); /* mark and label of an item */
void html_tile(struct html *h, const struct oit_item *item);   /* "✓ O16", a link to the item's row */
void html_anchor(struct html *h, const char *code); /* the fragment name of an item: letters, digits and "-" */
const char *html_status_class(const struct oit_item *item);
void html_bar(struct html *h, double low, double high, double target, const char *label);
void html_gauge(struct html *h, double low, double high, double target);

extern const char *const html_style[]; /* style.c: the style sheet in pieces, NULL at the end */

#endif
