/* text_bench.c - what the text room costs for one page of 40 KB (or the file named as argument).
 *
 *   make -s && gcc -std=c11 -O2 -Isrc -o build/text_bench bench/text_bench.c build/release/liboitcheck.a -lcrypto &&
 * build/text_bench
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "base/clock.h"
#include "base/file.h"
#include "text/charset.h"
#include "text/norm.h"
#include "text/repair.h"
#include "text/years.h"

enum { PAGE_BYTES = 40 * 1024, ROUNDS = 5000, MENTIONS = 256 };

static struct str page;
static struct buf out;
static struct norm norm;

static void run_charset(void)
{
    buf_clear(&out);
    (void)charset_to_utf8(page, STR_NONE, &out);
}

static void run_tight_weak(void)
{
    norm_make(&norm, page, NORM_TIGHT | NORM_WEAK);
}

static void run_all_forms(void)
{
    norm_make(&norm, page, NORM_ALL);
}

static void run_years(void)
{
    static struct year_mention mentions[MENTIONS];
    (void)years_find(page, mentions, MENTIONS);
}

static void run_look(void)
{
    (void)repair_is_wanted(page);
}

static void run_repair(void)
{
    buf_clear(&out);
    repair_text(page, &out);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } rows[] = {{"charset_to_utf8", run_charset},
                {"norm tight+weak", run_tight_weak},
                {"norm all", run_all_forms},
                {"years_find", run_years},
                {"repair: the look", run_look},
                {"repair: done", run_repair}};
    struct buf bytes;
    buf_init(&bytes, 0);
    buf_init(&out, 0);
    if (argc > 1 && file_read(argv[1], &bytes, NULL) != OIT_OK)
        return 1;
    while (bytes.n < PAGE_BYTES && argc < 2)
        (void)buf_add_c(&bytes, "<p class=\"text\">การเปิดเผยข้อมูลสาธารณะของหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ (Integrity) "
                                "รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริตและประพฤติมิชอบ ที่อยู่ น้ำ</p>\n");
    page = buf_str(&bytes);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t start_ms = clock_cpu_ms();
        for (int k = 0; k < ROUNDS; k++)
            rows[i].run();
        double ms = (double)(clock_cpu_ms() - start_ms) / ROUNDS;
        printf("%-16s %.4f ms a page of %.0f KB\n", rows[i].name, ms, (double)page.n / 1024);
    }
    norm_done(&norm);
    buf_done(&out);
    buf_done(&bytes);
    return 0;
}
