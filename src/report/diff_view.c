/* diff_view.c - see diff.h.
 * SPDX-License-Identifier: MIT
 */
#include "diff.h"

const struct diff_group diff_groups[DIFF_N_GROUPS] = {
    {COMPARE_WORSENED, MSG_DIFF_WORSENED, "bad"}, {COMPARE_IMPROVED, MSG_DIFF_IMPROVED, "good"}, {COMPARE_EVIDENCE, MSG_DIFF_EVIDENCE, "warn"},
    {COMPARE_DUE, MSG_DIFF_DUE, "later"},         {COMPARE_KNOWN, MSG_DIFF_KNOWN, "ask"},        {COMPARE_UNREAD, MSG_DIFF_UNREAD, "ask"},
    {COMPARE_RULES, MSG_DIFF_RULES, "later"},
};

const char *diff_code(const struct compare_item *item)
{
    const char *code = item->after ? item->after->code : item->before->code;
    return code ? code : "";
}

struct oit_words diff_title(const struct compare_item *item)
{
    return item->after ? item->after->title : item->before->title;
}

const char *diff_label(const struct view *view, const struct oit_item *item)
{
    return item ? view_words(view, item->label) : view_msg(view, MSG_DIFF_NO_ITEM);
}

bool diff_is_only_not_reached(const struct compare_item *item)
{
    const struct oit_item *after = item->after;
    return item->kind == COMPARE_UNREAD && item->n_evidence == 0 && after && after->status == OIT_UNKNOWN && after->n_reasons &&
           after->reasons[0].code == REASON_BUDGET_EXHAUSTED;
}

enum msg diff_evidence_words(const struct compare_evidence *evidence)
{
    switch (evidence->kind) {
    case EVIDENCE_REMOVED:
        return evidence->is_gone ? MSG_DIFF_GONE : MSG_DIFF_REMOVED;
    case EVIDENCE_CONTENT:
        return evidence->may_be_counter ? MSG_DIFF_PAGE : evidence->is_page ? MSG_DIFF_PAGE_TEXT : MSG_DIFF_CONTENT;
    case EVIDENCE_MOVED:
        return MSG_DIFF_MOVED;
    case EVIDENCE_TITLE:
        return MSG_DIFF_RETITLED;
    case EVIDENCE_ADDED:
    case N_COMPARE_EVIDENCES:
        break;
    }
    return MSG_DIFF_ADDED;
}

void diff_elements(const struct view *view, const struct oit_element *const *elements, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++)
        (void)buf_addf(out, "%s%s", i ? ", " : "", view_words(view, elements[i]->text));
}

static void note(const struct view *view, struct buf *notes, size_t *n, size_t max, enum msg id, const char *before, const char *after)
{
    if (*n == max)
        return;
    buf_init(&notes[*n], 0);
    msg_add(&notes[(*n)++], view->language, id, MSG_ARGS(before ? before : "-", after ? after : "-"));
}

size_t diff_notes(const struct comparison *c, const struct view *view, struct buf *notes, size_t max)
{
    const struct oit_report *before = c->before, *after = c->after;
    bool is_alike = str_eq(str_from(before->rules.revision), str_from(after->rules.revision));
    size_t n = 0;
    if (c->after_is_cut)
        note(view, notes, &n, max, MSG_DIFF_AFTER_CUT, NULL, NULL);
    if (c->before_is_cut)
        note(view, notes, &n, max, MSG_DIFF_BEFORE_CUT, NULL, NULL);
    if (c->other_rules && is_alike)
        note(view, notes, &n, max, MSG_DIFF_OTHER_RULES_ALIKE, after->rules.revision, NULL);
    else if (c->other_rules)
        note(view, notes, &n, max, MSG_DIFF_OTHER_RULES, before->rules.revision, after->rules.revision);
    if (c->other_version)
        note(view, notes, &n, max, MSG_DIFF_OTHER_VERSION, before->tool.version, after->tool.version);
    if (c->other_site)
        note(view, notes, &n, max, MSG_DIFF_OTHER_SITE, before->site.url, after->site.url);
    return n;
}
