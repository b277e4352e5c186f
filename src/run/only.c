/* only.c - --only: visit again what some items rest on.
 * SPDX-License-Identifier: MIT
 */
#include "only.h"

#include <stdlib.h>

#include "base/mem.h"
#include "report/report.h"

struct seeds {
    struct crawl_seed *items;
    size_t n, capacity;
};

static void add(struct seeds *seeds, const char *url)
{
    if (!url || !*url)
        return;
    for (size_t i = 0; i < seeds->n; i++)
        if (str_eq_c(seeds->items[i].url, url))
            return;
    MEM_GROW(seeds->items, seeds->n, seeds->capacity);
    seeds->items[seeds->n++] = (struct crawl_seed){.url = str_from(url), .label = STR_NONE};
}

static void add_item(struct seeds *seeds, const struct oit_report *report, const struct oit_item *item)
{
    for (size_t i = 0; i < item->n_evidence; i++) {
        add(seeds, item->evidence[i].url);
        for (size_t k = 0; k < item->evidence[i].n_path; k++)
            add(seeds, item->evidence[i].path[k]);
    }
    for (size_t i = 0; i < item->n_candidates; i++)
        add(seeds, item->candidates[i].url);
    for (size_t i = 0; i < report->n_unread; i++)
        for (size_t k = 0; k < report->unread[i].n_items; k++)
            if (strcmp(report->unread[i].items[k], item->code) == 0)
                add(seeds, report->unread[i].url);
    for (size_t i = 0; i < report->n_faults; i++)
        for (size_t k = 0; k < item->n_candidates; k++)
            if (item->candidates[k].url && strcmp(item->candidates[k].url, report->faults[i].url) == 0)
                add(seeds, report->faults[i].referrer);
}

static bool is_asked(const char *items, const struct scheme *scheme, const char *code, uint16_t *ret_unknown_at)
{
    struct str rest = str_from(items);
    bool found = false;
    for (uint16_t at = 0; rest.n > 0; at++) {
        struct str word = str_trim(str_cut(&rest, ','));
        char *text = mem_text(word);
        if (scheme_item_by_code(scheme, text) == NO_INDEX)
            *ret_unknown_at = at;
        found |= code && str_eq_nocase_c(word, code);
        free(text);
    }
    return found;
}

enum oit_code only_plan_make(struct store *store, const char *site, const char *items, const struct scheme *scheme, struct arena *arena,
                             struct only_plan *ret_plan, struct err *err)
{
    uint16_t unknown = NO_INDEX;
    (void)is_asked(items, scheme, NULL, &unknown);
    if (unknown != NO_INDEX)
        return err_set(err, OIT_ERR_USAGE, "ไม่รู้จักข้อใน --only '%s' เขียนเช่น --only O11,O16", "unknown item in --only '%s': write it like --only O11,O16", items);
    bool found = false;
    enum oit_code code = store_run_find(store, site, "latest", arena, &found, &ret_plan->previous, err);
    if (code == OIT_OK && (!found || !ret_plan->previous.report_json))
        code = err_set(err, OIT_ERR_USAGE, "--only ต้องมีผลตรวจเดิมก่อน สั่งตรวจทั้งเว็บไซต์หนึ่งครั้ง: oitcheck scan %s", "--only needs an earlier check: run oitcheck scan %s once", site);
    if (code != OIT_OK)
        return code;
    struct oit_report *report = ARENA_NEW(arena, struct oit_report);
    code = report_parse(str_from(ret_plan->previous.report_json), arena, report, err);
    struct seeds seeds = {0};
    for (uint16_t i = 0; i < scheme->n_items && i < 64; i++)
        if (is_asked(items, scheme, scheme->items[i].code, &unknown))
            ret_plan->items |= UINT64_C(1) << i;
    for (size_t i = 0; code == OIT_OK && i < report->n_items; i++)
        if (is_asked(items, scheme, report->items[i].code, &unknown))
            add_item(&seeds, report, &report->items[i]);
    add(&seeds, ret_plan->previous.site);
    ret_plan->seeds = ARENA_ARRAY(arena, struct crawl_seed, seeds.n);
    for (size_t i = 0; i < seeds.n; i++)
        ret_plan->seeds[i] = seeds.items[i];
    ret_plan->n_seeds = seeds.n;
    free(seeds.items);
    return code;
}

struct copying {
    struct store *store;
    int64_t to_run;
    struct store_visit *visits;
    size_t n, capacity;
    struct arena arena;
};

static bool note_visit(void *context, const struct store_visit *v)
{
    struct copying *c = context;
    MEM_GROW(c->visits, c->n, c->capacity);
    c->visits[c->n++] = (struct store_visit){.url = arena_str(&c->arena, v->url)};
    return true;
}

/* Two passes, so that the store is not written while its rows are read; contents are shared, not copied. */
enum oit_code only_copy_visits(struct store *store, int64_t from_run, int64_t to_run, struct err *err)
{
    struct copying c = {.store = store, .to_run = to_run};
    arena_init(&c.arena);
    enum oit_code code = store_visits(store, from_run, 0, note_visit, &c, err);
    for (size_t i = 0; i < c.n && code == OIT_OK; i++) {
        struct arena one;
        arena_init(&one);
        struct store_visit visit;
        bool found = false;
        code = store_visit_get(store, from_run, c.visits[i].url, STORE_WITH_BYTES | STORE_WITH_DOCUMENT | STORE_WITH_FINDINGS, &one, &found, &visit, err);
        if (code == OIT_OK && found)
            code = store_visit_put(store, to_run, &visit, err);
        arena_done(&one);
    }
    free(c.visits);
    arena_done(&c.arena);
    return code;
}
