/* zip.h - a ZIP file written piece by piece: what is longer than memory may go in, and what comes out is the same for the same input.
 *
 * PKWARE's APPNOTE 6.3: deflate, names in UTF-8 (bit 11), the time of an entry as the data have it (DOS time of Bangkok, and UTC in the 0x5455 field of Info-ZIP),
 * no ZIP64: max_bytes keeps the whole below 4 GiB, which every reader can open. The file takes its place at zip_close only, mode 0600; so do its entries when
 * they are unpacked.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_ZIP_H
#define OIT_REPORT_ZIP_H

#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"

struct zip;

/* max_bytes: of the finished file; at most 0xFFFFFFFE. Free with zip_close or zip_drop. */
enum oit_code zip_new(const char *path, uint64_t max_bytes, struct zip **ret_zip, struct err *err);
/* One entry at a time. name: '/' between folders, as zip_names.h makes them; each name once. */
enum oit_code zip_begin(struct zip *zip, const char *name, int64_t utc_seconds, struct err *err);
enum oit_code zip_write(struct zip *zip, struct str bytes, struct err *err);
enum oit_code zip_end(struct zip *zip, struct err *err);
enum oit_code zip_add(struct zip *zip, const char *name, int64_t utc_seconds, struct str bytes, struct err *err); /* all three */
/* Lines "<sha256>  <name>" of all entries so far, as sha256sum reads them, in byte order of the names. */
void zip_sums(const struct zip *zip, struct buf *out);
enum oit_code zip_close(struct zip *zip, struct err *err); /* frees, whatever becomes of it; a failure leaves what was at path before */
void zip_drop(struct zip *zip); /* takes NULL */

#endif
