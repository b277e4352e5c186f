/* ocr_desk.c - reads the scans of a run that could change a verdict.
 *
 * The pool does the work: a job with ocr_pages set is the same page job as any other, it only takes longer. Documents are submitted one after the
 * other as seats come free, so the most promising are done first and a stop costs no more than what is on its way.
 * SPDX-License-Identifier: MIT
 */
#include "ocr_desk.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/messages.h"

enum { MAX_POLL = 64, POLL_MS = 250, ALL_PAGES = 1000000 };

struct reading { /* a document in the pool */
    struct reading *next, **link; /* all of a desk: what a stop leaves behind is freed with it */
    struct ocr_desk *desk;
    char *url;
    struct sha256 sha256;
    uint32_t n_pages;       /* allowed */
    uint32_t n_read_before;
    bool is_from_store;
};

struct tried { /* a URL is asked for a number of pages once only: what fails is not asked again */
    uint64_t url_hash;
    uint32_t n_pages;
};

struct ocr_desk {
    struct ocr_desk_input input;
    int64_t deadline_ms;
    struct tried *tried;
    size_t n_tried, tried_capacity;
    struct reading *readings;
    size_t n_in_pool, n_changed;
    uint32_t n_pages_done, n_pages_wished;
    bool ran_out;
    enum oit_code code;
    struct err *err;
};

struct ocr_desk *ocr_desk_new(const struct ocr_desk_input *input)
{
    struct ocr_desk *desk = mem_alloc(sizeof *desk);
    int limit_ms = input->max_time_ms && input->max_time_ms < LIMIT_OCR_RUN_MS ? input->max_time_ms : LIMIT_OCR_RUN_MS;
    desk->input = *input;
    desk->deadline_ms = clock_mono_ms() + limit_ms;
    return desk;
}

static struct reading *reading_new(struct ocr_desk *desk, struct str url)
{
    struct reading *reading = mem_alloc(sizeof *reading);
    *reading = (struct reading){.desk = desk, .url = mem_text(url), .next = desk->readings, .link = &desk->readings};
    if (desk->readings)
        desk->readings->link = &reading->next;
    desk->readings = reading;
    return reading;
}

static void reading_free(struct reading *reading)
{
    *reading->link = reading->next;
    if (reading->next)
        reading->next->link = reading->link;
    free(reading->url);
    free(reading);
}

void ocr_desk_free(struct ocr_desk *desk)
{
    if (!desk)
        return;
    while (desk->readings)
        reading_free(desk->readings);
    free(desk->tried);
    free(desk);
}

bool ocr_desk_ran_out(const struct ocr_desk *desk)
{
    return desk->ran_out;
}

static bool must_stop(struct ocr_desk *desk)
{
    bool is_over = clock_mono_ms() >= desk->deadline_ms || (desk->input.is_stopped && desk->input.is_stopped());
    desk->ran_out |= is_over;
    return is_over || desk->code != OIT_OK;
}

static void show(const struct ocr_desk *desk)
{
    if (!desk->input.is_shown)
        return;
    char done[16], wished[16];
    (void)snprintf(done, sizeof done, "%u", desk->n_pages_done);
    (void)snprintf(wished, sizeof wished, "%u", desk->n_pages_wished);
    struct buf line;
    buf_init(&line, 1024);
    msg_add(&line, desk->input.language == OIT_EN ? MSG_EN : MSG_TH, MSG_PROGRESS_OCR, MSG_ARGS(done, wished));
    (void)fprintf(stderr, "\r\033[K%s", buf_str(&line).p);
    (void)fflush(stderr);
    buf_done(&line);
}

static void hide(const struct ocr_desk *desk)
{
    if (desk->input.is_shown)
        (void)fputs("\r\033[K", stderr);
}

/* True the first time a URL is asked for so many pages. */
static bool note_try(struct ocr_desk *desk, const struct wish *wish)
{
    uint64_t hash = str_hash(wish->url);
    for (size_t i = 0; i < desk->n_tried; i++)
        if (desk->tried[i].url_hash == hash) {
            bool is_more = wish->n_pages > desk->tried[i].n_pages;
            desk->tried[i].n_pages = is_more ? wish->n_pages : desk->tried[i].n_pages;
            return is_more;
        }
    MEM_GROW(desk->tried, desk->n_tried, desk->tried_capacity);
    desk->tried[desk->n_tried++] = (struct tried){hash, wish->n_pages};
    return true;
}

/* --- results ------------------------------------------------------------------------------------------------------------------ */

/* A document all of whose scanned pages were read serves every later wish. */
static void keep(struct ocr_desk *desk, const struct reading *reading, const struct page_result *result, const struct findings *findings)
{
    uint32_t n_pages = findings->n_ocr_pages >= findings->n_image_pages ? ALL_PAGES : reading->n_pages;
    desk->code = store_document_put(desk->input.store, desk->input.run, str_from(reading->url), result->findings, result->document, desk->err);
    if (desk->code == OIT_OK && !reading->is_from_store && findings->fault != FAULT_TOOL_MISSING)
        desk->code = store_reading_put(desk->input.store, &reading->sha256, EXTRACT_OCR_VERSION, n_pages, result->document, desk->err);
    desk->n_changed++;
}

static void take_result(struct reading *reading, struct str packed)
{
    struct ocr_desk *desk = reading->desk;
    struct page_result result;
    struct findings findings;
    struct arena arena;
    arena_init(&arena);
    bool is_good = page_result_unpack(packed, &result) && result.fault == FAULT_NONE && result.document.n && result.findings.n &&
                   findings_unpack(result.findings, &arena, &findings);
    desk->n_in_pool--;
    desk->n_pages_done += reading->n_pages;
    /* A tool that is missing tells more than a picture without text. */
    if (is_good && desk->code == OIT_OK && (findings.n_ocr_pages > reading->n_read_before || findings.fault == FAULT_TOOL_MISSING))
        keep(desk, reading, &result, &findings);
    arena_done(&arena);
    reading_free(reading);
}

static void take_results(struct ocr_desk *desk)
{
    void *user;
    struct str packed;
    pool_step(desk->input.pool);
    while (pool_next(desk->input.pool, &user, &packed))
        take_result(user, packed);
}

static void wait_for_pool(struct ocr_desk *desk)
{
    struct pollfd fds[MAX_POLL];
    size_t n = pool_poll_fds(desk->input.pool, fds, MAX_POLL);
    int timeout = pool_next_timeout_ms(desk->input.pool);
    (void)poll(fds, (nfds_t)n, timeout >= 0 && timeout < POLL_MS ? timeout : POLL_MS);
    take_results(desk);
    show(desk);
}

/* --- asking ------------------------------------------------------------------------------------------------------------------- */

static uint32_t pages_read(const struct store_visit *visit)
{
    struct arena arena;
    struct findings findings;
    arena_init(&arena);
    uint32_t n = visit->findings.n && findings_unpack(visit->findings, &arena, &findings) ? findings.n_ocr_pages : 0;
    arena_done(&arena);
    return n;
}

static void submit(struct ocr_desk *desk, const struct wish *wish)
{
    struct arena arena;
    struct store_visit visit;
    struct str document = STR_NONE;
    bool found = false, is_stored = false;
    arena_init(&arena);
    desk->code = store_visit_get(desk->input.store, desk->input.run, wish->url, STORE_WITH_BYTES | STORE_WITH_FINDINGS, &arena, &found, &visit, desk->err);
    if (desk->code == OIT_OK && found && visit.has_content)
        desk->code = store_reading_get(desk->input.store, &visit.sha256, EXTRACT_OCR_VERSION, wish->n_pages, &arena, &is_stored, &document, desk->err);
    if (desk->code == OIT_OK && found && visit.has_content && (is_stored || visit.bytes.p)) {
        struct reading *reading = reading_new(desk, visit.url);
        reading->sha256 = visit.sha256;
        reading->n_pages = wish->n_pages;
        reading->n_read_before = pages_read(&visit);
        reading->is_from_store = is_stored;
        struct page_job job = {.url = visit.final_url.n ? visit.final_url : visit.url,
                               .content_type = visit.content_type,
                               .content_encoding = visit.content_encoding,
                               .file_name = visit.file_name,
                               .bytes = is_stored ? STR_NONE : visit.bytes,
                               .document = document,
                               .wants_document = true,
                               .ocr_pages = wish->n_pages};
        desk->n_in_pool++;
        pool_submit(desk->input.pool, &job, reading);
    }
    arena_done(&arena);
}

enum oit_code ocr_desk_read(struct ocr_desk *desk, const struct wishes *wishes, size_t *ret_n_read, struct err *err)
{
    bool *is_wanted = mem_alloc((wishes->n + 1) * sizeof *is_wanted);
    desk->err = err;
    desk->n_changed = 0;
    for (size_t i = 0; i < wishes->n && desk->input.mode != OIT_OCR_OFF; i++) {
        is_wanted[i] = note_try(desk, &wishes->items[i]);
        desk->n_pages_wished += is_wanted[i] ? wishes->items[i].n_pages : 0;
    }
    for (size_t i = 0; i < wishes->n; i++) {
        if (!is_wanted[i])
            continue;
        if (must_stop(desk))
            break;
        submit(desk, &wishes->items[i]);
        take_results(desk);
        while (pool_is_full(desk->input.pool) && !must_stop(desk))
            wait_for_pool(desk);
    }
    while (desk->n_in_pool > 0 && !must_stop(desk))
        wait_for_pool(desk);
    hide(desk);
    free(is_wanted);
    *ret_n_read = desk->n_changed;
    return desk->code;
}
