/* post.h - one HTTP POST of JSON to an address of the user's own choice (libcurl).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_NOTIFY_POST_H
#define OIT_NOTIFY_POST_H

#include "base/buf.h"
#include "base/err.h"

struct post {
    const char *url;
    struct str json;
    const char *token;      /* "Authorization: Bearer ..."; NULL: none */
    const char *header;     /* one more, "Name: value"; NULL: none */
    const char *cacert;     /* file of root certificates; NULL: the system's */
    bool has_secret_url;    /* the address itself is a secret: only over https, but on this machine */
};

/* Any 2xx is true (and 409 where a `header` of a retry key makes it mean "taken before": is_taken_before). Never follows a redirect; the answer is read up to
 * LIMIT_NOTIFY_ANSWER_BYTES and thrown away, since it may quote what was sent. ret_trouble: why not, one sentence without address or secret. */
bool post_send(const struct post *post, bool is_taken_before, struct err *ret_trouble);

/* "https://hooks.example.com" of an address, for people: no user, path or query. */
void post_origin(const char *url, struct buf *out);
/* Does the address (of any scheme) name this machine by its loopback? A name that only begins like it does not. */
bool post_is_own_machine(const char *url);
/* http or https with a host; else false. */
bool post_url_is_sound(const char *url);

#endif
