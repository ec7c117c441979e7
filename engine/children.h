/* children.h — a set of siblings: a ring through the nodes themselves, in creation order. `*first` NULL: empty.
 *
 * Who holds the lock that guards *first may change the ring; a node whose next is NULL stands in none.
 */
#ifndef CHILDREN_H
#define CHILDREN_H

#include "node.h"

static inline void ring_add(cancel_node_t **first, cancel_node_t *node)
{
    cancel_node_t *head = *first;
    if (head == NULL) {
        *first = node->next = node->prev = node;
        return;
    }
    node->next = head;
    node->prev = head->prev;
    head->prev->next = node;
    head->prev = node;
}

static inline void ring_remove(cancel_node_t **first, cancel_node_t *node)
{
    if (node->next == node) {
        *first = NULL;
    } else {
        node->prev->next = node->next;
        node->next->prev = node->prev;
        if (*first == node)
            *first = node->next;
    }
    node->next = node->prev = NULL;
}

/* From a ring to a list that ends with NULL. Returns the last. */
static inline cancel_node_t *ring_open(cancel_node_t *first)
{
    cancel_node_t *last = first->prev;
    last->next = NULL;
    return last;
}

#endif
