/* pdf_fields.c - what people typed into a PDF form.
 *
 * A value stands in its field's dictionary: /V (text) or /V <hex>. Its picture on the page is made by whoever filled the form in, or by the reader: with
 * /NeedAppearances poppler draws it with the field's font, and a font without Thai leaves nothing. So values are read here as well; those that
 * the page's text has already are left out.
 * SPDX-License-Identifier: MIT
 */
#include "base/limits.h"
#include "extract/pdf_objects.h"
#include "text/charset.h"

enum { MAX_VALUES = 2000, MAX_VALUE_BYTES = 64 * 1024, MIN_VALUE_LETTERS = 2 };

struct fields {
    struct doc_builder *b;
    struct buf text; /* of the pages, without blanks */
    uint32_t page;
    size_t n_values;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\0';
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* ISO 32000-1 7.3.4.3. The text begins behind '<'. */
static void read_hex(struct str text, struct buf *out)
{
    int high = -1;
    for (size_t i = 0; i < text.n && text.p[i] != '>' && !out->is_full; i++) {
        int digit = hex_digit(text.p[i]);
        if (digit < 0 && is_space(text.p[i]))
            continue;
        if (digit < 0) {
            buf_clear(out); /* no string */
            return;
        }
        if (high >= 0)
            (void)buf_add_char(out, (char)(high << 4 | digit));
        high = high >= 0 ? -1 : digit;
    }
}

/* "\ddd", "\n", "\" at a line's end; the number of bytes read behind the backslash. */
static size_t read_escape(struct str text, struct buf *out)
{
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
    unsigned value = 0;
    size_t n = 0;
    while (n < 3 && n < text.n && text.p[n] >= '0' && text.p[n] <= '7')
        value = value * 8 + (unsigned)(text.p[n++] - '0');
    if (n > 0) {
        (void)buf_add_char(out, (char)(value & 0xFF));
        return n;
    }
    if (text.n == 0 || text.p[0] == '\r' || text.p[0] == '\n')
        return text.n && text.n > 1 && text.p[0] == '\r' && text.p[1] == '\n' ? 2 : text.n ? 1 : 0;
    const char *at = text.p[0] ? strchr(from, text.p[0]) : NULL;
    (void)buf_add_char(out, at ? to[at - from] : text.p[0]);
    return 1;
}

/* ISO 32000-1 7.3.4.2. The text begins behind '('. */
static void read_literal(struct str text, struct buf *out)
{
    int depth = 1;
    for (size_t i = 0; i < text.n && !out->is_full; i++) {
        char c = text.p[i];
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0)
            return;
        if (c == '\\')
            i += read_escape(str_from_pos(text, i + 1), out);
        else
            (void)buf_add_char(out, c);
    }
    buf_clear(out); /* no end: no string */
}

static bool is_printable(struct str text)
{
    size_t n_letters = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if ((c < ' ' && !is_space((char)c)) || c == 0x7F)
            return false;
        n_letters += c > ' ';
    }
    return n_letters >= MIN_VALUE_LETTERS && str_find_c(text, "\xEF\xBF\xBD") == STR_NPOS; /* U+FFFD: not in this coding */
}

static void add_squeezed(struct str text, struct buf *out)
{
    for (size_t i = 0; i < text.n; i++)
        if (!is_space(text.p[i]))
            (void)buf_add_char(out, text.p[i]);
}

/* Text strings are UTF-16 or UTF-8 with their mark, else one byte a letter: Latin, or with Thai programs their own code page. */
static void add_value(struct fields *fields, struct str value)
{
    struct buf text, squeezed;
    buf_init(&text, MAX_VALUE_BYTES);
    buf_init(&squeezed, MAX_VALUE_BYTES);
    (void)charset_to_utf8(value, STR_NONE, &text);
    add_squeezed(buf_str(&text), &squeezed);
    if (is_printable(buf_str(&text)) && str_find(buf_str(&fields->text), buf_str(&squeezed)) == STR_NPOS) {
        struct doc_block block = doc_block_init(BLOCK_PARAGRAPH);
        block.page = fields->page;
        (void)doc_builder_block_of(fields->b, block, buf_str(&text));
        (void)buf_add_str(&fields->text, buf_str(&squeezed)); /* the same value twice is written once */
    }
    buf_done(&text);
    buf_done(&squeezed);
}

static bool look_for_values(void *to, struct str text)
{
    struct fields *fields = to;
    struct buf value;
    buf_init(&value, MAX_VALUE_BYTES);
    for (size_t at; fields->n_values < MAX_VALUES && (at = str_find_c(text, "/V")) != STR_NPOS;) {
        text = str_from_pos(text, at + 2);
        struct str rest = text;
        while (rest.n && is_space(rest.p[0]))
            rest = str_from_pos(rest, 1);
        buf_clear(&value);
        if (str_starts_c(rest, "("))
            read_literal(str_sub(rest, 1, MAX_VALUE_BYTES), &value);
        else if (str_starts_c(rest, "<") && !str_starts_c(rest, "<<"))
            read_hex(str_sub(rest, 1, 2 * MAX_VALUE_BYTES), &value);
        if (value.n) {
            fields->n_values++;
            add_value(fields, buf_str(&value));
        }
    }
    buf_done(&value);
    return fields->n_values < MAX_VALUES;
}

void pdf_fields(struct doc_builder *b, struct str bytes)
{
    struct fields fields = {.b = b, .page = b->doc->n_pages == 1 ? 1 : 0}; /* which page is not known without reading the file */
    buf_init(&fields.text, LIMIT_TEXT_BYTES);
    add_squeezed((struct str){b->raw, b->n_raw}, &fields.text);
    (void)pdf_objects_each(bytes, look_for_values, &fields);
    buf_done(&fields.text);
}
