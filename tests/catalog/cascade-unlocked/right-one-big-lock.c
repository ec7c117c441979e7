/* expect: pass — one lock for the whole tree */
/* Verdict: bug
 * Evidence: line 45 */
#include <stdlib.h>

#include "exercise.h"

static task_mutex_t tree;

struct node {
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
        task_mutex_lock(&tree);
        node->ended = parent->ended;
        if (!node->ended)
            parent->child[parent->children++] = node;
        task_mutex_unlock(&tree);
    }
    return node;
}

static void tell(struct node *node)
{
    for (int i = 0; i < node->children && !node->ended; i++)
        tell(node->child[i]);
    node->ended = true;
}

void node_cancel(struct node *node)
{
    task_mutex_lock(&tree);
    tell(node);
    task_mutex_unlock(&tree);
}

bool node_ended(struct node *node)
{
    task_mutex_lock(&tree);
    bool ended = node->ended;
    task_mutex_unlock(&tree);
    return ended;
}

void node_release(struct node *node)
{
    struct node *parent = node->parent;
    node_cancel(node);
    if (parent != NULL) {
        task_mutex_lock(&tree);
        for (int i = 0; i < parent->children; i++)
            if (parent->child[i] == node)
                parent->child[i] = parent->child[--parent->children];
        task_mutex_unlock(&tree);
    }
    free(node);
}
