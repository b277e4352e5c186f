/* pdf_objects.c - object streams, and which features a PDF uses, so that tools which look for them are not run for nothing.
 * SPDX-License-Identifier: MIT
 */
#include "pdf_objects.h"

#include <zlib.h>

#include "base/limits.h"

enum { CHUNK_BYTES = 64 * 1024, STREAM_REACH = 2048 /* from the name in a dictionary to its stream */ };

/* A damaged end leaves what came before. False: no deflate stream. */
static bool inflate_stream(struct str packed, struct buf *out)
{
    z_stream z = {.next_in = (z_const Bytef *)(uintptr_t)packed.p, .avail_in = packed.n > UINT32_MAX ? UINT32_MAX : (uInt)packed.n};
    if (inflateInit(&z) != Z_OK)
        return false;
    int result = Z_OK;
    while (result == Z_OK && !out->is_full) {
        char bytes[CHUNK_BYTES];
        z.next_out = (Bytef *)bytes;
        z.avail_out = sizeof bytes;
        result = inflate(&z, Z_NO_FLUSH);
        size_t n = sizeof bytes - z.avail_out;
        (void)buf_add(out, bytes, n);
        if (n == 0 && result == Z_OK)
            result = Z_BUF_ERROR;
    }
    (void)inflateEnd(&z);
    return result == Z_STREAM_END;
}

bool pdf_objects_each(struct str bytes, bool (*look)(void *to, struct str text), void *to)
{
    struct buf text;
    size_t n_inflated = 0;
    bool is_whole = true, goes_on = look(to, bytes);
    buf_init(&text, LIMIT_PDF_OBJECT_BYTES);
    while (goes_on) {
        size_t at = str_find_c(bytes, "/ObjStm");
        if (at == STR_NPOS)
            break;
        bytes = str_from_pos(bytes, at + 7);
        size_t stream = str_find_c(str_sub(bytes, 0, STREAM_REACH), "stream");
        if (stream == STR_NPOS)
            continue; /* the name stood there by chance */
        struct str packed = str_from_pos(bytes, stream + 6);
        packed = str_from_pos(packed, str_starts_c(packed, "\r\n") ? 2 : 1);
        buf_clear(&text);
        is_whole &= inflate_stream(packed, &text);
        n_inflated += text.n;
        goes_on = look(to, buf_str(&text));
        if (n_inflated >= LIMIT_PDF_OBJECT_BYTES) {
            is_whole = false;
            break;
        }
    }
    buf_done(&text);
    return is_whole;
}

static bool look_for_marks(void *to, struct str text)
{
    struct pdf_marks *marks = to;
    static const struct {
        const char *name;
        enum { LINKS, FILES, FORM, PORTFOLIO } mark;
    } names[] = {{"/URI", LINKS}, {"/EmbeddedFile", FILES}, {"/AcroForm", FORM}, {"/Collection", PORTFOLIO}};
    bool *const places[] = {
        [LINKS] = &marks->has_links, [FILES] = &marks->has_files, [FORM] = &marks->has_form, [PORTFOLIO] = &marks->is_portfolio};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        *places[names[i].mark] = *places[names[i].mark] || str_find_c(text, names[i].name) != STR_NPOS;
    marks->has_files |= marks->is_portfolio;
    return !marks->has_links || !marks->has_files || !marks->has_form || !marks->is_portfolio;
}

struct pdf_marks pdf_marks(struct str bytes)
{
    struct pdf_marks marks = {.has_links = false};
    bool is_whole = pdf_objects_each(bytes, look_for_marks, &marks);
    if (!is_whole || str_find_c(bytes, "/Encrypt") != STR_NPOS)
        return (struct pdf_marks){true, true, true, marks.is_portfolio};
    return marks;
}
