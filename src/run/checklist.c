/* checklist.c - oitcheck explain --all: every item of the scheme as a checklist for the judged year, without any site.
 * SPDX-License-Identifier: MIT
 */
#include "report/checklist.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "run/period.h"
#include "run/setup.h"

struct making {
    const struct setup *setup;
    enum msg_language language;
    struct arena arena;
    struct buf text;
};

static const char *words(const struct making *m, struct words w)
{
    return m->language == MSG_EN && *w.en ? w.en : w.th;
}

/* What was gathered in m->text. */
static const char *taken(struct making *m)
{
    const char *text = arena_text(&m->arena, buf_str(&m->text));
    buf_clear(&m->text);
    return text;
}

static const char *form_of(struct making *m, unsigned form)
{
    static const struct {
        unsigned bit;
        enum msg id;
    } kinds[] = {{FORM_PAGE, MSG_CHECKLIST_FORM_PAGE},       {FORM_DOCUMENT, MSG_CHECKLIST_FORM_DOCUMENT}, {FORM_TABLE, MSG_CHECKLIST_FORM_TABLE},
                 {FORM_LIST, MSG_CHECKLIST_FORM_LIST},       {FORM_CHANNEL, MSG_CHECKLIST_FORM_CHANNEL},   {FORM_SERVICE, MSG_CHECKLIST_FORM_SERVICE},
                 {FORM_IMAGE, MSG_CHECKLIST_FORM_IMAGE},     {FORM_EXTERNAL, MSG_CHECKLIST_FORM_EXTERNAL}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!(form & kinds[i].bit))
            continue;
        bool is_remark = kinds[i].bit == FORM_IMAGE || kinds[i].bit == FORM_EXTERNAL;
        if (m->text.n)
            (void)buf_add_c(&m->text, is_remark ? " " : msg_in(m->language, MSG_PERIOD_OR));
        (void)buf_add_c(&m->text, msg_in(m->language, kinds[i].id));
    }
    return taken(m);
}

static void fill_elements(struct making *m, const struct scheme_item *item, struct checklist_item *ret_item)
{
    ret_item->elements = ARENA_ARRAY(&m->arena, struct checklist_element, item->n_elements + 1);
    ret_item->n_elements = item->n_elements;
    for (size_t i = 0; i < item->n_elements; i++) {
        const struct scheme_element *e = &m->setup->scheme->elements[item->first_element + i];
        ret_item->elements[i] = (struct checklist_element){words(m, e->text), e->is_required, e->is_assumed, e->needs_human};
    }
}

static void fill_slips(struct making *m, const struct scheme_item *item, struct checklist_item *ret_item)
{
    const struct scheme *scheme = m->setup->scheme;
    ret_item->slips = ARENA_ARRAY(&m->arena, const char *, item->n_slips + 1);
    for (size_t i = 0; i < item->n_slips; i++)
        ret_item->slips[ret_item->n_slips++] = words(m, item->slips[i]);
    ret_item->others = ARENA_ARRAY(&m->arena, const char *, item->n_confusables + 1);
    for (size_t i = 0; i < item->n_confusables; i++) {
        const struct scheme_item *other = &scheme->items[item->confusables[i].item];
        const char *note = words(m, item->confusables[i].note);
        if (!strstr(note, other->code))
            (void)buf_addf(&m->text, "%s: ", other->code);
        (void)buf_add_c(&m->text, *note ? note : words(m, other->title));
        ret_item->others[ret_item->n_others++] = taken(m);
    }
    size_t at = (size_t)(item - scheme->items);
    for (size_t i = 0; i < scheme->n_traps; i++)
        if (at < 64 && (scheme->traps[i].near >> at & 1))
            (void)buf_addf(&m->text, "%s%s", m->text.n ? ", " : "", words(m, scheme->traps[i].title));
    ret_item->not_instead = taken(m);
}

static void fill_item(struct making *m, const struct scheme_item *item, struct checklist_item *ret_item)
{
    const struct setup *setup = m->setup;
    struct clock_date due;
    *ret_item = (struct checklist_item){.code = item->code,
                                        .title = words(m, item->title),
                                        .owner = words(m, item->owner),
                                        .is_period_assumed = item->accept_assumed,
                                        .advice = words(m, item->advice)};
    period_add(setup->scheme, item->accept, setup->fiscal_year_be, false, m->language, &m->text);
    ret_item->period = taken(m);
    if (period_due(setup->scheme, item, setup->fiscal_year_be, &due)) {
        period_add_date(due, m->language, &m->text);
        ret_item->due = taken(m);
    }
    ret_item->form = form_of(m, item->form);
    fill_elements(m, item, ret_item);
    fill_slips(m, item, ret_item);
}

static void fill(struct making *m, struct checklist *ret_list)
{
    const struct scheme *scheme = m->setup->scheme;
    *ret_list = (struct checklist){.language = m->language, .scheme = scheme->id, .revision = scheme->revision};
    for (size_t i = 0; i < scheme->n_confirmed_years; i++)
        ret_list->is_confirmed |= scheme->confirmed_years[i] == m->setup->fiscal_year_be;
    ret_list->score_name = *scheme->score_name.th ? words(m, scheme->score_name) : msg_in(m->language, MSG_SCORE_NAME);
    (void)buf_addf(&m->text, "%s%d", msg_in(m->language, scheme->is_gregorian ? MSG_PERIOD_CE : MSG_PERIOD_BE),
                   scheme_year_shown(scheme, m->setup->fiscal_year_be));
    ret_list->year = taken(m);
    ret_list->items = ARENA_ARRAY(&m->arena, struct checklist_item, scheme->n_items + 1);
    for (size_t i = 0; i < scheme->n_items; i++)
        fill_item(m, &scheme->items[i], &ret_list->items[ret_list->n_items++]);
}

static enum oit_code write_file(const struct checklist *list, enum checklist_order order, const char *folder, const char *name, struct err *err)
{
    struct buf path, bytes;
    buf_init(&path, 0);
    buf_init(&bytes, 0);
    (void)buf_addf(&path, "%s/%s", folder, name);
    checklist_html(list, order, &bytes);
    enum oit_code code = file_write(path.p, buf_str(&bytes), err);
    buf_done(&path);
    buf_done(&bytes);
    return code;
}

/* The two orders as files of their own: for the units, and for who collects. */
static enum oit_code write_files(const struct checklist *list, const char *folder, struct err *err)
{
    if (!folder)
        return OIT_OK;
    enum oit_code code = file_make_dirs(folder, err);
    if (code == OIT_OK)
        code = write_file(list, CHECKLIST_BY_OWNER, folder, "checklist.html", err);
    if (code == OIT_OK)
        code = write_file(list, CHECKLIST_BY_ITEM, folder, "checklist-items.html", err);
    return code;
}

int oit_checklist(const struct oit_options *options, enum oit_format format, struct buf *out, struct err *err)
{
    struct setup setup;
    struct checklist list;
    if (format != OIT_FORMAT_TEXT && format != OIT_FORMAT_HTML)
        return (int)err_set(err, OIT_ERR_USAGE, "explain --all พิมพ์ได้เป็น --format text หรือ html", "explain --all prints --format text or html");
    enum oit_code code = setup_make(options, &setup, err);
    if (code == OIT_OK) {
        struct making m = {.setup = &setup, .language = options->language == OIT_EN ? MSG_EN : MSG_TH};
        arena_init(&m.arena);
        buf_init(&m.text, 0);
        fill(&m, &list);
        code = write_files(&list, options->output, err);
        if (code == OIT_OK && format == OIT_FORMAT_HTML)
            checklist_html(&list, CHECKLIST_BY_OWNER, out);
        else if (code == OIT_OK)
            checklist_text(&list, CHECKLIST_BY_OWNER, options->width, out);
        buf_done(&m.text);
        arena_done(&m.arena);
    }
    setup_done(&setup);
    return (int)code;
}
