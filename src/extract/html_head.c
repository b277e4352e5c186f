/* html_head.c - meta and link elements.
 * SPDX-License-Identifier: MIT
 */
#include "html_page.h"

#include "text/robots_words.h"
#include "text/utf8.h"

enum { REFRESH_MAX_SECONDS = 15 /* what waits longer is a page to read, not a way to another */ };

static bool is_value(const struct html_page *h, enum html_attr attr, const char *text)
{
    return str_eq_nocase_c(str_trim(html_attr(&h->token, attr)), text);
}

void html_meta(struct html_page *h)
{
    if (is_value(h, ATTR_HTTP_EQUIV, "refresh")) {
        struct str content = html_value(h, ATTR_CONTENT);
        uint64_t seconds = 0;
        size_t digits = 0;
        while (digits < content.n && content.p[digits] >= '0' && content.p[digits] <= '9')
            digits++;
        if (digits && !str_to_u64(str_sub(content, 0, digits), 1000000, &seconds))
            seconds = 1000000;
        size_t at = str_find_nocase_c(content, "url");
        if (at == STR_NPOS)
            return;
        struct str target = str_trim(str_from_pos(content, at + 3));
        if (target.n && target.p[0] == '=')
            target = str_trim(str_from_pos(target, 1));
        if (target.n && (target.p[0] == '\'' || target.p[0] == '"')) {
            char quote = target.p[0];
            target = str_from_pos(target, 1);
            target = str_cut(&target, quote);
        }
        struct str copy = arena_str(h->arena, target);
        html_link_plain(h, VIA_REFRESH, copy, STR_NONE);
        enum url_result result;
        if (seconds <= REFRESH_MAX_SECONDS)
            h->doc->refresh_url = html_resolve(h, copy, &result);
    } else if (is_value(h, ATTR_NAME, "robots") || is_value(h, ATTR_NAME, "googlebot")) {
        struct robots_words words = {h->doc->is_noindex, h->doc->is_nofollow};
        robots_words_read(html_value(h, ATTR_CONTENT), &words);
        h->doc->is_noindex = words.is_noindex;
        h->doc->is_nofollow = words.is_nofollow;
    } else if (is_value(h, ATTR_NAME, "generator") && !h->doc->generator.p) {
        h->doc->generator = arena_str(h->arena, utf8_prefix(html_value(h, ATTR_CONTENT), 200));
    }
}

void html_link_element(struct html_page *h)
{
    struct str rel = html_attr(&h->token, ATTR_REL);
    bool is_canonical = str_find_nocase_c(rel, "canonical") != STR_NPOS;
    bool is_sitemap = str_eq_nocase_c(str_trim(rel), "sitemap");
    struct str type = html_attr(&h->token, ATTR_TYPE); /* "text/xml+oembed" is a page once more, for other sites to show */
    bool is_feed = str_find_nocase_c(rel, "alternate") != STR_NPOS &&
                   (str_find_nocase_c(type, "rss+xml") != STR_NPOS || str_find_nocase_c(type, "atom+xml") != STR_NPOS || str_find_nocase_c(type, "rdf+xml") != STR_NPOS);
    if (!is_canonical && !is_feed && !is_sitemap)
        return;
    struct str href = arena_str(h->arena, html_value(h, ATTR_HREF));
    enum url_result result;
    if (is_canonical)
        h->doc->canonical_url = html_resolve(h, href, &result);
    html_link_plain(h, is_canonical ? VIA_REL : is_sitemap ? VIA_SITEMAP : VIA_FEED, href, html_attr(&h->token, ATTR_TITLE));
}
