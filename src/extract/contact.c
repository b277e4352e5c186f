/* contact.c - telephone and fax numbers, e-mail addresses, LINE names, postal addresses.
 *
 * Cheap where there is nothing: one pass over the bytes that steps over Thai letters three at a time and stops at
 * digits and '@' only.
 *
 * A telephone number is a run of digits, blanks and - ( ) . that has 9 or 10 digits and begins with 0, or +66 and 8
 * or 9; so years, dates, money,
 * tax and citizen ids are none. Four digits are one only behind "สายด่วน". Thai digits count as digits.
 * SPDX-License-Identifier: MIT
 */
#include "contact.h"

#include <stdio.h>

#include "base/bytes.h"

#include "text/utf8.h"

enum { NUMBER_MAX_BYTES = 60, ADDRESS_MAX_BYTES = 900, LOOK_BACK_BYTES = 60 };

static bool is_letter(unsigned char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_mail_char(unsigned char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
}

/* A digit at p, Arabic or Thai: its value and length; -1 when none. */
static int digit_at(struct str s, size_t i, size_t *ret_length)
{
    unsigned char c = (unsigned char)s.p[i];
    *ret_length = 1;
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c == 0xE0 && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0xB9 && (unsigned char)s.p[i + 2] >= 0x90 &&
        (unsigned char)s.p[i + 2] <= 0x99) {
        *ret_length = 3;
        return (unsigned char)s.p[i + 2] - 0x90;
    }
    return -1;
}

static bool has_word_before(struct str s, size_t at, const char *const *words, size_t n_words)
{
    size_t from = at > LOOK_BACK_BYTES ? at - LOOK_BACK_BYTES : 0;
    struct str before = str_sub(s, from, at - from);
    for (size_t i = 0; i < n_words; i++)
        if (str_find_nocase_c(before, words[i]) != STR_NPOS)
            return true;
    return false;
}
#define HAS_BEFORE(s, at, words) has_word_before((s), (at), (words), sizeof(words) / sizeof *(words))

struct number {
    char digits[24];
    size_t n_digits;
    size_t n_first; /* digits before the first separator */
    size_t start, end;
    bool has_plus;
};

/* Reads digits with blanks, - ( ) . between them; stops before a second separator in a row other than ") " or " - ". */
static struct number read_number(struct str s, size_t at)
{
    struct number number = {.start = at, .end = at, .has_plus = at > 0 && s.p[at - 1] == '+'};
    size_t gap = 0;
    for (size_t i = at; i < s.n && number.n_digits < sizeof number.digits - 1;) {
        size_t length;
        int digit = digit_at(s, i, &length);
        if (digit >= 0) {
            if (gap && !number.n_first)
                number.n_first = number.n_digits;
            number.digits[number.n_digits++] = (char)('0' + digit);
            i += length;
            number.end = i;
            gap = 0;
            continue;
        }
        if (++gap > 3 || !strchr(" -().", s.p[i]) || !s.p[i])
            break;
        bool is_complete = number.n_digits >= 9 && s.p[i] == ' '; /* "02-123-4567 08..." are two */
        if (is_complete)
            break;
        i++;
    }
    number.digits[number.n_digits] = '\0';
    return number;
}

static bool is_phone(const struct number *number)
{
    const char *d = number->digits;
    size_t n = number->n_digits;
    if (number->has_plus || (n >= 10 && strncmp(d, "66", 2) == 0 && number->n_first == 2))
        return strncmp(d, "66", 2) == 0 && n >= 10 && n <= 12;
    if (d[0] != '0' || n < 9)
        return false;
    if (d[1] == '6' || d[1] == '8' || d[1] == '9')
        return n == 10;
    return (d[1] >= '2' && d[1] <= '7') &&
           (n == 9 || (n == 10 && number->n_first <= 3) || n == 11); /* 10, 11: "0 2123 4567-8", "-89" */
}

static const char *const fax_words[] = {"โทรสาร", "แฟกซ์", "แฟ็กซ์", "fax", "Fax"};
static const char *const phone_words[] = {"โทร", "Tel", "tel", "Phone", "phone", "☎"};
static const char *const hotline_words[] = {"สายด่วน", "hotline", "Hotline", "Call Center", "call center"};
static const char *const line_words[] = {"line", "ไลน์", "LINE"};

/* "โทรศัพท์/โทรสาร", "Tel. & Fax": the number that follows is both; `text` ends where the word for fax begins. */
static bool is_phone_too(struct str text)
{
    size_t last = STR_NPOS;
    for (size_t i = 0; i < sizeof phone_words / sizeof *phone_words; i++)
        for (size_t k = 0, hit; (hit = str_find_nocase_c(str_from_pos(text, k), phone_words[i])) != STR_NPOS; k += hit + 1)
            last = last == STR_NPOS || k + hit > last ? k + hit : last;
    if (last == STR_NPOS || text.n - last > 40)
        return false;
    for (size_t i = last, length; i < text.n; i++)
        if (digit_at(text, i, &length) >= 0)
            return false;
    struct str joined = str_trim(text);
    return str_ends_c(joined, "/") || str_ends_c(joined, "และ") || str_ends_c(joined, "&") || str_ends_c(joined, ",") || str_ends_c(joined, "หรือ");
}

/* The last of the words in front decides between telephone and fax. */
static enum doc_contact_kind kind_before(struct str s, size_t at)
{
    size_t from = at > LOOK_BACK_BYTES ? at - LOOK_BACK_BYTES : 0;
    struct str before = str_sub(s, from, at - from);
    size_t fax = 0, phone = 0;
    for (size_t i = 0; i < sizeof fax_words / sizeof *fax_words; i++)
        for (size_t k = 0, hit; (hit = str_find_nocase_c(str_from_pos(before, k), fax_words[i])) != STR_NPOS; k = fax)
            fax = k + hit + 1;
    if (fax && is_phone_too(str_sub(before, 0, fax - 1)))
        return CONTACT_PHONE;
    struct str behind = str_from_pos(before, fax);
    for (size_t i = 0; i < sizeof phone_words / sizeof *phone_words; i++) {
        size_t hit = str_find_nocase_c(behind, phone_words[i]);
        if (hit != STR_NPOS && !str_starts_c(str_from_pos(behind, hit), "โทรสาร"))
            phone = 1;
    }
    return fax && !phone ? CONTACT_FAX : CONTACT_PHONE;
}

/* "ต่อ 123", "-9" behind a number belong to it. */
static size_t with_extension(struct str s, size_t end)
{
    size_t i = end;
    while (i < s.n && s.p[i] == ' ')
        i++;
    struct str rest = str_from_pos(s, i);
    static const char *const words[] = {"ต่อ", "ext.", "ext", "Ext.", "กด", "#"};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        if (!str_starts_c(rest, words[w]))
            continue;
        size_t k = i + strlen(words[w]), first = k, length;
        while (k < s.n && (digit_at(s, k, &length) >= 0 || s.p[k] == ' ' || s.p[k] == '-' || s.p[k] == ',') &&
               k - end < 30)
            k += digit_at(s, k, &length) >= 0 ? length : 1;
        return k > first ? k : end;
    }
    return end;
}

/* Returns where the scan goes on. */
static size_t scan_number(struct doc_builder *b, uint32_t block, struct str s, size_t at)
{
    struct number number = read_number(s, at);
    size_t end = number.end > at ? number.end : at + 1;
    bool is_glued = at > 0 && (is_letter((unsigned char)s.p[at - 1]) || (s.p[at - 1] == '/' && at > 1) ||
                               s.p[at - 1] == '.' || s.p[at - 1] == '-' || s.p[at - 1] == '_');
    if (at > 1 && s.p[at - 1] == '.' && (unsigned char)s.p[at - 2] >= 0x80)
        is_glued = false; /* โทร.02... */
    if (is_glued)
        return end;
    if (is_phone(&number)) {
        size_t start = number.start - number.has_plus;
        if (start > 0 && s.p[start - 1] == '(')
            start--;
        struct str text = str_trim(str_sub(s, start, with_extension(s, end) - start));
        (void)doc_builder_contact(b, kind_before(s, at), block, utf8_prefix(text, NUMBER_MAX_BYTES));
    } else if (number.n_digits >= 3 && number.n_digits <= 5 && !number.n_first && HAS_BEFORE(s, at, hotline_words)) {
        (void)doc_builder_contact(b, CONTACT_PHONE, block, str_sub(s, at, end - at));
    }
    return end;
}

static size_t scan_at(struct doc_builder *b, uint32_t block, struct str s, size_t at)
{
    size_t from = at, to = at + 1;
    while (from > 0 && is_mail_char((unsigned char)s.p[from - 1]) && at - from < 64)
        from--;
    bool has_dot = false;
    while (to < s.n && is_mail_char((unsigned char)s.p[to]) && s.p[to] != '%' && s.p[to] != '+') {
        has_dot |= s.p[to] == '.' && to > at + 1;
        to++;
    }
    while (to > at + 1 && (s.p[to - 1] == '.' || s.p[to - 1] == '-'))
        to--;
    if (to - at < 3)
        return at + 1;
    if (from < at && has_dot) {
        (void)doc_builder_contact(b, CONTACT_EMAIL, block, str_sub(s, from, to - from));
    } else if (from == at && HAS_BEFORE(s, at, line_words)) {
        (void)doc_builder_contact(b, CONTACT_LINE, block, str_sub(s, at, to - at));
    }
    return to;
}

/* The separator at i in one of the ways people write it against harvesters: " at ", "[at]", "(at)", "{at}", "[@]"; " dot ", "[dot]", "(.)" ... Its length
 * with the blanks around it, or 0. */
static size_t separator_at(struct str s, size_t i, const char *word, char sign)
{
    size_t from = i, n = strlen(word);
    while (i < s.n && s.p[i] == ' ')
        i++;
    bool has_blank = i > from, has_bracket = i < s.n && s.p[i] != '\0' && strchr("[({<", s.p[i]) != NULL;
    i += has_bracket;
    while (has_bracket && i < s.n && s.p[i] == ' ')
        i++;
    struct str rest = str_from_pos(s, i);
    if (str_starts_nocase_c(rest, word))
        i += n;
    else if (rest.n && rest.p[0] == sign && has_bracket)
        i++;
    else
        return 0;
    while (has_bracket && i < s.n && s.p[i] == ' ')
        i++;
    bool is_closed = i < s.n && s.p[i] != '\0' && strchr("])}>", s.p[i]) != NULL;
    if (has_bracket ? !is_closed : !has_blank || i >= s.n || s.p[i] != ' ')
        return 0;
    i += has_bracket;
    while (i < s.n && s.p[i] == ' ')
        i++;
    return i - from;
}

/* "name [at] agency.go.th", "name at agency dot go dot th": at stands on the bracket or the blank. */
static void scan_disguised(struct doc_builder *b, uint32_t block, struct str s, size_t at)
{
    enum { MAX_PARTS = 8, HOST_BYTES = 120 };
    size_t length = separator_at(s, at, "at", '@');
    if (!length)
        return;
    bool is_word = s.p[at] == ' ' && str_starts_nocase_c(str_from_pos(s, at + 1), "at ");
    size_t name_end = at, to = at + length;
    while (name_end > 0 && s.p[name_end - 1] == ' ')
        name_end--;
    size_t name = name_end;
    while (name > 0 && is_mail_char((unsigned char)s.p[name - 1]))
        name--;
    char host[HOST_BYTES];
    size_t n = 0, n_dots = 0;
    for (size_t parts = 0; parts < MAX_PARTS && to < s.n; parts++) {
        size_t from = to;
        while (to < s.n && is_mail_char((unsigned char)s.p[to]) && n + 2 < sizeof host) {
            n_dots += s.p[to] == '.' && !is_word;
            host[n++] = s.p[to++];
        }
        length = separator_at(s, to, "dot", '.');
        if (to == from || !length || n + 2 >= sizeof host)
            break;
        host[n++] = '.';
        n_dots++;
        to += length;
    }
    while (n > 0 && (host[n - 1] == '.' || host[n - 1] == '-'))
        n--;
    if (name < name_end && n > 3 && n_dots > 0) /* "open at 8.30" has no host; "at the office." neither */
        (void)doc_builder_contact(b, CONTACT_EMAIL, block,
                                  arena_printf(b->arena, "%.*s@%.*s", STR_ARG(str_sub(s, name, name_end - name)), (int)n, host));
}

static bool has_any(struct str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_find_c(s, words[i]) != STR_NPOS)
            return true;
    return false;
}

/* A postal address names at least two of place, district, province beside a postcode, or all three and a house or road. */
static void scan_address(struct doc_builder *b, uint32_t block, bool has_postcode)
{
    static const char *const house[] = {"เลขที่", "ถนน", "หมู่", "ซอย", "ถ."};
    static const char *const place[] = {"ตำบล", "แขวง", "ต."};
    static const char *const district[] = {"อำเภอ", "เขต", "อ."};
    static const char *const province[] = {"จังหวัด", "จ.", "กรุงเทพ", "กทม"};
    uint32_t first = block;
    const struct doc_block *last = &b->blocks[block];
    while (has_postcode && first > 0 && block - first < 3 &&
           last->start + last->n - b->blocks[first - 1].start <= ADDRESS_MAX_BYTES)
        first--;
    for (; first <= block; first++) { /* the shortest run of blocks that has it all */
        size_t n = last->start + last->n - b->blocks[first].start;
        struct str s = {b->raw + b->blocks[first].start, n};
        if (n > ADDRESS_MAX_BYTES)
            continue;
        if (!has_postcode && !has_any(s, district, 3))
            return; /* the usual case: a paragraph with a year in it */
        unsigned parts = (unsigned)has_any(s, place, 3) + has_any(s, district, 3) + has_any(s, province, 4);
        bool is_address = has_postcode ? parts >= 2 : parts == 3 && has_any(s, house, 5);
        if (!is_address)
            return;
        uint32_t next = first + 1;
        bool shorter_will_do = false;
        if (next <= block) {
            struct str t = {b->raw + b->blocks[next].start, last->start + last->n - b->blocks[next].start};
            shorter_will_do =
                (unsigned)has_any(t, place, 3) + has_any(t, district, 3) + has_any(t, province, 4) >= parts &&
                (!has_any(s, house, 4) || has_any(t, house, 4));
        }
        if (!shorter_will_do) {
            (void)doc_builder_contact(b, CONTACT_ADDRESS, first, utf8_prefix(s, ADDRESS_MAX_BYTES));
            return;
        }
    }
}

/* The next character from i on that may begin something: one of those that contact_scan asks about. */
static size_t next_beginning(struct str s, size_t i)
{
    size_t from = i;
    while (i + BYTES_WIDE < s.n) {
        bytes_wide here = bytes_load(s.p + i), next = bytes_load(s.p + i + 1);
        bytes_wide opens = bytes_equal(here, '[') | bytes_equal(here, '(') | bytes_equal(here, '{') | bytes_equal(here, ' ');
        bytes_wide at = bytes_equal(next | 0x20, 'a') | bytes_equal(next, '@');
        bytes_wide thai_digit = bytes_equal(here, 0xB9) & bytes_between(next, 0x90, 10);
        bytes_wide hits = bytes_between(here, '0', 10) | bytes_equal(here, '@') | (opens & at) | thai_digit;
        if (bytes_any(hits)) {
            i += bytes_first(hits);
            return (unsigned char)s.p[i] == 0xB9 && i > from ? i - 1 : i;
        }
        i += BYTES_WIDE;
    }
    while (i > from && ((unsigned char)s.p[i] & 0xC0) == 0x80) /* not from inside a character */
        i--;
    return i;
}

/* Nothing in most texts begins a number or an address: no digit, no '@', no bracket or blank before "at". */
static bool may_hold_contact(struct str s)
{
    const char *p = s.p;
    size_t i = 0;
    for (; i + BYTES_WIDE < s.n; i += BYTES_WIDE) {
        bytes_wide here = bytes_load(p + i), next = bytes_load(p + i + 1);
        bytes_wide opens = bytes_equal(here, '[') | bytes_equal(here, '(') | bytes_equal(here, '{') | bytes_equal(here, ' ');
        bytes_wide at = bytes_equal(next | 0x20, 'a') | bytes_equal(next, '@');
        bytes_wide digit = bytes_between(here, '0', 10) | (bytes_equal(here, 0xB9) & bytes_between(next, 0x90, 10));
        if (bytes_any(digit | bytes_equal(here, '@') | (opens & at)))
            return true;
    }
    bool has_opened = false;
    for (size_t k = i; k < s.n; k++)
        has_opened = has_opened || p[k] == '@' || p[k] == '[' || p[k] == '(' || p[k] == '{' || (p[k] == ' ' && k + 3 < s.n && (p[k + 1] | 0x20) == 'a');
    return has_opened || bytes_have_digit(p + i, s.n - i);
}

bool contact_scan(struct doc_builder *b, uint32_t block)
{
    struct str s = {b->raw + b->blocks[block].start, b->blocks[block].n};
    if (!may_hold_contact(s))
        return false;
    bool has_digit = false, has_postcode = false;
    for (size_t i = next_beginning(s, 0); i < s.n; i = next_beginning(s, i)) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == 0xE0 && !(i + 2 < s.n && (unsigned char)s.p[i + 1] == 0xB9 && (unsigned char)s.p[i + 2] >= 0x90)) {
            i += 3;
            continue;
        }
        size_t length;
        if (c == '@') {
            i = scan_at(b, block, s, i);
        } else if ((c == '[' || c == '(' || c == '{' || c == ' ') && i + 3 < s.n && ((s.p[i + 1] | 0x20) == 'a' || (c != ' ' && s.p[i + 1] == '@'))) {
            scan_disguised(b, block, s, i++);
        } else if (digit_at(s, i, &length) >= 0) {
            has_digit = true;
            size_t end = scan_number(b, block, s, i);
            size_t n = (end - i) / length;
            has_postcode |= n == 5 && s.p[i] != '0';
            i = end;
        } else {
            i++;
        }
    }
    if (has_digit && s.n <= ADDRESS_MAX_BYTES)
        scan_address(b, block, has_postcode);
    return true;
}
