/* missing_tools.c - the message about helper programs that were not there.
 * SPDX-License-Identifier: MIT
 */
#include "missing_tools.h"

#include <stdio.h>

#include "base/messages.h"

void missing_tools_add(const struct pool *pool, enum oit_language language, struct buf *out)
{
    for (int i = EXE_NONE + 1; i < N_TOOL_EXECUTABLES; i++) {
        size_t n = pool_unread_for(pool, (enum tool_executable)i);
        if (n == 0)
            continue;
        char count[24], command[80];
        (void)snprintf(count, sizeof count, "%zu", n);
        (void)snprintf(command, sizeof command, "apt-get install %.60s", tool_executables[i].package);
        msg_add(out, language == OIT_EN ? MSG_EN : MSG_TH, MSG_MISSING_TOOL, MSG_ARGS(tool_executables[i].name, count, command));
        (void)buf_add_char(out, '\n');
    }
}

void missing_tools_tell(const struct pool *pool, enum oit_language language)
{
    struct buf lines;
    buf_init(&lines, 0);
    missing_tools_add(pool, language, &lines);
    if (lines.n)
        (void)fputs(lines.p, stderr);
    buf_done(&lines);
}
