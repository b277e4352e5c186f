/* robots_words.c - see robots_words.h.
 * SPDX-License-Identifier: MIT
 */
#include "robots_words.h"

static bool is_one_of(struct str word, const char *const *list)
{
    for (; *list; list++)
        if (str_eq_nocase_c(word, *list))
            return true;
    return false;
}

static void read_word(struct str word, struct robots_words *words)
{
    bool is_none = str_eq_nocase_c(word, "none");
    words->is_noindex = words->is_noindex || is_none || str_eq_nocase_c(word, "noindex");
    words->is_nofollow = words->is_nofollow || is_none || str_eq_nocase_c(word, "nofollow");
}

/* "noindex", "otherbot: noindex", "max-snippet: 20". *is_for_us is kept for the words that follow. */
static void read_part(struct str part, bool *is_for_us, struct robots_words *words)
{
    static const char *const with_value[] = {"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview", NULL};
    static const char *const readers[] = {"*", "robots", "googlebot", "oitcheck", NULL};
    size_t colon = str_chr(part, ':');
    if (colon != STR_NPOS) {
        struct str name = str_trim(str_sub(part, 0, colon));
        if (is_one_of(name, with_value))
            return;
        *is_for_us = is_one_of(name, readers);
        part = str_trim(str_from_pos(part, colon + 1));
    }
    if (*is_for_us)
        read_word(part, words);
}

void robots_words_read(struct str value, struct robots_words *words)
{
    while (value.n > 0) {
        struct str line = str_cut(&value, '\n');
        bool is_for_us = true;
        while (line.n > 0)
            read_part(str_trim(str_cut(&line, ',')), &is_for_us, words);
    }
}
