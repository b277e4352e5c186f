/* builtin.h - tools of our own: functions that read a document from one descriptor and write text or an image to another.
 *
 * What they call (libfreexl, leptonica) is not trusted with a parser worker's life and wants files, so they run like foreign programs do: each in a
 * child of the launcher under the tool sandbox, with its limits on memory, time and output. The table of them is in worker/programs.c.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_BUILTIN_H
#define OIT_EXTRACT_BUILTIN_H

#include <stdint.h>

struct builtin_request {
    uint32_t page; /* 1-based; 0: the first or only one */
    uint32_t dpi;  /* of the image that is read or to be made; 0: not known */
};

/* What a builtin returns; it becomes the exit status of its process. */
enum builtin_end { BUILTIN_DONE, BUILTIN_DAMAGED, BUILTIN_ENCRYPTED, BUILTIN_LIMIT, BUILTIN_UNSUPPORTED };

/* Standard output and error may not be used; in_fd stands at its beginning and is also /proc/self/fd/0. */
typedef enum builtin_end (*builtin_fn)(int in_fd, int out_fd, const struct builtin_request *request);

/* Years of a PGM, which must be a file or memfd that can be mapped: lines of digits_write (digits.h). */
enum builtin_end builtin_digits(int in_fd, int out_fd, const struct builtin_request *request);

#endif
