/* findings_bench.c - what the rules cost a page: pages of about 30 KB of text and 200 links, most of them a menu seen before.
 * Usage: findings_bench RULES_DIR [PAGES]
 * Prints milliseconds a page for findings_make, and how they divide over its parts.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "extract/extract.h"
#include "rules/findings.h"
#include "text/norm.h"

static const char *const words[] = {
    "หน่วยงาน", "ดำเนินการ", "ประชาชน", "ให้บริการ", "โครงการ", "งบประมาณ", "ประจำปี", "แผนงาน", "ประกาศ", "จัดซื้อจัดจ้าง", "ข้อมูล", "รายงาน",
    "ตำบล", "ชุมชน", "สุขภาพ", "การศึกษา", "ถนน", "ก่อสร้าง", "ประชุม", "ผู้บริหาร", "เจ้าหน้าที่", "ตรวจสอบ", "พัฒนา", "เกษตร", "ท้องถิ่น", "กิจกรรม",
    "อบรม", "ส่งเสริม", "สนับสนุน", "คุณภาพชีวิต", "สิ่งแวดล้อม", "น้ำประปา", "ไฟฟ้า", "ขยะ", "ภาษี", "ทะเบียน", "คำร้อง", "ผู้สูงอายุ", "เด็ก", "เยาวชน"};

static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void add_sentence(struct buf *out, unsigned *state, int n_words)
{
    for (int i = 0; i < n_words; i++) {
        (void)buf_add_c(out, words[next_random(state) % (sizeof words / sizeof *words)]);
        if (next_random(state) % 4 == 0)
            (void)buf_add_char(out, ' ');
    }
}

static void make_page(struct buf *out, unsigned page)
{
    unsigned menu = 7, state = page * 77u + 5;
    (void)buf_addf(out, "<html><head><title>หน้า %u</title></head><body><nav><ul>", page);
    for (int i = 0; i < 170; i++) {
        (void)buf_addf(out, "<li><a href='/menu/%d'>", i);
        add_sentence(out, &menu, 3);
        (void)buf_add_c(out, "</a></li>");
    }
    (void)buf_add_c(out, "</ul></nav><main><h1>");
    add_sentence(out, &state, 5);
    (void)buf_add_c(out, "</h1>");
    for (int i = 0; i < 30; i++) {
        (void)buf_addf(out, "<p>");
        add_sentence(out, &state, 20);
        (void)buf_addf(out, " %u</p><p><a href='/doc/%u-%d.pdf'>", 2560 + next_random(&state) % 10, page, i);
        add_sentence(out, &state, 3);
        (void)buf_add_c(out, "</a></p>");
    }
    (void)buf_add_c(out, "</main></body></html>");
}

static double now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

int main(int argc, char **argv)
{
    struct scheme *scheme = NULL;
    struct err err = {0};
    unsigned n_pages = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 500;
    if (argc < 2 || scheme_load(argv[1], NULL, &scheme, NULL, &err) != OIT_OK) {
        fprintf(stderr, "usage: findings_bench RULES_DIR [PAGES]\n%s %s\n", err.where, err.en);
        return 2;
    }
    struct finder *finder = finder_new(scheme);
    double make = 0, norm_ms = 0, pack = 0;
    size_t text = 0, links = 0, bytes = 0;
    for (unsigned page = 0; page < n_pages; page++) {
        struct arena arena;
        struct document doc;
        struct findings findings;
        struct buf html, packed;
        arena_init(&arena);
        buf_init(&html, 0);
        buf_init(&packed, 0);
        make_page(&html, page);
        struct extract_input input = {.bytes = buf_str(&html), .url = STR_LIT("http://www.example.go.th/page"), .content_type = STR_LIT("text/html; charset=utf-8")};
        (void)extract_document(&input, &arena, &doc);
        double t0 = now_ms();
        findings_make(finder, &doc, &arena, &findings);
        double t1 = now_ms();
        findings_pack(&findings, &packed);
        double t2 = now_ms();
        struct norm norm = {0};
        norm_make(&norm, doc.raw, NORM_TIGHT);
        norm_ms += now_ms() - t2;
        norm_done(&norm);
        make += t1 - t0;
        pack += t2 - t1;
        text += doc.raw.n;
        links += doc.n_links;
        bytes += packed.n;
        buf_done(&html);
        buf_done(&packed);
        arena_done(&arena);
    }
    printf("%u pages of %zu bytes of text and %zu links: findings_make %.3f ms, of it normal form %.3f ms; pack %.3f ms, %zu bytes\n", n_pages,
           text / n_pages, links / n_pages, make / n_pages, norm_ms / n_pages, pack / n_pages, bytes / n_pages);
    finder_free(finder);
    scheme_free(scheme);
    return 0;
}
