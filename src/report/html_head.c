/* html_head.c - the head of every page we write: its own policy allows the one style sheet by its hash and nothing more, so markup that slipped in
 * could do nothing.
 * SPDX-License-Identifier: MIT
 */
#include "html_parts.h"

#include "base/hash.h"

static void base64(const unsigned char *bytes, size_t n, struct buf *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        size_t rest = n - i;
        unsigned group = (unsigned)bytes[i] << 16 | (rest > 1 ? (unsigned)bytes[i + 1] << 8 : 0) | (rest > 2 ? bytes[i + 2] : 0u);
        for (unsigned k = 0; k < 4; k++)
            (void)buf_add_char(out, k > rest ? '=' : digits[group >> (18 - 6 * k) & 63]);
    }
}

void html_document_head(struct html *h, const char *const *style_sheet, const char *title)
{
    struct buf style;
    buf_init(&style, 0);
    for (size_t i = 0; style_sheet[i]; i++)
        (void)buf_add_c(&style, style_sheet[i]);
    struct sha256 hash = sha256_of(buf_str(&style));
    (void)buf_addf(h->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", h->view.language == MSG_EN ? "en" : "th");
    html_raw(h, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-");
    base64(hash.bytes, sizeof hash.bytes, h->out);
    html_raw(h, "'; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n<title>");
    html_text(h, title);
    html_raw(h, "</title>\n<style>");
    (void)buf_add_str(h->out, buf_str(&style));
    html_raw(h, "</style>\n</head>\n");
    buf_done(&style);
}
