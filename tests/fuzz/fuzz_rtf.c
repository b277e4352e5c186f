/* fuzz_rtf.c - any bytes as RTF.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>

#include "common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str all = {(const char *)data, size};
    fuzz_extract(all, "a.rtf", "application/rtf", STR_NONE);
    return 0;
}
