/* shapes.c — see shapes.h.
 */
#include "shapes.h"

#include <stdlib.h>

#include "../tests/trace/make.h"

#define NEW_NODE(t, id, up, where) \
    ev(t, .kind = CTX_EV_NODE_NEW, .node = (id), .other = (up), .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .task = 1, .site = (where))

static uint64_t first_seed = 3, seed;

void shape_dice(uint64_t from) { first_seed = from; }

static uint32_t dice(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

static trace_t *start(void)
{
    trace_t *t = make_trace();
    seed = first_seed;
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 1, .detail = CTX_NODE_BACKGROUND, .value = INT64_MAX, .time = 1);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 1, .node = 1, .aux = text(t, "main"));
    NEW_NODE(t, 3, 1, learner(t, 7));
    return t;
}

/* A node as a program makes one: itself, its handle, its place in the parent's set. */
static void derive(trace_t *t, uint32_t id, uint32_t up, uint32_t site)
{
    NEW_NODE(t, id, up, site);
    ev(t, .kind = CTX_EV_HANDLE_NEW, .node = id, .other = id, .task = 1, .site = site);
    ev(t, .kind = CTX_EV_NODE_LINK, .node = id, .other = up, .task = 1);
}

static void cancel_first(trace_t *t)
{
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = 3, .detail = 1, .flags = CTX_WHY_CALL, .task = 1, .site = learner(t, 40));
    ev(t, .kind = CTX_EV_TOLD, .node = 3, .detail = 1, .flags = CTX_WHY_CALL, .task = 1);
}

static void tell(trace_t *t, uint32_t id, uint32_t from)
{
    ev(t, .kind = CTX_EV_TOLD, .node = id, .other = from, .detail = 1, .flags = CTX_WHY_PARENT, .task = 1);
}

static trace_t *finish(trace_t *t)
{
    ev(t, .kind = CTX_EV_CANCEL_END, .node = 3, .task = 1);
    ev(t, .kind = CTX_EV_END);
    return t;
}

/* Requests in a moving window of 1,000: each derives, starts a task, works, is cancelled and freed. */
static void request(trace_t *t, uint32_t i, int64_t time, uint32_t site)
{
    uint32_t node = i + 4, task = i + 2;
    ev(t, .kind = CTX_EV_NODE_NEW, .node = node, .other = 3, .task = 1, .detail = CTX_NODE_TIMER, .value = time + 50, .time = time,
       .site = site);
    ev(t, .kind = CTX_EV_HANDLE_NEW, .node = node, .other = i + 1, .task = 1);
    ev(t, .kind = CTX_EV_NODE_LINK, .node = node, .other = 3, .task = 1);
    ev(t, .kind = CTX_EV_TIMER_ARM, .node = node, .other = i + 1, .task = 1, .value = time + 50);
    ev(t, .kind = CTX_EV_TASK_NEW, .node = node, .other = task, .task = 1);
    if (i < 1000)
        return;
    node -= 1000, task -= 1000;
    ev(t, .kind = CTX_EV_WORK, .node = node, .task = task, .aux = 1);
    ev(t, .kind = CTX_EV_HANDLE_RELEASE, .node = node, .task = 1, .other = i - 999);
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = node, .task = 1, .detail = 1, .flags = CTX_WHY_RELEASE);
    ev(t, .kind = CTX_EV_TOLD, .node = node, .task = 1, .detail = 1, .flags = CTX_WHY_RELEASE);
    ev(t, .kind = CTX_EV_CANCEL_END, .node = node, .task = 1, .value = 1);
    ev(t, .kind = CTX_EV_NODE_UNLINK, .node = node, .other = 3, .task = 1);
    ev(t, .kind = CTX_EV_NOTICED, .node = node, .task = task, .detail = 2);
    ev(t, .kind = CTX_EV_TASK_END, .task = task);
    ev(t, .kind = CTX_EV_NODE_FREE, .node = node, .task = task);
}

static trace_t *window(size_t n)
{
    trace_t *t = start();
    uint32_t site = learner(t, 20);
    for (uint32_t i = 0; trace_count(t) < n; i++)
        request(t, i, (int64_t)i + 1, site);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *wide(size_t n)
{
    trace_t *t = start();
    uint32_t children = (uint32_t)(n / 4), site = learner(t, 20);
    for (uint32_t i = 0; i < children; i++)
        derive(t, i + 4, 3, site);
    cancel_first(t);
    for (uint32_t i = 0; i < children; i++)
        tell(t, i + 4, 3);
    return finish(t);
}

static trace_t *chain(size_t n)
{
    trace_t *t = start();
    uint32_t nodes = (uint32_t)(n / 4), site = learner(t, 20);
    for (uint32_t i = 0; i < nodes; i++)
        derive(t, i + 4, i + 3, site);
    cancel_first(t);
    for (uint32_t i = 0; i < nodes; i++)
        tell(t, i + 4, i + 3);
    return finish(t);
}

/* Parents by chance, from 50 lines: little folds, much breaks out. */
static trace_t *tree(size_t n)
{
    trace_t *t = start();
    uint32_t nodes = (uint32_t)(n / 4), site[50], *up = malloc((nodes + 4) * sizeof *up);
    for (int i = 0; i < 50; i++)
        site[i] = learner(t, 100 + i);
    for (uint32_t i = 0; up && i < nodes; i++)
        derive(t, i + 4, up[i] = i ? 4 + dice(i) : 3, site[dice(50)]);
    cancel_first(t);
    for (uint32_t i = 0; up && i < nodes; i++)
        tell(t, i + 4, up[i]);
    free(up);
    return finish(t);
}

/* A thousand requests, each with many below it: one row, and all of it is counted there. */
static trace_t *nested(size_t n)
{
    enum { REQUESTS = 1000 };
    trace_t *t = start();
    uint32_t each = (uint32_t)(n / 4 / REQUESTS), nodes = REQUESTS * (each + 1), request = learner(t, 20), part = learner(t, 30);
    for (uint32_t i = 0; i < nodes; i++)
        derive(t, i + 4, i % (each + 1) ? i + 4 - i % (each + 1) : 3, i % (each + 1) ? part : request);
    cancel_first(t);
    for (uint32_t i = 0; i < nodes; i++)
        tell(t, i + 4, i % (each + 1) ? i + 4 - i % (each + 1) : 3);
    return finish(t);
}

/* Work under anyone of many, by anyone of many: no two events near each other. */
static trace_t *scattered(size_t n)
{
    trace_t *t = start();
    uint32_t many = (uint32_t)(n / 20), site = learner(t, 20), what = text(t, "ping");
    for (uint32_t i = 0; i < many; i++) {
        derive(t, i + 4, 3, site);
        ev(t, .kind = CTX_EV_TASK_NEW, .other = i + 2, .node = i + 4, .task = 1, .site = site);
    }
    for (uint32_t i = 0; trace_count(t) < n; i++) {
        uint32_t who = dice(many);
        ev(t, .kind = CTX_EV_WORK, .node = dice(many) + 4, .task = who + 2, .aux = what, .site = site);
    }
    return finish(t);
}

const shape_t shapes[] = {
    {"window", "requests, a thousand at a time", 14, window},
    {"wide", "one parent, cancelled", 4, wide},
    {"chain", "one below the other, cancelled", 4, chain},
    {"tree", "parents by chance, 50 lines, cancelled", 4, tree},
    {"nested", "a thousand requests, hundreds below each", 4, nested},
    {"scattered", "work by chance over many nodes and tasks", 20, scattered},
    {0},
};

trace_t *shape_make(const char *name, size_t events)
{
    for (const shape_t *s = shapes; s->name; s++)
        if (!strcmp(s->name, name))
            return s->make(events);
    for (const shape_t *s = attacks; s->name; s++)
        if (!strcmp(s->name, name))
            return s->make(events);
    return NULL;
}
