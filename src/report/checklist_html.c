/* checklist_html.c - the checklist as one page that needs nothing else: an overview in the order of the items, then a block for each.
 *
 * Made for paper: black on white, A4, no block torn between two pages, boxes to tick and lines to fill in. On a screen it reads from 390 px on.
 * SPDX-License-Identifier: MIT
 */
#include "checklist.h"

#include <stdlib.h>

#include "html_parts.h"

static const char *const style[] = {
    ":root{color-scheme:light}*{box-sizing:border-box}\n"
    "body{margin:0 auto;padding:1.2rem;max-width:960px;background:#fff;color:#111;font:16px/1.6 \"Sarabun\",\"Noto Sans Thai\",\"Leelawadee UI\",Thonburi,"
    "Tahoma,system-ui,sans-serif;overflow-wrap:anywhere}\n",
    "h1{font-size:1.5rem;line-height:1.4;margin:.2em 0}h2{font-size:1.2rem;line-height:1.5;margin:1.6rem 0 .6rem;border-bottom:2px solid #111}\n"
    "h3{font-size:1.05rem;line-height:1.5;margin:0 0 .3rem}h4{font-size:.95rem;margin:.5rem 0 .1rem}p{margin:.3rem 0}small,.fine{color:#444;font-size:.86em}\n"
    "a{color:#003d82}a:focus-visible{outline:3px solid #003d82}\n",
    "table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{border:1px solid #888;padding:.25rem .4rem;text-align:left;vertical-align:top}\n"
    "thead th{background:#eee}.tick{text-align:center;width:2.2rem}.code{white-space:nowrap;font-weight:700}.day{white-space:nowrap}\n"
    ".item{border:1px solid #555;border-radius:6px;padding:.7rem .9rem;margin:0 0 .8rem}.box{font-size:1.15em;margin-right:.35em}\n"
    ".facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.1rem .8rem;margin:.2rem 0}.facts dt{font-weight:600}.facts dd{margin:0}\n",
    ".boxes{list-style:none;padding:0;margin:.1rem 0;columns:2;column-gap:1.4rem}.boxes li{break-inside:avoid;padding-left:1.6em;text-indent:-1.6em}\n"
    ".pair{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:0 1.4rem}.slips{margin:.1rem 0;padding-left:1.2rem}.tag{border:1px solid #777;border-radius:4px;padding:0 .3rem;font-size:.8rem;white-space:nowrap}\n"
    ".fill{display:grid;grid-template-columns:max-content minmax(0,1.4fr) max-content minmax(0,1fr);gap:.5rem .6rem;margin:.7rem 0 .1rem;font-size:.9rem}\n"
    ".fill .line{border-bottom:1px dotted #333}.fill .wide{grid-column:2/-1}\n",
    "@media screen and (max-width:640px){.boxes{columns:1}.pair{grid-template-columns:1fr}.fill{grid-template-columns:max-content minmax(0,1fr)}.fill .wide{grid-column:2}"
    ".facts{grid-template-columns:1fr}.facts dd{margin-bottom:.3rem}.late{display:none}}\n",
    "@media print{@page{size:A4;margin:13mm 12mm 14mm}html{font-size:9.2pt}body{padding:0;max-width:none;font-size:1rem;line-height:1.42}"
    ".item,tr,li{break-inside:avoid}h2,h3,h4{break-after:avoid}thead{display:table-header-group}.owner{break-before:auto}.cover{break-after:page}"
    "table{font-size:.86rem}th,td{padding:.55mm 1.2mm}.item{margin-bottom:3mm;padding:2.2mm 3mm}.fill{gap:2.4mm 2mm;margin-top:3mm}a{color:#111;text-decoration:none}}\n",
    NULL,
};

static void text_in(struct html *h, const char *tag, const char *text)
{
    html_element(h, tag, NULL, text);
}

static void fact(struct html *h, enum msg head, const char *text, bool is_assumed)
{
    if (!text || !*text)
        return;
    html_raw(h, "<dt>");
    html_msg(h, head);
    html_raw(h, "</dt><dd>");
    html_text(h, text);
    if (is_assumed) {
        html_raw(h, " <span class=\"tag\">");
        html_msg(h, MSG_HTML_ASSUMED);
        html_raw(h, "</span>");
    }
    html_raw(h, "</dd>");
}

static void element_list(struct html *h, const struct checklist_item *item, bool required, enum msg head)
{
    size_t n = 0;
    for (size_t i = 0; i < item->n_elements; i++) {
        const struct checklist_element *e = &item->elements[i];
        if (e->is_required != required)
            continue;
        if (n++ == 0) {
            text_in(h, "h4", view_msg(&h->view, head));
            html_raw(h, "<ul class=\"boxes\">");
        }
        html_raw(h, "<li><span class=\"box\" aria-hidden=\"true\">☐</span>");
        html_text(h, e->text);
        if (e->is_assumed) {
            html_raw(h, " <span class=\"tag\">");
            html_msg(h, MSG_HTML_ASSUMED);
            html_raw(h, "</span>");
        }
        html_raw(h, "</li>\n");
    }
    html_raw(h, n ? "</ul>\n" : "");
}

static void bullets(struct html *h, enum msg head, const char *const *texts, size_t n)
{
    if (!n)
        return;
    html_raw(h, "<div>");
    text_in(h, "h4", view_msg(&h->view, head));
    html_raw(h, "<ul class=\"slips\">");
    for (size_t i = 0; i < n; i++)
        text_in(h, "li", texts[i]);
    html_raw(h, "</ul></div>\n");
}

static void fill_field(struct html *h, enum msg head, bool is_wide)
{
    html_raw(h, "<span>");
    html_msg(h, head);
    html_raw(h, is_wide ? "</span><span class=\"line wide\"></span>" : "</span><span class=\"line\"></span>");
}

static void item_block(struct html *h, const struct checklist_item *item, bool with_owner)
{
    html_raw(h, "<article class=\"item\" id=\"");
    html_anchor(h, item->code);
    html_raw(h, "\"><h3><span class=\"box\" aria-hidden=\"true\">☐</span><span class=\"code\">");
    html_text(h, item->code);
    html_raw(h, "</span> ");
    html_text(h, item->title);
    html_raw(h, "</h3>\n<dl class=\"facts\">");
    fact(h, MSG_CHECKLIST_OF_YEAR, item->period, item->is_period_assumed);
    fact(h, MSG_CHECKLIST_BY, item->due, false);
    fact(h, MSG_CHECKLIST_FORM, item->form, false);
    if (with_owner)
        fact(h, MSG_OWNER, item->owner, false);
    html_raw(h, "</dl>\n");
    element_list(h, item, true, MSG_CHECKLIST_MUST);
    element_list(h, item, false, MSG_CHECKLIST_MAY);
    html_raw(h, "<div class=\"pair\">");
    bullets(h, MSG_CHECKLIST_SLIPS, item->slips, item->n_slips);
    bullets(h, MSG_CHECKLIST_OTHERS, item->others, item->n_others);
    html_raw(h, "</div>");
    if (item->not_instead && *item->not_instead) {
        html_raw(h, "<p class=\"fine\">");
        html_msg_args(h, MSG_CHECKLIST_NOT_INSTEAD, MSG_ARGS(item->not_instead));
        html_raw(h, "</p>");
    }
    html_raw(h, "<div class=\"fill\">");
    fill_field(h, MSG_CHECKLIST_PERSON, false);
    fill_field(h, MSG_CHECKLIST_DATE, false);
    fill_field(h, MSG_CHECKLIST_URL, true);
    html_raw(h, "</div></article>\n");
}

static void column(struct html *h, enum msg head, const char *class)
{
    (void)buf_addf(h->out, "<th scope=\"col\"%s%s%s>", class ? " class=\"" : "", class ? class : "", class ? "\"" : "");
    html_msg(h, head);
    html_raw(h, "</th>");
}

/* All items on a page or two, in their order, whatever the order of the blocks. */
static void overview(struct html *h, const struct checklist *list)
{
    html_raw(h, "<section class=\"cover\" aria-labelledby=\"overview\"><h2 id=\"overview\">");
    html_msg(h, MSG_CHECKLIST_OVERVIEW);
    html_raw(h, "</h2>\n<table><thead><tr>");
    column(h, MSG_CHECKLIST_DONE, "tick");
    column(h, MSG_COLUMN_ITEM, NULL);
    column(h, MSG_COLUMN_TITLE, NULL);
    column(h, MSG_CHECKLIST_BY, "late");
    column(h, MSG_COLUMN_OWNER, "late");
    html_raw(h, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < list->n_items; i++) {
        const struct checklist_item *item = &list->items[i];
        html_raw(h, "<tr><td class=\"tick\">☐</td><th scope=\"row\" class=\"code\"><a href=\"#");
        html_anchor(h, item->code);
        html_raw(h, "\">");
        html_text(h, item->code);
        html_raw(h, "</a></th><td>");
        html_text(h, item->title);
        html_raw(h, "</td><td class=\"late day\">");
        html_text(h, item->due ? item->due : msg_in(list->language, MSG_CHECKLIST_ALWAYS));
        html_raw(h, "</td><td class=\"late\">");
        html_text(h, item->owner);
        html_raw(h, "</td></tr>\n");
    }
    html_raw(h, "</tbody></table></section>\n");
}

static void blocks(struct html *h, const struct checklist *list, enum checklist_order order)
{
    size_t *arranged;
    checklist_arrange(list, order, &arranged);
    if (order == CHECKLIST_BY_ITEM)
        text_in(h, "h2", view_msg(&h->view, MSG_CHECKLIST_ALL));
    for (size_t i = 0; i < list->n_items; i++) {
        const struct checklist_item *item = &list->items[arranged[i]];
        if (checklist_begins_owner(list, order, arranged, i))
            html_element(h, "h2", "owner", checklist_owner(list, item));
        item_block(h, item, order == CHECKLIST_BY_ITEM);
    }
    free(arranged);
}

void checklist_html(const struct checklist *list, enum checklist_order order, struct buf *out)
{
    struct html h = {.out = out};
    struct oit_report none = {.fiscal_year_be = 0};
    struct buf text;
    buf_init(&text, 0);
    view_init(&h.view, &none, list->language == MSG_EN ? REPORT_EN : REPORT_TH);
    checklist_title(list, &text);
    html_document_head(&h, style, text.p);
    html_raw(&h, "<body>\n<header>");
    text_in(&h, "h1", text.p);
    buf_clear(&text);
    checklist_scheme(list, &text);
    text_in(&h, "p", text.p);
    html_element(&h, "p", "fine", msg_in(list->language, MSG_CHECKLIST_HOW));
    html_raw(&h, "</header>\n<main>\n");
    overview(&h, list);
    blocks(&h, list, order);
    html_raw(&h, "</main>\n<footer class=\"fine\"><p>");
    html_msg_args(&h, MSG_HTML_TOOL, MSG_ARGS(OIT_VERSION, list->revision));
    html_raw(&h, "</p></footer>\n</body>\n</html>\n");
    view_done(&h.view);
    buf_done(&text);
}
