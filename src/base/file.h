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
/* The same in two steps, so that several files can be made before the first takes its place. */
struct file_draft {
    char *temporary, *path; /* NULL: none, or put in its place */
};
enum oit_code file_draft(const char *path, struct str bytes, struct file_draft *ret_draft, struct err *err);
/* ... and for what is too long to be held at once: the caller writes to *ret_fd (not inherited) and gives it back to file_draft_seal, whatever became of it. */
enum oit_code file_draft_begin(const char *path, struct file_draft *ret_draft, int *ret_fd, struct err *err);
enum oit_code file_draft_seal(struct file_draft *draft, int fd, struct err *err); /* fsync and close */
enum oit_code file_draft_place(struct file_draft *draft, struct err *err);
void file_draft_drop(struct file_draft *draft); /* what was not placed is removed */
enum oit_code file_make_dirs(const char *path, struct err *err); /* like mkdir -p, mode 0700 */
bool file_exists(const char *path);
bool file_is_dir(const char *path);

#endif
