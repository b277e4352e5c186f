/* spelling.h - other URLs that may show the same page: without a parameter, on the twin host, without the index file, with one slash less.
 *
 * Whether they do is a question to the server: each guess belongs to a lesson (lessons.h) that is learned from pages read under both spellings. A
 * guess is always towards the plainer spelling, but for a slash at the end, which is put or taken away.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_CRAWL_SPELLING_H
#define OIT_CRAWL_SPELLING_H

#include "base/arena.h"
#include "base/str.h"

enum spelling_kind {
    SPELLING_ORIGIN,    /* http and https, www and without: the start page's own */
    SPELLING_INDEX,     /* "/th/index.php" and "/th/" */
    SPELLING_SLASHES,   /* "/a//b" and "/a/b" */
    SPELLING_TAIL,      /* "/about" and "/about/" */
    SPELLING_CASE,      /* "/About.aspx" and "/about.aspx" */
    SPELLING_PARAMETER, /* without one */
    SPELLING_TOKEN,     /* without a folder that looks like a session */
    SPELLING_ALL,       /* without all parameters known to change nothing; no lesson */
};

struct spelling {
    enum spelling_kind kind;
    struct str other;      /* the guess */
    uint64_t lesson;       /* what is guessed: for a parameter, that its value never matters */
    uint64_t value_lesson; /* parameters: that this value does not ("view=print"); else 0 */
    uint32_t value;        /* hash of the value; 0: none */
    bool is_word;          /* the value has no digits: "asc", "print" */
    bool is_manner;        /* by its name or value it says how a page is shown */
    uint64_t name_key;     /* parameters: program and name, and */
    uint64_t value_key;    /* ... with the value: what noise is asked about */
};

/* Is this parameter (name_key, value_key) known to change nothing? */
typedef bool (*spelling_noise_fn)(void *context, uint64_t name_key, uint64_t value_key);

enum { SPELLINGS_MAX = 14 };

/* url: canonical; start: canonical URL of the start page, for its origin. Texts in the arena. */
size_t spelling_guesses(struct str url, struct str start, spelling_noise_fn is_noise, void *context, struct arena *arena,
                        struct spelling ret_guesses[static SPELLINGS_MAX]);

#endif
