/* name_trace.c - see name_trace.h.
 * SPDX-License-Identifier: MIT
 */
#include "rules/name_trace.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "rules/hits.h"
#include "text/utf8.h"

enum { OFFICIAL_STRENGTH = 100, WEAK_STRENGTH = 50, MAX_SPECK = 2 /* bytes: a dot, ".1" */ }; /* docs/RULE-FORMAT.md: exact 100, weak 45 */

struct name_tracer {
    const struct scheme *scheme;
    struct pattern_scratch *patterns;
    struct norm norm;
    struct hits hits;
    bool marks[LIMIT_LABEL_BYTES + 1]; /* bytes of the text that are the name */
    struct buf text, out;
};

struct name_tracer *name_tracer_new(const struct scheme *scheme)
{
    struct name_tracer *t = mem_alloc(sizeof *t);
    t->scheme = scheme;
    t->patterns = pattern_scratch_new();
    buf_init(&t->text, 0);
    buf_init(&t->out, 0);
    return t;
}

void name_tracer_free(struct name_tracer *t)
{
    if (!t)
        return;
    pattern_scratch_free(t->patterns);
    norm_done(&t->norm);
    buf_done(&t->text);
    buf_done(&t->out);
    free(t);
}

const char *name_manner_code(enum name_manner manner)
{
    static const char *const codes[] = {"similar", "weak-name", "words", "pattern", "accepted-name", "official-name"};
    return codes[manner];
}

static bool is_of_pattern(struct name_tracer *t, const struct norm_form *form, const struct hit *hit)
{
    const struct matcher *m = t->scheme->matcher;
    for (size_t i = 0; i < m->n_patterns; i++) {
        const struct rule_pattern *p = &m->patterns[i];
        size_t from, to;
        if (p->use.kind == USE_NAME && p->use.owner == hit->use.owner && p->form == NORM_TIGHT &&
            pattern_match(p->pattern, t->patterns, form->p, form->n, hit->from, true, &from, &to) && to == hit->to)
            return true;
    }
    return false;
}

static void mark(struct name_tracer *t, const struct norm_form *form, size_t from, size_t to)
{
    struct str raw = norm_raw(form, buf_str(&t->text), from, to);
    size_t at = (size_t)(raw.p - t->text.p);
    for (size_t i = at; i < at + raw.n && i < LIMIT_LABEL_BYTES; i++)
        t->marks[i] = true;
}

/* The strongest name, and the longest of these; NULL for none. */
static const struct hit *best_name(const struct name_tracer *t, uint16_t subject)
{
    const struct hit *best = NULL;
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->use.kind != USE_NAME || hit->use.owner != subject || hit->is_covered)
            continue;
        if (!best || hit->use.strength > best->use.strength ||
            (hit->use.strength == best->use.strength && hit->to - hit->from > best->to - best->from))
            best = hit;
    }
    return best;
}

static bool has_set(const struct name_tracer *t, uint16_t set)
{
    for (size_t i = 0; i < t->hits.n; i++)
        if (t->hits.items[i].use.kind == USE_TERM && t->hits.items[i].use.owner == set && !t->hits.items[i].is_covered)
            return true;
    return false;
}

static bool holds(const struct name_tracer *t, const struct combo *c)
{
    for (size_t i = 0; i < c->n_all; i++)
        if (!has_set(t, c->all[i]))
            return false;
    for (size_t i = 0; i < c->n_none; i++)
        if (has_set(t, c->none[i]))
            return false;
    bool has_any = c->n_any == 0;
    for (size_t i = 0; i < c->n_any && !has_any; i++)
        has_any = has_set(t, c->any[i]);
    return has_any;
}

static bool is_in(const uint16_t *sets, size_t n, uint16_t set)
{
    for (size_t i = 0; i < n; i++)
        if (sets[i] == set)
            return true;
    return false;
}

static const struct combo *best_combo(const struct name_tracer *t, uint16_t subject)
{
    const struct matcher *m = t->scheme->matcher;
    const struct combo *best = NULL;
    for (size_t i = 0; i < m->n_combos; i++)
        if (m->combos[i].subject == subject && holds(t, &m->combos[i]) && (!best || m->combos[i].strength > best->strength))
            best = &m->combos[i];
    return best;
}

static void mark_combo(struct name_tracer *t, const struct norm_form *form, const struct combo *combo)
{
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->use.kind == USE_TERM && !hit->is_covered &&
            (is_in(combo->all, combo->n_all, hit->use.owner) || is_in(combo->any, combo->n_any, hit->use.owner)))
            mark(t, form, hit->from, hit->to);
    }
}

/* The marked parts of the text, or the others; parts of white space and punctuation alone say nothing. */
static struct str parts(struct name_tracer *t, bool marked, const char *between, struct arena *arena)
{
    struct str text = buf_str(&t->text);
    buf_clear(&t->out);
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        while (i < text.n && t->marks[i] == marked)
            i++;
        struct str part = str_trim(str_sub(text, from, i - from));
        if (part.n > MAX_SPECK) {
            (void)buf_add_c(&t->out, t->out.n ? between : "");
            (void)buf_add_str(&t->out, part);
        }
        while (i < text.n && t->marks[i] != marked)
            i++;
    }
    return arena_str(arena, buf_str(&t->out));
}

static void prepare(struct name_tracer *t, struct str text, bool is_file_name)
{
    buf_clear(&t->text);
    (void)buf_add_str(&t->text, utf8_prefix(text, LIMIT_LABEL_BYTES));
    for (size_t i = 0; i < t->text.n; i++)
        if ((unsigned char)t->text.p[i] < ' ' || (is_file_name && (t->text.p[i] == '_' || t->text.p[i] == '+')))
            t->text.p[i] = ' ';
    memset(t->marks, 0, sizeof t->marks);
}

void name_trace(struct name_tracer *t, struct str text, bool is_file_name, uint16_t subject, struct arena *arena, struct name_trace *ret_trace)
{
    *ret_trace = (struct name_trace){.words = STR_LIT(""), .rest = STR_LIT("")};
    prepare(t, text, is_file_name);
    if (t->text.n == 0)
        return;
    norm_make(&t->norm, buf_str(&t->text), NORM_TIGHT);
    const struct norm_form *form = &t->norm.tight;
    hits_find(t->scheme->matcher, &t->scheme->matcher->tight, form, t->patterns, &t->hits);
    hits_add_loose(t->scheme->matcher, NORM_TIGHT, form, t->patterns, &t->hits);
    hits_cover(t->scheme, &t->hits);
    const struct hit *name = best_name(t, subject);
    const struct combo *combo = best_combo(t, subject);
    bool is_weak = name && name->use.strength <= WEAK_STRENGTH;
    if (name && !(is_weak && combo)) {
        mark(t, form, name->from, name->to);
        ret_trace->manner = is_weak                                    ? NAME_BY_WEAK_NAME
                            : name->use.strength >= OFFICIAL_STRENGTH  ? NAME_BY_OFFICIAL
                            : is_of_pattern(t, form, name)             ? NAME_BY_PATTERN
                                                                       : NAME_BY_VARIANT;
    } else if (combo) {
        mark_combo(t, form, combo);
        ret_trace->manner = NAME_BY_WORDS;
    } else {
        return; /* what it resembles stands nowhere in it */
    }
    ret_trace->words = parts(t, true, " + ", arena);
    ret_trace->rest = parts(t, false, " ... ", arena);
}
