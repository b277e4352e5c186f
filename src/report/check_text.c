/* check_text.c - the result of `oitcheck check` on a terminal: the verdict, then the elements, then the files, then what to do.
 *
 * Colour carries nothing that the words do not say. Titles and quotes come from files of unknown origin: all of it goes through utf8_terminal.
 * SPDX-License-Identifier: MIT
 */
#include "check.h"

#include <stdio.h>

#include "columns.h"
#include "text/utf8.h"

enum { DEFAULT_WIDTH = 80, MIN_WIDTH = 40, ELEMENT_INDENT = 4, FILE_INDENT = 3, NUMBER_SIZE = 24, QUOTE_BYTES = 160 };
enum ink { INK_PLAIN, INK_BOLD, INK_FAINT, INK_GOOD, INK_WARN, INK_BAD };

struct page {
    const struct oit_check *check;
    enum msg_language language;
    bool use_colour;
    size_t width;
    struct buf *out;
    struct buf line, scratch;
};

static const char *words_of(const struct page *page, struct oit_words words)
{
    const char *text = page->language == MSG_TH ? words.th : words.en;
    return text ? text : "";
}

static void ink(struct page *page, enum ink ink)
{
    static const char *const codes[] = {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[33m", "\x1b[31m"};
    if (page->use_colour)
        (void)buf_add_c(page->out, codes[ink]);
}

/* Writes what was gathered in page->line. */
static void put_line(struct page *page, size_t indent, enum ink colour)
{
    buf_clear(&page->scratch);
    utf8_terminal(buf_str(&page->line), &page->scratch);
    for (size_t i = 0; i < indent; i++)
        (void)buf_add_char(page->out, ' ');
    ink(page, colour);
    (void)columns_wrap(page->out, str_trim(buf_str(&page->scratch)), indent, indent, page->width);
    ink(page, INK_PLAIN);
    (void)buf_add_char(page->out, '\n');
    buf_clear(&page->line);
}

static void add(struct page *page, enum msg id, const char *const *args)
{
    msg_add(&page->line, page->language, id, args);
}

static void say(struct page *page, size_t indent, enum ink colour, enum msg id, const char *const *args)
{
    add(page, id, args);
    put_line(page, indent, colour);
}

static const char *number(size_t n, char text[static NUMBER_SIZE])
{
    (void)snprintf(text, NUMBER_SIZE, "%zu", n);
    return text;
}

/* "2567", "2566-2570"; in the era of the scheme. */
static const char *years(const struct page *page, int from_be, int to_be, char text[static NUMBER_SIZE])
{
    int shift = page->check->rules.is_gregorian ? 543 : 0;
    if (from_be == to_be)
        (void)snprintf(text, NUMBER_SIZE, "%d", from_be - shift);
    else
        (void)snprintf(text, NUMBER_SIZE, "%d-%d", from_be - shift, to_be - shift);
    return text;
}

static void name_item(const char *code, const char *title, struct buf *out)
{
    (void)buf_addf(out, "%s%s%s", code ? code : "", code && *title ? " " : "", title);
}

/* --- head -------------------------------------------------------------------------------------------------------------------- */

static size_t count_open(const struct oit_check *check, enum oit_element_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < check->n_elements; i++)
        n += check->elements[i].element.required && check->elements[i].element.state == state;
    return n;
}

static void looks_like(struct page *page, const struct oit_check_file *file, enum msg id)
{
    struct buf name;
    buf_init(&name, 0);
    name_item(file->looks_like, words_of(page, file->looks_like_title), &name);
    add(page, id, MSG_ARGS(name.p, page->check->code));
    buf_done(&name);
}

static void say_missing(struct page *page)
{
    const struct oit_check *check = page->check;
    const struct oit_check_file *only = check->n_files == 1 ? &check->files[0] : NULL;
    char found[NUMBER_SIZE], wanted[NUMBER_SIZE];
    if (check->reason == REASON_WRONG_ITEM && only && only->looks_like_title.th)
        looks_like(page, only, MSG_CHECK_LOOKS_LIKE);
    else if (check->reason == REASON_WRONG_ITEM && only && *words_of(page, only->text))
        add(page, MSG_CHECK_NOT_IT, MSG_ARGS(check->code, words_of(page, only->text)));
    else if (check->reason == REASON_WRONG_ITEM && only)
        add(page, MSG_CHECK_NOT_IT_PLAIN, MSG_ARGS(check->code));
    else if (check->reason == REASON_WRONG_YEAR && only && check->wanted_year_be)
        add(page, MSG_CHECK_WRONG_YEAR,
            MSG_ARGS(years(page, only->year_from_be, only->year_to_be, found), years(page, check->wanted_year_be, check->wanted_year_be, wanted)));
    else if (only && only->state == OIT_FILE_LEADS_ON)
        add(page, MSG_CHECK_LEADS_ON, NULL);
    else if (only && check->reason != REASON_NO_CANDIDATE)
        (void)buf_add_c(&page->line, words_of(page, check->label));
    else
        add(page, MSG_CHECK_NONE_IS_IT, MSG_ARGS(check->code));
}

static bool is_scan(const struct oit_check_file *file)
{
    return file->fault == FAULT_NO_TEXT || (file->n_scan_pages > 0 && file->n_scan_pages >= file->n_pages);
}

/* "ตรวจไม่ได้: แฟ้มใส่รหัสผ่าน" */
static void say_unread(struct page *page)
{
    const struct oit_check *check = page->check;
    const struct oit_check_file *only = check->n_files == 1 ? &check->files[0] : NULL;
    if (only && only->state == OIT_FILE_LEADS_ON) {
        add(page, MSG_CHECK_LEADS_ON, NULL);
        return;
    }
    add(page, MSG_CHECK_UNREAD, NULL);
    if (only && only->fault != FAULT_NONE)
        (void)buf_addf(&page->line, ": %s", is_scan(only) ? msg_in(page->language, MSG_CHECK_IS_SCAN)
                                            : page->language == MSG_TH ? oit_fault_th(only->fault) : oit_fault_en(only->fault));
}

static void say_unsure(struct page *page)
{
    const struct oit_check *check = page->check;
    char count[NUMBER_SIZE];
    size_t n_closed = 0, n_counting = 0;
    for (size_t i = 0; i < check->n_files; i++) {
        n_closed += check->files[i].state == OIT_FILE_NOT_OPENED;
        n_counting += check->files[i].state == OIT_FILE_COUNTS;
    }
    if (n_closed)
        add(page, MSG_CHECK_NOT_ALL_OPENED, MSG_ARGS(number(n_closed, count)));
    else if (check->status == OIT_PARTIAL && check->n_found == 0)
        add(page, MSG_CHECK_ALL_ON_WEB, NULL);
    else if (check->status == OIT_PARTIAL)
        add(page, MSG_CHECK_REST_ON_WEB, MSG_ARGS(number(count_open(check, OIT_ELEMENT_NOT_CHECKABLE), count)));
    else if (check->status == OIT_PUBLISHED)
        add(page, MSG_CHECK_UNSURE_PICTURE, NULL);
    else if (check->reason == REASON_CHECK_BY_EYE)
        add(page, n_counting ? MSG_CHECK_UNSURE_PART : MSG_CHECK_UNSURE_YEAR, NULL);
    else
        say_unread(page);
}

static void verdict(struct page *page)
{
    const struct oit_check *check = page->check;
    static const char *const marks[] = {[OIT_CHECK_COMPLETE] = "✓ ", [OIT_CHECK_LACKING] = "✗ ", [OIT_CHECK_UNSURE] = "? "};
    static const enum ink inks[] = {[OIT_CHECK_COMPLETE] = INK_GOOD, [OIT_CHECK_LACKING] = INK_BAD, [OIT_CHECK_UNSURE] = INK_WARN};
    char lacking[NUMBER_SIZE], required[NUMBER_SIZE];
    (void)buf_add_c(&page->line, marks[check->result]);
    if (check->result == OIT_CHECK_COMPLETE && check->n_required)
        add(page, MSG_CHECK_COMPLETE, MSG_ARGS(number(check->n_required, required)));
    else if (check->result == OIT_CHECK_COMPLETE)
        add(page, MSG_CHECK_COMPLETE_PLAIN, NULL);
    else if (check->result == OIT_CHECK_UNSURE)
        say_unsure(page);
    else if (check->status == OIT_PARTIAL)
        add(page, MSG_CHECK_LACKING, MSG_ARGS(number(count_open(check, OIT_ELEMENT_NOT_FOUND), lacking), number(check->n_required, required)));
    else
        say_missing(page);
    (void)buf_add_char(page->out, '\n');
    put_line(page, 0, inks[check->result]);
}

static void head(struct page *page)
{
    const struct oit_check *check = page->check;
    char year[NUMBER_SIZE];
    name_item(check->code, words_of(page, check->title), &page->line);
    put_line(page, 0, INK_BOLD);
    (void)years(page, check->fiscal_year_be, check->fiscal_year_be, year);
    say(page, 0, INK_FAINT, check->rules.confirmed_for_year ? MSG_CHECK_SCHEME : MSG_CHECK_SCHEME_OTHER, MSG_ARGS(year, check->rules.scheme));
}

/* --- elements ---------------------------------------------------------------------------------------------------------------- */

static void add_place(struct page *page, const struct oit_check_element *e)
{
    char file[NUMBER_SIZE], at[NUMBER_SIZE];
    bool has_file = page->check->n_files > 1 && e->file;
    if (!has_file && !e->element.page)
        return;
    (void)buf_add_c(&page->line, " - ");
    (void)number(e->file, file);
    (void)number(e->element.page, at);
    if (has_file && e->element.page)
        add(page, MSG_CHECK_FILE_PAGE, MSG_ARGS(file, at));
    else if (has_file)
        add(page, MSG_CHECK_FILE, MSG_ARGS(file));
    else
        add(page, MSG_CHECK_PAGE, MSG_ARGS(at));
}

static void element(struct page *page, const struct oit_check_element *e)
{
    static const enum msg whys[] = {[OIT_WHY_NONE] = MSG_CHECK_NOT_FOUND, [OIT_WHY_ON_WEB] = MSG_CHECK_ON_WEB, [OIT_WHY_BY_EYE] = MSG_CHECK_BY_EYE, [OIT_WHY_UNREAD] = MSG_CHECK_NOT_READ};
    bool is_found = e->element.state == OIT_ELEMENT_FOUND;
    (void)buf_addf(&page->line, "%s %s", is_found ? "✓" : e->why == OIT_WHY_NONE ? "✗" : "?", words_of(page, e->element.text));
    if (e->element.assumed)
        (void)buf_add_c(&page->line, msg_in(page->language, MSG_EXPLAIN_ASSUMED));
    if (is_found) {
        add_place(page, e);
    } else {
        (void)buf_add_c(&page->line, " - ");
        add(page, whys[e->why], NULL);
    }
    put_line(page, ELEMENT_INDENT - 2, is_found ? INK_PLAIN : e->why == OIT_WHY_NONE ? INK_BAD : INK_WARN);
    if (!is_found || !e->element.snippet)
        return;
    struct str quote = utf8_prefix(str_from(e->element.snippet), QUOTE_BYTES);
    (void)buf_addf(&page->line, "“%.*s%s”", STR_ARG(quote), quote.n < strlen(e->element.snippet) ? "..." : "");
    put_line(page, ELEMENT_INDENT, INK_FAINT);
}

static void elements(struct page *page)
{
    const struct oit_check *check = page->check;
    if (check->status == OIT_MISSING || (check->status == OIT_UNKNOWN && check->n_found == 0 && check->reason != REASON_CHECK_BY_EYE))
        return; /* no document of the item: the advice says what it must hold */
    struct buf optional;
    buf_init(&optional, 0);
    for (size_t i = 0; i < check->n_elements; i++) {
        const struct oit_check_element *e = &check->elements[i];
        if (e->element.required || e->element.state == OIT_ELEMENT_FOUND)
            element(page, e);
        else
            (void)buf_addf(&optional, "%s%s", optional.n ? ", " : "", words_of(page, e->element.text));
    }
    if (optional.n)
        say(page, ELEMENT_INDENT - 2, INK_FAINT, MSG_CHECK_OPTIONAL, MSG_ARGS(optional.p));
    buf_done(&optional);
}

/* --- files ------------------------------------------------------------------------------------------------------------------- */

static void say_fault(struct page *page, const struct oit_check_file *file)
{
    static const struct {
        enum oit_fault fault;
        enum msg id;
    } rows[] = {{FAULT_ENCRYPTED, MSG_CHECK_DO_ENCRYPTED},  {FAULT_DAMAGED, MSG_CHECK_DO_DAMAGED},       {FAULT_UNSUPPORTED, MSG_CHECK_DO_UNSUPPORTED},
                {FAULT_EMPTY, MSG_CHECK_DO_EMPTY},          {FAULT_TOO_LARGE, MSG_CHECK_DO_LARGE},       {FAULT_PARSER_LIMIT, MSG_CHECK_DO_LARGE},
                {FAULT_TOOL_MISSING, MSG_CHECK_DO_TOOL},    {FAULT_PARSER_CRASH, MSG_CHECK_DO_AGAIN},    {FAULT_TIMEOUT, MSG_CHECK_DO_LARGE}};
    if (file->fault == FAULT_NONE || file->fault == FAULT_NO_TEXT) /* a scan is said in its own words */
        return;
    bool is_thai = page->language == MSG_TH;
    (void)buf_add_c(&page->line, is_thai ? oit_fault_th(file->fault) : oit_fault_en(file->fault));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].fault == file->fault) {
            (void)buf_add_c(&page->line, ": ");
            add(page, rows[i].id, NULL);
        }
    put_line(page, FILE_INDENT, INK_WARN);
}

static void say_scan(struct page *page, const struct oit_check_file *file)
{
    char scans[NUMBER_SIZE], pages[NUMBER_SIZE];
    if (is_scan(file))
        say(page, FILE_INDENT, INK_WARN, MSG_CHECK_SCAN, NULL);
    else if (file->n_scan_pages > 0 && file->scan_pages)
        say(page, FILE_INDENT, INK_WARN, MSG_CHECK_SCAN_PAGES, MSG_ARGS(file->scan_pages));
    else if (file->n_scan_pages > 0)
        say(page, FILE_INDENT, INK_WARN, MSG_CHECK_SCAN_COUNT, MSG_ARGS(number(file->n_scan_pages, scans), number(file->n_pages, pages)));
    if (file->n_ocr_pages && file->ocr_confidence)
        say(page, FILE_INDENT, INK_FAINT, MSG_CHECK_OCR, MSG_ARGS(number(file->n_ocr_pages, pages), number(file->ocr_confidence, scans)));
}

static void say_year(struct page *page, const struct oit_check_file *file)
{
    const struct oit_check *check = page->check;
    char found[NUMBER_SIZE], wanted[NUMBER_SIZE];
    (void)years(page, file->year_from_be, file->year_to_be, found);
    (void)years(page, check->wanted_year_be, check->wanted_year_be, wanted);
    if (file->year == OIT_YEAR_RIGHT && file->year_from_be)
        say(page, FILE_INDENT, INK_PLAIN, MSG_CHECK_RIGHT_YEAR, MSG_ARGS(found));
    else if (file->year == OIT_YEAR_WRONG && file->year_from_be && check->wanted_year_be && (check->n_files > 1 || check->reason != REASON_WRONG_YEAR))
        say(page, FILE_INDENT, INK_WARN, MSG_CHECK_WRONG_YEAR, MSG_ARGS(found, wanted));
    else if (file->state == OIT_FILE_NO_YEAR && check->wanted_year_be)
        say(page, FILE_INDENT, INK_WARN, MSG_CHECK_NO_YEAR, MSG_ARGS(wanted));
}

static void say_identity(struct page *page, const struct oit_check_file *file, size_t index)
{
    const struct oit_check *check = page->check;
    char count[NUMBER_SIZE];
    size_t n = 0;
    for (size_t i = 0; i < check->n_elements; i++)
        n += check->elements[i].in_files >> index & 1;
    if (check->n_files == 1 && check->result == OIT_CHECK_LACKING && check->status == OIT_MISSING)
        return; /* the verdict has said it */
    if (file->state == OIT_FILE_OTHER_ITEM) {
        if (file->looks_like_title.th)
            looks_like(page, file, MSG_CHECK_LOOKS_LIKE);
        else
            add(page, MSG_CHECK_NOT_IT, MSG_ARGS(check->code, words_of(page, file->text)));
        put_line(page, FILE_INDENT, INK_BAD);
    } else if (file->looks_like_title.th) {
        looks_like(page, file, MSG_CHECK_NAME_UNCLEAR);
        put_line(page, FILE_INDENT, INK_WARN);
    } else if (file->state == OIT_FILE_LEADS_ON && (check->n_files > 1 || check->result != OIT_CHECK_UNSURE)) {
        say(page, FILE_INDENT, INK_WARN, MSG_CHECK_LEADS_ON, NULL);
    } else if (file->state == OIT_FILE_NO_CONTENT) {
        (void)buf_add_c(&page->line, words_of(page, check->label));
        put_line(page, FILE_INDENT, INK_BAD);
    } else if (file->state == OIT_FILE_COUNTS && check->n_files > 1 && n > 0) {
        say(page, FILE_INDENT, INK_PLAIN, MSG_CHECK_PROVES, MSG_ARGS(number(n, count)));
    } else if (file->state == OIT_FILE_COUNTS && check->n_files > 1) {
        say(page, FILE_INDENT, INK_PLAIN, MSG_CHECK_COUNTS, NULL);
    }
}

static void one_file(struct page *page, size_t index)
{
    const struct oit_check_file *file = &page->check->files[index];
    char count[NUMBER_SIZE];
    if (index == 0)
        (void)buf_add_char(page->out, '\n');
    (void)buf_addf(&page->line, "%zu. %s", index + 1, file->name);
    if (file->n_pages) {
        (void)buf_add_c(&page->line, " (");
        add(page, MSG_CHECK_PAGES, MSG_ARGS(number(file->n_pages, count)));
        (void)buf_add_char(&page->line, ')');
    }
    put_line(page, 0, INK_BOLD);
    if (file->state == OIT_FILE_NOT_OPENED) {
        (void)buf_add_c(&page->line, words_of(page, file->error));
        put_line(page, FILE_INDENT, INK_BAD);
        return;
    }
    say_identity(page, file, index);
    say_year(page, file);
    say_fault(page, file);
    say_scan(page, file);
    if (file->is_cut && (file->fault == FAULT_NONE || file->fault == FAULT_NO_TEXT)) /* else the fault has said why */
        say(page, FILE_INDENT, INK_WARN, MSG_CHECK_CUT, NULL);
    if (file->n_unseen_links)
        say(page, FILE_INDENT, INK_WARN, MSG_CHECK_LINKS_UNSEEN, MSG_ARGS(number(file->n_unseen_links, count)));
}

static void foot(struct page *page)
{
    const char *advice = words_of(page, page->check->advice);
    if (page->check->result == OIT_CHECK_COMPLETE || !*advice)
        return;
    (void)buf_add_char(page->out, '\n');
    (void)buf_addf(&page->line, "%s: %s", msg_in(page->language, MSG_TO_DO), advice);
    put_line(page, 0, INK_PLAIN);
}

void check_text(const struct oit_check *check, enum msg_language language, bool use_colour, int width, struct buf *out)
{
    size_t columns = width > 0 ? (size_t)width : DEFAULT_WIDTH;
    struct page page = {.check = check, .language = language, .use_colour = use_colour, .width = columns < MIN_WIDTH ? MIN_WIDTH : columns, .out = out};
    buf_init(&page.line, 0);
    buf_init(&page.scratch, 0);
    head(&page);
    verdict(&page);
    elements(&page);
    for (size_t i = 0; i < check->n_files; i++)
        one_file(&page, i);
    foot(&page);
    buf_done(&page.line);
    buf_done(&page.scratch);
}
