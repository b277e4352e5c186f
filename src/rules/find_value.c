/* find_value.c - does the name of a field have its value? "ปัญหา/อุปสรรค" over an empty column, before a dash or a dotted line, or in a list of contents
 * names what should be there; an assessor looks for what is there.
 *
 *   header cell            something must stand in its columns below (or in the table that goes on behind it)
 *   first cell of a row    ... in the row beside it
 *   heading, "label :"     ... between it and the next heading or label
 *   anything else          prose: the sentence itself is the value
 *
 * Where the place of the value cannot be seen for sure (tables of a PDF, pictures, links, drawn bars of a Gantt chart) the value counts as there.
 * SPDX-License-Identifier: MIT
 */
#include "base/bytes.h"
#include "rules/finder.h"
#include "text/utf8.h"

enum {
    LABEL_LETTERS = 45,   /* between a name and its colon, dash or dots */
    LABEL_BYTES_BEHIND = 3 * LABEL_LETTERS + 30, /* ... with blanks and signs */
    UNIT_LETTERS = 6,     /* "บาท", "ครั้ง" behind a dotted line: the blank is still blank */
    LEADER_DOTS = 4,
    DRAWN_COLUMNS = 4,    /* so many empty columns side by side may hold drawn bars */
    CONTENTS_BLOCKS = 200, CONTENTS_GAP = 3, CONTENTS_ENTRY = 400, LAST_PAGE = 999,
};

enum value { VALUE_THERE, VALUE_NONE, VALUE_DASH, VALUE_BELOW /* "label :" and nothing */, VALUE_BARE /* the name alone */ };

static bool is_digit(struct str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];
    return (c >= '0' && c <= '9') || (c == 0xE0 && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0xB9 && (unsigned char)s.p[i + 2] >= 0x90 &&
                                      (unsigned char)s.p[i + 2] <= 0x99);
}

static bool is_letter(unsigned char c) /* or digit: its first byte, in any script */
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= 0xC3 && c != 0xE2);
}

static size_t count_letters(struct str s)
{
    size_t n = 0, i = 0;
    for (; i + BYTES_WIDE <= s.n; i += BYTES_WIDE) {
        bytes_wide v = bytes_load(s.p + i);
        bytes_wide high = bytes_between(v, 0xC3, 0xFF - 0xC3) | bytes_equal(v, 0xFF);
        n += bytes_count(bytes_between(v, '0', 10) | bytes_between(v | 0x20, 'a', 26) | (high & ~bytes_equal(v, 0xE2)));
    }
    for (; i < s.n; i++)
        n += is_letter((unsigned char)s.p[i]);
    return n;
}

static bool has_digit(struct str s)
{
    return bytes_have_digit(s.p, s.n);
}

/* "-", "–", "—": their length at i, or 0. */
static size_t dash_at(struct str s, size_t i)
{
    if (s.p[i] == '-')
        return 1;
    bool is_long = i + 2 < s.n && (unsigned char)s.p[i] == 0xE2 && (unsigned char)s.p[i + 1] == 0x80 && (unsigned char)s.p[i + 2] >= 0x90 &&
                   (unsigned char)s.p[i + 2] <= 0x95;
    return is_long ? 3 : 0;
}

/* A run of dots, underscores or "…" (blanks between them) from i on: its end; i when there is none of LEADER_DOTS. */
static size_t leader_end(struct str s, size_t i)
{
    size_t n = 0, end = i;
    for (size_t k = i; k < s.n;) {
        bool is_ellipsis = k + 2 < s.n && memcmp(s.p + k, "\xE2\x80\xA6", 3) == 0;
        if (s.p[k] != '.' && s.p[k] != '_' && s.p[k] != ' ' && !is_ellipsis)
            break;
        n += is_ellipsis ? 3 : s.p[k] != ' ';
        k += is_ellipsis ? 3 : 1;
        end = k;
    }
    return n >= LEADER_DOTS ? end : i;
}

static enum value value_of_text(struct str text) /* a whole cell or block */
{
    struct str s = str_trim(text);
    bool has_dash = false;
    for (size_t i = 0; i < s.n; i++)
        if (is_letter((unsigned char)s.p[i]))
            return VALUE_THERE;
    for (size_t i = 0; i < s.n;) {
        size_t dash = dash_at(s, i), leader = leader_end(s, i) - i;
        has_dash |= dash > 0;
        bool is_sign = !dash && !leader && s.p[i] != ' ' && s.p[i] != ':' && s.p[i] != '.' && s.p[i] != '(' && s.p[i] != ')' && s.p[i] != '_';
        if (is_sign && !(i + 1 < s.n && (unsigned char)s.p[i] == 0xC2)) /* ✓, /, ●; not a no-break space */
            return VALUE_THERE;
        i += dash ? dash : leader ? leader : is_sign && (unsigned char)s.p[i] == 0xC2 ? 2 : 1;
    }
    return has_dash ? VALUE_DASH : VALUE_NONE;
}

/* Behind a dotted line: nothing, a unit, or the number of a page. */
static bool is_blank_behind(struct str after)
{
    struct str s = str_trim(after);
    size_t n = count_letters(s), digits = 0;
    for (size_t i = 0; i < s.n; i++)
        digits += is_digit(s, i);
    return n == 0 || (digits > 0 && digits == n && n <= 3) || (digits == 0 && n <= UNIT_LETTERS);
}

/* The next byte from i on that may begin a run of dots. */
static size_t next_leader(struct str s, size_t i)
{
    for (; i + BYTES_WIDE <= s.n; i += BYTES_WIDE) {
        bytes_wide v = bytes_load(s.p + i), hits = bytes_equal(v, '.') | bytes_equal(v, '_') | bytes_equal(v, 0xE2);
        if (bytes_any(hits))
            return i + bytes_first(hits);
    }
    while (i < s.n && s.p[i] != '.' && s.p[i] != '_' && s.p[i] != '\xE2')
        i++;
    return i;
}

/* What stands behind a name in its own block. */
static enum value value_behind(struct str tail)
{
    struct str s = str_trim(tail);
    for (size_t i = next_leader(s, 0); i < s.n && i < LABEL_BYTES_BEHIND; i = next_leader(s, i + 1)) {
        bool may_lead = s.p[i] == '.' || s.p[i] == '_' || s.p[i] == '\xE2';
        size_t end = may_lead ? leader_end(s, i) : i;
        if (end == i)
            continue;
        struct str between = str_sub(s, 0, i), after = str_from_pos(s, end);
        for (size_t k = 0; k < after.n; k++)
            if (leader_end(after, k) > k)
                after.n = k;
        bool is_label = count_letters(between) <= LABEL_LETTERS && !has_digit(between);
        return is_label && is_blank_behind(after) ? VALUE_NONE : VALUE_THERE;
    }
    size_t letters = s.n > LABEL_BYTES_BEHIND ? s.n : count_letters(s);
    if (letters > LABEL_LETTERS || has_digit(s))
        return VALUE_THERE;
    struct str head = s;
    while (head.n > 0 && (head.p[head.n - 1] == '-' || (head.n >= 3 && dash_at(head, head.n - 3) == 3)))
        head = str_trim(str_sub(head, 0, head.n - (head.p[head.n - 1] == '-' ? 1 : 3)));
    bool has_colon = head.n > 0 && head.p[head.n - 1] == ':';
    if (head.n < s.n && (letters == 0 || has_colon))
        return VALUE_DASH;
    if (has_colon)
        return VALUE_BELOW;
    return letters == 0 ? VALUE_BARE : VALUE_THERE;
}

/* --- tables ------------------------------------------------------------------------------------------------------------------ */

struct table_fill {
    uint64_t text, dash; /* columns 0-63 with something, with a dash, in a row of data */
    bool is_known;
};

static struct table_fill *fill_of(struct finder *f, uint32_t index)
{
    const struct document *doc = f->doc;
    if (!f->fills) {
        f->fills = ARENA_ARRAY(f->arena, struct table_fill, doc->n_tables + 1);
        memset(f->fills, 0, (doc->n_tables + 1) * sizeof *f->fills);
    }
    struct table_fill *fill = &f->fills[index];
    const struct doc_table *table = &doc->tables[index];
    if (fill->is_known)
        return fill;
    fill->is_known = true;
    for (uint32_t row = table->n_header_rows; row < table->n_rows; row++)
        for (uint32_t column = 0; column < table->n_columns && column < 64; column++) {
            uint32_t block = table->grid[(size_t)row * table->n_columns + column];
            if (block >= doc->n_blocks || doc->blocks[block].row < table->n_header_rows)
                continue;
            enum value value = value_of_text(doc_block_text(doc, block));
            fill->text |= (uint64_t)(value == VALUE_THERE) << column;
            fill->dash |= (uint64_t)(value == VALUE_DASH) << column;
        }
    for (size_t i = 0; i < doc->n_images; i++) { /* a picture in a cell: a photo, a tick */
        const struct doc_block *b = doc->images[i].block < doc->n_blocks ? &doc->blocks[doc->images[i].block] : NULL;
        if (b && b->table == index && b->row >= table->n_header_rows && b->column < 64)
            fill->text |= (uint64_t)1 << b->column;
    }
    return fill;
}

/* Empty columns side by side around `column`. */
static uint32_t empty_run(const struct table_fill *fill, uint32_t n_columns, uint32_t column)
{
    uint32_t first = column, last = column;
    while (first > 0 && !((fill->text | fill->dash) >> (first - 1) & 1))
        first--;
    while (last + 1 < n_columns && last + 1 < 64 && !((fill->text | fill->dash) >> (last + 1) & 1))
        last++;
    return last - first + 1;
}

static enum value value_in_column(struct finder *f, const struct doc_block *b, enum element_value need)
{
    const struct document *doc = f->doc;
    const struct doc_table *table = &doc->tables[b->table];
    uint64_t columns = 0;
    for (uint32_t column = 0; column < table->n_columns && column < 64; column++)
        for (uint32_t row = b->row; row < table->n_header_rows; row++)
            if (table->grid[(size_t)row * table->n_columns + column] == (uint32_t)(b - doc->blocks))
                columns |= (uint64_t)1 << column;
    if (!columns)
        return VALUE_THERE; /* beyond what is looked at */
    const struct table_fill *fill = fill_of(f, b->table);
    bool has_rows = table->n_rows > table->n_header_rows;
    if (doc->kind == DOC_PDF) /* whose columns a PDF mixes; only a form nobody filled in is sure */
        return !has_rows || (fill->text | fill->dash) ? VALUE_THERE : VALUE_NONE;
    if (fill->text & columns)
        return VALUE_THERE;
    if (fill->dash & columns)
        return VALUE_DASH;
    for (uint32_t next = b->table + 1; next < doc->n_tables && !has_rows; next++) { /* the same table, going on */
        const struct doc_table *more = &doc->tables[next];
        if (more->n_columns != table->n_columns)
            break;
        const struct table_fill *rest = fill_of(f, next);
        uint64_t text = rest->text;
        for (uint32_t column = 0; more->n_header_rows > 0 && column < more->n_columns && column < 64; column++) { /* its first row only looks like a header */
            uint32_t block = more->grid[column];
            if (block < doc->n_blocks && value_of_text(doc_block_text(doc, block)) == VALUE_THERE)
                text |= (uint64_t)1 << column;
        }
        if (text & columns)
            return VALUE_THERE;
    }
    if (need == VALUE_MAY_BE_DRAWN && fill->text && empty_run(fill, table->n_columns, b->column) >= DRAWN_COLUMNS)
        return VALUE_THERE;
    return VALUE_NONE;
}

/* Beside the first cell of a row. VALUE_THERE also where it has no cells beside it. */
static enum value value_in_row(const struct finder *f, const struct doc_block *b)
{
    const struct document *doc = f->doc;
    const struct doc_table *table = &doc->tables[b->table];
    enum value found = VALUE_NONE;
    bool has_cell = false;
    for (uint32_t column = b->column + 1; column < table->n_columns; column++) {
        uint32_t block = table->grid[(size_t)b->row * table->n_columns + column];
        if (block < doc->n_blocks && &doc->blocks[block] == b)
            continue; /* it spans */
        has_cell = true;
        enum value value = block < doc->n_blocks ? value_of_text(doc_block_text(doc, block)) : VALUE_NONE;
        if (value == VALUE_THERE)
            return VALUE_THERE;
        found = value == VALUE_DASH ? VALUE_DASH : found;
    }
    for (size_t i = 0; i < doc->n_images; i++) {
        const struct doc_block *at = doc->images[i].block < doc->n_blocks ? &doc->blocks[doc->images[i].block] : NULL;
        if (at && at->table == b->table && at->row == b->row)
            return VALUE_THERE;
    }
    return has_cell ? found : VALUE_THERE;
}

/* --- headings and labels ----------------------------------------------------------------------------------------------------- */

/* A picture or a link stands between the block and `next`: what it shows or leads to may be the value. */
static bool has_thing_before(const struct document *doc, uint32_t block, uint32_t next)
{
    for (size_t i = 0; i < doc->n_images; i++)
        if (doc->images[i].heading == block || (doc->images[i].block >= block && doc->images[i].block < next))
            return true;
    for (size_t i = 0; i < doc->n_links; i++)
        if ((doc->links[i].target == TARGET_URL && doc->links[i].heading == block) || doc->links[i].block == block)
            return true;
    return false;
}

static enum value value_below(const struct finder *f, uint32_t block, bool is_label)
{
    const struct document *doc = f->doc;
    const struct doc_block *b = &doc->blocks[block];
    uint32_t next = block + 1;
    while (next < doc->n_blocks && (doc->blocks[next].zone != b->zone || doc->blocks[next].n == 0))
        next++;
    bool is_end = next >= doc->n_blocks;
    enum value value = is_end ? VALUE_NONE : value_of_text(doc_block_text(doc, next));
    if (!is_end && value != VALUE_THERE && doc->blocks[next].kind != BLOCK_CELL)
        return has_thing_before(doc, block, next + 1) ? VALUE_THERE : value; /* "-" or "......" under it */
    if (doc->kind == DOC_PDF || doc->kind == DOC_TEXT)
        return VALUE_THERE; /* its headings are guesses */
    bool is_empty = is_end;
    if (!is_end && b->kind == BLOCK_HEADING)
        is_empty = doc->blocks[next].kind == BLOCK_HEADING && doc->blocks[next].level <= b->level && b->level < 7;
    else if (!is_end && is_label) {
        struct str text = str_trim(doc_block_text(doc, next));
        is_empty = doc->blocks[next].kind == BLOCK_HEADING || (text.n > 0 && text.p[text.n - 1] == ':' && count_letters(text) <= LABEL_LETTERS);
    }
    return is_empty && !has_thing_before(doc, block, next) ? VALUE_NONE : VALUE_THERE;
}

/* "3. ปัญหา อุปสรรค" is nothing but a name, whichever of its words was looked for. */
static bool is_name(struct str quote, struct str text)
{
    if (text.n > LABEL_BYTES_BEHIND)
        return false;
    while (text.n > 0 && !(((unsigned char)text.p[0] | 0x20) >= 'a' && !is_digit(text, 0))) /* its number */
        text = str_from_pos(text, is_digit(text, 0) && (unsigned char)text.p[0] == 0xE0 ? 3 : 1);
    size_t letters = count_letters(text);
    return letters <= LABEL_LETTERS && !has_digit(text) && count_letters(quote) * 10 >= letters * 2;
}

static enum value value_of(struct finder *f, enum element_value need, uint32_t block, struct str quote)
{
    const struct document *doc = f->doc;
    const struct doc_block *b = &doc->blocks[block];
    struct str text = doc_block_text(doc, block);
    bool is_own = quote.p >= text.p && quote.p + quote.n <= text.p + text.n;
    bool is_cell = b->kind == BLOCK_CELL && b->table < doc->n_tables;
    if (is_cell && b->row < doc->tables[b->table].n_header_rows) {
        bool is_dotted = is_own && value_behind(str_from_pos(text, (size_t)(quote.p - text.p) + quote.n)) == VALUE_NONE;
        return is_dotted ? VALUE_NONE : value_in_column(f, b, need);
    }
    if (!is_own)
        return VALUE_THERE;
    enum value value = value_behind(str_from_pos(text, (size_t)(quote.p - text.p) + quote.n));
    if (value == VALUE_BARE && quote.n > 0 && quote.p[quote.n - 1] == ':')
        value = VALUE_BELOW;
    if (value == VALUE_NONE || value == VALUE_DASH)
        return value;
    bool is_bare = value != VALUE_BELOW && is_name(quote, text);
    if (is_cell && b->column <= 1 && doc->tables[b->table].n_columns > 1 && (value == VALUE_BELOW || is_bare) && doc->kind != DOC_PDF)
        return value_in_row(f, b);
    if (is_cell)
        return VALUE_THERE;
    if (value == VALUE_BELOW || (is_bare && b->kind == BLOCK_HEADING))
        return value_below(f, block, value == VALUE_BELOW);
    if (is_bare && block + 1 < doc->n_blocks && doc->blocks[block + 1].zone == b->zone && doc->blocks[block + 1].kind != BLOCK_CELL) {
        enum value below = value_of_text(doc_block_text(doc, block + 1));
        if (below == VALUE_DASH && !has_thing_before(doc, block, block + 2))
            return below;
    }
    return VALUE_THERE;
}

bool find_has_value(struct finder *f, enum element_value need, uint32_t block, struct str quote)
{
    if (need == VALUE_IS_THE_PHRASE || block >= f->doc->n_blocks || !quote.p)
        return true;
    enum value value = value_of(f, need, block, quote);
    return value == VALUE_THERE || value == VALUE_BELOW || value == VALUE_BARE || (value == VALUE_DASH && need == VALUE_MAY_BE_DASH);
}

/* Nothing but a few words without a number follows the block in the whole document: what its line names was never filled in. */
bool find_is_end_of_text(const struct document *doc, uint32_t block)
{
    enum { LAST_BLOCKS = 12, LAST_LETTERS = 60 };
    size_t letters = 0;
    if (doc->n_image_pages > 0 || doc->is_cut || doc->n_blocks - block > LAST_BLOCKS)
        return false;
    for (uint32_t i = block + 1; i < doc->n_blocks; i++) {
        struct str text = doc_block_text(doc, i);
        letters += count_letters(text);
        if (has_digit(text) || letters > LAST_LETTERS)
            return false;
    }
    return !has_digit(doc_block_text(doc, block));
}

/* --- contents ---------------------------------------------------------------------------------------------------------------- */

/* The page number an entry ends with; 0: none. */
static unsigned page_number(struct str text)
{
    struct str s = str_trim(text);
    size_t at = s.n;
    while (at > 0) {
        if (s.p[at - 1] >= '0' && s.p[at - 1] <= '9')
            at--;
        else if (at >= 3 && is_digit(s, at - 3) && (unsigned char)s.p[at - 3] == 0xE0)
            at -= 3;
        else
            break;
    }
    unsigned number = 0;
    for (size_t i = at; i < s.n && number <= LAST_PAGE; i += (unsigned char)s.p[i] == 0xE0 ? 3 : 1)
        number = number * 10 + (unsigned)((unsigned char)s.p[i] == 0xE0 ? (unsigned char)s.p[i + 2] - 0x90 : s.p[i] - '0');
    bool is_free = at == 0 || s.p[at - 1] == ' ' || s.p[at - 1] == '.' || s.p[at - 1] == '_' || (unsigned char)s.p[at - 1] >= 0x80;
    return is_free && number <= LAST_PAGE ? number : 0;
}

/* Entries end with the numbers of pages, which never go down: that tells a list of contents from the rows of a table. */
uint32_t find_contents_end(const struct document *doc, uint32_t block)
{
    uint32_t end = block + 1, gap = 0;
    unsigned last = 1;
    for (uint32_t i = block + 1; i < doc->n_blocks && i <= block + CONTENTS_BLOCKS && gap <= CONTENTS_GAP; i++) {
        struct str text = doc_block_text(doc, i);
        unsigned page = text.n <= CONTENTS_ENTRY ? page_number(text) : 0;
        if (page < last) {
            gap++;
            continue;
        }
        last = page;
        gap = 0;
        end = i + 1;
    }
    return end;
}
