/* expect: pass — one lock for the whole tree */
/* Verdict: bug
 * Evidence: line 45
 */
#include <stdlib.h>

#include "exercise.h"

static task_mutex_t tree; /* guards everything in every node */

struct node {
    bool ended;
    struct node *parent, *first, *next;
};

struct node *node_derive(struct node *parent)
{
    struct node *node = calloc(1, sizeof *node);
    task_mutex_lock(&tree);
    if (parent != NULL) {
        *node = (struct node){parent->ended, parent, NULL, parent->first};
        parent->first = node;
    }
    task_mutex_unlock(&tree);
    return node;
}

static void end(struct node *node)
{
    node->ended = true;
    for (struct node *child = node->first; child != NULL; child = child->next)
        end(child);
}

void node_cancel(struct node *node)
{
    task_mutex_lock(&tree);
    end(node);
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
    task_mutex_lock(&tree);
    end(node);
    for (struct node **at = node->parent != NULL ? &node->parent->first : NULL; at != NULL && *at != NULL;)
        if (*at == node)
            *at = node->next;
        else
            at = &(*at)->next;
    task_mutex_unlock(&tree);
    free(node);
}
