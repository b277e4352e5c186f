/* crawler_known.h - a second run revalidates: what an earlier run of the site has stored is asked for with its validators, and a 304 (RFC 9110 15.4.5)
 * takes over the stored content.
 *
 * A 304 is believed only where the server has shown that it can say 200: the start page, and the first known page of every other origin, is asked for
 * with validators that nothing has; an answer of 304 to these means that the server says 304 to everything. One known page in a hundred is asked for
 * plainly: where it has changed under equal validators, the origin is not believed either, and what it had answered so is asked again.
 *
 * Asked plainly too: what had any fault (soft 404 among them), what was behind a redirect, shared documents, shells of scripts, the probe.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_CRAWLER_KNOWN_H
#define OIT_RUN_CRAWLER_KNOWN_H

#include "fetch/fetch.h"

struct crawler;
struct crawler_known;

struct crawler_known *crawler_known_new(void);
void crawler_known_free(struct crawler_known *known); /* takes NULL */
void crawler_known_open(struct crawler *c);           /* which earlier runs there are */
/* Adds validators to the request of an entry; views live until the next call. */
void crawler_known_ask(struct crawler *c, uint32_t index, struct fetch_request *request);
/* True: the answer is dealt with (taken over, or to be asked again). False: judge it as any; a 304 nobody asked for has become a fault, and one whose
 * findings must be made anew has the stored bytes as its body. */
bool crawler_known_answer(struct crawler *c, uint32_t index, struct fetch_answer *answer);

#endif
