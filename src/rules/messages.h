/* messages.h - collects what is wrong with rule files, in both languages.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_MESSAGES_H
#define OIT_RULES_MESSAGES_H

#include "base/arena.h"
#include "rules/rules.h"

struct messages {
    struct rule_messages *out; /* owned until messages_take */
    size_t capacity;
    size_t n_errors;
    size_t n_dropped; /* above LIMIT_RULE_MESSAGES */
    const char *document; /* where the keys of such a file are told; NULL: docs/RULE-FORMAT.md */
};

enum message_level { MESSAGE_ERROR, MESSAGE_WARNING };

void messages_init(struct messages *m);
struct rule_messages *messages_take(struct messages *m);
void messages_done(struct messages *m);
/* The Thai and the English format take the same arguments in the same order. */
void messages_add(struct messages *m, enum message_level level, const char *file, int line, int column, const char *th_format,
                  const char *en_format, ...) __attribute__((format(printf, 6, 8), format(printf, 7, 8)));
void messages_add_plain(struct messages *m, const char *file, int line, int column, const char *th, const char *en); /* an error */

#endif
