/* progress.c - what a person at a terminal sees while a scan runs.
 *
 * A find shown here is not a verdict: the year and the elements are judged at the end, so the line says "พบเอกสารที่น่าจะใช่".
 * SPDX-License-Identifier: MIT
 */
#include "progress.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/messages.h"
#include "text/utf8.h"

enum { TICK_MS = 250, FIND_SCORE = 80, TITLE_BYTES = 150 };

struct progress {
    bool is_shown;
    enum msg_language language;
    double rate;
    int64_t last_ms, started_ms;
    uint64_t seen; /* items shown, by bit */
    uint32_t n_found;
};

struct progress *progress_new(const struct oit_options *options)
{
    struct progress *progress = mem_alloc(sizeof *progress);
    progress->is_shown = options->is_terminal && !options->quiet;
    progress->language = options->language == OIT_EN ? MSG_EN : MSG_TH;
    progress->rate = options->rate;
    progress->started_ms = clock_mono_ms();
    return progress;
}

static void clear_line(void)
{
    (void)fputs("\r\033[K", stderr);
}

void progress_free(struct progress *progress)
{
    if (!progress)
        return;
    if (progress->is_shown)
        clear_line();
    free(progress);
}

static void show_find(struct progress *progress, const struct scheme *scheme, uint16_t item, struct str title)
{
    struct buf line;
    buf_init(&line, 4096);
    struct buf clean;
    buf_init(&clean, 4096);
    utf8_terminal(utf8_prefix(title, TITLE_BYTES), &clean);
    const char *args[] = {scheme->items[item].code, buf_str(&clean).p, NULL};
    msg_add(&line, progress->language, MSG_PROGRESS_FIND, args);
    clear_line();
    (void)fprintf(stderr, "%s\n", buf_str(&line).p);
    buf_done(&line);
    buf_done(&clean);
}

void progress_page(struct progress *progress, const struct scheme *scheme, const struct findings *findings)
{
    for (size_t i = 0; i < findings->n_namings; i++) {
        const struct naming *naming = &findings->namings[i];
        if (naming->link != DOC_NONE || naming->place > PLACE_TITLE_BLOCK || naming->n_best == 0 || naming->best[0].score < FIND_SCORE ||
            naming->best[0].subject >= scheme->n_items || naming->best[0].subject >= 64)
            continue;
        uint64_t bit = UINT64_C(1) << naming->best[0].subject;
        if (progress->seen & bit)
            continue;
        progress->seen |= bit;
        progress->n_found++;
        if (progress->is_shown)
            show_find(progress, scheme, naming->best[0].subject, naming->text);
    }
}

void progress_tick(struct progress *progress, uint32_t n_fetched, size_t n_queued, uint32_t n_failed)
{
    int64_t now = clock_mono_ms();
    if (!progress->is_shown || now - progress->last_ms < TICK_MS)
        return;
    progress->last_ms = now;
    int64_t elapsed = now - progress->started_ms;
    int64_t left_s = n_fetched ? (int64_t)n_queued * elapsed / (int64_t)n_fetched / 1000 : 0;
    char read[16], queued[24], found[16], failed[16], left[24];
    (void)snprintf(read, sizeof read, "%u", n_fetched);
    (void)snprintf(queued, sizeof queued, "%zu", n_queued);
    (void)snprintf(found, sizeof found, "%u", progress->n_found);
    (void)snprintf(failed, sizeof failed, "%u", n_failed);
    (void)snprintf(left, sizeof left, "%lld:%02lld", (long long)(left_s / 60), (long long)(left_s % 60));
    struct buf line;
    buf_init(&line, 1024);
    msg_add(&line, progress->language, MSG_PROGRESS_LINE, MSG_ARGS(read, queued, found, failed, left));
    clear_line();
    (void)fputs(buf_str(&line).p, stderr);
    (void)fflush(stderr);
    buf_done(&line);
}
