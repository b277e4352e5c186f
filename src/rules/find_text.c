/* find_text.c - one pass of the automaton over a document's text.
 *
 * Hits are gathered block by block, so that longer ones can cover shorter ones inside the block, then become element hits and vocabulary hits.
 * The same walk counts letters and makes the hashes of the main text. A block that quotes the criterion ("อย่างน้อยประกอบด้วย") also marks the
 * list that follows it: its bullets are criterion text, not data.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "rules/finder.h"
#include "rules/simhash.h"
#include "text/utf8.h"

enum {
    MAX_BLOCK_HITS = 512,
    MAX_TERMS = 48,
    LOOSE_BYTES = 32 * 1024, /* patterns without a literal beginning search only so far */
    OUTLINE_LETTERS = 240, OUTLINE_HEAD = 30, OUTLINE_ENTRY = 180, /* names behind "ประกอบด้วย"; what may end the block; bytes of an entry below */
    CHAPTER_NAME = 60,   /* letters: what a foreword or a part is called behind its first words */
    LABEL_BLOCK = 300,   /* a block this short can be a label */
    SHORT_TEXT = 1200,   /* Thai letters of a page: the second pass costs 0.01 ms */
    TONES_PER_1000 = 40,
    TONE_SAMPLE = 3,
    TRIGRAMS = 256,      /* looked at in one go */
    SAMPLE_ABOVE = 4096, /* simhash: of longer texts every eighth trigram */
};

struct reach {
    uint32_t any, other; /* other: without negative statements */
};

struct walk {
    struct finder *f;
    const struct norm_form *form;
    struct hit hits[MAX_BLOCK_HITS];
    size_t n_hits;
    size_t n_names, n_strong, n_terms; /* of the block */
    uint32_t heads;
    uint16_t terms[MAX_TERMS];
    bool has_packing;
    uint32_t block;
    uint32_t own_title; /* block of a page's main heading: what it is called is not what it holds */
    size_t from, to; /* of the block in the form */
    struct pairs pairs; bool has_pairs; /* of the block, once a pattern asked */
    bool criterion_run;
    uint64_t text_hash;
    struct simhash simhash;
    bool is_sampled;
    struct reach *reach; size_t reach_capacity, reach_from;
    bool has_covers;      /* names or sentences among the hits */
    bool is_damaged;      /* marks above and below the letters are lost or mixed up: find_damage.c */
    bool is_second;       /* the weak form of a text the tight form has been searched in */
    struct str path;      /* searched instead of the block: a header over several rows; absent: the block */
    uint32_t seam;        /* of the path: header_path */
    bool goes_on;         /* the block is an entry of a list that quotes the criterion */
    uint64_t *criterion_columns; /* by table: columns 0-63 whose head says they quote the criterion */
};

/* Letters, equality and similarity of the main text. */
static void read_main(struct walk *w)
{
    const unsigned char *p = w->form->p;
    size_t at = w->from;
    uint32_t letters = 0;
    for (; at + 8 <= w->to; at += 8) {
        uint64_t word;
        memcpy(&word, p + at, 8);
        w->text_hash = (w->text_hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        w->text_hash ^= w->text_hash >> 32;
    }
    for (; at < w->to; at++)
        w->text_hash = (w->text_hash ^ p[at]) * UINT64_C(0x100000001B3);
    uint32_t digits = 0;
    size_t i = w->from;
    for (; i + BYTES_WIDE <= w->to; i += BYTES_WIDE) {
        bytes_wide v = bytes_load(p + i);
        letters += bytes_count(bytes_between(v, 0xA1, 0xFF - 0xA0) | bytes_between(v, 'a', 26) | bytes_equal(v, NORM_OTHER));
        digits += bytes_any(bytes_between(v, '0', 10));
    }
    for (; i < w->to; i++) {
        letters += is_form_letter(p[i]);
        digits += is_form_digit(p[i]);
    }
    w->f->out->n_letters += letters;
    w->f->notes[w->block].has_digit = digits > 0;
    uint32_t trigram = w->from + 3 <= w->to ? (uint32_t)p[w->from] << 8 | p[w->from + 1] : 0, taken[TRIGRAMS];
    uint32_t below = w->is_sampled ? UINT32_MAX >> 3 : UINT32_MAX;
    for (i = w->from + 2; i < w->to;) {
        size_t n = 0, end = w->to - i < TRIGRAMS ? w->to : i + TRIGRAMS;
        for (; i < end; i++) { /* no branch: one in eight is a surprise */
            trigram = (trigram << 8 | p[i]) & 0xFFFFFF;
            taken[n] = trigram;
            n += trigram * 2654435761u <= below;
        }
        for (size_t k = 0; k < n; k++)
            simhash_add(&w->simhash, simhash_mix(taken[k]));
    }
}

/* ---- hits of a block ---- */

static void add_hit(struct walk *w, size_t from, size_t to, struct use use)
{
    if (w->n_hits < MAX_BLOCK_HITS)
        w->hits[w->n_hits++] = (struct hit){.from = (uint32_t)from, .to = (uint32_t)to, .use = use};
}

/* Is a pattern worth its start? The block's pairs are gathered when the first one asks. */
static bool may_match(struct walk *w, const struct rule_pattern *pattern, size_t from, size_t begin)
{
    const struct demand *demand = pattern_demand(pattern->pattern);
    if (demand->is_at_start && from > begin)
        return false;
    if (!demand_asks(demand))
        return true;
    if (!w->has_pairs)
        pairs_of(w->form->p + w->from, w->to - w->from, &w->pairs);
    w->has_pairs = true;
    return pairs_hold(&w->pairs, demand);
}

/* Where the block begins for a pattern that hit at `at`: "4. ช่องทาง" and "(4) ช่องทาง" begin with ช่องทาง to a reader. */
static size_t begin_behind_number(const struct walk *w, size_t at)
{
    enum { MAX_NUMBER = 8 };
    if (at == w->from || at - w->from > MAX_NUMBER || is_form_digit(w->form->p[at - 1]))
        return w->from;
    for (size_t i = w->from; i < at; i++)
        if (is_form_letter(w->form->p[i]))
            return w->from;
    return at;
}

static void add_phrase(struct walk *w, const struct phrase_table *table, uint32_t phrase, size_t to)
{
    size_t from = to - table->automaton.length[phrase];
    bool is_cut = hit_cuts_word(w->form, from, to);
    for (uint32_t i = table->use_at[phrase]; i < table->use_at[phrase + 1]; i++) {
        const struct use *use = &table->uses[i];
        if (use->is_ocr && w->f->doc->blocks[w->block].ocr == 0 && !w->is_damaged)
            continue;
        if (use->kind == USE_PATTERN) {
            const struct rule_pattern *pattern = &w->f->matcher->patterns[use->owner];
            size_t begin, end, first = pattern->use.kind == USE_ELEMENT ? begin_behind_number(w, from) : w->from;
            bool is_name = pattern->use.kind == USE_NAME; /* names matter here only where a block may be an entry */
            if ((is_name && (w->n_names > 0 || w->to - w->from > LABEL_BLOCK)) || !may_match(w, pattern, from, first) ||
                !pattern_match(pattern->pattern, w->f->patterns, w->form->p + first, w->to - first, from - first, true, &begin, &end))
                continue;
            w->n_names += is_name;
            w->n_strong += is_name;
            if (!is_name)
                add_hit(w, first + begin, first + end, pattern->use);
        } else if (!is_cut) {
            if (use->kind == USE_NAME) { /* a weak name counts where it is a good part of a short block */
                w->n_strong += use->strength > 50;
                w->n_names += use->strength > 50 || 4 * (to - from) >= w->to - w->from;
            } else if (use->kind == USE_HEAD) {
                w->heads |= 1u << use->owner;
            } else if (use->kind == USE_TERM && w->n_terms < MAX_TERMS) {
                w->terms[w->n_terms++] = use->owner;
            } else if (use->kind == USE_VOCABULARY) {
                w->has_packing = w->has_packing || use->owner == VOCAB_GENERIC_LABEL || use->owner == VOCAB_FILLER || use->owner == VOCAB_HUB ||
                                 use->owner == VOCAB_AGENCY || use->owner == VOCAB_UNIT;
            }
            if (use->kind != USE_TERM && use->kind != USE_HEAD)
                add_hit(w, from, to, *use);
        }
    }
}

static bool is_sentence(const struct use *use) /* vocabulary that means something in a text */
{
    return use->kind == USE_VOCABULARY && use->owner != VOCAB_FILLER && use->owner != VOCAB_AGENCY && use->owner != VOCAB_UNIT && use->owner != VOCAB_HUB &&
           use->owner != VOCAB_ABOUT && use->owner != VOCAB_GENERIC_LABEL && use->owner != VOCAB_CRITERION_COLUMN && use->owner != VOCAB_CONTENTS && use->owner != VOCAB_FRONT && use->owner != VOCAB_LOADING;
}

/* Longest cover: an element's phrase inside another item's name, a sentence of the vocabulary, or another element of the same item does not
 * count, nor a sentence inside a name or longer sentence. Inside its own item's name it does when titles may show the element ("ประมวลจริยธรรม
 * พนักงานส่วนท้องถิ่น" shows the code; "รายงานผล..." is no result).
 * reach[i]: how far names and sentences that begin in or before byte i go. */
static void note_reach(struct walk *w)
{
    size_t from = w->to, to = w->from;
    w->has_covers = false;
    for (size_t i = 0; i < w->n_hits && !w->has_covers; i++)
        w->has_covers = w->hits[i].use.kind == USE_NAME || is_sentence(&w->hits[i].use);
    if (!w->has_covers)
        return;
    for (size_t i = 0; i < w->n_hits; i++) {
        from = w->hits[i].from < from ? w->hits[i].from : from;
        to = w->hits[i].to > to ? w->hits[i].to : to;
    }
    size_t n = to - from;
    w->reach_from = from;
    if (n + 1 > w->reach_capacity) {
        w->reach_capacity = n + 1024;
        w->reach = mem_resize(w->reach, w->reach_capacity, sizeof *w->reach);
    }
    memset(w->reach, 0, (n + 1) * sizeof *w->reach);
    for (size_t i = 0; i < w->n_hits; i++) {
        const struct hit *hit = &w->hits[i];
        bool is_negative = hit->use.kind == USE_VOCABULARY && hit->use.owner == VOCAB_NEGATIVE;
        if (hit->use.kind != USE_NAME && !is_sentence(&hit->use))
            continue;
        struct reach *at = &w->reach[hit->from - from];
        at->any = hit->to > at->any ? hit->to : at->any;
        if (!is_negative)
            at->other = hit->to > at->other ? hit->to : at->other;
    }
    for (size_t i = 1; i < n; i++) {
        w->reach[i].any = w->reach[i - 1].any > w->reach[i].any ? w->reach[i - 1].any : w->reach[i].any;
        w->reach[i].other = w->reach[i - 1].other > w->reach[i].other ? w->reach[i - 1].other : w->reach[i].other;
    }
}

static bool is_inside(const struct hit *small, const struct hit *big)
{
    return big->from <= small->from && big->to >= small->to && big->to - big->from > small->to - small->from;
}

static bool is_in_own_name(const struct walk *w, const struct hit *small)
{
    const struct scheme_element *element = &w->f->scheme->elements[small->use.owner];
    uint16_t item = element->item;
    if (!(element->in & IN_TITLE))
        return false;
    const struct hit *own = NULL; /* the longest name of its own item around it: what stands inside that name is part of it */
    for (size_t i = 0; i < w->n_hits; i++)
        if (w->hits[i].use.kind == USE_NAME && w->hits[i].use.owner == item && is_inside(small, &w->hits[i]) &&
            (!own || is_inside(own, &w->hits[i])))
            own = &w->hits[i];
    for (size_t i = 0; i < w->n_hits; i++) {
        const struct hit *big = &w->hits[i];
        bool is_other = big->use.kind == USE_NAME ? big->use.owner != item : is_sentence(&big->use);
        if (is_other && is_inside(small, big) && !(own && is_inside(big, own)) &&
            !(small->use.is_negative && big->use.kind == USE_VOCABULARY && big->use.owner == VOCAB_NEGATIVE))
            return false;
    }
    return true;
}

/* Does a name or sentence that is longer cover it? */
static bool is_inside_reach(const struct walk *w, const struct hit *small)
{
    size_t at = small->from - w->reach_from;
    /* An any_negative phrase may stand inside a longer negative sentence: they say the same. */
    bool is_denial = small->use.kind == USE_ELEMENT && small->use.is_negative;
    uint32_t before = at > 0 ? (is_denial ? w->reach[at - 1].other : w->reach[at - 1].any) : 0;
    uint32_t here = is_denial ? w->reach[at].other : w->reach[at].any;
    return (before >= small->to || here > small->to) && (small->use.kind != USE_ELEMENT || !is_in_own_name(w, small));
}

static bool is_covered(const struct walk *w, const struct hit *small)
{
    const struct scheme *scheme = w->f->scheme;
    if (w->has_covers && is_inside_reach(w, small))
        return true;
    for (size_t i = 0; small->use.kind == USE_ELEMENT && i < w->n_hits; i++) {
        const struct hit *big = &w->hits[i];
        if (big->use.kind == USE_ELEMENT && big->from <= small->from && big->to >= small->to && big->to - big->from > small->to - small->from &&
            big->use.owner != small->use.owner && scheme->elements[big->use.owner].item == scheme->elements[small->use.owner].item)
            return true;
    }
    return false;
}

/* ---- what a hit becomes ---- */

static bool is_header_cell(const struct document *doc, const struct doc_block *b)
{
    if (b->kind != BLOCK_CELL || b->table >= doc->n_tables)
        return false;
    const struct doc_table *table = &doc->tables[b->table];
    return b->row < table->n_header_rows || b->column < table->n_header_columns;
}

static unsigned place_in(const struct finder *f, unsigned in, uint32_t block)
{
    const struct document *doc = f->doc;
    const struct doc_block *b = &doc->blocks[block];
    if ((in & IN_HEADER) && is_header_cell(doc, b))
        return IN_HEADER;
    if ((in & IN_TITLE) && f->notes[block].is_label)
        return IN_TITLE;
    if ((in & IN_TABLE) && b->kind == BLOCK_CELL)
        return IN_TABLE;
    if (in & IN_TEXT)
        return IN_TEXT;
    if ((in & IN_LINK) && f->notes[block].has_link)
        return IN_LINK;
    if ((in & IN_FORM) && (b->kind == BLOCK_LABEL || b->kind == BLOCK_OPTION))
        return IN_FORM;
    if ((in & IN_IMAGE) && b->kind == BLOCK_CAPTION)
        return IN_IMAGE;
    /* Columns of a table that the extractor could not see as one: their heads are lines of text. */
    if ((in & (IN_HEADER | IN_TABLE)) && doc->n_tables == 0 && doc->kind != DOC_HTML)
        return in & IN_HEADER ? IN_HEADER : IN_TABLE;
    return 0;
}

/* "เมื่อเปิดเว็บไซต์แล้วขึ้น 404 not found ต้องทำอย่างไร": a heading that speaks of the words; one that says them begins or ends with them. */
static bool stands_inside_sentence(struct str quote, struct str around)
{
    enum { BEFORE_BYTES = 36, BEHIND_BYTES = 24 }; /* a dozen Thai letters: "ขออภัย", "ในระบบ" */
    if (!quote.p || !around.p || quote.p < around.p || quote.p + quote.n > around.p + around.n)
        return false;
    return quote.p - around.p > BEFORE_BYTES && around.p + around.n - (quote.p + quote.n) > BEHIND_BYTES;
}

static void add_vocabulary(struct walk *w, const struct hit *hit, struct str quote, struct str around)
{
    struct finder *f = w->f;
    const struct doc_block *b = &f->doc->blocks[w->block];
    uint32_t bit = 1u << hit->use.owner;
    if (b->zone == ZONE_MAIN || b->zone == ZONE_BREADCRUMB)
        f->main_hits |= bit;
    if (b->kind == BLOCK_HEADING && b->level <= 2 && !stands_inside_sentence(quote, around))
        f->title_hits |= bit;
    if ((!is_sentence(&hit->use) && hit->use.owner != VOCAB_LOADING) || f->n_vocabulary >= MAX_VOCABULARY_HITS)
        return;
    for (size_t i = f->n_vocabulary; i > 0; i--)
        if (f->vocabulary[i - 1].block == w->block && f->vocabulary[i - 1].id == hit->use.owner)
            return;
    f->vocabulary[f->n_vocabulary++] = (struct vocabulary_hit){
        .id = (enum vocabulary_id)hit->use.owner, .zone = b->zone, .block = w->block, .snippet = find_snippet(f, quote, around)};
}

/* Does a column head above this cell say that the column quotes the criterion? */
static bool in_criterion_column(const struct walk *w, const struct doc_block *b)
{
    return b->kind == BLOCK_CELL && b->table < w->f->doc->n_tables && b->column < 64 && (w->criterion_columns[b->table] >> b->column & 1);
}

static bool is_bullet(struct str text)
{
    if (text.n == 0)
        return false;
    unsigned char c = (unsigned char)text.p[0];
    if (c == '-' || c == '*' || c == '(' || (c >= '0' && c <= '9'))
        return true;
    if (c == 'o' && text.n > 1 && text.p[1] == ' ')
        return true;
    return text.n > 2 && c == 0xE2 && (unsigned char)text.p[1] >= 0x80 && (unsigned char)text.p[1] <= 0x9F; /* •, ○, –, ■ ... */
}

static void mark_criterion(struct walk *w)
{
    struct finder *f = w->f;
    const struct doc_block *b = &f->doc->blocks[w->block];
    bool is_criterion = f->notes[w->block].in_criterion || in_criterion_column(w, b), is_head = b->kind == BLOCK_CELL && b->table < f->doc->n_tables;
    if (is_head) {
        uint32_t n_heads = f->doc->tables[b->table].n_header_rows;
        is_head = b->row < (n_heads ? n_heads : 1);
    }
    for (size_t i = 0; i < w->n_hits; i++) {
        const struct use *use = &w->hits[i].use;
        if (use->kind != USE_VOCABULARY || w->hits[i].is_covered)
            continue;
        if (use->owner == VOCAB_CRITERION)
            is_criterion = true;
        if (use->owner == VOCAB_CRITERION_COLUMN && is_head && b->column < 64)
            w->criterion_columns[b->table] |= (uint64_t)1 << b->column;
    }
    w->goes_on = w->criterion_run && b->kind != BLOCK_HEADING && b->kind != BLOCK_CELL && !f->notes[w->block].has_link &&
                 (b->kind == BLOCK_LIST_ITEM || is_bullet(doc_block_text(f->doc, w->block)));
    f->notes[w->block].in_criterion = is_criterion || w->goes_on;
}

static bool has_hit(const struct finder *f, uint16_t element, uint32_t block)
{
    for (size_t i = f->n_hits; i > 0; i--)
        if (f->hits[i - 1].element == element && f->hits[i - 1].block == block)
            return true;
    return false;
}

/* "อยู่ระหว่างดำเนินการ" alone on a page promises; in a table's cell, where it is a word some item asks for, it is data. */
static bool is_status_cell(const struct walk *w, const struct hit *promise)
{
    if (promise->use.kind != USE_VOCABULARY || promise->use.owner != VOCAB_PROMISE || w->f->doc->blocks[w->block].kind != BLOCK_CELL)
        return false;
    for (size_t i = 0; i < w->n_hits; i++)
        if (w->hits[i].use.kind == USE_ELEMENT && w->hits[i].from == promise->from && w->hits[i].to == promise->to)
            return true;
    return false;
}

static bool is_entry(const struct walk *w, uint32_t block)
{
    const struct doc_block *b = &w->f->doc->blocks[block];
    return b->kind == BLOCK_LIST_ITEM || is_bullet(doc_block_text(w->f->doc, block));
}

/* Most letters of the block stand in what some element looks for: names, and no words about them. */
static bool is_made_of_names(const struct walk *w)
{
    enum { HEAD_LETTERS = 256, NAMES_PERCENT = 70 };
    bool is_covered[HEAD_LETTERS] = {false};
    size_t n = 0, letters = 0;
    if (w->to - w->from > HEAD_LETTERS)
        return false;
    for (size_t i = 0; i < w->n_hits; i++)
        for (size_t at = w->hits[i].from; at < w->hits[i].to && w->hits[i].use.kind == USE_ELEMENT; at++)
            is_covered[at - w->from] = true;
    for (size_t at = w->from; at < w->to; at++) {
        letters += is_form_letter(w->form->p[at]);
        n += is_form_letter(w->form->p[at]) && is_covered[at - w->from];
    }
    return n * 100 >= letters * NAMES_PERCENT;
}

/* "โครงการ งบประมาณ ระยะเวลา ผู้รับผิดชอบ" as the last line of a PDF or text: the head of a table nobody filled in, whose lines are not in the text. */
static bool is_head_of_nothing(const struct walk *w)
{
    enum { HEAD_NAMES = 3 };
    const struct scheme_element *elements = w->f->scheme->elements;
    enum doc_kind kind = w->f->doc->kind;
    if ((kind != DOC_PDF && kind != DOC_TEXT) || w->is_second || w->n_hits < HEAD_NAMES || !is_made_of_names(w) ||
        !find_is_end_of_text(w->f->doc, w->block))
        return false;
    for (size_t first = 0; first + HEAD_NAMES <= w->n_hits; first++) {
        uint16_t seen[HEAD_NAMES];
        size_t n = 0;
        for (size_t i = first; i < w->n_hits && n < HEAD_NAMES && w->hits[first].use.kind == USE_ELEMENT; i++) {
            const struct use *use = &w->hits[i].use;
            bool is_new = use->kind == USE_ELEMENT && !use->is_negative && elements[use->owner].item == elements[w->hits[first].use.owner].item;
            for (size_t k = 0; k < n && is_new; k++)
                is_new = seen[k] != use->owner;
            if (is_new)
                seen[n++] = use->owner;
        }
        if (n == HEAD_NAMES)
            return true;
    }
    return false;
}

/* Does the block begin a list of contents, or an outline ("รายงานฉบับนี้ประกอบด้วย ...") whose entries follow? */
static void note_lists_of_names(struct walk *w)
{
    struct finder *f = w->f;
    struct block_note *note = &f->notes[w->block];
    note->is_listed = note->is_listed || is_head_of_nothing(w);
    for (size_t i = 0; i < w->n_hits; i++) {
        const struct hit *hit = &w->hits[i];
        if (hit->use.kind != USE_VOCABULARY)
            continue;
        uint32_t end = w->block + 1;
        bool is_head = hit->from == w->from && w->to - hit->to <= CHAPTER_NAME;
        bool is_tail = hit->from > w->from && hit->to == w->to; /* a PDF's short lines are one block: "เทศบาลตำบลสมมุติ คำนำ" */
        if ((is_head || is_tail) && (hit->use.owner == VOCAB_CONTENTS || hit->use.owner == VOCAB_FRONT)) {
            note->ends_titles = true;
            note->is_named_part = is_tail || w->to > hit->to;
        }
        if (hit->use.owner == VOCAB_CONTENTS && !note->is_listed && w->to - w->from <= 2 * (size_t)(hit->to - hit->from))
            end = find_contents_end(f->doc, w->block);
        if (hit->use.owner == VOCAB_OUTLINE) {
            note->has_outline = true;
            while (w->to - hit->to <= OUTLINE_HEAD && end < f->doc->n_blocks && f->doc->blocks[end].n <= OUTLINE_ENTRY && is_entry(w, end))
                end++;
        }
        for (uint32_t k = w->block + 1; k < end; k++)
            f->notes[k].is_listed = true;
    }
}

/* The page's main heading, a heading that its <title> repeats, and a line of the way to it ("หน้าแรก / ITA 2567 / ...") say what it is called. */
static bool is_what_it_is_called(const struct walk *w)
{
    enum { TITLE_BYTES = 12, WAY_BYTES = 400 };
    const struct document *doc = w->f->doc;
    struct str text = doc_block_text(doc, w->block);
    if (w->block == w->own_title)
        return true;
    if (doc->kind != DOC_HTML || text.n < TITLE_BYTES || text.n > WAY_BYTES || doc->title.n < TITLE_BYTES)
        return false;
    if (doc->blocks[w->block].kind == BLOCK_HEADING)
        return str_find(doc->title, text) != STR_NPOS;
    size_t step = str_rchr(text, '/'), arrow = str_rchr(text, '>');
    step = step == STR_NPOS || (arrow != STR_NPOS && arrow > step) ? arrow : step;
    struct str last = step == STR_NPOS ? STR_NONE : str_trim(str_from_pos(text, step + 1));
    return last.n >= TITLE_BYTES && str_starts(doc->title, last);
}

/* Names in a list of names, or behind "ประกอบด้วย", are no data. */
static bool is_only_named(const struct walk *w, const struct hit *hit)
{
    const struct block_note *note = &w->f->notes[w->block];
    if (note->is_listed || !note->has_outline)
        return note->is_listed;
    for (size_t i = 0; i < w->n_hits && !w->is_second; i++) {
        const struct hit *outline = &w->hits[i];
        if (outline->use.kind == USE_VOCABULARY && outline->use.owner == VOCAB_OUTLINE && hit->from >= outline->from && hit->from < outline->to + OUTLINE_LETTERS)
            return true;
    }
    return w->is_second; /* it knows no patterns of sentences */
}

/* Does a name stand on both sides of the seam of two torn lines? */
static bool is_over_seam(const struct walk *w, const struct hit *hit, struct str quote)
{
    const char *seam = buf_str(&w->f->paths).p + w->seam;
    return hit->use.kind == USE_ELEMENT && !hit->use.is_negative && quote.p < seam && quote.p + quote.n > seam;
}

/* "☐ none received": a choice of the form, stated by nobody. A picture's tick is lost to OCR. */
static bool is_open_choice(const struct walk *w, const struct hit *hit, struct str quote, struct str text)
{
    bool is_negative = hit->use.is_negative || (hit->use.kind == USE_VOCABULARY && hit->use.owner == VOCAB_NEGATIVE);
    return is_negative && !w->path.p && w->f->doc->blocks[w->block].ocr == 0 && quote.p > text.p && find_is_unticked(str_sub(text, 0, (size_t)(quote.p - text.p)));
}

/* What was gathered becomes findings; called again and again for a block with very many hits. */
static void finish_hits(struct walk *w)
{
    struct finder *f = w->f;
    struct str text = w->path.p ? w->path : doc_block_text(f->doc, w->block);
    enum doc_zone zone = f->doc->blocks[w->block].zone;
    bool is_frame = zone == ZONE_BREADCRUMB || zone == ZONE_MENU || zone == ZONE_FOOTER;
    if (w->n_hits > 0)
        note_reach(w);
    for (size_t i = 0; i < w->n_hits && w->has_covers; i++)
        if (w->hits[i].use.kind == USE_VOCABULARY)
            w->hits[i].is_covered = is_covered(w, &w->hits[i]);
    if (!w->path.p) {
        mark_criterion(w);
        note_lists_of_names(w);
    }
    for (size_t i = 0; i < w->n_hits; i++) {
        const struct hit *hit = &w->hits[i];
        if (hit->use.kind == USE_NAME || hit->is_covered)
            continue;
        if (hit->use.kind == USE_ELEMENT && (find_is_enough(f, hit->use.owner, 0, w->block) || is_covered(w, hit)))
            continue;
        if (is_status_cell(w, hit))
            continue;
        struct str quote = norm_raw(w->form, w->path.p ? buf_str(&f->paths) : f->doc->raw, hit->from, hit->to);
        if ((w->seam && !is_over_seam(w, hit, quote)) || is_open_choice(w, hit, quote, text))
            continue;
        if (hit->use.kind == USE_VOCABULARY) {
            add_vocabulary(w, hit, quote, text);
            if (hit->use.owner != VOCAB_NEGATIVE || w->is_second)
                continue;
            /* A negative statement satisfies the elements that allow it; assess looks at its place. */
            for (uint16_t e = 0; e < f->scheme->n_elements; e++) {
                unsigned where = f->scheme->elements[e].negative_satisfies ? place_in(f, f->scheme->elements[e].in | IN_TEXT, w->block) : 0;
                if (where)
                    find_add_element(f, e, where, w->block, true, quote, text);
            }
            continue;
        }
        unsigned where = place_in(f, f->scheme->elements[hit->use.owner].in, w->block);
        if (is_frame && (where == IN_TEXT || where == IN_HEADER))
            continue; /* a word in a menu is no data */
        bool is_word = where == IN_TEXT || where == IN_HEADER || where == IN_TABLE;
        if (is_word && !hit->use.is_negative &&
            (is_what_it_is_called(w) || is_only_named(w, hit) || !find_has_value(f, f->scheme->elements[hit->use.owner].value, w->block, quote)))
            continue;
        if (where && !(w->is_second && has_hit(f, hit->use.owner, w->block)))
            find_add_element(f, hit->use.owner, where, w->block, hit->use.is_negative, quote, text);
    }
    w->n_hits = 0;
}

static void run_loose(struct walk *w)
{
    const struct matcher *m = w->f->matcher;
    for (size_t i = 0; i < m->n_loose; i++) {
        const struct rule_pattern *pattern = &m->patterns[m->loose[i]];
        size_t begin, end;
        if (pattern->use.kind != USE_NAME && pattern->form == NORM_TIGHT && w->to < LOOSE_BYTES && may_match(w, pattern, w->from, w->from) &&
            pattern_match(pattern->pattern, w->f->patterns, w->form->p + w->from, w->to - w->from, 0, false, &begin, &end))
            add_hit(w, w->from + begin, w->from + end, pattern->use);
    }
}

static void note_block(struct walk *w)
{
    struct block_note *note = &w->f->notes[w->block];
    bool has_letter = false;
    for (size_t i = w->from; i < w->to && !has_letter; i++)
        has_letter = is_form_letter(w->form->p[i]);
    note->has_packing = note->has_packing || w->has_packing || !has_letter;
    note->may_name = note->may_name || w->n_names > 0 || w->n_terms == MAX_TERMS || scorer_may_combine(w->f->scorer, w->terms, w->n_terms, w->heads, false);
    note->has_name = note->has_name || w->n_strong > 0;
}

bool find_is_telling(const struct finder *f, uint32_t block)
{
    if (block >= f->doc->n_blocks || f->doc->kind != DOC_HTML) /* what PDFs have lost only the classifier's dear ways find */
        return true;
    return f->notes[block].may_name || f->notes[block].has_packing;
}

/* All hits of the block's text in one table. */
static void scan_block(struct walk *w, const struct phrase_table *table)
{
    const struct automaton *a = &table->automaton, local = *a; /* a copy nobody else writes to: its fields stay in registers */
    const unsigned char *p = w->form->p;
    uint32_t state = 0;
    for (size_t i = w->from, to = w->to; i < to; i++) {
        uint32_t class = a->class_of[p[i]];
        if (class == 0) {
            state = 0;
            continue;
        }
        state = state < local.n_dense ? local.dense[(size_t)state * local.n_classes + class] : automaton_step(a, state, p[i]);
        if (!(local.has_hit[state >> 6] >> (state & 63) & 1))
            continue;
        for (uint32_t s = automaton_hit(a, state); s != 0; s = a->next_hit[s])
            add_phrase(w, table, a->phrase[s], i + 1);
        if (w->n_hits > MAX_BLOCK_HITS / 4 * 3)
            finish_hits(w);
    }
}

static bool recall_block(struct walk *w, struct str text)
{
    const struct seen_block *seen = seen_blocks_find(w->f->seen, text);
    if (!seen)
        return false;
    w->n_names = seen->n_names;
    w->n_strong = seen->n_strong;
    w->heads = seen->heads;
    w->has_packing = seen->has_packing;
    w->n_terms = seen->n_terms;
    memcpy(w->terms, seen->terms, seen->n_terms * sizeof *seen->terms);
    for (w->n_hits = 0; w->n_hits < seen->n_hits; w->n_hits++) {
        struct hit *hit = &w->hits[w->n_hits];
        *hit = seen->hits[w->n_hits];
        hit->from += (uint32_t)w->from;
        hit->to += (uint32_t)w->from;
    }
    return true;
}

static void keep_block(struct walk *w, struct str text)
{
    struct seen_block *seen = w->n_hits <= SEEN_HITS && w->n_terms <= SEEN_TERMS ? seen_blocks_place(w->f->seen, text) : NULL;
    if (!seen)
        return;
    seen->n_names = (uint16_t)w->n_names;
    seen->n_strong = (uint16_t)w->n_strong;
    seen->heads = w->heads;
    seen->has_packing = w->has_packing;
    seen->n_terms = (uint16_t)w->n_terms;
    memcpy(seen->terms, w->terms, w->n_terms * sizeof *w->terms);
    seen->n_hits = (uint16_t)w->n_hits;
    for (size_t i = 0; i < w->n_hits; i++) {
        seen->hits[i] = w->hits[i];
        seen->hits[i].from -= (uint32_t)w->from;
        seen->hits[i].to -= (uint32_t)w->from;
    }
}

static void walk_block(struct walk *w, const struct phrase_table *table, bool is_tight)
{
    const struct doc_block *b = &w->f->doc->blocks[w->block];
    /* What a main text says stands once on a site; its hits are not worth keeping. OCR counts other phrases. */
    bool may_repeat = is_tight && b->zone != ZONE_MAIN && b->ocr == 0;
    struct str text = may_repeat ? doc_block_text(w->f->doc, w->block) : STR_NONE;
    w->n_hits = w->n_names = w->n_strong = w->n_terms = 0;
    w->heads = 0;
    w->has_packing = w->has_pairs = false;
    if (!may_repeat || !recall_block(w, text)) {
        scan_block(w, table);
        if (may_repeat)
            keep_block(w, text);
    }
    if (is_tight)
        run_loose(w); /* whether they are searched depends on the place, too */
    note_block(w);
    if (is_tight && b->zone == ZONE_MAIN)
        read_main(w);
    finish_hits(w);
    w->criterion_run = (w->f->notes[w->block].in_criterion && !w->goes_on && b->kind != BLOCK_CELL) || w->goes_on;
}

/* The first form byte at or behind raw_end: nearly always the next separator, which memchr finds faster than a loop. */
static size_t block_end(const struct norm_form *form, size_t at, uint32_t raw_end)
{
    if (at >= form->n)
        return form->n;
    const unsigned char *hit = memchr(form->p + at, NORM_SEPARATOR, form->n - at);
    size_t guess = hit ? (size_t)(hit - form->p) : form->n;
    if ((guess == form->n || form->raw[guess] >= raw_end) && (guess == at || form->raw[guess - 1] < raw_end))
        return guess;
    while (at < form->n && form->raw[at] < raw_end)
        at++;
    return at;
}

static void walk_form(struct walk *w, const struct phrase_table *table, const struct norm_form *form, bool is_tight)
{
    const struct document *doc = w->f->doc;
    w->form = form;
    w->is_second = !is_tight;
    w->criterion_run = false;
    size_t at = 0;
    if (table->automaton.n_phrases == 0)
        return;
    for (uint32_t block = 0; block < doc->n_blocks; block++) {
        const struct doc_block *b = &doc->blocks[block];
        while (at < form->n && form->raw[at] < b->start)
            at++;
        w->from = at;
        at = block_end(form, at, b->start + b->n);
        w->to = at;
        w->block = block;
        if (w->to > w->from)
            walk_block(w, table, is_tight);
    }
}

/* The paths of headers over several rows, in one form. */
static void walk_paths(struct walk *w, const struct phrase_table *table, const struct norm_form *form, const struct header_path *paths, size_t n)
{
    size_t at = 0;
    w->form = form;
    w->is_second = true;
    if (table->automaton.n_phrases == 0)
        return;
    for (size_t i = 0; i < n; i++) {
        while (at < form->n && form->raw[at] < paths[i].from)
            at++;
        w->from = at;
        w->to = at = block_end(form, at, paths[i].to);
        w->block = paths[i].block;
        w->path = str_sub(buf_str(&w->f->paths), paths[i].from, paths[i].to - paths[i].from);
        w->seam = paths[i].seam;
        if (w->to > w->from)
            walk_block(w, table, false);
    }
    w->path = STR_NONE;
    w->seam = 0;
}

/* Thai letters, and of them tones; of every few, which is as good and cheaper. */
struct tones {
    size_t n_letters, n_tones;
};

static struct tones count_tones(const struct norm_form *form)
{
    struct tones t = {0, 0};
    for (size_t i = 0; i < form->n; i += TONE_SAMPLE) {
        t.n_letters += form->p[i] >= 0xA1;
        t.n_tones += form->p[i] >= 0xE8 && form->p[i] <= 0xEC;
    }
    return t;
}

/* Half of the PDFs have lost letters. HTML rarely has, and a second pass over all of it would cost as much as the first: only where tones are
 * lacking (running Thai has 70-100 in a thousand letters), and on pages so short that nothing can be said and nothing is lost. */
static bool wants_weak(const struct document *doc, const struct norm_form *tight)
{
    if (doc->kind == DOC_CSV || doc->kind == DOC_XML)
        return false;
    if (doc->kind != DOC_HTML)
        return true;
    struct tones t = count_tones(tight);
    return t.n_letters * TONE_SAMPLE < SHORT_TEXT || t.n_tones * 1000 < t.n_letters * TONES_PER_1000;
}

void find_in_text(struct finder *f)
{
    const struct document *doc = f->doc;
    norm_make(&f->norm, doc->raw, NORM_TIGHT);
    bool has_weak = wants_weak(doc, &f->norm.tight);
    if (has_weak)
        norm_weaken(&f->norm);
    struct walk *w = mem_alloc(sizeof *w);
    w->f = f;
    w->is_damaged = doc->kind == DOC_PDF && find_marks_are_damaged(&f->norm.tight);
    w->own_title = DOC_NONE;
    for (uint32_t i = 0; doc->kind == DOC_HTML && i < doc->n_blocks && w->own_title == DOC_NONE; i++)
        if (doc->blocks[i].kind == BLOCK_HEADING && doc->blocks[i].level == 1 && doc->blocks[i].zone == ZONE_MAIN)
            w->own_title = i;
    w->text_hash = UINT64_C(0xCBF29CE484222325);
    w->is_sampled = f->norm.tight.n > SAMPLE_ABOVE;
    w->criterion_columns = ARENA_ARRAY(f->arena, uint64_t, doc->n_tables + 1);
    walk_form(w, &f->matcher->tight, &f->norm.tight, true);
    f->out->text_hash = w->text_hash;
    f->out->simhash = simhash_value(&w->simhash);
    if (has_weak)
        walk_form(w, &f->matcher->weak, &f->norm.weak, false);
    struct header_path *paths = NULL;
    size_t n_paths = find_header_paths(doc, &f->paths, &paths);
    if (n_paths) {
        norm_make(&f->path_norm, buf_str(&f->paths), NORM_TIGHT | (has_weak ? NORM_WEAK : 0u));
        walk_paths(w, &f->matcher->tight, &f->path_norm.tight, paths, n_paths);
        if (has_weak)
            walk_paths(w, &f->matcher->weak, &f->path_norm.weak, paths, n_paths);
    }
    free(paths);
    free(w->reach);
    free(w);
}
