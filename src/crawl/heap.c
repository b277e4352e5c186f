/* heap.c - entries by priority: a binary heap.
 * SPDX-License-Identifier: MIT
 */
#include "heap.h"

#include <stdlib.h>

#include "base/mem.h"

void heap_done(struct heap *heap)
{
    free(heap->nodes);
    *heap = (struct heap){0};
}

static bool is_before(struct heap_node a, struct heap_node b)
{
    return a.priority != b.priority ? a.priority > b.priority : a.entry < b.entry;
}

void heap_push(struct heap *heap, struct heap_node node)
{
    MEM_GROW(heap->nodes, heap->n, heap->capacity);
    size_t at = heap->n++;
    while (at > 0 && is_before(node, heap->nodes[(at - 1) / 2])) {
        heap->nodes[at] = heap->nodes[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap->nodes[at] = node;
}

struct heap_node heap_pop(struct heap *heap)
{
    struct heap_node top = heap->nodes[0], last = heap->nodes[--heap->n];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= heap->n)
            break;
        if (child + 1 < heap->n && is_before(heap->nodes[child + 1], heap->nodes[child]))
            child++;
        if (!is_before(heap->nodes[child], last))
            break;
        heap->nodes[at] = heap->nodes[child];
        at = child;
    }
    heap->nodes[at] = last;
    return top;
}
