/* html_parts.c - see html_parts.h.
 * SPDX-License-Identifier: MIT
 */
#include "html_parts.h"

#include <math.h>
#include <stdio.h>

#include "text/utf8.h"

enum { URL_TEXT_BYTES = 160 /* of a URL shown as text; the link has all of it */ };

void html_raw(struct html *h, const char *markup)
{
    (void)buf_add_c(h->out, markup);
}

static void add_escaped(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        switch (text.p[i]) {
        case '&':
            (void)buf_add_c(out, "&amp;");
            break;
        case '<':
            (void)buf_add_c(out, "&lt;");
            break;
        case '>':
            (void)buf_add_c(out, "&gt;");
            break;
        case '"':
            (void)buf_add_c(out, "&quot;");
            break;
        case '\'':
            (void)buf_add_c(out, "&#39;");
            break;
        default:
            (void)buf_add_char(out, text.p[i]);
        }
    }
}

static void add_clean(struct html *h, struct str text)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(text, &clean);
    add_escaped(h->out, str_trim(buf_str(&clean)));
    buf_done(&clean);
}

void html_text(struct html *h, const char *text)
{
    add_clean(h, str_from(text));
}

void html_msg(struct html *h, enum msg id)
{
    html_text(h, view_msg(&h->view, id));
}

void html_msg_args(struct html *h, enum msg id, const char *const *args)
{
    struct buf text;
    buf_init(&text, 0);
    msg_add(&text, h->view.language, id, args);
    html_text(h, text.p);
    buf_done(&text);
}

void html_element(struct html *h, const char *tag, const char *class, const char *text)
{
    if (class)
        (void)buf_addf(h->out, "<%s class=\"%s\">", tag, class);
    else
        (void)buf_addf(h->out, "<%s>", tag);
    html_text(h, text);
    (void)buf_addf(h->out, "</%s>", tag);
}

void html_words(struct html *h, struct oit_words words)
{
    bool is_english = h->view.language == MSG_EN;
    const char *ours = is_english ? words.en : words.th, *other = is_english ? words.th : words.en;
    html_text(h, view_words(&h->view, words));
    if (!ours || !*ours || !other || !*other)
        return;
    (void)buf_addf(h->out, " <small lang=\"%s\">", is_english ? "th" : "en");
    html_text(h, other);
    html_raw(h, "</small>");
}

void html_heading_msg(struct html *h, int level, const char *id_attribute, enum msg id)
{
    (void)buf_addf(h->out, "<h%d id=\"%s\">", level, id_attribute);
    html_words(h, (struct oit_words){msg_th(id), msg_en(id)});
    (void)buf_addf(h->out, "</h%d>\n", level);
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent-encoded Thai made readable; what does not decode to UTF-8 stays as it is. */
static void decode_percent(struct str url, struct buf *out)
{
    for (size_t i = 0; i < url.n; i++) {
        int high = i + 2 < url.n && url.p[i] == '%' ? hex_value(url.p[i + 1]) : -1;
        int low = high >= 8 ? hex_value(url.p[i + 2]) : -1; /* ASCII stays encoded: %20, %2F, %3C */
        if (low >= 0) {
            (void)buf_add_char(out, (char)(high * 16 + low));
            i += 2;
        } else {
            (void)buf_add_char(out, url.p[i]);
        }
    }
}

void html_url_text(struct html *h, const char *url)
{
    struct str s = str_from(url);
    struct buf decoded;
    buf_init(&decoded, 0);
    if (str_starts_nocase_c(s, "https://"))
        s = str_from_pos(s, 8);
    else if (str_starts_nocase_c(s, "http://"))
        s = str_from_pos(s, 7);
    decode_percent(s, &decoded);
    struct str text = utf8_is_valid(buf_str(&decoded)) ? buf_str(&decoded) : s;
    add_clean(h, utf8_prefix(text, URL_TEXT_BYTES));
    if (text.n > URL_TEXT_BYTES)
        html_raw(h, "…");
    buf_done(&decoded);
}

static bool open_link(struct html *h, const char *url)
{
    if (!url || !view_is_link(url))
        return false;
    html_raw(h, "<a rel=\"noopener noreferrer\" href=\"");
    html_text(h, url);
    html_raw(h, "\">");
    return true;
}

void html_link(struct html *h, const char *url, const char *text)
{
    bool is_link = open_link(h, url);
    if (text && *text)
        html_text(h, text);
    else
        html_url_text(h, url);
    html_raw(h, is_link ? "</a>" : "");
}

/* Length of "https://host" in front of the path; 0 when there is none. */
static size_t origin_length(struct str url)
{
    size_t scheme = str_find_c(url, "://");
    if (scheme == STR_NPOS)
        return 0;
    size_t slash = str_chr(str_from_pos(url, scheme + 3), '/');
    return slash == STR_NPOS ? 0 : scheme + 3 + slash;
}

void html_link_on(struct html *h, const char *url, const char *site_url)
{
    size_t n = origin_length(str_from(url));
    bool is_same = n && n == origin_length(str_from(site_url)) && memcmp(url, site_url, n) == 0;
    bool is_link = open_link(h, url);
    html_url_text(h, is_same ? url + n : url);
    html_raw(h, is_link ? "</a>" : "");
}

const char *html_status_class(const struct oit_item *item)
{
    static const char *const classes[] = {"good", "warn", "bad", "ask"};
    return view_section_of(item) == SECTION_NOT_YET_DUE ? "later" : classes[item->status];
}

static const char *status_mark(const struct oit_item *item)
{
    static const char *const marks[] = {"✓", "◐", "✕", "?"};
    return view_section_of(item) == SECTION_NOT_YET_DUE ? "○" : marks[item->status];
}

void html_status(struct html *h, const struct oit_item *item)
{
    bool is_english = h->view.language == MSG_EN;
    const char *other = is_english ? item->label.th : item->label.en;
    (void)buf_addf(h->out, "<div class=\"status %s\"><span class=\"mark\" aria-hidden=\"true\">%s</span><span>", html_status_class(item),
                   status_mark(item));
    html_text(h, view_words(&h->view, item->label));
    html_raw(h, "</span></div>");
    if (!other || !*other)
        return;
    (void)buf_addf(h->out, "<div><small lang=\"%s\">", is_english ? "th" : "en");
    html_text(h, other);
    html_raw(h, "</small></div>");
}

void html_anchor(struct html *h, const char *code)
{
    html_raw(h, "item-");
    for (; code && *code; code++) {
        bool is_plain = (*code >= '0' && *code <= '9') || ((*code | 0x20) >= 'a' && (*code | 0x20) <= 'z');
        (void)buf_add_char(h->out, is_plain ? *code : '-');
    }
}

void html_tile(struct html *h, const struct oit_item *item)
{
    (void)buf_addf(h->out, "<a class=\"tile %s\" href=\"#", html_status_class(item));
    html_anchor(h, item->code);
    (void)buf_addf(h->out, "\"><span class=\"mark\" aria-hidden=\"true\">%s</span> ", status_mark(item));
    html_text(h, item->code);
    html_raw(h, "<span class=\"unseen\"> ");
    html_text(h, view_words(&h->view, item->title));
    html_raw(h, ": ");
    html_text(h, view_words(&h->view, item->label));
    html_raw(h, "</span></a>");
}

static double percent(double points)
{
    return isfinite(points) ? fmin(fmax(points, 0), 100) : 0;
}

void html_bar(struct html *h, double low, double high, double target, const char *label)
{
    html_raw(h, "<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"");
    html_text(h, label);
    (void)buf_addf(h->out,
                   "\"><rect class=\"track\" width=\"100\" height=\"8\"/><rect class=\"high\" width=\"%.2f\" height=\"8\"/>"
                   "<rect class=\"low\" width=\"%.2f\" height=\"8\"/><rect class=\"goal\" x=\"%.2f\" width=\"0.6\" height=\"8\"/></svg>",
                   percent(high), percent(low), percent(target));
}

void html_named(struct html *h, enum msg id)
{
    struct buf text;
    buf_init(&text, 0);
    view_named(&h->view, h->view.language, id, &text);
    html_text(h, text.p);
    buf_done(&text);
}

void html_named_words(struct html *h, enum msg id)
{
    struct buf th, en;
    buf_init(&th, 0);
    buf_init(&en, 0);
    view_named(&h->view, MSG_TH, id, &th);
    view_named(&h->view, MSG_EN, id, &en);
    html_words(h, (struct oit_words){th.p, en.p});
    buf_done(&th);
    buf_done(&en);
}

void html_gauge(struct html *h, double low, double high, double target)
{
    char range[VIEW_TEXT_SIZE], from[VIEW_TEXT_SIZE], to[VIEW_TEXT_SIZE];
    view_range(low, high, range);
    view_points(low, from);
    view_points(high, to);
    html_raw(h, "<svg class=\"gauge\" viewBox=\"0 0 120 120\" role=\"img\" aria-label=\"");
    html_named(h, MSG_SCORE);
    (void)buf_addf(h->out, " %s\"><g transform=\"rotate(-90 60 60)\" fill=\"none\" stroke-width=\"9\">", range);
    (void)buf_addf(h->out,
                   "<circle class=\"track\" cx=\"60\" cy=\"60\" r=\"52\"/>"
                   "<circle class=\"high\" cx=\"60\" cy=\"60\" r=\"52\" pathLength=\"100\" stroke-dasharray=\"%.2f 100\"/>"
                   "<circle class=\"low\" cx=\"60\" cy=\"60\" r=\"52\" pathLength=\"100\" stroke-dasharray=\"%.2f 100\"/>"
                   "<line class=\"goal\" x1=\"105\" y1=\"60\" x2=\"119\" y2=\"60\" stroke-width=\"2.5\" transform=\"rotate(%.2f 60 60)\"/></g>",
                   percent(high), percent(low), percent(target) * 3.6);
    bool is_range = strcmp(from, to) != 0;
    (void)buf_addf(h->out, "<text class=\"points\" x=\"60\" y=\"%s\">%s</text>", is_range ? "62" : "69", from);
    if (is_range)
        (void)buf_addf(h->out, "<text class=\"upto\" x=\"60\" y=\"82\">– %s</text>", to);
    html_raw(h, "</svg>\n");
}
