/* model_change.c — what changed in some entries of a table, written down small and applied fast.
 *
 * Entries that changed in the same words are of one form: a row each, which is an id and then old ^ new of each of those words.
 * So nothing is written that did not change. Rows ascend by id: a seek goes through memory in one direction. A form is kept by
 * columns: a column is its first value, and of each row as many bytes as tell its value from that one; none where all are equal.
 * Applying asks nothing: a few rows at a time, one column after the other.
 */
#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "model_priv.h"

enum { LEAST_SLOTS = 64, DIGIT = 11 };

typedef struct form { uint64_t words; uint32_t slot, rows, columns, used, capacity, *row, differ[MOST_COLUMNS] /* in these bits some row does from the first */; } form_t; /* its room is used again by a later one */
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
    f->columns = 1 + (uint32_t)__builtin_popcountll(words);
    memset(f->differ, 0, f->columns * sizeof *f->differ);
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

static inline __attribute__((always_inline)) void put(form_t *f, uint32_t column, uint32_t value)
{
    f->row[f->used + column] = value;
    f->differ[column] |= value ^ f->row[column];
}

static void add_row(struct change_work *w, uint32_t id, const uint32_t *old, const uint32_t *now, span_t span)
{
    uint64_t differ = differing(old, now, span.words);
    if (!differ)
        return;
    form_t *f = form_with_room(w, differ << span.from);
    put(f, 0, id);
    for (uint32_t column = 1; differ; differ &= differ - 1, column++) {
        int word = __builtin_ctzll(differ);
        put(f, column, old[word] ^ now[word]);
    }
    f->used += f->columns;
}

void model_change_row_(struct model_private *p, uint32_t id, uint64_t words, const uint32_t *difference)
{
    uint64_t differ = 0;
    for (uint64_t left = words; left; left &= left - 1)
        differ |= difference[__builtin_ctzll(left)] ? left & -left : 0;
    if (!differ)
        return;
    form_t *f = form_with_room(work_of(p), differ);
    put(f, 0, id);
    for (uint32_t column = 1; differ; differ &= differ - 1, column++)
        put(f, column, difference[__builtin_ctzll(differ)]);
    f->used += f->columns;
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

/* As many bytes, the low ones first: they are stored and read as they lie in memory. */
static uint32_t width_of(uint32_t differ)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return differ ? (uint32_t)(39 - __builtin_clz(differ)) / 8 : 0;
#else
    return differ ? 4 : 0;
#endif
}

/* Four bytes are written each time, and the next row's lie over those too many. */
static uint8_t *write_column(const form_t *f, uint32_t column, uint32_t width, uint8_t *to)
{
    const uint32_t *value = f->row + column;
    for (uint32_t i = 0; width && i < f->rows; i++, to += width) {
        uint32_t differs = value[(size_t)i * f->columns] ^ *value;
        memcpy(to, &differs, sizeof differs);
    }
    return to;
}

/* A form begins with what it is: the table, its words, how many rows, how long it is; then each column's first value, then each
 * column's width, then the columns. */
static void write_form(struct change_work *w, const form_t *f, int table)
{
    uint32_t widths = (f->columns + 3) / 4, bytes = 0;
    for (uint32_t k = 0; k < f->columns; k++)
        bytes += width_of(f->differ[k]) * f->rows;
    uint32_t size = FORM_HEAD + f->columns + widths + bytes / 4 + 1; /* at least a byte is left over: those too many have room */
    w->word = trace_grow_(w->word, &w->capacity, w->used + size + 1, sizeof *w->word);
    uint32_t *head = w->word + w->used;
    memcpy(head, (const uint32_t[FORM_HEAD]){(uint32_t)table, (uint32_t)f->words, (uint32_t)(f->words >> 32), f->rows, size}, FORM_HEAD * sizeof *head);
    memcpy(head + FORM_HEAD, f->row, f->columns * sizeof *head);
    uint8_t *width = (uint8_t *)(head + FORM_HEAD + f->columns), *to = width + widths * 4u;
    for (uint32_t k = 0; k < f->columns; k++) {
        width[k] = (uint8_t)width_of(f->differ[k]);
        to = write_column(f, k, width[k], to);
    }
    w->used += size;
}

static void write_forms(struct change_work *w, int table)
{
    for (const form_t *f = w->form; f < w->form + w->forms; f++)
        write_form(w, f, table);
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

column_t model_change_column_(const form_rows_t *f, const column_t *before)
{
    uint32_t k = before ? before->number + 1 : 0;
    const uint32_t *head = f->head;
    const uint8_t *width = (const uint8_t *)(head + FORM_HEAD + f->columns);
    column_t c = {.first = head[FORM_HEAD + k], .number = k, .width = width[k], .mask = (uint32_t)((UINT64_C(1) << width[k] * 8) - 1)};
    c.bytes = before ? before->bytes + (size_t)before->width * f->rows : width + (f->columns + 3) / 4 * 4;
    return c;
}

bool model_change_next_(const changes_t *c, size_t *from, form_rows_t *f)
{
    if (*from >= c->words)
        return false;
    const uint32_t *head = c->word + *from;
    f->head = head;
    f->table = (int)head[0];
    f->words = (uint64_t)head[2] << 32 | head[1];
    f->rows = head[3];
    f->columns = 1 + (uint32_t)__builtin_popcountll(f->words);
    *from += head[4];
    return true;
}

/* A form's columns as they are applied: those in which the rows differ, and those in which they are all alike */
typedef struct apply { column_t id, column[MOST_COLUMNS]; uint32_t word[MOST_COLUMNS], columns, fixed_word[MOST_COLUMNS], fixed[MOST_COLUMNS], all_alike; } apply_t;

static void begin_apply(apply_t *a, const form_rows_t *f)
{
    column_t c = a->id = model_change_column_(f, NULL);
    a->columns = a->all_alike = 0;
    for (uint64_t words = f->words; words; words &= words - 1) {
        c = model_change_column_(f, &c);
        if (c.width) {
            a->word[a->columns] = (uint32_t)__builtin_ctzll(words);
            a->column[a->columns++] = c;
        } else {
            a->fixed_word[a->all_alike] = (uint32_t)__builtin_ctzll(words);
            a->fixed[a->all_alike++] = c.first;
        }
    }
}

enum { USUAL = 5 /* so many columns, or fewer */ };

static inline __attribute__((always_inline)) void apply_value(uint32_t *entry, const apply_t *a, uint32_t k, uint32_t row)
{
    entry[a->word[k]] ^= model_change_value_(&a->column[k], row);
}

/* What is fetched early need not be waited for: most of a far seek is waiting for memory. `columns` is said once more so that there
 * is a loop for each of the usual numbers. */
static inline __attribute__((always_inline)) void apply_columns(const table_t *t, const form_rows_t *f, const apply_t *a, uint32_t columns)
{
    enum { AHEAD = 32 };
    char *base = t->base;
    uint32_t rows = f->rows, stride = t->stride, lowest = (uint32_t)__builtin_ctzll(f->words) * 4;
    for (uint32_t i = 0; i < AHEAD && i < rows; i++)
        __builtin_prefetch(base + (size_t)model_change_value_(&a->id, i) * stride + lowest, 1, 2);
    for (uint32_t i = 0; i < rows; i++) {
        if (i + AHEAD < rows)
            __builtin_prefetch(base + (size_t)model_change_value_(&a->id, i + AHEAD) * stride + lowest, 1, 2);
        uint32_t *to = (uint32_t *)(void *)(base + (size_t)model_change_value_(&a->id, i) * stride);
        for (uint32_t k = USUAL; k < columns; k++)
            apply_value(to, a, k, i);
        if (columns > 4)
            apply_value(to, a, 4, i);
        if (columns > 3)
            apply_value(to, a, 3, i);
        if (columns > 2)
            apply_value(to, a, 2, i);
        if (columns > 1)
            apply_value(to, a, 1, i);
        if (columns > 0)
            apply_value(to, a, 0, i);
        for (uint32_t k = 0; k < a->all_alike; k++)
            to[a->fixed_word[k]] ^= a->fixed[k];
    }
}

static void apply_rows(const table_t *t, const form_rows_t *f)
{
    apply_t a;
    begin_apply(&a, f);
    switch (a.columns) {
    case 1: apply_columns(t, f, &a, 1); break;
    case 2: apply_columns(t, f, &a, 2); break;
    case 3: apply_columns(t, f, &a, 3); break;
    case 4: apply_columns(t, f, &a, 4); break;
    case USUAL: apply_columns(t, f, &a, USUAL); break;
    default: apply_columns(t, f, &a, a.columns); break;
    }
}

/* Forward or back: it is the same. */
void model_change_apply_(const struct model_private *p, const changes_t *c)
{
    form_rows_t f;
    for (size_t from = 0; model_change_next_(c, &from, &f);)
        apply_rows(&p->table[f.table], &f);
}
