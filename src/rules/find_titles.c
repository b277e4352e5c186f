/* find_titles.c - what a document calls itself: title, main heading, first lines, headings, breadcrumb, file name.
 *
 * The first lines of a PDF are tried alone and joined with the 1 to 3 that follow, because covers break titles where they like:
 *
 *      รายงานผลการดำเนินการตาม              line 3 alone would be the plan; 2+3 together are its report
 *      แผนปฏิบัติการป้องกันการทุจริต
 *      ประจำปีงบประมาณ พ.ศ. 2566            the year nearest to the name is the document's, never the majority
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "rules/finder.h"
#include "text/utf8.h"

enum { SCORE_NAMED = 40, MAX_LINES = 14, LEAST_LINES = 2, LEAST_BYTES = 120, MAX_JOIN = 4, TITLE_BLOCK_BYTES = 1800, MAX_JOINED = 6, LINES_BEHIND = 4, LINES_BEFORE = 3, MAX_HEADINGS = 1500, LONG_HEAD_BYTES = 360 };

struct str find_kept(struct finder *f, struct str text, size_t max_bytes)
{
    if (f->doc->kind == DOC_HTML) /* blocks and labels are squeezed by the extractor */
        return arena_str(f->arena, utf8_prefix(text, max_bytes));
    buf_clear(&f->text);
    utf8_squeeze(utf8_prefix(text, 2 * max_bytes), &f->text);
    return arena_str(f->arena, utf8_prefix(buf_str(&f->text), max_bytes));
}

struct naming *find_add_naming(struct finder *f, enum naming_place place, enum doc_zone zone, struct str text, const struct classification *a)
{
    if (f->n_namings >= MAX_NAMINGS)
        return NULL;
    MEM_GROW(f->namings, f->n_namings, f->namings_capacity);
    struct naming *naming = &f->namings[f->n_namings++];
    *naming = (struct naming){.place = place,
                              .zone = zone,
                              .is_weak_only = a->is_weak_only,
                              .text = find_kept(f, text, NAMING_BYTES),
                              .year = a->year,
                              .code = a->code,
                              .code_is_other = a->code_is_other,
                              .is_turned = a->is_turned,
                              .is_guide = a->is_guide,
                              .link = DOC_NONE,
                              .block_to = (uint32_t)f->doc->n_blocks};
    for (size_t i = 0; i < a->n && naming->n_best < sizeof naming->best / sizeof *naming->best; i++)
        naming->best[naming->n_best++] = a->best[i];
    return naming;
}

static bool names_something(const struct classification *a)
{
    return a->n > 0 && a->best[0].score >= SCORE_NAMED;
}

struct year_statement find_context_year(const struct finder *f, uint32_t heading)
{
    for (int up = 0; up < 8 && heading < f->doc->n_blocks; up++) {
        const struct classification *a = classify_title(f->classifier, doc_block_text(f->doc, heading));
        if (a->year.from_be != 0)
            return a->year;
        heading = f->doc->blocks[heading].heading;
    }
    if (f->doc->title.n > 0)
        return classify_title(f->classifier, f->doc->title)->year;
    return (struct year_statement){0};
}

static void name_block(struct finder *f, enum naming_place place, uint32_t block, uint32_t end)
{
    const struct doc_block *b = &f->doc->blocks[block];
    struct str text = doc_block_text(f->doc, block);
    if (!find_is_telling(f, block))
        return;
    const struct classification *a = classify_title(f->classifier, text);
    if (!names_something(a))
        return;
    struct naming *naming = find_add_naming(f, place, b->zone, text, a);
    if (!naming)
        return;
    naming->in_criterion = f->notes[block].in_criterion;
    naming->page = b->page;
    naming->block_from = block;
    naming->block_to = end;
    naming->block_hash = b->hash;
    naming->context_year = find_context_year(f, b->heading);
}

/* ---- title: whole, and its parts ("X | the agency's name") ---- */

static bool is_digit_at(struct str text, size_t i)
{
    if (i < text.n && text.p[i] >= '0' && text.p[i] <= '9')
        return true;
    return i + 2 < text.n && (unsigned char)text.p[i] == 0xE0 && (unsigned char)text.p[i + 1] == 0xB9 && (unsigned char)text.p[i + 2] >= 0x90 &&
           (unsigned char)text.p[i + 2] <= 0x99; /* ๐-๙ */
}

/* "(พ.ศ. 2566 - 2570)", "1 ต.ค. 2566 - 31 มี.ค. 2567": between digits the dash is a range. */
static size_t find_separator(struct str text, const char *separator)
{
    size_t width = strlen(separator), from = 0;
    for (size_t at; (at = str_find_c(str_from_pos(text, from), separator)) != STR_NPOS; from += at + width) {
        size_t before = from + at, after = before + width;
        bool has_digit_before = (before >= 1 && is_digit_at(text, before - 1)) || (before >= 3 && is_digit_at(text, before - 3));
        if (!has_digit_before || !is_digit_at(text, after))
            return before;
    }
    return STR_NPOS;
}

static struct str next_part(struct str *rest)
{
    static const char *const separators[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " › ", " • ", "|"};
    size_t best = STR_NPOS, width = 0;
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        size_t at = find_separator(*rest, separators[i]);
        if (at < best) {
            best = at;
            width = strlen(separators[i]);
        }
    }
    struct str part = str_sub(*rest, 0, best);
    *rest = best == STR_NPOS ? STR_NONE : str_from_pos(*rest, best + width);
    return str_trim(part);
}

static void name_title(struct finder *f)
{
    struct str title = f->doc->title;
    if (title.n == 0)
        return;
    struct classification best = *classify_title(f->classifier, title);
    struct year_statement year = best.year;
    struct str text = title;
    for (struct str rest = title; rest.n > 0;) {
        struct str part = next_part(&rest);
        const struct classification *a = classify_title(f->classifier, part);
        if (a->n > 0 && (best.n == 0 || a->best[0].score > best.best[0].score)) {
            best = *a;
            text = part;
        }
    }
    if (!names_something(&best))
        return;
    struct naming *naming = find_add_naming(f, PLACE_TITLE, ZONE_MAIN, text, &best);
    if (naming && naming->year.from_be == 0)
        naming->context_year = year;
}

/* ---- first lines ---- */

/* What a line states; of a scan's line (document.h) a year in Thai digits was read only once, and a short or Christian one by nobody but OCR. */
static struct year_statement year_of_line(const struct finder *f, uint32_t line, const struct classification *a)
{
    struct year_statement year = a->year;
    bool is_open = f->doc->blocks[line].ocr && year.from_be && years_is_open(doc_block_text(f->doc, line)); /* "2566 -": the end of the span is lost */
    if (is_open || (f->doc->blocks[line].ocr && year.from_be && (year.is_thai_digits || year.is_short || year.is_ce))) {
        year.is_certain = false;
        year.is_once = true;
    }
    return year;
}

struct joined {
    uint32_t from, to; /* lines */
    struct classification answer;
};

/* The first lines, up to a foreword, contents or first part below a title: strategies of the nation are named in many a foreword. */
static size_t collect_lines(const struct finder *f, uint32_t from, uint32_t to, uint32_t lines[static MAX_LINES])
{
    const struct document *doc = f->doc;
    size_t n = 0, bytes = 0;
    for (uint32_t i = from; i < to && n < MAX_LINES && bytes < TITLE_BLOCK_BYTES; i++) {
        if (!doc->blocks[i].is_first_line) {
            if (doc->blocks[i].page > 1)
                break;
            continue;
        }
        bool is_below = n >= LEAST_LINES || bytes >= LEAST_BYTES || (n > 0 && f->notes[i].is_named_part && bytes + doc->blocks[i].n >= LEAST_BYTES);
        bool is_end = is_below && f->notes[i].ends_titles;
        if (is_end && !f->notes[i].is_named_part)
            break;
        f->notes[i].in_title_block = true;
        bytes += doc->blocks[i].n;
        lines[n++] = i;
        if (is_end)
            break; /* "แผนปฏิบัติราชการ / ส่วนที่ 1 แผนการใช้จ่ายงบประมาณ": what the first part is tells what the whole is */
    }
    return n;
}

static struct str join_lines(struct finder *f, const uint32_t *lines, size_t from, size_t to)
{
    buf_clear(&f->text);
    for (size_t i = from; i < to; i++) {
        if (i > from)
            (void)buf_add_char(&f->text, ' ');
        (void)buf_add_str(&f->text, doc_block_text(f->doc, lines[i]));
    }
    return buf_str(&f->text);
}

/* Nothing but a year and what leads to it: "ประจำปีงบประมาณ พ.ศ. 2567". */
static bool is_year_line(const struct document *doc, uint32_t line)
{
    enum { FEW_BYTES = 12 };
    struct buf rest;
    buf_init(&rest, 2 * LIMIT_LABEL_BYTES);
    years_blank(utf8_prefix(doc_block_text(doc, line), LIMIT_LABEL_BYTES), &rest);
    bool is_bare = str_trim(buf_str(&rest)).n <= FEW_BYTES && rest.n < doc_block_text(doc, line).n;
    buf_done(&rest);
    return is_bare;
}

/* The best join of each subject. */
static void keep_joined(struct joined *kept, size_t *n_kept, uint32_t from, uint32_t to, const struct classification *a)
{
    for (size_t i = 0; i < *n_kept; i++)
        if (kept[i].answer.best[0].subject == a->best[0].subject) {
            const struct year_statement *year = &kept[i].answer.year;
            bool says_more = a->year.from_be && (!year->from_be || (a->year.from_be <= year->from_be && a->year.to_be > year->to_be)); /* "2566 -" / "2570)" */
            bool is_narrower = to - from < kept[i].to - kept[i].from && (a->year.from_be || !year->from_be); /* the line above adds nothing to it */
            if (a->best[0].score > kept[i].answer.best[0].score || (a->best[0].score == kept[i].answer.best[0].score && (says_more || is_narrower)))
                kept[i] = (struct joined){from, to, *a};
            return;
        }
    if (*n_kept < MAX_JOINED)
        kept[(*n_kept)++] = (struct joined){from, to, *a};
}

/* Of a line beside the title of a scan: the title's own year may be what the scanner lost, so this one is shown and decides nothing. */
static struct year_statement year_beside(const struct finder *f, uint32_t line)
{
    struct year_statement year = year_of_line(f, line, classify_title(f->classifier, doc_block_text(f->doc, line)));
    if (f->doc->blocks[line].ocr && year.from_be) {
        year.is_certain = false;
        year.is_once = true;
    }
    return year;
}

static struct year_statement year_near(const struct finder *f, const uint32_t *lines, size_t n, const struct joined *j)
{
    for (size_t i = j->to; i < n && i < j->to + LINES_BEHIND; i++) {
        struct year_statement year = year_beside(f, lines[i]);
        if (year.from_be)
            return year;
    }
    for (size_t i = j->from; i > 0 && i + LINES_BEFORE > j->from; i--) {
        struct year_statement year = year_beside(f, lines[i - 1]);
        if (year.from_be)
            return year;
    }
    return (struct year_statement){0};
}

/* Lines of a scan up to the one behind which its year should stand and does not: what the scanner or its reader lost. j->to when nothing is lost. */
static uint32_t end_before_lost_year(const struct document *doc, const uint32_t *lines, size_t n, const struct joined *j)
{
    for (uint32_t i = j->from; i < j->to && doc->blocks[lines[i]].ocr; i++)
        if (years_is_open(doc_block_text(doc, lines[i])) && (i + 1 >= n || !is_year_line(doc, lines[i + 1])))
            return i + 1;
    return j->to;
}

/* The title block of the blocks [first, end): of the whole document, or of one member of an archive (place is then that of a heading, which
 * speaks for its part). */
static void name_title_block(struct finder *f, uint32_t first, uint32_t end, enum naming_place place)
{
    uint32_t lines[MAX_LINES];
    size_t n = collect_lines(f, first, end, lines), n_kept = 0;
    struct joined kept[MAX_JOINED];
    for (size_t from = 0; from < n; from++)
        for (size_t to = from + 1; to <= n && to <= from + MAX_JOIN; to++) {
            struct str text = join_lines(f, lines, from, to);
            if (text.n > LIMIT_LABEL_BYTES && (from > 0 || to > 1))
                break;
            text = utf8_prefix(text, text.n > LIMIT_LABEL_BYTES ? LONG_HEAD_BYTES : text.n); /* the title, and what a PDF ran into it */
            const struct classification *a = classify_title(f->classifier, text);
            if (names_something(a))
                keep_joined(kept, &n_kept, (uint32_t)from, (uint32_t)to, a);
        }
    for (size_t i = 0; i < n_kept; i++) {
        struct year_statement near = year_near(f, lines, n, &kept[i]);
        struct buf text;
        buf_init(&text, 2 * LIMIT_LABEL_BYTES);
        (void)buf_add_str(&text, join_lines(f, lines, kept[i].from, end_before_lost_year(f->doc, lines, n, &kept[i])));
        struct naming *naming = find_add_naming(f, place, ZONE_MAIN, buf_str(&text), &kept[i].answer);
        buf_done(&text);
        if (!naming)
            return;
        naming->year = year_of_line(f, lines[kept[i].from], &kept[i].answer);
        naming->context_year = near;
        uint32_t last = lines[kept[i].to - 1];
        if (f->doc->blocks[last].ocr && kept[i].to - kept[i].from > 1 && !is_year_line(f->doc, last)) {
            /* The scanner may have lost the title's own year: what its first line does not say, a sentence behind it may not either. */
            naming->year = year_of_line(f, lines[kept[i].from], classify_title(f->classifier, doc_block_text(f->doc, lines[kept[i].from])));
            if (naming->year.from_be == 0)
                naming->context_year = near.from_be ? near : year_beside(f, last);
        }
        naming->page = f->doc->blocks[lines[kept[i].from]].page;
        naming->block_from = lines[kept[i].from];
        naming->block_to = place == PLACE_HEADING ? end : lines[kept[i].to - 1] + 1;
        naming->in_criterion = f->notes[naming->block_from].in_criterion;
    }
    for (size_t i = 0; i < n && f->out->year.from_be == 0 && place == PLACE_TITLE_BLOCK; i++) /* no naming states one: the first line that does */
        f->out->year = n_kept ? year_beside(f, lines[i]) : year_of_line(f, lines[i], classify_title(f->classifier, doc_block_text(f->doc, lines[i])));
}

/* Members of an archive stand each under a heading of level 1; one alone is the document. */
static void name_first_lines(struct finder *f)
{
    const struct document *doc = f->doc;
    uint32_t n_blocks = (uint32_t)doc->n_blocks, n_members = 0, first = 0;
    for (uint32_t i = 0; i < n_blocks && doc->kind == DOC_ZIP; i++)
        n_members += doc->blocks[i].kind == BLOCK_HEADING && doc->blocks[i].level == 1;
    enum naming_place place = n_members > 1 ? PLACE_HEADING : PLACE_TITLE_BLOCK;
    for (uint32_t i = 1; i <= n_blocks; i++) {
        bool is_end = i == n_blocks || (n_members > 1 && doc->blocks[i].kind == BLOCK_HEADING && doc->blocks[i].level == 1);
        if (!is_end)
            continue;
        name_title_block(f, first, i, place);
        first = i;
    }
}

/* ---- headings ---- */

static uint32_t find_h1(const struct document *doc)
{
    uint32_t first = DOC_NONE;
    for (uint32_t i = 0; i < doc->n_blocks; i++) {
        const struct doc_block *b = &doc->blocks[i];
        if (b->kind != BLOCK_HEADING || b->zone == ZONE_MENU || b->zone == ZONE_FOOTER || b->zone == ZONE_ASIDE)
            continue;
        if (b->level == 1 && b->zone == ZONE_MAIN)
            return i;
        if (first == DOC_NONE && b->zone == ZONE_MAIN)
            first = i;
    }
    return first;
}

static void name_headings(struct finder *f)
{
    const struct document *doc = f->doc;
    uint32_t end_of_level[9], h1 = doc->kind == DOC_HTML ? find_h1(doc) : DOC_NONE, n = 0;
    for (size_t level = 0; level < 9; level++)
        end_of_level[level] = (uint32_t)doc->n_blocks;
    uint32_t *ends = mem_alloc((doc->n_blocks + 1) * sizeof *ends);
    for (uint32_t i = (uint32_t)doc->n_blocks; i-- > 0;) {
        const struct doc_block *b = &doc->blocks[i];
        if (b->kind != BLOCK_HEADING)
            continue;
        size_t level = b->level < 8 ? b->level : 7;
        ends[i] = end_of_level[level];
        for (size_t below = level; below < 9; below++)
            end_of_level[below] = i; /* ends every section of this or a lower rank above it */
    }
    for (uint32_t i = 0; i < doc->n_blocks && n < MAX_HEADINGS; i++) {
        const struct doc_block *b = &doc->blocks[i];
        if (b->zone == ZONE_BREADCRUMB)
            name_block(f, PLACE_BREADCRUMB, i, i + 1);
        if (b->kind != BLOCK_HEADING || b->n > LIMIT_LABEL_BYTES || (f->notes[i].in_title_block && doc->kind != DOC_HTML))
            continue;
        if (i == h1)
            name_block(f, PLACE_H1, i, (uint32_t)doc->n_blocks);
        else if (b->zone == ZONE_MAIN || b->zone == ZONE_ASIDE)
            name_block(f, PLACE_HEADING, i, ends[i]);
        n++;
    }
    free(ends);
    if (h1 != DOC_NONE && f->out->year.from_be == 0)
        f->out->year = classify_title(f->classifier, doc_block_text(doc, h1))->year;
}

/* ---- the whole ---- */

static void name_file(struct finder *f)
{
    if (f->doc->file_name.n == 0)
        return;
    const struct classification *a = classify_name(f->classifier, f->doc->file_name);
    if (f->out->year.from_be == 0)
        f->out->year = a->year;
    if (names_something(a))
        (void)find_add_naming(f, PLACE_FILE_NAME, ZONE_MAIN, f->doc->file_name, a);
}

static void year_of_namings(struct finder *f)
{
    uint8_t best = 0;
    for (size_t i = 0; i < f->n_namings; i++) {
        const struct naming *naming = &f->namings[i];
        const struct year_statement *year = naming->year.from_be ? &naming->year : &naming->context_year;
        if (naming->place == PLACE_TITLE_BLOCK && naming->n_best && naming->best[0].score > best && year->from_be) {
            best = naming->best[0].score;
            f->out->year = *year;
        }
    }
}

void find_titles(struct finder *f)
{
    name_first_lines(f);
    year_of_namings(f);
    if (f->out->year.from_be == 0 && f->doc->title.n > 0)
        f->out->year = classify_title(f->classifier, f->doc->title)->year;
    if (f->out->year.from_be == 0 && f->doc->kind != DOC_HTML)
        f->out->year = find_year_column(f);
    name_title(f);
    name_headings(f);
    name_file(f);
}
