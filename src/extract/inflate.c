/* inflate.c - content decoding of wire bytes, bounded by size and by ratio.
 *
 * A cut stream gives what came before the cut and FAULT_DAMAGED; a bomb ends at the limit with FAULT_TOO_LARGE.
 * SPDX-License-Identifier: MIT
 */
#include "extract.h"

#define ZLIB_CONST
#include <brotli/decode.h>
#if OIT_LIBDEFLATE
#include <libdeflate.h>
#endif
#include <zlib.h>
#include <zstd.h>

#include "base/limits.h"

enum { STEP_BYTES = 64 * 1024, RATIO_FROM_BYTES = 1024 * 1024 };

enum extract_coding extract_coding_from(struct str header)
{
    static const struct {
        const char *name;
        enum extract_coding coding;
    } names[] = {{"", CODING_IDENTITY},   {"identity", CODING_IDENTITY}, {"gzip", CODING_GZIP},
                 {"x-gzip", CODING_GZIP}, {"deflate", CODING_DEFLATE},   {"br", CODING_BROTLI},
                 {"zstd", CODING_ZSTD},   {"none", CODING_IDENTITY},     {"utf-8", CODING_IDENTITY}};
    struct str name = str_trim(header);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase_c(name, names[i].name))
            return names[i].coding;
    return CODING_UNKNOWN;
}

static bool is_bomb(const struct buf *out, size_t n_before, size_t n_wire)
{
    size_t n = out->n - n_before;
    return n > RATIO_FROM_BYTES && n / LIMIT_INFLATE_RATIO > n_wire;
}

/* Room for the next step: at least 1 byte free, or false at the maximum. */
static bool make_room(struct buf *out, size_t *ret_room)
{
    size_t left = out->max ? (out->max > out->n ? out->max - out->n : 0) : STEP_BYTES;
    size_t step = left < STEP_BYTES ? left : STEP_BYTES;
    if (!step || !buf_reserve(out, step)) {
        out->is_full = true;
        return false;
    }
    *ret_room = step;
    return true;
}

static enum oit_fault inflate_zlib(struct str wire, int window_bits, struct buf *out)
{
    z_stream z = {0};
    if (inflateInit2(&z, window_bits) != Z_OK)
        return FAULT_DAMAGED;
    size_t before = out->n, given = 0, room = 0;
    enum oit_fault fault = FAULT_DAMAGED;
    for (;;) {
        if (z.avail_in == 0 && given < wire.n) {
            size_t n = wire.n - given < STEP_BYTES * 16 ? wire.n - given : STEP_BYTES * 16;
            z.next_in = (const Bytef *)(wire.p + given);
            z.avail_in = (uInt)n;
            given += n;
        }
        if (!make_room(out, &room) || is_bomb(out, before, wire.n)) {
            fault = FAULT_TOO_LARGE;
            break;
        }
        z.next_out = (Bytef *)(out->p + out->n);
        z.avail_out = (uInt)room;
        int result = inflate(&z, Z_NO_FLUSH);
        size_t made = room - z.avail_out;
        out->n += made;
        if (result == Z_STREAM_END) { /* another gzip member may follow */
            bool has_more = z.avail_in > 2 && window_bits > 15 && z.next_in[0] == 0x1F && z.next_in[1] == 0x8B;
            if (has_more && inflateReset(&z) == Z_OK)
                continue;
            fault = FAULT_NONE;
            break;
        }
        if (result != Z_OK || (made == 0 && z.avail_in == 0 && given >= wire.n))
            break;
    }
    (void)inflateEnd(&z);
    return fault;
}

#if OIT_LIBDEFLATE
/* The usual page in one call, at half of zlib's cost: a single whole gzip member that says itself how long it is. Everything else (false) goes the way
 * above, which gives what came before a cut and sees bombs. */
static bool inflate_whole(struct str wire, struct buf *out)
{
    static struct libdeflate_decompressor *decompressor; /* one a process */
    enum { GZIP_LEAST_BYTES = 18, ROOM_MAX_BYTES = RATIO_FROM_BYTES };
    if (wire.n < GZIP_LEAST_BYTES || memcmp(wire.p, "\x1F\x8B", 2) != 0)
        return false;
    const unsigned char *end = (const unsigned char *)wire.p + wire.n;
    size_t n = (size_t)end[-4] | (size_t)end[-3] << 8 | (size_t)end[-2] << 16 | (size_t)end[-1] << 24, used = 0, made = 0;
    if (n > ROOM_MAX_BYTES || (out->max && n > out->max - out->n) || (!decompressor && !(decompressor = libdeflate_alloc_decompressor())) ||
        !buf_reserve(out, n))
        return false;
    enum libdeflate_result result = libdeflate_gzip_decompress_ex(decompressor, wire.p, wire.n, out->p + out->n, n, &used, &made);
    if (result != LIBDEFLATE_SUCCESS || used != wire.n || made != n)
        return false;
    out->n += n;
    return true;
}
#else
static bool inflate_whole(struct str wire, struct buf *out)
{
    (void)wire;
    (void)out;
    return false;
}
#endif

static enum oit_fault inflate_brotli(struct str wire, struct buf *out)
{
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (!state)
        return FAULT_DAMAGED;
    size_t before = out->n, n_in = wire.n, room = 0;
    const uint8_t *in = (const uint8_t *)wire.p;
    enum oit_fault fault = FAULT_DAMAGED;
    for (;;) {
        if (!make_room(out, &room) || is_bomb(out, before, wire.n)) {
            fault = FAULT_TOO_LARGE;
            break;
        }
        uint8_t *to = (uint8_t *)(out->p + out->n);
        size_t left = room;
        BrotliDecoderResult result = BrotliDecoderDecompressStream(state, &n_in, &in, &left, &to, NULL);
        out->n += room - left;
        if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT)
            continue;
        if (result == BROTLI_DECODER_RESULT_SUCCESS)
            fault = FAULT_NONE;
        break;
    }
    BrotliDecoderDestroyInstance(state);
    return fault;
}

static enum oit_fault inflate_zstd(struct str wire, struct buf *out)
{
    ZSTD_DStream *stream = ZSTD_createDStream();
    if (!stream)
        return FAULT_DAMAGED;
    (void)ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, 23); /* RFC 8878: 8 MB for the web */
    ZSTD_inBuffer in = {wire.p, wire.n, 0};
    size_t before = out->n, room = 0;
    enum oit_fault fault = FAULT_DAMAGED;
    for (;;) {
        if (!make_room(out, &room) || is_bomb(out, before, wire.n)) {
            fault = FAULT_TOO_LARGE;
            break;
        }
        ZSTD_outBuffer to = {out->p + out->n, room, 0};
        size_t result = ZSTD_decompressStream(stream, &to, &in);
        out->n += to.pos;
        if (ZSTD_isError(result) || (to.pos == 0 && in.pos >= in.size && result != 0))
            break;
        if (result == 0 && in.pos >= in.size) {
            fault = FAULT_NONE;
            break;
        }
    }
    (void)ZSTD_freeDStream(stream);
    return fault;
}

enum oit_fault extract_inflate(struct str wire, enum extract_coding coding, struct buf *out)
{
    if (!wire.n)
        return FAULT_NONE;
    enum oit_fault fault = FAULT_NONE;
    size_t before = out->n;
    switch (coding) {
    case CODING_IDENTITY:
        (void)buf_add_str(out, wire);
        fault = out->is_full ? FAULT_TOO_LARGE : FAULT_NONE;
        break;
    case CODING_GZIP:
        fault = inflate_whole(wire, out) ? FAULT_NONE : inflate_zlib(wire, 15 + 32, out); /* gzip or zlib by its header */
        break;
    case CODING_DEFLATE:
        fault = inflate_zlib(wire, 15 + 32, out);
        if (fault == FAULT_DAMAGED && out->n == before)
            fault = inflate_zlib(wire, -15, out); /* some servers send the bare stream */
        break;
    case CODING_BROTLI: fault = inflate_brotli(wire, out); break;
    case CODING_ZSTD: fault = inflate_zstd(wire, out); break;
    case CODING_UNKNOWN: fault = FAULT_DAMAGED; break;
    }
    if (fault == FAULT_DAMAGED && out->n == before && wire.p[0] != '\0') {
        /* said to be packed, but is not: servers that set the header by hand */
        struct str head = str_trim(str_sub(wire, 0, 512));
        if (head.n && (head.p[0] == '<' || str_starts_c(head, "%PDF"))) {
            (void)buf_add_str(out, wire);
            fault = out->is_full ? FAULT_TOO_LARGE : FAULT_NONE;
        }
    }
    if (out->p)
        out->p[out->n] = '\0';
    return fault;
}
