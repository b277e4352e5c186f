/* title.c - takes one title apart.
 *
 *   O16 ประกาศสำนักงาน... เรื่อง ความก้าวหน้าการจัดซื้อจัดจ้าง ของเทศบาล... ประจำปีงบประมาณ พ.ศ. 2567 .pdf
 *   code frame            about  name                     agency        year
 *
 * Everything but the name is packing: it neither helps nor hurts. What is left over besides the name lowers the score (score.c).
 * SPDX-License-Identifier: MIT
 */
#include "rules/title.h"

size_t title_letters(const struct title *t, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t i = from; i < to && i < t->form->n; i++)
        n += !t->packing[i] && is_form_letter(t->form->p[i]);
    return n;
}

static bool is_agency_word(const struct use *use)
{
    return use->kind == USE_VOCABULARY && (use->owner == VOCAB_AGENCY || use->owner == VOCAB_UNIT);
}

static const unsigned char of[] = {0xA2, 0xCD, 0xA7}; /* ของ */

/* "marketing" cut out of "Marketing Organization" is no word of the title; "school" behind "of" is. */
static bool is_cut_from_agency(const struct title *t, size_t from, size_t to)
{
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->use.kind != USE_VOCABULARY || hit->use.owner != VOCAB_AGENCY || hit->from >= from || hit->to < to || !t->packing[hit->from])
            continue;
        if (from - hit->from != sizeof of || memcmp(t->form->p + hit->from, of, sizeof of) != 0)
            return true;
    }
    return false;
}

bool title_is_agency(const struct title *t, size_t from, size_t to)
{
    if (is_cut_from_agency(t, from, to))
        return true;
    for (size_t i = from; i < to && i < t->form->n; i++)
        if (t->packing[i] != PACKED_AGENCY && t->packing[i] != PACKED_UNIT)
            return false;
    return to > from;
}

static void pack(struct title *t, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < t->form->n; i++)
        if (!t->packing[i])
            t->packing[i] = PACKED;
}

/* ---- printed codes ---- */

static bool is_separator(unsigned char c)
{
    return c == '.' || c == ':' || c == '-' || c == '_' || c == '#' || c == ')' || c == '(' || c == '*' || c == '/' || c == NORM_OTHER;
}

static size_t skip_separators(const struct norm_form *f, size_t at)
{
    while (at < f->n && is_separator(f->p[at]))
        at++;
    return at;
}

static size_t match_word(const struct norm_form *f, size_t at, const struct str *words, size_t n_words)
{
    size_t best = 0;
    for (size_t i = 0; i < n_words; i++)
        if (words[i].n > best && at + words[i].n <= f->n && memcmp(f->p + at, words[i].p, words[i].n) == 0)
            best = words[i].n;
    return best;
}

/* Digits at `at`: 1 to 3 of them, as a number of their own. Returns how many, 0 when it is no code number. */
static size_t read_number(const struct norm_form *f, size_t at, int *ret_number)
{
    size_t n = 0;
    int number = 0;
    for (; at + n < f->n && is_form_digit(f->p[at + n]); n++)
        if (n < 4)
            number = number * 10 + (f->p[at + n] - '0');
    *ret_number = number;
    return n <= 3 ? n : 0;
}

static bool is_item_number(const struct matcher *m, int number)
{
    for (size_t i = 0; i < m->n_numbers; i++)
        if (m->numbers[i].number == number)
            return true;
    return false;
}

/* A code that begins at `at`; returns where it ends, or at. */
static size_t read_code(struct title *t, size_t at, bool is_start)
{
    const struct norm_form *f = t->form;
    const struct matcher *m = t->matcher;
    size_t other = match_word(f, at, m->other_codes, m->n_other_codes), word = match_word(f, at, m->code_words, m->n_code_words);
    bool is_other = other > 0 && other >= word;
    size_t digits_at = skip_separators(f, at + (is_other ? other : word));
    int number;
    size_t n = read_number(f, digits_at, &number);
    size_t end = digits_at + n;
    if (n == 0 || (end < f->n && is_form_digit(f->p[end])))
        return at;
    bool has_word = is_other || word > 0, has_zero = n >= 2 && f->p[digits_at] == '0';
    if (!has_word && !is_start)
        return at;
    bool has_parts = false; /* "1.2", "17.1", "16(2)": numbering, not a code, unless letters stand before it */
    while (end + 1 < f->n && (f->p[end] == '.' || f->p[end] == '(' || f->p[end] == '-') && is_form_digit(f->p[end + 1])) {
        int part;
        size_t part_n = read_number(f, end + 1, &part);
        if (part_n == 0 || part_n > 2)
            break;
        has_parts = true;
        end += 1 + part_n;
    }
    bool is_year_like = !has_word && n >= 3 && !has_zero;
    if (is_other || (!is_year_like && (has_word || !has_parts) && is_item_number(m, number))) {
        t->code = number;
        t->code_is_other = is_other;
        t->code_is_certain = has_word || has_zero;
    }
    return skip_separators(f, end);
}

static size_t skip_bullets(const struct norm_form *f, struct str text)
{
    size_t at = 0;
    while (at < f->n && !is_form_letter(f->p[at]) && !is_form_digit(f->p[at]) && f->p[at] != '(')
        at++;
    /* The letter o as a bullet: "o แสดงคู่มือ". */
    if (at + 1 < f->n && f->p[at] == 'o' && f->p[at + 1] >= 0xA1 && f->raw[at + 1] > f->raw[at] + 1 && text.p[f->raw[at]] == 'o')
        at++;
    return at;
}

static void read_codes(struct title *t, struct str text)
{
    const struct norm_form *f = t->form;
    size_t at = skip_bullets(f, text), end = read_code(t, at, true);
    if (end == at && at < f->n && f->p[at] == '(')
        end = read_code(t, at + 1, true) > at + 1 ? read_code(t, at + 1, true) : at;
    pack(t, 0, end);
    if (t->code && t->code_is_certain)
        return;
    for (size_t i = end; i + 2 < f->n; i++) { /* "(O15)" behind */
        if (f->p[i] != '(')
            continue;
        size_t close = read_code(t, i + 1, false);
        if (close > i + 1)
            pack(t, i, close);
    }
}

/* ---- years ---- */

/* blank is the same text with years replaced by spaces: what is missing from its form was a year. */
static void pack_years(struct title *t, struct str text, struct str blank, unsigned form_id)
{
    if (str_eq(text, blank))
        return;
    struct buf tight;
    buf_init(&tight, 4 * TITLE_MAX);
    norm_phrase(blank, form_id, &tight);
    const struct norm_form *f = t->form;
    size_t i = 0, k = 0;
    enum { SYNC = 8 };
    while (i < f->n) {
        if (k < tight.n && f->p[i] == (unsigned char)tight.p[k]) {
            i++;
            k++;
            continue;
        }
        size_t want = tight.n - k < SYNC ? tight.n - k : SYNC, to = i;
        while (to + want <= f->n && want > 0 && memcmp(f->p + to, tight.p + k, want) != 0)
            to++;
        if (want == 0 || to + want > f->n)
            to = want == 0 ? f->n : i + 1;
        pack(t, i, to);
        if (t->year_from == f->n)
            t->year_from = i;
        i = to;
    }
    buf_done(&tight);
}

/* ---- agency names, fillers ---- */

static bool ends_name(const struct title *t, size_t at)
{
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->use.kind == USE_NAME && hit->to == at && !hit->is_covered && hit->use.owner < t->scheme->n_items)
            return true;
    }
    return false;
}

/* Thai writes "duties of-the municipality" in one piece: an agency's name also begins where an item's name ends. */
static bool starts_word(const struct title *t, struct str text, size_t at)
{
    if (at == 0 || t->packing[at - 1] || !(is_form_letter(t->form->p[at - 1]) || is_form_digit(t->form->p[at - 1])))
        return true;
    uint32_t raw = t->form->raw[at];
    return (raw > 0 && (text.p[raw - 1] == ' ' || text.p[raw - 1] == '\t')) || ends_name(t, at);
}

/* Where an agency's name begins: at its first word, or at the "of" before it; form->n when it begins no word. */
static size_t agency_start(const struct title *t, struct str text, size_t at)
{
    if (starts_word(t, text, at))
        return at;
    bool is_of = at >= sizeof of && memcmp(t->form->p + at - sizeof of, of, sizeof of) == 0;
    return is_of && starts_word(t, text, at - sizeof of) ? at - sizeof of : t->form->n;
}

/* Behind a label ("picture") that begins here, inside a word: an agency's name ("of quality") goes on there. */
static size_t behind_label(const struct title *t, size_t at)
{
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->from == at && !hit->is_covered && hit->use.kind == USE_VOCABULARY && hit->use.owner == VOCAB_GENERIC_LABEL)
            return hit->to;
    }
    return at;
}

/* An agency's name runs from its first word (from, to) to the next space, bracket or name. */
static void pack_agency(struct title *t, struct str text, size_t from, size_t to, bool is_unit)
{
    size_t end = to;
    for (; end < t->form->n; end++) {
        uint32_t raw = t->form->raw[end];
        bool is_break = raw > 0 && (text.p[raw - 1] == ' ' || text.p[raw - 1] == ')' || text.p[raw - 1] == '(');
        size_t behind = is_break ? end : behind_label(t, end);
        if (behind > end && behind < t->form->n) {
            end = behind - 1;
            continue;
        }
        if (is_break || t->packing[end])
            break;
        bool is_name = false;
        for (size_t i = 0; i < t->hits.n && !is_name; i++)
            is_name = t->hits.items[i].from == end && !t->hits.items[i].is_covered && t->hits.items[i].use.kind != USE_TERM &&
                      t->hits.items[i].use.kind != USE_ELEMENT && t->hits.items[i].use.kind != USE_PATTERN &&
                      !is_agency_word(&t->hits.items[i].use);
        if (is_name)
            break;
    }
    pack(t, from, end);
    for (size_t i = from; is_unit && i < to; i++)
        t->packing[i] = PACKED_UNIT_WORD;
    for (size_t i = to; i < end; i++) /* its first word may be said of an item too: "of the executives" */
        t->packing[i] = is_unit ? PACKED_UNIT : PACKED_AGENCY;
}

/* "of-the-faculty" begins "of-the-committee": the longer word is meant. */
static bool begins_unit(const struct title *t, const struct hit *agency)
{
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->use.kind == USE_VOCABULARY && hit->use.owner == VOCAB_UNIT && hit->from == agency->from && hit->to > agency->to)
            return true;
    }
    return false;
}

static void pack_words(struct title *t, struct str text)
{
    t->is_hub = false;
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->is_covered || hit->use.kind != USE_VOCABULARY)
            continue;
        t->is_hub = t->is_hub || hit->use.owner == VOCAB_HUB;
        if (hit->use.owner == VOCAB_FILLER || hit->use.owner == VOCAB_GENERIC_LABEL)
            pack(t, hit->from, hit->to);
    }
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (!is_agency_word(&hit->use))
            continue;
        bool is_unit = hit->use.owner == VOCAB_UNIT;
        if (!is_unit && begins_unit(t, hit))
            continue;
        if (hit->is_covered) { /* "structure of the hospital" may be a name as a whole: which hospital says nothing either */
            if (ends_name(t, hit->to))
                pack_agency(t, text, hit->to, hit->to, is_unit);
            continue;
        }
        size_t start = agency_start(t, text, hit->from);
        if (start == t->form->n)
            continue;
        pack(t, start, hit->from);
        pack_agency(t, text, hit->from, hit->to, is_unit);
    }
}

/* ---- head word ---- */

static const struct hit *first_head(const struct title *t, size_t from)
{
    const struct hit *best = NULL;
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->use.kind != USE_HEAD || hit->is_covered || hit->from < from || t->matcher->heads[hit->use.owner].is_none)
            continue;
        if (!best || hit->from < best->from || (hit->from == best->from && hit->to > best->to))
            best = hit;
    }
    return best;
}

static const struct hit *first_about(const struct title *t, size_t from)
{
    const struct hit *best = NULL;
    for (size_t i = 0; i < t->hits.n; i++) {
        const struct hit *hit = &t->hits.items[i];
        if (hit->use.kind == USE_VOCABULARY && hit->use.owner == VOCAB_ABOUT && !hit->is_covered && hit->from >= from &&
            (!best || hit->from < best->from))
            best = hit;
    }
    return best;
}

enum { TURN_NEAR = 5 }; /* bytes: "ผลการ" */

static void find_head(struct title *t)
{
    const struct hit *head = first_head(t, 0);
    t->head = t->first_head = -1;
    t->is_turned = false;
    for (size_t i = 0; i < t->hits.n; i++)
        t->is_turned = t->is_turned || (t->hits.items[i].use.kind == USE_HEAD && !t->hits.items[i].is_covered &&
                                        t->matcher->heads[t->hits.items[i].use.owner].anywhere);
    if (!head)
        return;
    const struct hit *about = t->matcher->heads[head->use.owner].is_frame ? first_about(t, head->to) : NULL;
    if (about) {
        t->body_from = about->to;
        pack(t, 0, about->to);
        const struct hit *inner = first_head(t, about->to);
        if (inner && title_letters(t, about->to, inner->from) <= 6)
            head = inner;
    }
    t->first_head = head->use.owner;
    const struct hit *turning = first_head(t, head->from + 1); /* "report of the | survey", "summary of the | meeting" */
    if (turning && t->matcher->heads[turning->use.owner].turns && turning->from <= head->to + TURN_NEAR && !t->gaps[turning->from])
        head = turning;
    t->head = head->use.owner;
    t->head_from = head->from;
    t->head_to = head->to;
}

static bool holds_at(const struct norm_form *f, size_t at, const unsigned char *word, size_t n)
{
    return at + n <= f->n && memcmp(f->p + at, word, n) == 0;
}

/* "and", "or": what follows is another thing, not an object of what stands before. */
static bool joins_another(const struct norm_form *f, size_t at)
{
    static const unsigned char and[] = {0xE1, 0xC5, 0xD0} /* และ */, or[] = {0xCB, 0xC3, 0xD7, 0xCD} /* หรือ */;
    return holds_at(f, at, and, sizeof and) || holds_at(f, at, or, sizeof or);
}

static void find_gaps(struct title *t, struct str text)
{
    const struct norm_form *f = t->form;
    for (size_t i = 0; i < f->n; i++) {
        uint32_t raw = f->raw[i];
        bool is_behind_mark = i > 0 && !is_form_letter(f->p[i - 1]) && !is_form_digit(f->p[i - 1]);
        bool is_behind_space = raw > 0 && (text.p[raw - 1] == ' ' || text.p[raw - 1] == '\t');
        t->gaps[i] = is_behind_mark || is_behind_space ? GAP_SPACE : joins_another(f, i) ? GAP_AND : 0;
    }
}

void title_take_apart(struct title *t, const struct scheme *scheme, const struct norm_form *form, unsigned form_id, struct str text,
                      struct str blank)
{
    t->scheme = scheme;
    t->matcher = scheme->matcher;
    t->form = form;
    t->code = 0;
    t->code_is_other = t->code_is_certain = false;
    t->body_from = t->head_from = t->head_to = 0;
    t->year_from = form->n;
    memset(t->packing, 0, form->n < TITLE_MAX ? form->n : TITLE_MAX);
    find_gaps(t, text);
    read_codes(t, text);
    pack_years(t, text, blank, form_id);
    pack_words(t, text);
    find_head(t);
}
