/* norm.c - normal forms of Thai text for matching.
 *
 * One pass writes a form of single bytes and, beside it, where each byte came from. Repairs need to look back at most a
 * few bytes of what was already written (the marks on the last letter), so nothing is buffered: a mark that comes late
 * is put before those it belongs before. Inside such a cluster the offsets stay in order, so the map never runs
 * backwards. The weak form is the tight one with letters dropped: a table pass over bytes.
 *
 * Thai and ASCII, 99 % of all text, are decided by tables; the rest (fold.c) may take its time.
 * SPDX-License-Identifier: MIT
 */
#include "norm.h"

#include <stdlib.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "fold.h"
#include "thai.h"
#include "utf8.h"

/* What the loop does with a byte of the alphabet. V N T M A stand in the order in which marks are written behind their
 * letter. */
enum unit {
    P, /* plain: a letter, digit, sign */
    V, /* vowel above or below, maitaikhu */
    N, /* nikhahit */
    T, /* tone, thanthakhat, yamakkan */
    A, /* า */
    M, /* ำ */
    E, /* เ, of which two are one แ */
    H, /* ะ ๅ: nothing but drops the white space before it */
    W, /* white space */
    S, /* separator */
    X, /* dropped */
};

/* clang-format off: sixteen or thirty-two to a line */
static const unsigned char ascii_byte[128] = {
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x20, 0x01, 0x20, 0x01, 0x20, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25,
    0x26, 0x27, 0x28, 0x29, 0x2A, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38,
    0x39, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F, 0x40, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B,
    0x6C, 0x6D, 0x6E, 0x6F, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0x5B, 0x5C, 0x5D, 0x5E,
    0x5F, 0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70, 0x71,
    0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0x7B, 0x7C, 0x7D, 0x7E, 0x00,
};

static const unsigned char thai_byte[128] = {
    0x1A, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF, 0xB0, 0xB1, 0xB2,
    0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBA, 0xBB, 0xBC, 0xBD, 0xBE, 0xBF, 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5,
    0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8,
    0xD9, 0xDA, 0x1A, 0x1A, 0x1A, 0x1A, 0xDF, 0xE0, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB,
    0xEC, 0xED, 0xEE, 0xEF, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0xFA, 0xFB, 0x1A, 0x1A, 0x1A,
    0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A,
    0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A, 0x1A,
};

static const unsigned char unit_of[256] = {
    X, S, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, W, P, P, P, P,
    P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P,
    P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P,
    P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P,
    P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P,
    P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, H, V, A, M, V, V, V, V, V, V, V, P, P, P,
    P, P, E, P, P, P, P, H, P, V, T, T, T, T, T, N, T, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P,
};

static const unsigned char weak_byte[256] = {
    0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12,
    0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F, 0x00, 0x21, 0x22, 0x23, 0x24, 0x25,
    0x26, 0x27, 0x28, 0x29, 0x2A, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38,
    0x39, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4A, 0x4B,
    0x4C, 0x4D, 0x4E, 0x4F, 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5A, 0x5B, 0x5C, 0x5D, 0x5E,
    0x5F, 0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70, 0x71,
    0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0x7B, 0x7C, 0x7D, 0x7E, 0x7F, 0x80, 0x81, 0x82, 0x83, 0x84,
    0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F, 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97,
    0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F, 0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA,
    0xAB, 0xAC, 0xAD, 0xAE, 0xAF, 0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBA, 0xBB, 0xBC, 0xBD,
    0xBE, 0xBF, 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF, 0xD0,
    0x00, 0xD2, 0xD2, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF, 0xE0, 0xE1, 0xE2, 0xE3,
    0xE4, 0xE5, 0xE6, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xEF, 0xF0, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6,
    0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF,
};
/* clang-format on */

struct writer {
    unsigned char *p;
    uint32_t *raw;
    size_t n;
    uint32_t space_at;
    bool has_space;   /* white space was read and not yet written */
    bool with_spaces; /* spaced form */
};

static inline void append(struct writer *w, unsigned char byte, uint32_t at)
{
    w->p[w->n] = byte;
    w->raw[w->n] = at;
    w->n++;
}

static inline void append_after_space(struct writer *w, unsigned char byte, uint32_t at)
{
    if (w->has_space) {
        w->has_space = false;
        if (w->with_spaces && w->n > 0 && w->p[w->n - 1] != NORM_SEPARATOR)
            append(w, ' ', w->space_at);
    }
    append(w, byte, at);
}

static inline unsigned char last(const struct writer *w, size_t back)
{
    return w->n > back ? w->p[w->n - 1 - back] : 0;
}

enum { LOOK_BACK_MAX = 4 }; /* marks on one letter; a longer heap is noise and keeps its order */

/* Puts a mark at its place among those already on the letter; a doubled one is dropped. */
static void put_mark(struct writer *w, unsigned char byte, uint32_t at)
{
    size_t place = w->n;
    while (place > 0 && w->n - place < LOOK_BACK_MAX) {
        unsigned char before = w->p[place - 1];
        if (before == byte)
            return;
        if (unit_of[before] <= unit_of[byte] || unit_of[before] > M)
            break;
        place--;
    }
    append(w, byte, at);
    for (size_t i = w->n - 1; i > place; i--)
        w->p[i] = w->p[i - 1];
    w->p[place] = byte;
}

/* ํ and า are one ำ, in whichever order and with a tone between or not: น ํ ้ า, น ้ ํ า, สาํนัก. */
static void put_nikhahit(struct writer *w, uint32_t at)
{
    if (last(w, 0) == TIS_SARA_AA)
        w->p[w->n - 1] = TIS_SARA_AM;
    else
        put_mark(w, TIS_NIKHAHIT, at);
}

static void put_aa(struct writer *w, unsigned char byte, uint32_t at)
{
    size_t tone = unit_of[last(w, 0)] == T ? 1 : 0;
    if (last(w, tone) == TIS_NIKHAHIT) {
        if (tone)
            w->p[w->n - 2] = w->p[w->n - 1];
        w->p[w->n - 1] = TIS_SARA_AM;
    } else if (last(w, 0) != TIS_SARA_AM) { /* ำา and ำำ are one ำ */
        append(w, byte, at);
    }
}

/* Everything that a byte can ask for; the loop below takes the short way where nothing is asked. */
static void put(struct writer *w, unsigned char byte, uint32_t at)
{
    switch ((enum unit)unit_of[byte]) {
    case P:
        append_after_space(w, byte, at);
        return;
    case W:
        if (!w->has_space)
            w->space_at = at;
        w->has_space = true;
        return;
    case S:
        w->has_space = false;
        append(w, byte, at);
        return;
    case E:
        if (last(w, 0) == TIS_SARA_E) {
            w->has_space = false;
            w->p[w->n - 1] = TIS_SARA_AE;
        } else {
            append_after_space(w, byte, at);
        }
        return;
    case V:
    case T:
        w->has_space = false;
        put_mark(w, byte, at);
        return;
    case N:
        w->has_space = false;
        put_nikhahit(w, at);
        return;
    case A:
    case M:
        w->has_space = false;
        put_aa(w, byte, at);
        return;
    case H:
        w->has_space = false;
        append(w, byte, at);
        return;
    case X:
        return;
    }
}

/* The slow way: everything but ASCII and Thai. Returns the length of the character. A stray continuation byte (clean
 * text has none) is skipped. */
static size_t put_folded(struct writer *w, struct str text, size_t i)
{
    size_t length;
    unsigned char bytes[FOLD_MAX_BYTES];
    uint32_t code_point = utf8_decode(text.p + i, text.n - i, &length);
    if (((unsigned char)text.p[i] & 0xC0) == 0x80)
        return 1;
    size_t n = fold_code_point(code_point, bytes);
    for (size_t k = 0; k < n; k++)
        put(w, bytes[k], (uint32_t)i);
    return length;
}

/* A character never becomes more form bytes than it has bytes, so the text's length is room enough; what is not written
 * to costs no memory. */
static void reserve(struct norm_form *form, size_t room)
{
    if (room + 1 <= form->capacity)
        return;
    size_t capacity = room + room / 4 + 64;
    free(form->p); /* the old text is not wanted: no copy */
    free(form->raw);
    form->p = mem_resize(NULL, capacity, 1);
    form->raw = mem_resize(NULL, capacity, sizeof *form->raw);
    form->capacity = capacity;
}

static void seal(struct norm_form *form, size_t n, size_t end)
{
    form->n = n;
    form->p[n] = 0;
    form->raw[n] = (uint32_t)end;
}

/* The state of the loop is the unit written last; NT is a tone behind a nikhahit, which an า may yet join. */
enum { NT = X + 1, STATES = NT + 1, SLOW = 0xFF, SKIP = 0xFE };

/* What follows when a unit (column) comes in a state (row): the next state after a plain append, or SLOW for put().
 * Spaces are skipped: right for the forms without; the spaced form takes put() for them. W and X are never written, so
 * their rows are never used. */
/* clang-format off */
static const unsigned char next_state[STATES][X + 1] = {
    /*        P  V     N     T     A     M     E     H  W     S  X */
    [P] = {   P, V,    N,    T,    A,    M,    E,    H, SKIP, S, SKIP},
    [V] = {   P, SLOW, N,    T,    A,    M,    E,    H, SKIP, S, SKIP},
    [N] = {   P, SLOW, SLOW, NT,   SLOW, SLOW, E,    H, SKIP, S, SKIP},
    [T] = {   P, SLOW, SLOW, SLOW, A,    M,    E,    H, SKIP, S, SKIP},
    [A] = {   P, SLOW, SLOW, SLOW, A,    SLOW, E,    H, SKIP, S, SKIP},
    [M] = {   P, SLOW, SLOW, SLOW, SLOW, SLOW, E,    H, SKIP, S, SKIP},
    [E] = {   P, V,    N,    T,    A,    M,    SLOW, H, SKIP, S, SKIP},
    [H] = {   P, V,    N,    T,    A,    M,    E,    H, SKIP, S, SKIP},
    [S] = {   P, V,    N,    T,    A,    M,    E,    H, SKIP, S, SKIP},
    [NT] = {  P, SLOW, SLOW, SLOW, SLOW, SLOW, E,    H, SKIP, S, SKIP},
};
/* clang-format on */

static unsigned char state_of(const struct writer *w)
{
    if (w->n == 0)
        return P;
    unsigned char unit = unit_of[last(w, 0)];
    return unit == T && last(w, 1) == TIS_NIKHAHIT ? NT : unit;
}

/* Nearly all of a text: ASCII and Thai of which nothing is asked, white space dropped. Stops at what write_form must look at, and near the end. */
static size_t write_plain(struct norm_form *form, const unsigned char *p, size_t i, size_t end, size_t *n_form, unsigned char *ret_state)
{
    unsigned char *out = form->p, state = *ret_state;
    uint32_t *raw = form->raw;
    size_t n = *n_form;
    while (end - i >= sizeof(uint32_t)) {
        uint32_t four = bytes_four(p + i);
        size_t length = 3;
        unsigned char byte;
        if (bytes_are_thai(four)) {
            byte = thai_byte[bytes_thai_letter(four)];
        } else if (p[i] < 0x80) {
            byte = ascii_byte[p[i]];
            length = 1;
        } else {
            break;
        }
        unsigned char next = next_state[state][unit_of[byte]];
        if (next >= STATES && next != SKIP)
            break;
        if (next != SKIP) {
            out[n] = byte;
            raw[n++] = (uint32_t)i;
            state = next;
        }
        i += length;
    }
    *n_form = n;
    *ret_state = state;
    return i;
}

static void write_form(struct norm_form *form, struct str text, bool with_spaces)
{
    reserve(form, text.n);
    struct writer w = {.p = form->p, .raw = form->raw, .with_spaces = with_spaces};
    const unsigned char *p = (const unsigned char *)text.p;
    unsigned char *out = form->p, state = P;
    uint32_t *raw = form->raw;
    size_t n = 0; /* w.n, in a register; the two are brought together around the slow way */
    for (size_t i = 0; i < text.n;) {
        if (!with_spaces)
            i = write_plain(form, p, i, text.n, &n, &state);
        if (i >= text.n)
            break;
        size_t at = i;
        unsigned char byte, next = SLOW;
        bool is_folded = false;
        if (p[i] < 0x80) {
            byte = ascii_byte[p[i++]];
        } else if (p[i] == 0xE0 && text.n - i > 2 && (p[i + 1] & 0xFE) == 0xB8 && (p[i + 2] & 0xC0) == 0x80) {
            byte = thai_byte[(p[i + 1] & 1) << 6 | (p[i + 2] & 0x3F)];
            i += 3;
        } else {
            byte = 0;
            is_folded = true;
        }
        if (!is_folded && !w.has_space)
            next = next_state[state][unit_of[byte]];
        if (next < STATES) {
            out[n] = byte;
            raw[n++] = (uint32_t)at;
            state = next;
        } else if (next == SLOW || with_spaces) {
            w.n = n;
            if (is_folded)
                i += put_folded(&w, text, i);
            else
                put(&w, byte, (uint32_t)at);
            n = w.n;
            w.has_space = w.has_space && with_spaces;
            state = state_of(&w);
        }
    }
    seal(form, n, text.n);
}

/* Copies a form byte by byte through a table; 0 drops the byte. */
static void write_mapped(struct norm_form *form, const struct norm_form *source, const unsigned char map[static 256])
{
    reserve(form, source->n);
    size_t n = 0;
    for (size_t i = 0; i < source->n; i++) {
        unsigned char byte = map[source->p[i]];
        form->p[n] = byte;
        form->raw[n] = source->raw[i];
        n += byte != 0;
    }
    seal(form, n, source->raw[source->n]);
}

void norm_make(struct norm *norm, struct str text, unsigned forms)
{
    if (forms & NORM_SPACED)
        write_form(&norm->spaced, text, true);
    if (forms & (NORM_TIGHT | NORM_WEAK))
        write_form(&norm->tight, text, false);
    if (forms & NORM_WEAK)
        norm_weaken(norm);
}

void norm_weaken(struct norm *norm)
{
    write_mapped(&norm->weak, &norm->tight, weak_byte);
}

static void form_done(struct norm_form *form)
{
    free(form->p);
    free(form->raw);
    *form = (struct norm_form){0};
}

void norm_done(struct norm *norm)
{
    form_done(&norm->tight);
    form_done(&norm->spaced);
    form_done(&norm->weak);
}

unsigned char norm_weak_of(unsigned char tight_byte)
{
    return weak_byte[tight_byte];
}

struct str norm_raw(const struct norm_form *form, struct str text, size_t from, size_t to)
{
    if (to > form->n)
        to = form->n;
    if (from >= to)
        return (struct str){text.p, 0};
    struct str raw = str_sub(text, form->raw[from], form->raw[to] - form->raw[from]);
    for (;;) {
        size_t n = raw.n;
        raw = (struct str){raw.p, str_trim(raw).n + (size_t)(str_trim(raw).p - raw.p)};
        if (raw.n >= 2 && memcmp(raw.p + raw.n - 2, "\xC2\xA0", 2) == 0)
            raw.n -= 2;
        if (raw.n >= 3 && memcmp(raw.p + raw.n - 3, "\xE2\x80\x8B", 3) == 0)
            raw.n -= 3;
        if (raw.n == n)
            return raw;
    }
}

static void add_bytes(struct buf *out, const unsigned char *p, size_t n)
{
    (void)buf_add(out, p, n);
}

void norm_phrase(struct str text, unsigned form, struct buf *out)
{
    struct norm norm = {0};
    norm_make(&norm, text, form);
    const struct norm_form *made = form == NORM_SPACED ? &norm.spaced : form == NORM_WEAK ? &norm.weak : &norm.tight;
    add_bytes(out, made->p, made->n);
    norm_done(&norm);
}

/* What a slug keeps: letters, digits and the vowels that take a place of their own. */
static unsigned char skeleton_byte(unsigned char byte)
{
    if ((byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
        (byte >= TIS_FIRST && byte <= TIS_LAST_CONSONANT))
        return byte;
    if (byte == TIS_SARA_AM)
        return TIS_SARA_AA;
    if (byte == TIS_SARA_A || byte == TIS_SARA_AA || (byte >= TIS_SARA_E && byte <= TIS_LAKKHANGYAO))
        return byte;
    return 0;
}

void norm_skeleton(struct str text, struct buf *out)
{
    struct norm norm = {0};
    norm_make(&norm, text, NORM_TIGHT);
    size_t n = 0;
    for (size_t i = 0; i < norm.tight.n; i++) {
        unsigned char byte = skeleton_byte(norm.tight.p[i]);
        norm.tight.p[n] = byte;
        n += byte != 0;
    }
    add_bytes(out, norm.tight.p, n);
    norm_done(&norm);
}

/* The spaced form with its map is all that is needed: Thai letters from the form (repaired), everything else from the
 * raw text. */
void norm_readable(struct str text, struct buf *out)
{
    struct norm norm = {0};
    norm_make(&norm, text, NORM_SPACED);
    const struct norm_form *form = &norm.spaced;
    for (size_t i = 0; i < form->n && !out->is_full; i++) {
        unsigned char byte = form->p[i];
        size_t length, at = form->raw[i];
        if (thai_is_tis(byte)) {
            char bytes[4];
            length = utf8_encode(thai_code_point(byte), bytes);
            (void)buf_add(out, bytes, length);
        } else if (byte == ' ' || byte == NORM_SEPARATOR) {
            (void)buf_add_char(out, byte == ' ' ? ' ' : '\n');
        } else if (i == 0 || form->raw[i - 1] != at) { /* a ligature is several bytes of one character */
            (void)utf8_decode(text.p + at, text.n - at, &length);
            (void)buf_add(out, text.p + at, length);
        }
    }
    norm_done(&norm);
}
