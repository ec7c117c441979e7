/* model_edit.h — how the files that apply events reach what they change. Nobody else includes it.
 *
 * Ids come from a file and may be anything: one that is too far out is treated as 0, and entry 0 of every table stays
 * empty. Whatever is changed is reached through edit_*, which makes it exist and saves it for a seek back. A pointer
 * from one is good until the next edit_* of the same table with another id that does not exist yet. edit_node and edit_task are
 * for what changes often; whoever changes one of the fields after that takes edit_*_rest.
 */
#ifndef MODEL_EDIT_H
#define MODEL_EDIT_H

#include "model_priv.h"

static inline size_t id_limit(const model_t *m)
{
    size_t lost = m->lost < (1u << 18) ? (size_t)m->lost : 1u << 18;
    return TRACE_ID_SLACK + m->trace->count + lost;
}

static inline void *edit_parts(model_t *m, int which, uint32_t id, unsigned parts)
{
    table_t *t = &m->priv->table[which];
    if (__builtin_expect(id >= t->count, 0)) {
        if (id > id_limit(m))
            return NULL;
        model_table_grow_(m, which, id);
    } else if (id < t->kept && (t->touched[id] & parts) != parts) {
        model_save_(t, id, parts);
    }
    return (char *)t->base + (size_t)id * t->stride;
}

static inline void *edit(model_t *m, int which, uint32_t id)
{
    return edit_parts(m, which, id, 1 << FRONT);
}

static inline model_node_t *edit_node(model_t *m, uint32_t id) { return id ? edit(m, TABLE_NODE, id) : NULL; }
static inline model_node_t *edit_node_rest(model_t *m, uint32_t id) { return id ? edit_parts(m, TABLE_NODE, id, 1 << REST | 1 << FRONT) : NULL; }
static inline model_task_t *edit_task_rest(model_t *m, uint32_t id) { return id ? edit_parts(m, TABLE_TASK, id, 1 << REST | 1 << FRONT) : NULL; }
static inline model_task_t *edit_task(model_t *m, uint32_t id) { return id ? edit(m, TABLE_TASK, id) : NULL; }
static inline model_handle_t *edit_handle(model_t *m, uint32_t id) { return id ? edit(m, TABLE_HANDLE, id) : NULL; }
static inline model_timer_t *edit_timer(model_t *m, uint32_t id) { return id ? edit(m, TABLE_TIMER, id) : NULL; }
static inline model_chan_t *edit_chan(model_t *m, uint32_t id) { return id ? edit(m, TABLE_CHAN, id) : NULL; }
static inline model_cascade_t *edit_cascade(model_t *m, uint32_t id) { return id ? edit(m, TABLE_CASCADE, id) : NULL; }

static inline model_text_t *edit_text(model_t *m, uint32_t text)
{
    text = trace_same_text(m->trace, text);
    return text && text < m->trace->texts ? edit(m, TABLE_TEXT, text) : NULL;
}

static inline uint32_t this_event(const model_t *m) /* its number + 1 */
{
    return (uint32_t)(m->applied + 1);
}

static inline uint32_t carrier_of(const model_t *m, uint32_t node)
{
    return node < m->nodes ? m->node[node].carrier : 0;
}

static inline void peak(uint32_t *most, uint32_t now)
{
    if (now > *most)
        *most = now;
}

/* What this task did wrong: another task's pointer to the like is not good any more. NULL: no such task */
static inline model_fault_t *edit_fault(model_t *m, uint32_t task)
{
    model_task_t *t = edit_task(m, task);
    if (t && !t->fault)
        edit_task_rest(m, task)->fault = m->faults;
    return t ? edit(m, TABLE_FAULT, t->fault) : NULL;
}

void model_new_node_(model_t *m, const ctx_event_t *ev, uint8_t kind);
void model_free_node_(model_t *m, uint32_t id, int64_t time); /* INT64_MIN: when is unknown */
void model_forget_forwarders_(model_t *m);                    /* at a gap */
void model_forget_rows_(model_t *m);                          /* … what tasks did several times in a row */
void model_count_live_(model_t *m, uint32_t id, int change);
void model_leave_set_(model_t *m, model_node_t *node);
void model_detach_(model_t *m, model_node_t *node);
void model_node_event_(model_t *m, const ctx_event_t *ev);
void model_cancel_event_(model_t *m, const ctx_event_t *ev);
void model_look_at_(model_t *m, uint32_t id); /* somebody watches it: a live one was seen alive */
void model_no_longer_straggles_(model_t *m, model_node_t *node);
bool model_is_root_kind_(uint8_t kind);
void model_note_task_(model_t *m, const ctx_event_t *ev);
void model_end_task_(model_t *m, uint32_t id, int64_t time);
void model_task_event_(model_t *m, const ctx_event_t *ev);
void model_scene_event_(model_t *m, const ctx_event_t *ev);

#endif
