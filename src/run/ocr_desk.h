/* ocr_desk.h - reads the scans of a run that could change a verdict (assess/wishes.h): bytes from the store, no network.
 *
 * Rounds of reading and judging: what one round found decides what the next reads. A scan that any run has read before comes from the store. The desk
 * stops at LIMIT_OCR_RUN_MS, when asked to (Ctrl-C), or when nothing is left to wish; what it has read by then is judged.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_OCR_DESK_H
#define OIT_RUN_OCR_DESK_H

#include "assess/wishes.h"
#include "oitcheck/commands.h"
#include "store/store.h"
#include "worker/pool.h"

struct ocr_desk;

struct ocr_desk_input {
    struct store *store;
    int64_t run;       /* row in the store */
    struct pool *pool; /* with the run's scheme and the agency's name */
    enum oit_ocr mode;
    int max_time_ms;   /* 0: LIMIT_OCR_RUN_MS alone */
    enum oit_language language;
    bool is_shown;     /* a progress line on standard error */
    bool (*is_stopped)(void); /* asked often */
};

struct ocr_desk *ocr_desk_new(const struct ocr_desk_input *input);
void ocr_desk_free(struct ocr_desk *desk);
/* Reads what is wished and puts it into the store. *ret_n_read: documents that now have another text than before; 0: judging again would change
 * nothing. */
enum oit_code ocr_desk_read(struct ocr_desk *desk, const struct wishes *wishes, size_t *ret_n_read, struct err *err);
/* Wishes were left when time ran out: scans nobody read are unread for that reason. */
bool ocr_desk_ran_out(const struct ocr_desk *desk);

#endif
