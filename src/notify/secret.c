/* secret.c - reading a secret, and looking at who else can.
 * SPDX-License-Identifier: MIT
 */
#include "notify/secret.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/limits.h"

static enum oit_code tidy(struct buf *secret, const char *where, struct err *err)
{
    struct str whole = buf_str(secret);
    struct str trimmed = str_trim(str_starts_c(whole, "\xEF\xBB\xBF") ? str_from_pos(whole, 3) : whole); /* Notepad's mark is no part of it */
    for (size_t i = 0; i < trimmed.n; i++)
        if ((unsigned char)trimmed.p[i] < 0x20 || trimmed.p[i] == 0x7f)
            return err_at(err, OIT_ERR_CONFIG, where, "ค่าลับใน '%s' มีหลายบรรทัดหรือมีอักขระควบคุม: ให้มีบรรทัดเดียว", "the secret in '%s' has several lines or control characters: leave one line",
                          where);
    if (trimmed.n == 0)
        return err_at(err, OIT_ERR_CONFIG, where, "ค่าลับใน '%s' ว่างเปล่า", "the secret in '%s' is empty", where);
    memmove(secret->p, trimmed.p, trimmed.n);
    secret->n = trimmed.n;
    secret->p[secret->n] = '\0';
    return OIT_OK;
}

enum oit_code secret_read(const char *file, const char *env, struct buf *ret_secret, struct err *err)
{
    buf_init(ret_secret, LIMIT_SECRET_BYTES);
    if (!file && !env)
        return OIT_OK;
    enum oit_code code = OIT_OK;
    if (file) {
        code = file_read(file, ret_secret, err);
        if (code != OIT_OK)
            code = err_at(err, OIT_ERR_CONFIG, file, "อ่านแฟ้มค่าลับ '%s' ไม่ได้: ตรวจชื่อแฟ้มและสิทธิ์อ่าน", "the secret file '%s' cannot be read: check its name and permissions", file);
    } else {
        const char *value = getenv(env);
        if (value)
            (void)buf_add_c(ret_secret, value);
        else
            code = err_at(err, OIT_ERR_CONFIG, env, "ไม่มีตัวแปรสภาพแวดล้อม '%s' ที่เก็บค่าลับ", "the environment variable '%s', which should hold a secret, is not set", env);
    }
    if (code == OIT_OK)
        code = tidy(ret_secret, file ? file : env, err);
    if (code != OIT_OK)
        secret_done(ret_secret);
    return code;
}

void secret_done(struct buf *secret)
{
    if (secret->p)
        explicit_bzero(secret->p, secret->capacity);
    buf_done(secret);
}

bool secret_is_open(const char *file)
{
    struct stat st;
    return file && stat(file, &st) == 0 && (st.st_mode & S_IROTH);
}
