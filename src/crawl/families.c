/* families.c - budgets and traps.
 *
 * Each family keeps three counters; what telling pages apart needs (the last few texts) is kept only for families of which a page was found from
 * another one. A family becomes a trap after so many pages running that brought nothing:
 *
 *     dated (calendar)       12   near the text of one before, and no URL outside that was not known
 *     paged (page=N)          8   the text or the links of one before, or no links out at all
 *     any other               10  exactly the text of one before
 *     with parameters (list)  40  a list of nothing but known URLs
 *
 * SPDX-License-Identifier: MIT
 */
#include "families.h"

#include <stdlib.h>

#include "base/mem.h"
#include "crawl/family_name.h"
#include "crawl/hash_table.h"

enum {
    MAX_CUT = 256,           /* families with a name in the report */
    MAX_DATED = 400,         /* pages of one calendar: a year of days, or thirty of months */
    DULL_DATED = 12, DULL_PAGED = 8, DULL_EQUAL = 10, DULL_LISTS = 40,
    N_TEXTS = 8,             /* last texts of a family that grows by itself */
    NEAR_BITS = 8,           /* months of a calendar differ in their numbers */
    SAME_BITS = 3,           /* "หน้า 57" */
    FEW_LETTERS = 120,
    LIST_LINKS = 5,
    PENALTY_STEP = 20, MAX_PENALTY = 300,
    DATED_PENALTY = 60, PAGED_PENALTY = 60, ARCHIVE_PENALTY = 80, ARCHIVE_LINKS = 8, ARCHIVE_PERCENT = 33,
};

struct memory { /* of a family that grows by itself */
    uint64_t texts[N_TEXTS], simhashes[N_TEXTS], outside[N_TEXTS];
    uint8_t at;
};

struct family {
    uint64_t hash;
    uint32_t n_seen, n_read;
    uint32_t n_useful;       /* pages that promised something */
    uint32_t n_archive;      /* links to it that stand in a list with pages */
    uint32_t cut;            /* number + 1 of its row in cuts; 0: none */
    uint16_t n_dull;         /* running */
    uint8_t trap;
    bool is_dated, is_paged, is_archive, has_menu;
    uint32_t program;        /* family + 1 of all URLs of this path with two parameters or more; 0: this is none of those */
    struct memory *memory;
};

struct families {
    struct arena arena;
    struct hash_table table;
    struct family *items;
    size_t n, capacity;
    struct cut_family cuts[MAX_CUT];
    size_t n_cuts;
    uint32_t max_family;
};

struct families *families_new(uint32_t max_family)
{
    struct families *families = mem_alloc(sizeof *families);
    arena_init(&families->arena);
    families->max_family = max_family;
    return families;
}

void families_free(struct families *families)
{
    if (!families)
        return;
    for (size_t i = 0; i < families->n; i++)
        free(families->items[i].memory);
    free(families->items);
    hash_table_done(&families->table);
    arena_done(&families->arena);
    free(families);
}

static uint32_t add_family(struct families *families, struct family family)
{
    MEM_GROW(families->items, families->n, families->capacity);
    families->items[families->n] = family;
    hash_table_put(&families->table, family.hash, (uint32_t)families->n);
    return (uint32_t)families->n++;
}

static uint32_t family_of(struct families *families, const struct family_shape *shape)
{
    uint32_t known = hash_table_get(&families->table, shape->hash), program = HASH_TABLE_NONE;
    if (known != HASH_TABLE_NONE)
        return known;
    if (shape->n_parameters >= 2) {
        struct str name = {shape->name, shape->n_name};
        uint64_t hash = str_hash_quick(str_sub(name, 0, str_chr(name, '?') + 1));
        program = hash_table_get(&families->table, hash);
        if (program == HASH_TABLE_NONE)
            program = add_family(families, (struct family){.hash = hash});
    }
    return add_family(families, (struct family){.hash = shape->hash, .is_dated = shape->is_dated, .is_paged = shape->is_paged, .program = program == HASH_TABLE_NONE ? 0 : program + 1});
}

/* Filters upon filters are a trap of the program, not of one set of parameters. */
static struct family *trap_holder(struct families *families, struct family *family)
{
    struct family *program = family->program ? &families->items[family->program - 1] : NULL;
    return family->trap == TRAP_NONE && program && program->trap != TRAP_NONE ? program : family;
}

static void note_cut(struct families *families, struct family *family, enum trap trap, struct str url, const struct family_shape *shape)
{
    struct family_shape own;
    if (!family->cut) {
        if (families->n_cuts == MAX_CUT)
            return;
        if (!shape) {
            family_shape_of(url, &own);
            shape = &own;
        }
        families->cuts[families->n_cuts] = (struct cut_family){.name = arena_text(&families->arena, (struct str){shape->name, shape->n_name}),
                                                               .example = arena_text(&families->arena, url), .trap = trap};
        family->cut = (uint32_t)++families->n_cuts;
    }
    families->cuts[family->cut - 1].n_cut++;
}

enum trap families_admit(struct families *families, struct str url, uint8_t promise, uint32_t *ret_family)
{
    struct family_shape shape;
    family_shape_of(url, &shape);
    *ret_family = family_of(families, &shape);
    struct family *family = &families->items[*ret_family];
    enum trap trap = shape.is_repeated ? TRAP_REPEATED : shape.is_deep ? TRAP_DEEP : TRAP_NONE;
    if (trap == TRAP_NONE && promise < FAMILY_PROMISING) {
        trap = (enum trap)trap_holder(families, family)->trap;
        if (trap == TRAP_NONE && family->is_dated && family->n_seen >= MAX_DATED)
            trap = TRAP_CALENDAR;
        if (trap == TRAP_NONE && family->n_seen >= families->max_family)
            trap = TRAP_BUDGET;
    }
    if (trap == TRAP_NONE || !(shape.is_repeated || shape.is_deep))
        family->n_seen++;
    if (trap != TRAP_NONE)
        note_cut(families, family, trap, url, &shape);
    return trap;
}

enum trap families_still(struct families *families, uint32_t index, struct str url, uint8_t promise)
{
    struct family *family = trap_holder(families, &families->items[index]);
    if (family->trap == TRAP_NONE || promise >= FAMILY_PROMISING)
        return TRAP_NONE;
    note_cut(families, family, (enum trap)family->trap, url, NULL);
    return (enum trap)family->trap;
}

/* --- what pages teach -------------------------------------------------------------------------------------------------------- */

static unsigned bits_apart(uint64_t a, uint64_t b)
{
    unsigned n = 0;
    for (uint64_t x = a ^ b; x; x &= x - 1)
        n++;
    return n;
}

struct likeness {
    bool is_equal, is_same, is_near, has_links; /* text equal; but for a number; but for some; the same links out */
};

static struct likeness likeness_of(const struct memory *memory, const struct family_page *page)
{
    struct likeness like = {0};
    for (size_t i = 0; i < N_TEXTS; i++) {
        if (!memory->texts[i])
            continue;
        unsigned bits = bits_apart(memory->simhashes[i], page->simhash);
        like.is_equal |= memory->texts[i] == page->text_hash;
        like.is_same |= bits <= SAME_BITS;
        like.is_near |= bits <= NEAR_BITS;
        like.has_links |= page->outside && memory->outside[i] == page->outside;
    }
    like.is_same |= like.is_equal;
    like.is_near |= like.is_same;
    return like;
}

static void remember(struct memory *memory, const struct family_page *page)
{
    memory->texts[memory->at] = page->text_hash | 1;
    memory->simhashes[memory->at] = page->simhash;
    memory->outside[memory->at] = page->outside;
    memory->at = (uint8_t)((memory->at + 1) % N_TEXTS);
}

static bool is_dull(const struct family *family, const struct family_page *page, struct likeness like)
{
    if (page->brings_new || page->brings_promise)
        return false;
    if (page->is_not_found)
        return true;
    if (family->is_dated)
        return like.is_near || (page->n_outside == 0 && page->n_letters < FEW_LETTERS);
    if (family->is_paged)
        return like.is_equal || like.has_links || (page->n_outside == 0 && (like.is_same || page->n_letters < FEW_LETTERS));
    return like.is_equal;
}

static enum trap trap_of(const struct family *family)
{
    unsigned most = family->is_dated ? DULL_DATED : family->is_paged ? DULL_PAGED : DULL_EQUAL;
    return family->n_dull < most ? TRAP_NONE : family->is_dated ? TRAP_CALENDAR : TRAP_EQUAL;
}

void families_read(struct families *families, uint32_t index, const struct family_page *page)
{
    struct family *family = &families->items[index];
    family->n_read++;
    family->n_useful += page->names_item;
    struct family *program = family->program ? &families->items[family->program - 1] : NULL;
    if (program) {
        bool is_old_list = page->is_list && page->n_outside >= LIST_LINKS && !page->brings_new && !page->brings_promise;
        program->n_read++;
        program->n_dull = page->is_same_program && is_old_list ? (uint16_t)(program->n_dull + 1) : 0;
        if (program->n_dull >= DULL_LISTS)
            program->trap = TRAP_FACETS;
    }
    if (page->is_chained && !family->memory)
        family->memory = mem_alloc(sizeof *family->memory);
    if (!family->memory)
        return;
    struct family_page kept = *page;
    kept.text_hash |= 1;
    struct likeness like = likeness_of(family->memory, &kept);
    remember(family->memory, page);
    family->n_dull = page->is_chained && is_dull(family, page, like) ? (uint16_t)(family->n_dull + 1) : 0;
    if (family->trap == TRAP_NONE)
        family->trap = (uint8_t)trap_of(family);
}

bool families_same_program(const struct families *families, uint32_t a, uint32_t b)
{
    return families->items[a].program && families->items[a].program == families->items[b].program;
}

bool families_is_paged(const struct families *families, uint32_t index)
{
    return families->items[index].is_paged;
}

void families_note_menu(struct families *families, uint32_t index)
{
    families->items[index].has_menu = true;
}

bool families_is_archive(const struct families *families, uint32_t index)
{
    return families->items[index].is_archive && !families->items[index].has_menu;
}

void families_note_archive(struct families *families, uint32_t index)
{
    struct family *family = &families->items[index];
    family->n_archive++;
    family->is_archive |= family->n_archive >= ARCHIVE_LINKS && (uint64_t)family->n_archive * 100 >= (uint64_t)family->n_seen * ARCHIVE_PERCENT;
}

uint16_t families_penalty(const struct families *families, uint32_t index)
{
    const struct family *family = &families->items[index];
    unsigned penalty = (family->is_dated ? DATED_PENALTY : 0u) + (family->is_paged ? PAGED_PENALTY : 0u);
    if (families_is_archive(families, index))
        penalty += ARCHIVE_PENALTY;
    for (uint32_t n = family->n_read; n > 0; n /= 2)
        penalty += PENALTY_STEP;
    if (family->n_useful && family->n_read) /* a family half of whose pages promise something is a list of documents */
        penalty = (unsigned)(penalty * (uint64_t)(family->n_read - (family->n_useful * 2 < family->n_read ? family->n_useful * 2 : family->n_read)) / family->n_read);
    return (uint16_t)(penalty < MAX_PENALTY ? penalty : MAX_PENALTY);
}

/* --- report ------------------------------------------------------------------------------------------------------------------ */

static int by_number_cut(const void *a, const void *b)
{
    const struct cut_family *x = a, *y = b;
    return x->n_cut != y->n_cut ? (x->n_cut < y->n_cut ? 1 : -1) : strcmp(x->name, y->name);
}

size_t families_cut(struct families *families, struct cut_family *ret_cut, size_t max)
{
    size_t n = families->n_cuts < max ? families->n_cuts : max;
    for (size_t i = 0; i < families->n; i++) {
        const struct family *family = &families->items[i];
        if (!family->cut)
            continue;
        struct cut_family *cut = &families->cuts[family->cut - 1];
        cut->n_read = family->n_read;
        cut->n_seen = family->n_seen > family->n_read + cut->n_cut ? family->n_seen : family->n_read + cut->n_cut;
    }
    struct cut_family *sorted = mem_alloc((families->n_cuts + 1) * sizeof *sorted);
    if (families->n_cuts)
        memcpy(sorted, families->cuts, families->n_cuts * sizeof *sorted);
    qsort(sorted, families->n_cuts, sizeof *sorted, by_number_cut);
    if (n)
        memcpy(ret_cut, sorted, n * sizeof *sorted);
    free(sorted);
    return n;
}

const char *trap_name(enum trap trap)
{
    static const char *const names[N_TRAPS] = {"none", "repeated", "deep", "calendar", "equal", "facets", "budget"};
    return names[trap];
}
