/* contact.h - telephone and fax numbers, e-mail addresses, LINE names, postal addresses in running text.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_CONTACT_H
#define OIT_EXTRACT_CONTACT_H

#include "doc/builder.h"

/* Looks through one finished block. Text without a digit or '@' costs one pass over its bytes. */
void contact_scan(struct doc_builder *b, uint32_t block);
/* What a link leads to: map, LINE, Messenger, Facebook; url is canonical. False when none of them. */
bool contact_of_url(struct str url, enum doc_contact_kind *ret_kind);
/* A chat window brought by a script or a class name. */
bool contact_is_chat(struct str script_or_class);

#endif
