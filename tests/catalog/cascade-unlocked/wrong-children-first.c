/* expect: use-after-release — marks itself last, without the lock in between */
/* Verdict: bug
 * Evidence: line 45 */
#include <stdlib.h>
#include <string.h>

#include "exercise.h"

struct node {
    task_mutex_t lock; /* guards ended, children and child */
    bool ended;
    struct node *parent;
    int children;
    struct node *child[MOST_CHILDREN];
};

struct node *node_derive(struct node *parent)
{
    struct node *node = calloc(1, sizeof *node);
    node->parent = parent;
    if (parent != NULL) {
        task_mutex_lock(&parent->lock);
        node->ended = parent->ended;
        if (!node->ended)
            parent->child[parent->children++] = node;
        task_mutex_unlock(&parent->lock);
    }
    return node;
}

void node_cancel(struct node *node)
{
    struct node *child[MOST_CHILDREN];
    task_mutex_lock(&node->lock);
    int children = node->ended ? 0 : node->children;
    memcpy(child, node->child, (size_t)children * sizeof *child);
    task_mutex_unlock(&node->lock);
    for (int i = 0; i < children; i++)
        node_cancel(child[i]);
    task_mutex_lock(&node->lock);
    node->ended = true;
    task_mutex_unlock(&node->lock);
}

bool node_ended(struct node *node)
{
    task_mutex_lock(&node->lock);
    bool ended = node->ended;
    task_mutex_unlock(&node->lock);
    return ended;
}

void node_release(struct node *node)
{
    struct node *parent = node->parent;
    node_cancel(node);
    if (parent != NULL) {
        task_mutex_lock(&parent->lock);
        for (int i = 0; i < parent->children; i++)
            if (parent->child[i] == node)
                parent->child[i] = parent->child[--parent->children];
        task_mutex_unlock(&parent->lock);
    }
    free(node);
}
