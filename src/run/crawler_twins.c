/* crawler_twins.c - one request per page.
 *
 * When an entry's turn comes it is asked for as it is, or is another spelling of a known one (then it is held until that one was read), or is set
 * aside, because others of its kind are on their way that will tell. When a page was read it is compared with those read under the
 * spellings one could guess from its URL.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_twins.h"

#include <stdlib.h>

#include "base/mem.h"
#include "crawl/hash_table.h"
#include "crawl/lessons.h"
#include "crawl/spelling.h"
#include "run/page_sign.h"

enum {
    MAX_SIBLINGS = 200000, /* URLs remembered by what they are without one parameter; 5 MB */
    MAX_SPARED = 200000,   /* URLs not asked for because of a lesson that can still be refuted; 3 MB */
    MAX_CHAIN = 8,
    MAX_OFFERED = 2,       /* spellings asked for only to learn about a host */
    OTHER_SAMPLE = 64,     /* as LESSON_SAMPLE, of hosts, index files and slashes */
};

struct bound { /* an entry and what it hangs on */
    uint64_t lesson;
    uint32_t entry, target;
};

struct bounds {
    struct bound *items;
    size_t n, capacity;
};

struct crawler_twins {
    struct arena arena;       /* of one entry's guesses */
    struct lessons *lessons;
    struct hash_table siblings; /* (URL without a parameter, its lesson) -> the first entry so */
    struct hash_table awaited;  /* URL -> an entry that was read and may be its twin */
    struct page_sign *signs;
    size_t n_signs, sign_capacity;
    struct bounds holds;  /* entries held until target is done */
    struct bounds asides; /* entries that wait for a lesson */
    struct bounds tests;  /* entries on their way that will tell about a lesson */
    struct bounds spared; /* entries that were not asked for because of a lesson */
    unsigned n_offered;
};

struct crawler_twins *crawler_twins_new(void)
{
    struct crawler_twins *twins = mem_alloc(sizeof *twins);
    arena_init(&twins->arena);
    twins->lessons = lessons_new();
    return twins;
}

void crawler_twins_free(struct crawler_twins *twins)
{
    if (!twins)
        return;
    arena_done(&twins->arena);
    lessons_free(twins->lessons);
    hash_table_done(&twins->siblings);
    hash_table_done(&twins->awaited);
    free(twins->signs);
    free(twins->holds.items);
    free(twins->asides.items);
    free(twins->tests.items);
    free(twins->spared.items);
    free(twins);
}

static void bind(struct bounds *bounds, uint64_t lesson, uint32_t entry, uint32_t target)
{
    MEM_GROW(bounds->items, bounds->n, bounds->capacity);
    bounds->items[bounds->n++] = (struct bound){lesson, entry, target};
}

static bool is_noise(void *context, uint64_t name_key, uint64_t value_key)
{
    const struct crawler_twins *twins = context;
    return lessons_is_noise(twins->lessons, name_key) || lessons_is_noise(twins->lessons, value_key);
}

/* Guesses live until the next call. */
static size_t guesses_of(struct crawler *c, uint32_t index, struct spelling *ret_guesses)
{
    arena_clear(&c->twins->arena);
    return spelling_guesses(frontier_at(c->frontier, index)->url, c->start_final, is_noise, c->twins, &c->twins->arena, ret_guesses);
}

static const struct page_sign *sign_at(struct crawler *c, uint32_t index)
{
    uint32_t sign = frontier_at(c->frontier, index)->sign;
    return sign ? &c->twins->signs[sign - 1] : NULL;
}

/* What an entry is another spelling of, in the end. */
static uint32_t root_of(struct crawler *c, uint32_t index)
{
    for (int i = 0; i < MAX_CHAIN && frontier_at(c->frontier, index)->same_as; i++)
        index = frontier_at(c->frontier, index)->same_as - 1;
    return index;
}

/* --- lists ------------------------------------------------------------------------------------------------------------------- */

static void ask_as_it_is(struct crawler *c, uint32_t index)
{
    frontier_at(c->frontier, index)->is_tested = true;
    frontier_at(c->frontier, index)->same_as = 0;
    frontier_put_back(c->frontier, index);
}

/* Those set aside for a lesson get their turn again. */
static void release_asides(struct crawler *c, uint64_t lesson)
{
    struct bounds *asides = &c->twins->asides;
    size_t kept = 0;
    for (size_t i = 0; i < asides->n; i++) {
        if (asides->items[i].lesson != lesson)
            asides->items[kept++] = asides->items[i];
        else if (frontier_at(c->frontier, asides->items[i].entry)->state == ENTRY_WAITING)
            frontier_put_back(c->frontier, asides->items[i].entry);
    }
    asides->n = kept;
}

/* Nothing else is left: nobody waits for what may never come. */
static bool release_all(struct crawler *c)
{
    struct bounds *asides = &c->twins->asides, *holds = &c->twins->holds;
    bool is_any = false;
    for (size_t i = 0; i < holds->n; i++) /* on what its family cut meanwhile */
        if (frontier_at(c->frontier, holds->items[i].entry)->state == ENTRY_HELD) {
            ask_as_it_is(c, holds->items[i].entry);
            is_any = true;
        }
    holds->n = 0;
    for (size_t i = 0; i < asides->n; i++)
        if (frontier_at(c->frontier, asides->items[i].entry)->state == ENTRY_WAITING) {
            ask_as_it_is(c, asides->items[i].entry);
            is_any = true;
        }
    asides->n = 0;
    return is_any;
}

/* A lesson was wrong: what it spared is asked for. */
static void release_spared(struct crawler *c, uint64_t lesson)
{
    struct bounds *spared = &c->twins->spared;
    size_t kept = 0;
    for (size_t i = 0; i < spared->n; i++) {
        if (spared->items[i].lesson != lesson)
            spared->items[kept++] = spared->items[i];
        else if (frontier_at(c->frontier, spared->items[i].entry)->state == ENTRY_DONE || frontier_at(c->frontier, spared->items[i].entry)->state == ENTRY_HELD)
            ask_as_it_is(c, spared->items[i].entry);
    }
    spared->n = kept;
}

static void end_tests(struct crawler *c, uint32_t index)
{
    struct bounds *tests = &c->twins->tests;
    size_t kept = 0;
    for (size_t i = 0; i < tests->n; i++) {
        if (tests->items[i].entry != index) {
            tests->items[kept++] = tests->items[i];
            continue;
        }
        struct lesson *lesson = lessons_find(c->twins->lessons, tests->items[i].lesson);
        if (lesson && lesson->n_testing > 0)
            lesson->n_testing--;
        release_asides(c, tests->items[i].lesson);
    }
    tests->n = kept;
}

/* --- learning ---------------------------------------------------------------------------------------------------------------- */

static bool has_siblings(const struct spelling *guess)
{
    return guess->kind == SPELLING_PARAMETER || guess->kind == SPELLING_TOKEN;
}

static unsigned pages_needed(const struct spelling *guess)
{
    return !has_siblings(guess) ? LESSON_FEW_PROOFS : guess->is_manner || guess->kind == SPELLING_TOKEN ? LESSON_PROOFS : LESSON_MANY_PROOFS;
}

static void prove(struct crawler *c, const struct spelling *guess, uint32_t page, bool is_against_bare)
{
    struct lessons *lessons = c->twins->lessons;
    struct lesson *lesson = lessons_make(lessons, guess->lesson);
    if (lesson && lesson_prove(lesson, page, guess->value, pages_needed(guess), has_siblings(guess) ? LESSON_PROOFS : 0) && guess->name_key)
        lessons_set_noise(lessons, guess->name_key, true);
    lesson = is_against_bare ? lessons_make(lessons, guess->value_lesson) : NULL;
    if (lesson && lesson_prove(lesson, page, 0, pages_needed(guess), 0))
        lessons_set_noise(lessons, guess->value_key, true);
    release_asides(c, guess->lesson);
}

static void refute(struct crawler *c, const struct spelling *guess, bool is_against_bare)
{
    struct lessons *lessons = c->twins->lessons;
    struct lesson *lesson = lessons_make(lessons, guess->lesson);
    if (lesson && lesson_refute(lesson)) {
        if (guess->name_key)
            lessons_set_noise(lessons, guess->name_key, false);
        release_spared(c, guess->lesson);
    }
    lesson = is_against_bare ? lessons_find(lessons, guess->value_lesson) : NULL;
    if (lesson && lesson_refute(lesson)) {
        lessons_set_noise(lessons, guess->value_key, false);
        release_spared(c, guess->value_lesson);
    }
    release_asides(c, guess->lesson);
}

static void compare(struct crawler *c, const struct spelling *guess, uint32_t index, uint32_t other, bool is_against_bare)
{
    const struct page_sign *a = sign_at(c, index), *b = sign_at(c, other);
    if (!a || !b || index == other || guess->kind == SPELLING_ALL)
        return;
    enum page_likeness likeness = page_signs_compare(a, b);
    if (likeness == PAGES_REORDERED)
        likeness = guess->is_word && is_against_bare ? PAGES_EQUAL : PAGES_ALIKE;
    if (likeness == PAGES_EQUAL) {
        prove(c, guess, (uint32_t)(b->exact ^ b->exact >> 32), is_against_bare);
    } else if (likeness == PAGES_DIFFER) {
        refute(c, guess, is_against_bare);
    } else {
        struct lesson *lesson = lessons_make(c->twins->lessons, guess->lesson);
        if (lesson && lesson_doubt(lesson))
            release_asides(c, guess->lesson);
    }
}

static uint64_t sibling_key(const struct spelling *guess)
{
    return str_hash_quick(guess->other) ^ guess->lesson;
}

static bool is_refuted(struct crawler *c, uint64_t key)
{
    const struct lesson *lesson = lessons_find(c->twins->lessons, key);
    return lesson && lesson->state == LESSON_REFUTED;
}

/* only: against this URL alone; absent: against all that can be guessed. */
static void study(struct crawler *c, uint32_t index, struct str only)
{
    struct spelling guesses[SPELLINGS_MAX];
    size_t n = guesses_of(c, index, guesses);
    for (size_t i = 0; i < n; i++) {
        const struct spelling *guess = &guesses[i];
        if (only.n && !str_eq(only, guess->other))
            continue;
        uint32_t other = frontier_find(c->frontier, guess->other);
        if (other != FRONTIER_NONE && frontier_at(c->frontier, other)->same_as)
            other = FRONTIER_NONE; /* taken for something else */
        if (other != FRONTIER_NONE && sign_at(c, other))
            compare(c, guess, index, other, true);
        else if (other != FRONTIER_NONE && !frontier_at(c->frontier, other)->is_failed)
            hash_table_put(&c->twins->awaited, str_hash(guess->other), index);
        if (only.n || !has_siblings(guess) || is_refuted(c, guess->lesson))
            continue;
        uint32_t sibling = hash_table_get(&c->twins->siblings, sibling_key(guess));
        if (sibling == HASH_TABLE_NONE && c->twins->siblings.used < MAX_SIBLINGS)
            hash_table_put(&c->twins->siblings, sibling_key(guess), index);
        else if (sibling != HASH_TABLE_NONE && sibling != index)
            compare(c, guess, index, sibling, false);
    }
}

/* A host is learned about only where both spellings are known: ask for the other one, of a few. */
static void offer_own_host(struct crawler *c, uint32_t index)
{
    struct spelling guesses[SPELLINGS_MAX];
    if (c->twins->n_offered >= MAX_OFFERED || guesses_of(c, index, guesses) == 0 || guesses[0].kind != SPELLING_ORIGIN)
        return;
    const struct lesson *lesson = lessons_find(c->twins->lessons, guesses[0].lesson);
    if ((lesson && lesson->state != LESSON_OPEN) || frontier_find(c->frontier, guesses[0].other) != FRONTIER_NONE)
        return;
    c->twins->n_offered++;
    const struct frontier_entry entry = *frontier_at(c->frontier, index);
    crawler_offer(c, guesses[0].other, entry.label, entry.referrer, entry.promise, entry.is_menu, HOW_LINK, false);
    hash_table_put(&c->twins->awaited, str_hash(guesses[0].other), index);
}

/* --- a turn ------------------------------------------------------------------------------------------------------------------ */

static void be_the_same(struct crawler *c, uint32_t index, uint32_t target)
{
    frontier_at(c->frontier, index)->same_as = target + 1;
    crawler_store_same(c, index, frontier_at(c->frontier, target)->url);
}

/* What is to be done with an entry that was taken. */
enum turn { TURN_ASK, TURN_DONE /* or held, or set aside */, TURN_ASK_TARGET };

static enum turn hang_on(struct crawler *c, uint32_t index, uint32_t *target)
{
    *target = root_of(c, *target);
    struct frontier_entry *entry = frontier_at(c->frontier, index), *other = frontier_at(c->frontier, *target);
    if (*target == index || other->is_failed || other->is_foreign || other->how == HOW_PROBE)
        return TURN_ASK;
    if (other->state == ENTRY_DONE) {
        if (!other->sign)
            return TURN_ASK;
        be_the_same(c, index, *target);
        return TURN_DONE;
    }
    if (other->state != ENTRY_TAKEN && other->state != ENTRY_WAITING)
        return TURN_ASK;
    bool must_ask = frontier_claim(c->frontier, *target);
    entry->state = ENTRY_HELD;
    entry->same_as = *target + 1;
    bind(&c->twins->holds, 0, index, *target);
    return must_ask ? TURN_ASK_TARGET : TURN_DONE;
}

/* A link with words of its own that the lesson has not met may lead to something of its own. And what was learned from news proves little of the page
 * of an item: its spellings are looked at, as long as there are not too many. */
static bool is_worth_a_look(struct crawler *c, uint32_t index, uint32_t target, const struct spelling *guess, struct lesson *lesson)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index), *other = frontier_at(c->frontier, target);
    bool is_host = !has_siblings(guess);
    lesson->n_spared++;
    if (is_host)
        return lesson->n_redirects == 0 && lesson->n_spared % OTHER_SAMPLE == 0;
    if (lesson->n_item_looks < LESSON_ITEM_LOOKS && (crawler_items_of(c, index) || crawler_items_of(c, target))) {
        lesson->n_item_looks++;
        return true;
    }
    if (lesson->n_spared % LESSON_SAMPLE == 0)
        return true;
    if (!entry->label_key || entry->label_key == other->label_key)
        return false;
    if (entry->promise >= FAMILY_PROMISING)
        return true;
    for (uint8_t i = 0; i < lesson->n_labels; i++)
        if (lesson->labels[i] == entry->label_key)
            return false;
    if (lesson->n_labels == LESSON_LABELS)
        return false;
    lesson->labels[lesson->n_labels++] = entry->label_key;
    return true;
}

/* The lesson that was learned for this guess. */
static uint64_t learned_key(struct crawler *c, const struct spelling *guess)
{
    const uint64_t keys[] = {guess->lesson, guess->value_lesson};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct lesson *lesson = lessons_find(c->twins->lessons, keys[i]);
        if (lesson && lesson->state == LESSON_LEARNED)
            return keys[i];
    }
    return 0;
}

static uint32_t known_other(struct crawler *c, const struct spelling *guess, bool with_sibling)
{
    uint32_t other = frontier_find(c->frontier, guess->other);
    if (other == FRONTIER_NONE && with_sibling && has_siblings(guess))
        other = hash_table_get(&c->twins->siblings, sibling_key(guess));
    return other;
}

/* Learned: the host is the other one, so the page is asked for there. */
static uint32_t make_other(struct crawler *c, uint32_t index, const struct spelling *guess)
{
    if (guess->kind != SPELLING_ORIGIN)
        return FRONTIER_NONE;
    const struct frontier_entry entry = *frontier_at(c->frontier, index);
    crawler_offer(c, guess->other, entry.label, entry.referrer, entry.promise, entry.is_menu, (enum store_how)entry.how, false);
    return frontier_find(c->frontier, guess->other);
}

static enum turn use_lessons(struct crawler *c, uint32_t index, const struct spelling *guesses, size_t n, uint32_t *ret_target)
{
    for (size_t i = n; i > 0; i--) { /* without all noise first */
        const struct spelling *guess = &guesses[i - 1];
        uint64_t key = learned_key(c, guess);
        for (size_t k = 0; guess->kind == SPELLING_ALL && k + 1 < i && !key; k++)
            key = guesses[k].kind == SPELLING_PARAMETER ? learned_key(c, &guesses[k]) : 0;
        if (!key)
            continue;
        bool is_name = key == guess->lesson;
        uint32_t other = known_other(c, guess, is_name);
        if (other == FRONTIER_NONE)
            other = make_other(c, index, guess);
        if (other == FRONTIER_NONE || other == index)
            continue;
        struct lesson *lesson = lessons_find(c->twins->lessons, key);
        *ret_target = root_of(c, other);
        if (lesson && is_worth_a_look(c, index, *ret_target, guess, lesson))
            return TURN_ASK;
        enum turn turn = hang_on(c, index, ret_target);
        if (turn != TURN_ASK && c->twins->spared.n < MAX_SPARED)
            bind(&c->twins->spared, key, index, 0);
        if (turn != TURN_ASK)
            return turn;
    }
    return TURN_ASK;
}

/* Others of its kind are on their way that will tell whether it must be asked for at all; or the plainer spelling is to be asked for first. */
static enum turn try_lessons(struct crawler *c, uint32_t index, const struct spelling *guesses, size_t n, uint32_t *ret_target)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    for (size_t i = 0; i < n; i++) {
        const struct spelling *guess = &guesses[i];
        uint32_t other = guess->kind == SPELLING_ALL ? FRONTIER_NONE : known_other(c, guess, true);
        bool will_tell = other != FRONTIER_NONE && other != index && !frontier_at(c->frontier, other)->is_failed &&
                         (sign_at(c, other) || frontier_at(c->frontier, other)->state == ENTRY_TAKEN || frontier_at(c->frontier, other)->state == ENTRY_WAITING);
        if (!will_tell && !(guess->kind == SPELLING_ORIGIN && other == FRONTIER_NONE))
            continue;
        uint64_t key = is_refuted(c, guess->lesson) ? guess->value_lesson : guess->lesson;
        struct lesson *lesson = key == guess->lesson ? lessons_make(c->twins->lessons, key) : lessons_find(c->twins->lessons, key);
        if (!lesson || lesson->state != LESSON_OPEN)
            continue;
        if (other != FRONTIER_NONE && frontier_at(c->frontier, other)->state == ENTRY_WAITING && frontier_claim(c->frontier, other)) {
            frontier_put_back(c->frontier, index);
            *ret_target = other;
            return TURN_ASK_TARGET;
        }
        unsigned n_known = lesson->n_pages > lesson->n_redirects ? lesson->n_pages : lesson->n_redirects;
        if (entry->promise < FAMILY_PROMISING && lesson->n_testing > 0 && lesson->n_testing + n_known >= pages_needed(guess)) {
            frontier_set_aside(c->frontier, index);
            bind(&c->twins->asides, key, index, 0);
            return TURN_DONE;
        }
        lesson->n_testing++;
        bind(&c->twins->tests, key, index, 0);
        return TURN_ASK;
    }
    return TURN_ASK;
}

static enum turn take_turn(struct crawler *c, uint32_t index, uint32_t *ret_target)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    if (entry->is_tested || entry->is_retried || entry->is_foreign || entry->how == HOW_PROBE || entry->how == HOW_START || !c->is_start_done)
        return TURN_ASK;
    uint32_t first = frontier_first_spelling(c->frontier, index);
    *ret_target = first;
    enum turn turn = first == index ? TURN_ASK : hang_on(c, index, ret_target);
    if (turn != TURN_ASK)
        return turn;
    struct spelling guesses[SPELLINGS_MAX];
    size_t n = guesses_of(c, index, guesses);
    turn = use_lessons(c, index, guesses, n, ret_target);
    if (turn != TURN_ASK)
        return turn;
    return try_lessons(c, index, guesses, n, ret_target);
}

uint32_t crawler_twins_take(struct crawler *c)
{
    for (;;) {
        uint32_t index = frontier_take(c->frontier), target = FRONTIER_NONE;
        if (index == FRONTIER_NONE) {
            if (c->n_in_fetch > 0 || pool_pending(c->input->pool) > 0 || robots_desk_waiting(c->robots) > 0 || !release_all(c))
                return FRONTIER_NONE;
            continue;
        }
        enum turn turn = take_turn(c, index, &target);
        if (turn == TURN_ASK)
            return index;
        if (turn == TURN_ASK_TARGET)
            return target;
    }
}

/* --- ends -------------------------------------------------------------------------------------------------------------------- */

/* Those held because of target: the same as final when it was read, else asked for by themselves. */
static void release_holds(struct crawler *c, uint32_t target, uint32_t final)
{
    struct bounds *holds = &c->twins->holds;
    size_t n = holds->n, kept = 0;
    struct bound *old = holds->items;
    *holds = (struct bounds){0};
    for (size_t i = 0; i < n; i++) {
        if (old[i].target != target) {
            old[kept++] = old[i];
            continue;
        }
        struct frontier_entry *entry = frontier_at(c->frontier, old[i].entry);
        if (entry->state != ENTRY_HELD)
            continue;
        entry->same_as = 0;
        uint32_t to = final;
        enum turn turn = final == FRONTIER_NONE ? TURN_ASK : hang_on(c, old[i].entry, &to);
        if (turn == TURN_ASK)
            ask_as_it_is(c, old[i].entry);
        else if (turn == TURN_ASK_TARGET) /* held on the next one, which gets its turn */
            frontier_put_back(c->frontier, to);
    }
    for (size_t i = 0; i < kept; i++)
        bind(holds, old[i].lesson, old[i].entry, old[i].target);
    free(old);
}

void crawler_twins_read(struct crawler *c, uint32_t index, const struct findings *findings)
{
    struct crawler_twins *twins = c->twins;
    MEM_GROW(twins->signs, twins->n_signs, twins->sign_capacity);
    twins->signs[twins->n_signs++] = page_sign_of(findings, frontier_at(c->frontier, index)->url);
    frontier_at(c->frontier, index)->sign = (uint32_t)twins->n_signs;
    frontier_at(c->frontier, index)->is_failed = false;
    release_holds(c, index, index);
    if (!frontier_at(c->frontier, index)->is_foreign) {
        uint32_t awaiting = hash_table_get(&twins->awaited, str_hash(frontier_at(c->frontier, index)->url));
        study(c, index, STR_NONE);
        if (awaiting != HASH_TABLE_NONE && awaiting != index && sign_at(c, awaiting))
            study(c, awaiting, frontier_at(c->frontier, index)->url);
        offer_own_host(c, index);
    }
    end_tests(c, index);
}

void crawler_twins_failed(struct crawler *c, uint32_t index)
{
    frontier_at(c->frontier, index)->is_failed = true;
    release_holds(c, index, FRONTIER_NONE);
    end_tests(c, index);
}

void crawler_twins_moved(struct crawler *c, uint32_t index, struct str target)
{
    uint32_t final = frontier_find(c->frontier, target);
    struct spelling guesses[SPELLINGS_MAX];
    size_t n = frontier_at(c->frontier, index)->is_foreign ? 0 : guesses_of(c, index, guesses);
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(guesses[i].other, target) || guesses[i].kind == SPELLING_ALL)
            continue;
        struct lesson *lesson = lessons_make(c->twins->lessons, guesses[i].lesson);
        if (guesses[i].kind == SPELLING_PARAMETER || guesses[i].kind == SPELLING_TOKEN)
            prove(c, &guesses[i], (uint32_t)str_hash_quick(target), true);
        else if (lesson && lesson_prove_redirect(lesson, guesses[i].kind == SPELLING_ORIGIN ? 1 : LESSON_FEW_PROOFS))
            release_asides(c, guesses[i].lesson);
    }
    if (final != FRONTIER_NONE && final != index)
        frontier_at(c->frontier, index)->same_as = final + 1;
    release_holds(c, index, final);
    end_tests(c, index);
}
