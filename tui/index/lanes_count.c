/* lanes_count.c — what the members of each crew do, tallied in blocks of tasks.
 *
 * A step changes one task, so one block is counted anew and the blocks are added up. Which blocks a way from one event to
 * another changes is read from the events between: whose they are, whom they start, and whether somebody was told.
 */
#include <stdlib.h>
#include <string.h>

#include "choice.h"
#include "lanes.h"

enum { BLOCK = 256 };

/* Of one block: so many of a crew do this. In the order of the first who does. */
typedef struct lanes_part { uint32_t crew, first, found; tally_t tally; } lanes_part_t;

typedef struct lanes_block {
    lanes_part_t *part; uint32_t parts, capacity;
    uint32_t from, to;        /* n for which `found` holds; from 1, to 0: it is to be counted */
    uint32_t deaf;            /* in a wait that nothing can tell: it matters to them who is told */
    uint32_t untold;          /* of a crew, and told by nothing that is known yet */
    size_t built;             /* so much was known */
    uint32_t own;             /* tasks without a crew that folds */
    unsigned char seen[BLOCK / 8];
} lanes_block_t;

/* Waits that only other tasks of the program end (a join, a lock) are theirs to shorten. */
static bool own_wait(uint8_t op)
{
    return op == CTX_OP_RECV || op == CTX_OP_SEND || op == CTX_OP_SELECT || op == CTX_OP_SLEEP || op == CTX_OP_SEM_ACQUIRE;
}

static bool deaf_wait(const model_task_t *t)
{
    return t->state == TASK_BLOCKED && t->deaf && !t->of_scenario && own_wait(t->op);
}

/* Where a run stopped to ask who moves: what it said of each. */
static tally_t tally_asked(const model_t *m, const model_task_t *t, const ctx_event_t *asked)
{
    bool waits = asked->kind == CTX_EV_WAITING;
    tally_t sum = {.state = waits ? TASK_BLOCKED : TASK_RUNNING, .site = asked->site ? asked->site : t->site, .count = 1};

    if (waits) {
        sum.op = asked->detail;
        sum.object = asked->other;
        sum.odd = !asked->node && !t->of_scenario && own_wait(sum.op) && model_is_told(m, t->ctx) ? TALLY_DEAF : 0;
    } else
        sum.odd = t->state == TASK_RUNNING && t->spins ? TALLY_SPINS : 0;
    return sum;
}

tally_t lanes_tally(const model_t *m, uint32_t task)
{
    enum { SPINS = 8 /* receives in a row of a done that is closed */ };
    const model_task_t *t = task < m->tasks ? &m->task[task] : NULL;

    if (!t || t->state == TASK_UNSEEN || t->state == TASK_ENDED)
        return (tally_t){.state = t ? t->state : TASK_UNSEEN, .count = 1};
    const ctx_event_t *asked = choice_of(m, task);
    if (asked)
        return tally_asked(m, t, asked);
    tally_t sum = {.state = t->state, .site = t->site, .count = 1};
    if (t->state == TASK_RUNNING) {
        bool closed = t->done_wins_after >= SPINS; /* else it runs on without a call */
        sum.odd = closed ? TALLY_SPINS | TALLY_CLOSED : t->spins ? TALLY_SPINS : 0;
        return sum;
    }
    sum.op = t->op;
    sum.object = t->object;
    sum.odd = deaf_wait(t) && model_is_told(m, t->ctx) ? TALLY_DEAF : 0;
    return sum;
}

/* What it waits on may differ; what it does, and where, may not. */
static bool tally_same(const tally_t *a, const tally_t *b)
{
    return a->state == b->state && a->op == b->op && a->odd == b->odd && a->site == b->site;
}

static tally_t *tally_find(crew_look_t *c, const tally_t *one)
{
    for (uint32_t i = 0; i < c->tallies; i++)
        if (tally_same(&c->tally[i], one))
            return &c->tally[i];
    return NULL;
}

static void tally_join(tally_t *t, const tally_t *more)
{
    t->objects = t->objects || more->objects || t->object != more->object;
    t->count += more->count;
    t->told += more->told;
}

static void tally_add(crew_look_t *c, const tally_t *more)
{
    tally_t *t = tally_find(c, more);

    if (!t && c->tallies < TALLIES) {
        c->tally[c->tallies] = *more;
        c->tally[c->tallies++].crew = true;
        return;
    }
    if (!t) { /* too many different things to name each */
        t = &c->tally[TALLIES - 1];
        *t = (tally_t){.count = t->count, .told = t->told, .crew = true};
    }
    tally_join(t, more);
}

bool lanes_folded_(const index_t *x, uint32_t task)
{
    return x->task[task].crew && x->crew[x->task[task].crew].count >= LANES_FOLD;
}

/* ---- one block ------------------------------------------------------------------------------------------- */

static void part_add(lanes_block_t *b, const index_t *x, uint32_t task, const tally_t *one, bool found)
{
    uint32_t crew = x->task[task].crew, i = 0;

    while (i < b->parts && (b->part[i].crew != crew || !tally_same(&b->part[i].tally, one)))
        i++;
    if (i == b->parts) {
        b->part = index_grow_(b->part, &b->capacity, b->parts, sizeof *b->part);
        b->part[b->parts++] = (lanes_part_t){.crew = crew, .first = task, .tally = *one};
    } else
        tally_join(&b->part[i].tally, one);
    b->part[i].found += found;
}

/* For which n what holds at n does, if it changes with this event. */
static void bound(lanes_block_t *b, uint32_t event, uint32_t n)
{
    if (event > n)
        b->to = event < b->to ? event : b->to;
    else
        b->from = event > b->from ? event : b->from;
}

/* Was the context it runs under told; of a task that has ended: before that. Who ended first never heard of it. */
static bool told_by(lanes_block_t *b, const index_t *x, const model_t *m, uint32_t task, uint32_t n)
{
    const model_task_t *t = &m->task[task];
    uint32_t ctx = t->ctx < m->nodes && t->ctx < x->nodes ? t->ctx : 0, node = m->node[ctx].carrier;
    uint32_t told = node && node < x->nodes ? x->node[node].told : 0, own = x->node[ctx].told;

    b->untold += !own;
    bound(b, own, n); /* a foreign context that is told has an end of its own from then on */
    bound(b, told, n);
    return told && told <= (t->state == TASK_ENDED ? t->ended_event : n);
}

static void block_count(lanes_t *l, lanes_block_t *b, const index_t *x, const model_t *m, uint32_t first, uint32_t n)
{
    unsigned char before[BLOCK / 8];

    memcpy(before, b->seen, sizeof before);
    *b = (lanes_block_t){.part = b->part, .capacity = b->capacity, .built = x->built, .from = 0, .to = UINT32_MAX};
    for (uint32_t t = first; t < first + BLOCK && t < x->tasks && t < m->tasks; t++) {
        uint32_t finding = x->task[t].finding;
        l->work++;
        bound(b, finding, n);
        if (!t || m->task[t].state == TASK_UNSEEN)
            continue;
        b->seen[t % BLOCK / 8] |= (unsigned char)(1u << t % 8);
        b->deaf += deaf_wait(&m->task[t]);
        b->own += !lanes_folded_(x, t);
        tally_t one = lanes_tally(m, t);
        one.told = x->task[t].crew && told_by(b, x, m, t, n);
        if (x->task[t].crew)
            part_add(b, x, t, &one, finding && finding <= n);
    }
    l->stale = l->stale || memcmp(before, b->seen, sizeof before) != 0;
}

static void blocks_room(lanes_t *l, uint32_t tasks)
{
    uint32_t blocks = (tasks + BLOCK - 1) / BLOCK, had = l->block_capacity;

    l->block = index_grow_(l->block, &l->block_capacity, blocks, sizeof *l->block);
    for (; had < l->block_capacity; had++)
        l->block[had] = (lanes_block_t){.from = 1};
    l->blocks = blocks;
}

void lanes_blocks_free_(lanes_t *l)
{
    for (uint32_t i = 0; i < l->block_capacity; i++)
        free(l->block[i].part);
    free(l->block);
}

/* ---- which of them change -------------------------------------------------------------------------------- */

/* Whether it had to be: it may be to be counted already. */
static bool block_spoil(lanes_t *l, uint32_t task)
{
    lanes_block_t *b = task && task / BLOCK < l->blocks ? &l->block[task / BLOCK] : NULL;
    bool held = b && b->to;

    if (held)
        b->from = 1, b->to = 0;
    return held;
}

static void spoil_all(lanes_t *l)
{
    for (uint32_t i = 0; i < l->blocks; i++)
        block_spoil(l, i * BLOCK + BLOCK - 1);
}

/* Somebody was told, the last time by this event. Of what was recorded when they were counted the blocks know for which n they hold. */
static void spoil_told(lanes_t *l, size_t last)
{
    for (uint32_t i = 0; i < l->blocks; i++)
        if (l->block[i].deaf || (l->block[i].untold && last > l->block[i].built))
            block_spoil(l, i * BLOCK + BLOCK - 1);
}

/* What happens between the two positions, whichever is the later one. To go through more events than there are tasks takes longer
 * than to count all tasks; and once every block is to be counted, no event says more. */
static void spoil_between(lanes_t *l, const index_t *x, size_t a, size_t b)
{
    size_t from = a < b ? a : b, to = a < b ? b : a;
    size_t told = 0;
    uint32_t held = 0;

    for (uint32_t i = 0; i < l->blocks; i++)
        held += l->block[i].to != 0;
    if (to > trace_count(x->trace) || to - from > (size_t)x->tasks + BLOCK || choice_asked(x->trace)) { /* where it asks, the end says what each does */
        spoil_all(l);
        return;
    }
    for (size_t i = from; i < to && held; i++) {
        const ctx_event_t *ev = trace_event(x->trace, i);
        l->walked++;
        held -= block_spoil(l, ev->task);
        told = ev->kind == CTX_EV_TOLD ? i + 1 : told;
        if (ev->kind == CTX_EV_TASK_NEW)
            held -= block_spoil(l, ev->other);
        else if (ev->kind == CTX_EV_GAP || ev->kind == CTX_EV_SNAPSHOT_END) { /* who was not named has ended */
            spoil_all(l);
            return;
        }
    }
    if (told)
        spoil_told(l, told);
}

/* ---- all of them ----------------------------------------------------------------------------------------- */

static void head_add(lanes_t *l, uint32_t task)
{
    l->head = index_grow_(l->head, &l->head_capacity, l->heads, sizeof *l->head);
    l->head[l->heads++] = task;
}

static void block_add(lanes_t *l, const lanes_block_t *b, const index_t *x)
{
    for (uint32_t i = 0; i < b->parts; i++) {
        const lanes_part_t *part = &b->part[i];
        crew_look_t *c = lanes_crew(l, part->crew);
        if (x->crew[part->crew].count < LANES_FOLD)
            continue;
        if (!c->seen)
            c->first = part->first;
        c->seen += part->tally.count;
        c->found += part->found;
        tally_add(c, &part->tally);
    }
}

/* Tasks with a lane of their own, and the first of each crew: asked again only where somebody came or went. */
static void block_heads(lanes_t *l, const lanes_block_t *b, const index_t *x, uint32_t first)
{
    bool any = b->own;

    for (uint32_t i = 0; i < b->parts && !any; i++)
        any = lanes_crew(l, b->part[i].crew)->first / BLOCK == first / BLOCK;
    for (uint32_t t = first; any && t < first + BLOCK; t++)
        if (b->seen[t % BLOCK / 8] >> t % 8 & 1 && (!lanes_folded_(x, t) || lanes_crew(l, x->task[t].crew)->first == t))
            head_add(l, t);
}

/* Is there anybody in it who may? */
static bool crew_breaks(const crew_look_t *c)
{
    bool few = false;

    for (uint32_t i = 0; i < c->tallies; i++)
        few = few || c->tally[i].count <= 3;
    return (c->found && c->found <= 3) || (few && c->tallies > 1 && c->seen >= 8);
}

static bool breaks_out(const index_t *x, const model_t *m, crew_look_t *c, uint32_t task, size_t n)
{
    tally_t one = lanes_tally(m, task);
    uint32_t found = x->task[task].finding, most = 0;
    const tally_t *t = tally_find(c, &one);

    for (uint32_t i = 0; i < c->tallies; i++)
        most = c->tally[i].count > most ? c->tally[i].count : most;
    if (found && found <= n && c->found <= 3)
        return true;
    return t && c->seen >= 8 && t->count <= 3 && t->count < most && (one.odd || c->seen - most <= 3);
}

/* One of these few, or with one of the few findings. */
static bool part_breaks(lanes_t *l, const lanes_part_t *part)
{
    crew_look_t *c = lanes_crew(l, part->crew);

    if (!c->seen || c->odds == 4 || !crew_breaks(c))
        return false;
    const tally_t *t = part->found && c->found <= 3 ? NULL : tally_find(c, &part->tally);
    return (part->found && c->found <= 3) || (t && t->count <= 3);
}

static void block_odd(lanes_t *l, const lanes_block_t *b, const index_t *x, const model_t *m, uint32_t first, size_t n)
{
    bool any = false;

    for (uint32_t i = 0; i < b->parts && !any; i++)
        any = part_breaks(l, &b->part[i]);
    for (uint32_t t = first; any && t < first + BLOCK && t < x->tasks && t < m->tasks; t++) {
        crew_look_t *c = lanes_folded_(x, t) && m->task[t].state != TASK_UNSEEN ? lanes_crew(l, x->task[t].crew) : NULL;
        l->work++;
        if (c && c->odds < 4 && crew_breaks(c) && breaks_out(x, m, c, t, n))
            c->odd[c->odds++] = t;
    }
}

void lanes_count_(lanes_t *l, const index_t *x, const model_t *m, size_t n)
{
    blocks_room(l, x->tasks);
    if (l->at)
        spoil_between(l, x, l->at - 1, n);
    else
        spoil_all(l);
    memset(l->crew, 0, l->looks * sizeof *l->crew);
    for (uint32_t i = 0; i < l->blocks; i++) {
        lanes_block_t *b = &l->block[i];
        if (n < b->from || n >= b->to)
            block_count(l, b, x, m, i * BLOCK, (uint32_t)n);
        block_add(l, b, x);
    }
    l->heads = l->stale ? 0 : l->heads;
    for (uint32_t i = 0; l->stale && i < l->blocks; i++)
        block_heads(l, &l->block[i], x, i * BLOCK);
    for (uint32_t i = 0; i < l->blocks; i++)
        block_odd(l, &l->block[i], x, m, i * BLOCK, n);
}
