/* json_writer.c - see json_writer.h.
 * SPDX-License-Identifier: MIT
 */
#include "json_writer.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "text/utf8.h"

static void add_string(struct buf *out, const char *text)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_clean(str_from(text), &clean);
    (void)buf_add_char(out, '"');
    for (size_t i = 0; i < clean.n; i++) {
        char c = clean.p[i];
        if (c == '"' || c == '\\') {
            (void)buf_add_char(out, '\\');
            (void)buf_add_char(out, c);
        } else if (c == '\n' || c == '\t') {
            (void)buf_add_c(out, c == '\n' ? "\\n" : "\\t");
        } else {
            (void)buf_add_char(out, c);
        }
    }
    (void)buf_add_char(out, '"');
    buf_done(&clean);
}

static void new_line(struct json_writer *w)
{
    if (w->is_compact)
        return;
    (void)buf_add_char(w->out, '\n');
    for (unsigned i = 0; i < w->depth; i++)
        (void)buf_add_char(w->out, ' ');
}

static void start_value(struct json_writer *w, const char *key)
{
    if (w->has_sibling)
        (void)buf_add_c(w->out, w->is_compact ? ", " : ",");
    if (w->depth)
        new_line(w);
    w->has_sibling = true;
    if (!key)
        return;
    add_string(w->out, key);
    (void)buf_add_c(w->out, ": ");
}

void jw_begin(struct json_writer *w, const char *key, char bracket)
{
    start_value(w, key);
    (void)buf_add_char(w->out, bracket);
    w->depth++;
    w->has_sibling = false;
}

void jw_end(struct json_writer *w, char bracket)
{
    bool is_empty = !w->has_sibling;
    w->depth--;
    if (!is_empty)
        new_line(w);
    (void)buf_add_char(w->out, bracket);
    w->has_sibling = true;
}

void jw_text(struct json_writer *w, const char *key, const char *text)
{
    if (!text) {
        jw_null(w, key);
        return;
    }
    start_value(w, key);
    add_string(w->out, text);
}

void jw_double(struct json_writer *w, const char *key, double value)
{
    if (!isfinite(value)) {
        jw_null(w, key);
        return;
    }
    char text[40];
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    start_value(w, key);
    (void)buf_add_c(w->out, text);
}

void jw_uint(struct json_writer *w, const char *key, uint64_t value)
{
    start_value(w, key);
    (void)buf_addf(w->out, "%" PRIu64, value);
}

void jw_uint_or_null(struct json_writer *w, const char *key, uint64_t value)
{
    if (value)
        jw_uint(w, key, value);
    else
        jw_null(w, key);
}

void jw_bool(struct json_writer *w, const char *key, bool value)
{
    start_value(w, key);
    (void)buf_add_c(w->out, value ? "true" : "false");
}

void jw_null(struct json_writer *w, const char *key)
{
    start_value(w, key);
    (void)buf_add_c(w->out, "null");
}

void jw_time(struct json_writer *w, const char *key, int64_t utc_seconds)
{
    char text[21];
    clock_iso_utc(utc_seconds, text);
    jw_text(w, key, utc_seconds ? text : NULL);
}

void jw_texts(struct json_writer *w, const char *key, const char *const *texts, size_t n)
{
    jw_begin(w, key, '[');
    for (size_t i = 0; i < n; i++)
        jw_text(w, NULL, texts[i]);
    jw_end(w, ']');
}

void jw_words(struct json_writer *w, const char *key, const char *th, const char *en)
{
    jw_begin(w, key, '{');
    jw_text(w, "th", th);
    jw_text(w, "en", en);
    jw_end(w, '}');
}
