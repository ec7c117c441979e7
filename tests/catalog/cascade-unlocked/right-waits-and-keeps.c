/* expect: pass — the copy keeps its children, and a later cancel waits for the first */
/* Verdict: bug
 * Evidence: line 45 */
#include <stdlib.h>

#include "exercise.h"

struct node {
    task_mutex_t lock; /* guards ended, children and child */
    bool ended;
    int holders; /* guarded by the lock of all counts */
    wait_group_t telling;
    struct node *parent;
    int children;
    struct node *child[MOST_CHILDREN];
};

static task_mutex_t counts;

static void hold(struct node *node, int n)
{
    task_mutex_lock(&counts);
    bool last = (node->holders += n) == 0;
    task_mutex_unlock(&counts);
    if (last)
        free(node);
}

struct node *node_derive(struct node *parent)
{
    struct node *node = calloc(1, sizeof *node);
    node->parent = parent;
    node->holders = 1;
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
    bool first = !node->ended;
    int children = first ? node->children : 0;
    for (int i = 0; i < children; i++) {
        child[i] = node->child[i];
        hold(child[i], 1);
    }
    node->ended = true;
    if (first)
        wait_group_add(&node->telling, 1);
    task_mutex_unlock(&node->lock);
    if (!first) {
        wait_group_wait(&node->telling);
        return;
    }
    for (int i = 0; i < children; i++) {
        node_cancel(child[i]);
        hold(child[i], -1);
    }
    wait_group_done(&node->telling);
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
    hold(node, -1);
}
