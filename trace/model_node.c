/* model_node.c — what events change about contexts: making, linking, freeing.
 *
 * A parent must be there before its child; so the tree has no cycles whatever a damaged file says. (On threads a parent's
 * number may be the higher one.)
 */
#include "model_edit.h"

bool model_is_root_kind_(uint8_t kind)
{
    return kind == CTX_NODE_BACKGROUND || kind == CTX_NODE_TODO;
}

static bool carries(uint8_t kind)
{
    return kind == CTX_NODE_CANCEL || kind == CTX_NODE_TIMER || kind == CTX_NODE_AFTER_FUNC;
}

void model_count_live_(model_t *m, uint32_t id, int change)
{
    if (model_is_root_kind_(m->node[id].kind))
        return;
    m->live_nodes += (uint32_t)change;
    peak(&m->peak_nodes, m->live_nodes);
}

/* Siblings are linked from the youngest back: a new one changes its parent only. */
static void enter_tree(model_t *m, uint32_t id, uint32_t parent)
{
    model_node_t *up = parent ? edit_node(m, parent) : NULL, *node = &m->node[id];
    uint32_t *last = up ? &up->last_child : &m->priv->state.last_root;
    node->parent = parent;
    node->prev = *last;
    *last = id;
    if (up)
        up->children++;
    else
        m->priv->state.roots++;
}

void model_new_node_(model_t *m, const ctx_event_t *ev, uint8_t kind)
{
    model_node_t *node = edit_node_rest(m, ev->node);
    if (!node)
        return;
    if (node->state != NODE_UNSEEN) { /* a resync says what we knew */
        node->resync_ = m->priv->state.resync;
        return;
    }
    uint32_t parent = ev->other < m->nodes && m->node[ev->other].state != NODE_UNSEEN ? ev->other : 0;
    node->state = NODE_LIVE;
    node->kind = kind;
    node->made_by = ev->task;
    node->made_at = ev->site;
    node->made_event = this_event(m);
    node->deadline = kind == CTX_NODE_AFTER_FUNC ? INT64_MAX : ev->value;
    node->resync_ = m->priv->state.resync;
    enter_tree(m, ev->node, parent);
    bool passes_on = kind == CTX_NODE_VALUE || kind == CTX_NODE_CUSTOM || kind == CTX_NODE_STOP;
    node->under_detach = kind == CTX_NODE_WITHOUT_CANCEL || (parent && m->node[parent].under_detach);
    node->carrier = carries(kind) ? ev->node : passes_on ? carrier_of(m, parent) : 0;
    model_count_live_(m, ev->node, 1);
    model_task_t *by = edit_task(m, ev->task);
    if (by && kind == CTX_NODE_TIMER)
        by->made_deadline = 1;
}

void model_leave_set_(model_t *m, model_node_t *node)
{
    if (node->set) {
        model_node_t *owner = edit_node(m, node->set);
        owner->in_set -= owner->in_set > 0;
    }
    node->set = 0;
}

static void link_node(model_t *m, const ctx_event_t *ev)
{
    if (!edit_node(m, ev->other) || !edit_node(m, ev->node))
        return;
    model_node_t *node = edit_node(m, ev->node);
    model_leave_set_(m, node);
    node->set = ev->other;
    edit_node(m, ev->other)->in_set++;
}

void model_detach_(model_t *m, model_node_t *node)
{
    if (!node->detached_event)
        node->detached_event = this_event(m);
}

static void unlink_node(model_t *m, const ctx_event_t *ev)
{
    model_node_t *node = edit_node(m, ev->node);
    if (!node || ev->flags & 1)
        return;
    model_leave_set_(m, node);
    model_detach_(m, node);
}

void model_free_node_(model_t *m, uint32_t id, int64_t time)
{
    model_node_t *node = edit_node(m, id);
    if (!node || node->state == NODE_FREED)
        return;
    if (node->state == NODE_LIVE)
        model_count_live_(m, id, -1);
    model_leave_set_(m, node);
    node->state = NODE_FREED;
    if (time != INT64_MIN)
        model_detach_(m, node);
}

/* The snapshot that follows a gap names those that are there. */
void model_forget_forwarders_(model_t *m)
{
    for (uint32_t i = 1; i < m->nodes && m->forwarders; i++)
        if (m->node[i].forwarder == 1) {
            edit_node(m, i)->forwarder = 2;
            m->forwarders--;
        }
}

static void forwarder(model_t *m, const ctx_event_t *ev)
{
    model_node_t *node = edit_node(m, ev->node);
    if (!node)
        return;
    if (ev->detail == 1 && node->forwarder != 1)
        m->forwarders++;
    if (ev->detail == 2 && node->forwarder == 1)
        m->forwarders--;
    node->forwarder = ev->detail;
}

void model_node_event_(model_t *m, const ctx_event_t *ev)
{
    switch (ev->kind) {
    case CTX_EV_NODE_NEW: model_new_node_(m, ev, ev->detail); return;
    case CTX_EV_NODE_LINK: link_node(m, ev); return;
    case CTX_EV_NODE_UNLINK: unlink_node(m, ev); return;
    case CTX_EV_NODE_FREE: model_free_node_(m, ev->node, ev->time); return;
    case CTX_EV_FORWARDER: forwarder(m, ev); return;
    default: break;
    }
    model_node_t *node = edit_node(m, ev->node);
    if (!node)
        return;
    if (ev->kind == CTX_EV_DONE_MADE)
        node->done = ev->flags & 1 ? 3 : node->told_event ? 2 : 1;
    else if (ev->kind == CTX_EV_DOMINATED) {
        node->dominated = 1;
        node->dominated_cause = (ev->flags & 1) != 0;
        edit_node_rest(m, ev->node)->dominated_event = this_event(m);
        model_task_t *by = edit_task(m, ev->task);
        if (by)
            by->made_deadline = 1;
    }
}
