/* index.c — see index.h. */
#include "index.h"

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

/* ---- one event ------------------------------------------------------------------------------------------- */

/* Ids are dense: one far beyond what the events can have made is damage, and not worth its memory. */
static bool index_absurd(const index_t *x, uint32_t id)
{
    return id > x->built + x->dropped + (1u << 20) || id > 1u << 28;
}

static index_node_t *index_node(index_t *x, uint32_t id)
{
    x->node = index_grow_(x->node, &x->node_capacity, id, sizeof *x->node);
    if (id >= x->nodes)
        x->nodes = id + 1;
    return &x->node[id];
}

static index_task_t *index_task(index_t *x, uint32_t id)
{
    x->task = index_grow_(x->task, &x->task_capacity, id, sizeof *x->task);
    if (id >= x->tasks)
        x->tasks = id + 1;
    return &x->task[id];
}

static void index_stop_add(index_t *x, uint32_t event, uint8_t kind, uint32_t cascade, uint32_t wave)
{
    if (x->stops && x->stop[x->stops - 1].event == event)
        return;
    x->stop = index_grow_(x->stop, &x->stop_capacity, x->stops, sizeof *x->stop);
    x->stop[x->stops++] = (index_stop_t){event, cascade, kind & 15u, wave & ((1u << 28) - 1)};
}

/* A foreign context has no end that is told: its news is that of what it stands on. */
static uint32_t index_news(const index_t *x, uint32_t from)
{
    for (uint32_t hops = 0; from && from < x->nodes && hops < 4096 && (!x->node[from].told || x->node[from].passes); hops++) {
        if (!x->node[from].passes && index_make_of(x, from)->kind != CTX_NODE_CUSTOM)
            return 0;
        from = x->node[from].parent;
    }
    return from ? index_cascade_of(x, from) : 0;
}

static void index_cascade_open(index_t *x, const ctx_event_t *ev, uint32_t at)
{
    uint32_t id = ev->flags == CTX_WHY_FORWARD ? index_news(x, x->node[ev->node].parent) : 0;

    if (!id) {
        x->cascade = index_grow_(x->cascade, &x->cascade_capacity, x->cascades, sizeof *x->cascade);
        x->cascade[x->cascades++] = (index_cascade_t){.node = ev->node, .first = at};
        index_stop_add(x, at, STOP_CASCADE, x->cascades, 0);
        id = x->cascades;
    }
    if (x->calls == INDEX_CALLS && x->call[0].cascade)
        x->cascade[x->call[0].cascade - 1].calls--;
    if (x->calls == INDEX_CALLS)
        memmove(x->call, x->call + 1, --x->calls * sizeof *x->call);
    x->call[x->calls].task = ev->task;
    x->call[x->calls].node = ev->node;
    x->call[x->calls++].cascade = id;
    x->cascade[id - 1].calls++;
    x->cascade[id - 1].over = 0;
}

/* Whose news this is: several may be under way at once, each told by one task. Of a call that was lost in a gap, what is above knows. */
static uint32_t index_whose(const index_t *x, const ctx_event_t *ev)
{
    bool travelled = ev->flags == CTX_WHY_PARENT || ev->flags == CTX_WHY_FORWARD;

    for (uint32_t i = x->calls; i-- > 0;)
        if (x->call[i].task == ev->task && (ev->flags == CTX_WHY_PARENT || x->call[i].node == ev->node))
            return x->call[i].cascade;
    return travelled ? index_news(x, ev->other ? ev->other : x->node[ev->node].parent) : 0;
}

/* A forwarder's news travels in a wave of its own, after all that the call itself told. */
static uint32_t index_later(const index_t *x, const index_cascade_t *c, uint32_t from)
{
    uint32_t after = x->node[c->node].wave + (c->last ? c->direct : c->waves);

    for (uint32_t hops = 0; from && hops < 4096 && (!x->node[from].told || x->node[from].passes); hops++)
        from = x->node[from].parent;
    return from && x->node[from].told && x->node[from].wave + 1 > after ? x->node[from].wave + 1 : after;
}

static void cascade_tells(index_cascade_t *c, uint32_t node)
{
    enum { FEW = sizeof c->few / sizeof *c->few };

    if (!c->capacity && c->told < FEW) {
        c->few[c->told++] = node;
        return;
    }
    if (!c->capacity) {
        uint32_t *member = index_grow_(NULL, &c->capacity, FEW, sizeof *member);
        memcpy(member, c->few, sizeof c->few);
        c->member = member;
    }
    c->member = index_grow_(c->member, &c->capacity, c->told, sizeof *c->member);
    c->member[c->told++] = node;
}

static void index_told(index_t *x, const ctx_event_t *ev, uint32_t at)
{
    index_node_t *d = index_node(x, ev->node);

    if (d->told)
        return;
    d->told = at;
    crowd_touch_(x, ev->node, at);
    uint32_t wave = ev->other && ev->other < x->nodes && ev->other != ev->node ? x->node[ev->other].wave + 1 : 0;
    uint32_t id = x->resync.on ? 0 : index_whose(x, ev);
    if (ev->flags == CTX_WHY_FORWARD && id && x->cascade[id - 1].node != ev->node)
        wave = index_later(x, &x->cascade[id - 1], d->parent);
    if (!x->node[ev->node].passes)
        x->node[ev->node].wave = wave;
    if (!id) /* born dead, or an after-func that was stopped: no news travelled */
        return;
    index_cascade_t *c = &x->cascade[id - 1];
    cascade_tells(c, ev->node);
    x->quiets -= c->quiet;
    c->quiet = false;
    if (ev->flags == CTX_WHY_FORWARD && c->node != ev->node)
        index_stop_add(x, at, STOP_FORWARD, id, wave);
    if (wave + 1 > c->waves) {
        c->waves = wave + 1;
        if (wave)
            index_stop_add(x, at, STOP_WAVE, id, wave);
    }
}

/* Every handle is given back some time. Where that told nobody but its own context, there is nothing to stop at. */
static bool index_quiet(index_t *x, uint32_t id)
{
    index_cascade_t *c = &x->cascade[id - 1];
    uint32_t i = x->stops;

    uint32_t tasks = 0;

    for (uint32_t node = c->node; node && node < x->nodes; node = x->node[node].value)
        tasks += x->node[node].tasks;
    c->quiet = c->told <= 1 && !tasks && trace_event(x->trace, c->first - 1)->flags == CTX_WHY_RELEASE;
    x->quiets += c->quiet;
    while (c->quiet && i > 0 && x->stop[i - 1].event > c->first)
        i--;
    if (c->quiet && i > 0 && x->stop[i - 1].event == c->first && x->stop[i - 1].cascade == id) {
        memmove(&x->stop[i - 1], &x->stop[i], (x->stops - i) * sizeof *x->stop);
        x->stops--;
    }
    return c->quiet;
}

static void index_cascade_end(index_t *x, const ctx_event_t *ev, uint32_t at)
{
    uint32_t call = x->calls, id = 0;

    while (call > 0 && (x->call[call - 1].node != ev->node || x->call[call - 1].task != ev->task))
        call--;
    if (call > 0)
        id = x->call[call - 1].cascade;
    if (id && --x->cascade[id - 1].calls == 0)
        x->cascade[id - 1].over = at;
    if (call > 0)
        memmove(x->call + call - 1, x->call + call, (x->calls-- - call) * sizeof *x->call);
    for (uint32_t i = x->cascades; i-- > 0 && x->cascades - i < 64;)
        if (x->cascade[i].node == ev->node && !x->cascade[i].last) {
            x->cascade[i].last = at;
            x->cascade[i].direct = x->cascade[i].waves;
            if (!index_quiet(x, i + 1))
                index_stop_add(x, at, STOP_TOLD_ALL, i + 1, 0);
            return;
        }
}

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
static void index_task_event(index_t *x, uint32_t task, uint32_t at)
{
    const ctx_event_t *ev = trace_event(x->trace, at - 1);
    index_task_t *t = index_task(x, task);
    bool waits = ev->kind == CTX_EV_TASK_BLOCK && ev->task == task;

    if (!task || (t->events && task_events(t)[t->events - 1] == at))
        return;
    t->seen = t->seen ? t->seen : at;
    if (!waits && !t->waits)
        return;
    task_event_add(t, at);
    t->waits = waits;
}

/* What a value over this parent ends with. */
static uint32_t index_ends(const index_t *x, uint32_t parent)
{
    const index_node_t *p = &x->node[parent];
    uint8_t kind = index_make_of(x, parent)->kind;

    return p->passes ? p->wave : kind == CTX_NODE_CANCEL || kind == CTX_NODE_TIMER || kind == CTX_NODE_CUSTOM || kind == CTX_NODE_AFTER_FUNC ? parent : 0;
}

/* The context that a question to this one ends at: itself, or what is below the values. [0] for those that never end. */
static index_node_t *index_carrier(index_t *x, uint32_t node)
{
    return x->node[node].passes ? &x->node[x->node[node].wave] : &x->node[node];
}

/* A foreign context has no end that is told: who runs with it, and who notices it, is under what it stands on as well. [0] for
 * the others. */
static index_node_t *index_below_foreign(index_t *x, uint32_t node)
{
    uint32_t on = (uint32_t)(index_carrier(x, node) - x->node), from = on;

    for (uint32_t hops = 0; on && hops < 4096 && index_make_of(x, on)->kind == CTX_NODE_CUSTOM; hops++)
        on = index_ends(x, x->node[on].parent);
    return &x->node[on == from ? 0 : on];
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

static void index_task_new(index_t *x, const ctx_event_t *ev, uint32_t at)
{
    index_task_t *t = index_task(x, ev->other);

    if (t->made) { /* a resync names it again, and says below whether it waits */
        index_task_event(x, ev->other, at);
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
        index_node_t *d = index_node(x, ev->node);
        t->late = !x->resync.on && (d->passes ? index_carrier(x, ev->node) : d)->told; /* in a snapshot who was told may stand before its tasks */
        index_joins(x, d);
        if (d->passes)
            index_joins(x, index_carrier(x, ev->node));
        index_joins(x, index_below_foreign(x, ev->node));
    }
    index_task_event(x, ev->other, at);
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

static void index_task_end(index_t *x, const ctx_event_t *ev, uint32_t at)
{
    index_task_t *t = index_task(x, ev->task);

    t->ended = at;
    index_task_event(x, ev->task, at);
    if (!t->node)
        return;
    index_node_t *d = index_node(x, t->node);
    if (d->passes) {
        d->tasks -= d->tasks > 0;
        d = index_carrier(x, t->node);
    }
    index_leaves(x, d, at, t->late);
    index_leaves(x, index_below_foreign(x, t->node), at, t->late);
}

/* A parent nobody has seen being made stands as a root of its own until its event comes, if it ever does. */
static void index_guess(index_t *x, uint32_t node, uint32_t at)
{
    index_node_t *d = index_node(x, node);

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
    index_node_t *d = index_node(x, ev->node);

    if ((d->made && !d->guessed) || ev->node == 0)
        return; /* a resync names it again */
    bool late = d->guessed;
    if (late)
        index_unguess(x, d);
    index_guess(x, ev->other == ev->node ? 0 : ev->other, at);
    d = index_node(x, ev->node);
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
    index_make_t make = {.kind = kind, .site = ev->site, .aux = kind == CTX_NODE_AFTER_FUNC ? 0 : ev->aux};
    group_add_(x, group_find_(x, parent, make), ev->node);
    chain_join_(x, ev->node);
    crowd_touch_(x, ev->node, at);
}

static void index_freed(index_t *x, uint32_t node, uint32_t at)
{
    index_node(x, node)->freed = at;
    crowd_touch_(x, node, at);
}

static void index_notices(index_t *x, uint32_t node, uint32_t at)
{
    if (!node || x->node[node].noticed)
        return;
    x->node[node].noticed = at;
    crowd_touch_(x, node, at);
}

static void index_noticed(index_t *x, uint32_t node, uint32_t at)
{
    index_notices(x, (uint32_t)(index_node(x, node) - x->node), at);
    index_notices(x, (uint32_t)(index_carrier(x, node) - x->node), at);
    index_node_t *below = index_below_foreign(x, node);
    if (below->told) /* else the foreign one ended by itself */
        index_notices(x, (uint32_t)(below - x->node), at);
}

/* The task that runs it belongs to it, not to the root it was started under. */
static void index_after_run(index_t *x, const ctx_event_t *ev, uint32_t at)
{
    index_task_t *t = index_task(x, ev->other);
    index_node_t *d = index_node(x, ev->node);

    index_notices(x, ev->node, at);
    if (!ev->other || t->ended)
        return;
    index_node_t *under = index_carrier(x, t->node);
    under->tasks -= t->node && under->tasks > 0;
    t->node = ev->node;
    d->tasks++;
}

/* ---- after a gap ----------------------------------------------------------------------------------------- */

static void index_gap(index_t *x, const ctx_event_t *ev)
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

static void index_named(index_t *x, const ctx_event_t *ev)
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
    index_task_event(x, task, at);
    if (t->node) {
        index_carrier(x, t->node)->tasks = 0;
        index_below_foreign(x, t->node)->tasks = 0;
    }
}

/* Who was not named has ended while nothing was heard: when, and how, is not known. So have the cascades. */
static void index_whole(index_t *x, uint32_t at)
{
    for (uint32_t i = 3; x->resync.on && i < x->resync.nodes; i++)
        if (!x->resync.node[i] && x->node[i].made && !x->node[i].freed && !x->node[i].guessed)
            index_freed(x, i, at);
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

/* ---------------------------------------------------------------------------------------------------------- */

static void index_one(index_t *x, const ctx_event_t *ev, uint32_t at)
{
    bool other = ev->kind == CTX_EV_NODE_NEW || ev->kind == CTX_EV_TASK_NEW || ev->kind == CTX_EV_AFTER_REG || ev->kind == CTX_EV_AFTER_RUN;
    if (index_absurd(x, ev->node) || index_absurd(x, ev->task) || (other && index_absurd(x, ev->other)))
        return;
    if (x->resync.on && (ev->kind == CTX_EV_NODE_NEW || ev->kind == CTX_EV_AFTER_REG || ev->kind == CTX_EV_TASK_NEW))
        index_named(x, ev);
    if (ev->task)
        index_task_event(x, ev->task, at);
    switch (ev->kind) {
    case CTX_EV_NODE_NEW: index_node_new(x, ev, ev->detail, at); break;
    case CTX_EV_AFTER_REG: index_node_new(x, ev, CTX_NODE_AFTER_FUNC, at); break;
    case CTX_EV_AFTER_RUN: index_after_run(x, ev, at); break;
    case CTX_EV_AFTER_STOP:
        if (ev->flags & 1)
            index_freed(x, ev->node, at);
        break;
    case CTX_EV_NODE_FREE:
        if (!index_node(x, ev->node)->freed)
            index_freed(x, ev->node, at);
        break;
    case CTX_EV_TOLD: index_told(x, ev, at); break;
    case CTX_EV_NOTICED: index_noticed(x, ev->node, at); break;
    case CTX_EV_CANCEL_CALL: index_cascade_open(x, ev, at); break;
    case CTX_EV_CANCEL_END: index_cascade_end(x, ev, at); break;
    case CTX_EV_TASK_NEW: index_task_new(x, ev, at); break;
    case CTX_EV_TASK_END: index_task_end(x, ev, at); break;
    case CTX_EV_GAP: index_gap(x, ev); break;
    case CTX_EV_SNAPSHOT_END: index_whole(x, at); break;
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

/* ---- look-ups -------------------------------------------------------------------------------------------- */

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

const index_stop_t *index_stop_after(const index_t *x, size_t n)
{
    uint32_t low = 0, high = x->stops;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (x->stop[mid].event <= n)
            low = mid + 1;
        else
            high = mid;
    }
    return low < x->stops ? &x->stop[low] : NULL;
}

const index_stop_t *index_stop_before(const index_t *x, size_t n)
{
    uint32_t low = 0, high = x->stops;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (x->stop[mid].event < n)
            low = mid + 1;
        else
            high = mid;
    }
    return low ? &x->stop[low - 1] : NULL;
}

uint32_t index_cascade_at(const index_t *x, size_t n)
{
    uint32_t low = 0, high = x->cascades;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (x->cascade[mid].first <= n)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

uint32_t cascade_told(const index_t *x, const index_cascade_t *c, size_t n)
{
    const uint32_t *member = cascade_members(c);
    uint32_t low = 0, high = c->told;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (x->node[member[mid]].told <= n)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

uint32_t index_cascade_of(const index_t *x, uint32_t node)
{
    uint32_t told = x->node[node].told;

    for (uint32_t id = told ? index_cascade_at(x, told) : 0, tries = 0; id > 0 && tries < 64; id--, tries++) {
        const index_cascade_t *c = &x->cascade[id - 1];
        uint32_t place = cascade_told(x, c, told - 1); /* its members were told one after the other */
        if (place < c->told && cascade_members(c)[place] == node)
            return id;
    }
    return 0;
}
