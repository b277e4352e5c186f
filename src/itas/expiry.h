/* expiry.h - what runs out (a certificate, a domain's registration): when somebody has to hear of it. Pure.
 *
 * At 30, 14, 7, 3 and 1 days before the end and when it is over, once each; and once when it has been renewed after a warning.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_EXPIRY_H
#define OIT_ITAS_EXPIRY_H

#include <stddef.h>
#include <stdint.h>

enum { EXPIRY_FAR = 1000 }; /* no warning yet */
/* 30, 14, 7, 3, 1; 0: over; EXPIRY_FAR. */
int expiry_level(int64_t now, int64_t ends_at);
int expiry_days_left(int64_t now, int64_t ends_at); /* whole days; 0 on the last one, negative when over */

enum expiry_news { EXPIRY_NOTHING, EXPIRY_WARN, EXPIRY_RENEWED };
enum { EXPIRY_STATE_SIZE = 48 };
/* told: the state that was kept when somebody was last told, "" at first. ret_state: to be kept once this has been told. */
enum expiry_news expiry_news_of(const char *told, int64_t now, int64_t ends_at, char ret_state[static EXPIRY_STATE_SIZE]);

#endif
