/* build_book.c - remembers where phrases, sets and elements stood, while they are compiled (lint.h).
 * SPDX-License-Identifier: MIT
 */
#include "base/mem.h"
#include "rules/build.h"

static struct rule_place place_of(struct builder *b, const struct yaml_node *node)
{
    return (struct rule_place){arena_text(&b->book->arena, str_from(node->file)), node->line, node->column};
}

void book_phrase(struct builder *b, const struct yaml_node *text, struct str tight, struct use use)
{
    struct rule_book *book = b->book;
    if (!book)
        return;
    MEM_GROW(book->phrases, book->n_phrases, book->phrases_capacity);
    book->phrases[book->n_phrases++] = (struct book_phrase){use, arena_str(&book->arena, tight), arena_text(&book->arena, text->text), place_of(b, text)};
}

static struct book_set *find_set(struct rule_book *book, struct str name)
{
    for (size_t i = 0; i < book->n_sets; i++)
        if (str_eq_c(name, book->sets[i].name))
            return &book->sets[i];
    return NULL;
}

void book_set(struct builder *b, const struct yaml_node *set)
{
    struct rule_book *book = b->book;
    if (!book || find_set(book, set->key))
        return;
    MEM_GROW(book->sets, book->n_sets, book->sets_capacity);
    book->sets[book->n_sets] = (struct book_set){.name = arena_text(&book->arena, set->key), .place = place_of(b, set)};
    book->sets[book->n_sets].place.line = set->key_line;
    book->sets[book->n_sets++].place.column = set->key_column;
}

void book_set_used(struct builder *b, struct str name)
{
    struct book_set *set = b->book ? find_set(b->book, name) : NULL;
    if (set)
        set->is_used = true;
}

void book_element(struct builder *b, const struct yaml_node *element)
{
    struct rule_book *book = b->book;
    if (!book)
        return;
    bool has_words = yaml_get(element, "any") || yaml_get(element, "patterns");
    MEM_GROW(book->elements, book->n_elements, book->elements_capacity);
    book->elements[book->n_elements++] = (struct book_element){place_of(b, element), has_words};
}

void book_element_examples(struct builder *b, const struct yaml_node *examples, uint16_t item)
{
    const struct yaml_node *elements = yaml_get(examples, "elements");
    for (const struct yaml_node *list = elements ? elements->first : NULL; list; list = list->next) {
        uint16_t at = b->items[item].first_element;
        while (at < b->n_elements && !str_eq_c(list->key, b->elements[at].id))
            at++;
        if (at == b->n_elements)
            build_error(b, list, "ข้อนี้ไม่มีองค์ประกอบ '%.*s'", "this item has no element '%.*s'", STR_ARG(list->key));
        for (const struct yaml_node *text = list->first; text && b->book && at < b->n_elements; text = text->next) {
            struct rule_book *book = b->book;
            MEM_GROW(book->examples, book->n_examples, book->examples_capacity);
            book->examples[book->n_examples++] = (struct book_example){at, arena_text(&book->arena, text->text), place_of(b, text)};
        }
    }
}
