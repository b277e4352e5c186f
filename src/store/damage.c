/* damage.c - a damaged store: noticed, remembered, set aside.
 *
 * SQLite notices damage where it reads; what it does not read it does not notice. So whoever meets damage leaves a mark beside the store ("...check"), and the next
 * one to open it alone looks at all of it. A damaged store is never written to again and never deleted: a check renames it with its log and goes on
 * with a new one, all other commands say so and stop.
 * SPDX-License-Identifier: MIT
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/db.h"

enum { BANGKOK_S = 7 * 3600, MAX_TRIES = 100 };
enum { HEAD_BYTES = 256 * 1024 }; /* the tables are written down in the first pages: more tables than fit into one push them behind the empty ones of the rest */

static char *beside(const char *path, const char *ending)
{
    struct buf name;
    buf_init(&name, 0);
    (void)buf_addf(&name, "%s%s", path, ending);
    return buf_take(&name);
}

void damage_mark(const struct store *store)
{
    char *mark = beside(store->path, ".check");
    int fd = open(mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0)
        (void)close(fd);
    free(mark);
}

void damage_unmark(const struct store *store)
{
    char *mark = beside(store->path, ".check");
    (void)unlink(mark);
    free(mark);
}

bool damage_is_marked(const struct store *store)
{
    char *mark = beside(store->path, ".check");
    bool is_marked = file_exists(mark);
    free(mark);
    return is_marked;
}

enum oit_code damage_tell(struct store *store, struct err *err)
{
    store->is_damaged = true;
    return err_at(err, OIT_ERR_LOCAL, store->path,
                  "คลังข้อมูล '%s' เสียหาย จึงไม่เขียนทับ: นำสำเนาสำรองมาใช้ หรือตรวจใหม่ (oitcheck scan) โปรแกรมจะย้ายแฟ้มนี้ไปเก็บไว้ข้าง ๆ แล้วเริ่มคลังใหม่",
                  "the store '%s' is damaged and was left as it is: restore a backup, or scan again: the scan sets the file aside and begins a new store", store->path);
}

/* A lock of a site beside it: some check has had it open. */
static bool has_site_lock(const char *path)
{
    size_t slash = str_rchr(str_from(path), '/');
    char *folder = slash == STR_NPOS ? mem_text(STR_LIT(".")) : mem_text(str_sub(str_from(path), 0, slash + 1));
    struct str name = slash == STR_NPOS ? str_from(path) : str_from(path + slash + 1);
    DIR *dir = opendir(folder);
    bool found = false;
    for (const struct dirent *entry; dir && !found && (entry = readdir(dir)) != NULL;) {
        struct str file = str_from(entry->d_name);
        found = file.n > name.n + sizeof ".lock" && str_eq(str_sub(file, 0, name.n), name) && file.p[name.n] == '.' && str_ends_c(file, ".lock");
    }
    if (dir)
        (void)closedir(dir);
    free(folder);
    return found;
}

/* The header names the program (SQLite file format, 1.3: offset 68); where it is torn the tables do. */
static bool has_our_header(struct str bytes)
{
    static const char name[4] = {'O', 'I', 'T', 'C'};
    return str_starts(bytes, STR_LIT("SQLite format 3")) && str_eq(str_sub(bytes, 68, 4), (struct str){name, sizeof name});
}

/* Whoever types --db report.pdf by mistake keeps that file where it is. */
bool damage_is_ours(const struct store *store)
{
    char *head = mem_alloc(HEAD_BYTES);
    int fd = open(store->path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : pread(fd, head, HEAD_BYTES, 0);
    if (fd >= 0)
        (void)close(fd);
    struct str bytes = {head, n > 0 ? (size_t)n : 0};
    bool is_ours = store->is_default_place || bytes.n == 0 || has_our_header(bytes) || str_find_c(bytes, "CREATE TABLE visit(") != STR_NPOS || has_site_lock(store->path);
    free(head);
    return is_ours;
}

enum oit_code damage_met(struct store *store, struct err *err)
{
    if (!damage_is_ours(store))
        return err_at(err, OIT_ERR_LOCAL, store->path, "แฟ้ม '%s' ไม่ใช่คลังข้อมูล จึงไม่แตะต้อง: ใช้ --db ชี้ไปแฟ้มอื่น",
                      "'%s' is no store and was left alone: give another file with --db", store->path);
    damage_mark(store);
    return damage_tell(store, err);
}

static bool move(const char *path, const char *ending, const char *target)
{
    char *from = beside(path, ending), *to = beside(target, ending);
    bool is_done = rename(from, to) == 0 || errno == ENOENT;
    free(from);
    free(to);
    return is_done;
}

static char *free_name(const char *path)
{
    char time[21], stamp[32];
    clock_iso_utc(clock_now_s() + BANGKOK_S, time);
    (void)snprintf(stamp, sizeof stamp, ".damaged-%.4s%.2s%.2s-%.2s%.2s%.2s", time, time + 5, time + 8, time + 11, time + 14, time + 17);
    char *name = beside(path, stamp);
    for (int i = 2; file_exists(name) && i < MAX_TRIES; i++) {
        char ending[48];
        (void)snprintf(ending, sizeof ending, "%s-%d", stamp, i);
        free(name);
        name = beside(path, ending);
    }
    return name;
}

/* The log first: beside a new store it would be taken for that store's. */
enum oit_code damage_set_aside(struct store *store, char **ret_name, struct err *err)
{
    char *name = free_name(store->path);
    if (move(store->path, "-wal", name) && move(store->path, "-shm", name) && move(store->path, "", name)) {
        damage_unmark(store);
        *ret_name = name;
        return OIT_OK;
    }
    enum oit_code code = err_at(err, OIT_ERR_LOCAL, store->path, "คลังข้อมูล '%s' เสียหาย และย้ายไปเก็บไว้ข้าง ๆ ไม่ได้ (%s): ตรวจสิทธิ์ของโฟลเดอร์ หรือใช้ --db ไปที่อื่น",
                                "the store '%s' is damaged and could not be set aside (%s): check the folder's permissions, or use --db for another place", store->path,
                                strerror(errno));
    free(name);
    return code;
}
