/* year_tokens.c - Thai text cut into the words that years are written with.
 *
 * The words are one table (year_words.c). It is brought into the weak form once, and a bit per pair of first letters
 * keeps the usual letter of a page from looking at it at all.
 * SPDX-License-Identifier: MIT
 */
#include "year_tokens.h"

#include <stdlib.h>

#include "base/mem.h"
#include "thai.h"
#include "year_words.h"
#include "years.h"

enum { WORD_BYTES = 28 };

/* The table without small marks, made at first use: one thread per process is a rule of this program. */
static struct {
    bool is_made;
    struct {
        unsigned char letters[WORD_BYTES]; /* no spaces, no dots */
        unsigned char n;
        bool is_abbreviation;
    } words[YEAR_WORDS];
    unsigned char first_letters[256 * 256 / 8];
    unsigned char by_letter[YEAR_WORDS], from[256], to[256]; /* words that begin with a letter, in the table's order */
} light;

static size_t pair_of(unsigned char a, unsigned char b)
{
    return (size_t)a << 8 | b;
}

/* Tones and other small marks get lost in print; 0: dropped. */
static unsigned char light_of(unsigned char c)
{
    if (c == TIS_PHINTHU || (c >= TIS_MAITAIKHU && c <= TIS_YAMAKKAN))
        return 0;
    return c == TIS_SARA_AM ? TIS_SARA_AA : c;
}

static void make_table(void)
{
    struct buf form;
    buf_init(&form, 0);
    for (size_t i = 0; i < YEAR_WORDS; i++) {
        buf_clear(&form);
        norm_phrase(str_from(year_words[i].text), NORM_TIGHT, &form);
        for (size_t k = 0; k < form.n; k++) {
            unsigned char c = light_of((unsigned char)form.p[k]);
            if (c == '.')
                light.words[i].is_abbreviation = true;
            else if (c && light.words[i].n < WORD_BYTES)
                light.words[i].letters[light.words[i].n++] = c;
        }
        const unsigned char *letters = light.words[i].letters;
        for (unsigned b = 0; b < 256; b++) /* a word of one letter goes with any second */
            if (light.words[i].n == 1 || letters[1] == b)
                light.first_letters[pair_of(letters[0], (unsigned char)b) / 8] |= (unsigned char)(1u << (b & 7));
    }
    buf_done(&form);
    size_t n = 0;
    for (size_t letter = 0; letter < 256; letter++) {
        light.from[letter] = (unsigned char)n;
        for (size_t i = 0; i < YEAR_WORDS; i++)
            if (light.words[i].letters[0] == letter)
                light.by_letter[n++] = (unsigned char)i;
        light.to[letter] = (unsigned char)n;
    }
    light.is_made = true;
}

static bool is_thai_letter(unsigned char c)
{
    return thai_is_tis(c);
}

static bool is_latin_letter(unsigned char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static unsigned char at(const struct year_text *t, size_t i)
{
    return i < t->n ? t->p[i] : 0;
}

/* An abbreviation without dots (พศ, ตค) must stand alone: เพศ is none. With dots it must not be a piece of a longer
 * one: ก.พ.ร., อบต.คลอง. */
static bool is_abbreviation_at(const struct year_text *t, size_t i, size_t end, bool has_dots)
{
    unsigned char before = i > 0 ? t->p[i - 1] : 0, behind = at(t, end);
    if (!has_dots)
        return !is_thai_letter(before) && !is_latin_letter(before) && !is_thai_letter(behind) &&
               !is_latin_letter(behind) && before != '.';
    if (before == '.' && i > 1 && is_thai_letter(t->p[i - 2]) &&
        (i < 3 || t->p[i - 3] == '.' || !is_thai_letter(t->p[i - 3])))
        return false; /* ส.ก.พ. */
    if (t->p[end - 1] != '.' && is_thai_letter(behind))
        return false; /* ต.คลอง */
    return !(is_thai_letter(behind) && behind <= TIS_LAST_CONSONANT && at(t, end + 1) == '.' &&
             at(t, end + 2) != behind && !(behind == 0xBE && at(t, end + 2) == 0xC8)); /* ก.พ.ร., but มี.ค.พ.ศ. */
}

/* The end of word w at form place i, or 0. Spaces inside are damage; a Latin word stands whole. */
static size_t word_end(const struct year_text *t, size_t i, size_t w)
{
    const unsigned char *letters = light.words[w].letters;
    bool is_short = light.words[w].is_abbreviation, has_dots = false;
    size_t k = i + 1;
    for (size_t n = 1; n < light.words[w].n; n++, k++) {
        while (at(t, k) == ' ' || (is_short && at(t, k) == '.'))
            has_dots |= t->p[k++] == '.';
        if (at(t, k) != letters[n])
            return 0;
    }
    if (is_latin_letter(letters[0]) && (is_latin_letter(at(t, k)) || (i > 0 && is_latin_letter(t->p[i - 1]))))
        return 0;
    if (is_short) {
        if (at(t, k) == '.') {
            k++;
            has_dots = true;
        }
        if (!is_abbreviation_at(t, i, k, has_dots))
            return 0;
        while (at(t, k) == '.') /* พ.ศ..2568 */
            k++;
    }
    return k;
}

static struct year_token *add(struct year_text *t, enum year_token_kind kind, size_t from, size_t to, bool after_space)
{
    MEM_GROW(t->tokens, t->n_tokens, t->capacity);
    struct year_token *token = &t->tokens[t->n_tokens++];
    *token = (struct year_token){.from = (uint32_t)from, .to = (uint32_t)to, .kind = kind, .after_space = after_space};
    return token;
}

static size_t add_number(struct year_text *t, size_t i, bool after_space)
{
    size_t end = i;
    int value = 0;
    for (; end < t->n && is_digit(t->p[end]); end++)
        value = end - i < 8 ? value * 10 + (t->p[end] - '0') : -1;
    struct year_token *token = add(t, TOKEN_NUMBER, i, end, after_space);
    token->value = value;
    token->digits = (uint8_t)(end - i < 255 ? end - i : 255);
    return end;
}

static size_t add_keyword(struct year_text *t, size_t i, bool after_space)
{
    size_t next = i + 1;
    while (at(t, next) == ' ' || at(t, next) == '.')
        next++;
    size_t pair = pair_of(t->p[i], at(t, next));
    if (!(light.first_letters[pair / 8] & (1u << (pair & 7))))
        return 0;
    for (size_t k = light.from[t->p[i]]; k < light.to[t->p[i]]; k++) {
        size_t w = light.by_letter[k], end = word_end(t, i, w);
        if (end == 0)
            continue;
        struct year_token *token = add(t, year_words[w].kind, i, end, after_space);
        token->value = year_words[w].value;
        token->is_latin = is_latin_letter(t->p[i]);
        return end;
    }
    return 0;
}

static size_t add_letter(struct year_text *t, size_t i, bool after_space)
{
    size_t end = add_keyword(t, i, after_space);
    if (end)
        return end;
    struct year_token *last = t->n_tokens ? &t->tokens[t->n_tokens - 1] : NULL;
    if (last && last->kind == TOKEN_WORD && !after_space)
        last->to = (uint32_t)i + 1;
    else
        add(t, TOKEN_WORD, i, i + 1, after_space)->is_latin = is_latin_letter(t->p[i]);
    return i + 1;
}

static enum year_token_kind sign_kind(unsigned char c)
{
    switch (c) {
    case NORM_SEPARATOR:
        return TOKEN_BREAK;
    case '-':
    case '~':
        return TOKEN_DASH;
    case '/':
        return TOKEN_SLASH;
    case '.':
        return TOKEN_DOT;
    case ',':
    case '&':
        return TOKEN_AND;
    case '(':
    case '[':
        return TOKEN_OPEN;
    case ')':
    case ']':
        return TOKEN_CLOSE;
    default:
        return TOKEN_SIGN;
    }
}

static void cut_tokens(struct year_text *t)
{
    bool after_space = true;
    for (size_t i = 0; i < t->n;) {
        unsigned char c = t->p[i];
        if (c == ' ') {
            after_space = true;
            i++;
            continue;
        }
        if (is_digit(c)) {
            i = add_number(t, i, after_space);
        } else if (is_thai_letter(c) || is_latin_letter(c)) {
            i = add_letter(t, i, after_space);
        } else {
            add(t, sign_kind(c), i, i + 1, after_space);
            i++;
        }
        after_space = c == NORM_SEPARATOR;
    }
    add(t, TOKEN_BREAK, t->n, t->n, true);
    t->n_tokens--; /* stands behind the last for whoever looks ahead */
}

/* The spaced form without small marks, in place. */
static void make_form(struct year_text *t, struct str text)
{
    norm_make(&t->norm, text, NORM_SPACED);
    struct norm_form *form = &t->norm.spaced;
    size_t n = 0;
    for (size_t i = 0; i < form->n; i++) {
        unsigned char c = light_of(form->p[i]);
        if (!c)
            continue;
        form->p[n] = c == '_' ? ' ' : c;
        form->raw[n++] = form->raw[i];
    }
    form->raw[n] = form->raw[form->n];
    form->n = n;
    t->p = form->p;
    t->raw = form->raw;
    t->n = n;
}

void year_text_make(struct year_text *t, struct str text)
{
    *t = (struct year_text){.text = text, .first_month = YEARS_THAI_FIRST_MONTH};
    if (!light.is_made)
        make_table();
    make_form(t, text);
    cut_tokens(t);
}

void year_text_done(struct year_text *t)
{
    norm_done(&t->norm);
    free(t->tokens);
    *t = (struct year_text){0};
}

static unsigned char letter_of(const char *p)
{
    unsigned char c = (unsigned char)p[0];
    return c < 0x80 ? c
                    : (unsigned char)((((unsigned char)p[1] & 1) << 6 | ((unsigned char)p[2] & 0x3F)) - 1 + TIS_FIRST);
}

/* The end of the word at form place i, or 0. */
static size_t letters_end(const struct year_text *t, size_t i, const char *word)
{
    for (; *word && at(t, i) == letter_of(word); i++)
        word += (unsigned char)*word < 0x80 ? 1 : 3;
    return *word ? 0 : i;
}

bool year_text_starts(const struct year_text *t, size_t i, const char *const *list)
{
    while (at(t, i) == ' ' || at(t, i) == '.')
        i++;
    for (; *list; list++) {
        size_t end = letters_end(t, i, *list);
        if (end && !is_thai_letter(at(t, end)) && !is_latin_letter(at(t, end)))
            return true;
    }
    return false;
}

bool year_text_has(const struct year_text *t, size_t from, size_t to, const char *const *list)
{
    for (; *list; list++)
        for (size_t i = from; i < to; i++) {
            size_t end = letters_end(t, i, *list);
            if (end && end <= to)
                return true;
        }
    return false;
}

bool year_text_ends(const struct year_text *t, size_t i, const char *const *list)
{
    while (i > 0 && (t->p[i - 1] == ' ' || t->p[i - 1] == '.' || t->p[i - 1] == ':'))
        i--;
    for (; *list; list++) {
        size_t k = i;
        const char *p = *list + strlen(*list);
        while (p > *list && k > 0) {
            p -= (unsigned char)p[-1] < 0x80 ? 1 : 3;
            if (t->p[k - 1] != letter_of(p)) {
                p++; /* not at the front: no match */
                break;
            }
            k--;
        }
        if (p == *list)
            return true;
    }
    return false;
}
