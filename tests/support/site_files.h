/* site_files.h - the files of a site made by a test, page by page.
 *
 *     struct site_files site = {0};
 *     site_files_page(&site, "view.php?id=5", "ข่าวที่ 5", "<p>...</p>");
 *     visit_begin(&v, (struct server_root[]){{NULL, NULL, site_files_list(&site)}}, 1, NULL);
 *     site_files_done(&site);
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_SITE_FILES_H
#define OIT_TESTS_SUPPORT_SITE_FILES_H

#include "base/arena.h"
#include "server.h"

enum { SITE_FILES_MAX = 1500 };

struct site_files { /* zero, then arena_init by the first page */
    struct arena arena;
    struct server_file files[SITE_FILES_MAX + 1];
    size_t n;
    const char *menu; /* HTML in front of each page's body; may be NULL */
};

void site_files_page(struct site_files *site, const char *path, const char *title, const char *body); /* copies */
const char *site_files_text(struct site_files *site, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Some words that differ from number to number, long enough to tell pages apart. */
const char *site_files_words(struct site_files *site, unsigned number);
const struct server_file *site_files_list(struct site_files *site);
void site_files_done(struct site_files *site);

#endif
