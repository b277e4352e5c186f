/* digits_text.c - the text of a scanned page: tesseract's words with the years our readers found.
 *
 * The rows whose middle lies in the box of a year give way to it. A row that is more than the year (Arabic digits come as whole words, "(2566-2570)")
 * is taken apart into its characters first.
 * SPDX-License-Identifier: MIT
 */
#include "digits.h"
#include "digits_tsv.h"

#include <stdlib.h>

#include "base/limits.h"
#include "text/utf8.h"

enum {
    YEAR_DIGITS = 4,
    SPACE_PERCENT = 30, /* of the usual height of a row: a wider gap is a blank */
    MAX_ROW_CHARACTERS = 200, /* of a row that is taken apart; longer ones are no words */
};

struct pieces {
    struct page_word *items;
    size_t n;
};

static bool is_mark(uint32_t c) /* written above or below the letter before it */
{
    return c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E3A) || (c >= 0x0E47 && c <= 0x0E4E);
}

static bool is_thai_digit(uint32_t c)
{
    return c >= 0x0E50 && c <= 0x0E59;
}

static bool has_digit(struct str text)
{
    for (size_t i = 0; i < text.n;) {
        size_t length;
        uint32_t c = utf8_decode(text.p + i, text.n - i, &length);
        if (is_thai_digit(c) || (c >= '0' && c <= '9'))
            return true;
        i += length;
    }
    return false;
}

static bool is_on_line(struct digit_box row, struct digit_box year)
{
    uint32_t top = row.y > year.y ? row.y : year.y;
    uint32_t bottom = row.y + row.h < year.y + year.h ? row.y + row.h : year.y + year.h;
    uint32_t least = row.h < year.h ? row.h : year.h;
    return bottom > top && (bottom - top) * 2 >= least;
}

static bool is_inside(struct digit_box row, struct digit_box year)
{
    uint32_t middle = row.x + row.w / 2;
    return is_on_line(row, year) && middle >= year.x && middle < year.x + year.w;
}

static bool touches(struct digit_box row, struct digit_box year)
{
    return is_on_line(row, year) && row.x < year.x + year.w && year.x < row.x + row.w;
}

static struct page_word word_of(const struct tsv_word *row)
{
    return (struct page_word){.block = row->block,
                              .paragraph = row->paragraph,
                              .line = row->line,
                              .box = row->box,
                              .confidence = row->confidence,
                              .text = row->text};
}

static size_t cluster_length(struct str text, size_t i)
{
    size_t length, next;
    (void)utf8_decode(text.p + i, text.n - i, &length);
    while (i + length < text.n && is_mark(utf8_decode(text.p + i + length, text.n - i - length, &next)))
        length += next;
    return length;
}

static void take_apart(const struct tsv_word *row, struct pieces *out)
{
    size_t n = 0, k = 0;
    for (size_t i = 0; i < row->text.n; i += cluster_length(row->text, i))
        n++;
    for (size_t i = 0, length; i < row->text.n; i += length, k++) {
        length = cluster_length(row->text, i);
        struct page_word piece = word_of(row);
        piece.text = str_sub(row->text, i, length);
        piece.box = tsv_box_part(row->box, k, k + 1, n);
        out->items[out->n++] = piece;
    }
}

/* Rows to pieces, those apart that a year covers in part. */
static void take_rows(const struct tsv_words *rows, const struct fused_years *years, struct arena *arena, struct pieces *ret_pieces)
{
    size_t most = 0;
    for (size_t i = 0; i < rows->n; i++)
        most += rows->items[i].text.n <= MAX_ROW_CHARACTERS ? rows->items[i].text.n : 1;
    *ret_pieces = (struct pieces){ARENA_ARRAY(arena, struct page_word, most + years->n), 0};
    for (size_t i = 0; i < rows->n; i++) {
        const struct tsv_word *row = &rows->items[i];
        bool is_touched = false;
        if (row->text.n <= MAX_ROW_CHARACTERS && has_digit(row->text))
            for (size_t k = 0; k < years->n && !is_touched; k++)
                is_touched = touches(row->box, years->items[k].box);
        if (is_touched)
            take_apart(row, ret_pieces);
        else
            ret_pieces->items[ret_pieces->n++] = word_of(row);
    }
}

static struct str year_text(const struct fused_year *year, struct arena *arena)
{
    if (year->agreement == DIGITS_CONFLICT)
        return STR_LIT("????");
    if (year->script == DIGITS_ARABIC)
        return arena_printf(arena, "%d", year->year_be);
    char text[3 * YEAR_DIGITS];
    int rest = year->year_be;
    for (int k = YEAR_DIGITS - 1; k >= 0; k--, rest /= 10)
        memcpy(text + 3 * k, (const char[]){'\xE0', '\xB9', (char)(0x90 + rest % 10)}, 3);
    return arena_str(arena, (struct str){text, sizeof text});
}

static enum page_digits digits_of(enum digit_agreement agreement)
{
    return agreement == DIGITS_AGREED ? PAGE_AGREED : agreement == DIGITS_ONCE ? PAGE_ONCE : PAGE_CONFLICT;
}

static void set_year(struct page_word *word, const struct fused_year *year, struct arena *arena)
{
    word->box = year->box;
    word->confidence = year->confidence;
    word->text = year_text(year, arena);
    word->digits = digits_of(year->agreement);
    word->year_be = year->agreement == DIGITS_CONFLICT ? 0 : year->year_be;
}

/* Behind the last piece that stands before it on its line; nothing when the page has no such line. */
static void insert_year(struct pieces *pieces, const struct fused_year *year, struct arena *arena)
{
    size_t at = SIZE_MAX, first_of_line = SIZE_MAX;
    for (size_t i = 0; i < pieces->n; i++) {
        if (!pieces->items[i].text.n || !is_on_line(pieces->items[i].box, year->box))
            continue;
        if (first_of_line == SIZE_MAX)
            first_of_line = i;
        if (pieces->items[i].box.x + pieces->items[i].box.w / 2 < year->box.x)
            at = i;
    }
    if (first_of_line == SIZE_MAX)
        return;
    struct page_word word = pieces->items[at != SIZE_MAX ? at : first_of_line];
    at = at != SIZE_MAX ? at + 1 : first_of_line;
    memmove(&pieces->items[at + 1], &pieces->items[at], (pieces->n - at) * sizeof *pieces->items);
    set_year(&word, year, arena);
    pieces->items[at] = word;
    pieces->n++;
}

static void place_year(struct pieces *pieces, const struct fused_year *year, struct arena *arena)
{
    bool is_placed = false;
    for (size_t i = 0; i < pieces->n; i++) {
        struct page_word *piece = &pieces->items[i];
        if (!piece->text.n || piece->digits != PAGE_PLAIN || !is_inside(piece->box, year->box))
            continue;
        if (is_placed)
            piece->text = STR_NONE; /* taken out below */
        else
            set_year(piece, year, arena);
        is_placed = true;
    }
    if (!is_placed)
        insert_year(pieces, year, arena);
}

/* Question marks in place of Thai digits. The copy of a text with digits may be changed by hide_years. */
static struct str masked(struct str text, struct arena *arena)
{
    if (!has_digit(text))
        return text;
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n;) {
        size_t length;
        if (is_thai_digit(utf8_decode(text.p + i, text.n - i, &length))) {
            out[n++] = '?';
        } else {
            memcpy(out + n, text.p + i, length);
            n += length;
        }
        i += length;
    }
    return (struct str){out, n};
}

struct digit_run { /* Arabic digits side by side, over the borders of words */
    char *at[YEAR_DIGITS];
    size_t n;
};

static void end_run(struct digit_run *run)
{
    if (run->n == YEAR_DIGITS && *run->at[0] == '2' && (*run->at[1] == '4' || *run->at[1] == '5'))
        for (int k = 0; k < YEAR_DIGITS; k++)
            *run->at[k] = '?';
    run->n = 0;
}

static void add_digits(struct str text, struct digit_run *run)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9') {
            end_run(run);
            continue;
        }
        if (run->n < YEAR_DIGITS)
            run->at[run->n] = (char *)(uintptr_t)(text.p + i); /* of masked: our copy */
        run->n += run->n <= YEAR_DIGITS;
    }
}

/* Question marks in place of years in Arabic digits that nobody confirmed. */
static void hide_years(struct page_text *page)
{
    struct digit_run run = {.n = 0};
    for (size_t i = 0; i < page->n_words; i++) {
        const struct page_word *word = &page->words[i];
        const struct page_word *before = i ? word - 1 : word;
        if (word->has_space_before || word->digits != PAGE_PLAIN || word->line != before->line || word->paragraph != before->paragraph ||
            word->block != before->block)
            end_run(&run);
        if (word->digits != PAGE_PLAIN || !has_digit(word->text))
            end_run(&run);
        else
            add_digits(word->text, &run);
    }
    end_run(&run);
}

static int compare_heights(const void *a, const void *b)
{
    uint32_t p = *(const uint32_t *)a, q = *(const uint32_t *)b;
    return p < q ? -1 : p > q;
}

static uint32_t usual_height(const struct pieces *pieces, struct arena *arena)
{
    uint32_t *heights = ARENA_ARRAY(arena, uint32_t, pieces->n + 1);
    for (size_t i = 0; i < pieces->n; i++)
        heights[i] = pieces->items[i].box.h;
    qsort(heights, pieces->n, sizeof *heights, compare_heights);
    return heights[pieces->n / 2];
}

/* What a tool wrote is not trusted to be text. */
static struct str clean_rows(struct str tsv, struct arena *arena)
{
    if (utf8_is_valid(tsv))
        return tsv;
    struct buf clean;
    buf_init(&clean, LIMIT_TEXT_BYTES);
    utf8_clean(tsv, &clean);
    struct str kept = arena_str(arena, buf_str(&clean));
    buf_done(&clean);
    return kept;
}

void digits_page(struct str tha_tsv, const struct digit_years *reader, struct str thd_tsv, struct arena *arena, struct page_text *ret_page)
{
    struct tsv_words rows;
    struct pieces pieces;
    *ret_page = (struct page_text){0};
    tha_tsv = clean_rows(tha_tsv, arena);
    digits_fuse(reader, thd_tsv, tha_tsv, arena, &ret_page->years);
    tsv_words_read(tha_tsv, arena, &rows);
    take_rows(&rows, &ret_page->years, arena, &pieces);
    uint32_t height = usual_height(&pieces, arena);
    for (size_t i = 0; i < ret_page->years.n; i++)
        place_year(&pieces, &ret_page->years.items[i], arena);
    double sum = 0;
    for (size_t i = 0; i < pieces.n; i++) {
        struct page_word *word = &pieces.items[i];
        if (!word->text.n)
            continue;
        if (word->digits == PAGE_PLAIN)
            word->text = masked(word->text, arena);
        const struct page_word *before = ret_page->n_words ? &pieces.items[ret_page->n_words - 1] : NULL;
        uint32_t end = before ? before->box.x + before->box.w : 0;
        bool is_same_line = before && before->block == word->block && before->paragraph == word->paragraph && before->line == word->line;
        word->has_space_before = is_same_line && word->box.x > end && (word->box.x - end) * 100 > height * SPACE_PERCENT;
        sum += word->confidence;
        pieces.items[ret_page->n_words++] = *word;
    }
    ret_page->words = pieces.items;
    hide_years(ret_page);
    ret_page->confidence = ret_page->n_words ? sum / (double)ret_page->n_words : 0;
}
