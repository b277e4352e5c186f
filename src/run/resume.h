/* resume.h - --resume: which run a check goes on with, and what has to be done to it first.
 *
 * The newest run of the site counts, and no older one: what is complete is not opened again. An interrupted --only run is passed over: its visits are
 * those of the run before it.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_RESUME_H
#define OIT_RUN_RESUME_H

#include "base/arena.h"
#include "oitcheck/commands.h"
#include "store/store.h"

enum resume_kind {
    RESUME_NOTHING,  /* no run of the site */
    RESUME_COMPLETE, /* the newest is complete and has its report */
    RESUME_CRAWL,    /* goes on asking */
    RESUME_JUDGING,  /* all is read; only the report lacks */
};

struct resume_plan {
    enum resume_kind kind;
    struct store_run run; /* unless RESUME_NOTHING */
    size_t n_visits;      /* it has stored */
};

enum oit_code resume_find(struct store *store, const char *site, struct arena *arena, struct resume_plan *ret_plan, struct err *err);
/* One sentence to standard error: from when the run is and what happens now. */
void resume_tell(const struct resume_plan *plan, bool has_other_rules, enum oit_language language);

#endif
