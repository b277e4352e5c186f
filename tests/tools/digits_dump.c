/* digits_dump.c - for training and measuring the digit reader.
 *
 *   digits_dump years PAGE.pgm...         the lines of digits_write, after a line "# PAGE.pgm seconds"
 *   digits_dump values PAGE.pgm VIEW [BOXES]   what the network would see of each part, then of each box (lines "x y w h") without regard to parts
 *   digits_dump second THD_TSV            the years of the second model
 *   digits_dump fuse LINES THD_TSV THA_TSV   years of all three with "agreed", "once" or "conflict" behind
 *   digits_dump page LINES THD_TSV THA_TSV   the text of the page
 *
 * values are records of 508 bytes: x y w h (int32), 480 bytes, 3 floats; w is 0 where there is nothing to see
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/file.h"
#include "extract/digits_page.h"
#include "extract/digits_tsv.h"

static bool read_page(const char *path, struct buf *bytes)
{
    struct err err;
    buf_init(bytes, (size_t)200 * 1024 * 1024);
    if (file_read(path, bytes, &err) == OIT_OK)
        return true;
    (void)fprintf(stderr, "digits_dump: %s\n", err.en);
    return false;
}

static void write_record(const struct digits_part *part, const struct digits_values *values)
{
    int32_t box[4] = {part->x, part->y, part->w, part->h};
    (void)fwrite(box, sizeof box, 1, stdout);
    (void)fwrite(values->grid, sizeof values->grid, 1, stdout);
    (void)fwrite(values->shape, sizeof values->shape, 1, stdout);
}

static void dump(const struct digits_image *image, const struct digits_ink *ink, struct digits_part part, uint32_t component)
{
    static struct digits_patch patch;
    struct digits_values values = {0};
    if (part.x < 0 || part.y < 0 || part.x + part.w > image->width || part.y + part.h > image->height || part.w > DIGITS_MAX_W || part.h > DIGITS_MAX_H)
        part.w = 0;
    if (part.w > 0 && part.h > 0) {
        digits_patch_take(image, ink, part.x, part.y, part.w, part.h, component, &patch);
        if (!digits_patch_values(&patch, 0, part.w, part.body_height, &values))
            part.w = 0;
    }
    write_record(&part, &values);
}

static int dump_values(const char *page, int view, const char *boxes)
{
    struct buf bytes;
    struct digits_image image;
    struct digits_ink ink;
    struct digits_parts parts;
    if (!read_page(page, &bytes) || digits_image_read(buf_str(&bytes), &image) != DIGITS_READ || !digits_image_ink(&image, view, &ink) ||
        !digits_components(&image, &ink, &parts))
        return 1;
    for (size_t i = 0; i < parts.n; i++)
        dump(&image, &ink, parts.items[i], parts.items[i].component);
    FILE *file = boxes ? fopen(boxes, "r") : NULL;
    struct digits_part box = {0};
    while (file && fscanf(file, "%d %d %d %d", &box.x, &box.y, &box.w, &box.h) == 4) {
        box.body_height = digits_body_height(&parts, &box);
        dump(&image, &ink, box, UINT32_MAX);
    }
    if (file)
        (void)fclose(file);
    return 0;
}

static int dump_years(const char *page)
{
    struct buf bytes, out;
    struct arena arena;
    struct digit_years years;
    if (!read_page(page, &bytes))
        return 1;
    arena_init(&arena);
    buf_init(&out, 0);
    clock_t begin = clock();
    enum digits_fault fault = digits_read(buf_str(&bytes), &arena, &years);
    (void)printf("# %s %.3f fault %d\n", page, (double)(clock() - begin) / CLOCKS_PER_SEC, (int)fault);
    digits_write(&years, &out);
    (void)fputs(out.p ? out.p : "", stdout);
    buf_done(&out);
    buf_done(&bytes);
    arena_done(&arena);
    return 0;
}

static int dump_second(const char *tsv)
{
    struct buf bytes, out;
    struct arena arena;
    struct tsv_words words;
    struct digit_years years;
    if (!read_page(tsv, &bytes))
        return 1;
    arena_init(&arena);
    buf_init(&out, 0);
    tsv_words_read(buf_str(&bytes), &arena, &words);
    tsv_years(&words, true, &arena, &years);
    digits_write(&years, &out);
    (void)fputs(out.p ? out.p : "", stdout);
    return 0;
}

static int dump_fused(char **paths, bool shows_text)
{
    static const char *const states[] = {"agreed", "once", "conflict"};
    struct buf lines, thd, tha;
    struct arena arena;
    struct digit_years years;
    struct page_text page;
    if (!read_page(paths[0], &lines) || !read_page(paths[1], &thd) || !read_page(paths[2], &tha))
        return 1;
    arena_init(&arena);
    digits_parse(buf_str(&lines), &arena, &years);
    digits_page(buf_str(&tha), &years, buf_str(&thd), &arena, &page);
    for (size_t i = 0; i < page.years.n && !shows_text; i++) {
        const struct fused_year *y = &page.years.items[i];
        (void)printf("%c %d %.3f %u %u %u %u %s\n", y->script == DIGITS_THAI ? 'T' : 'A', y->year_be, y->confidence, y->box.x, y->box.y, y->box.w,
                     y->box.h, states[y->agreement]);
    }
    for (size_t i = 0; i < page.n_words && shows_text; i++) {
        const struct page_word *w = &page.words[i], *before = i ? w - 1 : w;
        bool is_new = w->line != before->line || w->paragraph != before->paragraph || w->block != before->block;
        (void)printf("%s%.*s", is_new ? "\n" : w->has_space_before ? " " : "", STR_ARG(w->text));
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc >= 4 && strcmp(argv[1], "values") == 0)
        return dump_values(argv[2], argv[3][0] == '1', argc > 4 ? argv[4] : NULL);
    if (argc == 3 && strcmp(argv[1], "second") == 0)
        return dump_second(argv[2]);
    if (argc == 5 && (strcmp(argv[1], "fuse") == 0 || strcmp(argv[1], "page") == 0))
        return dump_fused(argv + 2, argv[1][0] == 'p');
    if (argc < 3 || strcmp(argv[1], "years") != 0) {
        (void)fputs("usage: digits_dump years PAGE.pgm... | values PAGE.pgm VIEW [BOXES] | second THD_TSV | fuse|page LINES THD_TSV THA_TSV\n", stderr);
        return 2;
    }
    int status = 0;
    for (int i = 2; i < argc; i++)
        status |= dump_years(argv[i]);
    return status;
}
