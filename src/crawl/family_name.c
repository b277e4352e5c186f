/* family_name.c - the shape of a URL.
 * SPDX-License-Identifier: MIT
 */
#include "family_name.h"

#include "url/url.h"

enum {
    MAX_SEGMENTS = 64,
    MAX_DEPTH = 24,          /* folders; the deepest honest path we met has 12 */
    MAX_SAME_SEGMENTS = 3,   /* "/th/th/th/" may be a careless editor's */
    MAX_SAME_GROUPS = 2,     /* "/a/b/a/b/" once more is one too many */
    MAX_PARAMETERS = 16,
    TITLE_BYTES = 12,        /* a last segment of so many bytes is somebody's title, no name of a part of the site */
    WORD_BYTES = 24,
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_number(struct str s, unsigned least, unsigned most)
{
    uint64_t value;
    return s.n > 0 && s.n <= 4 && str_to_u64(s, most, &value) && value >= least;
}

static bool is_year(struct str s)
{
    return s.n == 4 && (is_number(s, 1900, 2200) || is_number(s, 2440, 2700)); /* CE, BE */
}

/* "2024-05", "2567-05-12", "20240512", "05/2024" is split before. */
static bool is_date(struct str s)
{
    if (s.n < 6 || s.n > 10 || !is_year(str_sub(s, 0, 4)))
        return false;
    size_t n_digits = 0;
    for (size_t i = 4; i < s.n; i++) {
        n_digits += is_digit(s.p[i]);
        if (!is_digit(s.p[i]) && !memchr("-_.", s.p[i], 3))
            return false;
    }
    return n_digits >= 1 && n_digits <= 4 && (s.n > 6 || is_number(str_from_pos(s, 4), 1, 12) || !is_digit(s.p[4]));
}

static bool is_word(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z') || s.p[i] == '_'))
            return false;
    return s.n > 0 && s.n <= WORD_BYTES;
}

static bool is_page_name(struct str name)
{
    static const char *const names[] = {"page", "p", "pg", "paged", "pageno", "page_no", "pagenum", "start", "offset", "limitstart", "from"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase_c(name, names[i]))
            return true;
    return false;
}

/* --- path -------------------------------------------------------------------------------------------------------------------- */

struct segments {
    struct str items[MAX_SEGMENTS];
    size_t n; /* without empty ones */
    bool is_cut;
};

static void split_path(struct str path, struct segments *ret)
{
    *ret = (struct segments){0};
    while (path.n > 0) {
        struct str segment = str_cut(&path, '/');
        if (segment.n == 0)
            continue;
        if (ret->n == MAX_SEGMENTS) {
            ret->is_cut = true;
            return;
        }
        ret->items[ret->n++] = segment;
    }
}

static bool has_repeats(const struct segments *s)
{
    for (size_t i = 0; i < s->n; i++) {
        size_t same = 0;
        for (size_t k = 0; k < s->n; k++)
            same += str_eq(s->items[i], s->items[k]);
        if (same > MAX_SAME_SEGMENTS && !is_number(s->items[i], 0, 9999))
            return true;
    }
    /* groups side by side: a b | a b | a b */
    for (size_t length = 2; length * (MAX_SAME_GROUPS + 1) <= s->n; length++) {
        size_t run = 0;
        for (size_t i = length; i < s->n; i++) {
            run = str_eq(s->items[i], s->items[i - length]) ? run + 1 : 0;
            if (run >= length * MAX_SAME_GROUPS)
                return true;
        }
    }
    return false;
}

/* All that follows the year is a month, a day, and perhaps a page of the archive. */
static bool has_dated_tail(const struct segments *s)
{
    for (size_t i = 0; i < s->n; i++) {
        if (is_date(s->items[i]) && i + 1 == s->n)
            return true;
        if (!is_year(s->items[i]) || i + 1 >= s->n)
            continue;
        size_t k = i + 1;
        while (k < s->n && k < i + 3 && is_number(s->items[k], 1, 31) && s->items[k].n <= 2)
            k++;
        if (k > i + 1 && k == s->n)
            return true;
    }
    return false;
}

static void put(struct family_shape *shape, const char *p, size_t n)
{
    for (size_t i = 0; i < n && shape->n_name + 1 < sizeof shape->name; i++)
        shape->name[shape->n_name++] = p[i];
}

static void put_star(struct family_shape *shape)
{
    if (shape->n_name == 0 || shape->name[shape->n_name - 1] != '*')
        put(shape, "*", 1);
}

/* Digits and escapes become stars. */
static void put_masked(struct family_shape *shape, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '%' && i + 2 < s.n) {
            put_star(shape);
            i += 2;
        } else if (is_digit(s.p[i])) {
            put_star(shape);
        } else {
            put(shape, s.p + i, 1);
        }
    }
}

/* The last part of a path below a folder that is somebody's title or a file's name. */
static bool is_title(struct str segment)
{
    return segment.n >= TITLE_BYTES || str_chr(segment, '%') != STR_NPOS || str_chr(segment, '-') != STR_NPOS;
}

static void put_path(struct family_shape *shape, struct str path, const struct segments *s, bool has_query)
{
    for (size_t i = 0; i < s->n; i++) {
        struct str segment = s->items[i];
        size_t before = shape->n_name;
        bool is_last = i + 1 == s->n;
        size_t dot = str_rchr(segment, '.');
        struct str stem = str_sub(segment, 0, dot);
        put(shape, "/", 1);
        if (is_last && i > 0 && !has_query && is_title(stem)) {
            put_star(shape);
            if (dot != STR_NPOS)
                put_masked(shape, str_from_pos(segment, dot));
        } else {
            put_masked(shape, segment);
        }
        struct str written = {shape->name + before, shape->n_name - before};
        if (str_eq_c(written, "/*") && before >= 2 && shape->name[before - 1] == '*' && shape->name[before - 2] == '/')
            shape->n_name = before; /* numbers below numbers */
    }
    if (s->n == 0 || str_ends_c(path, "/"))
        put(shape, "/", 1);
}

/* --- query ------------------------------------------------------------------------------------------------------------------- */

static void sort_by_name(struct str *parameters, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && str_cmp(parameters[k], parameters[k - 1]) < 0; k--) {
            struct str swap = parameters[k];
            parameters[k] = parameters[k - 1];
            parameters[k - 1] = swap;
        }
}

static void put_query(struct family_shape *shape, struct str query)
{
    struct str parameters[MAX_PARAMETERS];
    size_t n = 0, n_years = 0, n_days = 0;
    while (query.n > 0 && n < MAX_PARAMETERS) {
        struct str parameter = str_cut(&query, '&');
        if (parameter.n)
            parameters[n++] = parameter;
    }
    sort_by_name(parameters, n);
    for (size_t i = 0; i < n; i++) {
        struct str value = parameters[i], name = str_cut(&value, '=');
        put(shape, i ? "&" : "?", 1);
        put_masked(shape, name);
        if (!value.p)
            continue;
        put(shape, "=", 1);
        if (is_word(value))
            put(shape, value.p, value.n);
        else
            put_star(shape);
        n_years += is_year(value);
        n_days += is_number(value, 1, 31) && !is_page_name(name);
        shape->is_dated |= is_date(value);
        shape->is_paged |= is_page_name(name) && value.n > 0 && is_digit(value.p[0]);
    }
    shape->is_dated |= n_years == 1 && n_days > 0;
    shape->n_parameters = (uint8_t)n;
}

void family_shape_of(struct str url, struct family_shape *ret_shape)
{
    struct url_parts parts;
    struct segments segments;
    ret_shape->n_name = 0;
    ret_shape->n_parameters = 0;
    ret_shape->is_dated = ret_shape->is_paged = ret_shape->is_repeated = ret_shape->is_deep = false;
    if (url_split(url, &parts)) {
        split_path(parts.path, &segments);
        put(ret_shape, parts.origin.p, parts.origin.n);
        put_path(ret_shape, parts.path, &segments, parts.query.n > 0);
        ret_shape->is_dated = has_dated_tail(&segments);
        ret_shape->is_paged = segments.n >= 2 && is_page_name(segments.items[segments.n - 2]) && is_number(segments.items[segments.n - 1], 0, 9999);
        ret_shape->is_repeated = has_repeats(&segments);
        ret_shape->is_deep = segments.is_cut || segments.n > MAX_DEPTH;
        if (parts.query.n)
            put_query(ret_shape, parts.query);
    } else {
        put_masked(ret_shape, url);
    }
    ret_shape->name[ret_shape->n_name] = '\0';
    /* "/2024/05/" is an archive, "/2024/05/my-title/" stands in it: one name, two families. */
    ret_shape->hash = str_hash_quick((struct str){ret_shape->name, ret_shape->n_name}) + ret_shape->is_dated;
}
