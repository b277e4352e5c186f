/* robots.c - what a site's robots.txt lets us read (RFC 9309).
 *
 * One pass over the lines. Rules of groups that name us and of groups for "*" are collected side by side; which of the two counts is known
 * at the end. Lines of other groups are forgotten at once.
 *
 * A lone "Crawl-delay" does not end a group's names (2.2.4: other records must not interfere), so "User-agent: *, Crawl-delay: 5, User-agent:
 * other, Disallow: /" forbids all to all, as it does for the search engines; the report names the line.
 * SPDX-License-Identifier: MIT
 */
#include "robots.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "robots_path.h"
#include "text/charset.h"
#include "text/utf8.h"
#include "url/url.h"

static const char PRODUCT_TOKEN[] = "oitcheck";
enum { LINE_SHOWN_BYTES = 200, PAGE_LOOK_BYTES = 1024 };

struct rule {
    const uint16_t *path;
    uint32_t n_path, octets, line;
    bool allows;
    struct str text; /* its line, for people */
};

struct rule_set {
    struct rule *rules;
    size_t n_rules, capacity;
    uint64_t delay_ms; /* as asked */
    bool is_there;     /* a group names it */
};

enum { SET_OURS, SET_ALL, N_SETS };

struct robots {
    struct arena arena;
    enum robots_state state;
    struct rule_set sets[N_SETS];
    const struct rule_set *used;
    struct str *sitemaps;
    size_t n_sitemaps, sitemaps_capacity;
    bool is_web_page, is_cut;
};

/* --- lines ------------------------------------------------------------------------------------------------------------------------- */

enum key { KEY_OTHER, KEY_USER_AGENT, KEY_ALLOW, KEY_DISALLOW, KEY_DELAY, KEY_SITEMAP };

static enum key key_of(struct str name)
{
    static const struct {
        const char *name;
        enum key key;
    } keys[] = {
        {"user-agent", KEY_USER_AGENT}, {"useragent", KEY_USER_AGENT}, {"user agent", KEY_USER_AGENT}, {"allow", KEY_ALLOW},
        {"disallow", KEY_DISALLOW},     {"dissallow", KEY_DISALLOW},   {"disalow", KEY_DISALLOW},      {"dissalow", KEY_DISALLOW},
        {"diasllow", KEY_DISALLOW},     {"disallaw", KEY_DISALLOW},    {"crawl-delay", KEY_DELAY},     {"crawldelay", KEY_DELAY},
        {"sitemap", KEY_SITEMAP},       {"site-map", KEY_SITEMAP},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_eq_nocase_c(name, keys[i].name))
            return keys[i].key;
    return KEY_OTHER;
}

/* Letters, '-' and '_' make a product token; a version behind it does not count. */
static bool names_us(struct str value)
{
    size_t n = 0;
    while (n < value.n && ((value.p[n] >= 'a' && value.p[n] <= 'z') || (value.p[n] >= 'A' && value.p[n] <= 'Z') || value.p[n] == '-' ||
                           value.p[n] == '_'))
        n++;
    return str_eq_nocase_c(str_sub(value, 0, n), PRODUCT_TOKEN);
}

static bool names_all(struct str value)
{
    return value.n > 0 && value.p[0] == '*' && (value.n == 1 || value.p[1] == ' ' || value.p[1] == '\t');
}

/* Which sets the lines of the current group go to. */
struct group {
    bool goes_to[N_SETS];
    bool has_rules; /* the next User-agent line starts a new group */
};

struct line {
    struct str text;
    uint32_t number;
    bool is_whole; /* false: the connection ended in it */
};

/* Comments of old editors are in windows-874. */
static struct str shown(struct arena *arena, struct str line)
{
    struct buf text, clean;
    buf_init(&text, 0);
    buf_init(&clean, 0);
    line = str_sub(line, 0, 2 * LINE_SHOWN_BYTES);
    if (utf8_is_valid(line))
        (void)buf_add_str(&text, line);
    else
        (void)charset_to_utf8(line, STR_NONE, &text);
    utf8_clean(buf_str(&text), &clean);
    buf_clear(&text);
    utf8_squeeze(buf_str(&clean), &text);
    struct str kept = arena_str(arena, utf8_prefix(buf_str(&text), LINE_SHOWN_BYTES));
    buf_done(&text);
    buf_done(&clean);
    return kept;
}

/* Some write whole addresses: their path is meant. */
static struct str without_origin(struct str value)
{
    if (!str_starts_nocase_c(value, "http://") && !str_starts_nocase_c(value, "https://"))
        return value;
    struct str rest = str_from_pos(value, str_find_c(value, "://") + 3);
    size_t slash = str_chr(rest, '/');
    return slash == STR_NPOS ? STR_LIT("/") : str_from_pos(rest, slash);
}

static void add_rule(struct robots *r, struct rule_set *set, struct str value, bool allows, const struct line *line)
{
    value = without_origin(value);
    if (value.n == 0 || value.n > LIMIT_URL_BYTES || set->n_rules >= LIMIT_ROBOTS_RULES)
        return;
    uint16_t path[LIMIT_URL_BYTES + 1];
    size_t n = robots_path_of_rule(value, path);
    uint16_t *kept = arena_alloc_array(&r->arena, n, sizeof *kept);
    memcpy(kept, path, n * sizeof *kept);
    MEM_GROW(set->rules, set->n_rules, set->capacity);
    set->rules[set->n_rules++] = (struct rule){kept, (uint32_t)n, robots_path_octets(path, n), line->number, allows, shown(&r->arena, line->text)};
}

/* "2", "0.5"; anything else is no delay. */
static uint64_t delay_of(struct str value)
{
    uint64_t whole = 0, part = 0;
    struct str rest = value;
    struct str before = str_cut(&rest, '.');
    if (!str_to_u64(before, UINT32_MAX, &whole) || (rest.n > 0 && !str_to_u64(str_sub(rest, 0, 1), 9, &part)))
        return 0;
    return whole * 1000 + part * 100;
}

static void add_sitemap(struct robots *r, struct str value)
{
    if (value.n == 0 || value.n > LIMIT_URL_BYTES || r->n_sitemaps >= LIMIT_ROBOTS_SITEMAPS)
        return;
    MEM_GROW(r->sitemaps, r->n_sitemaps, r->sitemaps_capacity);
    r->sitemaps[r->n_sitemaps++] = arena_str(&r->arena, value);
}

static void name_group(struct robots *r, struct group *g, struct str value)
{
    if (g->has_rules)
        *g = (struct group){0};
    g->goes_to[SET_OURS] = g->goes_to[SET_OURS] || names_us(value);
    g->goes_to[SET_ALL] = g->goes_to[SET_ALL] || names_all(value);
    for (size_t i = 0; i < N_SETS; i++)
        r->sets[i].is_there = r->sets[i].is_there || g->goes_to[i];
}

static void parse_line(struct robots *r, struct group *g, const struct line *line)
{
    struct str value = str_sub(line->text, 0, str_chr(line->text, '#'));
    size_t colon = str_chr(value, ':');
    if (colon == STR_NPOS)
        return;
    enum key key = key_of(str_trim(str_cut(&value, ':')));
    value = str_trim(value);
    if (!line->is_whole && key != KEY_DISALLOW) /* half a Disallow forbids more than meant, half an Allow allows more */
        return;
    if (key == KEY_SITEMAP)
        add_sitemap(r, str_trim(str_from_pos(line->text, colon + 1))); /* whole: a '#' in a URL is rare, one before it rarer */
    if (key == KEY_USER_AGENT)
        name_group(r, g, value);
    g->has_rules = g->has_rules || key == KEY_ALLOW || key == KEY_DISALLOW;
    for (size_t i = 0; i < N_SETS; i++) {
        if (!g->goes_to[i])
            continue;
        if (key == KEY_DELAY && delay_of(value) > r->sets[i].delay_ms)
            r->sets[i].delay_ms = delay_of(value);
        else if (key == KEY_ALLOW || key == KEY_DISALLOW)
            add_rule(r, &r->sets[i], value, key == KEY_ALLOW, line);
    }
}

static size_t end_of_line(struct str text, size_t from)
{
    while (from < text.n && text.p[from] != '\n' && text.p[from] != '\r')
        from++;
    return from;
}

/* Lines end with LF, CR or both, in any mixture. */
static void parse(struct robots *r, struct str text, bool is_broken_off, bool is_cut)
{
    struct group group = {0};
    uint32_t number = 0;
    r->is_cut = is_cut || text.n > LIMIT_ROBOTS_BYTES;
    text = str_sub(text, 0, LIMIT_ROBOTS_BYTES);
    for (size_t i = 0; i < text.n;) {
        size_t end = end_of_line(text, i);
        bool is_last = end == text.n;
        if (is_last && r->is_cut)
            return;
        struct line line = {str_sub(text, i, end - i), ++number, !(is_last && is_broken_off)};
        parse_line(r, &group, &line);
        bool is_pair = end + 1 < text.n && text.p[end] == '\r' && text.p[end + 1] == '\n';
        i = end + (is_pair ? 2 : 1);
    }
}

/* --- what came --------------------------------------------------------------------------------------------------------------------- */

/* Editors put marks before the text, some save it as UTF-16: without its NULs that is the same text. */
static struct str plain_text(struct arena *arena, struct str body)
{
    static const char *const marks[] = {"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts_c(body, marks[i]))
            body = str_from_pos(body, strlen(marks[i]));
    if (str_chr(body, '\0') == STR_NPOS)
        return body;
    char *copy = arena_alloc(arena, body.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < body.n && n <= LIMIT_ROBOTS_BYTES; i++)
        if (body.p[i] != '\0')
            copy[n++] = body.p[i];
    return (struct str){copy, n};
}

/* Many sites answer every address with a page. What such a page says about robots is prose. */
static bool is_web_page(struct str text)
{
    static const char *const signs[] = {"<html", "<!doctype", "<head", "<body", "<script", "<meta", "<title", "<div", "<table", "<frameset"};
    struct str head = str_trim(str_sub(text, 0, PAGE_LOOK_BYTES));
    for (size_t i = 0; head.n && head.p[0] == '<' && i < sizeof signs / sizeof *signs; i++)
        if (str_find_nocase_c(head, signs[i]) != STR_NPOS)
            return true;
    return false;
}

static struct robots *new_in_state(enum robots_state state)
{
    struct robots *r = mem_alloc(sizeof *r);
    arena_init(&r->arena);
    r->state = state;
    r->used = &r->sets[SET_ALL];
    return r;
}

/* 429 stands among the 4xx of 2.3.1.3, but says "not now": being refused is no permission (docs/CRAWL.md). */
static enum robots_state state_of(enum oit_fault fault, int http_status, size_t n_body)
{
    bool is_not_now = http_status == 429 || http_status == 408;
    bool is_gone = fault == FAULT_REDIRECT_LOOP || fault == FAULT_EXTERNAL || fault == FAULT_BAD_URL ||
                   fault == FAULT_REFUSED_ADDRESS || fault == FAULT_REFUSED_PORT || fault == FAULT_EMPTY || (fault == FAULT_HTTP && http_status < 500 && !is_not_now);
    if (is_gone)
        return ROBOTS_NONE;
    bool is_part = (fault == FAULT_TOO_LARGE || fault == FAULT_PROTOCOL) && http_status == 200 && n_body > 0;
    return fault == FAULT_NONE || is_part ? ROBOTS_RULES : ROBOTS_UNREACHABLE;
}

struct robots *robots_new(enum oit_fault fault, int http_status, struct str body)
{
    struct robots *r = new_in_state(state_of(fault, http_status, body.n));
    struct str text = r->state == ROBOTS_RULES ? plain_text(&r->arena, body) : STR_NONE;
    r->is_web_page = is_web_page(text);
    if (r->is_web_page)
        r->state = ROBOTS_NONE;
    else
        parse(r, text, fault == FAULT_PROTOCOL, fault == FAULT_TOO_LARGE);
    if (r->sets[SET_OURS].is_there)
        r->used = &r->sets[SET_OURS];
    return r;
}

struct robots *robots_allow_all(void)
{
    return new_in_state(ROBOTS_NONE);
}

void robots_free(struct robots *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < N_SETS; i++)
        free(r->sets[i].rules);
    free(r->sitemaps);
    arena_done(&r->arena);
    free(r);
}

/* --- asking ------------------------------------------------------------------------------------------------------------------------ */

static const struct rule *rule_for(const struct robots *r, struct str url, const struct url_parts *parts)
{
    uint16_t path[LIMIT_URL_BYTES + 1];
    uint64_t budget = LIMIT_ROBOTS_STEPS;
    size_t n = robots_path_of_url(str_sub(url, parts->origin.n, LIMIT_URL_BYTES), path);
    const struct rule *best = NULL;
    for (size_t i = 0; i < r->used->n_rules; i++) {
        const struct rule *rule = &r->used->rules[i];
        bool is_better = !best || rule->octets > best->octets || (rule->octets == best->octets && rule->allows && !best->allows);
        if (is_better && robots_path_fits(rule->path, rule->n_path, path, n, &budget))
            best = rule;
        if (budget == 0) { /* then it is a Disallow for our purpose, whatever it says */
            static const struct rule too_much = {.allows = false};
            return &too_much;
        }
    }
    return best;
}

bool robots_allows(const struct robots *r, struct str url)
{
    struct url_parts parts;
    if (!url_split(url, &parts) || str_eq_c(parts.path, "/robots.txt"))
        return true;
    if (r->state != ROBOTS_RULES)
        return r->state == ROBOTS_NONE;
    const struct rule *rule = rule_for(r, url, &parts);
    return !rule || rule->allows;
}

bool robots_line_for(const struct robots *r, struct str url, struct robots_line *ret_line)
{
    struct url_parts parts;
    if (r->state != ROBOTS_RULES || !url_split(url, &parts))
        return false;
    const struct rule *rule = rule_for(r, url, &parts);
    if (!rule || !rule->line)
        return false;
    *ret_line = (struct robots_line){rule->line, rule->text};
    return true;
}

enum robots_state robots_state(const struct robots *r)
{
    return r->state;
}

int robots_delay_ms(const struct robots *r)
{
    return (int)(r->used->delay_ms < 1000 * LIMIT_CRAWL_DELAY_S ? r->used->delay_ms : 1000 * LIMIT_CRAWL_DELAY_S);
}

uint32_t robots_delay_asked_s(const struct robots *r)
{
    return (uint32_t)((r->used->delay_ms + 999) / 1000);
}

bool robots_is_web_page(const struct robots *r)
{
    return r->is_web_page;
}

bool robots_is_cut(const struct robots *r)
{
    return r->is_cut;
}

size_t robots_n_sitemaps(const struct robots *r)
{
    return r->n_sitemaps;
}

struct str robots_sitemap(const struct robots *r, size_t i)
{
    return r->sitemaps[i];
}
