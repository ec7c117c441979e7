/* model_skip.c — the changes of many keyframes in one: where the same entries change again and again, a far seek goes through
 * each once.
 *
 * A slice of a table's entries at a time: so what is added up stays near, and takes next to no memory. Rows ascend by id, so
 * each slice goes on where the one before ended.
 */
#include <stdlib.h>
#include <string.h>

#include "model_priv.h"

enum { SLICE = 4096 };

typedef struct cursor { rows_of_form_t form; uint32_t row; } cursor_t; /* the rows before are added up */

struct skip_work {
    cursor_t *cursor;
    uint32_t cursors, cursor_capacity;
    uint32_t id[SLICE], ids;
    uint16_t place[SLICE]; /* of an entry in what follows + 1; 0 between uses */
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

/* Every form of that table, at its first row; returns the highest id + 1. */
static uint32_t begin(struct skip_work *w, const keyframe_t *from, int table)
{
    rows_of_form_t f;
    uint32_t end = 0;
    w->cursors = 0;
    for (const keyframe_t *key = from; key < from + SKIP; key++)
        for (size_t at = 0; model_change_next_(&key->changes, &at, &f);) {
            if (f.table != table || !f.rows)
                continue;
            w->cursor = trace_grow32_(w->cursor, &w->cursor_capacity, w->cursors + 1, sizeof *w->cursor);
            w->cursor[w->cursors++] = (cursor_t){.form = f};
            uint32_t last = f.row[(size_t)(f.rows - 1) * (f.words + 1)];
            end = last >= end ? last + 1 : end;
        }
    return end;
}

static uint32_t *sum_of(struct skip_work *w, uint32_t first, uint32_t id, uint32_t words)
{
    uint16_t *place = &w->place[id - first];
    if (!*place) {
        memset(w->sum + (size_t)w->ids * words, 0, words * sizeof *w->sum);
        w->id[w->ids++] = id;
        *place = (uint16_t)w->ids;
    }
    return w->sum + (size_t)(*place - 1) * words;
}

static void add_slice(struct skip_work *w, uint32_t first, uint32_t words)
{
    for (uint32_t c = 0; c < w->cursors; c++) {
        const rows_of_form_t *f = &w->cursor[c].form;
        uint32_t i = w->cursor[c].row;
        const uint32_t *row = f->row + (size_t)i * (f->words + 1);
        for (; i < f->rows && row[0] - first < SLICE; i++, row += f->words + 1) {
            uint32_t *sum = sum_of(w, first, row[0], words);
            for (uint32_t k = 0; k < f->words; k++)
                sum[f->word[k]] ^= row[1 + k];
        }
        w->cursor[c].row = i;
    }
}

static void forget_slice(struct skip_work *w, uint32_t first)
{
    for (uint32_t i = 0; i < w->ids; i++)
        w->place[w->id[i] - first] = 0;
    w->ids = 0;
}

static void add_up(struct model_private *p, struct skip_work *w, const keyframe_t *from, int table)
{
    static const uint32_t zero[64];
    uint32_t words = p->table[table].stride / 4, end = begin(w, from, table);
    w->sum = trace_grow32_(w->sum, &w->sum_capacity, SLICE * words, sizeof *w->sum);
    for (uint32_t first = 0; first < end; first += SLICE) {
        add_slice(w, first, words);
        model_change_table_(p, table, w->id, w->ids, (side_t){(const char *)zero, 0, false},
                            (side_t){(const char *)w->sum, p->table[table].stride, false});
        forget_slice(w, first);
    }
}

/* How many entries of that table changed, and how often in all. */
static void count(struct skip_work *w, const keyframe_t *from, int table, size_t *all, size_t *distinct)
{
    uint32_t end = begin(w, from, table);
    for (uint32_t first = 0; first < end; first += SLICE) {
        for (uint32_t c = 0; c < w->cursors; c++) {
            const rows_of_form_t *f = &w->cursor[c].form;
            uint32_t i = w->cursor[c].row;
            for (const uint32_t *row = f->row + (size_t)i * (f->words + 1); i < f->rows && row[0] - first < SLICE; i++, row += f->words + 1)
                if (!w->place[row[0] - first]) {
                    w->place[row[0] - first] = 1;
                    w->id[w->ids++] = row[0];
                }
            *all += i - w->cursor[c].row;
            w->cursor[c].row = i;
        }
        *distinct += w->ids;
        forget_slice(w, first);
    }
}

/* Worth its memory only when most entries of the span changed more than once. */
void model_skip_take_(struct model_private *p, keyframe_t *key)
{
    struct skip_work *w = work_of(p);
    const keyframe_t *from = key - (SKIP - 1);
    size_t all = 0, distinct = 0;
    for (int i = 0; i < TABLES; i++)
        count(w, from, i, &all, &distinct);
    if (distinct > all / 2)
        return;
    model_change_begin_(p);
    for (int i = 0; i < TABLES; i++)
        add_up(p, w, from, i);
    key->skip = model_change_end_(p);
    p->key_bytes += key->skip.words * sizeof *key->skip.word;
}

void model_skip_free_(struct model_private *p)
{
    if (!p->skip_work)
        return;
    free(p->skip_work->cursor);
    free(p->skip_work->sum);
    free(p->skip_work);
}
