/* overlay.h - what is laid over a judged report whenever it is shown: the profile's target, IIT, EIT and calendar, the officers' words and decisions, what
 * was entered in ITAS, and how earlier runs stood. The stored report stays as it was judged.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_OVERLAY_H
#define OIT_RUN_OVERLAY_H

#include "base/arena.h"
#include "base/err.h"
#include "oitcheck/commands.h"
#include "store/store.h"

/* run: the report's own. Texts in arena. */
enum oit_code overlay_apply(struct store *store, const struct store_run *run, const struct oit_options *options, struct arena *arena,
                            struct oit_report *report, struct err *err);

/* One file each. overlay_officers: profile and officers' words, and the score with decisions. */
enum oit_code overlay_officers(struct store *store, const struct store_run *run, const struct oit_options *options, struct arena *arena,
                               struct oit_report *report, struct err *err);
enum oit_code overlay_entered(struct store *store, const struct store_run *run, struct arena *arena, struct oit_report *report, struct err *err);
enum oit_code overlay_trend(struct store *store, const struct store_run *run, struct arena *arena, struct oit_report *report, struct err *err);
void overlay_profile(const struct oit_options *options, struct oit_report *report); /* target, IIT, EIT */
void overlay_stage(const struct oit_options *options, struct arena *arena, struct oit_report *report);   /* calendar */

#endif
