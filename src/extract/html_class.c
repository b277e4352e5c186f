/* html_class.c - what the words in class, id and role say of an element.
 *
 * Class names are split at spaces into names and at '-' and '_' into words; a name speaks by its words and their place: "header" and
 * "site-header" are the page's head, "card-header" is a card's title, "entry-header" an article's, "has-sidebar" says nothing.
 * SPDX-License-Identifier: MIT
 */
#include "html_page.h"

enum word {
    W_MENU = 1 << 0, W_NAV = 1 << 1, W_HEADER = 1 << 2, W_FOOTER = 1 << 3, W_SIDEBAR = 1 << 4, W_CRUMB = 1 << 5, W_CONTENT = 1 << 6,
    W_MAIN = 1 << 7, W_TAB = 1 << 8, W_TITLE = 1 << 9, W_CARD = 1 << 10, W_FOLD = 1 << 11 /* accordion, toggle, collapse, panel */,
    W_PART = 1 << 12 /* entry, post, modal ... : a header of it is not the page's */, W_STATE = 1 << 13 /* has, no, with, is, open */,
    W_ITEM = 1 << 14, W_LINK = 1 << 15, W_MOUNT = 1 << 16, W_BUTTON = 1 << 17, W_PAGE = 1 << 18, W_CHAT = 1 << 19, W_TABS = 1 << 20,
};

static unsigned word_of(struct str w)
{
    static const struct {
        const char *text;
        unsigned flags;
    } words[] = {
        {"accordion", W_FOLD}, {"active", W_STATE}, {"app", W_MOUNT}, {"article", W_PART}, {"aside", W_SIDEBAR}, {"box", W_CARD | W_PART},
        {"breadcrumb", W_CRUMB}, {"breadcrumbs", W_CRUMB}, {"btn", W_BUTTON}, {"button", W_BUTTON}, {"block", W_PART}, {"bottom", 0},
        {"card", W_CARD | W_PART}, {"chat", W_CHAT}, {"collapse", W_FOLD}, {"collapsible", W_FOLD}, {"content", W_CONTENT}, {"customerchat", W_CHAT},
        {"dropdown", W_MENU}, {"dialog", W_PART}, {"entry", W_PART}, {"footer", W_FOOTER}, {"gnav", W_NAV}, {"has", W_STATE}, {"header", W_HEADER},
        {"heading", W_TITLE}, {"item", W_ITEM}, {"is", W_STATE}, {"link", W_LINK}, {"list", W_PART}, {"listing", W_CARD}, {"main", W_MAIN}, {"mainmenu", W_MENU},
        {"masthead", W_HEADER}, {"media", W_CARD}, {"megamenu", W_MENU}, {"menu", W_MENU}, {"modal", W_PART}, {"nav", W_NAV}, {"navbar", W_NAV},
        {"navigation", W_NAV}, {"navmenu", W_MENU}, {"next", W_MOUNT}, {"no", W_STATE}, {"nuxt", W_MOUNT}, {"off", W_STATE}, {"on", W_STATE}, {"open", W_STATE}, {"page", W_PAGE},
        {"panel", W_FOLD | W_PART}, {"pills", W_TABS}, {"popup", W_PART}, {"post", W_CARD | W_PART}, {"root", W_MOUNT}, {"row", W_CARD}, {"section", W_PART},
        {"sidebar", W_SIDEBAR}, {"sidemenu", W_MENU}, {"sidenav", W_NAV}, {"submenu", W_MENU}, {"tab", W_TAB}, {"table", W_PART}, {"tabs", W_TABS},
        {"title", W_TITLE}, {"toggle", W_FOLD}, {"topbar", W_HEADER}, {"topic", W_TITLE}, {"topmenu", W_MENU}, {"topnav", W_NAV}, {"with", W_STATE}, {"without", W_STATE},
        {"widget", W_PART}, {"thumbnail", W_CARD}, {"tile", W_CARD}, {"subject", W_TITLE},
    };
    /* first letters that begin a word above */
    static const uint32_t begins = 1u << ('a' - 'a') | 1u << ('b' - 'a') | 1u << ('c' - 'a') | 1u << ('d' - 'a') | 1u << ('e' - 'a') |
                                   1u << ('f' - 'a') | 1u << ('g' - 'a') | 1u << ('h' - 'a') | 1u << ('i' - 'a') | 1u << ('l' - 'a') | 1u << ('m' - 'a') |
                                   1u << ('n' - 'a') | 1u << ('o' - 'a') | 1u << ('p' - 'a') | 1u << ('r' - 'a') | 1u << ('s' - 'a') | 1u << ('t' - 'a') | 1u << ('w' - 'a');
    if (w.n < 2 || w.n > 12)
        return 0;
    unsigned char first = (unsigned char)(w.p[0] | 0x20);
    if (first < 'a' || first > 'z' || !(begins >> (first - 'a') & 1u))
        return 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if ((unsigned char)words[i].text[0] == first && str_eq_nocase_c(w, words[i].text))
            return words[i].flags;
    return 0;
}

static unsigned zone_of(unsigned all, unsigned first, unsigned last, size_t n_words)
{
    if (all & W_STATE)
        return 0;
    if (all & W_CRUMB)
        return HINT_BREADCRUMB;
    if (all & (W_TAB | W_TABS) || (all & W_NAV && all & (W_ITEM | W_LINK)))
        return all & W_TABS ? HINT_TABS : 0;
    if ((all & W_NAV && (first & W_NAV || last & W_NAV)) || (all & W_MENU && !(all & (W_ITEM | W_LINK | W_PART | W_BUTTON | W_FOLD | W_CONTENT | W_PAGE))))
        return n_words <= 4 ? HINT_MENU : 0;
    if (all & W_HEADER)
        return all & (W_PART | W_CARD | W_PAGE | W_FOLD | W_CONTENT) ? 0 : HINT_HEADER;
    if (all & W_FOOTER)
        return all & (W_PART & ~0u) && !(first & W_FOOTER) ? 0 : HINT_FOOTER;
    if (all & W_SIDEBAR)
        return HINT_ASIDE;
    return 0;
}

/* One name of a class attribute or an id. */
static unsigned name_hints(struct str name, bool is_id)
{
    unsigned all = 0, first = 0, last = 0;
    size_t n_words = 0, from = 0;
    for (size_t i = 0; i <= name.n; i++) {
        if (i < name.n && name.p[i] != '-' && name.p[i] != '_')
            continue;
        if (i > from) {
            last = word_of((struct str){name.p + from, i - from});
            if (n_words++ == 0)
                first = last;
            all |= last;
        }
        from = i + 1;
    }
    if (!all)
        return 0;
    unsigned hints = zone_of(all, first, last, n_words);
    if ((is_id && n_words == 1 && all & (W_CONTENT | W_MAIN)) || (n_words == 2 && last & W_CONTENT && (first & (W_MAIN | W_PAGE) || (first & W_PART && !(first & (W_CARD | W_FOLD))))))
        hints |= HINT_MAIN;
    if (all & W_FOLD && all & (W_TITLE | W_BUTTON | W_HEADER) && !(all & W_STATE))
        hints |= HINT_HEADING;
    if ((all & W_CARD && all & W_HEADER) || (all & W_TAB && all & W_TITLE))
        hints |= HINT_HEADING;
    if (last & W_TITLE)
        hints |= HINT_TITLE;
    if ((n_words == 1 && all & W_CARD) || (last & W_ITEM && !(all & (W_NAV | W_MENU))) || (last & W_CARD && n_words == 2))
        hints |= HINT_ITEM;
    if (is_id && all & W_MOUNT && n_words <= 2)
        hints |= HINT_MOUNT;
    if (all & W_CHAT)
        hints |= HINT_CHAT;
    return hints;
}

static unsigned role_hints(struct str role)
{
    static const struct {
        const char *role;
        unsigned hints;
    } roles[] = {{"navigation", HINT_MENU}, {"menu", HINT_MENU}, {"menubar", HINT_MENU}, {"banner", HINT_HEADER}, {"contentinfo", HINT_FOOTER},
                 {"complementary", HINT_ASIDE}, {"main", HINT_MAIN}, {"tab", HINT_HEADING}, {"tablist", HINT_TABS}, {"heading", HINT_HEADING}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (str_eq_nocase_c(role, roles[i].role))
            return roles[i].hints;
    return 0;
}

unsigned html_hints(const struct html_token *token)
{
    unsigned hints = 0;
    if (html_has(token, ATTR_CLASS)) {
        struct str class = token->value[ATTR_CLASS];
        size_t from = 0;
        for (size_t i = 0; i <= class.n; i++) {
            if (i < class.n && (unsigned char)class.p[i] > ' ')
                continue;
            if (i > from)
                hints |= name_hints((struct str){class.p + from, i - from}, false);
            from = i + 1;
        }
    }
    if (html_has(token, ATTR_ID))
        hints |= name_hints(str_trim(token->value[ATTR_ID]), true);
    if (html_has(token, ATTR_ROLE))
        hints |= role_hints(str_trim(token->value[ATTR_ROLE]));
    if (html_has(token, ATTR_DATA_TOGGLE)) {
        struct str toggle = token->value[ATTR_DATA_TOGGLE];
        if (str_eq_nocase_c(toggle, "collapse") || str_eq_nocase_c(toggle, "tab") || str_eq_nocase_c(toggle, "pill"))
            hints |= HINT_HEADING;
    }
    if (html_has(token, ATTR_ARIA_LABEL) && str_find_nocase_c(token->value[ATTR_ARIA_LABEL], "breadcrumb") != STR_NPOS)
        hints |= HINT_BREADCRUMB;
    if (hints & HINT_TABS)
        hints &= ~(unsigned)HINT_MENU;
    return hints;
}
