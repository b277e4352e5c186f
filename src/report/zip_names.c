/* zip_names.c - see zip_names.h.
 * SPDX-License-Identifier: MIT
 */
#include "zip_names.h"

#include "text/utf8.h"

static bool is_invisible(uint32_t c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0x00AD || c == 0x061C || (c >= 0xE000 && c <= 0xF8FF) ||
           c >= 0xE0000 || c == UTF8_BAD;
}

static bool is_refused(uint32_t c)
{
    return c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || (c < 0x80 && strchr("<>:\"/\\|?*%", (int)c) != NULL);
}

/* Marks of Thai (0E31, 0E34-0E3A, 0E47-0E4E) hang on the letter before: none may come first. */
static bool is_thai_mark(uint32_t c)
{
    return c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E3A) || (c >= 0x0E47 && c <= 0x0E4E);
}

static void add_safe(struct str name, struct buf *out)
{
    size_t n;
    bool was_gap = true; /* none in front */
    for (size_t i = 0; i < name.n; i += n) {
        uint32_t c = utf8_decode(name.p + i, name.n - i, &n);
        if (is_invisible(c) || (was_gap && is_thai_mark(c)))
            continue;
        bool is_gap = is_refused(c) || c == ' ' || c == 0xA0 || c == '_' || c == 0x3000;
        if (is_gap && !was_gap)
            (void)buf_add_char(out, '_');
        else if (!is_gap)
            (void)buf_add(out, name.p + i, n);
        was_gap = is_gap;
    }
}

static struct str last_component(struct str name)
{
    for (size_t i = name.n; i > 0; i--)
        if (name.p[i - 1] == '/' || name.p[i - 1] == '\\')
            return str_from_pos(name, i);
    return name;
}

static struct str trim_end(struct str s)
{
    while (s.n && (s.p[s.n - 1] == '.' || s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '_'))
        s.n--;
    while (s.n && (s.p[0] == '.' || s.p[0] == '_'))
        s = str_from_pos(s, 1);
    return s;
}

void zip_name_make(const char *prefix, struct str name, const char *extension, struct buf *out)
{
    struct buf safe;
    buf_init(&safe, 4096);
    add_safe(last_component(name), &safe);
    struct str rest = trim_end(buf_str(&safe));
    size_t n = strlen(extension);
    if (n && rest.n > n && rest.p[rest.n - n - 1] == '.' && str_ends_nocase_c(rest, extension))
        rest.n -= n + 1;
    rest = trim_end(utf8_prefix(rest, ZIP_NAME_BYTES));
    (void)buf_add_c(out, prefix);
    (void)buf_add_str(out, rest.n ? rest : STR_LIT("file"));
    if (n)
        (void)buf_addf(out, ".%s", extension);
    buf_done(&safe);
}

void zip_name_code(const char *code, struct buf *out)
{
    struct str s = str_from(code);
    size_t n, n_before = out->n;
    for (size_t i = 0; i < s.n; i += n) {
        uint32_t c = utf8_decode(s.p + i, s.n - i, &n);
        bool is_plain = c < 0x80 ? (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') : c >= 0x0E01 && c <= 0x0E5B;
        if (is_plain)
            (void)buf_add(out, s.p + i, n);
        else
            (void)buf_add_char(out, '-');
    }
    if (out->n == n_before)
        (void)buf_add_char(out, '-');
}

static const char *picture_extension(struct str bytes)
{
    static const struct {
        const char *begins;
        size_t n;
        const char *extension;
    } pictures[] = {{"\x89PNG", 4, "png"}, {"\xFF\xD8\xFF", 3, "jpg"}, {"GIF8", 4, "gif"}, {"BM", 2, "bmp"}, {"II*\0", 4, "tif"}, {"MM\0*", 4, "tif"}};
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
        if (bytes.n >= pictures[i].n && memcmp(bytes.p, pictures[i].begins, pictures[i].n) == 0)
            return pictures[i].extension;
    return bytes.n >= 12 && memcmp(bytes.p, "RIFF", 4) == 0 && memcmp(bytes.p + 8, "WEBP", 4) == 0 ? "webp" : "bin";
}

const char *zip_extension(const char *kind, struct str bytes)
{
    static const struct {
        const char *kind, *extension;
    } kinds[] = {{"html", "html"}, {"pdf", "pdf"}, {"text", "txt"}, {"csv", "csv"}, {"xml", "xml"}, {"sitemap", "xml"}, {"feed", "xml"}, {"json", "json"},
                 {"docx", "docx"}, {"xlsx", "xlsx"}, {"pptx", "pptx"}, {"odt", "odt"}, {"ods", "ods"}, {"odp", "odp"}, {"doc", "doc"}, {"xls", "xls"},
                 {"ppt", "ppt"}, {"rtf", "rtf"}, {"zip", "zip"}};
    for (size_t i = 0; kind && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kind, kinds[i].kind) == 0)
            return kinds[i].extension;
    return kind && strcmp(kind, "image") == 0 ? picture_extension(bytes) : "bin";
}
