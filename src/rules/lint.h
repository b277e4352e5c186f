/* lint.h - what is doubtful in rule files that load: names that another item wins, elements nothing shows to work, phrases that add nothing, sets
 * nobody uses. Warnings with file, line and column; the most serious first.
 *
 * The compiled scheme does not know where its words stood. A book remembers, for who asks: it is filled while the files are compiled.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_LINT_H
#define OIT_RULES_LINT_H

#include "base/arena.h"
#include "rules/matcher.h"

struct rule_place {
    const char *file;
    int line, column;
};

struct book_phrase { /* a phrase as somebody wrote it, and what it is for */
    struct use use;
    struct str tight;
    const char *text;
    struct rule_place place;
};

struct book_set {
    const char *name;
    struct rule_place place;
    bool is_used;
};

struct book_element {
    struct rule_place place;
    bool has_words; /* phrases or patterns: something a slip can spoil */
};

struct book_example { /* a text that must satisfy an element (examples: elements:) */
    uint16_t element;
    const char *text;
    struct rule_place place;
};

struct rule_book {
    struct arena arena;
    struct book_phrase *phrases;   size_t n_phrases, phrases_capacity;
    struct book_set *sets;         size_t n_sets, sets_capacity;
    struct book_element *elements; size_t n_elements, elements_capacity; /* as in the scheme */
    struct book_example *examples; size_t n_examples, examples_capacity;
};

/* scheme_load, with a book; free it with rule_book_free. *ret_book is set even when the files have errors. */
enum oit_code scheme_load_with_book(const char *rules_dir, const char *local_dir, struct scheme **ret_scheme, struct rule_messages **ret_messages,
                                    struct rule_book **ret_book, struct err *err);
void rule_book_free(struct rule_book *book);

/* Appends to messages. element_seen: per element, something else has shown that it can be found (a stored crawl); NULL: nothing. is_thorough: also phrases
 * that hold a shorter one of their element, of which a long list has many. Returns the number of examples of elements that fail (those are errors). */
size_t scheme_lint(const struct scheme *scheme, const struct rule_book *book, const bool *element_seen, bool is_thorough, struct rule_messages *messages);

/* for the lint_*.c files */
void lint_say(struct rule_messages *messages, bool is_error, const struct rule_place *place, const char *th_format, const char *en_format, ...)
    __attribute__((format(printf, 4, 6), format(printf, 5, 6)));
void lint_names(const struct scheme *scheme, const struct rule_book *book, struct rule_messages *messages);
size_t lint_elements(const struct scheme *scheme, const struct rule_book *book, const bool *element_seen, struct rule_messages *messages);
void lint_phrases(const struct scheme *scheme, const struct rule_book *book, bool is_thorough, struct rule_messages *messages);

#endif
