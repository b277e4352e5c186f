/* desk.c - see desk.h.
 * SPDX-License-Identifier: MIT
 */
#include "office/desk.h"

#include <stdio.h>

#include "base/mem.h"
#include "itas/profile.h"
#include "report/view.h"
#include "report/workbook_columns.h"
#include "run/judgement.h"
#include "run/overlay.h"
#include "run/setup.h"
#include "run/stored_report.h"
#include "text/utf8.h"

enum { SHOWN_BYTES = 120, SHOWN_CHANGES = 60 };

enum oit_code desk_open(const struct oit_options *options, enum site_manner manner, struct desk *desk, struct err *err)
{
    *desk = (struct desk){.options = options, .language = options->language == OIT_EN ? MSG_EN : MSG_TH};
    arena_init(&desk->arena);
    return stored_report_shown(options, manner, &desk->store, &desk->arena, &desk->run, &desk->report, err);
}

enum oit_code desk_may_write(const struct desk *desk, struct err *err)
{
    bool names_year = desk->options->fiscal_year_be && !desk->options->run; /* a run that is named is of its own year */
    return names_year ? judgement_is_of_year(&desk->run, desk->options->fiscal_year_be, err) : OIT_OK;
}

void desk_close(struct desk *desk)
{
    store_close(desk->store);
    arena_done(&desk->arena);
    *desk = (struct desk){.store = NULL};
}

/* What does not apply to the agency rests on no evidence. */
static const char *evidence_for(const struct oit_item *item, enum oit_officer_field field, const char *value)
{
    if (field != OFFICER_DECISION || !*value || decision_from(str_from(value)) == DECISION_NOT_APPLICABLE)
        return NULL;
    const struct oit_evidence *best = item->n_evidence ? &item->evidence[0] : NULL;
    const char *print = best && best->fingerprint ? best->fingerprint : best ? best->sha256 : NULL;
    return print ? print : "";
}

void desk_word(struct desk *desk, struct desk_words *words, size_t item, enum oit_officer_field field, const char *value)
{
    const struct oit_item *of = &desk->report.items[item];
    MEM_GROW(words->items, words->n, words->capacity);
    words->items[words->n++] = (struct store_officer_word){.item = of->code, .field = field, .value = value, .source = words->source, .evidence = evidence_for(of, field, value)};
}

bool desk_word_is_of_before(struct desk_words *words)
{
    struct store_officer_word *last = &words->items[words->n - 1];
    if (!last->evidence)
        return false;
    last->evidence = "before"; /* no evidence's hash */
    return true;
}

size_t desk_items(const struct desk_words *words)
{
    size_t n = 0;
    for (size_t i = 0; i < words->n; i++) {
        bool is_first = true;
        for (size_t k = 0; k < i && is_first; k++)
            is_first = strcmp(words->items[k].item, words->items[i].item) != 0;
        n += is_first;
    }
    return n;
}

void desk_line(struct desk *desk, struct buf *out, enum msg id, const char *const *args)
{
    msg_add(out, desk->language, id, args);
    (void)buf_add_char(out, '\n');
}

void desk_short(struct str text, size_t max_bytes, struct buf *out)
{
    struct str cut = utf8_prefix(text, max_bytes);
    struct buf lines;
    buf_init(&lines, 0);
    for (size_t i = 0; i < cut.n; i++)
        (void)buf_add_c(&lines, cut.p[i] == '\n' ? " / " : (const char[]){cut.p[i], '\0'});
    utf8_terminal(buf_str(&lines), out);
    (void)buf_add_c(out, cut.n < text.n ? "..." : "");
    buf_done(&lines);
}

static const struct oit_item *item_of(const struct desk *desk, const char *code)
{
    for (size_t i = 0; i < desk->report.n_items; i++)
        if (strcmp(desk->report.items[i].code, code) == 0)
            return &desk->report.items[i];
    return NULL;
}

void desk_whose(struct desk *desk, struct buf *out)
{
    char year[16];
    struct buf name;
    buf_init(&name, 0);
    (void)snprintf(year, sizeof year, "%d", view_year(&desk->report, desk->report.fiscal_year_be));
    desk_short(str_from(view_site_name(&desk->report)), SHOWN_BYTES, &name);
    desk_line(desk, out, MSG_DESK_WHOSE, MSG_ARGS(buf_str(&name).p, year));
    buf_done(&name);
}

void desk_tell(struct desk *desk, const struct desk_words *words, struct buf *out)
{
    for (size_t i = 0; i < words->n && i < SHOWN_CHANGES; i++) {
        const struct store_officer_word *word = &words->items[i];
        const struct oit_item *item = item_of(desk, word->item);
        const char *before = item && item->officer.words[word->field] ? item->officer.words[word->field] : "";
        const char *heading = msg_in(desk->language, workbook_heading(workbook_column_of(word->field)));
        struct buf was, is;
        buf_init(&was, 0);
        buf_init(&is, 0);
        desk_short(str_from(before), SHOWN_BYTES, &was);
        desk_short(str_from(word->value), SHOWN_BYTES, &is);
        (void)buf_add_c(out, "  ");
        if (!*word->value)
            desk_line(desk, out, MSG_IMPORT_CHANGE_GONE, MSG_ARGS(word->item, heading, buf_str(&was).p));
        else if (!*before || strcmp(before, word->value) == 0)
            desk_line(desk, out, MSG_IMPORT_CHANGE_NEW, MSG_ARGS(word->item, heading, buf_str(&is).p));
        else
            desk_line(desk, out, MSG_IMPORT_CHANGE, MSG_ARGS(word->item, heading, buf_str(&was).p, buf_str(&is).p));
        buf_done(&was);
        buf_done(&is);
    }
    if (words->n > SHOWN_CHANGES) {
        char rest[32];
        (void)snprintf(rest, sizeof rest, "%zu", words->n - SHOWN_CHANGES);
        (void)buf_add_c(out, "  ");
        desk_line(desk, out, MSG_IMPORT_MORE, MSG_ARGS(rest));
    }
}

enum oit_code desk_say(struct desk *desk, const struct desk_words *words, struct err *err)
{
    if (desk->options->dry_run || words->n == 0)
        return OIT_OK;
    return store_officer_put(desk->store, desk->run.site, desk->report.fiscal_year_be, words->items, words->n, NULL, err);
}

enum oit_code desk_score(struct desk *desk, struct buf *out, struct err *err)
{
    char raw[VIEW_TEXT_SIZE], decided[VIEW_TEXT_SIZE];
    enum oit_code code = overlay_apply(desk->store, &desk->run, desk->options, &desk->arena, &desk->report, err);
    if (code != OIT_OK)
        return code;
    view_range(desk->report.score.low, desk->report.score.high, raw);
    view_range(desk->report.decided.low, desk->report.decided.high, decided);
    if (desk->report.decided.is_known)
        desk_line(desk, out, MSG_DECIDE_SCORE, MSG_ARGS(raw, decided));
    else
        desk_line(desk, out, MSG_DECIDE_SCORE_RAW, MSG_ARGS(raw));
    return OIT_OK;
}
