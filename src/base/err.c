/* err.c - failures of the program.
 * SPDX-License-Identifier: MIT
 */
#include "err.h"

#include <stdarg.h>
#include <stdio.h>

static void fill(struct err *err, enum oit_code code, const char *where, const char *th_format, const char *en_format,
                 va_list args)
{
    if (!err)
        return;
    *err = (struct err){.code = code};
    va_list again;
    va_copy(again, args);
    (void)snprintf(err->where, sizeof err->where, "%s", where ? where : "");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    (void)vsnprintf(err->en, sizeof err->en, en_format, args);
    (void)vsnprintf(err->th, sizeof err->th, th_format, again);
#pragma GCC diagnostic pop
    va_end(again);
}

enum oit_code err_set(struct err *err, enum oit_code code, const char *th_format, const char *en_format, ...)
{
    va_list args;
    va_start(args, en_format);
    fill(err, code, NULL, th_format, en_format, args);
    va_end(args);
    return code;
}

enum oit_code err_at(struct err *err, enum oit_code code, const char *where, const char *th_format, const char *en_format,
                     ...)
{
    va_list args;
    va_start(args, en_format);
    fill(err, code, where, th_format, en_format, args);
    va_end(args);
    return code;
}

int oit_exit_code(enum oit_code code)
{
    switch (code) {
    case OIT_OK:
        return 0;
    case OIT_ERR_USAGE:
    case OIT_ERR_CONFIG:
        return 2;
    case OIT_ERR_START:
        return 4;
    case OIT_ERR_LOCKED:
        return 5;
    case OIT_ERR_LOCAL:
        return 6;
    }
    return 6;
}
