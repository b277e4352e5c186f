/* classify.c - which item does one title name?
 *
 * A title is prepared (extension and bullets off), normalised, taken apart (title.c) and scored (score.c). Only when that finds nothing
 * certain are the dearer ways tried: the weak form (lost sara am and tone marks), typing errors, and for file names the skeleton. Menus
 * repeat on every page, so answers are kept by the hash of their text.
 * SPDX-License-Identifier: MIT
 */
#include "rules/classify.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "rules/fuzzy.h"
#include "rules/score.h"
#include "text/utf8.h"

enum { CACHE_SLOTS = 8192, CACHE_MAX = CACHE_SLOTS / 4 * 3, SCORE_KEPT = 15, CODE_ONLY_SCORE = 40, TIE = 6 };

struct slot {
    uint64_t key; /* 0: empty */
    struct classification answer;
};

struct classifier {
    const struct scheme *scheme;
    struct pattern_scratch *patterns;
    struct scorer *scorer;
    struct title title;
    struct norm norm;
    struct norm_form skeleton; /* of a file name; no map */
    struct buf text, blank, bytes;
    struct classification answer;
    struct slot *slots;
    size_t n_slots;
    unsigned char weak_of[256];
    bool has_digit;  /* of the text at hand */
    bool has_spaced; /* a loose pattern of the spaced form */
};

struct classifier *classifier_new(const struct scheme *scheme)
{
    struct classifier *c = mem_alloc(sizeof *c);
    c->scheme = scheme;
    c->patterns = pattern_scratch_new();
    c->scorer = scorer_new(scheme);
    c->slots = mem_alloc(CACHE_SLOTS * sizeof *c->slots);
    for (unsigned b = 0; b < 256; b++)
        c->weak_of[b] = norm_weak_of((unsigned char)b);
    buf_init(&c->text, 4 * LIMIT_LABEL_BYTES);
    buf_init(&c->blank, 4 * LIMIT_LABEL_BYTES);
    buf_init(&c->bytes, 4 * LIMIT_LABEL_BYTES);
    for (size_t i = 0; i < scheme->matcher->n_loose; i++)
        c->has_spaced = c->has_spaced || scheme->matcher->patterns[scheme->matcher->loose[i]].form == NORM_SPACED;
    return c;
}

void classifier_free(struct classifier *c)
{
    if (!c)
        return;
    pattern_scratch_free(c->patterns);
    scorer_free(c->scorer);
    norm_done(&c->norm);
    free(c->skeleton.raw);
    buf_done(&c->text);
    buf_done(&c->blank);
    buf_done(&c->bytes);
    free(c->slots);
    free(c);
}

/* ---- preparing ---- */

static struct str cut_extension(struct str text)
{
    struct str end = text.n > 6 ? str_from_pos(text, text.n - 6) : text;
    if (str_chr(end, '.') == STR_NPOS)
        return text;
    static const char *const extensions[] = {".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".ppt", ".odt", ".ods",  ".jpg", ".jpeg",
                                             ".png", ".gif",  ".zip", ".rar",  ".csv", ".txt",  ".rtf", ".htm", ".html", ".php", ".aspx"};
    for (int twice = 0; twice < 2; twice++) /* "x.docx.pdf" */
        for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
            if (text.n > strlen(extensions[i]) && str_ends_nocase_c(text, extensions[i]))
                text.n -= strlen(extensions[i]);
    return text;
}

static void prepare_title(struct classifier *c, struct str title)
{
    buf_clear(&c->text);
    title = cut_extension(str_trim(utf8_prefix(title, LIMIT_LABEL_BYTES)));
    (void)buf_add_str(&c->text, title);
    for (size_t i = 0; i < c->text.n; i++)
        if ((unsigned char)c->text.p[i] < ' ')
            c->text.p[i] = ' ';
}

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

/* "09คู่มือ_การ-ให้บริการ_v2.pdf": separators to spaces, but a dash or dot between digits stays (2566-2570). */
static void prepare_name(struct classifier *c, struct str name)
{
    buf_clear(&c->text);
    name = cut_extension(str_trim(utf8_prefix(name, LIMIT_LABEL_BYTES)));
    for (size_t i = 0; i < name.n; i++) {
        char ch = name.p[i];
        bool between_digits = i > 0 && i + 1 < name.n && is_digit(name.p[i - 1]) && is_digit(name.p[i + 1]);
        bool is_separator = ch == '_' || ch == '+' || ch == '\n' || ch == '\t' || ((ch == '-' || ch == '.') && !between_digits);
        (void)buf_add_char(&c->text, is_separator ? ' ' : ch);
    }
}

/* ---- one pass over one form ---- */

static bool is_certain(const struct scored *scored)
{
    return scored->n > 0 && scored->items[0].score >= CLASSIFY_CERTAIN;
}

static size_t count_names(const struct hits *hits)
{
    size_t n = 0;
    for (size_t i = 0; i < hits->n; i++)
        n += hits->items[i].use.kind == USE_NAME;
    return n;
}

enum pass { PASS_PLAIN, PASS_FUZZY, PASS_WEAK };

/* Spans of another form do not compare: the whole title stands for a pattern of the spaced form. */
static void add_spaced(struct classifier *c, const struct norm_form *form)
{
    struct hits *hits = &c->title.hits;
    size_t before = hits->n;
    hits_add_loose(c->scheme->matcher, NORM_SPACED, &c->norm.spaced, c->patterns, hits);
    for (size_t i = before; i < hits->n; i++) {
        hits->items[i].from = 0;
        hits->items[i].to = (uint32_t)form->n;
    }
}

/* Fills title.hits for one pass (the plain pass finds them there already); false when this pass sees no name the one before has not seen. */
static bool find_for_pass(struct classifier *c, const struct norm_form *form, enum pass pass)
{
    const struct matcher *m = c->scheme->matcher;
    struct hits *hits = &c->title.hits;
    if (pass == PASS_WEAK) {
        hits_find(m, &m->weak, form, c->patterns, hits);
        return count_names(hits) > 0;
    }
    if (pass == PASS_FUZZY) {
        size_t before = hits->n;
        fuzzy_find(m, &c->title, hits);
        for (size_t i = 0; i < hits->n; i++)
            hits->items[i].is_covered = false;
        return hits->n > before;
    }
    hits_add_loose(m, NORM_TIGHT, form, c->patterns, hits);
    if (c->has_spaced)
        add_spaced(c, form);
    return true;
}

static void score_form(struct classifier *c, const struct norm_form *form, struct str text, enum pass pass, struct scored *ret_scored)
{
    struct title *t = &c->title;
    ret_scored->n = 0;
    t->form = form;
    if (!find_for_pass(c, form, pass))
        return;
    hits_cover(c->scheme, &t->hits);
    title_take_apart(t, c->scheme, form, pass == PASS_WEAK ? NORM_WEAK : NORM_TIGHT, text, buf_str(&c->blank));
    scorer_run(c->scorer, t, ret_scored);
}

static size_t count_letters(const struct norm_form *form)
{
    size_t n = 0;
    for (size_t i = 0; i < form->n; i++)
        n += is_form_letter(form->p[i]);
    return n;
}

/* The best of each subject over all ways of looking, in order. */
static void keep_better(struct scored *best, const struct scored *other)
{
    for (size_t i = 0; i < other->n; i++) {
        size_t at = 0;
        while (at < best->n && best->items[at].subject != other->items[i].subject)
            at++;
        if (at == MAX_SCORED || (at < best->n && best->items[at].score >= other->items[i].score))
            continue;
        if (at == best->n)
            best->n++;
        for (; at > 0 && (best->items[at - 1].score < other->items[i].score ||
                          (best->items[at - 1].score == other->items[i].score && best->items[at - 1].subject > other->items[i].subject));
             at--) {
            best->items[at] = best->items[at - 1];
            best->is_weak[at] = best->is_weak[at - 1];
        }
        best->items[at] = other->items[i];
        best->is_weak[at] = other->is_weak[i];
    }
}

/* A slug that lost its marks ("การจดซอจดจาง") has next to none of them; a name written in full has one in three letters. */
static bool has_lost_marks(const struct norm_form *form)
{
    size_t thai = 0, marks = 0;
    for (size_t i = 0; i < form->n; i++) {
        unsigned char b = form->p[i];
        thai += b >= 0xA1;
        marks += b == 0xD1 || (b >= 0xD4 && b <= 0xDA) || (b >= 0xE7 && b <= 0xEE);
    }
    return thai >= SKELETON_MIN && marks * 12 < thai;
}

static void score_skeleton(struct classifier *c, struct str text, struct scored *scored)
{
    struct buf *bytes = &c->bytes;
    buf_clear(bytes);
    norm_skeleton(text, bytes);
    if (bytes->n < SKELETON_MIN || bytes->n > TITLE_MAX)
        return;
    c->skeleton.p = (unsigned char *)bytes->p;
    c->skeleton.n = bytes->n;
    c->skeleton.raw = mem_resize(c->skeleton.raw, bytes->n + 1, sizeof *c->skeleton.raw);
    for (size_t i = 0; i <= bytes->n; i++)
        c->skeleton.raw[i] = 2 * (uint32_t)i; /* no map: no two letters join */
    struct scored other;
    struct hits *hits = &c->title.hits;
    hits_find(c->scheme->matcher, &c->scheme->matcher->skeleton, &c->skeleton, c->patterns, hits);
    hits_cover(c->scheme, hits);
    struct title *t = &c->title;
    t->form = &c->skeleton;
    memset(t->packing, 0, bytes->n);
    memset(t->gaps, GAP_SPACE, bytes->n); /* nobody knows where its words end */
    t->head = -1;
    t->is_turned = false;
    t->year_from = bytes->n;
    scorer_run(c->scorer, t, &other);
    keep_better(scored, &other);
}

/* ---- the answer ---- */

static uint16_t item_of_code(const struct matcher *m, int code)
{
    for (size_t i = 0; i < m->n_numbers; i++)
        if (m->numbers[i].number == code)
            return m->numbers[i].item;
    return NO_INDEX;
}

/* A printed code decides only between two names that are as good as equal; alone it is a faint hint. Codes of other years lie. */
static void apply_code(const struct classifier *c, struct scored *s, const struct classification *answer, bool is_certain_code, size_t n_letters)
{
    if (answer->code == 0 || answer->code_is_other)
        return;
    uint16_t item = item_of_code(c->scheme->matcher, answer->code);
    if (item == NO_INDEX)
        return;
    for (size_t i = 1; i < s->n; i++)
        if (s->items[i].subject == item && s->items[0].score - s->items[i].score <= TIE && s->items[i].score >= CLASSIFY_CLAIM) {
            struct subject_score found = s->items[i];
            bool is_weak = s->is_weak[i];
            for (size_t k = i; k > 0; k--) {
                s->items[k] = s->items[k - 1];
                s->is_weak[k] = s->is_weak[k - 1];
            }
            found.score = s->items[1].score;
            s->items[0] = found;
            s->is_weak[0] = is_weak;
            return;
        }
    if (s->n == 0 && is_certain_code && n_letters == 0) {
        s->items[0] = (struct subject_score){item, CODE_ONLY_SCORE};
        s->is_weak[0] = true;
        s->n = 1;
    }
}

/* A letter may have the report behind it, and a filled form keeps its word: neither says that the document is not the thing. */
static void note_beginning(struct classifier *c, const struct title *t)
{
    const struct head_class *head = t->head >= 0 ? &c->scheme->matcher->heads[t->head] : NULL;
    if (!head || title_letters(t, 0, t->head_from) > 0)
        return;
    c->answer.is_turned = head->turns && !head->is_frame && strcmp(head->name, "form") != 0;
    c->answer.is_guide = strcmp(head->name, "manual") == 0;
}

static const char *kind_of(const struct classifier *c, int head, const struct scored *s)
{
    static const char *const kinds[] = {"page",    "plan",    "report", "announcement", "statistics", "list",
                                        "channel", "service", "manual", "news",         "order",      "other"};
    const struct matcher *m = c->scheme->matcher;
    if (head >= 0 && m->heads[head].kind)
        return m->heads[head].kind;
    for (size_t i = 0; head >= 0 && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(m->heads[head].name, kinds[i]) == 0)
            return kinds[i];
    if (s->n > 0 && s->items[0].subject < c->scheme->n_items && s->items[0].score >= CLASSIFY_CLAIM)
        return c->scheme->items[s->items[0].subject].kind;
    return "other";
}

static void answer_with(struct classifier *c, struct scored *scored, size_t n_letters, int head)
{
    struct classification *a = &c->answer;
    apply_code(c, scored, a, c->title.code_is_certain, n_letters);
    for (size_t i = 0; i < scored->n && a->n < CLASSIFY_MAX; i++)
        if (scored->items[i].score >= SCORE_KEPT)
            a->best[a->n++] = scored->items[i];
    a->is_weak_only = a->n > 0 && scored->is_weak[0];
    a->kind = kind_of(c, head, scored);
}

/* Could a name of the weak form stand here? Its bytes fall out of the tight form's. */
static bool may_be_weak(const struct classifier *c, const struct norm_form *tight)
{
    const struct matcher *m = c->scheme->matcher;
    uint64_t key = 0;
    size_t n = 0;
    bool has_begun = false;
    if (m->has_weak_patterns)
        return true;
    for (size_t i = 0; i < tight->n; i++) {
        unsigned char b = c->weak_of[tight->p[i]];
        if (b == 0)
            continue;
        key = key << 8 | b;
        if (++n < WEAK_BEGIN)
            continue;
        has_begun = has_begun || beginnings_hold(m->weak_begin, key);
        if (has_begun && beginnings_hold(m->weak_end, key))
            return true;
    }
    return false;
}

static bool has_form_digit(const struct norm_form *form)
{
    for (size_t i = 0; i < form->n; i++)
        if (is_form_digit(form->p[i]))
            return true;
    return false;
}

/* Looks before the plain pass whether the search with typing errors finds anything at all; the hits are dropped again. */
static bool may_be_fuzzy(struct classifier *c)
{
    struct title *t = &c->title;
    size_t before = t->hits.n;
    t->form = &c->norm.tight;
    fuzzy_find(c->scheme->matcher, t, &t->hits);
    bool found = t->hits.n > before;
    t->hits.n = before;
    return found;
}

/* Periods without digits ("ครึ่งปีแรก", "ประจำปี") only matter around a name. */
static bool may_hold_period(const struct hits *hits)
{
    return count_names(hits) > 0;
}

/* Most labels of a site name nothing the rules know: no name, no combo that could hold, no packing, no digit. They end here. */
static bool says_nothing(struct classifier *c)
{
    const struct hits *hits = &c->title.hits;
    uint16_t sets[MAX_HITS];
    size_t n_sets = 0;
    uint32_t heads = 0;
    for (size_t i = 0; i < hits->n; i++) {
        const struct hit *hit = &hits->items[i];
        if (hit->use.kind == USE_TERM)
            sets[n_sets++] = hit->use.owner;
        if (hit->use.kind == USE_HEAD)
            heads |= 1u << hit->use.owner;
        /* A weak name that is a small part of the title is worth nothing. */
        bool is_faint = hit->use.kind == USE_NAME && hit->use.strength <= 50 && 2 * (hit->to - hit->from) < c->norm.tight.n;
        bool is_silent = hit->use.kind == USE_VOCABULARY && hit->use.owner != VOCAB_HUB && hit->use.owner != VOCAB_GENERIC_LABEL &&
                         hit->use.owner != VOCAB_FILLER && hit->use.owner != VOCAB_AGENCY && hit->use.owner != VOCAB_UNIT;
        if ((hit->use.kind == USE_NAME && !is_faint) || (hit->use.kind == USE_VOCABULARY && !is_silent))
            return false;
    }
    return n_sets == 0 || !scorer_may_combine(c->scorer, sets, n_sets, heads, true);
}

static uint32_t criterion_start(const struct title *t)
{
    uint32_t first = UINT32_MAX;
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->use.kind == USE_VOCABULARY && hit->use.owner == VOCAB_CRITERION && t->form->raw[hit->from] < first)
            first = t->form->raw[hit->from];
    }
    return first;
}

/* The head of a title that names nothing: its first head word (title.c looks closer where it matters). */
static int first_head(const struct classifier *c)
{
    const struct hit *best = NULL;
    for (size_t i = 0; i < c->title.hits.n; i++) {
        const struct hit *hit = &c->title.hits.items[i];
        if (hit->use.kind == USE_HEAD && (!best || hit->from < best->from || (hit->from == best->from && hit->to > best->to)))
            best = hit;
    }
    return best && !c->scheme->matcher->heads[best->use.owner].is_none ? best->use.owner : -1;
}

static void classify_text(struct classifier *c, bool is_name)
{
    struct str text = buf_str(&c->text);
    struct scored scored, other;
    bool want_spaced = c->has_spaced;
    scorer_begin(c->scorer);
    const struct matcher *m = c->scheme->matcher;
    norm_make(&c->norm, text, NORM_TIGHT | (want_spaced ? NORM_SPACED : 0u));
    if (c->norm.tight.n > TITLE_MAX) /* cannot be: a form is not longer than its text */
        c->norm.tight.n = TITLE_MAX;
    hits_find(m, &m->tight, &c->norm.tight, c->patterns, &c->title.hits);
    bool has_digit = has_form_digit(&c->norm.tight), may_weak = may_be_weak(c, &c->norm.tight), may_fuzzy = may_be_fuzzy(c);
    c->has_digit = has_digit;
    if (!has_digit && !may_weak && !is_name && m->n_loose == 0 && !may_fuzzy && says_nothing(c)) {
        c->answer.is_generic = count_letters(&c->norm.tight) == 0;
        scored.n = 0;
        c->answer.kind = kind_of(c, first_head(c), &scored);
        return;
    }
    buf_clear(&c->blank);
    if (has_digit || may_hold_period(&c->title.hits))
        years_blank(text, &c->blank);
    else
        (void)buf_add_str(&c->blank, text);
    score_form(c, &c->norm.tight, text, PASS_PLAIN, &scored);
    struct title *t = &c->title;
    c->answer.criterion_at = criterion_start(t);
    c->answer.code = t->code;
    c->answer.code_is_other = t->code_is_other;
    c->answer.is_hub = t->is_hub;
    c->answer.head = (uint8_t)(t->head + 1);
    note_beginning(c, t);
    int head = t->first_head;
    size_t n_left = title_letters(t, 0, t->form->n);
    bool is_code_certain = t->code_is_certain;
    c->answer.is_generic = n_left == 0 && (scored.n == 0 || scored.items[0].score < CLASSIFY_CLAIM) && !(t->code && is_code_certain);
    size_t n_letters = count_letters(&c->norm.tight);
    if (!is_certain(&scored) && n_letters >= FUZZY_MIN_LETTERS && !c->answer.is_generic) {
        if (may_fuzzy) {
            score_form(c, &c->norm.tight, text, PASS_FUZZY, &other);
            keep_better(&scored, &other);
        }
        if (!is_certain(&scored) && may_weak) {
            norm_weaken(&c->norm);
            score_form(c, &c->norm.weak, text, PASS_WEAK, &other);
            keep_better(&scored, &other);
        }
        if (is_name && !is_certain(&scored) && has_lost_marks(&c->norm.tight))
            score_skeleton(c, text, &scored);
    }
    t->code_is_certain = is_code_certain;
    answer_with(c, &scored, n_left, head);
}

/* ---- public ---- */

static struct slot *find_slot(struct classifier *c, uint64_t key)
{
    size_t i = key & (CACHE_SLOTS - 1);
    while (c->slots[i].key != 0 && c->slots[i].key != key)
        i = (i + 1) & (CACHE_SLOTS - 1);
    return &c->slots[i];
}

static const struct classification *classify(struct classifier *c, struct str text, bool is_name)
{
    uint64_t key = str_hash_quick(text) + (is_name ? 0x9E3779B97F4A7C15u : 0);
    key += key == 0;
    struct slot *slot = find_slot(c, key);
    if (slot->key == key)
        return &slot->answer;
    c->answer = (struct classification){.kind = "other", .criterion_at = UINT32_MAX};
    if (is_name)
        prepare_name(c, text);
    else
        prepare_title(c, text);
    c->has_digit = false;
    if (c->text.n == 0)
        c->answer.is_generic = true;
    else
        classify_text(c, is_name);
    if (c->answer.n > 0 || c->answer.is_generic || c->has_digit) /* else there is nothing to read, or nothing it would belong to */
        c->answer.year = is_name ? years_in_name_from(text, c->scheme->first_month)
                                 : years_statement_from(utf8_prefix(text, LIMIT_LABEL_BYTES), c->scheme->first_month);
    if (c->n_slots >= CACHE_MAX) {
        memset(c->slots, 0, CACHE_SLOTS * sizeof *c->slots);
        c->n_slots = 0;
        slot = find_slot(c, key);
    }
    c->n_slots++;
    *slot = (struct slot){key, c->answer};
    return &c->answer;
}

const struct classification *classify_title(struct classifier *c, struct str title)
{
    return classify(c, title, false);
}

const struct classification *classify_name(struct classifier *c, struct str name)
{
    return classify(c, name, true);
}

uint16_t classification_item(const struct scheme *scheme, const struct classification *a)
{
    uint16_t item = NO_INDEX;
    uint8_t score = 0;
    for (size_t i = 0; i < a->n; i++) {
        bool is_item = a->best[i].subject < scheme->n_items;
        if (is_item && item == NO_INDEX && a->best[i].score >= CLASSIFY_CLAIM) {
            item = a->best[i].subject;
            score = a->best[i].score;
        }
    }
    for (size_t i = 0; i < a->n; i++)
        if (a->best[i].subject >= scheme->n_items && a->best[i].score >= score)
            return NO_INDEX;
    return a->is_weak_only ? NO_INDEX : item;
}

double classification_confidence(const struct classification *a, size_t i)
{
    if (i >= a->n)
        return 0;
    double own = a->best[i].score / 100.0, rival = 0;
    for (size_t k = 0; k < a->n; k++)
        if (k != i && a->best[k].score / 100.0 > rival)
            rival = a->best[k].score / 100.0;
    double margin = own - rival; /* 0.2 apart is clear */
    double clear = margin >= 0.2 ? 1 : margin <= -0.2 ? 0 : (margin + 0.2) / 0.4;
    return own * (0.5 + 0.5 * clear);
}
