/* fuzz_zip_name.c - any bytes as the name of an archive's member: what comes out is clean, and not a path.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "extract/zip_parts.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf out;
    buf_init(&out, 0);
    if (size > 0)
        zip_name_readable((struct str){(const char *)data + 1, size - 1}, data[0] & 1, &out);
    if (!utf8_is_valid(buf_str(&out)))
        abort();
    buf_done(&out);
    return 0;
}
