/* container.h - what stands in a container file: OLE (old office files), ZIP.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_CONTAINER_H
#define OIT_EXTRACT_CONTAINER_H

#include "doc/document.h"

/* Kinds by content; the name decides only what the content leaves open. */
enum doc_kind container_zip_kind(struct str bytes);
enum doc_kind container_ole_kind(struct str bytes, struct str content_type, struct str url);
bool container_is_ole(struct str bytes);
/* "PK\3\4" within the first KB and the list of a ZIP at the end: a container with a warning of the server before it. */
bool container_is_late_zip(struct str bytes);

/* Office files with a password: a DOCX, XLSX, PPTX packed into an OLE file, or a DOC that says so in its header. */
bool container_is_encrypted(struct str bytes);

#endif
