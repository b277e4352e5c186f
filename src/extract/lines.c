/* lines.c - lines of print become paragraphs.
 *
 * Lines that were wrapped are joined again, because a name broken over two lines must still be found. A line counts
 * as wrapped when it is
 * nearly as long as the full lines of its page are; Thai has no hyphen and no blank there. In the title block short
 * centred lines belong together too,
 * up to the year.
 * SPDX-License-Identifier: MIT
 */
#include "lines.h"

#include "extract/contact.h"

enum {
    FIRST_LINES = 8,
    FIRST_BYTES = 1200, /* about 400-600 Thai characters (3 bytes each) with marks */
    PARAGRAPH_MAX_BYTES = 4000,
    TITLE_BLOCK_MAX_BYTES = 900,
    TITLE_MAX_BYTES = 450, /* 100-150 Thai characters */
   
    WRAPPED_MIN_CHARACTERS = 12,
    LINES_LOOKED_AT = 400,
    YEAR_DIGITS = 4,
    CELL_PLACES = 30,     /* a line of print has 80 and more; on a page of tables none is to be seen */
    SHORT_LINES_MAX = 24, /* of one run: the header of a wide table */
};

static bool is_thai_at(struct str s, size_t i)
{
    return i + 2 < s.n && (unsigned char)s.p[i] == 0xE0 &&
           ((unsigned char)s.p[i + 1] == 0xB8 || (unsigned char)s.p[i + 1] == 0xB9);
}

bool lines_thai_meets(struct str before, struct str after)
{
    return before.n >= 3 && is_thai_at(before, before.n - 3) && is_thai_at(after, 0);
}

/* Digits (Arabic or Thai, or the "?" of one that OCR could not read) at the start of s: their length in bytes. */
static size_t leading_digits(struct str s)
{
    size_t i = 0;
    for (;;) {
        if (i < s.n && ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '?'))
            i++;
        else if (is_thai_at(s, i) && (unsigned char)s.p[i + 1] == 0xB9 && (unsigned char)s.p[i + 2] >= 0x90)
            i += 3;
        else
            return i;
    }
}

bool lines_begins_item(struct str line)
{
    static const char *const words[] = {"-",    "–",     "•",         "●",     "○",      "▪",       "*",       "ข้อ ",
                                        "หมวด", "ส่วนที่ ", "บทที่",       "มาตรา", "ตารางที่", "ภาคผนวก", "เรื่อง",    "ที่ ",
                                        "วันที่",  "เรียน",  "ส่วนราชการ", "(ลงชื่อ", "ลงชื่อ",   "หน้า ",    "\xEF\x82"};
    if (line.n && line.p[0] == '(')
        line = str_from_pos(line, 1);
    size_t digits = leading_digits(line);
    if (digits && digits <= 9) {
        struct str rest = str_from_pos(line, digits);
        if (rest.n)
            return strchr(". )/", rest.p[0]) != NULL;
        return line.p[0] < '0' || line.p[0] > '9' || digits < YEAR_DIGITS; /* "2567" alone: the year of the title above */
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts_c(line, words[i]))
            return true;
    return false;
}

static bool ends_with_digit(struct str s)
{
    if (s.n >= 3 && is_thai_at(s, s.n - 3))
        return (unsigned char)s.p[s.n - 2] == 0xB9 && (unsigned char)s.p[s.n - 1] >= 0x90;
    return s.n && ((s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9') || s.p[s.n - 1] == '?');
}

/* Characters that take room on the line: no marks. */
static size_t width(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        if (is_thai_at(s, i)) {
            unsigned char a = (unsigned char)s.p[i + 1], b = (unsigned char)s.p[i + 2];
            bool is_mark =
                (a == 0xB8 && (b == 0xB1 || (b >= 0xB4 && b <= 0xBA))) || (a == 0xB9 && b >= 0x87 && b <= 0x8E);
            n += !is_mark;
            i += 3;
        } else {
            n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
            i++;
        }
    }
    return n;
}

/* The length of a full line of the page: the tenth longest of a hundred, so one odd line does not set it. */
static size_t full_width(struct str page)
{
    uint16_t counts[256] = {0};
    size_t n = 0;
    while (page.p && n < LINES_LOOKED_AT) {
        struct str line = str_trim(str_cut(&page, '\n'));
        size_t w = width(line);
        if (w == 0)
            continue;
        counts[w < 255 ? w : 255]++;
        n++;
    }
    size_t left = n / 10 + 1;
    for (size_t w = 255; w > 0; w--) {
        if (counts[w] >= left)
            return w;
        left -= counts[w];
    }
    return 0;
}

/* is_title: among the first lines, where a title is broken into short lines, centred, and ends with its year. */
static bool is_wrapped(struct str line, struct str next, size_t full, size_t n_paragraph, bool is_title)
{
    size_t w = width(line), max_paragraph = is_title ? TITLE_BLOCK_MAX_BYTES : PARAGRAPH_MAX_BYTES;
    bool is_short = w * 10 < full * 6;
    if (is_title && ends_with_digit(line) && w * 10 < full * 9)
        return false;
    if (is_title && is_short && width(next) * 10 < full * 8 && n_paragraph < TITLE_MAX_BYTES)
        full = 0;
    if (!next.n || w < WRAPPED_MIN_CHARACTERS || w * 10 < full * 6 || n_paragraph + next.n > max_paragraph)
        return false;
    if (lines_begins_item(next) || (ends_with_digit(line) && leading_digits(next)))
        return false;
    return line.p[line.n - 1] != ':';
}

/* Cells of a narrow column are broken over short lines ("วิธีการจัดซื้อ" / "จัดจ้าง") and in the order of print cell follows cell; which line ends a cell
 * is not to be seen. So short lines that follow each other stand once more as one block, where a name broken in its cell is whole again. */
struct short_lines {
    struct buf text;
    struct str last;
    size_t n;
};

static void short_lines_end(struct short_lines *run, struct doc_builder *b, uint32_t page)
{
    struct doc_block block = doc_block_init(BLOCK_PARAGRAPH);
    block.page = page;
    if (run->n >= 2)
        (void)doc_builder_block_of(b, block, buf_str(&run->text));
    buf_clear(&run->text);
    run->n = 0;
}

static void short_lines_add(struct short_lines *run, struct str line)
{
    if (run->n && !lines_thai_meets(run->last, line))
        (void)buf_add_char(&run->text, ' ');
    (void)buf_add_str(&run->text, line);
    run->last = line;
    run->n++;
}

void lines_add(struct doc_builder *b, struct str page_text, uint32_t page, struct lines_title *zone)
{
    size_t full = full_width(page_text);
    struct str rest = page_text;
    struct str line = str_trim(str_cut(&rest, '\n'));
    struct buf paragraph;
    buf_init(&paragraph, PARAGRAPH_MAX_BYTES * 4);
    struct short_lines run = {0};
    buf_init(&run.text, PARAGRAPH_MAX_BYTES * 4);
    while (line.p) {
        struct str next = rest.p ? str_trim(str_cut(&rest, '\n')) : STR_NONE;
        if (!line.n) {
            line = next;
            continue;
        }
        struct doc_block block = doc_block_init(BLOCK_PARAGRAPH);
        block.page = page;
        block.is_first_line = zone->page == page && zone->n_lines < FIRST_LINES && zone->n_bytes < FIRST_BYTES;
        buf_clear(&paragraph);
        (void)buf_add_str(&paragraph, line);
        zone->n_lines++;
        bool is_cell = page && !block.is_first_line && width(line) < CELL_PLACES && !leading_digits(line) && run.n < SHORT_LINES_MAX;
        if (!is_cell)
            short_lines_end(&run, b, page);
        else
            short_lines_add(&run, line);
        while (is_wrapped(line, next, full, paragraph.n, block.is_first_line)) {
            if (!lines_thai_meets(line, next))
                (void)buf_add_char(&paragraph, ' ');
            (void)buf_add_str(&paragraph, next);
            zone->n_lines++;
            line = next;
            next = rest.p ? str_trim(str_cut(&rest, '\n')) : STR_NONE;
        }
        zone->n_bytes += paragraph.n;
        uint32_t index = doc_builder_block_of(b, block, buf_str(&paragraph));
        if (index != DOC_NONE)
            contact_scan(b, index);
        line = next;
    }
    short_lines_end(&run, b, page);
    buf_done(&run.text);
    buf_done(&paragraph);
}
