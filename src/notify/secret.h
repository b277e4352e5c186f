/* secret.h - a password, token or secret address from where the profile says it is: a file or an environment variable.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_NOTIFY_SECRET_H
#define OIT_NOTIFY_SECRET_H

#include "base/buf.h"
#include "base/err.h"

/* White space around it is dropped (editors end files with a line). OIT_ERR_CONFIG when neither is there, it is empty, or holds control characters, which would
 * break out of a header. Free with secret_done. Both NULL: STR_NONE and OIT_OK. */
enum oit_code secret_read(const char *file, const char *env, struct buf *ret_secret, struct err *err);
void secret_done(struct buf *secret); /* wipes it first */
bool secret_is_open(const char *file); /* others than owner and group can read it */

#endif
