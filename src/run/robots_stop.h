/* robots_stop.h - the sentence of a run that robots.txt ended before it began.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_ROBOTS_STOP_H
#define OIT_RUN_ROBOTS_STOP_H

#include "run/crawler.h"

/* Fills err (OIT_ERR_START) for an outcome with is_closed_by_robots: the line that forbids the start page, or why the file could not be read; what the
 * owner can do. */
enum oit_code robots_stop(const char *url, const struct crawl_outcome *outcome, struct err *err);

#endif
