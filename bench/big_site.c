/* big_site.c - a web site of any number of Thai pages, each made from its number when it is asked for: nothing on disk, always the same bytes.
 *
 * Usage: big_site PAGES [BYTES]     prints "http://127.0.0.1:PORT", serves until standard input ends, then prints how often it was asked and for how
 * many different pages; a line "N pages" at each twentieth of them. A line on standard input does the same and counts from zero again. Pages stand in sections of 500 with names of letters; each has a menu, a title of its own, text, a table, a list
 * of links with labels of their own, and answers gzip and If-None-Match.
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

enum { MAX_CLIENTS = 64, REQUEST_BYTES = 16384, SECTION_PAGES = 500, PAGE_ROOM = 1 << 20, N_MENU = 20, N_LINKS = 13 };

static const char *const words[] = {
    "การ", "ความ", "งาน", "ระบบ", "ข้อมูล", "ประชาชน", "บริการ", "โครงการ", "พัฒนา", "ส่งเสริม", "สนับสนุน", "ดำเนิน", "ติดตาม", "ประเมิน", "จัดทำ", "เผยแพร่",
    "ผู้บริหาร", "เจ้าหน้าที่", "ชุมชน", "ท้องถิ่น", "กิจกรรม", "ประชุม", "อบรม", "เข้าร่วม", "ตรวจสอบ", "รายได้", "ค่าใช้จ่าย", "สิ่งแวดล้อม", "น้ำ", "ถนน", "เกษตร",
    "การศึกษา", "สุขภาพ", "วัฒนธรรม", "ประเพณี", "ตำบล", "อำเภอ", "จังหวัด", "ณ", "และ", "หรือ", "โดย", "ตาม", "เพื่อ", "ให้", "ได้", "ใน", "ของ", "แก่", "ที่", "ซึ่ง",
};
static const char *const menu[N_MENU] = {
    "หน้าแรก", "ข้อมูลหน่วยงาน", "โครงสร้าง", "ข้อมูลผู้บริหาร", "อำนาจหน้าที่", "ข้อมูลการติดต่อ", "ข่าวประชาสัมพันธ์", "แผนพัฒนา", "จัดซื้อจัดจ้าง", "คู่มือประชาชน",
    "รายงานประจำปี", "ร้องเรียน", "ถาม-ตอบ", "ดาวน์โหลด", "ITA", "กฎหมาย", "ภาพกิจกรรม", "บริการออนไลน์", "สถิติ", "แผนผังเว็บไซต์",
};

struct client {
    int fd;
    size_t n, n_out, sent; /* request bytes, answer bytes, of these sent */
    char in[REQUEST_BYTES];
    char *out;
};

static unsigned n_pages, page_bytes = 40000;
static unsigned char *asked;
static unsigned long n_requests, n_distinct;
static char *page;
static size_t n_page;

static unsigned long next(unsigned long *state) /* splitmix64 */
{
    unsigned long z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static void put(const char *text)
{
    size_t n = strlen(text);
    if (n_page + n < PAGE_ROOM) {
        memcpy(page + n_page, text, n);
        n_page += n;
    }
}

static void put_words(unsigned long *state, unsigned n)
{
    while (n-- > 0)
        put(words[next(state) % (sizeof words / sizeof *words)]);
}

static void put_link(unsigned number)
{
    char text[80];
    unsigned section = number / SECTION_PAGES;
    (void)snprintf(text, sizeof text, "<a href=\"/%c%c%c/%u.html\">", 'a' + section / 676 % 26, 'a' + section / 26 % 26, 'a' + section % 26, number);
    put(text);
}

static void put_table(unsigned long *state)
{
    char cell[64];
    put("<table class=\"table\"><tr><th>ลำดับ</th><th>รายการ</th><th>จำนวน</th></tr>");
    for (unsigned i = 1; i <= 6; i++) {
        (void)snprintf(cell, sizeof cell, "<tr><td>%u</td><td>", i);
        put(cell);
        put_words(state, 6);
        (void)snprintf(cell, sizeof cell, "</td><td>%lu</td></tr>", next(state) % 9999);
        put(cell);
    }
    put("</table>");
}

static void make_page(unsigned number)
{
    unsigned long state = number;
    n_page = 0;
    put("<!DOCTYPE html><html lang=\"th\"><head><meta charset=\"utf-8\"><title>");
    put_words(&state, 6);
    put(" - เทศบาลตำบลทดสอบ</title></head><body><nav><ul>");
    for (unsigned i = 0; i < N_MENU; i++) {
        put("<li>");
        put_link(i % n_pages);
        put(menu[i]);
        put("</a></li>");
    }
    put("</ul></nav><main><h1>");
    state = number;
    put_words(&state, 6);
    put("</h1>");
    while (n_page < page_bytes) {
        unsigned long kind = next(&state) % 10;
        if (kind < 6) {
            put("<p class=\"text-body\">");
            put_words(&state, 10 + (unsigned)(next(&state) % 20));
            put("</p>\n");
        } else if (kind < 8) {
            put_table(&state);
        } else {
            put("<div class=\"card\"><ul>");
            for (unsigned i = 0; i < 4; i++) {
                put("<li>");
                put_link((number * 7 + (unsigned)(next(&state) % N_LINKS) * 13 + 1) % n_pages);
                put_words(&state, 5);
                put("</a></li>");
            }
            put("</ul></div>");
        }
    }
    for (unsigned i = 0; i < N_LINKS; i++) {
        put_link((number * 7 + i * 13 + 1) % n_pages);
        put("หน้าถัดไป</a>");
    }
    put_link((number + 1) % n_pages);
    put("หน้าถัดไป</a></main><footer>เทศบาลตำบลทดสอบ โทรศัพท์ 0 2000 0000</footer></body></html>");
}

/* Its number, or n_pages when there is no such page. */
static unsigned page_of(const char *path)
{
    unsigned number = 0;
    if (strncmp(path, "/ ", 2) == 0)
        return 0;
    return strlen(path) > 5 && path[4] == '/' && sscanf(path + 5, "%u.html", &number) == 1 && number < n_pages ? number : n_pages;
}

static size_t zipped(char *out, size_t room)
{
    z_stream z = {0};
    (void)deflateInit2(&z, 1, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY);
    z.next_in = (unsigned char *)page;
    z.avail_in = (unsigned)n_page;
    z.next_out = (unsigned char *)out;
    z.avail_out = (unsigned)room;
    (void)deflate(&z, Z_FINISH);
    size_t n = z.total_out;
    (void)deflateEnd(&z);
    return n;
}

static void tell(void)
{
    (void)printf("%lu pages\n", n_distinct);
    (void)fflush(stdout);
}

static void answer(struct client *c)
{
    char tag[32], head[256];
    unsigned number = page_of(c->in + 4);
    (void)snprintf(tag, sizeof tag, "\"page-%u\"", number);
    n_requests++;
    if (number < n_pages && !asked[number]) {
        asked[number] = 1;
        if (++n_distinct % (n_pages / 20 + 1) == 0)
            tell();
    }
    bool wants_gzip = strstr(c->in, "gzip") != NULL;
    size_t n = 0;
    static char body[PAGE_ROOM];
    const char *status = number == n_pages ? "404 Not Found" : strstr(c->in, tag) ? "304 Not Modified" : "200 OK";
    if (*status == '2') {
        make_page(number);
        n = wants_gzip ? zipped(body, sizeof body) : n_page;
        if (!wants_gzip)
            memcpy(body, page, n_page);
    }
    int n_head = snprintf(head, sizeof head, "HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nETag: %s\r\n%sContent-Length: %zu\r\n\r\n", status, tag,
                          wants_gzip && n ? "Content-Encoding: gzip\r\n" : "", n);
    c->out = malloc((size_t)n_head + n);
    memcpy(c->out, head, (size_t)n_head);
    memcpy(c->out + n_head, body, n);
    c->n_out = (size_t)n_head + n;
    c->sent = 0;
}

/* False: the client is gone. */
static bool serve(struct client *c)
{
    if (c->out) {
        ssize_t n = send(c->fd, c->out + c->sent, c->n_out - c->sent, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0)
            return false;
        c->sent += (size_t)n;
        if (c->sent == c->n_out) {
            free(c->out);
            c->out = NULL;
        }
        return true;
    }
    ssize_t n = recv(c->fd, c->in + c->n, sizeof c->in - 1 - c->n, MSG_DONTWAIT);
    if (n <= 0)
        return false;
    c->n += (size_t)n;
    c->in[c->n] = '\0';
    if (strstr(c->in, "\r\n\r\n")) { /* a client of ours waits for its answer before it asks again */
        answer(c);
        c->n = 0;
    }
    return c->n + 1 < sizeof c->in;
}

static void tell_counts(void)
{
    (void)printf("%lu requests %lu pages\n", n_requests, n_distinct);
    (void)fflush(stdout);
}

/* False: standard input has ended. */
static bool count_anew(void)
{
    char line[64];
    if (read(STDIN_FILENO, line, sizeof line) <= 0)
        return false;
    tell_counts();
    memset(asked, 0, n_pages);
    n_requests = n_distinct = 0;
    return true;
}

static void run(int listener)
{
    static struct client clients[MAX_CLIENTS];
    size_t n = 0;
    for (;;) {
        struct pollfd fds[MAX_CLIENTS + 2] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = n < MAX_CLIENTS ? listener : -1, .events = POLLIN}};
        for (size_t i = 0; i < n; i++)
            fds[i + 2] = (struct pollfd){.fd = clients[i].fd, .events = clients[i].out ? POLLOUT : POLLIN};
        if (poll(fds, n + 2, -1) < 0 || (fds[0].revents && !count_anew()))
            return;
        for (size_t i = n; i-- > 0;) {
            if (!fds[i + 2].revents || serve(&clients[i]))
                continue;
            (void)close(clients[i].fd);
            free(clients[i].out);
            clients[i] = clients[--n];
        }
        if (fds[1].revents)
            clients[n++] = (struct client){.fd = accept(listener, NULL, NULL)};
    }
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (argc < 2 || (n_pages = (unsigned)strtoul(argv[1], NULL, 10)) == 0)
        return 2;
    if (argc > 2)
        page_bytes = (unsigned)strtoul(argv[2], NULL, 10);
    asked = calloc(n_pages, 1);
    page = malloc(PAGE_ROOM);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, n) != 0 || listen(listener, 64) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &n) != 0)
        return 1;
    (void)printf("http://127.0.0.1:%d\n", ntohs(address.sin_port));
    (void)fflush(stdout);
    run(listener);
    tell_counts();
    return 0;
}
