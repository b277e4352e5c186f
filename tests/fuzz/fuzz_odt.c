/* fuzz_odt.c - the parts of a ODT file as readable sections (common.h), packed into a ZIP around them.
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
    fuzz_zip(all, "content.xml", "application/vnd.oasis.opendocument.text", &zip);
    fuzz_extract(buf_str(&zip), "a.odt", "", STR_NONE);
    buf_done(&zip);
    return 0;
}
