/* lock.c - who uses the store: one writer a site, and whether anybody has it open.
 *
 * flock on small files beside the database: the kernel drops a lock when its holder dies, so there are no stale locks to judge. The
 * files stay (removing a lock file races with the next locker); what stands in them is for the message only.
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/db.h"
#include "text/years.h"

enum { HOLDER_BYTES = 240 };

static int open_lock(const char *path, struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        (void)err_at(err, OIT_ERR_LOCAL, path, "สร้างแฟ้มล็อก '%s' ไม่ได้ (%s): ตรวจสิทธิ์ของโฟลเดอร์และเนื้อที่ดิสก์",
                     "cannot make the lock file '%s' (%s): check the folder's permissions and disk space", path, strerror(errno));
    return fd;
}

/* Some network and FUSE file systems have no locks: two checks of one site could then write into each other. */
static enum oit_code tell_no_locks(const char *path, struct err *err)
{
    return err_at(err, OIT_ERR_LOCAL, path, "ระบบแฟ้มของ '%s' ไม่มีการล็อก (%s) จึงใช้เป็นที่เก็บผลไม่ได้: ใช้ --db ไปที่ดิสก์ของเครื่องนี้",
                  "the file system of '%s' has no locks (%s), so it cannot hold the store: use --db to put it on a disk of this machine", path, strerror(errno));
}

int lock_users(const char *store_path, bool *ret_is_alone, struct err *err)
{
    struct buf path;
    buf_init(&path, 0);
    (void)buf_addf(&path, "%s.lock", store_path);
    int fd = open_lock(path.p, err);
    *ret_is_alone = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0;
    if (fd >= 0 && !*ret_is_alone && errno != EWOULDBLOCK) {
        (void)tell_no_locks(path.p, err);
        (void)close(fd);
        fd = -1;
    }
    buf_done(&path);
    if (fd < 0)
        return -1;
    if (!*ret_is_alone)
        (void)flock(fd, LOCK_SH); /* waits only while somebody checks the store after an unclean end */
    return fd;
}

void lock_share_users(int fd)
{
    (void)flock(fd, LOCK_SH);
}

/* Says who holds the lock, from what the holder wrote: "pid since user@host". */
static enum oit_code tell_holder(int fd, const char *name, struct err *err)
{
    struct str parts = str_from(name), shown = str_cut(&parts, '#'); /* "site#watch": start URLs have no fragment */
    bool watches = str_eq_c(parts, "watch");
    const char *work_th = watches ? "การเฝ้า" : "การตรวจ", *work_en = watches ? "another watch" : "another run";
    char *site = mem_text(shown);
    char text[HOLDER_BYTES] = "", who[HOLDER_BYTES] = "?";
    ssize_t n = pread(fd, text, sizeof text - 1, 0);
    struct str rest = str_trim((struct str){text, n > 0 ? (size_t)n : 0});
    struct str pid_text = str_cut(&rest, ' '), since_text = str_cut(&rest, ' ');
    uint64_t pid = 0, since = 0;
    if (!str_to_u64(pid_text, INT32_MAX, &pid) || !str_to_u64(since_text, INT64_MAX / 2, &since)) {
        (void)err_at(err, OIT_ERR_LOCKED, site, "มี%s%.0sเว็บไซต์ '%s' อยู่แล้ว: รอให้เสร็จแล้วลองใหม่", "%.0s%s of '%s' is under way: wait for it and try again", work_th,
                     work_en, site);
        free(site);
        return OIT_ERR_LOCKED;
    }
    if (rest.n)
        (void)snprintf(who, sizeof who, "%.*s", STR_ARG(rest));
    char date_th[48] = "", date_en[48] = "";
    int hour = 0, minute = 0;
    years_date_th(clock_date_bangkok((int64_t)since), date_th, sizeof date_th);
    years_date_en(clock_date_bangkok((int64_t)since), date_en, sizeof date_en);
    clock_bangkok_hm((int64_t)since, &hour, &minute);
    enum oit_code code = err_at(err, OIT_ERR_LOCKED, site, "", "%s of '%s' is under way (process %d of %s, since %s %02d:%02d): wait for it, or stop that process",
                                work_en, site, (int)pid, who, date_en, hour, minute);
    if (err)
        (void)snprintf(err->th, sizeof err->th, "มี%sเว็บไซต์ '%s' อยู่แล้ว (โพรเซส %d ของ %s เริ่ม %s %02d:%02d น.): รอให้เสร็จ หรือหยุดโพรเซสนั้นก่อน", work_th, site, (int)pid, who,
                       date_th, hour, minute);
    free(site);
    return code;
}

/* Only for the message above: a full disk must not stop the run for it. */
static void write_holder(int fd)
{
    char text[HOLDER_BYTES], host[100] = "";
    const struct passwd *user = getpwuid(geteuid());
    if (gethostname(host, sizeof host - 1) != 0)
        host[0] = '\0';
    int n = snprintf(text, sizeof text, "%d %lld %.60s@%s\n", (int)getpid(), (long long)clock_now_s(), user ? user->pw_name : "?", host);
    if (ftruncate(fd, 0) == 0 && pwrite(fd, text, (size_t)n, 0) != n)
        log_at("store", LOG_WARN, "lock file not written");
}

enum oit_code store_lock_site(struct store *store, const char *site, struct err *err)
{
    store_unlock_site(store);
    struct buf path;
    buf_init(&path, 0);
    (void)buf_addf(&path, "%s.%016llx.lock", store->path, (unsigned long long)str_hash(str_from(site)));
    int fd = open_lock(path.p, err);
    enum oit_code code = fd < 0 ? OIT_ERR_LOCAL : OIT_OK;
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
        code = errno == EWOULDBLOCK ? tell_holder(fd, site, err) : tell_no_locks(path.p, err);
        (void)close(fd);
    }
    buf_done(&path);
    if (code != OIT_OK)
        return code;
    write_holder(fd);
    store->site_fd = fd;
    return OIT_OK;
}

void store_unlock_site(struct store *store)
{
    if (store->site_fd >= 0)
        (void)close(store->site_fd);
    store->site_fd = -1;
}
