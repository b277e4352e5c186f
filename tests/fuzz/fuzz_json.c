/* fuzz_json.c - any bytes as a JSON page.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>

#include "common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str all = {(const char *)data, size};
    fuzz_extract(all, "data.json", "application/json", STR_NONE);
    return 0;
}
