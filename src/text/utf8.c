/* utf8.c - decoding and cleaning UTF-8.
 *
 * Every page goes through here once or twice, so the long runs of what is fine (ASCII without controls, the Thai block)
 * are skipped by scan_good() and copied in one piece; only the odd code point takes the slow way.
 * SPDX-License-Identifier: MIT
 */
#include "utf8.h"

#include "base/bytes.h"
#include "thai.h"

enum { BYTES_A_WORD = 8 };
#define EACH_BYTE(b) (0x0101010101010101ull * (b))

/* One bit or more set when the word has a byte that is not plain text: high bit set, below 0x20, or DEL. */
static uint64_t not_plain(uint64_t word)
{
    uint64_t below_space = (word - EACH_BYTE(0x20)) & ~word;
    uint64_t del = word ^ EACH_BYTE(0x7F);
    uint64_t is_del = (del - EACH_BYTE(0x01)) & ~del;
    return (word | below_space | is_del) & EACH_BYTE(0x80);
}

static bool is_good_ascii(unsigned char c)
{
    return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t';
}

static bool is_thai_at(const unsigned char *p, size_t left)
{
    return left >= 3 && p[0] == 0xE0 && (p[1] & 0xFE) == 0xB8 && (p[2] & 0xC0) == 0x80;
}

/* Length of the prefix that is plain ASCII, \t, \n or Thai: nothing to decide about. */
static size_t scan_good(const char *text, size_t n)
{
    const unsigned char *p = (const unsigned char *)text;
    size_t i = 0;
    for (;;) {
        uint64_t word = 0;
        while (n - i >= BYTES_A_WORD && (memcpy(&word, p + i, sizeof word), !not_plain(word)))
            i += BYTES_A_WORD;
        while (i < n && is_good_ascii(p[i]))
            i++;
        if (!is_thai_at(p + i, n - i))
            return i;
        do
            i += 3;
        while (n - i >= sizeof(uint32_t) ? bytes_are_thai(bytes_four(p + i)) : is_thai_at(p + i, n - i));
    }
}

static bool is_continuation(const char *p, size_t i, size_t n)
{
    return i < n && ((unsigned char)p[i] & 0xC0) == 0x80;
}

static uint32_t bad(size_t *ret_length)
{
    *ret_length = 1;
    return UTF8_BAD;
}

/* RFC 3629, section 4. */
uint32_t utf8_decode(const char *p, size_t n, size_t *ret_length)
{
    unsigned char c = (unsigned char)p[0];
    if (c < 0x80) {
        *ret_length = 1;
        return c;
    }
    if (c < 0xC2 || c > 0xF4)
        return bad(ret_length);
    size_t length = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    uint32_t code_point = c & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (!is_continuation(p, i, n))
            return bad(ret_length);
        code_point = code_point << 6 | ((unsigned char)p[i] & 0x3F);
    }
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code_point < smallest[length] || code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
        return bad(ret_length);
    *ret_length = length;
    return code_point;
}

size_t utf8_encode(uint32_t code_point, char ret_bytes[static 4])
{
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
        code_point = UTF8_BAD;
    if (code_point < 0x80) {
        ret_bytes[0] = (char)code_point;
        return 1;
    }
    size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (size_t i = length; i-- > 1; code_point >>= 6)
        ret_bytes[i] = (char)(0x80 | (code_point & 0x3F));
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    ret_bytes[0] = (char)(lead[length] | code_point);
    return length;
}

size_t utf8_count_bad(struct str s)
{
    size_t n_bad = 0;
    for (size_t i = 0; i < s.n;) {
        i += scan_good(s.p + i, s.n - i);
        if (i >= s.n)
            break;
        size_t length;
        /* A U+FFFD that stands in the text is 3 bytes long; a bad byte is 1. */
        if (utf8_decode(s.p + i, s.n - i, &length) == UTF8_BAD && length == 1)
            n_bad++;
        i += length;
    }
    return n_bad;
}

bool utf8_is_valid(struct str s)
{
    for (size_t i = 0; i < s.n;) {
        i += scan_good(s.p + i, s.n - i);
        if (i >= s.n)
            break;
        size_t length;
        if (utf8_decode(s.p + i, s.n - i, &length) == UTF8_BAD && length == 1)
            return false;
        i += length;
    }
    return true;
}

size_t utf8_length(struct str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n; count++) {
        size_t length;
        (void)utf8_decode(s.p + i, s.n - i, &length);
        i += length;
    }
    return count;
}

/* What happens to one code point on its way out. */
enum action { KEEP, DROP, TO_LF, TO_SPACE };
typedef enum action (*judge_fn)(uint32_t code_point);

static enum action judge_clean(uint32_t c)
{
    if (c == '\t' || c == '\n')
        return KEEP;
    if (c == '\r' || c == '\v' || c == '\f')
        return TO_LF;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return DROP;
    if ((c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE)
        return DROP;
    return KEEP;
}

static enum action judge_terminal(uint32_t c)
{
    if (c == '\t' || c == '\n' || c == '\r')
        return TO_SPACE;
    if (c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
        return DROP;
    return judge_clean(c);
}

/* Appends a run; what goes past the maximum is cut at a whole character, and the buf is full. */
static void add_run(struct buf *out, struct str run)
{
    if (run.n == 0 || out->is_full)
        return;
    if (out->max && run.n > out->max - out->n) {
        (void)buf_add_str(out, utf8_prefix(run, out->max - out->n));
        out->is_full = true;
        return;
    }
    (void)buf_add_str(out, run);
}

static void filter(struct str s, judge_fn judge, struct buf *out)
{
    size_t from = 0; /* [from, i) is kept and not yet written */
    for (size_t i = 0; i < s.n && !out->is_full;) {
        if (judge == judge_clean) {
            i += scan_good(s.p + i, s.n - i);
            if (i >= s.n)
                break;
        }
        size_t length;
        uint32_t c = utf8_decode(s.p + i, s.n - i, &length);
        bool is_bad = c == UTF8_BAD && length == 1;
        enum action action = judge(c);
        if (c == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
            action = DROP;
        if (action != KEEP || is_bad) {
            add_run(out, str_sub(s, from, i - from));
            if (is_bad)
                add_run(out, STR_LIT("\xEF\xBF\xBD"));
            else if (action != DROP)
                add_run(out, action == TO_LF ? STR_LIT("\n") : STR_LIT(" "));
            from = i + length;
        }
        i += length;
    }
    add_run(out, str_sub(s, from, s.n - from));
}

size_t utf8_plain_prefix(struct str s)
{
    return scan_good(s.p, s.n);
}

void utf8_clean(struct str s, struct buf *out)
{
    filter(s, judge_clean, out);
}

void utf8_terminal(struct str s, struct buf *out)
{
    filter(s, judge_terminal, out);
}

enum { MARKS_A_BASE_MAX = 8 }; /* longer heaps of marks are noise: cut them anywhere */

/* เ แ โ ใ ไ stand before the consonant they are read behind. */
static bool ends_with_lead(const char *p, size_t n)
{
    return n >= 3 && (unsigned char)p[n - 3] == 0xE0 && (unsigned char)p[n - 2] == 0xB9 && (unsigned char)p[n - 1] >= 0x80 && (unsigned char)p[n - 1] <= 0x84;
}

struct str utf8_prefix(struct str s, size_t max_bytes)
{
    if (s.n <= max_bytes)
        return s;
    size_t cut = max_bytes;
    for (int step = 0; step < 3 && cut > 0 && is_continuation(s.p, cut, s.n); step++)
        cut--;
    size_t whole = cut;
    for (int step = 0; step < MARKS_A_BASE_MAX; step++) {
        size_t length;
        if (cut < 3 || !thai_hangs(utf8_decode(s.p + cut, s.n - cut, &length)))
            return str_sub(s, 0, ends_with_lead(s.p, cut) ? cut - 3 : cut);
        cut -= 3; /* every Thai character has 3 bytes; another before a mark is cut short below */
        if ((unsigned char)s.p[cut] != 0xE0)
            break;
    }
    return str_sub(s, 0, whole);
}

void utf8_squeeze(struct str s, struct buf *out)
{
    bool is_started = false, has_space = false;
    for (size_t i = 0; i < s.n && !out->is_full;) {
        size_t length;
        uint32_t c = utf8_decode(s.p + i, s.n - i, &length);
        if (text_is_space(c)) {
            has_space = true;
        } else if (!text_is_zero_width(c)) {
            if (has_space && is_started)
                (void)buf_add_char(out, ' ');
            (void)buf_add(out, s.p + i, length);
            is_started = true;
            has_space = false;
        }
        i += length;
    }
}
