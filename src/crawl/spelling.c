/* spelling.c - other URLs that may show the same page.
 * SPDX-License-Identifier: MIT
 */
#include "spelling.h"

#include "url/url.h"

enum { MAX_PARAMETERS = 7, MIN_TOKEN_BYTES = 16, ROOM = 2 /* for what stands behind the path */ };

struct guesses {
    struct spelling *items;
    size_t n;
    struct arena *arena;
    struct url_parts parts;
};

static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t h = (a ^ (b + UINT64_C(0x9e3779b97f4a7c15))) * UINT64_C(0xd6e8feb86659fd93);
    return h ^ h >> 31;
}

static void add(struct guesses *g, enum spelling_kind kind, struct str other, uint64_t lesson)
{
    if (g->n < SPELLINGS_MAX)
        g->items[g->n++] = (struct spelling){.kind = kind, .other = other, .lesson = mix((uint64_t)kind + 1, lesson)};
}

static struct str with_path(const struct guesses *g, struct str path)
{
    return g->parts.query.p ? arena_printf(g->arena, "%.*s%.*s?%.*s", STR_ARG(g->parts.origin), STR_ARG(path), STR_ARG(g->parts.query))
                            : arena_printf(g->arena, "%.*s%.*s", STR_ARG(g->parts.origin), STR_ARG(path));
}

/* --- host and path ----------------------------------------------------------------------------------------------------------- */

static bool is_default_port(uint16_t port)
{
    return port == 80 || port == 443;
}

static void guess_origin(struct guesses *g, struct str url, struct str start)
{
    struct url_parts own;
    if (!url_split(start, &own) || str_eq(own.origin, g->parts.origin) || !url_same_host_or_www(own.host, g->parts.host))
        return;
    if (own.port != g->parts.port && !(is_default_port(own.port) && is_default_port(g->parts.port)))
        return;
    add(g, SPELLING_ORIGIN, arena_printf(g->arena, "%.*s%.*s", STR_ARG(own.origin), STR_ARG(str_from_pos(url, g->parts.origin.n))),
        str_hash_quick(g->parts.origin));
}

static void guess_index(struct guesses *g)
{
    static const char *const names[] = {"index.html", "index.htm", "index.php", "index.asp", "index.aspx", "index.jsp", "default.aspx", "default.asp",
                                        "default.htm", "default.html", "home.html", "home.php", "main.php", "index.shtml", "index.cfm", "index.do"};
    size_t slash = str_rchr(g->parts.path, '/');
    struct str name = str_from_pos(g->parts.path, slash + 1);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase_c(name, names[i]))
            add(g, SPELLING_INDEX, with_path(g, str_sub(g->parts.path, 0, slash + 1)), mix(str_hash_quick(g->parts.origin), i));
}

static void guess_slashes(struct guesses *g)
{
    struct str path = g->parts.path;
    if (str_find_c(path, "//") == STR_NPOS)
        return;
    char *single = arena_alloc(g->arena, path.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] != '/' || n == 0 || single[n - 1] != '/')
            single[n++] = path.p[i];
    add(g, SPELLING_SLASHES, with_path(g, (struct str){single, n}), str_hash_quick(g->parts.origin));
}

/* A last segment with a dot is a file: no slash belongs behind it. */
static void guess_tail(struct guesses *g)
{
    struct str path = g->parts.path;
    if (path.n < 2)
        return;
    bool has_tail = str_ends_c(path, "/");
    struct str last = str_from_pos(str_sub(path, 0, path.n - has_tail), str_rchr(str_sub(path, 0, path.n - has_tail), '/') + 1);
    if (str_chr(last, '.') != STR_NPOS || last.n == 0)
        return;
    struct str other = has_tail ? str_sub(path, 0, path.n - 1) : arena_printf(g->arena, "%.*s/", STR_ARG(path));
    add(g, SPELLING_TAIL, with_path(g, other), str_hash_quick(g->parts.origin));
}

static void guess_case(struct guesses *g)
{
    struct str path = g->parts.path;
    char *lower = arena_alloc(g->arena, path.n + 1);
    bool has_capital = false;
    for (size_t i = 0; i < path.n; i++) {
        bool is_escape = (i >= 1 && path.p[i - 1] == '%') || (i >= 2 && path.p[i - 2] == '%');
        bool is_capital = !is_escape && path.p[i] >= 'A' && path.p[i] <= 'Z';
        lower[i] = is_capital ? (char)(path.p[i] - 'A' + 'a') : path.p[i];
        has_capital |= is_capital;
    }
    if (has_capital)
        add(g, SPELLING_CASE, with_path(g, (struct str){lower, path.n}), str_hash_quick(g->parts.origin));
}

static bool is_token(struct str s)
{
    size_t n_digits = 0, n_letters = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c >= '0' && c <= '9')
            n_digits++;
        else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            n_letters++;
        else if (c != '_')
            return false; /* no hyphen: "somebodys-title-2567-part-2" is a title */
    }
    return s.n >= MIN_TOKEN_BYTES && n_digits >= 3 && n_letters >= 3;
}

static void guess_token(struct guesses *g)
{
    struct str path = g->parts.path;
    for (size_t at = 1; at < path.n;) {
        struct str segment = str_sub(path, at, str_chr(str_from_pos(path, at), '/'));
        size_t after = at + segment.n + 1;
        if (after < path.n && is_token(segment)) {
            struct str without = arena_printf(g->arena, "%.*s%.*s", STR_ARG(str_sub(path, 0, at)), STR_ARG(str_from_pos(path, after)));
            add(g, SPELLING_TOKEN, with_path(g, without), mix(str_hash_quick(g->parts.origin), str_hash_quick(str_sub(path, 0, at))));
            if (g->n)
                g->items[g->n - 1].value = (uint32_t)str_hash_quick(segment) | 1;
            return;
        }
        at = after;
    }
}

/* --- parameters -------------------------------------------------------------------------------------------------------------- */

/* The program that answers: a script by its path without numbers, else the whole site ("/any/title?print=1"). */
static uint64_t program_of(const struct guesses *g)
{
    struct str path = g->parts.path;
    uint64_t h = str_hash_quick(g->parts.origin);
    if (str_chr(str_from_pos(path, str_rchr(path, '/')), '.') == STR_NPOS && path.n > 1)
        return h;
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] < '0' || path.p[i] > '9')
            h = mix(h, (uint64_t)(unsigned char)path.p[i]);
    return h;
}

static struct str without(const struct guesses *g, const struct str *parameters, size_t n, uint32_t left_out)
{
    struct str url = arena_printf(g->arena, "%.*s%.*s", STR_ARG(g->parts.origin), STR_ARG(g->parts.path));
    bool is_first = true;
    for (size_t i = 0; i < n; i++) {
        if (left_out >> i & 1)
            continue;
        url = arena_printf(g->arena, "%.*s%c%.*s", STR_ARG(url), is_first ? '?' : '&', STR_ARG(parameters[i]));
        is_first = false;
    }
    return url;
}

static bool is_word(struct str parameter)
{
    struct str value = parameter;
    (void)str_cut(&value, '=');
    for (size_t i = 0; i < value.n; i++)
        if ((value.p[i] >= '0' && value.p[i] <= '9') || value.p[i] == '%')
            return false;
    return value.n > 0;
}

/* Words of web programming for how something is shown. They prove nothing: pages do. With them fewer pages are enough. */
static bool is_manner(struct str parameter)
{
    static const char *const words[] = {"print", "printable", "sort", "sortby", "order", "orderby", "order_by", "dir", "direction", "asc", "desc", "theme", "style", "skin",
                                        "font", "fontsize", "layout", "display", "share", "replytocom", "format", "tmpl", "popup", "nocache", "rand", "random", "_", "ts",
                                        "timestamp", "ref", "referer", "back", "return", "highlight", "view", "pop", "mobile", "device", "list", "grid", "full"};
    struct str value = parameter, name = str_cut(&value, '=');
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase_c(name, words[i]) || str_eq_nocase_c(value, words[i]))
            return true;
    return false;
}

static void guess_parameters(struct guesses *g, spelling_noise_fn is_noise, void *context)
{
    struct str parameters[MAX_PARAMETERS], query = g->parts.query;
    uint64_t names[MAX_PARAMETERS], name_keys[MAX_PARAMETERS], value_keys[MAX_PARAMETERS];
    uint32_t values[MAX_PARAMETERS], noise = 0;
    size_t n = 0, n_noise = 0;
    uint64_t program = program_of(g), others = 0;
    while (query.n > 0) {
        struct str parameter = str_cut(&query, '&');
        if (parameter.n == 0)
            continue;
        if (n == MAX_PARAMETERS)
            return;
        parameters[n] = parameter;
        struct str value = parameter, name = str_cut(&value, '=');
        names[n] = str_hash_quick(name);
        values[n] = (uint32_t)str_hash_quick(value) | 1;
        name_keys[n] = mix(program, names[n]);
        value_keys[n] = mix(name_keys[n], values[n]);
        if (is_noise(context, name_keys[n], value_keys[n])) {
            noise |= (uint32_t)1 << n;
            n_noise++;
        } else {
            others += mix(1, names[n]); /* a sum: their order does not matter */
        }
        n++;
    }
    for (size_t i = 0; i < n && g->n + ROOM < SPELLINGS_MAX; i++) {
        bool is_one = noise >> i & 1;
        uint64_t key = mix(name_keys[i], others - (is_one ? 0 : mix(1, names[i])));
        add(g, SPELLING_PARAMETER, without(g, parameters, n, (uint32_t)1 << i), key);
        struct spelling *guess = &g->items[g->n - 1];
        guess->value = values[i];
        guess->is_word = is_word(parameters[i]);
        guess->is_manner = is_manner(parameters[i]);
        guess->value_lesson = mix(guess->lesson, values[i]);
        guess->name_key = name_keys[i];
        guess->value_key = value_keys[i];
    }
    if (n_noise > 1)
        add(g, SPELLING_ALL, without(g, parameters, n, noise), 0);
}

size_t spelling_guesses(struct str url, struct str start, spelling_noise_fn is_noise, void *context, struct arena *arena,
                        struct spelling ret_guesses[static SPELLINGS_MAX])
{
    struct guesses g = {.items = ret_guesses, .arena = arena};
    if (!url_split(url, &g.parts))
        return 0;
    guess_origin(&g, url, start);
    guess_index(&g);
    guess_slashes(&g);
    guess_tail(&g);
    guess_case(&g);
    guess_token(&g);
    if (g.parts.query.n)
        guess_parameters(&g, is_noise, context);
    return g.n;
}
