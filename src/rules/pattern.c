/* pattern.c - translates, checks and runs one pattern.
 *
 * The refusals come from what rule writers really wrote: white space in a pattern for the form that has none, Thai digits that the
 * normaliser has folded away, a sara am typed as two characters, \b beside Thai marks. Each would silently never match.
 * Literal beginnings are in prefix.c.
 * SPDX-License-Identifier: MIT
 */
#include "rules/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "rules/demand.h"
#include "rules/matcher.h"
#include "rules/prefix.h"
#include "text/norm.h"
#include "text/utf8.h"

struct pattern {
    pcre2_code *code;
    bool is_anchored, has_jit;
    struct demand demand;
    const struct str *prefixes;
    size_t n_prefixes;
};

struct translation {
    struct buf out;
    unsigned form;
    size_t at; /* characters read */
    bool in_class, is_escaped;
    struct pattern_problem problem;
};

static bool refuse(struct translation *t, const char *th, const char *en)
{
    t->problem = (struct pattern_problem){{th, en}, t->at};
    return false;
}

static bool is_thai(uint32_t c)
{
    return c >= 0x0E01 && c <= 0x0E5B;
}

static bool is_tone(uint32_t c)
{
    return (c >= 0x0E48 && c <= 0x0E4C) || c == 0x0E4E;
}

static bool is_vowel_mark(uint32_t c)
{
    return c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E3A) || c == 0x0E47;
}

static bool add_thai(struct translation *t, uint32_t c, uint32_t before)
{
    if (c >= 0x0E50 && c <= 0x0E59)
        return refuse(t, "ใช้เลขอารบิก 0-9 แทนเลขไทย เพราะเลขไทยถูกแปลงก่อนเทียบ", "write 0-9: Thai digits are folded before matching");
    if (c == 0x0E4D)
        return refuse(t, "สระอำต้องพิมพ์เป็นอักขระเดียว 'ำ' ไม่ใช่นิคหิตกับสระอา", "write sara am as one character, not nikhahit and sara aa");
    if (!t->in_class && c == 0x0E40 && before == 0x0E40)
        return refuse(t, "ใช้ 'แ' แทน 'เ' สองตัว", "write sara ae as one character, not two sara e");
    if (!t->in_class && is_vowel_mark(c) && is_tone(before))
        return refuse(t, "วรรณยุกต์ต้องอยู่หลังสระบนหรือสระล่าง", "a tone mark stands behind the upper or lower vowel, not before it");
    if (t->form == NORM_WEAK && (is_tone(c) || is_vowel_mark(c) || c == 0x0E33))
        return refuse(t, "รูปแบบ weak ไม่มีสระบน สระล่าง วรรณยุกต์ ไม้ไต่คู้ การันต์ และสระอำ (เขียน 'า')",
                      "the weak form has no upper or lower vowels, tone marks, maitaikhu, thanthakhat or sara am (write sara aa)");
    return buf_add_char(&t->out, (char)(0xA1 + (c - 0x0E01)));
}

static bool add_escaped(struct translation *t, uint32_t c)
{
    if (strchr("wWbB", (int)c))
        return refuse(t, "\\w และ \\b ใช้กับภาษาไทยไม่ได้ ให้เขียน [ก-๙a-z0-9] หรือ .{0,n}",
                      "\\w and \\b do not work beside Thai; write [ก-๙a-z0-9] or .{0,n}");
    if (strchr("sShHvVR", (int)c) && t->form != NORM_SPACED)
        return refuse(t, "รูปแบบนี้ไม่มีช่องว่าง ให้ลบออก หรือระบุ form: spaced", "this form has no white space; delete it, or say form: spaced");
    if (strchr("pPXCNxouLlUQEgk", (int)c))
        return refuse(t, "ไม่รับรหัสนี้ในรูปแบบ ให้เขียนตัวอักษรหรือช่วง [ก-ฮ]", "this escape is not accepted; write letters or a range such as [ก-ฮ]");
    char plain[2] = {'\\', (char)c};
    return buf_add(&t->out, plain, 2);
}

static bool add_ascii(struct translation *t, uint32_t c, uint32_t before)
{
    if ((c == ' ' || c == '\t' || c == '\n' || c == '\r') && t->form != NORM_SPACED)
        return refuse(t, "รูปแบบนี้ไม่มีช่องว่าง ให้ลบออก หรือระบุ form: spaced", "this form has no white space; delete it, or say form: spaced");
    if (c == '[' && !t->in_class)
        t->in_class = true;
    else if (c == ']' && before != '[')
        t->in_class = false;
    bool is_option = !t->in_class && before == '?' && t->out.n >= 2 && t->out.p[t->out.n - 2] == '('; /* (?P< (?i */
    if (c >= 'A' && c <= 'Z' && !is_option)
        c += 'a' - 'A';
    return buf_add_char(&t->out, (char)c);
}

/* Typographic dashes, quotes, ellipses and accented letters become what the normaliser makes of them. */
static bool add_folded(struct translation *t, struct str one)
{
    struct buf folded;
    buf_init(&folded, 64);
    norm_phrase(one, NORM_TIGHT, &folded);
    bool is_plain = folded.n > 0 && (!t->in_class || folded.n == 1);
    for (size_t i = 0; i < folded.n; i++)
        is_plain = is_plain && folded.p[i] > 0x20 && folded.p[i] < 0x7F;
    if (is_plain && !t->in_class)
        (void)buf_add_c(&t->out, "(?:");
    for (size_t i = 0; is_plain && i < folded.n; i++) {
        bool is_letter = is_form_letter((unsigned char)folded.p[i]) || is_form_digit((unsigned char)folded.p[i]);
        if (!is_letter)
            (void)buf_add_char(&t->out, '\\');
        (void)buf_add_char(&t->out, folded.p[i]);
    }
    if (is_plain && !t->in_class)
        (void)buf_add_char(&t->out, ')');
    buf_done(&folded);
    return is_plain || refuse(t, "อักขระนี้ไม่มีในรูปแบบที่ใช้เทียบ ใช้อักษรไทยหรืออังกฤษธรรมดา",
                              "this character does not occur in the normal forms; use Thai or plain Latin letters");
}

static bool translate(struct translation *t, struct str text)
{
    uint32_t before = 0;
    for (size_t i = 0; i < text.n;) {
        size_t length;
        uint32_t c = utf8_decode(text.p + i, text.n - i, &length);
        i += length;
        bool is_ok;
        if (c == '\\' && !t->is_escaped) {
            t->is_escaped = true;
            t->at++;
            continue;
        }
        if (c < 0x80 && c != 0 && t->is_escaped)
            is_ok = add_escaped(t, c);
        else if (is_thai(c))
            is_ok = add_thai(t, c, before);
        else if (c < 0x80 && c != 0)
            is_ok = add_ascii(t, c, before);
        else
            is_ok = add_folded(t, str_sub(text, i - length, length));
        if (!is_ok)
            return false;
        before = t->is_escaped ? 0 : c;
        t->is_escaped = false;
        t->at++;
    }
    return !t->is_escaped || refuse(t, "รูปแบบจบด้วย \\", "the pattern ends in a lone \\");
}

struct pattern *pattern_new(struct str text, unsigned form, struct arena *arena, struct pattern_problem *ret_problem)
{
    *ret_problem = (struct pattern_problem){{NULL, NULL}, 0};
    struct translation t = {.form = form};
    buf_init(&t.out, LIMIT_RULE_FILE_BYTES);
    if (!translate(&t, text)) {
        buf_done(&t.out);
        *ret_problem = t.problem;
        return NULL;
    }
    int error;
    size_t offset;
    const struct str *prefixes = NULL;
    size_t n_prefixes = prefix_derive(buf_str(&t.out), arena, &prefixes);
    /* Anchored by its own code, because the JIT does not take PCRE2_ANCHORED at match time: it would fall back to the interpreter. */
    uint32_t options = PCRE2_NEVER_UTF | PCRE2_NEVER_UCP | PCRE2_DOTALL | (n_prefixes > 0 ? PCRE2_ANCHORED : 0);
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)(t.out.p ? t.out.p : ""), t.out.n, options, &error, &offset, NULL);
    if (!code) {
        unsigned char why[200] = "";
        (void)pcre2_get_error_message(error, why, sizeof why);
        struct str th = arena_printf(arena, "รูปแบบ (PCRE2) ไม่ถูกต้อง: %s", (const char *)why);
        struct str en = arena_printf(arena, "not a valid PCRE2 pattern: %s", (const char *)why);
        *ret_problem = (struct pattern_problem){{th.p, en.p}, offset};
        buf_done(&t.out);
        return NULL;
    }
    struct pattern *pattern = mem_alloc(sizeof *pattern);
    *pattern = (struct pattern){.code = code,
                                .is_anchored = n_prefixes > 0,
                                .has_jit = pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) == 0, /* without it slower, not wrong */
                                .prefixes = prefixes,
                                .n_prefixes = n_prefixes};
    demand_derive(buf_str(&t.out), &pattern->demand);
    buf_done(&t.out);
    return pattern;
}

size_t pattern_bytes(const struct pattern *pattern)
{
    size_t code = 0, jit = 0;
    (void)pcre2_pattern_info(pattern->code, PCRE2_INFO_SIZE, &code);
    (void)pcre2_pattern_info(pattern->code, PCRE2_INFO_JITSIZE, &jit);
    return sizeof *pattern + code + jit;
}

void pattern_free(struct pattern *pattern)
{
    if (!pattern)
        return;
    pcre2_code_free(pattern->code);
    free(pattern);
}

size_t pattern_prefixes(const struct pattern *pattern, const struct str **ret_prefixes)
{
    *ret_prefixes = pattern->prefixes;
    return pattern->n_prefixes;
}

const struct demand *pattern_demand(const struct pattern *pattern)
{
    return &pattern->demand;
}

struct pattern_scratch {
    pcre2_match_data *data;
    pcre2_match_context *context;
};

struct pattern_scratch *pattern_scratch_new(void)
{
    struct pattern_scratch *scratch = mem_alloc(sizeof *scratch);
    scratch->data = pcre2_match_data_create(4, NULL);
    scratch->context = pcre2_match_context_create(NULL);
    if (scratch->context) {
        (void)pcre2_set_match_limit(scratch->context, LIMIT_PATTERN_MATCH);
        (void)pcre2_set_depth_limit(scratch->context, LIMIT_PATTERN_DEPTH);
    }
    return scratch;
}

void pattern_scratch_free(struct pattern_scratch *scratch)
{
    if (!scratch)
        return;
    pcre2_match_data_free(scratch->data);
    pcre2_match_context_free(scratch->context);
    free(scratch);
}

static bool match_once(const struct pattern *pattern, struct pattern_scratch *scratch, const unsigned char *subject, size_t n, size_t from,
                       size_t *ret_from, size_t *ret_to)
{
    int found = pattern->has_jit ? pcre2_jit_match(pattern->code, subject, n, from, 0, scratch->data, scratch->context)
                                 : pcre2_match(pattern->code, subject, n, from, 0, scratch->data, scratch->context);
    if (found < 0)
        return false;
    const size_t *place = pcre2_get_ovector_pointer(scratch->data);
    if (place[1] <= place[0])
        return false;
    *ret_from = place[0];
    *ret_to = place[1];
    return true;
}

bool pattern_match(const struct pattern *pattern, struct pattern_scratch *scratch, const unsigned char *subject, size_t n, size_t from,
                   bool is_anchored, size_t *ret_from, size_t *ret_to)
{
    if (!scratch->data || !scratch->context || (pattern->demand.is_at_start && from > 0))
        return false;
    if (is_anchored == pattern->is_anchored)
        return match_once(pattern, scratch, subject, n, from, ret_from, ret_to);
    if (is_anchored) /* a pattern without a beginning, asked for at one place */
        return match_once(pattern, scratch, subject, n, from, ret_from, ret_to) && *ret_from == from;
    for (size_t end = pattern->demand.is_at_start ? 1 : n; from < end; from++)
        if (match_once(pattern, scratch, subject, n, from, ret_from, ret_to))
            return true;
    return false;
}
