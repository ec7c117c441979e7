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

static void gather_rows(struct skip_work *w, const rows_of_form_t *f)
{
    w->id = trace_grow32_(w->id, &w->id_capacity, w->ids + f->rows, sizeof *w->id);
    for (uint32_t i = 0; i < f->rows; i++) {
        uint32_t id = f->row[(size_t)i * (f->words + 1)];
        slot_room(w, id + 1);
        if (w->slot[id])
            continue;
        w->id[w->ids++] = id;
        w->slot[id] = w->ids;
    }
}

/* Gathers the ids; returns how often they changed in all. */
static size_t gather(struct skip_work *w, const keyframe_t *from, int table)
{
    size_t all = 0;
    rows_of_form_t f;
    w->ids = 0;
    for (const keyframe_t *key = from; key < from + SKIP; key++)
        for (size_t at = 0; model_change_next_(&key->changes, &at, &f);)
            if (f.table == table) {
                gather_rows(w, &f);
                all += f.rows;
            }
    return all;
}

static void forget(struct skip_work *w)
{
    for (uint32_t i = 0; i < w->ids; i++)
        w->slot[w->id[i]] = 0;
    w->ids = 0;
}

static void add_rows(struct skip_work *w, const rows_of_form_t *f, uint32_t words)
{
    const uint32_t *row = f->row;
    for (uint32_t i = 0; i < f->rows; i++, row += f->words + 1) {
        uint32_t *sum = w->sum + (size_t)(w->slot[row[0]] - 1) * words;
        for (uint32_t k = 0; k < f->words; k++)
            sum[f->word[k]] ^= row[1 + k];
    }
}

static void add_up(struct model_private *p, struct skip_work *w, const keyframe_t *from, int table)
{
    static const uint32_t zero[64];
    uint32_t words = p->table[table].stride / 4;
    rows_of_form_t f;
    w->sum = trace_grow32_(w->sum, &w->sum_capacity, w->ids * words, sizeof *w->sum);
    memset(w->sum, 0, (size_t)w->ids * words * sizeof *w->sum);
    for (const keyframe_t *key = from; key < from + SKIP; key++)
        for (size_t at = 0; model_change_next_(&key->changes, &at, &f);)
            if (f.table == table)
                add_rows(w, &f, words);
    model_change_table_(p, table, w->id, w->ids, (side_t){(const char *)zero, 0, false},
                        (side_t){(const char *)w->sum, p->table[table].stride, false});
}

/* As large as what was gathered, and needed seldom. */
static void free_room(struct skip_work *w)
{
    free(w->slot);
    free(w->id);
    free(w->sum);
    *w = (struct skip_work){0};
}

/* Worth its memory only when most entries of the span changed more than once. */
void model_skip_take_(struct model_private *p, keyframe_t *key)
{
    struct skip_work *w = work_of(p);
    const keyframe_t *from = key - (SKIP - 1);
    size_t all = 0, distinct = 0;
    for (int i = 0; i < TABLES; i++) {
        all += gather(w, from, i);
        distinct += w->ids;
        forget(w);
    }
    if (distinct > all / 2) {
        free_room(w);
        return;
    }
    model_change_begin_(p);
    for (int i = 0; i < TABLES; i++) {
        gather(w, from, i);
        add_up(p, w, from, i);
        forget(w);
    }
    key->skip = model_change_end_(p);
    p->key_bytes += key->skip.words * sizeof *key->skip.word;
    free_room(w);
}

void model_skip_free_(struct model_private *p)
{
    if (!p->skip_work)
        return;
    free_room(p->skip_work);
    free(p->skip_work);
}
