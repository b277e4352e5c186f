/* checklist_text.c - the checklist as lines, for a terminal or a plain printer.
 * SPDX-License-Identifier: MIT
 */
#include "checklist.h"

#include <stdlib.h>

#include "columns.h"
#include "text/utf8.h"

struct page {
    const struct checklist *list;
    size_t width;
    struct buf *out;
    struct buf line, clean;
};

/* What was gathered in page->line, from column indent on; further lines stand under its text. */
static void put(struct page *p, size_t indent, size_t hanging)
{
    buf_clear(&p->clean);
    utf8_terminal(buf_str(&p->line), &p->clean);
    for (size_t i = 0; i < indent; i++)
        (void)buf_add_char(p->out, ' ');
    if (p->width)
        (void)columns_wrap(p->out, buf_str(&p->clean), indent, indent + hanging, p->width);
    else
        (void)buf_add_str(p->out, buf_str(&p->clean));
    (void)buf_add_char(p->out, '\n');
    buf_clear(&p->line);
}

static void say(struct page *p, size_t indent, enum msg id, const char *argument)
{
    msg_add(&p->line, p->list->language, id, MSG_ARGS(argument ? argument : ""));
    put(p, indent, 2);
}

static void mark(struct page *p, const char *mark, const char *text, const char *note)
{
    (void)buf_addf(&p->line, "%s %s%s", mark, text, note);
    put(p, 4, 2);
}

static void elements(struct page *p, const struct checklist_item *item)
{
    const struct checklist *list = p->list;
    if (item->n_elements)
        say(p, 2, MSG_CHECKLIST_MUST, NULL);
    for (size_t i = 0; i < item->n_elements; i++) {
        const struct checklist_element *e = &item->elements[i];
        struct buf note;
        buf_init(&note, 0);
        (void)buf_add_c(&note, e->is_required ? "" : msg_in(list->language, MSG_EXPLAIN_OPTIONAL));
        (void)buf_add_c(&note, e->is_assumed ? msg_in(list->language, MSG_EXPLAIN_ASSUMED) : "");
        mark(p, "☐", e->text, note.p ? note.p : "");
        buf_done(&note);
    }
}

static void texts(struct page *p, enum msg head, const char *const *list, size_t n)
{
    if (n)
        say(p, 2, head, NULL);
    for (size_t i = 0; i < n; i++)
        mark(p, "•", list[i], "");
}

static void one_item(struct page *p, const struct checklist_item *item)
{
    (void)buf_addf(&p->line, "☐ %s %s", item->code, item->title);
    put(p, 0, 2);
    if (item->period)
        say(p, 2, item->is_period_assumed ? MSG_EXPLAIN_PERIOD_ASSUMED : MSG_EXPLAIN_PERIOD, item->period);
    if (item->due)
        say(p, 2, MSG_EXPLAIN_DUE, item->due);
    if (item->form && *item->form)
        say(p, 2, MSG_CHECKLIST_FORM_LINE, item->form);
    elements(p, item);
    texts(p, MSG_CHECKLIST_SLIPS, item->slips, item->n_slips);
    texts(p, MSG_CHECKLIST_OTHERS, item->others, item->n_others);
    if (item->not_instead && *item->not_instead)
        say(p, 2, MSG_CHECKLIST_NOT_INSTEAD, item->not_instead);
    say(p, 2, MSG_CHECKLIST_FILL_LINE, NULL);
    (void)buf_add_char(p->out, '\n');
}

void checklist_text(const struct checklist *list, enum checklist_order order, int width, struct buf *out)
{
    struct page p = {.list = list, .width = width > 0 ? (size_t)width : 0, .out = out};
    size_t *arranged;
    buf_init(&p.line, 0);
    buf_init(&p.clean, 0);
    checklist_title(list, &p.line);
    put(&p, 0, 0);
    checklist_scheme(list, &p.line);
    put(&p, 0, 0);
    (void)buf_add_char(out, '\n');
    checklist_arrange(list, order, &arranged);
    for (size_t i = 0; i < list->n_items; i++) {
        const struct checklist_item *item = &list->items[arranged[i]];
        if (checklist_begins_owner(list, order, arranged, i)) {
            (void)buf_addf(&p.line, "== %s ==", checklist_owner(list, item));
            put(&p, 0, 0);
            (void)buf_add_char(out, '\n');
        }
        one_item(&p, item);
    }
    free(arranged);
    buf_done(&p.line);
    buf_done(&p.clean);
}
