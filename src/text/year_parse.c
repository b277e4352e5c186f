/* year_parse.c - the years, dates and periods of a text in order of place.
 *
 * Reads tokens from left to right and takes the longest thing that begins at each: a part of the year, a period, a
 * date, a month, a range, a year with the words that lead to it.
 * SPDX-License-Identifier: MIT
 */
#include "year_parse.h"

#include <stdlib.h>

#include "base/mem.h"
#include "year_parser.h"

enum {
    LABEL_SHORT_MIN = 55, /* ita55..ita79; OIT43 is an item */
    LABEL_SHORT_MAX = 79,
    TORN_MIN = 2540,
    TORN_MAX = 2590,
    RANGE_YEARS_MAX = 30, /* the national strategy has 20 */
    SOURCE_ITEMS = 4,     /* dates and parts of the year that may stand between two years of one title */
    SOURCE_REACH = 200,   /* bytes of the form between two years of one title */
    LEAD_WORDS_MAX = 10,  /* ประจำ ปีงบประมาณ ( พ.ศ. : */
    LAW_NAME_MAX = 400,   /* bytes of the form between "พระราชบัญญัติ" and its year */
};

/* "ฉบับทบทวน พ.ศ. 2567" is the year of an edition, not what the plan is for. (Weak form: แก้ไข is แกไข.) */
static const char *const revision_words[] = {"ปรับปรุง", "แกไข", "ทบทวน", "เพิมเติม", "เปลียนแปลง", NULL};

size_t skip_connector(const struct parser *p, size_t i)
{
    size_t k = i;
    while (k - i < 3 && (kind_at(p, k) == TOKEN_DASH || kind_at(p, k) == TOKEN_TO))
        k++;
    return k;
}

static bool has_thai_digit(struct str s)
{
    for (size_t i = 0; i + 2 < s.n; i++)
        if (memcmp(s.p + i, "\xE0\xB9", 2) == 0 && (unsigned char)s.p[i + 2] >= 0x90 &&
            (unsigned char)s.p[i + 2] <= 0x99)
            return true;
    return false;
}

struct year_item *add_item(struct parser *p, size_t from, size_t end)
{
    struct year_items *out = p->out;
    MEM_GROW(out->items, out->n, out->capacity);
    struct year_item *item = &out->items[out->n++];
    *item = (struct year_item){.in_brackets = p->depth > 0};
    item->form_end = tok(p, end - 1)->to;
    struct str quote = norm_raw(&p->t->norm.spaced, p->t->text, tok(p, from)->from, item->form_end);
    item->mention.start = (uint32_t)(quote.p - p->t->text.p);
    item->mention.end = item->mention.start + (uint32_t)quote.n;
    item->mention.is_thai_digits = has_thai_digit(quote);
    return item;
}

/* Years with the words that lead to them */

struct lead {
    bool is_fiscal, is_budget, is_annual, is_year, is_be, is_ce, is_label;
};

static bool ends_item(const struct parser *p, size_t i)
{
    return p->out->n > 0 && p->out->items[p->out->n - 1].form_end == tok(p, i)->to;
}

/* The ปี of "แผน 5 ปี (2566-2570)" counts years; that of "O14 ปี 67" and "รอบที่ 2 ปี 67" leads to one. */
static bool counts_years(const struct parser *p, size_t i)
{
    if (i == 0 || !is_number(p, i - 1) || ends_item(p, i - 1))
        return false;
    const struct year_token *label = i >= 2 ? tok(p, i - 2) : NULL;
    bool is_labelled =
        label && (label->kind == TOKEN_ITA || label->kind == TOKEN_ROUND_NO || label->kind == TOKEN_QUARTER ||
                  label->kind == TOKEN_SLASH || (label->kind == TOKEN_WORD && label->is_latin));
    return !is_labelled;
}

static bool read_lead_word(const struct parser *p, size_t i, bool is_first, struct lead *lead)
{
    switch ((int)kind_at(p, i)) {
    case TOKEN_FISCAL:
        return lead->is_fiscal = true;
    case TOKEN_BUDGET:
        return lead->is_budget = true;
    case TOKEN_ANNUAL:
        return lead->is_annual = true;
    case TOKEN_YEAR:
        if (is_first && counts_years(p, i))
            return false;
        return lead->is_year = true;
    case TOKEN_BE:
        return lead->is_be = true;
    case TOKEN_CE:
        return lead->is_ce = true;
    case TOKEN_ITA:
        return lead->is_label = true;
    case TOKEN_DOT:
    case TOKEN_OPEN:
        return !is_first;
    case TOKEN_SIGN:
        return !is_first && (p->t->p[tok(p, i)->from] == ':' || p->t->p[tok(p, i)->from] == '"');
    default:
        return false;
    }
}

static size_t read_lead(const struct parser *p, size_t i, struct lead *lead)
{
    *lead = (struct lead){0};
    size_t k = i;
    while (k - i < LEAD_WORDS_MAX && read_lead_word(p, k, k == i, lead))
        k++;
    return k;
}

static bool is_strong(const struct lead *lead)
{
    return lead->is_fiscal || lead->is_annual || lead->is_year || lead->is_be || lead->is_ce || lead->is_label;
}

/* The second year of a range that may begin with the year at token i; the token behind it, or i + 1 when there is none.
 */
static size_t read_range_end(const struct parser *p, size_t i, const struct lead *lead, const struct year_value *first,
                             int *ret_to_be)
{
    size_t sign = i + 1;
    bool is_slash = kind_at(p, sign) == TOKEN_SLASH && touches(p, sign) && touches(p, sign + 1) && is_strong(lead);
    size_t k = is_slash ? sign + 1 : skip_connector(p, sign);
    if (k == sign)
        return i + 1;
    struct lead inner = {0};
    if (!is_number(p, k))
        k = read_lead(p, k, &inner);
    struct year_value second;
    if (!read_year(tok(p, k), first->is_ce && tok(p, k)->digits == 2, true, &second))
        return i + 1;
    if (second.is_short && !first->is_short && !is_strong(lead) && !touches(p, k))
        return i + 1; /* "2566 - 70" without a word is a guess */
    int years = second.be - first->be;
    bool is_range = is_slash ? years == 1 : years > 0 && years <= RANGE_YEARS_MAX;
    if (!is_range || (second.is_short && has_unit(p, k)) ||
        (kind_at(p, k + 1) == TOKEN_DASH && touches(p, k + 1) && is_number(p, k + 2)))
        return i + 1;
    *ret_to_be = second.be;
    return k + 1;
}

static bool is_law_year(struct parser *p, size_t from, const struct lead *lead)
{
    bool has_law = p->law_at > 0 && tok(p, from)->from - p->law_at < LAW_NAME_MAX;
    if (!has_law || lead->is_fiscal || lead->is_budget || lead->is_annual || lead->is_year || lead->is_label)
        return false;
    return lead->is_be || (p->law_is_act && !lead->is_ce);
}

/* A second year behind จาก, ตาม, เทียบ is that of what this one rests on: "มาตรการ ปี 2567 จากผลการประเมิน ปี 2566". */
static bool is_of_source(const struct parser *p, size_t first)
{
    static const char *const source_words[] = {"จาก", "ภายใต", "เทียบ", "อางอิง", NULL};
    static const char *const by_words[] = {"ตาม", NULL}, *const follow_words[] = {"ติดตาม", NULL};
    const struct year_item *before = NULL;
    for (size_t i = p->out->n, n = 0; i > 0 && n < SOURCE_ITEMS && !before; i--, n++)
        before = p->out->items[i - 1].rank >= RANK_BARE ? &p->out->items[i - 1] : NULL;
    if (!before || tok(p, first)->from - before->form_end > SOURCE_REACH)
        return false;
    size_t from = before->form_end, to = tok(p, first)->from;
    return year_text_has(p->t, from, to, source_words) ||
           (year_text_has(p->t, from, to, by_words) && !year_text_has(p->t, from, to, follow_words));
}

/* An analysis is of the year after its result: "การวิเคราะห์ผลการประเมิน ... ปี 2566". */
static bool is_of_result(const struct parser *p, size_t first)
{
    enum { RESULT_REACH = 90 };
    static const char *const result_words[] = {"ผลการประเมิน", "ผลการประเมิณ", "ผลประเมิน", "ผลคะแนน", NULL};
    static const char *const analysis_words[] = {"วิเคราะห", "การนาผล", "ขอเสนอ", "ยกระดับ", NULL};
    size_t to = tok(p, first)->from, from = to > RESULT_REACH ? to - RESULT_REACH : 0;
    for (size_t i = 0; i + 1 < p->out->n; i++) /* the last one is this year's own */
        if (p->out->items[i].has_year && p->out->items[i].form_end > from)
            from = p->out->items[i].form_end;
    return year_text_has(p->t, from, to, result_words) && year_text_has(p->t, 0, to, analysis_words);
}

/* first: the first token of the lead words; number: the year. */
static int rank_of(const struct parser *p, size_t first, size_t number, const struct lead *lead, bool is_range)
{
    static const char *const goal_words[] = {"ภายใน", "ในอีก", NULL}; /* "a city of well-being within 2570" */
    if (year_text_ends(p->t, tok(p, first)->from, revision_words) || year_text_ends(p->t, tok(p, first)->from, goal_words) || is_of_source(p, first))
        return RANK_NUMBERED;
    if (lead->is_fiscal || lead->is_budget)
        return RANK_FISCAL;
    if (first >= 2 && is_number(p, first - 1) && kind_at(p, first - 2) == TOKEN_ROUND_NO &&
        tok(p, first - 2)->value == 1)
        return RANK_NUMBERED; /* เพิ่มเติม ครั้งที่ 1 พ.ศ. 2567 */
    if (lead->is_annual)
        return RANK_ANNUAL;
    if (is_strong(lead) || is_range)
        return RANK_YEAR;
    if (number >= 2 && kind_at(p, number - 1) == TOKEN_SLASH && is_number(p, number - 2)) {
        bool is_part = p->out->n > 0 && p->out->items[p->out->n - 1].part != PART_NONE;
        return is_part ? RANK_YEAR : RANK_NUMBERED; /* ไตรมาสที่ 2/2567; ครั้งที่ 1/2567 */
    }
    return RANK_BARE;
}

/* "พ.ศ. 25 67", "๒ ๕ ๖ ๗": digits that a PDF tore apart, behind a word that wants a year. The number of tokens, 0 when
 * they are none. */
static size_t read_torn_year(const struct parser *p, size_t i, const struct lead *lead, struct year_value *ret_year)
{
    if (!lead->is_fiscal && !lead->is_annual && !lead->is_be)
        return 0;
    struct year_token whole = {.kind = TOKEN_NUMBER};
    size_t k = i;
    for (; is_number(p, k) && whole.digits < 4 && tok(p, k)->digits < 4; k++) {
        whole.value = whole.value * (tok(p, k)->digits == 1   ? 10
                                     : tok(p, k)->digits == 2 ? 100
                                                              : 1000) +
                      tok(p, k)->value;
        whole.digits = (uint8_t)(whole.digits + tok(p, k)->digits);
    }
    bool is_torn =
        k > i + 1 && whole.value >= TORN_MIN && whole.value <= TORN_MAX && read_year(&whole, false, false, ret_year);
    return is_torn ? k - i : 0;
}

static bool read_first_year(const struct parser *p, size_t i, const struct lead *lead, struct year_value *ret_year)
{
    bool is_numbered = i >= 3 && kind_at(p, i - 1) == TOKEN_SLASH && is_number(p, i - 2) &&
                       (kind_at(p, i - 3) == TOKEN_ROUND_NO || kind_at(p, i - 3) == TOKEN_QUARTER); /* ครั้งที่ 1/67 */
    bool allow_short = is_strong(lead) || lead->is_budget || is_numbered;
    const struct year_token *token = tok(p, i);
    if (!read_year(token, lead->is_ce, allow_short, ret_year))
        return false;
    if (!ret_year->is_short)
        return is_strong(lead) || is_plain_year(p, i, ret_year);
    bool is_weak =
        !lead->is_year && !lead->is_be && !lead->is_ce && !lead->is_fiscal && !lead->is_annual; /* ita67, งบ 67 */
    if (is_weak && !is_numbered && (token->value < LABEL_SHORT_MIN || token->value > LABEL_SHORT_MAX))
        return false;
    return !has_unit(p, i) && !is_tied_left(p, i) &&
           !(kind_at(p, i + 1) == TOKEN_DOT && touches(p, i + 1) && is_number(p, i + 2));
}

/* The number before a slash goes with its year when it counts something: ครั้งที่ 1/2567; what stands before "/2567" of
 * ไตรมาสที่ 2/2567 is an item already. */
static size_t first_of_number(const struct parser *p, size_t i)
{
    if (i < 2 || kind_at(p, i - 1) != TOKEN_SLASH || !is_number(p, i - 2))
        return i;
    if (ends_item(p, i - 2))
        return i - 1;
    return i >= 3 && kind_at(p, i - 3) == TOKEN_ROUND_NO ? i - 3 : i;
}

static bool has_open(const struct parser *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (kind_at(p, i) == TOKEN_OPEN)
            return true;
    return false;
}

static size_t take_year(struct parser *p, size_t i)
{
    struct lead lead;
    size_t k = read_lead(p, i, &lead);
    struct year_value year;
    if (!is_number(p, k))
        return i;
    size_t torn = read_torn_year(p, k, &lead, &year);
    if (torn == 0 && !read_first_year(p, k, &lead, &year))
        return i;
    size_t last = k + (torn ? torn - 1 : 0);
    int to_be = year.be;
    size_t end = read_range_end(p, last, &lead, &year, &to_be);
    if (has_open(p, i, k) && kind_at(p, end) == TOKEN_CLOSE)
        end++;
    struct year_item *item = add_item(p, first_of_number(p, i), end);
    struct year_mention *m = &item->mention;
    m->from_be = year.be;
    m->to_be = to_be;
    m->is_short = year.is_short;
    m->is_ce = year.is_ce;
    item->has_year = true;
    if (to_be == year.be && is_law_year(p, i, &lead)) {
        m->kind = YEAR_LAW;
        p->law_at = 0; /* one law, one year */
        return end;
    }
    item->is_of_result = to_be == year.be && is_of_result(p, i);
    p->out->n--; /* rank_of looks at the item before */
    item->rank = item->is_of_result ? RANK_NUMBERED : rank_of(p, i, k, &lead, to_be != year.be);
    p->out->n++;
    m->kind = to_be != year.be ? YEAR_RANGE : lead.is_fiscal || lead.is_budget ? YEAR_FISCAL : YEAR_PLAIN;
    return end;
}

static void note(struct parser *p, size_t i)
{
    const struct year_token *token = tok(p, i);
    switch ((int)token->kind) {
    case TOKEN_ACT:
    case TOKEN_CODE:
        if (token->value == AMENDMENT && !p->has_law)
            break;
        p->law_at = token->to;
        p->law_is_act = token->kind == TOKEN_ACT;
        p->has_law = true;
        break;
    case TOKEN_BREAK:
        p->law_at = 0;
        p->has_law = false;
        p->depth = 0;
        break;
    case TOKEN_OPEN:
        p->depth++;
        break;
    case TOKEN_CLOSE:
        p->depth -= p->depth > 0;
        break;
    default:
        break;
    }
}

static void set_fiscal(struct year_mention *m, int first_month)
{
    m->fiscal_from_be = m->from_be;
    m->fiscal_to_be = m->to_be;
    if (m->kind == YEAR_DATE || m->kind == YEAR_MONTH || m->kind == YEAR_PERIOD) {
        m->fiscal_from_be = years_fiscal_of_from(m->date, first_month);
        m->fiscal_to_be = years_fiscal_of_from(m->date_end, first_month);
    }
}

void year_items_find(const struct year_text *t, size_t max, struct year_items *ret_items)
{
    *ret_items = (struct year_items){0};
    struct parser p = {.t = t, .out = ret_items};
    size_t n_years = 0;
    for (size_t i = 0; i < t->n_tokens && n_years < max;) {
        size_t before = ret_items->n, end = take_part(&p, i);
        if (end == i)
            end = take_point(&p, i);
        if (end == i)
            end = take_year(&p, i);
        for (size_t k = before; k < ret_items->n; k++) {
            set_fiscal(&ret_items->items[k].mention, t->first_month);
            n_years += ret_items->items[k].has_year;
        }
        for (size_t k = i; k < (end > i ? end : i + 1); k++)
            note(&p, k);
        i = end > i ? end : i + 1;
    }
}

void year_items_done(struct year_items *items)
{
    free(items->items);
    *items = (struct year_items){0};
}
