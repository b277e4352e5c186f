/* lock.c - who uses the store: one writer a site, and whether anybody has it open.
 *
 * flock on small files beside the database: the kernel drops a lock when its holder dies, so there are no stale locks to judge. The
 * files stay (removing a lock file races with the next locker); what stands in them is for the message only.
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "store/db.h"
#include "text/years.h"

static int open_lock(const char *path, struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        (void)err_at(err, OIT_ERR_LOCAL, path, "สร้างแฟ้มล็อก '%s' ไม่ได้ (%s): ตรวจสิทธิ์ของโฟลเดอร์และเนื้อที่ดิสก์",
                     "cannot make the lock file '%s' (%s): check the folder's permissions and disk space", path, strerror(errno));
    return fd;
}

int lock_users(const char *store_path, bool *ret_is_alone, struct err *err)
{
    struct buf path;
    buf_init(&path, 0);
    (void)buf_addf(&path, "%s.lock", store_path);
    int fd = open_lock(path.p, err);
    buf_done(&path);
    if (fd < 0)
        return -1;
    *ret_is_alone = flock(fd, LOCK_EX | LOCK_NB) == 0;
    if (!*ret_is_alone)
        (void)flock(fd, LOCK_SH); /* waits only while somebody checks the store after an unclean end */
    return fd;
}

void lock_share_users(int fd)
{
    (void)flock(fd, LOCK_SH);
}

/* Says who holds the lock, from what the holder wrote: "pid since". */
static enum oit_code tell_holder(int fd, const char *site, struct err *err)
{
    char text[64] = "";
    ssize_t n = pread(fd, text, sizeof text - 1, 0);
    struct str rest = {text, n > 0 ? (size_t)n : 0};
    struct str pid_text = str_cut(&rest, ' ');
    uint64_t pid = 0, since = 0;
    if (!str_to_u64(pid_text, INT32_MAX, &pid) || !str_to_u64(str_trim(rest), INT64_MAX / 2, &since))
        return err_at(err, OIT_ERR_LOCKED, site, "มีการตรวจเว็บไซต์ '%s' อยู่แล้ว: รอให้เสร็จแล้วลองใหม่",
                      "another run of '%s' is under way: wait for it and try again", site);
    char date_th[48] = "", date_en[48] = "";
    int hour = 0, minute = 0;
    years_date_th(clock_date_bangkok((int64_t)since), date_th, sizeof date_th);
    years_date_en(clock_date_bangkok((int64_t)since), date_en, sizeof date_en);
    clock_bangkok_hm((int64_t)since, &hour, &minute);
    char th[96], en[96];
    (void)snprintf(th, sizeof th, "%s %02d:%02d น.", date_th, hour, minute);
    (void)snprintf(en, sizeof en, "%s %02d:%02d", date_en, hour, minute);
    enum oit_code code = err_at(err, OIT_ERR_LOCKED, site, "", "another run of '%s' is under way (process %d, since %s): wait for it, or stop that process",
                                site, (int)pid, en);
    if (err)
        (void)snprintf(err->th, sizeof err->th, "มีการตรวจเว็บไซต์ '%s' อยู่แล้ว (โพรเซส %d เริ่ม %s): รอให้เสร็จ หรือหยุดโพรเซสนั้นก่อน", site, (int)pid, th);
    return code;
}

/* Only for the message above: a full disk must not stop the run for it. */
static void write_holder(int fd)
{
    char text[64];
    int n = snprintf(text, sizeof text, "%d %lld\n", (int)getpid(), (long long)clock_now_s());
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
    buf_done(&path);
    if (fd < 0)
        return OIT_ERR_LOCAL;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        enum oit_code code = tell_holder(fd, site, err);
        (void)close(fd);
        return code;
    }
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
