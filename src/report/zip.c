/* zip.c - local headers are written empty and filled in when the entry's sizes are known; the list comes at the end.
 * SPDX-License-Identifier: MIT
 */
#include "zip.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"

/* APPNOTE 4.3 and 4.4 */
enum {
    LOCAL_MAGIC = 0x04034b50, LIST_MAGIC = 0x02014b50, END_MAGIC = 0x06054b50,
    NEEDS_VERSION = 20, MADE_BY = 3 << 8 | NEEDS_VERSION /* Unix: the upper half of the attributes is a file mode */,
    FLAG_UTF8 = 1 << 11, METHOD_DEFLATE = 8,
    TIME_FIELD = 0x5455, TIME_FIELD_BYTES = 9, /* Info-ZIP's extended timestamp: one time */
    LOCAL_BYTES = 30, MAX_ENTRIES = 0xFFFE, MAX_NAME_BYTES = 0xFFFF, CHUNK_BYTES = 64 * 1024, LEVEL = 6,
    MODE = 0100600,
};

struct entry {
    char *name;
    uint32_t crc, n_packed, n_plain, offset;
    int64_t utc_seconds;
    struct sha256 hash;
};

struct zip {
    char *path;
    struct file_draft draft;
    int fd;
    uint64_t n_written, max_bytes, n_list; /* n_list: bytes the list will take */
    struct entry *entries;
    size_t n_entries, capacity;
    bool is_open; /* the last entry is being written */
    z_stream deflate;
    bool has_deflate;
    struct sha256_pieces *hash;
};

/* --- bytes --------------------------------------------------------------------------------------------------------------------- */

static void put16(struct buf *out, unsigned value)
{
    const unsigned char bytes[] = {(unsigned char)value, (unsigned char)(value >> 8)};
    (void)buf_add(out, bytes, sizeof bytes);
}

static void put32(struct buf *out, uint32_t value)
{
    put16(out, value & 0xFFFF);
    put16(out, value >> 16);
}

/* DOS has a calendar from 1980 to 2107, in steps of two seconds. */
static uint32_t dos_time(int64_t utc_seconds)
{
    struct clock_date date = clock_date_bangkok(utc_seconds);
    int hour, minute;
    clock_bangkok_hm(utc_seconds, &hour, &minute);
    if (date.year_ce < 1980)
        return UINT32_C(1) << 21 | UINT32_C(1) << 16;
    if (date.year_ce > 2107)
        return UINT32_C(0xFF9FBF7D);
    uint32_t second = (uint32_t)(((utc_seconds % 60) + 60) % 60);
    return (uint32_t)(date.year_ce - 1980) << 25 | (uint32_t)date.month << 21 | (uint32_t)date.day << 16 | (uint32_t)hour << 11 | (uint32_t)minute << 5 | second / 2;
}

static bool has_time_field(const struct entry *e)
{
    return e->utc_seconds > 0 && e->utc_seconds <= INT32_MAX; /* the field is a signed word; DOS time stands beside it */
}

static void put_common(const struct entry *e, struct buf *out) /* what local header and list share */
{
    put16(out, NEEDS_VERSION);
    put16(out, FLAG_UTF8);
    put16(out, METHOD_DEFLATE);
    put32(out, dos_time(e->utc_seconds));
    put32(out, e->crc);
    put32(out, e->n_packed);
    put32(out, e->n_plain);
    put16(out, (unsigned)strlen(e->name));
    put16(out, has_time_field(e) ? TIME_FIELD_BYTES : 0);
}

static void put_name_and_time(const struct entry *e, struct buf *out)
{
    (void)buf_add_c(out, e->name);
    if (!has_time_field(e))
        return;
    put16(out, TIME_FIELD);
    put16(out, TIME_FIELD_BYTES - 4);
    (void)buf_add_char(out, 1); /* modification time is there */
    put32(out, (uint32_t)e->utc_seconds);
}

static void put_local(const struct entry *e, struct buf *out)
{
    put32(out, LOCAL_MAGIC);
    put_common(e, out);
    put_name_and_time(e, out);
}

static void put_listed(const struct entry *e, struct buf *out)
{
    put32(out, LIST_MAGIC);
    put16(out, MADE_BY);
    put_common(e, out);
    put16(out, 0); /* comment */
    put16(out, 0); /* disk */
    put16(out, 0); /* internal attributes */
    put32(out, (uint32_t)MODE << 16);
    put32(out, e->offset);
    put_name_and_time(e, out);
}

/* --- the file ------------------------------------------------------------------------------------------------------------------ */

static enum oit_code cannot_write(const struct zip *zip, struct err *err)
{
    return err_at(err, OIT_ERR_LOCAL, zip->path, "เขียนแฟ้มไม่ได้ '%s' (%s): ตรวจสิทธิ์และเนื้อที่ดิสก์", "cannot write '%s' (%s): check permissions and disk space", zip->path,
                  strerror(errno));
}

static enum oit_code too_large(const struct zip *zip, struct err *err)
{
    uint64_t mb = zip->max_bytes / (1024 * 1024);
    return err_at(err, OIT_ERR_LOCAL, zip->path, "แฟ้มรวม '%s' จะใหญ่เกิน %llu เมกะไบต์ จึงไม่ได้เขียน: สั่งทีละข้อด้วย --item",
                  "'%s' would be larger than %llu MB and was not written: ask for one item at a time with --item", zip->path, (unsigned long long)mb);
}

static enum oit_code put_bytes(struct zip *zip, struct str bytes, struct err *err)
{
    enum { END_BYTES = 22 };
    if (bytes.n > zip->max_bytes || zip->n_written + bytes.n + zip->n_list + END_BYTES > zip->max_bytes)
        return too_large(zip, err);
    zip->n_written += bytes.n;
    while (bytes.n > 0) {
        ssize_t n = write(zip->fd, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return cannot_write(zip, err);
        bytes = str_from_pos(bytes, (size_t)n);
    }
    return OIT_OK;
}

enum oit_code zip_new(const char *path, uint64_t max_bytes, struct zip **ret_zip, struct err *err)
{
    struct zip *zip = mem_alloc(sizeof *zip);
    zip->path = mem_text(str_from(path));
    zip->max_bytes = max_bytes < UINT32_MAX - 1 ? max_bytes : UINT32_MAX - 1;
    zip->fd = -1;
    enum oit_code code = file_draft_begin(path, &zip->draft, &zip->fd, err);
    zip->has_deflate = code == OIT_OK && deflateInit2(&zip->deflate, LEVEL, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK;
    if (code == OIT_OK && !zip->has_deflate)
        code = err_set(err, OIT_ERR_LOCAL, "หน่วยความจำไม่พอ", "out of memory");
    if (code == OIT_OK)
        *ret_zip = zip;
    else
        zip_drop(zip);
    return code;
}

enum oit_code zip_begin(struct zip *zip, const char *name, int64_t utc_seconds, struct err *err)
{
    struct buf head;
    if (zip->n_entries >= MAX_ENTRIES || strlen(name) > MAX_NAME_BYTES)
        return too_large(zip, err);
    MEM_GROW(zip->entries, zip->n_entries, zip->capacity);
    struct entry *e = &zip->entries[zip->n_entries++];
    *e = (struct entry){.name = mem_text(str_from(name)), .utc_seconds = utc_seconds, .offset = (uint32_t)zip->n_written};
    buf_init(&head, 0);
    put_listed(e, &head);
    zip->n_list += head.n;
    buf_clear(&head);
    put_local(e, &head);
    enum oit_code code = put_bytes(zip, buf_str(&head), err);
    buf_done(&head);
    e->crc = (uint32_t)crc32(0, NULL, 0);
    (void)deflateReset(&zip->deflate);
    zip->hash = sha256_begin();
    zip->is_open = true;
    return code;
}

static enum oit_code deflate_more(struct zip *zip, struct str bytes, int flush, struct err *err)
{
    struct entry *e = &zip->entries[zip->n_entries - 1];
    unsigned char chunk[CHUNK_BYTES];
    do { /* zlib counts in unsigned int */
        struct str part = str_sub(bytes, 0, 1u << 30);
        bytes = str_from_pos(bytes, part.n);
        zip->deflate.next_in = (Bytef *)(uintptr_t)part.p;
        zip->deflate.avail_in = (uInt)part.n;
        do {
            zip->deflate.next_out = chunk;
            zip->deflate.avail_out = sizeof chunk;
            (void)deflate(&zip->deflate, bytes.n ? Z_NO_FLUSH : flush);
            size_t n = sizeof chunk - zip->deflate.avail_out;
            enum oit_code code = put_bytes(zip, (struct str){(const char *)chunk, n}, err);
            if (code != OIT_OK)
                return code;
            e->n_packed += (uint32_t)n;
        } while (zip->deflate.avail_out == 0);
    } while (bytes.n > 0);
    return OIT_OK;
}

enum oit_code zip_write(struct zip *zip, struct str bytes, struct err *err)
{
    struct entry *e = &zip->entries[zip->n_entries - 1];
    if (!bytes.n)
        return OIT_OK;
    if (bytes.n > UINT32_MAX - 1 - e->n_plain)
        return too_large(zip, err);
    e->n_plain += (uint32_t)bytes.n;
    e->crc = (uint32_t)crc32_z(e->crc, (const Bytef *)bytes.p, bytes.n);
    sha256_add(zip->hash, bytes);
    return deflate_more(zip, bytes, Z_NO_FLUSH, err);
}

enum oit_code zip_end(struct zip *zip, struct err *err)
{
    struct entry *e = &zip->entries[zip->n_entries - 1];
    enum oit_code code = deflate_more(zip, STR_NONE, Z_FINISH, err);
    struct buf head;
    sha256_end(zip->hash, &e->hash);
    zip->hash = NULL;
    zip->is_open = false;
    if (code != OIT_OK)
        return code;
    buf_init(&head, 0);
    put_local(e, &head);
    if (pwrite(zip->fd, head.p, LOCAL_BYTES, (off_t)e->offset) != LOCAL_BYTES)
        code = cannot_write(zip, err);
    buf_done(&head);
    return code;
}

enum oit_code zip_add(struct zip *zip, const char *name, int64_t utc_seconds, struct str bytes, struct err *err)
{
    enum oit_code code = zip_begin(zip, name, utc_seconds, err);
    if (code == OIT_OK)
        code = zip_write(zip, bytes, err);
    return code == OIT_OK ? zip_end(zip, err) : code;
}

static int by_name(const void *a, const void *b)
{
    const struct entry *x = *(const struct entry *const *)a, *y = *(const struct entry *const *)b;
    return strcmp(x->name, y->name);
}

void zip_sums(const struct zip *zip, struct buf *out)
{
    const struct entry **sorted = mem_resize(NULL, zip->n_entries + 1, sizeof *sorted);
    for (size_t i = 0; i < zip->n_entries; i++)
        sorted[i] = &zip->entries[i];
    qsort(sorted, zip->n_entries, sizeof *sorted, by_name);
    for (size_t i = 0; i < zip->n_entries; i++) {
        char hex[65];
        sha256_hex(sorted[i]->hash, hex);
        (void)buf_addf(out, "%s  %s\n", hex, sorted[i]->name);
    }
    free(sorted);
}

static enum oit_code put_list(struct zip *zip, struct err *err)
{
    struct buf list;
    uint64_t offset = zip->n_written;
    buf_init(&list, 0);
    for (size_t i = 0; i < zip->n_entries; i++)
        put_listed(&zip->entries[i], &list);
    size_t n = list.n;
    put32(&list, END_MAGIC);
    put16(&list, 0);
    put16(&list, 0);
    put16(&list, (unsigned)zip->n_entries);
    put16(&list, (unsigned)zip->n_entries);
    put32(&list, (uint32_t)n);
    put32(&list, (uint32_t)offset);
    put16(&list, 0);
    zip->n_list = 0;
    zip->max_bytes = UINT32_MAX - 1; /* was looked at with every byte */
    enum oit_code code = put_bytes(zip, buf_str(&list), err);
    buf_done(&list);
    return code;
}

enum oit_code zip_close(struct zip *zip, struct err *err)
{
    enum oit_code code = put_list(zip, err);
    int fd = zip->fd;
    zip->fd = -1;
    enum oit_code sealed = file_draft_seal(&zip->draft, fd, code == OIT_OK ? err : NULL);
    code = code == OIT_OK ? sealed : code;
    if (code == OIT_OK)
        code = file_draft_place(&zip->draft, err);
    zip_drop(zip);
    return code;
}

void zip_drop(struct zip *zip)
{
    if (!zip)
        return;
    if (zip->fd >= 0)
        (void)close(zip->fd);
    file_draft_drop(&zip->draft);
    if (zip->has_deflate)
        (void)deflateEnd(&zip->deflate);
    sha256_end(zip->hash, NULL);
    for (size_t i = 0; i < zip->n_entries; i++)
        free(zip->entries[i].name);
    free(zip->entries);
    free(zip->path);
    free(zip);
}
