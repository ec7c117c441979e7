/* pen.h — what the drawn traces are drawn with: the events the engine writes for such a run. Each file that draws has a pen of
 * its own.
 */
#ifndef PEN_H
#define PEN_H

#include <string.h>

#include "trace.h"

#define FILE_NAME "server.c"
#define MS(n) ((int64_t)(n) * 1000000)

static trace_t *t;
static uint64_t seq;
static int64_t now;
static uint32_t task, nodes, handles, timers, tasks;
enum { KEPT = 1100000 };
static uint32_t owner[KEPT]; /* of a handle: its node */
static bool kept[KEPT];     /* a handle nobody gives back */
static uint32_t set_of[KEPT]; /* of a node: the set it is in */

static inline uint32_t at(int line)
{
    return line ? trace_add_site(t, FILE_NAME, line, line < 14 ? "tick_worker" : line < 22 ? "handle_request" : "serve") : 0;
}

static inline void put(ctx_event_t ev, int line)
{
    ev.seq = ++seq;
    ev.time = now;
    if (!ev.task)
        ev.task = task;
    ev.site = at(line);
    trace_add(t, &ev);
}

static inline void start(const char *program)
{
    t = trace_new(CTX_TRACE_VIRTUAL, program);
    seq = 0;
    now = 0;
    nodes = handles = timers = 0;
    task = tasks = 1;
    memset(kept, 0, sizeof kept);
    memset(owner, 0, sizeof owner);
    memset(set_of, 0, sizeof set_of);
    put((ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = 1, .aux = trace_add_text(t, "serve")}, 0);
}

static inline uint32_t background(void)
{
    uint32_t id = ++nodes;
    put((ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_BACKGROUND, .node = id, .value = INT64_MAX}, 0);
    return id;
}

static inline uint32_t derive(unsigned kind, uint32_t parent, int64_t deadline, const char *text, int line)
{
    uint32_t id = ++nodes;
    put((ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = (uint8_t)kind, .node = id, .other = parent, .value = deadline,
                      .aux = text ? trace_add_text(t, text) : 0}, line);
    return id;
}

static inline void link_to(uint32_t node, uint32_t set)
{
    if (node < KEPT)
        set_of[node] = set;
    put((ctx_event_t){.kind = CTX_EV_NODE_LINK, .node = node, .other = set}, 0);
}

static inline uint32_t handle(uint32_t node, int line)
{
    if (handles + 1 < KEPT)
        owner[handles + 1] = node;
    put((ctx_event_t){.kind = CTX_EV_HANDLE_NEW, .node = node, .other = ++handles}, line);
    return handles;
}

static inline uint32_t cancelable(uint32_t parent, uint32_t set, int line)
{
    uint32_t id = derive(CTX_NODE_CANCEL, parent, INT64_MAX, NULL, line);
    if (set)
        link_to(id, set);
    handle(id, line);
    return id;
}

static inline uint32_t timeout(uint32_t parent, uint32_t set, int64_t deadline, int line)
{
    uint32_t id = derive(CTX_NODE_TIMER, parent, deadline, NULL, line);
    if (set)
        link_to(id, set);
    put((ctx_event_t){.kind = CTX_EV_TIMER_ARM, .node = id, .other = ++timers, .value = deadline}, 0);
    handle(id, line);
    return id;
}

static inline uint32_t go(uint32_t node, const char *name, int line)
{
    put((ctx_event_t){.kind = CTX_EV_TASK_NEW, .node = node, .other = ++tasks, .aux = trace_add_text(t, name)}, line);
    return tasks;
}

static inline void block(unsigned op, uint32_t node, bool deaf, int line)
{
    put((ctx_event_t){.kind = CTX_EV_TASK_BLOCK, .detail = (uint8_t)op, .node = node, .other = 1, .aux = deaf}, line);
}

static inline void wake(unsigned op) { put((ctx_event_t){.kind = CTX_EV_TASK_WAKE, .detail = (uint8_t)op}, 9); }
static inline void end_task(void) { put((ctx_event_t){.kind = CTX_EV_TASK_END}, 10); }
static inline void noticed(uint32_t node, unsigned how, int line) { put((ctx_event_t){.kind = CTX_EV_NOTICED, .node = node, .detail = (uint8_t)how}, line); }
static inline void work(uint32_t node, const char *what) { put((ctx_event_t){.kind = CTX_EV_WORK, .node = node, .aux = trace_add_text(t, what)}, 11); }
static inline void clock_to(int64_t to)
{
    int64_t from = now;
    uint32_t keep = task;
    now = to;
    task = 0;
    put((ctx_event_t){.kind = CTX_EV_CLOCK, .value = from}, 0);
    task = keep;
}

static inline void cancel_call(uint32_t node, const char *cause, int line)
{
    put((ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = node, .other = 1, .detail = 1, .aux = cause ? trace_add_text(t, cause) : 0}, line);
}

static inline void told(uint32_t node, uint32_t from, unsigned why, unsigned err, const char *cause)
{
    put((ctx_event_t){.kind = CTX_EV_TOLD, .node = node, .other = from, .flags = (uint8_t)why, .detail = (uint8_t)err,
                      .aux = cause ? trace_add_text(t, cause) : 0}, 0);
}

static inline void cancel_end(uint32_t node, int64_t count)
{
    put((ctx_event_t){.kind = CTX_EV_CANCEL_END, .node = node, .value = count}, 0);
    if (node < KEPT && set_of[node])
        put((ctx_event_t){.kind = CTX_EV_NODE_UNLINK, .node = node, .other = set_of[node]}, 0);
}
static inline void release(uint32_t node, uint32_t h, int line) { put((ctx_event_t){.kind = CTX_EV_HANDLE_RELEASE, .node = node, .other = h}, line); }
static inline void mark(const char *name) { put((ctx_event_t){.kind = CTX_EV_MARK, .aux = trace_add_text(t, name)}, 34); }

/* Gives every handle back, so that only what a picture is about is found in it. */
static inline void tidy(void)
{
    task = 1;
    for (uint32_t h = 1; h <= handles; h++)
        if (!kept[h] && owner[h])
            release(owner[h], h, 33);
}

static inline void finish(unsigned detail)
{
    task = 0;
    put((ctx_event_t){.kind = CTX_EV_END, .detail = (uint8_t)detail, .value = (int64_t)seq}, 0);
}

static inline uint32_t server(uint32_t *root)
{
    *root = cancelable(background(), 0, 24);
    return timeout(*root, *root, MS(5000), 27);
}

#endif
