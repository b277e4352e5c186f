/* turned.c - see turned.h.
 * SPDX-License-Identifier: MIT
 */
#include "turned.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/report.h"
#include "report/view.h"
#include "run/judgement.h"
#include "run/stored_report.h"
#include "text/utf8.h"
#include "text/years.h"

enum { MAX_QUOTE = 120 };

struct turning {
    const struct oit_options *options;
    enum msg_language language;
    struct scheme *scheme;
    struct store *store;
    struct store_run run;
    struct pool *pool;
    struct fresh_findings *fresh;
    struct oit_result *now;
    struct oit_report before;
    struct arena arena;
    struct err *err;
};

static const char *words(const struct turning *t, struct oit_words words)
{
    const char *text = t->language == MSG_EN ? words.en : words.th;
    return text ? text : "";
}

static enum oit_code open_run(struct turning *t)
{
    enum oit_code code = setup_store_exists(t->options, t->err);
    if (code == OIT_OK)
        code = store_open(t->options->db, &t->store, t->err);
    if (code == OIT_OK)
        code = judgement_find_run(t->store, t->options, &t->arena, &t->run, t->err);
    return code == OIT_OK ? stored_report_read(t->run.report_json, &t->arena, &t->before, t->err) : code;
}

/* As the stored report was: of its year, as on its day. */
static enum oit_code judge_again(struct turning *t)
{
    struct agency_names names = setup_agency_names(t->options, t->run.site_name);
    struct setup setup = {.scheme = t->scheme, .fiscal_year_be = t->run.fiscal_year_be};
    if (!t->before.as_of || !years_parse_date(str_from(t->before.as_of), &setup.as_of))
        setup.as_of = clock_date_bangkok(t->run.started);
    enum oit_code code = pool_new(&(struct pool_options){.scheme = t->scheme, .agency_names = names.list, .n_agency_names = names.n,
                                                         .ocr_folder = setup_ocr_folder()},
                                  &t->pool, t->err);
    if (code == OIT_OK)
        code = judgement_rematch_aside(t->store, &t->run, t->pool, t->scheme, &t->fresh, t->err);
    if (code == OIT_OK)
        code = judgement_make(t->store, &t->run, &setup, &(struct judgement_scans){.fresh = t->fresh}, t->now, t->err);
    return code;
}

static const struct oit_item *item_before(const struct turning *t, const char *code)
{
    for (size_t i = 0; i < t->before.n_items; i++)
        if (strcmp(t->before.items[i].code, code) == 0)
            return &t->before.items[i];
    return NULL;
}

static bool has_turned(const struct oit_item *before, const struct oit_item *now)
{
    enum oit_reason old_reason = before->n_reasons ? before->reasons[0].code : N_OIT_REASONS;
    enum oit_reason new_reason = now->n_reasons ? now->reasons[0].code : N_OIT_REASONS;
    return before->status != now->status || old_reason != new_reason || strcmp(before->label.th ? before->label.th : "", now->label.th) != 0;
}

static void add_quote(const char *text, struct buf *out)
{
    struct str whole = str_from(text), part = utf8_prefix(whole, MAX_QUOTE);
    (void)buf_addf(out, "%.*s%s", STR_ARG(part), part.n < whole.n ? "..." : "");
}

/* What it rests on now: the title or label that names it. */
static void because_of_evidence(const struct turning *t, const struct oit_evidence *evidence, struct buf *out)
{
    struct buf name;
    buf_init(&name, 0);
    const char *text = evidence->trace.n_names ? evidence->trace.names[0].text : evidence->title;
    add_quote(text ? text : "", &name);
    msg_add(out, t->language, MSG_TURNED_EVIDENCE, MSG_ARGS(buf_str(&name).n ? name.p : "-", evidence->url));
    buf_done(&name);
}

/* What it rested on, and what that is taken for now. */
static void because_it_fell(const struct turning *t, const struct oit_evidence *evidence, const struct oit_item *now, struct buf *out)
{
    for (size_t i = 0; i < now->n_candidates; i++)
        if (now->candidates[i].url && strcmp(now->candidates[i].url, evidence->url) == 0) {
            msg_add(out, t->language, MSG_TURNED_REJECTED, MSG_ARGS(evidence->url, words(t, now->candidates[i].text)));
            return;
        }
    msg_add(out, t->language, MSG_TURNED_UNNAMED, MSG_ARGS(evidence->url));
}

static bool rests_on(const struct oit_item *item, const char *url)
{
    for (size_t i = 0; i < item->n_evidence; i++)
        if (strcmp(item->evidence[i].url, url) == 0)
            return true;
    return false;
}

static void add_reason(const struct turning *t, const struct oit_item *before, const struct oit_item *now, struct buf *out)
{
    for (size_t i = 0; i < before->n_evidence; i++)
        if (!rests_on(now, before->evidence[i].url)) {
            because_it_fell(t, &before->evidence[i], now, out);
            return;
        }
    for (size_t i = 0; i < now->n_evidence; i++)
        if (!rests_on(before, now->evidence[i].url)) {
            because_of_evidence(t, &now->evidence[i], out);
            return;
        }
    if (now->n_evidence)
        msg_add(out, t->language, MSG_TURNED_ELEMENTS, NULL);
    else
        (void)buf_add_c(out, words(t, now->label));
}

static void add_line(const struct turning *t, const struct oit_item *before, const struct oit_item *now, struct buf *out)
{
    struct buf line, reason;
    buf_init(&line, 0);
    buf_init(&reason, 0);
    add_reason(t, before, now, &reason);
    msg_add(&line, t->language, MSG_TURNED_LINE, MSG_ARGS(now->code, words(t, before->label), words(t, now->label), reason.p ? reason.p : ""));
    utf8_terminal(buf_str(&line), out);
    (void)buf_add_char(out, '\n');
    buf_done(&line);
    buf_done(&reason);
}

static void compare(const struct turning *t, struct buf *out, size_t *ret_n)
{
    char old_score[VIEW_TEXT_SIZE], new_score[VIEW_TEXT_SIZE];
    for (size_t i = 0; i < t->now->report.n_items; i++) {
        const struct oit_item *now = &t->now->report.items[i], *before = item_before(t, now->code);
        if (!before || !has_turned(before, now))
            continue;
        if ((*ret_n)++ == 0) {
            msg_add(out, t->language, MSG_TURNED_HEAD, MSG_ARGS(t->run.site, t->run.id));
            (void)buf_add_char(out, '\n');
        }
        add_line(t, before, now, out);
    }
    view_range(t->before.score.low, t->before.score.high, old_score);
    view_range(t->now->report.score.low, t->now->report.score.high, new_score);
    if (*ret_n)
        msg_add(out, t->language, MSG_TURNED_SCORE, MSG_ARGS(old_score, new_score));
    else
        msg_add(out, t->language, MSG_TURNED_NOTHING, MSG_ARGS(t->run.site, t->run.id));
    (void)buf_add_char(out, '\n');
}

enum oit_code turned_verdicts(const struct oit_options *options, struct scheme *scheme, struct buf *out, struct turned *ret_turned, struct err *err)
{
    struct turning t = {.options = options, .language = options->language == OIT_EN ? MSG_EN : MSG_TH, .scheme = scheme, .now = result_new(), .err = err};
    arena_init(&t.arena);
    *ret_turned = (struct turned){.elements = NULL};
    enum oit_code code = open_run(&t);
    bool is_same_scheme = code == OIT_OK && t.before.rules.scheme && strcmp(t.before.rules.scheme, scheme->id) == 0;
    if (code == OIT_OK && !is_same_scheme) { /* an item's number means another item */
        msg_add(out, t.language, MSG_TURNED_OTHER_SCHEME, MSG_ARGS(t.run.site, t.before.rules.scheme ? t.before.rules.scheme : "-", scheme->id));
        (void)buf_add_char(out, '\n');
    } else if (code == OIT_OK) {
        code = judge_again(&t);
        if (code == OIT_OK) {
            ret_turned->elements = mem_alloc((scheme->n_elements + 1) * sizeof *ret_turned->elements);
            fresh_findings_elements(t.fresh, scheme, ret_turned->elements);
            compare(&t, out, &ret_turned->n);
        }
    }
    pool_free(t.pool);
    fresh_findings_free(t.fresh);
    oit_result_free(t.now);
    store_close(t.store);
    arena_done(&t.arena);
    return code;
}
