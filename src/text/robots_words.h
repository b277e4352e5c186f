/* robots_words.h - what a page says to search engines: <meta name=robots content=...> and X-Robots-Tag.
 *
 * Comma-separated words, in any case; in the header each line may begin with the name of the program it is for ("otherbot: noindex, nofollow"). Words
 * for all programs count, and those for the search engine that people use; others do not. It concerns showing pages, not reading them (that is
 * robots.txt).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_ROBOTS_WORDS_H
#define OIT_TEXT_ROBOTS_WORDS_H

#include "base/str.h"

struct robots_words {
    bool is_noindex;  /* search engines will not show the page */
    bool is_nofollow; /* ... nor follow its links */
};

/* Adds what value says. Lines of several headers stand with '\n' or ", " between; with the latter a name goes on until the next one. */
void robots_words_read(struct str value, struct robots_words *words);

#endif
