/* score.c - strength of the name times how much of the title it explains.
 *
 * Thai titles begin with what they are and end with what it is about, so words in front of the name change its meaning ("รายงานการติดตาม
 * แผนพัฒนา" is no plan) while words behind it only narrow it ("คู่มือการปฏิบัติงาน ฝ่ายการเงิน" is still a manual): a leftover in front costs
 * much, behind little. The head word decides between twins: a plan's name under the head "report" is not the plan.
 * SPDX-License-Identifier: MIT
 */
#include "rules/score.h"

#include <stdlib.h>

#include "base/mem.h"

/* Shares of the score that can be lost. A variant (90) with as much unknown text behind it as it is long keeps 79: likely, not certain;
 * with as much in front 65; a whole sentence around it falls below 60. */
static const double LOSS_BEFORE = 0.55, LOSS_AFTER = 0.35;
static const double LOSS_RIVAL = 0.2;    /* besides, when the leftover is what another subject is called: "report of work | by the HR plan" */
static const double COMBO_LOSS_AFTER = 0.12; /* the connecting words between a combo's words are not leftovers */
/* "Annual report", "action plan", "duties" mean the whole agency's only when nothing else is named behind them: "annual report | of the water tests". */
static const double WHOLE_LOSS_BEFORE = 0.75, WHOLE_LOSS_AFTER = 0.65, WHOLE_COMBO_LOSS_AFTER = 0.6;
/* What is written in one piece with a closed name ("strategy|of-silk", "annual report|rice") is its object, however short: JOINED_HALF letters cost half. */
static const double JOINED_LOSS = 0.7, JOINED_HALF = 4;
/* A word written in one piece in front of the name ("explanation|of the plan", "printing|of the report") is what the title is; "การ", "ผล", "สรุป" are not. */
static const double FRONT_LOSS = 0.75;
enum { FRONT_FREE = 3 };
static const double OTHER_HEAD = 0.55;  /* the title's head is of another kind than the name's own head */
static const double TURNED = 0.5;       /* an example, a lesson, the minutes of a meeting about it */
static const double LOOSE_HEAD = 0.78;  /* the name has no head of its own */
static const double OTHER_SCHEME = 0.66; /* EB 3, MOIT 14 */

struct candidate {
    uint16_t subject;
    double score;
    bool is_weak;
};

struct scorer {
    const struct scheme *scheme;
    uint32_t *seen; /* per set: generation when it was seen */
    uint32_t *tried; /* per set: generation when its combos were tried */
    uint32_t generation;
    uint32_t *seen_ever; /* per set: title when it was seen in any form so far; for "none" */
    uint32_t title_number;
    uint8_t *barred; /* per subject: one of its "not" words stands in the title. Kept over the forms: the weak form misses short words */
    struct candidate candidates[MAX_SCORED];
    size_t n;
    uint8_t marks[TITLE_MAX];   /* of the subject at hand */
    uint8_t own[TITLE_MAX];     /* where words of its own matter stand; closed subjects only */
    uint32_t rivals[TITLE_MAX]; /* which candidates' words stand on a byte: bit of subject_bit() */
    uint16_t rival_subjects[32];
    size_t n_rivals;
    uint32_t rival_items;       /* bits that are items' */
};

struct scorer *scorer_new(const struct scheme *scheme)
{
    struct scorer *s = mem_alloc(sizeof *s);
    s->scheme = scheme;
    s->seen = mem_alloc((scheme->matcher->n_sets + 1) * sizeof *s->seen);
    s->tried = mem_alloc((scheme->matcher->n_sets + 1) * sizeof *s->tried);
    s->seen_ever = mem_alloc((scheme->matcher->n_sets + 1) * sizeof *s->seen_ever);
    s->barred = mem_alloc(scheme->matcher->n_subjects + 1);
    return s;
}

void scorer_free(struct scorer *s)
{
    if (!s)
        return;
    free(s->seen);
    free(s->tried);
    free(s->seen_ever);
    free(s->barred);
    free(s);
}

void scorer_begin(struct scorer *s)
{
    s->title_number++;
    memset(s->barred, 0, s->scheme->matcher->n_subjects + 1);
}

static void note(struct scorer *s, uint16_t subject, double score, bool is_weak)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->candidates[i].subject == subject) {
            if (score > s->candidates[i].score)
                s->candidates[i].score = score;
            s->candidates[i].is_weak = s->candidates[i].is_weak && is_weak;
            return;
        }
    if (s->n < MAX_SCORED)
        s->candidates[s->n++] = (struct candidate){subject, score, is_weak};
}

static uint32_t subject_bit(struct scorer *s, uint16_t subject)
{
    for (size_t i = 0; i < s->n_rivals; i++)
        if (s->rival_subjects[i] == subject)
            return 1u << i;
    if (s->n_rivals == sizeof s->rival_subjects / sizeof *s->rival_subjects)
        return 0;
    s->rival_subjects[s->n_rivals] = subject;
    if (subject < s->scheme->n_items)
        s->rival_items |= 1u << s->n_rivals;
    return 1u << s->n_rivals++;
}

static void note_own_words(struct scorer *s, const struct title *t, const struct subject_rules *rules)
{
    if (!rules->own_sets)
        return;
    memset(s->own, 0, t->form->n);
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->use.kind == USE_TERM && (rules->own_sets[hit->use.owner >> 6] >> (hit->use.owner & 63) & 1))
            memset(s->own + hit->from, 1, hit->to - hit->from);
    }
}

/* Nothing that is joined to a name makes it another thing's when the title says whose matter it is. */
static bool is_closed_to(const struct scorer *s, const struct subject_rules *rules)
{
    for (size_t i = 0; i < rules->n_matter; i++)
        if (s->seen_ever[rules->matter_sets[i]] == s->title_number)
            return false;
    return rules->is_closed;
}

/* Where the last gap up to `at` is; 0: none. */
static size_t last_gap(const struct title *t, size_t at)
{
    while (at > 0 && (at >= t->form->n || !t->gaps[at]))
        at--;
    return at;
}

static size_t last_mark(const struct scorer *s, const struct title *t)
{
    size_t at = t->form->n;
    while (at > 0 && (!s->marks[at - 1] || t->packing[at - 1])) /* a combo's "annual" stands behind the object */
        at--;
    return at;
}

/* A part of the agency explains itself but where a closed name is said of it: the structure of the finance division is not the agency's. */
static bool explains_itself(const struct scorer *s, const struct title *t, const struct subject_rules *rules, size_t at)
{
    bool is_packed = t->packing[at] && !(t->packing[at] >= PACKED_UNIT && is_closed_to(s, rules));
    return is_packed || (t->head >= 0 && at >= t->head_from && at < t->head_to) || (rules->own_sets && s->own[at]);
}

/* Letters of the unknown word that is written in one piece in front of the name: Thai puts the head first, so the name is its object. */
static size_t joined_front(const struct scorer *s, const struct title *t, uint16_t subject, size_t start)
{
    const struct subject_rules *rules = &t->matcher->subjects[subject];
    size_t n = 0;
    if (subject >= t->scheme->n_items) /* a trap is a trap in anybody's hands */
        return 0;
    for (size_t i = start; i > 0 && !t->gaps[i] && !explains_itself(s, t, rules, i - 1); i--)
        n += is_form_letter(t->form->p[i - 1]);
    return n > FRONT_FREE ? n : 0;
}

/* What the marked bytes leave unexplained: in front of start and behind it. */
static double explained_share(struct scorer *s, const struct title *t, uint16_t subject, size_t start, double loss_after)
{
    const struct subject_rules *rules = &t->matcher->subjects[subject];
    double loss_before = rules->is_whole ? WHOLE_LOSS_BEFORE : LOSS_BEFORE;
    size_t name = 0, before = 0, after = 0, joined = 0, rival = 0, late = 0, end = last_mark(s, t);
    uint32_t own = subject_bit(s, subject), twins = subject < t->scheme->n_items ? s->rival_items & ~own : 0;
    bool is_joined = is_closed_to(s, rules);
    note_own_words(s, t, rules);
    size_t front = joined_front(s, t, subject, start), front_gap = last_gap(t, start), twin_before = 0, twin_after = 0;
    bool is_apart = false;
    for (size_t i = 0; i < t->form->n; i++) {
        bool ends = (t->packing[i] && t->packing[i] < PACKED_UNIT) || t->gaps[i] == GAP_SPACE || (t->gaps[i] == GAP_AND && joined == 0); /* "silk and cotton" is one object */
        is_joined = is_joined && (i < end || !ends);
        if (!is_form_letter(t->form->p[i]))
            continue;
        is_apart = !s->marks[i] && (is_apart || t->gaps[i]);
        bool is_twin = (s->rivals[i] & twins) && (i < start ? i < front_gap : is_apart);
        if (s->marks[i])
            name++;
        else if (explains_itself(s, t, rules, i))
            continue;
        else if (is_twin) {
            *(i < start ? &twin_before : &twin_after) += 1;
            continue;
        }
        else if (i < start)
            before++;
        else if (i > t->year_from && t->year_from > start)
            late++;
        else if (is_joined && i >= end)
            joined++;
        else
            after++;
        rival += !s->marks[i] && (s->rivals[i] & ~own) != 0;
    }
    if (name == 0)
        return 1;
    before += twin_before / 4; /* "structure / duties": two items side by side; neither is said of the other */
    after += twin_after / 4;
    after += late / 4; /* behind a year stands the agency or the edition, seldom the matter */
    double share = 1 - loss_before * (double)before / (double)(name + before) - loss_after * (double)after / (double)(name + after) -
                   LOSS_RIVAL * (double)rival / (double)(name + rival) - JOINED_LOSS * (double)joined / (JOINED_HALF + (double)joined) -
                   FRONT_LOSS * (double)front / (JOINED_HALF + (double)front);
    return share > 0 ? share : 0; /* the losses of a whole-agency name add up to more than all */
}

static const struct hit *own_head(const struct scorer *s, const struct title *t)
{
    const struct hit *best = NULL;
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->use.kind == USE_HEAD && !hit->is_covered && s->marks[hit->from] && !t->matcher->heads[hit->use.owner].is_none &&
            (!best || hit->from < best->from))
            best = hit;
    }
    return best;
}

/* 1 when the title's head word suits a subject whose name begins at start. */
static double head_factor(const struct scorer *s, const struct title *t, uint16_t subject, size_t start)
{
    if (subject < t->scheme->n_items && t->is_turned)
        return TURNED;
    if (subject >= t->scheme->n_items || t->head < 0 || t->head_from >= start || s->marks[t->head_from])
        return 1; /* a trap is a trap under any head */
    const struct head_class *head = &t->matcher->heads[t->head];
    unsigned kind = t->matcher->subjects[subject].kind_head;
    if (kind == (unsigned)t->head + 1 || (kind && (head->also >> (kind - 1) & 1)))
        return 1;
    if (head->turns)
        return TURNED;
    const struct hit *own = own_head(s, t);
    if (own && own->use.owner == t->head)
        return 1;
    if (own && (head->also >> own->use.owner & 1))
        return 1;
    if (head->is_frame)
        return own ? 0.9 : 1;
    return own ? OTHER_HEAD : LOOSE_HEAD;
}

/* ---- names ---- */

static void score_names_of(struct scorer *s, const struct title *t, uint16_t subject)
{
    unsigned strength = 0;
    size_t start = t->form->n;
    bool is_weak = true;
    memset(s->marks, 0, t->form->n);
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->use.kind != USE_NAME || hit->use.owner != subject || hit->is_covered)
            continue;
        memset(s->marks + hit->from, 1, hit->to - hit->from);
        if (hit->use.strength > strength)
            strength = hit->use.strength;
        if (hit->use.strength > 50)
            is_weak = false;
        if (hit->from < start)
            start = hit->from;
    }
    double loss_after = t->matcher->subjects[subject].is_whole ? WHOLE_LOSS_AFTER : LOSS_AFTER;
    double score = strength * explained_share(s, t, subject, start, loss_after) * head_factor(s, t, subject, start);
    note(s, subject, score, is_weak);
}

static void score_names(struct scorer *s, const struct title *t)
{
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->use.kind != USE_NAME || hit->is_covered)
            continue;
        bool is_first = true;
        for (size_t k = 0; k < i && is_first; k++)
            is_first = !(t->hits.items[k].use.kind == USE_NAME && !t->hits.items[k].is_covered && t->hits.items[k].use.owner == hit->use.owner);
        if (is_first)
            score_names_of(s, t, hit->use.owner);
    }
}

/* ---- combos ---- */

static bool has_set(const struct scorer *s, uint16_t set)
{
    return s->seen[set] == s->generation;
}

static bool holds_words(const struct scorer *s, const struct combo *c)
{
    for (size_t i = 0; i < c->n_all; i++)
        if (!has_set(s, c->all[i]))
            return false;
    bool has_any = c->n_any == 0;
    for (size_t i = 0; i < c->n_any && !has_any; i++)
        has_any = has_set(s, c->any[i]);
    return has_any;
}

static bool holds(const struct scorer *s, const struct title *t, const struct combo *c)
{
    if ((c->heads && (t->head < 0 || !(c->heads >> t->head & 1))) || !holds_words(s, c))
        return false;
    for (size_t i = 0; i < c->n_none; i++)
        if (s->seen_ever[c->none[i]] == s->title_number)
            return false;
    return true;
}

static bool is_of_combo(const struct combo *c, uint16_t set)
{
    for (size_t i = 0; i < c->n_all; i++)
        if (c->all[i] == set)
            return true;
    for (size_t i = 0; i < c->n_any; i++)
        if (c->any[i] == set)
            return true;
    return false;
}

static void score_combo(struct scorer *s, const struct title *t, const struct combo *c)
{
    size_t start = t->form->n;
    memset(s->marks, 0, t->form->n);
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (!hit->is_covered && ((hit->use.kind == USE_TERM && is_of_combo(c, hit->use.owner)) ||
                                 (hit->use.kind == USE_NAME && hit->use.owner == c->subject))) {
            memset(s->marks + hit->from, 1, hit->to - hit->from);
            if (hit->from < start)
                start = hit->from;
        }
    }
    double factor = c->heads ? 1 : head_factor(s, t, c->subject, start);
    if (c->heads && t->head_from < start)
        start = t->head_from;
    double loss_after = t->matcher->subjects[c->subject].is_whole ? WHOLE_COMBO_LOSS_AFTER : COMBO_LOSS_AFTER;
    note(s, c->subject, c->strength * explained_share(s, t, c->subject, start, loss_after) * factor, false);
}

static void score_combos(struct scorer *s, const struct title *t)
{
    const struct matcher *m = t->matcher;
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->use.kind != USE_TERM || hit->is_covered || s->tried[hit->use.owner] == s->generation)
            continue;
        s->tried[hit->use.owner] = s->generation; /* a word may stand there twice */
        for (uint32_t k = m->combos_at[hit->use.owner]; k < m->combos_at[hit->use.owner + 1]; k++)
            if (holds(s, t, &m->combos[m->combos_of[k]]))
                score_combo(s, t, &m->combos[m->combos_of[k]]);
    }
}

/* Whose names stand where. */
static void note_rivals(struct scorer *s, const struct title *t)
{
    s->n_rivals = 0;
    s->rival_items = 0;
    memset(s->rivals, 0, t->form->n * sizeof *s->rivals);
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->use.kind != USE_NAME || hit->is_covered || hit->use.strength <= 50)
            continue;
        uint32_t bit = subject_bit(s, hit->use.owner);
        for (size_t k = hit->from; k < hit->to; k++)
            s->rivals[k] |= bit;
    }
}

static bool note_sets(struct scorer *s, const struct title *t)
{
    bool has_any = false;
    s->generation++;
    for (size_t i = 0; i < t->hits.n; i++)
        if (t->hits.items[i].use.kind == USE_TERM && !title_is_agency(t, t->hits.items[i].from, t->hits.items[i].to)) {
            s->seen_ever[t->hits.items[i].use.owner] = s->title_number; /* covered or not: the title speaks of it */
            if (t->hits.items[i].is_covered)
                continue;
            s->seen[t->hits.items[i].use.owner] = s->generation;
            has_any = true;
        }
    return has_any;
}

static bool may_hold(const struct scorer *s, const struct combo *c, uint32_t heads, bool is_whole)
{
    if ((c->heads && !(c->heads & heads)) || !holds_words(s, c))
        return false;
    for (size_t i = 0; is_whole && i < c->n_none; i++)
        if (has_set(s, c->none[i]))
            return false;
    return true;
}

bool scorer_may_combine(struct scorer *s, const uint16_t *sets, size_t n_sets, uint32_t heads, bool is_whole)
{
    const struct matcher *m = s->scheme->matcher;
    s->generation++;
    for (size_t i = 0; i < n_sets; i++)
        s->seen[sets[i]] = s->generation;
    for (size_t i = 0; i < n_sets; i++)
        for (uint32_t k = m->combos_at[sets[i]]; k < m->combos_at[sets[i] + 1]; k++)
            if (may_hold(s, &m->combos[m->combos_of[k]], heads, is_whole))
                return true;
    return false;
}

static bool is_excluded(struct scorer *s, uint16_t subject)
{
    if (s->barred[subject])
        return true;
    const struct subject_rules *rules = &s->scheme->matcher->subjects[subject];
    for (size_t i = 0; i < rules->n_not; i++)
        if (s->seen_ever[rules->not_sets[i]] == s->title_number)
            s->barred[subject] = 1;
    return s->barred[subject];
}

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (int)x->subject - (int)y->subject;
}

void scorer_run(struct scorer *s, const struct title *t, struct scored *ret_scored)
{
    s->n = 0;
    bool has_terms = note_sets(s, t);
    note_rivals(s, t);
    score_names(s, t);
    if (has_terms)
        score_combos(s, t);
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        if (!is_excluded(s, s->candidates[i].subject))
            s->candidates[n++] = s->candidates[i];
    if (n > 1)
        qsort(s->candidates, n, sizeof *s->candidates, compare_candidates);
    ret_scored->n = n;
    for (size_t i = 0; i < n; i++) {
        double score = s->candidates[i].score * (t->code_is_other ? OTHER_SCHEME : 1);
        ret_scored->items[i] = (struct subject_score){s->candidates[i].subject, (uint8_t)(score + 0.5)};
        ret_scored->is_weak[i] = s->candidates[i].is_weak;
    }
}
