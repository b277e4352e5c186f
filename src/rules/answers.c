/* answers.c - pages that come in place of the page asked for.
 * SPDX-License-Identifier: MIT
 */
#include "rules/answers.h"

static bool stands_in(const struct answer_texts *texts, struct str text)
{
    for (size_t i = 0; i < texts->n; i++)
        if (str_find(text, texts->items[i]) != STR_NPOS)
            return true;
    return texts->n == 0;
}

static bool is_marked(const struct answer_texts *marks, const struct answer_page *page)
{
    for (size_t i = 0; i < page->n_addresses && marks->n > 0; i++)
        if (stands_in(marks, page->addresses[i]))
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
    for (size_t i = 0; i < answers->n_rules; i++) {
        const struct answer_rule *rule = &answers->rules[i];
        if (page->text.n <= rule->most && has_status(rule, page->status) && stands_in(&rule->title, page->title) && stands_in(&rule->text, page->text) &&
            stands_in(&rule->also, page->text) && is_marked(&rule->mark, page))
            return rule;
    }
    return NULL;
}
