/* common.h - what several fuzz targets need.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_FUZZ_COMMON_H
#define OIT_TESTS_FUZZ_COMMON_H

#include "extract/extract.h"

/* A ZIP of stored entries out of readable sections, so that a fuzzer works on the XML and not on the packing around it:
 *
 *   === word/document.xml
 *   <w:document ...>
 *   === word/styles.xml
 *   ...
 *
 * Text before the first section line becomes the entry `first`. `kind` (NULL: none) is put in front as the entry "mimetype". */
void fuzz_zip(struct str sections, const char *first, const char *kind, struct buf *out);

/* Extracts as the pool would: each request is answered from `answer` (all fields of an answer get it, in turn whole and in parts). What comes
 * out must survive packing and look the same behind it. */
void fuzz_extract(struct str bytes, const char *name, const char *type, struct str answer);

#endif
