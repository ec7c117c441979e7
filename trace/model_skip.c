/* model_skip.c — the changes of many keyframes in one: where the same entries change again and again, a far seek goes through
 * each once.
 *
 * A slice of a table's entries at a time: so what is added up stays near, and takes next to no memory. Rows ascend by id, so
 * each slice goes on where the one before ended.
 */
#include <stdlib.h>
#include <string.h>

#include "model_priv.h"

enum { SLICE = 1024, SAMPLE = 4 };

typedef struct cursor { form_rows_t form; column_t id; uint32_t row; } cursor_t; /* the rows before are added up */

struct skip_work {
    cursor_t *cursor;
    uint32_t cursors, cursor_capacity;
    uint64_t changed[SLICE];     /* of each entry: which words may have, a bit each; 0 between uses */
    uint32_t *sum, sum_capacity; /* each entry's words, all changes together; 0 between uses */
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
    form_rows_t f;
    uint32_t end = 0;
    w->cursors = 0;
    for (const keyframe_t *key = from; key < from + SKIP; key++)
        for (size_t at = 0; model_change_next_(&key->changes, &at, &f);) {
            if (f.table != table || !f.rows)
                continue;
            w->cursor = trace_grow32_(w->cursor, &w->cursor_capacity, w->cursors + 1, sizeof *w->cursor);
            column_t id = model_change_column_(&f, NULL);
            w->cursor[w->cursors++] = (cursor_t){.form = f, .id = id};
            uint32_t last = model_change_value_(&id, f.rows - 1);
            end = last >= end ? last + 1 : end;
        }
    return end;
}

static uint32_t id_at(const cursor_t *c, uint32_t row) { return model_change_value_(&c->id, row); }

static void add_column(struct skip_work *w, const cursor_t *c, uint32_t end, uint32_t first, uint32_t words, const column_t *column, uint32_t word)
{
    for (uint32_t row = c->row; row < end; row++)
        w->sum[(size_t)(id_at(c, row) - first) * words + word] ^= model_change_value_(column, row);
}

static void add_slice(struct skip_work *w, uint32_t first, uint32_t words)
{
    for (cursor_t *c = w->cursor; c < w->cursor + w->cursors; c++) {
        uint32_t end = c->row;
        for (; end < c->form.rows && id_at(c, end) - first < SLICE; end++)
            w->changed[id_at(c, end) - first] |= c->form.words;
        column_t column = c->id;
        for (uint64_t left = end > c->row ? c->form.words : 0; left; left &= left - 1) {
            column = model_change_column_(&c->form, &column);
            add_column(w, c, end, first, words, &column, (uint32_t)__builtin_ctzll(left));
        }
        c->row = end;
    }
}

static void write_slice(struct model_private *p, struct skip_work *w, int table, uint32_t first, uint32_t words)
{
    for (uint32_t i = 0; i < SLICE; i++) {
        if (!w->changed[i])
            continue;
        uint32_t *sum = w->sum + (size_t)i * words;
        model_change_row_(p, first + i, w->changed[i], sum);
        memset(sum, 0, words * sizeof *sum);
        w->changed[i] = 0;
    }
    model_change_rows_end_(p, table);
}

static void add_up(struct model_private *p, struct skip_work *w, const keyframe_t *from, int table)
{
    uint32_t words = p->table[table].stride / 4, end = begin(w, from, table), had = w->sum_capacity;
    w->sum = trace_grow32_(w->sum, &w->sum_capacity, SLICE * words, sizeof *w->sum);
    memset(w->sum + had, 0, (w->sum_capacity - had) * sizeof *w->sum);
    for (uint32_t first = 0; first < end; first += SLICE) {
        add_slice(w, first, words);
        write_slice(p, w, table, first, words);
    }
}

static uint32_t first_row_from(const cursor_t *c, uint32_t id)
{
    uint32_t low = 0, high = c->form.rows;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (id_at(c, middle) < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How many entries of that table changed, and how often in all: of every SAMPLE-th slice, which is enough to go by. */
static void count(struct skip_work *w, const keyframe_t *from, int table, size_t *all, size_t *distinct)
{
    uint32_t end = begin(w, from, table);
    for (uint32_t first = 0; first < end; first += SAMPLE * SLICE) {
        for (const cursor_t *c = w->cursor; c < w->cursor + w->cursors; c++) {
            uint32_t i = first_row_from(c, first);
            for (; i < c->form.rows && id_at(c, i) - first < SLICE; i++, ++*all)
                w->changed[id_at(c, i) - first] = 1;
        }
        for (uint32_t i = 0; i < SLICE; i++)
            *distinct += w->changed[i] != 0;
        memset(w->changed, 0, sizeof w->changed);
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
