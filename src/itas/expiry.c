/* expiry.c - what runs out, and when somebody has to hear of it.
 * SPDX-License-Identifier: MIT
 */
#include "itas/expiry.h"

#include <inttypes.h>
#include <stdio.h>

enum { DAY_S = 86400 };

int expiry_days_left(int64_t now, int64_t ends_at)
{
    int64_t left = ends_at - now;
    int64_t days = left >= 0 ? left / DAY_S : -((-left + DAY_S - 1) / DAY_S);
    return days > 100000 ? 100000 : days < -100000 ? -100000 : (int)days;
}

int expiry_level(int64_t now, int64_t ends_at)
{
    static const int days[] = {1, 3, 7, 14, 30};
    if (ends_at <= now)
        return 0;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (ends_at - now <= (int64_t)days[i] * DAY_S)
            return days[i];
    return EXPIRY_FAR;
}

enum expiry_news expiry_news_of(const char *told, int64_t now, int64_t ends_at, char ret_state[static EXPIRY_STATE_SIZE])
{
    int level = expiry_level(now, ends_at), told_level = EXPIRY_FAR;
    int64_t told_end = 0;
    (void)snprintf(ret_state, EXPIRY_STATE_SIZE, "%d %" PRId64, level, ends_at);
    if (!told || sscanf(told, "%d %" SCNd64, &told_level, &told_end) != 2)
        told_level = EXPIRY_FAR;
    if (level == EXPIRY_FAR)
        return told_level != EXPIRY_FAR ? EXPIRY_RENEWED : EXPIRY_NOTHING;
    return level < told_level || ends_at != told_end ? EXPIRY_WARN : EXPIRY_NOTHING;
}
