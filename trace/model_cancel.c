/* model_cancel.c — cancellation: cascades as objects, who was told, who noticed.
 */
#include "model_edit.h"

enum { BUSY_RECEIVES = 5 }; /* once done is ready another arm wins at most twice running, three iterations in all */

static uint32_t open_cascade(model_t *m, const ctx_event_t *ev)
{
    uint32_t id = m->cascades;
    model_cascade_t *c = edit_cascade(m, id);
    if (!c)
        return 0;
    *c = (model_cascade_t){.node = ev->node, .task = ev->task, .site = ev->site, .err = ev->detail, .why = ev->flags,
                           .cause_text = ev->aux, .first_event = this_event(m), .start = ev->time, .end = INT64_MIN};
    return id;
}

/* What a forwarder brings belongs to the cascade that its custom parent's end came from. */
static uint32_t forwarded_cascade(const model_t *m, const model_node_t *node)
{
    uint32_t carrier = carrier_of(m, node->parent);
    return carrier && m->node[carrier].told_event ? m->node[carrier].cascade : 0;
}

static void cancel_call(model_t *m, const ctx_event_t *ev)
{
    model_node_t *node = edit_node(m, ev->node);
    if (!node || node->told_event)
        return;
    uint32_t id = ev->flags == CTX_WHY_FORWARD ? forwarded_cascade(m, node) : 0;
    node->wave = id ? m->cascade[id].direct_waves + 1 : 1;
    node->cascade = id ? id : open_cascade(m, ev);
}

/* Tells `id` into the cascade of `from`; or into its own, opened by a CANCEL_CALL or here. */
static void join_cascade(model_t *m, const ctx_event_t *ev)
{
    model_node_t *node = &m->node[ev->node];
    const model_node_t *from = ev->other && ev->other < m->nodes ? &m->node[ev->other] : NULL;
    if (from && from->cascade) {
        node->cascade = from->cascade;
        node->wave = from->wave + 1;
    } else if (!node->cascade) {
        node->cascade = open_cascade(m, ev);
        node->wave = 1;
    }
    model_cascade_t *c = edit_cascade(m, node->cascade);
    if (!c)
        return;
    c->told++;
    peak(&c->waves, node->wave);
    node->straggles = node->listeners > 0;
    c->stragglers += node->straggles;
}

static void told(model_t *m, const ctx_event_t *ev)
{
    model_node_t *node = edit_node(m, ev->node);
    if (!node || node->told_event)
        return;
    if (node->state == NODE_LIVE)
        model_count_live_(m, ev->node, -1);
    node = &m->node[ev->node];
    node->state = node->state == NODE_FREED ? NODE_FREED : NODE_TOLD;
    node->err = ev->detail;
    node->why = ev->flags;
    node->born_done = ev->flags == CTX_WHY_BORN;
    node->told_event = this_event(m);
    node->carrier = ev->node; /* a custom context that was told has an end of its own */
    node->done = node->done == 1 ? 2 : node->done;
    if (ev->flags == CTX_WHY_PARENT && node->set) { /* a cascade takes each child out of the set before telling it */
        model_leave_set_(m, node);
        model_detach_(m, node);
    }
    if (m->priv->state.resyncing) { /* what told it is not known, and was not told here */
        m->found_ended += node->made_event < m->priv->state.gap_event;
        model_leave_set_(m, &m->node[ev->node]);
        return;
    }
    join_cascade(m, ev);
}

/* What comes after a gap may be the first of another row. */
void model_forget_rows_(model_t *m)
{
    for (uint32_t i = 1; i < m->tasks; i++)
        if (m->task[i].done_wins_after)
            edit_task(m, i)->done_wins_after = 0;
}

static void cancel_end(model_t *m, const ctx_event_t *ev)
{
    const model_node_t *node = edit_node(m, ev->node);
    model_cascade_t *c = node ? edit_cascade(m, node->cascade) : NULL;
    if (!c)
        return;
    c->last_event = this_event(m);
    c->end = ev->time;
    if (!c->direct_waves)
        c->direct_waves = c->waves;
}

void model_no_longer_straggles_(model_t *m, model_node_t *node)
{
    model_cascade_t *c = node->straggles ? edit_cascade(m, node->cascade) : NULL;
    node->straggles = 0;
    if (c && c->stragglers)
        c->stragglers--;
}

static void notice_node(model_t *m, uint32_t id)
{
    model_node_t *node = edit_node(m, id);
    if (!node || node->noticed_event)
        return;
    node->used = 1;
    node->noticed_event = this_event(m);
    model_no_longer_straggles_(m, node);
}

static void noticed(model_t *m, const ctx_event_t *ev)
{
    uint32_t carrier = carrier_of(m, ev->node);
    notice_node(m, ev->node);
    if (carrier && carrier != ev->node && m->node[carrier].told_event) /* else it was a foreign one's own end */
        notice_node(m, carrier);
    model_task_t *task = edit_task(m, ev->task);
    if (!task || ev->detail != 2)
        return;
    uint32_t about = carrier ? carrier : ev->node;
    task->done_wins_after = task->done_node == about ? task->done_wins_after + 1 : 1;
    task->done_node = about;
    if (task->done_wins_after == BUSY_RECEIVES && !m->fault[task->fault].busy_event) {
        model_fault_t *fault = edit_fault(m, ev->task);
        fault->busy_event = this_event(m);
        fault->busy_site = trace_site_is_harness(m->trace, ev->site) && task->own_site ? task->own_site : ev->site;
    }
    if (task->done_wins_after > task->busy_count)
        task->busy_count = task->done_wins_after;
}

/* Somebody watches `id`: a live one was seen alive. */
void model_look_at_(model_t *m, uint32_t id)
{
    model_node_t *node = edit_node(m, id);
    if (!node)
        return;
    bool live = !model_is_told(m, id);
    node->used = 1;
    node->looked |= live;
    if (node->carrier && node->carrier != id) {
        model_node_t *carrier = edit_node(m, node->carrier);
        carrier->used = 1;
        carrier->looked |= live;
    }
}

/* The scenario's root, ended by nobody in the program and at no line: the machinery, as the schedule said. */
static bool drops(const model_t *m, const ctx_event_t *ev)
{
    bool machinery = ev->task == 0 && ev->site == 0 && ev->flags == CTX_WHY_CALL;
    return machinery && !(trace_header(m->trace)->flags & CTX_TRACE_THREADS) && m->tasks > 1 && ev->node == m->task[1].ctx;
}

void model_cancel_event_(model_t *m, const ctx_event_t *ev)
{
    switch (ev->kind) {
    case CTX_EV_CANCEL_CALL:
        m->dropped |= drops(m, ev);
        cancel_call(m, ev);
        break;
    case CTX_EV_TOLD: told(m, ev); break;
    case CTX_EV_CANCEL_END: cancel_end(m, ev); break;
    case CTX_EV_NOTICED: noticed(m, ev); break;
    case CTX_EV_LIVE_SEEN: model_look_at_(m, ev->node); break;
    default: break;
    }
}
