/* zip_parts.c - the list of a ZIP container and the bytes of its entries.
 *
 * Read after APPNOTE.TXT 6.3 (sections 4.3.7, 4.3.12 to 4.3.16, 4.5.3). The list at the end is the truth where there is one; its offsets may
 * be off by what was put before the container. A list that is missing or leads nowhere is replaced by the local headers, found from the
 * front: an unfinished upload still gives what had come. zlib unpacks; why not a ZIP library: docs/decisions/0008-own-zip-reader.md.
 *
 * Not here: the names (zip_name.c), what the entries mean.
 * SPDX-License-Identifier: MIT
 */
#include "zip_parts.h"

#include <stdlib.h>

#define ZLIB_CONST
#include <zlib.h>

#include "base/limits.h"
#include "base/mem.h"

enum {
    LOCAL_BYTES = 30,
    CENTRAL_BYTES = 46,
    END_BYTES = 22,
    END64_BYTES = 56,
    LOCATOR_BYTES = 20,
    END_LOOK_BYTES = 256 * 1024, /* the end record, its comment of 64 KB, and what a server appended */
    FLAG_ENCRYPTED = 1,
    FLAG_SIZES_BEHIND = 8,
    FLAG_UTF8 = 0x800,
    METHOD_STORED = 0,
    METHOD_DEFLATE = 8,
    EXTRA_ZIP64 = 1,
    EXTRA_UNICODE_NAME = 0x7075,
    STEP_BYTES = 64 * 1024,
    RATIO_FROM_BYTES = 4 * 1024 * 1024,
};

struct reading {
    struct str bytes;
    struct arena *arena;
    struct zip_parts *zip;
    size_t capacity;
    struct buf name;
};

static uint16_t u16(const char *p)
{
    return (uint16_t)((unsigned char)p[0] | (unsigned char)p[1] << 8);
}

static uint32_t u32(const char *p)
{
    return (uint32_t)u16(p) | (uint32_t)u16(p + 2) << 16;
}

static uint64_t u64(const char *p)
{
    return u32(p) | (uint64_t)u32(p + 4) << 32;
}

static bool is_at(struct str bytes, size_t at, const char *signature)
{
    return at <= bytes.n && bytes.n - at >= 4 && memcmp(bytes.p + at, signature, 4) == 0;
}

/* The value of an extra field, or STR_NONE. */
static struct str extra_field(struct str extra, uint16_t id)
{
    while (extra.n >= 4) {
        size_t n = u16(extra.p + 2);
        if (n > extra.n - 4)
            break;
        if (u16(extra.p) == id)
            return str_sub(extra, 4, n);
        extra = str_from_pos(extra, 4 + n);
    }
    return STR_NONE;
}

/* Roots and drives out of programs that packed whole paths. */
static struct str plain_path(struct str name)
{
    if (name.n > 1 && name.p[1] == ':')
        name = str_from_pos(name, 2);
    while (str_starts_c(name, "/") || str_starts_c(name, "./"))
        name = str_from_pos(name, 1);
    return name;
}

static struct str read_name(struct reading *r, struct str raw, struct str extra, uint16_t flags)
{
    struct str unicode = extra_field(extra, EXTRA_UNICODE_NAME); /* version, CRC of the other name, UTF-8 */
    bool is_utf8 = (flags & FLAG_UTF8) != 0;
    if (unicode.n > 5 && unicode.p[0] == 1 &&
        u32(unicode.p + 1) == (uint32_t)crc32(0, (const Bytef *)raw.p, (uInt)raw.n)) {
        raw = str_from_pos(unicode, 5);
        is_utf8 = true;
    }
    buf_clear(&r->name);
    zip_name_readable(str_sub(raw, 0, LIMIT_ZIP_NAME_BYTES), is_utf8, &r->name);
    for (size_t i = 0; i < r->name.n; i++)
        if (r->name.p[i] == '\\')
            r->name.p[i] = '/';
    return arena_str(r->arena, plain_path(buf_str(&r->name)));
}

/* The next entry of the list, or NULL when there may be no more. */
static struct zip_part *add_part(struct reading *r)
{
    if (r->zip->n_parts >= LIMIT_ZIP_ENTRIES) {
        r->zip->is_cut = true;
        return NULL;
    }
    MEM_GROW(r->zip->parts, r->zip->n_parts, r->capacity);
    struct zip_part *part = &r->zip->parts[r->zip->n_parts++];
    *part = (struct zip_part){0};
    return part;
}

static void fill_part(struct reading *r, struct zip_part *part, struct str raw_name, struct str extra, uint16_t flags)
{
    part->name = read_name(r, raw_name, extra, flags);
    part->is_folder = str_ends_c(part->name, "/");
    part->is_encrypted = (flags & FLAG_ENCRYPTED) != 0;
}

/* ---- the list at the end ---- */

/* The data of the entry whose local header stands at `at`; false when there is none. */
static bool local_data(struct str bytes, uint64_t at, uint64_t n_packed, struct str *ret_packed)
{
    if (at > bytes.n || !is_at(bytes, (size_t)at, "PK\3\4") || bytes.n - at < LOCAL_BYTES)
        return false;
    const char *p = bytes.p + at;
    size_t from = (size_t)at + LOCAL_BYTES + u16(p + 26) + u16(p + 28);
    if (from > bytes.n)
        return false;
    *ret_packed = str_sub(bytes, from, n_packed < bytes.n ? (size_t)n_packed : bytes.n);
    return true;
}

static void read_sizes(struct str extra, uint64_t n_unpacked, uint64_t *n_packed, uint64_t *at)
{
    struct str wide = extra_field(extra, EXTRA_ZIP64); /* only those that are all ones before, in this order */
    uint64_t *const values[] = {&n_unpacked, n_packed, at};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (*values[i] == UINT32_MAX && wide.n >= 8) {
            *values[i] = u64(wide.p);
            wide = str_from_pos(wide, 8);
        }
}

struct end_record {
    uint64_t list_at, list_bytes, prefix_bytes; /* list_at: where it really stands */
};

/* The end record at `at`, if its list begins where it must. */
static bool read_end(struct str bytes, size_t at, struct end_record *ret_end)
{
    if (bytes.n - at < END_BYTES)
        return false;
    const char *p = bytes.p + at;
    uint64_t n = u32(p + 12), said_at = u32(p + 16), end = at;
    if (at >= LOCATOR_BYTES && is_at(bytes, at - LOCATOR_BYTES, "PK\6\7")) {
        size_t end64 = at - LOCATOR_BYTES;
        end64 = end64 >= END64_BYTES ? end64 - END64_BYTES : SIZE_MAX; /* it stands right before, without extensions */
        if (end64 != SIZE_MAX && is_at(bytes, end64, "PK\6\6")) {
            n = u64(bytes.p + end64 + 40);
            said_at = u64(bytes.p + end64 + 48);
            end = end64;
        }
    }
    if (n > end)
        return false;
    uint64_t list_at = end - n;
    if (n && !is_at(bytes, (size_t)list_at, "PK\1\2"))
        return false;
    *ret_end = (struct end_record){list_at, n, list_at >= said_at ? list_at - said_at : 0};
    return true;
}

static bool find_end(struct str bytes, struct end_record *ret_end)
{
    if (bytes.n < END_BYTES)
        return false;
    size_t stop = bytes.n > END_LOOK_BYTES ? bytes.n - END_LOOK_BYTES : 0;
    for (size_t at = bytes.n - END_BYTES + 1; at-- > stop;)
        if (is_at(bytes, at, "PK\5\6") && read_end(bytes, at, ret_end))
            return true;
    return false;
}

static bool read_list(struct reading *r)
{
    struct end_record end;
    if (!find_end(r->bytes, &end))
        return false;
    struct str list = str_sub(r->bytes, (size_t)end.list_at, (size_t)end.list_bytes);
    size_t n_without_data = 0;
    while (list.n >= CENTRAL_BYTES && is_at(list, 0, "PK\1\2")) {
        const char *p = list.p;
        size_t n_name = u16(p + 28), n_extra = u16(p + 30), n_comment = u16(p + 32);
        struct str name = str_sub(list, CENTRAL_BYTES, n_name), extra = str_sub(list, CENTRAL_BYTES + n_name, n_extra);
        uint64_t n_packed = u32(p + 20), at = u32(p + 42);
        read_sizes(extra, u32(p + 24), &n_packed, &at);
        struct zip_part *part = add_part(r);
        if (!part)
            break;
        part->method = u16(p + 10);
        part->crc = u32(p + 16);
        part->has_crc = true;
        part->has_data = at <= UINT64_MAX - end.prefix_bytes &&
                         local_data(r->bytes, at + end.prefix_bytes, n_packed, &part->packed);
        n_without_data += !part->has_data;
        fill_part(r, part, name, extra, u16(p + 8));
        list = str_from_pos(list, CENTRAL_BYTES + n_name + n_extra + n_comment);
    }
    return n_without_data * 2 <= r->zip->n_parts; /* a list that leads nowhere is none */
}

/* ---- from the front ---- */

/* "PK\3\4" may stand by chance in packed data; a header also has a version, a method and a name. */
static bool is_header(struct str bytes, size_t at)
{
    if (!is_at(bytes, at, "PK\3\4") || bytes.n - at < LOCAL_BYTES)
        return false;
    const char *p = bytes.p + at;
    size_t n_name = u16(p + 26);
    if (u16(p + 4) > 63 || u16(p + 8) > 99 || !n_name || n_name > LIMIT_ZIP_NAME_BYTES ||
        n_name > bytes.n - at - LOCAL_BYTES)
        return false;
    for (size_t i = 0; i < n_name; i++)
        if ((unsigned char)p[LOCAL_BYTES + i] < ' ')
            return false;
    return true;
}

static size_t next_header(struct str bytes, size_t from)
{
    while (from < bytes.n) {
        size_t step = str_find(str_from_pos(bytes, from), STR_LIT("PK\3\4"));
        if (step == STR_NPOS)
            break;
        if (is_header(bytes, from + step))
            return from + step;
        from += step + 4;
    }
    return bytes.n;
}

static void read_from_front(struct reading *r)
{
    r->zip->is_recovered = true;
    r->zip->n_parts = 0;
    for (size_t at = next_header(r->bytes, 0); at < r->bytes.n;) {
        const char *p = r->bytes.p + at;
        uint16_t flags = u16(p + 6);
        size_t n_name = u16(p + 26), n_extra = u16(p + 28), data = at + LOCAL_BYTES + n_name + n_extra;
        struct str name = str_sub(r->bytes, at + LOCAL_BYTES, n_name),
                   extra = str_sub(r->bytes, at + LOCAL_BYTES + n_name, n_extra);
        uint64_t n_packed = u32(p + 18), nowhere = 0;
        read_sizes(extra, u32(p + 22), &n_packed, &nowhere);
        bool is_behind = (flags & FLAG_SIZES_BEHIND) != 0 && !n_packed;
        struct zip_part *part = add_part(r);
        if (!part)
            break;
        part->method = u16(p + 8);
        part->crc = u32(p + 14);
        part->has_crc = !is_behind;
        part->has_data = data <= r->bytes.n;
        fill_part(r, part, name, extra, flags);
        if (data > r->bytes.n)
            break;
        size_t left = r->bytes.n - data;
        size_t next = is_behind || n_packed > left ? next_header(r->bytes, data) : data + (size_t)n_packed;
        if (!is_behind || part->method != METHOD_DEFLATE) /* deflate knows its end itself */
            left = is_behind ? next - data : n_packed < left ? (size_t)n_packed : left;
        part->packed = str_sub(r->bytes, data, left);
        at = next_header(r->bytes, next);
    }
}

enum oit_fault zip_parts_open(struct str bytes, struct arena *arena, struct zip_parts *ret_zip)
{
    struct reading r = {.bytes = bytes, .arena = arena, .zip = ret_zip};
    *ret_zip = (struct zip_parts){0};
    buf_init(&r.name, (size_t)LIMIT_ZIP_NAME_BYTES * 4);
    if (!read_list(&r))
        read_from_front(&r);
    buf_done(&r.name);
    struct zip_part *parts = ret_zip->parts;
    if (parts) {
        ret_zip->parts = ARENA_ARRAY(arena, struct zip_part, ret_zip->n_parts);
        memcpy(ret_zip->parts, parts, ret_zip->n_parts * sizeof *parts);
        free(parts);
    }
    if (ret_zip->n_parts)
        return FAULT_NONE;
    return ret_zip->is_recovered ? FAULT_DAMAGED : FAULT_EMPTY;
}

const struct zip_part *zip_parts_find_str(const struct zip_parts *zip, struct str name)
{
    while (str_starts_c(name, "/"))
        name = str_from_pos(name, 1);
    for (size_t i = 0; i < zip->n_parts; i++)
        if (!zip->parts[i].is_folder && str_eq_nocase(zip->parts[i].name, name))
            return &zip->parts[i];
    return NULL;
}

const struct zip_part *zip_parts_find(const struct zip_parts *zip, const char *name)
{
    return zip_parts_find_str(zip, str_from(name));
}

/* ---- the bytes of an entry ---- */

/* How much may still be delivered of this entry. */
static size_t allowance(const struct zip_parts *zip, const struct buf *out)
{
    size_t left = zip->n_delivered < LIMIT_ZIP_TOTAL_BYTES ? LIMIT_ZIP_TOTAL_BYTES - zip->n_delivered : 0;
    if (left > LIMIT_ZIP_ENTRY_BYTES)
        left = LIMIT_ZIP_ENTRY_BYTES;
    if (out->max && left > out->max - out->n)
        left = out->max - out->n;
    return left;
}

static enum oit_fault unpack(struct str packed, size_t may, struct buf *out)
{
    z_stream z = {0};
    if (inflateInit2(&z, -15) != Z_OK)
        return FAULT_DAMAGED;
    z.next_in = (const Bytef *)packed.p;
    z.avail_in = packed.n < UINT32_MAX ? (uInt)packed.n : UINT32_MAX;
    size_t before = out->n;
    enum oit_fault fault = FAULT_NONE;
    for (int result = Z_OK; result != Z_STREAM_END && fault == FAULT_NONE;) {
        size_t made_all = out->n - before, room = may - made_all < STEP_BYTES ? may - made_all : STEP_BYTES;
        char probe; /* at the limit: is there more? */
        bool is_at_limit = room == 0;
        if (!is_at_limit && !buf_reserve(out, room)) {
            fault = FAULT_TOO_LARGE;
            break;
        }
        z.next_out = is_at_limit ? (Bytef *)&probe : (Bytef *)(out->p + out->n);
        z.avail_out = is_at_limit ? 1 : (uInt)room;
        uInt given = z.avail_out;
        result = inflate(&z, Z_NO_FLUSH);
        size_t made = given - z.avail_out;
        if (is_at_limit && made)
            fault = FAULT_TOO_LARGE;
        else if (!is_at_limit)
            out->n += made;
        if (result != Z_OK && result != Z_STREAM_END)
            fault = fault == FAULT_NONE ? FAULT_DAMAGED : fault; /* Z_BUF_ERROR too: the data ends too early */
        if (out->n - before > RATIO_FROM_BYTES && (out->n - before) / LIMIT_ZIP_RATIO > z.total_in)
            fault = FAULT_TOO_LARGE;
    }
    if (out->p)
        out->p[out->n] = '\0';
    (void)inflateEnd(&z);
    return fault;
}

static enum oit_fault copy(struct str packed, size_t may, struct buf *out)
{
    (void)buf_add_str(out, str_sub(packed, 0, may));
    return packed.n > may ? FAULT_TOO_LARGE : FAULT_NONE;
}

enum oit_fault zip_parts_read(struct zip_parts *zip, const struct zip_part *part, struct buf *out)
{
    if (part->is_encrypted)
        return FAULT_ENCRYPTED;
    if (!part->has_data)
        return FAULT_DAMAGED;
    if (part->method != METHOD_STORED && part->method != METHOD_DEFLATE)
        return FAULT_UNSUPPORTED;
    size_t before = out->n, may = allowance(zip, out);
    enum oit_fault fault =
        part->method == METHOD_STORED ? copy(part->packed, may, out) : unpack(part->packed, may, out);
    size_t n = out->n - before;
    zip->n_delivered += n;
    if (fault == FAULT_NONE && part->has_crc &&
        (uint32_t)crc32_z(0, (const Bytef *)(n ? out->p + before : ""), n) != part->crc)
        fault = FAULT_DAMAGED;
    return fault;
}
