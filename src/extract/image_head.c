/* image_head.c - how large a picture is and how many pages it has.
 *
 * The formats are described in their specifications: PNG (ISO/IEC 15948, 11.2.2), JPEG (ITU-T T.81, B.2.2), GIF89a (18), the BITMAPINFOHEADER of
 * BMP, WebP (RFC 9649, 2.4-2.7), TIFF 6.0 (section 2). Bytes are not trusted: each place is checked before it is read.
 * SPDX-License-Identifier: MIT
 */
#include "image_head.h"

#include <string.h>

#include "base/limits.h"

static uint32_t byte_at(struct str s, size_t i)
{
    return i < s.n ? (unsigned char)s.p[i] : 0;
}

static uint32_t big16(struct str s, size_t i)
{
    return byte_at(s, i) << 8 | byte_at(s, i + 1);
}

static uint32_t big32(struct str s, size_t i)
{
    return big16(s, i) << 16 | big16(s, i + 2);
}

static uint32_t little16(struct str s, size_t i)
{
    return byte_at(s, i) | byte_at(s, i + 1) << 8;
}

static uint32_t little32(struct str s, size_t i)
{
    return little16(s, i) | little16(s, i + 2) << 16;
}

static bool has_at(struct str s, size_t i, const char *bytes, size_t n)
{
    return i + n <= s.n && memcmp(s.p + i, bytes, n) == 0;
}

static void read_png(struct str s, struct image_head *head)
{
    head->width = big32(s, 16);
    head->height = big32(s, 20);
}

static void read_gif(struct str s, struct image_head *head)
{
    head->width = little16(s, 6);
    head->height = little16(s, 8);
}

static void read_bmp(struct str s, struct image_head *head)
{
    uint32_t height = little32(s, 22);
    head->width = little32(s, 18);
    head->height = height > INT32_MAX ? 0 - height : height; /* negative: rows from the top */
}

static void read_webp(struct str s, struct image_head *head)
{
    if (has_at(s, 12, "VP8X", 4)) {
        head->width = (little32(s, 24) & 0xFFFFFF) + 1;
        head->height = (little32(s, 27) & 0xFFFFFF) + 1;
    } else if (has_at(s, 12, "VP8L", 4)) {
        uint32_t bits = little32(s, 21);
        head->width = (bits & 0x3FFF) + 1;
        head->height = (bits >> 14 & 0x3FFF) + 1;
    } else if (has_at(s, 12, "VP8 ", 4)) {
        head->width = little16(s, 26) & 0x3FFF;
        head->height = little16(s, 28) & 0x3FFF;
    }
}

/* A frame header: SOF0-SOF15, without DHT (C4), JPG (C8) and DAC (CC). */
static bool is_frame(uint32_t marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static void read_jpeg(struct str s, struct image_head *head)
{
    for (size_t i = 2; i + 9 < s.n;) {
        uint32_t marker = byte_at(s, i + 1);
        if (byte_at(s, i) != 0xFF)
            return;
        if (marker == 0xFF) { /* fill byte */
            i++;
        } else if (is_frame(marker)) {
            head->height = big16(s, i + 5);
            head->width = big16(s, i + 7);
            return;
        } else {
            bool stands_alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD9);
            i += stands_alone ? 2 : 2 + (size_t)(big16(s, i + 2) < 2 ? 2 : big16(s, i + 2));
        }
    }
}

static void read_tiff(struct str s, struct image_head *head)
{
    enum { TAG_WIDTH = 256, TAG_HEIGHT = 257, TYPE_SHORT = 3, ENTRY_BYTES = 12 };
    bool is_big = s.p[0] == 'M';
    size_t at = is_big ? big32(s, 4) : little32(s, 4);
    head->n_pages = 0;
    while (at >= 8 && at + 2 <= s.n && head->n_pages < LIMIT_IMAGE_PAGES) {
        uint32_t n = is_big ? big16(s, at) : little16(s, at);
        size_t end = at + 2 + (size_t)n * ENTRY_BYTES;
        if (end > s.n)
            break;
        for (size_t i = at + 2; head->n_pages == 0 && i < end; i += ENTRY_BYTES) {
            uint32_t tag = is_big ? big16(s, i) : little16(s, i), type = is_big ? big16(s, i + 2) : little16(s, i + 2);
            uint32_t value = type == TYPE_SHORT ? (is_big ? big16(s, i + 8) : little16(s, i + 8)) : (is_big ? big32(s, i + 8) : little32(s, i + 8));
            if (tag == TAG_WIDTH)
                head->width = value;
            if (tag == TAG_HEIGHT)
                head->height = value;
        }
        head->n_pages++;
        size_t next = end + 4 <= s.n ? (is_big ? big32(s, end) : little32(s, end)) : 0;
        at = next > at ? next : 0; /* a chain that goes back could go round */
    }
}

bool image_head_read(struct str bytes, struct image_head *ret_head)
{
    static const struct {
        const char *magic;
        size_t n;
        void (*read)(struct str s, struct image_head *head);
    } formats[] = {
        {"\x89PNG\r\n\x1A\n", 8, read_png}, {"\xFF\xD8\xFF", 3, read_jpeg}, {"GIF8", 4, read_gif},
        {"BM", 2, read_bmp},                {"II*\0", 4, read_tiff},        {"MM\0*", 4, read_tiff},
        {"RIFF", 4, read_webp},
    };
    struct image_head head = {.n_pages = 1};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (has_at(bytes, 0, formats[i].magic, formats[i].n)) {
            formats[i].read(bytes, &head);
            break;
        }
    *ret_head = head;
    return head.width > 0 && head.height > 0 && head.n_pages > 0;
}
