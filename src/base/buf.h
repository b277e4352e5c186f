/* buf.h - owned, growing bytes with a maximum given at birth.
 *
 * Whatever grows from input grows in a buf: past its maximum it drops what comes and `is_full` stays set, so a writer checks once
 * at the end and not at every append. After any append p[n] is NUL (not counted), so p can be handed to C functions.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_BASE_BUF_H
#define OIT_BASE_BUF_H

#include "str.h"

struct buf {
    char *p;
    size_t n;
    size_t capacity;
    size_t max;   /* bytes; 0 = no maximum (our own output only) */
    bool is_full; /* something was dropped */
};

void buf_init(struct buf *b, size_t max_bytes);
void buf_done(struct buf *b);  /* frees; the buf is empty and usable again */
void buf_clear(struct buf *b); /* empty, keeps its memory, clears is_full */
struct str buf_str(const struct buf *b); /* view; valid until the next change */
char *buf_take(struct buf *b); /* NUL-terminated bytes; caller frees; b is empty */

bool buf_add(struct buf *b, const void *p, size_t n); /* false when dropped */
bool buf_add_str(struct buf *b, struct str s);
bool buf_add_c(struct buf *b, const char *c_string);
bool buf_add_char(struct buf *b, char c);
bool buf_addf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool buf_reserve(struct buf *b, size_t more); /* room for `more` bytes behind n; false when above max */

#endif
