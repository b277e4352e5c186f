/* availability.c - how much of the time the site could be opened.
 * SPDX-License-Identifier: MIT
 */
#include "base/err.h"
#include "oitcheck/office.h"

int oit_availability(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    (void)command;
    (void)out;
    (void)ret_exit;
    return err_set(err, OIT_ERR_USAGE, "คำสั่ง availability ยังไม่มี", "availability is not there yet");
}
