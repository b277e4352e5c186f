/* notices.c - see notices.h.
 * SPDX-License-Identifier: MIT
 */
#include "run/notices.h"

#include <stdlib.h>

#include "base/mem.h"
#include "rules/rules.h"

enum { MAX_SENTENCE = 2000 };

struct entry {
    const char *code;
    bool is_warning;
    struct oit_words text, advice;
    const char *urls[NOTICE_URLS]; /* the first ones by byte order */
    size_t n_urls, n_all_urls;
    uint64_t items;
};

struct notices {
    struct arena arena;
    struct entry *entries;
    size_t n, capacity;
};

struct notices *notices_new(void)
{
    struct notices *notices = mem_alloc(sizeof *notices);
    arena_init(&notices->arena);
    return notices;
}

void notices_free(struct notices *notices)
{
    if (!notices)
        return;
    arena_done(&notices->arena);
    free(notices->entries);
    free(notices);
}

/* One line, so that it can be kept as one. */
static const char *sentence(struct arena *arena, enum msg_language language, enum msg id, const char *const *args)
{
    static const char *const none[] = {NULL};
    if (id >= N_MESSAGES)
        return NULL;
    struct buf text;
    buf_init(&text, MAX_SENTENCE);
    msg_add(&text, language, id, args ? args : none);
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] < ' ')
            text.p[i] = ' ';
    const char *kept = arena_text(arena, buf_str(&text));
    buf_done(&text);
    return kept;
}

/* Keeps the smallest NOTICE_URLS in order; a URL added twice stands once. */
static void add_url(struct notices *notices, struct entry *entry, struct str url)
{
    size_t at = 0;
    while (at < entry->n_urls && str_cmp(str_from(entry->urls[at]), url) < 0)
        at++;
    if (at < entry->n_urls && str_eq_c(url, entry->urls[at]))
        return;
    entry->n_all_urls++;
    if (at == NOTICE_URLS)
        return;
    size_t n_behind = entry->n_urls - at - (entry->n_urls == NOTICE_URLS);
    memmove(&entry->urls[at + 1], &entry->urls[at], n_behind * sizeof *entry->urls);
    entry->urls[at] = arena_text(&notices->arena, url);
    entry->n_urls += entry->n_urls < NOTICE_URLS;
}

static struct entry *find(struct notices *notices, const char *code, const char *text)
{
    for (size_t i = 0; i < notices->n; i++)
        if (strcmp(notices->entries[i].code, code) == 0 && strcmp(notices->entries[i].text.th, text) == 0)
            return &notices->entries[i];
    return NULL;
}

void notices_add(struct notices *notices, const struct notice *notice)
{
    struct arena *arena = &notices->arena;
    const char *const *english = notice->args_en ? notice->args_en : notice->args;
    const char *thai = sentence(arena, MSG_TH, notice->says, notice->args);
    struct entry *entry = find(notices, notice->code, thai ? thai : "");
    if (!entry) {
        if (notices->n == NOTICE_MAX)
            return;
        MEM_GROW(notices->entries, notices->n, notices->capacity);
        entry = &notices->entries[notices->n++];
        *entry = (struct entry){.code = arena_text(arena, str_from(notice->code)),
                                .text = {thai ? thai : "", sentence(arena, MSG_EN, notice->says, english)},
                                .advice = {sentence(arena, MSG_TH, notice->advice, notice->args), sentence(arena, MSG_EN, notice->advice, english)}};
    }
    entry->is_warning = entry->is_warning || notice->is_warning;
    entry->items |= notice->items;
    if (notice->url.n)
        add_url(notices, entry, notice->url);
}

static int by_weight(const void *a, const void *b)
{
    const struct oit_notice *x = a, *y = b;
    if (x->is_warning != y->is_warning)
        return x->is_warning ? -1 : 1;
    int by_code = strcmp(x->code, y->code);
    return by_code ? by_code : strcmp(x->text.th, y->text.th);
}

static const char *keep(struct arena *arena, const char *text)
{
    return text ? arena_text(arena, str_from(text)) : NULL;
}

struct oit_notice *notices_list(const struct notices *notices, const struct scheme *scheme, struct arena *arena, size_t *ret_n)
{
    struct oit_notice *list = ARENA_ARRAY(arena, struct oit_notice, notices->n + 1);
    for (size_t i = 0; i < notices->n; i++) {
        const struct entry *entry = &notices->entries[i];
        const char **urls = ARENA_ARRAY(arena, const char *, entry->n_urls + 1), **items = ARENA_ARRAY(arena, const char *, scheme->n_items + 1);
        size_t n_items = 0;
        for (size_t k = 0; k < entry->n_urls; k++)
            urls[k] = keep(arena, entry->urls[k]);
        for (size_t k = 0; k < scheme->n_items && k < 64; k++)
            if (entry->items >> k & 1)
                items[n_items++] = keep(arena, scheme->items[k].code);
        list[i] = (struct oit_notice){keep(arena, entry->code), entry->is_warning,
                                      {keep(arena, entry->text.th), keep(arena, entry->text.en)},
                                      {keep(arena, entry->advice.th), keep(arena, entry->advice.en)},
                                      urls, entry->n_urls, (uint32_t)entry->n_all_urls, items, n_items};
    }
    if (notices->n)
        qsort(list, notices->n, sizeof *list, by_weight);
    *ret_n = notices->n;
    return list;
}

/* --- as text: "!" level, code, th, en, advice th, advice en, count, URLs, items, with tabs between; lists with spaces between ---------------- */

static void add_list(struct buf *out, const char *const *list, size_t n)
{
    (void)buf_add_char(out, '\t');
    for (size_t i = 0; i < n; i++)
        (void)buf_addf(out, "%s%s", i ? " " : "", list[i]);
}

void notices_pack(const struct oit_notice *notices, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        const struct oit_notice *notice = &notices[i];
        const char *const texts[] = {notice->code, notice->text.th, notice->text.en, notice->advice.th, notice->advice.en};
        (void)buf_add_c(out, notice->is_warning ? "!w" : "!n");
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            (void)buf_addf(out, "\t%s", texts[k] ? texts[k] : "");
        (void)buf_addf(out, "\t%u", notice->n_all_urls);
        add_list(out, notice->urls, notice->n_urls);
        add_list(out, notice->items, notice->n_items);
        (void)buf_add_char(out, '\n');
    }
}

static const char *cut_text(struct str *line, struct arena *arena)
{
    struct str text = str_cut(line, '\t');
    return text.n ? arena_text(arena, text) : NULL;
}

static const char *const *cut_list(struct str *line, struct arena *arena, size_t *ret_n)
{
    struct str rest = str_cut(line, '\t');
    size_t n = 0, most = 1;
    for (size_t i = 0; i < rest.n; i++)
        most += rest.p[i] == ' ';
    const char **list = ARENA_ARRAY(arena, const char *, most);
    while (rest.n > 0)
        list[n++] = arena_text(arena, str_cut(&rest, ' '));
    *ret_n = n;
    return list;
}

bool notices_unpack_line(struct str line, struct arena *arena, struct oit_notice *ret_notice)
{
    struct str level = str_cut(&line, '\t');
    if (!str_starts_c(level, "!"))
        return false;
    uint64_t count = 0;
    *ret_notice = (struct oit_notice){.is_warning = str_eq_c(level, "!w")};
    ret_notice->code = cut_text(&line, arena);
    ret_notice->text = (struct oit_words){cut_text(&line, arena), NULL};
    ret_notice->text.en = cut_text(&line, arena);
    ret_notice->advice.th = cut_text(&line, arena);
    ret_notice->advice.en = cut_text(&line, arena);
    (void)str_to_u64(str_cut(&line, '\t'), UINT32_MAX, &count);
    ret_notice->n_all_urls = (uint32_t)count;
    ret_notice->urls = cut_list(&line, arena, &ret_notice->n_urls);
    ret_notice->items = cut_list(&line, arena, &ret_notice->n_items);
    return ret_notice->code && ret_notice->text.th;
}
