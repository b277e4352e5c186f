/* exchange.h - what crosses the border between a worker and the pool about tools: requests on their way out, answers on their way back.
 *
 * Neither side trusts the other's bytes: a worker may be in the hands of the page it read, an answer holds what a program made of that page.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_WORKER_EXCHANGE_H
#define OIT_WORKER_EXCHANGE_H

#include "extract/extract.h"

void extract_request_pack(const struct extract_request *request, struct buf *out);
/* Views into packed. False: not a request. */
bool extract_request_unpack(struct str packed, struct extract_request *ret_request);

/* Answers stand one behind the other. */
void extract_tools_pack(const struct extract_tools *tools, struct buf *out);
/* All answers in packed; their arrays live in the arena, their texts are views into packed. */
bool extract_tools_unpack(struct str packed, struct arena *arena, const struct extract_tools **ret_tools, size_t *ret_n);

#endif
