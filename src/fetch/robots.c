/* robots.c - what a site's robots.txt lets us read (RFC 9309).
 *
 * One pass over the lines. Rules of groups that name us and of groups for "*" are collected side by side; which of the two counts is known
 * at the end. Lines of other groups are forgotten at once.
 * SPDX-License-Identifier: MIT
 */
#include "robots.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "url/url.h"

static const char PRODUCT_TOKEN[] = "oitcheck";

struct rule {
    struct str pattern; /* canonical; '*' anything, '$' at the end: the end */
    bool allows;
};

struct rule_set {
    struct rule *rules;
    size_t n_rules, capacity;
    int delay_ms;
    bool is_there; /* a group names it */
};

enum { SET_OURS, SET_ALL, N_SETS };

struct robots {
    struct arena arena;
    enum robots_state state;
    struct rule_set sets[N_SETS];
    const struct rule_set *used;
    struct str *sitemaps;
    size_t n_sitemaps, sitemaps_capacity;
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

static int hex_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool is_unreserved(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c != 0 && strchr("-._~", c));
}

/* The spelling that canonical URLs have: unreserved escapes decoded, other ones upper-case, what is not printable ASCII escaped. */
static struct str canonical_pattern(struct arena *a, struct str value)
{
    struct buf out;
    buf_init(&out, 4 * LIMIT_URL_BYTES);
    if (value.p[0] != '/' && value.p[0] != '*')
        (void)buf_add_char(&out, '/');
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];
        bool is_escape = c == '%' && i + 2 < value.n && hex_value(value.p[i + 1]) >= 0 && hex_value(value.p[i + 2]) >= 0;
        if (is_escape) {
            c = (unsigned char)(hex_value(value.p[i + 1]) * 16 + hex_value(value.p[i + 2]));
            i += 2;
        }
        if (is_escape ? is_unreserved(c) : c > 0x20 && c < 0x7f)
            (void)buf_add_char(&out, (char)c);
        else
            (void)buf_addf(&out, "%%%02X", c);
    }
    struct str kept = arena_str(a, buf_str(&out));
    buf_done(&out);
    return kept;
}

static void add_rule(struct robots *r, struct rule_set *set, struct str value, bool allows)
{
    if (value.n == 0 || value.n > LIMIT_URL_BYTES || set->n_rules >= LIMIT_ROBOTS_RULES)
        return;
    MEM_GROW(set->rules, set->n_rules, set->capacity);
    set->rules[set->n_rules++] = (struct rule){.pattern = canonical_pattern(&r->arena, value), .allows = allows};
}

/* "2", "0.5"; anything else is no delay. */
static int delay_of(struct str value)
{
    uint64_t whole = 0, part = 0;
    struct str rest = value;
    struct str before = str_cut(&rest, '.');
    if (!str_to_u64(before, 1000000, &whole) || (rest.n > 0 && !str_to_u64(str_sub(rest, 0, 1), 9, &part)))
        return 0;
    uint64_t ms = whole * 1000 + part * 100;
    return (int)(ms < 1000 * LIMIT_CRAWL_DELAY_S ? ms : 1000 * LIMIT_CRAWL_DELAY_S);
}

static void add_sitemap(struct robots *r, struct str value)
{
    if (value.n == 0 || value.n > LIMIT_URL_BYTES || r->n_sitemaps >= LIMIT_ROBOTS_SITEMAPS)
        return;
    MEM_GROW(r->sitemaps, r->n_sitemaps, r->sitemaps_capacity);
    r->sitemaps[r->n_sitemaps++] = arena_str(&r->arena, value);
}

/* Which sets the lines of the current group go to. */
struct group {
    bool goes_to[N_SETS];
    bool has_rules; /* the next User-agent line starts a new group */
};

static void parse_line(struct robots *r, struct group *g, struct str line)
{
    struct str value = str_sub(line, 0, str_chr(line, '#'));
    size_t colon = str_chr(value, ':');
    if (colon == STR_NPOS)
        return;
    enum key key = key_of(str_trim(str_cut(&value, ':')));
    value = str_trim(value);
    if (key == KEY_SITEMAP)
        add_sitemap(r, str_trim(str_from_pos(line, colon + 1))); /* whole: a '#' in a URL is rare, one before it rarer */
    if (key == KEY_USER_AGENT) {
        if (g->has_rules)
            *g = (struct group){0};
        g->goes_to[SET_OURS] = g->goes_to[SET_OURS] || names_us(value);
        g->goes_to[SET_ALL] = g->goes_to[SET_ALL] || str_eq_c(value, "*");
        for (size_t i = 0; i < N_SETS; i++)
            r->sets[i].is_there = r->sets[i].is_there || g->goes_to[i];
    }
    if (key != KEY_ALLOW && key != KEY_DISALLOW && key != KEY_DELAY)
        return;
    g->has_rules = true;
    for (size_t i = 0; i < N_SETS; i++) {
        if (!g->goes_to[i])
            continue;
        if (key == KEY_DELAY)
            r->sets[i].delay_ms = delay_of(value);
        else
            add_rule(r, &r->sets[i], value, key == KEY_ALLOW);
    }
}

static void parse(struct robots *r, struct str text)
{
    struct group group = {0};
    text = str_sub(text, 0, LIMIT_ROBOTS_BYTES);
    if (str_starts_c(text, "\xef\xbb\xbf"))
        text = str_from_pos(text, 3);
    for (size_t i = 0, end; i < text.n; i = end + 1) {
        end = i;
        while (end < text.n && text.p[end] != '\n' && text.p[end] != '\r')
            end++;
        parse_line(r, &group, str_sub(text, i, end - i));
    }
}

/* --- making ------------------------------------------------------------------------------------------------------------------------ */

static struct robots *new_in_state(enum robots_state state)
{
    struct robots *r = mem_alloc(sizeof *r);
    arena_init(&r->arena);
    r->state = state;
    r->used = &r->sets[SET_ALL];
    return r;
}

static enum robots_state state_of(enum oit_fault fault, int http_status, size_t n_body)
{
    bool is_gone = fault == FAULT_REDIRECT_LOOP || fault == FAULT_EXTERNAL || fault == FAULT_BAD_URL ||
                   fault == FAULT_REFUSED_ADDRESS || fault == FAULT_EMPTY || (fault == FAULT_HTTP && http_status < 500);
    if (is_gone)
        return ROBOTS_NONE;
    bool is_cut = (fault == FAULT_TOO_LARGE || fault == FAULT_PROTOCOL) && http_status == 200 && n_body > 0;
    return fault == FAULT_NONE || is_cut ? ROBOTS_RULES : ROBOTS_UNREACHABLE;
}

struct robots *robots_new(enum oit_fault fault, int http_status, struct str body)
{
    struct robots *r = new_in_state(state_of(fault, http_status, body.n));
    if (r->state == ROBOTS_RULES)
        parse(r, body);
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

/* A pattern matches a prefix, unless '$' ends it. Only the last '*' has to be tried again: what stood before it is matched as early as
 * can be. */
static bool matches(struct str pattern, struct str path)
{
    bool to_the_end = pattern.n > 0 && pattern.p[pattern.n - 1] == '$';
    size_t n = pattern.n - (to_the_end ? 1 : 0), at = 0, i = 0, star = STR_NPOS, again = 0;
    for (;;) {
        if (at == n && (!to_the_end || i == path.n))
            return true;
        if (at < n && pattern.p[at] == '*') {
            star = ++at;
            again = i;
        } else if (at < n && i < path.n && pattern.p[at] == path.p[i]) {
            at++;
            i++;
        } else if (star != STR_NPOS && again < path.n) {
            at = star;
            i = ++again;
        } else {
            return false;
        }
    }
}

bool robots_allows(const struct robots *r, struct str url)
{
    struct url_parts parts;
    size_t longest = 0;
    bool allows = true;
    if (!url_split(url, &parts) || str_eq_c(parts.path, "/robots.txt"))
        return true;
    if (r->state != ROBOTS_RULES)
        return r->state == ROBOTS_NONE;
    struct str path = str_from_pos(url, parts.origin.n);
    for (size_t i = 0; i < r->used->n_rules; i++) {
        const struct rule *rule = &r->used->rules[i];
        bool is_better = rule->pattern.n > longest || (rule->pattern.n == longest && rule->allows);
        if (is_better && matches(rule->pattern, path)) {
            longest = rule->pattern.n;
            allows = rule->allows;
        }
    }
    return allows;
}

enum robots_state robots_state(const struct robots *r)
{
    return r->state;
}

int robots_delay_ms(const struct robots *r)
{
    return r->used->delay_ms;
}

size_t robots_n_sitemaps(const struct robots *r)
{
    return r->n_sitemaps;
}

struct str robots_sitemap(const struct robots *r, size_t i)
{
    return r->sitemaps[i];
}
