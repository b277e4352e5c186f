/* blocked.c - what is said when a site or its hosting shuts the program out.
 * SPDX-License-Identifier: MIT
 */
#include "blocked.h"

#include <stdio.h>

#include "text/utf8.h"
#include "url/url.h"

enum { USUAL_RATE = 2 };

void blocked_words(const struct oit_options *options, struct str start_url, struct blocked_words *ret_words)
{
    struct blocked_words *w = ret_words;
    struct url_parts start = {0};
    (void)url_split(start_url, &start);
    (void)snprintf(w->host, sizeof w->host, "%.*s", STR_ARG(start.host));
    (void)snprintf(w->rate, sizeof w->rate, "%g", options->rate > 0 ? options->rate : (double)USUAL_RATE);
    w->args[0] = w->host;
    w->args[1] = w->rate;
    w->args[2] = options->url ? options->url : w->host;
    w->args[3] = options->user_agent ? options->user_agent : "oitcheck";
    w->args[4] = NULL;
}

void blocked_tell(const struct oit_options *options, struct str start_url)
{
    struct blocked_words words;
    struct buf text, line;
    enum msg_language language = options->language == OIT_EN ? MSG_EN : MSG_TH;
    blocked_words(options, start_url, &words);
    buf_init(&text, 0);
    buf_init(&line, 0);
    msg_add(&text, language, MSG_NOTICE_BLOCKED, words.args);
    (void)buf_add_char(&text, '\n');
    msg_add(&text, language, MSG_NOTICE_BLOCKED_ASK, words.args);
    struct str rest = buf_str(&text);
    while (rest.p) {
        buf_clear(&line);
        utf8_terminal(str_cut(&rest, '\n'), &line);
        (void)fprintf(stderr, "oitcheck: %s\n", buf_str(&line).p);
    }
    buf_done(&line);
    buf_done(&text);
}
