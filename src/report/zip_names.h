/* zip_names.h - file names out of titles and URLs of strangers, such as every system can unpack and nothing can climb out of.
 *
 * Thai stays Thai. Out: folders ("/", "\", drives, ".."), what Windows refuses (< > : " | ? *, dots and spaces at the end), control, bidi and zero-width characters. Every
 * name begins with our own prefix, so no device name (CON, NUL, COM1) and no hidden file can come out; who wants no two equal names puts a number there.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_ZIP_NAMES_H
#define OIT_REPORT_ZIP_NAMES_H

#include "base/buf.h"

enum { ZIP_NAME_BYTES = 150 }; /* of the stranger's part: 50 Thai letters; with folders and a user's own path Windows' 260 are kept */

/* Appends prefix, what is left of name (its own extension is dropped when it is the same), ".", extension. prefix is ours; extension "" gives none. */
void zip_name_make(const char *prefix, struct str name, const char *extension, struct buf *out);
/* "O16" of an item code of any scheme, for a prefix: letters, digits, Thai, "-" and "_" only. */
void zip_name_code(const char *code, struct buf *out);
/* Of a file whose content was recognised as this kind ("pdf", "html" ...: doc_kind_name): what people's programs open; "bin" for what is not known, so
 * that nothing of a stranger's is ever started by a double click. bytes: the content, for pictures. */
const char *zip_extension(const char *kind, struct str bytes);

#endif
