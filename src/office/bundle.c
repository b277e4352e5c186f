/* bundle.c - all evidence in one file.
 * SPDX-License-Identifier: MIT
 */
#include "base/err.h"
#include "oitcheck/office.h"

int oit_bundle(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    (void)command;
    (void)out;
    (void)ret_exit;
    return err_set(err, OIT_ERR_USAGE, "คำสั่ง bundle ยังไม่มี", "bundle is not there yet");
}
