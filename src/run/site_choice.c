/* site_choice.c - see site_choice.h.
 * SPDX-License-Identifier: MIT
 */
#include "run/site_choice.h"

#include <stdio.h>

#include "text/utf8.h"
#include "url/url.h"

enum { NO_FIT = 99, SHOWN_SITES = 4 };

static bool has_own_port(const struct url_parts *p)
{
    return p->port != (str_eq_c(p->scheme, "https") ? 443 : 80);
}

/* The less, the better: the same URL; the same but http for https, or www; only the host was typed; the agency's name; a part of it. */
static int fit_of(const struct store_site *site, struct str typed, struct str canonical)
{
    struct url_parts a, b;
    if (canonical.n && str_eq_c(canonical, site->url))
        return 0;
    if (canonical.n && url_split(canonical, &a) && url_split(str_from(site->url), &b) && url_same_host_or_www(a.host, b.host)) {
        bool same_port = a.port == b.port || (!has_own_port(&a) && !has_own_port(&b));
        if (same_port && str_eq(a.path, b.path) && str_eq(a.query, b.query))
            return 1;
        if (!has_own_port(&a) && str_eq_c(a.path, "/") && !a.query.p)
            return 2;
    }
    if (site->name && str_eq_c(typed, site->name))
        return 3;
    return site->name && !canonical.n && typed.n && str_find(str_from(site->name), typed) != STR_NPOS ? 4 : NO_FIT;
}

/* The indexes of those that fit best come first. */
static enum oit_code find_all(struct store *store, const char *typed, struct arena *arena, struct store_site **ret_sites, size_t *ret_n, struct err *err)
{
    struct buf canonical;
    size_t n = 0;
    int best = NO_FIT;
    buf_init(&canonical, 0);
    if (typed && strpbrk(typed, ".:") && url_from_user(str_from(typed), &canonical) != URL_OK)
        buf_clear(&canonical);
    enum oit_code code = store_sites(store, arena, ret_sites, &n, err);
    struct store_site *sites = *ret_sites;
    for (size_t i = 0; code == OIT_OK && typed && i < n; i++) {
        int fit = fit_of(&sites[i], str_trim(str_from(typed)), buf_str(&canonical));
        best = fit < best ? fit : best;
    }
    *ret_n = 0;
    for (size_t i = 0; code == OIT_OK && i < n; i++)
        if (!typed || (best < NO_FIT && fit_of(&sites[i], str_trim(str_from(typed)), buf_str(&canonical)) == best))
            sites[(*ret_n)++] = sites[i];
    buf_done(&canonical);
    return code;
}

enum oit_code site_choice_find(struct store *store, const char *typed, struct arena *arena, const char **ret_site, size_t *ret_n, struct err *err)
{
    struct store_site *sites = NULL;
    enum oit_code code = find_all(store, typed, arena, &sites, ret_n, err);
    *ret_site = code == OIT_OK && *ret_n ? sites[0].url : NULL;
    return code;
}

static void add_names(const struct store_site *sites, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n && i < SHOWN_SITES; i++) {
        (void)buf_add_c(out, i ? ", " : "");
        url_readable(str_from(sites[i].url), out);
    }
    (void)buf_add_c(out, n > SHOWN_SITES ? ", ..." : "");
}

enum oit_code site_choice_tell(struct store *store, const struct oit_options *options, const char *taken, enum site_manner manner, struct err *err)
{
    const char *which = options->run;
    bool is_id = which && strcmp(which, "latest") != 0 && strcmp(which, "previous") != 0; /* a run's id names its site */
    struct store_site *sites = NULL;
    struct arena arena;
    struct buf names;
    size_t n = 0;
    if (is_id)
        return OIT_OK;
    arena_init(&arena);
    buf_init(&names, 0);
    enum oit_code code = find_all(store, options->site ? options->site : options->url, &arena, &sites, &n, err);
    if (code == OIT_OK && n > 1 && manner == SITE_ASKED) {
        add_names(sites, n, &names);
        code = err_set(err, OIT_ERR_USAGE, "ที่เก็บผลมีหลายเว็บไซต์ บอกด้วยว่าของเว็บไซต์ใด: --site URL หรือ --profile agency.yaml (มี %s)",
                       "the store holds several sites; say which: --site URL or --profile agency.yaml (there are %s)", buf_str(&names).p);
    } else if (code == OIT_OK && n > 1 && !options->quiet) {
        url_readable(str_from(taken), &names);
        (void)fprintf(stderr, options->language == OIT_EN ? "oitcheck: the store holds %zu sites; this is %s, checked last (another one: --site URL)\n"
                                                          : "oitcheck: ที่เก็บผลมี %zu เว็บไซต์ นี่คือ %s ซึ่งตรวจล่าสุด (เว็บไซต์อื่น: --site URL)\n", n, buf_str(&names).p);
    }
    buf_done(&names);
    arena_done(&arena);
    return code;
}
