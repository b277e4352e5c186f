/* prefix.c - derives the literal beginnings of a pattern.
 *
 * A small reader of PCRE2 syntax that follows a pattern from its start as long as it is literal: letters, escaped punctuation, small
 * classes, groups with alternatives, optional parts. It keeps a set of beginnings; a beginning that can no longer grow is closed. Whatever
 * it does not understand closes all: that is always right, only shorter.
 * SPDX-License-Identifier: MIT
 */
#include "rules/prefix.h"

#include <stdlib.h>

#include "base/limits.h"

enum { MAX_SET = 64, MAX_DEPTH = 12 };
_Static_assert((int)MAX_SET == (int)LIMIT_PATTERN_PREFIXES, "one limit");

struct beginning {
    unsigned char p[PREFIX_MAX];
    size_t n;
    bool is_closed;
};
struct set {
    struct beginning items[MAX_SET];
    size_t n;
};
struct reader {
    struct str text;
    size_t at;
    int depth;
};

static void set_close(struct set *set)
{
    for (size_t i = 0; i < set->n; i++)
        set->items[i].is_closed = true;
}

static bool set_is_closed(const struct set *set)
{
    for (size_t i = 0; i < set->n; i++)
        if (!set->items[i].is_closed)
            return false;
    return true;
}

static bool set_add(struct set *set, const struct beginning *b)
{
    for (size_t i = 0; i < set->n; i++)
        if (set->items[i].n == b->n && set->items[i].is_closed == b->is_closed && memcmp(set->items[i].p, b->p, b->n) == 0)
            return true;
    if (set->n == MAX_SET)
        return false;
    set->items[set->n++] = *b;
    return true;
}

static void set_copy(struct set *to, const struct set *from) /* what is there, not all it has room for */
{
    memcpy(to->items, from->items, from->n * sizeof *from->items);
    to->n = from->n;
}

static struct set *set_new(void)
{
    struct set *set = malloc(sizeof *set);
    if (set)
        set->n = 0;
    return set;
}

/* Behind every open beginning of set comes one of next; too many: all are closed as they were. */
static void set_append(struct set *set, const struct set *next, bool is_optional)
{
    struct set *result = set_new();
    bool fits = result != NULL;
    for (size_t i = 0; fits && i < set->n; i++) {
        const struct beginning *head = &set->items[i];
        if (head->is_closed || is_optional)
            fits = set_add(result, head);
        for (size_t k = 0; fits && !head->is_closed && k < next->n; k++) {
            struct beginning joined = *head;
            size_t room = PREFIX_MAX - joined.n, n = next->items[k].n < room ? next->items[k].n : room;
            memcpy(joined.p + joined.n, next->items[k].p, n);
            joined.n += n;
            joined.is_closed = next->items[k].is_closed || n < next->items[k].n;
            fits = set_add(result, &joined);
        }
    }
    if (fits)
        set_copy(set, result);
    else
        set_close(set);
    free(result);
}

static unsigned char peek(const struct reader *r)
{
    return r->at < r->text.n ? (unsigned char)r->text.p[r->at] : 0;
}

static void skip_group(struct reader *r) /* at: behind "(" */
{
    int open = 1;
    bool in_class = false;
    while (r->at < r->text.n && open > 0) {
        unsigned char c = peek(r);
        r->at++;
        if (c == '\\')
            r->at++;
        else if (c == '[')
            in_class = true;
        else if (c == ']')
            in_class = false;
        else if (!in_class && c == '(')
            open++;
        else if (!in_class && c == ')')
            open--;
    }
}

/* [abc] and [ก-ค] of at most 16 members; else false. at: behind "[". */
static bool read_class(struct reader *r, struct set *ret_set)
{
    ret_set->n = 0;
    bool is_small = peek(r) != '^' && peek(r) != ']';
    for (bool first = true; r->at < r->text.n; first = false) {
        unsigned char c = peek(r);
        r->at++;
        if (c == ']' && !first)
            return is_small && ret_set->n > 0;
        if (c == '\\' || c == '[') {
            r->at += c == '\\';
            is_small = false;
            continue;
        }
        unsigned char to = c;
        if (peek(r) == '-' && r->at + 1 < r->text.n && r->text.p[r->at + 1] != ']') {
            to = (unsigned char)r->text.p[r->at + 1];
            r->at += 2;
        }
        if (to < c || to - c > 15 || ret_set->n + (size_t)(to - c) + 1 > 16) {
            is_small = false;
            continue;
        }
        for (unsigned k = c; is_small && k <= to; k++)
            ret_set->items[ret_set->n++] = (struct beginning){.p = {(unsigned char)k}, .n = 1};
    }
    return false;
}

enum quantifier { ONCE, OPTIONAL, REPEATED, ANY };

static enum quantifier read_quantifier(struct reader *r)
{
    unsigned char c = peek(r);
    enum quantifier q = c == '?' ? OPTIONAL : c == '+' ? REPEATED : c == '*' ? ANY : ONCE;
    if (c == '{' && r->at + 1 < r->text.n && r->text.p[r->at + 1] >= '0' && r->text.p[r->at + 1] <= '9') {
        q = r->text.p[r->at + 1] == '0' ? ANY : REPEATED;
        while (r->at < r->text.n && peek(r) != '}')
            r->at++;
        r->at++;
    } else if (q != ONCE) {
        r->at++;
    }
    if (q != ONCE && (peek(r) == '?' || peek(r) == '+'))
        r->at++;
    return q;
}

static void read_alternatives(struct reader *r, struct set *ret_set);

/* One atom into ret_set; false when it is not literal (the reader may then stop anywhere). */
static bool read_atom(struct reader *r, struct set *ret_set)
{
    unsigned char c = peek(r);
    r->at++;
    ret_set->n = 0;
    switch (c) {
    case '.':
    case '$':
        return false;
    case '^': /* zero width */
        ret_set->items[ret_set->n++] = (struct beginning){.n = 0};
        return true;
    case '[':
        return read_class(r, ret_set);
    case '\\':
        c = peek(r);
        r->at++;
        if (c == 'A') {
            ret_set->items[ret_set->n++] = (struct beginning){.n = 0};
            return true;
        }
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
            return false;
        break;
    case '(':
        if (peek(r) == '?' && r->at + 1 < r->text.n) {
            char kind = r->text.p[r->at + 1];
            if (kind == '=' || kind == '!' || kind == '<') { /* look around is zero width; (?<name> is closed on the safe side */
                char second = r->at + 2 < r->text.n ? r->text.p[r->at + 2] : 0;
                if (kind == '<' && second != '=' && second != '!')
                    return false;
                skip_group(r);
                ret_set->items[ret_set->n++] = (struct beginning){.n = 0};
                return true;
            }
            if (kind != ':')
                return false;
            r->at += 2;
        } else if (peek(r) == '*') {
            return false;
        }
        if (++r->depth > MAX_DEPTH)
            return false;
        read_alternatives(r, ret_set);
        r->depth--;
        if (peek(r) != ')')
            return false;
        r->at++;
        return true;
    default:
        break;
    }
    ret_set->items[ret_set->n++] = (struct beginning){.p = {c}, .n = 1};
    return true;
}

static void skip_sequence(struct reader *r)
{
    while (r->at < r->text.n && peek(r) != '|' && peek(r) != ')') {
        unsigned char c = peek(r);
        r->at++;
        if (c == '\\')
            r->at++;
        else if (c == '(')
            skip_group(r);
        else if (c == '[') {
            struct set *unused = set_new();
            if (unused)
                (void)read_class(r, unused);
            free(unused);
        }
    }
}

static void read_sequence(struct reader *r, struct set *ret_set)
{
    ret_set->n = 0;
    ret_set->items[ret_set->n++] = (struct beginning){.n = 0};
    struct set *atom = set_new();
    while (atom && r->at < r->text.n && peek(r) != '|' && peek(r) != ')' && !set_is_closed(ret_set)) {
        size_t start = r->at;
        int depth = r->depth;
        if (!read_atom(r, atom)) {
            r->at = start; /* skip_sequence goes over it again */
            r->depth = depth;
            break;
        }
        enum quantifier q = read_quantifier(r);
        if (q != ANY)
            set_append(ret_set, atom, q == OPTIONAL);
        if (q == ANY || q == REPEATED) { /* "ab*c" may go on with b or c */
            set_close(ret_set);
            break;
        }
    }
    free(atom);
    if (r->at < r->text.n && peek(r) != '|' && peek(r) != ')')
        set_close(ret_set);
    skip_sequence(r);
}

static void read_alternatives(struct reader *r, struct set *ret_set)
{
    struct set *one = calloc(1, sizeof *one);
    ret_set->n = 0;
    bool fits = one != NULL;
    while (fits) {
        read_sequence(r, one);
        for (size_t i = 0; fits && i < one->n; i++)
            fits = set_add(ret_set, &one->items[i]);
        if (peek(r) != '|')
            break;
        r->at++;
    }
    if (!fits) { /* too many: an empty closed beginning says "anything" */
        ret_set->n = 0;
        ret_set->items[ret_set->n++] = (struct beginning){.is_closed = true};
        while (r->at < r->text.n && peek(r) != ')') {
            skip_sequence(r);
            if (peek(r) == '|')
                r->at++;
        }
    }
    free(one);
}

size_t prefix_derive(struct str pattern, struct arena *arena, const struct str **ret_prefixes)
{
    struct reader r = {.text = pattern};
    struct set *set = calloc(1, sizeof *set);
    size_t n = 0;
    if (!set)
        return 0;
    read_alternatives(&r, set);
    bool is_usable = set->n > 0 && r.at >= pattern.n;
    for (size_t i = 0; i < set->n; i++)
        is_usable = is_usable && set->items[i].n >= PREFIX_MIN;
    if (is_usable) {
        struct str *prefixes = ARENA_ARRAY(arena, struct str, set->n);
        for (; n < set->n; n++)
            prefixes[n] = arena_str(arena, (struct str){(const char *)set->items[n].p, set->items[n].n});
        *ret_prefixes = prefixes;
    }
    free(set);
    return n;
}
