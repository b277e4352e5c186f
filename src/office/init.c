/* init.c - a first look, and a commented profile.
 * SPDX-License-Identifier: MIT
 */
#include "base/err.h"
#include "oitcheck/office.h"

int oit_init(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    (void)command;
    (void)out;
    (void)ret_exit;
    return err_set(err, OIT_ERR_USAGE, "คำสั่ง init ยังไม่มี", "init is not there yet");
}
