/* hosting.c - viewers and shares: matching addresses against the rule data, and making the address to ask for.
 *
 * Patterns are globs, matched with one place to come back to (the last '*'), so the cost is at most pattern times path.
 * SPDX-License-Identifier: MIT
 */
#include "rules/hosting.h"

#include "base/limits.h"
#include "url/url.h"

enum { MAX_CAPTURES = 4, MAX_VIEWERS_IN_VIEWERS = 3 };

struct capture {
    struct str name, value;
};
struct captures {
    struct capture items[MAX_CAPTURES];
    size_t n;
};

static bool host_matches(struct str pattern, struct str host)
{
    if (str_eq_c(pattern, "*"))
        return true;
    if (!str_starts_c(pattern, "*."))
        return str_eq_nocase(pattern, host);
    struct str tail = str_from_pos(pattern, 1);
    return host.n > tail.n && str_eq_nocase(str_from_pos(host, host.n - tail.n), tail);
}

/* "{name}" at `at` of pattern: takes the run without '/' and without the byte that follows in the pattern. */
static bool take_capture(struct str pattern, size_t *at, struct str path, size_t *place, struct captures *captures)
{
    size_t end = str_chr(str_from_pos(pattern, *at), '}');
    if (end == STR_NPOS)
        return false;
    char stop = *at + end + 1 < pattern.n ? pattern.p[*at + end + 1] : '/';
    size_t n = 0;
    while (*place + n < path.n && path.p[*place + n] != '/' && (path.p[*place + n] != stop || stop == '*'))
        n++;
    if (n == 0)
        return false;
    if (captures->n < MAX_CAPTURES)
        captures->items[captures->n++] = (struct capture){str_sub(pattern, *at + 1, end - 1), str_sub(path, *place, n)};
    *at += end + 1;
    *place += n;
    return true;
}

static bool path_matches(struct str pattern, struct str path, struct captures *captures)
{
    size_t at = 0, place = 0, star = STR_NPOS, star_place = 0, n_captures = 0;
    captures->n = 0;
    for (;;) {
        if (at == pattern.n && place == path.n)
            return true;
        if (at < pattern.n && pattern.p[at] == '*') {
            star = ++at;
            star_place = place;
            n_captures = captures->n;
            continue;
        }
        bool is_equal = false;
        if (at < pattern.n && pattern.p[at] == '{') {
            is_equal = take_capture(pattern, &at, path, &place, captures);
        } else if (at < pattern.n && place < path.n && pattern.p[at] == path.p[place]) {
            at++;
            place++;
            is_equal = true;
        }
        if (is_equal)
            continue;
        if (star == STR_NPOS || star_place >= path.n)
            return false;
        at = star;
        place = ++star_place;
        captures->n = n_captures;
    }
}

bool hosting_path_matches(struct str pattern, struct str path)
{
    struct captures captures;
    return path_matches(pattern, path, &captures);
}

static bool any_host(const struct hosting_texts *hosts, struct str host)
{
    for (size_t i = 0; i < hosts->n; i++)
        if (host_matches(hosts->items[i], host))
            return true;
    return false;
}

static bool any_path(const struct hosting_texts *paths, struct str path, struct captures *captures)
{
    for (size_t i = 0; i < paths->n; i++)
        if (path_matches(paths->items[i], path, captures))
            return true;
    return false;
}

/* "host" or "host/path". */
static bool any_place(const struct hosting_texts *places, struct str url)
{
    struct url_parts parts;
    struct captures captures;
    if (!url_split(url, &parts))
        return false;
    for (size_t i = 0; i < places->n; i++) {
        size_t slash = str_chr(places->items[i], '/');
        if (host_matches(str_sub(places->items[i], 0, slash), parts.host) &&
            (slash == STR_NPOS || path_matches(str_from_pos(places->items[i], slash), parts.path, &captures)))
            return true;
    }
    return false;
}

/* --- channels ------------------------------------------------------------------------------------------------------------------ */

const struct hosting_channel *hosting_channel_of(const struct hosting *hosting, struct str url)
{
    struct url_parts parts;
    struct captures captures;
    if (!hosting || !url_split(url, &parts))
        return NULL;
    for (size_t i = 0; i < hosting->n_channels; i++) {
        const struct hosting_channel *channel = &hosting->channels[i];
        if (any_host(&channel->hosts, parts.host) && (channel->paths.n == 0 || any_path(&channel->paths, parts.path, &captures)))
            return channel->detect ? channel : NULL;
    }
    return NULL;
}

const struct hosting_channel *hosting_channel_of_class(const struct hosting *hosting, struct str class_names)
{
    for (size_t i = 0; hosting && i < hosting->n_channels; i++)
        for (size_t k = 0; k < hosting->channels[i].classes.n; k++)
            if (str_find(class_names, hosting->channels[i].classes.items[k]) != STR_NPOS)
                return &hosting->channels[i];
    return NULL;
}

/* --- viewers ------------------------------------------------------------------------------------------------------------------- */

static bool view_once(const struct hosting *hosting, struct str url, struct buf *out)
{
    struct url_parts parts;
    struct captures captures;
    if (!memchr(url.p ? url.p : "", '?', url.n) || !url_split(url, &parts) || !parts.query.n) /* most links of a page have no parameter */
        return false;
    struct buf value;
    buf_init(&value, LIMIT_URL_BYTES);
    bool is_found = false;
    for (size_t i = 0; i < hosting->n_viewers && !is_found; i++) {
        const struct hosting_viewer *viewer = &hosting->viewers[i];
        if (!any_host(&viewer->hosts, parts.host) || !any_path(&viewer->paths, parts.path, &captures))
            continue;
        for (size_t k = 0; k < viewer->parameters.n && !is_found; k++) {
            buf_clear(&value);
            is_found = url_parameter(url, viewer->parameters.items[k], &value) && url_resolve(url, buf_str(&value), out) == URL_OK;
        }
    }
    buf_done(&value);
    return is_found;
}

bool hosting_viewed(const struct hosting *hosting, struct str url, struct buf *out)
{
    struct buf inner;
    size_t start = out->n;
    if (!hosting || !view_once(hosting, url, out))
        return false;
    buf_init(&inner, LIMIT_URL_BYTES);
    for (int depth = 1; depth < MAX_VIEWERS_IN_VIEWERS; depth++) {
        buf_clear(&inner);
        if (!view_once(hosting, str_from_pos(buf_str(out), start), &inner))
            break;
        out->n = start;
        (void)buf_add_str(out, buf_str(&inner));
    }
    buf_done(&inner);
    return true;
}

/* --- shares -------------------------------------------------------------------------------------------------------------------- */

/* RFC 4648 5, without padding. */
static void add_base64(struct buf *out, struct str s)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (size_t i = 0; i < s.n; i += 3) {
        size_t n = s.n - i < 3 ? s.n - i : 3;
        uint32_t bits = 0;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (k < n ? (unsigned char)s.p[i + k] : 0u);
        for (size_t k = 0; k <= n; k++)
            (void)buf_add_char(out, letters[bits >> (18 - 6 * k) & 63]);
    }
}

/* The raw value of a parameter: escapes stay, it goes into another address. */
static struct str raw_parameter(struct str query, struct str name)
{
    while (query.n) {
        struct str value = str_cut(&query, '&');
        if (str_eq_nocase(str_cut(&value, '='), name) && value.n)
            return value;
    }
    return STR_NONE;
}

static bool add_named(struct str name, struct str url, const struct url_parts *parts, const struct captures *captures, struct buf *out)
{
    for (size_t i = 0; i < captures->n; i++)
        if (str_eq(captures->items[i].name, name))
            return buf_add_str(out, captures->items[i].value);
    if (str_eq_c(name, "url"))
        return buf_add_str(out, url);
    if (str_eq_c(name, "origin"))
        return buf_add_str(out, parts->origin);
    if (str_eq_c(name, "url:base64")) {
        add_base64(out, url);
        return true;
    }
    struct str value = raw_parameter(parts->query, name);
    return value.n > 0 && buf_add_str(out, value);
}

/* False when a name in it is bound by nothing. */
static bool add_template(struct str text, struct str url, const struct url_parts *parts, const struct captures *captures, struct buf *out)
{
    while (text.n) {
        size_t open = str_chr(text, '{');
        (void)buf_add_str(out, str_sub(text, 0, open));
        if (open == STR_NPOS)
            return true;
        text = str_from_pos(text, open + 1);
        if (!add_named(str_cut(&text, '}'), url, parts, captures, out))
            return false;
    }
    return true;
}

/* The link with some parameters set; those of the same name give way. */
static void add_with_parameters(const struct hosting_texts *set, struct str url, struct buf *out)
{
    struct str query = url;
    (void)buf_add_str(out, str_cut(&query, '?'));
    char separator = '?';
    while (query.n) {
        struct str pair = str_cut(&query, '&');
        bool is_set = false;
        for (size_t i = 0; i < set->n; i++)
            is_set |= str_eq_nocase(str_sub(pair, 0, str_chr(pair, '=')), str_sub(set->items[i], 0, str_chr(set->items[i], '=')));
        if (is_set || !pair.n)
            continue;
        (void)buf_add_char(out, separator);
        (void)buf_add_str(out, pair);
        separator = '&';
    }
    for (size_t i = 0; i < set->n; i++) {
        (void)buf_add_char(out, separator);
        (void)buf_add_str(out, set->items[i]);
        separator = '&';
    }
}

static bool make_address(const struct hosting_form *form, struct str url, const struct url_parts *parts, const struct captures *captures,
                         struct buf *out)
{
    struct buf made;
    buf_init(&made, LIMIT_URL_BYTES);
    bool is_made = true;
    if (form->set.n)
        add_with_parameters(&form->set, url, &made);
    else if (form->address.n)
        is_made = add_template(form->address, url, parts, captures, &made);
    else
        (void)buf_add_str(&made, url);
    is_made = is_made && !made.is_full && url_resolve(STR_NONE, buf_str(&made), out) == URL_OK;
    buf_done(&made);
    return is_made;
}

const struct hosting_share *hosting_share_of(const struct hosting *hosting, struct str url, const struct hosting_form **ret_form)
{
    struct url_parts parts;
    struct captures captures;
    struct buf address;
    if (!hosting || !url_split(url, &parts))
        return NULL;
    for (size_t i = 0; i < hosting->n_shares; i++) {
        const struct hosting_share *share = &hosting->shares[i];
        if (!any_host(&share->hosts, parts.host))
            continue;
        for (size_t k = 0; k < share->n_forms; k++) {
            const struct hosting_form *form = &share->forms[k];
            if (!any_path(&form->paths, parts.path, &captures))
                continue;
            buf_init(&address, LIMIT_URL_BYTES);
            bool is_it = form->access == HOSTING_CLOSED || make_address(form, url, &parts, &captures, &address);
            buf_done(&address);
            if (!is_it)
                continue; /* a name of its template is not in this link */
            if (ret_form)
                *ret_form = form;
            return share;
        }
    }
    return NULL;
}

bool hosting_address(const struct hosting_form *form, struct str url, struct buf *out)
{
    struct url_parts parts;
    struct captures captures;
    return form->access != HOSTING_CLOSED && url_split(url, &parts) && any_path(&form->paths, parts.path, &captures) &&
           make_address(form, url, &parts, &captures, out);
}

bool hosting_may_lead_to(const struct hosting_share *share, struct str url)
{
    return any_place(&share->hosts, url) || any_place(&share->content, url);
}

bool hosting_may_follow(const struct hosting *hosting, struct str from, struct str to)
{
    for (size_t i = 0; hosting && i < hosting->n_shares; i++) {
        const struct hosting_share *share = &hosting->shares[i];
        bool is_any = share->hosts.n && str_eq_c(share->hosts.items[0], "*"); /* a program on anybody's host leads nowhere else */
        if (!is_any && hosting_may_lead_to(share, from) && hosting_may_lead_to(share, to))
            return true;
    }
    return false;
}

bool hosting_is_login(const struct hosting_share *share, struct str url)
{
    return any_place(&share->login, url);
}

bool hosting_confirms(const struct hosting_share *share, struct str url)
{
    struct url_parts parts;
    if (!hosting_may_lead_to(share, url) || !url_split(url, &parts))
        return false;
    for (size_t i = 0; i < share->confirm.n; i++)
        if (raw_parameter(parts.query, share->confirm.items[i]).n)
            return true;
    return false;
}
