/* digits_tsv.c - the words of tesseract's TSV and the years in them.
 *
 * A row is: level page block paragraph line word left top width height confidence text. Level 5 is a word; in Thai, one letter with its marks.
 * SPDX-License-Identifier: MIT
 */
#include "digits_tsv.h"


enum { N_NUMBERS = 10, LEVEL_WORD = 5, MAX_SIDE = 1 << 20, YEAR_DIGITS = 4, MIN_YEAR = 2400, MAX_YEAR = 2600 };

/* "96", "96.321" or "-1" (none) of 100. */
static bool read_confidence(struct str s, double *ret_confidence)
{
    uint64_t whole;
    *ret_confidence = 0;
    if (s.n && s.p[0] == '-')
        return true;
    if (!str_to_u64(str_cut(&s, '.'), 100, &whole))
        return false;
    *ret_confidence = (double)whole / 100;
    return true;
}

static bool read_row(struct str line, struct tsv_word *ret_word)
{
    enum { LEVEL, PAGE, BLOCK, PARAGRAPH, LINE, WORD, LEFT, TOP, WIDTH, HEIGHT };
    uint64_t n[N_NUMBERS];
    for (int i = 0; i < N_NUMBERS; i++)
        if (!str_to_u64(str_cut(&line, '\t'), MAX_SIDE, &n[i]))
            return false;
    if (n[LEVEL] != LEVEL_WORD || !read_confidence(str_cut(&line, '\t'), &ret_word->confidence))
        return false;
    ret_word->block = (uint32_t)n[BLOCK], ret_word->paragraph = (uint32_t)n[PARAGRAPH], ret_word->line = (uint32_t)n[LINE];
    ret_word->box = (struct digit_box){(uint32_t)n[LEFT], (uint32_t)n[TOP], (uint32_t)n[WIDTH], (uint32_t)n[HEIGHT]};
    ret_word->text = str_trim(line);
    return ret_word->text.n > 0;
}

void tsv_words_read(struct str tsv, struct arena *arena, struct tsv_words *ret_words)
{
    size_t n_lines = 1;
    for (size_t i = 0; i < tsv.n; i++)
        n_lines += tsv.p[i] == '\n';
    *ret_words = (struct tsv_words){ARENA_ARRAY(arena, struct tsv_word, n_lines), 0};
    while (tsv.n) {
        struct tsv_word word;
        if (read_row(str_cut(&tsv, '\n'), &word))
            ret_words->items[ret_words->n++] = word;
    }
}

struct digit_box tsv_box_part(struct digit_box box, size_t from, size_t to, size_t n)
{
    uint64_t left = box.w * (uint64_t)from / n, right = box.w * (uint64_t)to / n;
    return (struct digit_box){box.x + (uint32_t)left, box.y, (uint32_t)(right - left), box.h};
}

enum kind { K_OTHER, K_ARABIC, K_THAI, K_POINT };

static enum kind kind_of(struct str text, size_t i, bool has_letters)
{
    if (i >= text.n)
        return K_OTHER;
    char c = text.p[i];
    if (c >= '0' && c <= '9')
        return K_ARABIC;
    if (has_letters && c >= 'A' && c <= 'J')
        return K_THAI;
    return c == '.' || c == ',' ? K_POINT : K_OTHER;
}

static bool is_digit(enum kind kind)
{
    return kind == K_ARABIC || kind == K_THAI;
}

/* Nothing at places i (next to the digits) and j (beyond it) makes them part of a longer number. */
static bool is_free(struct str text, size_t i, size_t j, bool has_letters)
{
    enum kind next = kind_of(text, i, has_letters);
    return !is_digit(next) && !(next == K_POINT && is_digit(kind_of(text, j, has_letters)));
}

static size_t count_characters(struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += ((unsigned char)text.p[i] & 0xC0) != 0x80;
    return n ? n : 1;
}

static bool year_at(const struct tsv_word *word, size_t i, bool has_letters, struct digit_year *ret_year)
{
    struct str text = word->text;
    enum kind kind = kind_of(text, i, has_letters);
    int year = 0;
    for (size_t k = i; k < i + YEAR_DIGITS; k++) {
        if (!is_digit(kind) || kind_of(text, k, has_letters) != kind)
            return false;
        year = year * 10 + (text.p[k] - (kind == K_THAI ? 'A' : '0'));
    }
    size_t end = i + YEAR_DIGITS; /* i - 1 and i - 2 wrap to places outside */
    if (year < MIN_YEAR || year > MAX_YEAR || !is_free(text, i - 1, i - 2, has_letters) || !is_free(text, end, end + 1, has_letters))
        return false;
    size_t before = i ? count_characters(str_sub(text, 0, i)) : 0, n = count_characters(text);
    *ret_year = (struct digit_year){kind == K_THAI ? DIGITS_THAI : DIGITS_ARABIC, year, word->confidence,
                                    tsv_box_part(word->box, before, before + YEAR_DIGITS, n)};
    return true;
}

void tsv_years(const struct tsv_words *words, bool has_letters, struct arena *arena, struct digit_years *ret_years)
{
    size_t most = 0;
    for (size_t k = 0; k < words->n; k++)
        most += words->items[k].text.n / YEAR_DIGITS;
    *ret_years = (struct digit_years){ARENA_ARRAY(arena, struct digit_year, most), 0};
    for (size_t k = 0; k < words->n; k++) {
        const struct tsv_word *word = &words->items[k];
        for (size_t i = 0; i + YEAR_DIGITS <= word->text.n; i++)
            if (year_at(word, i, has_letters, &ret_years->items[ret_years->n])) {
                ret_years->n++;
                i += YEAR_DIGITS - 1;
            }
    }
}
