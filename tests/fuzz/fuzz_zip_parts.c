/* fuzz_zip_parts.c - any bytes as a ZIP: list, find, read all; the first byte says how large an entry may come out.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "extract/zip_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct str bytes = {(const char *)data + 1, size - 1};
    size_t most = (size_t)1 << (data[0] % 20 + 2);
    struct arena arena;
    struct zip_parts zip;
    struct buf out;
    arena_init(&arena);
    buf_init(&out, most);
    if (zip_parts_open(bytes, &arena, &zip) == FAULT_NONE) {
        if (zip.n_parts == 0)
            abort();
        for (size_t i = 0; i < zip.n_parts; i++) {
            const struct zip_part *part = &zip.parts[i];
            buf_clear(&out);
            (void)zip_parts_read(&zip, part, &out);
            if (out.n > most)
                abort();
            if (!part->is_folder && !zip_parts_find_str(&zip, part->name))
                abort();
        }
    }
    arena_done(&arena);
    buf_done(&out);
    return 0;
}
