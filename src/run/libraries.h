/* libraries.h - which versions of the libraries run here, for doctor. Its source is the one place that may include them all: it asks them nothing
 * else.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_LIBRARIES_H
#define OIT_RUN_LIBRARIES_H

#include "base/buf.h"

struct library_facts {
    bool has_jit;          /* PCRE2: without it matching takes 20 times as long */
    bool has_tls;          /* libcurl */
    const char *ca_file;   /* libcurl's default, or NULL */
    const char *ca_folder; /* likewise */
};

/* Appends "libcurl 7.88.1, SQLite 3.40.1, ..." */
void libraries_list(struct buf *out);
struct library_facts libraries_facts(void);

#endif
