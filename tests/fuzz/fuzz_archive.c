/* fuzz_archive.c - files in a ZIP as readable sections (common.h): members of every kind, answered with their own bytes.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>

#include "common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str all = {(const char *)data, size};
    struct buf zip;
    buf_init(&zip, 0);
    fuzz_zip(all, "แผน 2567.txt", NULL, &zip);
    fuzz_extract(buf_str(&zip), "files.zip", "application/zip", str_sub(all, 0, 4096));
    buf_done(&zip);
    return 0;
}
