/* fuzz_pptx.c - the parts of a PPTX file as readable sections (common.h), packed into a ZIP around them.
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
    fuzz_zip(all, "ppt/slides/slide1.xml", NULL, &zip);
    fuzz_extract(buf_str(&zip), "a.pptx", "", STR_NONE);
    buf_done(&zip);
    return 0;
}
