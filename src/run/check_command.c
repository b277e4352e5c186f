/* check_command.c - are these files, taken together, a complete document of one item? Read in the workers like any bytes from outside, judged by
 * assess/files.h, written to no store.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "assess/files.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "report/check.h"
#include "run/missing_tools.h"
#include "run/setup.h"
#include "worker/pool.h"

enum { NEAR_ITEMS = 12 };

struct oit_check_run {
    struct arena arena;
    struct oit_check check;
    struct scheme *scheme; /* texts of the check live in it */
};

const struct oit_check *oit_check_of(const struct oit_check_run *run)
{
    return &run->check;
}

void oit_check_run_free(struct oit_check_run *run)
{
    if (!run)
        return;
    arena_done(&run->arena);
    scheme_free(run->scheme);
    free(run);
}

/* --- the item ---------------------------------------------------------------------------------------------------------------- */

static enum oit_code no_such_item(const struct scheme *scheme, const char *typed, struct err *err)
{
    if (file_exists(typed))
        return err_set(err, OIT_ERR_USAGE, "บอกข้อก่อนไฟล์: oitcheck check %s '%s'", "name the item before the file: oitcheck check %s '%s'", scheme->items[0].code, typed);
    uint16_t near[NEAR_ITEMS];
    size_t n = scheme_items_near(scheme, str_from(typed), near, NEAR_ITEMS);
    struct buf list;
    buf_init(&list, 0);
    for (size_t i = 0; i < n; i++)
        (void)buf_addf(&list, "%s%s", i ? ", " : "", scheme->items[near[i]].code);
    const char *first = scheme->items[0].code, *last = scheme->items[scheme->n_items - 1].code;
    enum oit_code code;
    if (n > 0)
        code = err_set(err, OIT_ERR_USAGE, "ไม่มีข้อ '%s' ในเกณฑ์ปี %s (มี %s ถึง %s) หมายถึง %s หรือไม่", "there is no item '%s' in scheme %s (%s to %s); did you mean %s?",
                       typed, scheme->id, first, last, list.p);
    else
        code = err_set(err, OIT_ERR_USAGE, "ไม่มีข้อ '%s' ในเกณฑ์ปี %s (มี %s ถึง %s)", "there is no item '%s' in scheme %s (%s to %s)", typed, scheme->id, first, last);
    buf_done(&list);
    return code;
}

/* The item stands in the first word, or in the first two ("ข้อ" "16"). */
static enum oit_code find_item(const struct scheme *scheme, const char *const *words, size_t n_words, uint16_t *ret_item, size_t *ret_used, struct err *err)
{
    *ret_used = 1;
    *ret_item = scheme_item_as_typed(scheme, str_from(words[0]));
    if (*ret_item == NO_INDEX && n_words > 1 && !file_exists(words[1])) {
        struct buf two;
        buf_init(&two, 0);
        (void)buf_addf(&two, "%s %s", words[0], words[1]);
        *ret_item = scheme_item_as_typed(scheme, buf_str(&two));
        *ret_used = 2;
        buf_done(&two);
    }
    if (*ret_item == NO_INDEX)
        return no_such_item(scheme, words[0], err);
    if (n_words == *ret_used)
        return err_set(err, OIT_ERR_USAGE, "บอกไฟล์ที่จะตรวจด้วย: oitcheck check %s ไฟล์...", "name the files: oitcheck check %s FILE...", scheme->items[*ret_item].code);
    if (n_words - *ret_used > LIMIT_CHECK_FILES)
        return err_set(err, OIT_ERR_USAGE, "ตรวจได้ครั้งละไม่เกิน %d ไฟล์", "at most %d files at a time", LIMIT_CHECK_FILES);
    return OIT_OK;
}

/* --- the files --------------------------------------------------------------------------------------------------------------- */

struct reading {
    const struct oit_options *options;
    const struct scheme *scheme;
    struct pool *pool;
    const char *const *names;
    size_t n;
    struct arena *arena;
    struct assess_file *files;
    struct oit_words *errors;
    struct scan { const char *pages; uint32_t n_ocr; unsigned confidence; bool has_pictures; } *scans;
};

static struct str base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return str_from(slash ? slash + 1 : path);
}

/* A file's place on the site; a second file of the same name gets a folder of its own. */
static struct str place_of(const struct reading *r, size_t index)
{
    struct buf url;
    buf_init(&url, 0);
    files_url(base_name(r->names[index]), 0, &url);
    for (size_t i = 0; i < index; i++)
        if (str_eq(r->files[i].url, buf_str(&url))) {
            buf_clear(&url);
            files_url(base_name(r->names[index]), index + 1, &url);
            break;
        }
    struct str kept = arena_str(r->arena, buf_str(&url));
    buf_done(&url);
    return kept;
}

/* "2-5, 8": pages without a line of text of their own, where they are as many as the reader counted. */
static const char *list_scan_pages(const struct document *doc, struct arena *arena)
{
    if (doc->n_image_pages == 0 || doc->n_pages > LIMIT_PDF_PAGES)
        return NULL;
    bool *has_text = mem_alloc((size_t)doc->n_pages + 2);
    for (size_t i = 0; i < doc->n_blocks; i++)
        if (doc->blocks[i].page <= doc->n_pages && doc->blocks[i].n > 0 && doc->blocks[i].ocr == 0)
            has_text[doc->blocks[i].page] = true;
    struct buf list;
    buf_init(&list, 0);
    uint32_t n = 0;
    for (uint32_t page = 1; page <= doc->n_pages; page++) {
        uint32_t from = page;
        while (page <= doc->n_pages && !has_text[page])
            page++;
        n += page - from;
        if (page - from == 1)
            (void)buf_addf(&list, "%s%u", list.n ? ", " : "", from);
        else if (page > from)
            (void)buf_addf(&list, "%s%u-%u", list.n ? ", " : "", from, page - 1);
    }
    const char *text = n == doc->n_image_pages ? arena_text(arena, buf_str(&list)) : NULL;
    buf_done(&list);
    free(has_text);
    return text;
}

static void take_result(struct reading *r, size_t index, struct str packed)
{
    struct page_result result;
    struct assess_file *file = &r->files[index];
    file->fault = FAULT_PARSER_CRASH;
    if (!page_result_unpack(packed, &result))
        return;
    file->fault = result.fault != FAULT_NONE ? result.fault : FAULT_DAMAGED;
    struct findings *findings = ARENA_NEW(r->arena, struct findings);
    if (result.findings.n && findings_unpack_for(r->scheme, arena_str(r->arena, result.findings), r->arena, findings)) {
        file->findings = findings;
        file->fault = findings->fault;
    }
    struct arena scratch;
    struct document doc;
    arena_init(&scratch);
    if (result.document.n && doc_unpack(result.document, &scratch, &doc))
        r->scans[index] = (struct scan){list_scan_pages(&doc, r->arena), doc.n_ocr_pages, doc.ocr_confidence, doc.n_image_pages > 0 || doc.fault == FAULT_NO_TEXT};
    arena_done(&scratch);
}

static struct oit_words why_not_open(const struct reading *r, const char *path)
{
    enum msg id = file_is_dir(path) ? MSG_CHECK_IS_FOLDER : file_exists(path) ? MSG_CHECK_NOT_READABLE : MSG_CHECK_NO_FILE;
    struct buf th, en;
    buf_init(&th, 0);
    buf_init(&en, 0);
    msg_add(&th, MSG_TH, id, MSG_ARGS(path));
    msg_add(&en, MSG_EN, id, MSG_ARGS(path));
    struct oit_words words = {arena_text(r->arena, buf_str(&th)), arena_text(r->arena, buf_str(&en))};
    buf_done(&th);
    buf_done(&en);
    return words;
}

static void read_one(struct reading *r, size_t index, uint32_t ocr_pages)
{
    struct buf bytes;
    buf_init(&bytes, r->options->max_size_bytes);
    r->files[index].url = place_of(r, index);
    if (ocr_pages && r->options->is_terminal && !r->options->quiet) {
        enum msg_language language = r->options->language == OIT_EN ? MSG_EN : MSG_TH;
        struct buf line;
        buf_init(&line, 0);
        msg_add(&line, language, MSG_CHECK_READING_SCAN, MSG_ARGS(r->names[index]));
        (void)fprintf(stderr, "%s\n", line.p);
        buf_done(&line);
    }
    bool is_open = file_read(r->names[index], &bytes, NULL) == OIT_OK;
    if (!is_open && !bytes.is_full) {
        r->files[index].is_absent = true;
        r->errors[index] = why_not_open(r, r->names[index]);
    } else if (!is_open) {
        r->files[index].fault = FAULT_TOO_LARGE;
    } else if (bytes.n == 0) {
        r->files[index].fault = FAULT_EMPTY;
    } else {
        struct page_job job = {.url = r->files[index].url, .file_name = base_name(r->names[index]), .bytes = buf_str(&bytes),
                               .wants_document = true, .ocr_pages = ocr_pages};
        take_result(r, index, pool_run(r->pool, &job));
    }
    buf_done(&bytes);
}

static void judge_all(struct reading *r, const struct setup *setup, uint16_t item, struct oit_check *check)
{
    files_assess(setup->scheme, setup->fiscal_year_be, setup->as_of, item, r->files, r->n, r->arena, check);
    check->tool.name = "oitcheck";
    check->tool.version = OIT_VERSION;
    for (size_t i = 0; i < r->n; i++) {
        check->files[i].name = arena_text(r->arena, str_from(r->names[i]));
        check->files[i].error = r->errors[i];
        check->files[i].scan_pages = r->scans[i].pages;
        check->files[i].n_ocr_pages = r->scans[i].n_ocr;
        check->files[i].ocr_confidence = r->scans[i].confidence;
    }
}

/* Pictures are read when the text alone does not make the item complete: a page takes seconds. */
static void check_all(struct reading *r, const struct setup *setup, uint16_t item, struct oit_check *check)
{
    r->files = ARENA_ARRAY(r->arena, struct assess_file, r->n);
    r->errors = ARENA_ARRAY(r->arena, struct oit_words, r->n);
    r->scans = ARENA_ARRAY(r->arena, struct scan, r->n);
    for (size_t i = 0; i < r->n; i++)
        read_one(r, i, 0);
    judge_all(r, setup, item, check);
    bool wants_ocr = r->options->ocr == OIT_OCR_FORCE || (r->options->ocr == OIT_OCR_AUTO && check->result != OIT_CHECK_COMPLETE);
    size_t n_again = 0;
    for (size_t i = 0; wants_ocr && i < r->n; i++)
        if (r->scans[i].has_pictures) {
            read_one(r, i, LIMIT_OCR_PAGES);
            n_again++;
        }
    if (n_again)
        judge_all(r, setup, item, check);
}

/* --- the command ------------------------------------------------------------------------------------------------------------- */

int oit_check_files(const struct oit_options *options, const char *const *words, size_t n_words, struct oit_check_run **ret_run, struct err *err)
{
    struct setup setup;
    struct pool *pool = NULL;
    uint16_t item = NO_INDEX;
    size_t used = 0;
    enum oit_code code = setup_make(options, &setup, err);
    if (code == OIT_OK)
        code = find_item(setup.scheme, words, n_words, &item, &used, err);
    if (code == OIT_OK)
        code = pool_new(&(struct pool_options){.n_workers = 1, .scheme = setup.scheme, .ocr_folder = setup_ocr_folder()}, &pool, err);
    if (code == OIT_OK) {
        struct oit_check_run *run = mem_alloc(sizeof *run);
        arena_init(&run->arena);
        struct reading reading = {.options = options, .scheme = setup.scheme, .pool = pool, .names = words + used, .n = n_words - used, .arena = &run->arena};
        check_all(&reading, &setup, item, &run->check);
        run->scheme = setup.scheme;
        setup.scheme = NULL;
        *ret_run = run;
        missing_tools_tell(pool, options->language);
    }
    pool_free(pool);
    setup_done(&setup);
    return (int)code;
}

void oit_check_render(const struct oit_check *check, enum oit_format format, const struct oit_options *options, bool use_colour, int width, struct buf *out)
{
    if (format == OIT_FORMAT_JSON)
        check_json(check, out);
    else
        check_text(check, options->language == OIT_EN ? MSG_EN : MSG_TH, use_colour, width, out);
}

int oit_check_exit_code(const struct oit_check *check)
{
    for (size_t i = 0; i < check->n_files; i++)
        if (check->files[i].state == OIT_FILE_NOT_OPENED)
            return oit_exit_code(OIT_ERR_LOCAL);
    return check->result == OIT_CHECK_COMPLETE ? 0 : 1;
}
