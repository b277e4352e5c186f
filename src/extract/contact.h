/* contact.h - telephone and fax numbers, e-mail addresses, LINE names, postal addresses in running text.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_CONTACT_H
#define OIT_EXTRACT_CONTACT_H

#include "doc/builder.h"

/* Looks through one finished block. Text without a digit or '@' costs one pass over its bytes; false: that is all it has been, whatever stands around it. */
bool contact_scan(struct doc_builder *b, uint32_t block);

#endif
