/* later.h - stands for rooms that are still being written, so that the pool can be tested alone. Weak: goes with them.
 * SPDX-License-Identifier: MIT
 */
#ifndef TESTS_WORKER_LATER_H
#define TESTS_WORKER_LATER_H
#include "extract/extract.h"
#include "rules/findings.h"
#pragma weak finder_new
#pragma weak finder_free
#pragma weak finder_set_agency_names
#pragma weak findings_make
#pragma weak findings_pack
struct finder *finder_new(const struct scheme *scheme) { (void)scheme; return NULL; }
void finder_free(struct finder *finder) { (void)finder; }
void finder_set_agency_names(struct finder *finder, const char *const *names, size_t n_names) { (void)finder; (void)names; (void)n_names; }
void findings_make(struct finder *finder, const struct document *doc, struct arena *arena, struct findings *f) { (void)finder; (void)doc; (void)arena; (void)f; }
void findings_pack(const struct findings *findings, struct buf *out) { (void)findings; (void)out; }
#endif
