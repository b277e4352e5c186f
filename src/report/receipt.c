/* receipt.c - the receipt as text: head, what is doubtful, then every link with its hash and moment.
 * SPDX-License-Identifier: MIT
 */
#include "receipt.h"

#include <stdio.h>

#include "text/utf8.h"
#include "view.h"

bool receipt_is_doubtful(const struct oit_item *item)
{
    bool is_later = item->entered.status == OIT_UNKNOWN && view_has_reason(item, REASON_NOT_YET_DUE);
    return item->entered.n_urls > 0 && (item->entered.marks != 0 || (item->entered.status != OIT_PUBLISHED && !is_later));
}

static bool label_begins(const struct oit_words label, enum msg words)
{
    return label.th && str_starts_c(str_from(label.th), msg_th(words));
}

uint32_t receipt_marks_beside(const struct oit_item *item)
{
    const struct oit_entered *entered = &item->entered;
    uint32_t said = 0;
    for (unsigned i = 0; i < N_OIT_ENTERED_MARKS; i++)
        if (entered->label.th && strcmp(entered->label.th, oit_entered_th((enum oit_entered_mark)i)) == 0)
            said |= UINT32_C(1) << i;
    if (entered->status == OIT_PARTIAL)
        said |= UINT32_C(1) << ENTERED_INCOMPLETE;
    if (label_begins(entered->label, MSG_LABEL_WRONG_ITEM_PLAIN))
        said |= UINT32_C(1) << ENTERED_WRONG_ITEM;
    if (label_begins(entered->label, MSG_LABEL_WRONG_YEAR_PLAIN))
        said |= UINT32_C(1) << ENTERED_WRONG_YEAR;
    return entered->marks & ~said;
}

bool receipt_is_urgent(const struct oit_item *item)
{
    static const enum oit_entered_mark marks[] = {ENTERED_CHANGED, ENTERED_GONE, ENTERED_NOT_PUBLIC, ENTERED_UNREACHABLE};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (item->entered.marks >> marks[i] & 1)
            return receipt_is_doubtful(item);
    return false;
}

struct paper {
    const struct receipt *receipt;
    struct view view;
    struct buf *out;
};

/* All that comes from a sheet or a site goes through here. */
static void put(struct paper *p, const char *text)
{
    utf8_terminal(str_from(text), p->out);
}

static void put_msg(struct paper *p, enum msg id, const char *const *args)
{
    struct buf line;
    buf_init(&line, 0);
    msg_add(&line, p->view.language, id, args);
    put(p, line.p ? line.p : "");
    buf_done(&line);
}

static void fact(struct paper *p, enum msg name, const char *value)
{
    if (!value || !*value)
        return;
    put_msg(p, name, NULL);
    (void)buf_add_c(p->out, ": ");
    put(p, value);
    (void)buf_add_char(p->out, '\n');
}

static void put_head(struct paper *p)
{
    const struct receipt *r = p->receipt;
    char day[VIEW_TEXT_SIZE], made[VIEW_TEXT_SIZE], year[16], items[16], urls[16];
    struct buf line;
    buf_init(&line, 0);
    view_date(&p->view, r->day, day);
    view_time(&p->view, r->made_at, made);
    (void)snprintf(year, sizeof year, "%d", view_year(r->report, r->report->fiscal_year_be));
    (void)snprintf(items, sizeof items, "%zu", r->n_items);
    (void)snprintf(urls, sizeof urls, "%u", r->n_urls);
    put_msg(p, r->is_look ? MSG_VERIFY_TITLE : MSG_RECEIPT_TITLE, NULL);
    (void)buf_add_char(p->out, '\n');
    fact(p, MSG_RECEIPT_AGENCY, view_site_name(r->report));
    fact(p, MSG_RECEIPT_SITE, r->report->site.url);
    fact(p, MSG_RECEIPT_YEAR, year);
    fact(p, MSG_RECEIPT_DAY, day);
    fact(p, r->is_look ? MSG_RECEIPT_LOOKED : MSG_RECEIPT_MADE, made);
    fact(p, MSG_RECEIPT_ID, r->id);
    fact(p, MSG_RECEIPT_SHEET, r->sheet_name);
    fact(p, MSG_RECEIPT_HASH, r->sheet_sha256);
    msg_add(&line, p->view.language, MSG_RECEIPT_COUNTS_OF, MSG_ARGS(items, urls));
    fact(p, MSG_RECEIPT_COUNTS, line.p);
    buf_done(&line);
}

static void put_item_name(struct paper *p, const struct oit_item *item)
{
    put(p, item->code);
    (void)buf_add_char(p->out, ' ');
    put(p, view_words(&p->view, item->title));
}

static void put_item_head(struct paper *p, const struct oit_item *item)
{
    struct buf marks;
    buf_init(&marks, 0);
    put_item_name(p, item);
    (void)buf_add_c(p->out, ": ");
    put(p, view_words(&p->view, item->entered.label));
    view_marks(&p->view, receipt_marks_beside(item), &marks);
    if (marks.n) {
        (void)buf_add_c(p->out, " [");
        put(p, marks.p);
        (void)buf_add_char(p->out, ']');
    }
    (void)buf_add_char(p->out, '\n');
    buf_done(&marks);
}

static void put_url_state(struct paper *p, const struct receipt_url *url)
{
    char text[VIEW_TEXT_SIZE];
    (void)buf_add_c(p->out, "      ");
    (void)snprintf(text, sizeof text, "%d", url->http_status);
    put_msg(p, url->http_status ? MSG_RECEIPT_ANSWER : MSG_RECEIPT_NO_ANSWER, MSG_ARGS(text));
    if (url->fault) {
        struct buf fault;
        buf_init(&fault, 0);
        view_fault(&p->view, url->fault, &fault);
        (void)buf_add_c(p->out, " (");
        put(p, fault.p ? fault.p : "");
        (void)buf_add_char(p->out, ')');
        buf_done(&fault);
    }
    if (url->fetched_at) {
        view_time(&p->view, url->fetched_at, text);
        (void)buf_add_c(p->out, " · ");
        put_msg(p, MSG_RECEIPT_OPENED, MSG_ARGS(text));
    }
    if (url->size_bytes) {
        (void)snprintf(text, sizeof text, "%llu", (unsigned long long)url->size_bytes);
        (void)buf_add_c(p->out, " · ");
        put_msg(p, MSG_RECEIPT_BYTES, MSG_ARGS(text));
    }
    if (url->last_modified) {
        view_date(&p->view, url->last_modified, text);
        (void)buf_add_c(p->out, " · ");
        put_msg(p, MSG_RECEIPT_MODIFIED, MSG_ARGS(text));
    }
    (void)buf_add_char(p->out, '\n');
}

static void put_url(struct paper *p, const struct receipt_url *url, size_t n_urls)
{
    char text[24];
    struct buf marks;
    buf_init(&marks, 0);
    (void)buf_add_c(p->out, "    ");
    put(p, url->url);
    view_marks(&p->view, n_urls > 1 ? url->marks : 0, &marks); /* of a single link the item's line has said it */
    if (marks.n) {
        (void)buf_add_c(p->out, " [");
        put(p, marks.p);
        (void)buf_add_char(p->out, ']');
    }
    (void)buf_add_char(p->out, '\n');
    put_url_state(p, url);
    if (url->sha256) {
        (void)buf_add_c(p->out, "      ");
        fact(p, MSG_RECEIPT_HASH, url->sha256);
    }
    (void)buf_add_c(p->out, "      ");
    (void)snprintf(text, sizeof text, "%zu", url->n_path ? url->n_path - 1 : 0);
    put_msg(p, url->n_path ? MSG_RECEIPT_CLICKS : MSG_RECEIPT_NO_PATH, MSG_ARGS(text));
    (void)snprintf(text, sizeof text, "%u", url->n_shown);
    if (url->n_shown) {
        (void)buf_add_c(p->out, " · ");
        put_msg(p, MSG_RECEIPT_KEPT_TOO, MSG_ARGS(text));
    }
    (void)buf_add_char(p->out, '\n');
    buf_done(&marks);
}

void receipt_not_entered(const struct oit_report *report, struct buf *out)
{
    for (size_t i = 0; i < report->n_items; i++)
        if (report->items[i].entered.marks >> ENTERED_NOT_ENTERED & 1)
            (void)buf_addf(out, "%s%s", out->n ? " " : "", report->items[i].code);
}

static void put_doubts(struct paper *p)
{
    const struct receipt *r = p->receipt;
    size_t n = 0;
    struct buf codes;
    buf_init(&codes, 0);
    receipt_not_entered(r->report, &codes);
    (void)buf_add_char(p->out, '\n');
    for (size_t i = 0; i < r->n_items; i++)
        n += receipt_is_doubtful(r->items[i].item);
    if (n == 0) {
        put_msg(p, MSG_RECEIPT_NO_DOUBTS, NULL);
        (void)buf_add_char(p->out, '\n');
    } else {
        put_msg(p, MSG_RECEIPT_DOUBTS, NULL);
        (void)buf_addf(p->out, " (%zu)\n", n);
    }
    for (int is_urgent = 1; is_urgent >= 0; is_urgent--)
        for (size_t i = 0; i < r->n_items; i++)
            if (receipt_is_doubtful(r->items[i].item) && receipt_is_urgent(r->items[i].item) == is_urgent) {
                (void)buf_add_c(p->out, "  ");
                put_item_head(p, r->items[i].item);
            }
    if (codes.n) {
        (void)buf_add_c(p->out, "  ");
        put_msg(p, MSG_RECEIPT_NOT_ENTERED, MSG_ARGS(codes.p));
        (void)buf_add_char(p->out, '\n');
    }
    buf_done(&codes);
}

static void put_scores(struct paper *p)
{
    const struct oit_report *report = p->receipt->report;
    char entered[VIEW_TEXT_SIZE], whole[VIEW_TEXT_SIZE], when[VIEW_TEXT_SIZE];
    view_range(report->entered.low, report->entered.high, entered);
    view_range(report->score.low, report->score.high, whole);
    (void)buf_add_char(p->out, '\n');
    put_msg(p, MSG_RECEIPT_SCORES, NULL);
    (void)buf_add_c(p->out, ": ");
    put_msg(p, MSG_BY_ENTERED, NULL);
    (void)buf_addf(p->out, " %s · ", report->entered.is_known ? entered : "-");
    put_msg(p, MSG_BY_WHOLE_SITE, NULL);
    (void)buf_addf(p->out, " %s", whole);
    view_time(&p->view, report->run.finished ? report->run.finished : report->run.started, when);
    msg_add(p->out, p->view.language, MSG_RECEIPT_WHOLE_AS_OF, MSG_ARGS(when));
    if (report->decided.is_known) { /* an item that does not apply counts in neither of the two: without this the links would seem to show more than the site */
        view_range(report->decided.low, report->decided.high, whole);
        (void)buf_add_c(p->out, " · ");
        put_msg(p, MSG_BY_DECISION, NULL);
        (void)buf_addf(p->out, " %s", whole);
    }
    (void)buf_add_char(p->out, '\n');
}

void receipt_text(const struct receipt *receipt, enum report_language language, struct buf *out)
{
    struct paper p = {.receipt = receipt, .out = out};
    size_t n_shown = 0;
    view_init(&p.view, receipt->report, language);
    put_head(&p);
    put_scores(&p);
    put_doubts(&p);
    for (size_t i = 0; i < receipt->n_items; i++) {
        if (receipt->is_look && !receipt_is_doubtful(receipt->items[i].item))
            continue;
        if (n_shown++ == 0) {
            (void)buf_add_char(out, '\n');
            put_msg(&p, MSG_RECEIPT_LINKS, NULL);
            (void)buf_add_char(out, '\n');
        }
        (void)buf_add_c(out, "  ");
        if (receipt_is_doubtful(receipt->items[i].item)) { /* what it is was said above */
            put_item_name(&p, receipt->items[i].item);
            (void)buf_add_char(out, '\n');
        } else {
            put_item_head(&p, receipt->items[i].item);
        }
        for (size_t k = 0; k < receipt->items[i].n_urls; k++)
            put_url(&p, &receipt->items[i].urls[k], receipt->items[i].n_urls);
    }
    (void)buf_add_char(out, '\n');
    put_msg(&p, receipt->is_look ? MSG_RECEIPT_FOOT : MSG_RECEIPT_NEXT, NULL);
    (void)buf_add_char(out, '\n');
    view_done(&p.view);
}
