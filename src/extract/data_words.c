/* data_words.c - what a string in data is.
 * SPDX-License-Identifier: MIT
 */
#include "data_words.h"

enum { ADDRESS_MAX = 2048 };

bool data_has_markup(struct str s)
{
    for (size_t at = str_chr(s, '<'); at != STR_NPOS && at + 2 < s.n;) {
        char c = (char)(s.p[at + 1] | 0x20);
        if (((c >= 'a' && c <= 'z') || s.p[at + 1] == '/' || s.p[at + 1] == '!') && str_chr(str_from_pos(s, at), '>') != STR_NPOS)
            return true;
        size_t next = str_chr(str_from_pos(s, at + 1), '<');
        at = next == STR_NPOS ? STR_NPOS : at + 1 + next;
    }
    return false;
}

static bool has_space(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ')
            return true;
    return false;
}

static bool key_is_one_of(struct str key, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_find_nocase_c(key, words[i]) != STR_NPOS)
            return true;
    return false;
}

static bool names_an_address(struct str key)
{
    static const char *const words[] = {"url", "href", "link", "path", "file", "download", "attachment", "document", "permalink", "uri", "route"};
    if (str_eq_nocase_c(key, "slug") || str_eq_nocase_c(key, "to") || str_eq_nocase_c(key, "pdf"))
        return true;
    return key_is_one_of(key, words, sizeof words / sizeof *words);
}

bool data_names_title(struct str key)
{
    static const char *const words[] = {"title", "name", "label", "heading", "headline", "topic", "subject", "caption"};
    return key_is_one_of(key, words, sizeof words / sizeof *words) && str_find_nocase_c(key, "file") == STR_NPOS;
}

bool data_is_document_name(struct str s)
{
    static const char *const endings[] = {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".odt", ".ods", ".rtf", ".csv"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends_nocase_c(s, endings[i]))
            return true;
    return false;
}

bool data_is_address(struct str key, struct str s)
{
    if (s.n < 2 || s.n > ADDRESS_MAX || has_space(s) || str_chr(s, '"') != STR_NPOS || str_chr(s, '<') != STR_NPOS)
        return false;
    if (str_starts_nocase_c(s, "http://") || str_starts_nocase_c(s, "https://"))
        return true;
    bool is_path = s.p[0] == '/' || str_starts_c(s, "./") || str_starts_c(s, "../");
    return names_an_address(key) ? is_path || data_is_document_name(s) : is_path && data_is_document_name(s);
}

/* Words people read: letters of another script than Latin, or several words. Slugs, ids, dates and colours are not. */
bool data_is_readable(struct str s)
{
    bool has_letter = false;
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] >= 0xC3)
            return true;
        char c = (char)(s.p[i] | 0x20);
        has_letter |= c >= 'a' && c <= 'z';
    }
    return has_letter && has_space(s) && !memchr(s.p, '{', s.n);
}

void data_add_escaped(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '<')
            (void)buf_add_c(out, "&lt;");
        else if (s.p[i] == '>')
            (void)buf_add_c(out, "&gt;");
        else if (s.p[i] == '"')
            (void)buf_add_c(out, "&quot;");
        else
            (void)buf_add_char(out, s.p[i]); /* & as it is: "&#3626;" and "&amp;" mean what they mean in HTML */
    }
}
