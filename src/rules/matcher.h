/* matcher.h - the compiled side of a scheme: what classify and findings walk over. Frozen after compile.
 *
 * Every phrase of every rule stands once in the automaton of its form; a phrase has *uses*: it is a name of subject 16, a word of set 4,
 * a head word, an element's phrase, a vocabulary sentence, or the beginning of a pattern, often several of these at once.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_MATCHER_H
#define OIT_RULES_MATCHER_H

#include "rules/automaton.h"
#include "rules/findings.h"
#include "rules/pattern.h"
#include "rules/rules.h"
#include "text/norm.h"

enum use_kind { USE_NAME, USE_TERM, USE_HEAD, USE_VOCABULARY, USE_ELEMENT, USE_PATTERN };

struct use {
    uint8_t kind;     /* enum use_kind */
    uint8_t strength; /* names */
    bool is_negative; /* elements: an any_negative phrase */
    bool is_ocr;      /* elements, weak form: so short that it counts in text of OCR, which loses tone marks as a rule, and of damaged PDFs only */
    uint16_t owner;   /* subject, set, head class, vocabulary id, element, pattern */
};

struct phrase_table {
    struct automaton automaton;
    const uint32_t *use_at; /* n_phrases + 1 */
    const struct use *uses;
};

struct rule_pattern {
    struct pattern *pattern;
    unsigned form;
    struct use use;  /* what a match means */
    bool is_loose;   /* without a literal beginning */
};

struct combo {
    uint16_t subject;
    uint8_t strength;
    uint32_t heads; /* bit set of head classes; 0: any */
    const uint16_t *all, *any, *none; /* sets */
    uint16_t n_all, n_any, n_none;
};

struct head_class {
    const char *name;
    bool is_none;  /* class "none": words that only look like head words */
    const char *kind; /* of a title with this head, or NULL */
    bool anywhere; /* turns wherever it stands: "what is ... ?" ends a Thai title */
    bool turns;    /* what follows is only spoken of: "example of a plan", "minutes of the plan's committee" */
    bool is_frame; /* a letter or announcement *about* something: the head behind "เรื่อง" counts */
    uint32_t also; /* classes a title with this head may be as well */
};

struct fuzzy_name { /* names long enough to be found with typing errors */
    struct str bytes; /* tight */
    uint16_t subject;
    uint8_t strength;
    uint8_t max_edits;
    uint8_t n_grams;   /* groups of 4 bytes behind the beginning, of which all but max_edits stand whole wherever the name does */
    uint16_t grams[8]; /* their slots (fuzzy.c) */
};

struct rule_example {
    uint16_t subject;
    bool is_match;
    const char *text;
    const char *file;
    int line, column;
};

struct subject_rules {
    const uint16_t *not_sets; /* sets that exclude it */
    uint16_t n_not;
    uint8_t kind_head; /* head class + 1 of the item's kind, or 0 */
    bool is_whole;     /* names the agency as a whole: words behind the name make it another thing */
    bool is_closed;    /* what is written in one piece with the name makes it another thing */
    const uint64_t *own_sets; /* of closed ones: bit set of the sets its combos are made of */
    const uint16_t *matter_sets; /* ... and those that say which matter it is: with one of them in the title nothing makes it another's */
    uint16_t n_matter;
};

struct item_number { /* what a printed code can mean */
    uint16_t item;
    int number;
};

/* Which short beginnings can a name have? One bit a hash; answers "surely not" for most places of most texts. */
enum { BEGINNING_BITS = 1 << 15 };
struct beginnings {
    uint64_t bits[BEGINNING_BITS / 64];
};
static inline uint32_t beginning_slot(uint64_t key)
{
    return (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 49); /* 15 bits */
}
static inline bool beginnings_hold(const struct beginnings *b, uint64_t key)
{
    uint32_t slot = beginning_slot(key);
    return b->bits[slot >> 6] >> (slot & 63) & 1;
}

struct matcher {
    struct phrase_table tight, weak, skeleton;
    const struct beginnings *fuzzy_begin; /* first FUZZY_EXACT_START bytes of the names in fuzzy */
    const struct beginnings *weak_begin;  /* first WEAK_BEGIN bytes of names in the weak form */
    const struct beginnings *weak_end;    /* last WEAK_BEGIN bytes of the same */
    struct rule_pattern *patterns; size_t n_patterns;
    const uint16_t *loose;         size_t n_loose; /* patterns to be searched for plainly */
    const struct combo *combos;    size_t n_combos;
    const uint32_t *combos_at;     /* n_sets + 1, in combos_of: the combos to look at when a set is seen */
    const uint16_t *combos_of;
    const struct head_class *heads; size_t n_heads;
    const struct fuzzy_name *fuzzy; size_t n_fuzzy;
    const struct rule_example *examples; size_t n_examples;
    const struct subject_rules *subjects; size_t n_subjects;
    size_t n_sets;
    const struct item_number *numbers; size_t n_numbers;
    const struct str *code_words;  size_t n_code_words;  /* tight: "o", "oit", "ข้อ" */
    const struct str *other_codes; size_t n_other_codes; /* tight: "moit", "eb" */
    bool has_weak_patterns;
    size_t n_bytes;                /* of all tables */
};

enum { FUZZY_MIN_LETTERS = 12, FUZZY_EXACT_START = 4, WEAK_BEGIN = 8, SKELETON_MIN = 8, MAX_HEADS = 32 };

/* Letters of a form: everything that is neither digit, punctuation nor separator. */
static inline bool is_form_letter(unsigned char byte)
{
    return byte >= 0xA1 || (byte >= 'a' && byte <= 'z') || byte == NORM_OTHER;
}
static inline bool is_form_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

#endif
