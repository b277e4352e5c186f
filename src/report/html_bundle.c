/* html_bundle.c - index.html of a bundle: an A4 page that opens the files beside it. Links out of it lead to those files and to http(s) only.
 * SPDX-License-Identifier: MIT
 */
#include "bundle.h"

#include <stdio.h>
#include <string.h>

#include "html_a4.h"

/* --- small pieces -------------------------------------------------------------------------------------------------------------- */

/* A file beside the page: its name, percent-encoded, can only be a relative path. */
static void file_link(struct html *h, const char *name, const char *text)
{
    (void)buf_add_c(h->out, "<a href=\"");
    for (const unsigned char *p = (const unsigned char *)name; *p; p++) {
        bool is_plain = (*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z') || strchr("-_./", *p);
        if (is_plain)
            (void)buf_add_char(h->out, (char)*p);
        else
            (void)buf_addf(h->out, "%%%02X", *p);
    }
    html_raw(h, "\">");
    html_text(h, text ? text : name);
    html_raw(h, "</a>");
}

static void note(struct html *h, const char *class, enum msg id, const char *const *args)
{
    (void)buf_addf(h->out, "<p class=\"note %s\">", class);
    html_msg_args(h, id, args);
    html_raw(h, "</p>\n");
}

static void fine(struct html *h, enum msg id, const char *const *args)
{
    html_raw(h, "<div class=\"fine\">");
    html_msg_args(h, id, args);
    html_raw(h, "</div>");
}

static const char *case_class(enum objection_case which)
{
    static const char *const classes[] = {
        [OBJECTION_NO_SUBMISSION] = "later", [OBJECTION_NOT_ENTERED] = "bad", [OBJECTION_NOT_THEN] = "bad", [OBJECTION_INCOMPLETE] = "warn",
        [OBJECTION_ELSEWHERE] = "warn",      [OBJECTION_UNSURE] = "ask",      [OBJECTION_SHOWN] = "good",
    };
    return classes[which];
}

static void case_tag(struct html *h, enum objection_case which)
{
    (void)buf_addf(h->out, "<span class=\"tag %s\">", case_class(which));
    html_msg(h, report_bundle_case(which));
    html_raw(h, "</span>");
}

/* What the officers decided, word for word, and the points it makes. */
static void decided(struct html *h, const struct bundle *b, const struct oit_item *item)
{
    char points[VIEW_TEXT_SIZE];
    const char *words = item->officer.words[OFFICER_DECISION];
    if (!words || !*words) {
        html_raw(h, "-");
        return;
    }
    html_text(h, words);
    if (b->report->decided.is_known && item->decided_low == item->decided_low) {
        view_range(item->decided_low, item->decided_high, points);
        html_raw(h, " <small>");
        html_text(h, points);
        html_raw(h, "</small>");
    }
}

static void raw_verdict(struct html *h, const struct oit_item *item)
{
    char points[VIEW_TEXT_SIZE];
    html_text(h, view_label(&h->view, item));
    view_range(item->score_low, item->score_high, points);
    html_raw(h, " <small>");
    html_text(h, points);
    html_raw(h, "</small>");
}

/* labels: what is clicked on to get there; NULL: not known. */
static void path(struct html *h, const char *const *urls, const char *const *labels, size_t n)
{
    if (n < 2)
        return;
    html_raw(h, "<div class=\"fine\">");
    html_msg(h, MSG_HTML_CLICK_PATH);
    html_raw(h, ": ");
    for (size_t i = 0; i < n; i++) {
        html_raw(h, i ? " &gt; " : "");
        if (i == 0)
            html_link(h, urls[i], view_msg(&h->view, MSG_HTML_HOME));
        else
            html_link(h, urls[i], labels && labels[i] && *labels[i] ? labels[i] : NULL);
    }
    html_raw(h, "</div>");
}

/* --- overview ------------------------------------------------------------------------------------------------------------------ */

static void overview(struct html *h, const struct bundle *b)
{
    bool has_decisions = b->report->decided.is_known, has_submission = b->submitted_day != NULL; /* a column of dashes tells nobody anything */
    html_raw(h, "<section>");
    html_heading_msg(h, 2, "overview", MSG_BUNDLE_OVERVIEW);
    html_raw(h, "<table class=\"stack\"><thead><tr>");
    html_a4_column(h, MSG_COLUMN_ITEM, NULL);
    html_a4_column(h, MSG_BUNDLE_VERDICT, NULL);
    if (has_decisions)
        html_a4_column(h, MSG_BUNDLE_DECIDED, NULL);
    if (has_submission) {
        html_a4_column(h, MSG_BUNDLE_ENTERED, NULL);
        html_a4_column(h, MSG_BUNDLE_OBJECTION, NULL);
    }
    html_raw(h, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < b->n_items; i++) {
        const struct bundle_item *item = &b->items[i];
        html_raw(h, "<tr><th scope=\"row\"><a class=\"code\" href=\"#");
        html_anchor(h, item->item->code);
        html_raw(h, "\">");
        html_text(h, item->item->code);
        html_raw(h, "</a> ");
        html_text(h, view_words(&h->view, item->item->title));
        html_raw(h, "</th><td>");
        raw_verdict(h, item->item);
        if (has_decisions) {
            html_raw(h, "</td><td>");
            decided(h, b, item->item);
        }
        if (has_submission) {
            html_raw(h, "</td><td>");
            html_text(h, item->item->entered.is_known ? view_words(&h->view, item->item->entered.label) : "-");
            html_raw(h, "</td><td>");
            case_tag(h, item->objection);
        }
        html_raw(h, "</td></tr>\n");
    }
    html_raw(h, "</tbody></table></section>\n");
}

/* --- one item ------------------------------------------------------------------------------------------------------------------ */

static void dt_dd(struct html *h, enum msg head)
{
    html_raw(h, "<dt>");
    html_words(h, (struct oit_words){msg_th(head), msg_en(head)});
    html_raw(h, "</dt><dd>");
}

static void facts(struct html *h, const struct bundle *b, const struct bundle_item *item)
{
    char date[VIEW_TEXT_SIZE];
    html_raw(h, "<dl class=\"facts\">");
    dt_dd(h, MSG_BUNDLE_VERDICT);
    raw_verdict(h, item->item);
    html_raw(h, "</dd>");
    if (item->then) {
        view_date(&h->view, item->then_date, date);
        html_raw(h, "<dt>");
        html_msg_args(h, MSG_BUNDLE_VERDICT_THEN, MSG_ARGS(date));
        html_raw(h, "</dt><dd>");
        raw_verdict(h, item->then);
        html_raw(h, "</dd>");
    }
    if (item->item->officer.words[OFFICER_DECISION]) {
        dt_dd(h, MSG_BUNDLE_DECIDED);
        decided(h, b, item->item);
        html_raw(h, "</dd>");
    }
    if (item->item->entered.is_known) {
        dt_dd(h, MSG_BUNDLE_ENTERED);
        html_text(h, view_words(&h->view, item->item->entered.label));
        html_raw(h, "</dd>");
    }
    if (item->shown_then) {
        dt_dd(h, MSG_BUNDLE_ENTERED_THEN);
        html_text(h, view_words(&h->view, item->shown_then->label));
        html_raw(h, "</dd>");
    }
    if (b->submitted_day) {
        dt_dd(h, MSG_BUNDLE_OBJECTION);
        case_tag(h, item->objection);
        html_raw(h, "</dd>");
    }
    html_raw(h, "</dl>\n");
}

static void file_facts(struct html *h, const struct bundle_file *file)
{
    char time[VIEW_TEXT_SIZE];
    if (!file)
        return;
    html_raw(h, "<div>");
    if (file->name)
        file_link(h, file->name, NULL);
    if (file->absent.th) {
        html_raw(h, " <span class=\"fine\">");
        html_text(h, view_words(&h->view, file->absent));
        html_raw(h, "</span>");
    }
    if (file->picture) {
        html_raw(h, " · ");
        file_link(h, file->picture, view_msg(&h->view, MSG_BUNDLE_PICTURE));
    }
    html_raw(h, "</div>");
    view_time(&h->view, file->fetched_at, time);
    fine(h, MSG_BUNDLE_CHECKED_AT, MSG_ARGS(time));
    if (file->is_rendered)
        fine(h, MSG_BUNDLE_RENDERED, NULL);
}

static void marks(struct html *h, uint32_t set)
{
    struct buf text;
    buf_init(&text, 0);
    for (unsigned i = 0; i < N_OIT_ENTERED_MARKS; i++)
        if (set >> i & 1)
            (void)buf_addf(&text, "%s%s", text.n ? "; " : "", view_mark(&h->view, (enum oit_entered_mark)i));
    if (text.n)
        fine(h, MSG_BUNDLE_MARKS_NOW, MSG_ARGS(text.p));
    buf_done(&text);
}

static void links(struct html *h, const struct bundle_item *item)
{
    char date[VIEW_TEXT_SIZE];
    if (!item->n_links)
        return;
    html_element(h, "h3", NULL, view_msg(&h->view, MSG_BUNDLE_LINKS));
    html_raw(h, "<ol>");
    for (size_t i = 0; i < item->n_links + item->n_shown; i++) {
        const struct bundle_link *link = &item->links[i];
        html_raw(h, "<li>");
        html_link(h, link->url, link->shown_by ? NULL : link->typed);
        if (link->shown_by)
            fine(h, MSG_BUNDLE_SHOWN_BY, NULL);
        html_raw(h, "<div>");
        if (link->trouble.th)
            html_msg_args(h, MSG_BUNDLE_LINK_FAILED, MSG_ARGS(view_words(&h->view, link->trouble)));
        else
            html_msg(h, MSG_BUNDLE_LINK_OPENED);
        html_raw(h, "</div>");
        view_date(&h->view, link->last_modified, date);
        if (*date)
            fine(h, MSG_HTML_LAST_MODIFIED, MSG_ARGS(date));
        file_facts(h, link->copy);
        path(h, link->path, NULL, link->n_path);
        marks(h, link->marks);
        html_raw(h, "</li>");
    }
    html_raw(h, "</ol>\n");
    if (item->links[0].explanation && *item->links[0].explanation)
        fine(h, MSG_BUNDLE_DRAFT_EXPLANATION, MSG_ARGS(item->links[0].explanation));
}

static void evidence(struct html *h, const struct bundle_item *item)
{
    char number[VIEW_TEXT_SIZE], date[VIEW_TEXT_SIZE], modified[BUNDLE_DATE_SIZE];
    html_element(h, "h3", NULL, view_msg(&h->view, MSG_BUNDLE_EVIDENCE));
    if (!item->n_proofs)
        html_element(h, "p", "fine", view_msg(&h->view, MSG_BUNDLE_NO_ITEMS_DATA));
    html_raw(h, "<ol>");
    for (size_t i = 0; i < item->n_proofs; i++) {
        const struct bundle_proof *p = &item->proofs[i];
        const struct oit_evidence *e = p->evidence;
        html_raw(h, "<li>");
        html_link(h, e->url, e->title);
        if (e->page) {
            (void)snprintf(number, sizeof number, "%u", (unsigned)e->page);
            html_raw(h, " · ");
            html_msg_args(h, MSG_HTML_ON_PAGE, MSG_ARGS(number));
        }
        if (e->snippet && *e->snippet)
            html_element(h, "blockquote", NULL, e->snippet);
        bool has_header = p->file && bundle_http_date(str_from(p->file->last_modified), modified); /* a day in Bangkok, as in the draft */
        view_date(&h->view, has_header ? modified : e->last_modified, date);
        if (*date)
            fine(h, MSG_HTML_LAST_MODIFIED, MSG_ARGS(date));
        file_facts(h, p->file);
        if (!p->file)
            fine(h, MSG_BUNDLE_ABSENT_PRUNED, NULL);
        if (p->copy) {
            html_element(h, "div", "fine", view_msg(&h->view, MSG_BUNDLE_COPY_OF_SUBMISSION));
            file_facts(h, p->copy);
        }
        path(h, e->path, e->path_labels, e->n_path);
        const char *hash = p->file && p->file->sha256 ? p->file->sha256 : e->sha256; /* as in the draft; the table of files has both */
        if (hash)
            html_element(h, "div", "fine mono", hash);
        html_raw(h, "</li>");
    }
    html_raw(h, "</ol>\n");
}

static void draft(struct html *h, const struct bundle *b, const struct bundle_item *item)
{
    struct buf text;
    buf_init(&text, 0);
    report_bundle_draft(b, item, h->view.language == MSG_EN ? REPORT_EN : REPORT_TH, &text);
    html_element(h, "h3", NULL, view_msg(&h->view, item->objection == OBJECTION_SHOWN ? MSG_BUNDLE_DRAFT : MSG_BUNDLE_FACTS));
    html_raw(h, "<div class=\"note\">");
    struct str rest = buf_str(&text);
    while (rest.n > 0) {
        struct str one = str_cut(&rest, '\n');
        size_t indent = 0;
        while (indent < one.n && one.p[indent] == ' ')
            indent++;
        for (size_t i = 0; i < indent; i++)
            html_raw(h, "&nbsp;");
        struct buf piece;
        buf_init(&piece, 0);
        (void)buf_add_str(&piece, str_from_pos(one, indent));
        html_text(h, piece.p);
        buf_done(&piece);
        html_raw(h, "<br>\n");
    }
    html_raw(h, "</div>\n");
    buf_done(&text);
}

static void one_item(struct html *h, const struct bundle *b, const struct bundle_item *item)
{
    html_raw(h, b->submitted_day ? "<section class=\"break\"><h2 id=\"" : "<section><h2 id=\""); /* an objection goes out item by item */
    html_anchor(h, item->item->code);
    html_raw(h, "\">");
    html_text(h, item->item->code);
    html_raw(h, " ");
    html_words(h, item->item->title);
    html_raw(h, "</h2>\n");
    facts(h, b, item);
    draft(h, b, item);
    links(h, item);
    evidence(h, item);
    html_raw(h, "</section>\n");
}

/* --- all files ----------------------------------------------------------------------------------------------------------------- */

static void file_row(struct html *h, const struct bundle_file *file)
{
    char text[VIEW_TEXT_SIZE];
    html_raw(h, "<tr><td>");
    if (file->name)
        file_link(h, file->name, NULL);
    if (file->absent.th)
        html_element(h, "div", "fine", view_words(&h->view, file->absent));
    if (file->is_copy)
        html_element(h, "div", "fine", view_msg(&h->view, MSG_BUNDLE_COPY_OF_SUBMISSION));
    html_raw(h, "</td><td>");
    html_link(h, file->url, NULL);
    html_raw(h, "</td><td>");
    view_time(&h->view, file->fetched_at, text);
    html_text(h, text);
    (void)buf_addf(h->out, "</td><td class=\"number\">%zu</td><td class=\"mono\">", file->n_bytes);
    html_text(h, file->sha256);
    if (file->wire_sha256 && file->sha256 && strcmp(file->wire_sha256, file->sha256) != 0) {
        html_element(h, "div", "fine", view_msg(&h->view, MSG_BUNDLE_WIRE_HASH));
        html_text(h, file->wire_sha256);
    }
    html_raw(h, "</td></tr>\n");
}

static void files(struct html *h, const struct bundle *b)
{
    static const struct {
        enum msg head;
        const char *class;
    } columns[] = {{MSG_BUNDLE_FILE, NULL}, {MSG_BUNDLE_SOURCE, NULL}, {MSG_BUNDLE_FETCHED, NULL}, {MSG_BUNDLE_BYTES, "number"}, {MSG_BUNDLE_HASH, NULL}};
    html_raw(h, "<section class=\"break\">");
    html_heading_msg(h, 2, "files", MSG_BUNDLE_FILES);
    html_raw(h, "<table class=\"stack\"><thead><tr>");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        html_a4_column(h, columns[i].head, columns[i].class);
    html_raw(h, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < b->n_files; i++)
        if (!b->files[i]->is_step)
            file_row(h, b->files[i]);
    html_raw(h, "</tbody></table>\n<ul class=\"fine\"><li>");
    html_msg_args(h, MSG_BUNDLE_HOW_TO_CHECK, MSG_ARGS("sha256sum -c SHA256SUMS"));
    html_raw(h, "</li><li>");
    html_msg_args(h, MSG_BUNDLE_WARC, MSG_ARGS(b->warc_name));
    html_raw(h, "</li><li>");
    html_text(h, view_words(&h->view, b->picture_note));
    html_raw(h, "</li></ul></section>\n");
}

void report_bundle_html(const struct bundle *b, enum report_language language, struct buf *out)
{
    struct html h;
    struct buf subtitle;
    struct view view;
    char day[VIEW_TEXT_SIZE], year[VIEW_TEXT_SIZE];
    buf_init(&subtitle, 0);
    view_init(&view, b->report, language);
    view_date(&view, b->submitted_day, day);
    (void)snprintf(year, sizeof year, "%d", view_year(b->report, b->report->fiscal_year_be));
    if (b->submitted_day)
        msg_add(&subtitle, view.language, MSG_BUNDLE_SUBMITTED, MSG_ARGS(day, year));
    else
        msg_add(&subtitle, view.language, MSG_BUNDLE_ARCHIVE, MSG_ARGS(year));
    view_done(&view);
    const struct html_a4 page = {.report = b->report, .title = {msg_th(MSG_BUNDLE_TITLE), msg_en(MSG_BUNDLE_TITLE)}, .subtitle = subtitle.p, .made = b->made};
    html_a4_open(&h, &page, language, out);
    note(&h, b->submitted_day ? "ask" : "warn", b->submitted_day ? MSG_BUNDLE_ONLY_THAT_DAY : MSG_BUNDLE_NO_SUBMISSION, NULL);
    overview(&h, b);
    for (size_t i = 0; i < b->n_items; i++)
        one_item(&h, b, &b->items[i]);
    files(&h, b);
    html_a4_close(&h, &page);
    buf_done(&subtitle);
}
