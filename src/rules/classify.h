/* classify.h - which item does one title name?
 *
 * Used for link labels, headings, document titles, file names and `classify --titles` alike. Pure: same text, same answer.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_CLASSIFY_H
#define OIT_RULES_CLASSIFY_H

#include "rules/rules.h"

enum { CLASSIFY_MAX = 4 };

struct subject_score {
    uint16_t subject; /* < n_items: an item; else trap subject - n_items */
    uint8_t score;    /* 0-100; from about 60 a title can carry a claim, from 80 it is certain */
};

struct classification {
    struct subject_score best[CLASSIFY_MAX]; /* descending; ties in order of subject */
    size_t n;
    bool is_generic;        /* "คลิก", "ดาวน์โหลด", "รอบ 6 เดือน", "ไฟล์แนบ 1", a bare year or file type: says nothing, look at the context */
    bool is_hub;            /* a label of pages that lead to items ("ITA 2567", "ข้อมูลสาธารณะ") */
    bool is_weak_only;      /* best is from weak names only */
    struct year_statement year;
    uint32_t criterion_at;  /* byte in the title where criterion text begins ("O18 แผน... o แสดง..."); UINT32_MAX: none */
    int code;               /* printed item number (16 for O16, ข้อ 16, 016, OIT16, ๐๑๖), or 0 */
    bool code_is_other;     /* the number belongs to another scheme (MOIT, EB ...) */
    uint8_t head;           /* index + 1 of its head word class, or 0 */
    bool is_turned, is_guide; /* it begins with a head word that only speaks of what follows ("example of a plan"), or with one of manuals */
    const char *kind;       /* "plan", "report" ... from the head word, else the item's */
};

struct classifier; /* scratch and a cache of labels seen before; one a process */
struct classifier *classifier_new(const struct scheme *scheme);
void classifier_free(struct classifier *classifier);
/* title: clean UTF-8 of at most LIMIT_LABEL_BYTES used. The answer stands until the next call. */
const struct classification *classify_title(struct classifier *classifier, struct str title);
/* A file name or URL segment: separators to spaces, extension cut, slugs without marks matched by skeleton. */
const struct classification *classify_name(struct classifier *classifier, struct str name);
/* The item a classification stands for: its best subject when that is an item of at least CLASSIFY_CLAIM points and no trap is as good; else
 * NO_INDEX. */
enum { CLASSIFY_CLAIM = 60, CLASSIFY_CERTAIN = 80 };
uint16_t classification_item(const struct scheme *scheme, const struct classification *classification);
/* 0..1 for people, of best[i]: its score, less when another subject is close. */
double classification_confidence(const struct classification *classification, size_t i);

#endif
