/* scope.c - which URLs are the agency's own.
 * SPDX-License-Identifier: MIT
 */
#include "scope.h"

#include <stdlib.h>

#include "base/mem.h"

enum { MAX_HOSTS = 256, MAX_STARTS = 8 };

struct scope_place { /* one host (with port) and the folder of it that is ours */
    struct str host;
    uint16_t port; /* 0: any */
    struct str folder; /* "/" or "/agency-a/" */
};

struct scope {
    struct arena arena;
    struct scope_place places[MAX_STARTS];
    size_t n_places;
    struct scope_place named[MAX_STARTS]; /* by the profile, where it names a folder */
    size_t n_named;
    struct str hosts[MAX_HOSTS];
    size_t n_hosts;
    struct str domain; /* the start host without www, when the whole host is ours */
};

static struct str without_www(struct str host)
{
    return str_starts_nocase_c(host, "www.") ? str_from_pos(host, 4) : host;
}

/* "/a/b/index.php" -> "/a/b/"; a file at the top is the top. */
static struct str folder_of(struct str path)
{
    size_t slash = str_rchr(path, '/');
    return slash == STR_NPOS ? STR_LIT("/") : str_sub(path, 0, slash + 1);
}

void scope_add_start(struct scope *scope, struct str final_url)
{
    struct url_parts parts;
    if (scope->n_places == MAX_STARTS || !url_split(final_url, &parts))
        return;
    struct scope_place *place = &scope->places[scope->n_places++];
    *place = (struct scope_place){arena_str(&scope->arena, parts.host), parts.port, arena_str(&scope->arena, folder_of(parts.path))};
    /* A host whose start is "/th/home.php" is mostly the agency's own with a language folder; it counts as shared only where the first
     * place said so, or where the host is known to be shared. */
    bool is_first = scope->n_places == 1;
    if (!is_first && !url_is_public_suffix(parts.host))
        place->folder = str_eq(place->host, scope->places[0].host) ? scope->places[0].folder : STR_LIT("/");
    /* Sub-domains are ours only below our own name: beside www.music.region.go.th stands theatre.region.go.th, another agency. */
    if (is_first && str_eq_c(place->folder, "/") && !url_is_public_suffix(without_www(parts.host)))
        scope->domain = arena_str(&scope->arena, without_www(parts.host));
}

struct scope *scope_new(struct str start)
{
    struct scope *scope = mem_alloc(sizeof *scope);
    arena_init(&scope->arena);
    scope_add_start(scope, start);
    return scope;
}

void scope_free(struct scope *scope)
{
    if (!scope)
        return;
    arena_done(&scope->arena);
    free(scope);
}

void scope_add_host(struct scope *scope, struct str host)
{
    if (scope->n_hosts < MAX_HOSTS && host.n)
        scope->hosts[scope->n_hosts++] = arena_str(&scope->arena, host);
}

bool scope_add_named(struct scope *scope, struct str host)
{
    struct buf scratch;
    struct url_named named;
    buf_init(&scratch, 0);
    bool is_ours = url_named_host(host, &scratch, &named);
    if (is_ours && str_eq_c(named.folder, "/"))
        scope_add_host(scope, named.host_port);
    else if (is_ours && scope->n_named < MAX_STARTS)
        scope->named[scope->n_named++] = (struct scope_place){arena_str(&scope->arena, named.host), named.port, arena_str(&scope->arena, named.folder)};
    buf_done(&scratch);
    return is_ours;
}

static bool is_in_place(const struct scope_place *place, const struct url_parts *parts)
{
    bool is_web = (parts->port == 80 || parts->port == 443) && (place->port == 80 || place->port == 443);
    return (place->port == 0 || parts->port == place->port || is_web) && url_same_host_or_www(parts->host, place->host) &&
           str_starts(parts->path, place->folder);
}

static bool is_listed_host(const struct scope *scope, const struct url_parts *parts)
{
    struct str with_port = str_find_c(parts->origin, "://") == STR_NPOS ? parts->origin
                                                                        : str_from_pos(parts->origin, str_find_c(parts->origin, "://") + 3);
    for (size_t i = 0; i < scope->n_hosts; i++)
        if (str_eq_nocase(scope->hosts[i], parts->host) || str_eq_nocase(scope->hosts[i], with_port))
            return true;
    return false;
}

static bool is_named_sub_domain(const struct scope *scope, struct str host)
{
    if (!scope->domain.n || host.n <= scope->domain.n + 1)
        return false;
    struct str tail = str_from_pos(host, host.n - scope->domain.n);
    return str_eq_nocase(tail, scope->domain) && host.p[host.n - scope->domain.n - 1] == '.';
}

/* ita.agency.go.th beside www.agency.go.th: the disclosure site of the same agency. */
static bool is_disclosure_twin(const struct scope *scope, struct str host)
{
    static const char *const names[] = {"ita.", "oit."};
    if (!scope->domain.n)
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_starts_nocase_c(host, names[i]) && str_eq_nocase(str_from_pos(host, strlen(names[i])), scope->domain))
            return true;
    return false;
}

enum scope_class scope_of(const struct scope *scope, struct str url)
{
    struct url_parts parts;
    if (!url_split(url, &parts))
        return SCOPE_FOREIGN;
    for (size_t i = 0; i < scope->n_places; i++)
        if (is_in_place(&scope->places[i], &parts))
            return SCOPE_OWN;
    for (size_t i = 0; i < scope->n_named; i++)
        if (is_in_place(&scope->named[i], &parts))
            return SCOPE_OWN;
    if (is_listed_host(scope, &parts) || is_disclosure_twin(scope, parts.host))
        return SCOPE_OWN;
    bool is_start_host = url_same_host_or_www(parts.host, scope->places[0].host);
    return !is_start_host && is_named_sub_domain(scope, parts.host) ? SCOPE_POSSIBLE : SCOPE_FOREIGN;
}
