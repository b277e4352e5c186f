/* declarations.c - which pages are an index, of which year and list.
 *
 * A page is an index when it prints the codes of a list, or calls itself one and names several items, or names a third of all items. The rows of a page
 * are parted by the year they stand under (tabs, accordions, headings), because one page may hold the lists of several years. The list is told
 * by code and title together: O9 beside the annual report is the list of 2567, O13 beside it that of 2566; codes that fit neither, or that no
 * list of the NACC has, are another scheme's. The rules' map of numbers tells; nothing here knows a number.
 *
 * What stands on most pages (a menu) is no index of its own: every page would be one.
 * SPDX-License-Identifier: MIT
 */
#include "declarations.h"

#include <stdlib.h>

#include "base/mem.h"

enum {
    INDEX_CODES = 3,       /* rows with a printed code that make a page an index whatever it is called */
    INDEX_NAMED = 3,       /* items named by a page that calls itself an index */
    INDEX_CODED = 2,       /* ... or codes it prints */
    INDEX_MAYBE_NAMED = 6, /* ... that promises what items stand under, too */
    ITEMS_PART = 3,        /* one in so many of all items: an index whatever it is called */
    SCHEME_VOTES = 2,      /* codes that fit their titles */
    MAX_LISTS = 16,
    OTHER_CODES = 3,       /* codes that fit no list */
};

struct section {
    uint32_t page;
    int year_be;
    bool has_own_year;   /* its heading states it */
    const char *scheme;
    uint64_t items;
    size_t n_rows, n_codes, n_other, n_strange, n_own;
    size_t forms[ROW_PARAGRAPH + 1];
    size_t index;        /* it became part of */
};

struct sections {
    const struct site *site;
    int fiscal_year_be;
    struct section *items;
    size_t n, capacity;
    enum menu_state { MENU_UNASKED, MENU_NO, MENU_YES } *menus; /* by page */
};

static bool names_item(const struct site *site, const struct site_row *row)
{
    return row->fact.best.score >= CLASSIFY_CLAIM && row->fact.best.subject < site->scheme->n_items && row->fact.best.subject < 64;
}

/* The clauses of a regulation ("ข้อ 5 ซื่อสัตย์สุจริต") have numbers, too; the entries of an index lead somewhere, or name what they promise. */
static bool tells_something(const struct site *site, const struct site_row *row)
{
    return row->n_urls > 0 || names_item(site, row);
}

/* Most of what the page declares stands with the same links on most pages: a menu. Asked once a page, not once a row. */
static bool is_menu(const struct sections *s, uint32_t index)
{
    const struct site_page *page = &s->site->pages[index];
    size_t n = 0;
    for (size_t i = 0; i < page->n_rows && s->menus[index] == MENU_UNASKED; i++)
        n += site_row_is_menu(s->site, &page->rows[i]);
    if (s->menus[index] == MENU_UNASKED)
        s->menus[index] = n * 2 > page->n_rows ? MENU_YES : MENU_NO;
    return s->menus[index] == MENU_YES;
}

/* Not an entry of a menu. With a printed code a row may stand in the lists of several years with the same document: it goes only with the menu around it. */
static bool is_row(const struct sections *s, uint32_t page, const struct site_row *row)
{
    bool is_code = row->fact.code_kind > ROW_NUMBER;
    if (!is_code && row->n_urls == 0 && !names_item(s->site, row))
        return false;
    return !site_row_is_menu(s->site, row) || (is_code && !is_menu(s, page));
}

/* --- year -------------------------------------------------------------------------------------------------------------------- */

static int one_year(const struct year_statement *year)
{
    return year->from_be == year->to_be ? year->from_be : 0;
}

static int page_year(const struct site *site, const struct site_page *page)
{
    int year = one_year(page->year);
    if (!year)
        year = page->address_year ? one_year(page->address_year) : 0;
    if (!year && page->label.n) {
        struct year_statement label = years_statement_from(page->label, site->scheme->first_month);
        year = one_year(&label);
    }
    return year;
}

/* --- list -------------------------------------------------------------------------------------------------------------------- */

static int own_number(const struct scheme *scheme, uint16_t item)
{
    return scheme_code_number(scheme->items[item].code);
}

struct votes {
    size_t own, n_codes, n_strange, n_other, n_bare, bare_own;
    struct {
        const char *id;
        size_t n;
    } lists[MAX_LISTS]; /* of the scheme's map */
    size_t n_lists;
};

static void begin_lists(const struct scheme *scheme, struct votes *votes)
{
    for (size_t i = 0; i < scheme->n_map; i++) {
        size_t at = 0;
        while (at < votes->n_lists && strcmp(votes->lists[at].id, scheme->map[i].scheme) != 0)
            at++;
        if (at == votes->n_lists && at < MAX_LISTS)
            votes->lists[votes->n_lists++].id = scheme->map[i].scheme;
    }
}

static bool is_in_list(const struct scheme *scheme, const char *list, uint16_t item, int number)
{
    for (size_t i = 0; i < scheme->n_map; i++)
        if (scheme->map[i].item == item && strcmp(scheme->map[i].scheme, list) == 0 && scheme_code_number(scheme->map[i].theirs) == number)
            return true;
    return false;
}

static struct votes count_votes(const struct sections *s, const struct section *section)
{
    const struct site *site = s->site;
    const struct scheme *scheme = site->scheme;
    const struct site_page *page = &site->pages[section->page];
    struct votes votes = {.own = 0};
    begin_lists(scheme, &votes);
    for (size_t i = 0; i < page->n_rows; i++) {
        const struct site_row *row = &page->rows[i];
        int year = one_year(&row->fact.context_year);
        bool is_here = is_row(s, section->page, row) && (year ? year == section->year_be : !section->has_own_year);
        if (!is_here || row->fact.code_kind == ROW_NO_CODE)
            continue;
        bool is_bare = row->fact.code_kind == ROW_NUMBER, is_named = names_item(site, row);
        bool is_own = is_named && own_number(scheme, row->fact.best.subject) == row->fact.number;
        votes.n_bare += is_bare;
        votes.bare_own += is_bare && is_own;
        votes.n_codes += !is_bare;
        votes.n_other += row->fact.code_kind == ROW_OTHER_CODE;
        if (is_bare || row->fact.code_kind == ROW_OTHER_CODE)
            continue;
        votes.own += is_own;
        votes.n_strange += !is_named;
        for (size_t m = 0; is_named && m < votes.n_lists; m++)
            votes.lists[m].n += is_in_list(scheme, votes.lists[m].id, row->fact.best.subject, row->fact.number);
    }
    return votes;
}

static int year_of_scheme(const char *id)
{
    int number = scheme_code_number(id);
    return number > 2400 && number < 2700 ? number : 0;
}

/* The list of another assessment: named by the page's title or the label that leads to it, or told by several of its rows and more than speak for
 * the scheme's own. */
static const struct scheme_parallel *parallel_of(const struct sections *s, const struct section *section, size_t own)
{
    const struct site *site = s->site;
    const struct site_page *page = &site->pages[section->page];
    const struct scheme_parallel *named = scheme_parallel_named(site->scheme, page->title), *best = NULL;
    if (!named)
        named = scheme_parallel_named(site->scheme, page->label);
    bool may_be_own = named && named->n_code_words > 0 && own >= SCHEME_VOTES; /* "MOIT and OIT 2567": whose numbers stand there is seen in the rows */
    if (named && !may_be_own)
        return named;
    size_t n[MAX_LISTS] = {0}, most = 0;
    for (size_t i = 0; i < page->n_rows; i++) {
        const struct row_fact *fact = &page->rows[i].fact;
        const struct scheme_parallel *of_row = scheme_parallel_of_row(site->scheme, fact->code);
        if (!of_row)
            of_row = scheme_parallel_of_row(site->scheme, fact->label);
        size_t at = of_row ? (size_t)(of_row - site->scheme->parallels) : MAX_LISTS;
        if (at < MAX_LISTS && ++n[at] > most) {
            most = n[at];
            best = of_row;
        }
    }
    return most >= SCHEME_VOTES && most > own ? best : NULL;
}

/* The list whose numbers fit their titles best; its own before others, the one of the section's year before its twins. */
static const char *scheme_of(const struct sections *s, const struct section *section)
{
    const struct scheme *scheme = s->site->scheme;
    struct votes votes = count_votes(s, section);
    const struct scheme_parallel *parallel = parallel_of(s, section, votes.own);
    if (parallel)
        return parallel->id;
    if (votes.n_other * 2 > votes.n_codes)
        return "other";
    const char *best = scheme->id;
    size_t most = votes.own;
    for (size_t m = 0; m < votes.n_lists; m++) {
        bool is_of_year = year_of_scheme(votes.lists[m].id) == section->year_be;
        if (votes.lists[m].n > most || (votes.lists[m].n == most && most > votes.own && is_of_year)) {
            most = votes.lists[m].n;
            best = votes.lists[m].id;
        }
    }
    if (most >= SCHEME_VOTES && most * 2 >= votes.n_codes)
        return best;
    if (votes.n_codes >= OTHER_CODES)
        return "other";
    return votes.n_bare >= SCHEME_VOTES && votes.bare_own * 2 > votes.n_bare ? scheme->id : NULL;
}

static size_t count_bits(uint64_t bits)
{
    size_t n = 0;
    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

/* --- sections ---------------------------------------------------------------------------------------------------------------- */

static struct section *section_of(struct sections *s, size_t first, uint32_t page, int year, bool has_own_year)
{
    for (size_t i = first; i < s->n; i++)
        if (s->items[i].year_be == year && s->items[i].has_own_year == has_own_year)
            return &s->items[i];
    MEM_GROW(s->items, s->n, s->capacity);
    s->items[s->n] = (struct section){.page = page, .year_be = year, .has_own_year = has_own_year};
    return &s->items[s->n++];
}

/* is_part: the page has other sections. */
static bool is_index(const struct sections *s, const struct section *section, bool is_part)
{
    const struct site_page *page = &s->site->pages[section->page];
    size_t n_items = count_bits(section->items);
    if (section->n_codes >= INDEX_CODES || n_items * ITEMS_PART >= s->site->scheme->n_items)
        return true;
    if (page->is_start || is_part)
        return false; /* a home page speaks of everything */
    return (page->index_sign == INDEX_SIGN && (n_items >= INDEX_NAMED || section->n_codes >= INDEX_CODED)) || (page->index_sign == INDEX_MAYBE && n_items >= INDEX_MAYBE_NAMED);
}

static void add_page(struct sections *s, uint32_t index)
{
    const struct site *site = s->site;
    const struct site_page *page = &site->pages[index];
    size_t first = s->n;
    int of_page = page_year(site, page);
    for (size_t i = 0; i < page->n_rows; i++) {
        const struct site_row *row = &page->rows[i];
        int own = one_year(&row->fact.context_year);
        if (!is_row(s, index, row))
            continue;
        struct section *section = section_of(s, first, index, own ? own : of_page, own != 0);
        section->n_rows++;
        section->n_codes += row->fact.code_kind > ROW_NUMBER && tells_something(site, row);
        section->forms[row->fact.form]++;
        if (names_item(site, row) && (row->n_urls > 0 || row->fact.code_kind != ROW_NO_CODE))
            section->items |= UINT64_C(1) << row->fact.best.subject;
    }
    size_t kept = first, n_parts = s->n - first;
    for (size_t i = first; i < s->n; i++) {
        struct section section = s->items[i];
        if (!is_index(s, &section, n_parts > 1))
            continue;
        section.scheme = scheme_of(s, &section);
        if (!section.year_be && section.scheme)
            section.year_be = strcmp(section.scheme, site->scheme->id) == 0 ? 0 : year_of_scheme(section.scheme);
        s->items[kept++] = section;
    }
    s->n = kept;
}

static bool is_used(const struct sections *s, const struct section *section)
{
    bool is_own_list = !section->scheme || strcmp(section->scheme, s->site->scheme->id) == 0;
    bool is_renamed = section->scheme && year_of_scheme(section->scheme) && section->year_be == s->fiscal_year_be &&
                      count_bits(section->items) * 2 >= s->site->scheme->n_items; /* this year's list under the numbers of the last */
    return is_renamed || (is_own_list && (section->year_be == 0 || section->year_be == s->fiscal_year_be));
}

/* An index without a year counts where none states this year. */
static void drop_undated(const struct sections *s, bool *used)
{
    bool has_dated = false;
    for (size_t i = 0; i < s->n; i++)
        has_dated |= used[i] && s->items[i].year_be == s->fiscal_year_be && count_bits(s->items[i].items) * 2 >= s->site->scheme->n_items;
    for (size_t i = 0; i < s->n && has_dated; i++)
        used[i] = used[i] && s->items[i].year_be != 0;
}

/* --- indexes ----------------------------------------------------------------------------------------------------------------- */

static const char *form_of(const struct section *section)
{
    static const char *const names[] = {"table", "list", "cards", "headings", "paragraphs"};
    size_t best = 0;
    for (size_t i = 1; i <= ROW_PARAGRAPH; i++)
        if (section->forms[i] > section->forms[best])
            best = i;
    return names[best];
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Group pages of one list: same year and scheme, each a part of the items, hardly any item on both. */
static bool belong_together(const struct sections *s, const struct declared_index *index, const struct section *section, bool used)
{
    size_t both = count_bits(index->items & section->items), n = count_bits(section->items);
    return index->is_used == used && index->year_be == section->year_be && same_text(index->scheme, section->scheme) && index->page != section->page &&
           n * 2 < s->site->scheme->n_items && both * 3 <= n;
}

/* The page before the first of them, when it leads to most of them. */
static uint32_t landing_of(const struct sections *s, const struct declared_index *index, size_t at)
{
    uint32_t landing = s->site->pages[index->page].reached_from;
    size_t n = 0;
    for (size_t i = 0; i < s->n && landing != PAGE_NONE; i++)
        n += s->items[i].index == at && site_links_to(s->site, landing, s->items[i].page);
    return n * 2 > index->n_pages ? landing : index->page;
}

static void make_indexes(struct sections *s, const bool *used, struct arena *arena, struct declarations *out)
{
    out->indexes = ARENA_ARRAY(arena, struct declared_index, s->n + 1);
    for (size_t i = 0; i < s->n; i++) {
        struct section *section = &s->items[i];
        size_t at = 0;
        while (at < out->n_indexes && !belong_together(s, &out->indexes[at], section, used[i]))
            at++;
        struct declared_index *index = &out->indexes[at];
        if (at == out->n_indexes) {
            *index = (struct declared_index){.page = section->page, .year_be = section->year_be, .scheme = section->scheme, .form = form_of(section), .is_used = used[i]};
            out->n_indexes++;
        }
        section->index = at;
        index->n_pages++;
        index->n_rows += (uint32_t)section->n_rows;
        index->items |= section->items;
    }
    for (size_t at = 0; at < out->n_indexes; at++)
        if (out->indexes[at].n_pages > 1) {
            out->indexes[at].page = landing_of(s, &out->indexes[at], at);
            out->indexes[at].form = "groups";
        }
}

/* A page on which a larger index has one of its items, and which lists what belongs to it (all about gifts), is a part of that index. */
static bool is_part_of(const struct sections *s, const struct declarations *d, size_t part, size_t whole)
{
    if (part == whole || !d->indexes[whole].is_used || count_bits(d->indexes[whole].items) <= count_bits(d->indexes[part].items))
        return false;
    for (size_t i = 0; i < s->n; i++) {
        const struct site_page *page = &s->site->pages[s->items[i].page];
        for (size_t k = 0; k < page->n_rows && s->items[i].index == whole; k++)
            for (size_t u = 0; u < page->rows[k].n_urls; u++)
                if (site_find(s->site, page->rows[k].urls[u]) == d->indexes[part].page)
                    return true;
    }
    return false;
}

static void fold_parts(struct sections *s, struct declarations *d)
{
    for (size_t part = 0; part < d->n_indexes; part++)
        for (size_t whole = 0; d->indexes[part].is_used && whole < d->n_indexes; whole++) {
            if (!is_part_of(s, d, part, whole))
                continue;
            d->indexes[whole].n_pages += d->indexes[part].n_pages;
            d->indexes[whole].n_rows += d->indexes[part].n_rows;
            d->indexes[part].n_pages = 0; /* gone */
            d->indexes[part].is_used = false;
            for (size_t i = 0; i < s->n; i++)
                if (s->items[i].index == part)
                    s->items[i].index = whole;
        }
}

/* A row whose title nobody knows, in an index whose list is known: its number tells which item it means to declare, and claims nothing. */
static uint16_t item_of_number(const struct sections *s, const struct section *section, const struct site_row *row)
{
    const struct scheme *scheme = s->site->scheme;
    bool is_known = section->scheme && strcmp(section->scheme, scheme->id) == 0 && row->fact.code_kind == ROW_CODE &&
                    section->forms[row->fact.form] * 2 > section->n_rows; /* "o 2 วันทำการ" is no item */
    for (uint16_t i = 0; i < scheme->n_items && is_known; i++)
        if (own_number(scheme, i) == row->fact.number && !(i < 64 && section->items >> i & 1))
            return i;
    return NO_INDEX;
}

static void collect_rows(const struct sections *s, struct arena *arena, struct declarations *out)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        n += out->indexes[s->items[i].index].is_used ? s->items[i].n_rows : 0;
    out->rows = ARENA_ARRAY(arena, struct declaration, n);
    for (size_t i = 0; i < s->n; i++) {
        const struct section *section = &s->items[i];
        const struct site_page *page = &s->site->pages[section->page];
        int of_page = page_year(s->site, page);
        if (!out->indexes[section->index].is_used)
            continue;
        for (size_t k = 0; k < page->n_rows && out->n_rows < n; k++) {
            const struct site_row *row = &page->rows[k];
            int own = one_year(&row->fact.context_year);
            uint16_t item = names_item(s->site, row) ? row->fact.best.subject : item_of_number(s, section, row);
            bool is_here = (own ? own : of_page) == section->year_be || (!section->has_own_year && !own);
            if (item == NO_INDEX || !is_here || !is_row(s, section->page, row))
                continue;
            out->rows[out->n_rows++] = (struct declaration){item, section->page, section->index, row, !names_item(s->site, row)};
            if (item < 64)
                out->items |= UINT64_C(1) << item;
        }
    }
}

/* --- a menu as the index ----------------------------------------------------------------------------------------------------- */

enum { MAX_MENU_ROWS = 300 };

static bool is_of_year(const struct year_statement *year, int fiscal_year_be)
{
    return year->from_be == 0 || (year->from_be <= fiscal_year_be && fiscal_year_be <= year->to_be);
}

static bool is_menu_row_known(const struct declarations *out, uint16_t item, struct str url)
{
    for (size_t i = 0; i < out->n_rows; i++)
        if (out->rows[i].item == item && str_eq(out->rows[i].row->urls[0], url))
            return true;
    return false;
}

static void add_menu_row(const struct site *site, const struct naming *naming, struct str url, struct arena *arena, struct declarations *out)
{
    uint16_t item = naming->best[0].subject;
    struct site_row *row = ARENA_NEW(arena, struct site_row);
    row->fact.label = naming->text;
    row->fact.best = naming->best[0];
    row->fact.year = naming->year;
    row->fact.context_year = naming->context_year;
    row->fact.form = ROW_LIST;
    if (naming->code == own_number(site->scheme, item))
        row->fact.code = str_from(site->scheme->items[item].code);
    row->urls = ARENA_ARRAY(arena, struct str, 1);
    row->urls[row->n_urls++] = url;
    out->rows[out->n_rows++] = (struct declaration){item, site->start, out->n_indexes, row, true};
}

/* Some sites have no index page: their menu lists the items, one page each, on every page. It is kept once (site.c). */
static void find_menu(const struct site *site, int fiscal_year_be, struct arena *arena, struct declarations *out)
{
    uint64_t items = 0;
    if (site->start == PAGE_NONE)
        return;
    out->rows = ARENA_ARRAY(arena, struct declaration, MAX_MENU_ROWS);
    out->n_rows = 0;
    for (uint32_t i = 0; i < site->n_pages; i++)
        for (size_t k = 0; k < site->pages[i].n_namings && out->n_rows < MAX_MENU_ROWS; k++) {
            const struct site_page *page = &site->pages[i];
            const struct naming *naming = &page->namings[k];
            bool is_entry = naming->zone == ZONE_MENU && naming->link != DOC_NONE && page->targets[k].target == TARGET_URL && !page->is_external &&
                            naming->best[0].subject < site->scheme->n_items && naming->best[0].subject < 64;
            if (!is_entry || !is_of_year(&naming->context_year, fiscal_year_be) || is_menu_row_known(out, naming->best[0].subject, page->targets[k].url))
                continue;
            add_menu_row(site, naming, page->targets[k].url, arena, out);
            items |= UINT64_C(1) << naming->best[0].subject;
        }
    if (count_bits(items) * 2 < site->scheme->n_items) {
        out->n_rows = 0;
        return;
    }
    out->indexes[out->n_indexes++] =
        (struct declared_index){.page = site->start, .form = "menu", .is_used = true, .n_pages = 1, .n_rows = (uint32_t)out->n_rows, .items = items};
    out->has_used = true;
}

void declarations_find(const struct site *site, int fiscal_year_be, struct arena *arena, struct declarations *ret_declarations)
{
    struct sections s = {.site = site, .fiscal_year_be = fiscal_year_be, .menus = mem_alloc((site->n_pages + 1) * sizeof *s.menus)};
    *ret_declarations = (struct declarations){.ways = ARENA_ARRAY(arena, struct page_ways, site->n_pages + 1), .arena = arena};
    for (uint32_t i = 0; i < site->n_pages; i++)
        if (site->pages[i].n_rows > 0 && site->pages[i].was_read && !site->pages[i].is_external)
            add_page(&s, i);
    bool *used = mem_alloc(s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        used[i] = is_used(&s, &s.items[i]);
    drop_undated(&s, used);
    make_indexes(&s, used, arena, ret_declarations);
    fold_parts(&s, ret_declarations);
    ret_declarations->index_of_page = ARENA_ARRAY(arena, uint32_t, site->n_pages + 1);
    for (size_t i = ret_declarations->n_indexes; i-- > 0;)
        ret_declarations->index_of_page[ret_declarations->indexes[i].page] = (uint32_t)i + 1;
    for (size_t i = s.n; i-- > 0;)
        ret_declarations->index_of_page[s.items[i].page] = (uint32_t)s.items[i].index + 1;
    collect_rows(&s, arena, ret_declarations);
    for (size_t i = 0; i < ret_declarations->n_indexes; i++) {
        const struct declared_index *index = &ret_declarations->indexes[i];
        ret_declarations->has_used |= index->is_used;
        ret_declarations->is_whole |= index->is_used && index->scheme;
    }
    ret_declarations->is_whole |= ret_declarations->has_used && declarations_are_complete(site, ret_declarations);
    if (!ret_declarations->has_used)
        find_menu(site, fiscal_year_be, arena, ret_declarations);
    free(used);
    free(s.menus);
    free(s.items);
}

bool declarations_is_index(const struct declarations *declarations, uint32_t page)
{
    return page != PAGE_NONE && declarations->n_indexes > 0 && declarations->index_of_page[page] != 0;
}

bool declarations_leads_back(const struct declarations *d, const struct declaration *declaration, uint32_t target)
{
    if (!declarations_is_index(d, target))
        return false;
    size_t other = d->index_of_page[target] - 1;
    bool is_part = other == declaration->index && d->indexes[other].page != target && target != declaration->page &&
                   strcmp(d->indexes[other].form, "groups") != 0;
    return !is_part && (other == declaration->index || count_bits(d->indexes[other].items) >= count_bits(d->indexes[declaration->index].items));
}

bool declarations_are_complete(const struct site *site, const struct declarations *declarations)
{
    return count_bits(declarations->items) * 2 >= site->scheme->n_items;
}

static bool is_on_way(const struct site *site, uint32_t from, uint32_t page)
{
    enum { FEW_CLICKS = 4 };
    for (int n = 0; n < FEW_CLICKS && page != PAGE_NONE; n++) {
        if (page == from)
            return true;
        page = site->pages[page].reached_from;
    }
    return false;
}

bool declarations_give_another(const struct declarations *d, const struct site *site, uint16_t item, uint32_t page, uint32_t source)
{
    bool gives = d->is_whole, is_listed = false;
    for (size_t i = 0; i < d->n_rows; i++) {
        const struct declaration *row = &d->rows[i];
        if (row->item != item)
            continue;
        if (row->page == page || row->page == source)
            return false;
        gives = is_listed ? gives : false;
        is_listed = true;
        gives |= row->row->n_urls > 0;
        for (size_t k = 0; k < row->row->n_urls; k++) {
            uint32_t to = site_find(site, row->row->urls[k]);
            if (to != PAGE_NONE && (is_on_way(site, to, page) || is_on_way(site, to, source)))
                return false;
        }
    }
    return gives;
}
