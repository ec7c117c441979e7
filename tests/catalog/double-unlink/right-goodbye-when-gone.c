/* expect: pass — looks at the session after it has left: it is the house's to free only when no call for it is under way */
#include <stdlib.h>

#include "exercise.h"

struct node {
    task_mutex_t lock; /* guards ended, the set, and linked of who stands in it; taken before those of the members */
    bool ended, linked;
    chan_t *done;
    struct node *above;
    int members;
    struct session *member[ROOM];
};

struct session { /* a node that says goodbye */
    int number;
    struct node node;
};

/* who: a member of the set above. */
static void leave(struct node *node, const void *who)
{
    struct node *above = node->above;
    if (above == NULL)
        return;
    task_mutex_lock(&above->lock);
    for (int i = 0; node->linked && i < above->members; i++)
        if (above->member[i] == who)
            above->member[i] = above->member[--above->members];
    node->linked = false;
    task_mutex_unlock(&above->lock);
}

/* What stands in the set is the session. So it alone leaves: for the node inside there is nothing to find there, and whoever
 * clears `linked` without having found anything shuts the door on who could. */
static bool node_end(struct node *node)
{
    task_mutex_lock(&node->lock);
    bool first = !node->ended;
    if (first)
        chan_close(node->done);
    node->ended = true;
    for (int i = 0; i < node->members; i++)
        session_end(node->member[i], false);
    node->members = 0;
    task_mutex_unlock(&node->lock);
    return first;
}

void session_end(struct session *session, bool leaves)
{
    bool first = node_end(&session->node);
    if (leaves)
        leave(&session->node, session);
    if (first)
        goodbye(session->number);
}

struct session *session_open(struct session *above, int number, chan_t *done)
{
    struct session *session = calloc(1, sizeof *session);
    *session = (struct session){number, {.done = done, .above = above != NULL ? &above->node : NULL}};
    if (above == NULL)
        return session;
    task_mutex_lock(&above->node.lock);
    bool room = !above->node.ended && above->node.members < ROOM;
    if (room)
        above->node.member[above->node.members++] = session;
    session->node.linked = room;
    task_mutex_unlock(&above->node.lock);
    if (!room)
        free(session);
    return room ? session : NULL;
}
