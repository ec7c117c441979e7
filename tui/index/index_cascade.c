/* index_cascade.c — cascades: which call told whom, in which wave, and the places where one stops to look. */
#include <string.h>

#include "index_parts.h"

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

void index_cascade_open_(index_t *x, const ctx_event_t *ev, uint32_t at)
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

void index_told_(index_t *x, const ctx_event_t *ev, uint32_t at)
{
    index_node_t *d = index_node_(x, ev->node);

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

void index_cascade_end_(index_t *x, const ctx_event_t *ev, uint32_t at)
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

/* ---- look-ups -------------------------------------------------------------------------------------------- */

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
