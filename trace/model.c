/* model.c — one event after the other: what each changes. Contexts, cancellation and tasks have a file each; handles, timers,
 * channels and gaps are here.
 */
#include "model_edit.h"

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
    h->made_event = this_event(m);
    peak(&m->peak_handles, ++m->held_handles);
    model_node_t *node = edit_node(m, ev->node);
    if (node && !node->handle)
        edit_node_rest(m, ev->node)->handle = ev->other;
}

static void release_handle(model_t *m, const ctx_event_t *ev)
{
    model_handle_t *h = edit_handle(m, ev->other);
    if (!h || h->state == 2)
        return;
    m->held_handles -= h->state == 1;
    h->state = 2;
    h->released_event = this_event(m);
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
    t->armed_event = this_event(m);
    t->resync_ = m->priv->state.resync;
    set_timer(m, t, 1);
    model_node_t *node = edit_node(m, ev->node);
    if (node && !node->timer)
        edit_node_rest(m, ev->node)->timer = ev->other;
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

/* ---- gaps ------------------------------------------------------------------------------------------------ */

/* Lost records may have ended anything. The resync names all that is alive: the rest is gone, when is unknown. */
static void end_resync(model_t *m)
{
    uint32_t now = m->priv->state.resync;
    m->priv->state.resyncing = false;
    for (uint32_t i = 1; i < m->nodes; i++)
        if (m->node[i].state != NODE_UNSEEN && m->node[i].resync_ != now && !model_is_root_kind_(m->node[i].kind)) {
            m->found_ended += m->node[i].state == NODE_LIVE && m->node[i].carrier == i && m->node[i].made_event < m->priv->state.gap_event;
            model_free_node_(m, i, INT64_MIN);
        }
    for (uint32_t i = 1; i < m->tasks; i++)
        if (m->task[i].state != TASK_UNSEEN && m->task[i].resync_ != now)
            model_end_task_(m, i, INT64_MIN);
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
        m->priv->state.gap_event = this_event(m);
        m->priv->state.resyncing = true;
        model_forget_forwarders_(m);
        model_forget_rows_(m);
    } else if (ev->kind == CTX_EV_SNAPSHOT_END && m->priv->state.resyncing) {
        m->priv->state.unsure_before = ev->value;
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
    if (ev->kind == CTX_EV_GAP || m->priv->state.resyncing || ev->time < m->priv->state.unsure_before)
        m->seen_from = m->applied + 1;
    if (ev->task && !m->priv->state.resyncing)
        model_note_task_(m, ev);
    switch (ev->kind >> 3) {
    case CTX_EV_SITE >> 3: format_event(m, ev); break;
    case CTX_EV_NODE_NEW >> 3:
    case CTX_EV_DROP >> 3: model_node_event_(m, ev); break;
    case CTX_EV_CANCEL_CALL >> 3: model_cancel_event_(m, ev); break;
    case CTX_EV_HANDLE_NEW >> 3: handle_event(m, ev); break;
    case CTX_EV_TIMER_ARM >> 3: timer_event(m, ev); break;
    case CTX_EV_AFTER_REG >> 3:
        if (ev->kind == CTX_EV_AFTER_REG)
            model_new_node_(m, ev, CTX_NODE_AFTER_FUNC);
        break;
    case CTX_EV_VALUE >> 3: use(m, ev->node); break;
    case CTX_EV_TASK_NEW >> 3: model_task_event_(m, ev); break;
    case CTX_EV_CHAN_NEW >> 3:
        if (ev->kind <= CTX_EV_CHAN_FREE)
            chan_event(m, ev);
        else if (ev->kind == CTX_EV_SELECT)
            model_look_at_(m, ev->node);
        break;
    case CTX_EV_WORK >> 3: model_scene_event_(m, ev); break;
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
