/* columns.c - see columns.h.
 * SPDX-License-Identifier: MIT
 */
#include "columns.h"

#include "oitcheck/report.h"
#include "text/thai.h"
#include "text/utf8.h"

static bool is_wide(uint32_t c) /* East Asian wide and emoji: two columns */
{
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
           (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

static size_t width_of(uint32_t c)
{
    bool is_combining = thai_is_mark(c) || (c >= 0x0300 && c <= 0x036F) || (c >= 0x20D0 && c <= 0x20FF);
    if (is_combining || text_is_zero_width(c) || c < ' ')
        return 0;
    return is_wide(c) ? 2 : 1;
}

static bool is_leading_vowel(uint32_t c)
{
    return c >= 0x0E40 && c <= 0x0E44; /* เ แ โ ใ ไ */
}

size_t columns_width(struct str text)
{
    size_t width = 0, length;
    for (size_t i = 0; i < text.n; i += length)
        width += width_of(utf8_decode(text.p + i, text.n - i, &length));
    return width;
}

struct str columns_prefix(struct str text, size_t columns)
{
    size_t width = 0, length, fits = 0, first_break = 0;
    uint32_t previous = 0;
    for (size_t i = 0; i < text.n; i += length) {
        uint32_t c = utf8_decode(text.p + i, text.n - i, &length);
        bool may_break = i > 0 && !thai_hangs(c) && width_of(c) > 0 && !is_leading_vowel(previous);
        if (may_break && !first_break)
            first_break = i;
        if (may_break && width <= columns)
            fits = i;
        width += width_of(c);
        if (width > columns && first_break)
            return str_sub(text, 0, fits ? fits : first_break);
        previous = c;
    }
    return text;
}

void columns_pad(struct buf *out, struct str text, size_t columns)
{
    (void)buf_add_str(out, text);
    for (size_t width = columns_width(text); width < columns; width++)
        (void)buf_add_char(out, ' ');
}

static void new_line(struct buf *out, size_t indent)
{
    (void)buf_add_char(out, '\n');
    for (size_t i = 0; i < indent; i++)
        (void)buf_add_char(out, ' ');
}

static bool is_ascii(struct str word)
{
    for (size_t i = 0; i < word.n; i++)
        if ((unsigned char)word.p[i] >= 0x80)
            return false;
    return true;
}

static size_t add_word(struct buf *out, struct str word, size_t column, size_t indent, size_t width)
{
    enum { MIN_REST = 12 }; /* a long Thai run begins on this line only when so much room is left */
    size_t n = columns_width(word);
    bool is_solid = is_ascii(word); /* URLs and numbers stay whole, even beyond the width */
    if (column + n > width && column > indent && (is_solid || n + indent <= width || column + MIN_REST > width)) {
        new_line(out, indent);
        column = indent;
    }
    while (!is_solid && column + n > width) {
        struct str part = columns_prefix(word, width > column ? width - column : 1);
        if (part.n == word.n)
            break;
        (void)buf_add_str(out, part);
        new_line(out, indent);
        column = indent;
        word = str_from_pos(word, part.n);
        n = columns_width(word);
    }
    (void)buf_add_str(out, word);
    return column + n;
}

size_t columns_wrap(struct buf *out, struct str text, size_t column, size_t indent, size_t width)
{
    bool is_first = column <= indent;
    while (text.p) {
        struct str word = str_cut(&text, ' ');
        if (!word.n)
            continue;
        size_t before = out->n;
        if (!is_first && column < width) {
            (void)buf_add_char(out, ' ');
            column++;
        }
        is_first = false;
        column = add_word(out, word, column, indent, width);
        /* the space in front of a word that went to the next line */
        if (out->n > before + 1 && out->p[before] == ' ' && out->p[before + 1] == '\n') {
            memmove(out->p + before, out->p + before + 1, out->n - before);
            out->n--;
        }
    }
    return column;
}

void oit_wrap(const char *sentence, size_t at, size_t columns, struct buf *out)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(str_from(sentence), &clean);
    (void)columns_wrap(out, buf_str(&clean), at, at, columns);
    buf_done(&clean);
}

void columns_line(struct buf *out, const char *text, size_t indent, size_t hanging, size_t width)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(str_from(text), &clean);
    for (size_t i = 0; i < indent; i++)
        (void)buf_add_char(out, ' ');
    (void)columns_wrap(out, str_trim(buf_str(&clean)), indent, indent + hanging, width);
    (void)buf_add_char(out, '\n');
    buf_done(&clean);
}
