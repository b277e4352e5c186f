/* scope.h - which URLs are the agency's own.
 *
 *   own        start host and its www twin; hosts of the profile; ita. and oit. twins, and sub-domains of the start host (without www) that were
 *              vouched for (linked from the home page or a menu, and showing the agency's name or linking back)
 *   possible   a sub-domain of the start host that nobody vouched for yet: one page of it may be looked at
 *   foreign    everything else: one hop, for evidence only
 *
 * Never the whole registrable domain: one police station is not police.go.th. On a shared host (start path deeper than "/", or a public suffix)
 * the start's folder is the site and the rest of the host is foreign.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_CRAWL_SCOPE_H
#define OIT_CRAWL_SCOPE_H

#include "base/arena.h"
#include "url/url.h"

enum scope_class { SCOPE_OWN, SCOPE_POSSIBLE, SCOPE_FOREIGN };

struct scope;

struct scope *scope_new(struct str start); /* canonical */
void scope_free(struct scope *scope);
/* The start page redirected: its new home is the agency's own as well. */
void scope_add_start(struct scope *scope, struct str final_url);
void scope_add_host(struct scope *scope, struct str host); /* vouched for; "host" or "host:port" */
/* A host as a profile names it (url_named_host); false, and nothing is added: not a host, or a whole shared one. */
bool scope_add_named(struct scope *scope, struct str host);
enum scope_class scope_of(const struct scope *scope, struct str url);

#endif
