/* watch.c - watches the home page and the entered links.
 * SPDX-License-Identifier: MIT
 */
#include "base/err.h"
#include "oitcheck/office.h"

int oit_watch(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    (void)command;
    (void)out;
    (void)ret_exit;
    return err_set(err, OIT_ERR_USAGE, "คำสั่ง watch ยังไม่มี", "watch is not there yet");
}
