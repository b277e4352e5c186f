/* findings.c - makes the findings of one document: the order of the steps, and what the page says of itself as a whole.
 *
 * find_text.c goes first (it tells which blocks quote the criterion), then titles, links and detectors. A login, not-found or
 * maintenance page is called so only when its title or heading says it and there is little else: many good pages carry a login box.
 * SPDX-License-Identifier: MIT
 */
#include "rules/findings.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "rules/finder.h"
#include "text/utf8.h"

enum {
    LITTLE_TEXT = 800,   /* letters: a page whose heading says "not found" and that has no more than this */
    HARDLY_TEXT = 160,   /* ... or that says so anywhere */
    LOGIN_TEXT = 400,    /* beside a password field */
    HARDLY_THERE = 10,   /* ... of the template: then there is nothing beside it */
    BEFORE_LETTERS = 12, /* words with more than this before them, and ... */
    BEHIND_LETTERS = 8,  /* ... this behind them stand inside a sentence that speaks of them */
    LOADING_TEXT = 120,  /* bytes of a block that says "loading" or "enable JavaScript" and nothing else */
    SHELL_TEXT = 90,     /* ... and of all else in the main text of an empty shell, headings aside: 30 Thai letters */
};

struct finder *finder_new(const struct scheme *scheme)
{
    struct finder *f = mem_alloc(sizeof *f);
    f->scheme = scheme;
    f->http_status = 200;
    f->matcher = scheme->matcher;
    f->classifier = classifier_new(scheme);
    f->patterns = pattern_scratch_new();
    f->scorer = scorer_new(scheme);
    f->seen = seen_blocks_new();
    buf_init(&f->text, 64 * 1024);
    buf_init(&f->readable, 64 * 1024);
    buf_init(&f->paths, 2 * 1024 * 1024);
    buf_init(&f->masked, 64 * 1024);
    buf_init(&f->address, LIMIT_URL_BYTES);
    f->element_main = mem_alloc(scheme->n_elements + 1);
    f->element_other = mem_alloc(scheme->n_elements + 1);
    f->element_section = mem_alloc(scheme->n_elements + 1);
    f->element_heading = mem_alloc((scheme->n_elements + 1) * sizeof *f->element_heading);
    for (size_t i = 0; i < scheme->n_elements; i++) {
        f->wants_person = f->wants_person || (scheme->elements[i].detect & (DETECT_PERSON | DETECT_PORTRAIT));
        f->wants_money = f->wants_money || (scheme->elements[i].detect & DETECT_MONEY);
    }
    return f;
}

static void free_agency_names(struct finder *f)
{
    for (size_t i = 0; i < f->n_agency_names; i++) {
        union {
            const char *in;
            char *out;
        } name = {.in = f->agency_names[i].p};
        free(name.out);
    }
    free(f->agency_names);
    f->agency_names = NULL;
    f->n_agency_names = 0;
}

void finder_free(struct finder *f)
{
    if (!f)
        return;
    classifier_free(f->classifier);
    pattern_scratch_free(f->patterns);
    scorer_free(f->scorer);
    seen_blocks_free(f->seen);
    norm_done(&f->norm);
    norm_done(&f->path_norm);
    buf_done(&f->paths);
    buf_done(&f->text);
    buf_done(&f->readable);
    buf_done(&f->masked);
    buf_done(&f->address);
    free_agency_names(f);
    free(f->element_main);
    free(f->element_other);
    free(f->element_section);
    free(f->element_heading);
    free(f->notes);
    free(f->namings);
    free(f->hits);
    free(f);
}

void finder_set_agency_names(struct finder *f, const char *const *names, size_t n_names)
{
    free_agency_names(f);
    f->agency_names = mem_alloc((n_names + 1) * sizeof *f->agency_names);
    for (size_t i = 0; i < n_names; i++) {
        struct buf tight;
        buf_init(&tight, 0);
        norm_phrase(str_from(names[i]), NORM_TIGHT, &tight);
        if (tight.n >= 4)
            f->agency_names[f->n_agency_names++] = (struct str){mem_text(buf_str(&tight)), tight.n};
        buf_done(&tight);
    }
}

static void start(struct finder *f, const struct document *doc, struct arena *arena, struct findings *out)
{
    f->doc = doc;
    f->out = out;
    f->arena = arena;
    f->n_namings = f->n_hits = f->n_vocabulary = 0;
    f->title_hits = f->main_hits = 0;
    f->snippet_around = NULL;
    f->n_origin = 0;
    for (int slashes = 0; f->n_origin < doc->url.n && slashes < 3; f->n_origin++)
        slashes += doc->url.p[f->n_origin] == '/';
    f->fills = NULL;
    memset(f->element_main, 0, f->scheme->n_elements);
    memset(f->element_other, 0, f->scheme->n_elements);
    memset(f->element_section, 0, f->scheme->n_elements);
    for (size_t i = 0; i < f->scheme->n_elements; i++)
        f->element_heading[i] = DOC_NONE;
    if (f->notes_capacity < doc->n_blocks + 1) {
        f->notes_capacity = doc->n_blocks + 1024;
        f->notes = mem_resize(f->notes, f->notes_capacity, sizeof *f->notes);
    }
    memset(f->notes, 0, (doc->n_blocks + 1) * sizeof *f->notes);
    *out = (struct findings){.kind = doc->kind,
                             .url = arena_str(arena, doc->url),
                             .title = find_kept(f, doc->title, NAMING_BYTES),
                             .file_name = find_kept(f, doc->file_name, NAMING_BYTES),
                             .fault = doc->fault,
                             .text_source = doc->text_source ? doc->text_source : "text",
                             .n_pages = doc->n_pages,
                             .n_image_pages = doc->n_image_pages,
                             .n_ocr_pages = doc->n_ocr_pages,
                             .ocr_confidence = doc->ocr_confidence,
                             .n_blocks = (uint32_t)doc->n_blocks,
                             .is_shell = doc->is_shell,
                             .is_noindex = doc->is_noindex,
                             .is_nofollow = doc->is_nofollow,
                             .is_cut = doc->is_cut};
}

/* Which blocks hold a link, share a row or list item with one, or can be read as a label. */
static void note_links(struct finder *f)
{
    const struct document *doc = f->doc;
    uint32_t max_item = 0;
    for (size_t i = 0; i < doc->n_blocks; i++) {
        if (doc->blocks[i].item != DOC_NONE && doc->blocks[i].item > max_item)
            max_item = doc->blocks[i].item;
        f->notes[i].is_label = doc->blocks[i].kind == BLOCK_HEADING || doc->blocks[i].is_first_line;
    }
    bool is_usable = max_item < 4 * (uint32_t)doc->n_blocks + 1000;
    uint8_t *linked = is_usable ? mem_alloc((size_t)max_item + 1) : NULL;
    for (size_t i = 0; i < doc->n_links; i++) {
        const struct doc_link *link = &doc->links[i];
        bool leads = link->target == TARGET_URL || link->target == TARGET_SELF;
        if (link->block >= doc->n_blocks || !leads || doc_via_is_rel(link->via) || link->via == VIA_IMAGE || link->via == VIA_REFRESH || link->via == VIA_HINT || link->via == VIA_ASKED)
            continue;
        if (!f->notes[link->block].has_link)
            f->notes[link->block].link = (uint32_t)i;
        f->notes[link->block].has_link = f->notes[link->block].is_label = true;
        if (linked && doc->blocks[link->block].item != DOC_NONE)
            linked[doc->blocks[link->block].item] = 1;
    }
    for (size_t i = 0; linked && i < doc->n_blocks; i++)
        if (doc->blocks[i].item != DOC_NONE && linked[doc->blocks[i].item])
            f->notes[i].has_entry_link = f->notes[i].is_label = true;
    free(linked);
}

/* Its text leads to a file: a page that stands in place of another one shows none. */
static bool offers_document(const struct document *doc)
{
    for (size_t i = 0; i < doc->n_links; i++)
        if (doc->links[i].target == TARGET_URL && doc->links[i].via == VIA_A && doc->links[i].zone == ZONE_MAIN && find_is_document_link(&doc->links[i]))
            return true;
    return false;
}

static bool says(const struct finder *f, enum vocabulary_id id)
{
    uint32_t bit = 1u << id;
    return ((f->title_hits & bit) && f->out->n_letters < LITTLE_TEXT) ||
           ((f->main_hits & bit) && f->out->n_letters < HARDLY_TEXT && !offers_document(f->doc));
}

/* The <title> is not part of the text: its vocabulary is looked up here. */
static void read_title_words(struct finder *f)
{
    struct hits *hits = NULL;
    struct norm norm = {0};
    if (f->doc->title.n == 0)
        return;
    hits = mem_alloc(sizeof *hits);
    norm_make(&norm, utf8_prefix(f->doc->title, NAMING_BYTES), NORM_TIGHT);
    hits_find(f->matcher, &f->matcher->tight, &norm.tight, f->patterns, hits);
    for (size_t i = 0; i < hits->n; i++)
        if (hits->items[i].use.kind == USE_VOCABULARY && !(hits->items[i].from > BEFORE_LETTERS && norm.tight.n - hits->items[i].to > BEHIND_LETTERS))
            f->title_hits |= 1u << hits->items[i].use.owner;
    norm_done(&norm);
    free(hits);
}

/* "กำลังโหลดข้อมูล ..." and nothing that a visitor came for: what stands there later a script puts there. A page that also shows something (a form, a link
 * in its text, a telephone number, a picture) is taken at its word: many finished pages say "loading" in a box that goes away. */
static bool is_loading(const struct finder *f)
{
    const struct document *doc = f->doc;
    size_t n_else = 0, n_loading = 0;
    if (doc->n_scripts == 0 || doc->n_forms > 0 || f->out->n_big_images > 1 /* a logo */ || !(f->main_hits & (1u << VOCAB_LOADING)))
        return false;
    for (size_t i = 0; i < doc->n_links; i++)
        if (doc->links[i].zone == ZONE_MAIN && doc->links[i].target == TARGET_URL && !doc_via_is_rel(doc->links[i].via) && doc->links[i].via != VIA_DATA && doc->links[i].via != VIA_ASKED)
            return false;
    for (size_t i = 0; i < doc->n_contacts; i++)
        if (doc->contacts[i].kind != CONTACT_WIDGET && doc->contacts[i].block < doc->n_blocks && doc->blocks[doc->contacts[i].block].zone == ZONE_MAIN)
            return false;
    for (size_t i = 0; i < doc->n_blocks; i++) {
        const struct doc_block *b = &doc->blocks[i];
        bool says = false;
        for (size_t k = 0; k < f->n_vocabulary && !says && b->n <= LOADING_TEXT; k++)
            says = f->vocabulary[k].id == VOCAB_LOADING && f->vocabulary[k].block == i;
        n_loading += says && b->zone == ZONE_MAIN;
        n_else += b->zone == ZONE_MAIN && !says && b->kind != BLOCK_HEADING ? b->n : 0;
    }
    return n_loading > 0 && n_else <= SHELL_TEXT;
}

/* A box in header, side or footer is the template's; one in the text, with little else, is what the page is for. */
static bool asks_for_a_password(const struct finder *f)
{
    const struct document *doc = f->doc;
    if (f->out->n_letters >= LOGIN_TEXT)
        return false;
    for (size_t i = 0; i < doc->n_forms; i++) {
        const struct doc_form *form = &doc->forms[i];
        bool is_main = form->block >= doc->n_blocks || doc->blocks[form->block].zone == ZONE_MAIN;
        if (form->has_password && (is_main || f->out->n_letters < HARDLY_THERE))
            return true;
    }
    return false;
}

void finder_set_status(struct finder *f, int http_status)
{
    f->http_status = http_status;
}

/* A refusal (4xx, 5xx) is never content and never "not found": only why it was refused is asked. */
static void judge_page(struct finder *f)
{
    struct findings *out = f->out;
    bool is_refusal = f->http_status >= 400, is_closed_to_us = f->http_status == 401 || f->http_status == 403;
    if ((out->fault != FAULT_NONE && !is_refusal) || out->kind != DOC_HTML)
        return;
    enum oit_fault answer = is_refusal || !offers_document(f->doc) ? find_answer(f, f->http_status) : FAULT_NONE;
    if (answer != FAULT_NONE || is_refusal)
        out->fault = answer == FAULT_NONE && is_closed_to_us && asks_for_a_password(f) ? FAULT_LOGIN
                     : is_refusal && answer == FAULT_SOFT_404                                                  ? FAULT_NONE
                                                                                                               : answer;
    else if (says(f, VOCAB_SOFT_404))
        out->fault = FAULT_SOFT_404;
    else if (says(f, VOCAB_LOGIN) || asks_for_a_password(f))
        out->fault = FAULT_LOGIN;
    else if (says(f, VOCAB_MAINTENANCE))
        out->fault = FAULT_MAINTENANCE;
    else if (!out->is_shell)
        out->is_shell = is_loading(f);
}

static bool has_agency_name(const struct finder *f)
{
    struct str text = {(const char *)f->norm.tight.p, f->norm.tight.n};
    for (size_t i = 0; i < f->n_agency_names; i++)
        if (str_find(text, f->agency_names[i]) != STR_NPOS)
            return true;
    return false;
}

static void *kept(struct finder *f, const void *items, size_t n, size_t size)
{
    void *copy = arena_alloc_array(f->arena, n + 1, size);
    if (n > 0)
        memcpy(copy, items, n * size);
    return copy;
}

void findings_make(struct finder *f, const struct document *doc, struct arena *arena, struct findings *ret_findings)
{
    struct findings *out = ret_findings;
    start(f, doc, arena, out);
    note_links(f);
    find_in_text(f);
    read_title_words(f);
    find_titles(f);
    find_links(f);
    find_rows(f);
    find_detected(f);
    out->has_agency_name = has_agency_name(f);
    out->is_blank = find_is_blank(f);
    judge_page(f);
    out->namings = kept(f, f->namings, f->n_namings, sizeof *f->namings);
    out->n_namings = f->n_namings;
    out->elements = kept(f, f->hits, f->n_hits, sizeof *f->hits);
    out->n_elements = f->n_hits;
    out->vocabulary = kept(f, f->vocabulary, f->n_vocabulary, sizeof *f->vocabulary);
    out->n_vocabulary = f->n_vocabulary;
}
