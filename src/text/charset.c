/* charset.c - what encoding bytes are in, and their text as clean UTF-8.
 *
 * Labels lie (a header says UTF-8, the body is TIS-620), so bytes are asked first. Evidence is gathered by runs of high
 * bytes: in Thai a run is a phrase, and a phrase of CP874 is hardly ever valid UTF-8 as a whole, though pieces of it
 * are (C3 A1 "รก"). Valid UTF-8, the usual case, is known after one fast scan.
 * SPDX-License-Identifier: MIT
 */
#include "charset.h"

#include "base/bytes.h"
#include "codepage.h"
#include "mojibake.h"
#include "thai.h"
#include "utf8.h"

enum {
    META_BYTES = 4096,       /* browsers look into the first 1024; WordPress themes print their meta later */
    SAMPLE_BYTES = 4096,     /* for the NUL pattern of UTF-16 */
    PHRASE_MIN = 4,          /* bytes of a CP874 run that speaks for itself */
    UTF8_PHRASE_MIN = 6,     /* two Thai characters; one (E0 B8 A1) may be "เธก" in CP874 */
    MIXED_MIN = 12,          /* bytes of each encoding in a mixed page */
    CHUNK_BYTES = 16 * 1024, /* decoded at a time */
};

/* Labels */

static bool label_charset(struct str label, enum charset *ret_charset)
{
    static const struct {
        const char *name;
        enum charset charset;
    } names[] = {
        {"utf-8", CHARSET_UTF8},          {"utf8", CHARSET_UTF8},           {"unicode-1-1-utf-8", CHARSET_UTF8},
        {"tis-620", CHARSET_CP874},       {"tis620", CHARSET_CP874},        {"tis620.2533", CHARSET_CP874},
        {"tis-620-2533", CHARSET_CP874},  {"windows-874", CHARSET_CP874},   {"cp874", CHARSET_CP874},
        {"cp-874", CHARSET_CP874},        {"dos-874", CHARSET_CP874},       {"ibm874", CHARSET_CP874},
        {"x-windows-874", CHARSET_CP874}, {"iso-8859-11", CHARSET_CP874},   {"iso8859-11", CHARSET_CP874},
        {"iso885911", CHARSET_CP874},     {"thai", CHARSET_CP874},          {"iso-8859-1", CHARSET_CP1252},
        {"iso8859-1", CHARSET_CP1252},    {"iso-8859-15", CHARSET_CP1252},  {"latin1", CHARSET_CP1252},
        {"us-ascii", CHARSET_CP1252},     {"windows-1252", CHARSET_CP1252}, {"cp1252", CHARSET_CP1252},
        {"utf-16", CHARSET_UTF16LE},      {"utf-16le", CHARSET_UTF16LE},    {"utf-16be", CHARSET_UTF16BE},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase_c(label, names[i].name)) {
            *ret_charset = names[i].charset;
            return true;
        }
    return false;
}

static bool is_label_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
           c == '.' || c == ':';
}

static struct str trim_quotes(struct str s)
{
    while (s.n > 0 && (*s.p == '=' || *s.p == '"' || *s.p == '\'' || *s.p == ' ' || *s.p == '\t'))
        s = str_from_pos(s, 1);
    size_t n = 0;
    while (n < s.n && is_label_byte(s.p[n]))
        n++;
    return str_sub(s, 0, n);
}

/* charset= inside a <meta ...> tag (not of a script), or encoding= of an XML declaration. */
static struct str meta_label(struct str bytes)
{
    struct str head = str_sub(bytes, 0, META_BYTES);
    if (str_starts_nocase_c(head, "<?xml")) {
        struct str declaration = str_sub(head, 0, str_chr(head, '>'));
        size_t at = str_find_nocase_c(declaration, "encoding");
        return at == STR_NPOS ? STR_NONE : trim_quotes(str_from_pos(declaration, at + strlen("encoding")));
    }
    for (size_t from = 0; from < head.n;) {
        size_t at = str_find_nocase_c(str_from_pos(head, from), "charset");
        if (at == STR_NPOS)
            return STR_NONE;
        at += from;
        size_t tag = str_rchr(str_sub(head, 0, at), '<');
        if (tag != STR_NPOS && str_starts_nocase_c(str_from_pos(head, tag), "<meta"))
            return trim_quotes(str_from_pos(head, at + strlen("charset")));
        from = at + 1;
    }
    return STR_NONE;
}

/* Evidence from the bytes */

static bool find_utf16(struct str bytes, enum charset *ret_charset)
{
    if (bytes.n >= 2 && memcmp(bytes.p, "\xFF\xFE", 2) == 0) {
        *ret_charset = CHARSET_UTF16LE;
        return true;
    }
    if (bytes.n >= 2 && memcmp(bytes.p, "\xFE\xFF", 2) == 0) {
        *ret_charset = CHARSET_UTF16BE;
        return true;
    }
    /* The high byte of a unit is 00 (ASCII) or 0E (Thai) nearly always, and there is no text without either. */
    size_t n_pairs = (bytes.n < SAMPLE_BYTES ? bytes.n : SAMPLE_BYTES) / 2, n_high[2] = {0, 0};
    if (n_pairs < 2)
        return false;
    for (size_t i = 0; i < n_pairs * 2;) {
        size_t step = n_pairs * 2 - i < BYTES_WIDE ? n_pairs * 2 - i : BYTES_WIDE;
        bytes_wide v = {0};
        memcpy(&v, bytes.p + i, step);
        bool has_any = step < BYTES_WIDE || bytes_any(bytes_equal(v, 0) | bytes_equal(v, 0x0E)); /* hardly any in a page of one-byte units */
        for (size_t k = i; k < i + step && has_any; k++)
            n_high[k % 2] += bytes.p[k] == 0 || bytes.p[k] == 0x0E;
        i += step;
    }
    if (n_high[1] * 10 >= n_pairs * 7 && n_high[0] * 10 < n_pairs * 3)
        *ret_charset = CHARSET_UTF16LE;
    else if (n_high[0] * 10 >= n_pairs * 7 && n_high[1] * 10 < n_pairs * 3)
        *ret_charset = CHARSET_UTF16BE;
    else
        return false;
    return true;
}

enum run_kind { RUN_UNSURE, RUN_UTF8, RUN_CP874 };

struct census {
    size_t n_good, n_bad;           /* sequences of UTF-8 beyond ASCII */
    size_t n_high, n_tis;           /* bytes from 0x80; of them Thai in CP874 */
    size_t n_runs, n_short_runs;    /* runs of high bytes; of them 1 or 2 long, as accents in Western words */
    size_t utf8_bytes, cp874_bytes; /* in runs that speak for themselves */
};

static struct str high_run(struct str bytes, size_t i)
{
    size_t end = i;
    while (end < bytes.n && (unsigned char)bytes.p[end] >= 0x80)
        end++;
    return str_sub(bytes, i, end - i);
}

static size_t skip_ascii(struct str bytes, size_t i)
{
    while (bytes.n - i >= 8) {
        uint64_t word;
        memcpy(&word, bytes.p + i, sizeof word);
        if (word & 0x8080808080808080ull)
            break;
        i += 8;
    }
    while (i < bytes.n && (unsigned char)bytes.p[i] < 0x80)
        i++;
    return i;
}

static bool is_cp874_byte(unsigned char c)
{
    return thai_is_tis(c) || c == 0xA0 || c == 0x80 || c == 0x85 || (c >= 0x91 && c <= 0x97);
}

static enum run_kind judge_run(struct str run, struct census *census)
{
    size_t n_thai_bytes = 0, n_tis = 0, n_bad = 0, n_good = 0;
    for (size_t i = 0; i < run.n; i++)
        n_tis += is_cp874_byte((unsigned char)run.p[i]);
    for (size_t i = 0, length; i < run.n; i += length) {
        uint32_t c = utf8_decode(run.p + i, run.n - i, &length);
        if (length == 1)
            n_bad++;
        else
            n_good++;
        n_thai_bytes += c >= 0x0E00 && c <= 0x0E7F ? 3 : 0;
    }
    census->n_good += n_good;
    census->n_bad += n_bad;
    census->n_high += run.n;
    census->n_tis += n_tis;
    census->n_runs++;
    census->n_short_runs += run.n <= 2;
    if (run.n >= UTF8_PHRASE_MIN && n_thai_bytes * 10 >= run.n * 7) {
        census->utf8_bytes += run.n;
        return RUN_UTF8;
    }
    if (n_bad > 0 && run.n >= PHRASE_MIN && n_tis * 10 >= run.n * 9) {
        census->cp874_bytes += run.n;
        return RUN_CP874;
    }
    return n_bad == 0 && n_tis < run.n ? RUN_UTF8 : RUN_UNSURE;
}

static struct census take_census(struct str bytes)
{
    struct census census = {0};
    for (size_t i = skip_ascii(bytes, 0); i < bytes.n; i = skip_ascii(bytes, i)) {
        struct str run = high_run(bytes, i);
        (void)judge_run(run, &census);
        i += run.n;
    }
    return census;
}

static enum charset charset_of_census(const struct census *c, bool has_label, enum charset labelled)
{
    if (c->utf8_bytes >= MIXED_MIN && c->cp874_bytes >= MIXED_MIN)
        return CHARSET_MIXED;
    if (c->n_bad * 100 <= c->n_good + c->n_bad)
        return CHARSET_UTF8;
    if (c->utf8_bytes * 2 >= c->n_high) /* a short text, cut inside a character: its phrases are UTF-8 all the same */
        return CHARSET_UTF8;
    bool looks_western = c->n_short_runs * 10 >= c->n_runs * 8;
    if (c->n_tis * 10 >= c->n_high * 9 && (!looks_western || (has_label && labelled == CHARSET_CP874)))
        return CHARSET_CP874;
    if (c->n_good > 0 && c->n_good >= c->n_bad)
        return CHARSET_UTF8;
    if (has_label && (labelled == CHARSET_UTF8 || labelled == CHARSET_CP874))
        return labelled;
    return CHARSET_CP1252;
}

static bool is_same_family(enum charset decided, enum charset labelled)
{
    bool is_utf16 = decided == CHARSET_UTF16LE || decided == CHARSET_UTF16BE;
    if (is_utf16) /* a meta inside UTF-16 can only say something else; nobody minds */
        return true;
    return decided == labelled;
}

/* ret_plain: so many bytes from the front need no look any more (utf8_plain_prefix). */
static struct charset_decision decide(struct str bytes, struct str label, size_t *ret_plain)
{
    *ret_plain = 0;
    struct charset_decision decision = {.charset = CHARSET_UTF8};
    enum charset from_header = CHARSET_UTF8, from_meta = CHARSET_UTF8;
    bool has_header = label_charset(trim_quotes(str_trim(label)), &from_header);
    bool has_bom = bytes.n >= 3 && memcmp(bytes.p, "\xEF\xBB\xBF", 3) == 0;
    if (!has_bom && find_utf16(bytes, &decision.charset))
        return decision;
    bool has_meta = label_charset(meta_label(bytes), &from_meta);
    if (skip_ascii(bytes, 0) == bytes.n) /* ASCII is right in all of them */
        return decision;
    *ret_plain = utf8_plain_prefix(bytes);
    size_t n_bad = utf8_count_bad(str_from_pos(bytes, *ret_plain));
    if (n_bad > 0) {
        struct census census = take_census(bytes);
        decision.charset = charset_of_census(&census, has_header || has_meta, has_header ? from_header : from_meta);
        if (has_bom && decision.charset != CHARSET_MIXED)
            decision.charset = CHARSET_UTF8;
        decision.n_bad = decision.charset == CHARSET_UTF8 ? n_bad : 0;
    }
    decision.label_disagrees = (has_header && !is_same_family(decision.charset, from_header)) ||
                               (has_meta && !is_same_family(decision.charset, from_meta));
    return decision;
}

struct charset_decision charset_decide(struct str bytes, struct str label)
{
    size_t plain;
    return decide(bytes, label, &plain);
}

/* Decoding. Each decoder turns bytes into UTF-8 that may still hold controls. */

static void add_code_point(uint32_t code_point, struct buf *out)
{
    char bytes[4];
    (void)buf_add(out, bytes, utf8_encode(code_point, bytes));
}

static void decode_single(struct str bytes, uint32_t (*page)(unsigned char), struct buf *out, size_t *n_bad)
{
    for (size_t i = 0; i < bytes.n; i++) {
        uint32_t c = page((unsigned char)bytes.p[i]);
        *n_bad += c == UTF8_BAD;
        add_code_point(c, out);
    }
}

static uint32_t utf16_unit(struct str bytes, size_t i, bool is_big)
{
    unsigned char a = (unsigned char)bytes.p[i], b = (unsigned char)bytes.p[i + 1];
    return is_big ? (uint32_t)a << 8 | b : (uint32_t)b << 8 | a;
}

static void decode_utf16(struct str bytes, bool is_big, struct buf *out, size_t *n_bad)
{
    size_t i = 0;
    for (; i + 1 < bytes.n; i += 2) {
        uint32_t c = utf16_unit(bytes, i, is_big);
        if (c >= 0xD800 && c <= 0xDBFF && i + 3 < bytes.n) {
            uint32_t low = utf16_unit(bytes, i + 2, is_big);
            if (low >= 0xDC00 && low <= 0xDFFF) {
                c = 0x10000 + ((c & 0x3FF) << 10 | (low & 0x3FF));
                i += 2;
            }
        }
        *n_bad += c >= 0xD800 && c <= 0xDFFF;
        add_code_point(c, out);
    }
    *n_bad += bytes.n % 2;
}

/* A run that does not speak for itself is what the last one was. */
static void decode_mixed(struct str bytes, struct buf *out, size_t *n_bad)
{
    enum run_kind last = RUN_UTF8;
    for (size_t i = 0; i < bytes.n;) {
        size_t high = skip_ascii(bytes, i);
        (void)buf_add_str(out, str_sub(bytes, i, high - i));
        if (high == bytes.n)
            return;
        struct census census = {0};
        struct str run = high_run(bytes, high);
        enum run_kind kind = judge_run(run, &census);
        if (kind == RUN_UNSURE && census.n_good == 0 && census.n_tis == run.n)
            kind = RUN_CP874; /* "ถาม": too short to prove a mixture, but this page is one */
        last = kind == RUN_UNSURE ? last : kind;
        if (last == RUN_CP874) {
            decode_single(run, codepage_874, out, n_bad);
        } else {
            (void)buf_add_str(out, run);
            *n_bad += census.n_bad;
        }
        i = high + run.n;
    }
}

/* Not between CR and LF (in UTF-16 there is a zero before or behind), nor behind the first half of a surrogate pair. */
static bool is_chunk_end(char before, char last)
{
    bool is_cr = last == '\r' || (before == '\r' && last == 0);
    return !is_cr && ((unsigned char)last & 0xFC) != 0xD8 && ((unsigned char)before & 0xFC) != 0xD8;
}

/* A piece of the bytes that ends at a whole unit and not inside CRLF. */
static struct str next_chunk(struct str *rest)
{
    size_t n = rest->n < CHUNK_BYTES ? rest->n : CHUNK_BYTES;
    while (n < rest->n && !is_chunk_end(rest->p[n - 2], rest->p[n - 1]))
        n++;
    n += n < rest->n && n % 2 ? 1 : 0;
    struct str chunk = str_sub(*rest, 0, n);
    *rest = str_from_pos(*rest, n);
    return chunk;
}

static void convert_chunks(struct str bytes, enum charset charset, struct buf *out, size_t *n_bad)
{
    struct buf text;
    buf_init(&text, 0); /* one chunk: at most three times its size */
    while (bytes.n > 0 && !out->is_full) {
        struct str chunk = next_chunk(&bytes);
        buf_clear(&text);
        if (charset == CHARSET_UTF16LE || charset == CHARSET_UTF16BE)
            decode_utf16(chunk, charset == CHARSET_UTF16BE, &text, n_bad);
        else
            decode_single(chunk, charset == CHARSET_CP874 ? codepage_874 : codepage_1252, &text, n_bad);
        utf8_clean(buf_str(&text), out);
    }
    buf_done(&text);
}

enum { MISREAD_TIMES = 3 };

/* Misread twice, it is undone twice. */
static bool convert_misread(struct str bytes, struct buf *out)
{
    struct buf texts[2];
    buf_init(&texts[0], 0); /* never longer than the bytes */
    buf_init(&texts[1], 0);
    size_t n = 0;
    struct str text = bytes;
    while (n < MISREAD_TIMES) {
        struct buf *next = &texts[n % 2];
        buf_clear(next);
        if (!mojibake_undo(text, next))
            break;
        text = buf_str(next);
        n++;
    }
    if (n > 0)
        utf8_clean(text, out);
    buf_done(&texts[0]);
    buf_done(&texts[1]);
    return n > 0;
}

struct charset_decision charset_to_utf8(struct str bytes, struct str label, struct buf *out)
{
    size_t plain;
    struct charset_decision decision = decide(bytes, label, &plain);
    enum charset charset = decision.charset;
    if (charset == CHARSET_UTF16LE || charset == CHARSET_UTF16BE) {
        bool has_bom = memcmp(bytes.p, "\xFF\xFE", 2) == 0 || memcmp(bytes.p, "\xFE\xFF", 2) == 0;
        convert_chunks(str_from_pos(bytes, has_bom ? 2 : 0), charset, out, &decision.n_bad);
        return decision;
    }
    if (bytes.n >= 3 && memcmp(bytes.p, "\xEF\xBB\xBF", 3) == 0)
        bytes = str_from_pos(bytes, 3);
    if (charset == CHARSET_MIXED) {
        struct buf text;
        buf_init(&text, 0); /* at most three times the bytes */
        decode_mixed(bytes, &text, &decision.n_bad);
        utf8_clean(buf_str(&text), out);
        buf_done(&text);
    } else if (charset == CHARSET_UTF8) {
        decision.has_mojibake = decision.n_bad == 0 && convert_misread(bytes, out);
        bool has_room = out->max == 0 || bytes.n <= out->max - out->n;
        if (!decision.has_mojibake && plain == bytes.n && has_room)
            (void)buf_add_str(out, bytes);
        else if (!decision.has_mojibake)
            utf8_clean(bytes, out);
    } else {
        convert_chunks(bytes, charset, out, &decision.n_bad);
    }
    return decision;
}

const char *charset_name(enum charset charset)
{
    static const char *const names[] = {"utf-8",    "windows-874",  "utf-16le",
                                        "utf-16be", "windows-1252", "utf-8+windows-874"};
    return names[charset];
}
