/* file.h - reading and writing whole files.
 *
 * What is written replaces its target atomically (temporary file beside it, fsync, rename) and is readable by its owner only (0600):
 * reports quote what people wrote in complaints.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_BASE_FILE_H
#define OIT_BASE_FILE_H

#include "buf.h"
#include "err.h"

enum oit_code file_read(const char *path, struct buf *ret_bytes, struct err *err); /* limited by ret_bytes->max */
enum oit_code file_write(const char *path, struct str bytes, struct err *err);
enum oit_code file_make_dirs(const char *path, struct err *err); /* like mkdir -p, mode 0700 */
bool file_exists(const char *path);
bool file_is_dir(const char *path);

#endif
