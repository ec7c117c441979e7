/* model_change.c — what changed in some entries of a table, written down small and applied fast.
 *
 * Entries that changed in the same words are of one form, and a form's rows follow each other: an id, then old ^ new of each
 * of those words. So nothing is written that did not change, and applying a row asks nothing. Rows ascend by id: a seek goes
 * through memory in one direction.
 */
#include <stdlib.h>
#include <string.h>

#include "model_priv.h"

enum { LEAST_SLOTS = 64, DIGIT = 11 };

typedef struct form { uint64_t words; uint32_t rows, size; size_t at; } form_t; /* size: of a row */
typedef struct pick { uint32_t id, index; } pick_t;

struct change_work {
    pick_t *pick, *other; /* the entries in order of id, and room to sort them */
    uint32_t picks, pick_capacity, other_capacity;
    uint32_t *row, rows; /* the rows as they come: each begins with its form's number */
    uint32_t row_capacity;
    form_t *form;
    uint32_t forms, form_capacity;
    uint32_t *slot, slots; /* open addressing: form + 1 */
    uint32_t *word;        /* what is being written */
    size_t used, capacity;
};

static struct change_work *work_of(struct model_private *p)
{
    size_t none = 0;
    if (!p->change_work) {
        p->change_work = trace_grow_(NULL, &none, 1, sizeof *p->change_work);
        *p->change_work = (struct change_work){0};
    }
    return p->change_work;
}

void model_change_free_(struct model_private *p)
{
    struct change_work *w = p->change_work;
    if (!w)
        return;
    free(w->pick);
    free(w->other);
    free(w->row);
    free(w->form);
    free(w->slot);
    free(w->word);
    free(w);
}

/* ---- in order of id -------------------------------------------------------------------------------------- */

static void sort_digit(const pick_t *from, pick_t *to, uint32_t n, unsigned shift)
{
    uint32_t at[1 << DIGIT] = {0}, sum = 0;
    for (uint32_t i = 0; i < n; i++)
        at[from[i].id >> shift & ((1 << DIGIT) - 1)]++;
    for (uint32_t d = 0; d < 1 << DIGIT; d++) {
        uint32_t count = at[d];
        at[d] = sum;
        sum += count;
    }
    for (uint32_t i = 0; i < n; i++)
        to[at[from[i].id >> shift & ((1 << DIGIT) - 1)]++] = from[i];
}

static void sort_picks(struct change_work *w)
{
    uint32_t most = 0;
    bool sorted = true;
    for (uint32_t i = 0; i < w->picks; i++) {
        sorted = sorted && w->pick[i].id >= most;
        most = w->pick[i].id > most ? w->pick[i].id : most;
    }
    for (unsigned shift = 0; !sorted && shift < 32 && most >> shift; shift += DIGIT) {
        w->other = trace_grow32_(w->other, &w->other_capacity, w->pick_capacity, sizeof *w->other);
        sort_digit(w->pick, w->other, w->picks, shift);
        pick_t *pick = w->pick;
        uint32_t capacity = w->pick_capacity;
        w->pick = w->other, w->pick_capacity = w->other_capacity;
        w->other = pick, w->other_capacity = capacity;
    }
}

/* ---- forms ----------------------------------------------------------------------------------------------- */

/* Which words differ, a bit each. Two words at a time: mostly none do. */
static uint64_t differing(const uint32_t *old, const uint32_t *now, uint32_t words)
{
    uint64_t mask = 0;
    for (uint32_t i = 0; i < words; i += 2)
        if (((old[i] ^ now[i]) | (old[i + 1] ^ now[i + 1])) != 0)
            mask |= ((uint64_t)(old[i] != now[i]) | (uint64_t)(old[i + 1] != now[i + 1]) << 1) << i;
    return mask;
}

static uint32_t *slot_of(const struct change_work *w, uint64_t words)
{
    uint32_t at = (uint32_t)((words * 0x9e3779b97f4a7c15u) >> 32) & (w->slots - 1);
    while (w->slot[at] && w->form[w->slot[at] - 1].words != words)
        at = (at + 1) & (w->slots - 1);
    return &w->slot[at];
}

static void slot_room(struct change_work *w)
{
    size_t none = 0;
    if (w->forms * 2 < w->slots)
        return;
    free(w->slot);
    w->slots = w->slots ? w->slots * 2 : LEAST_SLOTS;
    w->slot = trace_grow_(NULL, &none, w->slots, sizeof *w->slot);
    memset(w->slot, 0, w->slots * sizeof *w->slot);
    for (uint32_t i = 0; i < w->forms; i++)
        *slot_of(w, w->form[i].words) = i + 1;
}

static uint32_t form_of(struct change_work *w, uint64_t words)
{
    slot_room(w);
    uint32_t *slot = slot_of(w, words);
    if (!*slot) {
        w->form = trace_grow32_(w->form, &w->form_capacity, w->forms + 1, sizeof *w->form);
        w->form[w->forms] = (form_t){.words = words};
        *slot = ++w->forms;
    }
    return *slot;
}

static void forget_forms(struct change_work *w)
{
    memset(w->slot, 0, w->slots * sizeof *w->slot);
    w->forms = 0;
}

/* ---- writing --------------------------------------------------------------------------------------------- */

static const uint32_t *at(const side_t *s, pick_t pick)
{
    return (const uint32_t *)(const void *)(s->bytes + (size_t)(s->by_id ? pick.id : pick.index) * s->stride);
}

static void add_row(struct change_work *w, uint32_t id, const uint32_t *old, const uint32_t *now, uint32_t words)
{
    uint64_t mask = differing(old, now, words);
    if (!mask)
        return;
    uint32_t form = form_of(w, mask), *row = w->row + w->rows;
    *row++ = form - 1;
    *row++ = id;
    for (; mask; mask &= mask - 1) {
        int word = __builtin_ctzll(mask);
        *row++ = old[word] ^ now[word];
    }
    w->form[form - 1].rows++;
    w->rows = (uint32_t)(row - w->row);
}

/* (Inlined always: gcc takes a function that only fetches for one that does nothing.) */
static inline __attribute__((always_inline)) void fetch(const uint32_t *entry, uint32_t words)
{
    enum { LINE = 16 };
    for (uint32_t i = 0; i < words; i += LINE)
        __builtin_prefetch(entry + i);
    __builtin_prefetch(entry + words - 1);
}

/* Goes through the entries once: they are far apart, so each is asked for before its turn. */
static void find_rows(struct change_work *w, const side_t *old, const side_t *now, uint32_t words)
{
    enum { AHEAD = 8 };
    w->rows = 0;
    w->row = trace_grow32_(w->row, &w->row_capacity, w->picks * (words + 2), sizeof *w->row);
    for (uint32_t i = 0; i < w->picks; i++) {
        if (i + AHEAD < w->picks) {
            fetch(at(old, w->pick[i + AHEAD]), words);
            fetch(at(now, w->pick[i + AHEAD]), words);
        }
        add_row(w, w->pick[i].id, at(old, w->pick[i]), at(now, w->pick[i]), words);
    }
}

/* A form begins with what it is: the table, its words, how many rows. */
static void place_forms(struct change_work *w, int table)
{
    for (uint32_t i = 0; i < w->forms; i++) {
        form_t *f = &w->form[i];
        f->size = 1 + (uint32_t)__builtin_popcountll(f->words);
        size_t size = FORM_HEAD + (size_t)f->rows * f->size;
        w->word = trace_grow_(w->word, &w->capacity, w->used + size, sizeof *w->word);
        uint32_t *head = w->word + w->used;
        head[0] = (uint32_t)table;
        head[1] = (uint32_t)f->words;
        head[2] = (uint32_t)(f->words >> 32);
        head[3] = f->rows;
        f->at = w->used + FORM_HEAD;
        w->used += size;
    }
}

static void write_rows(struct change_work *w)
{
    for (uint32_t from = 0; from < w->rows;) {
        form_t *f = &w->form[w->row[from++]];
        for (uint32_t k = 0; k < f->size; k++)
            w->word[f->at++] = w->row[from++];
    }
}

void model_change_begin_(struct model_private *p)
{
    work_of(p)->used = 0;
}

void model_change_table_(struct model_private *p, int table, const uint32_t *ids, uint32_t n, side_t old, side_t now)
{
    struct change_work *w = work_of(p);
    w->pick = trace_grow32_(w->pick, &w->pick_capacity, n, sizeof *w->pick);
    w->picks = n;
    for (uint32_t i = 0; i < n; i++)
        w->pick[i] = (pick_t){ids[i], i};
    if (!n)
        return;
    sort_picks(w);
    find_rows(w, &old, &now, p->table[table].stride / 4);
    place_forms(w, table);
    write_rows(w);
    if (w->slots)
        forget_forms(w);
}

changes_t model_change_end_(struct model_private *p)
{
    const struct change_work *w = work_of(p);
    size_t none = 0;
    changes_t c = {.words = w->used};
    c.word = trace_grow_(NULL, &none, w->used + 1, sizeof *c.word); /* never NULL, which says "none taken" */
    if (w->used)
        memcpy(c.word, w->word, w->used * sizeof *c.word);
    return c;
}

/* ---- reading --------------------------------------------------------------------------------------------- */

bool model_change_next_(const changes_t *c, size_t *from, rows_of_form_t *f)
{
    if (*from >= c->words)
        return false;
    const uint32_t *head = c->word + *from;
    uint64_t words = (uint64_t)head[2] << 32 | head[1];
    f->table = (int)head[0];
    f->rows = head[3];
    f->words = 0;
    for (; words; words &= words - 1)
        f->word[f->words++] = (uint8_t)__builtin_ctzll(words);
    f->row = head + FORM_HEAD;
    *from += FORM_HEAD + (size_t)f->rows * (f->words + 1);
    return true;
}

/* What is fetched early need not be waited for: most of a far seek is waiting for memory. */
static void apply_rows(const table_t *t, const rows_of_form_t *f)
{
    enum { AHEAD = 32 };
    const uint32_t *row = f->row;
    uint32_t step = f->words + 1;
    for (uint32_t i = 0; i < f->rows; i++, row += step) {
        if (i + AHEAD < f->rows)
            __builtin_prefetch((char *)t->base + (size_t)row[AHEAD * step] * t->stride + f->word[0] * 4u, 1, 2);
        uint32_t *to = (uint32_t *)(void *)((char *)t->base + (size_t)row[0] * t->stride);
        for (uint32_t k = 0; k < f->words; k++)
            to[f->word[k]] ^= row[1 + k];
    }
}

/* Forward or back: it is the same. */
void model_change_apply_(const struct model_private *p, const changes_t *c)
{
    rows_of_form_t f;
    for (size_t from = 0; model_change_next_(c, &from, &f);)
        apply_rows(&p->table[f.table], &f);
}
