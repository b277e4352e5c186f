/* url_noise.h - parts of a URL that name no page: sessions and tracking. Inside the room only.
 *
 * Here is what is noise on any server. What is noise on one server only is learned from its answers (crawl/lessons.h).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_URL_URL_NOISE_H
#define OIT_URL_URL_NOISE_H

#include "base/str.h"

bool url_is_noise(struct str parameter); /* "name=value" of a query or behind ';' in a path */
bool url_is_session_segment(struct str segment);

#endif
