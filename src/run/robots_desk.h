/* robots_desk.h - robots.txt before anything else: asks for it once an origin, answers "may I?" for each URL.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_ROBOTS_DESK_H
#define OIT_RUN_ROBOTS_DESK_H

#include "fetch/fetch.h"

struct robots_desk;
enum robots_desk_answer_kind { ROBOTS_DESK_YES, ROBOTS_DESK_NO, ROBOTS_DESK_WAIT };

struct robots_desk *robots_desk_new(struct fetch *fetch, bool is_ignored);
void robots_desk_free(struct robots_desk *desk);
/* WAIT: the entry is kept here until robots.txt of its origin has come; robots_desk_next gives it back. */
enum robots_desk_answer_kind robots_desk_ask(struct robots_desk *desk, struct str url, uint32_t entry);
/* Why a URL got NO: FAULT_ROBOTS, or what kept robots.txt itself from being read. */
void robots_desk_why(struct robots_desk *desk, struct str url, enum oit_fault *ret_fault, int *ret_http_status);
/* True when the answer was one of ours. */
bool robots_desk_answer(struct robots_desk *desk, struct fetch_answer *answer);
bool robots_desk_next(struct robots_desk *desk, uint32_t *ret_entry);
size_t robots_desk_waiting(const struct robots_desk *desk);

#endif
