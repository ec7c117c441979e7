/* cascade_sum.c — what a cascade is in words; in numbers: cascade_count.c. */
#include "cascade_sum.h"

#include <inttypes.h>
#include <stdlib.h>

#include "sentence.h"
#include "text.h"

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
    else /* the scenario's root, at teardown or where a schedule has a cancel dropped */
        tui_add(buf, size, 0, "%s", sentence_caller(v->trace, ev) ? "the caller" : task);
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
