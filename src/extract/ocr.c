/* ocr.c - what OCR read on the pages of a scan becomes blocks of the document.
 *
 * tesseract gives rows of one cluster each with a box and a confidence; digits_page has put the confirmed years among them. Here rows become
 * lines and cells, lines that are no text (stamps, emblems, rules of tables, signatures) are dropped, and digits nobody confirmed are hidden.
 * ocr_blocks.c makes blocks of the rest.
 * SPDX-License-Identifier: MIT
 */
#include "ocr.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "extract/ocr_page.h"
#include "text/utf8.h"

enum {
    LINE_CONFIDENCE_MIN = 60, /* below it a line is a stamp, a signature or a picture: docs/OCR.md has the figures */
    SHORT_LINE_CONFIDENCE_MIN = 70, /* of lines with less than SHORT_LINE letters: specks are often read as one good letter */
    SHORT_LINE = 4,
    SPACE_PERCENT = 40,
    CELL_PERCENT = 150,       /* a gap so wide parts cells of a table */
    TEXT_LETTERS = 15,        /* a page with less has no text: a page number, specks (as pdf_quality.c) */
    YEAR_BYTES = 12,          /* four Thai digits */
    ANCHOR_BYTES = 36,        /* "ปี", "พ.ศ." stand so close before the year they speak of */
    MAX_YEARS = 400,          /* of a document that are counted */
};

static bool is_thai_digit(struct str s, size_t i)
{
    return i + 2 < s.n && (unsigned char)s.p[i] == 0xE0 && (unsigned char)s.p[i + 1] == 0xB9 && (unsigned char)s.p[i + 2] >= 0x90 &&
           (unsigned char)s.p[i + 2] <= 0x99;
}

static bool is_letter(uint32_t c)
{
    return (c >= 0x0E01 && c <= 0x0E33) || (c >= 0x0E40 && c <= 0x0E45) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static uint32_t count_letters(struct str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t length;
        n += is_letter(utf8_decode(s.p + i, s.n - i, &length));
        i += length;
    }
    return n;
}

/* ---- years: what may be said for sure ---- */

struct year_count {
    int year_be[MAX_YEARS];
    size_t n;
};

static void count_agreed(const struct ocr_pages *pages, struct year_count *count)
{
    for (size_t i = 0; i < pages->n; i++)
        for (size_t k = 0; k < pages->items[i].words.n_words; k++) {
            const struct page_word *word = &pages->items[i].words.words[k];
            if (word->digits == PAGE_AGREED && count->n < MAX_YEARS)
                count->year_be[count->n++] = word->year_be;
        }
}

static size_t times(const struct year_count *count, int year_be)
{
    size_t n = 0;
    for (size_t i = 0; i < count->n; i++)
        n += count->year_be[i] == year_be;
    return n;
}

/* Both readers take ๑ for ๓ and back at times: such a year wants a second place in the document. */
static bool is_easily_mistaken(const struct page_word *word)
{
    int last = word->year_be % 10;
    return !(word->text.n && word->text.p[0] >= '0' && word->text.p[0] <= '9') && (last == 1 || last == 3);
}

/* Words that lead to a year stand before it: it is no bare number. */
static bool is_anchored(struct str before)
{
    struct str near = str_from_pos(before, before.n > ANCHOR_BYTES ? before.n - ANCHOR_BYTES : 0);
    return str_find_c(near, "ปี") != STR_NPOS || str_find_c(near, "พ.ศ") != STR_NPOS || str_find_c(near, "ศ.") != STR_NPOS;
}

static void put_year(struct buf *out, int year_be, bool is_sure)
{
    char digits[16];
    size_t n = 0;
    for (int rest = year_be; rest > 0 && n < sizeof digits; rest /= 10)
        digits[n++] = (char)('0' + rest % 10);
    while (n > 0) {
        char c = digits[--n];
        if (is_sure)
            (void)buf_add_char(out, c);
        else
            (void)buf_addf(out, "\xE0\xB9%c", (char)(0x90 + c - '0'));
    }
}

/* ---- rows become lines ---- */

/* Rules of tables are read as bars and brackets. */
static bool is_rule(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!strchr("|[]{}!_~^`\\<>=", text.p[i]))
            return false;
    return text.n > 0;
}

static void put_word(struct buf *out, const struct page_word *word, struct str line_so_far, bool keeps_numbers, const struct year_count *count)
{
    struct str text = word->text;
    if (word->digits == PAGE_AGREED || word->digits == PAGE_ONCE) {
        bool is_sure = word->digits == PAGE_AGREED;
        if (is_sure && (is_easily_mistaken(word) || !is_anchored(line_so_far)))
            is_sure = times(count, word->year_be) > 1;
        put_year(out, word->year_be, is_sure);
        return;
    }
    if (is_rule(text)) {
        (void)buf_add_char(out, ' ');
        return;
    }
    for (size_t i = 0; i < text.n;) {
        if (is_thai_digit(text, i)) {
            (void)buf_add_char(out, '?');
            i += 3;
        } else {
            bool is_digit = text.p[i] >= '0' && text.p[i] <= '9';
            (void)buf_add_char(out, is_digit && !keeps_numbers ? '?' : text.p[i]);
            i++;
        }
    }
}

/* "2566 - ????", "???? - 2570": half a range says less than nothing. The year in `line` becomes one that was read once. */
static void hide_half_ranges(struct str line, struct buf *out)
{
    for (size_t i = 0; i < line.n;) {
        size_t n = 0;
        while (i + n < line.n && line.p[i + n] >= '0' && line.p[i + n] <= '9')
            n++;
        if (n != 4) {
            n = n ? n : 1;
            (void)buf_add(out, line.p + i, n);
            i += n;
            continue;
        }
        size_t before = i, after = i + n;
        bool has_sign[2] = {false, false};
        while (before > 0 && strchr(" -", line.p[before - 1]))
            has_sign[0] |= line.p[--before] == '-';
        while (after < line.n && strchr(" -", line.p[after]))
            has_sign[1] |= line.p[after++] == '-';
        bool is_half = (has_sign[0] && before > 0 && line.p[before - 1] == '?') || (has_sign[1] && after < line.n && line.p[after] == '?');
        for (size_t k = 0; k < n; k++)
            if (is_half)
                (void)buf_addf(out, "\xE0\xB9%c", (char)(0x90 + line.p[i + k] - '0'));
            else
                (void)buf_add_char(out, line.p[i + k]);
        i += n;
    }
}

static bool is_same_line(const struct page_word *a, const struct page_word *b)
{
    return a->block == b->block && a->paragraph == b->paragraph && a->line == b->line;
}

/* Blanks: tesseract gives clusters, not words. A gap is a blank when it is wider than usual on its line by SPACE_PERCENT of a letter's height: of
 * the blanks in running text 85-95 % are found so, and one in twenty lines gets one too many (docs/OCR.md). Letters lie under the tails of
 * others, so the gap is measured from the rightmost edge so far. */
struct spacing {
    int32_t usual_gap, height;
};

static int by_value(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static int32_t median(int32_t *values, size_t n)
{
    if (n == 0)
        return 0;
    qsort(values, n, sizeof *values, by_value);
    return values[n / 2];
}

static int32_t edge_of(const struct page_word *word)
{
    return (int32_t)(word->box.x + word->box.w);
}

static int32_t gap_before(const struct page_word *word, int32_t edge)
{
    return (int32_t)word->box.x - edge;
}

static struct spacing spacing_of(const struct page_word *words, size_t from, size_t to)
{
    enum { MAX_LOOKED_AT = 300 };
    int32_t gaps[MAX_LOOKED_AT], heights[MAX_LOOKED_AT], edge = edge_of(&words[from]);
    size_t n_gaps = 0, n_heights = 0;
    for (size_t i = from; i < to && n_heights < MAX_LOOKED_AT; i++) {
        if (i > from)
            gaps[n_gaps++] = gap_before(&words[i], edge);
        heights[n_heights++] = (int32_t)words[i].box.h;
        edge = edge_of(&words[i]) > edge ? edge_of(&words[i]) : edge;
    }
    return (struct spacing){median(gaps, n_gaps), median(heights, n_heights)};
}

/* A gap wider than usual by so many percent of a letter's height. */
static bool is_gap(const struct spacing *spacing, const struct page_word *word, int32_t edge, int32_t least_percent)
{
    return (gap_before(word, edge) - spacing->usual_gap) * 100 > spacing->height * least_percent;
}

struct line_maker {
    struct buf cell, squeezed, safe;
    const struct year_count *count;
    bool keeps_numbers;
    struct arena *arena;
};

static uint8_t percent(double confidence)
{
    return confidence <= 0 ? 0 : confidence >= 1 ? 100 : (uint8_t)(confidence * 100 + 0.5);
}

/* Ends the cell that was gathered in m->cell; an empty one is none. */
static void end_cell(struct line_maker *m, struct ocr_line *line, int32_t left, int32_t right)
{
    buf_clear(&m->squeezed);
    buf_clear(&m->safe);
    utf8_squeeze(buf_str(&m->cell), &m->squeezed);
    hide_half_ranges(str_trim(buf_str(&m->squeezed)), &m->safe);
    buf_clear(&m->cell);
    if (m->safe.n)
        line->cells[line->n_cells++] = (struct ocr_cell){left, right, arena_str(m->arena, buf_str(&m->safe))};
}

static void join_cells(struct line_maker *m, struct ocr_line *line)
{
    buf_clear(&m->safe);
    for (size_t i = 0; i < line->n_cells; i++) {
        if (i)
            (void)buf_add_char(&m->safe, ' ');
        (void)buf_add_str(&m->safe, line->cells[i].text);
    }
    line->text = line->n_cells == 1 ? line->cells[0].text : arena_str(m->arena, buf_str(&m->safe));
}

static void widen(struct ocr_line *line, const struct page_word *word)
{
    int32_t right = edge_of(word), bottom = (int32_t)(word->box.y + word->box.h);
    line->left = (int32_t)word->box.x < line->left ? (int32_t)word->box.x : line->left;
    line->top = (int32_t)word->box.y < line->top ? (int32_t)word->box.y : line->top;
    line->right = right > line->right ? right : line->right;
    line->bottom = bottom > line->bottom ? bottom : line->bottom;
}

static bool is_text(uint32_t letters, uint8_t confidence)
{
    return letters > 0 && confidence >= (letters < SHORT_LINE ? SHORT_LINE_CONFIDENCE_MIN : LINE_CONFIDENCE_MIN);
}

/* Adds the line of words [from, to) to the page, unless it is none. */
static void add_line(struct line_maker *m, struct ocr_page *page, size_t from, size_t to)
{
    const struct page_word *words = page->words.words;
    struct spacing spacing = spacing_of(words, from, to);
    struct ocr_line line = {.block = words[from].block, .left = INT32_MAX, .top = INT32_MAX, .letter_height = spacing.height,
                            .cells = ARENA_ARRAY(m->arena, struct ocr_cell, to - from)};
    int32_t edge = edge_of(&words[from]), left = (int32_t)words[from].box.x;
    double sum = 0;
    buf_clear(&m->cell);
    for (size_t i = from; i < to; i++) {
        uint32_t n = count_letters(words[i].text);
        line.letters += n;
        sum += words[i].confidence * n;
        widen(&line, &words[i]);
        if (i > from && (is_gap(&spacing, &words[i], edge, CELL_PERCENT) || is_rule(words[i].text))) {
            end_cell(m, &line, left, edge);
            left = (int32_t)words[i].box.x;
        } else if (i > from && is_gap(&spacing, &words[i], edge, SPACE_PERCENT)) {
            (void)buf_add_char(&m->cell, ' ');
        }
        edge = edge_of(&words[i]) > edge ? edge_of(&words[i]) : edge;
        put_word(&m->cell, &words[i], buf_str(&m->cell), m->keeps_numbers, m->count);
    }
    end_cell(m, &line, left, edge);
    line.confidence = line.letters ? percent(sum / line.letters) : 0;
    if (line.n_cells == 0 || !is_text(line.letters, line.confidence))
        return;
    join_cells(m, &line);
    page->lines[page->n_lines++] = line;
    page->n_bytes += 2 * line.text.n + 4; /* its columns stand behind it once more */
}

static void make_lines(struct ocr_page *page, const struct year_count *count, bool keeps_numbers, struct arena *arena)
{
    const struct page_text *words = &page->words;
    struct line_maker m = {.count = count, .keeps_numbers = keeps_numbers, .arena = arena};
    struct buf *const bufs[] = {&m.cell, &m.squeezed, &m.safe};
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        buf_init(bufs[i], LIMIT_TEXT_BYTES);
    page->lines = ARENA_ARRAY(arena, struct ocr_line, words->n_words + 1);
    for (size_t from = 0, to; from < words->n_words; from = to) {
        to = from + 1;
        while (to < words->n_words && is_same_line(&words->words[from], &words->words[to]))
            to++;
        add_line(&m, page, from, to);
    }
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        buf_done(bufs[i]);
    uint64_t sum = 0;
    for (size_t i = 0; i < page->n_lines; i++) {
        page->letters += page->lines[i].letters;
        sum += (uint64_t)page->lines[i].letters * page->lines[i].confidence;
    }
    page->confidence = page->letters ? (uint8_t)(sum / page->letters) : 0;
    int32_t *heights = ARENA_ARRAY(arena, int32_t, page->n_lines + 1);
    for (size_t i = 0; i < page->n_lines; i++)
        heights[i] = page->lines[i].letter_height;
    page->letter_height = median(heights, page->n_lines);
}

/* ---- which digits a page is written in ---- */

struct digit_count {
    size_t thai, arabic; /* years count for many digits: both readers know their script */
};

enum { DIGITS_A_YEAR = 8 };

static struct digit_count count_digits(const struct page_text *words)
{
    struct digit_count count = {0};
    for (size_t i = 0; i < words->years.n; i++)
        *(words->years.items[i].script == DIGITS_THAI ? &count.thai : &count.arabic) += DIGITS_A_YEAR;
    for (size_t i = 0; i < words->n_words; i++) {
        const struct page_word *word = &words->words[i];
        for (size_t k = 0; word->digits == PAGE_PLAIN && k < word->text.n; k++) {
            count.thai += word->text.p[k] == '?' || is_thai_digit(word->text, k);
            count.arabic += word->text.p[k] >= '0' && word->text.p[k] <= '9';
        }
    }
    return count;
}

/* ---- the face ---- */

void ocr_read(const struct extract_scan_page *pages, size_t n, struct arena *arena, struct ocr_pages *ret_pages)
{
    struct ocr_pages read = {.items = ARENA_ARRAY(arena, struct ocr_page, n + 1)};
    struct digit_count whole = {0};
    struct digit_count *counts = ARENA_ARRAY(arena, struct digit_count, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct digit_years years;
        struct ocr_page *page = &read.items[read.n++];
        *page = (struct ocr_page){.page = pages[i].page, .fault = pages[i].fault};
        digits_parse(pages[i].digits, arena, &years);
        digits_page(pages[i].tsv, &years, pages[i].digits_tsv, arena, &page->words);
        counts[i] = count_digits(&page->words);
        whole.thai += counts[i].thai;
        whole.arabic += counts[i].arabic;
    }
    read.has_arabic_digits = whole.arabic > whole.thai;
    struct year_count *agreed = ARENA_NEW(arena, struct year_count);
    count_agreed(&read, agreed);
    for (size_t i = 0; i < n; i++) {
        bool is_even = counts[i].arabic == counts[i].thai;
        make_lines(&read.items[i], agreed, is_even ? read.has_arabic_digits : counts[i].arabic > counts[i].thai, arena);
    }
    *ret_pages = read;
}

static const struct ocr_page *find_page(const struct ocr_pages *pages, uint32_t page)
{
    for (size_t i = 0; i < pages->n; i++)
        if (pages->items[i].page == page)
            return &pages->items[i];
    return NULL;
}

size_t ocr_bytes(const struct ocr_pages *pages)
{
    size_t n = 0;
    for (size_t i = 0; i < pages->n; i++)
        n += pages->items[i].n_bytes + 1;
    return n;
}

bool ocr_has_text(const struct ocr_pages *pages, uint32_t page)
{
    const struct ocr_page *read = find_page(pages, page);
    return read && read->letters >= TEXT_LETTERS;
}

bool ocr_add(struct doc_builder *b, const struct ocr_pages *pages, uint32_t page, struct lines_title *title)
{
    const struct ocr_page *read = find_page(pages, page);
    if (!read || (read->fault != FAULT_NONE && read->letters < TEXT_LETTERS))
        return false;
    b->doc->n_ocr_pages++; /* a blank page is read too */
    if (read->letters < TEXT_LETTERS)
        return false;
    ocr_blocks_add(b, read, title);
    return true;
}

void ocr_finish(struct doc_builder *b, const struct ocr_pages *pages)
{
    uint64_t sum = 0, letters = 0;
    for (size_t i = 0; i < pages->n; i++) {
        if (pages->items[i].letters < TEXT_LETTERS)
            continue;
        sum += (uint64_t)pages->items[i].confidence * pages->items[i].letters;
        letters += pages->items[i].letters;
    }
    uint64_t mean = letters ? sum / letters : 0;
    b->doc->ocr_confidence = (uint8_t)(letters && mean == 0 ? 1 : mean);
}
