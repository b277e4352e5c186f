/* build_parallel.c - lists of other assessments with the same numbers: read, and recognised in the text of an index.
 *
 *   "ITA สถานีตำรวจ ประจำปี 2567"      named by a word of the list            scheme_parallel_named
 *   "MOIT 14 ..."                      a number with its own word             scheme_parallel_of_row
 *   "O11 สถิติฐานความผิดคดีอาญา"         a title that no other list has         scheme_parallel_of_row
 *
 * What a page named so means for the verdicts is not decided here (assess).
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/limits.h"
#include "rules/build.h"
#include "text/norm.h"

static const struct str *read_phrases(struct builder *b, const struct yaml_node *list, size_t *ret_n)
{
    size_t n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        n++;
    struct str *phrases = ARENA_ARRAY(b->arena, struct str, n + 1);
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        struct str tight;
        if (build_phrase(b, node, &tight))
            phrases[(*ret_n)++] = arena_str(b->arena, tight);
    }
    return phrases;
}

static size_t count_parallels(const struct builder *b)
{
    size_t n = 0;
    for (size_t i = 0; i < b->n_files; i++) {
        const struct yaml_node *list = yaml_get(b->files[i].root, "parallel");
        for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
            n++;
    }
    return n;
}

void build_parallels(struct builder *b)
{
    struct scheme_parallel *all = ARENA_ARRAY(b->arena, struct scheme_parallel, count_parallels(b) + 1);
    size_t n = 0;
    for (size_t i = 0; i < b->n_files; i++) {
        const struct yaml_node *list = yaml_get(b->files[i].root, "parallel");
        for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
            struct scheme_parallel *p = &all[n++];
            p->id = build_text(b, yaml_get(node, "id"), "");
            p->title = build_words(b, yaml_get(node, "title"));
            p->words = read_phrases(b, yaml_get(node, "words"), &p->n_words);
            p->with = read_phrases(b, yaml_get(node, "with"), &p->n_with);
            p->code_words = read_phrases(b, yaml_get(node, "code_words"), &p->n_code_words);
            p->titles = read_phrases(b, yaml_get(node, "titles"), &p->n_titles);
            for (size_t k = 0; k + 1 < n; k++)
                if (strcmp(all[k].id, p->id) == 0)
                    build_error(b, node, "มีรายการคู่ขนาน '%s' อยู่แล้ว", "a parallel list '%s' is there already", p->id);
        }
    }
    b->scheme->parallels = all;
    b->scheme->n_parallels = n;
}

static bool is_latin(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Letters longest of the phrases that stand in text; a Latin phrase is no part of a longer Latin word. */
static size_t longest_in(struct str text, const struct str *phrases, size_t n)
{
    size_t best = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t from = 0; from + phrases[i].n <= text.n && phrases[i].n > best; from++) {
            size_t at = str_find(str_from_pos(text, from), phrases[i]);
            if (at == STR_NPOS)
                break;
            at += from;
            from = at;
            size_t end = at + phrases[i].n;
            bool runs_on = (at > 0 && is_latin(text.p[at - 1]) && is_latin(phrases[i].p[0])) ||
                           (end < text.n && is_latin(text.p[end]) && is_latin(phrases[i].p[phrases[i].n - 1]));
            if (!runs_on)
                best = phrases[i].n;
        }
    return best;
}

static const struct scheme_parallel *best_of(const struct scheme *scheme, struct str text, size_t (*strength)(const struct scheme_parallel *, struct str))
{
    struct buf tight;
    buf_init(&tight, LIMIT_RULE_FILE_BYTES);
    norm_phrase(text, NORM_TIGHT, &tight);
    const struct scheme_parallel *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < scheme->n_parallels && tight.n > 0; i++) {
        size_t n = strength(&scheme->parallels[i], buf_str(&tight));
        if (n > most) {
            most = n;
            best = &scheme->parallels[i];
        }
    }
    buf_done(&tight);
    return best;
}

static size_t is_named(const struct scheme_parallel *p, struct str text)
{
    size_t n = longest_in(text, p->words, p->n_words);
    return n > 0 && p->n_with > 0 && longest_in(text, p->with, p->n_with) == 0 ? 0 : n;
}

const struct scheme_parallel *scheme_parallel_named(const struct scheme *scheme, struct str text)
{
    return best_of(scheme, text, is_named);
}

/* A word of the list with a number behind it: "moit14", "eb-26". */
static size_t has_code(const struct scheme_parallel *p, struct str text)
{
    for (size_t i = 0; i < p->n_code_words; i++)
        for (size_t at = str_find(text, p->code_words[i]); at != STR_NPOS;) {
            size_t end = at + p->code_words[i].n;
            bool runs_on = at > 0 && is_latin(text.p[at - 1]);
            while (end < text.n && (text.p[end] == '-' || text.p[end] == '.' || text.p[end] == ':' || text.p[end] == '_'))
                end++;
            if (!runs_on && end < text.n && text.p[end] >= '0' && text.p[end] <= '9')
                return p->code_words[i].n;
            size_t next = str_find(str_from_pos(text, end), p->code_words[i]);
            at = next == STR_NPOS ? STR_NPOS : end + next;
        }
    return 0;
}

static size_t is_row_of(const struct scheme_parallel *p, struct str text)
{
    size_t code = has_code(p, text), title = longest_in(text, p->titles, p->n_titles);
    return code > title ? code : title;
}

const struct scheme_parallel *scheme_parallel_of_row(const struct scheme *scheme, struct str text)
{
    return best_of(scheme, text, is_row_of);
}

const struct scheme_parallel *scheme_parallel_by_id(const struct scheme *scheme, const char *id)
{
    for (size_t i = 0; id && i < scheme->n_parallels; i++)
        if (strcmp(scheme->parallels[i].id, id) == 0)
            return &scheme->parallels[i];
    return NULL;
}
