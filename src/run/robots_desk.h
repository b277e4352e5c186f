/* robots_desk.h - robots.txt before anything else: asks for it once an origin, answers "may I?" for each URL.
 *
 * A site whose robots.txt cannot be reached is closed (RFC 9309 2.3.1.4). Until the start page was read the desk is patient: it asks again after a
 * pause (LIMIT_ROBOTS_REQUESTS), for on this answer hangs the whole run.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_ROBOTS_DESK_H
#define OIT_RUN_ROBOTS_DESK_H

#include "fetch/fetch.h"
#include "fetch/robots.h"

struct robots_desk;
enum robots_desk_answer_kind { ROBOTS_DESK_YES, ROBOTS_DESK_NO, ROBOTS_DESK_WAIT };

/* pause_ms: before it asks again; several times that after the second try. */
struct robots_desk *robots_desk_new(struct fetch *fetch, bool is_ignored, int pause_ms);
void robots_desk_free(struct robots_desk *desk);
void robots_desk_be_patient(struct robots_desk *desk, bool is_patient);
/* WAIT: the entry is kept here until robots.txt of its origin has come; robots_desk_next gives it back. */
enum robots_desk_answer_kind robots_desk_ask(struct robots_desk *desk, struct str url, uint32_t entry);
/* The same without waiting or asking: WAIT says that nobody knows yet. */
enum robots_desk_answer_kind robots_desk_look(const struct robots_desk *desk, struct str url);
/* Asks for the rules of this origin, should nobody have done so; true when they are known. */
bool robots_desk_want(struct robots_desk *desk, struct str url);
/* Why a URL got NO: FAULT_ROBOTS, or what kept robots.txt itself from being read. */
void robots_desk_why(struct robots_desk *desk, struct str url, enum oit_fault *ret_fault, int *ret_http_status);
/* The line that decides about url; views live as long as the desk. */
bool robots_desk_line(const struct robots_desk *desk, struct str url, struct robots_line *ret_line);

/* Whose answer is it? PACKED: ours, but a server encoded what was asked for plain: undo that (in a worker) and say robots_desk_unpacked. */
enum robots_desk_taking { ROBOTS_DESK_NOT_OURS, ROBOTS_DESK_TAKEN, ROBOTS_DESK_PACKED };
enum robots_desk_taking robots_desk_answer(struct robots_desk *desk, struct fetch_answer *answer, size_t *ret_origin);
void robots_desk_unpacked(struct robots_desk *desk, size_t origin, enum oit_fault fault, struct str body);
/* Asks again where a pause is over. */
void robots_desk_tick(struct robots_desk *desk, int64_t now_ms);
/* A second try at the end of a run: robots.txt that did not come is asked for again. */
void robots_desk_forget_failures(struct robots_desk *desk);
bool robots_desk_next(struct robots_desk *desk, uint32_t *ret_entry);
size_t robots_desk_waiting(const struct robots_desk *desk);

struct robots_desk_origin {
    struct str name;            /* "http://host[:port]" */
    const struct robots *rules; /* NULL while unknown */
    enum oit_fault fault;       /* why there is none; FAULT_ROBOTS where there is one or need be none */
    int http_status;
};
size_t robots_desk_n_origins(const struct robots_desk *desk);
void robots_desk_origin_at(const struct robots_desk *desk, size_t i, struct robots_desk_origin *ret_origin);
const struct robots *robots_desk_rules(const struct robots_desk *desk, struct str url); /* of its origin; NULL while unknown */

#endif
