/* fuzz_look_unpack.c - any bytes as a stored look at the entered links, and its lines as stored notices and families of URLs: refused, or read and packed alike.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "run/entered_look.h"
#include "run/notices.h"
#include "run/traps.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct buf packed, again;
    struct entered_look look, copy;
    struct str all = {(const char *)data, size};
    arena_init(&arena);
    buf_init(&packed, 0);
    buf_init(&again, 0);
    if (entered_look_unpack(all, &arena, &look)) {
        entered_look_pack(&look, &packed);
        if (!entered_look_unpack(buf_str(&packed), &arena, &copy))
            abort();
        entered_look_pack(&copy, &again);
        if (!str_eq(buf_str(&packed), buf_str(&again)))
            abort();
    }
    while (all.n) {
        struct oit_notice notice;
        struct oit_trap trap;
        struct str line = str_cut(&all, '\n');
        (void)notices_unpack_line(line, &arena, &notice);
        traps_unpack_line(line, &arena, &trap);
    }
    buf_done(&packed);
    buf_done(&again);
    arena_done(&arena);
    return 0;
}
