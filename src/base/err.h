/* err.h - failures of the program: disk, wrong usage, a bad rule file.
 *
 * The function that knows the place fills `where`; those above pass it on. Bad input from the web is never an err: it is a fault
 * (include/oitcheck/codes.h), stored with its URL. Both sentences are for people: lower case, no full stop, problem first, the
 * subject 'quoted', and what the user can do next.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_BASE_ERR_H
#define OIT_BASE_ERR_H

#include "str.h"

/* The exit code each class leads to is oit_exit_code() in this file's table (interface.md, "Exit codes"). */
enum oit_code {
    OIT_OK = 0,
    OIT_ERR_USAGE,  /* wrong option, bad URL: exit 2 */
    OIT_ERR_CONFIG, /* profile or rule file: exit 2 */
    OIT_ERR_START,  /* the start page could not be checked at all: exit 4 */
    OIT_ERR_LOCKED, /* another run of this site: exit 5 */
    OIT_ERR_LOCAL,  /* disk, permission, damaged store, memory: exit 6 */
};

struct err {
    enum oit_code code;
    char where[512]; /* file:line:column, path, URL; may be empty */
    char en[1024];
    char th[1024];
};

/* Fills err (which may be NULL) and returns code, so a caller can write: return err_set(err, ...). The Thai and the English format
 * take the same arguments in the same order. */
enum oit_code err_set(struct err *err, enum oit_code code, const char *th_format, const char *en_format, ...)
    __attribute__((format(printf, 4, 5)));
enum oit_code err_at(struct err *err, enum oit_code code, const char *where, const char *th_format, const char *en_format,
                     ...) __attribute__((format(printf, 5, 6)));
int oit_exit_code(enum oit_code code);

#endif
