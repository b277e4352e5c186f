/* file.c - reading and writing whole files.
 * SPDX-License-Identifier: MIT
 */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mem.h"

enum { READ_BYTES = 65536 };

#define cannot(err, path, th, en)                                                                                      \
    err_at((err), OIT_ERR_LOCAL, (path), th " '%s' (%s): ตรวจสิทธิ์และเนื้อที่ดิสก์", en " '%s' (%s): check permissions and disk space", \
           (path), strerror(errno))

enum oit_code file_read(const char *path, struct buf *ret_bytes, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return err_at(err, OIT_ERR_LOCAL, path, "ไม่พบแฟ้ม '%s': ตรวจชื่อแฟ้มและโฟลเดอร์", "there is no file '%s': check its name and folder", path);
    if (fd < 0)
        return cannot(err, path, "เปิดแฟ้มไม่ได้", "cannot open");
    char chunk[READ_BYTES];
    ssize_t n;
    while ((n = read(fd, chunk, sizeof chunk)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            enum oit_code code = cannot(err, path, "อ่านแฟ้มไม่ได้", "cannot read");
            (void)close(fd);
            return code;
        }
        if (!buf_add(ret_bytes, chunk, (size_t)n)) {
            (void)close(fd);
            return err_at(err, OIT_ERR_LOCAL, path, "แฟ้ม '%s' ใหญ่เกิน %zu ไบต์", "file '%s' is larger than %zu bytes", path,
                          ret_bytes->max);
        }
    }
    (void)close(fd);
    return OIT_OK;
}

static bool write_all(int fd, struct str bytes)
{
    while (bytes.n > 0) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes = str_from_pos(bytes, (size_t)n);
    }
    return true;
}

enum oit_code file_draft_begin(const char *path, struct file_draft *ret_draft, int *ret_fd, struct err *err)
{
    size_t n = strlen(path);
    char *temporary = mem_alloc(n + 8);
    memcpy(temporary, path, n);
    memcpy(temporary + n, ".XXXXXX", 8);
    *ret_draft = (struct file_draft){NULL, NULL};
    *ret_fd = mkostemp(temporary, O_CLOEXEC); /* mode 0600 by POSIX */
    if (*ret_fd < 0) {
        enum oit_code code = cannot(err, path, "เขียนแฟ้มไม่ได้", "cannot write");
        free(temporary);
        return code;
    }
    *ret_draft = (struct file_draft){temporary, mem_text(str_from(path))};
    return OIT_OK;
}

enum oit_code file_draft_seal(struct file_draft *draft, int fd, struct err *err)
{
    enum oit_code code = fsync(fd) == 0 ? OIT_OK : cannot(err, draft->path, "เขียนแฟ้มไม่ได้", "cannot write");
    if (close(fd) != 0 && code == OIT_OK)
        code = cannot(err, draft->path, "เขียนแฟ้มไม่ได้", "cannot write");
    return code;
}

enum oit_code file_draft(const char *path, struct str bytes, struct file_draft *ret_draft, struct err *err)
{
    int fd;
    enum oit_code code = file_draft_begin(path, ret_draft, &fd, err);
    if (code != OIT_OK)
        return code;
    if (!write_all(fd, bytes))
        code = cannot(err, path, "เขียนแฟ้มไม่ได้", "cannot write");
    enum oit_code sealed = file_draft_seal(ret_draft, fd, code == OIT_OK ? err : NULL);
    code = code == OIT_OK ? sealed : code;
    if (code != OIT_OK)
        file_draft_drop(ret_draft);
    return code;
}

enum oit_code file_draft_place(struct file_draft *draft, struct err *err)
{
    if (rename(draft->temporary, draft->path) != 0)
        return cannot(err, draft->path, "เขียนแฟ้มไม่ได้", "cannot write");
    free(draft->temporary);
    draft->temporary = NULL;
    return OIT_OK;
}

void file_draft_drop(struct file_draft *draft)
{
    if (draft->temporary)
        (void)unlink(draft->temporary);
    free(draft->temporary);
    free(draft->path);
    *draft = (struct file_draft){NULL, NULL};
}

enum oit_code file_write(const char *path, struct str bytes, struct err *err)
{
    struct file_draft draft;
    enum oit_code code = file_draft(path, bytes, &draft, err);
    if (code == OIT_OK)
        code = file_draft_place(&draft, err);
    file_draft_drop(&draft);
    return code;
}

enum oit_code file_make_dirs(const char *path, struct err *err)
{
    char *copy = mem_text(str_from(path));
    enum oit_code code = OIT_OK;
    for (char *p = copy + 1; code == OIT_OK; p++) {
        if (*p != '/' && *p != '\0')
            continue;
        char kept = *p;
        *p = '\0';
        if (mkdir(copy, 0700) != 0 && errno != EEXIST)
            code = cannot(err, path, "สร้างโฟลเดอร์ไม่ได้", "cannot create folder");
        *p = kept;
        if (kept == '\0')
            break;
    }
    if (code == OIT_OK && !file_is_dir(path)) {
        errno = ENOTDIR;
        code = cannot(err, path, "สร้างโฟลเดอร์ไม่ได้", "cannot create folder");
    }
    free(copy);
    return code;
}

bool file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

bool file_is_dir(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}
