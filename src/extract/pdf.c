/* pdf.c - what pdfinfo and pdftotext wrote becomes a document.
 *
 * Paragraphs come from the -raw text, which keeps Thai words whole (98 % against 86-91 % in the other modes): each line is one line of print, and
 * lines that were wrapped are joined again, because a name broken over two lines must still be found. A line counts as wrapped when it is
 * nearly as long as the lines of its page are; Thai has no hyphen and no blank there. Tables come from the -layout text and stand behind the paragraphs of
 * their page: their words are there twice, but their headers are known.
 * SPDX-License-Identifier: MIT
 */
#include "extract_internal.h"

#include "base/limits.h"
#include "extract/contact.h"
#include "extract/pdf_page.h"
#include "text/charset.h"
#include "text/utf8.h"

enum {
    FIRST_LINES = 8, FIRST_BYTES = 1200, /* about 600 Thai characters (3 bytes each) with marks */
    PARAGRAPH_MAX_BYTES = 4000, TITLE_BLOCK_MAX_BYTES = 900, WRAPPED_MIN_CHARACTERS = 12, LINES_LOOKED_AT = 400,
    TAIL_BYTES = 64 * 1024,
};

/* ---- metadata ---- */

static struct str info_value(struct str info, const char *name)
{
    while (info.p) {
        struct str line = str_cut(&info, '\n');
        size_t colon = str_chr(line, ':');
        if (colon != STR_NPOS && str_eq_c(str_sub(line, 0, colon), name))
            return str_trim(str_from_pos(line, colon + 1));
    }
    return STR_NONE;
}

static bool has_letter(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c >= 0xC3)
            return true;
    }
    return false;
}

/* Metadata titles are often what the program put there: "Microsoft Word - 12.doc", "PowerPoint Presentation". */
static struct str useful_title(struct str title)
{
    static const char *const prefixes[] = {"Microsoft Word - ", "Microsoft PowerPoint - ", "Microsoft Excel - ", "Microsoft Office Excel - ", "Microsoft Office Word - "};
    static const char *const suffixes[] = {".docx", ".doc", ".pdf", ".xlsx", ".xls", ".pptx", ".ppt", ".odt", ".indd", ".ai", ".cdr", ".psd", ".tif", ".jpg"};
    static const char *const junk[] = {"untitled", "PowerPoint Presentation", "Slide 1", "Word Document", "Document", "Document1", "Book1", "Sheet1", "Scanned Document", "Scan", "print",
                                       "Presentation1", "Title", "none", "ภาพนิ่ง 1", "งานนำเสนอ PowerPoint", "ไม่มีชื่อ", "เอกสาร"};
    title = str_trim(title);
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (str_starts_nocase_c(title, prefixes[i]))
            title = str_trim(str_from_pos(title, strlen(prefixes[i])));
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (str_ends_nocase_c(title, suffixes[i]))
            title = str_trim(str_sub(title, 0, title.n - strlen(suffixes[i])));
    for (size_t i = 0; i < sizeof junk / sizeof *junk; i++)
        if (str_eq_nocase_c(title, junk[i]))
            return STR_NONE;
    if (str_starts_nocase_c(title, "untitled") || str_starts_nocase_c(title, "CamScanner") || str_starts_nocase_c(title, "Scan") || str_starts_nocase_c(title, "IMG_"))
        return STR_NONE;
    return title.n >= 4 && has_letter(title) ? title : STR_NONE;
}

static void read_info(struct str info, struct document *doc)
{
    struct buf clean;
    buf_init(&clean, 64 * 1024);
    (void)charset_to_utf8(str_sub(info, 0, 32 * 1024), STR_LIT("utf-8"), &clean);
    struct str text = buf_str(&clean);
    struct str title = useful_title(info_value(text, "Title"));
    if (title.n)
        doc->title = arena_str(doc->arena, utf8_prefix(title, LIMIT_LABEL_BYTES));
    struct str creator = info_value(text, "Creator");
    if (creator.n)
        doc->generator = arena_str(doc->arena, utf8_prefix(creator, 200));
    uint64_t pages = 0;
    if (str_to_u64(info_value(text, "Pages"), 1000000, &pages))
        doc->n_pages = (uint32_t)pages;
    buf_done(&clean);
}

/* ---- lines to paragraphs ---- */

static bool is_thai_at(struct str s, size_t i)
{
    return i + 2 < s.n && (unsigned char)s.p[i] == 0xE0 && ((unsigned char)s.p[i + 1] == 0xB8 || (unsigned char)s.p[i + 1] == 0xB9);
}

bool pdf_thai_meets(struct str before, struct str after)
{
    return before.n >= 3 && is_thai_at(before, before.n - 3) && is_thai_at(after, 0);
}

/* Digits (Arabic or Thai) at the start of s: their length in bytes. */
static size_t leading_digits(struct str s)
{
    size_t i = 0;
    for (;;) {
        if (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
            i++;
        else if (is_thai_at(s, i) && (unsigned char)s.p[i + 1] == 0xB9 && (unsigned char)s.p[i + 2] >= 0x90)
            i += 3;
        else
            return i;
    }
}

bool pdf_begins_item(struct str line)
{
    static const char *const words[] = {"-", "–", "•", "●", "○", "▪", "*", "ข้อ ", "หมวด", "ส่วนที่ ", "บทที่", "มาตรา", "ตารางที่", "ภาคผนวก", "เรื่อง", "ที่ ", "วันที่", "เรียน", "ส่วนราชการ", "(ลงชื่อ", "ลงชื่อ", "หน้า ", "\xEF\x82"};
    if (line.n && line.p[0] == '(')
        line = str_from_pos(line, 1);
    size_t digits = leading_digits(line);
    if (digits && digits <= 9) {
        struct str rest = str_from_pos(line, digits);
        return !rest.n || strchr(". )/", rest.p[0]) != NULL;
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
    return s.n && s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9';
}

/* Characters that take room on the line: no marks. */
static size_t width(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        if (is_thai_at(s, i)) {
            unsigned char a = (unsigned char)s.p[i + 1], b = (unsigned char)s.p[i + 2];
            bool is_mark = (a == 0xB8 && (b == 0xB1 || (b >= 0xB4 && b <= 0xBA))) || (a == 0xB9 && b >= 0x87 && b <= 0x8E);
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
    if (is_title && is_short && width(next) * 10 < full * 8)
        full = 0;
    if (!next.n || w < WRAPPED_MIN_CHARACTERS || w * 10 < full * 6 || n_paragraph + next.n > max_paragraph)
        return false;
    if (pdf_begins_item(next) || (ends_with_digit(line) && leading_digits(next)))
        return false;
    return line.p[line.n - 1] != ':';
}

struct title_zone {
    size_t n_lines, n_bytes;
    uint32_t page; /* 0: no page with text seen yet */
};

static void add_paragraphs(struct doc_builder *b, struct str page_text, uint32_t page, struct title_zone *zone)
{
    size_t full = full_width(page_text);
    struct str rest = page_text;
    struct str line = str_trim(str_cut(&rest, '\n'));
    struct buf paragraph;
    buf_init(&paragraph, PARAGRAPH_MAX_BYTES * 4);
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
        while (is_wrapped(line, next, full, paragraph.n, block.is_first_line)) {
            if (!pdf_thai_meets(line, next))
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
    buf_done(&paragraph);
}

/* ---- the document ---- */

/* Why there is no text, when no tool said so: neither opens a file with a password or a torn end, but the bytes tell. */
static enum oit_fault fault_of_bytes(struct str bytes)
{
    struct str tail = str_from_pos(bytes, bytes.n > TAIL_BYTES ? bytes.n - TAIL_BYTES : 0);
    if (str_find_c(tail, "/Encrypt") != STR_NPOS || str_find_c(str_sub(bytes, 0, TAIL_BYTES), "/Encrypt") != STR_NPOS)
        return FAULT_ENCRYPTED;
    return str_find_c(tail, "%%EOF") == STR_NPOS ? FAULT_DAMAGED : FAULT_NO_TEXT;
}

static enum oit_fault fault_of(const struct extract_input *input, uint32_t n_good)
{
    const struct extract_tools *tools = input->tools;
    if (n_good > 0 || tools->fault != FAULT_NONE)
        return tools->fault; /* with text: a timeout or damage after some pages */
    return tools->pdf_info.n ? FAULT_NO_TEXT : fault_of_bytes(input->bytes);
}

void pdf_extract(const struct extract_input *input, struct document *doc)
{
    const struct extract_tools *tools = input->tools;
    struct doc_builder b;
    struct buf clean;
    doc_builder_init(&b, doc, tools->pdf_raw.n + tools->pdf_layout.n + 1024);
    buf_init(&clean, LIMIT_TEXT_BYTES);
    if (tools->pdf_info.n)
        read_info(tools->pdf_info, doc);
    struct str raw = tools->pdf_raw, layout = tools->pdf_layout;
    struct title_zone zone = {0};
    uint32_t page = 0, n_good = 0, item = 0;
    while (raw.n && page < LIMIT_PDF_PAGES && !b.is_cut) {
        struct str text = str_cut(&raw, '\f');
        struct str layout_page = layout.p ? str_cut(&layout, '\f') : STR_NONE;
        page++;
        buf_clear(&clean);
        (void)charset_to_utf8(text, STR_LIT("utf-8"), &clean);
        enum pdf_quality quality = pdf_quality(buf_str(&clean));
        n_good += quality == PDF_GOOD;
        doc->n_image_pages += quality != PDF_GOOD;
        if (!zone.page && quality == PDF_GOOD && page <= 3)
            zone.page = page;
        add_paragraphs(&b, buf_str(&clean), page, &zone);
        if (layout_page.n && quality == PDF_GOOD) {
            buf_clear(&clean);
            (void)charset_to_utf8(layout_page, STR_LIT("utf-8"), &clean);
            pdf_tables(&b, buf_str(&clean), page, &item);
        }
    }
    if (raw.n)
        b.is_cut = true;
    if (page > doc->n_pages)
        doc->n_pages = page;
    if (doc->n_pages > page && !b.is_cut && tools->fault == FAULT_NONE)
        doc->n_image_pages += doc->n_pages - page; /* pdftotext wrote nothing for the last ones */
    doc->fault = fault_of(input, n_good);
    buf_done(&clean);
    doc_builder_seal(&b);
}
