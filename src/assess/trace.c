/* trace.c - see trace.h.
 * SPDX-License-Identifier: MIT
 */
#include "trace.h"

#include "text/years.h"

enum { MAX_NAMES = 3, MAX_MENTIONS = 16 };

static const char *kept(const struct judge *judge, struct str text)
{
    return text.p ? arena_text(judge->arena, text) : NULL;
}

static const char *place_code(enum naming_place place)
{
    static const char *const codes[] = {[PLACE_TITLE] = "title",           [PLACE_H1] = "heading",     [PLACE_TITLE_BLOCK] = "first-lines",
                                        [PLACE_HEADING] = "heading",       [PLACE_BREADCRUMB] = "breadcrumb", [PLACE_FILE_NAME] = "file-name",
                                        [PLACE_ANCHOR] = "link",           [PLACE_ROW] = "row",        [PLACE_ITEM] = "entry",
                                        [PLACE_LINK_HEADING] = "link-heading", [PLACE_LINK_FILE] = "link-file", [PLACE_ENTRY] = "entry"};
    return place < sizeof codes / sizeof *codes ? codes[place] : NULL;
}

static struct oit_words title_of(const struct judge *judge, uint16_t subject)
{
    const struct scheme *scheme = judge->input->scheme;
    if (subject >= scheme->n_items)
        return (struct oit_words){scheme->traps[subject - scheme->n_items].title.th, scheme->traps[subject - scheme->n_items].title.en};
    const struct scheme_item *item = &scheme->items[subject];
    return (struct oit_words){arena_printf(judge->arena, "%s %s", item->code, item->title.th).p,
                              arena_printf(judge->arena, "%s %s", item->code, item->title.en).p};
}

static void add_name(const struct judge *judge, struct name_tracer *tracer, uint16_t subject, const struct naming *naming, uint32_t page, bool is_inherited,
                     struct oit_trace *trace)
{
    bool is_file = naming->place == PLACE_FILE_NAME || naming->place == PLACE_LINK_FILE;
    struct name_trace how;
    name_trace(tracer, naming->text, is_file, subject, judge->arena, &how);
    bool has_name = how.manner != NAME_BY_SIMILARITY;
    trace->names[trace->n_names++] = (struct oit_name_match){
        .text = kept(judge, naming->text),
        .place = place_code(naming->place),
        .url = page != PAGE_NONE ? kept(judge, judge->input->site->pages[page].url) : NULL,
        .by = name_manner_code(how.manner),
        .name = has_name ? how.words.p : NULL,
        .rest = has_name && how.rest.n ? how.rest.p : NULL,
        .percent = naming_score(naming, subject),
        .inherited = is_inherited,
        .of = subject == judge->item ? (struct oit_words){NULL, NULL} : title_of(judge, subject),
    };
}

/* The title of its own that names the other subject it was rejected as. */
static const struct naming *other_title(const struct judge *judge, const struct candidate *c)
{
    const struct site_page *page = c->page == PAGE_NONE || c->named == NO_INDEX ? NULL : &judge->input->site->pages[c->page];
    const struct naming *best = NULL;
    for (size_t i = 0; page && i < page->n_namings; i++) {
        const struct naming *naming = &page->namings[i];
        bool is_own = naming->link == DOC_NONE && naming->place <= PLACE_FILE_NAME && naming->place != PLACE_BREADCRUMB;
        if (is_own && naming_score(naming, c->named) > (best ? naming_score(best, c->named) : 0))
            best = naming;
    }
    return best;
}

/* --- the year ---------------------------------------------------------------------------------------------------------------- */

static bool states(const struct judge *judge, struct str text, bool is_file, const struct year_statement *year)
{
    int first_month = judge->input->scheme->first_month;
    struct year_statement said = is_file ? years_in_name_from(text, first_month) : years_statement_from(text, first_month);
    return said.from_be && said.from_be == year->from_be && said.to_be == year->to_be;
}

/* The title of a page that states the year: which of them it was is not kept. */
static struct str document_text(const struct judge *judge, const struct site_page *page, const struct year_statement *year)
{
    if (states(judge, page->title, false, year))
        return page->title;
    for (size_t i = 0; i < page->n_namings; i++)
        if (page->namings[i].link == DOC_NONE && page->namings[i].place <= PLACE_TITLE_BLOCK && states(judge, page->namings[i].text, false, year))
            return page->namings[i].text;
    return states(judge, page->file_name, true, year) ? page->file_name : STR_NONE;
}

/* The words in a text that say the year: "ปีงบประมาณ พ.ศ. 2566"; absent when none alone does. */
static struct str year_words(struct str text, const struct year_statement *year)
{
    struct year_mention mentions[MAX_MENTIONS];
    size_t n = years_find(text, mentions, MAX_MENTIONS);
    for (size_t i = 0; i < n; i++)
        if (mentions[i].kind != YEAR_LAW && ((mentions[i].from_be == year->from_be && mentions[i].to_be == year->to_be) ||
                                             (mentions[i].fiscal_from_be == year->from_be && mentions[i].fiscal_to_be == year->to_be)))
            return str_sub(text, mentions[i].start, mentions[i].end - mentions[i].start);
    return STR_NONE;
}

static void fill_year(const struct judge *judge, const struct candidate *c, struct oit_year_match *ret_year)
{
    static const char *const places[] = {NULL, "own-title", "own-heading", "document", "label", "label-heading", "source-page", "dates"};
    static const char *const fits[] = {[YEAR_FITS] = "fits", [YEAR_WRONG] = "wrong", [YEAR_NOT_STATED] = "not-stated"};
    const struct site *site = judge->input->site;
    const struct site_page *page = c->page == PAGE_NONE ? NULL : &site->pages[c->page];
    const struct site_page *source = c->source == PAGE_NONE ? NULL : &site->pages[c->source];
    struct str text = STR_NONE;
    const struct site_page *stands_on = page;
    switch (c->year_origin) {
    case YEAR_OF_OWN_TITLE:
        text = c->own && states(judge, c->own->text, c->own->place == PLACE_FILE_NAME, &c->year) ? c->own->text
               : page /* cut short, but the whole title says it */                              ? document_text(judge, page, &c->year)
                                                                                                : STR_NONE;
        break;
    case YEAR_OF_DOCUMENT:
        text = page ? document_text(judge, page, &c->year) : STR_NONE;
        break;
    case YEAR_OF_LABEL:
        stands_on = source;
        text = c->claim && states(judge, c->claim->text, c->claim->place == PLACE_LINK_FILE, &c->year) ? c->claim->text : STR_NONE;
        break;
    case YEAR_OF_SOURCE:
        stands_on = source;
        text = source ? document_text(judge, source, &c->year) : STR_NONE;
        if (!text.p && source && states(judge, source->label, false, &c->year))
            text = source->label;
        break;
    case YEAR_OF_LABEL_HEADING:
        stands_on = source;
        break;
    case YEAR_OF_OWN_HEADING:
    case YEAR_OF_DATES:
        break;
    case YEAR_OF_NOTHING:
        stands_on = NULL;
        break;
    }
    *ret_year = (struct oit_year_match){
        .from_be = c->year.from_be,
        .to_be = c->year.to_be,
        .words = kept(judge, text.p ? year_words(text, &c->year) : STR_NONE),
        .text = kept(judge, text),
        .place = places[c->year_origin],
        .url = stands_on ? kept(judge, stands_on->url) : NULL,
        .certain = c->year.is_certain,
        .fit = fits[c->fit],
    };
}

void trace_candidate(const struct judge *judge, struct name_tracer *tracer, uint16_t item, const struct candidate *c, struct oit_trace *ret_trace)
{
    *ret_trace = (struct oit_trace){0};
    if (!tracer)
        return;
    const struct naming *other = other_title(judge, c);
    *ret_trace = (struct oit_trace){.names = ARENA_ARRAY(judge->arena, struct oit_name_match, MAX_NAMES)};
    if (c->own)
        add_name(judge, tracer, item, c->own, c->page, false, ret_trace);
    if (other && other != c->own)
        add_name(judge, tracer, c->named, other, c->page, false, ret_trace);
    if (c->claim) {
        uint16_t subject = c->trap == NO_INDEX ? item : (uint16_t)(judge->input->scheme->n_items + c->trap);
        add_name(judge, tracer, subject, c->claim, c->source, c->is_inherited, ret_trace);
    }
    if (c->is_year_judged)
        fill_year(judge, c, &ret_trace->year);
}
