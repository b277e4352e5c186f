/* mailbox.h - a mail server on a free port of 127.0.0.1, in a thread of the test: takes letters as RFC 5321 asks, keeps who was named and what was sent.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_MAILBOX_H
#define OIT_TESTS_SUPPORT_MAILBOX_H

#include <stdbool.h>
#include <stddef.h>

struct mailbox;

struct mailbox_wish {
    const char *certificate; /* folder with default.pem and default.key (support/certificates.h): STARTTLS is offered. NULL: no TLS */
    bool is_implicit_tls;    /* smtps: TLS from the first byte */
    const char *user, *password; /* asked for (AUTH PLAIN); NULL: none */
    const char *refuse;      /* recipients that contain this get 550 */
    bool is_deaf;            /* takes connections and says nothing but 421 */
};
struct mailbox *mailbox_start(const struct mailbox_wish *wish);
void mailbox_stop(struct mailbox *box); /* takes NULL */
int mailbox_port(const struct mailbox *box);
size_t mailbox_count(struct mailbox *box);                 /* letters taken */
const char *mailbox_letter(struct mailbox *box, size_t i); /* headers and body, dots undone; lives as long as the box */
const char *mailbox_envelope(struct mailbox *box, size_t i); /* "MAIL FROM:<a@b>\nRCPT TO:<c@d>\n" of the accepted ones */
bool mailbox_was_encrypted(struct mailbox *box, size_t i);
/* What came in the clear before or without TLS, all connections together: no password may be there. */
const char *mailbox_clear_text(struct mailbox *box);

#endif
