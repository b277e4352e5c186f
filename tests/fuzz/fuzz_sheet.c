/* fuzz_sheet.c - cells in any order and place, as a broken or hostile sheet would give them: eight bytes a cell, then its text.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "extract/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { STEP = 9 };

static uint32_t place(uint8_t low, uint8_t high)
{
    return high > 250 ? UINT32_MAX - low : (uint32_t)low | (uint32_t)(high & 15) << 8; /* far corners too */
}

static void add_one(struct sheet *s, const uint8_t *d, struct str text)
{
    uint32_t row = place(d[1], d[2]), column = place(d[3], d[4]), n_rows = place(d[5], d[6]), n_columns = d[7];
    switch (d[0] % 8) {
    case 0:
        sheet_merge(s, row, column, n_rows, n_columns);
        break;
    case 1:
        sheet_link(s, row, column, text);
        break;
    case 2:
        sheet_tell_header(s, row, row + n_columns);
        break;
    case 3:
        sheet_margin(s, d[1] & 1 ? ZONE_HEADER : ZONE_FOOTER, text);
        break;
    default:
        (void)sheet_add(s, &(struct sheet_cell){.row = row, .column = column, .n_rows = n_rows, .n_columns = n_columns, .text = text,
                                                .link = d[0] & 16 ? STR_LIT("plan.pdf") : STR_NONE, .is_number = d[0] & 32, .is_bold = d[0] & 64});
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const texts[] = {"ลำดับ", "งานที่ซื้อหรือจ้าง", "วงเงินงบประมาณ (บาท)", "1,250,000.00", "รวม", "แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. 2567", "หมายเหตุ: ข้อมูล ณ วันที่ 31 มีนาคม 2567", "-"};
    struct arena arena;
    struct document doc = {.arena = &arena, .kind = DOC_XLSX, .text_source = "text"};
    struct doc_builder b;
    struct buf packed;
    struct document copy;
    arena_init(&arena);
    doc_builder_init(&b, &doc, 4096);
    struct sheet_book book = {.b = &b, .base = STR_LIT("http://www.agency.go.th/a.xlsx")};
    while (size >= STEP) {
        struct sheet *s = sheet_open(&book, data[0] & 1 ? STR_LIT("แผ่น1") : STR_NONE);
        size_t n = data[0];
        data++, size--;
        for (size_t i = 0; i < n && size >= STEP; i++, data += STEP, size -= STEP)
            add_one(s, data, str_from(texts[data[8] % (sizeof texts / sizeof *texts)]));
        sheet_close(s);
    }
    doc_builder_seal(&b);
    buf_init(&packed, 0);
    doc_pack(&doc, &packed);
    if (!doc_unpack(buf_str(&packed), &arena, &copy))
        abort();
    buf_done(&packed);
    arena_done(&arena);
    return 0;
}
