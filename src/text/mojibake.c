/* mojibake.c - Thai text that was read in the wrong encoding and saved so.
 *
 * Both kinds are found in runs of characters that cannot be text in any language: four and more accented letters in a
 * row that are Thai when taken as bytes, with every mark on a letter; or เธ / เน at every third place with the bytes of
 * UTF-8 behind it. When enough of a text is certain, its shorter runs are undone too.
 * SPDX-License-Identifier: MIT
 */
#include "mojibake.h"

#include "codepage.h"
#include "thai.h"
#include "utf8.h"

enum {
    RUN_MAX = 2048,      /* bytes behind one run; a longer one is taken in pieces */
    CERTAIN_RUN = 4,     /* bytes of a run that speaks for itself */
    CERTAIN_BYTES = 12,  /* of the whole text: from here its runs of 2 and 3 are undone as well */
    CERTAIN_TRIPLES = 3, /* เธชเธณเธ™: characters in a row */
};

/* เธ or เน: the bytes E0 B8, E0 B9 read as windows-874. */
static bool is_thai_lead(const char *p, size_t n)
{
    return n >= 6 && memcmp(p, "\xE0\xB9\x80\xE0\xB8", 5) == 0 &&
           ((unsigned char)p[5] == 0x98 || (unsigned char)p[5] == 0x99);
}

/* The byte of windows-874 that the character at *at is, and *at behind it; -1: none beyond ASCII. */
static int next_874(struct str s, size_t *at)
{
    if (*at >= s.n)
        return -1;
    size_t length;
    int byte = codepage_874_byte(utf8_decode(s.p + *at, s.n - *at, &length));
    *at += length;
    return byte >= 0x80 ? byte : -1;
}

static bool is_trail(int byte)
{
    return byte >= 0x80 && byte <= 0xBF;
}

/* Reads เธช as its three bytes; the length in the text, or 0. Inside a run also the two bytes (C2 98) and three (E2 82 AC) of what the holes and
 * signs of windows-874 became when it happened twice. */
static size_t read_triple(struct str s, size_t i, bool in_run, unsigned char ret_bytes[static 3], size_t *ret_n)
{
    size_t at = i;
    int first = next_874(s, &at), second = next_874(s, &at);
    *ret_n = 3;
    if (first < 0 || !is_trail(second))
        return 0;
    ret_bytes[0] = (unsigned char)first;
    ret_bytes[1] = (unsigned char)second;
    if (in_run && first == 0xC2) {
        *ret_n = 2;
        return at - i;
    }
    int third = next_874(s, &at);
    bool is_thai = first == 0xE0 && (second == 0xB8 || second == 0xB9);
    if (!is_trail(third) || !(is_thai || (in_run && first == 0xE2)))
        return 0;
    ret_bytes[2] = (unsigned char)third;
    return at - i;
}

static size_t triples_at(struct str s, size_t i, size_t *ret_length)
{
    size_t count = 0, from = i, length, n;
    unsigned char bytes[3];
    while ((length = read_triple(s, i, count > 0, bytes, &n)) > 0) {
        i += length;
        count++;
    }
    *ret_length = i - from;
    return count;
}

/* Appends the bytes that the code point was before it was misread; false when it cannot be part of such a run.
 * Neighbours that happened to be valid UTF-8 (D3 B9 "ำน" is U+04F9) were read as one character. */
static bool add_misread(uint32_t c, unsigned char *bytes, size_t *n)
{
    int byte = c >= 0x80 ? codepage_1252_byte(c) : -1;
    if (byte >= 0) {
        bytes[(*n)++] = (unsigned char)byte;
        return true;
    }
    if (c < 0x100 || c > 0xFFFC || (c >= 0x0E00 && c <= 0x0E7F))
        return false;
    char encoded[4];
    size_t length = utf8_encode(c, encoded);
    memcpy(bytes + *n, encoded, length);
    *n += length;
    return true;
}

struct run {
    unsigned char bytes[RUN_MAX + 4];
    size_t n;
    size_t length;      /* in the text */
    size_t n_points;    /* code points */
    size_t n_latin;     /* of them U+00A1-U+00FF */
    bool is_one_letter; /* the same one all along: a ruler of dots */
};

static void read_run(struct str s, size_t i, struct run *run)
{
    run->n = run->length = run->n_points = run->n_latin = 0; /* not the 2 KB of bytes */
    run->is_one_letter = true;
    uint32_t first = 0;
    for (size_t k = i; k < s.n && run->n < RUN_MAX;) {
        size_t length;
        uint32_t c = utf8_decode(s.p + k, s.n - k, &length);
        if (length == 1 || !add_misread(c, run->bytes, &run->n))
            break;
        if (run->n_points == 0)
            first = c;
        run->is_one_letter = run->is_one_letter && c == first;
        run->n_points++;
        run->n_latin += c > 0xA0 && c <= 0xFF;
        k += length;
        run->length = k - i;
    }
}

static bool is_tis_mark(unsigned char byte)
{
    return thai_is_tis(byte) && thai_is_mark(thai_code_point(byte));
}

/* Thai in CP874 with every mark on a letter. */
static bool is_tis_text(const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!thai_is_tis(p[i]) && p[i] != 0xA0)
            return false;
        bool has_letter = i > 0 && (is_tis_mark(p[i - 1]) || (p[i - 1] >= TIS_FIRST && p[i - 1] <= TIS_LAST_CONSONANT));
        if (is_tis_mark(p[i]) && !has_letter)
            return false;
    }
    return true;
}

static bool is_thai_utf8(const unsigned char *p, size_t n, size_t min_bytes)
{
    if (n < min_bytes)
        return false;
    for (size_t i = 0; i < n; i += 3)
        if (n - i < 3 || p[i] != 0xE0 || (p[i + 1] & 0xFE) != 0xB8 || (p[i + 2] & 0xC0) != 0x80)
            return false;
    return true;
}

/* UTF-8 of Western letters that are again bytes of Thai: the text was misread twice, and this undoes the second time. */
static bool is_misread_again(const unsigned char *p, size_t n, size_t min_bytes)
{
    struct str s = {(const char *)p, n};
    unsigned char bytes[RUN_MAX + 4];
    size_t n_bytes = 0, length;
    for (size_t i = 0; i < n; i += length) {
        uint32_t c = utf8_decode(s.p + i, n - i, &length);
        if (length == 1 || !add_misread(c, bytes, &n_bytes))
            return false;
    }
    return is_thai_utf8(bytes, n_bytes - n_bytes % 3, min_bytes);
}

enum verdict { NOT_MISREAD, MISREAD_TIS, MISREAD_UTF8 };

static enum verdict judge_run(const struct run *run, size_t min_bytes)
{
    if (run->n < min_bytes || run->is_one_letter || run->n_latin * 3 < run->n_points)
        return NOT_MISREAD;
    size_t least = min_bytes < CERTAIN_RUN ? 3 : 6; /* one letter of a text known to be misread, two of another */
    if (is_thai_utf8(run->bytes, run->n, least) || is_misread_again(run->bytes, run->n, least))
        return MISREAD_UTF8;
    return is_tis_text(run->bytes, run->n) ? MISREAD_TIS : NOT_MISREAD;
}

static void add_tis(const unsigned char *p, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        char bytes[4];
        (void)buf_add(out, bytes, utf8_encode(codepage_874(p[i]), bytes));
    }
}

static void add_triples(struct str run, struct buf *out)
{
    unsigned char bytes[3];
    size_t length, n;
    for (size_t i = 0; i < run.n && (length = read_triple(run, i, i > 0, bytes, &n)) > 0; i += length)
        (void)buf_add(out, bytes, n);
}

/* What stands at i: how much of the text it is, and how many bytes of it are certainly misread. Undone into out when
 * there is one. */
static size_t take(struct str s, size_t i, size_t min_bytes, struct buf *out, size_t *ret_length)
{
    if (is_thai_lead(s.p + i, s.n - i)) {
        size_t count = triples_at(s, i, ret_length);
        if (count < (min_bytes < CERTAIN_RUN ? 2 : CERTAIN_TRIPLES))
            return 0;
        if (out)
            add_triples(str_sub(s, i, *ret_length), out);
        return count * 3;
    }
    struct run run;
    read_run(s, i, &run);
    *ret_length = run.length;
    enum verdict verdict = judge_run(&run, min_bytes);
    if (verdict == NOT_MISREAD)
        return 0;
    if (out && verdict == MISREAD_TIS)
        add_tis(run.bytes, run.n, out);
    else if (out)
        (void)buf_add(out, run.bytes, run.n);
    return run.n;
}

/* One walk over the text: counts the bytes that are misread, and with out writes the text with them undone. */
static size_t walk(struct str s, size_t min_bytes, struct buf *out)
{
    size_t misread = 0, from = 0;
    for (size_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0xC2 || (c == 0xE0 && !is_thai_lead(s.p + i, s.n - i))) {
            i++;
            continue;
        }
        size_t kept = out ? out->n : 0, length = 0;
        if (out)
            (void)buf_add_str(out, str_sub(s, from, i - from));
        size_t n = take(s, i, min_bytes, out, &length);
        if (n > 0)
            from = i + length;
        else if (out)
            out->n = kept; /* nothing here: this stretch is written with the next */
        misread += n;
        i += length ? length : 1;
    }
    if (out)
        (void)buf_add_str(out, str_from_pos(s, from));
    return misread;
}

static size_t count_byte(struct str s, int byte, size_t enough)
{
    size_t count = 0;
    const char *p = s.p, *end = s.p + s.n;
    while (count < enough && p < end && (p = memchr(p, byte, (size_t)(end - p)))) {
        count++;
        p++;
    }
    return count;
}

/* True when เธ stands three times in the text, which hardly any honest page has; memchr on its last byte is rare in
 * Thai. */
static bool may_have_triples(struct str s)
{
    size_t count = 0;
    const char *p = s.p, *end = s.p + s.n;
    while (p < end && (p = memchr(p, 0x98, (size_t)(end - p)))) {
        if (p - s.p >= 5 && is_thai_lead(p - 5, (size_t)(end - p) + 5) && ++count == CERTAIN_TRIPLES)
            return true;
        p++;
    }
    return false;
}

bool mojibake_undo(struct str text, struct buf *out)
{
    if (text.n == 0 || (count_byte(text, 0xC3, 3) < 3 && !may_have_triples(text)))
        return false;
    if (walk(text, CERTAIN_RUN, NULL) < CERTAIN_BYTES)
        return false;
    (void)walk(text, 2, out);
    return true;
}
