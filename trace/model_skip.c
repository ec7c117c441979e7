/* model_skip.c — the changes of many keyframes in one: where the same entries change again and again, a far seek goes through
 * each once.
 */
#include <stdlib.h>
#include <string.h>

#include "model_priv.h"

struct skip_work {
    uint32_t *slot, slots; /* id to its place + 1 in what follows; zero between uses */
    uint32_t *id, ids, id_capacity;
    uint32_t *sum, sum_capacity; /* an entry's words, all changes together */
};

void model_changes_copy_(changes_t *to, const change_t *from, size_t n)
{
    size_t none = 0;
    to->change = trace_grow_(NULL, &none, n + 1, sizeof *from); /* never NULL, which says "none taken" */
    if (n)
        memcpy(to->change, from, n * sizeof *from);
}

static struct skip_work *work_of(struct model_private *p)
{
    size_t none = 0;
    if (!p->skip_work) {
        p->skip_work = trace_grow_(NULL, &none, 1, sizeof *p->skip_work);
        *p->skip_work = (struct skip_work){0};
    }
    return p->skip_work;
}

static void slot_room(struct skip_work *w, uint32_t ids)
{
    uint32_t had = w->slots;
    if (ids <= had)
        return;
    w->slot = trace_grow32_(w->slot, &w->slots, ids, sizeof *w->slot);
    memset(w->slot + had, 0, (w->slots - had) * sizeof *w->slot);
}

static const change_t *first_of(const changes_t *c, int table)
{
    return c->change + (table ? c->end[table - 1] : 0);
}

/* Gathers the ids; returns how often they changed in all. */
static size_t gather(struct skip_work *w, const keyframe_t *from, int table)
{
    size_t all = 0;
    w->ids = 0;
    for (const keyframe_t *key = from; key < from + SKIP; key++)
        for (const change_t *c = first_of(&key->changes, table); c < key->changes.change + key->changes.end[table]; c++) {
            if (c > first_of(&key->changes, table) && c[-1].id == c->id)
                continue;
            all++;
            slot_room(w, c->id + 1);
            if (w->slot[c->id])
                continue;
            w->id = trace_grow32_(w->id, &w->id_capacity, w->ids + 1, sizeof *w->id);
            w->id[w->ids++] = c->id;
            w->slot[c->id] = w->ids;
        }
    return all;
}

static void forget(struct skip_work *w)
{
    for (uint32_t i = 0; i < w->ids; i++)
        w->slot[w->id[i]] = 0;
    w->ids = 0;
}

static size_t add_up(struct model_private *p, struct skip_work *w, const keyframe_t *from, int table, size_t used)
{
    static const uint32_t zero[64];
    uint32_t words = p->table[table].stride / 4;
    w->sum = trace_grow32_(w->sum, &w->sum_capacity, w->ids * words, sizeof *w->sum);
    memset(w->sum, 0, (size_t)w->ids * words * sizeof *w->sum);
    for (const keyframe_t *key = from; key < from + SKIP; key++)
        for (const change_t *c = first_of(&key->changes, table); c < key->changes.change + key->changes.end[table]; c++)
            for (int i = 0; i < 3; i++)
                w->sum[(size_t)(w->slot[c->id] - 1) * words + c->word[i]] ^= c->differs[i];
    p->scratch = trace_grow_(p->scratch, &p->scratch_capacity, used + w->ids * (size_t)(words / 3 + 1), sizeof *p->scratch);
    for (uint32_t i = 0; i < w->ids; i++)
        used += model_entry_change_(zero, w->sum + (size_t)i * words, words, p->scratch + used, w->id[i]);
    return used;
}

/* Worth its memory only when most entries of the span changed more than once. */
void model_skip_take_(struct model_private *p, keyframe_t *key)
{
    struct skip_work *w = work_of(p);
    const keyframe_t *from = key - (SKIP - 1);
    size_t all = 0, distinct = 0, used = 0;
    for (int i = 0; i < TABLES; i++) {
        all += gather(w, from, i);
        distinct += w->ids;
        forget(w);
    }
    if (distinct > all / 2)
        return;
    for (int i = 0; i < TABLES; i++) {
        gather(w, from, i);
        key->skip.end[i] = used = add_up(p, w, from, i, used);
        forget(w);
    }
    model_changes_copy_(&key->skip, p->scratch, used);
    p->key_bytes += used * sizeof *p->scratch;
    free(w->sum); /* as large as the entries themselves, and needed seldom */
    w->sum = NULL;
    w->sum_capacity = 0;
}

void model_skip_free_(struct model_private *p)
{
    if (!p->skip_work)
        return;
    free(p->skip_work->slot);
    free(p->skip_work->id);
    free(p->skip_work->sum);
    free(p->skip_work);
}
