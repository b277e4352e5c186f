/* row_code.c - the number printed before or behind a title: "O16", "o 16 :", "ข้อ 16", "016", "O๑๖", "MOIT 13", "... (O15)".
 *
 * classify.h gives a title's code as a number of the scheme's own items; here it is read as it was printed, whatever list it belongs to, because numbers
 * that fit no item tell the lists apart.
 * SPDX-License-Identifier: MIT
 */
#include "rules/row_code.h"

#include "base/buf.h"
#include "base/bytes.h"
#include "rules/matcher.h"
#include "text/norm.h"

enum { WORD_BYTES = 24 /* before the number */, MAX_NUMBER = 99, BRACKETS = 4 };

/* A digit at `at`, ASCII or Thai; its width, 0 for none. */
static size_t digit_at(struct str text, size_t at, int *ret_digit)
{
    if (at < text.n && text.p[at] >= '0' && text.p[at] <= '9') {
        *ret_digit = text.p[at] - '0';
        return 1;
    }
    if (at + 2 < text.n && (unsigned char)text.p[at] == 0xE0 && (unsigned char)text.p[at + 1] == 0xB9 && (unsigned char)text.p[at + 2] >= 0x90 &&
        (unsigned char)text.p[at + 2] <= 0x99) {
        *ret_digit = (unsigned char)text.p[at + 2] - 0x90;
        return 3;
    }
    return 0;
}

static bool is_one_of(struct str word, const struct str *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(word, words[i]))
            return true;
    return false;
}

/* Letters of a normal form: what is left of "O-", "o :", "(OIT ". */
static struct str letters_of(struct str text, struct buf *out)
{
    buf_clear(out);
    norm_phrase(text, NORM_TIGHT, out);
    size_t n = 0;
    for (size_t i = 0; i < out->n; i++)
        if (is_form_letter((unsigned char)out->p[i]) && (unsigned char)out->p[i] != NORM_OTHER)
            out->p[n++] = out->p[i];
    out->n = n;
    return buf_str(out);
}

/* "1.2", "16(2)", "019-022", "O1 - O6": a part of a numbering or a range is no item's number. */
static bool goes_on_with_number(struct str text, size_t at, bool has_word)
{
    int digit;
    if (digit_at(text, at, &digit))
        return true;
    if (at + 1 < text.n && (text.p[at] == '.' || text.p[at] == '/' || text.p[at] == ',') && digit_at(text, at + 1, &digit))
        return true;
    while (at < text.n && text.p[at] == ' ')
        at++;
    if (!has_word && digit_at(text, at, &digit)) /* "02 000 0500" */
        return true;
    if (at >= text.n || text.p[at] != '-')
        return false;
    for (at++; at < text.n && (text.p[at] == ' ' || (has_word && (text.p[at] == 'O' || text.p[at] == 'o'))); at++)
        ;
    return digit_at(text, at, &digit) > 0;
}

static struct row_code_text read_at_start(const struct matcher *m, struct str text, struct buf *scratch)
{
    struct row_code_text none = {.kind = ROW_NO_CODE}, code = {.kind = ROW_NO_CODE};
    size_t at = 0, width;
    int digit = 0, n_digits = 0;
    if (!bytes_have_digit(text.p, text.n < WORD_BYTES + 3 ? text.n : WORD_BYTES + 3))
        return none;
    while (at < text.n && at <= WORD_BYTES && !digit_at(text, at, &digit))
        at++;
    if (at >= text.n || at > WORD_BYTES)
        return none;
    struct str word = at > 0 ? letters_of(str_sub(text, 0, at), scratch) : STR_NONE; /* most cells of most tables are bare numbers */
    bool is_other = is_one_of(word, m->other_codes, m->n_other_codes), is_ours = is_one_of(word, m->code_words, m->n_code_words);
    if (word.n > 0 && !is_other && !is_ours)
        return none;
    bool has_zero = digit == 0;
    for (; (width = digit_at(text, at, &digit)) > 0 && n_digits < 4; at += width, n_digits++)
        code.number = code.number * 10 + digit;
    if (n_digits > 3 || code.number < 1 || code.number > MAX_NUMBER || goes_on_with_number(text, at, word.n > 0))
        return none;
    code.kind = is_other ? ROW_OTHER_CODE : is_ours || (has_zero && n_digits > 1) ? ROW_CODE : ROW_NUMBER;
    code.text = str_trim(str_sub(text, 0, at));
    code.end = at;
    return code;
}

struct row_code_text row_code_read(const struct matcher *m, struct str text, struct buf *scratch)
{
    struct row_code_text code = read_at_start(m, text, scratch);
    if (code.kind > ROW_NUMBER)
        return code;
    size_t from = 0;
    for (int i = 0; i < BRACKETS; i++) { /* "... (O15)" */
        size_t open = str_chr(str_from_pos(text, from), '(');
        if (open == STR_NPOS)
            break;
        from += open + 1;
        struct row_code_text inside = read_at_start(m, str_from_pos(text, from), scratch);
        if (inside.kind > ROW_NUMBER) {
            inside.end = 0;
            return inside;
        }
    }
    return code;
}
