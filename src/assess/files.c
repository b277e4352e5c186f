/* files.c - documents someone holds, judged as one item before they are published.
 *
 * A person's word that a file is the item weighs as much as a clear label on a site; it says nothing of year or content. What an item asks for on web
 * pages (a form, a chat, a picture of a person) cannot be seen in a PDF: it is told apart from what lacks.
 * SPDX-License-Identifier: MIT
 */
#include "files.h"

#include <stdlib.h>

#include "base/mem.h"
#include "claims.h"
#include "declarations.h"
#include "url/url.h"
#include "verdict.h"
#include "text/years.h"

#define SITE "http://check.invalid/"

enum { IN_WORDS = IN_TEXT | IN_TITLE | IN_HEADER | IN_TABLE };

void files_url(struct str file_name, size_t number, struct buf *out)
{
    struct buf reference;
    buf_init(&reference, 0);
    (void)buf_add_c(&reference, SITE);
    if (number > 0)
        (void)buf_addf(&reference, "%zu/", number);
    for (size_t i = 0; i < file_name.n; i++) {
        unsigned char c = (unsigned char)file_name.p[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || (c == '.' && i > 0);
        if (is_plain)
            (void)buf_add_char(&reference, (char)c);
        else
            (void)buf_addf(&reference, "%%%02X", (unsigned)c);
    }
    struct buf canonical;
    buf_init(&canonical, 0);
    if (url_resolve(STR_NONE, buf_str(&reference), &canonical) == URL_OK)
        (void)buf_add_str(out, buf_str(&canonical));
    else /* a name of thousands of letters */
        (void)buf_addf(out, SITE "%zu/file", number);
    buf_done(&canonical);
    buf_done(&reference);
}

/* --- the site ---------------------------------------------------------------------------------------------------------------- */

struct shelf {
    const struct assess_file *files;
    size_t n_files;
    struct findings start; /* the page that claims */
};

/* One link a file, each with the same claim. */
static void make_start(struct shelf *shelf, uint16_t item, struct arena *arena)
{
    struct claims claims = claims_begin(item, shelf->n_files, arena);
    for (size_t i = 0; i < shelf->n_files; i++)
        if (!shelf->files[i].is_absent)
            claims_add(&claims, shelf->files[i].url, true);
    shelf->start = claims_page(&claims, STR_LIT(SITE));
}

static bool load(void *context, struct str url, struct arena *arena, struct findings *ret_findings)
{
    const struct shelf *shelf = context;
    (void)arena;
    if (str_eq_c(url, SITE)) {
        *ret_findings = shelf->start;
        return true;
    }
    for (size_t i = 0; i < shelf->n_files; i++)
        if (shelf->files[i].findings && str_eq(shelf->files[i].url, url)) {
            *ret_findings = *shelf->files[i].findings;
            return true;
        }
    return false;
}

static void fill_site(struct site *site, const struct shelf *shelf)
{
    site_add(site, &(struct site_visit){.url = STR_LIT(SITE), .is_start = true, .http_status = 200, .findings = &shelf->start});
    for (size_t i = 0; i < shelf->n_files; i++) {
        const struct assess_file *file = &shelf->files[i];
        if (!file->is_absent)
            site_add(site, &(struct site_visit){.url = file->url, .http_status = 200, .fault = file->findings ? FAULT_NONE : file->fault, .findings = file->findings});
    }
    site_seal(site);
}

/* --- one file ---------------------------------------------------------------------------------------------------------------- */

static enum oit_file_state state_of(const struct candidate *c)
{
    switch (c->outcome) {
    case OUTCOME_GOOD:
        return OIT_FILE_COUNTS;
    case OUTCOME_NO_YEAR:
        return OIT_FILE_NO_YEAR;
    case OUTCOME_IMAGE:
        return OIT_FILE_PICTURE;
    case OUTCOME_UNREAD:
        return OIT_FILE_UNREAD;
    case OUTCOME_NOTHING:
        return OIT_FILE_LEADS_ON;
    case OUTCOME_REJECTED:
        break;
    }
    return c->reason == REASON_WRONG_ITEM ? OIT_FILE_OTHER_ITEM : c->reason == REASON_WRONG_YEAR ? OIT_FILE_OTHER_YEAR : OIT_FILE_NO_CONTENT;
}

static enum oit_file_year year_of(const struct scheme *scheme, uint16_t item, const struct candidate *c)
{
    if (c->fit == YEAR_NOT_STATED)
        return OIT_YEAR_NOT_STATED;
    if (c->fit == YEAR_WRONG)
        return OIT_YEAR_WRONG;
    return item_accept(scheme, item) == ACCEPT_UNDATED ? OIT_YEAR_NOT_ASKED : OIT_YEAR_RIGHT;
}

/* What the file is by its own title and text, where that is not the item; else what it was rejected as. */
static void name_other(const struct scheme *scheme, uint16_t item, const struct findings *findings, const struct candidate *c, struct oit_check_file *file)
{
    uint16_t other = NO_INDEX;
    if (c->named != NO_INDEX) {
        other = c->named;
    } else if (findings) {
        struct classification answer;
        findings_classify(scheme, findings, &answer);
        other = classification_item(scheme, &answer);
    }
    bool is_doubtful = file->state == OIT_FILE_OTHER_ITEM || (!c->is_agreed && file->state != OIT_FILE_UNREAD);
    if (other == NO_INDEX || other == item || !is_doubtful)
        return;
    bool is_item = other < scheme->n_items;
    const struct words *title = is_item ? &scheme->items[other].title : &scheme->traps[other - scheme->n_items].title;
    file->looks_like = is_item ? scheme->items[other].code : NULL;
    file->looks_like_title = (struct oit_words){title->th, title->en};
}

/* Links of a saved page that name the item and lead to nothing that was given. */
static uint32_t count_unseen(const struct candidate_list *list, const struct site *site, uint32_t page)
{
    uint32_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        n += list->items[i].source == page && list->items[i].url.n && (list->items[i].page == PAGE_NONE || !site->pages[list->items[i].page].was_read);
    return n;
}

static void fill_file(struct judge *judge, uint16_t item, const struct candidate_list *list, const struct assess_file *from, struct oit_check_file *ret)
{
    const struct site *site = judge->input->site;
    uint32_t index = site_find(site, from->url);
    if (from->is_absent || index == PAGE_NONE) {
        *ret = (struct oit_check_file){.state = OIT_FILE_NOT_OPENED};
        return;
    }
    const struct site_page *page = &site->pages[index];
    *ret = (struct oit_check_file){
        .state = OIT_FILE_NO_CONTENT,
        .fault = page->fault,
        .kind = doc_kind_name(page->kind),
        .title = page->title.n ? arena_text(judge->arena, page->title) : NULL,
        .text = {"", ""},
        .year = OIT_YEAR_NOT_STATED,
        .n_pages = page->n_pages,
        .n_scan_pages = page->n_image_pages,
        .is_cut = from->findings && from->findings->is_cut,
        .text_source = page->text_source ? arena_text(judge->arena, str_from(page->text_source)) : NULL,
        .n_unseen_links = page->is_html ? count_unseen(list, site, index) : 0,
    };
    for (size_t i = 0; i < list->n; i++) {
        const struct candidate *c = &list->items[i];
        if (c->page != index)
            continue;
        ret->state = state_of(c);
        ret->year = year_of(judge->input->scheme, item, c);
        ret->year_from_be = c->year.from_be;
        ret->year_to_be = c->year.to_be;
        if (c->detail.th)
            ret->text = c->detail;
        name_other(judge->input->scheme, item, from->findings, c, ret);
    }
}

/* --- elements ---------------------------------------------------------------------------------------------------------------- */

static bool has_page(const struct assess_file *files, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (files[i].findings && files[i].findings->kind == DOC_HTML)
            return true;
    return false;
}

static enum oit_check_why why_not(const struct scheme *scheme, uint16_t item, const struct scheme_element *element, enum oit_element_state state, bool has_html)
{
    if (state == OIT_ELEMENT_FOUND)
        return OIT_WHY_NONE;
    if (element->needs_human || (!has_html && !(element->in & IN_WORDS) && (element->in & IN_IMAGE)))
        return OIT_WHY_BY_EYE;
    bool is_on_web = !(scheme->items[item].form & (FORM_DOCUMENT | FORM_TABLE)) || !(element->in & IN_WORDS);
    if (!has_html && is_on_web)
        return OIT_WHY_ON_WEB;
    return state == OIT_ELEMENT_NOT_CHECKABLE ? OIT_WHY_UNREAD : OIT_WHY_NONE;
}

static size_t number_of(const struct assess_file *files, size_t n, const char *url)
{
    for (size_t i = 0; i < n; i++)
        if (url && str_eq_c(files[i].url, url))
            return i + 1;
    return 0;
}

/* Which files hold the item's k-th element, bit by bit. */
static uint64_t files_with(const struct shelf *shelf, const struct site *site, const struct candidate_list *list, size_t k)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct candidate *c = &list->items[i];
        bool counts = c->outcome == OUTCOME_GOOD && c->page != PAGE_NONE && c->elements[k].is_found;
        size_t number = counts ? number_of(shelf->files, shelf->n_files, site->pages[c->page].url.p) : 0;
        if (number > 0 && number <= 64)
            bits |= UINT64_C(1) << (number - 1);
    }
    return bits;
}

/* A document of the item whose year is not known proves nothing yet, but what it holds is worth saying. */
static void show_undated(const struct shelf *shelf, const struct judge *judge, const struct candidate_list *list, size_t k, struct oit_check_element *to)
{
    for (size_t i = 0; i < list->n && to->element.state != OIT_ELEMENT_FOUND; i++) {
        const struct candidate *c = &list->items[i];
        if (c->outcome != OUTCOME_NO_YEAR || !c->elements[k].is_found || !c->elements[k].hit)
            continue;
        to->element.state = OIT_ELEMENT_FOUND;
        to->element.page = c->elements[k].hit->page;
        to->element.snippet = arena_text(judge->arena, c->elements[k].hit->snippet);
        to->file = number_of(shelf->files, shelf->n_files, judge->input->site->pages[c->page].url.p);
        to->in_files |= to->file > 0 && to->file <= 64 ? UINT64_C(1) << (to->file - 1) : 0;
    }
}

/* True: something is lacking that a file could show. */
static bool fill_elements(const struct shelf *shelf, const struct judge *judge, uint16_t item, const struct candidate_list *list, const struct oit_item *judged,
                          struct oit_check *check)
{
    const struct scheme *scheme = judge->input->scheme;
    bool has_html = has_page(shelf->files, shelf->n_files), lacks = false;
    check->elements = ARENA_ARRAY(judge->arena, struct oit_check_element, judged->n_elements);
    check->n_elements = judged->n_elements;
    for (size_t k = 0; k < judged->n_elements; k++) {
        struct oit_check_element *to = &check->elements[k];
        *to = (struct oit_check_element){.element = judged->elements[k], .file = number_of(shelf->files, shelf->n_files, judged->elements[k].url),
                                           .in_files = files_with(shelf, judge->input->site, list, k)};
        if (judged->status == OIT_UNKNOWN)
            show_undated(shelf, judge, list, k, to);
        to->why = why_not(scheme, item, &scheme->elements[scheme->items[item].first_element + k], to->element.state, has_html);
        if (to->why != OIT_WHY_NONE)
            to->element.state = OIT_ELEMENT_NOT_CHECKABLE;
        check->n_required += to->element.required;
        check->n_found += to->element.required && to->element.state == OIT_ELEMENT_FOUND;
        lacks |= to->element.required && to->element.state == OIT_ELEMENT_NOT_FOUND;
    }
    return lacks;
}

/* --- the answer -------------------------------------------------------------------------------------------------------------- */

static enum oit_check_result result_of(const struct oit_item *judged, bool lacks)
{
    switch (judged->status) {
    case OIT_PUBLISHED:
        return judged->reasons[0].code == REASON_COMPLETE ? OIT_CHECK_COMPLETE : OIT_CHECK_UNSURE;
    case OIT_PARTIAL:
        return lacks ? OIT_CHECK_LACKING : OIT_CHECK_UNSURE;
    case OIT_MISSING:
        return OIT_CHECK_LACKING;
    case OIT_UNKNOWN:
        break;
    }
    return OIT_CHECK_UNSURE;
}

static int wanted_year(const struct scheme *scheme, uint16_t item, int fiscal_year_be)
{
    unsigned accept = item_accept(scheme, item);
    if (accept & ACCEPT_UNDATED)
        return 0;
    return (accept & ~(unsigned)ACCEPT_PREVIOUS) == 0 ? fiscal_year_be - 1 : fiscal_year_be;
}

static void fill_head(const struct scheme *scheme, int fiscal_year_be, struct clock_date as_of, uint16_t item, const struct oit_item *judged, struct arena *arena,
                      struct oit_check *check)
{
    check->rules.scheme = scheme->id;
    check->rules.revision = scheme->revision;
    check->rules.sha256 = scheme->sha256;
    check->rules.is_gregorian = scheme->is_gregorian;
    for (size_t i = 0; i < scheme->n_confirmed_years; i++)
        check->rules.confirmed_for_year |= scheme->confirmed_years[i] == fiscal_year_be;
    check->fiscal_year_be = fiscal_year_be;
    check->wanted_year_be = wanted_year(scheme, item, fiscal_year_be);
    check->as_of = years_date_iso(as_of, arena);
    check->code = judged->code;
    check->title = judged->title;
    check->label = judged->label;
    check->advice = judged->advice;
    check->due = judged->due;
    check->status = judged->status;
    check->reason = judged->reasons[0].code;
    check->confidence = judged->confidence;
}

void files_assess(const struct scheme *scheme, int fiscal_year_be, struct clock_date as_of, uint16_t item, const struct assess_file *files,
                  size_t n_files, struct arena *arena, struct oit_check *ret_check)
{
    struct shelf shelf = {.files = files, .n_files = n_files};
    struct site site;
    site_init(&site, scheme);
    make_start(&shelf, item, arena);
    fill_site(&site, &shelf);
    struct assess_input input = {.site = &site, .scheme = scheme, .fiscal_year_be = fiscal_year_be, .as_of = as_of, .run_complete = true,
                                 .is_before_publishing = true, .load = load, .load_context = &shelf};
    static const struct declarations none = {0}; /* files on a desk have no index that declares them */
    struct judge judge = {.input = &input, .arena = arena, .declarations = &none, .loaded = mem_alloc((site.n_pages + 1) * sizeof(struct kept_findings *))};
    struct candidate_list list;
    struct oit_item judged;
    struct score_range range;
    judge_begin_item(&judge, item);
    candidates_collect(&judge, item, &list);
    verdict_make(&judge, item, &list, &(struct unread_hub){.page = PAGE_NONE}, &(struct unread_hub){.page = PAGE_NONE}, &judged, &range);
    *ret_check = (struct oit_check){.files = ARENA_ARRAY(arena, struct oit_check_file, n_files), .n_files = n_files};
    fill_head(scheme, fiscal_year_be, as_of, item, &judged, arena, ret_check);
    for (size_t i = 0; i < n_files; i++)
        fill_file(&judge, item, &list, &files[i], &ret_check->files[i]);
    bool lacks = fill_elements(&shelf, &judge, item, &list, &judged, ret_check);
    ret_check->result = result_of(&judged, lacks);
    for (size_t i = 0; i < n_files; i++)
        if (files[i].is_absent && ret_check->result == OIT_CHECK_LACKING)
            ret_check->result = OIT_CHECK_UNSURE; /* what lacks may stand in it */
    free(list.items);
    judge_done(&judge);
    arena_adopt(arena, &site.arena);
    site_done(&site);
}
