/* backstage.c — see backstage.h. The program has to do with a task that ever was at a line of it, with a context that such a task works
 * under or that a line of it touches, and with all that this one hangs below.
 */
#include "backstage.h"

#include <stdlib.h>
#include <string.h>

#include "ctx_event.h"

void backstage_free(backstage_t *b)
{
    free(b->node);
    free(b->task);
    free(b->run);
    *b = (backstage_t){0};
}

typedef struct sites { unsigned char *own; uint32_t count; } sites_t; /* 0 not asked yet, 1 the program's, 2 the scenario's */

static bool site_own(sites_t *s, const trace_t *t, uint32_t site)
{
    if (!site || site >= s->count)
        return false;
    if (!s->own[site])
        s->own[site] = trace_site_is_harness(t, site) ? 2 : 1;
    return s->own[site] == 1;
}

static void most(uint32_t *so_far, uint32_t id) { *so_far = id >= *so_far ? id + 1 : *so_far; }

/* Room for each context, task and site that is named; false: none, or no memory. */
static bool backstage_room(backstage_t *b, sites_t *s, const trace_t *t)
{
    for (size_t i = 0; i < trace_count(t); i++) {
        const ctx_event_t *ev = trace_event(t, i);
        most(&b->nodes, ev->node);
        most(&b->tasks, ev->task);
        most(&s->count, ev->site);
        if (ev->kind == CTX_EV_TASK_NEW)
            most(&b->tasks, ev->other);
        if (ev->kind == CTX_EV_NODE_NEW)
            most(&b->nodes, ev->other);
    }
    b->node = calloc(b->nodes + 1, 1);
    b->task = calloc(b->tasks + 1, 1);
    s->own = calloc(s->count + 1, 1);
    return b->node && b->task && s->own && trace_count(t) < UINT32_MAX;
}

/* Children come after their parents: backwards, all that is said of a child is known when its parent's own making is met. */
static void backstage_mark(backstage_t *b, sites_t *s, const trace_t *t)
{
    bool program = false, scenario = false;

    for (size_t i = 0; i < trace_count(t); i++) {
        const ctx_event_t *ev = trace_event(t, i);
        if (!ev->site)
            continue;
        if (!site_own(s, t, ev->site)) {
            scenario = true;
            continue;
        }
        program = true;
        b->task[ev->task] = b->node[ev->node] = 1;
    }
    for (size_t i = trace_count(t); i > 0; i--) {
        const ctx_event_t *ev = trace_event(t, i - 1);
        if (ev->kind == CTX_EV_TASK_NEW && b->task[ev->other])
            b->node[ev->node] = 1;
        if (ev->kind == CTX_EV_NODE_NEW && b->node[ev->node] && ev->node)
            b->node[ev->other] = 1;
    }
    b->task[0] = b->node[0] = 0;
    b->known = program && scenario;
}

/* What is said to the person, and what ends a run, is never passed over. */
static bool speaks(const ctx_event_t *ev)
{
    switch (ev->kind) {
    case CTX_EV_MARK: case CTX_EV_NOTE: case CTX_EV_OUTPUT: case CTX_EV_SCENE_FAIL: case CTX_EV_TEARDOWN: case CTX_EV_GAP: case CTX_EV_SNAPSHOT_END:
    case CTX_EV_END: case CTX_EV_CHOICE: case CTX_EV_WAITING:
        return true;
    default: return ev->kind >= CTX_EV_PANIC && ev->kind != CTX_EV_CLOCK && ev->kind != CTX_EV_STEP;
    }
}

static bool is_backstage(const backstage_t *b, const ctx_event_t *ev)
{
    if (speaks(ev) || b->task[ev->task] || b->node[ev->node])
        return false;
    if (ev->kind == CTX_EV_TASK_NEW)
        return !b->task[ev->other];
    return true;
}

static bool run_add(backstage_t *b, size_t from, size_t to)
{
    if (b->runs == b->capacity) {
        uint32_t room = b->capacity ? b->capacity * 2 : 16;
        backstage_run_t *more = realloc(b->run, room * sizeof *more);
        if (!more)
            return false;
        b->run = more;
        b->capacity = room;
    }
    b->run[b->runs++] = (backstage_run_t){(uint32_t)from, (uint32_t)to};
    b->events += to - from + 1;
    return true;
}

static void backstage_runs(backstage_t *b, const trace_t *t)
{
    size_t from = 0, count = trace_count(t);

    for (size_t i = 0; i <= count; i++) {
        bool here = i < count && is_backstage(b, trace_event(t, i));
        if (here && !from)
            from = i + 1;
        if (here || !from)
            continue;
        if (i + 1 - from >= BACKSTAGE_LEAST && !run_add(b, from, i))
            return;
        from = 0;
    }
}

void backstage_look(backstage_t *b, const trace_t *t)
{
    sites_t s = {0};

    if (b->built == trace_count(t))
        return;
    backstage_free(b);
    b->built = trace_count(t);
    if (backstage_room(b, &s, t))
        backstage_mark(b, &s, t);
    if (b->known)
        backstage_runs(b, t);
    free(s.own);
}

const backstage_run_t *backstage_at(const backstage_t *b, size_t event)
{
    uint32_t low = 0, high = b->runs;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (b->run[mid].to < event)
            low = mid + 1;
        else
            high = mid;
    }
    return low < b->runs && b->run[low].from <= event ? &b->run[low] : NULL;
}

bool backstage_node(const backstage_t *b, uint32_t node) { return b->known && node && node < b->nodes && !b->node[node]; }
