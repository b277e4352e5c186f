/* html_receipt.c - the receipt on A4: facts, what is doubtful, a table of every link with its hash and moment, lines to sign on.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "html_a4.h"
#include "receipt.h"

static void fact(struct html *h, enum msg name, const char *value, bool is_mono)
{
    if (!value || !*value)
        return;
    html_raw(h, "<dt>");
    html_words(h, (struct oit_words){msg_th(name), msg_en(name)});
    html_raw(h, is_mono ? "</dt><dd class=\"mono\">" : "</dt><dd>");
    html_text(h, value);
    html_raw(h, "</dd>\n");
}

static void put_facts(struct html *h, const struct receipt *r)
{
    char day[VIEW_TEXT_SIZE], made[VIEW_TEXT_SIZE], year[16], items[16], urls[16], entered[VIEW_TEXT_SIZE], whole[VIEW_TEXT_SIZE];
    struct buf text;
    buf_init(&text, 0);
    view_date(&h->view, r->day, day);
    view_time(&h->view, r->made_at, made);
    view_range(r->report->entered.low, r->report->entered.high, entered);
    view_range(r->report->score.low, r->report->score.high, whole);
    (void)snprintf(year, sizeof year, "%d", view_year(r->report, r->report->fiscal_year_be));
    (void)snprintf(items, sizeof items, "%zu", r->n_items);
    (void)snprintf(urls, sizeof urls, "%u", r->n_urls);
    html_raw(h, "<dl class=\"facts\">\n");
    fact(h, MSG_RECEIPT_YEAR, year, false);
    fact(h, MSG_RECEIPT_DAY, day, false);
    fact(h, r->is_look ? MSG_RECEIPT_LOOKED : MSG_RECEIPT_MADE, made, false);
    msg_add(&text, h->view.language, MSG_RECEIPT_COUNTS_OF, MSG_ARGS(items, urls));
    fact(h, MSG_RECEIPT_COUNTS, text.p, false);
    if (r->report->entered.is_known)
        fact(h, MSG_BY_ENTERED, entered, false);
    buf_clear(&text);
    view_time(&h->view, r->report->run.finished ? r->report->run.finished : r->report->run.started, made);
    (void)buf_add_c(&text, whole);
    msg_add(&text, h->view.language, MSG_RECEIPT_WHOLE_AS_OF, MSG_ARGS(made));
    fact(h, MSG_BY_WHOLE_SITE, text.p, false);
    if (r->report->decided.is_known) {
        view_range(r->report->decided.low, r->report->decided.high, whole);
        fact(h, MSG_BY_DECISION, whole, false);
    }
    fact(h, MSG_RECEIPT_ID, r->id, true);
    fact(h, MSG_RECEIPT_SHEET, r->sheet_name, false);
    fact(h, MSG_RECEIPT_HASH, r->sheet_sha256, true);
    html_raw(h, "</dl>\n");
    buf_done(&text);
}

static void put_marks(struct html *h, uint32_t marks)
{
    for (unsigned i = 0; i < N_OIT_ENTERED_MARKS; i++)
        if (marks >> i & 1) {
            html_raw(h, " <span class=\"tag warn\">");
            html_text(h, view_mark(&h->view, (enum oit_entered_mark)i));
            html_raw(h, "</span>");
        }
}

static void put_doubt(struct html *h, const struct oit_item *item)
{
    html_raw(h, "<li><b>");
    html_text(h, item->code);
    html_raw(h, "</b> ");
    html_text(h, view_words(&h->view, item->title));
    html_raw(h, ": ");
    html_text(h, view_words(&h->view, item->entered.label));
    put_marks(h, receipt_marks_beside(item));
    html_raw(h, "</li>\n");
}

static void put_doubts(struct html *h, const struct receipt *r)
{
    size_t n = 0;
    struct buf codes;
    buf_init(&codes, 0);
    receipt_not_entered(r->report, &codes);
    for (size_t i = 0; i < r->n_items; i++)
        n += receipt_is_doubtful(r->items[i].item);
    html_raw(h, "<section>");
    html_heading_msg(h, 2, "doubts", MSG_RECEIPT_DOUBTS);
    if (n == 0) {
        html_raw(h, "<p class=\"note\">");
        html_msg(h, MSG_RECEIPT_NO_DOUBTS);
        html_raw(h, "</p>\n");
    } else {
        html_raw(h, "<ul>\n");
        for (int is_urgent = 1; is_urgent >= 0; is_urgent--)
            for (size_t i = 0; i < r->n_items; i++)
                if (receipt_is_doubtful(r->items[i].item) && receipt_is_urgent(r->items[i].item) == is_urgent)
                    put_doubt(h, r->items[i].item);
        html_raw(h, "</ul>\n");
    }
    if (codes.n) {
        html_raw(h, "<p class=\"note\">");
        html_msg_args(h, MSG_RECEIPT_NOT_ENTERED, MSG_ARGS(codes.p));
        html_raw(h, "</p>\n");
    }
    html_raw(h, "</section>\n");
    buf_done(&codes);
}

static void small_msg(struct html *h, enum msg id, const char *arg, const char *lead)
{
    html_raw(h, lead);
    html_msg_args(h, id, MSG_ARGS(arg));
}

static void put_url(struct html *h, const struct receipt_url *url)
{
    char text[VIEW_TEXT_SIZE];
    html_raw(h, "<div>");
    html_link(h, url->url, NULL);
    put_marks(h, url->marks);
    html_raw(h, "<br><small>");
    (void)snprintf(text, sizeof text, "%d", url->http_status);
    html_msg_args(h, url->http_status ? MSG_RECEIPT_ANSWER : MSG_RECEIPT_NO_ANSWER, MSG_ARGS(text));
    if (url->fault) {
        struct buf fault;
        buf_init(&fault, 0);
        view_fault(&h->view, url->fault, &fault);
        html_raw(h, " (");
        html_text(h, fault.p);
        html_raw(h, ")");
        buf_done(&fault);
    }
    view_time(&h->view, url->fetched_at, text);
    if (url->fetched_at)
        small_msg(h, MSG_RECEIPT_OPENED, text, " · ");
    (void)snprintf(text, sizeof text, "%llu", (unsigned long long)url->size_bytes);
    if (url->size_bytes)
        small_msg(h, MSG_RECEIPT_BYTES, text, " · ");
    if (url->last_modified) {
        view_date(&h->view, url->last_modified, text);
        small_msg(h, MSG_RECEIPT_MODIFIED, text, " · ");
    }
    (void)snprintf(text, sizeof text, "%zu", url->n_path ? url->n_path - 1 : 0);
    small_msg(h, url->n_path ? MSG_RECEIPT_CLICKS : MSG_RECEIPT_NO_PATH, text, " · ");
    (void)snprintf(text, sizeof text, "%u", url->n_shown);
    if (url->n_shown)
        small_msg(h, MSG_RECEIPT_KEPT_TOO, text, " · ");
    html_raw(h, "</small>");
    if (url->sha256) {
        html_raw(h, "<br><small class=\"mono\">");
        html_text(h, url->sha256);
        html_raw(h, "</small>");
    }
    html_raw(h, "</div>\n");
}

static void put_table(struct html *h, const struct receipt *r)
{
    html_raw(h, "<section>");
    html_heading_msg(h, 2, "links", MSG_RECEIPT_LINKS);
    html_raw(h, "<table class=\"stack\"><thead><tr>");
    html_a4_column(h, MSG_COLUMN_ITEM, "code");
    html_a4_column(h, MSG_RECEIPT_COLUMN_LINK, "wide");
    html_a4_column(h, MSG_RECEIPT_COLUMN_RESULT, NULL);
    html_raw(h, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < r->n_items; i++) {
        const struct receipt_item *item = &r->items[i];
        html_raw(h, "<tr><td class=\"code\">");
        html_text(h, item->item->code);
        html_raw(h, "</td><td><div>");
        html_text(h, view_words(&h->view, item->item->title));
        html_raw(h, "</div>");
        for (size_t k = 0; k < item->n_urls; k++)
            put_url(h, &item->urls[k]);
        if (item->explanation && *item->explanation) {
            html_raw(h, "<small>");
            html_msg(h, MSG_RECEIPT_EXPLANATION);
            html_raw(h, ": ");
            html_text(h, item->explanation);
            html_raw(h, "</small>");
        }
        html_raw(h, "</td><td>");
        html_text(h, view_words(&h->view, item->item->entered.label));
        html_raw(h, "</td></tr>\n");
    }
    html_raw(h, "</tbody></table></section>\n");
}

void receipt_html(const struct receipt *receipt, enum report_language language, struct buf *out)
{
    struct html h = {.out = out};
    enum msg title = receipt->is_look ? MSG_VERIFY_TITLE : MSG_RECEIPT_TITLE;
    const struct html_a4 page = {.report = receipt->report, .title = {msg_th(title), msg_en(title)}, .made = receipt->made_at,
                                 .foot = msg_in(language == REPORT_EN ? MSG_EN : MSG_TH, MSG_RECEIPT_FOOT)};
    const struct oit_words signers[] = {{msg_th(MSG_RECEIPT_MADE_BY), msg_en(MSG_RECEIPT_MADE_BY)}, {msg_th(MSG_RECEIPT_CHECKED_BY), msg_en(MSG_RECEIPT_CHECKED_BY)}};
    html_a4_open(&h, &page, language, out);
    put_facts(&h, receipt);
    put_doubts(&h, receipt);
    put_table(&h, receipt);
    if (!receipt->is_look)
        html_a4_signatures(&h, signers, 2);
    html_a4_close(&h, &page);
}
