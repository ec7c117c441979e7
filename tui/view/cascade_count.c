/* cascade_count.c — a cascade in numbers.
 *
 * Those it told are counted in blocks of 256, in the order in which they were told. A block knows for which n its counts hold, like
 * one of a crowd; where it matters to it who has tasks, the events between tell which blocks those are. How late each was is kept
 * sorted in its block: the one at a given place of all is found by halving.
 */
#include "cascade_sum.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 256, TOLD = 0, NOTICED, STOPPED, KINDS };

typedef struct late { int64_t *ns; uint32_t count, capacity, low, high; } late_t; /* low, high: halving, those between are left */

typedef struct block {
    uint32_t from, to; /* n for which it holds; to 0: it is to be counted */
    uint32_t told, wave[WAVES_SHOWN + 1], waves, listening, straggler[STRAGGLERS_SHOWN], stragglers;
    uint32_t waiting;  /* neither noticed nor stopped: of these it matters who has tasks */
    late_t late[KINDS];
} block_t;

/* The one that was asked for last */
static struct { uint32_t id, serial, blocks, capacity, *left, left_capacity; size_t built, at /* n + 1 */; uint64_t work; block_t *block; cascade_sum_t sum; } k;

uint64_t cascade_work(void) { return k.work; }

static int64_t time_of(const view_t *v, uint32_t event) { return trace_event(v->trace, event - 1)->time; }
/* On threads the clocks of two tasks may differ: there whoever was told later may have been so earlier. */
static bool one_clock(const view_t *v) { return (trace_header(v->trace)->flags & CTX_TRACE_VIRTUAL) != 0; }

/* ---- one block ------------------------------------------------------------------------------------------- */

/* By then; and when it is so next. */
static bool happened(block_t *b, uint32_t event, size_t n)
{
    if (event > n)
        b->to = event < b->to ? event : b->to;
    else if (event > b->from)
        b->from = event;
    return event && event <= n;
}

static void late_add(late_t *l, int64_t ns)
{
    l->ns = index_grow_(l->ns, &l->capacity, l->count, sizeof *l->ns);
    l->ns[l->count++] = ns;
}

static int compare_ns(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static void late_sort(late_t *l)
{
    bool sorted = true;

    for (uint32_t i = 1; i < l->count && sorted; i++)
        sorted = l->ns[i - 1] <= l->ns[i];
    if (!sorted)
        qsort(l->ns, l->count, sizeof *l->ns, compare_ns);
}

/* A task that was told above it will notice it here: it waits for it, though it is not the context that it was started with. */
static bool looks_later(const view_t *v, block_t *b, const index_node_t *d)
{
    uint32_t task = d->noticed > v->n ? trace_event(v->trace, d->noticed - 1)->task : 0;
    const index_task_t *t = task && task < v->index.tasks ? &v->index.task[task] : NULL;

    return t && t->node && t->made && t->made < d->told && happened(b, v->index.node[t->node].told, v->n);
}

/* Who has not noticed, and there is somebody to notice. */
static void count_waiting(const view_t *v, block_t *b, uint32_t node)
{
    bool listened = (node < v->model->nodes && v->model->node[node].listeners) || looks_later(v, b, &v->index.node[node]);

    b->waiting++;
    b->listening += listened;
    if (listened && b->stragglers++ < STRAGGLERS_SHOWN)
        b->straggler[b->stragglers - 1] = node;
}

static void count_one(const view_t *v, block_t *b, const index_cascade_t *c, uint32_t node, int64_t start)
{
    const index_node_t *d = &v->index.node[node];
    uint32_t wave = d->wave - v->index.node[c->node].wave, halted = d->stopped ? d->heeded : 0; /* whoever was started there after the news is not one of those told */
    bool noticed = happened(b, d->noticed, v->n), stopped = happened(b, halted, v->n);

    b->told++;
    b->wave[wave < WAVES_SHOWN ? wave : WAVES_SHOWN]++;
    b->waves = wave + 1 > b->waves ? wave + 1 : b->waves;
    if (!one_clock(v))
        late_add(&b->late[TOLD], time_of(v, d->told) - start);
    if (noticed)
        late_add(&b->late[NOTICED], time_of(v, d->noticed) - start);
    if (stopped)
        late_add(&b->late[STOPPED], time_of(v, halted) - start);
    if (noticed || stopped)
        b->listening++;
    else
        count_waiting(v, b, node);
}

static void count_block(const view_t *v, const index_cascade_t *c, uint32_t which)
{
    block_t *b = &k.block[which];
    const uint32_t *member = cascade_members(c);
    int64_t start = time_of(v, c->first);
    late_t late[KINDS];

    memcpy(late, b->late, sizeof late);
    *b = (block_t){.to = UINT32_MAX};
    for (int i = 0; i < KINDS; i++)
        b->late[i] = (late_t){.ns = late[i].ns, .capacity = late[i].capacity};
    for (uint32_t i = which * BLOCK; i < c->told && i < (which + 1) * BLOCK; i++) {
        k.work++;
        if (!happened(b, v->index.node[member[i]].told, v->n))
            break;
        count_one(v, b, c, member[i], start);
    }
    for (int i = 0; i < KINDS; i++)
        late_sort(&b->late[i]);
}

/* ---- whom a task's coming or going matters to ------------------------------------------------------------ */

static void spoil_waiting(void)
{
    for (uint32_t i = 0; i < k.blocks; i++)
        k.block[i].to = k.block[i].waiting ? 0 : k.block[i].to;
}

static void spoil_node(const view_t *v, const index_cascade_t *c, uint32_t node)
{
    uint32_t told = v->index.node[node].told, place = told ? cascade_told(&v->index, c, told - 1) : c->told;

    if (place < c->told && cascade_members(c)[place] == node && place / BLOCK < k.blocks)
        k.block[place / BLOCK].to = 0;
}

/* The context it was started with, and what that ends with: past values, and past what is foreign. */
static void spoil_task(const view_t *v, const index_cascade_t *c, uint32_t node)
{
    enum { FAR = 64 };
    const index_t *x = &v->index;

    for (int hops = 0; node && node < x->nodes; hops++, node = x->node[node].parent) {
        spoil_node(v, c, node);
        if (hops == FAR)
            spoil_waiting();
        if (hops == FAR || (!x->node[node].passes && index_make_of(x, node)->kind != CTX_NODE_CUSTOM))
            return;
    }
}

static void spoil_between(const view_t *v, const index_cascade_t *c, size_t a, size_t b)
{
    enum { FAR = 1 << 16 };
    size_t from = a < b ? a : b, to = a < b ? b : a;

    if (to - from > FAR || to > trace_count(v->trace)) {
        spoil_waiting();
        return;
    }
    for (size_t i = from; i < to; i++) {
        const ctx_event_t *ev = trace_event(v->trace, i);
        uint32_t task = ev->kind == CTX_EV_TASK_NEW ? ev->other : ev->kind == CTX_EV_TASK_END ? ev->task : 0;
        if (ev->kind == CTX_EV_GAP || ev->kind == CTX_EV_SNAPSHOT_END) {
            spoil_waiting();
            return;
        }
        if (ev->kind == CTX_EV_TASK_NEW)
            spoil_task(v, c, ev->node);
        const ctx_event_t *made = task && task < v->index.tasks && v->index.task[task].made ? trace_event(v->trace, v->index.task[task].made - 1) : NULL;
        if (made) /* not the index's own context: who runs an after-func has another one there */
            spoil_task(v, c, made->node);
    }
}

/* ---- how late: the one at a place of all ------------------------------------------------------------------ */

static uint32_t not_after(const late_t *l, int64_t ns)
{
    uint32_t low = l->low, high = l->high;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (l->ns[mid] <= ns)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Those of which it is not known yet on which side they are; returns how many blocks have some. */
static uint32_t begin_halving(int kind, uint32_t blocks, int64_t *least, int64_t *most)
{
    uint32_t count = 0;

    k.left = index_grow_(k.left, &k.left_capacity, blocks, sizeof *k.left);
    *least = INT64_MAX, *most = INT64_MIN;
    for (uint32_t i = 0; i < blocks; i++) {
        late_t *l = &k.block[i].late[kind];
        l->low = 0, l->high = l->count;
        if (!l->count)
            continue;
        k.left[count++] = i;
        *least = l->ns[0] < *least ? l->ns[0] : *least;
        *most = l->ns[l->count - 1] > *most ? l->ns[l->count - 1] : *most;
    }
    return count;
}

/* Each block is halved in where the halving of the one before left it: eight times in all. */
static int64_t late_at(int kind, uint32_t blocks, uint32_t place)
{
    int64_t low, high;
    uint32_t left = begin_halving(kind, blocks, &low, &high), before = 0;

    while (low < high) {
        int64_t middle = low + (int64_t)(((uint64_t)high - (uint64_t)low) / 2);
        uint32_t more = 0, still = 0;
        for (uint32_t i = 0; i < left; i++) {
            const late_t *l = &k.block[k.left[i]].late[kind];
            more += not_after(l, middle) - l->low;
        }
        bool later = before + more <= place;
        for (uint32_t i = 0; i < left; i++) {
            late_t *l = &k.block[k.left[i]].late[kind];
            *(later ? &l->low : &l->high) = not_after(l, middle);
            if (l->low < l->high)
                k.left[still++] = k.left[i];
        }
        left = still;
        before += later ? more : 0;
        low = later ? middle + 1 : low;
        high = later ? high : middle;
    }
    return low;
}

/* The places of p50, p99 and the last: of fewer than a hundred the last is p99. */
static void late_sum(const view_t *v, const index_cascade_t *c, uint32_t blocks)
{
    cascade_sum_t *s = &k.sum;

    for (int kind = 0; kind < KINDS; kind++) {
        uint32_t count = s->count[kind];
        const uint32_t place[3] = {(count - 1) / 2, (uint32_t)(((uint64_t)count * 99 + 99) / 100 - 1), count - 1};
        for (int i = 0; i < 3 && count; i++)
            s->p[kind][i] = kind == TOLD && one_clock(v) ? time_of(v, v->index.node[cascade_members(c)[place[i]]].told) - time_of(v, c->first)
                                                         : late_at(kind, blocks, place[i]);
    }
}

/* ---- all of them ----------------------------------------------------------------------------------------- */

static void add_block(cascade_sum_t *s, const block_t *b)
{
    s->told += b->told;
    for (uint32_t w = 0; w <= WAVES_SHOWN; w++)
        s->wave[w] += b->wave[w];
    s->waves = b->waves > s->waves ? b->waves : s->waves;
    s->listening += b->listening;
    for (uint32_t i = 0; i < b->stragglers && i < STRAGGLERS_SHOWN && s->stragglers + i < STRAGGLERS_SHOWN; i++)
        s->straggler[s->stragglers + i] = b->straggler[i];
    s->stragglers += b->stragglers;
    s->count[TOLD] += b->told;
    s->count[NOTICED] += b->late[NOTICED].count;
    s->count[STOPPED] += b->late[STOPPED].count;
}

static void begin(const view_t *v, const index_cascade_t *c, uint32_t id)
{
    for (uint32_t i = 0; i < k.blocks; i++)
        k.block[i].to = 0;
    k.blocks = (c->told + BLOCK - 1) / BLOCK;
    k.block = index_grow_(k.block, &k.capacity, k.blocks, sizeof *k.block);
    k.id = id;
    k.serial = v->serial;
    k.built = v->index.built;
    k.at = 0;
}

const cascade_sum_t *cascade_sum(const view_t *v, uint32_t id)
{
    const index_cascade_t *c = &v->index.cascade[id - 1];

    if (k.id != id || k.serial != v->serial || k.built != v->index.built)
        begin(v, c, id);
    if (k.at == v->n + 1)
        return &k.sum;
    if (k.at)
        spoil_between(v, c, k.at - 1, v->n);
    uint32_t blocks = (cascade_told(&v->index, c, v->n) + BLOCK - 1) / BLOCK;
    k.sum = (cascade_sum_t){.id = id};
    for (uint32_t i = 0; i < blocks; i++) {
        if (v->n < k.block[i].from || v->n >= k.block[i].to)
            count_block(v, c, i);
        add_block(&k.sum, &k.block[i]);
    }
    late_sum(v, c, blocks);
    k.at = v->n + 1;
    return &k.sum;
}
