/* index_gap.c — events were lost: what the snapshot after them says of who is still there. */
#include <stdlib.h>

#include "index_parts.h"

/* ---- after a gap ----------------------------------------------------------------------------------------- */

void index_gap_(index_t *x, const ctx_event_t *ev)
{
    x->dropped += ev->value > 0 ? (uint64_t)ev->value : 0;
    free(x->resync.node);
    free(x->resync.task);
    x->resync.node = calloc(x->nodes, 1);
    x->resync.task = calloc(x->tasks, 1);
    x->resync.on = x->resync.node && x->resync.task;
    while (x->calls)
        if (x->call[--x->calls].cascade)
            x->cascade[x->call[x->calls].cascade - 1].calls = 0;
    x->resync.nodes = x->nodes;
    x->resync.tasks = x->tasks;
}

void index_named_(index_t *x, const ctx_event_t *ev)
{
    if (ev->kind != CTX_EV_TASK_NEW && ev->node < x->resync.nodes)
        x->resync.node[ev->node] = 1;
    if (ev->kind == CTX_EV_TASK_NEW && ev->other < x->resync.tasks)
        x->resync.task[ev->other] = 1;
}

static void index_task_gone(index_t *x, uint32_t task, uint32_t at)
{
    index_task_t *t = &x->task[task];

    t->ended = at;
    index_task_event_(x, task, at);
    if (t->node) {
        index_carrier_(x, t->node)->tasks = 0;
        index_below_foreign_(x, t->node)->tasks = 0;
    }
}

/* Who was not named has ended while nothing was heard: when, and how, is not known. So have the cascades. */
void index_whole_(index_t *x, uint32_t at)
{
    for (uint32_t i = 3; x->resync.on && i < x->resync.nodes; i++)
        if (!x->resync.node[i] && x->node[i].made && !x->node[i].freed && !x->node[i].guessed)
            index_freed_(x, i, at);
    for (uint32_t i = 1; x->resync.on && i < x->resync.tasks; i++)
        if (!x->resync.task[i] && x->task[i].seen && !x->task[i].ended)
            index_task_gone(x, i, at);
    for (uint32_t i = x->cascades; i-- > 0 && x->cascades - i < 64;)
        if (!x->cascade[i].over) {
            x->cascade[i].over = at;
            x->cascade[i].last = x->cascade[i].last ? x->cascade[i].last : at;
        }
    x->resync.on = false;
}
