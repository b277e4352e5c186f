/* seen_text.h - what was found out about texts of earlier pages: menus and footers stand on every page of a site.
 *
 * By a 64-bit hash of the text in a fixed number of slots. Only what follows from the text alone is kept, so it makes no difference to the answer
 * whether a text was seen before.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_SEEN_TEXT_H
#define OIT_EXTRACT_SEEN_TEXT_H

#include "base/str.h"

struct seen_text {
    uint64_t key;        /* 0: free */
    uint64_t block_hash; /* doc_block_hash of it; 0: not known */
    bool is_sound;       /* as text between two tags: nothing to decode or to repair */
    bool has_no_contact; /* as a block: contact_scan finds nothing and looks at nothing around it */
};

struct seen_texts; /* one a process; about 100 KB */
struct seen_texts *seen_texts_new(void);
void seen_texts_free(struct seen_texts *seen);
/* The slot of a text, fresh when it was not seen; NULL for one that is not worth it, or without seen. Valid until the next call. */
struct seen_text *seen_text_of(struct seen_texts *seen, struct str text);

#endif
