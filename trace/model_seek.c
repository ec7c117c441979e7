/* model_seek.c — to any event, either way: keyframes of the chunks that changed, and forward from there.
 */
#include <stdlib.h>
#include <string.h>

#include "model_priv.h"

static size_t chunk_bytes(const table_t *t)
{
    return (size_t)t->stride << t->shift;
}

static uint32_t chunks_used(const table_t *t, uint32_t count)
{
    return (count + (1u << t->shift) - 1) >> t->shift;
}

static size_t dirty_bytes(const model_t *m)
{
    size_t sum = 0;
    for (int i = 0; i < TABLES; i++) {
        const table_t *t = &m->priv->table[i];
        size_t n = 0;
        for (uint32_t c = 0; c < chunks_used(t, t->count); c++)
            n += t->dirty[c];
        sum += n * chunk_bytes(t);
    }
    return sum;
}

static void *copy_of(const void *bytes, size_t size)
{
    size_t none = 0;
    return memcpy(trace_grow_(NULL, &none, size, 1), bytes, size);
}

static void store_table(table_t *t, uint32_t key)
{
    uint32_t used = chunks_used(t, t->count), had = t->chunks;
    if (used > had) {
        t->chunk = trace_grow32_(t->chunk, &t->chunks, used, sizeof *t->chunk);
        memset(t->chunk + had, 0, (t->chunks - had) * sizeof *t->chunk);
    }
    for (uint32_t c = 0; c < used; c++) {
        if (!t->dirty[c])
            continue;
        chunk_t *chunk = &t->chunk[c];
        chunk->version = trace_grow32_(chunk->version, &chunk->capacity, chunk->versions + 1, sizeof *chunk->version);
        chunk->version[chunk->versions++] =
            (chunk_version_t){.keyframe = key, .bytes = copy_of((char *)t->base + c * chunk_bytes(t), chunk_bytes(t))};
        chunk->in_place = chunk->versions;
        t->dirty[c] = 0;
    }
}

static size_t held_bytes(const model_t *m)
{
    size_t sum = 0;
    for (int i = 0; i < TABLES; i++)
        sum += (size_t)m->priv->table[i].count * m->priv->table[i].stride;
    return sum;
}

/* A keyframe here, unless events, model and keyframes together came near three times the file: then a later one will do,
 * and a seek applies more events. */
void model_key_take_(model_t *m)
{
    struct model_private *p = m->priv;
    size_t bytes = dirty_bytes(m), file = m->applied * sizeof(ctx_event_t);
    if (p->key_bytes + bytes + held_bytes(m) > file * 2 - file / 8 + (1u << 20))
        return;
    p->key_bytes += bytes;
    p->key = trace_grow_(p->key, &p->key_capacity, p->keys + 1, sizeof *p->key);
    keyframe_t *key = &p->key[p->keys++];
    *key = (keyframe_t){.applied = m->applied, .shown = *m, .state = p->state};
    for (int i = 0; i < TABLES; i++) {
        key->counts[i] = p->table[i].count;
        store_table(&p->table[i], p->keys - 1);
    }
}

static uint32_t version_at(const chunk_t *chunk, uint32_t key) /* the latest not after key; + 1, 0 none */
{
    uint32_t low = 0, high = chunk->versions;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (chunk->version[middle].keyframe <= key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void restore_table(table_t *t, uint32_t key, uint32_t count)
{
    for (uint32_t c = 0; c < chunks_used(t, count); c++) {
        chunk_t *chunk = &t->chunk[c];
        uint32_t want = version_at(chunk, key);
        if (!want || (!t->dirty[c] && chunk->in_place == want))
            continue;
        memcpy((char *)t->base + c * chunk_bytes(t), chunk->version[want - 1].bytes, chunk_bytes(t));
        chunk->in_place = want;
        t->dirty[c] = 0;
    }
    t->count = count;
}

void model_key_restore_(model_t *m, uint32_t index)
{
    struct model_private *p = m->priv;
    const keyframe_t *key = &p->key[index];
    const trace_t *trace = m->trace;
    *m = key->shown;
    m->trace = trace;
    bool deep = p->state.deep; /* sums that went into chunks which are not dirty now must be made again */
    p->state = key->state;
    p->state.deep |= deep;
    p->root_at = p->root_index = 0;
    for (int i = 0; i < TABLES; i++)
        restore_table(&p->table[i], index, key->counts[i]);
    model_table_publish_(m);
}

void model_keys_forget_(model_t *m)
{
    struct model_private *p = m->priv;
    if (!p->keys)
        return;
    for (int i = 0; i < TABLES; i++) {
        table_t *t = &p->table[i];
        for (uint32_t c = 0; c < t->chunks; c++) {
            for (uint32_t v = 0; v < t->chunk[c].versions; v++)
                free(t->chunk[c].version[v].bytes);
            free(t->chunk[c].version);
        }
        free(t->chunk);
        t->chunk = NULL;
        t->chunks = 0;
        memset(t->dirty, 1, t->capacity >> t->shift);
    }
    p->keys = 0;
    p->key_bytes = 0;
}

/* ---- moving ---------------------------------------------------------------------------------------------- */

static uint32_t key_before(const struct model_private *p, size_t n) /* the latest at or before n; + 1, 0 none */
{
    uint32_t low = 0, high = p->keys;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (p->key[middle].applied <= n)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Up to event n, leaving keyframes where none have been yet. */
static void run(model_t *m, size_t n)
{
    struct model_private *p = m->priv;
    const ctx_event_t *ev = m->trace->ev;
    bool keys = m->trace->count >= 2 * p->key_every;
    while (m->applied < n) {
        size_t stop = (m->applied / p->key_every + 1) * p->key_every;
        for (size_t end = stop < n ? stop : n; m->applied < end; m->applied++)
            model_event_(m, &ev[m->applied]);
        if (keys && m->applied == stop && (!p->keys || p->key[p->keys - 1].applied < stop))
            model_key_take_(m);
    }
}

/* By way of the nearest keyframe. Whoever runs past the newest one has passed through it: so a chunk that is dirty where
 * the next is taken has truly changed since. */
static void go(model_t *m, size_t n)
{
    struct model_private *p = m->priv;
    uint32_t key = key_before(p, n);
    if (key && (n < m->applied || p->key[key - 1].applied > m->applied))
        model_key_restore_(m, key - 1);
    else if (n < m->applied)
        model_start_over_(m, m->trace);
    run(m, n);
    if (p->state.deep)
        model_sum_below_(m);
}

void model_apply(model_t *m, size_t n)
{
    size_t count = m->trace->count;
    go(m, n < count ? n : count);
}

void model_key_every_(model_t *m, size_t events)
{
    m->priv->key_every = events;
}

void model_seek(model_t *m, size_t n)
{
    model_apply(m, n);
}
