/* title.h - one title taken apart: what stands in it, what is only packing, which head word rules it.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_TITLE_H
#define OIT_RULES_TITLE_H

#include "base/limits.h"
#include "rules/hits.h"

enum { TITLE_MAX = LIMIT_LABEL_BYTES };

enum title_packing { PACKED = 1, PACKED_AGENCY, PACKED_UNIT, PACKED_UNIT_WORD /* the name of a part of an agency, and its first word */ };
enum title_gap { GAP_SPACE = 1, GAP_AND };

struct title {
    const struct scheme *scheme;
    const struct matcher *matcher;
    const struct norm_form *form;
    struct hits hits;
    uint8_t packing[TITLE_MAX]; /* per form byte: code, year, agency, filler, punctuation: explains itself */
    uint8_t gaps[TITLE_MAX];    /* per form byte: white space or punctuation stands before it, or it begins an "and" */
    int head;                   /* class, or -1 */
    int first_head;             /* the same before a word behind it turned it: what the document is */
    size_t head_from, head_to;
    size_t year_from;           /* where its first year stands; form->n: none */
    size_t body_from;           /* behind a frame ("ประกาศ ... เรื่อง"): where the matter begins */
    int code;
    bool is_turned;             /* holds a head word that turns wherever it stands */
    bool is_hub;                /* holds a word of pages that lead to items */
    bool code_is_other, code_is_certain; /* certain: with its letters or a leading zero */
};

/* form (form_id: NORM_TIGHT or NORM_WEAK) and text stay the caller's. blank: the text with its years blanked (years_blank). */
void title_take_apart(struct title *title, const struct scheme *scheme, const struct norm_form *form, unsigned form_id, struct str text,
                      struct str blank);
/* Letters in [from, to) that are not packing. */
size_t title_letters(const struct title *title, size_t from, size_t to);
/* Inside an agency's name, behind its first word: what it says is no matter of the title ("annual report of the disaster prevention department"). */
bool title_is_agency(const struct title *title, size_t from, size_t to);

#endif
