/* digits_fuse.c - years of a page from several readers.
 * SPDX-License-Identifier: MIT
 */
#include "digits.h"

void digits_fuse(const struct digit_years *reader, struct str thd_tsv, struct str tha_tsv, struct arena *arena,
                 struct fused_years *ret_years)
{
    (void)reader;
    (void)thd_tsv;
    (void)tha_tsv;
    (void)arena;
    *ret_years = (struct fused_years){0};
}

void digits_page(struct str tha_tsv, const struct digit_years *reader, struct str thd_tsv, struct arena *arena, struct page_text *ret_page)
{
    (void)tha_tsv;
    (void)reader;
    (void)thd_tsv;
    (void)arena;
    *ret_page = (struct page_text){0};
}
