/* hits.c - finds everything the rules know in one title and lets longer hits cover shorter ones.
 * SPDX-License-Identifier: MIT
 */
#include "rules/hits.h"

static bool is_latin(unsigned char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool joins(const struct norm_form *form, size_t left) /* byte left and the next are one Latin word or number in the raw text */
{
    unsigned char a = form->p[left], b = form->p[left + 1];
    bool is_same = (is_latin(a) && is_latin(b)) || (is_form_digit(a) && is_form_digit(b));
    return is_same && form->raw[left + 1] - form->raw[left] <= (is_latin(a) ? 1u : 3u); /* a Thai digit is 3 raw bytes */
}

bool hit_cuts_word(const struct norm_form *form, size_t from, size_t to)
{
    return (from > 0 && joins(form, from - 1)) || (to < form->n && joins(form, to - 1));
}

static void add(struct hits *hits, size_t from, size_t to, struct use use)
{
    if (hits->n < MAX_HITS)
        hits->items[hits->n++] = (struct hit){.from = (uint32_t)from, .to = (uint32_t)to, .use = use};
}

/* What the text holds, gathered when the first pattern asks: most patterns lack a pair of letters there (demand.h). */
struct held {
    struct pairs pairs;
    bool is_known;
};

static bool may_match(const struct rule_pattern *pattern, const struct norm_form *form, size_t from, struct held *held)
{
    const struct demand *demand = pattern_demand(pattern->pattern);
    if (demand->is_at_start && from > 0)
        return false;
    if (!demand_asks(demand))
        return true;
    if (!held->is_known)
        pairs_of(form->p, form->n, &held->pairs);
    held->is_known = true;
    return pairs_hold(&held->pairs, demand);
}

static void add_uses(const struct matcher *m, const struct phrase_table *table, const struct norm_form *form, struct pattern_scratch *scratch,
                     uint32_t phrase, size_t to, struct held *held, struct hits *hits)
{
    size_t from = to - table->automaton.length[phrase];
    bool is_cut = hit_cuts_word(form, from, to);
    for (uint32_t i = table->use_at[phrase]; i < table->use_at[phrase + 1]; i++) {
        const struct use *use = &table->uses[i];
        if (use->kind != USE_PATTERN) {
            if (!is_cut && !use->is_ocr)
                add(hits, from, to, *use);
            continue;
        }
        size_t begin, end;
        const struct rule_pattern *pattern = &m->patterns[use->owner];
        if (may_match(pattern, form, from, held) && pattern_match(pattern->pattern, scratch, form->p, form->n, from, true, &begin, &end))
            add(hits, begin, end, pattern->use);
    }
}

void hits_find(const struct matcher *m, const struct phrase_table *table, const struct norm_form *form, struct pattern_scratch *scratch,
               struct hits *ret_hits)
{
    const struct automaton *a = &table->automaton;
    struct held held;
    uint32_t state = 0;
    held.is_known = false;
    ret_hits->n = 0;
    if (a->n_phrases == 0)
        return;
    for (size_t i = 0; i < form->n; i++) {
        state = automaton_step(a, state, form->p[i]);
        for (uint32_t s = automaton_hit(a, state); s != 0; s = a->next_hit[s])
            add_uses(m, table, form, scratch, a->phrase[s], i + 1, &held, ret_hits);
    }
}

void hits_add_loose(const struct matcher *m, unsigned form_id, const struct norm_form *form, struct pattern_scratch *scratch,
                    struct hits *hits)
{
    for (size_t i = 0; i < m->n_loose; i++) {
        const struct rule_pattern *pattern = &m->patterns[m->loose[i]];
        size_t begin, end;
        if (pattern->form == form_id && pattern_match(pattern->pattern, scratch, form->p, form->n, 0, false, &begin, &end))
            add(hits, begin, end, pattern->use);
    }
}

/* Words that only fill a title say nothing about what stands inside them. */
static bool is_filling(const struct use *use)
{
    return use->kind == USE_VOCABULARY && (use->owner == VOCAB_FILLER || use->owner == VOCAB_AGENCY || use->owner == VOCAB_UNIT || use->owner == VOCAB_HUB ||
                                           use->owner == VOCAB_GENERIC_LABEL || use->owner == VOCAB_ABOUT || use->owner == VOCAB_NEWS || use->owner == VOCAB_FRONT);
}

static bool covers(const struct scheme *scheme, const struct use *big, const struct use *small)
{
    bool is_name = big->kind == USE_NAME, is_vocabulary = big->kind == USE_VOCABULARY && !is_filling(big);
    switch ((enum use_kind)small->kind) {
    case USE_NAME:
        return is_vocabulary || (is_name && big->owner != small->owner);
    case USE_HEAD:
        return big->kind == USE_HEAD;
    case USE_TERM:
        return is_vocabulary || (is_name && big->owner >= scheme->n_items);
    case USE_VOCABULARY:
        return small->owner == VOCAB_ABOUT ? is_name || big->kind == USE_TERM : is_name || is_vocabulary;
    case USE_ELEMENT:
    case USE_PATTERN:
        break;
    }
    return false;
}

/* One of the subject's "not" words stands in the title: it is not this, whatever its names and patterns reach over. */
static bool is_barred(const struct scheme *scheme, const struct hits *hits, uint16_t subject)
{
    const struct subject_rules *rules = &scheme->matcher->subjects[subject];
    for (size_t i = 0; i < hits->n; i++)
        for (size_t k = 0; hits->items[i].use.kind == USE_TERM && k < rules->n_not; k++)
            if (rules->not_sets[k] == hits->items[i].use.owner)
                return true;
    return false;
}

/* A trap ("monitoring of the plan") inside the long pattern of an item that it bars stays to be seen. */
static bool hides_its_bar(const struct scheme *scheme, const struct hits *hits, const struct use *big, const struct use *small)
{
    return small->kind == USE_NAME && small->owner >= scheme->n_items && big->kind == USE_NAME && big->owner < scheme->n_items &&
           is_barred(scheme, hits, big->owner);
}

void hits_cover(const struct scheme *scheme, struct hits *hits)
{
    for (size_t i = 0; i < hits->n; i++) {
        struct hit *small = &hits->items[i];
        for (size_t k = 0; k < hits->n && !small->is_covered; k++) {
            const struct hit *big = &hits->items[k];
            bool is_inside = big->from <= small->from && big->to >= small->to && big->to - big->from > small->to - small->from;
            small->is_covered = is_inside && covers(scheme, &big->use, &small->use) && !hides_its_bar(scheme, hits, &big->use, &small->use);
        }
    }
}
