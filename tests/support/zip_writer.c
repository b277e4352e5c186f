/* zip_writer.c - see zip_writer.h.
 * SPDX-License-Identifier: MIT
 */
#include "zip_writer.h"

#include <stdlib.h>

#define ZLIB_CONST
#include <zlib.h>

static void add16(struct buf *out, unsigned value)
{
    (void)buf_add_char(out, (char)(unsigned char)value);
    (void)buf_add_char(out, (char)(unsigned char)(value >> 8));
}

static void add32(struct buf *out, size_t value)
{
    add16(out, (unsigned)(value & 0xFFFF));
    add16(out, (unsigned)(value >> 16 & 0xFFFF));
}

void zip_writer_init(struct zip_writer *w)
{
    *w = (struct zip_writer){0};
    buf_init(&w->bytes, 0);
    buf_init(&w->list, 0);
}

static void pack(struct str content, struct buf *out)
{
    z_stream z = {0};
    if (deflateInit2(&z, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        abort();
    uLong room = deflateBound(&z, content.n) + 16;
    (void)buf_reserve(out, room);
    z.next_in = (const Bytef *)content.p;
    z.avail_in = (uInt)content.n;
    z.next_out = (Bytef *)(out->p + out->n);
    z.avail_out = (uInt)room;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        abort();
    out->n += z.total_out;
    (void)deflateEnd(&z);
}

void zip_writer_add(struct zip_writer *w, const char *name, struct str content, unsigned lies)
{
    struct buf packed;
    buf_init(&packed, 0);
    bool is_stored = (lies & ZIP_STORED) != 0, is_behind = (lies & ZIP_SIZES_BEHIND) != 0;
    if (is_stored)
        (void)buf_add_str(&packed, content);
    else
        pack(content, &packed);
    unsigned method = lies & ZIP_METHOD_14 ? 14 : is_stored ? 0 : 8;
    unsigned flags = (lies & ZIP_UTF8 ? 0x800u : 0) | (lies & ZIP_ENCRYPTED ? 1u : 0) | (is_behind ? 8u : 0);
    size_t crc = crc32(0, (const Bytef *)(content.n ? content.p : ""), (uInt)content.n);
    size_t n = lies & ZIP_SMALL_SIZE ? 10 : content.n, at = w->bytes.n - w->prefix_bytes;
    crc = lies & ZIP_WRONG_CRC ? crc ^ 1 : crc;
    (void)buf_add(&w->bytes, "PK\3\4", 4);
    (void)buf_add(&w->list, "PK\1\2", 4);
    add16(&w->list, 20);
    struct buf *const both[] = {&w->bytes, &w->list};
    for (size_t i = 0; i < 2; i++) {
        bool is_told = i == 1 || !is_behind;
        add16(both[i], 20);
        add16(both[i], flags);
        add16(both[i], method);
        add32(both[i], 0x58215A00); /* a time */
        add32(both[i], is_told ? crc : 0);
        add32(both[i], is_told ? packed.n : 0);
        add32(both[i], is_told ? n : 0);
        add16(both[i], (unsigned)strlen(name));
        add16(both[i], 0);
    }
    add16(&w->list, 0); /* comment */
    add16(&w->list, 0);
    add16(&w->list, 0);
    add32(&w->list, 0);
    add32(&w->list, at);
    (void)buf_add_c(&w->bytes, name);
    (void)buf_add_c(&w->list, name);
    (void)buf_add_str(&w->bytes, buf_str(&packed));
    if (is_behind) {
        (void)buf_add(&w->bytes, "PK\7\10", 4);
        add32(&w->bytes, crc);
        add32(&w->bytes, packed.n);
        add32(&w->bytes, n);
    }
    w->n_entries++;
    buf_done(&packed);
}

void zip_writer_add_c(struct zip_writer *w, const char *name, const char *content)
{
    zip_writer_add(w, name, str_from(content), ZIP_HONEST);
}

struct str zip_writer_end(struct zip_writer *w)
{
    size_t at = w->bytes.n - w->prefix_bytes;
    (void)buf_add_str(&w->bytes, buf_str(&w->list));
    (void)buf_add(&w->bytes, "PK\5\6", 4);
    add32(&w->bytes, 0);
    add16(&w->bytes, w->n_entries);
    add16(&w->bytes, w->n_entries);
    add32(&w->bytes, w->list.n);
    add32(&w->bytes, at);
    add16(&w->bytes, 0);
    return buf_str(&w->bytes);
}

void zip_writer_done(struct zip_writer *w)
{
    buf_done(&w->bytes);
    buf_done(&w->list);
}
