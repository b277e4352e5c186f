/* zip_writer.h - ZIP containers for tests, honest and lying.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_ZIP_WRITER_H
#define OIT_TESTS_SUPPORT_ZIP_WRITER_H

#include "base/buf.h"

enum zip_lie {
    ZIP_HONEST = 0,
    ZIP_STORED = 1,        /* not packed */
    ZIP_UTF8 = 2,          /* the flag for UTF-8 names */
    ZIP_ENCRYPTED = 4,     /* the flag only */
    ZIP_WRONG_CRC = 8,
    ZIP_SMALL_SIZE = 16,   /* says it unpacks to 10 bytes */
    ZIP_SIZES_BEHIND = 32, /* as streaming programs write it */
    ZIP_METHOD_14 = 64,    /* LZMA */
};

struct zip_writer {
    struct buf bytes, list;
    unsigned n_entries;
    size_t prefix_bytes; /* set before the first entry: offsets do not count what already stands in bytes */
};

void zip_writer_init(struct zip_writer *w);
void zip_writer_add(struct zip_writer *w, const char *name, struct str content, unsigned lies);
void zip_writer_add_c(struct zip_writer *w, const char *name, const char *content);
struct str zip_writer_end(struct zip_writer *w); /* writes the list; a view of bytes */
void zip_writer_done(struct zip_writer *w);

#endif
