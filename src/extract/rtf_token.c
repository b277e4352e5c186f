/* rtf_token.c - see rtf_token.h.
 * SPDX-License-Identifier: MIT
 */
#include "rtf_token.h"

enum { WORD_MAX_BYTES = 32, NUMBER_MAX = 100000000 };

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Behind the backslash: letters, then a number, then one blank that belongs to it. */
static void read_word(struct rtf_tokens *t, struct rtf_token *token)
{
    const char *from = t->p;
    while (t->p < t->end && is_letter(*t->p) && t->p - from < WORD_MAX_BYTES)
        t->p++;
    token->kind = RTF_WORD;
    token->name = (struct str){from, (size_t)(t->p - from)};
    bool is_negative = t->p + 1 < t->end && *t->p == '-' && t->p[1] >= '0' && t->p[1] <= '9';
    t->p += is_negative;
    int32_t value = 0;
    for (; t->p < t->end && *t->p >= '0' && *t->p <= '9'; t->p++) {
        token->has_value = true;
        value = value < NUMBER_MAX ? value * 10 + (*t->p - '0') : value;
    }
    token->value = is_negative ? -value : value;
    if (t->p < t->end && *t->p == ' ')
        t->p++;
}

static void read_control(struct rtf_tokens *t, struct rtf_token *token)
{
    if (is_letter(*t->p)) {
        read_word(t, token);
        if (str_eq_c(token->name, "bin") && token->value > 0) {
            size_t left = (size_t)(t->end - t->p), n = (size_t)token->value;
            t->p += n < left ? n : left;
        }
        return;
    }
    char c = *t->p++;
    int high = c == '\'' && t->p < t->end ? hex(t->p[0]) : -1, low = high >= 0 && t->p + 1 < t->end ? hex(t->p[1]) : -1;
    token->kind = low >= 0 ? RTF_BYTE : RTF_SYMBOL;
    token->value = low >= 0 ? high * 16 + low : (unsigned char)c;
    t->p += low >= 0 ? 2 : 0;
}

bool rtf_next(struct rtf_tokens *t, struct rtf_token *ret_token)
{
    while (t->p < t->end && (*t->p == '\r' || *t->p == '\n' || *t->p == '\0'))
        t->p++; /* line ends are the file's, not the text's */
    if (t->p >= t->end)
        return false;
    *ret_token = (struct rtf_token){.kind = RTF_TEXT};
    switch (*t->p) {
    case '{':
        t->p++;
        ret_token->kind = RTF_OPEN;
        return true;
    case '}':
        t->p++;
        ret_token->kind = RTF_CLOSE;
        return true;
    case '\\':
        if (++t->p >= t->end)
            return false;
        read_control(t, ret_token);
        return true;
    default: break;
    }
    const char *from = t->p;
    while (t->p < t->end && *t->p != '{' && *t->p != '}' && *t->p != '\\' && *t->p != '\r' && *t->p != '\n' && *t->p != '\0')
        t->p++;
    ret_token->text = (struct str){from, (size_t)(t->p - from)};
    return true;
}
