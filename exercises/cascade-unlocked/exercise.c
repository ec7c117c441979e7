/* The cascade that lets go
 *
 * A home-made tree of contexts: a cancel copies the list of children, gives the lock up, so that nobody has to wait for a long
 * cascade, and then tells the children. A reviewer has a bad feeling about it, and cannot say why.
 *
 * Make: say whether it is a bug, and point at the line that lets it happen; then make every promise in exercise.h hold.
 *
 * Verdict: (bug | no-bug)
 * Evidence: (event N | line N | count NAME=V, of the program as shipped)
 */
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
    node->ended = true;
    task_mutex_unlock(&node->lock);
    for (int i = 0; i < children; i++)
        node_cancel(child[i]);
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
