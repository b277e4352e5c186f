/* html_evidence.h - the proof on an item's card.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_HTML_EVIDENCE_H
#define OIT_REPORT_HTML_EVIDENCE_H

#include "html_parts.h"

void html_evidence(struct html *h, const struct oit_item *item);
/* URLs from the start page on, by the words one clicks on (labels: as oit_evidence.path_labels, may be NULL), else by themselves; nothing for none. */
void html_click_path(struct html *h, const char *const *path, const char *const *labels, size_t n_path);

#endif
