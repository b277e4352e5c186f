/* site_choice.h - which stored site is meant: by URL, by host name ("www.example.go.th", with https or without), or by the agency's name.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_SITE_CHOICE_H
#define OIT_RUN_SITE_CHOICE_H

#include "oitcheck/commands.h"
#include "store/store.h"

/* What is done when a store holds several sites that may be meant. The newest one is always the one that is taken. */
enum site_manner {
    SITE_SAID,  /* said on standard error, but with --quiet */
    SITE_ASKED, /* refused: what is written would go to a site nobody named */
};

/* typed NULL: any. *ret_site in arena: the newest of those that fit best; NULL: none fits. *ret_n: how many fit so. */
enum oit_code site_choice_find(struct store *store, const char *typed, struct arena *arena, const char **ret_site, size_t *ret_n, struct err *err);
/* When several fit what options name (--site, else the profile's): says that taken was taken, or refuses. */
enum oit_code site_choice_tell(struct store *store, const struct oit_options *options, const char *taken, enum site_manner manner, struct err *err);

#endif
