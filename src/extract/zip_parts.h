/* zip_parts.h - a ZIP container in memory as named entries: office files and archives.
 *
 * Only what was really delivered counts: sizes an entry declares about itself are never believed, neither for memory nor for limits. Bytes
 * before the first entry are cut; without a usable list at the end (truncated, damaged) the entries are found one by one from the
 * front. Names are labels: nothing is ever written anywhere. Entries are views of the bytes, which must outlive the zip.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_ZIP_PARTS_H
#define OIT_EXTRACT_ZIP_PARTS_H

#include "base/arena.h"
#include "base/buf.h"
#include "oitcheck/codes.h"

struct zip_part {
    struct str name;   /* readable clean UTF-8, '/' between folders, no leading '/' or drive, at most LIMIT_ZIP_NAME_BYTES */
    struct str packed; /* its bytes in the container; without an own end (found from the front): up to the container's end */
    uint32_t crc;
    uint16_t method;
    bool is_folder, is_encrypted;
    bool has_crc;  /* false: the check sum stands behind the data and was not read */
    bool has_data; /* false: the list names it, but its bytes are not there (truncated, wrong place) */
};

struct zip_parts {
    struct zip_part *parts; /* in the order of the list; equal names stay, each an entry of its own */
    size_t n_parts;
    bool is_recovered; /* no usable list at the end: something is lacking or damaged */
    bool is_cut;       /* more than LIMIT_ZIP_ENTRIES */
    size_t n_delivered; /* bytes, of all reads */
};

/* FAULT_NONE; without a single entry FAULT_EMPTY (it says so itself) or FAULT_DAMAGED. Everything in *ret_zip lives in the arena. */
enum oit_fault zip_parts_open(struct str bytes, struct arena *arena, struct zip_parts *ret_zip);

/* By name, ASCII case ignored, as office programs do; the first of equal ones; folders are not found. NULL: none. */
const struct zip_part *zip_parts_find(const struct zip_parts *zip, const char *name);
const struct zip_part *zip_parts_find_str(const struct zip_parts *zip, struct str name);

/* Appends the entry's bytes to out (whose own max counts too). FAULT_NONE, or with what came before: FAULT_DAMAGED (ends too early, wrong check
 * sum), FAULT_TOO_LARGE (a limit: entry, container, ratio, out's max), FAULT_ENCRYPTED, FAULT_UNSUPPORTED (a packing
 * other than stored or deflate). */
enum oit_fault zip_parts_read(struct zip_parts *zip, const struct zip_part *part, struct buf *out);

/* The name of a member as people should read it: UTF-8 where it is, else the code page of Thai Windows (874) or of old DOS (437); names packed
 * twice wrongly, %E0%B8.., \u0E01 and #U0E01 are undone. Also for names out of PDF portfolios. Appends. */
void zip_name_readable(struct str raw, bool is_utf8, struct buf *out);

#endif
