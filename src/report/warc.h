/* warc.h - records of a WARC file, version 1.1 (ISO 28500:2017), each as a head that the caller writes in front of the block it already has.
 *
 * What is known of an answer decides the type. Our store keeps the bytes of the body as they came over the wire and some of the headers, not all of them and
 * not as they were written: so no "response" record, which would hold a whole HTTP message, but "resource" ("the result of a networked retrieval where the protocol
 * information has been discarded", 6.4), and beside it a "metadata" record with the headers that were kept. A page that a browser of ours
 * showed (its scripts run) never came over the wire like that: "conversion". Bodies with a content coding stay coded; their Content-Type is the coding's.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_WARC_H
#define OIT_REPORT_WARC_H

#include "base/buf.h"

#define WARC_FIELDS_TYPE "application/warc-fields"
#define WARC_END "\r\n\r\n" /* behind every block */

enum { WARC_ID_SIZE = 48 }; /* "<urn:uuid:...>" and its NUL */

struct warc_record {
    const char *type;          /* warcinfo | resource | conversion | metadata */
    const char *target;        /* URL; NULL: none (warcinfo) */
    const char *file_name;     /* of the WARC file; warcinfo only */
    int64_t utc_seconds;       /* when the bytes were fetched; of a warcinfo: when the file's data were made */
    const char *content_type;  /* made safe here */
    const char *warcinfo_id, *concurrent_to, *refers_to; /* ids of other records; NULL: none */
    struct str block;
};

/* Appends the head up to and with its empty line. The id follows from everything in the record: equal records, equal ids. */
void warc_head(const struct warc_record *record, char ret_id[static WARC_ID_SIZE], struct buf *out);
/* A line of an application/warc-fields block; a NULL, absent or empty value gives none; line ends and controls in it become spaces. */
void warc_field(const char *name, struct str value, struct buf *out);
/* The media type of a body: of its coding when it has one ("gzip"), else what the server said. */
const char *warc_media_type(struct str content_type, struct str content_encoding, char *scratch, size_t n_scratch);

#endif
