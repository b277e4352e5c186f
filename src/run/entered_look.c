/* entered_look.c - one look at what stands behind the links entered in ITAS.
 *
 * Landing pages of an item are its entered URLs and where the explanation's ways end. The home page is none by itself: assessors open it, and see nothing of the
 * item unless the explanation leads there. What could not be read leaves the item open, whoever is to blame.
 * SPDX-License-Identifier: MIT
 */
#include "run/entered_look.h"

#include <stdlib.h>

#include "assess/links.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/messages.h"
#include "run/crawler.h"
#include "run/entered_text.h"
#include "run/judgement.h"

enum { ROUNDS = 3 /* a linked page, the viewer in it, the document in that */, MAX_LANDINGS = LIMIT_ENTERED_URLS + ENTERED_WAYS };

struct landing {
    struct str url, by; /* by: the entered URL that leads there */
    bool is_entered;
};

struct desk_item {
    uint16_t item;
    size_t first, n;           /* rows of the submission that are entered for it */
    struct landing landings[MAX_LANDINGS];
    size_t n_landings;
    struct str linked[LIMIT_ENTERED_LINKS];
    size_t n_linked;
    bool has_home_only, has_lost_way;
    struct str lost_step;
    struct links_answer answer;
    bool is_judged;
};

struct desk {
    const struct entered_look_input *input;
    struct arena *arena;
    const struct store_submission_url **rows; /* entered ones, by item */
    size_t n_rows;
    struct desk_item *items;
    size_t n_items;
    struct site site;   /* of the run */
    bool has_site;
};

/* --- rows ------------------------------------------------------------------------------------------------------------------------- */

static void gather(struct desk *d)
{
    const struct entered_look_input *in = d->input;
    d->rows = ARENA_ARRAY(d->arena, const struct store_submission_url *, in->n_urls + 1);
    d->items = ARENA_ARRAY(d->arena, struct desk_item, in->scheme->n_items + 1);
    for (uint16_t item = 0; item < in->scheme->n_items; item++) {
        struct desk_item *it = &d->items[d->n_items];
        it->item = item;
        it->first = d->n_rows;
        for (size_t i = 0; i < in->n_urls; i++)
            if (!in->urls[i].shown_by && item_code_same(str_from(in->urls[i].item), in->scheme->items[item].code) && it->n < LIMIT_ENTERED_URLS) {
                d->rows[d->n_rows++] = &in->urls[i];
                it->n++;
            }
        d->n_items += it->n > 0;
    }
}

static const struct entered_page *page_at(const struct desk *d, struct str url)
{
    return entered_pages_get(d->input->pages, url);
}

static void add_landing(struct desk *d, struct desk_item *it, struct str url, struct str by, bool is_entered)
{
    const struct entered_page *page = page_at(d, url);
    for (size_t i = 0; i < it->n_landings; i++) {
        const struct entered_page *other = page_at(d, it->landings[i].url);
        if (str_eq(it->landings[i].url, url) || (page && other && str_eq(page->final_url, other->final_url)))
            return;
    }
    if (page && it->n_landings < MAX_LANDINGS)
        it->landings[it->n_landings++] = (struct landing){url, by, is_entered};
}

/* --- ways in words -------------------------------------------------------------------------------------------------------------- */

/* Follows a way from a page; steps that are not found are passed over as long as a later one is: drop-down menus hold the next ones on the same page. */
static bool follow_way(struct desk *d, const struct entered_page *from, const struct entered_way *way, struct str *ret_url, struct str *ret_lost)
{
    const struct entered_page *page = from;
    bool is_found = false;
    for (size_t i = 0; i < way->n; i++) {
        struct str url = STR_NONE;
        enum entered_step leads = page && page->document ? entered_follow(page->document, way->steps[i], &url) : LEADS_NOWHERE;
        is_found = leads != LEADS_NOWHERE;
        if (!is_found)
            *ret_lost = way->steps[i];
        if (leads != LEADS_ON)
            continue;
        url = arena_str(d->arena, url);
        entered_pages_read(d->input->pages, &url, 1, false);
        page = page_at(d, url);
        if (!page)
            return false;
    }
    *ret_url = page->url;
    return is_found;
}

static size_t ways_of(const struct store_submission_url *row, bool is_home, struct entered_way *ways)
{
    enum { SHORT_WORDS = 240 /* bytes: the name of a menu entry, and no sentence */ };
    struct str words = str_trim(str_from(row->explanation));
    size_t n = entered_ways(words, ways);
    if (n == 0 && is_home && entered_explains(words) && words.n <= SHORT_WORDS && str_chr(words, '\n') == STR_NPOS)
        ways[n++] = (struct entered_way){.steps = {words}, .n = 1};
    return n;
}

/* The home page itself, or an address that sends everybody there. */
static bool shows_home(const struct desk *d, const struct store_submission_url *row, const struct entered_page *page)
{
    return entered_is_home(str_from(row->url), d->input->home) || (page && page->fault == FAULT_NONE && entered_is_home(page->final_url, d->input->home));
}

static void follow(struct desk *d, struct desk_item *it, const struct store_submission_url *row)
{
    struct entered_way ways[ENTERED_WAYS];
    struct str url = str_from(row->url);
    const struct entered_page *page = page_at(d, url);
    bool is_home = shows_home(d, row, page);
    if (!is_home)
        add_landing(d, it, url, url, true);
    if (!page || !page->document || page->fault != FAULT_NONE) {
        if (is_home)
            add_landing(d, it, url, url, true); /* nobody could read it: that keeps the item open */
        return;
    }
    size_t n = ways_of(row, is_home, ways);
    bool is_led = false;
    for (size_t i = 0; i < n; i++) {
        struct str to;
        if (!follow_way(d, page, &ways[i], &to, &it->lost_step))
            continue;
        is_led = true;
        add_landing(d, it, to, url, false);
    }
    if (is_home && !is_led) {
        it->has_home_only |= !entered_explains(str_from(row->explanation));
        it->has_lost_way |= entered_explains(str_from(row->explanation));
    }
}

/* --- judging -------------------------------------------------------------------------------------------------------------------- */

static struct links_page links_page_of(const struct entered_page *page, bool is_landing)
{
    bool is_read = page->findings && (page->fault == FAULT_NONE || page->fault == page->findings->fault);
    return (struct links_page){.url = page->url,
                               .final_url = page->final_url,
                               .is_landing = is_landing,
                               .is_external = page->is_external,
                               .http_status = page->http_status,
                               .fault = page->fault,
                               .modified_day = judgement_http_day(page->last_modified),
                               .sha256 = page->has_content ? &page->sha256 : NULL,
                               .findings = is_read ? page->findings : NULL};
}

static void judge(struct desk *d, struct desk_item *it)
{
    struct links_page pages[MAX_LANDINGS + LIMIT_ENTERED_LINKS];
    size_t n = 0;
    for (size_t i = 0; i < it->n_landings; i++)
        pages[n++] = links_page_of(page_at(d, it->landings[i].url), true);
    for (size_t i = 0; i < it->n_linked; i++) {
        const struct entered_page *page = page_at(d, it->linked[i]);
        bool is_known = !page;
        for (size_t k = 0; k < n && !is_known; k++)
            is_known = str_eq(pages[k].final_url, page->final_url);
        if (!is_known)
            pages[n++] = links_page_of(page, false);
    }
    const struct entered_page *home = page_at(d, d->input->home);
    links_assess(&(struct links_input){.scheme = d->input->scheme, .fiscal_year_be = d->input->fiscal_year_be, .as_of = d->input->as_of,
                                       .agency_name = d->input->agency_name, .item = it->item, .pages = pages, .n_pages = n, .home = home ? home->findings : NULL},
                 d->arena, &it->answer);
    it->is_judged = true;
}

static void judge_all(struct desk *d)
{
    for (int round = 0; round <= ROUNDS; round++) {
        struct str *wanted = ARENA_ARRAY(d->arena, struct str, d->n_items * LIMIT_ENTERED_LINKS + 1);
        size_t n_wanted = 0;
        for (size_t i = 0; i < d->n_items; i++) {
            struct desk_item *it = &d->items[i];
            if (it->n_landings == 0 || (round > 0 && it->answer.n_wanted == 0))
                continue;
            judge(d, it);
            size_t before = it->n_linked;
            for (size_t k = 0; k < it->answer.n_wanted && it->n_linked < LIMIT_ENTERED_LINKS; k++) {
                bool is_asked = false;
                for (size_t m = 0; m < it->n_linked && !is_asked; m++)
                    is_asked = str_eq(it->linked[m], it->answer.wanted[k]);
                if (is_asked)
                    continue;
                it->linked[it->n_linked++] = it->answer.wanted[k];
                wanted[n_wanted++] = it->answer.wanted[k];
            }
            if (it->n_linked == before)
                it->answer.n_wanted = 0;
        }
        if (n_wanted == 0 || round == ROUNDS || crawler_is_stopped())
            return;
        entered_pages_read(d->input->pages, wanted, n_wanted, false);
    }
}

/* Scans are read only where the text alone does not make the item complete: a page takes seconds. */
static void judge_scans(struct desk *d)
{
    for (size_t i = 0; i < d->n_items; i++) {
        struct desk_item *it = &d->items[i];
        bool is_new = false;
        if (!it->is_judged || (it->answer.item.status == OIT_PUBLISHED && it->answer.item.reasons[0].code == REASON_COMPLETE))
            continue;
        for (size_t k = 0; k < it->n_landings; k++)
            is_new |= entered_pages_read_scan(d->input->pages, it->landings[k].url);
        for (size_t k = 0; k < it->n_linked; k++)
            is_new |= entered_pages_read_scan(d->input->pages, it->linked[k]);
        if (is_new)
            judge(d, it);
    }
}

/* --- what is to be said of a link ------------------------------------------------------------------------------------------------- */

static bool came_plain(struct str encoding)
{
    return encoding.n == 0 || str_eq_nocase_c(str_trim(encoding), "identity");
}

static bool has_changed(const struct store_submission_url *then, const struct entered_page *now)
{
    char hex[65];
    if (!then->sha256 || !now || !now->has_content || now->fault == FAULT_SOFT_404)
        return false;
    sha256_hex(now->sha256, hex);
    if (strcmp(hex, then->sha256) == 0)
        return false;
    bool is_page = now->document != NULL, is_comparable = came_plain(now->content_encoding) && came_plain(str_from(then->content_encoding));
    if (is_page || !is_comparable)
        return then->fingerprint && now->fingerprint && strcmp(then->fingerprint, now->fingerprint) != 0;
    return true;
}

static uint32_t bit(enum oit_entered_mark mark)
{
    return UINT32_C(1) << mark;
}

/* What the bytes are, or that nobody wanted to ask, is no matter of the link being open. */
static bool is_unreachable(enum oit_fault fault, int http_status)
{
    switch ((int)fault) {
    case FAULT_NONE:
    case FAULT_TOO_LARGE:
    case FAULT_ROBOTS:
    case FAULT_BUDGET:
    case FAULT_EXTERNAL:
    case FAULT_NO_TEXT:
    case FAULT_ENCRYPTED:
    case FAULT_DAMAGED:
    case FAULT_UNSUPPORTED:
    case FAULT_PARSER_LIMIT:
    case FAULT_PARSER_CRASH:
    case FAULT_TOOL_MISSING:
    case FAULT_SCRIPT_MADE:
    case FAULT_SCAN_UNREAD:
    case FAULT_EMPTY:
        return false;
    default:
        return oit_fault_class(fault, http_status) == FAULT_IS_UNREAD;
    }
}

static uint32_t marks_of(const struct desk *d, const struct desk_item *it, const struct store_submission_url *row, const struct entered_page *page)
{
    uint32_t marks = 0;
    if (!page)
        return 0;
    bool is_home = shows_home(d, row, page);
    if (oit_fault_class(page->fault, page->http_status) == FAULT_IS_DEAD)
        marks |= bit(ENTERED_GONE);
    else if (page->fault == FAULT_LOGIN || page->fault == FAULT_REFUSED_ADDRESS || page->fault == FAULT_REFUSED_PORT)
        marks |= bit(ENTERED_NOT_PUBLIC);
    else if (is_unreachable(page->fault, page->http_status))
        marks |= bit(ENTERED_UNREACHABLE);
    if (!is_home && has_changed(row, page))
        marks |= bit(ENTERED_CHANGED);
    for (size_t i = 0; i < d->input->n_urls; i++) {
        const struct store_submission_url *shown = &d->input->urls[i];
        bool is_its = shown->shown_by && strcmp(shown->shown_by, row->url) == 0 && strcmp(shown->item, row->item) == 0;
        const struct entered_page *now = is_its ? page_at(d, str_from(shown->url)) : NULL;
        if (now && (has_changed(shown, now) || (shown->sha256 && oit_fault_class(now->fault, now->http_status) == FAULT_IS_DEAD)))
            marks |= bit(ENTERED_CHANGED);
    }
    if (is_home && it->has_home_only && !entered_explains(str_from(row->explanation)))
        marks |= bit(ENTERED_HOME_ONLY);
    for (size_t i = 0; it->is_judged && i < it->answer.item.n_candidates; i++) {
        const struct oit_candidate *c = &it->answer.item.candidates[i];
        if (!c->url || !(str_eq_c(page->url, c->url) || str_eq_c(page->final_url, c->url)))
            continue;
        if (c->rejected == REASON_WRONG_YEAR)
            marks |= bit(ENTERED_WRONG_YEAR);
        else if (c->rejected == REASON_WRONG_ITEM && it->answer.item.status != OIT_PUBLISHED) /* beside the proof, the page around it does no harm */
            marks |= bit(ENTERED_WRONG_ITEM);
    }
    return marks;
}

/* --- click paths ------------------------------------------------------------------------------------------------------------------ */

static void find_path(struct desk *d, const struct entered_page *page, struct oit_entered_url *to)
{
    struct str spellings[ENTERED_SPELLINGS + 1];
    if (!d->has_site || oit_fault_class(page->fault, page->http_status) == FAULT_IS_DEAD)
        return;
    size_t n = entered_spellings(str_from(to->url), d->arena, spellings);
    spellings[n++] = page->final_url;
    for (size_t i = 0; i < n && to->n_path == 0; i++) {
        uint32_t at = site_find(&d->site, spellings[i]);
        if (at != PAGE_NONE)
            to->n_path = site_click_path(&d->site, at, &to->path);
    }
}

static const char *iso_day(struct arena *arena, struct str last_modified)
{
    uint32_t day = judgement_http_day(last_modified);
    return day ? arena_printf(arena, "%04u-%02u-%02u", day / 10000, day / 100 % 100, day % 100).p : NULL;
}

static struct oit_entered_url url_of(struct desk *d, const struct desk_item *it, const struct store_submission_url *row)
{
    const struct entered_page *page = page_at(d, str_from(row->url));
    struct oit_entered_url to = {.url = row->url, .sha256_then = row->sha256};
    if (!page)
        return to;
    char scratch[16], hex[65];
    to.marks = marks_of(d, it, row, page);
    to.http_status = page->http_status;
    if (page->fault != FAULT_NONE)
        to.fault = arena_text(d->arena, str_from(oit_fault_name(page->fault, page->http_status, scratch)));
    if (page->has_content) {
        sha256_hex(page->sha256, hex);
        to.sha256 = arena_text(d->arena, str_from(hex));
    }
    to.last_modified = iso_day(d->arena, page->last_modified);
    find_path(d, page, &to);
    return to;
}

/* --- the verdict ------------------------------------------------------------------------------------------------------------------ */

static struct oit_words say(struct arena *arena, enum msg id, const char *word)
{
    struct buf th, en;
    buf_init(&th, 0);
    buf_init(&en, 0);
    msg_add(&th, MSG_TH, id, MSG_ARGS(word));
    msg_add(&en, MSG_EN, id, MSG_ARGS(word));
    struct oit_words words = {arena_text(arena, buf_str(&th)), arena_text(arena, buf_str(&en))};
    buf_done(&th);
    buf_done(&en);
    return words;
}

/* The home page and nothing else: without words it shows nothing of the item; with words nobody could follow a person has to look. */
static void judge_home(const struct desk *d, const struct desk_item *it, struct oit_entered *entered)
{
    const struct scheme_item *rule = &d->input->scheme->items[it->item];
    entered->status = it->has_lost_way ? OIT_UNKNOWN : OIT_MISSING;
    entered->score_high = it->has_lost_way ? (rule->n_levels ? rule->levels[0] : 100) : 0;
    entered->label = it->has_lost_way ? say(d->arena, MSG_ENTERED_LOST_WAY, it->lost_step.n ? arena_text(d->arena, it->lost_step) : "")
                                      : (struct oit_words){oit_entered_th(ENTERED_HOME_ONLY), oit_entered_en(ENTERED_HOME_ONLY)};
}

static bool has_unread_landing(const struct desk *d, const struct desk_item *it)
{
    for (size_t i = 0; i < it->n_landings; i++)
        if (page_at(d, it->landings[i].url)->fault != FAULT_NONE)
            return true;
    return false;
}

static void list_shown(struct desk *d, const struct desk_item *it, struct entered_verdict *to)
{
    to->shown = ARENA_ARRAY(d->arena, struct entered_shown, it->n_linked + it->n_landings + 1);
    struct str by = str_from(d->rows[it->first]->url);
    for (size_t i = 0; i < it->n_landings; i++) {
        if (!it->landings[i].is_entered)
            to->shown[to->n_shown++] = (struct entered_shown){it->landings[i].url, it->landings[i].by};
        by = i == 0 ? it->landings[i].by : by;
    }
    for (size_t i = 0; i < it->n_linked; i++)
        to->shown[to->n_shown++] = (struct entered_shown){it->linked[i], by};
}

static void fill(struct desk *d, const struct desk_item *it, struct entered_verdict *to)
{
    struct oit_entered *entered = &to->entered;
    *to = (struct entered_verdict){.code = d->input->scheme->items[it->item].code};
    entered->is_known = true;
    entered->urls = ARENA_ARRAY(d->arena, struct oit_entered_url, it->n);
    for (size_t i = 0; i < it->n; i++) {
        entered->urls[i] = url_of(d, it, d->rows[it->first + i]);
        entered->marks |= entered->urls[i].marks;
    }
    entered->n_urls = it->n;
    if (it->is_judged) {
        const struct oit_item *item = &it->answer.item;
        enum oit_reason reason = item->n_reasons ? item->reasons[0].code : N_OIT_REASONS;
        entered->status = item->status;
        entered->score_low = item->score_low;
        entered->score_high = item->score_high;
        entered->label = item->label;
        if (item->status == OIT_MISSING && it->has_lost_way) /* what the words lead to may be it */
            judge_home(d, it, entered);
        if (item->status == OIT_UNKNOWN && it->answer.leads_deeper && !has_unread_landing(d, it))
            entered->label = say(d->arena, MSG_ENTERED_DEEPER, "");
        if (item->status == OIT_MISSING && (reason == REASON_NO_CANDIDATE || reason == REASON_DECLARED_ONLY) && !it->has_lost_way)
            entered->label = say(d->arena, MSG_ENTERED_SHOWS_NOTHING, "");
        if (item->status == OIT_PARTIAL)
            entered->marks |= bit(ENTERED_INCOMPLETE);
        if (item->status == OIT_MISSING)
            entered->marks |= reason == REASON_WRONG_YEAR ? bit(ENTERED_WRONG_YEAR) : reason == REASON_WRONG_ITEM ? bit(ENTERED_WRONG_ITEM) : 0;
    } else {
        judge_home(d, it, entered);
    }
    list_shown(d, it, to);
}

enum oit_code entered_look_make(const struct entered_look_input *input, struct arena *arena, struct entered_look *ret_look, struct err *err)
{
    struct desk d = {.input = input, .arena = arena};
    enum oit_code code = OIT_OK;
    gather(&d);
    struct str *urls = ARENA_ARRAY(arena, struct str, d.n_rows + 1);
    for (size_t i = 0; i < d.n_rows; i++)
        urls[i] = str_from(d.rows[i]->url);
    entered_pages_read(input->pages, urls, d.n_rows, true);
    entered_pages_read(input->pages, &input->home, 1, true);
    entered_pages_find_soft_404(input->pages);
    for (size_t i = 0; i < d.n_rows; i++) /* it showed a page of its own then */
        if (d.rows[i]->final_url && d.rows[i]->sha256 && !entered_is_home(str_from(d.rows[i]->final_url), input->home) && shows_home(&d, d.rows[i], page_at(&d, urls[i])))
            entered_pages_call_gone(input->pages, urls[i]);
    for (size_t i = 0; i < d.n_items; i++)
        for (size_t k = 0; k < d.items[i].n; k++)
            follow(&d, &d.items[i], d.rows[d.items[i].first + k]);
    judge_all(&d);
    judge_scans(&d);
    if (input->run) {
        site_init(&d.site, input->scheme);
        code = judgement_fill_site(input->store, input->run, &d.site, err);
        d.has_site = code == OIT_OK;
    }
    ret_look->items = ARENA_ARRAY(arena, struct entered_verdict, d.n_items + 1);
    ret_look->n_items = d.n_items;
    for (size_t i = 0; i < d.n_items; i++)
        fill(&d, &d.items[i], &ret_look->items[i]);
    if (input->run) {
        arena_adopt(arena, &d.site.arena);
        site_done(&d.site);
    }
    return code;
}
