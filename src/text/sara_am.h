/* sara_am.h - gives a lost sara am back: สานักงาน, ประจาปี, ดาเนินงาน, and กำรประเมิน for การประเมิน.
 *
 * Half of the PDFs of agencies have lost it (the glyph is two in most fonts and one letter in Unicode), tesseract has never learnt it, and what is
 * pasted from them stands in web pages. า and ำ are three bytes both, so a text is mended where it stands.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_SARA_AM_H
#define OIT_TEXT_SARA_AM_H

#include "base/str.h"

/* The า at text.p + at (3 bytes) stands where only ำ makes a word. Blanks inside the word are passed over. */
bool sara_am_is_lost(struct str text, size_t at);
/* ำ stands for า all through the text: where no syllable could go on so ("รำยงำน "). */
bool sara_am_is_swapped(struct str text);
void sara_am_restore(char *p, size_t n);

#endif
