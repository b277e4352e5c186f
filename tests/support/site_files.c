/* site_files.c - the files of a site made by a test.
 * SPDX-License-Identifier: MIT
 */
#include "site_files.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void site_files_page(struct site_files *site, const char *path, const char *title, const char *body)
{
    if (site->n == SITE_FILES_MAX) {
        (void)fprintf(stderr, "site_files: too many pages\n");
        exit(1);
    }
    struct str page = arena_printf(&site->arena, "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>%s</title></head><body>%s<main><h1>%s</h1>%s</main></body></html>",
                                   title, site->menu ? site->menu : "", title, body);
    site->files[site->n++] = (struct server_file){arena_text(&site->arena, str_from(path)), page.p};
}

const char *site_files_text(struct site_files *site, const char *format, ...)
{
    char text[4000];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return arena_text(&site->arena, str_from(text));
}

const char *site_files_words(struct site_files *site, unsigned number)
{
    static const char *const words[] = {"ถนน", "สะพาน", "ตลาด", "โรงเรียน", "สวนสาธารณะ", "ประปา", "ไฟฟ้า", "ชุมชน", "ผู้สูงอายุ", "เยาวชน", "เกษตร", "ขยะ", "น้ำท่วม", "กีฬา", "วัด", "คลอง"};
    struct str text = STR_LIT("");
    uint32_t x = number * 2654435761u + 12345;
    for (int i = 0; i < 30; i++) {
        x = x * 1664525u + 1013904223u;
        text = arena_printf(&site->arena, "%.*s%s %u ", STR_ARG(text), words[x >> 28], number * 31 + (x >> 20 & 15));
    }
    return text.p;
}

const struct server_file *site_files_list(struct site_files *site)
{
    site->files[site->n] = (struct server_file){NULL, NULL};
    return site->files;
}

void site_files_done(struct site_files *site)
{
    arena_done(&site->arena);
    *site = (struct site_files){0};
}
