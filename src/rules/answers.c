/* answers.c - pages that come in place of the page asked for.
 * SPDX-License-Identifier: MIT
 */
#include "rules/answers.h"

/* Which pairs of neighbouring bytes a text has, by hash: a phrase with another pair cannot stand in it. Three hundred phrases cost a short page 2 us so,
 * and 16 us if each were searched for. */
enum { PAIR_BITS = 4096, PAIRS_LOOKED_AT = 8 };
struct pairs {
    uint64_t bits[PAIR_BITS / 64];
};

static unsigned pair_of(const char *p)
{
    return ((unsigned)(unsigned char)p[0] * 67u + (unsigned)(unsigned char)p[1]) % PAIR_BITS;
}

static void note_pairs(struct pairs *pairs, struct str text)
{
    *pairs = (struct pairs){{0}};
    for (size_t i = 0; i + 1 < text.n; i++) {
        unsigned pair = pair_of(text.p + i);
        pairs->bits[pair / 64] |= UINT64_C(1) << (pair % 64);
    }
}

static bool may_hold(const struct pairs *pairs, struct str phrase)
{
    for (size_t i = 0; i + 1 < phrase.n && i < PAIRS_LOOKED_AT; i++) {
        unsigned pair = pair_of(phrase.p + i);
        if (!(pairs->bits[pair / 64] >> (pair % 64) & 1))
            return false;
    }
    return true;
}

/* pairs: of the text; NULL: not made. */
static bool stands_in(const struct answer_texts *texts, struct str text, const struct pairs *pairs)
{
    for (size_t i = 0; i < texts->n; i++)
        if ((!pairs || may_hold(pairs, texts->items[i])) && str_find(text, texts->items[i]) != STR_NPOS)
            return true;
    return texts->n == 0;
}

static bool is_marked(const struct answer_texts *marks, const struct answer_page *page)
{
    for (size_t i = 0; i < page->n_addresses && marks->n > 0; i++)
        if (stands_in(marks, page->addresses[i], NULL))
            return true;
    return marks->n == 0;
}

static bool has_status(const struct answer_rule *rule, int status)
{
    for (size_t i = 0; i < rule->n_status; i++)
        if (rule->status[i] == status)
            return true;
    return rule->n_status == 0;
}

const struct answer_rule *answers_find(const struct answers *answers, const struct answer_page *page)
{
    if (!answers || page->text.n > answers->most)
        return NULL;
    struct pairs title, text;
    note_pairs(&title, page->title);
    note_pairs(&text, page->text);
    for (size_t i = 0; i < answers->n_rules; i++) {
        const struct answer_rule *rule = &answers->rules[i];
        if (page->text.n <= rule->most && has_status(rule, page->status) && stands_in(&rule->title, page->title, &title) && stands_in(&rule->text, page->text, &text) &&
            stands_in(&rule->also, page->text, &text) && is_marked(&rule->mark, page))
            return rule;
    }
    return NULL;
}
