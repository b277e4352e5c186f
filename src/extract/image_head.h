/* image_head.h - how large a picture is and how many pages it has, from the head of its bytes. Nothing is decoded: that is image_page.c's, in a
 * process of its own.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_IMAGE_HEAD_H
#define OIT_EXTRACT_IMAGE_HEAD_H

#include <stdint.h>

#include "base/str.h"

struct image_head {
    uint32_t width, height; /* pixels, of the first page */
    uint32_t n_pages;       /* more than one in TIFF only; at most LIMIT_IMAGE_PAGES */
};

/* JPEG, PNG, TIFF, GIF, BMP, WebP. False: another format, or damaged. */
bool image_head_read(struct str bytes, struct image_head *ret_head);

#endif
