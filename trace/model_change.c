/* model_change.c — what changed in some entries of a table, written down small and applied fast.
 *
 * Entries that changed in the same words are of one form, and a form's rows follow each other: an id, then old ^ new of each
 * of those words. So nothing is written that did not change, and applying a row asks nothing. Rows ascend by id: a seek goes
 * through memory in one direction.
 */
#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "model_priv.h"

enum { LEAST_SLOTS = 64, DIGIT = 11 };

typedef struct form { uint64_t words; uint32_t slot, rows, used, capacity, *row; } form_t; /* its room is used again by a later one */
typedef struct span { uint32_t from, words; } span_t; /* of an entry */
typedef struct pick { uint32_t id, index; } pick_t;

struct change_work {
    pick_t *pick, *other; /* the entries in order of id, and room to sort them */
    uint32_t picks, pick_capacity, other_capacity;
    form_t *form;
    uint32_t forms, form_capacity, last; /* last: that was found */
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
    for (uint32_t i = 0; i < w->form_capacity; i++)
        free(w->form[i].row);
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

static void sort_by_digits(struct change_work *w, uint32_t most)
{
    for (unsigned shift = 0; shift < 32 && most >> shift; shift += DIGIT) {
        w->other = trace_grow32_(w->other, &w->other_capacity, w->pick_capacity, sizeof *w->other);
        sort_digit(w->pick, w->other, w->picks, shift);
        pick_t *pick = w->pick;
        uint32_t capacity = w->pick_capacity;
        w->pick = w->other, w->pick_capacity = w->other_capacity;
        w->other = pick, w->other_capacity = capacity;
    }
}

static void sort_picks(struct change_work *w, const uint32_t *ids, uint32_t n)
{
    uint32_t most = 0;
    bool sorted = true;
    for (uint32_t i = 0; i < n; i++) {
        sorted = sorted && ids[i] >= most;
        most = ids[i] > most ? ids[i] : most;
    }
    w->pick = trace_grow32_(w->pick, &w->pick_capacity, n, sizeof *w->pick);
    w->picks = n;
    for (uint32_t i = 0; i < n; i++)
        w->pick[i] = (pick_t){ids[i], i};
    if (!sorted)
        sort_by_digits(w, most);
}

/* ---- forms ----------------------------------------------------------------------------------------------- */

/* Which words differ, a bit each. Nothing is asked on the way: which do is as good as by chance. */
static inline uint64_t two_differ(const uint32_t *old, const uint32_t *now)
{
    return (uint64_t)(old[0] != now[0]) | (uint64_t)(old[1] != now[1]) << 1;
}

#ifdef __SSE2__
static inline uint64_t four_differ(const uint32_t *old, const uint32_t *now)
{
    __m128i a = _mm_loadu_si128((const __m128i *)(const void *)old), b = _mm_loadu_si128((const __m128i *)(const void *)now);
    return (uint64_t)_mm_movemask_ps(_mm_castsi128_ps(_mm_cmpeq_epi32(a, b))) ^ 15;
}
#else
static inline uint64_t four_differ(const uint32_t *old, const uint32_t *now)
{
    return two_differ(old, now) | two_differ(old + 2, now + 2) << 2;
}
#endif

static uint64_t differing(const uint32_t *old, const uint32_t *now, uint32_t words)
{
    uint64_t mask = 0;
    uint32_t i = 0;
    for (; i + 4 <= words; i += 4)
        mask |= four_differ(old + i, now + i) << i;
    return i < words ? mask | two_differ(old + i, now + i) << i : mask;
}

static uint32_t *slot_of(const struct change_work *w, uint64_t words)
{
    uint32_t at = (uint32_t)((words * 0x9e3779b97f4a7c15u) >> 32) & (w->slots - 1);
    while (w->slot[at] && w->form[w->slot[at] - 1].words != words)
        at = (at + 1) & (w->slots - 1);
    return &w->slot[at];
}

static void take_slot(struct change_work *w, uint32_t *slot, uint32_t form)
{
    *slot = form + 1;
    w->form[form].slot = (uint32_t)(slot - w->slot);
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
        take_slot(w, slot_of(w, w->form[i].words), i);
}

static void new_form(struct change_work *w, uint64_t words, uint32_t *slot)
{
    uint32_t had = w->form_capacity;
    w->form = trace_grow32_(w->form, &w->form_capacity, w->forms + 1, sizeof *w->form);
    if (w->form_capacity > had)
        memset(w->form + had, 0, (w->form_capacity - had) * sizeof *w->form);
    form_t *f = &w->form[w->forms++];
    f->words = words;
    f->rows = f->used = 0;
    take_slot(w, slot, w->forms - 1);
}

static form_t *form_of(struct change_work *w, uint64_t words)
{
    if (w->last < w->forms && w->form[w->last].words == words)
        return &w->form[w->last];
    slot_room(w);
    uint32_t *slot = slot_of(w, words);
    if (!*slot)
        new_form(w, words, slot);
    w->last = *slot - 1;
    return &w->form[w->last];
}

static void forget_forms(struct change_work *w)
{
    for (uint32_t i = 0; i < w->forms; i++)
        w->slot[w->form[i].slot] = 0;
    w->forms = 0;
}

/* ---- writing --------------------------------------------------------------------------------------------- */

static const uint32_t *at(const side_t *s, pick_t pick)
{
    return (const uint32_t *)(const void *)(s->bytes + (size_t)(s->by_id ? pick.id : pick.index) * s->stride);
}

static inline __attribute__((always_inline)) form_t *form_with_room(struct change_work *w, uint64_t words)
{
    form_t *f = form_of(w, words);
    if (f->capacity - f->used <= 64)
        f->row = trace_grow32_(f->row, &f->capacity, f->used + 65, sizeof *f->row);
    f->rows++;
    return f;
}

static void add_row(struct change_work *w, uint32_t id, const uint32_t *old, const uint32_t *now, span_t span)
{
    uint64_t differ = differing(old, now, span.words);
    if (!differ)
        return;
    form_t *f = form_with_room(w, differ << span.from);
    uint32_t *row = f->row + f->used;
    *row++ = id;
    for (; differ; differ &= differ - 1) {
        int word = __builtin_ctzll(differ);
        *row++ = old[word] ^ now[word];
    }
    f->used = (uint32_t)(row - f->row);
}

void model_change_row_(struct model_private *p, uint32_t id, uint64_t words, const uint32_t *difference)
{
    uint64_t differ = 0;
    for (uint64_t left = words; left; left &= left - 1)
        differ |= difference[__builtin_ctzll(left)] ? left & -left : 0;
    if (!differ)
        return;
    form_t *f = form_with_room(work_of(p), differ);
    uint32_t *row = f->row + f->used;
    *row++ = id;
    for (; differ; differ &= differ - 1)
        *row++ = difference[__builtin_ctzll(differ)];
    f->used = (uint32_t)(row - f->row);
}

/* (Inlined always: gcc takes a function that only fetches for one that does nothing.) */
static inline __attribute__((always_inline)) void fetch(const uint32_t *entry, uint32_t words)
{
    enum { LINE = 16 };
    for (uint32_t i = 0; i == 0 || i + 4 < words; i += LINE)
        __builtin_prefetch(entry + i);
    __builtin_prefetch(entry + words - 1);
}

/* Goes through the entries once: they are far apart, so each is asked for before its turn. */
static void find_rows(struct change_work *w, const side_t *old, const side_t *now, span_t span)
{
    enum { AHEAD = 8 };
    for (uint32_t i = 0; i < w->picks; i++) {
        if (i + AHEAD < w->picks) {
            fetch(at(old, w->pick[i + AHEAD]), span.words);
            fetch(at(now, w->pick[i + AHEAD]), span.words);
        }
        add_row(w, w->pick[i].id, at(old, w->pick[i]), at(now, w->pick[i]), span);
    }
}

/* A form begins with what it is: the table, its words, how many rows. */
static void write_forms(struct change_work *w, int table)
{
    for (const form_t *f = w->form; f < w->form + w->forms; f++) {
        w->word = trace_grow_(w->word, &w->capacity, w->used + FORM_HEAD + f->used, sizeof *w->word);
        uint32_t *head = w->word + w->used;
        head[0] = (uint32_t)table;
        head[1] = (uint32_t)f->words;
        head[2] = (uint32_t)(f->words >> 32);
        head[3] = f->rows;
        memcpy(head + FORM_HEAD, f->row, f->used * sizeof *head);
        w->used += FORM_HEAD + f->used;
    }
}

void model_change_begin_(struct model_private *p)
{
    work_of(p)->used = 0;
}

void model_change_part_(struct model_private *p, int table, int part, const uint32_t *ids, uint32_t n, side_t old, side_t now)
{
    struct change_work *w = work_of(p);
    const part_t *of = &p->table[table].part[part];
    if (!n)
        return;
    sort_picks(w, ids, n);
    find_rows(w, &old, &now, (span_t){of->from / 4, of->size / 4});
    model_change_rows_end_(p, table);
}

void model_change_rows_end_(struct model_private *p, int table)
{
    write_forms(work_of(p), table);
    forget_forms(work_of(p));
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
    for (uint32_t i = 0; i < AHEAD && i < f->rows; i++)
        __builtin_prefetch((char *)t->base + (size_t)row[i * step] * t->stride + f->word[0] * 4u, 1, 2);
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
