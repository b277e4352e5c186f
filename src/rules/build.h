/* build.h - a scheme while it is being read: growing lists that compile.c freezes.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_BUILD_H
#define OIT_RULES_BUILD_H

#include "rules/lint.h"
#include "rules/matcher.h"
#include "rules/yaml.h"

enum rule_role { ROLE_COMMON, ROLE_SCHEME, ROLE_ITEM, ROLE_LOCAL_COMMON, ROLE_LOCAL_ITEM };

struct rule_file {
    enum rule_role role;
    const struct yaml_node *root;
};

enum table_id { TABLE_TIGHT, TABLE_WEAK, TABLE_SKELETON, N_TABLES };

struct entry { /* one phrase with one use */
    struct str bytes;
    struct use use;
};
struct entry_list {
    struct entry *items;
    size_t n, capacity;
};

struct single_set { /* the set of a phrase that stands for itself */
    uint64_t hash;
    struct str phrase;
    uint16_t set;
};

struct builder {
    struct scheme *scheme;
    struct arena *arena;   /* the scheme's */
    struct arena *scratch; /* the files' trees */
    struct messages *messages;
    struct rule_file *files; size_t n_files, files_capacity;

    struct scheme_group *groups;     size_t n_groups, groups_capacity;
    struct scheme_element *elements; size_t n_elements, elements_capacity;
    struct scheme_trap *traps;       size_t n_traps, traps_capacity;
    struct scheme_item *items;       size_t n_items;
    const struct yaml_node **item_nodes; /* sorted by code */

    struct entry_list entries[N_TABLES];
    struct str *sets;                size_t n_sets, sets_capacity; /* names; "" for a single phrase's own set */
    struct single_set *single;       size_t n_single, single_capacity;
    struct head_class *heads;        size_t n_heads, heads_capacity;
    struct rule_pattern *patterns;   size_t n_patterns, patterns_capacity;
    struct combo *combos;            size_t n_combos, combos_capacity;
    struct fuzzy_name *fuzzy;        size_t n_fuzzy, fuzzy_capacity;
    struct rule_example *examples;   size_t n_examples, examples_capacity;
    struct subject_rules *subjects;  /* n_items + traps, filled as they are read */
    size_t subjects_capacity;
    struct matcher *matcher;
    struct rule_book *book; /* where everything stood, for who asks; NULL */
};

/* load.c */
bool build_load_files(struct builder *b, const char *rules_dir, const char *local_dir, struct err *err);
/* build_words.c */
void build_sets_and_heads(struct builder *b);      /* first: others refer to them */
void build_vocabulary(struct builder *b);
void build_trap_list(struct builder *b);           /* after items: near */
/* build_names.c */
bool build_phrase(struct builder *b, const struct yaml_node *text, struct str *ret_tight);
void build_add_phrase(struct builder *b, const struct yaml_node *text, struct use use);
void build_add_patterns(struct builder *b, const struct yaml_node *list, struct use use);
void build_names(struct builder *b, const struct yaml_node *names, uint16_t subject);
void build_examples(struct builder *b, const struct yaml_node *examples, uint16_t subject);
uint16_t build_set_index(struct builder *b, const struct yaml_node *text); /* "@name" or a phrase; NO_INDEX after a message */
struct subject_rules *build_subject(struct builder *b, uint16_t subject);
/* build_book.c: nothing without a book */
void book_phrase(struct builder *b, const struct yaml_node *text, struct str tight, struct use use);
void book_set(struct builder *b, const struct yaml_node *set);
void book_set_used(struct builder *b, struct str name);
void book_element(struct builder *b, const struct yaml_node *element);
void book_element_examples(struct builder *b, const struct yaml_node *examples, uint16_t item);
/* build_hosting.c */
void build_hosting(struct builder *b);
/* build_answers.c */
void build_answers(struct builder *b);
/* build_scheme.c */
void build_scheme(struct builder *b, const struct yaml_node *root);
/* build_parallel.c */
void build_parallels(struct builder *b);
/* build_map.c */
void build_map(struct builder *b, const struct yaml_node *root); /* after the list of items */
/* build_items.c */
void build_item_list(struct builder *b); /* codes and their order */
void build_items(struct builder *b);
const char *build_kind(struct builder *b, const struct yaml_node *node); /* one of the kinds; "other" when there is none */
/* compile.c */
void build_compile(struct builder *b);

/* small readers: the schema check has been made, so shapes are right */
const char *build_text(struct builder *b, const struct yaml_node *node, const char *fallback);
struct words build_words(struct builder *b, const struct yaml_node *node);
bool build_yes(const struct yaml_node *node, bool fallback);
double build_number(const struct yaml_node *node, double fallback);
void build_error(struct builder *b, const struct yaml_node *node, const char *th_format, const char *en_format, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));
void build_warning(struct builder *b, const struct yaml_node *node, const char *th_format, const char *en_format, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));
struct word_bit {
    const char *name;
    unsigned bit;
};
/* A list of known words as a bit set; unknown ones are refused with the nearest. */
unsigned build_bits(struct builder *b, const struct yaml_node *list, const struct word_bit *words);

#endif
