/* json_writer.h - writes JSON in the order it is told, one member a line, UTF-8.
 *
 * Not jansson's dump: the order of members is part of our format, numbers are the shortest text that reads back as the same double, and
 * text is cleaned (utf8_clean) on its way out. Inside an array the key is NULL. Strings may be NULL: null.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_JSON_WRITER_H
#define OIT_TEXT_JSON_WRITER_H

#include "base/buf.h"

struct json_writer {
    struct buf *out;
    unsigned depth;
    bool has_sibling; /* something stands before the next value on this level */
    bool is_compact;  /* all on one line (JSON Lines) */
};

void jw_begin(struct json_writer *w, const char *key, char bracket); /* '{' or '[' */
void jw_end(struct json_writer *w, char bracket);                    /* '}' or ']' */
void jw_text(struct json_writer *w, const char *key, const char *text);
void jw_double(struct json_writer *w, const char *key, double value); /* NAN and infinity are null */
void jw_uint(struct json_writer *w, const char *key, uint64_t value);
void jw_uint_or_null(struct json_writer *w, const char *key, uint64_t value); /* 0 is null */
void jw_bool(struct json_writer *w, const char *key, bool value);
void jw_null(struct json_writer *w, const char *key);
void jw_time(struct json_writer *w, const char *key, int64_t utc_seconds); /* "2026-11-20T02:00:00Z"; 0 is null */
void jw_texts(struct json_writer *w, const char *key, const char *const *texts, size_t n);
void jw_words(struct json_writer *w, const char *key, const char *th, const char *en); /* {"th": ..., "en": ...} */

#endif
