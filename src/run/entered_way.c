/* entered_way.c - click paths in words: what an explanation tells, and where a step leads on a page.
 * SPDX-License-Identifier: MIT
 */
#include "run/entered_text.h"

#include "base/hash.h"
#include "text/norm.h"

enum { MIN_STEP = 3 /* letters: less names nothing */, NEAR_PERCENT = 60 /* of a longer label that a step must fill to mean it */,
       MAX_VERBS = 3 /* "เข้าไปที่เมนูหัวข้อ ..." */ };

/* Arrows in every form officers type; the second list separates only where no arrow stands. */
static const char *const arrows[] = {"→", "⇒", "➔", "➜", "➝", "➡", "►", "▶", "⟶", "➤", "»", "›", "❯", "-->", "->", "==>", "=>", ">>", ">", "﹥", "＞"};
/* Arrows that a sheet saved in an old encoding (windows-874) has lost: Excel writes a question mark. */
static const char *const lost[] = {"?"};
static const char *const dashes[] = {" / ", " | ", " – ", " — ", " - ", " \\ ", "\\"};
static const char *const homes[] = {"หน้าหลัก", "หน้าแรก", "โฮมเพจ", "เว็บไซต์หลัก", "เว็บไซต์", "เวปไซต์", "homepage", "home", "main page", "http", "www."};
static const char *const verbs[] = {"ไปที่", "ไปยัง", "เข้าไปที่", "เข้าสู่", "เข้า", "คลิกที่", "คลิก", "คลิ๊ก", "เลือก", "กดที่", "กด", "เมนู", "แถบเมนู", "หัวข้อ", "แบนเนอร์", "click", "menu"};
static const char *const quotes[] = {"\"", "'", "“", "”", "‘", "’", "[", "]", "(", ")", "«", ":", "：", ".", "•", "​"};

#define COUNT(list) (sizeof(list) / sizeof *(list))

static struct str trim_step(struct str s)
{
    bool is_cut = true;
    while (is_cut) {
        is_cut = false;
        s = str_trim(s);
        for (size_t i = 0; i < COUNT(quotes); i++) {
            size_t n = strlen(quotes[i]);
            if (s.n > n && str_starts_c(s, quotes[i])) {
                s = str_from_pos(s, n);
                is_cut = true;
            }
            if (s.n > n && str_ends_c(s, quotes[i])) {
                s.n -= n;
                is_cut = true;
            }
        }
        size_t digits = 0;
        while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
            digits++;
        if (digits > 0 && digits < 3 && digits < s.n && (s.p[digits] == '.' || s.p[digits] == ')')) { /* "2. ข้อมูล..." */
            s = str_from_pos(s, digits + 1);
            is_cut = true;
        }
    }
    return s;
}

/* At the beginning of a way also "เว็บไซต์กรม ...", later only the plain word: "เว็บไซต์หน่วยงานในสังกัด" is a menu. */
static bool is_home(struct str step, bool is_first)
{
    enum { PLAIN = 2 };
    for (size_t i = 0; i < COUNT(homes); i++)
        if (is_first ? str_starts_nocase_c(step, homes[i]) : i < PLAIN && str_eq_c(step, homes[i]))
            return true;
    return is_first && (str_find_c(step, "หน้าหลัก") != STR_NPOS || str_find_c(step, "หน้าแรก") != STR_NPOS || str_find_nocase_c(step, "://") != STR_NPOS);
}

static size_t find_separator(struct str s, const char *const *list, size_t n_list, size_t *ret_length)
{
    size_t first = STR_NPOS;
    for (size_t i = 0; i < n_list; i++) {
        size_t at = str_find_c(s, list[i]), length = strlen(list[i]);
        if (at < first || (at == first && at != STR_NPOS && length > *ret_length)) {
            first = at;
            *ret_length = length;
        }
    }
    return first;
}

static void end_way(struct entered_way *way, struct entered_way *ways, size_t *n)
{
    if (way->n > 0 && *n < ENTERED_WAYS)
        ways[(*n)++] = *way;
    way->n = 0;
}

/* "หน้าหลัก ? โครงสร้าง", and no address with a query. */
static bool is_home_before(struct str line, const char *const *list, size_t n_list)
{
    size_t length = 0, at = find_separator(line, list, n_list, &length);
    return at != STR_NPOS && at + length < line.n && is_home(trim_step(str_sub(line, 0, at)), true) && str_find_c(str_sub(line, 0, at), "://") == STR_NPOS;
}

static void read_line(struct str line, struct entered_way *ways, size_t *n)
{
    size_t length = 0;
    const char *const *list = arrows;
    size_t n_list = COUNT(arrows);
    if (find_separator(line, list, n_list, &length) == STR_NPOS && is_home_before(line, lost, COUNT(lost))) {
        list = lost;
        n_list = COUNT(lost);
    } else if (find_separator(line, list, n_list, &length) == STR_NPOS) {
        list = dashes;
        n_list = COUNT(dashes);
    }
    struct entered_way way = {.n = 0};
    bool is_way = false, is_over = false, is_first = true;
    while (!is_over) {
        length = 0;
        size_t at = find_separator(line, list, n_list, &length);
        is_over = at == STR_NPOS;
        is_way |= !is_over;
        struct str step = trim_step(is_over ? line : str_sub(line, 0, at));
        line = is_over ? STR_NONE : str_from_pos(line, at + length);
        if (is_home(step, is_first))
            end_way(&way, ways, n);
        else if (step.n > 0 && way.n < LIMIT_ENTERED_STEPS)
            way.steps[way.n++] = step;
        is_first &= step.n == 0;
    }
    if (is_way)
        end_way(&way, ways, n);
}

size_t entered_ways(struct str explanation, struct entered_way *ret_ways)
{
    size_t n = 0;
    while (explanation.n > 0)
        read_line(str_cut(&explanation, '\n'), ret_ways, &n);
    return n;
}

bool entered_explains(struct str explanation)
{
    struct entered_way ways[ENTERED_WAYS];
    if (entered_ways(explanation, ways) > 0) /* "หน้าหลัก / โครงสร้าง" begins with the home page and says more */
        return true;
    while (explanation.n > 0) {
        struct str line = str_cut(&explanation, '\n');
        for (bool is_over = false, is_first = true; !is_over;) {
            size_t length = 0, at = find_separator(line, arrows, COUNT(arrows), &length);
            is_over = at == STR_NPOS;
            struct str step = trim_step(is_over ? line : str_sub(line, 0, at));
            line = is_over ? STR_NONE : str_from_pos(line, at + length);
            if (step.n > 0 && !str_eq_c(step, "-") && !is_home(step, is_first))
                return true;
            is_first &= step.n == 0;
        }
    }
    return false;
}

/* --- following ----------------------------------------------------------------------------------------------------------------- */

static void key_of(struct str text, struct buf *out)
{
    buf_clear(out);
    norm_phrase(str_trim(text), NORM_TIGHT, out);
}

/* 3: the same; 2: one begins the other, and fills most of it; 1: it contains the step, which fills most of it; 0: something else. */
static int likeness(struct str label, struct str step)
{
    if (label.n == 0 || step.n < MIN_STEP)
        return 0;
    if (str_eq(label, step))
        return 3;
    struct str shorter = label.n < step.n ? label : step, longer = label.n < step.n ? step : label;
    if (shorter.n < MIN_STEP || shorter.n * 100 < longer.n * NEAR_PERCENT)
        return 0;
    return str_starts(longer, shorter) ? 2 : str_find(longer, shorter) != STR_NPOS ? 1 : 0;
}

static int likeness_of_link(const struct doc_link *link, struct str step, struct buf *scratch)
{
    key_of(link->anchor, scratch);
    int best = likeness(buf_str(scratch), step);
    key_of(link->title, scratch);
    int other = likeness(buf_str(scratch), step);
    return other > best ? other : best;
}

static enum entered_step follow_key(const struct document *page, struct str step, struct buf *scratch, struct str *ret_url)
{
    enum { NO_NAME = 3 /* places one label leads to: it is a button ("ดาวน์โหลด"), and who reads it does not know which one is meant */ };
    const struct doc_link *best = NULL, *places[NO_NAME];
    size_t n_places = 0;
    int best_likeness = 0;
    bool opens_here = false;
    for (size_t i = 0; i < page->n_links; i++) {
        const struct doc_link *link = &page->links[i];
        if (doc_via_is_rel(link->via) || (link->target != TARGET_URL && link->target != TARGET_SELF && link->target != TARGET_ANCHOR))
            continue;
        int like = likeness_of_link(link, step, scratch);
        opens_here |= like == 3 && link->target != TARGET_URL;
        bool is_place = like == 3 && link->target == TARGET_URL && n_places < NO_NAME;
        for (size_t k = 0; k < n_places && is_place; k++)
            is_place = !str_eq(places[k]->url, link->url);
        if (is_place)
            places[n_places++] = link;
        if (link->target == TARGET_URL && like > best_likeness) {
            best = link;
            best_likeness = like;
        }
    }
    for (size_t i = 0; i < page->n_blocks && best_likeness < 3 && !opens_here; i++) {
        key_of(doc_block_text(page, (uint32_t)i), scratch);
        opens_here = str_eq(buf_str(scratch), step);
    }
    if (n_places == NO_NAME)
        return LEADS_NOWHERE;
    if (best && (best_likeness == 3 || !opens_here)) {
        *ret_url = best->url;
        return LEADS_ON;
    }
    return opens_here ? LEADS_HERE : LEADS_NOWHERE;
}

/* Of "คลิกที่ตั้ง" either "คลิก" or "คลิกที่" is the verb: both are tried, so their number is kept small ("เข้าไปที่เข้าไปที่..." would double at each). */
static enum entered_step follow_step(const struct document *page, struct str step, unsigned n_verbs, struct buf *key, struct buf *scratch, struct str *ret_url)
{
    key_of(step, key);
    enum entered_step leads = follow_key(page, buf_str(key), scratch, ret_url);
    for (size_t i = 0; leads == LEADS_NOWHERE && n_verbs > 0 && i < COUNT(verbs); i++) { /* "คลิกที่เมนู โครงสร้าง" */
        struct str rest = str_starts_nocase_c(step, verbs[i]) ? trim_step(str_from_pos(step, strlen(verbs[i]))) : STR_NONE;
        if (rest.n)
            leads = follow_step(page, rest, n_verbs - 1, key, scratch, ret_url);
    }
    return leads;
}

enum entered_step entered_follow(const struct document *page, struct str step, struct str *ret_url)
{
    struct buf key, scratch;
    buf_init(&key, 4096);
    buf_init(&scratch, 64 * 1024);
    enum entered_step leads = follow_step(page, step, MAX_VERBS, &key, &scratch, ret_url);
    buf_done(&key);
    buf_done(&scratch);
    return leads;
}

/* --- what a reader sees --------------------------------------------------------------------------------------------------------- */

/* Short lines outside of tables and headings count visitors and tell the time: of these the digits are left out. */
static bool may_count(const struct doc_block *block)
{
    enum { SHORT_LINE = 240 /* bytes: some 80 Thai letters */ };
    return block->kind != BLOCK_CELL && block->kind != BLOCK_HEADING && block->n <= SHORT_LINE;
}

const char *entered_fingerprint(const struct document *doc, struct arena *arena)
{
    struct buf seen, line;
    buf_init(&seen, 0);
    buf_init(&line, 0);
    for (size_t i = 0; i < doc->n_blocks; i++) {
        const struct doc_block *block = &doc->blocks[i];
        if (block->zone != ZONE_MAIN)
            continue;
        key_of(doc_block_text(doc, (uint32_t)i), &line);
        for (size_t k = 0; k < line.n; k++)
            if (!(doc->kind == DOC_HTML && may_count(block) && line.p[k] >= '0' && line.p[k] <= '9'))
                (void)buf_add_char(&seen, line.p[k]);
        (void)buf_add_char(&seen, '\n');
    }
    for (size_t i = 0; doc->kind == DOC_HTML && i < doc->n_links; i++) {
        const struct doc_link *link = &doc->links[i];
        if (link->zone != ZONE_MAIN || link->target != TARGET_URL || doc_via_is_rel(link->via) || link->via == VIA_FORM || link->via == VIA_ASKED)
            continue;
        (void)buf_add_str(&seen, link->url);
        (void)buf_add_char(&seen, '\n');
    }
    const char *text = NULL;
    if (seen.n > 0) {
        char hex[65];
        sha256_hex(sha256_of(buf_str(&seen)), hex);
        text = arena_text(arena, str_from(hex));
    }
    buf_done(&seen);
    buf_done(&line);
    return text;
}
