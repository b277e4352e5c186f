/* thai_lint.c - see thai_lint.h.
 * SPDX-License-Identifier: MIT
 */
#include "thai_lint.h"

#include <stdio.h>

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_visible_ascii(char c)
{
    return c > ' ' && c < 0x7F;
}

static bool is_allowed(struct str word)
{
    static const char *const names[] = {"OIT", "ITA", "ITAS", "IIT", "EIT", "e-Service", "URL" /* as the officers' sheet has it */};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_c(word, names[i]))
            return true;
    if (word.n >= 2 && word.n <= 3 && word.p[0] == 'O') {
        uint64_t number;
        return str_to_u64(str_from_pos(word, 1), 99, &number);
    }
    if (word.n == 64 && strspn(word.p, "0123456789abcdef") >= 64) /* the SHA-256 of a file */
        return true;
    return str_chr(word, '.') != STR_NPOS || str_chr(word, '/') != STR_NPOS;
}

static struct str strip_punctuation(struct str word)
{
    static const char marks[] = "()[]{}\"',;:+";
    while (word.n && strchr(marks, word.p[0]))
        word = str_from_pos(word, 1);
    while (word.n && (strchr(marks, word.p[word.n - 1]) || word.p[word.n - 1] == '.'))
        word.n--;
    return word;
}

static bool found(struct str word, char *ret_word, size_t size)
{
    (void)snprintf(ret_word, size, "%.*s", STR_ARG(word));
    return true;
}

static bool lint_line(struct str line, char *ret_word, size_t size)
{
    for (size_t i = 0; i < line.n; i++) {
        if (!is_visible_ascii(line.p[i]))
            continue;
        size_t end = i;
        bool has_letter = false;
        for (; end < line.n && is_visible_ascii(line.p[end]); end++)
            has_letter = has_letter || is_letter(line.p[end]);
        struct str word = strip_punctuation(str_sub(line, i, end - i));
        if (str_eq_c(word, "oitcheck"))
            return false; /* a command to type: the rest of the line */
        if (has_letter && !is_allowed(word))
            return found(word, ret_word, size);
        i = end;
    }
    return false;
}

static bool says_passed(struct str text)
{
    const size_t n_password = sizeof "รหัส" - 1; /* รหัสผ่าน, a password, is another word */
    for (size_t at; (at = str_find_c(text, "ผ่าน")) != STR_NPOS; text = str_from_pos(text, at + 3))
        if (at < n_password || !str_ends_c(str_sub(text, 0, at), "รหัส"))
            return true;
    return false;
}

bool thai_lint(struct str text, char *ret_word, size_t size)
{
    if (says_passed(text))
        return found(STR_LIT("ผ่าน"), ret_word, size);
    while (text.p)
        if (lint_line(str_cut(&text, '\n'), ret_word, size))
            return true;
    return false;
}
