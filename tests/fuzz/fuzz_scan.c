/* fuzz_scan.c - what OCR of a page might have written: TSV of two models, lines of the digit reader.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>

#include "common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str all = {(const char *)data, size};
    fuzz_extract(STR_LIT("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\4\0\0\0\4\0\10\0\0\0\0"), "scan.png", "image/png", all);
    return 0;
}
