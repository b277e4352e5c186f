/* build_hosting.c - viewers and shares from the files: shapes are checked (schema.c), here their sense.
 *
 * An overlay's entries go before the shipped ones: the first that matches an address speaks.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "rules/build.h"
#include "rules/findings.h"
#include "rules/hosting.h"
#include "rules/schema.h"

struct hosting_lists {
    struct hosting_viewer *viewers;
    size_t n_viewers, viewers_capacity;
    struct hosting_share *shares;
    size_t n_shares, shares_capacity;
    struct hosting_channel *channels;
    size_t n_channels, channels_capacity;
};

static struct hosting_texts read_texts(struct builder *b, const struct yaml_node *list)
{
    size_t n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        n++;
    struct str *items = ARENA_ARRAY(b->arena, struct str, n + 1);
    n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        items[n++] = arena_str(b->arena, node->text);
    return (struct hosting_texts){items, n};
}

static struct hosting_texts read_hosts(struct builder *b, const struct yaml_node *list, bool may_be_any)
{
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        struct str host = str_sub(node->text, 0, str_chr(node->text, '/'));
        size_t star = str_rchr(host, '*');
        bool is_any = str_eq_c(host, "*"), is_sub = str_starts_c(host, "*.") && star == 0 && host.n > 2;
        if (!host.n || (is_any && !may_be_any) || (!is_any && !is_sub && star != STR_NPOS) || str_find_c(node->text, "://") != STR_NPOS)
            build_error(b, node, "'%.*s' ไม่ใช่ชื่อเครื่อง: เขียนเป็น host.example หรือ *.host.example%s",
                        "'%.*s' is not a host: write host.example or *.host.example%s", STR_ARG(node->text), may_be_any ? " (*)" : "");
    }
    return read_texts(b, list);
}

static struct hosting_texts read_paths(struct builder *b, const struct yaml_node *list, bool is_any_host)
{
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        bool is_path = node->text.n && (node->text.p[0] == '/' || node->text.p[0] == '*');
        size_t opened = 0, closed = 0;
        for (size_t i = 0; i < node->text.n; i++) {
            opened += node->text.p[i] == '{';
            closed += node->text.p[i] == '}';
        }
        if (!is_path || opened != closed)
            build_error(b, node, "'%.*s' ไม่ใช่เส้นทาง: ขึ้นต้นด้วย / หรือ * เช่น /file/{id}/*", "'%.*s' is not a path: it begins with / or *, as in /file/{id}/*",
                        STR_ARG(node->text));
        if (is_any_host && (str_eq_c(node->text, "*") || str_eq_c(node->text, "/*")))
            build_error(b, node, "เครื่อง * กับเส้นทาง '%.*s' จะรวมทุกหน้าของทุกเว็บไซต์", "host * with the path '%.*s' would be every page of every site",
                        STR_ARG(node->text));
    }
    return read_texts(b, list);
}

static bool is_any_host(const struct yaml_node *hosts)
{
    for (const struct yaml_node *node = hosts ? hosts->first : NULL; node; node = node->next)
        if (str_eq_c(node->text, "*"))
            return true;
    return false;
}

static void read_viewer(struct builder *b, const struct yaml_node *node, struct hosting_lists *lists)
{
    const struct yaml_node *hosts = yaml_get(node, "host");
    MEM_GROW(lists->viewers, lists->n_viewers, lists->viewers_capacity);
    lists->viewers[lists->n_viewers++] = (struct hosting_viewer){
        .id = build_text(b, yaml_get(node, "id"), ""),
        .hosts = read_hosts(b, hosts, true),
        .paths = read_paths(b, yaml_get(node, "path"), is_any_host(hosts)),
        .parameters = read_texts(b, yaml_get(node, "parameter")),
    };
}

static struct hosting_form read_form(struct builder *b, const struct yaml_node *node, bool any_host)
{
    const struct yaml_node *download = yaml_get(node, "download"), *list = yaml_get(node, "list"), *set = yaml_get(node, "set");
    const struct yaml_node *address = download ? download : list;
    bool is_page = build_yes(yaml_get(node, "page"), false);
    if ((download != NULL) + (list != NULL) + (set != NULL) + is_page > 1)
        build_error(b, node, "ใช้ download, list, set หรือ page ได้อย่างใดอย่างหนึ่ง", "only one of download, list, set and page");
    bool is_address = false;
    static const char *const beginnings[] = {"https://", "http://", "{origin}", "{url}"};
    for (size_t i = 0; address && i < sizeof beginnings / sizeof *beginnings; i++)
        is_address |= str_starts_c(address->text, beginnings[i]);
    if (address && !is_address)
        build_error(b, address, "'%.*s' ต้องขึ้นต้นด้วย https://, http://, {origin} หรือ {url}", "'%.*s' must begin with https://, http://, {origin} or {url}",
                    STR_ARG(address->text));
    return (struct hosting_form){
        .paths = read_paths(b, yaml_get(node, "path"), any_host),
        .access = download || set ? HOSTING_FILE : list ? HOSTING_LIST : is_page ? HOSTING_PAGE : HOSTING_CLOSED,
        .address = address ? arena_str(b->arena, address->text) : STR_NONE,
        .set = read_texts(b, set),
    };
}

static void read_share(struct builder *b, const struct yaml_node *node, struct hosting_lists *lists)
{
    const struct yaml_node *forms = yaml_get(node, "forms"), *hosts = yaml_get(node, "host");
    size_t n = 0;
    for (const struct yaml_node *form = forms->first; form; form = form->next)
        n++;
    struct hosting_form *list = ARENA_ARRAY(b->arena, struct hosting_form, n + 1);
    n = 0;
    for (const struct yaml_node *form = forms->first; form; form = form->next)
        list[n++] = read_form(b, form, is_any_host(hosts));
    bool is_service = build_yes(yaml_get(node, "service"), false);
    if (!is_service && !yaml_get(node, "advice"))
        build_error(b, node, "ขาดคีย์ '%s'", "the key '%s' is missing", "advice");
    MEM_GROW(lists->shares, lists->n_shares, lists->shares_capacity);
    lists->shares[lists->n_shares++] = (struct hosting_share){
        .id = build_text(b, yaml_get(node, "id"), ""),
        .title = build_words(b, yaml_get(node, "title")),
        .advice = build_words(b, yaml_get(node, "advice")),
        .hosts = read_hosts(b, hosts, true),
        .content = read_hosts(b, yaml_get(node, "content"), false),
        .login = read_hosts(b, yaml_get(node, "login"), false),
        .confirm = read_texts(b, yaml_get(node, "confirm")),
        .forms = list,
        .n_forms = n,
        .is_service = is_service,
        .obeys_robots = build_yes(yaml_get(node, "robots"), true),
    };
}

static unsigned read_channel_kind(struct builder *b, const struct yaml_node *node)
{
    static const char *const names[] = {"line", "messenger", "facebook", "chat", "map", "none", NULL};
    static const unsigned bits[] = {DETECT_LINE, DETECT_MESSENGER, DETECT_FACEBOOK, DETECT_CHAT, DETECT_MAP, 0};
    for (size_t i = 0; names[i]; i++)
        if (str_eq_c(node->text, names[i]))
            return bits[i];
    const char *nearest = schema_nearest(node->text, names);
    build_error(b, node, "ไม่รู้จักช่องทางชนิด '%.*s' หมายถึง '%s' หรือไม่", "unknown kind of channel '%.*s'; did you mean '%s'?", STR_ARG(node->text),
                nearest ? nearest : "chat");
    return 0;
}

static void read_channel(struct builder *b, const struct yaml_node *node, struct hosting_lists *lists)
{
    const struct yaml_node *hosts = yaml_get(node, "host"), *paths = yaml_get(node, "path"), *classes = yaml_get(node, "class");
    if (!hosts && !classes)
        build_error(b, node, "ขาดคีย์ '%s'", "the key '%s' is missing", "host");
    if (is_any_host(hosts) && !paths)
        build_error(b, hosts, "เครื่อง * ต้องมี path ด้วย มิฉะนั้นจะรวมทุกหน้าของทุกเว็บไซต์", "host * needs a path; it would be every page of every site");
    MEM_GROW(lists->channels, lists->n_channels, lists->channels_capacity);
    lists->channels[lists->n_channels++] = (struct hosting_channel){
        .id = build_text(b, yaml_get(node, "id"), ""),
        .detect = read_channel_kind(b, yaml_get(node, "kind")),
        .hosts = read_hosts(b, hosts, true),
        .paths = read_paths(b, paths, is_any_host(hosts)),
        .classes = read_texts(b, classes),
    };
}

static void read_role(struct builder *b, bool is_local, struct hosting_lists *lists)
{
    for (size_t i = 0; i < b->n_files; i++) {
        const struct rule_file *file = &b->files[i];
        if (file->role != (is_local ? ROLE_LOCAL_COMMON : ROLE_COMMON))
            continue;
        const struct yaml_node *viewers = yaml_get(file->root, "viewers"), *shares = yaml_get(file->root, "shares"),
                               *channels = yaml_get(file->root, "channels");
        for (const struct yaml_node *node = viewers ? viewers->first : NULL; node; node = node->next)
            read_viewer(b, node, lists);
        for (const struct yaml_node *node = shares ? shares->first : NULL; node; node = node->next)
            read_share(b, node, lists);
        for (const struct yaml_node *node = channels ? channels->first : NULL; node; node = node->next)
            read_channel(b, node, lists);
    }
}

void build_hosting(struct builder *b)
{
    struct hosting_lists lists = {0};
    read_role(b, true, &lists);
    read_role(b, false, &lists);
    struct hosting *hosting = ARENA_NEW(b->arena, struct hosting);
    struct hosting_viewer *viewers = ARENA_ARRAY(b->arena, struct hosting_viewer, lists.n_viewers + 1);
    struct hosting_share *shares = ARENA_ARRAY(b->arena, struct hosting_share, lists.n_shares + 1);
    if (lists.n_viewers)
        memcpy(viewers, lists.viewers, lists.n_viewers * sizeof *viewers);
    if (lists.n_shares)
        memcpy(shares, lists.shares, lists.n_shares * sizeof *shares);
    struct hosting_channel *channels = ARENA_ARRAY(b->arena, struct hosting_channel, lists.n_channels + 1);
    if (lists.n_channels)
        memcpy(channels, lists.channels, lists.n_channels * sizeof *channels);
    *hosting = (struct hosting){viewers, lists.n_viewers, shares, lists.n_shares, channels, lists.n_channels};
    b->scheme->hosting = hosting;
    free(lists.viewers);
    free(lists.shares);
    free(lists.channels);
}
