/* remind.c - chases owners; one page for the executive.
 * SPDX-License-Identifier: MIT
 */
#include "base/err.h"
#include "oitcheck/office.h"

int oit_remind(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    (void)command;
    (void)out;
    (void)ret_exit;
    return err_set(err, OIT_ERR_USAGE, "คำสั่ง remind ยังไม่มี", "remind is not there yet");
}
