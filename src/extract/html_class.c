/* html_class.c - what the words in class, id and role say of an element.
 *
 * Class names are split at spaces into names and at '-' and '_' into words; a name speaks by its words and their
 * place: "header" and
 * "site-header" are the page's head, "card-header" is a card's title, "entry-header" an article's, "has-sidebar" says
 * nothing.
 * SPDX-License-Identifier: MIT
 */
#include "html_page.h"

enum word {
    W_MENU = 1 << 0,
    W_NAV = 1 << 1,
    W_HEADER = 1 << 2,
    W_FOOTER = 1 << 3,
    W_SIDEBAR = 1 << 4,
    W_CRUMB = 1 << 5,
    W_CONTENT = 1 << 6,
    W_MAIN = 1 << 7,
    W_TAB = 1 << 8,
    W_TITLE = 1 << 9,
    W_CARD = 1 << 10,
    W_FOLD = 1 << 11 /* accordion, toggle, collapse, panel */,
    W_PART = 1 << 12 /* entry, post, modal ... : a header of it is not the page's */,
    W_STATE = 1 << 13 /* has, no, with, is, open */,
    W_ITEM = 1 << 14,
    W_LINK = 1 << 15,
    W_MOUNT = 1 << 16,
    W_BUTTON = 1 << 17,
    W_PAGE = 1 << 18,
    W_CHAT = 1 << 19,
    W_TABS = 1 << 20,
    W_BOX = 1 << 21 /* has a head of its own */,
};

static unsigned word_of(struct str w)
{
    if (w.n < 2 || w.n > 12)
        return 0;
    switch (html_name_key(w.p, w.n)) {
    case HTML_KEY('a', 'c', 'c', 'o', 'r', 'd', 'i', 'o'): /* accordion */
    case HTML_KEY('c', 'o', 'l', 'l', 'a', 'p', 's', 'e'): /* collapse */
    case HTML_KEY('c', 'o', 'l', 'l', 'a', 'p', 's', 'i'): /* collapsible */
    case HTML_KEY('s', 'p', 'o', 'i', 'l', 'e', 'r', 0):   /* spoiler */
    case HTML_KEY('t', 'o', 'g', 'g', 'l', 'e', 0, 0): /* toggle */ return W_FOLD;
    case HTML_KEY('a', 'c', 't', 'i', 'v', 'e', 0, 0): /* active */
    case HTML_KEY('h', 'a', 's', 0, 0, 0, 0, 0):       /* has */
    case HTML_KEY('i', 's', 0, 0, 0, 0, 0, 0):         /* is */
    case HTML_KEY('n', 'o', 0, 0, 0, 0, 0, 0):         /* no */
    case HTML_KEY('o', 'f', 'f', 0, 0, 0, 0, 0):       /* off */
    case HTML_KEY('o', 'n', 0, 0, 0, 0, 0, 0):         /* on */
    case HTML_KEY('o', 'p', 'e', 'n', 0, 0, 0, 0):     /* open */
    case HTML_KEY('w', 'i', 't', 'h', 0, 0, 0, 0):     /* with */
    case HTML_KEY('w', 'i', 't', 'h', 'o', 'u', 't', 0): /* without */ return W_STATE;
    case HTML_KEY('a', 'p', 'p', 0, 0, 0, 0, 0):   /* app */
    case HTML_KEY('n', 'e', 'x', 't', 0, 0, 0, 0): /* next */
    case HTML_KEY('n', 'u', 'x', 't', 0, 0, 0, 0): /* nuxt */
    case HTML_KEY('r', 'o', 'o', 't', 0, 0, 0, 0): /* root */ return W_MOUNT;
    case HTML_KEY('a', 'r', 't', 'i', 'c', 'l', 'e', 0): /* article */
    case HTML_KEY('b', 'l', 'o', 'c', 'k', 0, 0, 0):     /* block */
    case HTML_KEY('d', 'i', 'a', 'l', 'o', 'g', 0, 0):   /* dialog */
    case HTML_KEY('e', 'n', 't', 'r', 'y', 0, 0, 0):     /* entry */
    case HTML_KEY('l', 'i', 's', 't', 0, 0, 0, 0):       /* list */
    case HTML_KEY('m', 'o', 'd', 'a', 'l', 0, 0, 0):     /* modal */
    case HTML_KEY('p', 'o', 'p', 'u', 'p', 0, 0, 0):     /* popup */
    case HTML_KEY('s', 'e', 'c', 't', 'i', 'o', 'n', 0): /* section */
    case HTML_KEY('t', 'a', 'b', 'l', 'e', 0, 0, 0):     /* table */
    case HTML_KEY('w', 'i', 'd', 'g', 'e', 't', 0, 0): /* widget */ return W_PART;
    case HTML_KEY('a', 's', 'i', 'd', 'e', 0, 0, 0): /* aside */
    case HTML_KEY('s', 'i', 'd', 'e', 'b', 'a', 'r', 0): /* sidebar */ return W_SIDEBAR;
    case HTML_KEY('b', 'o', 'x', 0, 0, 0, 0, 0): /* box */
    case HTML_KEY('c', 'a', 'r', 'd', 0, 0, 0, 0): /* card */ return W_CARD | W_PART | W_BOX;
    case HTML_KEY('p', 'o', 's', 't', 0, 0, 0, 0): /* post */ return W_CARD | W_PART;
    case HTML_KEY('b', 'r', 'e', 'a', 'd', 'c', 'r', 'u'): /* breadcrumb */ return W_CRUMB;
    case HTML_KEY('b', 't', 'n', 0, 0, 0, 0, 0): /* btn */
    case HTML_KEY('b', 'u', 't', 't', 'o', 'n', 0, 0): /* button */ return W_BUTTON;
    case HTML_KEY('c', 'h', 'a', 't', 0, 0, 0, 0): /* chat */
    case HTML_KEY('c', 'u', 's', 't', 'o', 'm', 'e', 'r'): /* customerchat */ return W_CHAT;
    case HTML_KEY('c', 'o', 'n', 't', 'e', 'n', 't', 0): /* content */ return W_CONTENT;
    case HTML_KEY('d', 'r', 'o', 'p', 'd', 'o', 'w', 'n'): /* dropdown */
    case HTML_KEY('m', 'a', 'i', 'n', 'm', 'e', 'n', 'u'): /* mainmenu */
    case HTML_KEY('m', 'e', 'g', 'a', 'm', 'e', 'n', 'u'): /* megamenu */
    case HTML_KEY('m', 'e', 'n', 'u', 0, 0, 0, 0):         /* menu */
    case HTML_KEY('n', 'a', 'v', 'm', 'e', 'n', 'u', 0):   /* navmenu */
    case HTML_KEY('s', 'i', 'd', 'e', 'm', 'e', 'n', 'u'): /* sidemenu */
    case HTML_KEY('s', 'u', 'b', 'm', 'e', 'n', 'u', 0):   /* submenu */
    case HTML_KEY('t', 'o', 'p', 'm', 'e', 'n', 'u', 0): /* topmenu */ return W_MENU;
    case HTML_KEY('f', 'o', 'o', 't', 'e', 'r', 0, 0): /* footer */ return W_FOOTER;
    case HTML_KEY('g', 'n', 'a', 'v', 0, 0, 0, 0):         /* gnav */
    case HTML_KEY('n', 'a', 'v', 0, 0, 0, 0, 0):           /* nav */
    case HTML_KEY('n', 'a', 'v', 'b', 'a', 'r', 0, 0):     /* navbar */
    case HTML_KEY('n', 'a', 'v', 'i', 'g', 'a', 't', 'i'): /* navigation */
    case HTML_KEY('s', 'i', 'd', 'e', 'n', 'a', 'v', 0):   /* sidenav */
    case HTML_KEY('t', 'o', 'p', 'n', 'a', 'v', 0, 0): /* topnav */ return W_NAV;
    case HTML_KEY('h', 'e', 'a', 'd', 'e', 'r', 0, 0):     /* header */
    case HTML_KEY('m', 'a', 's', 't', 'h', 'e', 'a', 'd'): /* masthead */
    case HTML_KEY('t', 'o', 'p', 'b', 'a', 'r', 0, 0): /* topbar */ return W_HEADER;
    case HTML_KEY('h', 'e', 'a', 'd', 'i', 'n', 'g', 0): /* heading */
    case HTML_KEY('t', 'i', 't', 'l', 'e', 0, 0, 0):     /* title */
    case HTML_KEY('t', 'o', 'p', 'i', 'c', 0, 0, 0):     /* topic */
    case HTML_KEY('s', 'u', 'b', 'j', 'e', 'c', 't', 0): /* subject */ return W_TITLE;
    case HTML_KEY('i', 't', 'e', 'm', 0, 0, 0, 0): /* item */ return W_ITEM;
    case HTML_KEY('l', 'i', 'n', 'k', 0, 0, 0, 0): /* link */ return W_LINK;
    case HTML_KEY('l', 'i', 's', 't', 'i', 'n', 'g', 0):   /* listing */
    case HTML_KEY('m', 'e', 'd', 'i', 'a', 0, 0, 0):       /* media */
    case HTML_KEY('r', 'o', 'w', 0, 0, 0, 0, 0):           /* row */
    case HTML_KEY('t', 'h', 'u', 'm', 'b', 'n', 'a', 'i'): /* thumbnail */
    case HTML_KEY('t', 'i', 'l', 'e', 0, 0, 0, 0): /* tile */ return W_CARD;
    case HTML_KEY('m', 'a', 'i', 'n', 0, 0, 0, 0): /* main */ return W_MAIN;
    case HTML_KEY('p', 'a', 'g', 'e', 0, 0, 0, 0): /* page */ return W_PAGE;
    case HTML_KEY('p', 'a', 'n', 'e', 'l', 0, 0, 0): /* panel */ return W_FOLD | W_PART;
    case HTML_KEY('p', 'i', 'l', 'l', 's', 0, 0, 0): /* pills */
    case HTML_KEY('t', 'a', 'b', 's', 0, 0, 0, 0): /* tabs */ return W_TABS;
    case HTML_KEY('t', 'a', 'b', 0, 0, 0, 0, 0): /* tab */ return W_TAB;
    default: return 0;
    }
}

static unsigned zone_of(unsigned all, unsigned first, unsigned last, size_t n_words)
{
    if (all & W_STATE)
        return 0;
    if (all & W_CRUMB)
        return HINT_BREADCRUMB;
    if (all & (W_TAB | W_TABS) || (all & W_NAV && all & (W_ITEM | W_LINK)))
        return all & W_TABS ? HINT_TABS : 0;
    if ((all & W_NAV && (first & W_NAV || last & W_NAV)) ||
        (all & W_MENU && !(all & (W_ITEM | W_LINK | W_PART | W_BUTTON | W_FOLD | W_CONTENT | W_PAGE))))
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
    if ((is_id && n_words == 1 && all & (W_CONTENT | W_MAIN)) ||
        (n_words == 2 && last & W_CONTENT &&
         (first & (W_MAIN | W_PAGE) || (first & W_PART && !(first & (W_CARD | W_FOLD))))))
        hints |= HINT_MAIN;
    if (all & W_FOLD && all & (W_TITLE | W_BUTTON | W_HEADER) && !(all & W_STATE))
        hints |= HINT_HEADING;
    if ((all & W_BOX && all & W_HEADER) || (all & W_TAB && all & W_TITLE))
        hints |= HINT_HEADING;
    if (all & (W_HEADER | W_FOOTER) && all & (W_PART | W_CARD | W_PAGE | W_FOLD | W_CONTENT))
        hints |= HINT_PART;
    if (last & W_TITLE)
        hints |= HINT_TITLE;
    bool is_fold =
        n_words == 1 && all & W_FOLD && !str_starts_nocase_c(name, "collaps"); /* panel, accordion, spoiler */
    if (is_fold || (n_words == 1 && all & W_CARD) || (last & W_ITEM && !(all & (W_NAV | W_MENU))) ||
        (last & W_CARD && n_words == 2))
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
    } roles[] = {{"navigation", HINT_MENU}, {"menu", HINT_MENU},          {"menubar", HINT_MENU},
                 {"banner", HINT_HEADER},   {"contentinfo", HINT_FOOTER}, {"complementary", HINT_ASIDE},
                 {"main", HINT_MAIN},       {"tab", HINT_HEADING},        {"tablist", HINT_TABS},
                 {"heading", HINT_HEADING}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (str_eq_nocase_c(role, roles[i].role))
            return roles[i].hints;
    return 0;
}

static unsigned class_hints(struct html_page *h, struct str class)
{
    struct html_class_slot *slot = &h->classes[str_hash_quick(class) % HTML_CLASS_SLOTS];
    if (class.n && str_eq(slot->class, class))
        return slot->hints;
    unsigned hints = 0;
    size_t from = 0;
    for (size_t i = 0; i <= class.n; i++) {
        if (i < class.n && (unsigned char)class.p[i] > ' ')
            continue;
        if (i > from)
            hints |= name_hints((struct str){class.p + from, i - from}, false);
        from = i + 1;
    }
    *slot = (struct html_class_slot){class, hints};
    return hints;
}

unsigned html_hints(struct html_page *h)
{
    const struct html_token *token = &h->token;
    unsigned hints = html_has(token, ATTR_CLASS) ? class_hints(h, token->value[ATTR_CLASS]) : 0;
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
