/* blocked.h - what is said when a site or its hosting shuts the program out: that, and what to ask the hosting for.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_BLOCKED_H
#define OIT_RUN_BLOCKED_H

#include "base/err.h"
#include "base/messages.h"
#include "oitcheck/commands.h"

enum { BLOCKED_ARGS = 5 };
struct blocked_words {
    char host[300], rate[32];
    const char *args[BLOCKED_ARGS]; /* of MSG_NOTICE_BLOCKED and MSG_NOTICE_BLOCKED_ASK; ends with NULL */
};

/* The words live as long as *ret_words and the options. */
void blocked_words(const struct oit_options *options, struct str start_url, struct blocked_words *ret_words);
/* On standard error; even when quiet, for somebody has to do something. */
void blocked_tell(const struct oit_options *options, struct str start_url);

#endif
