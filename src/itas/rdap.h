/* rdap.h - when a domain's registration ends, from a registry's answer (RDAP, RFC 9083). Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_RDAP_H
#define OIT_ITAS_RDAP_H

#include "base/str.h"

/* json: the answer, hostile. domain: that was asked about; an answer about another name says nothing. False when no end stands there. */
bool rdap_expiration(struct str json, struct str domain, int64_t *ret_ends_at);

#endif
