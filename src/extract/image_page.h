/* image_page.h - a picture as the page of a scan: decoded, gray, of a size OCR likes. A builtin (builtin.h): runs in a process of its own.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_IMAGE_PAGE_H
#define OIT_EXTRACT_IMAGE_PAGE_H

#include "extract/builtin.h"

/* Reads an image file (JPEG, PNG, TIFF, GIF, BMP, WebP) from in_fd, writes page request->page (of a TIFF) as an 8-bit PGM to out_fd. Its long
 * side becomes about that of A4 at 300 dpi; a small picture is made at most twice as large. */
enum builtin_end image_page(int in_fd, int out_fd, const struct builtin_request *request);

#endif
