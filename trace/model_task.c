/* model_task.c — what events change about tasks, and what the scenario says.
 */
#include <string.h>

#include "model_edit.h"

enum { LATE_WORK = 3, LATE_STEPS = 100 }; /* lateness that is allowed: a long computation may look every hundredth step */
enum { DEEP = 64 }; /* ancestors looked at: a chain of a million must not be climbed for each unit of work */

static void listen(model_t *m, uint32_t id, int change, bool known)
{
    model_node_t *node = edit_node(m, id);
    if (!node || (change < 0 && !node->listeners))
        return;
    node->listeners += (uint32_t)change;
    node->used = 1;
    if (change > 0)
        node->stopped_event = 0; /* those before had stopped; this one has not */
    if (node->listeners || change > 0)
        return;
    if (node->told_event)
        node->stopped_event = known ? this_event(m) : 0;
    model_no_longer_straggles_(m, node);
}

static void listen_both(model_t *m, uint32_t ctx, int change, bool known)
{
    uint32_t carrier = carrier_of(m, ctx);
    listen(m, ctx, change, known);
    if (carrier && carrier != ctx)
        listen(m, carrier, change, known);
}

static void new_task(model_t *m, const ctx_event_t *ev)
{
    model_task_t *t = edit_task_rest(m, ev->other);
    if (!t)
        return;
    t->resync_ = m->priv->state.resync;
    if (t->made_event) { /* a resync names it again, and says below whether it waits */
        if (m->priv->state.resyncing && t->state == TASK_BLOCKED) {
            t->state = TASK_RUNNING;
            t->since = ev->time;
            t->object = t->listens = t->deaf = 0;
        }
        return;
    }
    bool ended = t->state == TASK_ENDED; /* on threads its own events may come before its maker's */
    if (t->state == TASK_UNSEEN) {
        t->state = TASK_RUNNING;
        peak(&m->peak_tasks, ++m->live_tasks);
    }
    t->ctx = ev->node;
    t->parent = ev->task;
    t->name_text = ev->aux;
    t->made_at = ev->site;
    t->made = t->since = ev->time;
    t->made_event = this_event(m);
    if (!ended)
        listen_both(m, ev->node, 1, true);
    model_node_t *ctx = edit_node(m, ev->node);
    if (ctx)
        ctx->last_task_event = this_event(m);
}

void model_end_task_(model_t *m, uint32_t id, int64_t time)
{
    model_task_t *t = edit_task_rest(m, id);
    if (!t || t->state == TASK_ENDED)
        return;
    m->live_tasks -= t->state != TASK_UNSEEN;
    t->state = TASK_ENDED;
    t->ended = t->since = time;
    t->ended_event = this_event(m);
    listen_both(m, t->ctx, -1, time != INT64_MIN);
}

/* Waits that only other tasks of the program end (a join, a lock) are theirs to shorten. */
static bool is_own_wait(uint8_t op)
{
    return op == CTX_OP_RECV || op == CTX_OP_SEND || op == CTX_OP_SELECT || op == CTX_OP_SLEEP || op == CTX_OP_SEM_ACQUIRE;
}

/* How long it heard nothing of an end that had already come */
static void woke_deaf(model_t *m, uint32_t id, model_task_t *t, int64_t now)
{
    if (t->state != TASK_BLOCKED || !t->deaf || !is_own_wait(t->op) || !model_is_told(m, t->ctx))
        return;
    int64_t told = model_told(m, carrier_of(m, t->ctx)), from = told > t->since ? told : t->since;
    if (now <= from || trace_minus_(now, from) <= m->fault[t->fault].deaf_ns)
        return;
    model_fault_t *fault = edit_fault(m, id);
    fault->deaf_ns = trace_minus_(now, from);
    fault->deaf_op = t->op;
    fault->deaf_event = this_event(m);
    fault->deaf_site = trace_site_is_harness(m->trace, t->site) ? t->own_site : t->site;
}

void model_task_event_(model_t *m, const ctx_event_t *ev)
{
    if (ev->kind == CTX_EV_TASK_NEW) {
        new_task(m, ev);
        return;
    }
    if (ev->kind == CTX_EV_TASK_END) {
        model_end_task_(m, ev->task, ev->time);
        return;
    }
    model_task_t *t = edit_task(m, ev->task);
    if (!t || t->state == TASK_ENDED)
        return;
    if (ev->kind == CTX_EV_TASK_BLOCK) {
        model_look_at_(m, ev->node);
        t->state = TASK_BLOCKED;
        t->op = ev->detail;
        t->deaf = ev->aux & 1;
        t->object = ev->other;
        t->listens = ev->node;
        t->since = ev->time;
        t->before = m->priv->state.resyncing;
        if (t->before)
            t->site = ev->site;
    } else if (ev->kind == CTX_EV_TASK_WAKE) {
        woke_deaf(m, ev->task, t, ev->time);
        t->before = 0;
        t->state = TASK_RUNNING;
        t->since = ev->time;
        t->object = t->listens = t->deaf = 0;
    }
}

/* Where in the watched program a task is. The scenario calls it, and it calls functions that the scenario provides: only
 * in a task that began in the scenario does a place of the scenario mean that the watched program has been left. */
static void place(const model_t *m, model_task_t *t, uint32_t id, uint32_t site)
{
    unsigned owner = trace_site_owner_(m->trace, site);
    if (owner == SITE_OWN)
        t->own_site = site;
    if (owner != SITE_SCENARIO)
        return;
    uint32_t func = trace_same_text(m->trace, m->trace->site[site].func);
    t->of_scenario = t->of_scenario || id == 1 || func == trace_same_text(m->trace, t->name_text);
    if (t->of_scenario)
        t->own_site = 0;
}

/* Every event of a task says where it is; most are a step of its own program. */
void model_note_task_(model_t *m, const ctx_event_t *ev)
{
    model_task_t *t = edit_task(m, ev->task);
    if (!t)
        return;
    if (t->state == TASK_UNSEEN) { /* a thread that was there before the trace */
        t->state = TASK_RUNNING;
        t->since = ev->time;
        peak(&m->peak_tasks, ++m->live_tasks);
    }
    if (t->resync_ != m->priv->state.resync)
        edit_task_rest(m, ev->task)->resync_ = m->priv->state.resync;
    t->last_event = this_event(m);
    t->spins = ev->kind == CTX_EV_SPIN;
    if (t->spins && ev->site) /* where it runs on, and not where it last called the engine */
        t->site = ev->site;
    if (ev->site && ev->kind < CTX_EV_PANIC) {
        t->site = ev->site;
        place(m, t, ev->task, ev->site);
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
    node->last_work_event = this_event(m);
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
    if (this_event(m) <= m->seen_from)
        return; /* the end may be in a snapshot that was taken after this */
    if (!t || !(late || (!detached && model_is_told(m, t->ctx))))
        return;
    t->late_work += ev->value == 0;
    t->late_looks += ev->value != 0;
    if (m->fault[t->fault].late_event || (t->late_work <= LATE_WORK && t->late_looks <= LATE_STEPS))
        return;
    model_fault_t *fault = edit_fault(m, ev->task);
    fault->late_event = this_event(m);
    fault->late_site = trace_site_is_harness(m->trace, ev->site) && t->own_site ? t->own_site : ev->site;
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
        text->mark_event = this_event(m);
    if (!strcmp(trace_text(m->trace, ev->aux), "idle"))
        m->idle_event = m->applied + 1;
}

void model_scene_event_(model_t *m, const ctx_event_t *ev)
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
