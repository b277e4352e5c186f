/* archive.c - see archive.h; at the end the ZIP archive itself.
 * SPDX-License-Identifier: MIT
 */
#include "archive.h"

#include "base/limits.h"
#include "extract/extract_internal.h"
#include "extract/zip_parts.h"
#include "text/utf8.h"

bool archive_is_junk(struct str name)
{
    static const char *const folders[] = {"__MACOSX/", ".git/", "__pycache__/"};
    static const char *const files[] = {"Thumbs.db", ".DS_Store", "desktop.ini", "ehthumbs.db", ".gitkeep", ".localized"};
    static const char *const prefixes[] = {"._", "~$", ".~lock."};
    struct str base = str_from_pos(name, str_rchr(name, '/') == STR_NPOS ? 0 : str_rchr(name, '/') + 1);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (str_find_c(name, folders[i]) != STR_NPOS)
            return true;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (str_eq_nocase_c(base, files[i]))
            return true;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (str_starts_c(base, prefixes[i]))
            return true;
    return !base.n;
}

void archive_begin(struct archive *a, const struct extract_input *input, struct document *doc)
{
    *a = (struct archive){.input = input, .doc = doc, .before = *doc};
    doc_builder_init(&a->b, doc, LIMIT_TEXT_BYTES);
}

/* "ปี 2567/แผน_ป้องกัน.docx" is headed "แผน ป้องกัน"; a name that says nothing ("1.pdf") keeps its folder. */
static void add_name(struct archive *a, struct str name)
{
    size_t slash = str_rchr(name, '/'), from = slash == STR_NPOS ? 0 : slash + 1;
    struct str base = str_from_pos(name, from);
    size_t dot = str_rchr(base, '.');
    if (dot != STR_NPOS && dot > 0 && base.n - dot <= 6)
        base.n = dot;
    bool has_word = false;
    for (size_t i = 0; i < base.n; i++)
        has_word |= (unsigned char)base.p[i] >= 0xC3 || (((unsigned char)base.p[i] | 0x20) >= 'a' && ((unsigned char)base.p[i] | 0x20) <= 'z');
    struct buf text;
    buf_init(&text, (size_t)LIMIT_ZIP_NAME_BYTES * 2);
    if (!has_word && from)
        (void)buf_add_str(&text, str_sub(name, 0, from));
    (void)buf_add_str(&text, base);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '_')
            text.p[i] = ' ';
    doc_builder_headings_reset(&a->b);
    struct doc_block heading = doc_block_init(BLOCK_HEADING);
    heading.level = 1;
    (void)doc_builder_block_of(&a->b, heading, buf_str(&text));
    buf_done(&text);
}

/* An address of its own in the archive: the ending of the name helps to tell what has no signature. */
static struct str member_url(const struct archive *a, struct str name, struct buf *url)
{
    struct str base = str_from_pos(name, str_rchr(name, '/') == STR_NPOS ? 0 : str_rchr(name, '/') + 1);
    if (url_resolve(a->input->url, base, url) == URL_OK)
        return buf_str(url);
    buf_clear(url);
    (void)buf_add_c(url, "file:///");
    (void)buf_add_str(url, base);
    return buf_str(url);
}

static void note_fault(struct archive *a, enum oit_fault fault)
{
    if (a->first_fault == FAULT_NONE)
        a->first_fault = fault;
}

/* fault: of reading its bytes. What came of a damaged one stands there, but is not the document. */
static void take(struct archive *a, const struct document *member, enum oit_fault fault)
{
    struct document *doc = a->doc;
    doc->title = arena_str(doc->arena, member->title);
    doc->n_pages += member->n_pages;
    doc->n_image_pages += member->n_image_pages;
    doc->n_ocr_pages += member->n_ocr_pages;
    doc->is_cut |= member->is_cut;
    if (!doc->generator.n)
        doc->generator = arena_str(doc->arena, member->generator);
    if (member->n_blocks)
        doc->is_cut |= !doc_builder_append(&a->b, member);
    a->n_read += member->fault == FAULT_NONE && fault == FAULT_NONE;
    if (member->ocr_confidence) {
        a->n_ocr_read += member->text_source && strcmp(member->text_source, "ocr") == 0;
        doc->ocr_confidence = doc->ocr_confidence && doc->ocr_confidence < member->ocr_confidence ? doc->ocr_confidence : member->ocr_confidence;
    }
    if (member->fault == FAULT_NONE || member->fault == FAULT_EMPTY)
        return;
    note_fault(a, member->fault);
    doc->is_cut |= member->fault != FAULT_NO_TEXT || !member->n_image_pages;
}

struct extract_request archive_put(struct archive *a, struct str name, struct str bytes, enum oit_fault fault)
{
    struct extract_request request = {.need = NEED_NOTHING};
    if (a->n_members >= LIMIT_ARCHIVE_MEMBERS) {
        a->doc->is_cut = true;
        return request;
    }
    a->n_members++;
    add_name(a, name);
    if (fault != FAULT_NONE) {
        note_fault(a, fault);
        a->doc->is_cut = true;
    }
    if (!bytes.n || fault == FAULT_TOO_LARGE) { /* the beginning of a bomb is no document */
        if (fault == FAULT_NONE)
            note_fault(a, FAULT_EMPTY);
        return request;
    }
    struct buf url;
    struct arena arena;
    struct document member = {0};
    buf_init(&url, LIMIT_URL_BYTES);
    arena_init(&arena);
    struct extract_input input = *a->input;
    input.bytes = bytes;
    input.url = member_url(a, name, &url);
    input.content_type = STR_NONE;
    input.file_name = name;
    input.part = a->n_members;
    input.urls = NULL;
    input.ocr_pages = a->doc->n_ocr_pages < input.ocr_pages ? input.ocr_pages - a->doc->n_ocr_pages : 0;
    request = extract_document(&input, &arena, &member);
    if (request.need != NEED_NOTHING)
        request.bytes = arena_str(a->doc->arena, request.bytes.p ? request.bytes : bytes);
    else
        take(a, &member, fault);
    arena_done(&arena);
    buf_done(&url);
    return request;
}

void archive_drop(struct archive *a)
{
    doc_builder_seal(&a->b);
    *a->doc = a->before;
    a->doc->fault = FAULT_NO_TEXT;
}

enum { LITTLE_TEXT_BYTES = 90 }; /* some 30 Thai letters: a note beside what could not be read */

static bool has_text(const struct archive *a)
{
    size_t n = 0;
    for (size_t i = 0; i < a->b.n_blocks; i++)
        n += a->b.blocks[i].kind == BLOCK_HEADING && a->b.blocks[i].level == 1 ? 0 : a->b.blocks[i].n;
    return n >= LITTLE_TEXT_BYTES;
}

void archive_end(struct archive *a)
{
    struct document *doc = a->doc;
    if (a->n_members > 1)
        doc->title = STR_NONE; /* a title speaks for the whole */
    bool has_unread = a->first_fault != FAULT_NONE && a->first_fault != FAULT_EMPTY;
    if (!a->n_read || (has_unread && !has_text(a)))
        doc->fault = a->first_fault != FAULT_NONE ? a->first_fault : FAULT_EMPTY;
    if (a->n_read && a->n_ocr_read == a->n_read)
        doc->text_source = "ocr";
    doc_builder_seal(&a->b);
}

/* ---- ZIP ---- */

struct extract_request archive_extract(const struct extract_input *input, struct document *doc)
{
    struct extract_request request = {.need = NEED_NOTHING};
    struct zip_parts zip;
    if (input->part) { /* one level only */
        doc->fault = FAULT_UNSUPPORTED;
        return request;
    }
    doc->fault = zip_parts_open(input->bytes, doc->arena, &zip);
    if (doc->fault != FAULT_NONE)
        return request;
    struct archive a;
    struct buf bytes;
    archive_begin(&a, input, doc);
    buf_init(&bytes, LIMIT_ZIP_ENTRY_BYTES);
    doc->is_cut = zip.is_cut || zip.is_recovered;
    for (size_t i = 0; i < zip.n_parts && request.need == NEED_NOTHING && a.n_members <= LIMIT_ARCHIVE_MEMBERS; i++) {
        const struct zip_part *part = &zip.parts[i];
        if (part->is_folder || archive_is_junk(part->name))
            continue;
        buf_clear(&bytes);
        enum oit_fault fault = zip_parts_read(&zip, part, &bytes);
        request = archive_put(&a, part->name, buf_str(&bytes), fault);
    }
    buf_done(&bytes);
    if (request.need != NEED_NOTHING)
        archive_drop(&a);
    else
        archive_end(&a);
    return request;
}
