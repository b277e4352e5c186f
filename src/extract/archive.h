/* archive.h - several files in one become one document: each member a heading of level 1 (its readable name) and its blocks under it.
 *
 * For ZIP archives and PDF portfolios. One level: an archive within an archive is named, not opened. What could not be read leaves its heading
 * and makes the document is_cut (pictures count as image pages), so nobody concludes from its absence; a document none of whose members could be
 * read, or hardly a word beside those that could not, has the fault of the first of these.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_ARCHIVE_H
#define OIT_EXTRACT_ARCHIVE_H

#include "doc/builder.h"
#include "extract/extract.h"

struct archive {
    const struct extract_input *input;
    struct document *doc, before; /* before: as it was at the start */
    struct doc_builder b;
    uint32_t n_members, n_read, n_ocr_read;
    enum oit_fault first_fault;
};

void archive_begin(struct archive *a, const struct extract_input *input, struct document *doc);
/* name: clean UTF-8, may hold folders. bytes need not stay. fault: of reading them; members without bytes are named only. A request that is not
 * NEED_NOTHING is to be returned at once by the extractor, behind archive_drop; its bytes are in the document's arena. Members get the
 * parts 1, 2, 3 ... in the order they are put; LIMIT_ARCHIVE_MEMBERS are opened, the rest makes the document is_cut. */
struct extract_request archive_put(struct archive *a, struct str name, struct str bytes, enum oit_fault fault);
void archive_drop(struct archive *a); /* the document is as before */
void archive_end(struct archive *a);  /* seals */

/* Thumbnails, resource forks, lock files: what systems put into archives by themselves. */
bool archive_is_junk(struct str name);

#endif
