/* house.h - namespaces for a program that must not reach anything: its own network (loopback only), files (an empty /tmp in memory) and user.
 *
 * All of it is what an unprivileged user may do for itself (Linux user namespaces), so it is the same for root, who has become nobody before.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RENDER_HOUSE_H
#define OIT_RENDER_HOUSE_H

#include <stdbool.h>
#include <stddef.h>

/* The calling process moves in. False: the kernel refused a part, and nothing may be started. */
bool house_enter(size_t tmp_mb);
/* A socket listening on loopback inside; *ret_port. -1: none. */
int house_listen(int *ret_port);
/* For the program's own process, at last: no new privileges, landlock: reads system files, writes below /tmp only. False: no landlock. */
bool house_lock(const char *program);

#endif
