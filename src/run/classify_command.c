/* classify_command.c - which item is this title, which item is this document?
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "report/json_writer.h"
#include "run/setup.h"
#include "text/repair.h"
#include "text/utf8.h"
#include "worker/pool.h"

enum { MAX_LINE = 64 * 1024, CLASSIFY_OCR_PAGES = 4 };
/* "None of the items" is right for 97 of 100 titles in which no rule knows a word (docs/ACCURACY.md), for fewer the better an item's name fits. */
static const double CONFIDENCE_OF_NONE = 0.97, LESS_FOR_AN_ITEM = 0.2;

/* How sure: of the item, or that it is none. */
static double confidence_of(const struct classification *c, const struct scheme *scheme, size_t item_at)
{
    if (item_at < c->n)
        return classification_confidence(c, item_at);
    uint8_t best = 0;
    for (size_t i = 0; i < c->n; i++)
        if (c->best[i].subject < scheme->n_items && c->best[i].score > best)
            best = c->best[i].score;
    return CONFIDENCE_OF_NONE - LESS_FOR_AN_ITEM * best / 100.0;
}

static void write_classification(struct json_writer *json, const struct scheme *scheme, const struct classification *c)
{
    uint16_t item = classification_item(scheme, c);
    size_t at = 0;
    while (at < c->n && c->best[at].subject != item)
        at++;
    jw_text(json, "item", item == NO_INDEX ? NULL : scheme->items[item].code);
    jw_double(json, "confidence", confidence_of(c, scheme, at));
    jw_uint_or_null(json, "fiscal_year_be", c->year.from_be == c->year.to_be ? (uint64_t)c->year.from_be : 0);
    jw_text(json, "kind", c->kind);
    jw_begin(json, "alternatives", '[');
    for (size_t i = 0; i < c->n; i++) {
        if (i == at || c->best[i].subject >= scheme->n_items)
            continue;
        jw_begin(json, NULL, '{');
        jw_text(json, "item", scheme->items[c->best[i].subject].code);
        jw_double(json, "confidence", classification_confidence(c, i));
        jw_end(json, '}');
    }
    jw_end(json, ']');
}

int oit_classify_titles(const struct oit_options *options, FILE *in, FILE *out, struct err *err)
{
    struct setup setup;
    enum oit_code code = setup_make(options, &setup, err);
    if (code != OIT_OK) {
        setup_done(&setup);
        return (int)code;
    }
    struct classifier *classifier = classifier_new(setup.scheme);
    char *line = NULL;
    size_t capacity = 0;
    ssize_t n;
    while ((n = getline(&line, &capacity, in)) >= 0) {
        struct str raw = {line, (size_t)n};
        while (raw.n && (raw.p[raw.n - 1] == '\n' || raw.p[raw.n - 1] == '\r'))
            raw.n--;
        struct buf clean, line_out;
        buf_init(&clean, MAX_LINE);
        buf_init(&line_out, 0);
        utf8_clean(str_sub(raw, 0, MAX_LINE / 4), &clean);
        clean.n = clean.n ? repair_in_place(clean.p, clean.n) : 0;
        const struct classification *c = classify_title(classifier, str_trim(buf_str(&clean)));
        struct json_writer json = {.out = &line_out, .is_compact = true};
        jw_begin(&json, NULL, '{');
        jw_text(&json, "input", buf_str(&clean).p);
        write_classification(&json, setup.scheme, c);
        jw_end(&json, '}');
        (void)buf_add_char(&line_out, '\n');
        (void)fwrite(line_out.p, 1, line_out.n, out);
        buf_done(&line_out);
        buf_done(&clean);
    }
    free(line);
    classifier_free(classifier);
    setup_done(&setup);
    if (ferror(in))
        return (int)err_set(err, OIT_ERR_LOCAL, "อ่านข้อมูลเข้าไม่ได้", "cannot read standard input");
    return OIT_OK;
}

/* A scan's title and what it begins with stand on its first pages; to force OCR is to have patience. */
static uint32_t pages_to_recognise(enum oit_ocr mode)
{
    return mode == OIT_OCR_OFF ? 0 : mode == OIT_OCR_FORCE ? LIMIT_OCR_PAGES : CLASSIFY_OCR_PAGES;
}

/* No item, and no sureness about it: nobody read the file. */
static void write_unread(struct json_writer *json, const char *fault)
{
    jw_text(json, "item", NULL);
    jw_double(json, "confidence", 0);
    jw_uint_or_null(json, "fiscal_year_be", 0);
    jw_text(json, "kind", NULL);
    jw_begin(json, "alternatives", '[');
    jw_end(json, ']');
    jw_text(json, "fault", fault);
}

static void classify_one(struct pool *pool, const struct scheme *scheme, enum oit_ocr ocr, const char *path, struct str bytes, struct json_writer *json, bool *ret_unread)
{
    const char *slash = strrchr(path, '/');
    struct buf url;
    buf_init(&url, 0);
    (void)buf_addf(&url, "file:///%s", slash ? slash + 1 : path);
    struct str packed = pool_run(pool, &(struct page_job){.url = buf_str(&url), .bytes = bytes, .file_name = str_from(slash ? slash + 1 : path),
                                                        .ocr_pages = pages_to_recognise(ocr)});
    struct page_result result;
    struct findings findings = {0};
    struct arena arena;
    arena_init(&arena);
    bool ok = page_result_unpack(packed, &result) && result.findings.n && findings_unpack_for(scheme, result.findings, &arena, &findings);
    struct classification answer = {0};
    if (ok)
        findings_classify(scheme, &findings, &answer);
    enum oit_fault fault = !ok ? (result.fault != FAULT_NONE ? result.fault : FAULT_DAMAGED) : findings.fault;
    char scratch[16];
    if (fault != FAULT_NONE && answer.n == 0) {
        write_unread(json, oit_fault_name(fault, 0, scratch));
    } else {
        write_classification(json, scheme, &answer);
        jw_text(json, "fault", fault == FAULT_NONE ? NULL : oit_fault_name(fault, 0, scratch));
    }
    *ret_unread |= fault != FAULT_NONE;
    arena_done(&arena);
    buf_done(&url);
}

static enum oit_code say_closed(const char *path, struct err *err)
{
    if (file_is_dir(path))
        return err_set(err, OIT_ERR_USAGE, "'%s' เป็นโฟลเดอร์ บอกชื่อไฟล์ในนั้น", "'%s' is a folder: name the files in it", path);
    if (file_exists(path))
        return err_set(err, OIT_ERR_USAGE, "เปิดไฟล์ '%s' ไม่ได้ ตรวจสิทธิ์การอ่าน", "'%s' cannot be opened: check who may read it", path);
    return err_set(err, OIT_ERR_USAGE, "ไม่พบไฟล์ '%s'", "there is no file '%s'", path);
}

int oit_classify_files(const struct oit_options *options, const char *const *files, size_t n_files, struct buf *out, bool *ret_any_unread,
                       struct err *err)
{
    struct setup setup;
    struct pool *pool = NULL;
    *ret_any_unread = false;
    enum oit_code first_closed = OIT_OK; /* a file that is not there is the caller's, not the disk's; the others are read all the same */
    enum oit_code code = setup_make(options, &setup, err);
    if (code == OIT_OK)
        code = pool_new(&(struct pool_options){.n_workers = 1, .scheme = setup.scheme, .ocr_folder = setup_ocr_folder()}, &pool, err);
    for (size_t i = 0; code == OIT_OK && i < n_files; i++) {
        struct buf bytes;
        buf_init(&bytes, LIMIT_BODY_BYTES);
        struct json_writer json = {.out = out, .is_compact = true};
        jw_begin(&json, NULL, '{');
        jw_text(&json, "file", files[i]);
        if (file_read(files[i], &bytes, NULL) == OIT_OK) {
            classify_one(pool, setup.scheme, options->ocr, files[i], buf_str(&bytes), &json, ret_any_unread);
        } else {
            write_unread(&json, bytes.is_full ? "too-large" : "not-opened");
            *ret_any_unread = true;
            if (!bytes.is_full && first_closed == OIT_OK)
                first_closed = say_closed(files[i], err);
        }
        jw_end(&json, '}');
        (void)buf_add_char(out, '\n');
        buf_done(&bytes);
    }
    pool_free(pool);
    setup_done(&setup);
    return code != OIT_OK ? (int)code : (int)first_closed;
}
