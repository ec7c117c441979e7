/* model.c — what each event changes.
 *
 * Ids come from a file and may be anything: one that is too far out is treated as 0, and entry 0 of every table stays
 * empty. A parent must be older than its child; so the tree has no cycles whatever the file says.
 *
 * Whatever is changed is reached through edit_*, which makes it exist and marks it for the next keyframe. A pointer from
 * one is good until the next edit_* of the same table with another id.
 */
#include <string.h>

#include "model_priv.h"

/* Lateness that is allowed (catalog rule "Select"): once done is ready another arm wins at most twice running, three
 * iterations in all; a long computation of small steps may look every hundredth. */
enum { BUSY_RECEIVES = 5, LATE_WORK = 3, LATE_STEPS = 100 };

/* ---- reaching things ------------------------------------------------------------------------------------- */

static size_t id_limit(const model_t *m)
{
    size_t lost = m->lost < (1u << 18) ? (size_t)m->lost : 1u << 18;
    return TRACE_ID_SLACK + m->trace->count + lost;
}

static inline void *edit(model_t *m, int which, uint32_t id)
{
    table_t *t = &m->priv->table[which];
    if (__builtin_expect(id >= t->count, 0)) {
        if (id > id_limit(m))
            return NULL;
        model_table_grow_(m, which, id);
    }
    t->dirty[id >> t->shift] = 1;
    return (char *)t->base + (size_t)id * t->stride;
}

static inline model_node_t *edit_node(model_t *m, uint32_t id) { return id ? edit(m, TABLE_NODE, id) : NULL; }
static inline model_task_t *edit_task(model_t *m, uint32_t id) { return id ? edit(m, TABLE_TASK, id) : NULL; }
static inline model_handle_t *edit_handle(model_t *m, uint32_t id) { return id ? edit(m, TABLE_HANDLE, id) : NULL; }
static inline model_timer_t *edit_timer(model_t *m, uint32_t id) { return id ? edit(m, TABLE_TIMER, id) : NULL; }
static inline model_chan_t *edit_chan(model_t *m, uint32_t id) { return id ? edit(m, TABLE_CHAN, id) : NULL; }
static inline model_cascade_t *edit_cascade(model_t *m, uint32_t id) { return id ? edit(m, TABLE_CASCADE, id) : NULL; }

static model_text_t *edit_text(model_t *m, uint32_t text)
{
    text = trace_same_text(m->trace, text);
    return text && text < m->trace->texts ? edit(m, TABLE_TEXT, text) : NULL;
}

static inline uint32_t carrier_of(const model_t *m, uint32_t node)
{
    return node < m->nodes ? m->node[node].carrier : 0;
}

static void peak(uint32_t *most, uint32_t now)
{
    if (now > *most)
        *most = now;
}

/* ---- nodes ----------------------------------------------------------------------------------------------- */

static bool is_root_kind(uint8_t kind)
{
    return kind == CTX_NODE_BACKGROUND || kind == CTX_NODE_TODO;
}

static bool carries(uint8_t kind)
{
    return kind == CTX_NODE_CANCEL || kind == CTX_NODE_TIMER || kind == CTX_NODE_AFTER_FUNC;
}

/* One node more or less is alive: said to every ancestor, unless some tree is too deep for that. */
static void count_live(model_t *m, uint32_t id, int change)
{
    const model_node_t *node = &m->node[id];
    if (is_root_kind(node->kind))
        return;
    m->live_nodes += (uint32_t)change;
    peak(&m->peak_nodes, m->live_nodes);
    if (node->depth > DEEP)
        m->priv->state.deep = true;
    if (m->priv->state.deep)
        return;
    for (uint32_t up = node->parent; up; up = m->node[up].parent)
        edit_node(m, up)->live_below += (uint32_t)change;
}

void model_sum_below_(model_t *m)
{
    struct model_private *p = m->priv;
    p->below = trace_grow32_(p->below, &p->below_capacity, m->nodes, sizeof *p->below);
    memset(p->below, 0, m->nodes * sizeof *p->below);
    for (uint32_t i = m->nodes; i-- > 1;) {
        const model_node_t *node = &m->node[i];
        bool live = node->state == NODE_LIVE && !is_root_kind(node->kind);
        if (node->parent)
            p->below[node->parent] += p->below[i] + live;
        if (node->live_below != p->below[i])
            edit_node(m, i)->live_below = p->below[i];
    }
}

static void chain(model_t *m, uint32_t id, uint32_t *first, uint32_t *last)
{
    if (*last)
        edit_node(m, *last)->next = id;
    else
        *first = id;
    m->node[id].prev = *last;
    *last = id;
}

static void enter_tree(model_t *m, uint32_t id, uint32_t parent)
{
    model_node_t *node = &m->node[id];
    if (!parent) {
        chain(m, id, &m->priv->state.first_root, &m->priv->state.last_root);
        m->priv->state.roots++;
        return;
    }
    model_node_t *up = edit_node(m, parent);
    node->parent = parent;
    node->depth = up->depth + 1;
    up->children++;
    chain(m, id, &up->first_child, &up->last_child);
}

static void new_node(model_t *m, const ctx_event_t *ev, uint8_t kind)
{
    model_node_t *node = edit_node(m, ev->node);
    if (!node)
        return;
    if (node->state != NODE_UNSEEN) { /* a resync says what we knew */
        node->resync_ = m->priv->state.resync;
        return;
    }
    uint32_t parent = ev->other < ev->node ? ev->other : 0;
    node->state = NODE_LIVE;
    node->kind = kind;
    node->made_by = ev->task;
    node->made_at = ev->site;
    node->made = ev->time;
    node->made_event = m->applied + 1;
    node->deadline = node->asked_deadline = kind == CTX_NODE_AFTER_FUNC ? INT64_MAX : ev->value;
    node->name_text = kind == CTX_NODE_AFTER_FUNC ? 0 : ev->aux;
    node->resync_ = m->priv->state.resync;
    enter_tree(m, ev->node, parent);
    bool passes_on = kind == CTX_NODE_VALUE || kind == CTX_NODE_CUSTOM || kind == CTX_NODE_STOP;
    node->under_detach = kind == CTX_NODE_WITHOUT_CANCEL || (parent && m->node[parent].under_detach);
    node->carrier = carries(kind) ? ev->node : passes_on ? carrier_of(m, parent) : 0;
    count_live(m, ev->node, 1);
}

static void leave_set(model_t *m, model_node_t *node)
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
    leave_set(m, node);
    node->set = ev->other;
    edit_node(m, ev->other)->in_set++;
}

static void detach(model_t *m, model_node_t *node, int64_t time)
{
    if (node->detached_event)
        return;
    node->detached = time;
    node->detached_event = m->applied + 1;
}

static void unlink_node(model_t *m, const ctx_event_t *ev)
{
    model_node_t *node = edit_node(m, ev->node);
    if (!node || ev->flags & 1)
        return;
    leave_set(m, node);
    detach(m, node, ev->time);
}

static void free_node(model_t *m, uint32_t id, int64_t time)
{
    model_node_t *node = edit_node(m, id);
    if (!node || node->state == NODE_FREED)
        return;
    if (node->state == NODE_LIVE)
        count_live(m, id, -1);
    leave_set(m, node);
    node->state = NODE_FREED;
    if (time != INT64_MIN)
        detach(m, node, time);
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

static void node_event(model_t *m, const ctx_event_t *ev)
{
    switch (ev->kind) {
    case CTX_EV_NODE_NEW: new_node(m, ev, ev->detail); return;
    case CTX_EV_NODE_LINK: link_node(m, ev); return;
    case CTX_EV_NODE_UNLINK: unlink_node(m, ev); return;
    case CTX_EV_NODE_FREE: free_node(m, ev->node, ev->time); return;
    case CTX_EV_FORWARDER: forwarder(m, ev); return;
    default: break;
    }
    model_node_t *node = edit_node(m, ev->node);
    if (!node)
        return;
    if (ev->kind == CTX_EV_DONE_MADE)
        node->done = ev->flags & 1 ? 3 : node->told_event ? 2 : 1;
    else if (ev->kind == CTX_EV_KEEP || ev->kind == CTX_EV_DROP)
        node->refs_seen = ev->aux;
    else if (ev->kind == CTX_EV_DOMINATED) {
        node->dominated = 1;
        node->dominated_cause = ev->flags & 1;
        node->asked_deadline = ev->value;
    }
}

/* ---- cancellation ---------------------------------------------------------------------------------------- */

static uint32_t open_cascade(model_t *m, const ctx_event_t *ev)
{
    uint32_t id = m->cascades;
    model_cascade_t *c = edit_cascade(m, id);
    if (!c)
        return 0;
    *c = (model_cascade_t){.node = ev->node, .task = ev->task, .site = ev->site, .err = ev->detail, .why = ev->flags,
                           .cause_text = ev->aux, .first_event = m->applied + 1, .start = ev->time, .end = INT64_MIN};
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
    node->told_site = ev->site ? ev->site : c->site;
    node->straggles = node->listeners > 0;
    c->stragglers += node->straggles;
}

static void told(model_t *m, const ctx_event_t *ev)
{
    model_node_t *node = edit_node(m, ev->node);
    if (!node || node->told_event)
        return;
    if (node->state == NODE_LIVE)
        count_live(m, ev->node, -1);
    node = &m->node[ev->node];
    node->state = node->state == NODE_FREED ? NODE_FREED : NODE_TOLD;
    node->err = ev->detail;
    node->why = ev->flags;
    node->born_done = ev->flags == CTX_WHY_BORN;
    node->told = ev->time;
    node->told_event = m->applied + 1;
    node->told_by = ev->task;
    node->told_from = ev->other;
    node->cause_text = ev->aux;
    node->carrier = ev->node; /* a custom context that was told has an end of its own */
    node->done = node->done == 1 ? 2 : node->done;
    if (ev->flags == CTX_WHY_PARENT && node->set) { /* a cascade takes each child out of the set before telling it */
        leave_set(m, node);
        detach(m, node, ev->time);
    }
    join_cascade(m, ev);
}

static void cancel_end(model_t *m, const ctx_event_t *ev)
{
    const model_node_t *node = edit_node(m, ev->node);
    model_cascade_t *c = node ? edit_cascade(m, node->cascade) : NULL;
    if (!c)
        return;
    c->last_event = m->applied + 1;
    c->end = ev->time;
    if (!c->direct_waves)
        c->direct_waves = c->waves;
}

static void no_longer_straggles(model_t *m, model_node_t *node)
{
    model_cascade_t *c = node->straggles ? edit_cascade(m, node->cascade) : NULL;
    node->straggles = 0;
    if (c && c->stragglers)
        c->stragglers--;
}

static void notice_node(model_t *m, uint32_t id, const ctx_event_t *ev)
{
    model_node_t *node = edit_node(m, id);
    if (!node || node->noticed_event)
        return;
    node->used = 1;
    node->noticed = ev->time;
    node->noticed_event = m->applied + 1;
    node->noticed_by = ev->task;
    no_longer_straggles(m, node);
}

static void noticed(model_t *m, const ctx_event_t *ev)
{
    uint32_t carrier = carrier_of(m, ev->node);
    notice_node(m, ev->node, ev);
    if (carrier && carrier != ev->node)
        notice_node(m, carrier, ev);
    model_task_t *task = edit_task(m, ev->task);
    if (!task || ev->detail != 2)
        return;
    uint32_t about = carrier ? carrier : ev->node;
    task->done_wins_after = task->done_node == about ? task->done_wins_after + 1 : 1;
    task->done_node = about;
    if (task->done_wins_after == BUSY_RECEIVES && !task->busy_event) {
        task->busy_event = m->applied + 1;
        task->busy_site = trace_site_is_harness(m->trace, ev->site) && task->own_site ? task->own_site : ev->site;
    }
    if (task->done_wins_after > task->busy_count)
        task->busy_count = task->done_wins_after;
}

/* Somebody watches `id`: a live one was seen alive. */
static void look_at(model_t *m, uint32_t id)
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

static void cancel_event(model_t *m, const ctx_event_t *ev)
{
    switch (ev->kind) {
    case CTX_EV_CANCEL_CALL: cancel_call(m, ev); break;
    case CTX_EV_TOLD: told(m, ev); break;
    case CTX_EV_CANCEL_END: cancel_end(m, ev); break;
    case CTX_EV_NOTICED: noticed(m, ev); break;
    case CTX_EV_LIVE_SEEN: look_at(m, ev->node); break;
    default: break;
    }
}

/* ---- handles, timers, after_funcs, channels -------------------------------------------------------------- */

static void new_handle(model_t *m, const ctx_event_t *ev)
{
    model_handle_t *h = edit_handle(m, ev->other);
    if (!h)
        return;
    h->resync_ = m->priv->state.resync;
    if (h->state)
        return;
    h->state = 1;
    h->node = ev->node;
    h->made_at = ev->site;
    h->made_by = ev->task;
    h->made_event = m->applied + 1;
    peak(&m->peak_handles, ++m->held_handles);
    model_node_t *node = edit_node(m, ev->node);
    if (node && !node->handle)
        node->handle = ev->other;
}

static void release_handle(model_t *m, const ctx_event_t *ev)
{
    model_handle_t *h = edit_handle(m, ev->other);
    if (!h || h->state == 2)
        return;
    m->held_handles -= h->state == 1;
    h->state = 2;
    h->released_at = ev->site;
    h->released_event = m->applied + 1;
}

static void set_timer(model_t *m, model_timer_t *t, uint8_t state)
{
    m->armed_timers -= t->state == 1;
    m->armed_timers += state == 1;
    peak(&m->peak_timers, m->armed_timers);
    t->state = state;
}

static void arm_timer(model_t *m, const ctx_event_t *ev)
{
    model_timer_t *t = edit_timer(m, ev->other);
    if (!t)
        return;
    if (!t->state) {
        t->made_at = ev->site;
        t->made_by = ev->task;
    }
    t->node = ev->node;
    t->chan = ev->aux;
    t->ticker = ev->flags & 1;
    t->when = ev->value;
    t->armed_event = m->applied + 1;
    t->resync_ = m->priv->state.resync;
    set_timer(m, t, 1);
    model_node_t *node = edit_node(m, ev->node);
    if (node && !node->timer)
        node->timer = ev->other;
}

static void timer_event(model_t *m, const ctx_event_t *ev)
{
    if (ev->kind == CTX_EV_TIMER_ARM) {
        arm_timer(m, ev);
        return;
    }
    model_timer_t *t = edit_timer(m, ev->other);
    if (!t || t->state == 4)
        return;
    if (ev->kind == CTX_EV_TIMER_STOP)
        set_timer(m, t, t->state == 1 ? 2 : t->state);
    else if (ev->kind == CTX_EV_TIMER_FREE)
        set_timer(m, t, 4);
    else if (!t->ticker) /* a ticker that fired is armed again */
        set_timer(m, t, 3);
}

static void chan_event(model_t *m, const ctx_event_t *ev)
{
    model_chan_t *c = edit_chan(m, ev->other);
    if (!c)
        return;
    switch (ev->kind) {
    case CTX_EV_CHAN_NEW:
        c->made_at = ev->site;
        c->type_text = ev->aux;
        c->capacity = ev->value;
        c->state = c->state ? c->state : 1;
        c->resync_ = m->priv->state.resync;
        break;
    case CTX_EV_CHAN_SEND:
    case CTX_EV_CHAN_RECV: c->length = ev->value; break;
    case CTX_EV_CHAN_CLOSE: c->state = 2; break;
    case CTX_EV_CHAN_FREE: c->state = 3; break;
    default: break;
    }
}

/* ---- tasks ----------------------------------------------------------------------------------------------- */

static void listen(model_t *m, uint32_t id, int change, int64_t time)
{
    model_node_t *node = edit_node(m, id);
    if (!node || (change < 0 && !node->listeners))
        return;
    node->listeners += (uint32_t)change;
    node->used = 1;
    if (node->listeners || change > 0)
        return;
    if (node->told_event)
        node->stopped = time;
    no_longer_straggles(m, node);
}

static void listen_both(model_t *m, uint32_t ctx, int change, int64_t time)
{
    uint32_t carrier = carrier_of(m, ctx);
    listen(m, ctx, change, time);
    if (carrier && carrier != ctx)
        listen(m, carrier, change, time);
}

static void new_task(model_t *m, const ctx_event_t *ev)
{
    model_task_t *t = edit_task(m, ev->other);
    if (!t)
        return;
    t->resync_ = m->priv->state.resync;
    if (t->made_event || t->state == TASK_ENDED)
        return;
    m->live_tasks += t->state == TASK_UNSEEN;
    peak(&m->peak_tasks, m->live_tasks);
    t->state = TASK_RUNNING;
    t->ctx = ev->node;
    t->parent = ev->task;
    t->name_text = ev->aux;
    t->made_at = ev->site;
    t->made = t->since = ev->time;
    t->made_event = m->applied + 1;
    listen_both(m, ev->node, 1, ev->time);
}

static void end_task(model_t *m, uint32_t id, int64_t time)
{
    model_task_t *t = edit_task(m, id);
    if (!t || t->state == TASK_ENDED)
        return;
    m->live_tasks -= t->state != TASK_UNSEEN;
    t->state = TASK_ENDED;
    t->ended = t->since = time;
    t->ended_event = m->applied + 1;
    listen_both(m, t->ctx, -1, time);
}

/* Waits that only other tasks of the program end (a join, a lock) are theirs to shorten. */
static bool is_own_wait(uint8_t op)
{
    return op == CTX_OP_RECV || op == CTX_OP_SEND || op == CTX_OP_SELECT || op == CTX_OP_SLEEP || op == CTX_OP_SEM_ACQUIRE;
}

/* How long it heard nothing of an end that had already come */
static void woke_deaf(const model_t *m, model_task_t *t, int64_t now)
{
    if (t->state != TASK_BLOCKED || !t->deaf || !is_own_wait(t->op) || !model_is_told(m, t->ctx))
        return;
    int64_t told = m->node[carrier_of(m, t->ctx)].told, from = told > t->since ? told : t->since;
    if (now <= from || now - from <= t->deaf_ns)
        return;
    t->deaf_ns = now - from;
    t->deaf_op = t->op;
    t->deaf_event = m->applied + 1;
    t->deaf_site = trace_site_is_harness(m->trace, t->site) ? t->own_site : t->site;
}

static void task_event(model_t *m, const ctx_event_t *ev)
{
    if (ev->kind == CTX_EV_TASK_NEW) {
        new_task(m, ev);
        return;
    }
    if (ev->kind == CTX_EV_TASK_END) {
        end_task(m, ev->task, ev->time);
        return;
    }
    model_task_t *t = edit_task(m, ev->task);
    if (!t || t->state == TASK_ENDED)
        return;
    if (ev->kind == CTX_EV_TASK_BLOCK) {
        look_at(m, ev->node);
        t->state = TASK_BLOCKED;
        t->op = ev->detail;
        t->deaf = ev->aux & 1;
        t->object = ev->other;
        t->listens = ev->node;
        t->since = ev->time;
    } else if (ev->kind == CTX_EV_TASK_WAKE) {
        woke_deaf(m, t, ev->time);
        t->state = TASK_RUNNING;
        t->since = ev->time;
        t->object = t->listens = t->deaf = 0;
    }
}

/* Every event of a task says where it is; most are a step of its own program. */
static void note_task(model_t *m, const ctx_event_t *ev)
{
    model_task_t *t = edit_task(m, ev->task);
    if (!t)
        return;
    if (t->state == TASK_UNSEEN) { /* a thread that was there before the trace */
        t->state = TASK_RUNNING;
        t->since = ev->time;
        peak(&m->peak_tasks, ++m->live_tasks);
    }
    t->resync_ = m->priv->state.resync;
    t->last_event = m->applied + 1;
    if (ev->site && ev->kind < CTX_EV_PANIC) {
        t->site = ev->site;
        unsigned owner = trace_site_owner_(m->trace, ev->site);
        if (owner != SITE_SCENERY)
            t->own_site = owner == SITE_OWN ? ev->site : 0;
    }
    if (ev->kind == CTX_EV_TASK_BLOCK || ev->kind == CTX_EV_TASK_WAKE || ev->kind >= CTX_EV_PANIC)
        return;
    t->steps++;
    if (model_is_told(m, t->ctx))
        t->steps_since_told++;
}

/* ---- the scenario ---------------------------------------------------------------------------------------- */

static void count_work(model_t *m, uint32_t id, bool late)
{
    model_node_t *node = edit_node(m, id);
    if (!node)
        return;
    node->used = 1;
    node->last_work_event = m->applied + 1;
    node->work_after += late;
    node->work_before += !late;
}

/* Has a context that `id` was detached from ended? */
static bool outlives(const model_t *m, uint32_t id)
{
    if (id >= m->nodes || !m->node[id].under_detach)
        return false;
    for (unsigned i = 0; id && i < DEEP; i++, id = m->node[id].parent)
        if (m->node[id].told_event)
            return true;
    return false;
}

/* Work under an ended context is late; so is work under a fresh root by a task whose own context has ended. What was
 * detached on purpose is not. */
static void late_work(model_t *m, const ctx_event_t *ev, bool late)
{
    model_task_t *t = edit_task(m, ev->task);
    bool detached = ev->node < m->nodes && m->node[ev->node].under_detach;
    if (!t || !(late || (!detached && model_is_told(m, t->ctx))))
        return;
    t->late_work += ev->value == 0;
    t->late_looks += ev->value != 0;
    if (t->late_event || (t->late_work <= LATE_WORK && t->late_looks <= LATE_STEPS))
        return;
    t->late_event = m->applied + 1;
    t->late_site = trace_site_is_harness(m->trace, ev->site) && t->own_site ? t->own_site : ev->site;
}

static void work(model_t *m, const ctx_event_t *ev)
{
    bool late = model_is_told(m, ev->node);
    uint32_t carrier = carrier_of(m, ev->node);
    model_text_t *text = edit_text(m, ev->aux);
    if (text) {
        text->work++;
        text->work_after += late;
        text->work_outlived += outlives(m, ev->node);
    }
    count_work(m, ev->node, late);
    if (carrier && carrier != ev->node)
        count_work(m, carrier, late);
    late_work(m, ev, late);
}

static void mark(model_t *m, const ctx_event_t *ev)
{
    model_mark_t *mark = edit(m, TABLE_MARK, m->marks);
    if (mark)
        *mark = (model_mark_t){.text = ev->aux, .event = m->applied + 1, .time = ev->time};
    model_text_t *text = edit_text(m, ev->aux);
    if (text)
        text->mark_event = m->applied + 1;
    if (!strcmp(trace_text(m->trace, ev->aux), "idle"))
        m->idle_event = m->applied + 1;
}

static void scene_event(model_t *m, const ctx_event_t *ev)
{
    if (ev->kind == CTX_EV_WORK)
        work(m, ev);
    else if (ev->kind == CTX_EV_MARK)
        mark(m, ev);
    else if (ev->kind == CTX_EV_TEARDOWN)
        m->teardown_event = m->applied + 1;
    else {
        model_text_t *text = edit_text(m, ev->aux);
        if (!text)
            return;
        text->notes += ev->kind == CTX_EV_NOTE;
        text->fails += ev->kind == CTX_EV_SCENE_FAIL;
        if (ev->kind == CTX_EV_COUNT && __builtin_add_overflow(text->count, ev->value, &text->count))
            text->count = ev->value < 0 ? INT64_MIN : INT64_MAX;
    }
}

/* ---- gaps ------------------------------------------------------------------------------------------------ */

/* Lost records may have ended anything. The resync names all that is alive: the rest is gone, when is unknown. */
static void end_resync(model_t *m)
{
    uint32_t now = m->priv->state.resync;
    m->priv->state.resyncing = false;
    for (uint32_t i = 1; i < m->nodes; i++)
        if (m->node[i].state != NODE_UNSEEN && m->node[i].resync_ != now && !is_root_kind(m->node[i].kind))
            free_node(m, i, INT64_MIN);
    for (uint32_t i = 1; i < m->tasks; i++)
        if (m->task[i].state != TASK_UNSEEN && m->task[i].resync_ != now)
            end_task(m, i, INT64_MIN);
    for (uint32_t i = 1; i < m->handles; i++)
        if (m->handle[i].state == 1 && m->handle[i].resync_ != now) {
            edit_handle(m, i)->state = 2;
            m->held_handles--;
        }
    for (uint32_t i = 1; i < m->timers; i++)
        if (m->timer[i].state == 1 && m->timer[i].resync_ != now)
            set_timer(m, edit_timer(m, i), 4);
    for (uint32_t i = 1; i < m->chans; i++)
        if (m->chan[i].state && m->chan[i].resync_ != now)
            edit_chan(m, i)->state = 3;
}

static void format_event(model_t *m, const ctx_event_t *ev)
{
    if (ev->kind == CTX_EV_GAP) {
        m->lost += ev->value > 0 ? (uint64_t)ev->value : 0;
        m->priv->state.resync++;
        m->priv->state.resyncing = true;
    } else if (ev->kind == CTX_EV_SNAPSHOT_END && m->priv->state.resyncing) {
        end_resync(m);
    } else if (ev->kind == CTX_EV_END) {
        m->ended = true;
        m->end_detail = ev->detail;
    }
}

/* ---- one event ------------------------------------------------------------------------------------------- */

static void use(model_t *m, uint32_t id)
{
    model_node_t *node = edit_node(m, id);
    if (node)
        node->used = 1;
}

static void handle_event(model_t *m, const ctx_event_t *ev)
{
    if (ev->kind == CTX_EV_HANDLE_RELEASE)
        release_handle(m, ev);
    else
        new_handle(m, ev);
}

void model_event_(model_t *m, const ctx_event_t *ev)
{
    m->now = ev->time;
    if (ev->task && !m->priv->state.resyncing)
        note_task(m, ev);
    switch (ev->kind >> 3) {
    case CTX_EV_SITE >> 3: format_event(m, ev); break;
    case CTX_EV_NODE_NEW >> 3:
    case CTX_EV_DROP >> 3: node_event(m, ev); break;
    case CTX_EV_CANCEL_CALL >> 3: cancel_event(m, ev); break;
    case CTX_EV_HANDLE_NEW >> 3: handle_event(m, ev); break;
    case CTX_EV_TIMER_ARM >> 3: timer_event(m, ev); break;
    case CTX_EV_AFTER_REG >> 3:
        if (ev->kind == CTX_EV_AFTER_REG)
            new_node(m, ev, CTX_NODE_AFTER_FUNC);
        break;
    case CTX_EV_VALUE >> 3: use(m, ev->node); break;
    case CTX_EV_TASK_NEW >> 3: task_event(m, ev); break;
    case CTX_EV_CHAN_NEW >> 3:
        if (ev->kind <= CTX_EV_CHAN_FREE)
            chan_event(m, ev);
        else if (ev->kind == CTX_EV_SELECT)
            look_at(m, ev->node);
        break;
    case CTX_EV_WORK >> 3: scene_event(m, ev); break;
    case CTX_EV_CLOCK >> 3: m->slow_clock |= ev->kind == CTX_EV_CLOCK && (ev->flags & 1); break;
    default: break;
    }
}

model_text_t model_text(const model_t *m, const char *text)
{
    const table_t *t = &m->priv->table[TABLE_TEXT];
    uint32_t id = trace_find_text(m->trace, text);
    return id && id < t->count ? ((const model_text_t *)t->base)[id] : (model_text_t){0};
}
