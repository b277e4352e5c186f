/* fuzz_doc_text.c - what antiword might have written of a DOC file: plain text and DocBook.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>

#include "common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str all = {(const char *)data, size};
    fuzz_extract(STR_LIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"), "a.doc", "application/msword", all);
    return 0;
}
