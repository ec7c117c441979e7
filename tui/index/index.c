/* index.c — see index.h. */
#include "index_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Grows an array to hold item `need`; new items are zero. Out of memory ends the program as malloc's users do here. */
void *index_grow_(void *items, uint32_t *capacity, uint32_t need, size_t size)
{
    if (need < *capacity)
        return items;
    uint32_t to = *capacity; /* from small: there may be one such array for each of a million tasks */
    while (to <= need)
        to = to < 4 ? 4 : to < 1u << 16 ? to * 2 : to < 1u << 30 ? to + to / 32 : need + 1; /* large ones need not be copied to grow */
    items = realloc(items, to * size);
    if (!items) {
        fputs("ctxlab: out of memory while indexing the trace\n", stderr);
        abort();
    }
    memset((char *)items + *capacity * size, 0, (to - *capacity) * size);
    *capacity = to;
    return items;
}

void index_start(index_t *x, const trace_t *trace)
{
    *x = (index_t){.trace = trace};
    x->node = index_grow_(NULL, &x->node_capacity, 63, sizeof *x->node);
    x->make = index_grow_(NULL, &x->make_capacity, 15, sizeof *x->make);
    x->group = index_grow_(NULL, &x->group_capacity, 63, sizeof *x->group);
    x->many = index_grow_(NULL, &x->many_capacity, 15, sizeof *x->many);
    x->task = index_grow_(NULL, &x->task_capacity, 15, sizeof *x->task);
    x->chain = index_grow_(NULL, &x->chain_capacity, 15, sizeof *x->chain);
    x->crew = index_grow_(NULL, &x->crew_capacity, 7, sizeof *x->crew);
    x->nodes = x->makes = x->groups = x->manys = x->tasks = x->chains = x->crews = 1;
}

void index_free(index_t *x)
{
    for (uint32_t i = 0; i < x->chains; i++) {
        free(x->chain[i].member);
        crowd_forget_(x->chain[i].crowd);
        free(x->chain[i].crowd);
    }
    for (uint32_t i = 0; i < x->tasks; i++)
        if (x->task[i].capacity)
            free(x->task[i].event);
    for (uint32_t i = 0; i < x->cascades; i++)
        if (x->cascade[i].capacity)
            free(x->cascade[i].member);
    group_free_(x);
    free(x->node);
    free(x->chain);
    free(x->crew);
    free(x->crew_at);
    free(x->below);
    free(x->task);
    free(x->cascade);
    free(x->stop);
    free(x->mark);
    free(x->resync.node);
    free(x->resync.task);
    unknown_free_(x);
    *x = (index_t){0};
}

/* Ids are dense: one far beyond what the events can have made is damage, and not worth its memory. So may be what a gap says. */
static bool index_absurd(const index_t *x, uint32_t id)
{
    const uint64_t most = 1u << 20, lost = x->dropped < most ? x->dropped : most;

    return id > x->built + lost + most || id > 1u << 28;
}

/* ---- contexts -------------------------------------------------------------------------------------------- */

index_node_t *index_node_(index_t *x, uint32_t id)
{
    x->node = index_grow_(x->node, &x->node_capacity, id, sizeof *x->node);
    if (id >= x->nodes)
        x->nodes = id + 1;
    return &x->node[id];
}

index_task_t *index_task_(index_t *x, uint32_t id)
{
    x->task = index_grow_(x->task, &x->task_capacity, id, sizeof *x->task);
    if (id >= x->tasks)
        x->tasks = id + 1;
    return &x->task[id];
}

/* What a value over this parent ends with. */
static uint32_t index_ends(const index_t *x, uint32_t parent)
{
    const index_node_t *p = &x->node[parent];
    uint8_t kind = index_make_of(x, parent)->kind;

    return p->passes ? p->wave : kind == CTX_NODE_CANCEL || kind == CTX_NODE_TIMER || kind == CTX_NODE_CUSTOM || kind == CTX_NODE_AFTER_FUNC ? parent : 0;
}

/* The context that a question to this one ends at: itself, or what is below the values. [0] for those that never end. */
index_node_t *index_carrier_(index_t *x, uint32_t node)
{
    return x->node[node].passes ? &x->node[x->node[node].wave] : &x->node[node];
}

/* A foreign context has no end that is told: who runs with it, and who notices it, is under what it stands on as well. [0] for
 * the others. */
index_node_t *index_below_foreign_(index_t *x, uint32_t node)
{
    uint32_t on = (uint32_t)(index_carrier_(x, node) - x->node), from = on;

    for (uint32_t hops = 0; on && hops < 4096 && index_make_of(x, on)->kind == CTX_NODE_CUSTOM; hops++)
        on = index_ends(x, x->node[on].parent);
    return &x->node[on == from ? 0 : on];
}

/* A parent nobody has seen being made stands as a root of its own until its event comes, if it ever does. */
static void index_guess(index_t *x, uint32_t node, uint32_t at)
{
    index_node_t *d = index_node_(x, node);

    if (!node || d->made)
        return;
    d->made = at;
    d->guessed = true;
    group_add_(x, group_find_(x, 0, (index_make_t){.kind = CTX_NODE_BACKGROUND, .aux = node, .guess = true}), node);
}

static void index_unguess(index_t *x, index_node_t *d)
{
    index_group_t *g = &x->group[d->group];

    g->count = 0;
    g->one = 0;
    d->guessed = false;
    d->made = 0;
}

/* Would node, hung under parent, hang under itself? Only damage says so. */
static bool index_circle(const index_t *x, uint32_t node, uint32_t parent)
{
    for (uint32_t up = parent, hops = 0; up; up = x->node[up].parent, hops++)
        if (up == node || hops > x->nodes)
            return true;
    return false;
}

static void index_node_new(index_t *x, const ctx_event_t *ev, uint8_t kind, uint32_t at)
{
    index_node_t *d = index_node_(x, ev->node);

    if ((d->made && !d->guessed) || ev->node == 0)
        return; /* a resync names it again */
    bool late = d->guessed;
    if (late)
        index_unguess(x, d);
    index_guess(x, ev->other == ev->node ? 0 : ev->other, at);
    d = index_node_(x, ev->node);
    d->made = at;
    d->parent = ev->other != ev->node && !(late && index_circle(x, ev->node, ev->other)) ? ev->other : 0;
    uint32_t parent = d->parent;
    d->passes = kind == CTX_NODE_VALUE || kind == CTX_NODE_STOP;
    if (d->passes) {
        d->wave = index_ends(x, parent);
        d->value = x->node[d->wave].value;
        x->node[d->wave].value = ev->node;
    }
    if (kind == CTX_NODE_CUSTOM)
        unknown_begin_(x);
    chain_cut_(x, parent);
    index_make_t make = {.kind = kind, .site = ev->site, .aux = kind == CTX_NODE_AFTER_FUNC || kind == CTX_NODE_TIMER ? 0 : ev->aux}; /* of a timer a snapshot says how long it was */
    group_add_(x, group_find_(x, parent, make), ev->node);
    chain_join_(x, ev->node);
    crowd_touch_(x, ev->node, at);
}

void index_freed_(index_t *x, uint32_t node, uint32_t at)
{
    index_node_(x, node)->freed = at;
    crowd_touch_(x, node, at);
}

void index_notices_(index_t *x, uint32_t node, uint32_t at)
{
    if (!node || x->node[node].noticed)
        return;
    x->node[node].noticed = at;
    crowd_touch_(x, node, at);
}

static void index_noticed(index_t *x, uint32_t node, uint32_t at)
{
    index_notices_(x, (uint32_t)(index_node_(x, node) - x->node), at);
    index_notices_(x, (uint32_t)(index_carrier_(x, node) - x->node), at);
    index_node_t *below = index_below_foreign_(x, node);
    if (below->told) /* else the foreign one ended by itself */
        index_notices_(x, (uint32_t)(below - x->node), at);
}

/* ---------------------------------------------------------------------------------------------------------- */

static void index_one(index_t *x, const ctx_event_t *ev, uint32_t at)
{
    bool other = ev->kind == CTX_EV_NODE_NEW || ev->kind == CTX_EV_TASK_NEW || ev->kind == CTX_EV_AFTER_REG || ev->kind == CTX_EV_AFTER_RUN;
    if (index_absurd(x, ev->node) || index_absurd(x, ev->task) || (other && index_absurd(x, ev->other)))
        return;
    if (x->resync.on && (ev->kind == CTX_EV_NODE_NEW || ev->kind == CTX_EV_AFTER_REG || ev->kind == CTX_EV_TASK_NEW))
        index_named_(x, ev);
    if (ev->task)
        index_task_event_(x, ev->task, at);
    switch (ev->kind) {
    case CTX_EV_NODE_NEW: index_node_new(x, ev, ev->detail, at); break;
    case CTX_EV_AFTER_REG: index_node_new(x, ev, CTX_NODE_AFTER_FUNC, at); break;
    case CTX_EV_AFTER_RUN: index_after_run_(x, ev, at); break;
    case CTX_EV_AFTER_STOP:
        if (ev->flags & 1)
            index_freed_(x, ev->node, at);
        break;
    case CTX_EV_NODE_FREE:
        if (!index_node_(x, ev->node)->freed)
            index_freed_(x, ev->node, at);
        break;
    case CTX_EV_TOLD: index_told_(x, ev, at); break;
    case CTX_EV_NOTICED: index_noticed(x, ev->node, at); break;
    case CTX_EV_CANCEL_CALL: index_cascade_open_(x, ev, at); break;
    case CTX_EV_CANCEL_END: index_cascade_end_(x, ev, at); break;
    case CTX_EV_TASK_NEW: index_task_new_(x, ev, at); break;
    case CTX_EV_TASK_END: index_task_end_(x, ev, at); break;
    case CTX_EV_GAP: index_gap_(x, ev); break;
    case CTX_EV_SNAPSHOT_END: index_whole_(x, at); break;
    case CTX_EV_MARK:
        x->mark = index_grow_(x->mark, &x->mark_capacity, x->marks, sizeof *x->mark);
        x->mark[x->marks++] = at;
        break;
    default: break;
    }
}

void index_build(index_t *x)
{
    enum { AT_ONCE = 4096 };
    size_t count = trace_count(x->trace);

    if (count > UINT32_MAX - 1)
        count = UINT32_MAX - 1;
    for (; x->built < count; x->built++) {
        index_one(x, trace_event(x->trace, x->built), (uint32_t)x->built + 1);
        if (x->built % AT_ONCE)
            continue;
        trace_learn(x->trace, x->built); /* while they are at hand */
        if (!trace_goes_on(x->meter, "laying out the events", x->built, count))
            break;
    }
    trace_learn(x->trace, x->built);
    x->node[0].made = 0;
}
