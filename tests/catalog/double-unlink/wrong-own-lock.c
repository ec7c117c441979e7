/* expect: deadlock — leaves with its own lock in hand: child before parent, and the cascade goes the other way */
/* Gone, and still on the list
 *
 * A server has room for 4 sessions at a time, and each of them for 4 of its own. Every session that ends says goodbye, as it
 * should; but after the fourth the server takes nobody in any more, and nobody is there.
 *
 * Make: who has ended takes no room, in any schedule; and who is there ends with what is above, whoever leaves at the same time.
 */
#include <stddef.h>
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

static bool node_end(struct node *node, bool leaves)
{
    task_mutex_lock(&node->lock);
    bool first = !node->ended;
    if (first)
        chan_close(node->done);
    node->ended = true;
    for (int i = 0; i < node->members; i++)
        session_end(node->member[i], false);
    node->members = 0;
    if (leaves)
        leave(node, (struct session *)(void *)((char *)node - offsetof(struct session, node)));
    task_mutex_unlock(&node->lock);
    return first;
}

void session_end(struct session *session, bool leaves)
{
    if (node_end(&session->node, leaves))
        goodbye(session->number);
    if (leaves)
        leave(&session->node, session);
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
