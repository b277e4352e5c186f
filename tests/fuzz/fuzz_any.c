/* fuzz_any.c - any bytes as a file of any kind, by their content and one of many names; tools answer with the bytes behind them.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>

#include "common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str all = {(const char *)data, size};
    static const char *const names[] = {"a.pdf", "a.docx", "a.xlsx", "a.pptx", "a.odt", "a.ods", "a.odp", "a.doc", "a.xls", "a.ppt", "a.rtf", "a.csv", "a.txt", "a.zip",
                                        "a.jpg", "a.png", "a.tif", "a.json", "a.html", "a"};
    if (size < 2)
        return 0;
    struct str bytes = str_from_pos(all, 2);
    struct str answer = str_from_pos(bytes, bytes.n * data[1] / 255);
    fuzz_extract(str_sub(bytes, 0, bytes.n - answer.n), names[data[0] % (sizeof names / sizeof *names)], "", answer);
    return 0;
}
