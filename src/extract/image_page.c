/* image_page.c - a picture as the page of a scan, by leptonica.
 *
 * The head is looked at before anything is decoded: a few bytes can announce a picture of gigabytes. What is written is our own: leptonica puts a
 * comment into its PGM, which not every reader takes.
 * SPDX-License-Identifier: MIT
 */
#include "image_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <allheaders.h>

#include "base/buf.h"
#include "base/limits.h"
#include "extract/image_head.h"

enum { A4_LONG_SIDE = 3508 /* at 300 dpi */, MAX_ENLARGED = 2, READ_BYTES = 64 * 1024 };

static bool read_all(int fd, struct buf *out)
{
    char chunk[READ_BYTES];
    ssize_t n;
    while ((n = read(fd, chunk, sizeof chunk)) > 0)
        if (!buf_add(out, chunk, (size_t)n))
            return false;
    return n == 0;
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t written = write(fd, p, n);
        if (written <= 0)
            return false;
        p += written;
        n -= (size_t)written;
    }
    return true;
}

static bool is_too_large(const struct buf *bytes, uint32_t page)
{
    struct image_head head;
    l_int32 width = 0, height = 0;
    if (image_head_read(buf_str(bytes), &head) && (uint64_t)head.width * head.height > LIMIT_IMAGE_PIXELS)
        return true;
    /* A TIFF says its size anew for each page; the head above was that of the first. */
    if (page > 1 && readHeaderMemTiff((const l_uint8 *)bytes->p, bytes->n, (l_int32)page - 1, &width, &height, NULL, NULL, NULL, NULL, NULL) == 0)
        return (uint64_t)width * (uint64_t)height > LIMIT_IMAGE_PIXELS;
    if (pixReadHeaderMem((const l_uint8 *)bytes->p, bytes->n, NULL, &width, &height, NULL, NULL, NULL) != 0)
        return false;
    return (uint64_t)width * (uint64_t)height > LIMIT_IMAGE_PIXELS;
}

static PIX *decode(const struct buf *bytes, uint32_t page)
{
    if (page > 1)
        return pixReadMemTiff((const l_uint8 *)bytes->p, bytes->n, (l_int32)page - 1);
    return pixReadMem((const l_uint8 *)bytes->p, bytes->n);
}

/* Eight bits of gray, white where the picture is transparent. Takes pix. */
static PIX *gray_of(PIX *pix)
{
    PIX *opaque = pixRemoveAlpha(pix);
    PIX *gray = opaque ? pixConvertTo8(opaque, 0) : NULL;
    pixDestroy(&opaque);
    pixDestroy(&pix);
    return gray;
}

/* Takes gray. */
static PIX *scaled_of(PIX *gray)
{
    l_int32 width = pixGetWidth(gray), height = pixGetHeight(gray), side = width > height ? width : height;
    float factor = (float)A4_LONG_SIDE / (float)side;
    if (factor > MAX_ENLARGED)
        factor = MAX_ENLARGED;
    if (factor > 0.9F && factor < 1.1F)
        return gray;
    PIX *scaled = pixScale(gray, factor, factor);
    pixDestroy(&gray);
    return scaled;
}

static bool write_pgm(PIX *gray, int fd)
{
    char head[64];
    l_int32 width = pixGetWidth(gray), height = pixGetHeight(gray);
    int n = snprintf(head, sizeof head, "P5\n%d %d\n255\n", width, height);
    char *row = malloc((size_t)width);
    bool is_written = row && n > 0 && write_all(fd, head, (size_t)n);
    for (l_int32 y = 0; y < height && is_written; y++) {
        for (l_int32 x = 0; x < width; x++) {
            l_uint32 value = 0;
            (void)pixGetPixel(gray, x, y, &value);
            row[x] = (char)value;
        }
        is_written = write_all(fd, row, (size_t)width);
    }
    free(row);
    return is_written;
}

enum builtin_end image_page(int in_fd, int out_fd, const struct builtin_request *request)
{
    struct buf bytes;
    enum builtin_end end = BUILTIN_DAMAGED;
    uint32_t page = request->page ? request->page : 1;
    buf_init(&bytes, LIMIT_INFLATED_BYTES);
    (void)setMsgSeverity(L_SEVERITY_NONE); /* standard error is not ours */
    if (!read_all(in_fd, &bytes) || page > LIMIT_IMAGE_PAGES || is_too_large(&bytes, page)) {
        end = BUILTIN_LIMIT;
    } else {
        PIX *pix = decode(&bytes, page);
        if (pix)
            pix = gray_of(pix);
        if (pix)
            pix = scaled_of(pix);
        if (pix && write_pgm(pix, out_fd))
            end = BUILTIN_DONE;
        pixDestroy(&pix);
    }
    buf_done(&bytes);
    return end;
}
