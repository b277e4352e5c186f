/* number_format.c - format codes are read afresh for each cell: they are short, and a compiled form would be one more thing to get wrong.
 *
 * Not here: fractions (# ?/?) and scientific notation with fixed width; such numbers are shown plainly.
 * SPDX-License-Identifier: MIT
 */
#include "number_format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/utf8.h"

enum {
    MAX_TOKENS = 100,
    MAX_DECIMALS = 30,
    CODE_MAX_BYTES = 255,       /* what spreadsheet programs allow */
    BUDDHIST_OFFSET = 543,
    LAST_GREGORIAN = 2400,      /* a year above is in the Buddhist era already: people type 31/3/2567 into programs set to English */
    LANGUAGE_THAI = 0x41E,
    CALENDAR_BUDDHIST = 7,
    DIGITS_THAI = 0x0D,
};
#define PLAIN_ABOVE 1e15 /* where a double has no more digits than it shows */
#define LAST_SERIAL 2958466.0 /* 1 January 10000 */

enum token_kind {
    T_LITERAL, T_DIGIT, T_POINT, T_COMMA, T_PERCENT, T_EXPONENT, T_FRACTION, T_TEXT, T_GENERAL,
    T_YEAR, T_BUDDHIST, T_MONTH, T_DAY, T_HOUR, T_MINUTE, T_SECOND, T_HALF_DAY, T_ELAPSED,
};

struct token {
    enum token_kind kind;
    unsigned n;      /* letters of a date part */
    char letter;     /* of a digit: 0 # ?; of T_ELAPSED: h m s */
    struct str text; /* literals */
};

struct section {
    struct token tokens[MAX_TOKENS];
    size_t n;
    char relation[3]; /* "<", ">=" ...: a condition */
    double limit;
    unsigned language, calendar;
    bool has_thai_digits, is_date;
};

struct str number_format_builtin(long id)
{
    static const struct {
        int from, to;
        const char *code;
    } codes[] = {
        {1, 1, "0"}, {2, 2, "0.00"}, {3, 3, "#,##0"}, {4, 4, "#,##0.00"}, {5, 6, "#,##0;-#,##0"}, {7, 8, "#,##0.00;-#,##0.00"},
        {9, 9, "0%"}, {10, 10, "0.00%"}, {11, 11, "0.00E+00"}, {14, 14, "d/m/yyyy"}, {15, 15, "d-mmm-yy"}, {16, 16, "d-mmm"},
        {17, 17, "mmm-yy"}, {18, 18, "h:mm AM/PM"}, {19, 19, "h:mm:ss AM/PM"}, {20, 20, "h:mm"}, {21, 21, "h:mm:ss"},
        {22, 22, "d/m/yyyy h:mm"}, {27, 31, "d/m/yyyy"}, {32, 33, "h:mm:ss"}, {34, 35, "h:mm"}, {36, 36, "d/m/yyyy"},
        {37, 38, "#,##0;(#,##0)"}, {39, 40, "#,##0.00;(#,##0.00)"}, {41, 42, "#,##0;-#,##0;-"}, {43, 44, "#,##0.00;-#,##0.00;-"},
        {45, 45, "mm:ss"}, {46, 46, "[h]:mm:ss"}, {47, 47, "mm:ss.0"}, {48, 48, "##0.0E+0"}, {50, 58, "d/m/yyyy"},
        /* th-th */
        {59, 59, "t0"}, {60, 60, "t0.00"}, {61, 61, "t#,##0"}, {62, 62, "t#,##0.00"}, {67, 67, "t0%"}, {68, 68, "t0.00%"},
        {71, 71, "d/m/bbbb"}, {72, 72, "[$-41E]d-mmm-bb"}, {73, 73, "[$-41E]d-mmm"}, {74, 74, "[$-41E]mmm-bb"}, {75, 75, "h:mm"}, {76, 76, "h:mm:ss"},
        {77, 77, "d/m/bbbb h:mm"}, {78, 78, "mm:ss"}, {79, 79, "[h]:mm:ss"}, {80, 80, "mm:ss.0"}, {81, 81, "d/m/bb"},
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (id >= codes[i].from && id <= codes[i].to)
            return str_from(codes[i].code);
    return STR_LIT("General");
}

bool number_from(struct str text, double *ret_value)
{
    char copy[64];
    text = str_trim(text);
    if (!text.n || text.n >= sizeof copy)
        return false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (!(c >= '0' && c <= '9') && c != '-' && c != '+' && c != '.' && c != 'e' && c != 'E')
            return false;
        copy[i] = c;
    }
    copy[text.n] = '\0';
    char *end;
    double value = strtod(copy, &end); /* the program never leaves the C locale */
    if (end != copy + text.n || !isfinite(value))
        return false;
    *ret_value = value;
    return true;
}

/* ---- reading a code ---- */

/* [$-D07041E], [$-th-TH,107], [$฿-41E]: currency sign, then language, calendar and digits. */
static void read_locale(struct str inside, struct section *s)
{
    size_t dash = str_chr(inside, '-');
    struct str sign = str_sub(inside, 1, (dash == STR_NPOS ? inside.n : dash) - 1);
    if (sign.n && s->n < MAX_TOKENS)
        s->tokens[s->n++] = (struct token){.kind = T_LITERAL, .text = sign};
    if (dash == STR_NPOS)
        return;
    struct str locale = str_from_pos(inside, dash + 1);
    size_t comma = str_chr(locale, ',');
    if (str_starts_nocase_c(locale, "th"))
        s->language = LANGUAGE_THAI;
    unsigned long value = 0;
    struct str digits = comma == STR_NPOS ? locale : str_from_pos(locale, comma + 1);
    bool is_hex = digits.n > 0 && digits.n <= 8;
    for (size_t i = 0; i < digits.n && is_hex; i++) {
        char c = digits.p[i], low = (char)(c | 0x20);
        is_hex = (c >= '0' && c <= '9') || (low >= 'a' && low <= 'f');
        value = value * 16 + (unsigned long)(c <= '9' ? c - '0' : low - 'a' + 10);
    }
    if (!is_hex)
        return;
    if (comma == STR_NPOS) {
        s->language = value & 0xFFFF;
        value >>= 16;
    }
    s->calendar = value & 0x7F; /* 0x80: the user's habit */
    s->has_thai_digits = s->has_thai_digits || (value >> 8 & 0xFF) == DIGITS_THAI;
}

/* What stands in [ ]: a colour, a condition, a locale, an elapsed time. */
static void read_bracket(struct str inside, struct section *s)
{
    if (!inside.n || s->n >= MAX_TOKENS)
        return;
    char first = (char)(inside.p[0] | 0x20);
    if (inside.p[0] == '$') {
        read_locale(inside, s);
    } else if (strchr("<>=", inside.p[0])) {
        size_t n = inside.n > 1 && strchr("<>=", inside.p[1]) ? 2 : 1;
        double limit;
        if (number_from(str_from_pos(inside, n), &limit)) {
            memcpy(s->relation, inside.p, n);
            s->relation[n] = '\0';
            s->limit = limit;
        }
    } else if ((first == 'h' || first == 'm' || first == 's') && (inside.n == 1 || (inside.n == 2 && (inside.p[1] | 0x20) == first))) {
        s->tokens[s->n++] = (struct token){.kind = T_ELAPSED, .letter = first, .n = (unsigned)inside.n};
        s->is_date = true;
    } else if (str_starts_nocase_c(inside, "NatNum1")) {
        s->has_thai_digits = true; /* only with a Thai locale, which stands beside it */
    }
}

/* The date part a letter asks for, T_LITERAL when none. */
static enum token_kind kind_of_letter(char letter)
{
    switch (letter | 0x20) {
    case 'y': return T_YEAR;
    case 'b': return T_BUDDHIST;
    case 'm': return T_MONTH;
    case 'd': return T_DAY;
    case 'h': return T_HOUR;
    case 's': return T_SECOND;
    default: return T_LITERAL;
    }
}

/* One token at *i. */
static void read_token(struct str code, size_t *i, struct section *s)
{
    struct token *token = &s->tokens[s->n];
    *token = (struct token){.kind = T_LITERAL};
    struct str rest = str_from_pos(code, *i);
    char c = rest.p[0];
    if (c == '"') {
        size_t end = str_chr(str_from_pos(rest, 1), '"');
        token->text = str_sub(rest, 1, end);
        *i += end == STR_NPOS ? rest.n : end + 2;
    } else if (c == '\\' || c == '_' || c == '*') {
        size_t length = 1;
        if (rest.n > 1)
            (void)utf8_decode(rest.p + 1, rest.n - 1, &length);
        token->text = c == '\\' ? str_sub(rest, 1, length) : STR_LIT(" ");
        *i += 1 + (rest.n > 1 ? length : 0);
    } else if (c == '[') {
        size_t end = str_chr(rest, ']');
        *i += end == STR_NPOS ? rest.n : end + 1;
        read_bracket(str_sub(rest, 1, (end == STR_NPOS ? rest.n : end) - 1), s);
        return;
    } else if (str_starts_nocase_c(rest, "General")) {
        token->kind = T_GENERAL;
        *i += 7;
    } else if (str_starts_nocase_c(rest, "AM/PM") || str_starts_nocase_c(rest, "A/P")) {
        token->kind = T_HALF_DAY;
        *i += (c | 0x20) == 'a' && rest.p[1] == '/' ? 3 : 5;
    } else if ((c == 'E' || c == 'e') && rest.n > 1 && (rest.p[1] == '+' || rest.p[1] == '-')) {
        token->kind = T_EXPONENT;
        *i += 2;
    } else if (c == '0' || c == '#' || c == '?') {
        *token = (struct token){.kind = T_DIGIT, .letter = c};
        ++*i;
    } else if (c == '.' || c == ',' || c == '%' || c == '/' || c == '@') {
        token->kind = c == '.' ? T_POINT : c == ',' ? T_COMMA : c == '%' ? T_PERCENT : c == '/' ? T_FRACTION : T_TEXT;
        token->text = str_sub(rest, 0, 1);
        ++*i;
    } else if ((c == 't' || c == 'T') && s->n == 0) {
        s->has_thai_digits = true;
        ++*i;
        return;
    } else {
        size_t length = 1;
        (void)utf8_decode(rest.p, rest.n, &length);
        token->text = str_sub(rest, 0, length);
        token->kind = kind_of_letter(c);
        while (token->kind != T_LITERAL && token->n < rest.n && (rest.p[token->n] | 0x20) == (c | 0x20))
            token->n++;
        length = token->n ? token->n : length;
        *i += length;
    }
    s->is_date = s->is_date || (token->kind >= T_YEAR);
    s->n++;
}

/* The section that ends at ';' or at the end; *code moves behind it. */
static void read_section(struct str *code, struct section *s)
{
    *s = (struct section){0};
    size_t i = 0;
    while (i < code->n && code->p[i] != ';' && s->n < MAX_TOKENS)
        read_token(*code, &i, s);
    *code = i < code->n ? str_from_pos(*code, i + 1) : STR_NONE;
    bool is_minute = false;
    for (size_t k = 0; k < s->n; k++) { /* m behind h or before s is a minute */
        struct token *token = &s->tokens[k];
        if (token->kind == T_MONTH && token->n <= 2 && is_minute)
            token->kind = T_MINUTE;
        if (token->kind >= T_YEAR)
            is_minute = token->kind == T_HOUR || (token->kind == T_ELAPSED && token->letter == 'h');
    }
    for (size_t k = s->n, is_second = 0; k-- > 0;) {
        struct token *token = &s->tokens[k];
        if (token->kind == T_MONTH && token->n <= 2 && is_second)
            token->kind = T_MINUTE;
        if (token->kind >= T_YEAR)
            is_second = token->kind == T_SECOND;
    }
}

static bool meets(const struct section *s, double value)
{
    switch (s->relation[0]) {
    case '<': return s->relation[1] == '=' ? value <= s->limit : s->relation[1] == '>' ? value < s->limit || value > s->limit : value < s->limit;
    case '>': return s->relation[1] == '=' ? value >= s->limit : value > s->limit;
    case '=': return !(value < s->limit) && !(value > s->limit);
    default: return false;
    }
}

/* ---- showing ---- */

static void add_digit(struct buf *out, char digit, bool is_thai)
{
    if (is_thai) {
        const char thai[] = {(char)0xE0, (char)0xB9, (char)(0x90 + (digit - '0'))};
        (void)buf_add(out, thai, sizeof thai);
    } else {
        (void)buf_add_char(out, digit);
    }
}

static void add_text(struct buf *out, const char *text, bool is_thai)
{
    for (; *text; text++)
        if (*text >= '0' && *text <= '9')
            add_digit(out, *text, is_thai);
        else
            (void)buf_add_char(out, *text);
}

/* As in a cell without a format: whole numbers in full, others with ten digits that count. */
static void show_plain(double value, bool is_thai, struct buf *out)
{
    char text[64];
    bool is_whole = fabs(value) < PLAIN_ABOVE && !(floor(value) < value);
    (void)snprintf(text, sizeof text, is_whole ? "%.0f" : "%.10g", value);
    add_text(out, strcmp(text, "-0") == 0 ? "0" : text, is_thai);
}

struct moment {
    int year, month, day, weekday, hour, minute, second;
    double seconds_total; /* for elapsed times */
    int fraction;         /* thousandths */
};

/* Days since 1 March 0000 to a date of the Gregorian calendar. */
static void civil_from(long days, struct moment *m)
{
    long era = days / 146097, day_of_era = days - era * 146097;
    long year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long month = (5 * day_of_year + 2) / 153;
    m->day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
    m->month = (int)(month < 10 ? month + 3 : month - 9);
    m->year = (int)(year_of_era + era * 400 + (m->month <= 2));
}

static bool moment_from(double value, bool is_1904, bool has_fraction, struct moment *m)
{
    if (!(value >= 0) || value >= LAST_SERIAL)
        return false;
    m->seconds_total = value * 86400;
    double rounded = has_fraction ? value : floor(value * 86400 + 0.5) / 86400;
    long day = (long)floor(rounded + 1e-9);
    double seconds = (rounded - (double)day) * 86400;
    long whole = (long)floor(seconds + (has_fraction ? 1e-6 : 0.5));
    whole = whole < 0 ? 0 : whole > 86399 ? 86399 : whole;
    m->fraction = (int)((seconds - (double)whole) * 1000);
    m->fraction = m->fraction < 0 ? 0 : m->fraction > 999 ? 999 : m->fraction;
    m->hour = (int)(whole / 3600);
    m->minute = (int)(whole / 60 % 60);
    m->second = (int)(whole % 60);
    if (is_1904)
        day += 1462;
    m->weekday = (int)((day + 6) % 7); /* 1 = Sunday, 1 January 1900, as spreadsheets have it */
    bool is_no_day = day == 60; /* 29 February 1900, which never was */
    civil_from(day + 693899 + (day < 60), m);
    if (is_no_day) {
        m->month = 2;
        m->day = 29;
    }
    return true;
}

static const char *const months_thai[] = {"มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"};
static const char *const months_short_thai[] = {"ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."};
static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
static const char *const days_thai[] = {"อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"};
static const char *const days_short_thai[] = {"อา.", "จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส."};
static const char *const days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

static void add_number(struct buf *out, int value, unsigned width, bool is_thai)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%0*d", (int)(width > 4 ? 4 : width), value);
    add_text(out, text, is_thai);
}

static void show_year(const struct section *s, const struct token *token, int year, struct buf *out)
{
    bool is_buddhist = token->kind == T_BUDDHIST || s->calendar == CALENDAR_BUDDHIST || (s->calendar == 0 && s->language == LANGUAGE_THAI);
    if (is_buddhist && year < LAST_GREGORIAN)
        year += BUDDHIST_OFFSET;
    add_number(out, token->n > 2 ? year : year % 100, token->n > 2 ? 4 : 2, s->has_thai_digits);
}

static void show_date_part(const struct section *s, const struct token *token, const struct moment *m, bool is_half, struct buf *out)
{
    bool is_thai = s->language == LANGUAGE_THAI, digits = s->has_thai_digits;
    switch ((int)token->kind) {
    case T_YEAR:
    case T_BUDDHIST: show_year(s, token, m->year, out); break;
    case T_MONTH:
        if (token->n <= 2)
            add_number(out, m->month, token->n, digits);
        else if (is_thai)
            (void)buf_add_c(out, token->n == 3 ? months_short_thai[m->month - 1] : months_thai[m->month - 1]);
        else
            (void)buf_add_str(out, str_sub(str_from(months[m->month - 1]), 0, token->n == 3 ? 3 : token->n == 5 ? 1 : 12));
        break;
    case T_DAY:
        if (token->n <= 2)
            add_number(out, m->day, token->n, digits);
        else if (is_thai)
            (void)buf_add_c(out, token->n == 3 ? days_short_thai[m->weekday] : days_thai[m->weekday]);
        else
            (void)buf_add_str(out, str_sub(str_from(days[m->weekday]), 0, token->n == 3 ? 3 : 12));
        break;
    case T_HOUR: add_number(out, is_half ? (m->hour + 11) % 12 + 1 : m->hour, token->n, digits); break;
    case T_MINUTE: add_number(out, m->minute, token->n, digits); break;
    case T_SECOND: add_number(out, m->second, token->n, digits); break;
    case T_HALF_DAY: (void)buf_add_c(out, m->hour < 12 ? "AM" : "PM"); break;
    case T_ELAPSED: {
        char text[32];
        double unit = token->letter == 'h' ? 3600 : token->letter == 'm' ? 60 : 1;
        (void)snprintf(text, sizeof text, "%0*.0f", (int)token->n, floor(m->seconds_total / unit + 1e-6));
        add_text(out, text, digits);
        break;
    }
    default: break;
    }
}

static bool show_date(const struct section *s, double value, bool is_1904, struct buf *out)
{
    bool is_half = false, has_fraction = false;
    for (size_t i = 0; i < s->n; i++) {
        is_half |= s->tokens[i].kind == T_HALF_DAY;
        has_fraction |= s->tokens[i].kind == T_DIGIT;
    }
    struct moment m = {0};
    if (!moment_from(value, is_1904, has_fraction, &m))
        return false;
    int thousandths = m.fraction;
    for (size_t i = 0; i < s->n; i++) {
        const struct token *token = &s->tokens[i];
        if (token->kind == T_DIGIT) {
            add_digit(out, (char)('0' + thousandths / 100), s->has_thai_digits);
            thousandths = thousandths % 100 * 10;
        } else if (token->kind >= T_YEAR) {
            show_date_part(s, token, &m, is_half, out);
        } else if (token->kind != T_TEXT) {
            (void)buf_add_str(out, token->text);
        }
    }
    return true;
}

struct shape { /* of a number */
    unsigned n_whole, min_whole, n_decimals, min_decimals, n_percent, n_thousands;
    bool has_commas, has_exponent, has_fraction, has_digit;
};

static struct shape shape_of(const struct section *s)
{
    struct shape shape = {0};
    bool is_behind_point = false;
    unsigned n_commas = 0;
    for (size_t i = 0; i < s->n; i++)
        switch ((int)s->tokens[i].kind) {
        case T_DIGIT:
            shape.has_digit = true;
            if (is_behind_point) {
                shape.n_decimals += shape.n_decimals < MAX_DECIMALS;
                if (s->tokens[i].letter == '0')
                    shape.min_decimals = shape.n_decimals;
            } else {
                shape.n_whole++;
                shape.min_whole += shape.min_whole > 0 || s->tokens[i].letter == '0';
                shape.has_commas |= n_commas > 0;
                n_commas = 0;
            }
            break;
        case T_COMMA: n_commas += shape.has_digit && !is_behind_point; break;
        case T_POINT:
            is_behind_point = true;
            shape.n_thousands = n_commas;
            break;
        case T_PERCENT: shape.n_percent++; break;
        case T_EXPONENT: shape.has_exponent = true; break;
        case T_FRACTION: shape.has_fraction = true; break;
        default: break;
        }
    if (!is_behind_point)
        shape.n_thousands = n_commas;
    return shape;
}

/* The digits that fall to placeholder k of the whole part; the first one takes all that have no place of their own. */
static void show_whole(const struct shape *shape, const char *digits, unsigned n_digits, unsigned k, bool is_thai, struct buf *out)
{
    unsigned behind = shape->n_whole - 1 - k; /* places to the right */
    unsigned from = k == 0 ? 0 : n_digits > behind + 1 ? n_digits - behind - 1 : 0, to = n_digits > behind ? n_digits - behind : 0;
    if (k > 0 && n_digits <= behind)
        return;
    for (unsigned i = from; i < to; i++) {
        add_digit(out, digits[i], is_thai);
        unsigned left = n_digits - 1 - i;
        if (shape->has_commas && left > 0 && left % 3 == 0)
            (void)buf_add_char(out, ',');
    }
}

static void show_number(const struct section *s, double value, struct buf *out)
{
    struct shape shape = shape_of(s);
    for (unsigned i = 0; i < shape.n_percent; i++)
        value *= 100;
    for (unsigned i = 0; i < shape.n_thousands; i++)
        value /= 1000;
    char text[64], whole[64];
    if (shape.has_exponent || shape.has_fraction || value >= PLAIN_ABOVE) {
        show_plain(value, s->has_thai_digits, out);
        return;
    }
    (void)snprintf(text, sizeof text, "%.*f", (int)shape.n_decimals, value);
    const char *point = strchr(text, '.');
    unsigned n_whole = (unsigned)(point ? (size_t)(point - text) : strlen(text)), pad = 0;
    const char *decimals = point ? point + 1 : "";
    unsigned n_decimals = (unsigned)strlen(decimals);
    while (n_decimals > shape.min_decimals && decimals[n_decimals - 1] == '0')
        n_decimals--;
    const char *first = text;
    while (n_whole > shape.min_whole && *first == '0') {
        first++;
        n_whole--;
    }
    while (n_whole + pad < shape.min_whole && n_whole + pad + 1 < sizeof whole)
        whole[pad++] = '0';
    memcpy(whole + pad, first, n_whole < sizeof whole - pad ? n_whole : sizeof whole - pad);
    n_whole += pad;
    unsigned k = 0, d = 0;
    bool is_behind_point = false;
    for (size_t i = 0; i < s->n; i++) {
        const struct token *token = &s->tokens[i];
        if (token->kind == T_GENERAL) {
            show_plain(value, s->has_thai_digits, out);
        } else if (token->kind == T_POINT) {
            is_behind_point = true;
            if (n_decimals)
                (void)buf_add_char(out, '.');
        } else if (token->kind == T_DIGIT && is_behind_point) {
            if (d < n_decimals)
                add_digit(out, decimals[d++], s->has_thai_digits);
        } else if (token->kind == T_DIGIT) {
            show_whole(&shape, whole, n_whole, k++, s->has_thai_digits, out);
        } else if (token->kind == T_LITERAL || token->kind == T_PERCENT) {
            (void)buf_add_str(out, token->text);
        } else if (token->kind == T_TEXT) {
            show_plain(value, s->has_thai_digits, out);
        }
    }
}

/* Which of the sections speaks for the value; ret_is_negated: it shows the sign itself. */
static size_t choose(const struct section *sections, size_t n, double value, bool *ret_is_negated)
{
    *ret_is_negated = false;
    if (n > 1 && sections[0].relation[0]) {
        size_t chosen = meets(&sections[0], value) ? 0 : n > 2 && sections[1].relation[0] && !meets(&sections[1], value) ? 2 : 1;
        return chosen;
    }
    if (value < 0 && n > 1) {
        *ret_is_negated = true;
        return 1;
    }
    return !(value < 0) && !(value > 0) && n > 2 ? 2 : 0;
}

static bool is_for_text(const struct section *s)
{
    bool has_text = false;
    for (size_t i = 0; i < s->n; i++) {
        has_text |= s->tokens[i].kind == T_TEXT;
        if (s->tokens[i].kind != T_TEXT && s->tokens[i].kind != T_LITERAL)
            return false;
    }
    return has_text;
}

void number_format_show(struct str code, double value, bool is_1904, struct buf *out)
{
    struct section sections[3];
    size_t n = 0;
    struct str rest = str_sub(code, 0, CODE_MAX_BYTES);
    if (!isfinite(value))
        return;
    if (!code.n) {
        show_plain(value, false, out);
        return;
    }
    while (rest.p && n < 3 && (rest.n || n == 0))
        read_section(&rest, &sections[n++]);
    if (n > 1 && is_for_text(&sections[n - 1]))
        n--; /* "d/m/yyyy;@": texts as they are, negative numbers as the others */
    bool is_negated;
    const struct section *s = &sections[choose(sections, n, value, &is_negated)];
    if (n > 1 && s->n == 0 && !s->is_date)
        return; /* an empty section hides the number */
    if (s->n == 0) {
        show_plain(value, s->has_thai_digits, out);
    } else if (s->is_date) {
        if (!show_date(s, value, is_1904, out))
            show_plain(value, false, out);
    } else {
        if (value < 0 && !is_negated)
            (void)buf_add_char(out, '-');
        show_number(s, fabs(value), out);
    }
}

static bool shows_day(const struct section *s)
{
    bool has_day = false;
    for (size_t i = 0; i < s->n; i++)
        has_day |= s->tokens[i].kind == T_DAY || s->tokens[i].kind == T_YEAR || s->tokens[i].kind == T_BUDDHIST;
    return s->is_date && has_day;
}

bool number_format_day(struct str code, double value, bool is_1904, struct buf *out)
{
    struct section section;
    struct moment m = {0};
    struct str rest = str_sub(code, 0, CODE_MAX_BYTES);
    if (!code.n || !isfinite(value))
        return false;
    read_section(&rest, &section);
    if (!shows_day(&section) || !moment_from(floor(value), is_1904, false, &m))
        return false;
    (void)buf_addf(out, "%04d-%02d-%02d", m.year, m.month, m.day);
    return true;
}

bool number_format_serial(double value, struct clock_date *ret_day)
{
    enum { FIRST_SERIAL = 20000, AFTER_SERIAL = 292500 }; /* 1954; 2700, which is Buddhist */
    struct moment m = {0};
    if (!(value >= FIRST_SERIAL) || value >= AFTER_SERIAL || !moment_from(floor(value), false, false, &m))
        return false;
    *ret_day = (struct clock_date){m.year, m.month, m.day};
    return true;
}
