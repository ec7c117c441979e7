/* model_table.c — a model's memory: tables that grow by use and start over for free.
 */
#include <stdlib.h>
#include <string.h>

#include "model_priv.h"

static const uint32_t strides[TABLES] = {
    [TABLE_NODE] = sizeof(model_node_t),   [TABLE_TASK] = sizeof(model_task_t),  [TABLE_HANDLE] = sizeof(model_handle_t),
    [TABLE_TIMER] = sizeof(model_timer_t), [TABLE_CHAN] = sizeof(model_chan_t),  [TABLE_CASCADE] = sizeof(model_cascade_t),
    [TABLE_MARK] = sizeof(model_mark_t),   [TABLE_TEXT] = sizeof(model_text_t),
    [TABLE_FAULT] = sizeof(model_fault_t),
};

/* Where an entry's second part begins, of those that have one */
static const uint32_t rest[TABLES] = {[TABLE_NODE] = MODEL_NODE_REST, [TABLE_TASK] = MODEL_TASK_REST};
_Static_assert(MODEL_NODE_REST % 8 == 0 && MODEL_TASK_REST % 8 == 0, "changes are looked for two words at a time");

static void lay_out(table_t *t, int which)
{
    t->stride = strides[which];
    t->part[FRONT] = (part_t){.size = rest[which] ? rest[which] : t->stride};
    t->part[REST] = (part_t){.from = t->part[FRONT].size, .size = t->stride - t->part[FRONT].size};
}

static void clear_entries(table_t *t, int which, uint32_t from, uint32_t to)
{
    for (uint32_t id = from; id < to && id < t->kept; id++) /* a later keyframe knows it */
        model_save_(t, id, 1 << FRONT | 1 << REST);
    memset((char *)t->base + (size_t)from * t->stride, 0, (size_t)(to - from) * t->stride);
    if (which != TABLE_NODE)
        return;
    model_node_t *node = t->base;
    for (uint32_t i = from; i < to; i++)
        node[i].deadline = INT64_MAX;
}

void model_table_grow_(model_t *m, int which, uint32_t id)
{
    table_t *t = &m->priv->table[which];
    t->base = trace_grow32_(t->base, &t->capacity, id + 1, t->stride);
    clear_entries(t, which, t->count, id + 1);
    t->count = id + 1;
    model_table_publish_(m);
}

void model_table_publish_(model_t *m)
{
    table_t *t = m->priv->table;
    m->node = t[TABLE_NODE].base, m->nodes = t[TABLE_NODE].count;
    m->task = t[TABLE_TASK].base, m->tasks = t[TABLE_TASK].count;
    m->handle = t[TABLE_HANDLE].base, m->handles = t[TABLE_HANDLE].count;
    m->timer = t[TABLE_TIMER].base, m->timers = t[TABLE_TIMER].count;
    m->chan = t[TABLE_CHAN].base, m->chans = t[TABLE_CHAN].count;
    m->cascade = t[TABLE_CASCADE].base, m->cascades = t[TABLE_CASCADE].count;
    m->mark = t[TABLE_MARK].base, m->marks = t[TABLE_MARK].count;
    m->fault = t[TABLE_FAULT].base, m->faults = t[TABLE_FAULT].count;
}

void model_start_over_(model_t *m, const trace_t *trace)
{
    struct model_private *p = m->priv;
    bool scaled = trace != NULL && (trace_header(trace)->flags & CTX_TRACE_SCALED);
    *m = (model_t){.trace = trace, .now = INT64_MIN, .slow_clock = scaled, .priv = p};
    p->state = (model_state_t){0};
    for (int i = 0; i < TABLES; i++)
        p->table[i].count = i == TABLE_MARK ? 0 : 1; /* entry 0 is nobody */
    model_table_publish_(m);
}

void model_rewind(model_t *m, const trace_t *trace)
{
    model_keys_forget_(m);
    m->priv->noted = m->priv->notables = 0;
    model_start_over_(m, trace);
}

model_t *model_new(const trace_t *trace)
{
    size_t none = 0;
    model_t *m = trace_grow_(NULL, &none, 1, sizeof *m);
    none = 0;
    struct model_private *p = trace_grow_(NULL, &none, 1, sizeof *p);
    *m = (model_t){.priv = p};
    *p = (struct model_private){.key_every = KEY_EVERY};
    for (int i = 0; i < TABLES; i++) {
        lay_out(&p->table[i], i);
        model_table_grow_(m, i, 0);
    }
    model_start_over_(m, trace);
    return m;
}

void model_free(model_t *m)
{
    if (!m)
        return;
    model_keys_forget_(m);
    for (int i = 0; i < TABLES; i++) {
        table_t *t = &m->priv->table[i];
        free(t->base);
        free(t->touched);
        for (int k = 0; k < PARTS; k++)
            free(t->part[k].id), free(t->part[k].bytes);
    }
    free(m->priv->key);
    free(m->priv->notable);
    model_change_free_(m->priv);
    model_skip_free_(m->priv);
    free(m->priv);
    free(m);
}
