/* find_blank.c - is this a form nobody has filled in?
 *
 * A blank form carries every word an item asks for and no data: dotted lines where names and dates should stand, tables of heads without a row.
 * What is filled in shows it: a full date, a row with words, a text that goes on between the dots.
 * SPDX-License-Identifier: MIT
 */
#include "rules/finder.h"

enum {
    LEADER_DOTS = 5,        /* so many dots or dashes in a row are a line to write on */
    MANY_LEADERS = 3,       /* a signature has one or two */
    LETTERS_A_LEADER = 60,  /* more text than this for each line to write on is a text */
    LETTERS_OF_A_FORM = 900, /* more text than this has something to say beside the form, as a guide with a form behind it */
};

struct blank_count {
    size_t n_leaders, n_filled, n_empty_tables, n_filled_tables;
};

static size_t count_leaders(struct str text)
{
    size_t n = 0, run = 0;
    for (size_t i = 0; i <= text.n; i++) {
        bool is_ellipsis = i + 2 < text.n && memcmp(text.p + i, "\xE2\x80\xA6", 3) == 0;
        if (is_ellipsis) {
            run += 3;
            i += 2;
        } else if (i < text.n && (text.p[i] == '.' || text.p[i] == '_')) {
            run++;
        } else if (i < text.n && text.p[i] == ' ' && run > 0) {
            continue; /* ". . . . ." */
        } else {
            n += run >= LEADER_DOTS;
            run = 0;
        }
    }
    return n;
}

/* Does a box nobody has ticked stand last in what stands before a choice? */
bool find_is_unticked(struct str before)
{
    static const struct {
        const char *text;
        bool is_empty;
    } boxes[] = {{"( )", true},  {"()", true},   {"[ ]", true},   {"[]", true},     {"\u2610", true},  {"\u25A1", true},  {"\u25CB", true}, {"\u2751", true},
                 {"(/)", false}, {"( / )", false}, {"(x)", false}, {"[x]", false}, {"\u2611", false}, {"\u2612", false}, {"\u2713", false}, {"\u2714", false},
                 {"(\u2713)", false}, {"\u25A0", false}, {"\u25CF", false}};
    size_t last = 0;
    bool is_empty = false;
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++)
        for (size_t from = 0, at; (at = str_find_c(str_from_pos(before, from), boxes[i].text)) != STR_NPOS; from += at + 1)
            if (from + at + 1 > last) {
                last = from + at + 1;
                is_empty = boxes[i].is_empty;
            }
    return is_empty;
}

/* A word, or a number that is not just the row's own. */
static bool is_filled_cell(struct str text, uint32_t column)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool is_thai_letter = c == 0xE0 && i + 1 < text.n && (unsigned char)text.p[i + 1] == 0xB8;
        if (is_thai_letter || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9' && column > 0))
            return count_leaders(text) == 0;
    }
    return false;
}

static void count_tables(const struct document *doc, struct blank_count *count)
{
    for (uint32_t t = 0; t < doc->n_tables; t++) {
        const struct doc_table *table = &doc->tables[t];
        uint32_t head = table->n_header_rows ? table->n_header_rows : 1;
        bool is_filled = table->n_rows < 2 || table->n_columns < 2; /* a frame, no table of data */
        for (uint32_t i = head * table->n_columns; i < table->n_rows * table->n_columns && !is_filled; i++)
            is_filled = table->grid[i] != DOC_NONE && is_filled_cell(doc_block_text(doc, table->grid[i]), i % table->n_columns);
        count->n_filled_tables += is_filled && table->n_rows >= 2 && table->n_columns >= 2;
        count->n_empty_tables += !is_filled;
    }
}

bool find_is_blank(const struct finder *f)
{
    const struct document *doc = f->doc;
    struct blank_count count = {0};
    if (f->out->dates.from_be || f->out->n_letters > LETTERS_OF_A_FORM)
        return false;
    for (uint32_t i = 0; i < doc->n_blocks; i++)
        if (doc->blocks[i].zone == ZONE_MAIN && doc->blocks[i].ocr == 0)
            count.n_leaders += count_leaders(doc_block_text(doc, i));
    count_tables(doc, &count);
    for (size_t i = 0; i < f->n_vocabulary; i++)
        if (f->vocabulary[i].id == VOCAB_NEGATIVE)
            return false; /* "none received": that is what the form says */
    if (count.n_filled_tables > 0)
        return false;
    return (count.n_empty_tables > 0 && count.n_leaders > 0) || (count.n_leaders >= MANY_LEADERS && f->out->n_letters < LETTERS_A_LEADER * count.n_leaders);
}
