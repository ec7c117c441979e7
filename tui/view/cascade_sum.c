/* cascade_sum.c — see cascade_sum.h. */
#include "cascade_sum.h"

#include <inttypes.h>
#include <stdlib.h>

#include "sentence.h"
#include "text.h"

/* How long after the start: of as many as it is known of, in any order. */
typedef struct lateness { int64_t *ns; uint32_t count, capacity; } lateness_t;

static int compare_ns(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static void lateness_add(lateness_t *l, int64_t ns)
{
    l->ns = index_grow_(l->ns, &l->capacity, l->count, sizeof *l->ns);
    l->ns[l->count++] = ns;
}

/* The places of p50, p99 and the last: of fewer than a hundred the last is p99. */
static void lateness_places(uint32_t count, uint32_t place[3])
{
    place[0] = (count - 1) / 2;
    place[1] = (uint32_t)(((uint64_t)count * 99 + 99) / 100 - 1);
    place[2] = count - 1;
}

static void lateness_sum(lateness_t *l, int64_t p[3])
{
    bool sorted = true;
    uint32_t place[3];

    for (uint32_t i = 1; i < l->count && sorted; i++)
        sorted = l->ns[i - 1] <= l->ns[i];
    if (!sorted)
        qsort(l->ns, l->count, sizeof *l->ns, compare_ns);
    lateness_places(l->count, place);
    for (int k = 0; k < 3; k++)
        p[k] = l->count ? l->ns[place[k]] : 0;
    free(l->ns);
}

static int64_t time_of(const view_t *v, uint32_t event) { return trace_event(v->trace, event - 1)->time; }

/* They are in the order in which they were told, so mostly in that of the times: a million need not be kept to be sorted. */
static void told_sum(const view_t *v, const index_cascade_t *c, cascade_sum_t *s, int64_t start, bool in_order)
{
    lateness_t told = {0};
    uint32_t place[3];

    s->count[0] = s->told;
    lateness_places(s->told, place);
    for (int k = 0; k < 3 && in_order && s->told; k++)
        s->p[0][k] = time_of(v, v->index.node[cascade_members(c)[place[k]]].told) - start;
    for (uint32_t i = 0; i < s->told && !in_order; i++)
        lateness_add(&told, time_of(v, v->index.node[cascade_members(c)[i]].told) - start);
    if (!in_order)
        lateness_sum(&told, s->p[0]);
}

/* By then; and when it is so next. */
static bool happened(cascade_sum_t *s, uint32_t event, size_t n)
{
    if (event > n)
        s->to = event < s->to ? event : s->to;
    else if (event > s->from)
        s->from = event;
    return event && event <= n;
}

/* A task that was told above it will notice it here: it waits for it, though it is not the context that it was started with. */
static bool looks_later(const view_t *v, const index_node_t *d)
{
    uint32_t task = d->noticed > v->n ? trace_event(v->trace, d->noticed - 1)->task : 0;
    const index_task_t *t = task && task < v->index.tasks ? &v->index.task[task] : NULL;

    return t && t->node && t->made && t->made < d->told && v->index.node[t->node].told && v->index.node[t->node].told <= v->n;
}

static void cascade_count(const view_t *v, const index_cascade_t *c, cascade_sum_t *s)
{
    enum { AHEAD = 16 };
    int64_t start = time_of(v, c->first), last = INT64_MIN;
    lateness_t later[2] = {{0}};
    bool one_clock = (trace_header(v->trace)->flags & CTX_TRACE_VIRTUAL) != 0, in_order = true; /* there the reader has seen to it */

    for (uint32_t i = 0; i < c->told; i++) {
        const index_node_t *d = &v->index.node[cascade_members(c)[i]];
        if (!happened(s, d->told, v->n))
            break;
        if (i + AHEAD < c->told && cascade_members(c)[i + AHEAD] < v->model->nodes)
            __builtin_prefetch(&v->model->node[cascade_members(c)[i + AHEAD]].listeners);
        s->told++;
        uint32_t wave = d->wave - v->index.node[c->node].wave;
        s->wave[wave < WAVES_SHOWN ? wave : WAVES_SHOWN]++;
        s->waves = wave + 1 > s->waves ? wave + 1 : s->waves;
        if (!one_clock) {
            int64_t told = time_of(v, d->told);
            in_order = in_order && told >= last;
            last = told;
        }
        uint32_t halted = d->stopped ? d->heeded : 0; /* whoever was started there after the news is not one of those told */
        bool noticed = happened(s, d->noticed, v->n), stopped = happened(s, halted, v->n);
        if (noticed)
            lateness_add(&later[0], time_of(v, d->noticed) - start);
        if (stopped)
            lateness_add(&later[1], time_of(v, halted) - start);
        bool listened = cascade_members(c)[i] < v->model->nodes && (v->model->node[cascade_members(c)[i]].listeners || stopped || looks_later(v, d));
        s->listening += listened || noticed;
        if (listened && !noticed && !stopped) {
            if (s->stragglers < STRAGGLERS_SHOWN)
                s->straggler[s->stragglers] = cascade_members(c)[i];
            s->stragglers++;
        }
    }
    told_sum(v, c, s, start, in_order);
    for (int k = 0; k < 2; k++) {
        s->count[k + 1] = later[k].count;
        lateness_sum(&later[k], s->p[k + 1]);
    }
}

/* Who listens changes with the tasks. */
static bool no_task_between(const view_t *v, size_t a, size_t b)
{
    enum { FAR = 4096 };
    size_t from = a < b ? a : b, to = a < b ? b : a;
    bool none = to - from <= FAR && to <= trace_count(v->trace);

    for (size_t i = from; i < to && none; i++) {
        uint16_t kind = trace_event(v->trace, i)->kind;
        none = kind != CTX_EV_TASK_NEW && kind != CTX_EV_TASK_END && kind != CTX_EV_GAP && kind != CTX_EV_SNAPSHOT_END;
    }
    return none;
}

const cascade_sum_t *cascade_sum(const view_t *v, uint32_t id)
{
    static cascade_sum_t s; /* kept as long as it holds: moving a cursor costs nothing, and a step little */

    if (s.id == id && s.serial == v->serial && s.built == v->index.built && v->n >= s.from && v->n < s.to && no_task_between(v, s.at - 1, v->n)) {
        s.at = v->n + 1;
        return &s;
    }
    s = (cascade_sum_t){.id = id, .at = v->n + 1, .serial = v->serial, .to = UINT32_MAX, .built = v->index.built};
    cascade_count(v, &v->index.cascade[id - 1], &s);
    return &s;
}

/* The scope's end has no line of its own: where the handle was made says which it was. */
static void trigger_release(const view_t *v, const ctx_event_t *ev, const char *task, char *buf, size_t size)
{
    uint32_t handle = ev->other;
    trace_site_t at = trace_site(v->trace, ev->site), made = {0};

    if (handle && handle < v->model->handles)
        made = trace_site(v->trace, v->model->handle[handle].made_at);
    size_t used = tui_add(buf, size, 0, "the release of its handle");
    if (at.line)
        used = tui_add(buf, size, used, " at %s:%d", source_base(at.file), at.line);
    else if (made.line)
        used = tui_add(buf, size, used, " (made at %s:%d) at the scope's end", source_base(made.file), made.line);
    tui_add(buf, size, used, ", by %s", task);
}

void cascade_trigger(const view_t *v, uint32_t id, char *buf, size_t size)
{
    const ctx_event_t *ev = trace_event(v->trace, v->index.cascade[id - 1].first - 1);
    trace_site_t at = trace_site(v->trace, ev->site);
    char task[100];

    sentence_task(v->model, ev->task, task, sizeof task);
    if (ev->flags == CTX_WHY_RELEASE)
        trigger_release(v, ev, task, buf, size);
    else if (ev->flags == CTX_WHY_DEADLINE)
        tui_add(buf, size, 0, "its deadline");
    else if (at.line)
        tui_add(buf, size, 0, "%s at %s:%d", task, source_base(at.file), at.line);
    else /* the machinery's own: the scenario's root at teardown */
        tui_add(buf, size, 0, "%s", task);
}

bool cascade_because(const view_t *v, uint32_t id, char *buf, size_t size)
{
    const ctx_event_t *ev = trace_event(v->trace, v->index.cascade[id - 1].first - 1);
    uint32_t node = ev->task < v->index.tasks ? v->index.task[ev->task].node : 0;
    const index_node_t *d = &v->index.node[node];
    char name[160];

    if (!node || index_make_of(&v->index, node)->kind != CTX_NODE_AFTER_FUNC || !d->noticed || d->noticed >= v->index.cascade[id - 1].first)
        return false;
    uint32_t from = index_cascade_of(&v->index, node);
    if (!from || from == id)
        return false;
    sentence_node(v->model, d->parent, name, sizeof name);
    tui_add(buf, size, 0, "cascade %" PRIu32 " told %s, whose after-func this is", from, name);
    return true;
}

/* Where events were dropped a cascade may be among them. */
bool cascade_gap(const view_t *v, char *buf, size_t size)
{
    char lost[32], ended[32];

    if (v->model->lost)
        tui_add(buf, size, 0, "Events were dropped here (%s); %s contexts were found ended after it.", tui_number(v->model->lost, lost),
                tui_number(v->model->found_ended, ended));
    return v->model->lost > 0;
}

void cascade_none(const view_t *v, char *buf, size_t size)
{
    if (v->index.cascades)
        tui_add(buf, size, 0, "No cascade yet. ] goes to the first one.");
    else if (!cascade_gap(v, buf, size))
        tui_add(buf, size, 0, v->live ? "Nothing has been cancelled so far." : v->index.dropped ? "Events were dropped in this run: what was cancelled then is not known." : "Nothing is ever cancelled in this run.");
}
