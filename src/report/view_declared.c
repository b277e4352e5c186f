/* view_declared.c - declared versus proved, in words: which index was read, what its rows lead to, how many of each.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "view.h"

enum msg view_declared_words(enum oit_declared_state state)
{
    static const enum msg words[] = {[DECLARED_NONE] = MSG_INDEX_NONE,
                                     [DECLARED_PROVED] = MSG_DECLARED_PROVED,
                                     [DECLARED_INCOMPLETE] = MSG_DECLARED_INCOMPLETE,
                                     [DECLARED_UNREAD] = MSG_DECLARED_UNREAD,
                                     [DECLARED_WRONG_YEAR] = MSG_DECLARED_WRONG_YEAR,
                                     [DECLARED_WRONG_ITEM] = MSG_DECLARED_WRONG_ITEM,
                                     [DECLARED_DEAD] = MSG_DECLARED_DEAD,
                                     [DECLARED_CRITERION_ONLY] = MSG_DECLARED_CRITERION_ONLY,
                                     [DECLARED_NO_TARGET] = MSG_DECLARED_NO_TARGET,
                                     [DECLARED_ELSEWHERE] = MSG_DECLARED_ELSEWHERE,
                                     [DECLARED_NOT_LISTED] = MSG_DECLARED_NOT_LISTED};
    return words[state < N_OIT_DECLARED_STATES ? state : DECLARED_UNREAD];
}

size_t view_declared_counts(const struct oit_report *report, size_t ret_counts[static N_OIT_DECLARED_STATES])
{
    size_t n = 0;
    for (size_t i = 0; i < N_OIT_DECLARED_STATES; i++)
        ret_counts[i] = 0;
    for (size_t i = 0; i < report->n_items; i++) {
        ret_counts[report->items[i].declared.state]++;
        n += report->items[i].declared.n_rows > 0;
    }
    return n;
}

static void add_count(const struct view *view, enum msg id, size_t n, size_t of, struct buf *out)
{
    char number[24], whole[24];
    if (!n)
        return;
    (void)snprintf(number, sizeof number, "%zu", n);
    (void)snprintf(whole, sizeof whole, "%zu", of);
    if (out->n)
        (void)buf_add_c(out, " - ");
    msg_add(out, view->language, id, MSG_ARGS(number, whole));
}

bool view_has_declarations(const struct oit_report *report)
{
    for (size_t i = 0; i < report->n_indexes; i++)
        if (report->indexes[i].is_used)
            return true;
    return false;
}

void view_declared(const struct view *view, struct buf *out)
{
    const struct oit_report *report = view->report;
    size_t counts[N_OIT_DECLARED_STATES], n = view_declared_counts(report, counts);
    struct buf text;
    if (!view_has_declarations(report))
        return;
    size_t n_astray = counts[DECLARED_WRONG_ITEM] + counts[DECLARED_WRONG_YEAR] + counts[DECLARED_DEAD] + counts[DECLARED_NO_TARGET] + counts[DECLARED_CRITERION_ONLY];
    buf_init(&text, 0);
    add_count(view, MSG_DECLARED_COUNT, n, report->n_items, &text);
    add_count(view, MSG_DECLARED_COUNT_PROVED, counts[DECLARED_PROVED], 0, &text);
    add_count(view, MSG_DECLARED_COUNT_ASTRAY, n_astray, 0, &text);
    add_count(view, MSG_DECLARED_COUNT_OPEN, counts[DECLARED_UNREAD] + counts[DECLARED_INCOMPLETE], 0, &text);
    add_count(view, MSG_DECLARED_COUNT_ELSEWHERE, counts[DECLARED_ELSEWHERE], 0, &text);
    add_count(view, MSG_DECLARED_COUNT_NOT_LISTED, counts[DECLARED_NOT_LISTED], 0, &text);
    (void)buf_add_str(out, buf_str(&text));
    buf_done(&text);
}

void view_index(const struct view *view, const struct oit_index *index, struct buf *out)
{
    const struct oit_report *report = view->report;
    char year[24], pages[24];
    (void)snprintf(year, sizeof year, "%d", view_year(report, index->fiscal_year_be));
    (void)snprintf(pages, sizeof pages, "%u", (unsigned)index->n_pages);
    bool is_own_list = !index->scheme || !report->rules.scheme || strcmp(index->scheme, report->rules.scheme) == 0;
    bool is_other = index->scheme && strcmp(index->scheme, "other") == 0;
    const char *list = view_words(view, index->list);
    enum msg id = strcmp(index->form, "menu") == 0 ? MSG_INDEX_USED_MENU
                  : index->is_used && index->n_pages > 1 ? MSG_INDEX_USED_PAGES
                  : index->is_used                     ? MSG_INDEX_USED
                  : strcmp(index->form, "unread") == 0 ? MSG_INDEX_UNREAD
                  : list[0]                            ? MSG_INDEX_PARALLEL
                  : is_other                           ? MSG_INDEX_OTHER_LIST
                  : index->fiscal_year_be && index->fiscal_year_be != report->fiscal_year_be ? MSG_INDEX_OTHER_YEAR
                  : !is_own_list                       ? MSG_INDEX_OLD_LIST
                                                       : MSG_INDEX_NO_YEAR;
    msg_add(out, view->language, id, MSG_ARGS(id == MSG_INDEX_PARALLEL ? list : id == MSG_INDEX_OLD_LIST ? index->scheme : id == MSG_INDEX_USED_PAGES ? pages : year));
}
