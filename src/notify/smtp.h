/* smtp.h - the profile's mail, sent by SMTP (libcurl).
 *
 * tls "required" (also when nothing is said): STARTTLS on smtp://, or smtps://; without it nothing is sent. "try": where the server offers it. "off": none. A
 * password goes over an encrypted connection only, but to this machine itself.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_NOTIFY_SMTP_H
#define OIT_NOTIFY_SMTP_H

#include "notify/payload.h"

enum oit_code smtp_check(const struct profile_mail *mail, struct err *err); /* settings that cannot work */
/* True when the server took it for at least one recipient; ret_trouble then still names those it refused, else it is empty. */
bool smtp_send(const struct profile_mail *mail, const struct payload_input *in, struct err *ret_trouble);

#endif
