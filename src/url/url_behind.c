/* url_behind.c - addresses inside addresses: "viewer.html?file=%2Fplan.pdf" shows plan.pdf.
 *
 * Which hosts and pages are viewers is rule data (rules/hosting.h). Here is only what an address tells by itself: a parameter whose value is the
 * address of a document.
 * SPDX-License-Identifier: MIT
 */
#include "url.h"

#include "base/limits.h"

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* As a form encodes it: '+' is a space. */
static void add_decoded(struct buf *out, struct str value)
{
    for (size_t i = 0; i < value.n; i++) {
        int high = value.p[i] == '%' && i + 2 < value.n ? hex_digit(value.p[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(value.p[i + 2]) : -1;
        (void)buf_add_char(out, low >= 0 ? (char)(high * 16 + low) : value.p[i] == '+' ? ' ' : value.p[i]);
        i += low >= 0 ? 2 : 0;
    }
}

bool url_parameter(struct str canonical, struct str name, struct buf *out)
{
    struct url_parts parts;
    if (!url_split(canonical, &parts))
        return false;
    while (parts.query.n) {
        struct str value = str_cut(&parts.query, '&');
        struct str key = str_cut(&value, '=');
        if (!value.n || !str_eq_nocase(key, name))
            continue;
        add_decoded(out, value);
        return true;
    }
    return false;
}

bool url_is_document(struct str url)
{
    static const char *const list[] = {"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "csv", "txt", "zip"};
    char scratch[8];
    struct str extension = url_extension(url, scratch);
    for (size_t i = 0; extension.n && i < sizeof list / sizeof *list; i++)
        if (str_eq_c(extension, list[i]))
            return true;
    return false;
}

bool url_is_absolute(struct str reference)
{
    return str_starts_nocase_c(reference, "http://") || str_starts_nocase_c(reference, "https://") || str_starts_c(reference, "//");
}

bool url_document_behind(struct str canonical, bool may_be_relative, struct buf *out)
{
    struct url_parts parts;
    if (!url_split(canonical, &parts) || !parts.query.n || url_is_document(canonical))
        return false;
    struct buf value;
    buf_init(&value, LIMIT_URL_BYTES);
    bool is_found = false;
    while (parts.query.n && !is_found) {
        struct str raw = str_cut(&parts.query, '&');
        (void)str_cut(&raw, '=');
        buf_clear(&value);
        add_decoded(&value, raw);
        struct str inner = str_trim(buf_str(&value));
        size_t before = out->n;
        if (!inner.n || !(may_be_relative || url_is_absolute(inner)))
            continue;
        is_found = url_resolve(canonical, inner, out) == URL_OK && url_is_document(str_from_pos(buf_str(out), before));
        if (!is_found)
            out->n = before;
    }
    buf_done(&value);
    return is_found;
}
