/* heap.h - entries by priority: the highest first, of equal ones the one that came first.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_CRAWL_HEAP_H
#define OIT_CRAWL_HEAP_H

#include <stddef.h>
#include <stdint.h>

struct heap_node {
    uint16_t priority;
    uint32_t entry;
};

struct heap { /* all zero: empty */
    struct heap_node *nodes;
    size_t n, capacity;
};

void heap_done(struct heap *heap);
void heap_push(struct heap *heap, struct heap_node node);
struct heap_node heap_pop(struct heap *heap); /* of one that is not empty */

#endif
