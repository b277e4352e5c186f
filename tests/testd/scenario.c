/* scenario.c - reading and matching scripted behaviour.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "testd.h"

enum { SCENARIO_BYTES = 1024 * 1024 };

static const struct {
    const char *name;
    enum trick trick;
} TRICKS[] = {
    {"hang", TRICK_HANG},
    {"reset", TRICK_RESET},
    {"garbage", TRICK_GARBAGE},
    {"endless", TRICK_ENDLESS},
    {"header-flood", TRICK_HEADER_FLOOD},
    {"trailer-flood", TRICK_TRAILER_FLOOD},
    {"gzip-bomb", TRICK_GZIP_BOMB},
    {"slow-headers", TRICK_SLOW_HEADERS},
    {"drip", TRICK_DRIP},
};

static bool match_wild(const char *pattern, const char *end, const char *text, const char *text_end)
{
    const char *star = NULL, *again = NULL;
    while (text < text_end) {
        if (pattern < end && *pattern == '*') {
            star = ++pattern;
            again = text;
        } else if (pattern < end && *pattern == *text) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star;
            text = ++again;
        } else {
            return false;
        }
    }
    while (pattern < end && *pattern == '*')
        pattern++;
    return pattern == end;
}

/* The next word of a line; quotes may stand around the whole or behind "name=". */
static bool next_word(struct str *line, struct buf *word)
{
    bool in_quotes = false;
    buf_clear(word);
    while (line->n > 0 && (line->p[0] == ' ' || line->p[0] == '\t' || line->p[0] == '\r'))
        *line = str_from_pos(*line, 1);
    if (line->n == 0 || line->p[0] == '#')
        return false;
    while (line->n > 0 && (in_quotes || (line->p[0] != ' ' && line->p[0] != '\t' && line->p[0] != '\r'))) {
        if (line->p[0] == '"')
            in_quotes = !in_quotes;
        else
            (void)buf_add_char(word, line->p[0]);
        *line = str_from_pos(*line, 1);
    }
    return true;
}

/* "\n" in a text becomes a line break: a scenario has one line an answer. */
static void break_lines(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        bool is_break = from[0] == '\\' && from[1] == 'n', is_quote = from[0] == '\\' && from[1] == 'q';
        *to++ = is_break ? '\n' : is_quote ? '"' : *from;
        from += is_break || is_quote;
    }
    *to = '\0';
}

static bool set_text(struct line *l, struct str name, struct str value)
{
    const struct {
        const char *name;
        char **place;
    } texts[] = {
        {"redirect", &l->redirect}, {"retry-after", &l->retry_after}, {"body", &l->body},     {"body-file", &l->body_file},
        {"type", &l->type},         {"login", &l->login},             {"cookie", &l->cookie}, {"agent", &l->agent},
        {"sent", &l->sent},
        {"conditional", &l->conditional},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (str_eq_c(name, texts[i].name)) {
            *texts[i].place = mem_text(value);
            break_lines(*texts[i].place);
            return true;
        }
    if (!str_eq_c(name, "header") || l->n_headers == TESTD_MAX_HEADERS)
        return false;
    l->headers[l->n_headers] = mem_text(value);
    break_lines(l->headers[l->n_headers++]);
    return true;
}

static bool set_number(struct line *l, struct str name, struct str value)
{
    uint64_t number;
    if (!str_to_u64(value, 1000000000, &number))
        return false;
    if (str_eq_c(name, "status"))
        l->status = (int)number;
    else if (str_eq_c(name, "delay-ms"))
        l->delay_ms = (int)number;
    else if (str_eq_c(name, "truncate"))
        l->truncate = (long)number;
    else if (str_eq_c(name, "lying-length"))
        l->lying_length = (long)number;
    else if (str_eq_c(name, "times"))
        l->times = (long)number;
    else if (str_eq_c(name, "gzip-bomb"))
        l->trick = TRICK_GZIP_BOMB, l->size_mb = (long)number;
    else
        return false;
    return true;
}

static bool set_flag(struct line *l, struct str name)
{
    for (size_t i = 0; i < sizeof TRICKS / sizeof *TRICKS; i++)
        if (str_eq_c(name, TRICKS[i].name)) {
            l->trick = TRICKS[i].trick;
            return true;
        }
    if (str_eq_c(name, "login"))
        l->is_login = true;
    else if (str_eq_c(name, "soft404"))
        l->is_soft404 = true;
    else if (str_eq_c(name, "no-length"))
        l->has_no_length = true;
    else if (str_eq_c(name, "conditional"))
        l->conditional = mem_text(STR_LIT(""));
    else
        return false;
    return true;
}

static void set_pattern(struct line *l, struct str pattern)
{
    if (str_starts_c(pattern, "//")) {
        struct str rest = str_from_pos(pattern, 2);
        size_t slash = str_chr(rest, '/');
        l->host = mem_text(slash == STR_NPOS ? rest : str_sub(rest, 0, slash));
        pattern = slash == STR_NPOS ? STR_LIT("/*") : str_from_pos(rest, slash);
    }
    l->pattern = mem_text(pattern);
}

static bool parse_line(struct line *l, struct str text)
{
    struct buf word;
    buf_init(&word, 0);
    bool ok = next_word(&text, &word);
    if (ok)
        set_pattern(l, buf_str(&word));
    while (ok && next_word(&text, &word)) {
        struct str value = buf_str(&word);
        struct str name = str_cut(&value, '=');
        ok = value.p ? set_text(l, name, value) || set_number(l, name, value) : set_flag(l, name);
    }
    buf_done(&word);
    return ok;
}

/* A body file is named from where the scenario stands. */
static void place_body_file(struct line *l, const char *scenario_path)
{
    if (!l->body_file || l->body_file[0] == '/')
        return;
    struct buf path;
    buf_init(&path, 0);
    (void)buf_add_str(&path, str_sub(str_from(scenario_path), 0, str_rchr(str_from(scenario_path), '/') + 1));
    (void)buf_add_c(&path, l->body_file);
    free(l->body_file);
    l->body_file = buf_take(&path);
}

bool scenario_load(struct scenario *s, const char *path)
{
    struct buf bytes;
    buf_init(&bytes, SCENARIO_BYTES);
    if (!file_exists(path) || file_read(path, &bytes, NULL) != OIT_OK)
        return false;
    struct str rest = buf_str(&bytes);
    for (int number = 1; rest.p; number++) {
        struct str text = str_trim(str_cut(&rest, '\n'));
        if (text.n == 0 || text.p[0] == '#')
            continue;
        struct line l = {.truncate = -1, .lying_length = -1, .times = -1};
        if (!parse_line(&l, text)) {
            (void)fprintf(stderr, "testd: %s:%d: not understood: %.*s\n", path, number, STR_ARG(text));
            exit(2);
        }
        place_body_file(&l, path);
        MEM_GROW(s->lines, s->n_lines, s->capacity);
        s->lines[s->n_lines++] = l;
    }
    buf_done(&bytes);
    return true;
}

static bool has_header(struct str head, const char *name)
{
    while (head.p) {
        struct str value = str_cut(&head, '\n');
        if (str_eq_nocase_c(str_trim(str_cut(&value, ':')), name))
            return true;
    }
    return false;
}

static bool is_conditional(const struct request *request, const char *text)
{
    return (request->if_none_match.p && str_find_c(request->if_none_match, text) != STR_NPOS) ||
           (request->if_modified_since.p && str_find_c(request->if_modified_since, text) != STR_NPOS);
}

struct line *scenario_match(struct scenario *s, const struct request *request)
{
    for (size_t i = 0; i < s->n_lines; i++) {
        struct line *l = &s->lines[i];
        if (l->host && !str_eq_nocase_c(request->host, l->host))
            continue;
        if (l->conditional && !is_conditional(request, l->conditional))
            continue;
        if (l->agent && str_find_nocase_c(request->user_agent, l->agent) == STR_NPOS)
            continue;
        if (l->sent && !has_header(request->head, l->sent))
            continue;
        if (l->times >= 0 && l->n_used >= l->times)
            continue;
        if (!match_wild(l->pattern, l->pattern + strlen(l->pattern), request->target.p, request->target.p + request->target.n))
            continue;
        l->n_used++;
        return l;
    }
    return NULL;
}
