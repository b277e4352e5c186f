/* doc_title.c - which titles in the properties of PDF and office files are worth reading.
 * SPDX-License-Identifier: MIT
 */
#include "doc_title.h"

static bool has_letter(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c >= 0xC3)
            return true;
    }
    return false;
}

/* Metadata titles are often what the program put there: "Microsoft Word - 12.doc", "PowerPoint Presentation". */
struct str useful_title(struct str title)
{
    static const char *const prefixes[] = {"Microsoft Word - ", "Microsoft PowerPoint - ", "Microsoft Excel - ",
                                           "Microsoft Office Excel - ", "Microsoft Office Word - "};
    static const char *const suffixes[] = {".docx", ".doc",  ".pdf", ".xlsx", ".xls", ".pptx", ".ppt",
                                           ".odt",  ".indd", ".ai",  ".cdr",  ".psd", ".tif",  ".jpg"};
    static const char *const junk[] = {
        "untitled", "PowerPoint Presentation", "Slide 1", "Word Document", "Document",      "Document1", "Book1",
        "Sheet1",   "Scanned Document",        "Scan",    "print",         "Presentation1", "Title",     "none",
        "ภาพนิ่ง 1",  "งานนำเสนอ PowerPoint",    "ไม่มีชื่อ",   "เอกสาร"};
    title = str_trim(title);
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (str_starts_nocase_c(title, prefixes[i]))
            title = str_trim(str_from_pos(title, strlen(prefixes[i])));
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (str_ends_nocase_c(title, suffixes[i]))
            title = str_trim(str_sub(title, 0, title.n - strlen(suffixes[i])));
    for (size_t i = 0; i < sizeof junk / sizeof *junk; i++)
        if (str_eq_nocase_c(title, junk[i]))
            return STR_NONE;
    if (str_starts_nocase_c(title, "untitled") || str_starts_nocase_c(title, "CamScanner") ||
        str_starts_nocase_c(title, "Scan") || str_starts_nocase_c(title, "IMG_"))
        return STR_NONE;
    return title.n >= 4 && has_letter(title) ? title : STR_NONE;
}
