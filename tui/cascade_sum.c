/* cascade_sum.c — see cascade_sum.h. */
#include "cascade_sum.h"

#include <inttypes.h>
#include <stdlib.h>

#include "sentence.h"
#include "text.h"

typedef struct lateness { int64_t *ns; uint32_t count; } lateness_t;

static int compare_ns(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static void lateness_sum(lateness_t *l, int64_t p[3])
{
    bool sorted = true;

    for (uint32_t i = 1; i < l->count && sorted; i++)
        sorted = l->ns[i - 1] <= l->ns[i];
    if (!sorted)
        qsort(l->ns, l->count, sizeof *l->ns, compare_ns);
    p[0] = l->count ? l->ns[(l->count - 1) / 2] : 0;
    p[1] = l->count ? l->ns[(uint32_t)(((uint64_t)l->count * 99 + 99) / 100 - 1)] : 0; /* of fewer than a hundred: the last */
    p[2] = l->count ? l->ns[l->count - 1] : 0;
}

static void cascade_count(const view_t *v, const index_cascade_t *c, cascade_sum_t *s, lateness_t l[3], int64_t start)
{
    for (uint32_t i = 0; i < c->told; i++) {
        const index_node_t *d = &v->index.node[c->member[i]];
        const uint32_t at[3] = {d->told, d->noticed, d->stopped};
        if (d->told > v->n)
            break;
        s->told++;
        uint32_t wave = d->wave - v->index.node[c->node].wave;
        s->wave[wave < WAVES_SHOWN ? wave : WAVES_SHOWN]++;
        if (wave + 1 > s->waves)
            s->waves = wave + 1;
        for (int k = 0; k < 3; k++)
            if (at[k] && at[k] <= v->n)
                l[k].ns[l[k].count++] = trace_event(v->trace, at[k] - 1)->time - start;
        bool listened = c->member[i] < v->model->nodes && (v->model->node[c->member[i]].listeners || (d->stopped && d->stopped <= v->n));
        s->listening += listened || (d->noticed && d->noticed <= v->n);
        if (listened && !(d->noticed && d->noticed <= v->n) && !(d->stopped && d->stopped <= v->n)) {
            if (s->stragglers < STRAGGLERS_SHOWN)
                s->straggler[s->stragglers] = c->member[i];
            s->stragglers++;
        }
    }
}

const cascade_sum_t *cascade_sum(const view_t *v, uint32_t id)
{
    static cascade_sum_t s; /* kept until the position changes: moving a cursor costs nothing */
    const index_cascade_t *c = &v->index.cascade[id - 1];
    lateness_t l[3] = {{0}};

    if (s.id == id && s.at == v->n + 1 && s.serial == v->serial)
        return &s;
    s = (cascade_sum_t){.id = id, .at = v->n + 1, .serial = v->serial};
    int64_t *ns = malloc(sizeof *ns * 3 * (c->told + 1u));
    if (!ns)
        return &s;
    for (uint32_t k = 0; k < 3; k++)
        l[k].ns = ns + (c->told + 1u) * k;
    cascade_count(v, c, &s, l, trace_event(v->trace, c->first - 1)->time);
    for (int k = 0; k < 3; k++) {
        s.count[k] = l[k].count;
        lateness_sum(&l[k], s.p[k]);
    }
    free(ns);
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
