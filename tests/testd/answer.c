/* answer.c - from a request to the bytes of its answer: static files, and what the scenario says.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <zlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "testd.h"

enum { FILE_BYTES = 64 * 1024 * 1024, GZIP_FROM_BYTES = 200, GZIP_WINDOW = 15 + 16, DEFAULT_BOMB_MB = 200 };

static const struct {
    const char *extension, *type;
    bool is_text;
} TYPES[] = {
    {"html", "text/html", true},        {"htm", "text/html", true},        {"php", "text/html", true},
    {"aspx", "text/html", true},        {"asp", "text/html", true},        {"jsp", "text/html", true},
    {"css", "text/css", true},          {"js", "application/javascript", true}, {"txt", "text/plain", true},
    {"xml", "application/xml", true},   {"json", "application/json", true}, {"csv", "text/csv", true},
    {"svg", "image/svg+xml", true},     {"pdf", "application/pdf", false}, {"doc", "application/msword", false},
    {"xls", "application/vnd.ms-excel", false}, {"zip", "application/zip", false}, {"png", "image/png", false},
    {"jpg", "image/jpeg", false},       {"gif", "image/gif", false},       {"gz", "application/gzip", false},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", false},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false},
    {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", false},
    {"odt", "application/vnd.oasis.opendocument.text", false},
};

static const char NOT_FOUND_PAGE[] = "<!doctype html><html lang=th><head><meta charset=utf-8><title>ไม่พบหน้าที่ต้องการ</title></head>"
                                     "<body><h1>404</h1><p>ขออภัย ไม่พบหน้าที่ท่านต้องการ</p></body></html>";
static const char LOGIN_PAGE[] = "<!doctype html><html lang=th><head><meta charset=utf-8><title>เข้าสู่ระบบ</title></head><body><h1>เข้าสู่ระบบ</h1>"
                                 "<form method=post action=/login><label>ชื่อผู้ใช้ <input name=user></label><label>รหัสผ่าน "
                                 "<input type=password name=password></label><button>เข้าสู่ระบบ</button></form></body></html>";

/* The parts of an answer before they become bytes. */
struct parts {
    int status;
    struct buf body;
    const char *type;
    bool is_text;
    struct buf headers;
};

static const char *reason_of(int status)
{
    switch (status) {
    case 200: return "OK";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 304: return "Not Modified";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 429: return "Too Many Requests";
    case 503: return "Service Unavailable";
    default: return "Status";
    }
}

/* --- files ---------------------------------------------------------------------------------------------------------------------- */

static int hex_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* False for a path that leaves the root. */
static bool add_decoded_path(struct buf *out, struct str path)
{
    for (size_t i = 0; i < path.n; i++) {
        char c = path.p[i];
        if (c == '%' && i + 2 < path.n && hex_value(path.p[i + 1]) >= 0 && hex_value(path.p[i + 2]) >= 0) {
            c = (char)(hex_value(path.p[i + 1]) * 16 + hex_value(path.p[i + 2]));
            i += 2;
        }
        if (c == '\0')
            return false;
        (void)buf_add_char(out, c);
    }
    return str_find_c(buf_str(out), "/../") == STR_NPOS && !str_ends_c(buf_str(out), "/..") && !str_ends_c(buf_str(out), "/_scenario");
}

static void choose_type(struct parts *parts, const char *path)
{
    struct str name = str_from(path);
    name = str_from_pos(name, str_rchr(name, '/') + 1);
    name = str_sub(name, 0, str_chr(name, '?'));
    struct str extension = str_from_pos(name, str_rchr(name, '.') == STR_NPOS ? name.n : str_rchr(name, '.') + 1);
    bool is_page = parts->body.n > 0 && parts->body.p[0] == '<';
    parts->type = is_page ? "text/html" : "application/octet-stream";
    parts->is_text = is_page;
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
        if (str_eq_nocase_c(extension, TYPES[i].extension)) {
            parts->type = TYPES[i].type;
            parts->is_text = TYPES[i].is_text;
        }
}

static bool stat_file(const char *path, struct stat *ret_info)
{
    return stat(path, ret_info) == 0 && S_ISREG(ret_info->st_mode);
}

static void add_validators(struct parts *parts, const struct request *request, const struct stat *info)
{
    char date[64], etag[64];
    struct tm when;
    (void)gmtime_r(&info->st_mtime, &when);
    (void)strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &when);
    (void)snprintf(etag, sizeof etag, "\"%llx-%llx\"", (unsigned long long)info->st_size, (unsigned long long)info->st_mtime);
    (void)buf_addf(&parts->headers, "Last-Modified: %s\r\nETag: %s\r\n", date, etag);
    bool is_same = request->if_none_match.p ? str_find_c(request->if_none_match, etag) != STR_NPOS
                                            : request->if_modified_since.p && str_eq_c(request->if_modified_since, date);
    if (is_same && parts->status == 200) {
        parts->status = 304;
        buf_clear(&parts->body);
    }
}

static void not_found(struct parts *parts, bool is_soft)
{
    parts->status = is_soft ? 200 : 404;
    parts->type = "text/html; charset=utf-8";
    parts->is_text = true;
    (void)buf_add_c(&parts->body, NOT_FOUND_PAGE);
}

/* The file behind a target: with its query in the name, as it is, or the index of a folder. True when path names a file. */
static bool find_file(struct buf *path, struct str query, struct stat *ret_info)
{
    static const char *const indexes[] = {"index.html", "index.htm", "index.php"};
    size_t plain = path->n;
    if (query.p) {
        (void)buf_add_char(path, '?');
        (void)buf_add_str(path, query);
        if (stat_file(path->p, ret_info))
            return true;
        path->n = plain;
        path->p[plain] = '\0';
    }
    if (stat_file(path->p, ret_info))
        return true;
    for (size_t i = 0; plain > 0 && path->p[plain - 1] == '/' && i < sizeof indexes / sizeof *indexes; i++) {
        path->n = plain;
        (void)buf_add_c(path, indexes[i]);
        if (stat_file(path->p, ret_info))
            return true;
    }
    return false;
}

static void add_with_port(struct buf *out, struct str text, const struct request *request)
{
    static const char TOKEN[] = "@PORT@";
    for (size_t at; (at = str_find_c(text, TOKEN)) != STR_NPOS; text = str_from_pos(text, at + sizeof TOKEN - 1)) {
        (void)buf_add_str(out, str_sub(text, 0, at));
        (void)buf_add_str(out, request->port);
    }
    (void)buf_add_str(out, text);
}

/* A page may name its own server: @PORT@ becomes the port of the request. Sitemaps and links to other hosts need it. */
static void fill_port(struct parts *parts, const struct request *request)
{
    if (!parts->is_text || str_find_c(buf_str(&parts->body), "@PORT@") == STR_NPOS)
        return;
    struct buf filled;
    buf_init(&filled, FILE_BYTES);
    add_with_port(&filled, buf_str(&parts->body), request);
    buf_done(&parts->body);
    parts->body = filled;
}

static void serve_file(struct parts *parts, const char *dir, const struct request *request, bool is_soft404)
{
    struct buf path;
    struct stat info;
    struct str query = request->target;
    struct str plain = str_cut(&query, '?');
    buf_init(&path, 8192);
    (void)buf_add_c(&path, dir);
    if (!dir[0] || !add_decoded_path(&path, plain)) {
        not_found(parts, is_soft404);
    } else if (find_file(&path, query, &info) && file_read(path.p, &parts->body, NULL) == OIT_OK) {
        choose_type(parts, path.p);
        fill_port(parts, request);
        add_validators(parts, request, &info);
    } else if (path.n > 0 && path.p[path.n - 1] != '/' && file_is_dir(path.p)) {
        parts->status = 301;
        (void)buf_addf(&parts->headers, "Location: %.*s/\r\n", STR_ARG(plain));
    } else {
        not_found(parts, is_soft404);
    }
    buf_done(&path);
}

/* --- gzip ----------------------------------------------------------------------------------------------------------------------- */

static void gzip(struct str body, struct buf *out, int level)
{
    z_stream z = {0};
    if (deflateInit2(&z, level, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        abort();
    struct buf packed; /* without a maximum: the bound of a bomb is larger than any file served here */
    buf_init(&packed, 0);
    (void)buf_reserve(&packed, deflateBound(&z, body.n) + 64);
    char *in = mem_copy(body.p, body.n);
    z.next_in = (unsigned char *)in;
    z.avail_in = (unsigned)body.n;
    z.next_out = (unsigned char *)packed.p;
    z.avail_out = (unsigned)(packed.capacity - 1);
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        abort();
    (void)buf_add(out, packed.p, z.total_out);
    (void)deflateEnd(&z);
    buf_done(&packed);
    free(in);
}

/* One body is asked for again and again in a bench: what was compressed is kept, keyed by the body's hash. */
static struct str gzip_cached(struct str body)
{
    enum { SLOTS = 8192 };
    static struct {
        uint64_t hash;
        struct buf bytes;
    } slots[SLOTS];
    uint64_t hash = str_hash(body);
    size_t at = (size_t)hash % SLOTS;
    if (slots[at].hash != hash || slots[at].bytes.n == 0) {
        buf_done(&slots[at].bytes);
        gzip(body, &slots[at].bytes, 6);
        slots[at].hash = hash;
    }
    return buf_str(&slots[at].bytes);
}

static void make_bomb(struct parts *parts, long size_mb)
{
    size_t size = (size_t)(size_mb ? size_mb : DEFAULT_BOMB_MB) * 1024 * 1024;
    char *spaces = mem_alloc(size);
    memset(spaces, ' ', size);
    buf_clear(&parts->body);
    gzip((struct str){spaces, size}, &parts->body, 9);
    free(spaces);
    parts->type = "text/html";
    parts->is_text = false;
    (void)buf_add_c(&parts->headers, "Content-Encoding: gzip\r\n");
}

/* --- scripted ------------------------------------------------------------------------------------------------------------------- */

static void short_page(struct parts *parts, int status)
{
    parts->status = status;
    parts->type = "text/html; charset=utf-8";
    parts->is_text = true;
    buf_clear(&parts->body);
    (void)buf_addf(&parts->body, "<!doctype html><title>%d %s</title><h1>%d %s</h1>", status, reason_of(status), status, reason_of(status));
}

static bool has_cookie(const struct request *request, const char *name)
{
    size_t at = str_find_c(request->cookie, name);
    return at != STR_NPOS && str_starts_c(str_from_pos(request->cookie, at + strlen(name)), "=");
}

/* The last run of digits in the target, of at most six. */
static long number_in(struct str target)
{
    size_t end = target.n;
    while (end > 0 && (target.p[end - 1] < '0' || target.p[end - 1] > '9'))
        end--;
    size_t from = end;
    while (from > 0 && end - from < 6 && target.p[from - 1] >= '0' && target.p[from - 1] <= '9')
        from--;
    return from < end ? strtol(target.p + from, NULL, 10) : 0;
}

/* Pages without end: @N@, @N+1@, @N-1@, @N*7@. */
static void fill_numbers(struct parts *parts, const struct request *request)
{
    struct str text = buf_str(&parts->body);
    if (!parts->is_text || str_find_c(text, "@N") == STR_NPOS)
        return;
    long n = number_in(request->target);
    struct buf filled;
    buf_init(&filled, FILE_BYTES);
    for (size_t at; (at = str_find_c(text, "@N")) != STR_NPOS;) {
        struct str rest = str_from_pos(text, at + 2);
        size_t end = str_chr(rest, '@');
        (void)buf_add_str(&filled, str_sub(text, 0, at));
        if (end == STR_NPOS)
            break;
        long by = end > 1 ? strtol(rest.p + 1, NULL, 10) : 0;
        (void)buf_addf(&filled, "%ld", rest.p[0] == '+' ? n + by : rest.p[0] == '-' ? n - by : rest.p[0] == '*' ? n * by : n);
        text = str_from_pos(rest, end + 1);
    }
    (void)buf_add_str(&filled, text);
    buf_done(&parts->body);
    parts->body = filled;
}

static void scripted(struct parts *parts, const struct line *l, const char *dir, const struct request *request)
{
    parts->status = 200;
    if (l->cookie && !has_cookie(request, l->cookie)) {
        short_page(parts, 302);
        (void)buf_addf(&parts->headers, "Set-Cookie: %s=1; Path=/\r\nLocation: %.*s\r\n", l->cookie, STR_ARG(request->target));
        return;
    }
    if (l->redirect || l->login) {
        short_page(parts, l->status ? l->status : 302);
        (void)buf_add_c(&parts->headers, "Location: ");
        add_with_port(&parts->headers, str_from(l->redirect ? l->redirect : l->login), request);
        (void)buf_add_c(&parts->headers, "\r\n");
    } else if (l->is_login) {
        parts->type = "text/html; charset=utf-8";
        (void)buf_add_c(&parts->body, LOGIN_PAGE);
    } else if (l->body_file || l->body) {
        if (l->body)
            (void)buf_add_c(&parts->body, l->body);
        else if (file_read(l->body_file, &parts->body, NULL) != OIT_OK)
            (void)fprintf(stderr, "testd: cannot read %s\n", l->body_file);
        struct str target = request->target;
        char *name = mem_text(l->body_file ? str_from(l->body_file) : str_cut(&target, '?'));
        choose_type(parts, name);
        free(name);
        if (l->type && str_starts_c(str_from(l->type), "text/"))
            parts->is_text = true;
        fill_port(parts, request);
        fill_numbers(parts, request);
        parts->status = l->status ? l->status : 200;
    } else if (l->retry_after) {
        short_page(parts, l->status ? l->status : 503);
    } else if (l->status) {
        short_page(parts, l->status);
    } else if (l->trick == TRICK_GZIP_BOMB) {
        make_bomb(parts, l->size_mb);
    } else {
        serve_file(parts, dir, request, l->is_soft404);
    }
    if (l->retry_after)
        (void)buf_addf(&parts->headers, "Retry-After: %s\r\n", l->retry_after);
    if (l->type)
        parts->type = l->type;
    for (size_t i = 0; i < l->n_headers; i++)
        (void)buf_addf(&parts->headers, "%s\r\n", l->headers[i]);
}

/* --- the bytes ------------------------------------------------------------------------------------------------------------------ */

static void assemble(struct parts *parts, const struct line *l, const struct request *request, struct answer *a)
{
    struct str body = buf_str(&parts->body);
    bool is_zipped = parts->is_text && parts->status == 200 && body.n >= GZIP_FROM_BYTES &&
                     str_find_nocase_c(request->accept_encoding, "gzip") != STR_NPOS &&
                     str_find_nocase_c(buf_str(&parts->headers), "content-encoding") == STR_NPOS;
    if (is_zipped)
        body = gzip_cached(body);
    size_t length = l && l->lying_length >= 0 ? (size_t)l->lying_length : body.n;
    bool is_chunked = a->trick == TRICK_ENDLESS || a->trick == TRICK_TRAILER_FLOOD;
    bool has_length = !is_chunked && !(l && l->has_no_length) && parts->status != 304;
    a->status = parts->status;
    a->closes = a->closes || !request->keeps_alive || (l && (l->has_no_length || l->truncate >= 0 || l->lying_length >= 0));

    (void)buf_addf(&a->bytes, "HTTP/1.1 %d %s\r\nServer: testd\r\n", parts->status, reason_of(parts->status));
    if (parts->type && parts->status != 304)
        (void)buf_addf(&a->bytes, "Content-Type: %s\r\n", parts->type);
    if (is_zipped)
        (void)buf_add_c(&a->bytes, "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n");
    if (is_chunked)
        (void)buf_add_c(&a->bytes, "Transfer-Encoding: chunked\r\n");
    if (has_length)
        (void)buf_addf(&a->bytes, "Content-Length: %zu\r\n", length);
    (void)buf_addf(&a->bytes, "Connection: %s\r\n", a->closes ? "close" : "keep-alive");
    (void)buf_add_str(&a->bytes, buf_str(&parts->headers));
    if (a->trick != TRICK_HEADER_FLOOD)
        (void)buf_add_c(&a->bytes, "\r\n");
    a->head_bytes = a->bytes.n;
    if (a->trick == TRICK_TRAILER_FLOOD)
        (void)buf_add_c(&a->bytes, "5\r\n<p>a\n\r\n0\r\n");
    if (is_chunked || a->trick == TRICK_HEADER_FLOOD || str_eq_c(request->method, "HEAD"))
        return;
    if (l && l->truncate >= 0)
        body = str_sub(body, 0, (size_t)l->truncate);
    (void)buf_add_str(&a->bytes, body);
}

void answer_make(struct scenario *global, struct root *roots, size_t n_roots, const struct request *request, struct answer *ret_answer)
{
    struct root *root = NULL;
    for (size_t i = 0; i < n_roots; i++)
        if (roots[i].host ? str_eq_nocase_c(request->host, roots[i].host) : root == NULL)
            root = &roots[i];
    struct line *l = scenario_match(global, request);
    if (!l && root)
        l = scenario_match(&root->scenario, request);
    struct parts parts = {.status = 200};
    buf_init(&parts.body, FILE_BYTES);
    buf_init(&parts.headers, 0);
    const char *dir = root ? root->dir : "";
    if (l) {
        ret_answer->trick = l->trick;
        ret_answer->delay_ms = l->delay_ms;
        scripted(&parts, l, dir, request);
    } else {
        serve_file(&parts, dir, request, false);
    }
    assemble(&parts, l, request, ret_answer);
    buf_done(&parts.body);
    buf_done(&parts.headers);
}
