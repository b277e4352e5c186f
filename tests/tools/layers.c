/* layers.c - pages of text (parted by form feeds, as pdftotext writes them) on standard input: is each one's text layer usable? One word a page:
 * good, broken or none.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "base/buf.h"
#include "extract/pdf_page.h"
#include "text/charset.h"

int main(void)
{
    struct buf bytes, clean;
    char chunk[65536];
    size_t n;
    buf_init(&bytes, 256u << 20);
    buf_init(&clean, 0);
    while ((n = fread(chunk, 1, sizeof chunk, stdin)) > 0)
        (void)buf_add(&bytes, chunk, n);
    for (struct str rest = buf_str(&bytes); rest.n > 0;) {
        buf_clear(&clean);
        (void)charset_to_utf8(str_cut(&rest, '\f'), STR_LIT("utf-8"), &clean);
        enum pdf_quality quality = pdf_quality(buf_str(&clean));
        (void)puts(quality == PDF_GOOD ? "good" : quality == PDF_BROKEN ? "broken" : "none");
    }
    buf_done(&bytes);
    buf_done(&clean);
    return 0;
}
