/* findings.h - what the rules found on one page or document: all that judging needs, small enough to store with every visit.
 *
 * Made in the worker by findings_make (one automaton pass over the text, titles and labels by the classifier), packed, sent to main, stored.
 * assess works on findings alone: no text is read again. Views point into the packed bytes or the arena they were made in.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_FINDINGS_H
#define OIT_RULES_FINDINGS_H

#include "base/arena.h"
#include "doc/document.h"
#include "rules/classify.h"

/* Built-in detectors (docs/RULE-FORMAT.md, detect:). */
enum {
    DETECT_PHONE = 1 << 0, DETECT_EMAIL = 1 << 1, DETECT_ADDRESS = 1 << 2, DETECT_MAP = 1 << 3, DETECT_LINE = 1 << 4, DETECT_MESSENGER = 1 << 5,
    DETECT_FACEBOOK = 1 << 6, DETECT_CHAT = 1 << 7, DETECT_FAX = 1 << 8, DETECT_IMAGE = 1 << 9, DETECT_PORTRAIT = 1 << 10,
    DETECT_TEXTAREA = 1 << 11, DETECT_FORM = 1 << 12, DETECT_TABLE = 1 << 13, DETECT_PERSON = 1 << 14, DETECT_DATE = 1 << 15,
    DETECT_MONEY = 1 << 16, DETECT_LINK = 1 << 17, DETECT_LIST = 1 << 18, DETECT_BODY = 1 << 19,
};

enum naming_place { /* where a name stood; the order is the order of weight */
    PLACE_TITLE,        /* document title (html title, metadata) */
    PLACE_H1,           /* the page's main heading (first h1, else the first heading in ZONE_MAIN) */
    PLACE_TITLE_BLOCK,  /* first lines of a paged document, also joined */
    PLACE_HEADING,      /* any other heading */
    PLACE_BREADCRUMB,
    PLACE_FILE_NAME,    /* of this document */
    PLACE_ANCHOR,       /* a link's own text, title or alt */
    PLACE_ROW,          /* the table row a link stands in */
    PLACE_ITEM,         /* the list item, card or paragraph a link stands in */
    PLACE_LINK_HEADING, /* the heading above a link */
    PLACE_LINK_FILE,    /* the file name behind a link */
    PLACE_ENTRY,        /* a table row, list item or card that names an item and holds no link to a URL: a bare declaration */
    PLACE_BODY,         /* running text: never carries a claim */
};

struct naming {
    enum naming_place place;
    enum doc_zone zone;
    struct subject_score best[3];
    uint8_t n_best;
    bool is_weak_only;
    struct str text;                    /* what was classified, squeezed, at most 300 bytes */
    struct year_statement year;         /* stated in that text, or for a link in any part of its label */
    struct year_statement context_year; /* of the nearest heading above (or page title) that states one; from_be 0: none */
    int code;
    bool code_is_other;
    bool is_generic;                    /* links: the anchor itself was generic, the name came from its context */
    bool in_criterion;                  /* stands in a criterion sentence */
    bool is_turned;                     /* its head word says that it only speaks of what it names: an example, minutes, how to make it */
    bool is_guide;                      /* its head word is that of manuals */
    uint32_t page;                      /* of a PDF */
    uint32_t link;                      /* index in links, or DOC_NONE */
    uint32_t block_from, block_to;      /* blocks it governs: [from, to) */
    uint64_t block_hash;                /* of the block that names: equal on many pages = boilerplate */
};

struct link_fact { /* every link of the page, in order */
    struct str url;   /* canonical; absent when target is not TARGET_URL */
    enum doc_via via;
    enum doc_target target;
    enum doc_zone zone;
    bool is_nofollow;
    bool is_mute;     /* neither its own words nor row, list item or heading around it say anything: whatever it leads to may be any item */
    uint32_t block;
    uint8_t promise;  /* 0-100: how likely it leads to an item (crawl order): best label score, hub words */
    uint32_t naming;  /* index in namings, or DOC_NONE */
    struct str label; /* anchor or what stands for it, at most 120 bytes; absent in ZONE_MENU/FOOTER when no naming */
};

/* A row, list entry, card or paragraph in which a page declares something under an item's title or a printed number: find_rows.c. */
enum row_code { ROW_NO_CODE, ROW_NUMBER /* a bare number, perhaps a running one */, ROW_CODE /* "O16", "ข้อ 16", "016" */, ROW_OTHER_CODE /* "MOIT 16" */ };
enum row_form { ROW_TABLE, ROW_LIST, ROW_CARD, ROW_HEADING, ROW_PARAGRAPH };
struct row_fact {
    struct str code;                    /* as printed; absent: none */
    int number;
    enum row_code code_kind;
    enum row_form form;
    struct str label;                   /* its title as printed */
    struct subject_score best;          /* what the title names; score 0: nothing */
    struct year_statement year;         /* stated in the row */
    struct year_statement context_year; /* of the nearest heading above that states one and is no item's title */
    uint32_t block;                     /* of the title */
    uint64_t block_hash;
    bool has_criterion;                 /* quotes the criterion */
    uint32_t first_link, n_links;       /* in row_links */
};
enum index_sign { INDEX_NO_SIGN, INDEX_MAYBE /* its title promises what items stand under, too */, INDEX_SIGN /* title, heading or address is that of an index */ };

struct element_hit {
    uint16_t element;     /* index in scheme->elements */
    uint8_t where;        /* one IN_ bit */
    enum doc_zone zone;
    bool in_criterion;    /* the block is criterion text: does not count */
    bool is_negative;     /* a negative statement */
    uint32_t block, page;
    uint8_t ocr;          /* of the block (document.h): 0, or the confidence with which it was read from a picture */
    uint64_t block_hash;
    struct str snippet;   /* raw text around it, readable, masked, at most 200 bytes */
};

enum vocabulary_id { /* rules/common: the sentences the engine knows */
    VOCAB_PROMISE, VOCAB_CRITERION, VOCAB_NEGATIVE, VOCAB_LOGIN, VOCAB_SOFT_404, VOCAB_MAINTENANCE, VOCAB_NEWS, VOCAB_MANUAL, VOCAB_BLANK_FORM,
    VOCAB_GENERIC_LABEL, VOCAB_FUTURE, VOCAB_FILLER, VOCAB_AGENCY, VOCAB_HUB, VOCAB_ABOUT,
    VOCAB_CRITERION_COLUMN, VOCAB_CONTENTS, VOCAB_OUTLINE, VOCAB_UNIT, VOCAB_FRONT, VOCAB_LOADING, N_VOCABULARY,
};
struct vocabulary_hit {
    enum vocabulary_id id;
    enum doc_zone zone;
    uint32_t block;
    struct str snippet;
};

struct findings {
    enum doc_kind kind;
    struct str url, title, file_name;
    enum oit_fault fault;    /* the document's: FAULT_NO_TEXT, FAULT_ENCRYPTED ... or FAULT_NONE; FAULT_LOGIN, FAULT_SOFT_404, FAULT_CHALLENGE ...
                                (answers.h) when the page itself says so beyond doubt */
    const char *text_source; /* "text" | "ocr" | "rendered": made by a script, as a browser showed it */
    uint32_t n_pages, n_image_pages, n_ocr_pages, n_blocks; /* image pages: without text of their own; OCR has looked at n_ocr_pages of them */
    uint8_t ocr_confidence;  /* of what OCR read, 1-100; 0: nothing */
    uint32_t n_letters;      /* letters in ZONE_MAIN */
    uint32_t n_big_images;   /* at least 200 px by attribute, or of unknown size in ZONE_MAIN */
    bool is_shell, is_noindex, is_nofollow /* said to search engines, by the page or its headers */, is_cut, has_password, has_form, has_textarea, has_agency_name /* of classifier's agency names */;
    bool is_blank;           /* a form nobody has filled in */
    uint64_t text_hash;      /* of the tight text of ZONE_MAIN: equal pages */
    uint64_t simhash;        /* 64-bit similarity hash of the same: soft 404 */
    struct year_statement year;       /* of the document: title block, title, h1, file name in this order */
    struct year_statement dates;      /* span of fiscal years of full dates in the text body (from_be..to_be), for undated activities */
    struct naming *namings;           size_t n_namings;
    struct link_fact *links;          size_t n_links;
    struct element_hit *elements;     size_t n_elements;
    struct vocabulary_hit *vocabulary; size_t n_vocabulary;
    struct row_fact *rows;            size_t n_rows; /* of a page that declares several things; else none */
    uint32_t *row_links;              size_t n_row_links; /* indices in links */
    enum index_sign index_sign;       /* of a page with rows */
    struct year_statement address_year; /* of a page with rows: what its URL says */
};

/* One process's matcher: classifier, normal forms, counters. */
struct finder;
struct finder *finder_new(const struct scheme *scheme);
void finder_free(struct finder *finder);
void finder_set_agency_names(struct finder *finder, const char *const *names, size_t n_names);
/* The HTTP status of the documents to come; 200 at first. The body of a refusal says why it was refused, and nothing else. */
void finder_set_status(struct finder *finder, int http_status);
void findings_make(struct finder *finder, const struct document *doc, struct arena *arena, struct findings *ret_findings);

/* Which item the whole document is: classification_item and classification_confidence tell more of the answer. Its kind is the item's, NULL for
 * none. */
void findings_classify(const struct scheme *scheme, const struct findings *findings, struct classification *ret_classification);

void findings_pack(const struct findings *findings, struct buf *out);
/* Views into packed; arrays in arena. False when damaged or of another version. */
bool findings_unpack(struct str packed, struct arena *arena, struct findings *ret_findings);
/* The same for findings made with this scheme: false too when they name an item, trap or element it does not have. */
bool findings_unpack_for(const struct scheme *scheme, struct str packed, struct arena *arena, struct findings *ret_findings);

#endif
