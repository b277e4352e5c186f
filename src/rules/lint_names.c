/* lint_names.c - names that do not name their item: each official title, name and variant is asked for by itself, as a link's label would be.
 * SPDX-License-Identifier: MIT
 */
#include "rules/lint.h"

#include <stdlib.h>

#include "base/mem.h"
#include "rules/classify.h"

enum { TRIED_STRENGTH = 90 /* exact names and variants: weaker ones never stand alone */ };

static bool is_inherited(const struct rule_place *place) /* from common or another scheme: not written for this one */
{
    return strncmp(place->file, "../", 3) == 0;
}

enum finding { FINE, LOST_TO_ITEM, LOST_TO_TRAP, NEVER, TIED };

struct trial {
    const struct scheme *scheme;
    struct classifier *classifier;
    enum finding finding;
    const char *other; /* code of the item, or the trap's id */
    int own, others;
};

static const char *subject_name(const struct scheme *s, uint16_t subject)
{
    return subject < s->n_items ? s->items[subject].code : s->traps[subject - s->n_items].id;
}

static void try(struct trial *t, const char *text, uint16_t subject)
{
    const struct classification *a = classify_title(t->classifier, str_from(text));
    t->finding = FINE;
    t->own = 0;
    for (size_t i = 0; i < a->n; i++)
        if (a->best[i].subject == subject)
            t->own = a->best[i].score;
    if (t->own < CLASSIFY_CLAIM && (a->n == 0 || a->best[0].subject == subject || a->best[0].score < CLASSIFY_CLAIM)) {
        t->finding = NEVER;
        return;
    }
    for (size_t i = 0; i < a->n; i++) {
        if (a->best[i].subject == subject || a->best[i].score < t->own)
            continue;
        bool is_item = a->best[i].subject < t->scheme->n_items;
        if (!is_item && subject >= t->scheme->n_items)
            continue; /* two traps: either keeps the title from the items */
        t->other = subject_name(t->scheme, a->best[i].subject);
        t->others = a->best[i].score;
        t->finding = a->best[i].score > t->own ? is_item ? LOST_TO_ITEM : LOST_TO_TRAP : TIED;
        return;
    }
}

static void say(const struct trial *t, const char *text, uint16_t subject, const struct rule_place *place, struct rule_messages *messages)
{
    const char *own = subject_name(t->scheme, subject);
    if (t->finding == NEVER)
        lint_say(messages, false, place, "ชื่อ '%s' ไม่ทำให้ได้ข้อ %s (%d คะแนน): มีคำที่ not ห้าม หรือชื่ออื่นครอบไว้ ให้แก้ชื่อหรือ not",
                 "the name '%s' does not give %s (%d points): a word of not forbids it, or another name covers it; correct one of them", text, own, t->own);
    else if (t->finding == TIED)
        lint_say(messages, false, place, "ชื่อ '%s' เสมอกันระหว่าง %s กับ %s (%d คะแนน): ให้ชื่อหนึ่งเจาะจงกว่า", "the name '%s' names %s and %s alike (%d points): make one of them more particular",
                 text, own, t->other, t->own);
    else
        lint_say(messages, false, place, "ชื่อ '%s' ของ %s กลับได้ %s (%d ต่อ %d คะแนน): เพิ่มชื่อเต็มใน exact หรือคำห้ามใน not ของ %s",
                 "the name '%s' of %s gives %s (%d against %d points): add the whole name to exact, or a word to not of %s", text, own, t->other, t->others,
                 t->own, t->other);
}

/* In order of seriousness: what another item or a trap takes, then what nothing finds, then draws. */
void lint_names(const struct scheme *scheme, const struct rule_book *book, struct rule_messages *messages)
{
    static const enum finding order[] = {LOST_TO_ITEM, LOST_TO_TRAP, NEVER, TIED};
    struct trial *trials = mem_alloc((book->n_phrases + 1) * sizeof *trials);
    struct classifier *classifier = classifier_new(scheme);
    for (size_t i = 0; i < book->n_phrases; i++) {
        const struct book_phrase *phrase = &book->phrases[i];
        trials[i] = (struct trial){.scheme = scheme, .classifier = classifier, .finding = FINE};
        if (phrase->use.kind != USE_NAME || phrase->use.strength < TRIED_STRENGTH)
            continue;
        try(&trials[i], phrase->text, phrase->use.owner);
        if (phrase->use.owner >= scheme->n_items && is_inherited(&phrase->place))
            trials[i].finding = FINE; /* a common trap serves several schemes: what is a trap in one is an item in another */
    }
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < book->n_phrases; i++)
            if (trials[i].finding == order[k])
                say(&trials[i], book->phrases[i].text, book->phrases[i].use.owner, &book->phrases[i].place, messages);
    classifier_free(classifier);
    free(trials);
}
