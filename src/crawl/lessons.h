/* lessons.h - what a site taught about spellings: "view=print changes nothing in news.php", "the host without www is this one".
 *
 * A lesson is learned from pairs of pages that are equal, of several different pages: the page "no data" that a hundred values of a parameter show
 * proves nothing, for it is one page. One pair that differs refutes a lesson for good, also one that was learned.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_CRAWL_LESSONS_H
#define OIT_CRAWL_LESSONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LESSON_PROOFS = 3,      /* equal pairs of different pages before a parameter is left out that says how a page is shown: "print=1", "dir=asc" */
    LESSON_MANY_PROOFS = 8, /* ... any other: "tab=2" may be empty on most pages */
    LESSON_FEW_PROOFS = 2,  /* ... before hosts, index files and slashes are */
    LESSON_NEUTRALS = 6,    /* pairs that are neither: then there is nothing to learn */
    LESSON_LABELS = 4,
    LESSON_ITEM_LOOKS = 60, /* pages of items that are looked at in a spelling that a lesson spares; a scheme has some 45 items */
    LESSON_SAMPLE = 16,     /* of the URLs that a lesson spares each so-manieth is asked for all the same */
};

enum lesson_state { LESSON_OPEN, LESSON_LEARNED, LESSON_REFUTED };

struct lesson {
    uint8_t state;
    uint8_t n_pages, n_values, n_neutral, n_testing, n_redirects, n_labels, n_item_looks;
    uint32_t pages[LESSON_MANY_PROOFS], values[LESSON_MANY_PROOFS]; /* different ones that were equal */
    uint32_t labels[LESSON_LABELS]; /* words of links that were looked behind although learned */
    uint32_t n_spared;
};

struct lessons;

struct lessons *lessons_new(void);
void lessons_free(struct lessons *lessons);
/* NULL: not known, or (made) too many. Valid until the next lesson is made. */
struct lesson *lessons_find(struct lessons *lessons, uint64_t key);
struct lesson *lessons_make(struct lessons *lessons, uint64_t key);

/* An equal pair; page: hash of what both showed; value: of the parameter, 0: none. True: now it is learned. need_values: it must have been equal for so
 * many values. */
bool lesson_prove(struct lesson *lesson, uint32_t page, uint32_t value, unsigned need_pages, unsigned need_values);
/* A redirect from one spelling to the other. True: now it is learned. */
bool lesson_prove_redirect(struct lesson *lesson, unsigned need);
/* A pair that differs. True: it was learned until now, and what it spared must be asked for. */
bool lesson_refute(struct lesson *lesson);
/* A pair that was neither equal nor different; true: the lesson is given up now. */
bool lesson_doubt(struct lesson *lesson);

/* Parameters (spelling.h: name_key or value_key) that are left out anywhere in a program. */
void lessons_set_noise(struct lessons *lessons, uint64_t key, bool is_noise);
bool lessons_is_noise(const struct lessons *lessons, uint64_t key);

#endif
