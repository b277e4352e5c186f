/* item_code.c - items as people type them: O16, o16, O-16, ๑๖, 16, 016, "ข้อ 16".
 *
 * Both the typed text and each item's code are reduced to what tells items apart: ASCII letters in lower case and numbers without leading zeros. Thai
 * digits count as digits; other letters ("ข้อ", "ที่") and signs do not count.
 * SPDX-License-Identifier: MIT
 */
#include "rules.h"

#include <stdio.h>

enum { KEY_MAX = 31 };

struct key {
    char text[KEY_MAX + 1];
    size_t n, letters; /* letters before the first digit */
    bool is_whole;     /* nothing had to be left out */
};

static void add_char(struct key *key, char c)
{
    bool is_digit = c >= '0' && c <= '9';
    bool is_after_zero = key->n > 0 && key->text[key->n - 1] == '0' && (key->n == 1 || key->text[key->n - 2] < '0' || key->text[key->n - 2] > '9');
    if (is_digit && is_after_zero)
        key->n--; /* 016 is 16 */
    if (key->n == KEY_MAX) {
        key->is_whole = false;
        return;
    }
    key->text[key->n++] = c;
    key->text[key->n] = '\0';
    if (!is_digit && key->letters + 1 == key->n)
        key->letters = key->n;
}

static struct key key_of(struct str s)
{
    struct key key = {.is_whole = true};
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool is_thai_digit = i + 2 < s.n && c == '\xe0' && s.p[i + 1] == '\xb9' && (unsigned char)s.p[i + 2] >= 0x90 && (unsigned char)s.p[i + 2] <= 0x99;
        if (is_thai_digit) {
            add_char(&key, (char)('0' + ((unsigned char)s.p[i + 2] - 0x90)));
            i += 2;
        } else if (c >= 'A' && c <= 'Z') {
            add_char(&key, (char)(c + ('a' - 'A')));
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            add_char(&key, c);
        }
    }
    return key;
}

static bool is_same(struct str a, struct str b)
{
    return a.n > 0 && str_eq(a, b);
}

static struct str number_of(const struct key *key)
{
    return (struct str){key->text + key->letters, key->n - key->letters};
}

uint16_t scheme_item_as_typed(const struct scheme *scheme, struct str typed)
{
    struct key key = key_of(typed);
    uint16_t found = NO_INDEX;
    if (!key.is_whole)
        return NO_INDEX;
    for (size_t i = 0; i < scheme->n_items; i++) {
        struct key code = key_of(str_from(scheme->items[i].code));
        if (is_same((struct str){key.text, key.n}, (struct str){code.text, code.n}))
            return (uint16_t)i;
        if (key.letters > 0 || !is_same(number_of(&key), number_of(&code)))
            continue;
        if (found != NO_INDEX)
            return NO_INDEX; /* a bare number that two items bear */
        found = (uint16_t)i;
    }
    return found;
}

bool item_code_same(struct str typed, const char *code)
{
    struct key a = key_of(typed), b = key_of(str_from(code));
    if (!a.is_whole || !b.is_whole)
        return false;
    return is_same((struct str){a.text, a.n}, (struct str){b.text, b.n}) || (a.letters == 0 && is_same(number_of(&a), number_of(&b)));
}

/* Letters to change, add or drop to make one of the other; codes are short. */
static size_t distance(const struct key *a, const struct key *b)
{
    size_t row[KEY_MAX + 1];
    for (size_t k = 0; k <= b->n; k++)
        row[k] = k;
    for (size_t i = 1; i <= a->n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t k = 1; k <= b->n; k++) {
            size_t change = diagonal + (a->text[i - 1] != b->text[k - 1]);
            diagonal = row[k];
            size_t least = row[k - 1] < row[k] ? row[k - 1] : row[k];
            row[k] = change < least + 1 ? change : least + 1;
        }
    }
    return row[b->n];
}

size_t scheme_items_near(const struct scheme *scheme, struct str typed, uint16_t *ret_items, size_t max)
{
    struct key key = key_of(typed);
    size_t n = 0;
    for (size_t i = 0; i < scheme->n_items && key.n > 0; i++) {
        struct key code = key_of(str_from(scheme->items[i].code));
        if (n < max && distance(&key, &code) <= 1)
            ret_items[n++] = (uint16_t)i;
    }
    return n;
}
