/* examples.c - the examples of every item and trap, run as rule writers wrote them.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "rules/classify.h"
#include "rules/matcher.h"

static const char *subject_name(const struct scheme *s, size_t subject)
{
    return subject < s->n_items ? s->items[subject].code : s->traps[subject - s->n_items].id;
}

static void report(struct rule_messages *messages, const struct scheme *s, const struct rule_example *e, const struct classification *a)
{
    if (!messages)
        return;
    const char *found = a->n > 0 ? subject_name(s, a->best[0].subject) : "-";
    int score = a->n > 0 ? a->best[0].score : 0;
    struct str th = arena_printf(messages->arena, e->is_match ? "ตัวอย่าง '%s' ควรเป็น %s แต่ได้ %s (%d คะแนน)" : "ตัวอย่าง '%s' ต้องไม่เป็น %s แต่ได้ %s (%d คะแนน)",
                                 e->text, subject_name(s, e->subject), found, score);
    struct str en = arena_printf(messages->arena, e->is_match ? "the example '%s' should be %s and is %s (%d points)"
                                                              : "the example '%s' must not be %s and is %s (%d points)",
                                 e->text, subject_name(s, e->subject), found, score);
    messages->items = mem_resize(messages->items, messages->n + 1, sizeof *messages->items);
    messages->items[messages->n++] = (struct rule_message){.file = arena_text(messages->arena, str_from(e->file)),
                                                           .line = e->line,
                                                           .column = e->column,
                                                           .is_error = true,
                                                           .text = {th.p, en.p}};
}

static bool names_subject(const struct scheme *s, const struct classification *a, uint16_t subject)
{
    if (subject < s->n_items)
        return classification_item(s, a) == subject;
    return a->n > 0 && a->best[0].score >= CLASSIFY_CLAIM && a->best[0].subject == subject;
}

size_t scheme_run_examples(const struct scheme *scheme, struct rule_messages *messages)
{
    const struct matcher *m = scheme->matcher;
    struct classifier *classifier = classifier_new(scheme);
    size_t n_bad = 0;
    for (size_t i = 0; i < m->n_examples; i++) {
        const struct classification *a = classify_title(classifier, str_from(m->examples[i].text));
        if (names_subject(scheme, a, m->examples[i].subject) == m->examples[i].is_match)
            continue;
        n_bad++;
        report(messages, scheme, &m->examples[i], a);
    }
    classifier_free(classifier);
    return n_bad;
}
