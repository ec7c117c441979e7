/* model_seek.c — to any event, either way: keyframes of what changed, and forward from there. model_priv.h says how.
 */
#include <stdlib.h>
#include <string.h>

#include "model_priv.h"

static char *in_entry(const table_t *t, uint32_t id, const part_t *part)
{
    return (char *)t->base + (size_t)id * t->stride + part->from;
}

static inline void save_part(const table_t *t, part_t *part, uint32_t id)
{
    if (part->saved == part->capacity) {
        uint32_t ids = part->capacity;
        part->id = trace_grow32_(part->id, &ids, part->saved + 1, sizeof *part->id);
        part->bytes = trace_grow32_(part->bytes, &part->capacity, part->saved + 1, part->size);
    }
    memcpy((char *)part->bytes + (size_t)part->saved * part->size, in_entry(t, id, part), part->size);
    part->id[part->saved++] = id;
}

void model_save_(table_t *t, uint32_t id, unsigned parts)
{
    parts &= ~(unsigned)t->touched[id];
    for (int i = 0; i < PARTS; i++)
        if (parts >> i & 1 && t->part[i].size)
            save_part(t, &t->part[i], id);
    t->touched[id] |= (uint8_t)parts;
}

static void forget_saved(table_t *t)
{
    for (part_t *part = t->part; part < t->part + PARTS; part++) {
        for (uint32_t i = 0; i < part->saved; i++)
            t->touched[part->id[i]] = 0;
        part->saved = 0;
    }
}

static void put_back(table_t *t)
{
    for (const part_t *part = t->part; part < t->part + PARTS; part++)
        for (uint32_t i = 0; i < part->saved; i++)
            memcpy(in_entry(t, part->id[i], part), (char *)part->bytes + (size_t)i * part->size, part->size);
    forget_saved(t);
}

/* ---- keyframes ------------------------------------------------------------------------------------------- */

static void keep_entries(table_t *t)
{
    forget_saved(t);
    if (t->count <= t->kept)
        return;
    uint32_t had = t->touched_capacity;
    t->touched = trace_grow32_(t->touched, &t->touched_capacity, t->count, 1);
    memset(t->touched + had, 0, t->touched_capacity - had);
    t->kept = t->count;
}

static void write_part(struct model_private *p, int table, int which)
{
    const table_t *t = &p->table[table];
    const part_t *part = &t->part[which];
    side_t old = {part->bytes, part->size, false}, now = {(const char *)t->base + part->from, t->stride, true};
    model_change_part_(p, table, which, part->id, part->saved, old, now);
}

static void key_take(model_t *m)
{
    struct model_private *p = m->priv;
    p->key = trace_grow_(p->key, &p->key_capacity, p->keys + 2, sizeof *p->key);
    if (!p->keys)
        p->key[p->keys++] = (keyframe_t){0};
    keyframe_t *key = &p->key[p->keys];
    *key = (keyframe_t){.applied = m->applied, .shown = *m, .state = p->state};
    model_change_begin_(p);
    for (int i = 0; i < TABLES; i++) {
        for (int k = 0; k < PARTS; k++)
            write_part(p, i, k);
        keep_entries(&p->table[i]);
        key->counts[i] = p->table[i].count;
    }
    key->changes = model_change_end_(p);
    p->key_bytes += key->changes.words * sizeof *key->changes.word + sizeof *key;
    p->at = p->keys++;
    if (p->at % SKIP == 0)
        model_skip_take_(p, key);
}

/* The keyframe that a far walk had better begin or end at: where a span that is passed at once does, whichever end is nearer. */
static uint32_t span_end(const struct model_private *p, uint32_t at)
{
    uint32_t low = at / SKIP * SKIP, high = low + SKIP;
    if (high >= p->keys || !p->key[high].skip.word)
        return at;
    return at - low <= SKIP / 2 ? low : high;
}

/* From keyframe to keyframe, over many at once where that is less. */
static void walk(struct model_private *p, uint32_t to)
{
    while (p->at < to) {
        const changes_t *skip = p->at % SKIP == 0 && p->at + SKIP <= to ? &p->key[p->at + SKIP].skip : NULL;
        bool many = skip && skip->word;
        model_change_apply_(p, many ? skip : &p->key[p->at + 1].changes);
        p->at += many ? SKIP : 1;
    }
    while (p->at > to) {
        const changes_t *skip = p->at % SKIP == 0 && p->at >= to + SKIP ? &p->key[p->at].skip : NULL;
        bool many = skip && skip->word;
        model_change_apply_(p, many ? skip : &p->key[p->at].changes);
        p->at -= many ? SKIP : 1;
    }
}

static void walk_far(struct model_private *p, uint32_t to)
{
    uint32_t from = span_end(p, p->at), last = span_end(p, to);
    uint32_t far = p->at < to ? to - p->at : p->at - to;
    if (from != last && far > SKIP / 2) {
        walk(p, from);
        walk(p, last);
    }
    walk(p, to);
}

static void key_restore(model_t *m, uint32_t index)
{
    struct model_private *p = m->priv;
    const trace_t *trace = m->trace;
    for (int i = 0; i < TABLES; i++)
        put_back(&p->table[i]);
    walk_far(p, index);
    if (index == 0) {
        model_start_over_(m, trace);
        return;
    }
    const keyframe_t *key = &p->key[index];
    *m = key->shown;
    m->trace = trace;
    p->state = key->state;
    for (int i = 0; i < TABLES; i++)
        p->table[i].count = key->counts[i];
    model_table_publish_(m);
}

void model_keys_forget_(model_t *m)
{
    struct model_private *p = m->priv;
    if (!p->keys)
        return;
    for (int i = 0; i < TABLES; i++) {
        forget_saved(&p->table[i]);
        p->table[i].kept = 0;
    }
    for (uint32_t i = 0; i < p->keys; i++)
        free(p->key[i].changes.word), free(p->key[i].skip.word);
    p->keys = p->at = 0;
    p->key_bytes = 0;
}

/* ---- moving ---------------------------------------------------------------------------------------------- */

static uint32_t key_before(const struct model_private *p, size_t n) /* the latest at or before n */
{
    uint32_t low = 1, high = p->keys;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (p->key[middle].applied <= n)
            low = middle + 1;
        else
            high = middle;
    }
    return low - 1;
}

/* Where events come by chance, most of the time would go by waiting for the entries they change: those are asked for before
 * their turn, and what they lead to a little later. */
enum { AHEAD = 16 };
static inline __attribute__((always_inline)) void fetch(const void *entry)
{
    __builtin_prefetch(entry, 1);
    __builtin_prefetch((const char *)entry + 64, 1);
}

static inline __attribute__((always_inline)) void fetch_ahead(const model_t *m, const ctx_event_t *far, const ctx_event_t *near)
{
    if (far->other < m->nodes)
        fetch(&m->node[far->other]);
    if (far->node != far->other && far->node < m->nodes)
        fetch(&m->node[far->node]);
    if (far->task == far[-1].task || far->task >= m->tasks)
        return;
    fetch(&m->task[far->task]);
    uint32_t ctx = near->task < m->tasks ? m->task[near->task].ctx : 0;
    if (ctx < m->nodes)
        __builtin_prefetch(&m->node[ctx]);
}

/* Up to event n, leaving keyframes where none have been yet. */
static void run(model_t *m, size_t n)
{
    struct model_private *p = m->priv;
    const ctx_event_t *ev = m->trace->ev;
    bool keys = m->trace->count >= 2 * p->key_every;
    while (m->applied < n) {
        size_t stop = (m->applied / p->key_every + 1) * p->key_every;
        for (size_t end = stop < n ? stop : n; m->applied < end; m->applied++) {
            if (m->applied + AHEAD < m->trace->count)
                fetch_ahead(m, &ev[m->applied + AHEAD], &ev[m->applied + AHEAD / 2]);
            model_event_(m, &ev[m->applied]);
        }
        if (keys && m->applied == stop && (!p->keys || p->key[p->keys - 1].applied < stop))
            key_take(m);
    }
}

/* By way of the latest keyframe before. Whoever runs past the newest one has passed through it: so what is saved there is
 * what has changed since. */
void model_apply(model_t *m, size_t n)
{
    struct model_private *p = m->priv;
    n = n < m->trace->count ? n : m->trace->count;
    if (p->keys) {
        uint32_t key = key_before(p, n);
        if (n < m->applied || p->key[key].applied > m->applied)
            key_restore(m, key);
    } else if (n < m->applied)
        model_start_over_(m, m->trace);
    run(m, n);
}

void model_key_every_(model_t *m, size_t events)
{
    m->priv->key_every = events;
}

void model_seek(model_t *m, size_t n)
{
    model_apply(m, n);
}
