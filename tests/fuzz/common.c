/* common.c - what several fuzz targets need.
 * SPDX-License-Identifier: MIT
 */
#include "common.h"

#include <stdlib.h>
#include <zlib.h>

#include "text/utf8.h"

enum { MAX_SECTIONS = 64, MAX_TOOLS = LIMIT_TOOL_RUNS + 2, STORED_VERSION = 20 };

static const char MARK[] = "=== ";

static void add_le(struct buf *out, uint32_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        (void)buf_add_char(out, (char)(value >> (8 * i) & 0xFF));
}

/* What local header and list entry have in common. */
static void add_entry(struct buf *out, struct str name, struct str bytes)
{
    add_le(out, STORED_VERSION, 2);
    add_le(out, 1 << 11, 2); /* names are UTF-8 */
    add_le(out, 0, 2);
    add_le(out, 0, 4);
    add_le(out, (uint32_t)crc32(0, (const unsigned char *)(bytes.p ? bytes.p : ""), (unsigned)bytes.n), 4);
    add_le(out, (uint32_t)bytes.n, 4);
    add_le(out, (uint32_t)bytes.n, 4);
    add_le(out, (uint32_t)name.n, 2);
    add_le(out, 0, 2);
}

struct section {
    struct str name, bytes;
    size_t offset;
};

static struct str take_section(struct str *rest)
{
    size_t at = 0;
    for (;;) {
        size_t found = str_find_c(str_from_pos(*rest, at), MARK);
        if (found == STR_NPOS)
            break;
        at += found;
        if (at == 0 || rest->p[at - 1] == '\n') {
            struct str text = str_sub(*rest, 0, at);
            *rest = str_from_pos(*rest, at + sizeof MARK - 1);
            return text;
        }
        at++;
    }
    struct str text = *rest;
    *rest = (struct str){rest->p + rest->n, 0};
    return text;
}

static size_t split(struct str text, const char *first, const char *kind, struct section *sections)
{
    size_t n = 0;
    if (kind)
        sections[n++] = (struct section){STR_LIT("mimetype"), str_from(kind), 0};
    struct str bytes = take_section(&text);
    if (bytes.n)
        sections[n++] = (struct section){str_from(first), bytes, 0};
    while (text.n > 0 && n < MAX_SECTIONS) {
        bytes = take_section(&text);
        struct str name = str_cut(&bytes, '\n');
        sections[n++] = (struct section){str_sub(name, 0, 0xFFFF), bytes.p ? bytes : STR_LIT(""), 0};
    }
    return n;
}

void fuzz_zip(struct str text, const char *first, const char *kind, struct buf *out)
{
    struct section sections[MAX_SECTIONS];
    size_t n = split(text, first, kind, sections);
    for (size_t i = 0; i < n; i++) {
        sections[i].offset = out->n;
        (void)buf_add(out, "PK\3\4", 4);
        add_entry(out, sections[i].name, sections[i].bytes);
        (void)buf_add_str(out, sections[i].name);
        (void)buf_add_str(out, sections[i].bytes);
    }
    size_t list = out->n;
    for (size_t i = 0; i < n; i++) {
        (void)buf_add(out, "PK\1\2", 4);
        add_le(out, STORED_VERSION, 2);
        add_entry(out, sections[i].name, sections[i].bytes);
        add_le(out, 0, 2); /* comment, disk, attributes */
        add_le(out, 0, 2);
        add_le(out, 0, 2);
        add_le(out, 0, 4);
        add_le(out, (uint32_t)sections[i].offset, 4);
        (void)buf_add_str(out, sections[i].name);
    }
    size_t list_bytes = out->n - list;
    (void)buf_add(out, "PK\5\6", 4);
    add_le(out, 0, 4);
    add_le(out, (uint32_t)n, 2);
    add_le(out, (uint32_t)n, 2);
    add_le(out, (uint32_t)list_bytes, 4);
    add_le(out, (uint32_t)list, 4);
    add_le(out, 0, 2);
}

static void answer_one(const struct extract_request *request, struct str answer, struct extract_scan_page *page, struct extract_file *file,
                       struct extract_tools *ret)
{
    struct str half = str_sub(answer, 0, answer.n / 2), other = str_from_pos(answer, answer.n / 2);
    *page = (struct extract_scan_page){.page = request->n_pages ? request->pages[0] : 1, .width = 1654, .height = 2339, .dpi = 200,
                                       .tsv = answer, .digits = half, .digits_tsv = other};
    *file = (struct extract_file){.name = STR_LIT("แนบ 1.pdf"), .bytes = answer};
    *ret = (struct extract_tools){.need = request->need, .part = request->part, .fault = answer.n ? FAULT_NONE : FAULT_TOOL_MISSING};
    if (!answer.n)
        return;
    ret->pdf_info = str_sub(answer, 0, 200);
    ret->pdf_links = other;
    ret->pdf_raw = answer;
    ret->pdf_layout = half;
    ret->text = answer;
    ret->doc_xml = other;
    ret->pages = page;
    ret->n_pages = 1;
    ret->files = file;
    ret->n_files = 1;
}

static void check_document(const struct document *doc)
{
    struct arena arena;
    struct document copy;
    struct buf packed, before, after;
    arena_init(&arena);
    buf_init(&packed, 0);
    buf_init(&before, 0);
    buf_init(&after, 0);
    if (!utf8_is_valid(doc->raw) || !utf8_is_valid(doc->title) || !utf8_is_valid(doc->file_name))
        abort();
    for (size_t i = 0; i < doc->n_links; i++)
        if (!utf8_is_valid(doc->links[i].anchor) || !utf8_is_valid(doc->links[i].item) || !utf8_is_valid(doc->links[i].url))
            abort();
    doc_pack(doc, &packed);
    if (!doc_unpack(buf_str(&packed), &arena, &copy))
        abort();
    doc_dump(doc, &before);
    doc_dump(&copy, &after);
    if (!str_eq(buf_str(&before), buf_str(&after)))
        abort();
    buf_done(&packed);
    buf_done(&before);
    buf_done(&after);
    arena_done(&arena);
}

void fuzz_extract(struct str bytes, const char *name, const char *type, struct str answer)
{
    static struct extract_tools tools[MAX_TOOLS];
    static struct extract_scan_page pages[MAX_TOOLS];
    static struct extract_file files[MAX_TOOLS];
    struct buf url;
    buf_init(&url, 0);
    (void)buf_addf(&url, "http://www.agency.go.th/files/%s", name);
    struct extract_input input = {.bytes = bytes, .url = buf_str(&url), .file_name = str_from(name), .content_type = str_from(type), .tools = tools, .ocr_pages = 3};
    for (;;) {
        struct arena arena;
        struct document doc;
        arena_init(&arena);
        struct extract_request request = extract_document(&input, &arena, &doc);
        if (request.need == NEED_NOTHING)
            check_document(&doc);
        bool is_done = request.need == NEED_NOTHING;
        if (!is_done && input.n_tools == MAX_TOOLS)
            abort(); /* it asks for ever */
        if (!is_done) {
            answer_one(&request, answer, &pages[input.n_tools], &files[input.n_tools], &tools[input.n_tools]);
            input.n_tools++;
        }
        arena_done(&arena);
        if (is_done)
            break;
    }
    buf_done(&url);
}
