/* fuzz_file.c - a file of any kind, told by its content alone; tools answer with a little sound text.
 *
 * Its seeds are the real files of the fixtures (tests/fuzz/seeds.txt).
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>

#include "common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_extract((struct str){(const char *)data, size}, "file", "",
                 STR_LIT("Pages: 1\nแผ่น1\t0\t0\tแผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. 2567\n<book><para>โครงการอบรม งบประมาณ 50,000 บาท</para></book>\n"
                         "5\t1\t1\t1\t1\t1\t100\t100\t200\t40\t91.5\tแผนปฏิบัติการ\nT 2567 0.980 310 100 120 40\n"));
    return 0;
}
