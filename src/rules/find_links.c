/* find_links.c - one naming for every link that names something, and declarations without a link.
 *
 * Link texts are "คลิก", "ดาวน์โหลด", "รอบ 6 เดือน"; the name stands in the next cell, in the list item, in the heading above or in the file
 * name. The anchor's own words win when they name anything; when they say nothing, the context speaks and `place` tells so.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "rules/finder.h"
#include "rules/hosting.h"
#include "text/utf8.h"
#include "url/url.h"

enum {
    SCORE_NAMED = 40,
    SCORE_HINT = 45,
    BOX_LINKS = 16,       /* links around a hint that may stand in the same box */
    ENTRY_REACH = 40,     /* blocks behind a bare entry in which its links may still come */
    PROMISE_HUB = 60, PROMISE_UNDER_HUB = 45, PROMISE_DOCUMENT = 30, PROMISE_MAIN = 20, PROMISE_MENU = 20, PROMISE_ASIDE = 10, PROMISE_FOOTER = 8,
    PROMISE_TRAP = 10,
};

struct pick {
    enum naming_place place;
    struct str text;
    struct classification answer;
    struct year_statement year;
    int code;
    bool is_before_criterion;
};

static uint8_t top_score(const struct classification *a)
{
    return a->n > 0 ? a->best[0].score : 0;
}

static void note_year(struct pick *pick, const struct classification *a)
{
    if (pick->year.from_be == 0)
        pick->year = a->year;
    if (pick->code == 0 && !a->code_is_other)
        pick->code = a->code;
}

static void consider(struct pick *pick, enum naming_place place, struct str text, const struct classification *a)
{
    note_year(pick, a);
    if (top_score(a) > top_score(&pick->answer)) {
        pick->place = place;
        pick->text = text;
        pick->answer = *a;
    }
}

/* The cells of a row one by one: a whole row is no title. */
static void consider_row(struct finder *f, struct str row, struct pick *pick)
{
    while (row.n > 0) {
        size_t at = str_find_c(row, " | ");
        struct str cell = str_trim(str_sub(row, 0, at));
        row = at == STR_NPOS ? STR_NONE : str_from_pos(row, at + 3);
        if (cell.n > 0 && cell.n <= NAMING_BYTES)
            consider(pick, PLACE_ROW, cell, classify_title(f->classifier, cell));
    }
}

/* A paragraph that names the item and then quotes its criterion ("O18 แผน... o แสดงแผน... อย่างน้อยประกอบด้วย ..."): the part before speaks. */
static void consider_item(struct finder *f, struct str item, struct pick *pick)
{
    const struct classification *a = classify_title(f->classifier, item);
    struct str name = str_trim(str_sub(item, 0, a->criterion_at));
    if (a->criterion_at < item.n && name.n > 0) {
        item = name;
        a = classify_title(f->classifier, name);
        pick->is_before_criterion = true;
    }
    consider(pick, PLACE_ITEM, item, a);
}

static void consider_heading(struct finder *f, uint32_t heading, struct pick *pick, bool *ret_is_hub)
{
    for (int up = 0; up < 3 && heading < f->doc->n_blocks; up++) {
        struct str text = doc_block_text(f->doc, heading);
        if (text.n > LIMIT_LABEL_BYTES || !find_is_telling(f, heading))
            return;
        const struct classification *a = classify_title(f->classifier, text);
        *ret_is_hub = *ret_is_hub || a->is_hub;
        bool is_generic = a->is_generic;
        consider(pick, PLACE_LINK_HEADING, text, a);
        if (!is_generic)
            return;
        heading = f->doc->blocks[heading].heading;
    }
}

/* "/p/1234.html" names nothing: a file name needs Thai (percent-encoded) or some Latin letters before its extension. */
static bool can_name(struct str url)
{
    struct str segment = str_from_pos(url, url.n ? str_rchr(url, '/') + 1 : 0);
    size_t letters = 0;
    for (size_t i = 0; i < segment.n && segment.p[i] != '?'; i++) {
        char c = segment.p[i];
        if (c == '%')
            return true;
        if (c == '.')
            break;
        letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return letters >= 3;
}

static void consider_file(struct finder *f, const struct doc_link *link, struct pick *pick)
{
    struct buf name;
    if (!can_name(link->url))
        return;
    buf_init(&name, LIMIT_URL_BYTES);
    url_file_name(link->url, &name);
    if (name.n > 0) {
        struct str text = arena_str(f->arena, buf_str(&name));
        consider(pick, PLACE_LINK_FILE, text, classify_name(f->classifier, text));
    }
    buf_done(&name);
}

bool find_is_document_link(const struct doc_link *link)
{
    char scratch[8];
    struct str extension = url_extension(link->url, scratch);
    static const char *const documents[] = {"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "zip", "jpg", "jpeg", "png", "csv"};
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
        if (str_eq_c(extension, documents[i]))
            return true;
    return link->is_download;
}

static uint8_t promise_of(const struct finder *f, const struct doc_link *link, const struct pick *pick, bool is_hub, bool under_hub)
{
    if (link->target != TARGET_URL)
        return 0;
    int promise = link->zone == ZONE_MENU || link->zone == ZONE_HEADER ? PROMISE_MENU
                  : link->zone == ZONE_FOOTER                          ? PROMISE_FOOTER
                  : link->zone == ZONE_ASIDE                           ? PROMISE_ASIDE
                                                                       : PROMISE_MAIN;
    if (link->zone == ZONE_MAIN && find_is_document_link(link))
        promise = PROMISE_DOCUMENT;
    if (under_hub && link->zone == ZONE_MAIN && promise < PROMISE_UNDER_HUB)
        promise = PROMISE_UNDER_HUB;
    uint8_t score = top_score(&pick->answer);
    bool names_trap = score >= CLASSIFY_CLAIM && pick->answer.best[0].subject >= f->scheme->n_items;
    if (names_trap && f->scheme->traps[pick->answer.best[0].subject - f->scheme->n_items].is_hub)
        is_hub = !find_is_document_link(link);
    if (is_hub && promise < PROMISE_HUB)
        promise = PROMISE_HUB;
    if (names_trap && !is_hub)
        return PROMISE_TRAP;
    if (score >= SCORE_HINT && score > promise)
        promise = score;
    return (uint8_t)promise;
}

/* The row or list item around a block. */
static void item_range(const struct document *doc, uint32_t block, uint32_t *ret_from, uint32_t *ret_to)
{
    *ret_from = block;
    *ret_to = block < doc->n_blocks ? block + 1 : block;
    if (block >= doc->n_blocks || doc->blocks[block].item == DOC_NONE)
        return;
    uint32_t item = doc->blocks[block].item;
    while (*ret_from > 0 && doc->blocks[*ret_from - 1].item == item)
        --*ret_from;
    while (*ret_to < doc->n_blocks && doc->blocks[*ret_to].item == item)
        ++*ret_to;
}

static bool has_letter(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0xE0 || (text.p[i] >= 'A' && text.p[i] <= 'z'))
            return true;
    return false;
}

/* Nothing in the link's block, nor in the row or list item around it, is worth asking the classifier about. */
static bool is_silent(const struct finder *f, const struct doc_link *link)
{
    uint32_t from, to;
    if (link->block >= f->doc->n_blocks || !f->notes[link->block].has_link || !has_letter(link->anchor)) /* "2567": the context speaks */
        return false;
    item_range(f->doc, link->block, &from, &to);
    for (uint32_t i = from; i < to; i++)
        if (find_is_telling(f, i))
            return false;
    return true;
}

/* What a link is called; *ret_is_generic when its own words say nothing. */
static struct pick pick_name(struct finder *f, const struct doc_link *link, bool *ret_is_generic, bool *ret_is_hub, bool *ret_under_hub)
{
    struct pick pick = {.place = PLACE_ANCHOR, .text = link->anchor};
    const struct classification *a;
    bool is_generic = false, is_quiet = is_silent(f, link);
    if (!is_quiet) {
        a = classify_title(f->classifier, link->anchor);
        is_generic = a->is_generic;
        *ret_is_hub = a->is_hub;
        consider(&pick, PLACE_ANCHOR, link->anchor, a);
    }
    if (link->title.n > 0 && !str_eq(link->title, link->anchor)) {
        a = classify_title(f->classifier, link->title);
        *ret_is_hub = *ret_is_hub || (is_generic && a->is_hub);
        is_generic = is_generic && a->is_generic;
        consider(&pick, PLACE_ANCHOR, link->title, a);
    }
    *ret_is_generic = is_generic;
    if (top_score(&pick.answer) >= CLASSIFY_CLAIM) { /* named: the context only adds a year */
        struct pick context = {0};
        consider_row(f, link->row, &context);
        if (pick.year.from_be == 0)
            pick.year = context.year;
        if (pick.code == 0)
            pick.code = context.code;
        return pick;
    }
    struct pick context = {.place = PLACE_ANCHOR};
    if (link->zone != ZONE_MAIN && !is_generic) /* the menu entry above a menu entry is not its name */
        return pick;
    if (!is_quiet)
        consider_row(f, link->row, &context);
    if (!is_quiet && top_score(&context.answer) < CLASSIFY_CLAIM && link->item.n > 0 && link->item.n <= LIMIT_LABEL_BYTES && !str_eq(link->item, link->anchor))
        consider_item(f, link->item, &context);
    if (top_score(&context.answer) < CLASSIFY_CLAIM && link->zone == ZONE_MAIN)
        consider_heading(f, link->heading, &context, ret_under_hub);
    if (top_score(&context.answer) < CLASSIFY_CLAIM && link->zone == ZONE_MAIN)
        consider_file(f, link, &context);
    if (is_quiet && top_score(&context.answer) >= SCORE_NAMED)
        note_year(&pick, classify_title(f->classifier, link->anchor));
    if (pick.year.from_be == 0)
        pick.year = context.year;
    if (pick.code == 0)
        pick.code = context.code;
    if (top_score(&context.answer) > top_score(&pick.answer)) {
        context.year = pick.year;
        context.code = pick.code;
        return context;
    }
    return pick;
}

/* The address a shared document is asked for by; empty when url is none that can be read. Boxes of site builders name one document three times. */
static struct str shared_address(struct finder *f, struct str url, struct buf *out)
{
    const struct hosting_form *form;
    buf_clear(out);
    if (!hosting_share_of(f->scheme->hosting, url, &form) || !hosting_address(form, url, out))
        return STR_NONE;
    return buf_str(out);
}

/* Another link of the page leads to the same shared document: a real one, or an earlier hint. */
static bool is_hinted_again(struct finder *f, uint32_t index, struct str address)
{
    struct buf other;
    bool is_again = false;
    buf_init(&other, LIMIT_URL_BYTES);
    uint32_t from = index > BOX_LINKS ? index - BOX_LINKS : 0;
    for (uint32_t i = from; i < f->doc->n_links && i <= index + BOX_LINKS && !is_again; i++) {
        const struct doc_link *link = &f->doc->links[i];
        bool is_before = link->via != VIA_HINT || i < index;
        if (i != index && is_before && link->target == TARGET_URL && link->via != VIA_IMAGE)
            is_again = str_eq(shared_address(f, link->url, &other), address);
    }
    buf_done(&other);
    return is_again;
}

/* A viewer's address stands for the document it shows: that is what is opened, named by its file, and judged. */
static struct doc_link seen_through(struct finder *f, uint32_t index)
{
    const struct doc_link *link = &f->doc->links[index];
    struct doc_link through = *link;
    buf_clear(&f->address);
    if (link->target == TARGET_URL && link->via != VIA_FORM && hosting_viewed(f->scheme->hosting, link->url, &f->address))
        through.url = arena_str(f->arena, buf_str(&f->address));
    if (link->via == VIA_HINT) {
        bool is_known = link->target == TARGET_URL && f->address.n > 0;
        if (link->target == TARGET_URL && !is_known) {
            struct str address = shared_address(f, link->url, &f->address);
            is_known = address.n > 0 && !is_hinted_again(f, index, address);
        }
        through.via = is_known ? VIA_EMBED : VIA_DATA;
        through.target = is_known ? TARGET_URL : TARGET_OTHER;
    }
    return through;
}

/* Nothing but generic words, numbers, codes and years; a cell that says more speaks for its link. */
static bool says_nothing(struct finder *f, struct str text)
{
    while (text.n > 0) {
        size_t at = str_find_c(text, " | ");
        struct str cell = str_trim(str_sub(text, 0, at));
        text = at == STR_NPOS ? STR_NONE : str_from_pos(text, at + 3);
        const struct classification *a = cell.n > 0 && cell.n <= LIMIT_LABEL_BYTES ? classify_title(f->classifier, cell) : NULL;
        bool is_code = a && a->code && a->n == 0; /* "O33": of which list, nobody says */
        if (cell.n > LIMIT_LABEL_BYTES || (a && !a->is_generic && !is_code))
            return false;
    }
    return true;
}

static bool is_index(const struct finder *f, uint16_t subject)
{
    return subject >= f->scheme->n_items && f->scheme->traps[subject - f->scheme->n_items].is_hub;
}

static bool is_mute(struct finder *f, const struct doc_link *link)
{
    if (!says_nothing(f, link->row) || !says_nothing(f, link->item))
        return false;
    if (link->heading >= f->doc->n_blocks)
        return true;
    const struct classification *a = classify_title(f->classifier, doc_block_text(f->doc, link->heading));
    return a->is_generic || a->is_hub; /* "OIT 2567": an index */
}

static bool is_named(enum doc_via via)
{
    return !doc_via_is_rel(via) && via != VIA_IMAGE && via != VIA_DATA && via != VIA_ASKED;
}

static void add_link(struct finder *f, uint32_t index, const struct doc_link *link, struct link_fact *fact)
{
    bool is_generic = false, is_hub = false, under_hub = false;
    *fact = (struct link_fact){.url = link->target == TARGET_URL ? arena_str(f->arena, link->url) : STR_NONE,
                               .via = link->via,
                               .target = link->target,
                               .zone = link->zone,
                               .is_nofollow = link->is_nofollow,
                               .block = link->block,
                               .naming = DOC_NONE};
    if (!is_named(link->via) || link->target == TARGET_MAIL || link->target == TARGET_PHONE)
        return;
    struct pick pick = pick_name(f, link, &is_generic, &is_hub, &under_hub);
    fact->promise = promise_of(f, link, &pick, is_hub, under_hub);
    struct naming *naming = NULL;
    /* A hub ("ITA 2567") may be a trap for titles; as a link it stays open: any item can stand behind it. */
    bool is_open_hub = is_hub && pick.answer.n > 0 && pick.answer.best[0].subject >= f->scheme->n_items;
    if (top_score(&pick.answer) >= SCORE_NAMED && !is_open_hub) {
        naming = find_add_naming(f, pick.place, link->zone, pick.text, &pick.answer);
        if (naming)
            fact->naming = (uint32_t)f->n_namings - 1;
    }
    if (naming) {
        naming->year = pick.year;
        naming->code = pick.code;
        naming->link = index;
        naming->is_generic = is_generic;
        naming->context_year = find_context_year(f, link->heading);
        item_range(f->doc, link->block, &naming->block_from, &naming->block_to);
        if (link->block < f->doc->n_blocks) {
            naming->block_hash = doc_via_is_embedded(link->via) ? 0 : f->doc->blocks[link->block].hash; /* a frame has no text; the block is what follows */
            naming->page = f->doc->blocks[link->block].page;
            naming->in_criterion = pick.place != PLACE_ANCHOR && pick.place != PLACE_ROW && !pick.is_before_criterion && f->notes[link->block].in_criterion;
        }
    }
    bool is_called_index = naming && pick.place == PLACE_LINK_HEADING && is_index(f, pick.answer.best[0].subject);
    fact->is_mute = (!naming || is_called_index) && is_generic && link->zone == ZONE_MAIN && link->target == TARGET_URL && is_mute(f, link);
    if (naming || link->zone == ZONE_MAIN || link->zone == ZONE_ASIDE)
        fact->label = find_kept(f, link->anchor.n ? link->anchor : link->title.n ? link->title : pick.text, LABEL_BYTES);
}

/* ---- bare declarations ---- */

struct entry {
    uint32_t block;
    struct classification answer;
    bool is_open;
};

static void flush_entry(struct finder *f, struct entry *entry)
{
    if (!entry->is_open)
        return;
    entry->is_open = false;
    const struct doc_block *b = &f->doc->blocks[entry->block];
    struct naming *naming = find_add_naming(f, PLACE_ENTRY, b->zone, doc_block_text(f->doc, entry->block), &entry->answer);
    if (!naming)
        return;
    item_range(f->doc, entry->block, &naming->block_from, &naming->block_to);
    naming->context_year = find_context_year(f, b->heading);
    naming->block_hash = b->hash;
    naming->page = b->page;
}

static bool can_be_entry(const struct finder *f, uint32_t block)
{
    const struct doc_block *b = &f->doc->blocks[block];
    return f->notes[block].has_name && b->zone == ZONE_MAIN && b->n > 0 && b->n <= NAMING_BYTES && !f->notes[block].in_criterion &&
           (b->kind == BLOCK_LIST_ITEM || b->kind == BLOCK_CELL || (b->item != DOC_NONE && b->kind != BLOCK_HEADING && b->kind != BLOCK_OPTION));
}

static bool is_other_row(const struct doc_block *a, const struct doc_block *b)
{
    return a->table != DOC_NONE && a->table == b->table && a->row != b->row;
}

/* Does the link itself, or the later table row it stands in, name something else? Then it is no link of the entry above it. */
static bool names_other(const struct finder *f, uint32_t link, uint32_t at, uint32_t entry_block, const struct classification *entry)
{
    uint32_t index = link < f->out->n_links ? f->out->links[link].naming : DOC_NONE;
    if (index >= f->n_namings)
        return false;
    const struct naming *naming = &f->namings[index];
    bool names_itself = naming->place == PLACE_ANCHOR ||
                        (naming->place != PLACE_LINK_HEADING && is_other_row(&f->doc->blocks[entry_block], &f->doc->blocks[at]));
    return names_itself && naming->n_best > 0 && naming->best[0].score >= CLASSIFY_CLAIM &&
           naming->best[0].subject != entry->best[0].subject;
}

/* A row or list item that names an item for certain while no link comes before the next name, heading or end. */
static void find_entries(struct finder *f)
{
    const struct document *doc = f->doc;
    struct entry entry = {0};
    if (doc->kind != DOC_HTML)
        return;
    for (uint32_t i = 0; i < doc->n_blocks; i++) {
        const struct doc_block *b = &doc->blocks[i];
        bool is_same_item = entry.is_open && b->item != DOC_NONE && b->item == doc->blocks[entry.block].item;
        if (entry.is_open && (b->zone != ZONE_MAIN || (b->kind == BLOCK_HEADING && !is_same_item) || i > entry.block + ENTRY_REACH))
            flush_entry(f, &entry);
        if (f->notes[i].has_link) {
            if (entry.is_open && names_other(f, f->notes[i].link, i, entry.block, &entry.answer))
                flush_entry(f, &entry);
            entry.is_open = false; /* else the link speaks, for this row or for the list below its head */
            continue;
        }
        if (!can_be_entry(f, i) || f->notes[i].has_entry_link)
            continue;
        const struct classification *a = classify_title(f->classifier, doc_block_text(doc, i));
        if (top_score(a) < CLASSIFY_CERTAIN || a->best[0].subject >= f->scheme->n_items || is_same_item)
            continue;
        struct entry next = {i, *a, true}; /* a copy: flushing classifies too, and the answer stands until the next call only */
        flush_entry(f, &entry);
        entry = next;
    }
    flush_entry(f, &entry);
}

void find_links(struct finder *f)
{
    const struct document *doc = f->doc;
    f->out->links = ARENA_ARRAY(f->arena, struct link_fact, doc->n_links + 1);
    f->out->n_links = doc->n_links;
    for (uint32_t i = 0; i < doc->n_links; i++) {
        struct doc_link link = seen_through(f, i);
        add_link(f, i, &link, &f->out->links[i]);
        find_channel(f, &link);
    }
    find_entries(f);
}
