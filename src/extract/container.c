/* container.c - the directory of OLE files ([MS-CFB] 2.2, 2.3, 2.6) and the list of ZIP files tell what they are.
 *
 * An archive that holds a Word file unpacked has that file's names in its bytes too, and a Word file with a sheet inside has both names in its
 * directory: so the list is read, not searched; of several streams the first in the directory is the file's own. Damaged containers
 * are searched.
 * SPDX-License-Identifier: MIT
 */
#include "container.h"

#include "base/limits.h"
#include "extract/zip_parts.h"
#include "url/url.h"

enum {
    LOOK_BYTES = 4096,
    NEAR_BYTES = 64 * 1024,
    OLE_HEADER_BYTES = 512,
    OLE_ENTRY_BYTES = 128,
    OLE_NAME_UNITS = 32,
    OLE_FAT_IN_HEADER = 109,
    OLE_MAX_DIRECTORY_SECTORS = 1024, /* 4,096 entries; a text with 500 embedded sheets has 3,000 */
    FIB_ENCRYPTED = 1,                /* fEncrypted is bit 8 of the flags: bit 0 of their second byte */
};

/* ---- OLE ---- */

struct ole {
    struct str bytes;
    size_t sector_bytes;
};

static uint32_t u32(const char *p)
{
    return (uint32_t)(unsigned char)p[0] | (uint32_t)(unsigned char)p[1] << 8 | (uint32_t)(unsigned char)p[2] << 16 |
           (uint32_t)(unsigned char)p[3] << 24;
}

bool container_is_ole(struct str bytes)
{
    return bytes.n >= OLE_HEADER_BYTES && memcmp(bytes.p, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0;
}

/* A whole sector, or STR_NONE. */
static struct str sector(const struct ole *ole, uint32_t number)
{
    size_t at = ((size_t)number + 1) * ole->sector_bytes;
    struct str s = str_sub(ole->bytes, at, ole->sector_bytes);
    return at < ole->bytes.n && s.n == ole->sector_bytes ? s : STR_NONE;
}

static uint32_t next_sector(const struct ole *ole, uint32_t number)
{
    size_t per_sector = ole->sector_bytes / 4, index = number / per_sector;
    if (index >= OLE_FAT_IN_HEADER)
        return UINT32_MAX;
    struct str fat = sector(ole, u32(ole->bytes.p + 76 + index * 4));
    return fat.n ? u32(fat.p + number % per_sector * 4) : UINT32_MAX;
}

/* Which of the ASCII names the entry has; n when none. */
static size_t entry_name(const char *entry, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(names[i]), k = 0;
        while (k < length && k < OLE_NAME_UNITS && entry[k * 2] == names[i][k] && !entry[k * 2 + 1])
            k++;
        if (k == length && !entry[k * 2] && !entry[k * 2 + 1])
            return i;
    }
    return n;
}

/* The first entry in the directory with one of the names: its index in names, or n. *ret_start: its first sector. */
static size_t ole_find(struct str bytes, const char *const *names, size_t n, size_t *ret_start)
{
    struct ole ole = {bytes, bytes.p[30] == 12 ? 4096 : 512};
    uint32_t number = u32(bytes.p + 48);
    for (size_t i = 0; i < OLE_MAX_DIRECTORY_SECTORS; i++) {
        struct str s = sector(&ole, number);
        if (!s.n)
            break;
        for (size_t at = 0; at + OLE_ENTRY_BYTES <= s.n; at += OLE_ENTRY_BYTES) {
            size_t found = entry_name(s.p + at, names, n);
            if (found < n) {
                *ret_start = ((size_t)u32(s.p + at + 116) + 1) * ole.sector_bytes;
                return found;
            }
        }
        number = next_sector(&ole, number);
    }
    return n;
}

static enum doc_kind kind_of_extension(struct str url)
{
    static const struct {
        const char *extension;
        enum doc_kind kind;
    } names[] = {{"doc", DOC_DOC},   {"dot", DOC_DOC},   {"xls", DOC_XLS},   {"ppt", DOC_PPT},  {"pps", DOC_PPT},
                 {"docx", DOC_DOCX}, {"docm", DOC_DOCX}, {"xlsx", DOC_XLSX}, {"xlsm", DOC_XLSX}, {"pptx", DOC_PPTX}};
    char scratch[8];
    struct str extension = url_extension(url, scratch);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase_c(extension, names[i].extension))
            return names[i].kind;
    return DOC_OTHER;
}

static const struct {
    const char *stream;
    enum doc_kind kind;
} streams[] = {{"EncryptedPackage", DOC_DOCX}, {"WordDocument", DOC_DOC},         {"Workbook", DOC_XLS},
               {"Book", DOC_XLS},              {"PowerPoint Document", DOC_PPT}};
enum { N_STREAMS = sizeof streams / sizeof *streams };

static size_t find_stream(struct str bytes, size_t *ret_start)
{
    const char *names[N_STREAMS];
    for (size_t i = 0; i < N_STREAMS; i++)
        names[i] = streams[i].stream;
    return ole_find(bytes, names, N_STREAMS, ret_start);
}

/* The name in UTF-16 somewhere near the ends: where the directory cannot be followed. */
static bool has_wide(struct str bytes, const char *name)
{
    char wide[OLE_NAME_UNITS * 2];
    size_t n = strlen(name);
    for (size_t i = 0; i < n && i < OLE_NAME_UNITS; i++) {
        wide[i * 2] = name[i];
        wide[i * 2 + 1] = '\0';
    }
    struct str needle = {wide, n * 2 - 1};
    return str_find(str_sub(bytes, 0, 4 * NEAR_BYTES), needle) != STR_NPOS ||
           str_find(str_from_pos(bytes, bytes.n > NEAR_BYTES ? bytes.n - NEAR_BYTES : 0), needle) != STR_NPOS;
}

enum doc_kind container_ole_kind(struct str bytes, struct str content_type, struct str url)
{
    size_t start, stream = container_is_ole(bytes) ? find_stream(bytes, &start) : N_STREAMS;
    for (size_t i = 0; i < N_STREAMS && stream == N_STREAMS; i++)
        if (has_wide(bytes, streams[i].stream))
            stream = i;
    enum doc_kind named = kind_of_extension(url);
    if (stream == 0) /* locked: only its name knows what it is */
        return named == DOC_XLSX || named == DOC_PPTX ? named : DOC_DOCX;
    if (stream < N_STREAMS)
        return streams[stream].kind;
    if (named == DOC_DOC || named == DOC_XLS || named == DOC_PPT)
        return named;
    return str_find_nocase_c(content_type, "excel") != STR_NPOS        ? DOC_XLS
           : str_find_nocase_c(content_type, "powerpoint") != STR_NPOS ? DOC_PPT
           : str_find_nocase_c(content_type, "word") != STR_NPOS       ? DOC_DOC
                                                                       : DOC_OTHER;
}

bool container_is_encrypted(struct str bytes)
{
    if (!container_is_ole(bytes))
        return false;
    size_t start = 0, stream = find_stream(bytes, &start);
    if (stream == 0)
        return true;
    return stream == 1 && start < bytes.n && bytes.n - start > 12 && memcmp(bytes.p + start, "\xEC\xA5", 2) == 0 &&
           (bytes.p[start + 11] & FIB_ENCRYPTED) != 0;
}

/* ---- ZIP ---- */

bool container_is_late_zip(struct str bytes)
{
    size_t at = str_find(str_sub(bytes, 0, 1024), STR_LIT("PK\3\4"));
    if (at == STR_NPOS || at == 0)
        return false;
    return str_find(str_from_pos(bytes, bytes.n > 2 * NEAR_BYTES ? bytes.n - 2 * NEAR_BYTES : 0), STR_LIT("PK\5\6")) != STR_NPOS;
}

static bool has_folder(const struct zip_parts *zip, const char *folder)
{
    for (size_t i = 0; i < zip->n_parts; i++)
        if (str_starts_nocase_c(zip->parts[i].name, folder))
            return true;
    return false;
}

static enum doc_kind kind_of_mimetype(struct str type)
{
    static const struct {
        const char *prefix; /* templates and masters are the same inside */
        enum doc_kind kind;
    } types[] = {{"application/vnd.oasis.opendocument.text", DOC_ODT},
                 {"application/vnd.oasis.opendocument.spreadsheet", DOC_ODS},
                 {"application/vnd.oasis.opendocument.presentation", DOC_ODP}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_starts_c(type, types[i].prefix))
            return types[i].kind;
    return DOC_OTHER;
}

static const struct {
    const char *folder, *usual; /* its main part */
    enum doc_kind kind;
} folders[] = {{"word/", "word/document.xml", DOC_DOCX}, {"xl/", "xl/workbook.xml", DOC_XLSX}, {"ppt/", "ppt/presentation.xml", DOC_PPTX}};

static enum doc_kind kind_of_list(struct zip_parts *zip)
{
    const struct zip_part *mimetype = zip_parts_find(zip, "mimetype");
    if (mimetype) {
        struct buf type;
        buf_init(&type, 256);
        (void)zip_parts_read(zip, mimetype, &type);
        enum doc_kind kind = kind_of_mimetype(str_trim(buf_str(&type)));
        buf_done(&type);
        return kind == DOC_OTHER ? DOC_ZIP : kind; /* e-books, drawings */
    }
    bool is_package = zip_parts_find(zip, "[Content_Types].xml") || zip_parts_find(zip, "_rels/.rels") || zip->is_recovered;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (is_package ? has_folder(zip, folders[i].folder) : zip_parts_find(zip, folders[i].usual) != NULL)
            return folders[i].kind;
    return DOC_ZIP;
}

enum doc_kind container_zip_kind(struct str bytes)
{
    struct arena arena;
    struct zip_parts zip;
    arena_init(&arena);
    enum doc_kind kind = DOC_ZIP;
    struct str head = str_sub(bytes, 0, LOOK_BYTES);
    if (zip_parts_open(bytes, &arena, &zip) == FAULT_NONE) {
        kind = kind_of_list(&zip);
    } else {
        size_t type = str_find_c(head, "mimetypeapplication/");
        if (type != STR_NPOS)
            kind = kind_of_mimetype(str_from_pos(head, type + 8));
        for (size_t i = 0; i < sizeof folders / sizeof *folders && type == STR_NPOS && kind == DOC_ZIP; i++)
            if (str_find_c(head, folders[i].folder) != STR_NPOS)
                kind = folders[i].kind;
    }
    arena_done(&arena);
    return kind;
}
