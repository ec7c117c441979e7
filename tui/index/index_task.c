/* index_task.c — tasks: when each waited and ran, which crew it belongs to, and what its end means for the context it ran under. */
#include <string.h>

#include "index_parts.h"

static const uint32_t *task_events(const index_task_t *t) { return t->capacity ? t->event : t->few; }

static void task_event_add(index_task_t *t, uint32_t at)
{
    enum { FEW = sizeof t->few / sizeof *t->few };

    if (!t->capacity && t->events < FEW) {
        t->few[t->events++] = at;
        return;
    }
    if (!t->capacity) {
        uint32_t *event = index_grow_(NULL, &t->capacity, FEW, sizeof *event);
        memcpy(event, t->few, sizeof t->few);
        t->event = event;
    }
    t->event = index_grow_(t->event, &t->capacity, t->events, sizeof *t->event);
    t->event[t->events++] = at;
}

/* Something was heard of a task: it waits, or it runs. Said only where that changes. */
void index_task_event_(index_t *x, uint32_t task, uint32_t at)
{
    const ctx_event_t *ev = trace_event(x->trace, at - 1);
    index_task_t *t = index_task_(x, task);
    bool waits = ev->kind == CTX_EV_TASK_BLOCK && ev->task == task;

    if (!task || (t->events && task_events(t)[t->events - 1] == at))
        return;
    t->seen = t->seen ? t->seen : at;
    if (!waits && !t->waits)
        return;
    task_event_add(t, at);
    t->waits = waits;
}

/* Names are literals of the program: a line that starts tasks of more names than these is not worth folding. */
static uint32_t index_crew(index_t *x, uint32_t name_text, uint32_t site)
{
    enum { NAMES = 16 };

    if (!site || site > 1u << 24)
        return 0;
    x->crew_at = index_grow_(x->crew_at, &x->crew_sites, site, sizeof *x->crew_at);
    uint32_t names = 0;
    for (uint32_t c = x->crew_at[site]; c; c = x->crew[c].next, names++)
        if (x->crew[c].name_text == name_text)
            return c;
    if (names >= NAMES)
        return 0;
    x->crew = index_grow_(x->crew, &x->crew_capacity, x->crews, sizeof *x->crew);
    x->crew[x->crews] = (index_crew_t){.name_text = name_text, .site = site, .next = x->crew_at[site]};
    return x->crew_at[site] = x->crews++;
}

/* One more task under it. Where those before had all stopped, it has not stopped after all; of the time between nothing is kept. */
static void index_joins(index_t *x, index_node_t *d)
{
    const uint32_t was = d->stopped;

    d->tasks++;
    d->stopped = 0;
    if (was)
        crowd_touch_(x, (uint32_t)(d - x->node), was);
}

void index_task_new_(index_t *x, const ctx_event_t *ev, uint32_t at)
{
    index_task_t *t = index_task_(x, ev->other);

    if (t->made) { /* a resync names it again, and says below whether it waits */
        index_task_event_(x, ev->other, at);
        return;
    }
    t->made = at;
    t->crew = index_crew(x, ev->aux, ev->site);
    x->crew[t->crew].count++;
    t->node = ev->node;
    t->name_text = ev->aux;
    t->site = ev->site;
    t->parent = ev->task;
    if (ev->node && !t->ended) { /* on threads its own events may come before its maker's */
        index_node_t *d = index_node_(x, ev->node);
        t->late = !x->resync.on && (d->passes ? index_carrier_(x, ev->node) : d)->told; /* in a snapshot who was told may stand before its tasks */
        index_joins(x, d);
        if (d->passes)
            index_joins(x, index_carrier_(x, ev->node));
        index_joins(x, index_below_foreign_(x, ev->node));
    }
    index_task_event_(x, ev->other, at);
}

/* One of its tasks has ended. */
static void index_leaves(index_t *x, index_node_t *d, uint32_t at, bool late)
{
    if (d->told && !late)
        d->heeded = at;
    d->tasks -= d->tasks > 0;
    if (d->tasks || !d->told)
        return;
    d->stopped = at;
    crowd_touch_(x, (uint32_t)(d - x->node), at);
}

void index_task_end_(index_t *x, const ctx_event_t *ev, uint32_t at)
{
    index_task_t *t = index_task_(x, ev->task);

    t->ended = at;
    index_task_event_(x, ev->task, at);
    if (!t->node)
        return;
    index_node_t *d = index_node_(x, t->node);
    if (d->passes) {
        d->tasks -= d->tasks > 0;
        d = index_carrier_(x, t->node);
    }
    index_leaves(x, d, at, t->late);
    index_leaves(x, index_below_foreign_(x, t->node), at, t->late);
}

/* The task that runs it belongs to it, not to the root it was started under. */
void index_after_run_(index_t *x, const ctx_event_t *ev, uint32_t at)
{
    index_task_t *t = index_task_(x, ev->other);
    index_node_t *d = index_node_(x, ev->node);

    index_notices_(x, ev->node, at);
    if (!ev->other || t->ended)
        return;
    index_node_t *under = index_carrier_(x, t->node);
    under->tasks -= t->node && under->tasks > 0;
    t->node = ev->node;
    d->tasks++;
}

/* The last of a task's events at or before n: number in its list + 1. */
static uint32_t index_task_last(const index_task_t *t, size_t n)
{
    uint32_t low = 0, high = t->events;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (task_events(t)[mid] <= n)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

int index_task_state(const index_t *x, uint32_t task, size_t n, uint32_t *event)
{
    const index_task_t *t = &x->task[task];

    *event = 0;
    if (!t->seen || t->seen > n)
        return TASK_UNSEEN;
    if (t->ended && t->ended <= n) {
        *event = t->ended;
        return TASK_ENDED;
    }
    uint32_t last = index_task_last(t, n);
    *event = last ? task_events(t)[last - 1] : t->seen;
    return trace_event(x->trace, *event - 1)->kind == CTX_EV_TASK_BLOCK ? TASK_BLOCKED : TASK_RUNNING;
}
